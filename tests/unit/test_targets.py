"""Targets: the shipped rows, the verdicts and their edges, and values from CSV files."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction
from pathlib import Path

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from tests.conftest import ROOT
from tui.locale import LANGUAGES, Locale
from tui.messages import Message, Problem
from tui.plans.loading import load_plan
from tui.targets.assessment import Thresholds, assess, satisfied
from tui.targets.loading import find_target, load_observations, load_targets, make_observation, parse_number
from tui.targets.model import Assessment, Observation, Target

CONTENT = ROOT / "content"
PLAN = load_plan(CONTENT / "plans" / "hainan-14.toml")
ALL = load_targets(CONTENT / "targets" / "hainan-14.toml")
#: Those of the indicator table.
TARGETS = tuple(target for target in ALL if target.table_row is not None)
LIMITS = Thresholds(ahead=1.05, on_track=0.95, about_band=0.5, effort=2.0)

#: From worst to best, before the target year and in it.
RANKS = {"behind": 0, "on_track": 1, "ahead": 2, "achieved": 3, "missed": 0, "met": 1}

RISING = replace(
    TARGETS[0],
    id="t",
    name="试验指标(%)",
    unit="%",
    comparator="at_least",
    measure="level",
    value=100.0,
    base=0.0,
    base_year=2020,
    target_year=2025,
)
GROWTH = replace(RISING, measure="growth_average", comparator="about", value=5.0, base=2.0)


def seen(year: int, value: float, target: str = "t") -> Observation:
    """A reported value."""
    return Observation(target, year, value, "%", "统计局")


def judged(target: Target, *values: tuple[int, float], as_of: int | None = None) -> Assessment:
    """The verdict after these values by year."""
    return assess(target, [seen(year, value, target.id) for year, value in values], LIMITS, as_of)


# --- the shipped rows ----------------------------------------------------------------------------


def test_the_thirteen_rows_are_the_printed_ones() -> None:
    """Every cell of every row is what the plan's table prints, and its quote stands where it says."""
    table = PLAN.tables[0]
    assert len(TARGETS) == 13
    for target, row in zip(TARGETS, table.rows, strict=True):
        printed = tuple(PLAN.paragraphs_by_id[cell].text if cell else "" for cell in row)
        assert target.cells == printed
        assert target.name == printed[2]
        assert target.quote in PLAN.paragraphs_by_id[target.paragraph].text
        assert PLAN.paragraphs_by_id[target.paragraph].text == target.name
        assert (target.plan, target.table, str(target.table_row)) == ("hainan-14", "表1", printed[0])


def test_our_reading_of_a_row_agrees_with_its_cells() -> None:
    """Value, base, unit, growth and nature are the printed ones; nothing is made up where "-" is printed."""
    natures = {"预期性": "expected", "约束性": "binding"}
    for target in TARGETS:
        _, _, name, cell_2019, cell_2020, goal, growth, nature = target.cells
        assert target.nature == natures[nature]
        assert target.printed_growth == ("" if growth == "-" else growth)
        assert f"({target.unit})" in name
        if target.measure == "level":
            assert target.value == (None if goal == "-" else float(goal))
        bases = {2019: cell_2019, 2020: cell_2020}
        assert target.base == (None if target.base_year is None else float(bases[target.base_year]))


def test_the_lost_category_is_marked_and_the_inferred_one_kept_apart() -> None:
    """The category cell stays as it survived; the inferred group says what it is inferred from."""
    for target in TARGETS:
        assert target.lost == ("类别",)
        assert target.cells[1] == ("绿" if target.table_row == 8 else "")
        assert target.category
        assert target.category_ground
    groups = [target.category for target in TARGETS]
    assert [
        groups.count(group) for group in ("经济发展", "创新驱动", "民生福祉", "绿色生态", "安全保障")
    ] == [
        2,
        2,
        3,
        4,
        2,
    ]


def test_without_values_no_row_is_judged_and_each_says_why() -> None:
    """Honest: nothing is called on track or behind before a value was reported."""
    verdicts = [(a.status, a.reason) for a in (assess(target, [], LIMITS) for target in TARGETS)]
    nothing, superior = ("undetermined", "no_observation"), ("undetermined", "awaiting_superior")
    assert verdicts == [
        nothing,
        ("undetermined", "base_unclear"),
        ("not_assessed", "no_target"),
        ("not_assessed", "no_target"),
        *[nothing] * 3,
        *[superior] * 3,
        *[nothing] * 3,
    ]


