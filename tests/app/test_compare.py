"""Comparing: themes with counts, commitments with all their matches, judgements, proposals, the text."""

from __future__ import annotations

import re
from collections import Counter

import pytest
from textual.widgets import OptionList

from tests.app.conftest import (
    MIDDLE,
    NARROW,
    WIDE,
    Reader,
    Size,
    all_lines,
    flat,
    line_segments,
    option_lines,
    place_of,
    run_app,
    shown,
    until,
)
from tui.app.screens.dialogs import FormDialog, PickDialog, ReadDialog
from tui.app.screens.filtering import FilterDialog
from tui.app.widgets.commitment_list import Card, CommitmentList
from tui.app.widgets.comparing import CompareView
from tui.compare.model import OLD_ONLY, Match
from tui.workspace import Workspace

_VAST: Size = (170, 45)


async def _open(reader: Reader, theme: str = "T05") -> None:
    await reader.switch("3", "compare")
    await until(reader.pilot, lambda: _current(reader) is not None)
    while _now(reader).theme != theme:
        before = _now(reader).theme
        await reader.press("J")
        await until(reader.pilot, lambda before: _now(reader).theme != before, "", before)


async def _filter(reader: Reader, *labels: str) -> None:
    """Choose values by their words, and nothing else."""
    await reader.press("t")
    await until(reader.pilot, lambda: isinstance(reader.app.screen, FilterDialog))
    await reader.press("c")
    options = reader.app.screen.query_one(OptionList)
    for label in labels:
        lines = [str(options.get_option_at_index(n).prompt) for n in range(options.option_count)]
        options.highlighted = next(n for n, line in enumerate(lines) if label in line)
        await reader.press("space")
    await reader.press("escape")
    await reader.back_on_main()


async def _pick(reader: Reader, words: str) -> None:
    """Pick the line with some words from the dialog that is open."""
    await until(reader.pilot, lambda: isinstance(reader.app.screen, PickDialog))
    options = reader.app.screen.query_one(OptionList)
    await until(reader.pilot, lambda: options.option_count > 0)
    lines = [str(options.get_option_at_index(n).prompt) for n in range(options.option_count)]
    options.highlighted = next(n for n, line in enumerate(lines) if words in line)
    before = reader.app.screen
    await reader.press("enter")
    await until(reader.pilot, lambda: reader.app.screen is not before)


async def _asked(reader: Reader, kind: type[FormDialog] | type[ReadDialog]) -> None:
    await until(reader.pilot, lambda: isinstance(reader.app.screen, kind))


def _view(reader: Reader) -> CompareView:
    return reader.main.query_one(CompareView)


def _list(reader: Reader) -> CommitmentList:
    return reader.main.query_one(CommitmentList)


def _cards(reader: Reader) -> list[Card]:
    return _list(reader)._cards


def _ids(reader: Reader) -> list[str]:
    """The matches of the theme, in the order in which they stand on the screen."""
    return [entry.match.id for card in _cards(reader) for entry in card.entries]


def _current(reader: Reader) -> Match | None:
    return _view(reader).current


def _now(reader: Reader) -> Match:
    match = _current(reader)
    assert match is not None
    return match


async def _stand_on(reader: Reader, match_id: str) -> None:
    """Put the cursor on a match, as enter on its sentence does."""
    await reader.main.open_match(match_id)
    await until(reader.pilot, lambda: _current(reader) is not None and _now(reader).id == match_id)


# --- what is seen --------------------------------------------------------------------------------


def test_themes_with_counts(workspace: Workspace) -> None:
    """Every theme stands in the list with what is matched, new, and only in the old plans, and a sum."""
    totals = Counter(
        "new" if match.change == "new" else "old" if match.change in OLD_ONLY else "both"
        for match in workspace.matches()
    )

    async def flow(reader: Reader) -> None:
        await _open(reader, "T01")
        *lines, last = option_lines(reader.app, "#themes")
        for theme, line in zip(workspace.themes.themes, lines, strict=True):
            assert line.startswith(theme.short_names["zh"])
        numbers = [[int(found) for found in re.findall(r"\d+", line)] for line in lines]
        sums = [sum(column) for column in zip(*numbers, strict=True)]
        assert sums == [totals["both"], totals["new"], totals["old"]]
        assert last.startswith("合计")
        assert [int(found) for found in re.findall(r"\d+", last)] == sums
        await reader.sees("总体框架与目标指标", "已判 0", inside="#matches-head")

    run_app(workspace, flow)


