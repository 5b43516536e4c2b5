"""Pages, half pages, edges and the middle, in every kind of pane; and the place that is kept on resizing."""

from __future__ import annotations

import pytest
from textual.widgets import DataTable

from tests.app.conftest import NARROW, VAST, WIDE, Reader, Size, run_app, until
from tui.app.widgets.commitment_list import CommitmentList
from tui.app.widgets.comparing import ThemeList
from tui.app.widgets.line_pane import LinePane
from tui.app.widgets.reading import SectionTree
from tui.workspace import Workspace


def _in_sight(pane: LinePane) -> bool:
    """Whether the cursor's first row is seen."""
    rows = pane.cursor_rows()
    top = pane.scroll_offset.y
    return bool(rows) and top <= rows[0] < top + pane.scrollable_content_region.height


def _height(pane: LinePane) -> int:
    return pane.scrollable_content_region.height


@pytest.mark.parametrize("size", [WIDE, NARROW])
def test_pages_of_the_text(workspace: Workspace, size: Size) -> None:
    """A page scrolls by the height less a line and takes the cursor along; half a page by half; and back."""

    async def flow(reader: Reader) -> None:
        await reader.read("14.6")
        pane = reader.pane
        for key, rows in (
            ("pagedown", _height(pane) - 1),
            ("space", _height(pane) - 1),
            ("ctrl+d", round(_height(pane) / 2)),
            ("ctrl+u", -round(_height(pane) / 2)),
            ("pageup", 1 - _height(pane)),
        ):
            top = pane.scroll_offset.y
            await reader.press(key)
            assert pane.scroll_offset.y == top + rows, key

    run_app(workspace, flow, size=size)


@pytest.mark.parametrize("size", [WIDE, NARROW])
def test_paging_through_a_whole_plan(workspace: Workspace, size: Size) -> None:
    """Pages lead from the first sentence to the last one and back, however long a sentence is."""

    async def flow(reader: Reader) -> None:
        await reader.open("三")
        pane = reader.pane
        await reader.press("home")
        for key, end, told in (("pagedown", len(pane._sentences) - 1, "末尾"), ("pageup", 0, "开头")):
            pages = 2 + 2 * len(pane.rows) // _height(pane)
            for _ in range(pages):
                if told in reader.message:
                    break
                await reader.end_message()
                await reader.press(key)
            assert pane._cursor == end
            await reader.told(told)
        await reader.press("end")
        assert pane._cursor == len(pane._sentences) - 1
        assert _in_sight(pane)
        await reader.press("home")
        assert (pane._cursor, pane.scroll_offset.y) == (0, 0)

    run_app(workspace, flow, size=size)


def test_the_sentence_to_the_middle(workspace: Workspace) -> None:
    """The sentence under the cursor is brought to the middle of the pane."""

    async def flow(reader: Reader) -> None:
        await reader.read("14.6")
        await reader.press("ctrl+l")
        pane = reader.pane
        rows = pane.cursor_rows()
        middle = (rows[0] + rows[-1]) // 2 - pane.scroll_offset.y
        assert abs(middle - _height(pane) // 2) <= 1
        await reader.press("ctrl+l")
        await reader.told("已在中间")

    run_app(workspace, flow)


@pytest.mark.parametrize(("view", "name"), [("2", "targets"), ("4", "projects")])
def test_pages_of_a_table(workspace: Workspace, view: str, name: str) -> None:
    """In a table the cursor goes by as many rows as are seen, and to the first and the last row."""

    async def flow(reader: Reader) -> None:
        await reader.switch(view, name)
        table = reader.main.view.main_pane
        assert isinstance(table, DataTable)
        await reader.press("pagedown")
        page = table.cursor_row
        assert page > 1
        await reader.press("ctrl+u")
        assert 0 < table.cursor_row < page
        await reader.press("end")
        assert table.cursor_row == table.row_count - 1
        await reader.press("pageup", "home")
        assert table.cursor_row == 0
        await reader.press("home")
        await reader.told("开头")

    run_app(workspace, flow, size=(80, 24))


def test_pages_of_the_tree_and_of_themes(workspace: Workspace) -> None:
    """Tree and themes go by pages and to their edges as tables do."""

    async def flow(reader: Reader) -> None:
        await reader.read("14.6")
        await reader.press("h")
        tree = reader.main.query_one(SectionTree)
        await reader.press("home", "ctrl+d")
        half = tree.cursor_line
        await reader.press("pagedown")
        assert 0 < half < tree.cursor_line
        await reader.press("end")
        assert tree.cursor_line == tree.last_line
        await reader.switch("3", "compare")
        themes = reader.main.query_one(ThemeList)
        await reader.press("h", "end")
        assert themes.highlighted == themes.option_count - 1
        await reader.press("home")
        assert themes.highlighted == 0

    run_app(workspace, flow)


def test_pages_of_the_comparison(workspace: Workspace) -> None:
    """In the comparison a page takes the cursor to a match that is seen, and the edges are reached."""

    async def flow(reader: Reader) -> None:
        await reader.switch("3", "compare")
        matches = reader.main.query_one(CommitmentList)
        await reader.press("pagedown")
        assert matches.position[0] > 1
        assert _in_sight(matches)
        await reader.press("pageup")
        assert matches.position[0] == 1
        await reader.press("end")
        assert matches.position[0] == matches.position[1]

    run_app(workspace, flow)


_SIZES = (NARROW, VAST, (80, 24), WIDE)


def _place(pane: LinePane) -> float:
    """How far down the pane the cursor's first row stands, as a share of its height."""
    return (pane.cursor_rows()[0] - pane.scroll_offset.y) / _height(pane)


def test_resizing_keeps_the_sentence_in_place(workspace: Workspace) -> None:
    """Deep in a plan the sentence stays the same and in sight through all sizes, and returns to its place."""

    async def flow(reader: Reader) -> None:
        await reader.read("14.6")
        await reader.press("ctrl+d")
        sentence, place = reader.sentence, _place(reader.pane)
        for size in _SIZES:
            await reader.resize(size)
            await until(reader.pilot, lambda: _in_sight(reader.pane))
            assert reader.sentence == sentence
        assert abs(_place(reader.pane) - place) < 0.05

    run_app(workspace, flow)


def test_resizing_keeps_the_match_in_place(workspace: Workspace) -> None:
    """The same in the comparison."""

    async def flow(reader: Reader) -> None:
        await reader.switch("3", "compare")
        matches = reader.main.query_one(CommitmentList)
        await reader.press("J", "J", "pagedown", "pagedown")
        match = matches.current
        for size in _SIZES:
            await reader.resize(size)
            await until(reader.pilot, lambda: _in_sight(matches))
            assert matches.current == match

    run_app(workspace, flow)
