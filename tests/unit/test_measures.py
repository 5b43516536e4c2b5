"""Verdicts by measure: what is kept every year, what comes together, what is held against something else."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.unit.targets_at_hand import GROWTH, LIMITS, RISING, TARGETS, judged, seen
from tui.targets.assessment import assess
from tui.targets.known import known_alone
from tui.targets.model import Assessment, Evidence, Target


def of(measure: str, comparator: str = "equals", **more: Any) -> Target:
    """A plain target of a measure."""
    return replace(RISING, measure=measure, comparator=comparator, **more)


def remarks(verdict: Assessment) -> list[str]:
    """The ids of a verdict's remarks."""
    return [remark.id.removeprefix("remark.") for remark in verdict.remarks]


# --- kept every year -------------------------------------------------------------------------------

HOLD = of("hold", "at_least", value=70.0, base=None, base_year=2020)


@pytest.mark.parametrize(
    ("values", "status", "worst"),
    [
        ([71.0, 70.0, 75.0], "on_track", 70.0),
        ([71.0, 69.0, 75.0], "behind", 69.0),
        ([71.0, 72.0, 73.0, 74.0, 70.0], "met", 70.0),
        ([71.0, 72.0, 69.9, 74.0, 75.0], "missed", 69.9),
    ],
)
def test_a_value_to_be_kept_is_judged_by_its_worst_year(
    values: list[float], status: str, worst: float
) -> None:
    """始终保持在70%以上: one bad year breaks it, however good the last one is."""
    verdict = judged(HOLD, *enumerate(values, 2021))
    assert (verdict.status, verdict.method) == (status, "every_year")
    assert dict(verdict.inputs)["worst"] == worst


def test_years_without_a_value_are_told_where_every_year_counts() -> None:
    """A value to be kept is judged by the years that are known, and says which are not."""
    verdict = judged(HOLD, (2021, 71.0), (2023, 72.0))
    assert verdict.status == "on_track"
    assert remarks(verdict) == ["years_not_reported"]
    assert verdict.remarks[0].values["years"] == [2022]


@pytest.mark.parametrize(
    ("comparator", "high", "values", "status"),
    [
        ("about", None, [6.2, 5.6], "on_track"),
        ("about", None, [6.2, 5.4], "behind"),
        ("at_most", None, [5.0, 6.0], "on_track"),
        ("at_most", None, [5.0, 6.1], "behind"),
        ("between", 8.0, [6.0, 8.0], "on_track"),
        ("between", 8.0, [6.0, 8.1], "behind"),
        ("equals", None, [6.0, 6.5], "on_track"),
    ],
)
def test_what_is_kept_may_be_a_floor_a_ceiling_a_band_or_a_range(
    comparator: str, high: float | None, values: list[float], status: str
) -> None:
    """稳定在6 has a band, 控制在6以内 a ceiling, a range two ends."""
    target = replace(HOLD, comparator=comparator, value=6.0, value_high=high)
    assert judged(target, *enumerate(values, 2021)).status == status


def test_a_grade_is_kept_where_it_gets_no_worse() -> None:
    """Ⅱ类 is kept by Ⅰ and Ⅱ and broken by Ⅲ."""
    water = of("grade", "at_most", value=2.0, unit="类", base=None)
    assert judged(water, (2021, 2.0), (2022, 1.0)).status == "on_track"
    assert judged(water, (2021, 3.0), (2022, 2.0)).status == "behind"
    assert judged(replace(water, value=None), (2021, 2.0)).reason == "needs_evidence"


# --- growth ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("year", "value", "status"),
    [(2025, 8.4, "met"), (2025, 7.4, "missed"), (2024, 8.0, "on_track"), (2024, 5.0, "behind")],
)
def test_growth_of_a_year_is_decided_in_its_year(year: int, value: float, status: str) -> None:
    """增长8%左右: the rate of the target year decides; an earlier rate shows where it stands."""
    assert judged(of("growth_year", "about", value=8.0, base=None), (year, value)).status == status


def test_negative_growth_is_less_than_nothing() -> None:
    """实现负增长: exactly nothing is not a decrease."""
    target = of("growth_year", "less_than", value=0.0, base=None)
    assert judged(target, (2025, -0.1)).status == "met"
    assert judged(target, (2025, 0.0)).status == "missed"