def test_sides_stand_side_by_side_on_a_wide_screen(workspace: Workspace) -> None:
    """At 120 columns old and new stand on the same lines, the old one left, differing words told apart."""

    async def flow(reader: Reader) -> None:
        await _open(reader)
        old = place_of(reader.app, "到2025年,新能源装机", "#match-list")
        new = place_of(reader.app, "扩大新能源装机规模", "#match-list")
        assert old[0] < new[0]
        assert abs(old[1] - new[1]) <= 2
        await reader.sees("第五篇第十四章第", "四、(12) L66", inside="#match-list")
        line = line_segments(reader.app, "到2025年,新能源装机突破70万千瓦", "#match-list")
        bold = "".join(s.text for s in line if s.style and s.style.bold)
        assert "突破70万千瓦" in bold.replace(" ", "")
        assert "新能源装机" not in bold

    run_app(workspace, flow)


@pytest.mark.parametrize("size", [MIDDLE, NARROW])
def test_sides_are_stacked_on_a_narrow_screen(workspace: Workspace, size: Size) -> None:
    """At 80 columns and below old and new stand one above the other, each quote of a theme whole."""

    async def flow(reader: Reader) -> None:
        await _open(reader)
        lines = [line.strip(" ▌") for line in all_lines(_list(reader))]
        assert not any("│" in line for line in lines)
        whole = flat("".join(lines))
        for card in _cards(reader):
            for entry in card.entries:
                assert all(flat(quote.text) in whole for quote in (*entry.match.old, *entry.match.new))

    run_app(workspace, flow, size=size)


def test_on_a_very_wide_screen_the_city_stands_between_the_district_and_the_new_plan(
    workspace: Workspace,
) -> None:
    """At 170 columns the district's words stand left, those of the city's 2023 documents in the middle."""

    async def flow(reader: Reader) -> None:
        await _open(reader)
        district = place_of(reader.app, "海南区“十四五”规划纲要", "#match-list")[0]
        city = place_of(reader.app, "乌海市2023年计划", "#match-list")[0]
        new = place_of(reader.app, "乌海市委“十五五”规划建议", "#match-list")[0]
        assert district < city < new

    run_app(workspace, flow, size=_VAST)


def test_a_commitment_stands_once_with_all_its_matches(workspace: Workspace) -> None:
    """Everything that answers to the same words stands beside them, from whichever old plan it comes."""

    async def flow(reader: Reader) -> None:
        await _open(reader, "T02")
        several = next(card for card in _cards(reader) if len(card.entries) > 2 and len(card.main) == 1)
        plans = {entry.match.old[0].plan for entry in several.entries}
        assert len(plans) > 1
        for entry in several.entries:
            assert all(quote.text in several.main[0].text for quote in entry.match.new)
        assert [card.main for card in _cards(reader)].count(several.main) == 1
        await _filter(reader, "按旧规划的承诺")
        assert all(card.main_first for card in _cards(reader))
        assert any(
            len({e.match.new[0].paragraph for e in card.entries if e.match.new}) > 1
            for card in _cards(reader)
        )

    run_app(workspace, flow)


def test_the_notes_tell_class_ground_and_what_was_searched(workspace: Workspace) -> None:
    """Under the list stand class, sentence and ground; where a side is empty, what was sought."""
    absent = next(m for m in workspace.matches() if m.change == "not_found" and m.searched)
    linked = next(m for m in workspace.matches() if m.old and m.new)

    async def flow(reader: Reader) -> None:
        await _open(reader, "T01")
        await _stand_on(reader, absent.id)
        assert absent.searched is not None
        await reader.sees("（未见）", inside="#match-list")
        await reader.sees(
            "现有材料未见（不等于取消）", "已在", absent.searched.terms[0], inside="#match-notes"
        )
        await _stand_on(reader, linked.id)
        label = workspace.comparability(linked)
        await reader.sees(
            f"{label.grade} {reader.main.say(f'comparability.{label.label}')}",
            linked.rationale,
            inside="#match-notes",
        )

    run_app(workspace, flow)


