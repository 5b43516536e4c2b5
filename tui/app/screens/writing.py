"""Writing a comment: several lines, preset phrases, the wording that is proposed, an editor of one's own."""

from __future__ import annotations

import os
import shlex
import subprocess
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from textual.app import ComposeResult, SuspendNotSupported
from textual.binding import Binding
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widgets import Label, Static, TextArea

from tui.app.screens.dialogs import ESCAPE, KEEP, Choice, Dialog, PickDialog
from tui.locale import Locale
from tui.text.safe import safe


@dataclass(frozen=True, slots=True)
class Written:
    """What was written: the comment, and the wording that is proposed."""

    note: str
    suggestion: str = ""


@dataclass(frozen=True, slots=True)
class Labels:
    """The words of the dialog."""

    title: str
    note: str
    suggestion: str
    phrases: str
    hint: str
    no_editor: str
    leave_again: str


def writing_labels(locale: Locale, title: str) -> Labels:
    """The words of the dialog in a language, under a title."""
    return Labels(
        title=title,
        note=locale.say("flags.note"),
        suggestion=locale.say("flags.suggestion"),
        phrases=locale.say("flags.phrases"),
        hint=locale.say("app.note_keys"),
        no_editor=locale.say("flags.no_editor"),
        leave_again=locale.say("flags.leave_again"),
    )


class WritingDialog(Dialog[Written]):
    """An editor of several lines; F2 or ctrl+s keeps, F3 offers phrases, F4 opens an editor of one's own.

    Args:
        labels: the words of the dialog.
        quote: the words commented on.
        known: what was written before.
        phrases: what F3 offers.
        suggesting: whether a wording is proposed as well.
    """

    BINDINGS = [
        ESCAPE,
        KEEP,
        Binding("f3", "phrase", show=False, priority=True),
        Binding("f4", "editor", show=False, priority=True),
    ]

    def __init__(
        self, labels: Labels, quote: str, known: Written, phrases: Sequence[str], *, suggesting: bool = False
    ) -> None:
        super().__init__()
        self._labels = labels
        self._quote = quote
        self._known = known
        self._phrases = phrases
        self._suggesting = suggesting
        self._leaving = False
        self._at_first: list[str] = []

    def compose(self) -> ComposeResult:
        """The words commented on, and the editors."""
        with VerticalScroll(classes="dialog -two" if self._suggesting else "dialog"):
            yield Label(Content(safe(self._labels.title)), classes="dialog-title")
            yield Static(Content(safe(self._quote)), classes="dialog-quote")
            if self._suggesting:
                yield Label(Content(self._labels.suggestion))
                yield TextArea(self._known.suggestion or self._quote, id="suggestion")
                yield Label(Content(self._labels.note))
            yield TextArea(self._known.note, id="note")
            yield Static(Content(safe(self._labels.hint)), classes="dialog-note")
            yield Static("", id="dialog-problem")

    def on_mount(self) -> None:
        """Write at once, after what stands there."""
        # An editor has its own line ends; what stands in it is not compared with what it was given.
        self._at_first = self._texts()
        area = self.query(TextArea).first()
        area.focus()
        area.move_cursor(area.document.end)

    @property
    def _area(self) -> TextArea:
        """The editor with the focus, else that of the comment."""
        focused = self.focused
        return focused if isinstance(focused, TextArea) else self.query_one("#note", TextArea)

    def _texts(self) -> list[str]:
        return [area.text for area in self.query(TextArea)]

    def action_leave(self) -> None:
        """Leave; what was written and not kept is given up only at a second time."""
        if self._leaving or self._texts() == self._at_first:
            self.dismiss(None)
            return
        self._leaving = True
        self.query_one("#dialog-problem", Static).update(Content(safe(self._labels.leave_again)))

    def action_keep(self) -> None:
        """Answer with what was written; a proposed wording that is the quote itself proposes nothing."""
        note = self.query_one("#note", TextArea).text.strip()
        suggestion = self.query_one("#suggestion", TextArea).text.strip() if self._suggesting else ""
        self.dismiss(Written(note, "" if suggestion == self._quote else suggestion))

    def action_phrase(self) -> None:
        """Put a phrase where the cursor is."""
        if not self._phrases:
            return
        choices = [Choice(phrase, phrase) for phrase in self._phrases]
        dialog = PickDialog(self._labels.phrases, lambda _: choices, typing=False)
        area = self._area

        def put(phrase: str | None) -> None:
            if phrase:
                area.insert(phrase)

        self.app.push_screen(dialog, put)

    def action_editor(self) -> None:
        """Edit the text in the program that VISUAL or EDITOR names."""
        editor = os.environ.get("VISUAL") or os.environ.get("EDITOR")
        try:
            if not editor:
                raise OSError
            with tempfile.TemporaryDirectory() as folder:
                path = Path(folder) / "comment.txt"
                path.write_text(self._area.text, encoding="utf-8")
                with self.app.suspend():
                    subprocess.run([*shlex.split(editor), str(path)], check=True)
                self._area.text = path.read_text(encoding="utf-8").rstrip("\n")
        except (OSError, SuspendNotSupported, subprocess.CalledProcessError, UnicodeDecodeError):
            self.query_one("#dialog-problem", Static).update(Content(safe(self._labels.no_editor)))
