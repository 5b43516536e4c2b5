"""What is said of a flag: tags, wordings, replies, states; sections; others' flags; several reviews."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.app.conftest import MIDDLE, Reader, run_app, table_cells, until
from tui.app.screens.dialogs import PickDialog
from tui.app.screens.filtering import FilterDialog
from tui.app.screens.writing import WritingDialog
from tui.app.widgets.reading import SectionTree
from tui.plans.model import Passage
from tui.review.events import Author
from tui.workspace import Workspace

MakeWorkspace = Callable[..., Workspace]
SENTENCE = "推进煤炭供给转型升级。"
OTHER = Author("李核", "统计局")


def _add(workspace: Workspace, kind: str = "question", note: str = "", who: Author | None = None) -> str:
    """A flag on the first sentence of 14.6, by another person if one is named."""
    passage = Passage("hainan-14/L1012", 0, len(SENTENCE), SENTENCE)
    mine, workspace.author = workspace.author, who or workspace.author
    event = workspace.act(
        "flag", "sentence", passage.paragraph, passage, kind=kind, severity="medium", note=note
    )
    workspace.author = mine
    return event.id


# --- what is said of a flag ------------------------------------------------------------------------


def test_a_wording_is_proposed_with_its_difference(workspace: Workspace) -> None:
    """F 7 opens the words to be changed; what was kept is seen as a change in the list."""

    async def flow(reader: Reader) -> None:
        await reader.read("14.6")
        await reader.command("F")
        await reader.press("7")
        await until(reader.pilot, lambda: isinstance(reader.app.screen, PickDialog))
        await reader.press("1")
        await until(reader.pilot, lambda: isinstance(reader.app.screen, WritingDialog))
        await reader.sees(SENTENCE, inside="#suggestion")
        await reader.press("ctrl+u")
        await reader.write("稳妥推进煤炭供给转型升级。")
        await reader.press("tab")
        await reader.write("提法过急")
        await reader.press("f2")
        await reader.back_on_main()
        (flag,) = workspace.state.flags
        assert (flag.kind, flag.suggestion, flag.note) == ("edit", "稳妥推进煤炭供给转型升级。", "提法过急")
        await reader.switch("6", "review")
        await reader.sees("建议改为", "稳妥", "提法过急", inside="#flags-detail")

    run_app(workspace, flow)


def test_a_phrase_by_key(workspace: Workspace) -> None:
    """F3 in the editor offers phrases; the one that is picked stands where the cursor was."""

    async def flow(reader: Reader) -> None:
        await reader.read("14.6")
        await reader.command("c")
        await reader.press("f3")
        await until(reader.pilot, lambda: isinstance(reader.app.screen, PickDialog))
        await reader.press("3")
        await until(reader.pilot, lambda: isinstance(reader.app.screen, WritingDialog))
        await reader.press("f2")
        await reader.back_on_main()
        assert workspace.state.flags[0].note == workspace.phrases[2]

    run_app(workspace, flow)


def test_an_editor_of_ones_own_that_is_not_there(
    workspace: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Without an editor F4 says what to do, and what was written stays."""
    monkeypatch.delenv("VISUAL", raising=False)
    monkeypatch.delenv("EDITOR", raising=False)

    async def flow(reader: Reader) -> None:
        await reader.read("14.6")
        await reader.command("c")
        await reader.write("已写的")
        await reader.press("f4")
        await reader.sees("EDITOR", inside="#dialog-problem")
        await reader.sees("已写的", inside="#note")

    run_app(workspace, flow)


