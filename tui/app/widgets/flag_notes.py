"""What is told of a flag: its words as they were and as they are, what is proposed, what was replied."""

from __future__ import annotations

from collections.abc import Iterator

from tui.app.widgets.note_pane import Note
from tui.locale import Locale
from tui.plans.anchors import Found
from tui.plans.citation import place_name
from tui.review.model import Flag
from tui.text.pieces import pieces
from tui.wording import flag_text, reply_text
from tui.workspace import Workspace


class FlagNotes:
    """The notes on one flag.

    Args:
        workspace: content and review.
        locale: the language.
        flag: what is told of.
    """

    def __init__(self, workspace: Workspace, locale: Locale, flag: Flag) -> None:
        self._workspace = workspace
        self._say = locale.say
        self._locale = locale
        self._flag = flag
        self._found = workspace.standing(flag)

    def notes(self) -> Iterator[Note]:
        """All notes, what was said before what it was said of."""
        flag, say = self._flag, self._say
        yield Note(
            f"{self._locale.sign('⚑')} {flag_text(self._locale, flag)}", flag.note or say("flags.no_note")
        )
        if flag.anchor and flag.suggestion:
            yield Note(say("flags.suggestion"), pieces=pieces(flag.anchor.quote, flag.suggestion))
        if flag.reply:
            yield Note(say("flags.reply"), reply_text(self._locale, flag.reply))
        if flag.anchor:
            yield self._words(flag.anchor.quote, self._found)

    def _words(self, quote: str, found: Found | None) -> Note:
        """The words where they stand; old and new in one where they changed."""
        if found is None or found.is_same:
            return Note(self._where(found), quote)
        if found.state == "lost":
            return Note(self._say("flags.lost"), quote)
        title = f"{self._say(f'flags.{found.state}')}  {self._where(found)}"
        return Note(title, pieces=pieces(quote, found.passage.quote))

    def _where(self, found: Found | None) -> str:
        if found is None or found.passage.plan not in self._workspace.cards:
            return self._flag.subject_id
        plan = self._workspace.plan(found.passage.plan)
        line = found.passage.paragraph.partition("/")[2]
        return f"{plan.card.short} {place_name(plan, found.passage.paragraph)} {line}"
