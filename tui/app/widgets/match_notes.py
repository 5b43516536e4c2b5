"""What is told of a match: why it is one, how far it may be compared, who said what of it."""

from __future__ import annotations

from collections.abc import Iterator

from tui.app.widgets.note_pane import Note
from tui.compare.figures import figure_changes
from tui.compare.model import Match
from tui.locale import Locale
from tui.messages import Message
from tui.wording import date_text, figure_change_text, flag_text, judgement_text, match_text
from tui.workspace import Workspace


class MatchNotes:
    """The notes on one match.

    Args:
        workspace: content and review.
        locale: the language.
        match: what is told of.
    """

    def __init__(self, workspace: Workspace, locale: Locale, match: Match) -> None:
        self._workspace = workspace
        self._locale = locale
        self._say = locale.say
        self._match = match
        self._found = workspace.comparability(match)

    def notes(self) -> list[Note]:
        """All notes, the verdict first."""
        title = match_text(self._locale, self._match, self._found)
        return [Note(title, "\n".join(self._lines())), *self._flags()]

    def _lines(self) -> Iterator[str]:
        match, say = self._match, self._say
        said = judgement_text(self._locale, self._workspace.judgement(match))
        if said:
            yield said
        if match.origin == "reviewer" and match.author:
            yield say("compare.own", person=match.author, date=date_text(self._locale, match.created))
        if match.rationale:
            yield match.rationale
        elif match.origin == "suggested":
            yield say("compare.suggested_note")
        for change in figure_changes(match, self._found):
            yield figure_change_text(self._locale, change)
        if match.searched:
            cards = self._workspace.cards
            plans = [cards[plan].short if plan in cards else plan for plan in match.searched.plans]
            yield say("compare.searched", plans=plans, terms=match.searched.terms)
        yield from self._drifted()

    def _drifted(self) -> Iterator[str]:
        for quote in (*self._match.old, *self._match.new):
            if self._workspace.locate(quote) is None:
                found = self._workspace.anchor(quote)
                now = found.passage
                drift = Message(f"drift.{found.state}", {"paragraph": now.paragraph, "quote": now.quote})
                yield self._say("compare.drifted", paragraph=quote.paragraph, drift=drift)

    def _flags(self) -> Iterator[Note]:
        for flag in self._workspace.state.flags:
            if (flag.subject_kind, flag.subject_id) == ("match", self._match.id):
                yield Note(f"{self._locale.sign('⚑')} {flag_text(self._locale, flag)}", flag.note)