def test_tags_state_and_reply(workspace: Workspace) -> None:
    """T tags, X resolves and opens again, R replies with a reason; all of it is undone step by step."""
    _add(workspace)

    async def flow(reader: Reader) -> None:
        await reader.switch("6", "review")
        await reader.command("T")
        await reader.answer("#口径、数据 口径")
        await reader.back_on_main()
        await until(reader.pilot, lambda: workspace.state.flags[0].tags == ("口径", "数据"))
        await reader.press("X")
        await reader.told("已处理")
        await reader.command("R")
        await reader.press("3")
        await until(reader.pilot, lambda: not isinstance(reader.app.screen, PickDialog))
        await reader.press("enter")
        await reader.sees("要填写", inside="#dialog-problem")
        await reader.answer("与上位规划不符")
        await reader.back_on_main()
        flag = workspace.state.flags[0]
        assert flag.state == "resolved"
        assert flag.reply is not None
        assert (flag.reply.reply, flag.reply.reason) == ("declined", "与上位规划不符")
        await reader.sees("不采纳", "与上位规划不符", inside="#flags-detail")
        await reader.press("u", "u", "u")
        flag = workspace.state.flags[0]
        assert (flag.reply, flag.state, flag.tags) == (None, "open", ())

    run_app(workspace, flow)


def test_several_flags_on_one_passage(workspace: Workspace) -> None:
    """Two kinds stand on the same words; what acts on one of them asks which."""
    _add(workspace, "question", "第一条")
    _add(workspace, "risk", "第二条")

    async def flow(reader: Reader) -> None:
        await reader.read("14.6")
        await reader.sees("第一条", "第二条", inside="#about")
        await reader.command("x")
        await reader.sees("第一条", "第二条", inside="#pick-list")
        await reader.press("2")
        await reader.back_on_main()
        await until(reader.pilot, lambda: [f.note for f in workspace.state.flags] == ["第二条"])

    run_app(workspace, flow)


def test_anothers_flag_is_answered_not_changed(workspace: Workspace) -> None:
    """x, T and c leave another person's flag alone and say so; R replies to it, X resolves it."""
    _add(workspace, note="统计局的意见", who=OTHER)

    async def flow(reader: Reader) -> None:
        await reader.switch("6", "review")
        for key in ("x", "T", "c"):
            await reader.end_message()
            await reader.press(key)
            await reader.told("李核", "R")
        await reader.command("R")
        await reader.press("1")
        await reader.press("enter")
        await reader.back_on_main()
        await until(reader.pilot, lambda: workspace.state.flags[0].reply is not None)
        assert workspace.state.flags[0].note == "统计局的意见"

    run_app(workspace, flow)


# --- sections --------------------------------------------------------------------------------------


def test_a_section_is_flagged_and_reviewed_from_the_tree(workspace: Workspace) -> None:
    """In the tree f flags the section and r marks all its sentences as one act, which one undo takes back."""

    async def flow(reader: Reader) -> None:
        await reader.read("14.6")
        tree = reader.app.screen.query_one(SectionTree)
        await until(reader.pilot, lambda: bool(tree.cursor_node and tree.cursor_node.data))
        await reader.press("h")
        await until(reader.pilot, lambda: tree.has_focus)
        section = reader.app.screen.query_one("ReadView").section  # type: ignore[attr-defined]
        await reader.press("f")
        await until(reader.pilot, lambda: len(workspace.state.flags) == 1)
        (flag,) = workspace.state.flags
        assert (flag.subject_kind, flag.subject_id) == ("section", section)
        count = len(workspace.sentences("hainan-14").in_section(section))
        await reader.press("r")
        await reader.told(f"{count} 句已标为已审")
        assert workspace.progress("hainan-14")[section].is_done
        await reader.press("u")
        assert not workspace.progress("hainan-14")[section].reviewed

    run_app(workspace, flow)


def test_progress_tells_looked_at_from_flagged(workspace: Workspace) -> None:
    """Sentences that were looked at and left alone are counted apart from those that were flagged."""

    async def flow(reader: Reader) -> None:
        await reader.read("14.6")
        await reader.press("f", "r", "r")
        await reader.sees("本节 2/", "已审 2/", inside="#status")
        found = workspace.progress("hainan-14")["hainan-14/14.6"]
        assert (found.reviewed, found.nothing_to_say) == (2, 1)
        await reader.sees("⚑1 2/", inside="#tree")

    run_app(workspace, flow)


# --- the list --------------------------------------------------------------------------------------


