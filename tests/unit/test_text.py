"""Characters: line breaking, sentences, finding, safe display, width."""

from __future__ import annotations

import re
import sys
import unicodedata
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from tests.conftest import ROOT
from tui.plans.loading import load_plan
from tui.text.fold import find_spans, fold
from tui.text.lines import break_lines, wrap
from tui.text.safe import safe, safe_line
from tui.text.sentences import sentence_at, sentence_spans
from tui.text.width import char_width, fit, pad, text_width

PLANS = [load_plan(path) for path in sorted((ROOT / "content" / "plans").glob("*.toml"))]
PRINTED = [paragraph.text for plan in PLANS for paragraph in plan.paragraphs]
WIDTHS = (20, 21, 25, 32, 36, 40, 47, 60, 77, 84, 99, 120, 160)

#: What GB/T 15834 keeps from the start and from the end of a line, in both widths.
NEVER_FIRST = set("，。、；：！？）》〉」』】〕”’,.;:!?)%％·")
NEVER_LAST = set("（《〈「『【〔“‘([")
FIGURE = re.compile(
    r"\d+(?:[.,]\d+)*"
    r"(?:%|个百分点|[千百]?[万亿]?(?:千瓦时|千瓦|平方公里|平方米|立方米|公里|公顷|亿|吨|亩|元|人|个|户|项|年|月|日|张)"
    r"(?:/(?:千瓦时|年))?)?"
)


_HAN = "海南区煤炭生产能力发展规划目标建设推进新材料民生"
_PIECES = st.one_of(
    st.text(_HAN, min_size=1, max_size=8),
    st.sampled_from(
        [
            *("1500万吨/年", "300克/千瓦时", "2025年", "8.4%", "0.6个百分点", "3,000亿元", "12人", "6500人"),
            *("BDO", "PBAT", "5G", "“十四五”", "（一）", "《规划》", "(三)", "——", "……", "Ⅱ类"),
            *("，", "。", "、", "；", "：", "!", "?", ",", ".", " ", "\u3000", "\u00a0"),
        ]
    ),
)
chinese = st.lists(_PIECES, max_size=40).map("".join)
widths = st.integers(2, 80)


def lines_of(text: str, width: int) -> list[str]:
    """The lines as printed, without those that hold no character."""
    return [line for line in wrap(text, width) if line]


# --- lines ---------------------------------------------------------------------------------------


@pytest.mark.parametrize("width", WIDTHS)
def test_no_line_of_the_documents_begins_or_ends_with_a_forbidden_mark(width: int) -> None:
    """In none of the five documents a line begins with a closing mark or ends with an opening one."""
    wrong = [
        (before, after)
        for text in PRINTED
        for before, after in pairwise(lines_of(text, width))
        if after[0] in NEVER_FIRST or before[-1] in NEVER_LAST
    ]
    assert wrong == []


@pytest.mark.parametrize("width", WIDTHS)
def test_no_figure_of_the_documents_is_torn_from_its_unit(width: int) -> None:
    """In none of the five documents a figure or its unit is parted by a line end; addresses may be."""
    torn = []
    for text in (text for text in PRINTED if "://" not in text):
        starts = {start for start, _ in break_lines(text, width)}
        for match in FIGURE.finditer(text):
            if starts & set(range(match.start() + 1, match.end())):
                torn.append(match.group())
    assert torn == []


@pytest.mark.parametrize("width", WIDTHS)
def test_the_documents_are_drawn_whole_and_no_line_is_too_wide(width: int) -> None:
    """Every printed character of the five documents is on exactly one line, and every line fits."""
    for text in PRINTED:
        lines = wrap(text, width)
        assert "".join("".join(lines).split()) == "".join(text.split())
        assert max(map(text_width, lines)) <= width


@given(text=chinese, width=widths, indent=st.integers(0, 4))
def test_lines_give_the_text_back_and_fit(text: str, width: int, indent: int) -> None:
    """At every width only blanks at line ends are left out, and no line is wider than asked."""
    spans = break_lines(text, width, first_indent=min(indent, width - 2))
    position = 0
    for index, (start, end) in enumerate(spans):
        assert text[position:start].strip() == ""
        assert position <= start <= end
        room = width - (min(indent, width - 2) if index == 0 else 0)
        assert text_width(text[start:end]) <= room
        position = end
    assert text[position:].strip() == ""


@given(text=chinese, width=widths)
def test_a_figure_that_fits_on_a_line_is_never_parted(text: str, width: int) -> None:
    """A figure stays with its unit wherever it fits on a line with its punctuation (glued words apart)."""
    starts = {start for start, _ in break_lines(text, width)}
    for match in FIGURE.finditer(text):
        if re.search(r"[A-Za-z0-9][.:/+×&'_#@~–—-]*$", text[: match.start()]):
            continue
        around = re.compile(r"[（《“(]*$").search(text, 0, match.start())
        first = around.start() if around else match.start()
        after = re.compile(r"[^\w（《“(\s]*").match(text, match.end())
        if text_width(text[first : after.end() if after else match.end()]) <= width:
            assert not starts & set(range(match.start() + 1, match.end())), match.group()


