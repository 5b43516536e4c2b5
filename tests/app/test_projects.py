"""Projects: boxes and groups, the list narrowed while typing, stage and note, flags, the printed list."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from textual.widgets import DataTable, Input

from tests.app.conftest import MIDDLE, NARROW, WIDE, Reader, Size, flat, run_app, table_cells, until
from tui.app.screens.dialogs import Dialog, PickDialog
from tui.app.screens.writing import WritingDialog
from tui.review.events import STAGES, Author
from tui.workspace import Workspace

MakeWorkspace = Callable[..., Workspace]

_TABLE = "#projects-table"
_PUMPS = "hainan-14/L1244#1"


def _rows(reader: Reader) -> list[list[str]]:
    return [[flat(cell) for cell in row] for row in table_cells(reader.app, _TABLE)]


def _names(reader: Reader) -> list[str]:
    column = next(
        n for n, column in enumerate(_table(reader).ordered_columns) if flat(str(column.label)) == "项目"
    )
    return [row[column] for row in _rows(reader)]


def _table(reader: Reader) -> DataTable[object]:
    return reader.app.screen.query_one(_TABLE, DataTable)


async def _open(reader: Reader) -> None:
    await reader.switch("4", "projects")
    await until(reader.pilot, lambda: len(_rows(reader)) == 184)


async def _narrow(reader: Reader, words: str, left: int) -> None:
    """Type words into the filter, and leave it for the list."""
    await reader.press("slash")
    await until(reader.pilot, lambda: reader.focused == "projects-filter")
    await reader.write(words)
    await until(reader.pilot, lambda: len(_rows(reader)) == left, f"{left} rows")
    await reader.press("enter")
    await until(reader.pilot, lambda: reader.focused == "projects-table")


async def _set_stage(reader: Reader, figure: str, note: str) -> None:
    await reader.command("e")
    assert isinstance(reader.app.screen, PickDialog)
    await reader.press(figure)
    await until(reader.pilot, lambda: isinstance(reader.app.screen, WritingDialog))
    await reader.write(note)
    await reader.press("f2")
    await reader.back_on_main()


# --- what is shown -----------------------------------------------------------------------------------


@pytest.mark.parametrize("size", [WIDE, MIDDLE, NARROW])
def test_every_project_is_listed_and_counted(workspace: Workspace, size: Size) -> None:
    """4 lists all 184 projects in printed order, and the head counts boxes, groups and projects."""

    async def flow(reader: Reader) -> None:
        await _open(reader)
        names = [flat(project.name) for project in workspace.projects("hainan-14")]
        shown = [name.removesuffix("‖") for name in _names(reader)]
        assert shown == names
        if size != NARROW:
            await reader.sees("37 个专栏", "39 组", "184 个项目", "显示 184 个", inside="#projects-head")

    run_app(workspace, flow, size=size)


def test_a_row_says_box_and_group(workspace: Workspace) -> None:
    """Each row has box, group, project and an empty stage; the detail names box and section."""

    async def flow(reader: Reader) -> None:
        await _open(reader)
        assert _rows(reader)[0] == ["专栏1", "大气污染防治项目", "海南区空气质量及挥发性有机物管控项目", ""]
        await reader.sees("专栏1", "第一节 打好大气污染防治攻坚战", inside="#projects-detail")
        await reader.sees("专栏1", inside="#status")
        await _narrow(reader, "教育事业项目", 4)
        await reader.sees("专栏31", "第二十五章 推进教育均衡普惠优质发展", inside="#projects-detail")

    run_app(workspace, flow)


def test_projects_in_two_boxes_are_marked(workspace: Workspace) -> None:
    """An entry that stands in two boxes has a sign in both rows, and the detail names the other box."""

    async def flow(reader: Reader) -> None:
        await _open(reader)
        assert [name.removesuffix("‖") for name in _names(reader) if name.endswith("‖")] == [
            "沿黄泵站改造项目",
            "海南区北部饮水安全巩固提升工程",
            "海南区北部饮水安全巩固提升工程",
            "乌海市海南区沿黄泵站改造项目",
        ]
        await _narrow(reader, "沿黄泵站", 2)
        await reader.sees("同时列在", "专栏28", inside="#projects-detail")
        await reader.press("j")
        await reader.sees("同时列在", "专栏24", inside="#projects-detail")

    run_app(workspace, flow)


def test_no_name_is_cut(workspace: Workspace) -> None:
    """The longest names are wrapped in the list, not cut, on a small screen too."""

    async def flow(reader: Reader) -> None:
        await _open(reader)
        await _narrow(reader, "炭黑项目", 1)
        await reader.sees(
            "15万吨/年粗苯加氢精制项目和30万吨/年煤焦油加工、5万吨/年针状焦、2×5万吨/年炭黑项目",
            inside=_TABLE,
        )

    run_app(workspace, flow, size=(60, 24))


def test_the_view_speaks_english_too(workspace: Workspace) -> None:
    """In English the head counts in English, and no message is missing."""

    async def flow(reader: Reader) -> None:
        await _open(reader)
        await reader.sees("37", "39", "184", inside="#projects-head")
        assert "个专栏" not in reader.text("#projects-head")
        assert "⟨" not in reader.text()

    run_app(workspace, flow, language="en")


def test_plans_without_projects_show_those_that_have_some(workspace: Workspace) -> None:
    """From a plan without boxes, 4 shows the outline's projects and says whose they are."""

    async def flow(reader: Reader) -> None:
        await reader.open("(12)")
        await _open(reader)
        await reader.sees(workspace.cards["hainan-14"].short, inside="#projects-head")

    run_app(workspace, flow)


