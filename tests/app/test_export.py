"""Handing in from the app: preview, file, and what is there already."""

from __future__ import annotations

from pathlib import Path

from tests.app.conftest import NARROW, Reader, run_app, until
from tui.app.screens.dialogs import FormDialog, ReadDialog
from tui.locale import Locale
from tui.report.files import build, rendered
from tui.workspace import Workspace


async def _preview(reader: Reader, hand_in: str = "1") -> None:
    """Ask for a hand-in by its number."""
    await reader.command("w")
    await reader.press(hand_in)
    await until(reader.pilot, lambda: isinstance(reader.app.screen, ReadDialog))


def _summary(workspace: Workspace, language: str) -> bytes:
    locale = Locale(language)
    return rendered(build("summary", workspace, locale), "md", locale)


async def _name(reader: Reader) -> None:
    await reader.press("enter")
    await until(reader.pilot, lambda: isinstance(reader.app.screen, FormDialog))


async def _flag(reader: Reader, workspace: Workspace) -> None:
    await reader.read("14.6")
    await reader.press("f")
    await until(reader.pilot, lambda: len(workspace.state.flags) == 1)


def test_preview_shows_what_would_be_written(workspace: Workspace) -> None:
    """w shows the summary first, by page; esc writes nothing."""

    async def flow(reader: Reader) -> None:
        await _flag(reader, workspace)
        await _preview(reader)
        await reader.sees("规划审阅摘要", inside="#read-text")
        pages = []
        for _ in range(6):
            pages.append(reader.text("#read-text"))
            await reader.press("space")
        assert "推进煤炭供给转型升级。" in "".join(pages)
        await reader.press("k")
        await reader.press("escape")
        await reader.back_on_main()

    run_app(workspace, flow)


def test_the_file_is_what_build_makes(workspace: Workspace, tmp_path: Path) -> None:
    """The written file has exactly the bytes of the summary, and the app says where it is."""
    path = tmp_path / "摘要.md"

    async def flow(reader: Reader) -> None:
        await _flag(reader, workspace)
        await _preview(reader)
        await _name(reader)
        await reader.answer(str(path))
        await reader.back_on_main()
        await reader.told("已写入", "摘要.md")

    run_app(workspace, flow)
    assert path.read_bytes() == _summary(workspace, "zh")
    assert "推进煤炭供给转型升级。" in path.read_text(encoding="utf-8")


def test_the_file_is_in_the_language_of_the_screen(workspace: Workspace, tmp_path: Path) -> None:
    """With the English interface the summary is written in English."""
    path = tmp_path / "summary.md"

    async def flow(reader: Reader) -> None:
        await _preview(reader)
        await _name(reader)
        await reader.answer(str(path))
        await reader.back_on_main()

    run_app(workspace, flow, language="en")
    assert path.read_bytes() == _summary(workspace, "en")


def test_an_existing_file_is_refused_and_the_dialog_stays(workspace: Workspace, tmp_path: Path) -> None:
    """A file that exists is left alone with a sentence; another name can be given, or the same once more."""
    taken, free = tmp_path / "taken.md", tmp_path / "free.md"
    taken.write_text("keep", encoding="utf-8")

    async def flow(reader: Reader) -> None:
        await _preview(reader)
        await _name(reader)
        await reader.answer(str(taken))
        await reader.sees("taken.md", "已存在", inside="#dialog-problem")
        assert isinstance(reader.app.screen, FormDialog)
        assert taken.read_text(encoding="utf-8") == "keep"
        assert "--force" not in reader.text("#dialog-problem"), "there is no such option in the app"
        await reader.answer(str(free))
        await reader.back_on_main()
        await reader.told("free.md")
        assert taken.read_text(encoding="utf-8") == "keep"
        await _preview(reader)
        await _name(reader)
        await reader.answer(str(taken))
        await reader.sees("再按一次", inside="#dialog-problem")
        await reader.press("enter")
        await reader.back_on_main()

    run_app(workspace, flow)
    assert taken.read_bytes() == free.read_bytes() == _summary(workspace, "zh")


def test_a_folder_and_a_place_that_is_not_there_are_refused(workspace: Workspace, tmp_path: Path) -> None:
    """A folder, or a folder that does not exist, gets a sentence with its name and writes nothing."""

    async def flow(reader: Reader) -> None:
        await _preview(reader)
        await _name(reader)
        (tmp_path / "folder.md").mkdir()
        for name, told in (("folder.md", "文件夹"), ("absent/summary.md", "无法写入"), ("a.pdf", "可用：md")):
            await reader.answer(str(tmp_path / name))
            await reader.sees(told, inside="#dialog-problem")
            assert isinstance(reader.app.screen, FormDialog)
        await reader.press("escape")
        await reader.back_on_main()

    run_app(workspace, flow)
    assert not [path for path in tmp_path.iterdir() if path.suffix == ".md" and path.is_file()]


def test_examples_are_marked_in_what_is_written(workspace: Workspace, tmp_path: Path) -> None:
    """With invented values switched on, preview and file say so at their head."""
    path = tmp_path / "summary.md"

    async def flow(reader: Reader) -> None:
        await reader.switch("2", "targets")
        await reader.press("f6")
        await _preview(reader)
        await reader.sees("虚构的示例值", inside="#read-text")
        await _name(reader)
        await reader.answer(str(path))
        await reader.back_on_main()

    run_app(workspace, flow)
    assert "虚构的示例值" in "".join(path.read_text(encoding="utf-8").splitlines()[:5])


def test_export_on_a_very_small_screen(workspace: Workspace, tmp_path: Path) -> None:
    """Preview and file name work at 40 columns and 10 lines too."""
    path = tmp_path / "small.md"

    async def flow(reader: Reader) -> None:
        await _preview(reader)
        await _name(reader)
        await reader.answer(str(path))
        await reader.back_on_main()

    run_app(workspace, flow, size=NARROW)
    assert path.exists()
