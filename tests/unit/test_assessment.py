"""The verdicts on targets: each measure, its edges, its arithmetic, and the methods side by side."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from tests.unit.targets_at_hand import GROWTH, LIMITS, RISING, TARGETS, judged, seen
from tui.locale import LANGUAGES, Locale
from tui.targets.assessment import assess, satisfied
from tui.targets.known import known_alone

#: From worst to best, before the target year and in it.
RANKS = {"behind": 0, "on_track": 1, "ahead": 2, "achieved": 3, "missed": 0, "met": 1}


# --- the default method --------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("year", "value", "status"),
    [
        *[
            (2021, "21", "ahead"),
            (2021, "20.99", "on_track"),
            (2021, "19", "on_track"),
            (2021, "18.99", "behind"),
        ],
        *[
            (2022, "42", "ahead"),
            (2022, "41.99", "on_track"),
            (2022, "38", "on_track"),
            (2022, "37.99", "behind"),
        ],
        *[
            (2023, "63", "ahead"),
            (2023, "62.99", "on_track"),
            (2023, "57", "on_track"),
            (2023, "56.99", "behind"),
        ],
        *[
            (2024, "84", "ahead"),
            (2024, "83.99", "on_track"),
            (2024, "76", "on_track"),
            (2024, "75.99", "behind"),
        ],
        *[(2022, "0", "behind"), (2022, "-5", "behind"), (2024, "99.99", "ahead")],
        *[(2023, "100", "achieved"), (2021, "120", "achieved")],
        *[(2025, "100", "met"), (2025, "99.99", "missed"), (2026, "100", "met"), (2026, "0", "missed")],
    ],
)
def test_words_change_exactly_at_their_thresholds(year: int, value: str, status: str) -> None:
    """A ratio of 1.05 is ahead, of 0.95 on track; reached is achieved before the target year, met in it."""
    assert judged(RISING, (year, float(value))).status == status


@given(
    base=st.integers(0, 5000),
    distance=st.integers(1, 2000),
    year=st.integers(2021, 2024),
    limit=st.sampled_from([("1.05", "ahead"), ("0.95", "on_track")]),
)
def test_a_value_printed_at_a_threshold_counts_as_reaching_it(
    base: int, distance: int, year: int, limit: tuple[str, str]
) -> None:
    """With any decimal figures, a progress of exactly the threshold is not lost to rounding."""
    threshold, status = limit
    exact = Fraction(base) + distance * Fraction(year - 2020, 5) * Fraction(threshold)
    target = replace(RISING, base=base / 100, value=(base + distance) / 100)
    value = float(Decimal(exact.numerator) / Decimal(exact.denominator) / 100)
    assert judged(target, (year, value)).status == status


_figures = st.integers(-400, 400).map(lambda n: n / 4)
_years = st.integers(2021, 2027)
_floors = st.sampled_from(["at_least", "more_than", "equals"])


@given(low=_figures, high=_figures, value=_figures, base=_figures, year=_years, comparator=_floors)
def test_a_better_value_never_has_a_worse_verdict(
    low: float, high: float, value: float, base: float, year: int, comparator: str
) -> None:
    """For a target to be raised, a higher value is never judged worse than a lower one."""
    assume(base < value)
    target = replace(RISING, base=base, value=value, comparator=comparator)
    worse, better = judged(target, (year, min(low, high))), judged(target, (year, max(low, high)))
    assert RANKS[worse.status] <= RANKS[better.status]


@given(observed=_figures, value=_figures, base=_figures, year=_years, comparator=_floors)
def test_a_falling_target_is_judged_as_the_mirror_of_a_rising_one(
    observed: float, value: float, base: float, year: int, comparator: str
) -> None:
    """Lowering is judged as strictly as raising: all signs turned, the verdict is the same."""
    assume(base < value)
    rising = replace(RISING, base=base, value=value, comparator=comparator)
    mirrored = {"at_least": "at_most", "more_than": "less_than", "equals": "equals"}[comparator]
    falling = replace(RISING, base=-base, value=-value, comparator=mirrored)
    up, down = judged(rising, (year, observed)), judged(falling, (year, -observed))
    assert (up.status, up.trend, up.method) == (down.status, down.trend, down.method)


@given(
    observed=_figures,
    value=_figures,
    base=_figures,
    year=_years,
    comparator=st.sampled_from(["at_least", "more_than", "equals", "at_most", "less_than"]),
    scale=st.sampled_from([0.125, 0.5, 2.0, 1024.0]),
)
def test_the_unit_does_not_change_the_verdict(
    observed: float, value: float, base: float, year: int, comparator: str, scale: float
) -> None:
    """The same figures in another unit get the same verdict."""
    target = replace(RISING, base=base, value=value, comparator=comparator)
    scaled = replace(target, base=base * scale, value=value * scale)
    one, other = judged(target, (year, observed)), judged(scaled, (year, observed * scale))
    assert (one.status, one.trend) == (other.status, other.trend)


@pytest.mark.parametrize(
    ("comparator", "base", "value", "observed"),
    [("at_least", 72.0, 70.0, 69.0), ("at_most", 1200.0, 1500.0, 1600.0), ("at_least", 72.0, 70.0, 40.0)],
)
def test_a_broken_limit_is_never_called_ahead(
    comparator: str, base: float, value: float, observed: float
) -> None:
    """A floor or ceiling that held at the base and is broken now is behind, not on its way to it."""
    target = replace(RISING, comparator=comparator, base=base, value=value)
    assert judged(target, (2023, observed)).status == "behind"


def test_a_verdict_shows_method_inputs_and_arithmetic() -> None:
    """A reviewer can follow the arithmetic with its figures, in both languages."""
    verdict = judged(RISING, (2022, 40.0))
    assert (verdict.status, verdict.method) == ("on_track", "linear")
    assert dict(verdict.inputs) == {
        "base": 0.0,
        "observation": 40.0,
        "target": 100.0,
        "progress": 0.4,
        "elapsed": 0.4,
        "ratio": 1.0,
    }
    assert verdict.formula is not None
    for language in LANGUAGES:
        sentence = Locale(language).render(verdict.formula)
        assert "⟨" not in sentence
        assert all(figure in sentence for figure in ("40", "100", "1.00"))


@pytest.mark.parametrize(
    ("value", "trend"), [(45.0, "likely"), (40.0, "likely"), (26.0, "effort"), (20.0, "hard"), (0.0, "hard")]
)
def test_the_trend_follows_the_pace_that_is_still_needed(value: float, trend: str) -> None:
    """The pace still needed, against the pace so far, tells likely, effort and hard."""
    assert judged(RISING, (2022, value)).trend == trend


def test_an_early_success_is_to_be_consolidated() -> None:
    """A target reached early is achieved, with the remark that it may slip again."""
    verdict = judged(RISING, (2023, 100.0))
    assert (verdict.status, tuple(remark.id for remark in verdict.remarks)) == (
        "achieved",
        ("remark.consolidate",),
    )


@pytest.mark.parametrize(
    ("comparator", "reported", "kept"),
    [
        *[("at_least", 5.0, True), ("at_least", 4.99, False)],
        *[("more_than", 5.0, False), ("more_than", 5.01, True)],
        *[("at_most", 5.0, True), ("at_most", 5.01, False)],
        *[("less_than", 5.0, False), ("less_than", 4.99, True)],
        *[("about", 4.5, True), ("about", 5.5, True), ("about", 4.49, False), ("about", 5.51, False)],
        *[("between", 5.0, True), ("between", 7.0, True), ("between", 4.99, False), ("between", 7.01, False)],
        *[("equals", 5.0, True), ("equals", 6.0, True), ("equals", 4.99, False)],
    ],
)
def test_each_comparator_has_its_own_edge(comparator: str, reported: float, kept: bool) -> None:
    """以上 includes its figure, 突破 does not; 左右 and ranges include both ends; bare is a floor."""
    target = replace(RISING, comparator=comparator, value=5.0, value_high=7.0)
    assert satisfied(target, 5.0, reported, 0.5) is kept


def test_without_a_base_only_the_goal_itself_can_be_judged() -> None:
    """Row 7 prints no base: below its goal nothing can be said, at its goal it is achieved."""
    target = TARGETS[6]
    assert (target.value, target.base) == (1.0, None)
    verdict = judged(target, (2023, 0.6))
    assert (verdict.status, verdict.reason) == ("undetermined", "no_base")
    assert verdict.observation is not None
    assert judged(target, (2023, 1.0)).status == "achieved"
    assert judged(target, (2025, 0.9)).status == "missed"


def test_a_base_that_is_already_the_goal_is_held_or_lost() -> None:
    """A target equal to its base has no progress to measure: held it is achieved, lost it is behind."""
    target = replace(RISING, base=100.0, value=100.0)
    assert judged(target, (2023, 100.0)).status == "achieved"
    assert judged(target, (2023, 99.0)).status == "behind"


def test_only_values_up_to_the_asked_year_count() -> None:
    """As of an earlier year, later values are not known; a value of the base year is no progress."""
    values = [(2022, 30.0), (2024, 90.0)]
    assert judged(RISING, *values).status == "ahead"
    assert judged(RISING, *values, as_of=2023).status == "behind"
    assert judged(RISING, *values, as_of=2022).observation == seen(2022, 30.0)
    assert judged(RISING, *values, as_of=2021).reason == "no_observation"
    assert judged(RISING, (2020, 50.0)).reason == "no_observation"


def test_the_newest_year_decides_and_a_correction_replaces_its_year() -> None:
    """Order of entry does not matter but for two values of one year, where the later one corrects."""
    assert judged(RISING, (2023, 90.0), (2021, 0.0)).observation == seen(2023, 90.0)
    assert judged(RISING, (2023, 10.0), (2023, 90.0)).status == "ahead"


def test_values_of_other_targets_do_not_count() -> None:
    """A value reported for another indicator is not used."""
    assert (
        assess(RISING, known_alone(RISING, [seen(2023, 100.0, "other")]), LIMITS).reason == "no_observation"
    )


@pytest.mark.parametrize(
    ("measure", "reason"),
    [
        ("rank", "no_reference"),
        ("grade", "needs_evidence"),
        ("event", "not_due"),
    ],
)
def test_a_measure_without_a_method_is_not_judged(measure: str, reason: str) -> None:
    """What the program cannot judge it says so, with what it lacks, and never judges by the wrong method."""
    verdict = judged(replace(RISING, measure=measure, value=None), (2023, 0.0))
    assert (verdict.status, verdict.reason) == ("undetermined", reason)


# --- average growth ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("rates", "status"),
    [
        ([5.0, 5.0], "on_track"),
        ([4.1, 5.0], "on_track"),
        ([6.0, 6.0], "ahead"),
        ([4.0, 4.0], "behind"),
        ([2.0, 8.2], "on_track"),
        ([5.0] * 5, "met"),
        ([7.0] * 5, "met"),
        ([4.0] * 5, "missed"),
    ],
)
def test_average_growth_is_the_geometric_mean_of_the_years(rates: list[float], status: str) -> None:
    """The mean of all years so far is held against the promise and its band."""
    verdict = judged(GROWTH, *enumerate(rates, 2021))
    assert verdict.status == status
    product = 1.0
    for rate in rates:
        product *= 1 + rate / 100
    assert dict(verdict.inputs)["mean"] == pytest.approx((product ** (1 / len(rates)) - 1) * 100)


@pytest.mark.parametrize(
    ("comparator", "value", "rate"),
    [
        ("about", 5.0, 4.5),
        ("about", 5.0, 5.5),
        ("at_least", 6.0, 6.0),
        ("at_least", 5.8, 5.8),
        ("equals", 7.1, 7.1),
    ],
)
def test_growth_of_exactly_the_promise_keeps_it(comparator: str, value: float, rate: float) -> None:
    """The same rate every year, just at the edge, is on track and in the end met; roots round nothing off."""
    target = replace(GROWTH, comparator=comparator, value=value)
    statuses = [
        judged(target, *((2020 + year, rate) for year in range(1, years + 1))).status for years in range(1, 6)
    ]
    assert statuses == ["on_track"] * 4 + ["met"]


@pytest.mark.parametrize(("years", "status"), [(2, "behind"), (5, "missed")])
def test_average_growth_that_must_stay_low_is_broken_by_high_growth(years: int, status: str) -> None:
    """Growth promised to stay within 3 % is not kept by 10 %."""
    target = replace(GROWTH, comparator="at_most", value=3.0)
    assert judged(target, *((2020 + year, 10.0) for year in range(1, years + 1))).status == status
    kept = judged(target, *((2020 + year, 2.0) for year in range(1, years + 1)))
    assert kept.status in ("met", "on_track", "ahead")


def test_a_year_without_a_rate_leaves_average_growth_open() -> None:
    """A mean is not made of the years that happen to be known."""
    verdict = judged(GROWTH, (2021, 5.0), (2023, 5.0))
    assert (verdict.status, verdict.reason) == ("undetermined", "years_missing")


def test_growth_of_minus_one_hundred_cannot_be_averaged() -> None:
    """An impossible rate gives a reason, not an error."""
    verdict = judged(GROWTH, (2021, -100.0), (2022, 5.0))
    assert (verdict.status, verdict.reason) == ("undetermined", "rate_impossible")
