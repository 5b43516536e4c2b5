"""Rules of damaged text on documents of other places."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.checks.at_hand import document
from tui.checks.running import check
from tui.config import load_config
from tui.plans.damage import Damage
from tui.plans.model import Paragraph, Table

LEVELS = load_config().checks
FULL = "发展" + "，".join(f"{kind}业" for kind in "农工商林牧渔矿" * 3) + "。"


def told(rule: str, text: str) -> list[str]:
    """The passages that a rule tells of in a text under one heading."""
    return [f.passage.quote for f in check(document(f"第一章 任务\n{text}"), LEVELS, [rule])]


# --- width ------------------------------------------------------------------------------------------


def test_a_plan_of_half_width_signs_is_told_once() -> None:
    """And its signs are no slips."""
    half = FULL.replace("，", ",") + "\n" + FULL.replace("，", ",").replace("农业", "畜牧业")
    assert len(told("half_width_plan", half)) == 1
    assert told("mixed_width", half) == []


def test_half_width_signs_of_figures_and_names_are_right() -> None:
    """A comma in 1,200 or in a chemical name, a decimal point, an address."""
    assert told("mixed_width", FULL + "产值1,200.5万元，生产1,4-丁二醇，见http://a.cn/b。") == []
    assert told("mixed_width", FULL + "各单位:抓好落实。") == ["各单位"]


# --- blanks -----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "text",
    ["县长:杨 进。", "记者 王 超。", "采用 ABC 技术,到 2025 年实现 5 个目标,建成 3 个园区。"],
)
def test_blanks_that_are_meant_are_left_alone(text: str) -> None:
    """Names set wide, and a plan that sets every figure apart."""
    assert told("stray_blank", text) == []


def test_a_blank_beside_a_figure_is_told_where_others_have_none() -> None:
    """A slip among many."""
    text = "建成3座水厂、5座泵站、2个水库、4条道路、6个公园、7所学校,分别达到 75%。"
    assert len(told("stray_blank", text)) == 1


def test_a_blank_after_a_full_stop_joins_two_paragraphs() -> None:
    """Unless every full stop has one."""
    text = "增进共同性。推进创建。扩大就业。提高收入。改善服务。增强活力。 推进民族团结进步创建工作。"
    assert told("joined_paragraphs", text) == ["推进民族团结进步创建工作。"]
    assert told("joined_paragraphs", text.replace("。", "。 ")) == []


# --- text printed twice, garbled text ----------------------------------------------------------------


@pytest.mark.parametrize(
    "text",
    [
        "发展特色农业," * 40 + "。",
        "|----|----|",
        "高高兴兴,欢欢喜喜,家家户户,时时处处。",
        "哈哈哈哈哈哈哈哈哈哈",
    ],
)
def test_what_is_repeated_on_purpose_is_no_shadow(text: str) -> None:
    """Refrains, rules of tables, doubled words."""
    assert told("doubled_text", text) == []


@pytest.mark.parametrize("text", ["建设锟斤拷示范区", "建设&nbsp;示范区", "建设\ue382示范区"])
def test_garbled_text_is_told(text: str) -> None:
    """What a wrong decoding leaves."""
    assert len(told("unreadable", text + ",改善环境。")) == 1


# --- tables and marked spots ------------------------------------------------------------------------


def _table(rows: list[list[str]]) -> list[tuple[str, str]]:
    made = document("第一章 任务\n主要指标如下。")
    paragraphs, grid = list(made.plan.paragraphs), []
    for n, row in enumerate(rows):
        cells = []
        for m, text in enumerate(row):
            cell = Paragraph(f"made/T{n}.{m}", "made/table", "table_cell", ((9, 9),), text)
            paragraphs += [cell] if text else []
            cells.append(cell.id if text else "")
        grid.append(tuple(cells))
    table = Table("made/table", ("类别", "指标", "2020年", "2025年"), tuple(grid))
    plan = replace(made.plan, paragraphs=tuple(paragraphs), tables=(table,))
    found = check(replace(made, plan=plan), LEVELS, ["empty_row", "lost_cells"])
    return [(f.rule, f.passage.quote) for f in found]


def test_a_row_needs_a_figure() -> None:
    """A base or a target; a dash is none."""
    rows = [
        ["经济", "生产总值增速", "-", "6"],
        ["经济", "数字经济增加值占比", "-", "-"],
        ["绿色", "水质达标率", "85", ""],
    ]
    assert _table(rows) == [("empty_row", "数字经济增加值占比")]


def test_a_column_that_is_all_but_empty_lost_its_cells() -> None:
    """A word that is left over is told."""
    rows = [["", f"指标名称{n}", "1", "2"] for n in range(9)]
    rows[4][0] = "绿"
    assert _table(rows) == [("lost_cells", "绿")]


def test_a_marked_spot_is_told_with_the_sound_sentence() -> None:
    """Where another plan has it."""
    other = document("第一章 任务\n扎实推进4个示范片区建设。", id="other")
    made = document("第一章 任务\n加快推动示范片区建设建设。", [other])
    at = next(p.id for p in made.plan.paragraphs if "加快" in p.text)
    there = next(p.id for p in other.plan.paragraphs if "扎实" in p.text)
    spot = Damage(at, "建设建设", "doubled", "重复", there, "扎实推进4个示范片区建设")
    (found,) = check(replace(made, damage=(spot,)), LEVELS, ["damaged_spot"])
    assert [p.quote for p in found.passages] == ["建设建设", "扎实推进4个示范片区建设"]
    assert not check(made, LEVELS, ["damaged_spot"])
