"""How the tests drive the app: a flow of keys, and what stands on the screen."""

from __future__ import annotations

import asyncio
import unicodedata
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import TypeAlias

import pytest
from rich.cells import cell_len
from rich.segment import Segment
from textual import events
from textual.app import App
from textual.pilot import Pilot
from textual.strip import Strip
from textual.widget import Widget
from textual.widgets import DataTable, Input, OptionList, TextArea

from tui.app.main import PlanReviewApp
from tui.app.screens.dialogs import Dialog
from tui.app.screens.main import MainScreen
from tui.app.widgets.line_pane import LinePane
from tui.app.widgets.plan_text import PlanText
from tui.locale import Locale
from tui.plans.model import Passage
from tui.workspace import Workspace

Size: TypeAlias = tuple[int, int]
WIDE: Size = (120, 40)
MIDDLE: Size = (80, 24)
NARROW: Size = (40, 10)
TINY: Size = (20, 6)

_PATIENCE = 150


@dataclass
class Reader:
    """A person at the keyboard of a running app."""

    pilot: Pilot[None]
    app: PlanReviewApp

    # --- doing -----------------------------------------------------------------------------------

    async def press(self, *keys: str) -> None:
        """Press keys one after another, and let the app settle."""
        for key in keys:
            if len(key) == 1 and not key.isascii() and not key.isalnum():
                # Pilot knows no character for these keys; a terminal sends them like this.
                name = unicodedata.name(key).lower().replace("-", "_").replace(" ", "_")
                self.app.post_message(events.Key(name, key))
                await self.pilot.pause()
            else:
                await self.pilot.press(key)
        await self.pilot.pause()

    async def write(self, text: str) -> None:
        """Paste a text into what has the focus; in a line, in place of what stands in it."""
        entry = self.app.screen.focused
        assert isinstance(entry, (Input, TextArea))
        if isinstance(entry, Input) and entry.value:
            await self.pilot.press("end", "ctrl+u")
        if text:
            entry.post_message(events.Paste(text))
        await self.pilot.pause()

    async def command(self, key: str) -> None:
        """Press a key that opens a dialog."""
        await self.press(key)
        await until(self.pilot, lambda: isinstance(self.app.screen, Dialog))

    async def answer(self, *lines: str) -> None:
        """Fill in the lines of a form; enter after each."""
        for line in lines:
            await self.write(line)
            await self.press("enter")

    async def go_to(self, place: str) -> None:
        """Go to a path with `g`."""
        await self.command("g")
        await self.answer(place)
        await self.back_on_main()

    async def open(self, place: str = "") -> None:
        """From the shelf: open the first plan, the district's outline, at a place."""
        await self.press("enter")
        await until(self.pilot, lambda: self.has_text)
        if place:
            await self.go_to(place)

    async def read(self, place: str) -> None:
        """From the shelf: open a place, and step on to the first sentence after its heading."""
        await self.open(place)
        await self.press("j")

    async def back_on_main(self) -> None:
        """Wait until no dialog is open."""
        await until(self.pilot, lambda: isinstance(self.app.screen, MainScreen))
        await self.pilot.pause()

    async def switch(self, key: str, view: str) -> None:
        """Go to a view by its key."""
        await self.press(key)
        await until(self.pilot, lambda: self.view == view)

    async def resize(self, size: Size) -> None:
        """Change the size of the terminal."""
        await self.pilot.resize_terminal(*size)
        await self.pilot.pause()

    async def click(self, words: str, inside: str = "") -> None:
        """Click on the first cell of words on the screen."""
        column, line = place_of(self.app, words, inside)
        await self.pilot.click(offset=(column, line))
        await self.pilot.pause()

    # --- seeing ----------------------------------------------------------------------------------

    async def sees(self, *words: str, inside: str = "") -> None:
        """Wait until words are on the screen, or in one of its widgets; the status line without a message."""
        if inside == "#status":
            await self.end_message()
        for part in words:
            await until(self.pilot, lambda part=part: flat(part) in flat(self.text(inside)), part)  # type: ignore[misc]

    async def told(self, *words: str) -> None:
        """Wait until the program says words, in place of the status line."""
        for part in words:
            await until(self.pilot, lambda part=part: flat(part) in flat(self.message), part)  # type: ignore[misc]

    @property
    def message(self) -> str:
        """What the program says at the moment; empty while it says nothing."""
        saying = isinstance(self.app.screen, MainScreen) and self.main.query_one("#status").has_class("-message")
        return self.text("#status") if saying else ""

    async def end_message(self) -> None:
        """Let the message go at once, as it would after some seconds."""
        self.main._end_message()
        await self.pilot.pause()

    def text(self, inside: str = "") -> str:
        """The screen, or one of its widgets, as text."""
        return widget_text(self.app, inside) if inside else screen_text(self.app)

    @property
    def main(self) -> MainScreen:
        """The main screen, also while a dialog stands over it."""
        return next(screen for screen in self.app.screen_stack if isinstance(screen, MainScreen))

    @property
    def view(self) -> str:
        """The id of the view that is seen."""
        return self.main.view.id or ""

    @property
    def has_text(self) -> bool:
        """Whether a plan is open in the reading view."""
        return self.view == "read" and self.main.query_one(PlanText).plan is not None

    @property
    def pane(self) -> PlanText:
        """The text pane."""
        return self.main.query_one(PlanText)

    @property
    def sentence(self) -> Passage:
        """The sentence under the cursor."""
        sentence = self.pane.sentence
        assert sentence is not None
        return sentence

    @property
    def focused(self) -> str:
        """The id of the widget with the focus."""
        focused = self.app.screen.focused
        return (focused.id or "") if focused else ""


