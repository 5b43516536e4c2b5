"""How figures changed: only where old and new may be compared directly is one called higher or lower."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from tui.compare.comparability import Comparability
from tui.compare.model import Match, Quote
from tui.text.figures import Figure, figure_words, find_figures
from tui.text.fold import fold, half_width

#: So many characters before a figure say what it measures, and so many after it what it counts.
_BEFORE, _AFTER = 8, 4
#: So many of those before in common, with half of those after, make two figures the same subject; else all.
_SAME_SUBJECT: Final = 4


@dataclass(frozen=True, slots=True)
class FigureChange:
    """A figure in both plans: values in `unit`, as printed, and the words before them that both have."""

    subject: str
    unit: str
    old: float
    new: float

    @property
    def difference(self) -> float:
        """New less old."""
        return round(self.new - self.old, 9)

    @property
    def direction(self) -> str:
        """Whether it was raised, lowered or kept."""
        if self.difference == 0:
            return "same"
        return "raised" if self.difference > 0 else "lowered"


@dataclass(frozen=True, slots=True)
class _Counted:
    """A figure with what stands before it, without the words of a comparator, and directly after it."""

    figure: Figure
    before: str
    after: str

    def in_common(self, other: _Counted) -> int:
        """How many characters of what both measure are the same; 0 where they count different things."""
        half = _AFTER // 2
        if self.figure.unit != other.figure.unit or self.after[:half] != other.after[:half]:
            return 0
        number = _common_end(self.before, other.before)
        whole = number == len(self.before) == len(other.before) and self.after == other.after
        return number if whole or number >= _SAME_SUBJECT else 0


def figure_changes(match: Match, found: Comparability) -> tuple[FigureChange, ...]:
    """The figures that stand in both sides of a match with the same unit and subject; none below class A.

    Args:
        match: words of an old and a new plan.
        found: how far the plans may be compared.
    """
    if found.grade != "A":
        return ()
    left = list(_counted(match.new))
    changes = []
    for before in _counted(match.old):
        after = max(left, key=before.in_common, default=None)
        common = before.in_common(after) if after else 0
        if after and common:
            left.remove(after)
            subject = before.before[-common:]
            changes.append(FigureChange(subject, before.figure.unit, before.figure.value, after.figure.value))
    return tuple(changes)


def _counted(quotes: tuple[Quote, ...]) -> Iterator[_Counted]:
    for quote in quotes:
        text = half_width(quote.text)
        for figure in find_figures(text):
            if figure.high is None and figure.kind != "time":
                before = _without_comparator(text[: figure.start])[-_BEFORE:]
                clause = re.split("[,;。:、]", before)[-1]
                yield _Counted(figure, fold(clause), _noun(text[figure.end :]))


def _without_comparator(before: str) -> str:
    for word, _ in figure_words().before:
        if before.endswith(word):
            return before.removesuffix(word)
    return before


def _noun(after: str) -> str:
    for word, _ in figure_words().after:
        if after.startswith(word):
            return ""
    return re.split("[,;。:、]", after)[0][:_AFTER]


def _common_end(first: str, second: str) -> int:
    number = 0
    while number < min(len(first), len(second)) and first[-1 - number] == second[-1 - number]:
        number += 1
    return number