@given(text=chinese, width=st.integers(24, 80))
def test_generated_text_obeys_the_rules_for_marks(text: str, width: int) -> None:
    """Marks keep their side of a line end in any text whose runs of marks are shorter than a line."""
    if re.search(r"[^\w\s]{8}", text):
        return
    lines = [line.strip() for line in lines_of(text, width)]
    for before, after in pairwise(line for line in lines if line):
        assert before[-1] not in NEVER_LAST
        if not re.search(r"[\s\u3000\u00a0][^\w\s]", text):
            assert after[0] not in NEVER_FIRST


def test_full_width_figures_are_kept_whole_like_others() -> None:
    """A figure printed in full-width digits is one figure too."""
    for width in range(10, 30):
        assert "２０２５年" in "|".join(wrap("到２０２５年达到８１％", width)), width


def test_a_newline_ends_a_line_and_an_empty_text_has_one_line() -> None:
    """Notes keep their own line ends, and nothing is still one line to draw."""
    assert wrap("甲\n\n乙丙", 20) == ["甲", "", "乙丙"]
    assert wrap("", 20) == [""]


def test_dashes_and_ellipses_are_not_torn() -> None:
    """The two halves of —— and …… stay on one line."""
    for width in range(6, 20):
        for line in wrap("规划目标——建设现代化……新海南区", width):
            assert line.count("—") in (0, 2)
            assert line.count("…") in (0, 2)


def test_an_indent_is_left_free_on_the_first_line_only() -> None:
    """The two characters of a first-line indent are taken from the first line alone."""
    assert wrap("一二三四五六七八九十", 10, first_indent=4) == ["一二三", "四五六七八", "九十"]


# --- sentences -----------------------------------------------------------------------------------


@given(text=chinese)
def test_sentences_hold_every_printed_character_in_order(text: str) -> None:
    """Stepping through the sentences shows all of a paragraph, each character once."""
    spans = sentence_spans(text)
    assert all(start < end for start, end in spans)
    assert all(before[1] <= after[0] for before, after in pairwise(spans))
    assert "".join("".join(text[a:b] for a, b in spans).split()) == "".join(text.split())
    assert all(text[a:b] == text[a:b].strip() for a, b in spans)


def test_sentences_of_the_documents_hold_every_printed_character() -> None:
    """The same holds for the five documents."""
    for text in PRINTED:
        assert "".join("".join(text[a:b] for a, b in sentence_spans(text)).split()) == "".join(text.split())


def test_a_sentence_ends_after_the_closing_marks_that_follow_it() -> None:
    """A quotation mark or bracket behind the full stop belongs to the sentence it closes."""
    text = "他说：“好。”然后走了！（完。）余下"
    assert [text[a:b] for a, b in sentence_spans(text)] == ["他说：“好。”", "然后走了！", "（完。）", "余下"]


def test_a_decimal_point_or_comma_does_not_end_a_sentence() -> None:
    """Figures such as 8.4% and lists with half-width commas stay in one sentence."""
    text = "森林覆盖率8.4%,优良率82.8%;其他."
    assert [text[a:b] for a, b in sentence_spans(text)] == [text]


@pytest.mark.parametrize(
    ("offset", "found"), [(0, "甲。"), (1, "甲。"), (2, "乙。"), (3, "乙。"), (99, "丙")]
)
def test_sentence_at_finds_the_sentence_of_an_offset(offset: int, found: str) -> None:
    """A click or a hit leads to the sentence it stands in."""
    text = "甲。乙。丙"
    start, end = sentence_at(text, offset)
    assert text[start:end] == found


def test_sentence_at_in_an_empty_paragraph() -> None:
    """An empty paragraph has an empty sentence, not an error."""
    assert sentence_at("", 3) == (0, 0)


# --- folding and finding -------------------------------------------------------------------------

_MIXED = st.text("海南区ａAａＡ5５％%（( \u3000\u00a0\t，,\u200b", max_size=30)


@given(text=_MIXED, query=st.text("海南ａAａＡ5５％%（( \u3000", min_size=1, max_size=3))
def test_hits_are_counted_as_in_the_folded_text(text: str, query: str) -> None:
    """There are as many hits as `str.count` finds in the folded text, and each hit folds to the query."""
    wanted = fold(query)
    spans = find_spans(text, wanted)
    assert len(spans) == (fold(text).count(wanted) if wanted else 0)
    assert all(fold(text[a:b]) == wanted for a, b in spans)
    assert all(before[1] <= after[0] for before, after in pairwise(spans))