def test_filters(workspace: Workspace) -> None:
    """t narrows list and counts to kinds of change, classes and plans, and says so in the heading."""

    async def flow(reader: Reader) -> None:
        await _open(reader)
        await _filter(reader, "转向", "B 有条件可比")
        found = [m for m in workspace.matches() if m.change == "redirected"]
        wanted = [m for m in found if workspace.comparability(m).grade == "B"]
        numbers = re.findall(r"\d+", option_lines(reader.app, "#themes")[-1])
        assert [int(number) for number in numbers] == [len(wanted), 0, 0]
        await reader.sees("转向  B 有条件可比", inside="#matches-head")
        assert {workspace.comparability(_now(reader)).grade} == {"B"}
        await _filter(reader, "乌海市2023年计划")
        assert {quote.plan for m in map(_by_id(workspace), _ids(reader)) for quote in m.old} == {
            "wuhai-2023-plan"
        }
        await _filter(reader)
        assert sum(map(int, re.findall(r"\d+", option_lines(reader.app, "#themes")[-1]))) == len(
            workspace.matches()
        )

    run_app(workspace, flow)


def _by_id(workspace: Workspace):  # type: ignore[no-untyped-def]
    known = {match.id: match for match in workspace.matches()}
    return known.__getitem__


# --- going ---------------------------------------------------------------------------------------


def test_keys_step_by_match_commitment_and_theme(workspace: Workspace) -> None:
    """j k step by matches with the position in the status line, { } by commitments, J K by themes."""

    async def flow(reader: Reader) -> None:
        await _open(reader)
        ids = _ids(reader)
        await reader.sees(f"1/{len(ids)}", inside="#status")
        await reader.press("j", "j")
        assert _now(reader).id == ids[2]
        await reader.press("k", "k")
        assert _now(reader).id == ids[0]
        await reader.press("}")
        assert _now(reader).id == _cards(reader)[1].entries[0].match.id
        await reader.press("{")
        assert _now(reader).id == ids[0]
        await reader.press("K")
        await until(reader.pilot, lambda: _now(reader).theme == "T04")
        await reader.sees("现代工业体系", inside="#matches-head")
        await reader.press(*["J"] * 20)
        await until(reader.pilot, lambda: len(_ids(reader)) == len(workspace.matches()))

    run_app(workspace, flow)


def test_every_step_keeps_the_match_in_sight(workspace: Workspace) -> None:
    """Stepping through a theme on a small screen, the match under the cursor is always seen."""

    async def flow(reader: Reader) -> None:
        await _open(reader)
        for _ in range(8):
            await reader.press("j")
            assert "▌" in reader.text("#match-list")

    run_app(workspace, flow, size=NARROW)


@pytest.mark.parametrize("size", [WIDE, NARROW])
def test_themes_by_pane(workspace: Workspace, size: Size) -> None:
    """h leads to the themes, j down them, enter back to the matches of the theme; l leads to the notes."""

    async def flow(reader: Reader) -> None:
        await _open(reader)
        await reader.press("h")
        assert reader.focused == "themes"
        await reader.sees("科技人才", inside="#themes")
        await reader.press("j", "enter")
        await until(reader.pilot, lambda: reader.focused == "match-list", "the focus on the matches")
        assert _now(reader).theme == "T06"
        assert shown(_list(reader))
        await reader.sees("▌", inside="#match-list")
        await reader.press("l")
        await until(reader.pilot, lambda: reader.focused == "match-notes")
        await reader.sees(_now(reader).rationale[:8], inside="#match-notes")

    run_app(workspace, flow, size=size)


