"""The flagged words of plans in their order, and flagged matches, as the summary tells them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from tui.compare.model import Match, Quote
from tui.locale import Locale
from tui.plans.citation import place_name
from tui.plans.model import Plan
from tui.report.document import Block, Bullets, Difference, Heading, Paragraph, Quotation, plain_table
from tui.report.flagged import FlagLine
from tui.review.model import Flag
from tui.workspace import Workspace


class Annotated:
    """Flags with everything that was said of them.

    Args:
        workspace: content and review.
        locale: the language.
        plans: the plans that are told of.
        flags: the flags, in order.
    """

    def __init__(
        self, workspace: Workspace, locale: Locale, plans: Sequence[Plan], flags: Sequence[Flag]
    ) -> None:
        self._workspace = workspace
        self._locale = locale
        self._say = locale.say
        self._plans = plans
        self._lines = [FlagLine(workspace, locale, flag) for flag in flags]

    # --- passages ----------------------------------------------------------------------------------

    def passages(self) -> Iterator[Block]:
        """Flagged words, sections and projects in printed order, then flags on what is there no longer."""
        number = 0
        for plan in self._plans:
            lines = [line for line in self._lines if self._is_in_text(line.flag, plan)]
            if lines:
                yield Heading(3, plan.card.title)
            for line in lines:
                number += 1
                yield from self._passage(number, plan, line)
        gone = [
            line for line in self._lines if line.flag.subject_kind != "match" and self._is_gone(line.flag)
        ]
        if gone:
            yield Heading(3, self._say("summary.off_the_shelf"))
        for line in gone:
            anchor = line.flag.anchor
            yield from self._gone(line, anchor.paragraph if anchor else line.flag.subject_id)
        if not number and not gone:
            yield Paragraph(self._say("summary.no_flags"))

    def _is_in_text(self, flag: Flag, plan: Plan) -> bool:
        in_text = flag.subject_kind not in ("match", "target") and flag.anchor is not None
        return in_text and self._workspace.plan_of(flag) == plan.id

    def _is_gone(self, flag: Flag) -> bool:
        """Whether the plan or target that the flag stands on is there no longer."""
        plan = self._workspace.plan_of(flag)
        if flag.subject_kind == "target":
            return all(target.id != flag.subject_id for target in self._workspace.targets(plan))
        return flag.anchor is None or plan not in {known.id for known in self._plans}

    def _passage(self, number: int, plan: Plan, line: FlagLine) -> Iterator[Block]:
        found = self._workspace.standing(line.flag)
        assert found is not None
        place = place_name(plan, found.passage.paragraph)
        local = found.passage.paragraph.partition("/")[2]
        yield Heading(4, f"{number}. {line.label} {place} {line.subject}".strip())
        yield Quotation(line.quote)
        cited = self._say("summary.citation", title=plan.card.title, place=place, plan=plan.id, line=local)
        yield from self._said(line, cited, line.drift)

    def _gone(self, line: FlagLine, name: str) -> Iterator[Block]:
        """A flag on something that the content no longer has: as it was marked, with its comment."""
        yield Heading(4, f"{line.label} {name}")
        if line.flag.anchor:
            yield Quotation(line.flag.anchor.quote)
        yield from self._said(line)

    def _said(self, line: FlagLine, *facts: str) -> Iterator[Block]:
        """Facts, author, tags and state; then comment, proposed wording and reply."""
        resolved = line.state if line.flag.state == "resolved" else ""
        yield Bullets(tuple(fact for fact in (*facts, line.by, line.tags, resolved) if fact))
        if line.flag.note:
            yield Paragraph(self._say("summary.comment", text=line.flag.note))
        if line.change:
            yield Paragraph(self._say("summary.suggestion"))
            yield Difference(line.change)
        if line.replied:
            yield Paragraph(self._say("summary.reply", text=line.replied))

    # --- matches -----------------------------------------------------------------------------------

    def matches(self) -> Iterator[Block]:
        """Flagged matches, both sides beside each other."""
        by_id = {match.id: match for match in self._workspace.matches()}
        for line in self._lines:
            if line.flag.subject_kind != "match":
                continue
            match = by_id.get(line.flag.subject_id)
            if match is None:
                yield from self._gone(line, self._say("summary.match_gone", id=line.flag.subject_id))
            else:
                yield from self._match(match, line)

    def _match(self, match: Match, line: FlagLine) -> Iterator[Block]:
        found = self._workspace.comparability(match)
        label = self._say(f"comparability.{found.label}")
        yield Heading(4, f"{line.label} {self._say(f'change.{match.change}')}")
        columns = (self._say("column.old"), self._say("column.new"))
        yield plain_table(columns, [(self._side(match.old), self._side(match.new))])
        facts = [
            self._say("summary.quantity", text=self._say(f"quantity.{match.quantity}")),
            self._say("summary.comparability", grade=found.grade, label=label),
            self._say("summary.rationale", text=match.rationale),
        ]
        if match.searched:
            facts.append(self._say("summary.searched", terms=match.searched.terms))
        yield from self._said(line, *facts)

    def _side(self, quotes: tuple[Quote, ...]) -> str:
        return "\n".join(self._cited(quote) for quote in quotes) or self._say("compare.nothing")

    def _cited(self, quote: Quote) -> str:
        if self._workspace.paragraph(quote.paragraph) is None:
            return quote.text
        plan = self._workspace.plan(quote.plan)
        place = place_name(plan, quote.paragraph)
        return self._say(
            "summary.cited", quote=quote.text, plan=plan.card.short, place=place, paragraph=quote.paragraph
        )
