"""What all sets of commands stand on."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from tui.app.screens.dialogs import Field, FormDialog
from tui.app.widgets.view import View
from tui.locale import Locale
from tui.review.events import Author
from tui.workspace import Workspace

if TYPE_CHECKING:
    from tui.app.screens.main import MainScreen


class CommandSet:
    """Commands on one subject, given on the main screen.

    Args:
        screen: the main screen.
    """

    #: The view in which the commands work; empty for every view.
    for_view: ClassVar[str] = ""

    def __init__(self, screen: MainScreen) -> None:
        self.screen = screen
        self.say = screen.say

    def name_of(self, command: str) -> str:
        """What a command does: in the view that is seen, where it does something else there."""
        here = f"command.{command}_{self.screen.view_id}"
        return self.say(here if self.locale.knows(here) else f"command.{command}")

    @property
    def workspace(self) -> Workspace:
        """Content and review."""
        return self.screen.workspace

    @property
    def locale(self) -> Locale:
        """The language."""
        return self.screen.locale

    @property
    def view(self) -> View:
        """The view that is seen."""
        return self.screen.view

    async def known_author(self) -> bool:
        """Make sure that we know who reviews; False if the question was left."""
        return self.workspace.author is not None or await self.ask_author()

    async def ask_author(self) -> bool:
        """Ask who reviews; False if the question was left."""
        known = self.workspace.author or Author("")
        values = await self.screen.ask(
            FormDialog(
                self.say("app.who"),
                [
                    Field(self.say("app.who_name"), known.name),
                    Field(self.say("app.who_unit"), known.unit, required=False),
                ],
                missing=self.say("app.missing"),
                note=self.say("app.who_note"),
            )
        )
        if values is None:
            return False
        self.workspace.name_author(Author(values[0], values[1]))
        self.screen.show_place()
        return True
