"""How the wording of two passages differs, in words as a Chinese reader takes them."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tui.text.difference import Mark, difference
from tui.text.fold import fold
from tui.text.strength import degree, degrees_in
from tui.text.words import word_spans

chinese = st.text(alphabet="推进能耗双控制度加快全面81%。,，万亩（）“”BDO ３年　", max_size=60)


def words(text: str) -> list[str]:
    """The words of a text."""
    return [text[start:end] for start, end in word_spans(text)]


def marked(text: str, marks: tuple[Mark, ...], kind: str = "") -> list[str]:
    """The marked words of a passage, all or of one kind."""
    return [text[mark.start : mark.end] for mark in marks if not kind or mark.kind == kind]


# --- words ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("推进煤炭供给转型升级", ["推进", "煤炭", "供给", "转型", "升级"]),
        ("煤炭生产能力控制到1500万吨/年以下", ["煤炭", "生产能力", "控制", "到", "1500万吨/年", "以下"]),
        ("到2025年,参保率达到81%", ["到", "2025年", "参保率", "达到", "81%"]),
        ("上升3.5个百分点", ["上升", "3.5个百分点"]),
        ("“绿氢+BDO”耦合示范", ["绿氢", "BDO", "耦合", "示范"]),
        ("新建５Ｇ基站６００座", ["新建", "５Ｇ", "基站", "６００座"]),
    ],
)
def test_words_figures_and_latin_names_are_units(text: str, expected: list[str]) -> None:
    """A figure with its unit, a year, a percentage and a Latin name are one word each, in any width."""
    assert words(text) == expected


@given(text=chinese)
def test_words_come_in_order_and_leave_out_only_marks(text: str) -> None:
    """No two words overlap, and what stands between them is no letter, digit or Han character."""
    spans = word_spans(text)
    assert all(before[1] <= after[0] for before, after in pairwise(spans))
    outside = [c for n, c in enumerate(text) if not any(a <= n < b for a, b in spans)]
    assert not any(char.isalnum() for char in outside)


def test_degree_words_are_a_ladder() -> None:
    """全面 is stronger than 加快, that than 推进, that than 鼓励, that than 探索; other words are none."""
    ladder = [degree(word) for word in ("探索", "鼓励", "推进", "加快", "全面")]
    assert all(step is not None for step in ladder)
    assert ladder == sorted(ladder, key=lambda step: step or 0)
    assert len(set(ladder)) == 5
    assert degree("煤炭") is None
    assert [word for word, _ in degrees_in(["加快", "煤炭", "探索"])] == ["加快", "探索"]


# --- difference ----------------------------------------------------------------------------------


@given(old=chinese, new=chinese)
def test_what_is_not_marked_is_the_same_on_both_sides(old: str, new: str) -> None:
    """Words left unmarked are the same words in both passages, in the same order; marks come in order."""
    found = difference(old, new)
    kept = []
    for text, marks in ((old, found.old), (new, found.new)):
        assert all(0 <= m.start < m.end <= len(text) for m in marks)
        assert all(before.end <= after.start for before, after in pairwise(marks))
        spans = [s for s in word_spans(text) if not any(m.start <= s[0] and s[1] <= m.end for m in marks)]
        kept.append([fold(text[start:end]) for start, end in spans])
    assert kept[0] == kept[1]


@given(old=chinese, new=chinese)
def test_no_mark_cuts_a_word(old: str, new: str) -> None:
    """A mark begins and ends where a word does: no figure, no word is split."""
    found = difference(old, new)
    for text, marks in ((old, found.old), (new, found.new)):
        starts = {start for start, _ in word_spans(text)}
        ends = {end for _, end in word_spans(text)}
        assert all(mark.start in starts and mark.end in ends for mark in marks)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("坚持我国宗教中国化方向，", "坚持我国宗教中国化方向。"),
        ("推进“清四乱”,落实责任", "推进清四乱，落实 责任"),
        ("ＢＤＯ一体化", "bdo一体化"),
        ("增长5％以上", "增长5%以上"),
        ("到２０２５年达到８１%", "到2025年达到81%"),
    ],
)
def test_width_case_blanks_and_punctuation_make_no_difference(old: str, new: str) -> None:
    """Two printings of the same words, in whatever width and punctuation, are not marked."""
    found = difference(old, new)
    assert (found.old, found.new) == ((), ())
    assert (found.kept_old, found.kept_new) == (1.0, 1.0)


def test_a_changed_figure_is_marked_whole_with_its_unit() -> None:
    """A figure is marked as a figure, from its first digit to the end of its unit."""
    old, new = "优良率达到82.8%，产能1500万吨左右", "优良率达到83.6%，产能1200万吨左右"
    found = difference(old, new)
    assert marked(old, found.old, "figure") == ["82.8%", "1500万吨"]
    assert marked(new, found.new, "figure") == ["83.6%", "1200万吨"]
    assert len(found.old) == len(found.new) == 2


def test_degree_words_and_comparators_are_marked_as_what_they_are() -> None:
    """鼓励 that became 全面推进 and 左右 that became 以上 are told apart from other changed words."""
    old, new = "鼓励企业改造，增长5%左右", "全面推进企业改造，增长5%以上"
    found = difference(old, new)
    assert marked(old, found.old, "degree") == ["鼓励"]
    assert "全面" in "".join(marked(new, found.new, "degree"))
    assert marked(old, found.old, "comparator") == ["左右"]
    assert marked(new, found.new, "comparator") == ["以上"]


def test_a_phrase_that_stands_elsewhere_is_moved_not_changed() -> None:
    """A phrase of several words on both sides at different places is moved."""
    old = "建立碳排放预算管理制度，推动煤炭清洁高效利用"
    new = "推动煤炭清洁高效利用，建立碳排放预算管理制度"
    found = difference(old, new)
    assert {mark.kind for mark in (*found.old, *found.new)} == {"moved"}
    assert (found.kept_old, found.kept_new) == (1.0, 1.0)


def test_a_chance_character_in_common_does_not_break_a_difference() -> None:
    """One common character inside other words stays part of the difference."""
    old, new = "推进能耗双控制度", "推进碳排总控制度"
    found = difference(old, new)
    assert all("推进" not in word for word in marked(old, found.old))
    assert marked(old, found.old) != []


def test_a_rewriting_is_told_from_an_edit() -> None:
    """Where next to nothing was kept there is nothing to mark; an edited clause is no rewriting."""
    assert difference("地区生产总值增长6%以上", "经济增长保持在合理区间").is_rewriting
    assert not difference("加快推进煤炭清洁利用", "推进煤炭清洁高效利用").is_rewriting
