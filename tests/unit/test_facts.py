"""Targets and facts as they ship: verbatim, unique, of one indicator where they are of one quantity."""

from __future__ import annotations

import json
import shutil
from collections import defaultdict
from pathlib import Path
from typing import Any, TypeAlias

import pytest

from tests.conftest import ROOT
from tui.cli import main
from tui.messages import Problem
from tui.plans.loading import load_plan
from tui.plans.sentences import sentences_of
from tui.targets.loading import load_facts, load_targets
from tui.targets.model import FACT_MEASURES, Fact, Target
from tui.text.fold import fold
from tui.validation import validate_content
from tui.workspace import Workspace

Entry: TypeAlias = Target | Fact

CONTENT = ROOT / "content"
PLANS = {path.stem: load_plan(path) for path in sorted((CONTENT / "plans").glob("*.toml"))}
TARGETS = {path.stem: load_targets(path) for path in sorted((CONTENT / "targets").glob("*.toml"))}
FACTS = {path.stem: load_facts(path) for path in sorted((CONTENT / "facts").glob("*.toml"))}
ENTRIES: list[Entry] = [
    *(target for targets in TARGETS.values() for target in targets),
    *(fact for facts in FACTS.values() for fact in facts),
]


def of(plan: str, kind: type[Entry] = Target) -> dict[str, list[Entry]]:
    """The targets or facts of a plan by indicator."""
    found: dict[str, list[Entry]] = defaultdict(list)
    for entry in ENTRIES:
        if entry.plan == plan and isinstance(entry, kind):
            found[entry.indicator].append(entry)
    return found


# --- the files ---------------------------------------------------------------------------------------


def test_ids_are_unique_over_all_files() -> None:
    """No target and no fact of any plan has the id of another one, for values are reported by id."""
    ids = [entry.id for entry in ENTRIES]
    assert sorted(ids) == sorted(set(ids))


def test_ids_name_their_plan() -> None:
    """An id begins with its plan, so that it can be read in a table of several."""
    assert [entry.id for entry in ENTRIES if not entry.id.startswith(f"{entry.plan}-")] == []


def test_quotes_are_verbatim() -> None:
    """Every quote stands character by character in the paragraph that is named."""
    for entry in ENTRIES:
        assert entry.quote
        assert entry.quote in PLANS[entry.plan].paragraphs_by_id[entry.paragraph].text, entry.id


def test_a_quote_is_of_the_plan_itself() -> None:
    """No figure is taken from what a site or newspaper printed around the text, nor from a project's name."""
    for entry in ENTRIES:
        plan = PLANS[entry.plan]
        paragraph = plan.paragraphs_by_id[entry.paragraph]
        section = plan.section_of(paragraph)
        assert paragraph.role in ("body", "table_cell", "closing"), entry.id
        assert section is None or section.kind != "box", entry.id


def test_a_fact_is_of_a_year_that_was_over() -> None:
    """Every fact has its year, none later than the year before the plan begins."""
    for fact in (entry for entry in ENTRIES if isinstance(entry, Fact)):
        assert 2000 < fact.year < PLANS[fact.plan].card.period[0], fact.id
        assert fact.first_year is None or fact.first_year <= fact.year, fact.id


def test_a_target_is_of_a_year_to_come() -> None:
    """Every target is due within its plan's period or later."""
    for target in (entry for entry in ENTRIES if isinstance(entry, Target)):
        assert PLANS[target.plan].card.period[0] <= target.target_year <= 2035, target.id


def test_what_a_measure_needs_is_there() -> None:
    """A figure has its unit, a rank or grade says which, and a range is one."""
    for entry in ENTRIES:
        if entry.measure in ("level", "growth_year", "growth_average", "cumulative", "share"):
            assert (entry.value is None) is (entry.comparator == "none"), entry.id
            assert entry.unit or entry.value == 0, entry.id
        if entry.measure in ("rank", "grade") and entry.value is None:
            assert entry.reference, entry.id
        if entry.value_high is not None:
            assert entry.value is not None, entry.id
            assert entry.value < entry.value_high, entry.id
        assert (entry.comparator == "between") is (entry.value_high is not None), entry.id


def test_the_numbers_that_are_no_targets_are_left_out() -> None:
    """Routes, hotlines, slogans and the size of what is to go are none."""
    quotes = [(entry.name, entry.unit, entry.value) for entry in ENTRIES if isinstance(entry, Target)]
    numbers = {value for _, _, value in quotes}
    assert not numbers & {12345, 110, 109, 217, 135, 654}
    assert not [row for row in quotes if row[1] == "万千瓦" and row[2] == 30]


