"""Targets: the table with its verdicts, a value entered by hand, example values, flags."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from rich.color import Color

from tests.app.conftest import (
    MIDDLE,
    NARROW,
    WIDE,
    Reader,
    Size,
    flat,
    line_segments,
    run_app,
    table_cells,
    until,
)
from tui.app.screens.dialogs import FormDialog
from tui.review.events import Author
from tui.workspace import Workspace

_FOREST = "11. 森林覆盖率(%)"


async def _open(reader: Reader) -> None:
    await reader.switch("2", "targets")
    await until(reader.pilot, lambda: len(table_cells(reader.app, "#targets-table")) > 12)


async def _to_forest(reader: Reader) -> None:
    await _open(reader)
    await reader.press(*["j"] * 10)
    await reader.sees("森林覆盖率(%)", inside="#status")


def _status(reader: Reader) -> str:
    row = next(row for row in table_cells(reader.app, "#targets-table") if _FOREST in row[1])
    return row[0]


def _colour(reader: Reader, word: str) -> Color | None:
    line = line_segments(reader.app, _FOREST, "#targets-table")
    segment = next(s for s in line if word in s.text)
    return segment.style.color if segment.style else None


@pytest.mark.parametrize("size", [WIDE, MIDDLE, NARROW])
def test_thirteen_rows_with_glyph_and_word(workspace: Workspace, size: Size) -> None:
    """All 13 printed indicators stand in the table in their order, each with sign and word of its verdict."""

    async def flow(reader: Reader) -> None:
        await _open(reader)
        rows = table_cells(reader.app, "#targets-table")[:13]
        names = [target.name for target in workspace.targets("hainan-14") if target.table_row]
        for number, (row, name) in enumerate(zip(rows, names, strict=True), 1):
            assert flat(row[1]) == flat(f"{number}. {name}")
            expected = "– 不评价" if number in (3, 4) else "○ 暂不可判"
            assert row[0] == expected
        await reader.sees("○ 暂不可判", inside="#targets-table")

    run_app(workspace, flow, size=size)


def test_counts_and_reasons(workspace: Workspace) -> None:
    """The head counts verdicts; below stand the reason, the printed cells, and what was lost of them."""

    async def flow(reader: Reader) -> None:
        await _open(reader)
        await reader.sees("暂不可判 11", "不评价 2", inside="#targets-head")
        await reader.sees("没有实际值", inside="#targets-detail")
        await reader.sees("10.9 | 2.0 | - | 5左右 | 预期性", inside="#targets-detail")
        await reader.sees("原文此列丢失：类别", inside="#targets-detail")
        await reader.press("j")
        await reader.sees("基期不明", inside="#targets-detail")
        await reader.press(*["j"] * 6)
        await reader.sees("待上级目标", inside="#targets-detail")

    run_app(workspace, flow)


def test_an_entered_value_changes_word_and_colour_at_once(workspace: Workspace) -> None:
    """e takes a value; word and colour of the verdict change at once, and u takes it back."""

    async def flow(reader: Reader) -> None:
        await _to_forest(reader)
        before = _colour(reader, "暂不可判")
        await reader.command("e")
        await reader.sees("森林覆盖率(%)", "年份", "实际值", "单位", "来源（必填）")
        await reader.answer("2023", "8.25", "%", "区统计局年报", "")
        await reader.back_on_main()
        await until(reader.pilot, lambda: _status(reader) == "▼ 滞后")
        behind = _colour(reader, "滞后")
        assert behind != before
        await reader.sees("8.25 (2023)", inside="#targets-table")
        await reader.sees("区统计局年报", "线性进度法", "滞后", inside="#targets-detail")
        await reader.sees("滞后 1", inside="#targets-head")
        await reader.command("e")
        await reader.answer("2024", "8.4", "%", "区统计局年报", "")
        await reader.back_on_main()
        await until(reader.pilot, lambda: _status(reader) == "✓ 提前实现")
        assert _colour(reader, "提前实现") not in (before, behind)
        await reader.press("u")
        await until(reader.pilot, lambda: _status(reader) == "▼ 滞后")
        await reader.press("u")
        await until(reader.pilot, lambda: _status(reader) == "○ 暂不可判")
        assert _colour(reader, "暂不可判") == before

    run_app(workspace, flow)


def test_a_source_is_required(workspace: Workspace) -> None:
    """Without a source the dialog stays, says so, and nothing is stored."""

    async def flow(reader: Reader) -> None:
        await _to_forest(reader)
        await reader.command("e")
        await reader.answer("2023", "8.25", "%", "", "")
        await reader.sees("要填写", inside="#dialog-problem")
        assert isinstance(reader.app.screen, FormDialog)
        assert reader.focused == "field-3"
        await reader.answer("年报", "")
        await reader.back_on_main()
        await until(reader.pilot, lambda: _status(reader) == "▼ 滞后")

    run_app(workspace, flow)
    assert len(workspace.events) == 1


@pytest.mark.slow
@pytest.mark.parametrize(
    ("lines", "told"),
    [
        (("2023", "八点三", "%", "年报", ""), "八点三"),
        (("二三年", "8.3", "%", "年报", ""), "二三年"),
        (("2023", "8.3", "亩", "年报", ""), "亩"),
        (("2023", "nan", "%", "年报", ""), "nan"),
        (("2023", "1e999", "%", "年报", ""), "1e999"),
    ],
)
def test_a_wrong_value_is_explained_and_the_dialog_stays(
    workspace: Workspace, lines: tuple[str, ...], told: str
) -> None:
    """What is no number, year or unit of this indicator is named, the lines stay filled in."""

    async def flow(reader: Reader) -> None:
        await _to_forest(reader)
        await reader.command("e")
        await reader.answer(*lines)
        await reader.sees(f"“{told}”", inside="#dialog-problem")
        assert isinstance(reader.app.screen, FormDialog)
        await reader.sees(*[line for line in lines if line])
        await reader.press("escape")
        await reader.back_on_main()
        assert _status(reader) == "○ 暂不可判"

    run_app(workspace, flow)
    assert workspace.events == ()


@pytest.mark.parametrize("size", [WIDE, MIDDLE, NARROW])
def test_example_values_say_that_they_are_invented(workspace: Workspace, size: Size) -> None:
    """F6 tries invented values: verdicts change and the screen keeps saying what they are; F6 ends it."""

    async def flow(reader: Reader) -> None:
        await _open(reader)
        before = table_cells(reader.app, "#targets-table")
        await reader.press("f6")
        await reader.told("虚构的示例值")
        await until(reader.pilot, lambda: table_cells(reader.app, "#targets-table") != before)
        await reader.end_message()
        await reader.sees("示例值")
        judged = {row[0] for row in table_cells(reader.app, "#targets-table")}
        assert judged - {"○ 暂不可判", "– 不评价"}
        await reader.press("f6")
        await until(reader.pilot, lambda: table_cells(reader.app, "#targets-table") == before)
        await reader.end_message()
        assert "示例值" not in flat(reader.text())

    run_app(workspace, flow, size=size)


def test_an_entered_value_replaces_an_example(workspace: Workspace) -> None:
    """Each example value carries its mark; what the reviewer enters for the year stands without one."""

    async def flow(reader: Reader) -> None:
        await _to_forest(reader)
        await reader.press("f6")
        await reader.sees("8.25 (2023) 例", inside="#targets-table")
        await reader.command("e")
        await reader.answer("2023", "8.3", "%", "年报", "")
        await reader.back_on_main()
        await reader.sees("8.3 (2023)", inside="#targets-table")
        line = "".join(s.text for s in line_segments(reader.app, _FOREST, "#targets-table"))
        assert "例" not in line

    run_app(workspace, flow)


def test_a_flag_on_a_target(workspace: Workspace) -> None:
    """f flags the target under the cursor, its row shows it, the list of flags leads to the text."""

    async def flow(reader: Reader) -> None:
        await _to_forest(reader)
        await reader.press("f")
        await until(reader.pilot, lambda: len(workspace.state.flags) == 1)
        flag = workspace.state.flags[0]
        assert (flag.subject_kind, flag.subject_id) == ("target", "hainan-14-11")
        await reader.sees(f"⚑ {_FOREST}", inside="#targets-table")
        await reader.switch("6", "review")
        await reader.sees("森林覆盖率", inside="#flags-table")
        await reader.press("enter")
        await until(reader.pilot, lambda: reader.view == "read" and reader.has_text)
        target = next(t for t in workspace.targets("hainan-14") if t.id == "hainan-14-11")
        await until(reader.pilot, lambda: reader.sentence.paragraph == target.paragraph)
        await reader.switch("2", "targets")
        await reader.press("x")
        await until(reader.pilot, lambda: workspace.state.flags == ())
        assert "⚑" not in reader.text("#targets-table")

    run_app(workspace, flow)


def test_enter_shows_the_printed_row(workspace: Workspace) -> None:
    """enter on a target opens the plan's text at the printed row."""

    async def flow(reader: Reader) -> None:
        await _open(reader)
        await reader.press("j", "enter")
        await until(reader.pilot, lambda: reader.has_text)
        target = workspace.targets("hainan-14")[1]
        await until(reader.pilot, lambda: reader.sentence.paragraph == target.paragraph)
        await reader.sees("91.55", inside="#text")

    run_app(workspace, flow)


def test_values_survive_a_new_start(make_workspace: Callable[..., Workspace]) -> None:
    """A new app on the same review shows the verdict of the value that was entered."""
    first = make_workspace(author=Author("王审"))

    async def enter(reader: Reader) -> None:
        await _to_forest(reader)
        await reader.command("e")
        await reader.answer("2023", "8.25", "%", "年报", "")
        await reader.back_on_main()
        await until(reader.pilot, lambda: _status(reader) == "▼ 滞后")
        await reader.quit()

    run_app(first, enter)

    async def look(reader: Reader) -> None:
        await until(reader.pilot, lambda: reader.view == "targets")
        await until(reader.pilot, lambda: _status(reader) == "▼ 滞后")

    run_app(make_workspace(author=Author("王审")), look)
