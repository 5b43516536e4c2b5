"""Moving about in the pane that has the focus, whatever it shows."""

from __future__ import annotations

from collections.abc import Callable

from tui.app.commands.base import CommandSet
from tui.app.widgets.line_pane import LinePane
from tui.app.widgets.moving import LineCursor
from tui.commands import COMMANDS_BY_ID

_PAGE, _HALF = 1.0, 0.5


class Moving(CommandSet):
    """Steps, pages, edges; where nothing moves, the reader is told."""

    @property
    def _pane(self) -> LinePane | LineCursor:
        """The pane with the focus, else the one where reading goes on."""
        focused = self.screen.focused
        pane = focused if isinstance(focused, (LinePane, LineCursor)) else self.view.main_pane
        assert isinstance(pane, (LinePane, LineCursor))
        return pane

    def _told(self, direction: float, *, moved: bool) -> None:
        if not moved:
            self.screen.hint("app.at_end" if direction > 0 else "app.at_beginning")

    def command_next(self) -> None:
        """Next sentence, match, row or line."""
        self._told(1, moved=self._pane.step(1))

    def command_previous(self) -> None:
        """Previous sentence, match, row or line."""
        self._told(-1, moved=self._pane.step(-1))

    def command_page_down(self) -> None:
        """A page on."""
        self._told(1, moved=self._pane.page(_PAGE))

    def command_page_up(self) -> None:
        """A page back."""
        self._told(-1, moved=self._pane.page(-_PAGE))

    def command_half_page_down(self) -> None:
        """Half a page on."""
        self._told(1, moved=self._pane.page(_HALF))

    def command_half_page_up(self) -> None:
        """Half a page back."""
        self._told(-1, moved=self._pane.page(-_HALF))

    def command_top(self) -> None:
        """To the beginning."""
        self._told(-1, moved=self._pane.to_edge(-1))

    def command_bottom(self) -> None:
        """To the end."""
        self._told(1, moved=self._pane.to_edge(1))

    def command_centre(self) -> None:
        """What the cursor stands on in the middle of the pane."""
        pane = self._pane
        moved = isinstance(pane, LinePane) and pane.centre()
        if not moved:
            self.screen.hint("app.nothing_to_centre")

    def command_next_paragraph(self) -> None:
        """Next paragraph or commitment."""
        self._stride("next_paragraph", 1, self.view.step_paragraph)

    def command_previous_paragraph(self) -> None:
        """Previous paragraph or commitment."""
        self._stride("previous_paragraph", -1, self.view.step_paragraph)

    def command_next_section(self) -> None:
        """Next section or theme."""
        self._stride("next_section", 1, self.view.step_section)

    def command_previous_section(self) -> None:
        """Previous section or theme."""
        self._stride("previous_section", -1, self.view.step_section)

    def _stride(self, command: str, direction: int, step: Callable[[int], bool]) -> None:
        if COMMANDS_BY_ID[command].works_in(self.screen.view_id):
            self._told(direction, moved=step(direction))
        else:
            self.screen.hint("app.not_here", command=self.say(f"command.{command}"))
