"""Every key in every view: nothing crashes, and a reader always sees what came of it."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.app.conftest import Reader, run_app, segments, until
from tui.app.screens.dialogs import Dialog
from tui.app.screens.main import MainScreen
from tui.commands import COMMANDS, COMMANDS_BY_ID
from tui.config import load_config
from tui.review.events import Author
from tui.review.store import ReviewStore
from tui.workspace import Workspace

#: Views with the keys that lead to one of their panes.
_PLACES = {
    "shelf": ("shelf", ""),
    "text": ("read", ""),
    "tree": ("read", "h"),
    "about": ("read", "l"),
    "targets": ("targets", ""),
    "target": ("targets", "l"),
    "compare": ("compare", ""),
    "themes": ("compare", "h"),
    "match": ("compare", "l"),
    "projects": ("projects", ""),
    "review": ("review", ""),
    "flag": ("review", "l"),
}
_LEAVES = "quit"
_SWITCHES_BACK = ("switch_language", "examples", "zoom")


def _key(command_id: str) -> str:
    return COMMANDS_BY_ID[command_id].keys.split(",")[0]


def _seen(reader: Reader) -> list[object]:
    screen = type(reader.app.screen)
    return [screen, *((segment.text, segment.style) for segment in segments(reader.app))]


async def _return(reader: Reader, view: str, pane: str) -> None:
    """Leave every dialog, and come back to the view and the pane."""
    while isinstance(reader.app.screen, Dialog):
        await reader.press("escape")
    await until(reader.pilot, lambda: isinstance(reader.app.screen, MainScreen) and bool(reader.main.view_id))
    await reader.leave_line()
    await reader.press(_key(f"view_{view}"))
    await until(reader.pilot, lambda: reader.view == view)
    if pane:
        await reader.press(pane)
    await reader.end_message()


async def _silent_keys(reader: Reader, view: str, pane: str) -> list[str]:
    """The commands whose key changes nothing that can be seen."""
    silent = []
    await _return(reader, view, pane)
    for command in COMMANDS:
        if command.id == _LEAVES:
            continue
        before = _seen(reader)
        await reader.press(_key(command.id))
        for _ in range(20):
            if _seen(reader) != before:
                break
            await reader.pilot.pause()
        else:
            silent.append(command.id)
        if command.id in _SWITCHES_BACK:
            await reader.press(_key(command.id))
        await _return(reader, view, pane)
    return silent


@pytest.mark.slow
@pytest.mark.parametrize(("view", "pane"), _PLACES.values(), ids=_PLACES.keys())
def test_every_key_does_something_or_says_why_not(workspace: Workspace, view: str, pane: str) -> None:
    """Each command's key changes what is seen, opens a dialog, or is answered with a sentence."""
    silent: list[str] = []

    async def flow(reader: Reader) -> None:
        await reader.open("14.6")
        silent.extend(await _silent_keys(reader, view, pane))

    run_app(workspace, flow)
    assert silent == []


@pytest.mark.slow
def test_every_key_where_there_is_nothing(tmp_path: Path) -> None:
    """On an empty shelf every key is answered too; there is no text that could be read."""
    (tmp_path / "content" / "plans").mkdir(parents=True)
    store = ReviewStore(tmp_path / "empty.review")
    empty = Workspace(load_config(), [tmp_path / "content"], store, Author("王审"))
    silent: dict[str, list[str]] = {}

    async def flow(reader: Reader) -> None:
        for view in ("shelf", "targets", "compare", "projects", "review"):
            silent[view] = await _silent_keys(reader, view, "")

    run_app(empty, flow)
    assert {view: keys for view, keys in silent.items() if keys} == {}
