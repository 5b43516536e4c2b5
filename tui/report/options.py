"""What a hand-in is asked to hold."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tui.compare.model import Match
    from tui.review.model import Flag


@dataclass(frozen=True, slots=True)
class Options:
    """A choice of what goes into a hand-in; nothing chosen means everything.

    `as_of` is the last year whose values count; `matches` and `flags` are those that are shown, in their
    order; `pair` are an old and a new plan whose suggestions are shown; `dismissed` asks for the findings of
    checks that were dismissed.
    """

    plan: str = ""
    section: str = ""
    as_of: int | None = None
    matches: tuple[Match, ...] | None = None
    flags: tuple[Flag, ...] | None = None
    pair: tuple[str, str] | None = None
    dismissed: bool = False