def test_the_list_is_narrowed(workspace: Workspace) -> None:
    """t offers kinds, states and people with their counts; only what was chosen is shown and handed in."""
    _add(workspace, "question")
    _add(workspace, "risk", who=OTHER)

    async def flow(reader: Reader) -> None:
        await reader.switch("6", "review")
        await reader.press("t")
        await until(reader.pilot, lambda: isinstance(reader.app.screen, FilterDialog))
        await reader.sees("风险  1", "李核  1", "未处理  2")
        await reader.press("j", "j", "j", "enter", "escape")
        await reader.back_on_main()
        (row,) = table_cells(reader.app, "#flags-table")
        assert "风险" in row[0]
        await reader.sees("显示 1 个", inside="#flags-head")
        assert reader.main.view.options("opinions").flags == (workspace.state.flags[1],)

    run_app(workspace, flow)


def _with_other_words(folder: Path, old: str, new: str) -> Path:
    """A content folder in which the outline has other words in one place."""
    source = (Path(__file__).parents[2] / "content" / "plans" / "hainan-14.toml").read_text(encoding="utf-8")
    assert source.count(old) == 1
    (folder / "plans").mkdir(parents=True)
    (folder / "plans" / "hainan-14.toml").write_text(source.replace(old, new), encoding="utf-8")
    return folder


@pytest.mark.slow
def test_words_that_changed_are_confirmed(make_workspace: MakeWorkspace, tmp_path: Path) -> None:
    """A flag on a figure that changed waits with both wordings; a puts it on the new words."""
    workspace = make_workspace(author=Author("王审"))
    plan = workspace.plan("hainan-14")
    text = plan.paragraphs_by_id["hainan-14/L1012"].text
    start = text.index("煤炭生产能力控制到1500万吨/年以下")
    quote = text[start : start + len("煤炭生产能力控制到1500万吨/年以下")]
    passage = Passage("hainan-14/L1012", start, start + len(quote), quote)
    workspace.act("flag", "sentence", passage.paragraph, passage, kind="risk", severity="high", note="")
    workspace.store.close()
    later = make_workspace(
        _with_other_words(
            tmp_path / "later", "煤炭生产能力控制到1500万吨/年以下", "煤炭生产能力控制到1400万吨/年以下"
        ),
        author=Author("王审"),
    )

    async def flow(reader: Reader) -> None:
        await reader.switch("6", "review")
        await reader.sees("≠ 数字已变", inside="#flags-table")
        await reader.sees("1 处原文已变", inside="#flags-head")
        await reader.sees("1500万吨", "1400万吨", inside="#flags-detail")
        await reader.press("a")
        await reader.told("已确认新位置")
        assert later.standing(later.state.flags[0]).state == "exact"  # type: ignore[union-attr]
        await reader.press("a")
        await reader.told("无须确认")

    run_app(later, flow)


def test_the_list_in_a_small_window(workspace: Workspace) -> None:
    """At 80×24 the list and what is known of a flag stand below each other; l goes there and j scrolls."""
    _add(workspace, note="说明")

    async def flow(reader: Reader) -> None:
        await reader.switch("6", "review")
        await reader.sees(SENTENCE, inside="#flags-table")
        await reader.press("l")
        await until(reader.pilot, lambda: reader.focused == "flags-detail")
        await reader.press("j", "k")
        await reader.sees("说明", inside="#flags-detail")

    run_app(workspace, flow, size=MIDDLE)


# --- several reviews -------------------------------------------------------------------------------


def test_another_review_is_begun_and_gone_back_to(workspace: Workspace, own_home: Path) -> None:
    """F5 begins a review of a name, and offers the one that was open before."""
    _add(workspace)
    first = workspace.store.path

    async def flow(reader: Reader) -> None:
        await reader.read("14.6")
        await reader.command("f5")
        await reader.press("1")
        await reader.sees("名称")
        await reader.answer("中期评估")
        await reader.back_on_main()
        await until(reader.pilot, lambda: workspace.store.path.stem == "中期评估")
        await reader.sees("⚑0", "中期评估", inside="#status")
        await reader.read("14.6")
        await reader.press("r", "r")
        await until(reader.pilot, lambda: len(workspace.state.reviewed) == 2)
        await reader.command("f5")
        await reader.sees("test", inside="#pick-list")
        await reader.press("4")
        await reader.back_on_main()
        await until(reader.pilot, lambda: workspace.store.path == first)
        await reader.sees("⚑1", inside="#status")

    run_app(workspace, flow)
    assert (own_home / "data" / "reviews" / "中期评估.review").is_file()


