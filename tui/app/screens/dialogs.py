"""Dialogs: each asks one thing and returns it, or None when it is left with escape."""

from __future__ import annotations

from asyncio import sleep
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from time import monotonic
from typing import TypeVar

from rich.console import RenderableType
from rich.text import Text
from textual import events
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Input, Label, OptionList, Static
from textual.widgets.option_list import Option

from tui.text.safe import safe, safe_line

Answer = TypeVar("Answer")
ESCAPE = Binding("escape", "leave", show=False)
#: Cells of a bar that tells how much is done, and seconds between two drawings of it.
_BAR, _SHOWN_EVERY = 40, 0.03
KEEP = Binding("f2,ctrl+s", "keep", show=False, priority=True)


class Dialog(ModalScreen[Answer | None]):
    """The base of all dialogs: a titled box in the middle, escape leaves it."""

    BINDINGS = [ESCAPE]
    AUTO_FOCUS = "Input, TextArea, OptionList"

    def action_leave(self) -> None:
        """Leave without an answer."""
        self.dismiss(None)


@dataclass(frozen=True, slots=True)
class Field:
    """A line to fill in: its label, what stands in it already, and whether it must be filled."""

    label: str
    value: str = ""
    required: bool = True


class FormDialog(Dialog[list[str]]):
    """A few labelled lines; enter goes to the next one and, on the last, answers; F2 answers at once.

    Args:
        title: what is asked.
        fields: the lines.
        problem: what is wrong with the answer as a sentence, or nothing; the dialog stays open until right.
        missing: the sentence for a required line that is empty.
        note: a line under the title.
    """

    BINDINGS = [ESCAPE, KEEP]

    def __init__(
        self,
        title: str,
        fields: Sequence[Field],
        *,
        missing: str,
        problem: Callable[[list[str]], str] | None = None,
        note: str = "",
    ) -> None:
        super().__init__()
        self._title = title
        self._fields = fields
        self._missing = missing
        self._problem = problem
        self._note = note

    def compose(self) -> ComposeResult:
        """Title, lines, and room for what is wrong."""
        with VerticalScroll(classes="dialog"):
            yield Label(Content(safe(self._title)), classes="dialog-title")
            if self._note:
                yield Static(Content(safe(self._note)), classes="dialog-note")
            with Vertical(classes="fields"):
                for index, field in enumerate(self._fields):
                    with Horizontal(classes="field"):
                        yield Label(Content(safe(field.label)), classes="field-label")
                        yield Input(value=field.value, id=f"field-{index}")
            yield Static("", id="dialog-problem")

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Go to the next line, or answer."""
        inputs = list(self.query(Input))
        index = inputs.index(event.input)
        if index + 1 < len(inputs):
            self.set_focus(inputs[index + 1])
        else:
            self.action_keep()

    def action_keep(self) -> None:
        """Answer with what stands in the lines, or say what is wrong with it."""
        inputs = list(self.query(Input))
        values = [entry.value.strip() for entry in inputs]
        for entry, field, value in zip(inputs, self._fields, values, strict=True):
            if field.required and not value:
                self._complain(self._missing)
                self.set_focus(entry)
                return
        wrong = self._problem(values) if self._problem else ""
        if wrong:
            self._complain(wrong)
            self.set_focus(inputs[0])
        else:
            self.dismiss(values)

    def _complain(self, sentence: str) -> None:
        self.query_one("#dialog-problem", Static).update(Content(safe(sentence)))


@dataclass(frozen=True, slots=True)
class Choice:
    """Something to pick: its value, its line, a second line in a quiet colour, and a key that picks it."""

    value: str
    line: str
    detail: str = ""
    key: str = ""


class PickDialog(Dialog[str]):
    """A list to pick from, narrowed by what is typed.

    Args:
        title: what is asked.
        choices: what there is, for the text typed so far.
        prompt: what stands in the empty line.
        count: a line under the list for the text typed so far.
        initial: text to begin with.
        typing: whether there is a line to type in; without one, figures pick.
    """

    BINDINGS = [
        ESCAPE,
        Binding("down", "down", show=False, priority=True),
        Binding("up", "up", show=False, priority=True),
        Binding("pagedown", "page_down", show=False, priority=True),
        Binding("pageup", "page_up", show=False, priority=True),
    ]

    def __init__(
        self,
        title: str,
        choices: Callable[[str], Sequence[Choice]],
        *,
        prompt: str = "",
        count: Callable[[str], str] | None = None,
        initial: str = "",
        typing: bool = True,
    ) -> None:
        super().__init__()
        self._title = title
        self._choices = choices
        self._prompt = prompt
        self._count = count
        self._initial = initial
        self._typing = typing
        self._values: list[str] = []
        self._keys: dict[str, str] = {}
        self.typed = initial

    def compose(self) -> ComposeResult:
        """Title, line, list."""
        with Vertical(classes="dialog -tall" if self._typing else "dialog -list"):
            yield Label(Content(safe(self._title)), classes="dialog-title")
            if self._typing:
                yield Input(value=self._initial, placeholder=self._prompt, id="pick-input")
            yield OptionList(id="pick-list", markup=False)
            yield Static("", id="pick-count")

    def on_mount(self) -> None:
        """Show what there is."""
        self._fill(self._initial)
        if not self._typing:
            self.query_one(OptionList).focus()

    def on_input_changed(self, event: Input.Changed) -> None:
        """Narrow the list."""
        self.typed = event.value
        self._fill(event.value)

    def on_input_submitted(self) -> None:
        """Pick the line under the cursor."""
        options = self.query_one(OptionList)
        if options.highlighted is not None and self._values:
            self.dismiss(self._values[options.highlighted])

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """Pick the line that was chosen."""
        self.dismiss(self._values[event.option_index])

    def on_key(self, event: events.Key) -> None:
        """Where nothing is typed, figures and keys of their own pick and letters step."""
        character = event.character or ""
        if self._typing or not character:
            return
        if character in self._keys:
            event.stop()
            self.dismiss(self._keys[character])
            return
        if character in ("j", "k"):
            event.stop()
            (self.action_down if character == "j" else self.action_up)()
        if not (character.isascii() and character.isdigit()):
            return
        event.stop()
        if 0 < int(character) <= len(self._values):
            self.dismiss(self._values[int(character) - 1])

    def _fill(self, typed: str) -> None:
        choices = self._choices(typed)
        options = self.query_one(OptionList)
        self._values = [choice.value for choice in choices]
        self._keys = {choice.key: choice.value for choice in choices if choice.key}
        options.clear_options()
        options.add_options([Option(_choice_text(choice)) for choice in choices])
        if choices:
            options.highlighted = 0
        if self._count:
            self.query_one("#pick-count", Static).update(Content(safe(self._count(typed))))

    def action_down(self) -> None:
        """Next line."""
        self.query_one(OptionList).action_cursor_down()

    def action_up(self) -> None:
        """Previous line."""
        self.query_one(OptionList).action_cursor_up()

    def action_page_down(self) -> None:
        """Next page."""
        self.query_one(OptionList).action_page_down()  # type: ignore[no-untyped-call]

    def action_page_up(self) -> None:
        """Previous page."""
        self.query_one(OptionList).action_page_up()  # type: ignore[no-untyped-call]


def _choice_text(choice: Choice) -> Text:
    text = Text(safe_line(choice.line))
    if choice.detail:
        text.append("\n" + safe(choice.detail), style="dim")
    return text


class ReadDialog(Dialog[bool]):
    """Something to read, by page; enter agrees.

    Args:
        title: what it is.
        text: the text, or something that rich can draw.
        hint: what the keys do.
        wide: whether it takes the whole width of the screen.
    """

    BINDINGS = [
        ESCAPE,
        Binding("enter", "agree", show=False, priority=True),
        Binding("j,down", "scroll(1)", show=False, priority=True),
        Binding("k,up", "scroll(-1)", show=False, priority=True),
        Binding("space,pagedown,ctrl+f", "page(1)", show=False, priority=True),
        Binding("pageup,ctrl+b", "page(-1)", show=False, priority=True),
        Binding("ctrl+d", "page(0.5)", show=False, priority=True),
        Binding("ctrl+u", "page(-0.5)", show=False, priority=True),
        Binding("q,question_mark,f1", "leave", show=False, priority=True),
    ]

    def __init__(self, title: str, text: RenderableType, hint: str, *, wide: bool = False) -> None:
        super().__init__()
        self._wide = wide
        self._title = title
        self._text = text
        self._hint = hint

    def compose(self) -> ComposeResult:
        """Title, text, hint."""
        with Vertical(classes="dialog -tall -wide" if self._wide else "dialog -tall"):
            yield Label(Content(safe(self._title)), classes="dialog-title")
            with VerticalScroll(id="read-text"):
                yield Static(Content(safe(self._text)) if isinstance(self._text, str) else self._text)
            yield Static(Content(safe(self._hint)), classes="dialog-note")

    def action_agree(self) -> None:
        """Answer yes."""
        self.dismiss(True)

    def action_scroll(self, lines: int) -> None:
        """Move the text by lines."""
        self.query_one("#read-text").scroll_relative(y=lines, animate=False)

    def action_page(self, pages: float) -> None:
        """Move the text by pages."""
        pane = self.query_one("#read-text")
        pane.scroll_relative(y=round(pages * max(1, pane.size.height - 1)), animate=False)


class WorkDialog(Dialog[bool]):
    """Work that takes a while, done step by step between key presses; escape ends it.

    Args:
        title: what is done.
        steps: does the work; each step tells the share that is done.
        hint: what the keys do.
        signs: a cell of what is done, and one of what is left.
    """

    def __init__(self, title: str, steps: Iterator[float], hint: str, signs: str) -> None:
        super().__init__()
        self._title = title
        self._steps = steps
        self._hint = hint
        self._signs = signs

    def compose(self) -> ComposeResult:
        """Title, share, hint."""
        with Vertical(classes="dialog"):
            yield Label(Content(safe(self._title)), classes="dialog-title")
            yield Static("", id="work-share")
            yield Static(Content(safe(self._hint)), classes="dialog-note")

    def on_mount(self) -> None:
        """Begin."""
        self.run_worker(self._work())

    async def _work(self) -> None:
        shown = monotonic()
        for share in self._steps:
            if monotonic() - shown > _SHOWN_EVERY:
                done = round(share * _BAR)
                bar = f"{self._signs[0] * done}{self._signs[1] * (_BAR - done)} {share:4.0%}"
                self.query_one("#work-share", Static).update(Content(bar), layout=False)
                await sleep(0)
                shown = monotonic()
        self.dismiss(True)
