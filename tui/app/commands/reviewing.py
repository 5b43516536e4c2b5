"""Flags and comments, undo and redo, who reviews, citations."""

from __future__ import annotations

from tui.app.commands.base import CommandSet
from tui.app.screens.dialogs import Choice, NoteDialog, PickDialog
from tui.app.widgets.comparing import CompareView
from tui.app.widgets.flags import FlagsView
from tui.app.widgets.reading import ReadView
from tui.config import FLAG_KINDS, SEVERITIES
from tui.plans.citation import cite
from tui.review.state import Flag


class Reviewing(CommandSet):
    """What a reviewer does to passages, targets, matches and projects."""

    async def command_who(self) -> None:
        """Change who reviews."""
        await self.ask_author()

    async def command_flag(self) -> None:
        """Flag with the default kind, at once."""
        config = self.workspace.config
        await self._flag(config.flag_kind, config.flag_severity)

    async def command_flag_with(self) -> None:
        """Flag with a kind and severity that are asked for."""
        kinds = [Choice(k, f"{n}  {self.say(f'flag_kind.{k}')}") for n, k in enumerate(FLAG_KINDS, 1)]
        kind = await self.screen.ask(PickDialog(self.say("command.flag_with"), lambda _: kinds, typing=False))
        if not kind:
            return
        severities = [Choice(s, f"{n}  {self.say(f'severity.{s}')}") for n, s in enumerate(SEVERITIES, 1)]
        severity = await self.screen.ask(
            PickDialog(self.say(f"flag_kind.{kind}"), lambda _: severities, typing=False)
        )
        if severity:
            await self._flag(kind, severity)

    async def _flag(self, kind: str, severity: str) -> Flag | None:
        subject = self.view.subject
        if subject is None:
            self.screen.hint("app.nothing_to_flag")
            return None
        if not await self.known_author():
            return None
        subject_kind, subject_id, passage = subject
        if any(
            (f.subject_kind, f.subject_id, f.anchor, f.kind, f.author)
            == (subject_kind, subject_id, passage, kind, self.workspace.author)
            for f in self.workspace.state.flags
        ):
            self.screen.hint("app.flagged_already", kind=self.say(f"flag_kind.{kind}"))
            return None
        event = self.workspace.act(
            "flag", subject_kind, subject_id, passage, kind=kind, severity=severity, note=""
        )
        self.screen.review_changed()
        self.screen.hint(
            "app.flagged", kind=self.say(f"flag_kind.{kind}"), severity=self.say(f"severity.{severity}")
        )
        return next((flag for flag in self.workspace.state.flags if flag.id == event.id), None)

    def _flag_here(self) -> Flag | None:
        """The last flag on what is under the cursor."""
        if isinstance(self.view, FlagsView):
            return self.view.current
        subject = self.view.subject
        if subject is None:
            return None
        kind, identifier, passage = subject
        if kind == "sentence" and passage:
            flags = self.workspace.flags_on(passage)
        else:
            flags = [
                f for f in self.workspace.state.flags if (f.subject_kind, f.subject_id) == (kind, identifier)
            ]
        return flags[-1] if flags else None

    async def command_comment(self) -> None:
        """Write a comment on the flag here; without one, flag with the default kind first."""
        config = self.workspace.config
        flag = self._flag_here()
        if flag is None and self.view.subject is None:
            self.screen.hint("app.nothing_to_flag")
            return
        if not await self.known_author():
            return
        quote = flag.anchor.quote if flag and flag.anchor else ""
        subject = self.view.subject
        if not quote and subject and subject[2]:
            quote = subject[2].quote
        note = await self.screen.ask(
            NoteDialog(
                self.say("command.comment"), quote, flag.note if flag else "", self.say("app.note_keys")
            )
        )
        if note is None or (flag and note == flag.note):
            return
        if flag is None:
            flag = await self._flag(config.flag_kind, config.flag_severity)
        if flag is None:
            return
        self.workspace.act("flag_edit", "flag", flag.id, note=note)
        self.screen.review_changed()
        self.screen.hint("app.noted")

    def command_remove_flag(self) -> None:
        """Remove the flag here."""
        flag = self._flag_here()
        if flag is None:
            self.screen.hint("app.no_flag_here")
            return
        self.workspace.act("flag_remove", "flag", flag.id)
        self.screen.review_changed()
        self.screen.hint("app.flag_removed", key=self.screen.key_of("undo"))

    async def command_reviewed(self) -> None:
        """Mark the sentence as looked at, and go to the next one that was not."""
        if not isinstance(self.view, ReadView):
            self.screen.hint("app.not_here", command=self.say("command.reviewed"))
        elif await self.known_author():
            self.view.mark_reviewed()

    def command_undo(self) -> None:
        """Take back the last act."""
        event = self.workspace.undo()
        self.screen.review_changed()
        if event:
            self.screen.hint("app.undone", act=self.say(f"event.{event.kind}"))
        else:
            self.screen.hint("app.nothing_to_undo")

    def command_redo(self) -> None:
        """Take back the last undo."""
        event = self.workspace.redo()
        self.screen.review_changed()
        if event:
            self.screen.hint("app.redone", act=self.say(f"event.{event.kind}"))
        else:
            self.screen.hint("app.nothing_to_redo")

    def command_copy_citation(self) -> None:
        """Copy the words under the cursor as a citation."""
        view = self.view
        if isinstance(view, (ReadView, CompareView)):
            citation = view.citation()
        else:
            passage = view.subject[2] if view.subject else None
            citation = cite(self.workspace.plan(passage.plan), passage) if passage else ""
        if not citation:
            self.screen.hint("app.nothing_to_copy")
            return
        self.screen.app.copy_to_clipboard(citation)
        self.screen.hint("app.copied", text=citation)