Flow: TypeAlias = Callable[[Reader], Awaitable[None]]


def run_app(workspace: Workspace, flow: Flow, *, size: Size = WIDE, language: str = "zh") -> PlanReviewApp:
    """Run the app in a terminal of a size, let a flow drive it, and return the app that was left."""
    app = PlanReviewApp(workspace, Locale(language))

    async def drive() -> None:
        async with app.run_test(size=size) as pilot:
            reader = Reader(pilot, app)
            await until(pilot, lambda: bool(reader.main.view_id))
            await pilot.pause()
            await flow(reader)

    asyncio.run(drive())
    return app


async def until(pilot: Pilot[None], condition: Callable[[], bool], what: str = "") -> None:
    """Wait for something that must come; fail with the screen if it does not."""
    for _ in range(_PATIENCE):
        if condition():
            return
        await pilot.pause()
    pytest.fail(f"{what or 'what was waited for'} did not come:\n{screen_text(pilot.app)}")


# --- the screen -----------------------------------------------------------------------------------


def painted(app: App[None]) -> list[Strip]:
    """What was painted last, line by line. The one place that reaches into Textual's compositor."""
    return app.screen._compositor.render_strips()


def screen_text(app: App[None]) -> str:
    """The screen as text, blanks at line ends left out."""
    return "\n".join(strip.text.rstrip() for strip in painted(app))


def _cropped(app: App[None], widget: Widget) -> list[Strip]:
    region = widget.content_region.intersection(app.screen.region)
    return [strip.crop(region.x, region.right) for strip in painted(app)[region.y : region.bottom]]


def widget_text(app: App[None], selector: str) -> str:
    """What is painted where a widget stands; empty if it is not shown."""
    widget = app.screen.query_one(selector)
    return "\n".join(strip.text.rstrip() for strip in _cropped(app, widget)) if shown(widget) else ""


def shown(widget: Widget) -> bool:
    """Whether a widget has room on the screen."""
    return all(node.display for node in widget.ancestors_with_self if isinstance(node, Widget)) and bool(
        widget.region.area
    )


def segments(app: App[None], selector: str = "") -> list[Segment]:
    """The painted segments, of the screen or of a widget."""
    strips = _cropped(app, app.screen.query_one(selector)) if selector else painted(app)
    return [segment for strip in strips for segment in strip if not segment.control]


def line_segments(app: App[None], words: str, selector: str = "") -> list[Segment]:
    """The segments of the first painted line that holds words."""
    strips = _cropped(app, app.screen.query_one(selector)) if selector else painted(app)
    return next(list(strip) for strip in strips if words in strip.text)


def place_of(app: App[None], words: str, inside: str = "") -> tuple[int, int]:
    """Column and line of words on the screen."""
    region = app.screen.query_one(inside).content_region if inside else app.screen.region
    for number, strip in enumerate(painted(app)[region.y : region.bottom]):
        text = strip.crop(region.x, region.right).text
        if words in text:
            return region.x + cell_len(text[: text.index(words)]), region.y + number
    pytest.fail(f"{words} is not on the screen:\n{screen_text(app)}")


def all_lines(pane: LinePane) -> list[str]:
    """Every line of a pane, those out of sight too, as it would be painted."""
    top = pane.scroll_offset.y
    return [pane.render_line(number - top).text.rstrip() for number in range(len(pane.rows))]


def option_lines(app: App[None], selector: str = "OptionList") -> list[str]:
    """The lines of a list, those out of sight too."""
    options = app.screen.query_one(selector, OptionList)
    return [str(option.prompt) for option in options.options]


def table_cells(app: App[None], selector: str = "DataTable") -> list[list[str]]:
    """The cells of a table, row by row."""
    table: DataTable[object] = app.screen.query_one(selector, DataTable)
    return [[str(cell) for cell in table.get_row_at(row)] for row in range(table.row_count)]


def flat(text: str) -> str:
    """A text without blanks and line ends, to find words that were wrapped."""
    return "".join(text.split())