def test_somebodys_review_is_taken_in_and_settled(
    workspace: Workspace, make_workspace: MakeWorkspace, tmp_path: Path
) -> None:
    """M shows what a file brings before it is taken in; s in the list settles where the two differ."""
    other = make_workspace(author=OTHER, review=tmp_path / "li.review")
    theirs = _add(other, "risk", "统计局的意见")
    mine = _add(workspace, "question", "我的意见")

    async def flow(reader: Reader) -> None:
        await reader.switch("6", "review")
        await reader.command("M")
        await reader.answer(str(tmp_path / "absent.review"))
        await reader.sees("absent.review", inside="#dialog-problem")
        await reader.answer(str(tmp_path / "li.review"))
        await reader.sees("李核", "标记 1", inside="#read-text")
        await reader.press("enter")
        await reader.back_on_main()
        await until(reader.pilot, lambda: len(workspace.state.flags) == 2)
        await reader.sees("分歧 1 处", inside="#flags-head")
        await reader.command("s")
        await reader.sees("类型不同", "统计局的意见", "我的意见", inside="#pick-list")
        await reader.press("1")
        await reader.sees("两个标记都保留", inside="#pick-list")
        await reader.press("1")
        await reader.back_on_main()
        await until(reader.pilot, lambda: not workspace.conflicts())
        assert len(table_cells(reader.app, "#flags-table")) == 1

    run_app(workspace, flow)
    assert {flag.id for flag in workspace.state.flags} == {mine, theirs}


def test_the_history_is_read_in_the_app(workspace: Workspace) -> None:
    """H lists what was done, the newest first, with what was taken back marked."""
    _add(workspace, "risk", "核实")
    workspace.undo()

    async def flow(reader: Reader) -> None:
        await reader.command("H")
        await reader.sees("已撤销", "风险·中", inside="#read-text")
        words = "".join(reader.text("#read-text").split())
        assert words.index("撤销标记") < words.index("风险·中核实")
        await reader.press("escape")
        await reader.back_on_main()

    run_app(workspace, flow)


def test_several_sentences_are_flagged_together(workspace: Workspace) -> None:
    """V marks the sentence, again one more; f flags exactly these words, and v narrows to a clause again."""

    async def flow(reader: Reader) -> None:
        await reader.read("14.6")
        await reader.press("V", "V", "f")
        await until(reader.pilot, lambda: len(workspace.state.flags) == 1)
        anchor = workspace.state.flags[0].anchor
        assert anchor is not None
        assert anchor.quote.startswith(SENTENCE)
        assert anchor.quote.endswith("保障焦煤长期稳定供应。")
        assert anchor.start == 0
        await reader.press("comma", "f")
        await until(reader.pilot, lambda: len(workspace.state.flags) == 2)
        narrower = workspace.state.flags[1].anchor
        assert narrower is not None
        assert anchor.quote.startswith(narrower.quote)
        assert len(narrower.quote) < len(anchor.quote)

    run_app(workspace, flow)


def test_a_flag_is_given_another_kind(workspace: Workspace) -> None:
    """F in the list changes kind and severity of the flag there; the comment stays."""
    _add(workspace, "question", "保留")

    async def flow(reader: Reader) -> None:
        await reader.switch("6", "review")
        await reader.command("F")
        await reader.press("5")
        await reader.sees("高", "中", "低", inside="#pick-list")
        await reader.press("1")
        await reader.back_on_main()
        await until(reader.pilot, lambda: workspace.state.flags[0].kind == "risk")
        flag = workspace.state.flags[0]
        assert (flag.severity, flag.note, len(workspace.state.flags)) == ("high", "保留", 1)

    run_app(workspace, flow)
