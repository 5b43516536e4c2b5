"""What is told of a finding: the reason, the computation, a proposed opinion, and its passages."""

from __future__ import annotations

from collections.abc import Iterator

from tui.app.widgets.note_pane import Note
from tui.locale import Locale
from tui.plans.citation import place_name
from tui.plans.model import Passage, local_id
from tui.text.pieces import Piece
from tui.text.sentences import sentence_at
from tui.wording import date_text, finding_head, rule_name
from tui.workspace import Workspace
from tui.workspace.checking import Checked

#: Characters of a sentence that are shown before and after the passage.
_AROUND = 60


class FindingNotes:
    """The notes on one finding.

    Args:
        workspace: content and review.
        locale: the language.
        checked: what is told of.
    """

    def __init__(self, workspace: Workspace, locale: Locale, checked: Checked) -> None:
        self._workspace = workspace
        self._locale = locale
        self._say = locale.say
        self._checked = checked

    def here(self, *, with_related: bool) -> Iterator[Note]:
        """What is wrong, where, and what could be said of it.

        Args:
            with_related: whether the other passages follow here, where they have no pane of their own.
        """
        finding = self._checked.finding
        yield Note(finding_head(self._locale, self._checked), self._locale.render(finding.message))
        yield from self._decision()
        yield self.passage(finding.passage)
        if with_related:
            yield from self.there()
        yield Note(self._say("check.opinion"), self._locale.render(finding.opinion))
        yield Note(self._say("check.why"), self._say(f"rule.{finding.rule}.why"))

    def there(self) -> Iterator[Note]:
        """The other passages."""
        for passage in self._checked.finding.related:
            yield self.passage(passage)

    def brief(self) -> Note:
        """All of it in one note, for the pane beside the text."""
        finding = self._checked.finding
        return Note(finding_head(self._locale, self._checked), self._locale.render(finding.message))

    def _decision(self) -> Iterator[Note]:
        dismissal = self._checked.dismissal
        if dismissal:
            by = self._say(
                "summary.by", person=dismissal.author, date=date_text(self._locale, dismissal.created)
            )
            yield Note(self._say("finding_state.dismissed"), _said(self._locale, dismissal.reason, by))
        elif self._checked.flag:
            yield Note(self._say("finding_state.accepted"), self._checked.flag.note)

    def passage(self, passage: Passage) -> Note:
        """A passage in its sentence, with where it stands."""
        paragraph = self._workspace.paragraph(passage.paragraph)
        if paragraph is None:
            return Note(passage.paragraph, passage.quote)
        plan = self._workspace.plan(passage.plan)
        first, last = sentence_at(paragraph.text, passage.start)
        start, end = max(first, passage.start - _AROUND), min(last, passage.end + _AROUND)
        before = ("…" if start > first else "") + paragraph.text[start : passage.start]
        after = paragraph.text[passage.end : max(end, passage.end)] + ("…" if end < last else "")
        title = f"{plan.card.short} {place_name(plan, passage.paragraph)} {local_id(passage.paragraph)}"
        parts = (Piece("same", before), Piece("marked", passage.quote), Piece("same", after))
        return Note(title, pieces=tuple(part for part in parts if part.text))


def _said(locale: Locale, reason: str, by: str) -> str:
    return locale.say("check.dismissed_by", reason=reason, by=by) if reason else by


def rule_note(locale: Locale, rule: str, count: int) -> Note:
    """A rule and why it is there, for the head of its group."""
    return Note(f"{rule_name(locale, rule)}  {count}", locale.say(f"rule.{rule}.why"))
