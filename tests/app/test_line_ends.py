"""No widget lets a line of Chinese begin with a closing mark: dialogs, messages, lists, tables, previews."""

from __future__ import annotations

import re
from collections.abc import Awaitable, Callable

import pytest

from tests.app.conftest import Reader, painted, run_app, until
from tests.app.test_terminals import SCREENS
from tui.app.screens.dialogs import Dialog
from tui.workspace import Workspace

#: Full-width marks that no line may begin with; ASCII ones and · also stand for keys and bullets.
_CLOSING = "，。；：、！？）》」』】〕”’％"
#: What stands beside each other: parted by two blanks, or by a border or a scroll bar.
_BESIDE = re.compile(r"\s{2,}|[│|]\s?")
_SIZES = [(40, 24), (41, 24), (43, 24)]


async def _hand_in(reader: Reader) -> None:
    await reader.command("w")
    await reader.press("enter")
    await reader.sees("规划", inside="#read-text")


async def _comment(reader: Reader) -> None:
    await reader.read("14.6")
    await reader.press("j")
    await reader.command("c")


async def _flag(reader: Reader) -> None:
    await _comment(reader)
    await reader.write("建议商有关部门核实口径，说明理由；另请补充“十四五”完成情况（含分年度数据）。")
    await reader.press("f2")
    await reader.back_on_main()
    await until(reader.pilot, lambda: len(reader.app.workspace.state.flags) == 1)


async def _flags(reader: Reader) -> None:
    await _flag(reader)
    await reader.switch("6", "review")


async def _wrong(reader: Reader) -> None:
    await reader.command("g")
    await reader.answer("没有，这一处（的）。")
    await reader.sees("没有", inside="#dialog-problem")


async def _message(reader: Reader) -> None:
    await _flag(reader)
    await reader.press("y")
    await reader.told("海南区")


async def _trace(reader: Reader) -> None:
    await reader.open("L830")
    await reader.command("enter")


async def _search(reader: Reader) -> None:
    await reader.command("*")
    await reader.write("氢能")
    await until(reader.pilot, lambda: isinstance(reader.app.screen, Dialog))
    await reader.sees("氢能", inside="#pick-list")


async def _explain(reader: Reader) -> None:
    await reader.switch("2", "targets")
    await reader.command("s")


_OWN: dict[str, Callable[[Reader], Awaitable[None]]] = {
    "preview": _hand_in,
    "comment": _comment,
    "flags-list": _flags,
    "wrong": _wrong,
    "message": _message,
    "trace": _trace,
    "found-everywhere": _search,
    "verdict": _explain,
}
_EVERYWHERE = {**SCREENS, **_OWN}


def _begun_wrong(reader: Reader) -> list[str]:
    """Painted lines, or columns of them, that begin with a mark that closes something."""
    lines = [part.strip() for strip in painted(reader.app) for part in _BESIDE.split(strip.text)]
    return [line for line in lines if line and line[0] in _CLOSING]


@pytest.mark.parametrize("size", [_SIZES[0], *(pytest.param(s, marks=pytest.mark.slow) for s in _SIZES[1:])])
@pytest.mark.parametrize("name", _EVERYWHERE)
def test_no_line_begins_with_a_closing_mark(workspace: Workspace, name: str, size: tuple[int, int]) -> None:
    """On a narrow screen, where most lines are broken, none begins with a comma or a closing bracket."""
    wrong: list[str] = []

    async def flow(reader: Reader) -> None:
        await _EVERYWHERE[name](reader)
        for _ in range(3):
            await reader.pilot.pause()
            wrong.extend(_begun_wrong(reader))
            await reader.press("pagedown")

    run_app(workspace, flow, size=size)
    assert wrong == []
