"""The printed column 年均增长: which way of computing it gives the printed figure."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.unit.targets_at_hand import TARGETS
from tui.targets.printed_growth import implied_base, readings, rounding_interval


def bases(row: int) -> dict[int, str]:
    """What the table prints for 2019 and 2020."""
    cells = TARGETS[row - 1].cells
    return {2019: cells[3], 2020: cells[4]}


@pytest.mark.parametrize(
    ("row", "exact"),
    [
        (5, {("simple", 2020)}),
        (6, {("points", 2020), ("points", 2019)}),
        (11, {("compound", 2019), ("simple", 2019)}),
        (12, {("simple", 2020)}),
        (13, {("compound", 2020)}),
    ],
)
def test_each_printed_figure_has_its_own_method(row: int, exact: set[tuple[str, int]]) -> None:
    """The column mixes simple means, compound rates from 2020 and from 2019, and points a year."""
    found = readings(TARGETS[row - 1], bases(row))
    assert {(r.method, r.base_year) for r in found if r.fits == "exact"} == exact
    assert [r.fits for r in found] == sorted((r.fits for r in found), key=["exact", "unrounded", "no"].index)


def test_a_figure_without_a_base_cannot_be_checked_but_tells_its_base() -> None:
    """Row 7 prints 30 without a base: a compound rate would mean about 0.27 in 2020."""
    row = TARGETS[6]
    assert readings(row, bases(7)) == ()
    assert implied_base(row, 5) == pytest.approx(0.269, abs=0.001)


@pytest.mark.parametrize("row", [1, 2, 3, 4, 8, 9, 10])
def test_rows_without_a_figure_have_nothing_to_check(row: int) -> None:
    """5左右 is the target itself; 保持现有 and 达到市要求 are no figures."""
    assert readings(TARGETS[row - 1], bases(row)) == ()


def test_none_is_said_where_no_method_fits() -> None:
    """A printed figure that nothing reproduces is not called wrong; every way is shown with its result."""
    row = replace(TARGETS[10], printed_growth="7.5")
    found = readings(row, bases(11))
    assert found
    assert {r.fits for r in found} == {"no"}


@pytest.mark.parametrize(
    ("printed", "interval"), [("8", (7.5, 8.5)), ("0.6", (0.55, 0.65)), ("1.15", (1.145, 1.155))]
)
def test_a_printed_figure_stands_for_an_interval(printed: str, interval: tuple[float, float]) -> None:
    """8 may be anything that rounds to it."""
    assert rounding_interval(printed) == interval
