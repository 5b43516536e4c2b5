"""Flags with comments, tags and replies, undo and redo, who reviews, citations."""

from __future__ import annotations

from collections.abc import Sequence

from tui.app.commands.base import CommandSet
from tui.app.screens.dialogs import Choice, Field, FormDialog, PickDialog
from tui.app.screens.writing import WritingDialog, Written, writing_labels
from tui.app.widgets.comparing import CompareView
from tui.app.widgets.flags import FlagsView
from tui.app.widgets.reading import ReadView
from tui.config import SEVERITIES
from tui.plans.citation import cite
from tui.plans.model import Passage
from tui.review.model import EDIT, REPLIES, Flag
from tui.text.tags import split_tags
from tui.wording import flag_text, kind_text, word


class Reviewing(CommandSet):
    """What a reviewer does to passages, sections, targets, matches and projects."""

    async def command_who(self) -> None:
        """Change who reviews."""
        await self.ask_author()

    # --- flags -----------------------------------------------------------------------------------

    async def command_flag(self) -> None:
        """Flag with the default kind, at once."""
        config = self.workspace.config
        await self._flag(config.flag_kind, config.flag_severity)

    async def command_flag_with(self) -> None:
        """Flag with a kind and severity that are asked for, and with the words that are proposed.

        In the list of flags, one's own flag there is given another kind and severity.
        """
        here = (
            await self._own_flag(self.say("command.flag_with")) if isinstance(self.view, FlagsView) else None
        )
        if isinstance(self.view, FlagsView) and here is None:
            return
        offered = self.workspace.config.offered_kinds
        kinds = [Choice(k.id, f"{k.key}  {kind_text(self.locale, k.id)}", key=k.key) for k in offered]
        kind = await self.screen.ask(PickDialog(self.say("flags.pick_kind"), lambda _: kinds, typing=False))
        if not kind:
            return
        severities = [Choice(s, f"{n}  {self.say(f'severity.{s}')}") for n, s in enumerate(SEVERITIES, 1)]
        severity = await self.screen.ask(
            PickDialog(
                self.say("flags.pick_severity", kind=kind_text(self.locale, kind)),
                lambda _: severities,
                typing=False,
            )
        )
        if not severity:
            return
        flag = await self._change(here, kind, severity) if here else await self._flag(kind, severity)
        if flag and kind == EDIT:
            await self._write(flag)

    async def _change(self, flag: Flag, kind: str, severity: str) -> Flag | None:
        """Give a flag another kind and severity."""
        self.workspace.act("flag_edit", "flag", flag.id, kind=kind, severity=severity)
        self.screen.review_changed()
        return next((each for each in self.workspace.state.flags if each.id == flag.id), None)

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
            self.screen.hint("app.flagged_already", kind=kind_text(self.locale, kind))
            return None
        event = self.workspace.act(
            "flag", subject_kind, subject_id, passage, kind=kind, severity=severity, note=""
        )
        self.screen.review_changed()
        self.screen.hint(
            "app.flagged", kind=kind_text(self.locale, kind), severity=self.say(f"severity.{severity}")
        )
        return next((flag for flag in self.workspace.state.flags if flag.id == event.id), None)

    def _flags_here(self) -> list[Flag]:
        """The flags on what is under the cursor, the last one first."""
        view = self.view
        if isinstance(view, FlagsView):
            return [view.current] if view.current else []
        if view.subject is None:
            return []
        kind, identifier, passage = view.subject
        if kind == "sentence" and passage:
            found = self.workspace.flags_on(passage)
        else:
            flags = self.workspace.state.flags
            found = [f for f in flags if (f.subject_kind, f.subject_id) == (kind, identifier)]
        return found[::-1]

    def _own(self, flags: Sequence[Flag]) -> list[Flag]:
        return [flag for flag in flags if flag.author == self.workspace.author]

    async def _which(self, flags: Sequence[Flag], title: str) -> Flag | None:
        """The only flag, or the one that is picked."""
        if len(flags) < 2:
            return flags[0] if flags else None
        choices = [Choice(f.id, flag_text(self.locale, f), f.note) for f in flags]
        picked = await self.screen.ask(PickDialog(title, lambda _: choices, typing=False))
        return next((flag for flag in flags if flag.id == picked), None)

    async def _own_flag(self, title: str) -> Flag | None:
        """One's own flag here; says so where there is none."""
        here = self._flags_here()
        if not here:
            self.screen.hint("app.no_flag_here")
            return None
        if not await self.known_author():
            return None
        own = self._own(here)
        if not own:
            self.screen.hint("flags.not_own", person=here[0].author.name)
            return None
        return await self._which(own, title)

    async def command_comment(self) -> None:
        """Write a comment on one's own flag here; without one, flag with the default kind first."""
        if self.view.subject is None and not self._flags_here():
            self.screen.hint("app.nothing_to_flag")
            return
        if not await self.known_author():
            return
        own = self._own(self._flags_here())
        if isinstance(self.view, FlagsView) and not own:
            await self._own_flag(self.say("command.comment"))
            return
        if own:
            flag = await self._which(own, self.say("command.comment"))
            if flag:
                await self._write(flag)
            return
        written = await self._ask_words(None)
        if written and (written.note or written.suggestion):
            config = self.workspace.config
            new = await self._flag(config.flag_kind, config.flag_severity)
            if new:
                self._keep(new, written)

    async def _write(self, flag: Flag) -> None:
        written = await self._ask_words(flag)
        if written and written != Written(flag.note, flag.suggestion):
            self._keep(flag, written)

    def _keep(self, flag: Flag, written: Written) -> None:
        changed = {"note": written.note}
        if flag.kind == EDIT:
            changed["suggestion"] = written.suggestion
        self.workspace.act("flag_edit", "flag", flag.id, **changed)
        self.screen.review_changed()
        self.screen.hint("app.noted")

    async def _ask_words(self, flag: Flag | None) -> Written | None:
        subject = self.view.subject
        passage = flag.anchor if flag else subject[2] if subject else None
        title = flag_text(self.locale, flag) if flag else self.say("command.comment")
        labels = writing_labels(self.locale, title)
        known = Written(flag.note, flag.suggestion) if flag else Written("")
        quote = passage.quote if passage else ""
        suggesting = flag is not None and flag.kind == EDIT and bool(quote)
        return await self.screen.ask(
            WritingDialog(labels, quote, known, self.workspace.phrases, suggesting=suggesting)
        )

    async def command_tag(self) -> None:
        """Give one's own flag here tags."""
        flag = await self._own_flag(self.say("command.tag"))
        if flag is None:
            return
        values = await self.screen.ask(
            FormDialog(
                flag_text(self.locale, flag),
                [Field(self.say("flags.tags"), " ".join(flag.tags), required=False)],
                missing=self.say("app.missing"),
                note=self.say("flags.tags_note"),
            )
        )
        if values is not None:
            self.workspace.act("flag_edit", "flag", flag.id, tags=list(split_tags(values[0])))
            self.screen.review_changed()

    async def command_reply(self) -> None:
        """Say what became of a flag here: adopted, partly, declined, with a reason."""
        here = self._flags_here()
        if not here:
            self.screen.hint("app.no_flag_here")
            return
        if not await self.known_author():
            return
        flag = await self._which(here, self.say("command.reply"))
        if flag is None:
            return
        choices = [Choice(r, f"{n}  {self.say(f'reply.{r}')}") for n, r in enumerate(REPLIES, 1)]
        if flag.reply:
            choices.append(Choice("", f"{len(choices) + 1}  {self.say('flags.take_reply_back')}"))
        title = flag_text(self.locale, flag)
        reply = await self.screen.ask(PickDialog(title, lambda _: choices, typing=False))
        if reply is None:
            return
        reason = ""
        if reply:
            known = flag.reply.reason if flag.reply else ""
            values = await self.screen.ask(
                FormDialog(
                    self.say(f"reply.{reply}"),
                    [Field(self.say("flags.reason"), known, required=reply != "adopted")],
                    missing=self.say("app.missing"),
                )
            )
            if values is None:
                return
            reason = values[0]
        self.workspace.act("reply", "flag", flag.id, reply=reply, reason=reason)
        self.screen.review_changed()

    async def command_resolve(self) -> None:
        """Mark a flag here as dealt with, or open again."""
        here = self._flags_here()
        if not here:
            self.screen.hint("app.no_flag_here")
        elif await self.known_author():
            flag = await self._which(here, self.say("command.resolve"))
            if flag:
                state = "open" if flag.state == "resolved" else "resolved"
                self.workspace.act("flag_edit", "flag", flag.id, state=state)
                self.screen.review_changed()
                self.screen.hint("flags.now", state=self.say(f"flag_state.{state}"))

    async def command_remove_flag(self) -> None:
        """Remove one's own flag here."""
        flag = await self._own_flag(self.say("command.remove_flag"))
        if flag is None:
            return
        self.workspace.act("flag_remove", "flag", flag.id)
        self.screen.review_changed()
        self.screen.hint("app.flag_removed", key=self.screen.key_of("undo"))

    # --- progress, undo, citations ---------------------------------------------------------------

    async def command_reviewed(self) -> None:
        """Mark the sentence or section as looked at, and go to the next one that was not."""
        if not isinstance(self.view, ReadView):
            self.screen.hint("app.not_here", command=self.say("command.reviewed"))
        elif await self.known_author():
            self.view.mark_reviewed()

    def command_undo(self) -> None:
        """Take back the last act."""
        event = self.workspace.undo()
        self.screen.review_changed()
        if event:
            self.screen.hint("app.undone", act=word(self.locale, "event", event.kind))
        else:
            self.screen.hint("app.nothing_to_undo")

    def command_redo(self) -> None:
        """Take back the last undo."""
        event = self.workspace.redo()
        self.screen.review_changed()
        if event:
            self.screen.hint("app.redone", act=word(self.locale, "event", event.kind))
        else:
            self.screen.hint("app.nothing_to_redo")

    def command_copy_citation(self) -> None:
        """Copy the words under the cursor as a citation."""
        view = self.view
        if isinstance(view, (ReadView, CompareView)):
            citation = view.citation()
        else:
            passage = view.subject[2] if view.subject else None
            citation = self._cited(passage) if passage else ""
        if not citation:
            self.screen.hint("app.nothing_to_copy")
            return
        self.screen.app.copy_to_clipboard(citation)
        self.screen.hint("app.copied", text=citation)

    def _cited(self, passage: Passage) -> str:
        known = passage.plan in self.workspace.cards
        return cite(self.workspace.plan(passage.plan), passage) if known else passage.quote