def test_every_reason_is_a_sentence_in_both_languages() -> None:
    """Each reason why there is no verdict can be read."""
    reasons = {assess(target, [], LIMITS).reason for target in TARGETS}
    for language in LANGUAGES:
        locale = Locale(language)
        assert all(locale.knows(f"reason.{reason}") for reason in reasons)


@pytest.mark.parametrize("index", [7, 8, 9])
def test_a_value_does_not_make_up_for_a_target_the_city_sets(index: int) -> None:
    """A binding row that says 达到市要求 stays undetermined whatever is reported, and shows the value."""
    target = TARGETS[index]
    verdict = judged(target, (2023, 99.0))
    assert (verdict.status, verdict.reason) == ("undetermined", "awaiting_superior")
    assert verdict.observation == seen(2023, 99.0, target.id)


def test_the_example_values_are_marked_as_invented() -> None:
    """Every shipped example value can be read, changes a verdict, and says that it is invented."""
    found = load_observations(CONTENT / "examples" / "hainan-14.csv", ALL, "example")
    assert found
    assert all(o.origin == "example" and "虚构" in o.source and "不是真实数据" in o.note for o in found)
    statuses = {assess(target, found, LIMITS).status for target in TARGETS}
    assert {"on_track", "behind", "ahead"} & statuses


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
    assert (verdict.status, verdict.remarks) == ("achieved", ("consolidate",))


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
    assert assess(RISING, [seen(2023, 100.0, "other")], LIMITS).reason == "no_observation"


@pytest.mark.parametrize(
    ("measure", "reason"),
    [
        ("cumulative", "measure_not_judged"),
        ("hold", "measure_not_judged"),
        ("rank", "no_reference"),
        ("event", "needs_evidence"),
    ],
)
def test_a_measure_without_a_method_is_not_judged(measure: str, reason: str) -> None:
    """What the program cannot judge it says so, with what it lacks, and never judges by the wrong method."""
    verdict = judged(replace(RISING, measure=measure), (2023, 60.0))
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


# --- reading targets -----------------------------------------------------------------------------

TARGET = """\
[[target]]
id = "x-1"
indicator = "x"
name = "甲(%)"
unit = "%"
comparator = "at_least"
measure = "level"
value = 5
target_year = 2025
paragraph = "L1"
quote = "甲"
"""


@pytest.fixture
def write(tmp_path: Path) -> Callable[..., Path]:
    """Write a file and name it."""

    def write_file(text: str, name: str = "x.toml") -> Path:
        path = tmp_path / name
        path.write_text(text, encoding="utf-8")
        return path

    return write_file


def messages_of(call: Callable[[], object]) -> tuple[Message, ...]:
    """What a call complains about."""
    with pytest.raises(Problem) as caught:
        call()
    return caught.value.messages


@pytest.mark.parametrize(
    ("text", "message_id", "line"),
    [
        (TARGET.replace('"at_least"', '"atleast"'), "content.unknown_value", 6),
        (TARGET.replace('"level"', '"levle"'), "content.unknown_value", 7),
        (TARGET.replace("value = 5", 'value = "5"'), "content.wrong_type", 8),
        (TARGET.replace("value = 5", "vale = 5"), "content.unknown_field", 8),
        (TARGET.replace('quote = "甲"\n', ""), "content.field_absent", 1),
        (
            TARGET.replace("target_year = 2025\n", "") + TARGET.replace("x-1", "x-2"),
            "content.field_absent",
            1,
        ),
        (TARGET + TARGET, "content.duplicate", 13),
        (TARGET.replace("[[target]]", "[[targett]]"), "content.unknown_name", 1),
        (TARGET + "x =", "toml.syntax", 12),
    ],
)
def test_bad_targets_are_told_with_file_and_line(
    write: Callable[..., Path], text: str, message_id: str, line: int
) -> None:
    """Each kind of mistake in a target file gives one sentence with its place."""
    path = write(text)
    found = messages_of(lambda: load_targets(path))
    assert [(m.id, m.values["file"], m.values["line"]) for m in found] == [(message_id, str(path), line)]


@pytest.mark.parametrize(
    ("named", "found"),
    [
        ("hainan-14-11", "hainan-14-11"),
        ("forest_cover", "hainan-14-11"),
        ("森林覆盖率(%)", "hainan-14-11"),
        ("森林覆盖率（％）", "hainan-14-11"),
        ("森林 覆盖率", "hainan-14-11"),
        ("覆盖率", None),
        ("", None),
    ],
)
def test_an_indicator_is_found_by_id_or_printed_name(named: str, found: str | None) -> None:
    """A person may write the id, the indicator or the printed name with or without its unit, in any width."""
    target = find_target(TARGETS, named)
    assert (target.id if target else None) == found


