"""Comparing: themes with counts, both sides of each match with its class, filters, and ways to the text."""

from __future__ import annotations

import re
from collections import Counter

import pytest

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
from tui.app.widgets.comparing import CompareView
from tui.app.widgets.match_list import MatchList
from tui.compare.model import OLD_ONLY, Match
from tui.locale import Locale
from tui.workspace import Workspace

_ZH = Locale("zh")


async def _open(reader: Reader, theme: str = "T05") -> None:
    await reader.switch("3", "compare")
    await until(reader.pilot, lambda: _current(reader) is not None)
    while _now(reader).theme != theme:
        before = _now(reader).theme
        await reader.press("J")
        await until(reader.pilot, lambda before: _now(reader).theme != before, "", before)


def _list(reader: Reader) -> MatchList:
    return reader.main.query_one(MatchList)


def _current(reader: Reader) -> Match | None:
    card = _list(reader).current
    return card.match if card else None


def _now(reader: Reader) -> Match:
    match = _current(reader)
    assert match is not None
    return match


def test_themes_with_counts(workspace: Workspace) -> None:
    """Every theme with matches stands in the list with what is matched, new, and only in the old plans."""
    counts: dict[str, Counter[str]] = {}
    for match in workspace.matches():
        side = "new" if match.change == "new" else "old" if match.change in OLD_ONLY else "both"
        counts.setdefault(match.theme, Counter())[side] += 1
    assert len(counts) == 14

    async def flow(reader: Reader) -> None:
        await _open(reader, "T01")
        lines = option_lines(reader.app, "#themes")
        expected = []
        for theme in workspace.themes.themes:
            n = counts[theme.id]
            expected.append((theme.short_names["zh"], [n["both"], n["new"], n["old"]]))
        for line, (name, numbers) in zip(lines, expected, strict=True):
            assert name in line
            assert [int(found) for found in re.findall(r"\d+", line)] == numbers
        await reader.sees("总体框架", "能源与氢能", "党的领导", inside="#themes")

    run_app(workspace, flow)


@pytest.mark.parametrize("size", [WIDE, MIDDLE, NARROW])
def test_every_match_shows_both_sides_with_class_and_sentence(workspace: Workspace, size: Size) -> None:
    """Each match has change, class letter and its sentence, both quotes with their places, and the ground."""

    async def flow(reader: Reader) -> None:
        await _open(reader)
        text = flat("".join(line.replace("│", " ") for line in all_lines(_list(reader))))
        matches = [match for match in workspace.matches() if match.theme == "T05"]
        for match in matches:
            found = workspace.comparability(match)
            label = _ZH.say(f"comparability.{found.label}")
            assert flat(f"{found.grade} {label}") in text
            assert _ZH.say(f"change.{match.change}") in text
            assert flat(match.rationale) in text
        await reader.sees(f"共 {len(matches)} 条", inside="#matches-head")

    run_app(workspace, flow, size=size)


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
        assert "突破70万千瓦" in bold
        assert "新能源装机" not in bold

    run_app(workspace, flow)


@pytest.mark.parametrize("size", [MIDDLE, NARROW])
def test_sides_are_stacked_on_a_narrow_screen(workspace: Workspace, size: Size) -> None:
    """At 80 columns and below old and new stand one above the other, each whole under its source."""

    async def flow(reader: Reader) -> None:
        await _open(reader)
        lines = [line.strip() for line in all_lines(_list(reader))]
        old, new = lines.index("到2025年,新能源装机突破70万千瓦"), lines.index("扩大新能源装机规模")
        assert old < new
        assert not any("│" in line for line in lines)

    run_app(workspace, flow, size=size)


def test_a_side_without_words_says_what_was_searched(workspace: Workspace) -> None:
    """A commitment without a counterpart says that it was not found here, and what was sought."""
    match = next(m for m in workspace.matches() if m.change == "not_found" and m.searched)
    assert match.searched is not None

    async def flow(reader: Reader) -> None:
        await reader.switch("3", "compare")
        view = reader.main.query_one(CompareView)
        view.show_match(match)
        await until(reader.pilot, lambda: _current(reader) == match)
        await reader.sees("（未见）", "现有材料未见（不等于取消）", "已在", inside="#match-list")
        assert match.searched is not None
        await reader.sees(match.searched.terms[0], inside="#match-list")

    run_app(workspace, flow)


def test_filter_by_kind_of_change(workspace: Workspace) -> None:
    """t shows one kind of change after another, in list and counts, names it, and ends with all of them."""
    kinds = len({match.change for match in workspace.matches()})

    async def flow(reader: Reader) -> None:
        await _open(reader)
        await reader.sees("全部类型", inside="#matches-head")
        seen = []
        for _ in range(kinds):
            await reader.press("t")
            change = _now(reader).change
            assert {card.match.change for card in _list(reader)._cards} == {change}
            await reader.sees(_ZH.say(f"change.{change}"), inside="#matches-head")
            counted = sum(
                sum(map(int, re.findall(r"\d+", line))) for line in option_lines(reader.app, "#themes")
            )
            assert counted == sum(match.change == change for match in workspace.matches())
            seen.append(change)
        assert len(set(seen)) == kinds
        await reader.press("t")
        await reader.sees("全部类型", inside="#matches-head")

    run_app(workspace, flow)