@pytest.mark.parametrize(
    ("rates", "trend", "pace"),
    [([6.0, 6.0, 6.0], "likely", "3.52"), ([4.0, 4.0], "effort", "5.67"), ([1.0, 1.0], "hard", "7.75")],
)
def test_average_growth_says_what_the_years_left_need(rates: list[float], trend: str, pace: str) -> None:
    """The pace that the remaining years need stands beside the verdict and gives the trend."""
    verdict = judged(GROWTH, *enumerate(rates, 2021))
    (needed,) = (remark for remark in verdict.remarks if remark.id == "remark.pace_needed")
    assert (verdict.trend, needed.values["pace"]) == (trend, pace)


@given(st.lists(st.integers(-50, 150), min_size=1, max_size=4), st.integers(1, 90))
def test_growth_at_the_needed_pace_meets_the_promise(tenths: list[int], goal: int) -> None:
    """If the years left grow as fast as the remark says, the five-year mean is the promised one."""
    target = replace(GROWTH, comparator="at_least", value=goal / 10)
    rates = [tenth / 10 for tenth in tenths]
    verdict = judged(target, *enumerate(rates, 2021))
    pace = next(remark for remark in verdict.remarks if remark.id == "remark.pace_needed")
    rest = [float(str(pace.values["pace"]))] * (5 - len(rates))
    product = 1.0
    for rate in [*rates, *rest]:
        product *= 1 + rate / 100
    assert (product ** (1 / 5) - 1) * 100 == pytest.approx(goal / 10, abs=0.01)


# --- sums ------------------------------------------------------------------------------------------

SUM = of("cumulative", "at_least", value=5000.0, unit="人", base=None, base_year=2020)


@pytest.mark.parametrize(
    ("values", "status"),
    [
        ([1000.0, 1000.0, 1000.0], "on_track"),
        ([1200.0, 1200.0, 1200.0], "ahead"),
        ([800.0, 800.0, 800.0], "behind"),
        ([2000.0, 2000.0, 1000.0], "achieved"),
        ([1000.0] * 5, "met"),
        ([900.0] * 5, "missed"),
    ],
)
def test_yearly_amounts_come_together(values: list[float], status: str) -> None:
    """What is to come together over five years is held against the years that passed."""
    assert judged(SUM, *enumerate(values, 2021)).status == status


def test_a_reported_total_counts_up_to_its_year() -> None:
    """A total replaces the years up to its own; later amounts are added to it."""
    total = seen(2022, 2000.0, "t", unit="人", series="total")
    verdict = judged(SUM, (2021, 1.0), total, (2023, 1000.0))
    assert dict(verdict.inputs)["observation"] == 3000.0
    assert verdict.status == "on_track"
    assert judged(SUM, total).status == "on_track"


def test_an_amount_of_a_year_that_is_missing_leaves_the_sum_open() -> None:
    """A sum is not made of the years that happen to be known."""
    verdict = judged(SUM, (2021, 1000.0), (2023, 1000.0))
    assert (verdict.status, verdict.reason) == ("undetermined", "years_missing")


def test_a_figure_of_one_year_or_of_five_is_not_guessed() -> None:
    """城镇新增就业达到6500人以上 does not say which; it is judged once an authority has said it."""
    unclear = replace(SUM, doubt="cumulative_unclear")
    assert judged(unclear, (2021, 1000.0)).reason == "cumulative_unclear"
    said = seen(2025, 5000.0, "t", unit="人", series="target")
    assert judged(unclear, (2021, 1000.0), said).status == "on_track"


# --- against a base or another series --------------------------------------------------------------


@pytest.mark.parametrize(
    ("year", "value", "status"),
    [(2023, -8.0, "ahead"), (2023, -7.2, "on_track"), (2023, -5.0, "behind"), (2023, 2.0, "behind")],
)
def test_a_fall_since_a_base_year_begins_at_nothing(year: int, value: float, status: str) -> None:
    """比2020年下降12%: three years of five ask for 7.2 per cent."""
    target = of("change_from_base", value=-12.0, base=None)
    verdict = judged(target, (year, value))
    assert (verdict.status, verdict.method) == (status, "linear")
    assert next(c for c in verdict.calculations if c.method == "compound").reason == "needs_positive"


def test_what_must_not_fall_is_kept_at_nothing() -> None:
    """面积不减少 is kept by no change and broken by a decrease."""
    target = of("change_from_base", "at_least", value=0.0, base=None)
    assert judged(target, (2025, 0.0)).status == "met"
    assert judged(target, (2023, -0.1)).status == "behind"


def reference(year: int, value: float) -> Any:
    """The value of the series that a target is held against."""
    return seen(year, value, series="reference")


