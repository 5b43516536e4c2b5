"""A pane of short notes, each with a title, wrapped to the pane and drawn line by line."""

from __future__ import annotations

from dataclasses import dataclass

from rich.segment import Segment

from tui.app.widgets.line_pane import LinePane, text_segment
from tui.text.lines import wrap
from tui.text.safe import safe
from tui.text.width import fit

_SIDE = 1


@dataclass(frozen=True, slots=True)
class Note:
    """A title and the text under it; either may be empty."""

    title: str
    text: str = ""


class NotePane(LinePane):
    """Shows notes. It is redrawn without laying the screen out again, so a key press stays cheap."""

    COMPONENTS = "note-pane"
    COMPONENT_CLASSES = {"note-pane--title", "note-pane--quiet"}
    DEFAULT_CSS = """
    NotePane > .note-pane--title { text-style: bold; color: $primary; }
    NotePane > .note-pane--quiet { color: $dim; }
    """

    def __init__(self, *, id: str) -> None:
        super().__init__(id=id)
        self._notes: list[Note] = []

    def show(self, notes: list[Note]) -> None:
        """Show other notes, from the first."""
        if notes != self._notes:
            self._notes = notes
            self.relayout()
            self.scroll_to(y=0, animate=False, force=True)

    def lay_out(self, width: int) -> list[tuple[str, str]]:
        """The lines with the name of their style."""
        rows: list[tuple[str, str]] = []
        for note in self._notes:
            if rows:
                rows.append(("", ""))
            for text, style in ((note.title, "title"), (note.text, "" if note.title else "quiet")):
                if text:
                    rows.extend((line, style) for line in wrap(safe(text), max(8, width - 2 * _SIDE)))
        return rows

    def draw(self, row: tuple[str, str], width: int) -> list[Segment]:
        """One line."""
        text, name = row
        style = self.drawn_style(name) if name else None
        return [text_segment(" " * _SIDE), text_segment(fit(text, width - _SIDE), style)]
