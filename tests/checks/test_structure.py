"""Rules of numbering, lists and references on documents of other places."""

from __future__ import annotations

import pytest

from tests.checks.at_hand import document
from tui.checks.running import check
from tui.config import load_config

LEVELS = load_config().checks


def values(rule: str, text: str) -> list[dict[str, object]]:
    """What a rule finds in a text."""
    return [dict(f.values) for f in check(document(text), LEVELS, [rule])]


def told(rule: str, text: str) -> list[str]:
    """The passages that a rule tells of in a text under one heading."""
    return [f.passage.quote for f in check(document(f"第一章 任务\n{text}"), LEVELS, [rule])]


# --- enumerations -----------------------------------------------------------------------------------


def test_an_enumeration_may_run_on_over_paragraphs() -> None:
    """Each number at the head of a paragraph; a gap in it is told."""
    text = "一是扩大内需。\n二是稳定外贸。\n{}是防范风险。"
    assert told("enumeration", text.format("三")) == []
    assert told("enumeration", text.format("四")) == ["四是防范风险。"]


@pytest.mark.parametrize(
    "text",
    [
        "从全球看,一是变局加速,二是竞争加剧。\n从全市看,一是动能转换,二是机遇叠加。",
        "正是发展的关键时期,也是转型的关键时期,第二次会议提出要求。",
        "坚持一是一、二是二,不弄虚作假。",
        "首先要谋划,二是要落实。",
        "第一,扩大内需;第二,稳定外贸。第二产业比重下降,第三产业比重上升。",
    ],
)
def test_what_only_looks_like_an_enumeration_is_left_alone(text: str) -> None:
    """It begins anew in another paragraph; other words hold the same characters."""
    assert told("enumeration", text) == []


# --- counts -----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "text",
    [
        "发展煤焦化工、氯碱化工、精细化工三大产业集群。",
        "打造固态电池材料及装备制造、可降解新材料两个产业集群。",
        "改造3座水厂、5座泵站、2个水库等项目。",
        "控制工业、燃煤、机动车“三大污染源”。",
        "设立研发机构、开展研发活动、增加研发投入“三个全覆盖”。",
        "开展城区、矿区、园区等五个区域的整治。",
        "推进现代农业、绿色建材两大产业,培育医药等三个产业集群。",
        "发展农业、工业和服务业三大产业。",
        "覆盖第一小学、第二小学十个班级。",
        "实施扩绿、兴绿、护绿三大行动和蓝天、碧水、净土三大保卫战。",
    ],
)
def test_a_list_that_fits_its_count_is_left_alone(text: str) -> None:
    """Joined names, partial lists and counts of their own."""
    assert told("count_of_list", text) == []


@pytest.mark.parametrize(
    "text",
    [
        "发展煤焦化工、精细化工三大产业集群。",
        "实施三大行动:扩绿、兴绿、护绿、爱绿。",
    ],
)
def test_a_list_of_another_length_is_told(text: str) -> None:
    """Before its count and after it."""
    assert len(told("count_of_list", text)) == 1


# --- lists, headings, references --------------------------------------------------------------------


@pytest.mark.parametrize(
    "text",
    [
        "建设人民路、解放路、人民广场、解放广场等项目。",
        "生产聚乙烯、低密度聚乙烯、高密度聚乙烯等产品。",
        "强化监测预警、应急处置,完善监测预警、信息报送等机制。",
    ],
)
def test_a_list_of_like_things_is_left_alone(text: str) -> None:
    """Also where one name ends like another, or the thing stands in two lists."""
    assert told("listed_twice", text) == []


def test_a_box_of_a_section_is_left_alone() -> None:
    """One that is named after its section, and one in a chapter without sections."""
    text = "第一章 办好人民满意的教育\n扩大学位。\n专栏1 办好人民满意的教育重点项目\n第一中学迁建项目。"
    assert values("box_level", text) == []


def test_a_part_without_words_of_its_own_is_not_empty() -> None:
    """What stands under its chapters fills it; a list after a colon does, too."""
    text = "第一篇 基础\n第一章 成就\n主要目标是:\n——经济增长。\n第二章 形势\n机遇大于挑战。"
    assert values("empty_section", text) == []


def test_a_reference_by_any_numeral_is_followed() -> None:
    """专栏一 is 专栏1; an attachment that is printed is one."""
    text = "第一章 产业\n见专栏一,详见附件1。\n专栏1 重点项目\n食品园项目。\n附件1 指标表"
    assert values("reference_to_nothing", text) == []


def test_numbering_that_begins_anew_is_right() -> None:
    """Sections under each chapter; a chapter that is left out is told with both numbers."""
    text = "第一章 基础\n第一节 成就\n增长。\n第二章 形势\n第一节 机遇\n很多。\n{} 目标\n翻番。"
    assert values("numbering", text.format("第三章")) == []
    assert values("numbering", text.format("第四章")) == [{"printed": 4, "expected": 3}]