# --- the filter --------------------------------------------------------------------------------------


def test_the_list_is_narrowed_while_typing(workspace: Workspace) -> None:
    """Each character typed into the filter narrows the list at once, and deleting it widens it again."""

    async def flow(reader: Reader) -> None:
        await _open(reader)
        await reader.press("slash")
        await until(reader.pilot, lambda: reader.focused == "projects-filter")
        before = 184
        for typed in ("公", "公乌", "公乌素"):
            await reader.press(typed[-1])
            expected = sum(
                typed in project.group + project.name for project in workspace.projects("hainan-14")
            )
            await until(reader.pilot, lambda number: len(_rows(reader)) == number, typed, expected)
            assert 0 < expected <= before
            before = expected
        assert before < 10
        await reader.sees(f"显示 {before} 个", "184 个项目", inside="#projects-head")
        assert all("公乌素" in name for name in _names(reader))
        await reader.press(*["backspace"] * 3)
        await until(reader.pilot, lambda: len(_rows(reader)) == 184)

    run_app(workspace, flow)


_TYPED = {
    "文化事业": 3,
    "专栏32": 8,
    "专栏３２": 8,
    "220kv": 2,
    "220 kV": 2,
    "２２０ＫＶ": 2,
    "(险工险段)": 1,
    "（险工险段）": 1,
    "没有这样的项目": 0,
}


def test_the_key_for_filters_narrows_the_list_too(workspace: Workspace) -> None:
    """The key row offers the filter here as in other views; in this one it is the line above the list."""

    async def flow(reader: Reader) -> None:
        await _open(reader)
        await reader.press("t")
        await until(reader.pilot, lambda: reader.focused == "projects-filter")

    run_app(workspace, flow)


def test_the_filter_looks_at_name_group_and_box(workspace: Workspace) -> None:
    """Group and box can be typed too; width, blanks and letter case do not matter."""

    async def flow(reader: Reader) -> None:
        await _open(reader)
        for typed, left in _TYPED.items():
            await _narrow(reader, typed, left)
            await reader.sees(f"显示 {left} 个", inside="#projects-head")

    run_app(workspace, flow)


def test_nothing_found_leaves_nothing_to_act_on(workspace: Workspace) -> None:
    """With an empty list no key marks or opens anything; clearing the filter brings all back."""

    async def flow(reader: Reader) -> None:
        await _open(reader)
        await _narrow(reader, "没有这样的项目", 0)
        for key in ("f", "e", "enter", "j", "k", "y"):
            await reader.press(key)
        assert not isinstance(reader.app.screen, Dialog)
        assert reader.view == "projects"
        await reader.press("slash")
        await reader.write("")
        await until(reader.pilot, lambda: len(_rows(reader)) == 184)

    run_app(workspace, flow)
    assert workspace.events == ()


