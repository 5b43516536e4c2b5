"""Searching as one types: groups with counts, scopes, what was searched before, and going there."""

from __future__ import annotations

from textual.widgets import Input

from tests.app.conftest import Reader, option_lines, run_app, until
from tui.app.screens.searching import SearchDialog
from tui.workspace import Workspace


async def _search(reader: Reader, words: str) -> None:
    await reader.command("*")
    await reader.write(words)
    await until(reader.pilot, lambda: bool(option_lines(reader.app)))


def test_hits_are_grouped_by_plan_and_kind(workspace: Workspace) -> None:
    """Headings tell plan, kind and count; the line below tells the whole; -word and in: narrow at once."""

    async def flow(reader: Reader) -> None:
        await reader.open("14.6")
        await _search(reader, "氢能")
        await reader.sees("海南区“十四五”规划纲要  正文 4", "指标", "项目", inside="#pick-list")
        every = len(option_lines(reader.app))
        await reader.write("氢能 in:十五五 is:text")
        await until(reader.pilot, lambda: 0 < len(option_lines(reader.app)) < every)
        await reader.sees("乌海市委“十五五”规划建议  正文", inside="#pick-list")
        await reader.write("没有这个词")
        await until(reader.pilot, lambda: not option_lines(reader.app))
        await reader.sees("共 0 处", inside="#pick-count")

    run_app(workspace, flow)


def test_what_was_searched_is_offered_again(workspace: Workspace) -> None:
    """In an empty line stand the last searches; picking one searches it again, enter then goes there."""

    async def flow(reader: Reader) -> None:
        await reader.open("14.6")
        await _search(reader, "再生水 in:十五五 is:text")
        await reader.press("enter")
        await reader.back_on_main()
        await until(reader.pilot, lambda: reader.sentence.paragraph.startswith("wuhai-15/"))
        await reader.command("*")
        await reader.write("")
        await until(reader.pilot, lambda: option_lines(reader.app) == ["再生水 in:十五五 is:text"])
        await reader.press("enter")
        entry = reader.app.screen.query_one(Input)
        await until(reader.pilot, lambda: entry.value == "再生水 in:十五五 is:text")
        assert isinstance(reader.app.screen, SearchDialog)

    run_app(workspace, flow)


def test_a_match_is_opened_in_the_comparison(workspace: Workspace) -> None:
    """A hit among matches leads to the comparison, one among targets to the words it is printed with."""

    async def flow(reader: Reader) -> None:
        await reader.open("14.6")
        await _search(reader, "双控 is:match")
        await reader.press("enter")
        await reader.back_on_main()
        await until(reader.pilot, lambda: reader.view == "compare")
        await _search(reader, "森林覆盖率 is:指标")
        await reader.press("enter")
        await reader.back_on_main()
        await until(reader.pilot, lambda: reader.view == "read")

    run_app(workspace, flow)
