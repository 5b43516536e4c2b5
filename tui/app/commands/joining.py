"""What needs a second look in a review: words that changed under a flag, and where reviewers differ."""

from __future__ import annotations

from typing import ClassVar

from tui.app.commands.base import CommandSet
from tui.app.screens.dialogs import Choice, PickDialog
from tui.app.widgets.flags import FlagsView
from tui.review.conflicts import Conflict
from tui.review.model import Flag
from tui.wording import flag_text, reply_text

_BOTH = "both"
_LONGEST = 40


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

    # --- where reviewers differ --------------------------------------------------------------------

    async def command_set_verdict(self) -> None:
        """Settle what reviewers differ in: which flag or reply stands, or that both do."""
        found = self.workspace.conflicts()
        if not found:
            self.screen.hint("conflict.none")
            return
        if not await self.known_author():
            return
        choices = [
            Choice(str(n), f"{self.say(f'conflict.{c.kind}')}  {self._words(c)}", self._sides(c))
            for n, c in enumerate(found)
        ]
        title = self.say("conflict.which", count=len(found))
        picked = await self.screen.ask(PickDialog(title, lambda _: choices, typing=False))
        if picked is not None:
            await self._settle(found[int(picked)])
            self.screen.review_changed()

    def _sides(self, conflict: Conflict) -> str:
        if conflict.kind == "reply":
            return "\n".join(reply_text(self.locale, reply) for reply in conflict.flags[0].replies)
        return "\n".join(f"{flag_text(self.locale, flag)}  {flag.note}" for flag in conflict.flags)

    async def _settle(self, conflict: Conflict) -> None:
        title = f"{self.say(f'conflict.{conflict.kind}')}  {self._words(conflict)}"
        if conflict.kind == "reply":
            await self._settle_reply(title, conflict.flags[0])
            return
        first, second = conflict.flags
        choices = [Choice(flag.id, flag_text(self.locale, flag), flag.note) for flag in conflict.flags]
        choices.append(Choice(_BOTH, self.say("conflict.both")))
        picked = await self.screen.ask(PickDialog(title, lambda _: choices, typing=False))
        if picked == _BOTH:
            self.workspace.act("settle", "flag", first.id, other=second.id, both=True)
        elif picked:
            loser = second if picked == first.id else first
            self.workspace.act("settle", "flag", loser.id, other=picked)

    async def _settle_reply(self, title: str, flag: Flag) -> None:
        choices = [Choice(str(n), reply_text(self.locale, reply)) for n, reply in enumerate(flag.replies)]
        picked = await self.screen.ask(PickDialog(title, lambda _: choices, typing=False))
        if picked is not None:
            stands = flag.replies[int(picked)]
            seen = [[reply.author.name, reply.author.unit, reply.created] for reply in flag.replies]
            payload = {"reply": stands.reply, "reason": stands.reason, "settles": seen}
            self.workspace.act("reply", "flag", flag.id, **payload)

    def _words(self, conflict: Conflict) -> str:
        """What the flags stand on, in short."""
        flag = conflict.flags[0]
        words = flag.anchor.quote if flag.anchor else flag.subject_id
        return words if len(words) <= _LONGEST else words[:_LONGEST] + self.locale.sign("…")
