"""What needs a second look in a review: words that changed under a flag, and where reviewers differ."""

from __future__ import annotations

from typing import ClassVar

from tui.app.commands.base import CommandSet
from tui.app.widgets.flags import FlagsView


class Joining(CommandSet):
    """What is done in the list of flags."""

    for_view: ClassVar[str] = "review"

    async def command_accept(self) -> None:
        """Confirm that the flag belongs where its words stand now."""
        view = self.view
        flag = view.current if isinstance(view, FlagsView) else None
        if flag is None:
            self.screen.hint("app.no_flag_here")
            return
        found = self.workspace.standing(flag)
        if found is None or found.state == "exact":
            self.screen.hint("flags.stands")
        elif found.state == "lost":
            self.screen.hint("flags.cannot_confirm")
        elif await self.known_author():
            self.workspace.act("flag_edit", "flag", flag.id, found.passage)
            self.screen.review_changed()
            self.screen.hint("flags.confirmed")
