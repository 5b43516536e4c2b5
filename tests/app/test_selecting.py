"""Selecting with the mouse: what is copied is the source's text, without the line breaks of the screen."""

from __future__ import annotations

from pathlib import Path

import pytest
from textual.widgets import Static

from tests.app.conftest import MIDDLE, WIDE, Reader, Size, place_of, run_app, segments, until
from tui.app import clipboard
from tui.app.widgets.plan_text import PlanText
from tui.workspace import Workspace


async def _drag(reader: Reader, start: tuple[int, int], end: tuple[int, int]) -> None:
    pilot = reader.pilot
    await pilot.mouse_down(offset=start)
    await pilot.hover(offset=((start[0] + end[0]) // 2, end[1]))
    await pilot.hover(offset=end)
    await pilot.mouse_up(offset=end)
    await pilot.pause()


@pytest.mark.parametrize("size", [WIDE, MIDDLE])
def test_wrapped_lines_are_copied_as_one(workspace: Workspace, size: Size) -> None:
    """From 推进 to the end of the second sentence: exactly the words of the plan, whatever the width."""

    async def flow(reader: Reader) -> None:
        await reader.read("14.6")
        begin = place_of(reader.app, "推进煤炭供给转型升级。", "#text")
        column, line = place_of(reader.app, "长期稳定供应。", "#text")
        await _drag(reader, begin, (column + 12, line))
        await until(reader.pilot, lambda: bool(reader.app.screen.get_selected_text()))
        copied = reader.app.screen.get_selected_text() or ""
        text = workspace.plan("hainan-14").paragraphs_by_id["hainan-14/L1012"].text
        assert text.startswith(copied)
        assert copied.endswith("长期稳定供应。")
        assert "\n" not in copied
        await reader.press("ctrl+c")
        assert reader.app.clipboard == copied

    run_app(workspace, flow, size=size)


def test_paragraphs_stay_apart(workspace: Workspace) -> None:
    """A selection over two paragraphs has one line break between them, and the chosen words are seen."""

    async def flow(reader: Reader) -> None:
        await reader.open("14.6")
        pane = reader.main.query_one(PlanText)
        begin = place_of(reader.app, "第六节 做优做精现代能源经济产业集群", "#text")
        column, line = place_of(reader.app, "推进煤炭供给转型升级。", "#text")
        await _drag(reader, begin, (column + 6, line))
        await until(reader.pilot, lambda: bool(reader.app.screen.get_selected_text()))
        assert reader.app.screen.get_selected_text() == "第六节 做优做精现代能源经济产业集群\n推进煤炭"
        ground = reader.app.screen.get_component_rich_style("screen--selection").bgcolor
        chosen = [s.text for s in segments(reader.app, "#text") if s.style and s.style.bgcolor == ground]
        assert "做优做精" in "".join(chosen)
        assert pane.has_focus

    run_app(workspace, flow)


def test_a_note_is_copied_line_by_line(workspace: Workspace) -> None:
    """Other panes give the lines that are seen."""

    async def flow(reader: Reader) -> None:
        await reader.open("14.6")
        begin = place_of(reader.app, "主题", "#about")
        await _drag(reader, begin, (begin[0] + 4, begin[1]))
        await until(reader.pilot, lambda: bool(reader.app.screen.get_selected_text()))
        assert (reader.app.screen.get_selected_text() or "").strip() == "主题"
        assert not isinstance(reader.app.screen.focused, Static)

    run_app(workspace, flow)


def test_the_clipboard_of_this_machine(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The first program that copies is given the words; over SSH, or without one, nothing is tried."""
    copied = tmp_path / "copied"
    program = tmp_path / "xclip"
    program.write_text(f"#!/bin/sh\ncat > {copied}\n", encoding="utf-8")
    program.chmod(0o755)
    monkeypatch.delenv("SSH_CONNECTION", raising=False)
    monkeypatch.setenv("PATH", f"{tmp_path}:/usr/bin:/bin")
    monkeypatch.setattr(clipboard, "_PROGRAMS", clipboard._PROGRAMS[1:2])
    assert clipboard.copy_locally("煤炭“供给”")
    assert copied.read_text(encoding="utf-8") == "煤炭“供给”"
    monkeypatch.setenv("SSH_CONNECTION", "1")
    assert not clipboard.copy_locally("x")
    monkeypatch.delenv("SSH_CONNECTION")
    program.write_text("#!/bin/sh\nexit 1\n", encoding="utf-8")
    assert not clipboard.copy_locally("x")
