"""Line breaking and safe display in the widgets that Textual lays out."""

from __future__ import annotations

import asyncio
import json
import subprocess
import sys

import pytest
from rich.segment import Segment
from rich.style import Style
from rich.text import Text
from textual.app import App, ComposeResult
from textual.color import Color
from textual.content import Content
from textual.widgets import OptionList, Static, TextArea
from textual.widgets.option_list import Option

from tests.app.conftest import widget_text
from tui.app.typesetting import REPLACED, SafeDisplay, install

_TEXT = "坚持生态优先，绿色发展；推动“两个”转型：能源、产业（含氢能）。到2025年，达到70万千瓦！实现了吗？"
_CLOSING = "，；：、）。！？”"
_OPENING = "“（"


def test_the_replaced_names_exist_in_the_installed_libraries() -> None:
    """Before anything is replaced, the libraries have each name, and it returns what ours returns."""
    names = json.dumps(REPLACED)
    code = (
        "import importlib, json, sys\n"
        f"for module, name in json.loads({names!r}):\n"
        "    there = getattr(importlib.import_module(module), name)\n"
        "    args = ('ab cd ef', 3, 4) if name == 'compute_wrap_offsets' else ('ab cd ef', 3)\n"
        "    assert there(*args) == [3, 6], (module, name, there(*args))\n"
        "assert not any(name.startswith('tui') for name in sys.modules)\n"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr


class _Page(App[None]):
    """One text in the three widgets whose lines break by our rules."""

    CSS = """
    Static, OptionList, TextArea { border: none; padding: 0; height: auto; scrollbar-size: 0 0; }
    TextArea { height: 14; }
    """

    def compose(self) -> ComposeResult:
        """A text in each widget."""
        yield Static(Content(_TEXT), id="content")
        yield Static(Text(_TEXT), id="rich")
        yield OptionList(Option(Text(_TEXT)), id="options")
        yield TextArea(_TEXT, id="area", show_line_numbers=False)


@pytest.mark.parametrize("width", [13, 16, 21, 30])
def test_widgets_break_lines_as_chinese_is_set(width: int) -> None:
    """In a Static, a list and an editor no line begins with closing or ends with opening punctuation."""
    install()
    app = _Page()
    texts: dict[str, str] = {}

    async def drive() -> None:
        async with app.run_test(size=(width, 60)) as pilot:
            await pilot.pause()
            for name in ("content", "rich", "options", "area"):
                texts[name] = widget_text(app, f"#{name}")

    asyncio.run(drive())
    for name, text in texts.items():
        lines = [line.strip() for line in text.splitlines() if line.strip()]
        assert "".join(lines) == _TEXT, name
        assert [line for line in lines if line[0] in _CLOSING] == [], name
        assert [line for line in lines if line[-1] in _OPENING] == [], name


def test_the_net_below_replaces_what_controls_a_terminal() -> None:
    """The line filter lets printable segments through untouched and makes all others visible."""
    style = Style(bold=True)
    fine, bad = Segment("正文 text", style), Segment("a\x1b[2J\u202eb\x9b", style)
    control = Segment("\x1b[1m", None, [(1,)])  # type: ignore[list-item]
    first, second, third = SafeDisplay().apply([fine, bad, control], Color(0, 0, 0))
    assert first is fine
    assert second == Segment("a␛[2J\ufffdb\ufffd", style)
    assert third is control
