"""The shelf: every plan's identity card, seen before anything is read or compared."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.text import Text
from textual.app import ComposeResult
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Static

from tui.app.widgets.tables import Column, Table, fill_table
from tui.app.widgets.view import View
from tui.text.safe import safe, safe_line
from tui.wording import date_text, period_text

if TYPE_CHECKING:
    from tui.plans.model import Card

_NARROW, _VAST = 72, 160


class ShelfView(View):
    """The plans on the shelf, and the identity card of the one under the cursor."""

    def compose(self) -> ComposeResult:
        """The table and the card."""
        yield Table(id="shelf-table")
        yield Static("", id="shelf-card")

    def on_mount(self) -> None:
        """Fill the table."""
        self._fill()

    def on_resize(self) -> None:
        """Titles take the room there is."""
        self._fill()

    @property
    def main_pane(self) -> Widget:
        """The table."""
        return self.query_one(Table)

    def refresh_review(self) -> None:
        """Counts of flags and progress."""
        self._fill()

    def _fill(self) -> None:
        table = self.query_one(Table)
        width = self.room
        names = self._columns(width)
        rest = "title" if "title" in names else "plan"
        columns = [Column(self.say(f"column.{name}"), rest=name == rest) for name in names]
        cards = self.workspace.cards.values()
        fill_table(table, columns, [(card.id, self._cells(card, names)) for card in cards], width)
        self._show_card()

    def _show_card(self) -> None:
        """The identity card of the plan under the cursor."""
        card = self.workspace.cards.get(self.plan_id)
        shown = self._card(card) if card else Content(self.say("app.shelf_empty"))
        self.query_one("#shelf-card", Static).update(shown)

    @staticmethod
    def _columns(width: int) -> list[str]:
        """The columns that there is room for; a very wide shelf has whole titles."""
        if width < _NARROW:
            return ["plan", "period"]
        if width < _VAST:
            return ["plan", "level", "kind", "period", "flags"]
        return ["plan", "title", "level", "kind", "standing", "period", "issuer", "flags"]

    def _cells(self, card: Card, names: list[str]) -> list[Text]:
        flags = sum(self.workspace.plan_of(flag) == card.id for flag in self.workspace.state.flags)
        texts = {
            "plan": safe_line(card.short),
            "title": safe_line(card.title),
            "standing": self.say(f"standing.{card.standing}"),
            "issuer": safe_line(card.issuer),
            "level": self.say(f"level.{card.level}"),
            "kind": self.say(f"kind.{card.kind}"),
            "period": self.locale.sign(period_text(card)),
            "flags": f"{self.locale.sign('⚑')}{flags}" if flags else "",
        }
        return [Text(texts[name]) for name in names]

    def on_data_table_row_highlighted(self) -> None:
        """Show the identity card."""
        self._show_card()
        self.post_message(self.PlaceChanged())

    def on_data_table_row_selected(self) -> None:
        """Open the plan that was clicked."""
        self.command_open()

    def command_open(self) -> None:
        """Open the plan under the cursor."""
        if self.plan_id:
            self.post_message(self.GoTo(f"{self.plan_id}/"))
        else:
            self.notify(self.say("app.choose_plan"), markup=False)

    def _card(self, card: Card) -> Content:
        facts = [
            ("level", self.say(f"level.{card.level}")),
            ("kind", self.say(f"kind.{card.kind}")),
            ("standing", self.say(f"standing.{card.standing}")),
            (
                "period",
                self.locale.sign(period_text(card))
                + (f" ({self.say('app.horizon', year=card.horizon)})" if card.horizon else ""),
            ),
            ("issuer", card.issuer),
            ("adopted", date_text(self.locale, card.adopted)),
            ("published", date_text(self.locale, card.published)),
            ("source", card.source.url or card.source.file),
        ]
        lines = [Content(safe(card.title)).stylize("bold")]
        shown = "    ".join(f"{self.say(f'column.{name}')} {value}" for name, value in facts if value)
        lines.append(Content(safe(shown)))
        if card.note:
            lines.append(Content(safe(card.note)))
        lines.extend(Content(safe(self.locale.render(warning))) for warning in self.workspace.warnings)
        return Content("\n").join(lines)

    @property
    def plan_id(self) -> str:
        """The plan under the cursor."""
        cards = list(self.workspace.cards)
        row = self.query_one(Table).cursor_row
        return cards[row] if 0 <= row < len(cards) else ""

    def place(self) -> str:
        """Name of the view."""
        return self.say("command.view_shelf")
