"""An example and a counter-example of every rule, from `examples.toml`."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from tui.tomlfile import read_toml


@dataclass(frozen=True, slots=True)
class Example:
    """Source text that a rule finds something in (`bad`) and that it leaves alone (`good`).

    `other` is the text of another plan on the shelf where the rule needs one; `card` and `other_card` hold
    what of the identity cards matters. `of_tables` says that the rule reads curated targets or projects: the
    texts show what is meant, and the rule has tests of its own.
    """

    bad: str
    good: str
    other: str = ""
    card: dict[str, Any] = field(default_factory=dict)
    other_card: dict[str, Any] = field(default_factory=dict)
    of_tables: bool = False


def examples() -> dict[str, Example]:
    """The examples by rule."""
    data = read_toml(Path(__file__).with_name("examples.toml"))
    return {name: Example(**_card_periods(table)) for name, table in data.items()}


def _card_periods(table: dict[str, Any]) -> dict[str, Any]:
    for key in ("card", "other_card"):
        if "period" in table.get(key, {}):
            table[key]["period"] = tuple(table[key]["period"])
    return table