@pytest.mark.parametrize(
    ("comparator", "own", "other", "status"),
    [
        ("about", 5.4, 5.0, "on_track"),
        ("about", 5.6, 5.0, "behind"),
        ("at_most", 1.5, 1.5, "on_track"),
        ("at_most", 1.6, 1.5, "behind"),
        ("at_least", 1.4, 1.5, "behind"),
    ],
)
def test_a_series_is_held_against_another_of_the_same_year(
    comparator: str, own: float, other: float, status: str
) -> None:
    """与经济增长基本同步 has a tolerance; 降至自治区平均 is a ceiling."""
    target = of("against_reference", comparator, value=None, base=None)
    assert judged(target, (2023, own), reference(2023, other)).status == status
    ended = judged(target, (2025, own), reference(2025, other))
    assert ended.status == {"on_track": "met", "behind": "missed"}[status]


def test_without_a_reference_nothing_is_said() -> None:
    """One series alone, or two of different years, settle nothing; nor does a text without a direction."""
    target = of("against_reference", "about", value=None, base=None)
    assert judged(target, (2023, 5.0)).reason == "no_reference"
    assert judged(target, (2023, 5.0), reference(2022, 5.0)).reason == "no_reference"
    open_text = replace(target, comparator="none")
    assert judged(open_text, (2023, 5.0), reference(2023, 5.0)).reason == "comparison_open"


# --- zero, coverage, events, evidence --------------------------------------------------------------


def test_zero_and_full_coverage() -> None:
    """清零 is reached at nothing left, 全覆盖 at 100; on the way both go by the schedule."""
    zero = of("zero", value=0.0, base=10.0)
    assert judged(zero, (2023, 0.0)).status == "achieved"
    assert judged(zero, (2023, 4.0)).status == "on_track"
    assert judged(zero, (2025, 1.0)).status == "missed"
    everywhere = of("coverage", value=100.0, base=50.0)
    assert judged(everywhere, (2023, 80.0)).status == "on_track"
    assert judged(everywhere, (2025, 99.0)).status == "missed"
    assert judged(replace(everywhere, base=None, base_year=None), (2023, 80.0)).reason == "no_base"


@pytest.mark.parametrize(
    ("year", "value", "status"), [(2023, 1.0, "achieved"), (2025, 1.0, "met"), (2025, 0.0, "missed")]
)
def test_an_event_has_happened_or_not(year: int, value: float, status: str) -> None:
    """建成、开工、获评: before its time it has happened or nothing is said."""
    event = of("event", "none", value=None, base=None)
    assert judged(event, (year, value)).status == status
    assert judged(event, (2023, 0.0)).reason == "not_due"
    assert judged(event).reason == "needs_evidence"


def test_words_are_answered_by_evidence_and_never_by_a_percentage() -> None:
    """A promise in words lists what speaks for it; a person decides."""
    target = of("direction", "none", value=None, base=None)
    shown = Evidence("t", 2023, "获评示范市", "自治区通报")
    known = replace(known_alone(target), evidence=(shown,))
    verdict = assess(target, known, LIMITS)
    assert (verdict.status, verdict.reason, verdict.evidence) == ("undetermined", "evidence_given", (shown,))
    assert verdict.progress is None
    assert assess(target, known_alone(target), LIMITS).reason == "needs_evidence"


# --- values made known outside the plan ------------------------------------------------------------


def test_a_target_that_the_level_above_made_known_is_judged() -> None:
    """达到市要求 is judged once the city's figure is there, from the printed base."""
    air = TARGETS[8]
    assert (air.measure, air.base) == ("delegated", 76.6)
    set_by_city = seen(2025, 80.0, air.id, series="target")
    verdict = judged(air, set_by_city, (2023, 79.0))
    assert (verdict.status, verdict.value, verdict.method) == ("ahead", 80.0, "linear")
    assert judged(air, set_by_city).reason == "no_observation"


def test_a_base_that_was_made_clear_is_kept() -> None:
    """保持现有 is judged once somebody has said what 现有 is."""
    towns = TARGETS[1]
    clear = seen(2025, 91.55, towns.id, series="target")
    assert judged(towns, clear, (2021, 91.6), (2022, 91.55)).status == "on_track"
    assert judged(towns, clear, (2021, 91.6), (2022, 91.5)).status == "behind"


def test_a_figure_of_unclear_period_has_no_schedule() -> None:
    """A cut of energy use that may be of one year or of five is judged by its end alone."""
    energy = TARGETS[7]
    set_by_city = seen(2025, 15.0, energy.id, series="target")
    assert judged(energy, set_by_city, (2023, 9.0)).reason == "no_base"
    assert judged(energy, set_by_city, (2025, 15.2)).status == "met"


