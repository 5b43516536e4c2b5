"""Commitments side by side: the words of one plan once, and beside them everything that answers to them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from rich.segment import Segment
from rich.style import Style
from textual import events
from textual.message import Message

from tui.app.widgets.line_pane import LinePane, blank, segments_width, styled_segments, text_segment
from tui.compare.model import Match
from tui.locale import Locale
from tui.text.difference import Mark, difference
from tui.text.lines import break_lines

_GAP = 3
_STACKED_BELOW = 56
_THREE_FROM = 126


@dataclass(frozen=True, slots=True)
class Words:
    """A quote as shown: where it comes from, and the words."""

    source: str
    text: str


@dataclass(frozen=True, slots=True)
class Entry:
    """A match as shown: its label, the words that answer, and signs of what was judged and flagged.

    `own` are those of the commitment's words that the match quotes: their number, and from where to where.
    `column` is the number of its column where there are several: older plans stand apart on wide screens.
    """

    match: Match
    label: str
    words: tuple[Words, ...]
    own: tuple[tuple[int, int, int], ...] = ()
    judged: str = ""
    sign: str = ""
    column: int = 0


@dataclass(frozen=True, slots=True)
class Card:
    """A commitment as shown: its words, and the matches they stand in.

    `main_first` puts the words on the left; they are the older ones then. `nothing` is said where words are
    missing on one side.
    """

    main: tuple[Words, ...]
    entries: tuple[Entry, ...]
    nothing: str
    main_first: bool = False


@dataclass(frozen=True, slots=True)
class _Cell:
    """A line of one column: part of a text of an entry (its number) or of the commitment (-1)."""

    text: str = ""
    start: int = 0
    end: int = 0
    kind: str = "blank"
    entry: int = -1
    offset: int = 0


@dataclass(frozen=True, slots=True)
class _Row:
    card: int
    cells: tuple[_Cell, ...] = ()


class CommitmentList(LinePane):
    """A list of commitments with a cursor on one match of one of them.

    Args:
        locale: the language, with its signs.
    """

    COMPONENTS = "commitment-list"
    COMPONENT_CLASSES = {
        f"commitment-list--{name}"
        for name in (
            "label",
            "cursor",
            "source",
            "rule",
            "sign",
            "judged",
            "changed",
            "moved",
            "degree",
            "comparator",
            "figure",
        )
    }
    DEFAULT_CSS = """
    CommitmentList { background: $background; color: $foreground; }
    CommitmentList > .commitment-list--label { color: $primary; text-style: bold; }
    CommitmentList > .commitment-list--cursor { background: $sentence-blurred; }
    CommitmentList:focus > .commitment-list--cursor { background: $sentence; }
    CommitmentList > .commitment-list--source { color: $dim; }
    CommitmentList > .commitment-list--rule { color: $border-blurred; }
    CommitmentList > .commitment-list--sign { color: $error; text-style: bold; }
    CommitmentList > .commitment-list--judged { color: $success; text-style: bold; }
    CommitmentList > .commitment-list--changed { color: $changed; text-style: bold; }
    CommitmentList > .commitment-list--figure { color: $changed; text-style: bold; }
    CommitmentList > .commitment-list--degree { color: $changed; text-style: bold underline; }
    CommitmentList > .commitment-list--comparator { color: $changed; text-style: bold underline; }
    CommitmentList > .commitment-list--moved { text-style: underline; }
    CommitmentList:nocolor:focus > .commitment-list--cursor { text-style: reverse; }
    CommitmentList:nocolor > .commitment-list--changed { text-style: bold underline; }
    CommitmentList:nocolor > .commitment-list--figure { text-style: bold underline; }
    """

    @dataclass
    class MatchChanged(Message):
        """The cursor stands on another match."""

        match: Match

    def __init__(self, locale: Locale, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._rule, self._between, self._bar = map(locale.sign, ("─", " │", "▌"))
        self._cards: list[Card] = []
        self._places: list[tuple[int, int]] = []
        self._cursor = 0

    def show(self, cards: list[Card], *, keep: bool = False) -> None:
        """Show other commitments, from the first match; `keep` holds the cursor on its match."""
        current = self.current.match.id if keep and self.current else ""
        self._cards = cards
        self._places = [(n, m) for n, card in enumerate(cards) for m in range(len(card.entries))]
        self._cursor = self._place_of(current)
        self.relayout()
        if not keep:
            self.scroll_to(y=0, animate=False, force=True)
        if self.current:
            self.post_message(self.MatchChanged(self.current.match))

    def _place_of(self, match_id: str) -> int:
        places = enumerate(self._places)
        return next((i for i, (n, m) in places if self._cards[n].entries[m].match.id == match_id), 0)

    @property
    def current(self) -> Entry | None:
        """The match under the cursor."""
        if not self._places:
            return None
        card, entry = self._places[self._cursor]
        return self._cards[card].entries[entry]

    @property
    def position(self) -> tuple[int, int]:
        """The number of the match under the cursor and how many there are."""
        return (self._cursor + 1 if self._places else 0, len(self._places))

    def step(self, count: int) -> bool:
        """Move by matches; False if there is none."""
        before = self._cursor
        self._move_to(self._cursor + count)
        return self._cursor != before

    def to_edge(self, direction: int) -> bool:
        """Move to the last match, or to the first; False if the cursor is there."""
        return self.step(direction * len(self._places))

    def step_card(self, direction: int) -> bool:
        """Move to the first match of the next or previous commitment; False if the cursor is there."""
        if not self._places:
            return False
        before = self._cursor
        card = self._places[self._cursor][0] + direction
        card = max(0, min(card, len(self._cards) - 1))
        self._move_to(self._places.index((card, 0)))
        return self._cursor != before

    def step_to(self, wanted: set[str], direction: int) -> bool:
        """Move to the next or previous match whose id is wanted; False if there is none."""
        order = range(self._cursor + direction, len(self._places) if direction > 0 else -1, direction)
        for index in order:
            card, entry = self._places[index]
            if self._cards[card].entries[entry].match.id in wanted:
                self._move_to(index)
                return True
        return False

    def go_to(self, match_id: str) -> bool:
        """Put the cursor on a match; False if it is not in the list."""
        index = self._place_of(match_id)
        found = bool(self._places) and self._entry(index).match.id == match_id
        if found:
            self._move_to(index)
        return found

    def _entry(self, index: int) -> Entry:
        card, entry = self._places[index]
        return self._cards[card].entries[entry]

    def _move_to(self, index: int) -> None:
        index = max(0, min(index, len(self._places) - 1))
        if self._places and index != self._cursor:
            self.stand_on(index)
        self._show_cursor()

    def stand_on(self, stop: int) -> None:
        """Put the cursor on a match by its number."""
        self._cursor = stop
        self.post_message(self.MatchChanged(self._entry(stop).match))
        self.refresh()

    def stop_at(self, row: int) -> int | None:
        """The number of the first match whose label begins on a row."""
        if not 0 <= row < len(self.rows):
            return None
        shown = self.rows[row]
        labels = (cell.entry for cell in shown.cells if cell.kind == "label" and cell.start == 0)
        entry = next(labels, None)
        return None if entry is None else self._places.index((shown.card, entry))

    def cursor_rows(self) -> list[int]:
        """The rows of the match under the cursor."""
        if not self._places:
            return []
        card, entry = self._places[self._cursor]
        own = (n for n, row in enumerate(self.rows) if row.card == card)
        return [n for n in own if any(c.entry == entry and c.kind != "blank" for c in self.rows[n].cells)]

    def after_layout(self) -> None:
        """Keep the match in sight."""
        self._show_cursor()

    def _show_cursor(self) -> None:
        rows = self.cursor_rows()
        if rows:
            card = self._places[self._cursor][0]
            top = next(n for n, row in enumerate(self.rows) if row.card == card)
            # The commitment's own words stay in sight as long as there is room for both.
            first = top if rows[-1] - top < self.scrollable_content_region.height else rows[0]
            self.show_rows(first, rows[-1], context=0)

    # --- layout ----------------------------------------------------------------------------------

    def lay_out(self, width: int) -> list[_Row]:
        """The lines of all commitments."""
        rows: list[_Row] = []
        for number, card in enumerate(self._cards):
            if width < _STACKED_BELOW:
                rows.extend(_Row(number, (cell,)) for cell in _stacked(card, max(8, width - 2)))
            else:
                rows.extend(_Row(number, cells) for cells in self._beside(card, width))
            rows.append(_Row(number))
        return rows

    def _beside(self, card: Card, width: int) -> list[tuple[_Cell, ...]]:
        columns = self._columns(card, width)
        room = self._room(width, len(columns))
        laid = [[cell for part in column for cell in part(room)] for column in columns]
        height = max(map(len, laid))
        filled = [column + [_Cell()] * (height - len(column)) for column in laid]
        return list(zip(*filled, strict=True))

    def _columns(self, card: Card, width: int) -> list[list[_Part]]:
        """What stands in each column, from left to right."""
        several = width >= _THREE_FROM and not card.main_first
        number = 2 if several and len({entry.column for entry in card.entries}) > 1 else 1
        sides: list[list[_Part]] = [[] for _ in range(number)]
        for n, entry in enumerate(card.entries):
            sides[min(entry.column, number - 1)].append(_entry_part(n, entry, card.nothing))
        if several and number == 1:
            # Keep three columns for all, so that the new plan stands at one place down the page.
            empty: list[_Part] = []
            sides = [sides[0], empty] if card.entries[0].column == 0 else [empty, sides[0]]
        main = [_main_part(card)]
        return [main, *sides] if card.main_first else [*sides, main]

    @staticmethod
    def _room(width: int, columns: int) -> int:
        return (width - 1 - _GAP * (columns - 1)) // columns

    # --- drawing ---------------------------------------------------------------------------------

    def draw(self, row: _Row, width: int) -> list[Segment]:
        """One line: a cell a column, or the rule between commitments."""
        if not row.cells:
            return [Segment(self._rule * width, self.drawn_style("rule"))]
        room = self._room(width, len(row.cells)) if width >= _STACKED_BELOW else width - 1
        segments = []
        for number, cell in enumerate(row.cells):
            if number:
                segments.append(text_segment(self._between, self.drawn_style("rule")))
            bar = self._bar if self._is_current(row.card, cell) else " "
            segments.append(text_segment(bar, self.drawn_style("label")))
            segments.extend(self._cell(row.card, cell, room))
        return segments

    def _cell(self, card: int, cell: _Cell, room: int) -> list[Segment]:
        segments = self._cell_text(card, cell)
        segments.append(blank(room - segments_width(segments)))
        if not self._is_current(card, cell):
            return segments
        on_it = self.drawn_style("cursor")
        under = Style(bgcolor=on_it.bgcolor, reverse=on_it.reverse)
        return [Segment(s.text, (s.style or Style.null()) + under) for s in segments]

    def _is_current(self, card: int, cell: _Cell) -> bool:
        """Whether a cell belongs to the match under the cursor; the commitment's own words do too."""
        if not self._places or cell.kind == "blank":
            return False
        at, entry = self._places[self._cursor]
        return card == at and cell.entry in (-1, entry)

    def _cell_text(self, card: int, cell: _Cell) -> list[Segment]:
        shown = cell.text[cell.start : cell.end]
        if cell.kind == "label":
            entry = self._cards[card].entries[cell.entry]
            signs = ((entry.judged, "judged"), (entry.sign, "sign")) if not cell.start else ()
            head = [text_segment(f"{sign} ", self.drawn_style(style)) for sign, style in signs if sign]
            return [*head, text_segment(shown, self.drawn_style("label"))]
        if cell.kind != "text":
            return [text_segment(shown, self.drawn_style("source"))]
        marks = [
            (start - cell.offset, end - cell.offset, self.drawn_style(kind))
            for start, end, kind in self._marks(card, cell.entry)
        ]
        return styled_segments(cell.text, cell.start, cell.end, Style.null(), marks)

    def _marks(self, number: int, entry: int) -> list[tuple[int, int, str]]:
        """How words differ: an entry's from the commitment's, and these from the entry under the cursor."""
        card = self._cards[number]
        at, current = self._places[self._cursor] if self._places else (-1, 0)
        beside = card.entries[entry if entry >= 0 else current if at == number else 0]
        own = [card.main[word].text[start:end] for word, start, end in beside.own]
        if not own or not beside.words:
            return []
        main, other = "\n".join(own), _joined(beside.words)
        found = difference(main, other) if card.main_first else difference(other, main)
        mains, others = (found.old, found.new) if card.main_first else (found.new, found.old)
        if found.is_rewriting:
            mains, others = (), ()
        if entry >= 0:
            return [(mark.start, mark.end, mark.kind) for mark in others]
        return _placed(card, beside, mains, quiet=at == number)

    def on_click(self, event: events.Click) -> None:
        """Put the cursor on the match that was clicked."""
        index = event.y + self.scroll_offset.y
        if not 0 <= index < len(self.rows) or not self.rows[index].cells:
            return
        row = self.rows[index]
        room = self._room(self._laid_out_for, len(row.cells))
        column = min(max(0, event.x - 1) // (room + _GAP), len(row.cells) - 1)
        entry = max(0, row.cells[column].entry)
        self._move_to(self._places.index((row.card, entry)))


class _Part:
    """Something that fills a column: laid out when its width is known."""

    def __init__(self, lines: Sequence[tuple[str, str, int, int]]) -> None:
        self._lines = lines

    def __call__(self, room: int) -> list[_Cell]:
        return [
            _Cell(text, start, end, kind, entry, offset)
            for text, kind, entry, offset in self._lines
            for start, end in break_lines(text, room)
        ]


def _main_part(card: Card) -> _Part:
    return _Part(_lines(card.main, -1) or [(card.nothing, "source", -1, 0)])


def _entry_part(number: int, entry: Entry, nothing: str) -> _Part:
    lines = [(entry.label, "label", number, 0)]
    lines += _lines(entry.words, number) or [(nothing, "source", number, 0)]
    return _Part(lines)


def _lines(words: Sequence[Words], entry: int) -> list[tuple[str, str, int, int]]:
    """Source and text of each quote; the offset of a text is its place in all of them joined."""
    lines: list[tuple[str, str, int, int]] = []
    offset = 0
    for each in words:
        lines.append((each.source, "source", entry, 0))
        lines.append((each.text, "text", entry, offset))
        offset += len(each.text) + 1
    return lines


def _stacked(card: Card, room: int) -> list[_Cell]:
    """On a narrow screen: the commitment's words, and under them what answers."""
    parts = [_main_part(card)] if card.main else []
    parts += [_entry_part(n, entry, card.nothing) for n, entry in enumerate(card.entries)]
    return [cell for part in parts for cell in part(room)]


def _joined(words: Sequence[Words]) -> str:
    return "\n".join(each.text for each in words)


def _placed(card: Card, entry: Entry, marks: Sequence[Mark], *, quiet: bool) -> list[tuple[int, int, str]]:
    """Marks in the words that an entry answers to, put where these stand in all words of the commitment.

    `quiet` marks the words that the entry does not answer to as well.
    """
    bases, base = [], 0
    for words in card.main:
        bases.append(base)
        base += len(words.text) + 1
    placed: list[tuple[int, int, str]] = []
    kept: list[tuple[int, int]] = []
    offset = 0
    for word, start, end in entry.own:
        shift = bases[word] + start - offset
        length = end - start
        within = [mark for mark in marks if offset <= mark.start and mark.end <= offset + length]
        placed += [(mark.start + shift, mark.end + shift, mark.kind) for mark in within]
        kept.append((bases[word] + start, bases[word] + end))
        offset += length + 1
    if quiet:
        position = 0
        for start, end in [*sorted(kept), (base, base)]:
            placed.append((position, start, "source"))
            position = end
    return placed
