"""Searching as one types: hits grouped by plan and kind with counts, what was searched before, help."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from rich.text import Text
from textual import on
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Input, Label, OptionList, Static
from textual.widgets.option_list import Option

from tui.app.screens.dialogs import ESCAPE, Dialog
from tui.text.safe import safe, safe_line


@dataclass(frozen=True, slots=True)
class Group:
    """Hits that belong together, under a heading; each is a value, and its line with the words marked."""

    heading: str
    hits: tuple[tuple[str, Text], ...]


@dataclass(frozen=True, slots=True)
class Answer:
    """What stands in the list for a query, and a line under it."""

    groups: tuple[Group, ...]
    count: str


class SearchDialog(Dialog[tuple[str, str]]):
    """A line to type in and what is found for it; answers with the hit that was picked and what was typed.

    Args:
        title: what is asked.
        answer: what is found for a line.
        prompt: what stands in the empty line.
        before: lines that were searched before, offered while nothing is typed.
        initial: a line to begin with.
    """

    BINDINGS = [
        ESCAPE,
        Binding("down", "cursor_down", show=False, priority=True),
        Binding("up", "cursor_up", show=False, priority=True),
        Binding("pagedown", "page_down", show=False, priority=True),
        Binding("pageup", "page_up", show=False, priority=True),
    ]

    def __init__(
        self,
        title: str,
        answer: Callable[[str], Answer],
        *,
        prompt: str,
        before: Sequence[str],
        initial: str = "",
    ) -> None:
        super().__init__()
        self._title = title
        self._answer = answer
        self._prompt = prompt
        self._before = before
        self._initial = initial
        self._values: list[str] = []

    def compose(self) -> ComposeResult:
        """Title, line, list, count."""
        with Vertical(classes="dialog -tall"):
            yield Label(Content(safe(self._title)), classes="dialog-title")
            yield Input(value=self._initial, placeholder=self._prompt, id="pick-input")
            yield OptionList(id="pick-list", markup=False)
            yield Static("", id="pick-count")

    def on_mount(self) -> None:
        """Show what there is; what stood in the line is written over by typing."""
        self._fill(self._initial)
        self.query_one(Input).action_select_all()

    @property
    def _list(self) -> OptionList:
        return self.query_one(OptionList)

    @on(Input.Changed)
    def _typed(self, event: Input.Changed) -> None:
        self._fill(event.value)

    def _fill(self, typed: str) -> None:
        if typed.strip():
            answer = self._answer(typed)
        else:
            lines = tuple((line, Text(safe_line(line))) for line in self._before)
            answer = Answer((Group("", lines),) if lines else (), "")
        options: list[Option] = []
        self._values = []
        for group in answer.groups:
            if group.heading:
                options.append(Option(Text(safe_line(group.heading), style="bold"), disabled=True))
                self._values.append("")
            for value, line in group.hits:
                options.append(Option(line))
                self._values.append(value)
        self._list.clear_options()
        self._list.add_options(options)
        self._list.highlighted = next((n for n, value in enumerate(self._values) if value), None)
        self.query_one("#pick-count", Static).update(Content(safe(answer.count)))

    @on(Input.Submitted)
    def _submitted(self) -> None:
        if self._list.highlighted is not None:
            self._pick(self._list.highlighted)

    @on(OptionList.OptionSelected)
    def _selected(self, event: OptionList.OptionSelected) -> None:
        self._pick(event.option_index)

    def _pick(self, index: int) -> None:
        entry = self.query_one(Input)
        if entry.value.strip():
            self.dismiss((self._values[index], entry.value))
        else:
            # What was searched before is searched again.
            entry.value = self._values[index]
            entry.cursor_position = len(entry.value)
            entry.focus()

    def action_cursor_down(self) -> None:
        """Next hit."""
        self._list.action_cursor_down()

    def action_cursor_up(self) -> None:
        """Previous hit."""
        self._list.action_cursor_up()

    def action_page_down(self) -> None:
        """Next page."""
        self._list.action_page_down()  # type: ignore[no-untyped-call]

    def action_page_up(self) -> None:
        """Previous page."""
        self._list.action_page_up()  # type: ignore[no-untyped-call]
