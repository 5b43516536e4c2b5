"""Printed figures as intervals: what a figure may stand for after rounding, and what its words allow."""

from __future__ import annotations

import math
import re
from dataclasses import dataclass
from itertools import product

from tui.targets.printed_growth import Interval, rounding_interval

_PLAIN_FIGURE = re.compile(r"\d+(?:\.\d+)?")
#: Half of the span that 左右 and 约 leave, as a share of the figure.
_ABOUT = 0.05
_TINY = 1e-9


@dataclass(frozen=True, slots=True)
class Outcome:
    """Whether a printed result follows from its inputs: `exact`, after `rounding`, or `no`.

    `value` is what the printed inputs give.
    """

    value: float
    fits: str


def outcome(printed: str, results: list[float], plain: float, slack: float = 0.0) -> Outcome:
    """Hold a printed result against what comes out of the inputs.

    Args:
        printed: the result as printed.
        results: what the ends of the rounding intervals of all inputs give.
        plain: what the inputs give as printed.
        slack: half-width by which the result may miss, in its own unit (左右, 约).
    """
    low, high = rounding_interval(printed)
    low, high = low - slack, high + slack
    if low <= round(plain, 9) <= high:
        return Outcome(plain, "exact")
    possible = results and min(results) <= high and low <= max(results)
    return Outcome(plain, "rounding" if possible else "no")


def growth(old: str, new: str, years: int = 1, *, way: str = "compound") -> tuple[float, list[float]] | None:
    """Growth in per cent a year from one printed figure to another, and what their intervals may give.

    Returns None where it has no meaning.
    """

    def rate(start: float, end: float) -> float | None:
        if start <= 0 or end <= 0:
            return None
        if way == "simple":
            return (end / start - 1) / years * 100
        return float((end / start) ** (1 / years) - 1) * 100

    plain = rate(float(old), float(new))
    corners = [rate(a, b) for a, b in product(rounding_interval(old), rounding_interval(new))]
    if plain is None:
        return None
    return plain, [corner for corner in corners if corner is not None]


def printed(text: str) -> str:
    """The first figure of a text without thousands separators; empty where there is none."""
    found = _PLAIN_FIGURE.search(text.replace(",", ""))
    return found[0] if found else ""


def allowed(comparator: str, value: float, high: float | None, text: str = "") -> Interval:
    """The values that a figure with its comparator speaks of.

    Args:
        comparator: one of `COMPARATORS`.
        value: the figure.
        high: its upper end where it is a range.
        text: the figure as printed; its decimal places say how it was rounded.
    """
    low_end, high_end = rounding_interval(text) if text else (value, value)
    if high is not None:
        return value, high
    if comparator == "about":
        return value - abs(value) * _ABOUT, value + abs(value) * _ABOUT
    if comparator in ("at_least", "more_than"):
        return low_end, math.inf
    if comparator == "at_most":
        return -math.inf, high_end
    if comparator == "less_than":
        # 近500亿 is a little less, not any amount less.
        return value - abs(value) * _ABOUT * 2, high_end
    return low_end, high_end


def apart(first: Interval, second: Interval) -> bool:
    """Whether two intervals have nothing in common but an end.

    6 and 7 are two figures; 1.75 and 1.8 may be one.
    """
    return first != second and (first[1] <= second[0] + _TINY or second[1] <= first[0] + _TINY)
