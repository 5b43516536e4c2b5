"""Terminals that are not like the one the program was made in: wide quotation marks, poor fonts, no colours.

A terminal is simulated by adding up the cells of what is painted: with `ambiguous_width = 2` a character of
East Asian Width A moves it on by two.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import replace
from unicodedata import category, east_asian_width

import pytest
from rich.style import Style
from textual.widget import Widget

from tests.app.conftest import (
    MIDDLE,
    NARROW,
    WIDE,
    Reader,
    Size,
    line_segments,
    option_lines,
    painted,
    run_app,
    shown,
    until,
)
from tests.app.test_colours import SCREENS as _COLOURED
from tests.app.test_screens import SCREENS as _KEPT
from tui.app.widgets.line_pane import LinePane
from tui.workspace import Workspace


async def _projects(reader: Reader) -> None:
    await reader.switch("4", "projects")
    await reader.sees("专栏")


def _dialog(key: str, view: str = "") -> Callable[[Reader], Awaitable[None]]:
    """A dialog that one key opens, from the shelf or another view."""

    async def flow(reader: Reader) -> None:
        if view:
            await reader.press(view)
        await reader.command(key)

    return flow


#: Screens that are reached by keys alone, in any language.
_BY_KEYS: dict[str, Callable[[Reader], Awaitable[None]]] = {
    **_COLOURED,
    "projects": _projects,
    "help": _dialog("?"),
    "tour": _dialog("f12"),
    "palette": _dialog(":"),
    "who": _dialog("f9"),
    "history": _dialog("H"),
    "reviews": _dialog("f5"),
    "hand-ins": _dialog("w"),
    "filter": _dialog("t", "2"),
    "value": _dialog("e", "2"),
    "overview": _dialog("O", "3"),
}
SCREENS = {**_KEPT, **_BY_KEYS}
_VAST: Size = (170, 45)


pytestmark = pytest.mark.usefixtures("narrow_again")


def _cells(char: str) -> int:
    """What a terminal with wide ambiguous characters moves on by, after Unicode Standard Annex 11."""
    if category(char) in ("Mn", "Me", "Cf"):
        return 0
    return 2 if east_asian_width(char) in "AFW" else 1


def _columns(text: str) -> list[int]:
    """The column where each character of a line stands in that terminal, and where the line ends."""
    columns = [0]
    for char in text:
        columns.append(columns[-1] + _cells(char))
    return columns


# --- ambiguous characters two cells wide -------------------------------------------------------------


def _shifted(reader: Reader) -> list[str]:
    """Lines that do not end at the edge of the screen, and panes whose border leaves its column."""
    width = reader.app.screen.size.width
    lines = [strip.text for strip in painted(reader.app)]
    wrong = [line for line in lines if _columns(line)[-1] != width]
    for widget in reader.app.screen.query("*").results(Widget):
        if shown(widget) and widget.styles.border_left[0] and widget.region.width < width:
            region = widget.region.intersection(reader.app.screen.region)
            for line in lines[region.y + 1 : region.bottom - 1]:
                columns = _columns(line)
                if region.x not in columns or line[columns.index(region.x)] != "|":
                    wrong.append(f"{widget.id} {widget.classes} {line}")
    return wrong


@pytest.mark.parametrize(
    "size",
    [WIDE, *(pytest.param(size, marks=pytest.mark.slow) for size in (MIDDLE, NARROW, _VAST))],
    ids=lambda size: f"{size[0]}x{size[1]}",
)
@pytest.mark.parametrize("name", SCREENS)
def test_nothing_shifts_where_quotation_marks_are_wide(workspace: Workspace, name: str, size: Size) -> None:
    """Every painted line is as wide as the screen, and the border of each pane stands in one column."""
    workspace.config = replace(workspace.config, ambiguous_width=2)
    wrong: list[str] = []

    async def flow(reader: Reader) -> None:
        await SCREENS[name](reader)
        await reader.pilot.pause()
        wrong.extend(_shifted(reader))

    run_app(workspace, flow, size=size)
    assert wrong == []


# --- signs in ASCII ----------------------------------------------------------------------------------


def _is_text(char: str) -> bool:
    """Whether a character is ASCII, Chinese, or punctuation that every Chinese font has."""
    return char.isascii() or char in "“”‘’—…·" or "\u3000" <= char <= "\u9fff" or "\uff00" <= char <= "\uffef"


@pytest.mark.parametrize(
    ("name", "language"),
    [
        *((name, "zh") for name in SCREENS),
        *(pytest.param(name, "en", marks=pytest.mark.slow) for name in _BY_KEYS),
    ],
)
def test_ascii_draws_nothing_else(workspace: Workspace, name: str, language: str) -> None:
    """With signs in ASCII nothing but Chinese and the text of plans is painted outside it."""
    workspace.config = replace(workspace.config, glyphs="ascii")
    printed = {char for plan in workspace.plans() for p in plan.paragraphs for char in p.text}
    found: set[str] = set()

    async def flow(reader: Reader) -> None:
        await SCREENS[name](reader)
        await reader.pilot.pause()
        found.update("".join(strip.text for strip in painted(reader.app)))

    run_app(workspace, flow, language=language)
    assert sorted(char for char in found - printed if not _is_text(char)) == []


# --- no colours --------------------------------------------------------------------------------------


def _looks(style: Style | None) -> tuple[bool, ...]:
    """What a style says besides colours."""
    style = style or Style.null()
    return tuple(bool(s) for s in (style.bold, style.reverse, style.underline, style.strike, style.italic))


def _looks_of(reader: Reader, words: str, inside: str = "", line: str = "") -> tuple[bool, ...]:
    """How words are painted, besides colours; in the first line that holds them, or holds `line`."""
    found = line_segments(reader.app, line or words, inside)
    return next(_looks(segment.style) for segment in found if words in segment.text)


def _without_colours(
    workspace: Workspace, monkeypatch: pytest.MonkeyPatch, flow: Callable[[Reader], Awaitable[None]]
) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    app = run_app(workspace, flow)
    assert app.no_color


_PLAIN = (False,) * 5


def test_without_colours_sentence_mark_hit_and_flag_can_be_told(
    workspace: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The sentence, marked words, words found, and flagged words are each painted in a way of their own."""
    seen: dict[str, tuple[bool, ...]] = {}

    async def flow(reader: Reader) -> None:
        await reader.read("14.6")
        await reader.command("slash")
        await reader.answer("海南区")
        await reader.back_on_main()
        await reader.go_to("14.6")
        await reader.press("j", "v")
        seen["marked"] = _looks_of(reader, "推进煤炭供给转型升级", "#text")
        await reader.press("escape", "j")
        seen["sentence"] = _looks_of(reader, "立足", "#text")
        seen["hit"] = _looks_of(reader, "海南区", "#text", "立足海南区")
        await reader.press("f")
        await until(reader.pilot, lambda: len(reader.app.workspace.state.flags) == 1)
        await reader.press("j")
        seen["flagged"] = _looks_of(reader, "立足", "#text")
        seen["plain"] = _looks_of(reader, "积极优化煤电产业结构", "#text")
        await reader.press("h")
        seen["left"] = _looks_of(reader, "鼓励铁路", "#text")

    _without_colours(workspace, monkeypatch, flow)
    assert seen["plain"] == _PLAIN
    assert len(set(seen.values())) == len(seen), seen


