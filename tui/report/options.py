"""What a hand-in is asked to hold."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Options:
    """A choice of what goes into a hand-in; nothing chosen means everything.

    `as_of` is the last year whose values count.
    """

    plan: str = ""
    as_of: int | None = None
