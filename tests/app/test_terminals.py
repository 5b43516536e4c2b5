"""Terminals that are not like the one the program was made in: wide quotation marks, poor fonts, no colours.

A terminal is simulated by adding up the cells of what is painted: with `ambiguous_width = 2` a character of
East Asian Width A moves it on by two.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Iterator
from dataclasses import replace
from unicodedata import category, east_asian_width

import pytest
from rich.style import Style
from textual.widget import Widget

from tests.app.conftest import (
    MIDDLE,
    NARROW,
    WIDE,
    Reader,
    Size,
    line_segments,
    painted,
    run_app,
    shown,
    until,
)
from tests.app.test_colours import SCREENS
from tui.app.widgets.line_pane import LinePane
from tui.text.ambiguous import count_ambiguous_as
from tui.workspace import Workspace

_SIZES = {"120x40": WIDE, "80x24": MIDDLE, "40x10": NARROW}
_VAST: Size = (170, 45)


@pytest.fixture(autouse=True)
def _narrow_again() -> Iterator[None]:
    """The width of characters belongs to the process, and the next test has another terminal."""
    yield
    count_ambiguous_as(1)


def _cells(char: str) -> int:
    """What a terminal with wide ambiguous characters moves on by, after Unicode Standard Annex 11."""
    if category(char) in ("Mn", "Me", "Cf"):
        return 0
    return 2 if east_asian_width(char) in "AFW" else 1


def _columns(text: str) -> list[int]:
    """The column where each character of a line stands in that terminal, and where the line ends."""
    columns = [0]
    for char in text:
        columns.append(columns[-1] + _cells(char))
    return columns


# --- ambiguous characters two cells wide -------------------------------------------------------------


def _shifted(reader: Reader) -> list[str]:
    """Lines that do not end at the edge of the screen, and panes whose border leaves its column."""
    width = reader.app.screen.size.width
    lines = [strip.text for strip in painted(reader.app)]
    wrong = [line for line in lines if _columns(line)[-1] != width]
    for widget in reader.app.screen.query("*").results(Widget):
        if shown(widget) and widget.styles.border_left[0] and widget.region.width < width:
            region = widget.region.intersection(reader.app.screen.region)
            for line in lines[region.y + 1 : region.bottom - 1]:
                columns = _columns(line)
                if region.x not in columns or line[columns.index(region.x)] != "|":
                    wrong.append(f"{widget.id} {widget.classes} {line}")
    return wrong


@pytest.mark.parametrize("size", [*_SIZES.values(), _VAST], ids=[*_SIZES, "170x45"])
@pytest.mark.parametrize("name", SCREENS)
def test_nothing_shifts_where_quotation_marks_are_wide(workspace: Workspace, name: str, size: Size) -> None:
    """Every painted line is as wide as the screen, and the border of each pane stands in one column."""
    workspace.config = replace(workspace.config, ambiguous_width=2)
    wrong: list[str] = []

    async def flow(reader: Reader) -> None:
        await SCREENS[name](reader)
        await reader.pilot.pause()
        wrong.extend(_shifted(reader))

    run_app(workspace, flow, size=size)
    assert wrong == []
