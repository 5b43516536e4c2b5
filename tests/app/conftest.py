"""How the tests drive the app: a flow of keys, and what stands on the screen."""

from __future__ import annotations

import asyncio
import unicodedata
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TypeAlias

import pytest
from rich.cells import cell_len
from rich.segment import Segment
from textual import _wait, events
from textual.app import App
from textual.pilot import Pilot
from textual.strip import Strip
from textual.widget import Widget
from textual.widgets import DataTable, Input, OptionList, TextArea

from tests.app.small_content import write_content
from tui.app.main import PlanReviewApp
from tui.app.screens.dialogs import Dialog
from tui.app.screens.main import MainScreen
from tui.app.widgets.line_pane import LinePane
from tui.app.widgets.plan_text import PlanText
from tui.app.widgets.view import View
from tui.config import load_config
from tui.locale import Locale
from tui.plans.citation import find_path
from tui.plans.model import Passage
from tui.review.events import Author
from tui.review.store import ReviewStore
from tui.workspace import Workspace

Size: TypeAlias = tuple[int, int]
WIDE: Size = (120, 40)
MIDDLE: Size = (80, 24)
NARROW: Size = (40, 10)
VAST: Size = (200, 60)
TINY: Size = (20, 6)
#: The cells left of the text of a plan that hold signs.
MARGIN = 5

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
            self.app.post_message(events.Paste(text))
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
        """Open the first plan that has a place, without asking for it; the district's outline without one."""
        plans = self.app.workspace.plans()
        found = (find_path(plan, place) if place else (plan.paragraphs[0].id, 0) for plan in plans)
        paragraph, offset = next(path for path in found if path)
        self.main.view.post_message(View.GoTo(paragraph, offset))
        await until(self.pilot, lambda: self.has_text and self.sentence.paragraph == paragraph)
        await self.pilot.pause()

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

    async def leave_line(self) -> None:
        """Leave a line that has the focus, so that keys are commands again."""
        if isinstance(self.app.screen.focused, Input):
            await self.press("escape")

    async def quit(self) -> None:
        """Leave the program with its key."""
        self.app.post_message(events.Key("q", "q"))
        while self.app.return_code is None:
            await asyncio.sleep(0)

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
            await until(self.pilot, lambda part: flat(part) in flat(self.text(inside)), part, part)

    async def told(self, *words: str) -> None:
        """Wait until the program says words, in place of the status line."""
        for part in words:
            await until(self.pilot, lambda part: flat(part) in flat(self.message), part, part)

    @property
    def message(self) -> str:
        """What the program says at the moment; empty while it says nothing."""
        if self.app.screen is not self.main or not self.main.query_one("#status").has_class("-message"):
            return ""
        return self.text("#status")

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
        return self.view == "read" and self.pane.plan is not None and self.pane.sentence is not None

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


@pytest.fixture(autouse=True)
def _tour_was_seen(own_home: Path) -> None:
    """Somebody who was here before: no tour stands before the shelf."""
    (own_home / "state").mkdir(parents=True)
    (own_home / "state" / "state.json").write_text("{}", encoding="utf-8")


@pytest.fixture(autouse=True)
def _short_waits(monkeypatch: pytest.MonkeyPatch) -> None:
    """Look more often than Textual's pilot does whether the app has settled; a suite of keys waits less."""
    monkeypatch.setattr(_wait, "SLEEP_GRANULARITY", 0.004)
    monkeypatch.setattr(_wait, "SLEEP_IDLE", 0.0002)


@pytest.fixture
def make_small(tmp_path: Path) -> Callable[..., Workspace]:
    """A workspace on nothing but the small content with `words` in every place."""

    def make(words: str, author: Author | None = None) -> Workspace:
        write_content(tmp_path / "small", words)
        return Workspace(load_config(), [tmp_path / "small"], ReviewStore(tmp_path / "small.review"), author)

    return make


def run_app(
    workspace: Workspace, flow: Flow, *, size: Size = WIDE, language: str = "zh", checks: bool = False
) -> PlanReviewApp:
    """Run the app in a terminal of a size, let a flow drive it, and return the app that was left.

    Args:
        workspace: content and review.
        flow: what a person does.
        size: columns and lines.
        language: the language of the program.
        checks: whether the checks of a plan run while it is read.
    """
    if not checks:
        # What comes when it is ready would come in the middle of other flows.
        workspace.config = replace(workspace.config, check_while_reading=False)
    app = PlanReviewApp(workspace, Locale(language))

    async def drive() -> None:
        async with app.run_test(size=size) as pilot:
            reader = Reader(pilot, app)
            await until(pilot, lambda: bool(reader.main.view_id))
            await pilot.pause()
            await flow(reader)

    asyncio.run(drive())
    return app


async def until(pilot: Pilot[None], condition: Callable[..., bool], what: str = "", *values: object) -> None:
    """Wait until a condition holds for some values; fail with the screen if it never does."""
    for _ in range(_PATIENCE):
        if condition(*values):
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
    """Every line of a pane, those out of sight too, as it would be painted; without the margin of signs."""
    top = pane.scroll_offset.y
    margin = MARGIN if isinstance(pane, PlanText) else 0
    strips = (pane.render_line(number - top) for number in range(len(pane.rows)))
    return [strip.crop(margin, strip.cell_length).text.rstrip() for strip in strips]


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