def test_without_colours_a_difference_can_be_told(
    workspace: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Words that differ between two plans are painted otherwise than words that are the same."""

    async def flow(reader: Reader) -> None:
        await _COLOURED["compare"](reader)
        pane = reader.main.query_one("#match-list", LinePane)
        looks = {
            (row.cells[0].kind, _looks(segment.style))
            for row in pane.rows
            if row.cells
            for segment in pane.draw(row, pane.size.width)
            if segment.text.strip()
        }
        assert len({look for kind, look in looks if kind == "text"} - {_PLAIN}) > 1

    _without_colours(workspace, monkeypatch, flow)


def test_without_colours_a_status_has_its_sign_and_what_is_behind_is_bold(
    workspace: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Statuses are told by sign and word; those that need attention, and the row of the cursor, stand out."""
    workspace.with_examples = True

    async def flow(reader: Reader) -> None:
        await reader.switch("2", "targets")
        await reader.sees("● 基本符合预期", "▼ 滞后", "○ 暂不可判")
        table = "#targets-table"
        assert _looks_of(reader, "▼ 滞后", table) != _looks_of(reader, "○ 暂不可判", table) == _PLAIN
        row = _looks_of(reader, "地区生产总值增长率", table)
        assert row != _PLAIN
        await reader.press("l")
        assert _looks_of(reader, "地区生产总值增长率", table) not in (row, _PLAIN)

    _without_colours(workspace, monkeypatch, flow)


def test_without_colours_what_is_chosen_in_a_list_can_be_told(
    workspace: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The line under the cursor of a list, and a message of the program, do not look like the rest."""

    async def flow(reader: Reader) -> None:
        await reader.command("w")
        first, second, *_ = option_lines(reader.app)
        assert _looks_of(reader, first, "#pick-list") != _looks_of(reader, second, "#pick-list") == _PLAIN
        await reader.press("escape", "n")
        await reader.told("查找")
        assert _looks_of(reader, "查找", "#status") != _PLAIN

    _without_colours(workspace, monkeypatch, flow)
