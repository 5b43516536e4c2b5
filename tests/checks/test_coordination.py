"""What a plan of the level above asks, and outdated words: plans of a made-up city and its district."""

from __future__ import annotations

from typing import Any

import pytest

from tests.checks.at_hand import document
from tui.checks.document import Document
from tui.checks.model import Finding
from tui.checks.running import check
from tui.config import load_config

LEVELS = load_config().checks
CITY = """某市国民经济和社会发展第十五个五年规划纲要
第一章 发展目标
到2030年,常住人口城镇化率达到70%,人均预期寿命达到80岁,地区生产总值达到2000亿元。
约束性指标:森林覆盖率达到35%,细颗粒物浓度控制在30微克/立方米以下,单位地区生产总值能耗比2025年下降13%。
第二章 数字
到2027年,行政村5G网络覆盖率达到100%,污水处理率达到95%。
第三章 低碳
实施碳排放总量和强度双控制度。
"""
RULES = ("binding_not_taken_up", "below_superior", "later_than_superior")


def city(**card: Any) -> Document:
    """The city's outline for 2026 to 2030."""
    known: dict[str, Any] = {"id": "city", "level": "city", "place": "某市", "period": (2026, 2030), **card}
    return document(CITY, **known)


def found(rule: str, text: str, *others: Document, **card: Any) -> list[Finding]:
    """What a rule finds in the district's outline beside other plans."""
    known: dict[str, Any] = {"level": "district", "place": "某市某区", "period": (2026, 2030), **card}
    made = document(f"某区第十五个五年规划纲要\n第一章 目标\n{text}", others, **known)
    return list(check(made, LEVELS, rules=[rule]))


def test_binding_targets_that_are_not_taken_up() -> None:
    """Each that the district does not name is told, with the city's words."""
    text = "森林覆盖率达到35%。单位地区生产总值能耗完成市下达任务。"
    (finding,) = found("binding_not_taken_up", text, city())
    assert finding.values["name"] == "细颗粒物浓度"
    assert [passage.plan for passage in finding.related] == ["city"]


def test_rates_behind_the_city() -> None:
    """Rates and values a head are held against each other, sums are not; a binding one weighs more."""
    text = "到2030年,常住人口城镇化率达到68%,森林覆盖率达到33%,地区生产总值达到300亿元。"
    told = {f.values["name"]: f.severity for f in found("below_superior", text, city())}
    assert told == {"常住人口城镇化率": "hint", "森林覆盖率": "warning"}


def test_lower_is_better() -> None:
    """A cap above the city's cap, a fall that is smaller than the city's."""
    text = "到2030年,细颗粒物浓度控制在32微克/立方米以下,单位地区生产总值能耗比2025年下降12%。"
    assert len(found("below_superior", text, city())) == 2
    text = "到2030年,细颗粒物浓度控制在28微克/立方米以下,单位地区生产总值能耗比2025年下降14%。"
    assert not found("below_superior", text, city())


def test_later_dates() -> None:
    """The same thing two years later; more of it later is another promise."""
    assert found("later_than_superior", "到2029年,行政村5G网络覆盖率达到100%。", city())
    assert not found("later_than_superior", "到2029年,污水处理率达到98%。", city())
    text = "到2027年,污水处理率达到95%。到2030年,污水处理率达到99%。"
    assert not found("later_than_superior", text, city())


@pytest.mark.parametrize("rule", RULES)
@pytest.mark.parametrize(
    "card",
    [
        {"kind": "proposals"},
        {"period": (2021, 2025)},
        {"period": (2026, 2026), "kind": "annual_plan"},
        {"level": "nation"},
        {"level": "district"},
        {"standing": "secondary"},
    ],
)
def test_plans_of_other_kinds_measure_nothing(rule: str, card: dict[str, object]) -> None:
    """A recommendation, another period, a year's plan, another level, a digest: no higher and lower."""
    text = "到2030年,常住人口城镇化率达到60%。到2029年,行政村5G网络覆盖率达到100%。"
    assert found(rule, text, city())
    assert not found(rule, text, city(**card))


def test_of_two_cities_the_districts_own_is_meant() -> None:
    """The name of the district tells it; where it tells none, nothing is said."""
    other = city(id="b", place="别市")
    text = "到2030年,常住人口城镇化率达到60%。"
    assert {f.related[0].plan for f in found("below_superior", text, city(), other)} == {"city"}
    assert not found("below_superior", text, city(), other, place="某区")


def test_a_replaced_tool_is_one_finding_with_all_places() -> None:
    """The outline before names it three times, the review of the past not counted."""
    text = "落实能耗双控制度。强化能耗总量和强度“双控”。\n完善能源消费总量和强度双控。"
    (finding,) = found("outdated_instrument", text, city(), period=(2021, 2025))
    assert finding.values["count"] == 3
    assert "在现有文件中" not in finding.passage.quote
    assert not found("outdated_instrument", text, city(standing="secondary"), period=(2021, 2025))
    assert not found("outdated_instrument", text, city(level="district", place="某区"), period=(2031, 2035))


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("由安监部门牵头排查隐患。", True),
        ("由应急管理部门牵头排查隐患。", False),
        ("坚决打赢脱贫攻坚战。", True),
        ("巩固拓展脱贫攻坚成果。", False),
        ("推进脱贫攻坚与乡村振兴有效衔接。", False),
        ("在全面建成小康社会基础上乘势而上。", False),
        ("建成与全面小康社会相适应的救助体系。", True),
        ("发挥市场在资源配置中的决定性作用。", False),
        ("落实《某省脱贫攻坚成果后评估办法》。", False),
    ],
)
def test_outdated_words(text: str, told: bool) -> None:
    """Words that were replaced before the plan began, without any other document."""
    assert bool(found("outdated_words", text, period=(2021, 2025))) is told


def test_words_that_were_right_in_their_time() -> None:
    """The review of the past, and a plan from before the change."""
    past = "第二章 “十三五”时期发展回顾\n打赢脱贫攻坚战,成立安监部门联合队伍。"
    assert not found("outdated_words", f"推动发展。\n{past}", period=(2021, 2025))
    assert not found("outdated_words", "由安监部门牵头排查隐患。", period=(2016, 2020))
