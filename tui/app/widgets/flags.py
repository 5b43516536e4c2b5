"""The list of flags: everything that was marked, in printed order."""

from __future__ import annotations

from rich.text import Text
from textual.app import ComposeResult
from textual.content import Content
from textual.widget import Widget
from textual.widgets import DataTable, Static

from tui.app.widgets.tables import Column, fill_table
from tui.app.widgets.view import View
from tui.plans.citation import place_name
from tui.plans.model import Passage
from tui.review.model import Flag
from tui.text.safe import safe, safe_line
from tui.wording import flag_label

_NARROW = 64
_LONGEST_QUOTE = 120


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

    @property
    def main_pane(self) -> Widget:
        """The table."""
        return self.query_one(DataTable)

    def _fill(self) -> None:
        width = self.size.width or 80
        self._flags = self.workspace.flags()
        columns = [Column(self.say("column.kind_of_flag"), 12), Column(self.say("column.quote"), rest=True)]
        wide = width >= _NARROW
        if wide:
            columns.insert(1, Column(self.say("column.where"), 24))
        rows = [(flag.id, self._cells(flag, where=wide)) for flag in self._flags]
        fill_table(self.query_one(DataTable), columns, rows, width)
        head = self.say("flags.count", count=len(self._flags)) if self._flags else self.say("flags.none")
        self.query_one("#flags-head", Static).update(Content(head))

    def _cells(self, flag: Flag, *, where: bool) -> list[Text]:
        kind = f"⚑{flag_label(self.locale, flag)}"
        words = safe(self._quote(flag))
        if len(words) > _LONGEST_QUOTE:
            words = f"{words[:_LONGEST_QUOTE]}…"
        note = f"\n→ {safe_line(flag.note)}" if flag.note else ""
        cells = [Text(kind), Text(words + note)]
        if where:
            cells.insert(1, Text(safe_line(self._where(flag))))
        return cells

    def _quote(self, flag: Flag) -> str:
        """The words as they stand, or as they were flagged where they have changed."""
        if flag.anchor is None:
            return flag.subject_id
        found = self.workspace.find(flag.anchor, flag.around)
        return found.passage.quote if found.is_same else flag.anchor.quote

    def _where(self, flag: Flag) -> str:
        if flag.anchor is None or flag.anchor.plan not in self.workspace.cards:
            return flag.subject_id
        plan = self.workspace.plan(flag.anchor.plan)
        found = self.workspace.find(flag.anchor, flag.around)
        known = found.passage.paragraph in plan.paragraphs_by_id
        place = place_name(plan, found.passage.paragraph) if known else ""
        parts = [plan.card.short, place]
        if not found.is_same:
            parts.append(self.say(f"anchor.{found.state}", quote=found.passage.quote))
        return " ".join(parts)

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
            passage = self.workspace.find(flag.anchor, flag.around).passage
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