def test_enter_shows_either_side_in_its_text(workspace: Workspace) -> None:
    """enter on a match asks which of its words to show, opens their plan there, and 3 leads back to it."""

    async def flow(reader: Reader) -> None:
        await _open(reader)
        match = _now(reader)
        for quote in (match.new[0], match.old[0]):
            await reader.press("enter")
            await _pick(reader, quote.text[:8])
            await until(reader.pilot, lambda: reader.view == "read" and reader.has_text)
            await until(reader.pilot, lambda text: text in reader.sentence.quote, "", quote.text)
            assert reader.sentence.paragraph == quote.paragraph
            await reader.switch("3", "compare")
            assert _now(reader) == match

    run_app(workspace, flow)


@pytest.mark.parametrize("size", [WIDE, NARROW])
def test_enter_on_a_sentence_tells_what_became_of_it(workspace: Workspace, size: Size) -> None:
    """enter on a sentence of Read lists its matches with their other side; one of them opens in its theme."""

    async def flow(reader: Reader) -> None:
        await reader.open("(12)")
        await until(reader.pilot, lambda: reader.sentence.paragraph == "wuhai-15/L66")
        await reader.press("j")
        sentence = reader.sentence
        assert sentence.quote.startswith("扩大新能源装机规模")
        matches = workspace.matches_of(sentence)
        assert len(matches) > 1
        await reader.press("enter")
        await _pick(reader, matches[1].old[0].text[:10])
        await until(reader.pilot, lambda: reader.view == "compare")
        await until(reader.pilot, lambda: _current(reader) is not None and _now(reader).id == matches[1].id)
        await reader.sees("▌", inside="#match-list")

    run_app(workspace, flow, size=size)


def test_enter_on_a_sentence_without_a_match_finds_like_words(workspace: Workspace) -> None:
    """Where nobody matched a sentence the program looks in other plans, says how likely, and goes there."""

    async def flow(reader: Reader) -> None:
        await reader.main.open_passage("wuhai-2023-digest/L56", 0)
        await until(reader.pilot, lambda: reader.has_text)
        assert workspace.matches_of(reader.sentence) == []
        await reader.press("enter")
        await _pick(reader, "可能性")
        await until(reader.pilot, lambda: reader.sentence.plan != "wuhai-2023-digest")

    run_app(workspace, flow)


# --- judging -------------------------------------------------------------------------------------


def test_accept_reject_and_the_next_unjudged(workspace: Workspace) -> None:
    """a accepts, d rejects, again takes back, u undoes; n goes on to what nobody judged, over themes too."""

    async def flow(reader: Reader) -> None:
        await _open(reader, "T01")
        ids = _ids(reader)
        await reader.press("a")
        await reader.sees("✓", inside="#match-list")
        await reader.sees("认可；王审", inside="#match-notes")
        await reader.press("j", "d")
        await reader.sees("✗", "已判 2", inside="#matches")
        said = workspace.state.judgements
        assert (said[ids[0]].decision, said[ids[1]].decision) == ("accepted", "rejected")
        assert workspace.curated[0].origin == "curated"
        await reader.press("k", "n")
        assert _now(reader).id == ids[2]
        await reader.press("N")
        await reader.told("没有未判")
        await reader.press("k", "d")
        assert workspace.state.judgements[ids[1]].decision == ""
        await reader.press("u")
        assert workspace.state.judgements[ids[1]].decision == "rejected"
        for match_id in ids[2:]:
            workspace.act("judge", "match", match_id, decision="accepted")
        reader.main.review_changed()
        await reader.press("n")
        await until(reader.pilot, lambda: _now(reader).theme == "T02")

    run_app(workspace, flow)