def test_keys_in_the_filter_are_text(workspace: Workspace) -> None:
    """While the filter has the focus a letter or figure is typed and does nothing else; esc leaves it."""

    async def flow(reader: Reader) -> None:
        await _open(reader)
        await reader.press("slash")
        await until(reader.pilot, lambda: reader.focused == "projects-filter")
        await reader.press(*"qf4e")
        await until(
            reader.pilot, lambda: reader.app.screen.query_one("#projects-filter", Input).value == "qf4e"
        )
        assert reader.view == "projects"
        await reader.press("escape")
        await until(reader.pilot, lambda: reader.focused == "projects-table")
        assert reader.view == "projects"

    run_app(workspace, flow)
    assert workspace.events == ()


# --- going to the text -------------------------------------------------------------------------------


def test_enter_goes_to_the_printed_list(workspace: Workspace) -> None:
    """Enter shows the printed list, at the sentence that holds the project; 4 comes back to it."""

    async def flow(reader: Reader) -> None:
        await _open(reader)
        for typed, paragraph, sentence in (
            ("图书馆总分馆", "hainan-14/L1168", "海南区文物保护项目、"),
            ("小食品加工园", "hainan-14/L1628", "乌海市海南区小食品加工园项目"),
        ):
            await _narrow(reader, typed, 1)
            await reader.press("enter")
            await until(
                reader.pilot,
                lambda at: reader.has_text and reader.sentence.paragraph == at,
                typed,
                paragraph,
            )
            assert reader.sentence.quote.startswith(sentence)
            await reader.sees(typed, inside="#text")
            await reader.switch("4", "projects")
            assert len(_rows(reader)) == 1, "the filter is kept"

    run_app(workspace, flow)


# --- stage and note ----------------------------------------------------------------------------------


def test_a_stage_is_set_with_its_note(workspace: Workspace) -> None:
    """e asks for stage and note; both are shown at once, and undone and redone with one key each."""

    async def flow(reader: Reader) -> None:
        await _open(reader)
        await _narrow(reader, "沿黄泵站", 2)
        await reader.command("e")
        await reader.sees("沿黄泵站改造项目", "未启动", "前期", "在建", "已完工", "已调整", "已终止")
        await reader.press("escape")
        await reader.back_on_main()
        await _set_stage(reader, "3", "已开工，2023年完成60%")
        await until(reader.pilot, lambda: [row[-1] for row in _rows(reader)] == ["在建", ""])
        await reader.sees("在建", "已开工，2023年完成60%", "王审", inside="#projects-detail")
        stage = workspace.state.stages[_PUMPS]
        assert (stage.stage, stage.note) == (STAGES[2], "已开工，2023年完成60%")
        await reader.press("u")
        await until(reader.pilot, lambda: [row[-1] for row in _rows(reader)] == ["", ""])
        await reader.told("已撤销")
        assert "⟨" not in reader.message
        await reader.press("ctrl+r")
        await until(reader.pilot, lambda: [row[-1] for row in _rows(reader)] == ["在建", ""])

    run_app(workspace, flow)


def test_a_later_stage_begins_with_the_note_before(workspace: Workspace) -> None:
    """e again shows the note that was written, to be changed; the newest stage is shown."""

    async def flow(reader: Reader) -> None:
        await _open(reader)
        await _set_stage(reader, "2", "可研已批")
        await reader.command("e")
        await reader.press("4")
        await until(reader.pilot, lambda: isinstance(reader.app.screen, WritingDialog))
        await reader.sees("可研已批", inside="#note")
        await reader.write("，已验收")
        await reader.press("f2")
        await reader.back_on_main()
        await reader.sees("已完工", "可研已批，已验收", inside="#projects-detail")

    run_app(workspace, flow)


def test_stages_survive_a_new_start(make_workspace: MakeWorkspace) -> None:
    """A new app on the same review reopens the list with stage and note of that project alone."""

    async def enter(reader: Reader) -> None:
        await _open(reader)
        await _narrow(reader, "沿黄泵站", 2)
        await _set_stage(reader, "6", "资金未落实")

    run_app(make_workspace(author=Author("王审", "发改委")), enter)

    async def look(reader: Reader) -> None:
        await until(reader.pilot, lambda: reader.view == "projects")
        await until(reader.pilot, lambda: len(_rows(reader)) == 184)
        assert [row[2] for row in _rows(reader) if row[-1]] == ["沿黄泵站改造项目‖"]
        await _narrow(reader, "沿黄泵站", 2)
        await reader.sees("已终止", "资金未落实", "王审", inside="#projects-detail")

    run_app(make_workspace(), look)


