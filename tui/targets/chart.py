"""A target drawn with characters: base, schedule, reported values, target, and where the pace would lead."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from tui.targets.known import Known, running_total
from tui.targets.methods import figure
from tui.targets.model import Assessment
from tui.text.width import pad, text_width

#: One-cell signs, told apart without colour; later kinds are drawn over earlier ones.
SIGNS: Final = {"goal": "─", "schedule": "·", "projection": "+", "base": "○", "target": "◆", "actual": "●"}
#: Measures that are kept and not approached: the promise is a line, not the end of a way.
_KEPT: Final = frozenset({"hold", "growth_average", "growth_year", "grade"})
_FEWEST_CELLS, _FEWEST_ROWS = 12, 3
#: A run of text and the kind that it is drawn for; empty for axes.
Segment = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Point:
    """A value of a year, and what it is: a key of `SIGNS`."""

    year: int
    value: float
    kind: str


def chart_points(assessment: Assessment, known: Known) -> tuple[Point, ...]:
    """What there is to draw of a target; nothing where there is no figure to reach or nothing beside it."""
    target, goal, base = assessment.target, assessment.value, assessment.base
    actual = {year: o for year, o in known.actual.items() if not o.definition}
    found: list[Point] = []
    if target.measure == "cumulative":
        found += [Point(y, v, "actual") for y, v in running_total(actual, known.total).items()]
        found.append(Point(known.first_year - 1, 0.0, "base"))
    else:
        found += [Point(year, o.value, "actual") for year, o in sorted(actual.items())]
        if base is not None and target.measure not in _KEPT:
            found.append(Point(base.year, base.value, "base"))
    if goal is None or not found:
        return ()
    found.append(Point(target.target_year, goal, "target"))
    if target.measure in _KEPT:
        found.append(Point(known.first_year, goal, "goal"))
    inputs = [dict(c.inputs) for c in assessment.calculations if c.method == "projection" and c.status]
    found += [Point(target.target_year, each["projected"], "projection") for each in inputs]
    return tuple(found)


def draw(points: Sequence[Point], width: int, height: int) -> list[list[Segment]]:
    """The rows of a chart, years from left to right.

    Args:
        points: what is drawn; lines go from base to target, and from the newest value on to a projection.
        width: cells of a row.
        height: rows, the axis of years included.
    """
    low, high = min(p.value for p in points), max(p.value for p in points)
    marks = [figure(high), figure(low)]
    margin = max(map(text_width, marks)) + 1
    if width - margin < _FEWEST_CELLS or height - 1 < _FEWEST_ROWS:
        return []
    grid = _Grid(points, width - margin, height - 1)
    rows = []
    for number, cells in enumerate(grid.rows()):
        mark = marks[0] if number == 0 else marks[1] if number == height - 2 else ""
        rows.append([(pad(mark, margin - 1, right=True) + "┤", ""), *cells])
    return [*rows, [(" " * margin + grid.years(), "")]]


class _Grid:
    def __init__(self, points: Sequence[Point], width: int, height: int) -> None:
        self._points = points
        self._width, self._height = width, height
        years, values = [p.year for p in points], [p.value for p in points]
        self._first, self._last = min(years), max(years)
        self._low, self._high = min(values), max(values)
        self._cells = [[" "] * width for _ in range(height)]
        self._kinds = [[""] * width for _ in range(height)]

    def rows(self) -> list[list[Segment]]:
        """The rows, each as runs of one kind."""
        self._lines()
        for kind in SIGNS:
            for point in self._points:
                if point.kind == kind:
                    self._put(self._column(point.year), point.value, kind)
        return [_runs(cells, kinds) for cells, kinds in zip(self._cells, self._kinds, strict=True)]

    def years(self) -> str:
        """The axis: as many years as fit, the first and the last among them."""
        axis = [" "] * self._width
        taken = -1
        last = self._width - 4
        for year in range(self._first, self._last + 1):
            start = min(max(0, self._column(year) - 2), last)
            room = year in (self._first, self._last) or start + 4 < last
            if start > taken and room:
                axis[start : start + 4] = str(year)
                taken = start + 4
        return "".join(axis)

    def _column(self, year: int) -> int:
        span = self._last - self._first
        return round((year - self._first) / span * (self._width - 1)) if span else self._width // 2

    def _put(self, column: int, value: float, kind: str) -> None:
        span = self._high - self._low
        row = round((self._high - value) / span * (self._height - 1)) if span else self._height // 2
        if 0 <= row < self._height:
            self._cells[row][column], self._kinds[row][column] = SIGNS[kind], kind

    def _lines(self) -> None:
        by_kind = {point.kind: point for point in self._points}
        target, newest = by_kind["target"], by_kind.get("actual")
        if "goal" in by_kind:
            self._line(by_kind["goal"], target, "goal")
        if "base" in by_kind:
            self._line(by_kind["base"], target, "schedule")
        if newest and "projection" in by_kind:
            self._line(newest, by_kind["projection"], "projection")

    def _line(self, start: Point, end: Point, kind: str) -> None:
        first, last = self._column(start.year), self._column(end.year)
        for column in range(first, last + 1):
            share = (column - first) / (last - first) if last > first else 0.0
            if kind != "projection" or column % 2 == 0:
                self._put(column, start.value + (end.value - start.value) * share, kind)


def _runs(cells: list[str], kinds: list[str]) -> list[Segment]:
    runs: list[Segment] = []
    for cell, kind in zip(cells, kinds, strict=True):
        if runs and runs[-1][1] == kind:
            runs[-1] = (runs[-1][0] + cell, kind)
        else:
            runs.append((cell, kind))
    return runs
