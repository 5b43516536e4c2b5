"""The key row: views and the most used commands of the one that is seen, as many as fit."""

from __future__ import annotations

from collections.abc import Callable

from textual import events
from textual.content import Content
from textual.widgets import Static

from tui.commands import COMMANDS
from tui.locale import Locale
from tui.text.width import text_width

_VIEWS = (
    "view_shelf",
    "view_read",
    "view_targets",
    "view_compare",
    "view_projects",
    "view_checks",
    "view_review",
)
_LAST = "help"
_GAP = 2
#: From this width on each view has its own place in the row.
_WIDE = 100


class KeyRow(Static):
    """One line of keys and what they do; a click carries the command out.

    Args:
        locale: the language.
        key_of: the key of a command, as shown.
    """

    def __init__(self, locale: Locale, key_of: Callable[[str], str], *, id: str) -> None:
        super().__init__("", id=id)
        self._locale = locale
        self._key_of = key_of
        self._places: list[tuple[int, int, str]] = []
        self._view = ""

    def show_view(self, view: str) -> None:
        """Show the keys of a view."""
        self._view = view
        self.on_resize()

    def on_resize(self) -> None:
        """Show as many keys as fit, those of the view before those of all; help is always among them."""
        listed = [command for command in COMMANDS if command.footer and command.id != _LAST]
        own = [command.id for command in listed if command.works_in(self._view)]
        everywhere = [command.id for command in listed if command.works_in("everywhere")]
        views = list(_VIEWS) if self.size.width >= _WIDE else []
        wanted = [*views, *own, *everywhere]
        room = self.size.width - self._cells(_LAST) - _GAP
        self._places, parts, used = [], [], 0
        if not views:
            # Where there is little room, what can be done here counts before where else one could go.
            parts.append(self._range())
            used = text_width(parts[0].plain) + _GAP
        for command in wanted:
            cells = self._cells(command) + _GAP
            if used + cells > room:
                break
            parts.append(self._item(command))
            self._places.append((used, used + cells, command))
            used += cells
        parts.append(self._item(_LAST))
        self._places.append((used, used + self._cells(_LAST), _LAST))
        self.update(Content(" " * _GAP).join(parts))

    def _range(self) -> Content:
        """The keys of all views as one: 0-6."""
        keys = f"{self._key_of(_VIEWS[0])}-{self._key_of(_VIEWS[-1])}"
        return Content(keys).stylize("bold") + Content(f" {self._locale.say('short.views')}")

    def _item(self, command: str) -> Content:
        key = Content(self._key_of(command)).stylize("bold")
        return key + Content(f" {self._short(command)}")

    def _cells(self, command: str) -> int:
        return text_width(f"{self._key_of(command)} {self._short(command)}")

    def _short(self, command: str) -> str:
        """The name of a command in this view, else a short one, else its sentence."""
        names = (f"short.{command}_{self._view}", f"short.{command}", f"command.{command}")
        return self._locale.say(next(name for name in names if self._locale.knows(name)))

    async def on_click(self, event: events.Click) -> None:
        """Carry out the command that was clicked."""
        for first, last, command in self._places:
            if first <= event.x < last:
                await self.screen.run_action(f"command('{command}')")
                return
