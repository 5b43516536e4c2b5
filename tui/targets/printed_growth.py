"""The printed column 年均增长: which way of computing it gives the printed figure.

Tables mix compound rates, simple means and percentage points, from one base year or another. Nothing here
calls a printed figure right or wrong: it says which ways reproduce it, or that none does.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from itertools import product

from tui.plans.model import Plan
from tui.targets.model import Target
from tui.text.fold import fold

_PRINTED = re.compile(r"-?\d+(?:\.\d+)?")
_COLUMN_YEAR = re.compile(r"\d{4}")
_WAYS = ("compound", "simple", "points")
Interval = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Reading:
    """One way to compute the growth: from which base year, by which method, and what comes out.

    `value` is in per cent a year, or in the target's unit a year for `points`. `fits` is exact where the
    printed inputs give the printed figure after rounding, unrounded where inputs that are printed so could,
    and no otherwise.
    """

    method: str
    base_year: int
    value: float
    fits: str


def readings(target: Target, bases: Mapping[int, str]) -> tuple[Reading, ...]:
    """Every way to compute a target's printed growth, those that fit first.

    Args:
        target: a target with a printed growth and a value.
        bases: printed values by year, as they stand in the table.
    """
    printed = _PRINTED.fullmatch(fold(target.printed_growth).removesuffix("左右"))
    goal = _PRINTED.fullmatch(_printed_value(target))
    if printed is None or goal is None or target.measure == "growth_average":
        return ()
    found: list[Reading | None] = []
    for year, text in sorted(bases.items(), reverse=True):
        base = _PRINTED.fullmatch(fold(text))
        if base is not None and year < target.target_year:
            span = target.target_year - year
            found.extend(_reading(way, year, span, base[0], goal[0], printed[0]) for way in _WAYS)
    order = ("exact", "unrounded", "no")
    return tuple(sorted((r for r in found if r), key=lambda r: order.index(r.fits)))


def printed_values(plan: Plan, target: Target) -> dict[int, str]:
    """What the row of a target prints for each year before its target year; nothing outside a table."""
    wanted = f"{target.plan}/{target.table}"
    for table in plan.tables if target.table else ():
        if table.section == wanted and len(table.columns) == len(target.cells):
            years = [_COLUMN_YEAR.match(fold(column)) for column in table.columns]
            return {
                int(year[0]): cell
                for year, cell in zip(years, target.cells, strict=True)
                if year and int(year[0]) < target.target_year
            }
    return {}


def _printed_value(target: Target) -> str:
    """The target's value as it stands in its cell."""
    figures = [fold(cell) for cell in target.cells if _PRINTED.fullmatch(fold(cell))]
    return next((text for text in figures if target.value == float(text)), "")


def implied_base(target: Target, span: int) -> float | None:
    """The base that a compound rate as printed would need; None where there is nothing to compute it from."""
    printed = _PRINTED.fullmatch(fold(target.printed_growth))
    if printed is None or target.value is None or float(printed[0]) <= -100:
        return None
    return target.value / float((1 + float(printed[0]) / 100) ** span)


def _reading(way: str, year: int, span: int, base: str, goal: str, printed: str) -> Reading | None:
    value = _growth(way, float(base), float(goal), span)
    if value is None:
        return None
    low, high = rounding_interval(printed)
    if low <= round(value, 9) <= high:
        return Reading(way, year, value, "exact")
    corners = [
        grown
        for b, g in product(rounding_interval(base), rounding_interval(goal))
        if (grown := _growth(way, b, g, span)) is not None
    ]
    possible = corners and min(corners) <= high and low <= max(corners)
    return Reading(way, year, value, "unrounded" if possible else "no")


def rounding_interval(printed: str) -> Interval:
    """The values that are printed as this text when rounded to its decimal places, both ends included."""
    number = Decimal(printed)
    half = Decimal(1).scaleb(int(number.as_tuple().exponent)) / 2
    return float(number - half), float(number + half)


def _growth(way: str, base: float, goal: float, span: int) -> float | None:
    """Growth a year; None where the method has no meaning."""
    if way == "points":
        return (goal - base) / span
    if base <= 0 or goal <= 0:
        return None
    if way == "simple":
        return (goal / base - 1) / span * 100
    return (float((goal / base) ** (1 / span)) - 1) * 100
