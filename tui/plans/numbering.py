"""Gaps and repeats in the printed numbering of a plan's headings."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from tui.plans.model import Plan, Section
from tui.text.numbers import decimal_path, printed_number

#: Kinds that are numbered through the whole plan; the others begin anew under each heading.
_THROUGHOUT: Final = frozenset({"part", "chapter", "point", "box"})
_NUMBERED: Final = frozenset({"part", "chapter", "section", "item", "subitem", "point", "box"})


@dataclass(frozen=True, slots=True)
class Break:
    """A heading whose number does not follow the one before: what was expected and what is printed."""

    section: Section
    expected: int
    printed: int


def numbering_breaks(plan: Plan) -> list[Break]:
    """The headings at which the numbering skips or repeats, in printed order."""
    last: dict[tuple[str, str], int] = {}
    breaks = []
    for section in plan.sections:
        # Of 3.2 the last figure counts: the ones before are the numbers of the headings above.
        printed = printed_number(decimal_path(section.number).rpartition(".")[2] or section.number)
        if section.kind not in _NUMBERED or not printed:
            continue
        series = (section.kind, "" if section.kind in _THROUGHOUT else section.parent)
        expected = last.get(series, 0) + 1
        if printed != expected:
            breaks.append(Break(section, expected, printed))
        last[series] = printed
    return breaks
