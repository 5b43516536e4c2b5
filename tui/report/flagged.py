"""A flag as hand-ins tell it: where it stands, in which words, by whom, and what became of it."""

from __future__ import annotations

from collections.abc import Iterator

from tui.locale import Locale
from tui.plans.citation import place_name
from tui.plans.model import local_id
from tui.report.options import Options
from tui.review.model import Flag
from tui.text.pieces import Piece, pieces
from tui.wording import date_text, kind_text, person_text, reply_text, severity_text, word
from tui.workspace import Workspace


class FlagLine:
    """One flag in words.

    Args:
        workspace: content and review.
        locale: the language.
        flag: what is told.
    """

    def __init__(self, workspace: Workspace, locale: Locale, flag: Flag) -> None:
        self.flag = flag
        self._workspace = workspace
        self._locale = locale
        self._say = locale.say
        self._found = workspace.standing(flag)

    @property
    def plan(self) -> str:
        """The short name of the plan; its id where it is not on the shelf."""
        plan = self._workspace.plan_of(self.flag)
        card = self._workspace.cards.get(plan)
        return card.short if card else plan

    @property
    def place(self) -> str:
        """The printed place, what else the flag stands on, and the line of the source."""
        parts = [self._printed, self.subject, local_id(self._paragraph)]
        return " ".join(part for part in parts if part)

    @property
    def _paragraph(self) -> str:
        return self._found.passage.paragraph if self._found else ""

    @property
    def _printed(self) -> str:
        plan = self._paragraph.partition("/")[0]
        known = plan in self._workspace.cards
        return place_name(self._workspace.plan(plan), self._paragraph) if known else ""

    @property
    def subject(self) -> str:
        """The section, target, project or match that the flag stands on; empty for words of the text."""
        kind, identifier = self.flag.subject_kind, self.flag.subject_id
        if kind == "sentence":
            return ""
        name = self._match if kind == "match" else self._workspace.subject_name(kind, identifier)
        return word(self._locale, "on_subject", kind, name=name)

    @property
    def _match(self) -> str:
        """The kind of change of the match, and the words on the side where the flag's own do not stand."""
        matches = (m for m in self._workspace.matches() if m.id == self.flag.subject_id)
        match = next(matches, None)
        if match is None:
            return self.flag.subject_id
        sides = [side for side in (match.old, match.new) if side and side[0].plan != self.plan_id]
        name = self._say(f"change.{match.change}")
        if not sides:
            return name
        other = sides[0][0]
        card = self._workspace.cards.get(other.plan)
        short = card.short if card else other.plan
        return self._say("letter.other_side", change=name, plan=short, quote=other.text)

    @property
    def plan_id(self) -> str:
        """The id of the plan that the flag belongs to."""
        return self._workspace.plan_of(self.flag)

    @property
    def quote(self) -> str:
        """The words as they stand; as they were marked where they changed."""
        if self.flag.anchor is None:
            return ""
        same = self._found is not None and self._found.is_same
        return self._found.passage.quote if self._found and same else self.flag.anchor.quote

    @property
    def drift(self) -> str:
        """What became of the words since they were marked; empty where they stand as they did."""
        if self._found is None or self._found.state == "exact":
            return ""
        return self._say(f"anchor.{self._found.state}", quote=self._found.passage.quote)

    @property
    def change(self) -> tuple[Piece, ...]:
        """The proposed wording as a change of the marked one; nothing where none is proposed."""
        flag = self.flag
        return pieces(flag.anchor.quote, flag.suggestion) if flag.anchor and flag.suggestion else ()

    @property
    def kind(self) -> str:
        """The name of its kind."""
        return kind_text(self._locale, self.flag.kind)

    @property
    def severity(self) -> str:
        """The name of its severity."""
        return severity_text(self._locale, self.flag.severity)

    @property
    def label(self) -> str:
        """Kind and severity in brackets."""
        return self._say("summary.kind", kind=self.kind, severity=self.severity)

    @property
    def person(self) -> str:
        """Who set it, with the unit."""
        return person_text(self._locale, self.flag.author)

    @property
    def by(self) -> str:
        """Who set it and when."""
        return self._say("summary.by", person=self.person, date=date_text(self._locale, self.flag.created))

    @property
    def tags(self) -> str:
        """Its tags."""
        return " ".join(f"#{tag}" for tag in self.flag.tags)

    @property
    def state(self) -> str:
        """Whether it is dealt with."""
        return self._say(f"flag_state.{self.flag.state}")

    @property
    def reply(self) -> str:
        """The word of the reply; empty where nobody replied."""
        return self._say(f"reply.{self.flag.reply.reply}") if self.flag.reply else ""

    @property
    def reply_reason(self) -> str:
        """The reason given with the reply."""
        return self.flag.reply.reason if self.flag.reply else ""

    @property
    def replied(self) -> str:
        """The reply with its reason, by whom and when."""
        return reply_text(self._locale, self.flag.reply) if self.flag.reply else ""


def flag_lines(workspace: Workspace, locale: Locale, options: Options) -> Iterator[FlagLine]:
    """The flags that a hand-in holds, in shelf and printed order."""
    flags = workspace.flags(options.plan) if options.flags is None else options.flags
    for flag in flags:
        yield FlagLine(workspace, locale, flag)
