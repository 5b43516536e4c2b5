"""Figures that follow from each other, and figures that do not, in plans of other places."""

from __future__ import annotations

import dataclasses

import pytest

from tests.checks.at_hand import WORDS, document
from tests.conftest import ROOT
from tui.checks.document import Document
from tui.checks.model import Finding
from tui.checks.registry import RULES
from tui.checks.running import check
from tui.config import load_config
from tui.library import Library

LEVELS = load_config().checks


def found(rule: str, text: str) -> list[Finding]:
    """What a rule finds in a chapter with a sentence."""
    return list(check(document(f"第一章 发展基础\n{text}"), LEVELS, rules=[rule]))


@pytest.mark.parametrize(
    "text",
    [
        "粮食产量由12.1万吨提高至13.0万吨,增长7.4%。",
        "地区生产总值由2015年的1200.5亿元增加到2020年的1680.3亿元,年均增长7.0%。",
        "地区生产总值由2015年的1200.5亿元增加到2020年的1680.3亿元,年均增长8%。",
        "细颗粒物平均浓度由58微克/立方米下降到42微克/立方米,下降27.6%。",
        "常住人口达到52.6万人,比上年增加2.6万人,增长5.2%。",
        "企业由20家增加到30家,产值由8亿元增加到9亿元。",
    ],
)
def test_growth_by_any_usual_way_is_left_alone(text: str) -> None:
    """Compound or simple, rise or fall, with or without the years."""
    assert not found("growth_does_not_follow", text)


@pytest.mark.parametrize(
    ("text", "computed"),
    [
        ("森林覆盖率从2015年的35.2%提高到2020年的38.1%,提高3.9个百分点。", "2.90"),
        ("地区生产总值由2015年的1200.5亿元增加到2020年的1680.3亿元,年均增长9.2%。", "6.96、7.99"),
        ("常住人口达到52.6万人,比上年增加2.6万人,增长9.2%。", "5.20"),
    ],
)
def test_growth_that_does_not_follow_is_told_with_its_computation(text: str, computed: str) -> None:
    """The reviewer sees what the printed figures give."""
    (finding,) = found("growth_does_not_follow", text)
    assert finding.values["computed"] == computed


@pytest.mark.parametrize(
    "text",
    [
        "国有资产保值增值率达到105%,工业产能利用率达到102%,债务率超过100%。",
        "学前教育毛入园率达到103%,计划完成率100%以上。",
        "原煤入选率达到100%,绿化覆盖率45%以上。",
        "产值比例尺为100%,营业收入增长120%。",
    ],
)
def test_rates_that_may_exceed_the_whole(text: str) -> None:
    """Gross rates, debts and growth are no shares of a whole."""
    assert not found("share_above_whole", text)


@pytest.mark.parametrize(
    "text",
    [
        "新建学校12所,其中幼儿园5所、小学4所。",
        "新建、改扩建学校30所,其中新建12所,新增学位2.1万个。",
        "公路总里程1200公里,其中高速公路200公里、国道300公里。",
        "三次产业比为6.2∶41.3∶52.5,混合比为1:2:3。",
    ],
)
def test_parts_within_their_whole(text: str) -> None:
    """A part or two of a whole need not make all of it."""
    assert not found("parts_and_whole", text)


@pytest.mark.parametrize(
    "text",
    [
        "总投资15亿元,其中2021年投资5亿元、2022年投资6亿元、2023年投资6亿元。",
        "三次产业结构调整为6.2:41.3:53.5。",
    ],
)
def test_parts_above_their_whole(text: str) -> None:
    """Years of an investment, sectors of an economy."""
    assert found("parts_and_whole", text)


def test_totals_and_averages_in_other_units() -> None:
    """30,000 people in five years are 6,000 a year."""
    assert not found("total_and_average", "五年累计新增就业3万人,年均6000人。")
    (finding,) = found("total_and_average", "五年累计新增就业3万人,年均8000人。")
    assert finding.values["computed"] == "6000人"


def test_a_count_with_a_limit_and_a_total() -> None:
    """Eight mines of less than 300,000 tons cannot give up 2.8 million."""
    assert found("cap_times_count", "整合8家产能30万吨以下的煤矿,共退出产能280万吨。")
    assert not found("cap_times_count", "整合8家产能30万吨以下的煤矿,共退出产能210万吨。")


def test_round_figures_of_common_speech_need_no_unit() -> None:
    """规模5000万以上企业, 人口20万的县城, 3万余户."""
    assert not found("missing_unit", "惠及3万余户,支持规模5000万以上企业,建设人口20万的县城,减税1.2亿。")


@pytest.fixture(scope="module")
def outline() -> Document:
    """The district's outline with its table of targets."""
    return Library([ROOT / "content"]).document("hainan-14")


def with_row(outline: Document, name: str, **changes: object) -> Document:
    """The outline with something else in a row of its table."""
    targets = tuple(
        dataclasses.replace(target, **changes) if target.name.startswith(name) else target  # type: ignore[arg-type]
        for target in outline.targets
    )
    return dataclasses.replace(outline, targets=targets)


def cells(outline: Document, name: str, change: dict[int, str]) -> tuple[str, ...]:
    """The cells of a row with some of them changed."""
    row = next(target.cells for target in outline.targets if target.name.startswith(name))
    return tuple(change.get(index, cell) for index, cell in enumerate(row))


def test_a_growth_column_that_no_way_gives(outline: Document) -> None:
    """The shipped table has none; a doubled growth is one."""
    assert not check(outline, LEVELS, rules=["growth_column"])
    changed = with_row(outline, "粮食综合生产能力", printed_growth="4.3")
    (finding,) = check(changed, LEVELS, rules=["growth_column"])
    assert finding.values["printed"] == "4.3"


def test_growth_from_figures_before_rounding(outline: Document) -> None:
    """0.52 and 0.55 give 1.13 or 1.15; 1.4 only figures that are printed so could give."""
    changed = with_row(outline, "粮食综合生产能力", printed_growth="1.4")
    assert check(changed, LEVELS, rules=["growth_after_rounding"])


def test_pace_heeds_rounding(outline: Document) -> None:
    """2 and 1.9 say nothing of the way it went; 2.00 and 1.90 do."""
    name = "每千人口拥有执业"
    assert not check(outline, LEVELS, rules=["pace"])
    table = next(table for table in outline.plan.tables if len(table.columns) > 3)
    years = [index for index, column in enumerate(table.columns) if "2019" in column or "2020" in column]
    changed = with_row(
        outline, name, cells=cells(outline, name, dict(zip(years, ("2.00", "1.90"), strict=True)))
    )
    (finding,) = check(changed, LEVELS, rules=["pace"])
    assert finding.values["before"] == "-0.1"


@pytest.mark.parametrize(
    "text", ["", "建设美好家园。" * 3000, "12.5%" * 2000, "建設一批項目。" * 50, "Plan 2025."]
)
def test_odd_texts_are_no_problem(text: str) -> None:
    """Nothing, one endless paragraph, figures without a sign, traditional characters, English."""
    families = ("arithmetic", "quantities", "targets", "coordination")
    rules = [rule.id for rule in RULES.values() if rule.family in families]
    made = Document(document(f"第一章 总则\n{text}").plan, WORDS)
    assert not [f for f in check(made, LEVELS, rules=rules) if f.severity == "error"]
