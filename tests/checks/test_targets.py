"""Targets that cannot be assessed, in plans of other places."""

from __future__ import annotations

from typing import Any

import pytest

from tests.checks.at_hand import document
from tui.checks.model import Finding
from tui.checks.running import check
from tui.config import load_config

LEVELS = load_config().checks


def found(rule: str, text: str, **card: Any) -> list[Finding]:
    """What a rule finds in a chapter with a sentence."""
    return list(check(document(f"第一章 目标\n{text}", **card), LEVELS, rules=[rule]))


@pytest.mark.parametrize(
    "rule", ["vague_amount", "rate_without_value", "dated_without_value", "reference_without_value"]
)
def test_a_recommendation_need_not_say_how_much(rule: str) -> None:
    """The outline that follows it does; a newspaper's digest is no plan."""
    text = "建设一批公园,提高秸秆综合利用率。到2025年,排放量明显减少。不良贷款率降至全省平均水平。"
    assert found(rule, text)
    assert not found(rule, text, kind="proposals")
    assert not found(rule, text, kind="digest", standing="secondary")


def test_targets_in_the_same_words_are_one_finding() -> None:
    """Two indicators that are handed up together are read once."""
    (finding,) = found("delegated", "能耗强度和减排指标完成自治区下达目标任务。")
    assert "能耗强度" in str(finding.values["name"])


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("到2025年,工业增加值年均增长8%。", True),
        ("到2025年,规模以上企业达到200家,工业增加值年均增长8%。", False),
        ("到2025年,工业增加值达到300亿元,年均增长8%。", False),
        ("到2025年,“十四五”期间工业增加值年均增长8%。", False),
        ("“十四五”时期,工业增加值年均增长8%。", False),
        ("到2025年,工业增加值年均增长率位居前列。", False),
    ],
)
def test_averages_at_a_point(text: str, told: bool) -> None:
    """A point in time and an average are told where they belong together."""
    assert bool(found("average_at_a_point", text)) is told


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("提高劳动参与率。", True),
        ("提高土地使用效率。", False),
        ("提高原煤入选比重。到2025年,原煤入选率达到100%。", False),
        ("将城镇化率提高到65%。", False),
    ],
)
def test_rates_with_a_direction_only(text: str, told: bool) -> None:
    """效率 is a manner of working; a value elsewhere in the plan is enough."""
    assert bool(found("rate_without_value", text)) is told


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("建设一批口袋公园。", True),
        ("改造东湖、西山等一批公园。", False),
        ("公布第一批改造名单,推进建设。", False),
        ("落实《关于推进城市建设的若干措施》。", False),
        ("定期推出一批公益广告。", False),
    ],
)
def test_amounts_that_are_not_said(text: str, told: bool) -> None:
    """Named things, ordinals, names of documents and routines are no amounts."""
    assert bool(found("vague_amount", text)) is told


def test_works_that_a_box_lists_are_no_vague_amount() -> None:
    """The section's box says which."""
    text = "实施一批河道治理项目。\n专栏1 重点项目\n东河治理工程。西河治理工程。"
    assert not found("vague_amount", text)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("单位产品能耗下降1.5%。", True),
        ("耕地面积不减少。", False),
        ("万元产值用水量比2020年下降12%。", False),
        ("财政收入增长6%。", False),
    ],
)
def test_changes_without_a_base(text: str, told: bool) -> None:
    """A fall is counted from some year; 不减少 is a set phrase that a second reader would not be told of."""
    assert bool(found("no_base_year", text)) is told


def test_being_in_step_with_the_economy_can_be_judged() -> None:
    """Its growth is published; an average of banks is not given here."""
    assert not found("reference_without_value", "居民收入增长与经济增长基本同步。")
    assert found("reference_without_value", "不良贷款率降至全省平均水平。")
