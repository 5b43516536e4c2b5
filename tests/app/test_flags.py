"""Flags, comments, undo and the list of flags: asked for once, stored at once, found again."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.app.conftest import Reader, line_segments, run_app, segments, table_cells, until
from tui.app.screens.dialogs import FormDialog, PickDialog
from tui.app.screens.writing import WritingDialog
from tui.config import SEVERITIES
from tui.review.events import Author
from tui.workspace import Workspace

MakeWorkspace = Callable[..., Workspace]


def test_the_author_is_asked_before_the_first_flag_and_remembered(make_workspace: MakeWorkspace) -> None:
    """The first f asks who reviews and then flags; neither the next f nor the next start asks again."""
    workspace = make_workspace()

    async def flow(reader: Reader) -> None:
        await reader.read("14.6")
        await reader.command("f")
        await reader.sees("谁在审阅？", "姓名", "单位")
        await reader.answer("李核", "统计局")
        await reader.back_on_main()
        await until(reader.pilot, lambda: len(workspace.state.flags) == 1)
        await reader.sees("李核", "⚑1", inside="#status")
        await reader.press("j", "f")
        await until(reader.pilot, lambda: len(workspace.state.flags) == 2)

    run_app(workspace, flow)
    assert {flag.author for flag in workspace.state.flags} == {Author("李核", "统计局")}

    again = make_workspace()
    again.author = Author(again.config.reviewer_name, again.config.reviewer_unit)
    assert again.author == Author("李核", "统计局"), "a new start knows who reviews"


def test_leaving_the_question_flags_nothing(make_workspace: MakeWorkspace) -> None:
    """esc at the question who reviews leaves no flag and no review file; an empty name is not taken."""
    workspace = make_workspace()

    async def flow(reader: Reader) -> None:
        await reader.read("14.6")
        await reader.command("f")
        await reader.press("enter", "enter")
        await reader.sees("要填写", inside="#dialog-problem")
        assert isinstance(reader.app.screen, FormDialog)
        await reader.press("escape")
        await reader.back_on_main()
        await reader.sees("⚑0", inside="#status")

    run_app(workspace, flow)
    assert workspace.state.flags == ()
    assert not workspace.store.path.exists()


def test_flag_with_one_key(workspace: Workspace) -> None:
    """f marks exactly the sentence under the cursor: margin, underline, count and notes show it."""

    async def flow(reader: Reader) -> None:
        await reader.read("14.6")
        sentence = reader.sentence
        await reader.press("f")
        await reader.told("已标记", "疑问·中")
        (flag,) = workspace.state.flags
        assert (flag.anchor, flag.kind, flag.severity) == (sentence, "question", "medium")
        await reader.sees("⚑1", inside="#status")
        await reader.sees("⚑ 疑问·中 王审", inside="#about")
        assert "⚑疑" in "".join(s.text for s in line_segments(reader.app, "推进煤炭供给转型升级。", "#text"))
        underlined = [s.text for s in segments(reader.app, "#text") if s.style and s.style.underline]
        assert "".join(underlined) == "推进煤炭供给转型升级。"

    run_app(workspace, flow)


def test_flag_with_kind_and_severity(workspace: Workspace) -> None:
    """F lists kinds, then severities; figures pick, and esc at either list flags nothing."""

    async def flow(reader: Reader) -> None:
        await reader.read("14.6")
        await reader.command("F")
        await reader.sees("疑问", "错误", "不一致", "缺失", "风险", "亮点", "建议修改", inside="#pick-list")
        await reader.press("escape")
        await reader.back_on_main()
        await reader.command("F")
        await reader.press("5")
        await reader.sees("高", "中", "低", inside="#pick-list")
        await reader.press("escape")
        await reader.back_on_main()
        await reader.command("F")
        await reader.press("5")
        await until(reader.pilot, lambda: isinstance(reader.app.screen, PickDialog))
        await reader.sees("高", "低", inside="#pick-list")
        await reader.press("down", "down", "enter")
        await reader.told("已标记", "风险·低")
        (flag,) = workspace.state.flags
        assert (flag.kind, flag.severity) == ("risk", SEVERITIES[2])

    run_app(workspace, flow)


def test_comment_is_kept_with_f2(workspace: Workspace) -> None:
    """c opens an editor under the words; F2 keeps several lines, and c again shows them to be changed."""

    async def flow(reader: Reader) -> None:
        await reader.read("14.6")
        await reader.command("c")
        assert isinstance(reader.app.screen, WritingDialog)
        await reader.sees("推进煤炭供给转型升级。", inside=".dialog-quote")
        await reader.write("口径请核实")
        await reader.press("enter")
        await reader.write("与2023年计划对照")
        await reader.press("f2")
        await reader.back_on_main()
        await reader.told("意见已保存")
        (flag,) = workspace.state.flags
        assert flag.note == "口径请核实\n与2023年计划对照"
        await reader.sees("口径请核实", inside="#about")
        await reader.command("c")
        await reader.sees("口径请核实", inside="#note")
        await reader.write("。")
        await reader.press("ctrl+s")
        await reader.back_on_main()
        await until(reader.pilot, lambda: workspace.state.flags[0].note.endswith("对照。"))
        assert len(workspace.state.flags) == 1

    run_app(workspace, flow)


def test_leaving_a_comment_changes_nothing(workspace: Workspace) -> None:
    """esc in the editor says that nothing is kept yet; again, it makes neither a flag nor a note."""

    async def flow(reader: Reader) -> None:
        await reader.read("14.6")
        await reader.command("c")
        await reader.write("不要保存")
        await reader.press("escape")
        await reader.sees("还没有保存", inside="#dialog-problem")
        assert isinstance(reader.app.screen, WritingDialog)
        await reader.press("escape")
        await reader.back_on_main()

    run_app(workspace, flow)
    assert workspace.events == ()


def test_remove_undo_and_redo(workspace: Workspace) -> None:
    """x removes the flag here, u brings it back, u again takes the flag itself back, ctrl+r repeats."""

    async def flow(reader: Reader) -> None:
        await reader.read("14.6")
        await reader.press("f")
        await until(reader.pilot, lambda: len(workspace.state.flags) == 1)
        await reader.press("x")
        await reader.told("标记已删除", "u 可撤销")
        await reader.sees("⚑0", inside="#status")
        await reader.press("u")
        await reader.told("已撤销：删除标记")
        await reader.sees("⚑1", inside="#status")
        await reader.sees("⚑疑", inside="#text")
        await reader.press("u")
        await reader.sees("⚑0", inside="#status")
        assert "⚑疑" not in reader.text("#text")
        await reader.press("u")
        await reader.told("没有可撤销的动作")
        await reader.press("ctrl+r")
        await reader.told("已重做：标记")
        await reader.sees("⚑1", inside="#status")
        await reader.press("ctrl+r")
        await reader.told("已重做：删除标记")
        await reader.sees("⚑0", inside="#status")
        await reader.press("ctrl+r")
        await reader.told("没有可重做的动作")

    run_app(workspace, flow)


def test_a_reviewed_sentence_can_be_taken_back(workspace: Workspace) -> None:
    """u takes back the last r, and says which act it was."""

    async def flow(reader: Reader) -> None:
        await reader.read("14.6")
        await reader.press("r")
        await reader.sees("已审 1/", inside="#status")
        await reader.press("u")
        await reader.told("已撤销：已审")
        await reader.sees("已审 0/", inside="#status")

    run_app(workspace, flow)


def test_the_list_of_flags(workspace: Workspace) -> None:
    """6 lists all flags in printed order with kind, place, words and note; enter goes to the words."""

    async def flow(reader: Reader) -> None:
        await reader.open("(12)")
        await until(reader.pilot, lambda: reader.sentence.paragraph == "wuhai-15/L66")
        await reader.press("j", "f")
        await until(reader.pilot, lambda: len(workspace.state.flags) == 1)
        await reader.go_to("14.6")
        await reader.press("j", "j", "f")
        await until(reader.pilot, lambda: len(workspace.state.flags) == 2)
        await reader.command("c")
        await reader.write("请核实")
        await reader.press("f2")
        await reader.back_on_main()
        await reader.switch("6", "review")
        first, second = table_cells(reader.app, "#flags-table")
        assert "疑问" in first[0]
        assert "第十四章第六节" in first[1].replace("\n", "")
        assert "立足海南区资源枯竭城市" in first[2].replace("\n", "")
        assert "请核实" in first[2]
        assert "扩大新能源装机规模" in second[2].replace("\n", "")
        await reader.sees("2 个标记", inside="#flags-head")
        await reader.press("enter")
        await until(reader.pilot, lambda: reader.view == "read")
        await until(reader.pilot, lambda: reader.sentence.quote.startswith("立足海南区资源枯竭城市"))
        await reader.switch("6", "review")
        await reader.press("j", "enter")
        await until(reader.pilot, lambda: reader.sentence.paragraph == "wuhai-15/L66")

    run_app(workspace, flow)


def test_comment_and_remove_in_the_list(workspace: Workspace) -> None:
    """In the list c writes on the flag under the cursor and x removes it; an empty list says how to flag."""

    async def flow(reader: Reader) -> None:
        await reader.read("14.6")
        await reader.press("f", "j", "f")
        await until(reader.pilot, lambda: len(workspace.state.flags) == 2)
        await reader.switch("6", "review")
        await reader.press("j")
        await reader.command("c")
        await reader.write("第二条")
        await reader.press("f2")
        await reader.back_on_main()
        await reader.sees("→ 第二条", inside="#flags-table")
        assert [flag.note for flag in workspace.flags()] == ["", "第二条"]
        await reader.press("x")
        await until(reader.pilot, lambda: len(workspace.state.flags) == 1)
        assert workspace.state.flags[0].note == ""
        await reader.press("x")
        await reader.sees("还没有标记", inside="#flags-head")

    run_app(workspace, flow)


def test_everything_survives_a_new_start(make_workspace: MakeWorkspace, tmp_path: Path) -> None:
    """A new app on the same file shows flags, notes and progress, reopened at the sentence that was left."""
    review = tmp_path / "afternoon.review"
    author = Author("王审", "发改委")
    first = make_workspace(author=author, review=review)

    async def work(reader: Reader) -> None:
        await reader.read("14.6")
        await reader.press("r", "r")
        await reader.command("c")
        await reader.write("请核实")
        await reader.press("f2")
        await reader.back_on_main()
        await until(reader.pilot, lambda: len(first.state.flags) == 1)
        await reader.press("j")
        await reader.quit()

    run_app(first, work)
    second = make_workspace(author=author, review=review)

    async def look(reader: Reader) -> None:
        await until(reader.pilot, lambda: reader.has_text)
        await until(reader.pilot, lambda: reader.sentence.quote.startswith("严格控制本地煤炭开采规模"))
        await reader.sees("严格控制本地煤炭", "⚑疑", "✓", inside="#text")
        await reader.sees("已审 2/", "⚑1", inside="#status")
        await reader.press("k")
        await reader.sees("请核实", inside="#about")
        await reader.press("u")
        await reader.told("已撤销：修改标记")

    run_app(second, look)


@pytest.mark.slow
@pytest.mark.parametrize(
    ("key", "view"), [("2", "targets"), ("3", "compare"), ("6", "review"), ("0", "shelf")]
)
def test_the_last_view_is_reopened(make_workspace: MakeWorkspace, key: str, view: str) -> None:
    """A new start shows the view that was left, with the text behind it at its sentence."""

    async def leave(reader: Reader) -> None:
        await reader.read("14.6")
        await reader.switch(key, view)
        await reader.quit()

    run_app(make_workspace(), leave)

    async def look(reader: Reader) -> None:
        await until(reader.pilot, lambda: reader.view == view)
        await reader.press("1")
        await until(reader.pilot, lambda: reader.has_text)
        await until(reader.pilot, lambda: reader.sentence.quote == "推进煤炭供给转型升级。")

    run_app(make_workspace(), look)


def test_a_review_file_that_cannot_be_made(make_workspace: MakeWorkspace, tmp_path: Path) -> None:
    """Every act on a review file that cannot be made gets a sentence with its name; reading goes on."""
    blocked = tmp_path / "occupied"
    blocked.write_text("a file where a folder is wanted", encoding="utf-8")
    workspace = make_workspace(author=Author("王审"), review=blocked / "x.review")

    async def flow(reader: Reader) -> None:
        await reader.read("14.6")
        for key in ("f", "r"):
            await reader.command(key)
            await reader.sees("x.review", "不能写入", inside=".dialog-title")
            await reader.press("escape")
            await reader.back_on_main()
        await reader.command("c")
        await reader.write("请核实")
        await reader.press("f2")
        await reader.sees("x.review", "不能写入", inside=".dialog-title")
        await reader.press("escape")
        await reader.back_on_main()
        await reader.sees("⚑0", inside="#status")
        await reader.press("j")
        assert reader.sentence.quote.startswith("立足海南区")

    run_app(workspace, flow)
    assert workspace.state.flags == ()


def test_a_review_file_that_takes_no_more(workspace: Workspace) -> None:
    """When the file stops taking events, every act says so and nothing that is shown was not stored."""

    async def flow(reader: Reader) -> None:
        await reader.read("14.6")
        await reader.press("f")
        await until(reader.pilot, lambda: len(workspace.state.flags) == 1)
        with sqlite3.connect(workspace.store.path) as other:
            other.execute("CREATE TRIGGER full BEFORE INSERT ON event BEGIN SELECT RAISE(FAIL, 'full'); END")
        other.close()
        for keys in (("x",), ("u",), ("r",), ("j", "f")):
            await reader.press(*keys)
            await reader.sees(workspace.store.path.name, inside=".dialog-title")
            await reader.press("escape")
            await reader.back_on_main()
            await reader.sees("⚑1", inside="#status")
        await reader.press("k", "j")
        assert reader.app.is_running

    run_app(workspace, flow)
    assert len(workspace.state.flags) == 1


def test_work_goes_on_elsewhere(workspace: Workspace, own_home: Path) -> None:
    """When the file takes no more, everything seen and the act that failed go into another file."""
    first = workspace.store.path

    async def flow(reader: Reader) -> None:
        await reader.read("14.6")
        await reader.press("f")
        await until(reader.pilot, lambda: len(workspace.state.flags) == 1)
        with sqlite3.connect(first) as other:
            other.execute("CREATE TRIGGER full BEFORE INSERT ON event BEGIN SELECT RAISE(FAIL, 'full'); END")
        other.close()
        await reader.press("j")
        await reader.command("f")
        await reader.press("1")
        await reader.sees("test.review", inside=".dialog-title")
        await reader.press("2")
        await reader.sees("名称")
        await reader.answer("接着审")
        await reader.back_on_main()
        await reader.sees("⚑2", inside="#status")

    run_app(workspace, flow)
    assert workspace.store.path == own_home / "data" / "reviews" / "接着审.review"
    assert len(workspace.state.flags) == 2


def test_another_window_is_seen(workspace: Workspace, make_workspace: MakeWorkspace) -> None:
    """What a second window does to the same review shows here when the clock next looks."""

    async def flow(reader: Reader) -> None:
        await reader.read("14.6")
        await reader.press("f")
        await until(reader.pilot, lambda: len(workspace.state.flags) == 1)
        other = make_workspace(author=Author("李核"), review=workspace.store.path)
        other.act("flag", "section", "hainan-14/14.6", kind="risk", severity="high", note="第二个窗口")
        reader.main.look_elsewhere()
        await reader.told("另一个窗口")
        assert len(workspace.state.flags) == 2
        await reader.press("j", "f")
        await until(reader.pilot, lambda: len(workspace.state.flags) == 3)

    run_app(workspace, flow)