def test_a_value_of_another_definition_is_told_and_not_used() -> None:
    """林草覆盖率 is no 森林覆盖率."""
    other = seen(2023, 30.0, definition="林草覆盖率")
    assert judged(RISING, other).reason == "definition_changed"
    verdict = judged(RISING, (2022, 40.0), other)
    assert (verdict.status, remarks(verdict)) == ("on_track", ["newer_other_definition"])


# --- methods side by side --------------------------------------------------------------------------


def test_methods_that_disagree_are_told() -> None:
    """Where one method says behind and another does not, the row says that it depends on the method."""
    rising = replace(RISING, base=50.0)
    verdict = judged(rising, (2021, 59.0), (2022, 68.0))
    by_method = {c.method: c.status for c in verdict.calculations}
    assert by_method == {"linear": "behind", "compound": "ahead", "projection": "on_track"}
    assert verdict.status == "behind"
    assert "varies" in remarks(verdict)


@pytest.mark.parametrize("method", ["linear", "compound", "projection"])
def test_the_method_of_the_settings_decides(method: str) -> None:
    """An office may let another method decide; the others stay beside it."""
    limits = replace(LIMITS, method=method)
    known = known_alone(RISING, [seen(2022, 40.0)])
    positive = replace(RISING, base=50.0)
    assert assess(RISING, known, limits).method == ("linear" if method == "compound" else method)
    verdict = assess(positive, known_alone(positive, [seen(2022, 70.0)]), limits)
    assert verdict.method == method
    assert {c.method for c in verdict.calculations} == {"linear", "compound", "projection"}


@pytest.mark.parametrize(
    ("values", "status", "symbol"),
    [
        ([(2022, 40.0)], "on_track", "reached"),
        ([(2022, 37.0)], "on_track", "near"),
        ([(2022, 30.0)], "behind", "off_track"),
        ([(2022, -1.0)], "behind", "away"),
        ([(2021, 60.0), (2022, 40.0)], "on_track", "reached"),
    ],
)
def test_a_projection_goes_on_at_the_average_pace(
    values: list[tuple[int, float]], status: str, symbol: str
) -> None:
    """Missing less than a twentieth of the way left counts as reached, up to a fifth as slightly short."""
    verdict = judged(RISING, *values)
    found = next(c for c in verdict.calculations if c.method == "projection")
    assert found.formula is not None
    assert found.status == status
    assert found.formula.values["symbol"].id == f"projection.{symbol}"  # type: ignore[attr-defined]


_amounts = st.integers(1, 400).map(lambda n: n / 4)


@given(base=_amounts, value=_amounts, low=_amounts, high=_amounts, year=st.integers(2021, 2024))
def test_no_method_judges_a_better_value_worse(
    base: float, value: float, low: float, high: float, year: int
) -> None:
    """Each of the three methods is monotone in the reported value."""
    ranks = {"behind": 0, "on_track": 1, "ahead": 2}
    if not base < value:
        return
    target = replace(RISING, base=base, value=value)
    worse, better = judged(target, (year, min(low, high))), judged(target, (year, max(low, high)))
    upper = {c.method: c.status for c in better.calculations}
    for calculation in worse.calculations:
        status = upper.get(calculation.method, "")
        if calculation.status and status:
            assert ranks[calculation.status] <= ranks[status]


@given(
    base=_amounts,
    value=_amounts,
    observed=_amounts,
    year=st.integers(2021, 2024),
    scale=st.sampled_from([0.125, 8.0, 1024.0]),
)
def test_no_method_depends_on_the_unit(
    base: float, value: float, observed: float, year: int, scale: float
) -> None:
    """The same figures in another unit get the same words from every method."""
    target = replace(RISING, comparator="equals", base=base, value=value)
    scaled = replace(target, base=base * scale, value=value * scale)
    one, other = judged(target, (year, observed)), judged(scaled, (year, observed * scale))
    words = [(c.method, c.status, c.reason) for c in one.calculations]
    assert words == [(c.method, c.status, c.reason) for c in other.calculations]


def test_growth_of_a_growth_rate_is_not_computed() -> None:
    """An indicator that is a rate is averaged; a rate of the rate has no meaning and says so."""
    verdict = judged(GROWTH, (2021, 5.0))
    assert [(c.method, c.reason) for c in verdict.calculations] == [
        ("geometric_mean", ""),
        ("compound", "growth_of_growth"),
    ]
