"""Deciding on findings: accept one as a flag, dismiss it or its rule with a reason, or take that back."""

from __future__ import annotations

from typing import ClassVar

from tui.app.commands.base import CommandSet
from tui.app.screens.dialogs import Field, FormDialog
from tui.app.widgets.checks import ChecksView
from tui.wording import kind_text, rule_name
from tui.workspace.checking import Checked


class Checking(CommandSet):
    """What a reviewer says of findings."""

    for_view: ClassVar[str] = "checks"

    @property
    def _checks(self) -> ChecksView:
        view = self.view
        assert isinstance(view, ChecksView)
        return view

    async def _current(self) -> Checked | None:
        """The finding under the cursor, once it is known who decides on it."""
        checked = self._checks.current
        if checked is None:
            self.screen.hint("check.no_finding")
            return None
        return checked if await self.known_author() else None

    async def command_accept(self) -> None:
        """Make a flag of the finding, or take that flag away again."""
        checked = await self._current()
        if checked is None:
            return
        if checked.flag:
            if checked.flag.author != self.workspace.author:
                self.screen.hint("flags.not_own", person=checked.flag.author.name)
                return
            self.workspace.act("flag_remove", "flag", checked.flag.id)
            self.screen.hint("app.flag_removed", key=self.screen.key_of("undo"))
        else:
            event = self.workspace.accept_finding(checked.finding, self.locale)
            flag = next(flag for flag in self.workspace.state.flags if flag.id == event.id)
            self.screen.hint(
                "check.accepted",
                kind=kind_text(self.locale, flag.kind),
                severity=self.say(f"severity.{flag.severity}"),
                key=self.screen.key_of("comment"),
            )
        self._decided()

    async def command_decline(self) -> None:
        """Dismiss the finding with a reason, or let it count again."""
        checked = await self._current()
        if checked is None:
            return
        if checked.flag:
            self.screen.hint("check.accepted_already", key=self.screen.key_of("accept"))
            return
        if checked.dismissal:
            self.workspace.restore(checked)
            name = rule_name(self.locale, checked.finding.rule)
            self.screen.hint("check.rule_restored" if checked.by_rule else "check.restored", rule=name)
            self._decided()
            return
        reason = await self._reason(rule_name(self.locale, checked.finding.rule))
        if reason is not None:
            self.workspace.dismiss_finding(checked.finding, reason)
            self.screen.hint("check.dismissed", key=self.screen.key_of("undo"))
            self._decided()

    async def command_dismiss_rule(self) -> None:
        """Dismiss everything that a rule finds in this plan, with a reason."""
        rule, plan = self._checks.current_rule, self._checks.plan_id
        if not rule:
            self.screen.hint("check.no_finding")
            return
        if not await self.known_author():
            return
        name = rule_name(self.locale, rule)
        reason = await self._reason(self.say("check.whole_rule", rule=name))
        if reason is not None:
            self.workspace.dismiss_rule(plan, rule, reason)
            self.screen.hint("check.rule_dismissed", rule=name, key=self.screen.key_of("undo"))
            self._decided()

    def _decided(self) -> None:
        self._checks.decided()
        self.screen.show_place()

    async def _reason(self, title: str) -> str | None:
        """Why something is no finding; None if the question was left."""
        values = await self.screen.ask(
            FormDialog(
                title,
                [Field(self.say("check.reason"), required=False)],
                missing=self.say("app.missing"),
                note=self.say("check.reason_note"),
            )
        )
        return values[0] if values else None
