"""The text of a plan: printed lines, a sentence cursor, marks in the margin."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from rich.segment import Segment
from rich.style import Style
from textual import events
from textual.message import Message
from textual.selection import Selection

from tui.app.widgets.line_pane import LinePane, blank, styled_segments, text_segment
from tui.plans.model import Paragraph, Passage, Plan, Table
from tui.plans.sentences import sentences_of
from tui.text.fold import find_spans, fold
from tui.text.lines import break_lines
from tui.text.width import pad, text_width

_MARGIN = 5
#: The cells of the pane beside its lines: the margin of signs, a blank, padding and the scrollbar.
AROUND_TEXT = _MARGIN + 3
_INDENT = 4
_TABLE_GAP = 2
_NARROWEST_NAME = 12


@dataclass(frozen=True, slots=True)
class Mark:
    """A sign in the margin beside the line where a passage begins."""

    passage: Passage
    sign: str
    style: str


@dataclass(frozen=True, slots=True)
class _Row:
    """A drawn line: part of a paragraph, or a ready line of a table; an empty one has no paragraph."""

    paragraph: int = -1
    start: int = 0
    end: int = 0
    indent: int = 0
    ready: str = ""


class PlanText(LinePane):
    """The reading pane.

    Args:
        measure: widest line, in cells.
        indent: whether the first line of a paragraph is indented.
    """

    COMPONENTS = "plan-text"
    COMPONENT_CLASSES = {
        "plan-text--title",
        "plan-text--heading",
        "plan-text--around",
        "plan-text--sentence",
        "plan-text--marked",
        "plan-text--hit",
        "plan-text--flagged",
        "plan-text--sign-flag",
        "plan-text--sign-reviewed",
        "plan-text--sign-damage",
        "plan-text--sign-error",
        "plan-text--sign-warning",
    }
    DEFAULT_CSS = """
    PlanText { background: $background; color: $foreground; }
    PlanText > .plan-text--title { text-style: bold; color: $primary; }
    PlanText > .plan-text--heading { text-style: bold; color: $primary; }
    PlanText > .plan-text--around { color: $dim; text-style: italic; }
    PlanText > .plan-text--sentence { background: $sentence-blurred; }
    PlanText:focus > .plan-text--sentence { background: $sentence; }
    PlanText > .plan-text--marked { background: $mark; }
    PlanText > .plan-text--hit { background: $hit; text-style: bold; }
    PlanText > .plan-text--flagged { text-style: underline; }
    PlanText > .plan-text--sign-flag { color: $error; text-style: bold; }
    PlanText > .plan-text--sign-reviewed { color: $success; }
    PlanText > .plan-text--sign-damage { color: $warning; text-style: bold; }
    PlanText > .plan-text--sign-error { color: $error; text-style: bold; }
    PlanText > .plan-text--sign-warning { color: $warning; text-style: bold; }
    PlanText:nocolor > .plan-text--sentence { text-style: bold; }
    PlanText:nocolor:focus > .plan-text--sentence { text-style: reverse; }
    PlanText:nocolor > .plan-text--marked { text-style: bold reverse; }
    PlanText:nocolor > .plan-text--hit { text-style: bold underline reverse; }
    """

    @dataclass
    class SentenceChanged(Message):
        """The cursor stands on another sentence."""

        passage: Passage

    def __init__(self, *, measure: int, indent: bool, id: str | None = None) -> None:
        super().__init__(id=id)
        self.plan: Plan | None = None
        self.words = ""
        self._wanted: tuple[str, ...] = ()
        self._measure = measure
        self._indent = _INDENT if indent else 0
        self._sentences: list[Passage] = []
        self._first_sentence: dict[str, int] = {}
        self._cursor = 0
        self._hit = 0
        self._direction = 1
        self._marks: dict[str, list[Mark]] = {}
        self._flagged: dict[str, list[Passage]] = {}
        self._first_row: list[int] = []
        self._tables: dict[int, Table] = {}
        self._cell_paragraphs: set[str] = set()
        self._marked: Passage | None = None

    # --- content ---------------------------------------------------------------------------------

    def show(self, plan: Plan) -> None:
        """Show another plan, from its beginning."""
        if self.plan is plan:
            return
        self.plan = plan
        self.words, self._wanted = "", ()
        self._find_tables(plan)
        self._sentences = [passage for p in plan.paragraphs for passage in self._stops(plan, p)]
        self._first_sentence = {}
        for index, passage in enumerate(self._sentences):
            self._first_sentence.setdefault(passage.paragraph, index)
        self._cursor = 0
        self.relayout()
        self.scroll_to(y=0, animate=False, force=True)

    def set_marks(self, marks: list[Mark], flagged: list[Passage]) -> None:
        """Show signs in the margin and underline the flagged words."""
        self._marks, self._flagged = {}, {}
        for mark in marks:
            self._marks.setdefault(mark.passage.paragraph, []).append(mark)
        for passage in flagged:
            self._flagged.setdefault(passage.paragraph, []).append(passage)
        self.refresh()

    def _find_tables(self, plan: Plan) -> None:
        """A table is drawn where its first cell stands; its other cells are no lines of their own."""
        self._tables = {}
        self._cell_paragraphs = set()
        for table in plan.tables:
            cells = {cell for row in table.rows for cell in row if cell}
            own = [p.id for p in plan.paragraphs if p.section == table.section and p.role == "table_cell"]
            if own and table.rows:
                self._tables[plan.order[own[0]]] = table
                self._cell_paragraphs |= cells | set(own)

    def _stops(self, plan: Plan, paragraph: Paragraph) -> list[Passage]:
        """The sentences of a paragraph; in a table, one stop a row, on its longest cell."""
        if paragraph.id not in self._cell_paragraphs:
            return sentences_of(paragraph)
        for table in plan.tables:
            for row in table.rows:
                texts = [plan.paragraphs_by_id[cell] for cell in row if cell]
                longest = max(texts, key=lambda cell: len(cell.text), default=None)
                if longest is paragraph:
                    return sentences_of(paragraph)
        return []

    # --- layout ----------------------------------------------------------------------------------

    def lay_out(self, width: int) -> list[_Row]:
        """The printed lines of the plan."""
        rows: list[_Row] = []
        self._first_row = []
        if self.plan is None:
            return rows
        usable = max(8, min(width - _MARGIN - 1, self._measure))
        for index, paragraph in enumerate(self.plan.paragraphs):
            self._first_row.append(len(rows))
            if index in self._tables:
                rows.extend(self._table_rows(self._tables[index], usable))
                rows.append(_Row())
            elif paragraph.id not in self._cell_paragraphs:
                rows.extend(self._paragraph_rows(index, paragraph, usable))
                rows.append(_Row())
        return rows

    def _paragraph_rows(self, index: int, paragraph: Paragraph, usable: int) -> list[_Row]:
        indent = self._indent if paragraph.role in ("body", "closing") else 0
        lines = break_lines(paragraph.text, usable, first_indent=indent)
        return [_Row(index, start, end, 0 if n else indent) for n, (start, end) in enumerate(lines)]

    def _table_rows(self, table: Table, usable: int) -> list[_Row]:
        """A table's lines: columns as wide as their cells, the widest one wrapped to what is left."""
        assert self.plan is not None
        by_id = self.plan.paragraphs_by_id
        printed = [tuple(by_id[cell].text if cell else "" for cell in row) for row in table.rows]
        widths = [
            max(text_width(cells[i]) for cells in (table.columns, *printed))
            for i in range(len(table.columns))
        ]
        widest = max(range(len(widths)), key=lambda i: max(text_width(cells[i]) for cells in printed))
        others = sum(widths) - widths[widest] + _TABLE_GAP * (len(widths) - 1)
        if usable - others < _NARROWEST_NAME:
            return self._stacked_rows(table, printed, usable)
        widths[widest] = min(widths[widest], usable - others)
        rows = self._cells_row(table.columns, widths, -1)
        for row, cells in zip(table.rows, printed, strict=True):
            rows.extend(self._cells_row(cells, widths, self._row_paragraph(row)))
        return rows

    def _cells_row(self, cells: tuple[str, ...], widths: list[int], paragraph: int) -> list[_Row]:
        wrapped = [
            [cell[a:b] for a, b in break_lines(cell, width)]
            for cell, width in zip(cells, widths, strict=True)
        ]
        height = max(map(len, wrapped))
        return [
            _Row(
                paragraph,
                ready=(" " * _TABLE_GAP).join(
                    pad(lines[n] if n < len(lines) else "", width)
                    for lines, width in zip(wrapped, widths, strict=True)
                ),
            )
            for n in range(height)
        ]

    def _stacked_rows(self, table: Table, printed: list[tuple[str, ...]], usable: int) -> list[_Row]:
        """On a narrow screen every cell is a line of its own, behind its column's name."""
        rows: list[_Row] = []
        for ids, cells in zip(table.rows, printed, strict=True):
            paragraph = self._row_paragraph(ids)
            for column, cell in zip(table.columns, cells, strict=True):
                text = f"{column}  {cell}"
                rows.extend(_Row(paragraph, ready=text[a:b]) for a, b in break_lines(text, usable))
            rows.append(_Row())
        return rows

    def _row_paragraph(self, row: tuple[str, ...]) -> int:
        assert self.plan is not None
        longest = max((cell for cell in row if cell), key=lambda c: len(self.plan.paragraphs_by_id[c].text))  # type: ignore[union-attr]
        return self.plan.order[longest]

    def after_layout(self) -> None:
        """Keep the sentence in sight when the width changes."""
        self._show_cursor(jump=True)

    # --- drawing ---------------------------------------------------------------------------------

    def draw(self, row: _Row, width: int) -> list[Segment]:
        """Margin and text of one line."""
        if self.plan is None or (row.paragraph < 0 and not row.ready):
            return [blank(width)]
        if row.paragraph < 0:
            return [blank(_MARGIN), text_segment(row.ready, self.drawn_style("heading"))]
        paragraph = self.plan.paragraphs[row.paragraph]
        if row.ready:
            return [*self._margin(paragraph.id, 0, 1), text_segment(row.ready, self._ready_style(paragraph))]
        base = self._role_style(paragraph)
        segments = self._margin(paragraph.id, row.start, row.end)
        segments.append(blank(row.indent))
        segments.extend(
            styled_segments(paragraph.text, row.start, row.end, base, self._highlights(paragraph))
        )
        return segments

    def _ready_style(self, paragraph: Paragraph) -> Style:
        on_it = self.sentence is not None and self.sentence.paragraph == paragraph.id
        return self.drawn_style("sentence") if on_it else Style.null()

    def _role_style(self, paragraph: Paragraph) -> Style:
        if paragraph.role in ("title", "heading"):
            return self.drawn_style(paragraph.role)
        if paragraph.role in ("body", "closing", "table_cell"):
            return Style.null()
        return self.drawn_style("around")

    def _highlights(self, paragraph: Paragraph) -> list[tuple[int, int, Style]]:
        marks = []
        sentence = self.sentence
        if sentence and sentence.paragraph == paragraph.id:
            marks.append((sentence.start, sentence.end, self.drawn_style("sentence")))
        if self._marked and self._marked.paragraph == paragraph.id:
            marks.append((self._marked.start, self._marked.end, self.drawn_style("marked")))
        for passage in self._flagged.get(paragraph.id, ()):
            marks.append((passage.start, passage.end, self.drawn_style("flagged")))
        for word in self._wanted:
            for start, end in find_spans(paragraph.text, word):
                marks.append((start, end, self.drawn_style("hit")))
        return marks

    def _margin(self, paragraph_id: str, start: int, end: int) -> list[Segment]:
        """The sign of the most important mark that begins on this line."""
        for mark in self._marks.get(paragraph_id, ()):
            if start <= mark.passage.start < max(end, start + 1):
                sign = text_segment(mark.sign, self.drawn_style(mark.style))
                return [sign, blank(_MARGIN - text_width(mark.sign))]
        return [blank(_MARGIN)]

    # --- cursor ----------------------------------------------------------------------------------

    @property
    def sentence(self) -> Passage | None:
        """The sentence under the cursor."""
        return self._sentences[self._cursor] if self._sentences else None

    # --- marked words ----------------------------------------------------------------------------

    @property
    def marked(self) -> Passage | None:
        """The words of the sentence that are marked; None where none are."""
        return self._marked

    def mark_next_clause(self) -> None:
        """Mark the first clause of the sentence, or the one after the mark; after the last one, nothing."""
        from tui.compare.units import clauses_of

        if self.sentence is None:
            return
        after = self._marked.start if self._marked else -1
        following = (clause for clause in clauses_of(self.sentence) if clause.start > after)
        self._mark(next(following, None))

    def mark_next_sentence(self) -> None:
        """Mark the whole sentence, or one sentence of the paragraph more; after the last one, nothing."""
        sentence, marked = self.sentence, self._marked
        if sentence is None or self.plan is None:
            return
        text = self.plan.paragraphs_by_id[sentence.paragraph].text
        if marked is None or (marked.start, marked.end) < (sentence.start, sentence.end):
            self._mark(sentence)
            return
        following = (s for s in self._sentences[self._cursor :] if s.paragraph == sentence.paragraph)
        end = next((each.end for each in following if each.end > marked.end), None)
        self._mark(_part(sentence.paragraph, text, sentence.start, end) if end else None)

    def move_mark(self, *, start: int = 0, end: int = 0) -> None:
        """Let the mark begin or end so many words later; without one, the first clause is marked."""
        from tui.text.words import word_spans

        sentence, marked = self.sentence, self._marked
        if sentence is None or self.plan is None:
            return
        if marked is None:
            self.mark_next_clause()
            return
        text = self.plan.paragraphs_by_id[sentence.paragraph].text
        words = word_spans(text)
        starts, ends = [a for a, _ in words], [b for _, b in words]
        first = _moved(starts, bisect_left(starts, marked.start), start)
        last = _moved(ends, bisect_left(ends, marked.end), end)
        # The mark stays at the sentence under the cursor.
        if first < last and first < sentence.end and last > sentence.start:
            self._mark(_part(sentence.paragraph, text, first, last))

    def clear_mark(self) -> None:
        """Mark nothing."""
        self._mark(None)

    def _mark(self, passage: Passage | None) -> None:
        self._marked = passage
        self.refresh()

    # --- going -----------------------------------------------------------------------------------

    def go_to(self, paragraph_id: str, offset: int = 0) -> bool:
        """Put the cursor on the sentence of a paragraph that holds `offset`; False if there is none."""
        if self.plan is None or paragraph_id not in self.plan.order:
            return False
        first = self._first_sentence.get(paragraph_id)
        if first is None:
            order = self.plan.order
            starts = [order[passage.paragraph] for passage in self._sentences]
            first = max(0, bisect_right(starts, order[paragraph_id]) - 1)
        index = first
        while (
            index + 1 < len(self._sentences)
            and self._sentences[index + 1].paragraph == paragraph_id
            and self._sentences[index + 1].start <= offset
        ):
            index += 1
        self._move_to(index, force=True)
        return True

    def step(self, count: int) -> bool:
        """Move by sentences; False if there is none."""
        before = self._cursor
        self._move_to(self._cursor + count)
        return self._cursor != before

    def to_edge(self, direction: int) -> bool:
        """Move to the last sentence, or to the first; False if the cursor is there."""
        return self.step(direction * len(self._sentences))

    def step_paragraph(self, direction: int) -> bool:
        """Move to the first sentence of the next or previous paragraph; False if the cursor is there."""
        sentence, before = self.sentence, self._cursor
        if sentence is None:
            return False
        index = self._seek(direction, lambda passage: passage.paragraph != sentence.paragraph)
        self._move_to(self._first_sentence[self._sentences[index].paragraph])
        return self._cursor != before

    def step_section(self, direction: int) -> bool:
        """Move to the beginning of the next or previous section; False if there is none."""
        if self.plan is None:
            return False
        before = self._cursor
        starts = {(section.at, section.offset) for section in self.plan.sections}
        index = self._seek(direction, lambda passage: (passage.paragraph, passage.start) in starts)
        self._move_to(index, force=True)
        return self._cursor != before

    def _seek(self, direction: int, wanted: Callable[[Passage], bool]) -> int:
        """The next sentence in a direction that is wanted; the present one if there is none."""
        index = self._cursor + direction
        while 0 <= index < len(self._sentences):
            if wanted(self._sentences[index]):
                return index
            index += direction
        return self._cursor

    def next_unreviewed(self, reviewed: set[tuple[str, int, int]], roles: frozenset[str]) -> bool:
        """Move to the next sentence that nobody looked at; False if none follows."""
        assert self.plan is not None
        by_id = self.plan.paragraphs_by_id
        for index in range(self._cursor + 1, len(self._sentences)):
            passage = self._sentences[index]
            key = (passage.paragraph, passage.start, passage.end)
            if by_id[passage.paragraph].role in roles and key not in reviewed:
                self._move_to(index)
                return True
        return False

    def highlight(self, words: str, wanted: Sequence[str]) -> None:
        """Mark words in the text.

        Args:
            words: what was typed.
            wanted: the folded words that it asks for.
        """
        self.words = words
        self._direction = 1
        self._wanted = tuple(word for word in wanted if word)
        self.refresh()

    def find(self, words: str, direction: int = 1) -> int:
        """Highlight words and go to a place where they stand; returns how many there are.

        Args:
            words: what is looked for.
            direction: 1 for the first place at or after the cursor, −1 for the last one before it.
        """
        self.highlight(words, (fold(words),))
        self._direction = direction
        hits = self._hits()
        if hits:
            before = self._hits_before_here(hits)
            self._hit = (before if direction > 0 else before - 1) % len(hits)
            self.go_to(*hits[self._hit])
        self.refresh()
        return len(hits)

    def step_hit(self, direction: int) -> tuple[int, int]:
        """Go to the next or previous hit, as seen in the direction of the search.

        Returns its number and how many there are.
        """
        hits = self._hits()
        if not hits:
            return (0, 0)
        self._hit = (self._hit + direction * self._direction) % len(hits)
        self.go_to(*hits[self._hit])
        return (self._hit + 1, len(hits))

    def _hits(self) -> list[tuple[str, int]]:
        if self.plan is None:
            return []
        return [(p.id, start) for p in self.plan.paragraphs for start in self._starts(p.text)]

    def _starts(self, text: str) -> list[int]:
        """Where the wanted words begin in a text."""
        return sorted(start for word in self._wanted for start, _ in find_spans(text, word))

    def _hits_before_here(self, hits: list[tuple[str, int]]) -> int:
        """How many hits stand before the sentence under the cursor."""
        assert self.plan is not None
        order, sentence = self.plan.order, self.sentence
        here = (order[sentence.paragraph], sentence.start) if sentence else (0, 0)
        return sum((order[paragraph], start) < here for paragraph, start in hits)

    def _move_to(self, index: int, *, force: bool = False) -> None:
        index = max(0, min(index, len(self._sentences) - 1))
        if index == self._cursor and not force:
            self._show_cursor()
            return
        self.stand_on(index)
        self._show_cursor(jump=force)

    def stand_on(self, stop: int) -> None:
        """Put the cursor on a sentence by its number."""
        left = self.cursor_rows()
        self._cursor = stop
        self._marked = None
        for rows in (left, self.cursor_rows()):
            if rows:
                self.refresh_lines(rows[0], rows[-1] - rows[0] + 1)
        if self.sentence:
            self.post_message(self.SentenceChanged(self.sentence))

    def stop_at(self, row: int) -> int | None:
        """The number of the first sentence that begins on a row."""
        shown = self.rows[row] if row < len(self.rows) else _Row()
        if self.plan is None or shown.paragraph < 0:
            return None
        index = self._first_sentence.get(self.plan.paragraphs[shown.paragraph].id)
        if index is None or shown.ready:
            return index
        paragraph = self._sentences[index].paragraph
        while index < len(self._sentences) and self._sentences[index].paragraph == paragraph:
            if shown.start <= self._sentences[index].start < max(shown.end, shown.start + 1):
                return index
            index += 1
        return None

    def _show_cursor(self, *, jump: bool = False) -> None:
        rows = self.cursor_rows()
        if rows:
            in_table = self.sentence is not None and self.sentence.paragraph in self._cell_paragraphs
            self.show_rows(rows[0], rows[-1], context=2 if in_table else 1, jump=jump)

    def cursor_rows(self) -> list[int]:
        """The drawn lines of the sentence under the cursor."""
        sentence = self.sentence
        if sentence is None or self.plan is None or not self.rows:
            return []
        index = self.plan.order[sentence.paragraph]
        if sentence.paragraph in self._cell_paragraphs:
            return [n for n, row in enumerate(self.rows) if row.paragraph == index and row.ready]
        rows = []
        for number in range(self._first_row[index], len(self.rows)):
            row = self.rows[number]
            if row.paragraph != index:
                break
            if row.start < sentence.end and sentence.start <= max(row.end, row.start):
                rows.append(number)
        return rows

    # --- selecting with the mouse ------------------------------------------------------------------

    def get_selection(self, selection: Selection) -> tuple[str, str] | None:
        """The words of the plan as printed in its source: no line break where a line was only wrapped."""
        if self.plan is None or not self.rows:
            return None
        first, first_char = selection.start.transpose if selection.start else (0, 0)
        last, last_char = selection.end.transpose if selection.end else (len(self.rows) - 1, None)
        runs: list[tuple[int, int, int] | str] = []
        for number, row in enumerate(self.rows[first : last + 1], first):
            if row.ready:
                runs.append(row.ready.strip())
            elif row.paragraph >= 0:
                start, end = row.start, row.end
                before = self._characters_before(row) - row.start
                if number == first:
                    start = max(start, first_char - before)
                if number == last and last_char is not None:
                    end = max(start, min(end, last_char - before))
                run = runs[-1] if runs else ""
                if isinstance(run, tuple) and run[0] == row.paragraph:
                    runs[-1] = (row.paragraph, run[1], end)
                else:
                    runs.append((row.paragraph, start, end))
        return "\n".join(map(self._words_of, runs)), "\n"

    def _words_of(self, run: tuple[int, int, int] | str) -> str:
        """The words of a run of lines of one paragraph, or a ready line of a table."""
        assert self.plan is not None
        if isinstance(run, str):
            return run
        paragraph, start, end = run
        return self.plan.paragraphs[paragraph].text[start:end]

    def _characters_before(self, row: _Row) -> int:
        """How many characters stand before the text of a line: margin and indent."""
        assert self.plan is not None
        margin = self._margin(self.plan.paragraphs[row.paragraph].id, row.start, row.end)
        return sum(len(segment.text) for segment in margin) + row.indent

    def on_click(self, event: events.Click) -> None:
        """Put the cursor on the sentence that was clicked."""
        index = event.y + self.scroll_offset.y
        if self.plan is None or not 0 <= index < len(self.rows) or self.rows[index].paragraph < 0:
            return
        row = self.rows[index]
        cells, offset = event.x - _MARGIN - row.indent, row.start
        text = self.plan.paragraphs[row.paragraph].text
        while cells > 1 and offset < row.end - 1:
            cells -= text_width(text[offset])
            offset += 1
        self.go_to(self.plan.paragraphs[row.paragraph].id, offset)


def _moved(places: list[int], index: int, count: int) -> int:
    """The place so many steps from one, as far as there are any."""
    return places[max(0, min(index + count, len(places) - 1))]


def _part(paragraph: str, text: str, start: int, end: int) -> Passage:
    return Passage(paragraph, start, end, text[start:end])