# --- one quantity, one indicator ---------------------------------------------------------------------


def test_one_name_is_one_indicator() -> None:
    """What is called the same and measured in the same way carries the same indicator, in all plans."""
    indicators: dict[tuple[str, str, str], set[str]] = defaultdict(set)
    for entry in ENTRIES:
        name = fold(entry.name).removesuffix(f"({fold(entry.unit)})")
        indicators[name, entry.unit, entry.measure].add(entry.indicator)
    assert {key: found for key, found in indicators.items() if len(found) > 1} == {}


def test_one_indicator_has_one_unit() -> None:
    """Mentions of an indicator that measure alike can be put beside each other."""
    units: dict[tuple[str, str], set[str]] = defaultdict(set)
    for entry in ENTRIES:
        if entry.value is not None:
            units[entry.indicator, entry.measure].add({"名": "人"}.get(entry.unit, entry.unit))
    assert {key: found for key, found in units.items() if len(found) > 1} == {}


@pytest.mark.parametrize(
    ("indicator", "mentions"),
    [
        (
            "pension_coverage",
            [
                ("hainan-14", "L444", "equals", 81),
                ("hainan-14", "L224", "at_least", 81),
                ("hainan-14", "L1560", "equals", 81),
                ("wuhai-2023-plan", "L54", "at_least", 91),
            ],
        ),
        (
            "good_air_days_share",
            [
                ("hainan-14", "L538", "none", None),
                ("wuhai-2023-plan", "L34", "at_least", 82.8),
                ("wuhai-2023-report", "L19", "equals", 83.6),
                ("wuhai-2023-report", "L61", "at_least", 82.8),
            ],
        ),
        (
            "physicians_per_1000",
            [
                ("hainan-14", "L46", "equals", 1.78),
                ("hainan-14", "L416", "equals", 2.7),
                ("hainan-14", "L224", "equals", 2.7),
                ("hainan-14", "L1592", "equals", 2.7),
                ("wuhai-2023-plan", "L56", "at_least", 3.25),
            ],
        ),
        (
            "industrial_value_added_growth",
            [
                ("wuhai-2023-plan", "L11", "about", 8),
                ("wuhai-2023-report", "L13", "about", 5),
                ("wuhai-2023-report", "L41", "about", 8),
            ],
        ),
    ],
)
def test_an_indicator_gathers_its_mentions(
    workspace: Workspace, indicator: str, mentions: list[tuple[str, str, str, float | None]]
) -> None:
    """Table, text and other plans' values of one quantity are found together."""
    found = [
        (entry.plan, entry.paragraph.partition("/")[2], entry.comparator, entry.value)
        for entry in workspace.mentions(indicator)
    ]
    assert sorted(found, key=str) == sorted(mentions, key=str)


def test_mentions_come_in_shelf_order(workspace: Workspace) -> None:
    """By plan as they stand on the shelf, what was reached before what is promised."""
    shelf = list(workspace.cards)
    for indicator in ("grp_growth", "physicians_per_1000", "good_air_days_share", "urban_new_jobs"):
        found = workspace.mentions(indicator)
        places = [(shelf.index(entry.plan), isinstance(entry, Target)) for entry in found]
        assert places == sorted(places)
        assert len({entry.id for entry in found}) == len(found)
    assert workspace.mentions("nothing_of_the_kind") == []


def test_every_entry_is_among_the_mentions(workspace: Workspace) -> None:
    """Nothing is lost between the files and the list of mentions."""
    indicators = sorted({entry.indicator for entry in ENTRIES})
    found = [entry.id for indicator in indicators for entry in workspace.mentions(indicator)]
    assert sorted(found) == sorted(entry.id for entry in ENTRIES)


# --- readings that are easy to get wrong -------------------------------------------------------------


@pytest.mark.parametrize("plan", ["wuhai-2023-plan", "wuhai-2023-report"])
def test_two_figures_in_one_phrase_are_two_targets(plan: str) -> None:
    """分别达到75%、67% gives each of the two rates its own figure, in the order of the names."""
    targets = of(plan)
    (mine,), (reclaimed,) = targets["mine_water_reuse"], targets["reclaimed_water_use"]
    assert "分别达到75%、67%" in mine.quote
    assert mine.paragraph == reclaimed.paragraph
    assert (mine.name, mine.value) == ("疏干水利用率", 75)
    assert (reclaimed.name, reclaimed.value) == ("再生水回用率", 67)
    assert mine.unit == reclaimed.unit == "%"


