"""Targets: the table with its verdicts, a value entered by hand, example values, flags."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from rich.color import Color
from textual.widgets import OptionList

from tests.app.conftest import (
    MIDDLE,
    NARROW,
    WIDE,
    Reader,
    Size,
    flat,
    line_segments,
    option_lines,
    run_app,
    table_cells,
    until,
)
from tui.app.screens.dialogs import FormDialog, ReadDialog
from tui.app.widgets.targets import TargetsView
from tui.review.events import Author
from tui.workspace import Workspace

_FOREST = "11. 森林覆盖率(%)"


async def _open(reader: Reader) -> None:
    await reader.switch("2", "targets")
    await until(reader.pilot, lambda: len(table_cells(reader.app, "#targets-table")) > 12)


async def _enter(reader: Reader, *lines: str) -> None:
    """Enter a value for the target under the cursor."""
    await reader.command("e")
    await reader.answer(*lines)
    await reader.press("f2")


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
        await reader.sees("森林覆盖率(%)", "年份", "实际值", "单位", "来源")
        await reader.answer("2023", "8.25", "%", "区统计局年报")
        await reader.press("f2")
        await reader.back_on_main()
        await until(reader.pilot, lambda: _status(reader) == "▼ 滞后")
        behind = _colour(reader, "滞后")
        assert behind != before
        await reader.sees("8.25 (2023)", inside="#targets-table")
        await reader.sees("区统计局年报", "线性进度法", "滞后", inside="#targets-detail")
        await reader.sees("滞后 1", inside="#targets-head")
        await _enter(reader, "2024", "8.4", "%", "区统计局年报")
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
        await reader.answer("2023", "8.25", "%", "")
        await reader.press("f2")
        await reader.sees("要填写", inside="#dialog-problem")
        assert isinstance(reader.app.screen, FormDialog)
        assert reader.focused == "field-3"
        await reader.write("年报")
        await reader.press("f2")
        await reader.back_on_main()
        await until(reader.pilot, lambda: _status(reader) == "▼ 滞后")

    run_app(workspace, flow)
    assert len(workspace.events) == 1


@pytest.mark.slow
@pytest.mark.parametrize(
    ("lines", "told"),
    [
        (("2023", "八点三", "%", "年报"), "八点三"),
        (("二三年", "8.3", "%", "年报"), "二三年"),
        (("2023", "8.3", "亩", "年报"), "亩"),
        (("2023", "nan", "%", "年报"), "nan"),
        (("2023", "1e999", "%", "年报"), "1e999"),
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
        await reader.press("f2")
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
        await _enter(reader, "2023", "8.3", "%", "年报")
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


def test_enter_opens_the_notes_and_then_the_printed_row(workspace: Workspace) -> None:
    """enter gives what is known of a target the room, enter there opens the text, esc goes back."""

    async def flow(reader: Reader) -> None:
        await _open(reader)
        await reader.press("j", "enter")
        await until(reader.pilot, lambda: reader.focused == "targets-detail")
        await reader.sees("91.55 | - | - | 保持现有", inside="#targets-detail")
        assert not reader.text("#targets-table")
        await reader.press("escape")
        await until(reader.pilot, lambda: reader.focused == "targets-table")
        await reader.sees("常住人口城镇化率", inside="#targets-table")
        await reader.press("enter")
        await until(reader.pilot, lambda: reader.focused == "targets-detail")
        await reader.press("enter")
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
        await _enter(reader, "2023", "8.25", "%", "年报")
        await reader.back_on_main()
        await until(reader.pilot, lambda: _status(reader) == "▼ 滞后")
        await reader.quit()

    run_app(first, enter)

    async def look(reader: Reader) -> None:
        await until(reader.pilot, lambda: reader.view == "targets")
        await until(reader.pilot, lambda: _status(reader) == "▼ 滞后")

    run_app(make_workspace(author=Author("王审")), look)


def test_a_verdict_of_ones_own_stands_beside_the_computed_one(workspace: Workspace) -> None:
    """s sets another verdict with a reason; a binding target that is behind is not softened."""

    async def flow(reader: Reader) -> None:
        await _to_forest(reader)
        await _enter(reader, "2023", "8.25", "%", "年报")
        await until(reader.pilot, lambda: _status(reader) == "▼ 滞后")
        await reader.command("s")
        await reader.press("3")
        await until(reader.pilot, lambda: isinstance(reader.app.screen, FormDialog))
        await reader.answer("来得及")
        await reader.sees("约束性指标且滞后", inside="#dialog-problem")
        await reader.press("escape")
        await reader.back_on_main()
        await reader.command("s")
        await reader.press("7")
        await until(reader.pilot, lambda: isinstance(reader.app.screen, FormDialog))
        await reader.answer("口径待核")
        await reader.back_on_main()
        await until(reader.pilot, lambda: _status(reader) == "○ 暂不可判 （改）")
        await reader.sees("计算结果：滞后", "口径待核", inside="#targets-detail")
        await reader.command("s")
        await reader.press("9")
        await reader.back_on_main()
        await until(reader.pilot, lambda: _status(reader) == "▼ 滞后")

    run_app(workspace, flow)


def test_what_the_office_knows_is_written_down(workspace: Workspace) -> None:
    """o takes lead, cause, measures and body; what is missing is asked for before a hand-in, not required."""

    async def flow(reader: Reader) -> None:
        await _to_forest(reader)
        await _enter(reader, "2023", "8.25", "%", "年报")
        await reader.sees("请按 o 填写滞后原因、推进措施、责任单位", inside="#targets-detail")
        await reader.command("w")
        await reader.press("3")
        await reader.sees("森林覆盖率", "还没有填写", inside="#read-text")
        await reader.press("escape")
        await reader.back_on_main()
        await reader.command("o")
        await reader.answer("林草局", "来水偏少", "补植", "林草局")
        await reader.press("f2")
        await reader.back_on_main()
        await reader.sees("滞后原因：来水偏少", inside="#targets-detail")
        assert "请按 o 填写" not in reader.text("#targets-detail")

    run_app(workspace, flow)


def test_the_list_is_filtered_and_ordered(workspace: Workspace) -> None:
    """t chooses by place, nature, status and theme with counts, and an order; the head says what is shown."""

    async def flow(reader: Reader) -> None:
        await _open(reader)
        await reader.press("f6")
        await reader.command("t")
        await reader.sees("指标表", "13", "约束性", "6", "滞后的在前")
        await reader.press("c")
        await _choose(reader, "约束性")
        await _choose(reader, "滞后的在前")
        await reader.press("escape")
        await reader.back_on_main()
        await reader.sees("6/181 项", "约束性", "滞后的在前", inside="#targets-head")
        rows = [row[0] for row in table_cells(reader.app, "#targets-table")]
        assert rows[:2] == ["▼ 滞后", "▼ 滞后"]
        assert len(rows) == 6

    run_app(workspace, flow)


async def _choose(reader: Reader, label: str) -> None:
    """Choose a value in the open filter."""
    lines = option_lines(reader.app, "#pick-list")
    index = next(n for n, line in enumerate(lines) if label in line)
    reader.app.screen.query_one("#pick-list", OptionList).highlighted = index
    await reader.press("enter")


def test_the_assessment_as_of_another_year(workspace: Workspace) -> None:
    """< and > show what was known then, and the head says of which year it is."""

    async def flow(reader: Reader) -> None:
        await _to_forest(reader)
        await _enter(reader, "2022", "8.3", "%", "年报")
        await _enter(reader, "2023", "8.31", "%", "年报")
        await until(reader.pilot, lambda: _status(reader) == "▼ 滞后")
        await reader.press(*["less_than_sign"] * 4)
        await reader.sees("截至 2022 年", inside="#targets-head")
        await until(reader.pilot, lambda: _status(reader) == "▲ 快于预期")
        await reader.press("less_than_sign")
        await until(reader.pilot, lambda: _status(reader) == "○ 暂不可判")
        await reader.press(*["greater_than_sign"] * 5)
        await until(reader.pilot, lambda: _status(reader) == "▼ 滞后")
        assert "截至" not in reader.text("#targets-head")

    run_app(workspace, flow)


def test_all_plans_by_indicator(workspace: Workspace) -> None:
    """[ before the first plan shows every mention of an indicator over all plans; a value reached is one."""

    async def flow(reader: Reader) -> None:
        await _open(reader)
        await reader.press("[")
        await reader.sees("按指标看全部规划", inside="#targets-head")
        rows = table_cells(reader.app, "#targets-table")
        first = next(n for n, row in enumerate(rows) if "每千人拥有医生数量" in flat(row[0]))
        group = [flat(row[1] + row[2]) for row in rows[first : first + 6]]
        assert any("实绩" in cell and "1.78" in cell for cell in group)
        assert any("2023年计划" in cell and "3.25" in cell for cell in group)
        await reader.press("]")
        await reader.sees("13/181 项", inside="#targets-head")

    run_app(workspace, flow)


def test_a_filled_in_table_is_taken_back(workspace: Workspace, tmp_path: Path) -> None:
    """i shows what a file would change, enter takes it, one u takes all back; a bad file changes nothing."""
    good, bad = tmp_path / "values.csv", tmp_path / "bad.csv"
    head = "指标,年份,数值,单位,来源\n"
    good.write_text(
        head + "hainan-14-11,2023,8.25,%,年报\nhainan-14-12,2023,0.5,亿斤,年报\n", encoding="utf-8"
    )
    bad.write_text(head + "hainan-14-11,2023,很多,%,年报\n不存在,2023,1,%,年报\n", encoding="utf-8")

    async def flow(reader: Reader) -> None:
        await _to_forest(reader)
        await reader.command("i")
        await reader.answer(str(bad))
        await reader.sees("第 2 行", "第 3 行", inside="#dialog-problem")
        await reader.answer(str(good))
        await until(reader.pilot, lambda: isinstance(reader.app.screen, ReadDialog))
        await reader.sees("将写入 2 项", "森林覆盖率", "8.25", "（新）")
        assert workspace.events == ()
        await reader.press("enter")
        await reader.back_on_main()
        await until(reader.pilot, lambda: _status(reader) == "▼ 滞后")
        await reader.press("u")
        await until(reader.pilot, lambda: _status(reader) == "○ 暂不可判")

    run_app(workspace, flow)
    assert [event.kind for event in workspace.events] == ["import", "undo"]


def test_evidence_for_a_promise_in_words(workspace: Workspace) -> None:
    """A promise without a figure takes words with their source, and no percentage comes of it."""

    async def flow(reader: Reader) -> None:
        await _open(reader)
        await reader.command("t")
        await reader.press("c", "escape")
        await reader.back_on_main()
        view = reader.main.query_one(TargetsView)
        rows = [a.target for a in workspace.assessments("hainan-14")]
        view.table.move_cursor(row=next(n for n, t in enumerate(rows) if t.measure == "event"))
        await reader.pilot.pause()
        await _enter(reader, "2023", "", "", "住建局", "已通过验收")
        await reader.back_on_main()
        await reader.sees("已列出进展证据", "已通过验收（住建局）", inside="#targets-detail")
        assert view.current is not None
        assert view.current.progress is None

    run_app(workspace, flow)