def test_correct_a_match_with_a_reason(workspace: Workspace) -> None:
    """s sets another kind of change with a reason, shown with who said so, and another class."""
    match = next(m for m in workspace.matches() if m.theme == "T01" and m.old and m.new)

    async def flow(reader: Reader) -> None:
        await _open(reader, "T01")
        await _stand_on(reader, match.id)
        await reader.press("s")
        await _pick(reader, "变化类型")
        await _pick(reader, "转向")
        await _asked(reader, FormDialog)
        await reader.answer("工具已换")
        await reader.back_on_main()
        assert _now(reader).id == match.id
        assert _now(reader).change == "redirected"
        await reader.sees("✎", inside="#match-list")
        await reader.sees("改为“转向”", "理由：工具已换", "王审", inside="#match-notes")
        grade = workspace.comparability(match).grade
        assert grade in ("B", "C")
        await reader.press("s")
        await _pick(reader, "可比等级")
        await _pick(reader, "A 可直接比较")
        await _asked(reader, FormDialog)
        await reader.answer("市里确认口径一致")
        await reader.back_on_main()
        assert workspace.comparability(match).grade == "A"
        await reader.sees(f"按身份卡应为 {grade}", inside="#match-notes")

    run_app(workspace, flow)
    assert next(m for m in workspace.curated if m.id == match.id).change == match.change


def test_a_flag_on_a_match(workspace: Workspace) -> None:
    """f flags the match under the cursor, list and notes show it with author, and x takes it away."""

    async def flow(reader: Reader) -> None:
        await _open(reader)
        await reader.press("j", "f")
        await until(reader.pilot, lambda: len(workspace.state.flags) == 1)
        match = _now(reader)
        flag = workspace.state.flags[0]
        assert (flag.subject_kind, flag.subject_id) == ("match", match.id)
        await reader.sees("⚑疑", inside="#match-list")
        await reader.sees("⚑ 疑问·中 王审", inside="#match-notes")
        await reader.press("x")
        await until(reader.pilot, lambda: workspace.state.flags == ())
        assert "⚑" not in reader.text("#match-list")
        assert _now(reader) == match

    run_app(workspace, flow)


def test_make_a_match_of_marked_words(workspace: Workspace) -> None:
    """v marks a clause, . and , fit it by words; p in two plans makes a match, and d removes it."""

    async def flow(reader: Reader) -> None:
        await reader.open("14.6")
        await reader.press("j", "j", "v")
        marked = reader.pane.marked
        assert marked is not None
        assert reader.sentence.quote.startswith(marked.quote)
        await reader.press("v", ",")
        shorter = reader.pane.marked
        assert shorter is not None
        assert shorter.start > marked.start
        await reader.press(".")
        whole = reader.pane.marked
        assert whole is not None
        assert whole.quote.startswith(shorter.quote)
        assert len(whole.quote) > len(shorter.quote)
        await reader.press("p")
        await reader.told("已取")
        await reader.open("(12)")
        await reader.press("j", "v", "p")
        await _pick(reader, "细化")
        await _asked(reader, FormDialog)
        await reader.answer("同为能源供给")
        await reader.back_on_main()
        own = workspace.state.matches[0]
        assert (own.old[0].text, own.origin, own.author) == (whole.quote, "reviewer", "王审")
        assert own.new[0].text == "扩大新能源装机规模"
        await _stand_on(reader, own.id)
        await reader.sees("✓", inside="#match-list")
        await reader.sees("审核人自建", "同为能源供给", inside="#match-notes")
        await reader.press("d")
        assert len(workspace.state.matches) == 0
        await reader.press("u")
        assert list(workspace.state.matches) == [own]

    run_app(workspace, flow)


def test_the_mark_ends_with_escape_and_with_the_sentence(workspace: Workspace) -> None:
    """esc and a step to another sentence take the mark away; ( and ) move its start; f flags the words."""

    async def flow(reader: Reader) -> None:
        await reader.open("14.6")
        await reader.press("j", "v", ")")
        later = reader.pane.marked
        assert later is not None
        assert later.start > reader.sentence.start
        await reader.press("(")
        assert reader.pane.marked is not None
        assert reader.pane.marked.start == reader.sentence.start
        await reader.press("escape")
        assert reader.pane.marked is None
        await reader.press("v", "j")
        assert reader.pane.marked is None
        await reader.press("v", "f")
        await until(reader.pilot, lambda: len(workspace.state.flags) == 1)
        anchor = workspace.state.flags[0].anchor
        assert anchor is not None
        assert len(anchor.quote) < len(reader.sentence.quote)

    run_app(workspace, flow)