@pytest.mark.parametrize("plan", ["wuhai-2023-plan", "wuhai-2023-report"])
def test_one_figure_for_two_names_is_two_targets(plan: str) -> None:
    """均比2020年下降12% promises the same fall, from the same year, of each of the two."""
    targets = of(plan)
    (whole,), (industry,) = targets["water_per_grp_cut"], targets["water_per_industrial_value_added_cut"]
    for target in (whole, industry):
        assert isinstance(target, Target)
        assert "均比2020年下降12%" in target.quote
        assert (target.value, target.unit, target.measure) == (-12, "%", "change_from_base")
        assert target.base_year == 2020
    assert (whole.name, industry.name) == ("万元地区生产总值用水量", "万元工业增加值用水量")


def test_one_figure_for_resolution_and_satisfaction() -> None:
    """解决率满意率达到90%以上 is a promise for each of the two rates."""
    targets = of("wuhai-2023-plan")
    for indicator in ("hotline_resolution_rate", "hotline_satisfaction_rate"):
        (target,) = targets[indicator]
        assert (target.comparator, target.value) == ("at_least", 90)


def test_the_proposals_have_no_percentage() -> None:
    """The Party committee's proposals print no percentage; what is 100 there stands in words."""
    targets = TARGETS["wuhai-15"]
    assert targets
    assert [target.id for target in targets if "%" in target.quote or "％" in target.quote] == []
    figures = [target for target in targets if target.value is not None and target.unit == "%"]
    assert {(target.measure, target.value) for target in figures} <= {("coverage", 100.0)}
    assert all("全" in target.quote for target in figures)


@pytest.mark.parametrize(
    ("plan", "words", "comparator", "measure", "value"),
    [
        ("wuhai-2023-plan", "地区生产总值增长6%以上", "at_least", "growth_year", 6),
        ("wuhai-2023-plan", "居民消费价格涨幅控制在3%以内", "at_most", "growth_year", 3),
        ("wuhai-2023-plan", "民生支出比重始终保持在70%以上", "at_least", "hold", 70),
        ("hainan-14", "新能源装机突破70万千瓦", "more_than", "level", 70),
        ("hainan-14", "煤炭生产能力控制到1500万吨/年以下", "at_most", "level", 1500),
        ("hainan-14", "地区生产总值年均增长5%左右", "about", "growth_average", 5),
        ("hainan-14", "达到75%以上", "at_least", "level", 75),
    ],
)
def test_a_target_is_read_as_it_is_printed(
    plan: str, words: str, comparator: str, measure: str, value: float
) -> None:
    """以上, 以内, 以下, 突破, 左右 and 保持 each have their reading."""
    found = [t for t in TARGETS[plan] if words in t.quote and t.value == value]
    assert {(t.comparator, t.measure) for t in found} == {(comparator, measure)}


@pytest.mark.parametrize(
    ("words", "comparator", "measure", "value", "year"),
    [
        ("预计地区生产总值增长4%左右", "about", "growth_year", 4, 2022),
        ("固定资产投资增长46%以上", "at_least", "growth_year", 46, 2022),
        ("新增减税降费及退税缓税超36亿元", "more_than", "cumulative", 36, 2022),
        ("近500亿元", "less_than", "level", 500, 2022),
    ],
)
def test_a_fact_keeps_the_hedge_of_the_text(
    words: str, comparator: str, measure: str, value: float, year: int
) -> None:
    """左右, 以上, 超 and 近 of an achieved value are kept; it is no exact figure."""
    (found,) = [f for f in FACTS["wuhai-2023-report"] if words in f.quote and f.value == value]
    assert (found.comparator, found.measure, found.year) == (comparator, measure, year)


def test_a_sentence_knows_its_figures(workspace: Workspace) -> None:
    """What the pane beside the text shows: the facts and targets that stand in the sentence, no others."""
    paragraph = workspace.paragraph("wuhai-2023-report/L61")
    assert paragraph is not None
    for sentence in sentences_of(paragraph):
        for assessment in workspace.assessments_in(sentence):
            assert assessment.target.quote[:4] in sentence.quote or "82.8" in sentence.quote
    found = {a.target.indicator for s in sentences_of(paragraph) for a in workspace.assessments_in(s)}
    assert found == {t.indicator for t in TARGETS["wuhai-2023-report"] if t.paragraph == paragraph.id}


# --- the command line and validate -------------------------------------------------------------------


def _json(capsys: pytest.CaptureFixture[str], *words: str | Path) -> Any:
    capsys.readouterr()
    assert main([str(word) for word in words]) == 0
    return json.loads(capsys.readouterr().out)


