"""What is known of a target: which values answer for it, its base, and the result before the period."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import pytest

from tests.unit.targets_at_hand import PLAN, RISING, seen
from tui.plans.model import Card
from tui.targets.known import Known, Ledger
from tui.targets.model import Fact, Observation, Target
from tui.targets.units import converted, same_quantity

CITY = replace(PLAN.card, id="city", place="河市", level="city", kind="outline", period=(2021, 2025))
YEARLY = replace(CITY, id="yearly", kind="annual_plan", period=(2023, 2023))
DISTRICT = replace(CITY, id="district", place="河市东区", level="district")
REPRINT = replace(CITY, id="reprint", kind="digest", standing="secondary", period=(2023, 2023))
CARDS = {card.id: card for card in (CITY, YEARLY, DISTRICT, REPRINT)}

DOCTORS = replace(
    RISING, id="c1", plan="city", indicator="doctors", name="医师数", unit="人", base=None, base_year=None
)


def fact(year: int, value: float, plan: str = "city", **more: Any) -> Fact:
    """A result that a plan tells."""
    defaults: dict[str, Any] = {
        "id": f"{plan}-{year}",
        "plan": plan,
        "indicator": "doctors",
        "name": "医师数",
        "unit": "人",
        "comparator": "equals",
        "measure": "level",
        "value": value,
        "value_high": None,
        "year": year,
        "first_year": None,
        "reference": "",
        "paragraph": f"{plan}/L1",
        "quote": "",
        "note": "",
    }
    return Fact(**{**defaults, **more})


def known(
    target: Target,
    *others: Target,
    facts: Sequence[Fact] = (),
    seen: Sequence[Observation] = (),
    cards: dict[str, Card] = CARDS,
) -> Known:
    """What is known of a target among others."""
    return Ledger((target, *others), facts, cards, seen).known(target)


def test_a_value_answers_for_the_same_indicator_of_the_same_place() -> None:
    """What was reported for the outline's target answers for the annual plan's too, in its own unit."""
    twin = replace(DOCTORS, id="y1", plan="yearly", unit="名", target_year=2023)
    reported = [seen(2023, 3.1, "c1", unit="人")]
    assert known(twin, DOCTORS, seen=reported).actual[2023].value == 3.1


@pytest.mark.parametrize(
    "change",
    [
        {"plan": "district"},
        {"indicator": "nurses"},
        {"measure": "growth_year"},
        {"measure": "cumulative"},
        {"unit": "%"},
    ],
)
def test_a_value_never_answers_for_another_place_or_kind(change: dict[str, Any]) -> None:
    """A city's value is none of its district, a level no growth, and a number of people no share."""
    other = replace(DOCTORS, id="o1", **change)
    assert not known(other, DOCTORS, seen=[seen(2023, 3.1, "c1", unit="人")]).actual


def test_the_target_of_ones_own_comes_before_that_of_a_twin() -> None:
    """Two values for one year: the target's own counts, an entered one before an example, a file last."""
    twin = replace(DOCTORS, id="c2")
    own = seen(2023, 1.0, "c1", unit="人")
    others = [seen(2023, 2.0, "c2", unit="人"), seen(2023, 3.0, "c1", unit="人", origin="example")]
    assert known(DOCTORS, twin, seen=[own, *others]).actual[2023].value == 1.0
    of_file = seen(2023, 4.0, "c2", unit="人", origin="file")
    assert known(DOCTORS, twin, seen=[of_file, own]).actual[2023].value == 4.0


def test_the_base_is_printed_reported_or_told_in_this_order() -> None:
    """A printed base first, then one that was entered, then the plan's other mention, then a result."""
    result = fact(2020, 1.7)
    row = replace(DOCTORS, id="c2", base=1.9, base_year=2020)
    entered = seen(2020, 1.8, "c1", unit="人")
    printed = replace(DOCTORS, base=2.0, base_year=2020)
    found = [
        known(printed, row, facts=[result], seen=[entered]).base,
        known(DOCTORS, row, facts=[result], seen=[entered]).base,
        known(DOCTORS, row, facts=[result]).base,
        known(DOCTORS, facts=[result]).base,
        known(DOCTORS).base,
    ]
    assert [(base.value, base.origin) if base else None for base in found] == [
        (2.0, "printed"),
        (1.8, "observation"),
        (1.9, "sibling"),
        (1.7, "fact"),
        None,
    ]


def test_a_result_of_another_year_place_or_a_reprint_is_no_base() -> None:
    """Only what the same place reached in the year before the period is a base."""
    facts = [
        fact(2019, 1.0),
        fact(2020, 1.1, "district"),
        fact(2020, 1.2, "reprint"),
        fact(2020, 1.3, measure="growth_year"),
    ]
    found = known(DOCTORS, facts=facts)
    assert found.base is None
    assert found.result is not None
    assert (found.result.year, found.result.value) == (2019, 1.0)


# --- units -----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("value", "unit", "wanted", "expected"),
    [
        (5500.0, "万斤", "亿斤", 0.55),
        (2.75, "万吨", "亿斤", 0.55),
        (0.5, "亿元", "万元", 5000.0),
        (1.5, "亿吨/年", "万吨/年", 15000.0),
        (1.0, "平方公里", "公顷", 100.0),
        (15.0, "亩", "公顷", 1.0),
        (700.0, "兆瓦", "万千瓦", 70.0),
        (3.0, "名", "人", 3.0),
        (12.0, "％", "%", 12.0),
        (1.0, "%", "个百分点", None),
        (1.0, "个", "座", None),
        (1.0, "万吨", "万吨/年", None),
        (1.0, "人", "", None),
        (1.0, "万吨", "万吨标煤", None),
    ],
)
def test_units_of_one_quantity_are_converted(
    value: float, unit: str, wanted: str, expected: float | None
) -> None:
    """万 and 亿, 斤 and 吨 are one quantity; a 百分点 is no %, a 座 no 个, coal no standard coal."""
    assert converted(value, unit, wanted) == pytest.approx(expected)
    assert same_quantity(unit, wanted) is (expected is not None)