# --- proposals and survey ------------------------------------------------------------------------


def test_proposals_between_two_plans(workspace: Workspace) -> None:
    """S proposes matches with their likelihood; accepting makes one a reviewer's own; S leads back."""

    async def flow(reader: Reader) -> None:
        await _open(reader)
        await reader.press("S")
        await _pick(reader, "国民经济和社会发展计划")
        await _pick(reader, "政府工作报告")
        await until(reader.pilot, lambda: _view(reader).pair is not None)
        await until(reader.pilot, lambda: isinstance(reader.app.screen, type(reader.main)))
        assert {m.origin for m in _view(reader)._every} == {"suggested"}
        await reader.sees("程序推荐：乌海市2023年计划 → 乌海市2023年政府工作报告", inside="#matches-head")
        await reader.sees("%", inside="#match-list")
        await reader.sees("由程序按词语推荐，未经核对", inside="#match-notes")
        first = _now(reader)
        await reader.press("a")
        await reader.sees("审核人自建对照", inside="#match-notes")
        assert [m.id for m in workspace.state.matches] == [first.id]
        await reader.press("j", "d")
        assert workspace.state.judgements[_now(reader).id].decision == "rejected"
        await reader.press("S")
        await _pick(reader, "回到整理好的对照")
        await until(reader.pilot, lambda: _view(reader).pair is None)
        assert first.id in {m.id for m in _view(reader)._every}

    run_app(workspace, flow)


def test_a_plan_is_not_compared_with_itself(workspace: Workspace) -> None:
    """Choosing the same plan twice is told, and the comparison stays."""

    async def flow(reader: Reader) -> None:
        await _open(reader)
        await reader.press("S")
        await _pick(reader, "政府工作报告")
        await _pick(reader, "政府工作报告")
        await reader.back_on_main()
        await reader.told("不能把")
        assert _view(reader).pair is None

    run_app(workspace, flow)


@pytest.mark.parametrize("size", [WIDE, NARROW])
def test_the_survey(workspace: Workspace, size: Size) -> None:
    """O shows themes by plan, chapters side by side, and the documents that are missing."""

    async def flow(reader: Reader) -> None:
        await _open(reader)
        await reader.press("O")
        await _asked(reader, ReadDialog)
        await reader.sees("各主题的承诺")
        seen = ""
        for _ in range(12):
            seen += flat(reader.text())
            await reader.press("space")
        wanted = ("章节次序对照", "缺件", "市辖区") if size == WIDE else ("总体框架", "乌海市2023年计划有")
        for words in wanted:
            assert flat(words) in seen

    run_app(workspace, flow, size=size)


def test_what_is_written_is_what_is_shown(workspace: Workspace) -> None:
    """A hand-in about matches that is asked for here holds the rows on the screen, in their order."""

    async def flow(reader: Reader) -> None:
        await _open(reader)
        await _filter(reader, "概括合并")
        options = _view(reader).options("comparison")
        assert options.matches is not None
        assert [match.id for match in options.matches] == _ids(reader)
        assert {match.change for match in options.matches} == {"subsumed"}
        assert _view(reader).options("summary").matches is None

    run_app(workspace, flow)


def test_copy_both_sides_and_click(workspace: Workspace) -> None:
    """y copies the citations of both sides, a line each; a click puts the cursor on a match."""

    async def flow(reader: Reader) -> None:
        await _open(reader)
        await reader.press("y")
        await reader.told("已复制")
        await reader.click("提升可再生能源装机容量", "#match-list")
        assert _now(reader).old[0].text == "提升可再生能源装机容量"

    app = run_app(workspace, flow)
    old, new = app.clipboard.splitlines()
    assert old.endswith("(hainan-14:L1020):“到2025年,新能源装机突破70万千瓦”")
    assert new.endswith("(wuhai-15:L66):“扩大新能源装机规模”")