def test_keys_step_by_match_and_by_theme(workspace: Workspace) -> None:
    """n N and j k step by matches with the position in the status line, J K by themes."""

    async def flow(reader: Reader) -> None:
        await _open(reader)
        ids = [m.id for m in workspace.matches() if m.theme == "T05"]
        await reader.sees(f"1/{len(ids)}", inside="#status")
        await reader.press("n")
        assert _now(reader).id == ids[1]
        await reader.sees(f"2/{len(ids)}", inside="#status")
        await reader.press("j")
        assert _now(reader).id == ids[2]
        await reader.press("N", "k", "k")
        assert _now(reader).id == ids[0]
        await reader.press("K")
        await until(reader.pilot, lambda: _now(reader).theme == "T04")
        await reader.sees("现代工业体系", inside="#matches-head")
        await reader.press("J", "J")
        await until(reader.pilot, lambda: _now(reader).theme == "T06")
        await reader.press(*["J"] * 8)
        await until(reader.pilot, lambda: _now(reader).theme == "T14")

    run_app(workspace, flow)


def test_every_step_keeps_the_match_in_sight(workspace: Workspace) -> None:
    """Stepping through a theme on a small screen, the head of the match under the cursor is always seen."""

    async def flow(reader: Reader) -> None:
        await _open(reader)
        for _ in range(8):
            await reader.press("n")
            assert "▌" in reader.text("#match-list")

    run_app(workspace, flow, size=NARROW)


@pytest.mark.parametrize("size", [WIDE, MIDDLE, NARROW])
def test_themes_by_pane(workspace: Workspace, size: Size) -> None:
    """h leads to the themes, j down them, enter back to the matches of the theme, seen at every width."""

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

    run_app(workspace, flow, size=size)


def test_enter_opens_the_text_of_the_new_plan(workspace: Workspace) -> None:
    """enter on a match opens the new plan at the quoted words; esc and 3 lead back to the same match."""

    async def flow(reader: Reader) -> None:
        await _open(reader)
        await reader.press("n", "n")
        match = _now(reader)
        await reader.press("enter")
        await until(reader.pilot, lambda: reader.view == "read" and reader.has_text)
        await until(reader.pilot, lambda: match.new[0].text in reader.sentence.quote)
        assert reader.sentence.paragraph == match.new[0].paragraph
        await reader.switch("3", "compare")
        assert _now(reader) == match

    run_app(workspace, flow)


@pytest.mark.parametrize("size", [WIDE, NARROW])
def test_enter_on_a_sentence_shows_its_match(workspace: Workspace, size: Size) -> None:
    """enter on a sentence of Read shows its match in its theme; without one a sentence says so."""

    async def flow(reader: Reader) -> None:
        await reader.open("14.6")
        await reader.press("enter")
        await reader.told("没有整理好的新旧对照")
        await reader.go_to("(12)")
        await until(reader.pilot, lambda: reader.sentence.paragraph == "wuhai-15/L66")
        await reader.press("j")
        sentence = reader.sentence
        assert sentence.quote.startswith("扩大新能源装机规模")
        await reader.press("enter")
        await until(reader.pilot, lambda: reader.view == "compare")
        await until(reader.pilot, lambda: _current(reader) == workspace.matches_of(sentence)[0])
        await reader.sees("能源转型与氢能", inside="#matches-head")
        await reader.sees("▌", inside="#match-list")

    run_app(workspace, flow, size=size)


def test_a_flag_on_a_match(workspace: Workspace) -> None:
    """f flags the match under the cursor, its head shows it with author, and x takes it away."""

    async def flow(reader: Reader) -> None:
        await _open(reader)
        await reader.press("n", "f")
        await until(reader.pilot, lambda: len(workspace.state.flags) == 1)
        match = _now(reader)
        assert (workspace.state.flags[0].subject_kind, workspace.state.flags[0].subject_id) == (
            "match",
            match.id,
        )
        await reader.sees("⚑疑", "⚑ 疑问 王审", inside="#match-list")
        await reader.press("x")
        await until(reader.pilot, lambda: workspace.state.flags == ())
        assert "⚑" not in reader.text("#match-list")
        assert _now(reader) == match

    run_app(workspace, flow)


def test_copy_both_sides(workspace: Workspace) -> None:
    """y copies the citations of the old and the new words of the match, a line each."""

    async def flow(reader: Reader) -> None:
        await _open(reader)
        await reader.press("y")
        await reader.told("已复制")

    app = run_app(workspace, flow)
    old, new = app.clipboard.splitlines()
    assert old.endswith("(hainan-14:L1020):“到2025年,新能源装机突破70万千瓦”")
    assert new.endswith("(wuhai-15:L66):“扩大新能源装机规模”")


def test_a_click_selects_a_match(workspace: Workspace) -> None:
    """A mouse click anywhere on a match puts the cursor on it."""

    async def flow(reader: Reader) -> None:
        await _open(reader)
        await reader.click("提升可再生能源装机容量", "#match-list")
        assert _now(reader).old[0].text == "提升可再生能源装机容量"

    run_app(workspace, flow)
