"""Whole screens as text, at four sizes.

`UPDATE_GOLDEN=1 python -m pytest tests/app/test_screens.py` writes `tests/golden/screens/*.txt` anew; read
the difference before committing it.
"""

from __future__ import annotations

import os
from collections.abc import Awaitable, Callable

import pytest
from textual.widgets import TextArea

from tests.app.conftest import MIDDLE, NARROW, VAST, WIDE, Reader, Size, run_app, until
from tests.conftest import ROOT
from tui.app.screens.writing import WritingDialog
from tui.app.widgets.checks import ChecksView
from tui.app.widgets.comparing import CompareView
from tui.workspace import Workspace

_FOLDER = ROOT / "tests" / "golden" / "screens"


async def _shelf(reader: Reader) -> None:
    await reader.sees("海南区")


async def _read(reader: Reader) -> None:
    await reader.open("14.6")
    await reader.press("j")
    await until(reader.pilot, lambda: reader.sentence.paragraph == "hainan-14/L1012")
    await reader.sees("推进煤炭供给转型升级")


async def _targets(reader: Reader) -> None:
    await reader.switch("2", "targets")
    await reader.sees("暂不可判")


async def _compare(reader: Reader) -> None:
    await reader.switch("3", "compare")
    view = reader.main.query_one(CompareView)
    for theme in ("T02", "T03", "T04", "T05"):
        await reader.press("J")
        await until(
            reader.pilot,
            lambda wanted: view.current is not None and view.current.theme == wanted,
            theme,
            theme,
        )
    await reader.sees("能源与氢能")


async def _projects(reader: Reader) -> None:
    await reader.switch("4", "projects")
    await reader.sees("专栏")


async def _checks(reader: Reader) -> None:
    await reader.open()
    await reader.switch("5", "checks")
    view = reader.main.query_one(ChecksView)
    await until(reader.pilot, lambda: bool(view.rows))
    await reader.press("j", "j")
    await reader.sees("核查")


async def _review(reader: Reader) -> None:
    await _read(reader)
    await reader.press("f", "r", "f")
    workspace = reader.app.workspace
    await until(reader.pilot, lambda: len(workspace.state.flags) == 2)
    first, second = workspace.state.flags
    workspace.act("flag_edit", "flag", first.id, note="口径请核实", tags=["口径"], state="resolved")
    workspace.act("flag_edit", "flag", second.id, kind="edit", suggestion=f"稳妥{second.anchor.quote}")  # type: ignore[union-attr]
    await reader.end_message()
    await reader.switch("6", "review")
    await reader.press("j")
    await reader.sees("建议修改")


async def _writing(reader: Reader) -> None:
    await _read(reader)
    await reader.command("F")
    await reader.press("7")
    await reader.sees("高", inside="#pick-list")
    await reader.press("1")
    await until(reader.pilot, lambda: isinstance(reader.app.screen, WritingDialog))
    for area in reader.app.screen.query(TextArea):
        area.cursor_blink = False


SCREENS: dict[str, Callable[[Reader], Awaitable[None]]] = {
    "shelf": _shelf,
    "read": _read,
    "targets": _targets,
    "compare": _compare,
    "projects": _projects,
    "checks": _checks,
    "review": _review,
    "writing": _writing,
}


_SIZES = {"200x60": VAST, "120x40": WIDE, "80x24": MIDDLE, "40x10": NARROW}
#: At 40×10 the editor shows a part that depends on where it was scrolled.
_NOT_KEPT = {("writing", "40x10")}
_KEPT = [(name, size) for size in _SIZES for name in SCREENS if (name, size) not in _NOT_KEPT]


@pytest.mark.parametrize(
    ("name", "size"), [(name, _SIZES[size]) for name, size in _KEPT], ids=map("-".join, _KEPT)
)
def test_screen(workspace: Workspace, name: str, size: Size) -> None:
    """The screen is exactly the one that was looked at and kept."""
    seen: list[str] = []

    async def flow(reader: Reader) -> None:
        await SCREENS[name](reader)
        for _ in range(3):
            await reader.pilot.pause()
        seen.append(reader.text() + "\n")

    run_app(workspace, flow, size=size)
    path = _FOLDER / f"{name}-{size[0]}x{size[1]}.txt"
    if os.environ.get("UPDATE_GOLDEN"):
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(seen[0], encoding="utf-8", newline="\n")
    assert seen[0] == path.read_text(encoding="utf-8")