@given(text=st.text(max_size=30))
def test_folding_is_done_once_and_for_all(text: str) -> None:
    """Folding what is folded changes nothing, and blanks are gone."""
    folded = fold(text)
    assert fold(folded) == folded
    assert not any(char.isspace() for char in folded)


@given(before=st.text(max_size=10), after=st.text(max_size=10))
def test_a_term_is_found_whatever_stands_around_it(before: str, after: str) -> None:
    """No character anywhere in a text hides a term from the search or breaks it."""
    text = f"{before}海南区{after}"
    assert "海南区" in [text[a:b] for a, b in find_spans(text, "海南区")]


def test_a_character_that_folds_to_two_does_not_shift_the_hits() -> None:
    """The full-width macron, which folds to two characters, leaves hits behind it at their place."""
    text = "￣海南区￣"
    assert [text[a:b] for a, b in find_spans(text, fold("海南区"))] == ["海南区"]


def test_counts_over_the_documents_agree_with_counting() -> None:
    """Searching the documents finds each occurrence that counting in folded text finds."""
    for query in ("能源", "2025年", "%", "“十四五”", "，", "BDO"):
        wanted = fold(query)
        for text in PRINTED:
            assert len(find_spans(text, wanted)) == fold(text).count(wanted)


@pytest.mark.parametrize(
    ("text", "query"),
    [
        ("增长５％，", "增长5%,"),
        ("ＢＤＯ一体化", "bdo"),
        ("全 面\u3000推\u00a0进", "全面推进"),
        ("绿氢+BDO", "绿氢 ＋ bdo"),
    ],
)
def test_width_case_and_blanks_do_not_hide_a_term(text: str, query: str) -> None:
    """A term is found whether it is typed in full or half width, in capitals, or with blanks."""
    assert len(find_spans(text, fold(query))) == 1


def test_nothing_is_found_for_a_blank_query() -> None:
    """Blanks alone are no term."""
    assert find_spans("海 南 区", fold(" \u3000")) == []


# --- safe display --------------------------------------------------------------------------------

_DANGEROUS = [
    char
    for char in map(chr, range(sys.maxunicode + 1))
    if char != "\n"
    and (
        unicodedata.category(char) in ("Cc", "Cs", "Zl", "Zp")
        or unicodedata.bidirectional(char) in ("LRE", "RLE", "LRO", "RLO", "PDF", "LRI", "RLI", "FSI", "PDI")
        or char in "\u061c\u200e\u200f"
        or (unicodedata.category(char) == "Cf" and char_width(char) == 0)
    )
]


def test_no_control_bidi_or_zero_width_character_survives() -> None:
    """Nothing that acts on a terminal, turns the reading direction or hides reaches the screen."""
    assert [f"U+{ord(char):04X}" for char in _DANGEROUS if safe(char) == char] == []


@given(text=st.text(max_size=40))
def test_safe_text_has_the_same_length_and_keeps_what_is_printed(text: str) -> None:
    """Every character becomes exactly one, and printable ones stay as they are."""
    shown = safe(text)
    assert len(shown) == len(text)
    assert all(new == old for new, old in zip(shown, text, strict=True) if old.isprintable())
    assert safe(shown) == shown


def test_markup_and_odd_characters_are_shown_as_they_are() -> None:
    """Markup, a private-use character and U+FFFD are plain text and not lost."""
    text = "[red]x[/red] [/] 推动乌寄锥\ue382虻\ufffd4个\u00a0美丽"
    assert safe(text) == text


def test_escape_sequences_become_visible_signs() -> None:
    """An escape sequence is shown with a visible sign for its escape; a tab becomes a blank."""
    assert safe("\x1b[31m红\x07\t行\n尾") == "␛[31m红␇ 行\n尾"
    assert safe_line("甲\n乙") == "甲 乙"


# --- width ---------------------------------------------------------------------------------------


def test_widths_are_those_of_the_painter() -> None:
    """Every paragraph is measured as the terminal library paints it, so columns line up."""
    assert [text for text in PRINTED if text_width(text) != cell_len(text)] == []


@given(text=chinese, cells=st.integers(0, 60), right=st.booleans())
def test_padded_text_fills_its_column_exactly(text: str, cells: int, right: bool) -> None:
    """A padded cell takes exactly its column, whatever Chinese stands in it."""
    assert text_width(pad(text, cells, right=right)) == cells


@given(text=chinese, cells=st.integers(1, 60))
def test_a_cut_is_always_marked(text: str, cells: int) -> None:
    """A text that fits is left alone; one that does not ends with a mark and is otherwise its beginning."""
    shown = fit(text, cells)
    if text_width(text) <= cells:
        assert shown == text
    else:
        assert shown.endswith("…")
        assert text.startswith(shown[:-1])
        assert text_width(shown) in (cells - 1, cells)


def test_flush_right_fills_on_the_left() -> None:
    """Figures are set flush right."""
    assert pad("8.4", 6, right=True) == "   8.4"
    assert pad("海南", 6) == "海南  "
