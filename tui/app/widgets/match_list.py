"""Matches of a theme, old and new side by side, the differing words marked."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from rich.segment import Segment
from rich.style import Style
from textual import events
from textual.message import Message

from tui.app.widgets.line_pane import LinePane, blank, segments_width, styled_segments, text_segment
from tui.compare.model import Match
from tui.text.difference import differing_spans
from tui.text.lines import break_lines
from tui.text.width import text_width

_GAP = 3
_STACKED_BELOW = 56


@dataclass(frozen=True, slots=True)
class Side:
    """One side of a match as shown: where its words come from, and the words."""

    source: str
    text: str


@dataclass(frozen=True, slots=True)
class Card:
    """A match as shown: head line, both sides, and what stands under them; `sign` marks flags."""

    match: Match
    head: str
    grade: str
    old: tuple[Side, ...]
    new: tuple[Side, ...]
    nothing: str
    notes: tuple[str, ...]
    sign: str


@dataclass(frozen=True, slots=True)
class _Cell:
    """A line of one column: a source, or part of a text."""

    text: str = ""
    start: int = 0
    end: int = 0
    kind: str = "blank"
    changed: tuple[tuple[int, int], ...] = ()


@dataclass(frozen=True, slots=True)
class _Row:
    card: int
    kind: str
    left: _Cell = _Cell()
    right: _Cell = _Cell()


class MatchList(LinePane):
    """A list of matches with a cursor on one of them."""

    COMPONENTS = "match-list"
    COMPONENT_CLASSES = {
        "match-list--head",
        "match-list--cursor",
        "match-list--source",
        "match-list--changed",
        "match-list--note",
        "match-list--rule",
        "match-list--sign",
    }
    DEFAULT_CSS = """
    MatchList { background: $background; color: $foreground; }
    MatchList > .match-list--head { color: $primary; text-style: bold; }
    MatchList > .match-list--cursor { background: $sentence-blurred; }
    MatchList:focus > .match-list--cursor { background: $sentence; }
    MatchList > .match-list--source { color: $dim; }
    MatchList > .match-list--changed { color: $changed; text-style: bold; }
    MatchList > .match-list--note { color: $dim; }
    MatchList > .match-list--rule { color: $border-blurred; }
    MatchList > .match-list--sign { color: $error; text-style: bold; }
    MatchList:nocolor > .match-list--cursor { text-style: reverse; }
    MatchList:nocolor > .match-list--changed { text-style: bold underline; }
    """

    @dataclass
    class MatchChanged(Message):
        """The cursor stands on another match."""

        match: Match

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._cards: list[Card] = []
        self._cursor = 0

    def show(self, cards: list[Card], *, keep: bool = False) -> None:
        """Show other matches, from the first one; `keep` holds the cursor where it is."""
        self._cards = cards
        self._cursor = min(self._cursor, max(0, len(cards) - 1)) if keep else 0
        self.relayout()
        if not keep:
            self.scroll_to(y=0, animate=False, force=True)
        if self.current:
            self.post_message(self.MatchChanged(self.current.match))

    @property
    def current(self) -> Card | None:
        """The match under the cursor."""
        return self._cards[self._cursor] if self._cards else None

    @property
    def position(self) -> tuple[int, int]:
        """The number of the match under the cursor and how many there are."""
        return (self._cursor + 1 if self._cards else 0, len(self._cards))

    def step(self, count: int) -> None:
        """Move by matches."""
        self._move_to(self._cursor + count)

    def go_to(self, match_id: str) -> bool:
        """Put the cursor on a match; False if it is not in the list."""
        for index, card in enumerate(self._cards):
            if card.match.id == match_id:
                self._move_to(index)
                return True
        return False

    def _move_to(self, index: int) -> None:
        index = max(0, min(index, len(self._cards) - 1))
        if self._cards and index != self._cursor:
            self._cursor = index
            self.post_message(self.MatchChanged(self._cards[index].match))
        self._show_cursor()
        self.refresh()

    def after_layout(self) -> None:
        """Keep the match in sight."""
        self._show_cursor()

    def _show_cursor(self) -> None:
        rows = [number for number, row in enumerate(self.rows) if row.card == self._cursor]
        if rows:
            self.show_rows(rows[0], rows[-1], context=0)

    # --- layout ----------------------------------------------------------------------------------

    def lay_out(self, width: int) -> list[_Row]:
        """The lines of all matches."""
        rows: list[_Row] = []
        for index, card in enumerate(self._cards):
            room = width - 1 - text_width(card.sign) - 1
            for number, (start, end) in enumerate(break_lines(card.head, max(8, room))):
                rows.append(_Row(index, "more" if number else "head", _Cell(card.head[start:end])))
            rows.extend(self._side_rows(index, card, width))
            for note in card.notes:
                rows.extend(
                    _Row(index, "note", _Cell(note[a:b])) for a, b in break_lines(note, max(8, width - 3))
                )
            rows.append(_Row(index, "rule"))
        return rows

    def _side_rows(self, index: int, card: Card, width: int) -> list[_Row]:
        changed = _changes(_joined(card.old), _joined(card.new)) if card.old and card.new else ((), ())
        if width < _STACKED_BELOW:
            column = max(8, width - 3)
            cells = [
                *_column(card.old, column, changed[0], card.nothing),
                *_column(card.new, column, changed[1], card.nothing),
            ]
            return [_Row(index, "stacked", cell) for cell in cells]
        column = self._column_width(width)
        left = _column(card.old, column, changed[0], card.nothing)
        right = _column(card.new, column, changed[1], card.nothing)
        height = max(len(left), len(right))
        left += [_Cell()] * (height - len(left))
        right += [_Cell()] * (height - len(right))
        return [_Row(index, "sides", a, b) for a, b in zip(left, right, strict=True)]

    @staticmethod
    def _column_width(width: int) -> int:
        return (width - 2 - _GAP) // 2

    # --- drawing ---------------------------------------------------------------------------------

    def draw(self, row: _Row, width: int) -> list[Segment]:
        """One line: a head, both columns, a note, or the rule between matches."""
        on_it = self.drawn_style("cursor") if row.card == self._cursor else Style.null()
        if row.kind == "rule":
            return [Segment("─" * width, self.drawn_style("rule"))]
        segments = self._row_segments(row, width)
        segments.append(blank(width - segments_width(segments)))
        return [
            Segment(s.text, (s.style or Style.null()) + Style(bgcolor=on_it.bgcolor, reverse=on_it.reverse))
            for s in segments
        ]

    def _row_segments(self, row: _Row, width: int) -> list[Segment]:
        if row.kind == "head":
            sign = self._cards[row.card].sign
            head = [text_segment("▌" if row.card == self._cursor else " ", self.drawn_style("head"))]
            if sign:
                head.append(text_segment(f"{sign} ", self.drawn_style("sign")))
            return [*head, text_segment(row.left.text, self.drawn_style("head"))]
        if row.kind in ("more", "note"):
            return [
                blank(1 if row.kind == "more" else 2),
                text_segment(row.left.text, self.drawn_style("head" if row.kind == "more" else "note")),
            ]
        if row.kind == "stacked":
            return [blank(2), *self._cell(row.left)]
        column = self._column_width(width)
        left = self._cell(row.left)
        gap = [blank(column - segments_width(left)), text_segment(" │ ", self.drawn_style("rule"))]
        return [blank(2), *left, *gap, *self._cell(row.right)]

    def _cell(self, cell: _Cell) -> list[Segment]:
        if cell.kind == "source":
            return [text_segment(cell.text[cell.start : cell.end], self.drawn_style("source"))]
        marks = [(start, end, self.drawn_style("changed")) for start, end in cell.changed]
        return styled_segments(cell.text, cell.start, cell.end, Style.null(), marks)

    def on_click(self, event: events.Click) -> None:
        """Put the cursor on the match that was clicked."""
        index = event.y + self.scroll_offset.y
        if 0 <= index < len(self.rows):
            self._move_to(self.rows[index].card)


def _joined(sides: tuple[Side, ...]) -> str:
    return "\n".join(side.text for side in sides)


@lru_cache(maxsize=512)
def _changes(old: str, new: str) -> tuple[tuple[tuple[int, int], ...], tuple[tuple[int, int], ...]]:
    first, second = differing_spans(old, new)
    return tuple(first), tuple(second)


def _column(
    sides: tuple[Side, ...], width: int, changed: tuple[tuple[int, int], ...], nothing: str
) -> list[_Cell]:
    """One column's lines: each quote under its source; `changed` counts over all quotes together."""
    if not sides:
        return [_Cell(nothing, 0, len(nothing), "source")]
    cells: list[_Cell] = []
    offset = 0
    for side in sides:
        cells.extend(_Cell(side.source, a, b, "source") for a, b in break_lines(side.source, width))
        own = tuple((start - offset, end - offset) for start, end in changed)
        cells.extend(_Cell(side.text, a, b, "text", own) for a, b in break_lines(side.text, width))
        offset += len(side.text) + 1
    return cells