def test_a_printed_name_that_two_targets_share_is_not_guessed() -> None:
    """A name that is not unique in the plan names no target."""
    twin = replace(TARGETS[10], id="other", indicator="other")
    assert find_target([TARGETS[10], twin], "森林覆盖率") is None


# --- values from CSV -----------------------------------------------------------------------------

HEAD = "indicator,year,value,unit,source,note\n"


def test_a_sound_file_is_taken_whole(write: Callable[..., Path]) -> None:
    """Names, full-width digits, a per cent sign, missing units and quoted commas are understood."""
    path = write(
        "\ufeff" + HEAD + 'hainan-14-11,2023,8.3,%,"林草局,公报",\n'
        "森林覆盖率,２０２２,８．２５％,,公报,初步\n"
        "grain_capacity,2023, 0.53 ,亿斤,统计局\n",
        "values.csv",
    )
    assert load_observations(path, TARGETS) == (
        Observation("hainan-14-11", 2023, 8.3, "%", "林草局,公报", "", "file"),
        Observation("hainan-14-11", 2022, 8.25, "%", "公报", "初步", "file"),
        Observation("hainan-14-12", 2023, 0.53, "亿斤", "统计局", "", "file"),
    )


def test_all_bad_rows_are_listed_and_nothing_is_taken(write: Callable[..., Path]) -> None:
    """Every row that cannot be used is told with its line in one run, and no sound row slips in."""
    path = write(
        HEAD + "hainan-14-11,2023,8.3,%,公报,\n"  # 2, sound
        "不存在的指标,2023,1,%,公报,\n"  # 3
        "hainan-14-11,今年,8.3,%,公报,\n"  # 4
        "hainan-14-11,1023,8.3,%,公报,\n"  # 5
        "hainan-14-11,2022,很多,%,公报,\n"  # 6
        "hainan-14-11,2022,nan,%,公报,\n"  # 7
        "hainan-14-11,2022,8.3,亩,公报,\n"  # 8
        "hainan-14-11,2022,8.3,%,,\n"  # 9
        "hainan-14-11,2023,8.4,%,公报,\n"  # 10, twice
        "hainan-14-11\n",  # 11
        "values.csv",
    )
    found = messages_of(lambda: load_observations(path, TARGETS))
    wrong = [(message.values["problem"], message.values["line"]) for message in found]
    assert [(what.id.partition(".")[2], line) for what, line in wrong if isinstance(what, Message)] == [
        ("unknown", 3),
        ("year", 4),
        ("year", 5),
        ("value", 6),
        ("value", 7),
        ("unit", 8),
        ("source", 9),
        ("twice", 10),
        ("year", 11),
    ]
    for language in LANGUAGES:
        for message in found:
            sentence = Locale(language).render(message)
            assert "⟨" not in sentence
            assert str(path) in sentence
            assert str(message.values["line"]) in sentence


@pytest.mark.parametrize("year", ["2023¹", "²⁰²³", "二〇二三", "2023.0", "1023", "-2023", ""])
def test_an_odd_year_is_refused_with_a_sentence(year: str) -> None:
    """A year with a footnote sign, or one that is none, is refused, never an error."""
    found = messages_of(
        lambda: make_observation(TARGETS[10], year=year, value="8.3", unit="%", source="公报")
    )
    assert [message.id for message in found] == ["observations.year"]


def test_a_per_cent_sign_on_a_value_in_another_unit_is_refused() -> None:
    """A value typed as 5% is not taken as 5 of what is counted in 亿斤."""
    found = messages_of(
        lambda: make_observation(TARGETS[11], year="2023", value="5%", unit="", source="公报")
    )
    assert len(found) == 1


@pytest.mark.parametrize("head", ["", "indicator;year;value;unit;source\n", "indicator,year\n"])
def test_missing_columns_are_named(write: Callable[..., Path], head: str) -> None:
    """A file without the columns says which are missing."""
    path = write(head, "values.csv")
    (message,) = messages_of(lambda: load_observations(path, TARGETS))
    assert message.id == "observations.columns"
    assert "source" in str(message.values["missing"])


@pytest.mark.parametrize(
    ("typed", "number"),
    [("5", 5.0), (" ５．２ ", 5.2), ("-0.4%", -0.4), ("8％", 8.0), ("", None), ("约5", None), ("inf", None)],
)
def test_numbers_are_read_as_people_type_them(typed: str, number: float | None) -> None:
    """Full-width digits and a per cent sign are understood; what is no finite number is refused."""
    assert parse_number(typed) == number
