"""The review: every flag in printed order, those chosen, and what is known of the one under the cursor."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from rich.text import Text
from textual import on
from textual.app import ComposeResult
from textual.content import Content
from textual.widget import Widget
from textual.widgets import DataTable, Static

from tui.app.screens.filtering import Facet, chosen, facets_of
from tui.app.widgets.flag_notes import FlagNotes
from tui.app.widgets.note_pane import NotePane
from tui.app.widgets.tables import Column, Table, fill_table
from tui.app.widgets.view import View
from tui.config import SEVERITIES
from tui.plans.anchors import ANCHOR_STATES
from tui.plans.citation import place_name
from tui.plans.model import Passage
from tui.report.options import Options
from tui.review.model import FLAG_STATES, REPLIES, Flag
from tui.selection import Selection, passes
from tui.text.safe import safe, safe_line
from tui.wording import flag_label, kind_text, severity_text, word

if TYPE_CHECKING:
    from tui.locale import Locale
    from tui.workspace import Workspace

_NARROW = 64
_KIND, _WHERE = 15, 26
_LONGEST_QUOTE = 90
#: Where the words of a flag no longer stand as they were marked.
_DRIFTED = ("number_changed", "changed", "lost")


class FlagsView(View):
    """The flags of the review; enter goes to the passage, `a` confirms where words stand that changed."""

    def __init__(self, workspace: Workspace, locale: Locale, *, id: str) -> None:
        super().__init__(workspace, locale, id=id)
        self._every: list[Flag] = []
        self._flags: list[Flag] = []
        self._selection: Selection = {}

    def compose(self) -> ComposeResult:
        """Head, table, and the flag under the cursor."""
        yield Static("", id="flags-head")
        yield Table(id="flags-table")
        yield NotePane(self.locale, id="flags-detail")

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
    def _table(self) -> Table:
        return self.query_one(Table)

    @property
    def main_pane(self) -> Widget:
        """The table."""
        return self._table

    # --- showing ---------------------------------------------------------------------------------

    def _fill(self) -> None:
        self._every = self.workspace.flags()
        self._flags = [f for f in self._every if passes(self.workspace.properties(f), self._selection)]
        width = self._table.container_size.width or self.room
        columns = [
            Column(self.say("column.kind_of_flag"), _KIND),
            Column(self.say("column.quote"), rest=True),
        ]
        wide = width >= _NARROW
        if wide:
            columns.insert(1, Column(self.say("column.where"), _WHERE))
        rows = [(flag.id, self._cells(flag, where=wide)) for flag in self._flags]
        fill_table(self._table, columns, rows, width)
        self.query_one("#flags-head", Static).update(Content(safe(self._head())))
        self._detail()

    def _head(self) -> str:
        """How many there are, what was chosen, and what needs to be looked at again."""
        if not self._every:
            return self.say("flags.none")
        states = Counter(flag.state for flag in self._every)
        parts = [self.say("flags.counts", count=len(self._every), open=states["open"])]
        drifted = sum(self._standing(flag) in _DRIFTED for flag in self._every)
        if drifted:
            parts.append(self.say("flags.drifted", count=drifted))
        conflicts = len(self.workspace.conflicts())
        if conflicts:
            parts.append(self.say("flags.conflicts", count=conflicts))
        filters = chosen(self.facets, self._selection)
        if filters:
            words = self.say("list.semicolon").join(
                self.say("list.separator").join(values) for values in filters
            )
            parts.append(self.say("flags.shown", count=len(self._flags), filters=words))
        return "  ".join(parts)

    def _standing(self, flag: Flag) -> str:
        found = self.workspace.standing(flag)
        return found.state if found else "none"

    def _cells(self, flag: Flag, *, where: bool) -> list[Text]:
        sign = self.locale.sign("✓" if flag.state == "resolved" else "⚑")
        label = f"{sign}{flag_label(self.locale, flag)}"
        if flag.reply:
            label += f"\n  {self.say(f'reply.{flag.reply.reply}')}"
        words = self._shortened(safe(self._quote(flag)))
        if self._standing(flag) in _DRIFTED:
            words = f"{self.locale.sign('≠')} {self.say(f'anchor_short.{self._standing(flag)}')}  {words}"
        note = f"\n{self.locale.sign('→')} {self._shortened(safe_line(flag.note))}" if flag.note else ""
        style = "dim" if flag.state == "resolved" else ""
        cells = [Text(label, style), Text(words + note, style)]
        if where:
            cells.insert(1, Text(safe_line(self._where(flag)), style))
        return cells

    def _shortened(self, text: str) -> str:
        return text if len(text) <= _LONGEST_QUOTE else f"{text[:_LONGEST_QUOTE]}{self.locale.sign('…')}"

    def _quote(self, flag: Flag) -> str:
        """The words as they were flagged; what the flag stands on where it has none."""
        return flag.anchor.quote if flag.anchor else flag.subject_id

    def _where(self, flag: Flag) -> str:
        found = self.workspace.standing(flag)
        if found is None or found.passage.plan not in self.workspace.cards:
            return flag.subject_id
        plan = self.workspace.plan(found.passage.plan)
        subject = "" if flag.subject_kind == "sentence" else word(self.locale, "subject", flag.subject_kind)
        return " ".join([plan.card.short, place_name(plan, found.passage.paragraph), subject]).strip()

    @on(DataTable.RowHighlighted)
    def _moved(self) -> None:
        self._detail()
        self.post_message(self.PlaceChanged())

    def _detail(self) -> None:
        flag = self.current
        notes = list(FlagNotes(self.workspace, self.locale, flag).notes()) if flag else []
        self.query_one(NotePane).show(notes)

    # --- choosing --------------------------------------------------------------------------------

    @property
    def facets(self) -> list[Facet]:
        """What can be filtered by, with how many flags have each value."""
        say = self.say
        kinds = dict.fromkeys(
            [*(kind.id for kind in self.workspace.config.flag_kinds), *(flag.kind for flag in self._every)]
        )
        words = {
            "state": {state: say(f"flag_state.{state}") for state in FLAG_STATES},
            "standing": {state: say(f"anchor_short.{state}") for state in (*ANCHOR_STATES[::-1], "none")},
            "kind": {kind: kind_text(self.locale, kind) for kind in kinds},
            "severity": {severity: severity_text(self.locale, severity) for severity in SEVERITIES},
            "reply": {reply: say(f"reply.{reply}") for reply in ("none", *REPLIES)},
            "author": {flag.author.name: flag.author.name for flag in self._every},
            "plan": {card.id: card.short for card in self.workspace.cards.values()},
            "tag": {tag: f"#{tag}" for flag in self._every for tag in flag.tags},
        }
        labels = {name: say(f"facet.{name}") for name in words}
        rows = [{n: v for n, v in self.workspace.properties(f).items() if n in words} for f in self._every]
        return facets_of(rows, words, labels)

    @property
    def selection(self) -> Selection:
        """What is filtered by."""
        return self._selection

    def select(self, selection: Selection) -> None:
        """Show only what passes."""
        self._selection = selection
        self._fill()
        self.post_message(self.PlaceChanged())

    def options(self, hand_in: str) -> Options:  # noqa: ARG002 - every hand-in holds the flags that are shown
        """The flags that are shown."""
        return Options(flags=tuple(self._flags) if any(self._selection.values()) else None)

    # --- what commands need ----------------------------------------------------------------------

    @property
    def current(self) -> Flag | None:
        """The flag under the cursor."""
        row = self._table.cursor_row
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

    @on(DataTable.RowSelected)
    def command_open(self) -> None:
        """Show the words of the flag under the cursor in their text."""
        found = self.workspace.standing(self.current) if self.current else None
        if found:
            self.post_message(self.GoTo(found.passage.paragraph, found.passage.start))
        else:
            self.notify(self.say("app.nothing_to_open"), markup=False)

    def place(self) -> str:
        """Name of the view."""
        return self.say("command.view_review")

    def command_next_hit(self) -> None:
        """Next flag whose words changed or are lost."""
        self._seek(range(self._table.cursor_row + 1, len(self._flags)))

    def command_previous_hit(self) -> None:
        """Previous flag whose words changed or are lost."""
        self._seek(range(self._table.cursor_row - 1, -1, -1))

    def _seek(self, rows: range) -> None:
        row = next((row for row in rows if self._standing(self._flags[row]) in _DRIFTED), None)
        if row is None:
            self.notify(self.say("flags.no_drift"), markup=False)
        else:
            self._table.move_cursor(row=row)
