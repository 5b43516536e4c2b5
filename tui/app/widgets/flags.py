"""The list of flags: everything that was marked, in printed order."""

from __future__ import annotations

from rich.text import Text
from textual.app import ComposeResult
from textual.content import Content
from textual.widgets import DataTable, Static

from tui.app.widgets.view import View
from tui.plans.citation import place_name
from tui.plans.model import Passage
from tui.review.state import Flag
from tui.text.lines import wrap
from tui.text.safe import safe, safe_line

_NARROW = 64
_LONGEST_QUOTE_LINES = 3


class FlagsView(View):
    """The flags of the review; enter goes to the passage."""

    def __init__(self, *args: object, **settings: object) -> None:
        super().__init__(*args, **settings)  # type: ignore[arg-type]
        self._flags: list[Flag] = []

    def compose(self) -> ComposeResult:
        """Head and table."""
        yield Static("", id="flags-head")
        yield DataTable(id="flags-table", cursor_type="row")

    def on_mount(self) -> None:
        """Fill the table."""
        self._fill()

    def on_resize(self) -> None:
        """Quotes take the room there is."""
        self._fill()

    def refresh_review(self) -> None:
        """Flags anew."""
        self._fill()

    def focus_first(self) -> None:
        """The table."""
        self.query_one(DataTable).focus()

    def _fill(self) -> None:
        table = self.query_one(DataTable)
        cursor = table.cursor_row
        self._flags = self.workspace.flags()
        table.clear(columns=True)
        width = self.size.width or 80
        wide = width >= _NARROW
        kind, where = 12, 24 if wide else 0
        quote = max(10, width - kind - where - (10 if wide else 6))
        table.add_column(Text(self.say("column.kind_of_flag")), width=kind)
        if wide:
            table.add_column(Text(self.say("column.where")), width=where)
        table.add_column(Text(self.say("column.quote")), width=quote)
        for flag in self._flags:
            self._add_row(table, flag, where, quote)
        if table.row_count:
            table.move_cursor(row=min(cursor, table.row_count - 1))
        head = self.say("flags.count", count=len(self._flags)) if self._flags else self.say("flags.none")
        self.query_one("#flags-head", Static).update(Content(head))

    def _add_row(self, table: DataTable[Text], flag: Flag, where: int, quote: int) -> None:
        words = safe(self.workspace.find(flag.anchor).passage.quote if flag.anchor else flag.subject_id)
        lines = wrap(words, quote)
        if len(lines) > _LONGEST_QUOTE_LINES:
            lines = [
                *lines[: _LONGEST_QUOTE_LINES - 1],
                wrap(lines[_LONGEST_QUOTE_LINES - 1], quote - 2)[0] + "…",
            ]
        note = wrap(f"→ {safe_line(flag.note)}", quote) if flag.note else []
        words_cell = Text("\n".join(lines))
        words_cell.append("".join(f"\n{line}" for line in note), style="italic")
        kind = f"⚑{self.say(f'flag_kind.{flag.kind}')}·{self.say(f'severity.{flag.severity}')}"
        cells = [Text("\n".join(wrap(kind, 12))), words_cell]
        places = wrap(safe_line(self._where(flag)), where) if where else []
        if where:
            cells.insert(1, Text("\n".join(places)))
        table.add_row(*cells, height=max(len(lines) + len(note), len(places), 1), key=flag.id)

    def _where(self, flag: Flag) -> str:
        if flag.anchor is None or flag.anchor.plan not in self.workspace.cards:
            return flag.subject_id
        plan = self.workspace.plan(flag.anchor.plan)
        found = self.workspace.find(flag.anchor)
        known = found.passage.paragraph in plan.paragraphs_by_id
        place = place_name(plan, found.passage.paragraph) if known else ""
        lost = f" {self.say('anchor.lost')}" if found.state == "lost" else ""
        return f"{plan.card.short} {place}{lost}"

    @property
    def current(self) -> Flag | None:
        """The flag under the cursor."""
        row = self.query_one(DataTable).cursor_row
        return self._flags[row] if 0 <= row < len(self._flags) else None

    @property
    def plan_id(self) -> str:
        """The plan of the flag under the cursor."""
        return self.workspace.plan_of(self.current) if self.current else ""

    @property
    def subject(self) -> tuple[str, str, Passage | None] | None:
        """What the flag under the cursor stands on."""
        flag = self.current
        return (flag.subject_kind, flag.subject_id, flag.anchor) if flag else None

    def on_data_table_row_selected(self, event: DataTable.RowSelected) -> None:
        """Go to the passage."""
        flag = self._flags[event.cursor_row]
        if flag.anchor:
            passage = self.workspace.find(flag.anchor).passage
            self.post_message(self.GoTo(passage.paragraph, passage.start))

    def on_data_table_row_highlighted(self) -> None:
        """The status line follows."""
        self.post_message(self.PlaceChanged())

    def place(self) -> str:
        """Name of the view."""
        return self.say("command.view_review")

    def command_next(self) -> None:
        """Next flag."""
        self.query_one(DataTable).action_cursor_down()

    def command_previous(self) -> None:
        """Previous flag."""
        self.query_one(DataTable).action_cursor_up()