def test_who_sets_a_stage_is_asked_for(make_workspace: MakeWorkspace) -> None:
    """Without a reviewer e asks who it is first, and leaving that question sets nothing."""
    workspace = make_workspace()

    async def flow(reader: Reader) -> None:
        await _open(reader)
        await reader.command("e")
        await reader.sees("谁在审阅？")
        await reader.press("escape")
        await reader.back_on_main()
        await reader.command("e")
        await reader.answer("李核", "统计局")
        await until(reader.pilot, lambda: isinstance(reader.app.screen, PickDialog))
        await reader.press("1")
        await until(reader.pilot, lambda: isinstance(reader.app.screen, WritingDialog))
        await reader.press("f2")
        await reader.back_on_main()
        await until(reader.pilot, lambda: len(workspace.state.stages) == 1)

    run_app(workspace, flow)
    (stage,) = workspace.state.stages.values()
    assert (stage.stage, stage.author) == ("not_started", Author("李核", "统计局"))


# --- flags -------------------------------------------------------------------------------------------


def test_a_flag_on_a_project_is_in_the_list_of_flags(workspace: Workspace) -> None:
    """f marks the project, in its row and in the list of flags, from where enter goes to the print."""

    async def flow(reader: Reader) -> None:
        await _open(reader)
        await _narrow(reader, "图书馆总分馆", 1)
        await reader.press("f")
        await until(reader.pilot, lambda: len(workspace.state.flags) == 1)
        await until(reader.pilot, lambda: _names(reader) == ["⚑海南区文化馆、图书馆总分馆项目"])
        (flag,) = workspace.state.flags
        assert (flag.subject_kind, flag.subject_id) == ("project", "hainan-14/L1168#2")
        assert flag.anchor is not None
        assert flag.anchor.quote == "海南区文化馆、图书馆总分馆项目"
        await reader.switch("6", "review")
        ((kind, place, words),) = [
            [flat(cell) for cell in row] for row in table_cells(reader.app, "#flags-table")
        ]
        assert "疑问" in kind
        assert "专栏19" in place
        assert words == "海南区文化馆、图书馆总分馆项目"
        await reader.press("enter")
        await until(reader.pilot, lambda: reader.has_text)
        await until(reader.pilot, lambda: reader.sentence.paragraph == "hainan-14/L1168")

    run_app(workspace, flow)


def test_comment_and_remove_on_a_project(workspace: Workspace) -> None:
    """c writes on the project's flag, x takes it away, and the row follows."""

    async def flow(reader: Reader) -> None:
        await _open(reader)
        await _narrow(reader, "沿黄泵站", 2)
        await reader.command("c")
        await reader.sees("沿黄泵站改造项目", inside=".dialog-quote")
        await reader.write("与专栏28重复")
        await reader.press("f2")
        await reader.back_on_main()
        await until(reader.pilot, lambda: [n.startswith("⚑") for n in _names(reader)] == [True, False])
        assert [flag.note for flag in workspace.flags()] == ["与专栏28重复"]
        await reader.press("j", "x")
        await reader.told("没有标记")
        assert len(workspace.state.flags) == 1
        await reader.press("k", "x")
        await until(reader.pilot, lambda: not any(name.startswith("⚑") for name in _names(reader)))

    run_app(workspace, flow)


def test_a_citation_of_a_project(workspace: Workspace) -> None:
    """y copies the project with plan, box and source line."""

    async def flow(reader: Reader) -> None:
        await _open(reader)
        await _narrow(reader, "图书馆总分馆", 1)
        await reader.press("y")
        await reader.told("专栏19", "hainan-14:L1168", "“海南区文化馆、图书馆总分馆项目”")

    run_app(workspace, flow)


def test_the_list_stands_where_it_was_left(workspace: Workspace) -> None:
    """After a look at the text, the same project is under the cursor and the list is scrolled as before."""

    async def flow(reader: Reader) -> None:
        await reader.open("14.6")
        await reader.switch("4", "projects")
        table = _table(reader)
        await reader.press("pagedown", "pagedown", "k", "k", "k")
        left = table.cursor_row, table.scroll_offset.y
        await reader.switch("1", "read")
        await reader.switch("4", "projects")
        await reader.press("j", "k")
        assert (table.cursor_row, table.scroll_offset.y) == left
        assert left[0] > 0

    run_app(workspace, flow)
