"""Whole screens as text, at three sizes.

`UPDATE_GOLDEN=1 python -m pytest tests/app/test_screens.py` writes `tests/golden/screens/*.txt` anew; read
the difference before committing it.
"""

from __future__ import annotations

import os

import pytest

from tests.app.conftest import MIDDLE, NARROW, WIDE, Reader, Size, run_app, until
from tests.conftest import ROOT
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


_SCREENS = {"shelf": _shelf, "read": _read, "targets": _targets, "compare": _compare}


@pytest.mark.parametrize("size", [WIDE, MIDDLE, NARROW], ids=["120x40", "80x24", "40x10"])
@pytest.mark.parametrize("name", list(_SCREENS))
def test_screen(workspace: Workspace, name: str, size: Size) -> None:
    """The screen is exactly the one that was looked at and kept."""
    seen: list[str] = []

    async def flow(reader: Reader) -> None:
        await _SCREENS[name](reader)
        for _ in range(3):
            await reader.pilot.pause()
        seen.append(reader.text() + "\n")

    run_app(workspace, flow, size=size)
    path = _FOLDER / f"{name}-{size[0]}x{size[1]}.txt"
    if os.environ.get("UPDATE_GOLDEN"):
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(seen[0], encoding="utf-8", newline="\n")
    assert seen[0] == path.read_text(encoding="utf-8")