def test_the_facts_command(capsys: pytest.CaptureFixture[str]) -> None:
    """`facts --json` gives the values of all plans, or of one, with the fields that scripts rely on."""
    fields = {"id", "plan", "indicator", "name", "value", "unit", "year", "paragraph", "quote"}
    every = _json(capsys, "facts", "--json")
    assert len(every) == sum(map(len, FACTS.values()))
    assert all(fields <= row.keys() for row in every)
    one = _json(capsys, "facts", "hainan-14", "--json")
    assert [row["id"] for row in one] == [fact.id for fact in FACTS["hainan-14"]]
    assert {row["plan"] for row in one} == {"hainan-14"}
    growth = next(row for row in one if row["indicator"] == "grp_growth")
    assert (growth["name"], growth["value"], growth["unit"]) == ("地区生产总值年均增长", 5.8, "%")
    assert (growth["year"], growth["paragraph"]) == (2020, "hainan-14/L18")
    assert growth["quote"] == "全区地区生产总值年均增长5.8%"


def test_a_plan_without_facts_has_none(capsys: pytest.CaptureFixture[str]) -> None:
    """`facts` of a plan that reports nothing is an empty list, not an error."""
    assert _json(capsys, "facts", "wuhai-2023-plan", "--json") == []


FACT = """\
[[fact]]
id = "{id}"
indicator = "demo"
name = "试验"
unit = "%"
comparator = "equals"
measure = "growth_average"
value = 5.8
year = 2020
paragraph = "L18"
quote = "地区生产总值年均增长5.8%"
"""


def _facts(tmp_path: Path, text: str) -> Path:
    path = tmp_path / "content" / "facts" / "hainan-14.toml"
    path.parent.mkdir(parents=True)
    path.write_text(text, encoding="utf-8")
    return path


@pytest.mark.parametrize(
    ("old", "new", "message_id", "line"),
    [
        ("year = 2020\n", "", "content.field_absent", 1),
        ("year = 2020", 'year = "2020"', "content.wrong_type", 9),
        ('"growth_average"', '"growth"', "content.unknown_value", 7),
        ("comparator", "comparater", "content.unknown_field", 6),
        ("value = 5.8", 'value = "5.8"', "content.wrong_type", 8),
    ],
)
def test_a_mistake_in_a_fact_is_told(tmp_path: Path, old: str, new: str, message_id: str, line: int) -> None:
    """A fact without its year, or with a misspelt or mistyped field, is told with file and line."""
    path = _facts(tmp_path, FACT.format(id="a").replace(old, new))
    with pytest.raises(Problem) as caught:
        load_facts(path)
    found = next(message for message in caught.value.messages if message.id == message_id)
    assert (found.values["file"], found.values["line"]) == (str(path), line)


def test_an_id_that_stands_twice_in_a_file_is_told(tmp_path: Path) -> None:
    """The second fact with an id is told with its line."""
    path = _facts(tmp_path, FACT.format(id="a") + "\n" + FACT.format(id="a"))
    (error,) = validate_content([CONTENT, tmp_path / "content"]).errors
    assert (error.id, error.values["file"], error.values["line"]) == ("content.duplicate", str(path), 14)


@pytest.mark.parametrize("taken", ["hainan-14-11", "wuhai-2023-plan-t003", "wuhai-2023-report-f001"])
def test_an_id_that_stands_in_another_file_is_told(tmp_path: Path, taken: str) -> None:
    """An id that a target or fact of another file has is told too, for values are reported by id."""
    path = _facts(tmp_path, FACT.format(id=taken))
    errors = validate_content([CONTENT, tmp_path / "content"]).errors
    assert str(path) in {str(error.values.get("file")) for error in errors}


def test_a_curated_file_goes_before_proposals(tmp_path: Path) -> None:
    """What ingest proposes is no fact before a person has read it."""
    folder = tmp_path / "content" / "facts"
    folder.mkdir(parents=True)
    shutil.copy(CONTENT / "facts" / "hainan-14.toml", folder)
    (folder / "hainan-14.proposed.toml").write_text(FACT.format(id="a"), encoding="utf-8")
    report = validate_content([CONTENT, tmp_path / "content"])
    assert report.errors == ()
    assert report.counts["facts"] == sum(map(len, FACTS.values()))


def test_every_measure_of_a_fact_can_be_written(tmp_path: Path) -> None:
    """Facts know all measures of targets, and share and multiple beside them."""
    text = "\n".join(FACT.format(id=measure).replace("growth_average", measure) for measure in FACT_MEASURES)
    assert [fact.measure for fact in load_facts(_facts(tmp_path, text))] == list(FACT_MEASURES)
