"""A pane of short notes, each with a title, wrapped to the pane and drawn line by line."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING

from rich.segment import Segment

from tui.app.widgets.line_pane import LinePane, text_segment
from tui.text.lines import break_lines, wrap
from tui.text.safe import safe
from tui.text.width import fit

if TYPE_CHECKING:
    from tui.locale import Locale
    from tui.targets.chart import Point
    from tui.text.pieces import Piece

_SIDE = 1
_CHART_HEIGHT, _CHART_WIDTH = 10, 72
#: Runs of text, each with the name of its style.
_Row = list[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class Note:
    """A title, the text under it, two wordings in one, and a chart under that; each may be empty."""

    title: str
    text: str = ""
    chart: tuple[Point, ...] = ()
    pieces: tuple[Piece, ...] = ()


class NotePane(LinePane):
    """Shows notes. It is redrawn without laying the screen out again, so a key press stays cheap.

    Args:
        locale: the language, with its signs.
    """

    COMPONENTS = "note-pane"
    COMPONENT_CLASSES = {
        f"note-pane--{name}"
        for name in (
            *("title", "quiet", "removed", "added", "marked"),
            *("base", "actual", "target", "goal", "schedule", "projection"),
        )
    }
    DEFAULT_CSS = """
    NotePane > .note-pane--title { text-style: bold; color: $primary; }
    NotePane > .note-pane--quiet { color: $dim; }
    NotePane > .note-pane--removed { color: $error; text-style: strike; }
    NotePane > .note-pane--added { color: $success; text-style: bold underline; }
    NotePane > .note-pane--marked { background: $sentence; text-style: bold; }
    NotePane > .note-pane--schedule, NotePane > .note-pane--goal { color: $dim; }
    NotePane > .note-pane--actual { color: $primary; text-style: bold; }
    NotePane > .note-pane--target { color: $accent; text-style: bold; }
    NotePane > .note-pane--projection { color: $secondary; }
    """

    def __init__(self, locale: Locale, *, id: str) -> None:
        super().__init__(id=id)
        self._locale = locale
        self._notes: list[Note] = []

    def show(self, notes: list[Note]) -> None:
        """Show other notes, from the first."""
        if notes != self._notes:
            self._notes = notes
            self.relayout()
            self.scroll_to(y=0, animate=False, force=True)

    def lay_out(self, width: int) -> list[_Row]:
        """The lines with the names of their styles."""
        rows: list[_Row] = []
        room = max(8, width - 2 * _SIDE)
        for note in self._notes:
            if rows:
                rows.append([])
            for text, style in ((note.title, "title"), (note.text, "" if note.title else "quiet")):
                if text:
                    rows.extend([(line, style)] for line in wrap(safe(text), room))
            if note.pieces:
                rows.extend(_piece_rows(note.pieces, room))
            if note.chart:
                rows.extend(self._chart_rows(note.chart, min(room, _CHART_WIDTH)))
        return rows

    def _chart_rows(self, points: tuple[Point, ...], width: int) -> list[_Row]:
        from tui.targets.chart import draw

        rows = draw(points, width, _CHART_HEIGHT)
        return [[(self._locale.picture(text), kind) for text, kind in row] for row in rows]

    def draw(self, row: _Row, width: int) -> list[Segment]:
        """One line."""
        segments = [text_segment(" " * _SIDE)]
        for text, name in row:
            shown = fit(text, width - _SIDE)
            segments.append(text_segment(shown, self.drawn_style(name) if name else None))
        return segments


def _piece_rows(pieces: tuple[Piece, ...], room: int) -> Iterator[_Row]:
    """The lines of two wordings in one, each piece in the style of its kind."""
    text = safe("".join(piece.text for piece in pieces))
    kinds = [piece.kind for piece in pieces for _ in safe(piece.text)]
    for start, end in break_lines(text, room):
        runs = groupby(range(start, end), key=lambda place: kinds[place])
        yield [
            ("".join(text[place] for place in places), "" if kind == "same" else kind)
            for kind, places in runs
        ]
