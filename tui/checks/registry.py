"""Every check, in the order of its family; a rule declares itself where it is written."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from tui.checks.model import Look, Rule

#: Rules by id.
RULES: Final[dict[str, Rule]] = {}


def rule(identifier: str, family: str) -> Callable[[Look], Look]:
    """Declare a function as a check.

    Args:
        identifier: the id of the rule, as settings, data and sentences name it.
        family: one of `FAMILIES`.
    """

    def declared(look: Look) -> Look:
        RULES[identifier] = Rule(identifier, family, look)
        return look

    return declared
