"""The annotated summary of a review: what was read, what was flagged, how the targets stand, what changed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator

from tui.compare.model import Match, Quote
from tui.locale import Locale
from tui.plans.citation import place_name
from tui.plans.model import Card, Plan
from tui.report.document import Block, Bullets, Document, Heading, Paragraph, Quotation, plain_table
from tui.report.indicators import thresholds_text
from tui.report.options import Options
from tui.review.model import Flag
from tui.review.progress import Progress
from tui.targets.model import Assessment
from tui.wording import (
    base_text,
    kind_text,
    observation_text,
    period_text,
    reason_text,
    severity_text,
    target_text,
)
from tui.workspace import Workspace


def build_summary(workspace: Workspace, locale: Locale, options: Options) -> Document:
    """The summary of a review in the language of `locale`.

    Raises:
        Problem: the plan is not on the shelf, or content cannot be read.
    """
    plan = options.plan
    plans = [workspace.plan(plan)] if plan else list(workspace.plans())
    ids = {plan.id for plan in plans}
    flags = [flag for flag in workspace.flags() if not plan or workspace.plan_of(flag) in ids]
    return Document(tuple(_Summary(workspace, locale, plans, flags).blocks()))


class _Summary:
    def __init__(self, workspace: Workspace, locale: Locale, plans: list[Plan], flags: list[Flag]) -> None:
        self._workspace = workspace
        self._plans = plans
        self._locale = locale
        self._say = locale.say
        self._flags = flags

    def blocks(self) -> Iterator[Block]:
        yield Heading(1, self._say("summary.title"))
        if self._workspace.with_examples:
            yield Paragraph(self._say("summary.examples_on"))
        yield from self._identity()
        yield from self._progress()
        yield from self._flagged_passages()
        yield from self._targets()
        yield from self._flagged_matches()

    def _identity(self) -> Iterator[Block]:
        yield Heading(2, self._say("summary.identity"))
        columns = ("plan", "level", "kind", "standing", "period", "issuer", "source")
        rows = tuple(self._identity_row(plan.card) for plan in self._plans)
        yield plain_table((self._say(f"column.{name}") for name in columns), rows)
        notes = tuple(
            self._say("summary.about", plan=plan.card.short, text=plan.card.note)
            for plan in self._plans
            if plan.card.note
        )
        if notes:
            yield Bullets(notes)

    def _identity_row(self, card: Card) -> tuple[str, ...]:
        return (
            f"{card.title} ({card.id})",
            self._say(f"level.{card.level}"),
            self._say(f"kind.{card.kind}"),
            self._say(f"standing.{card.standing}"),
            period_text(card),
            card.issuer,
            card.source.url or card.source.file,
        )

    def _progress(self) -> Iterator[Block]:
        yield Heading(2, self._say("summary.progress"))
        authors = {f.author.name: f.author.unit for f in self._flags}
        authors.update({name: authors.get(name, "") for name, _ in self._workspace.state.reviewed})
        if authors:
            people = [self._person(name, unit) for name, unit in sorted(authors.items())]
            yield Paragraph(self._say("summary.reviewers", names=people))
        rows = []
        for plan in self._plans:
            progress = self._workspace.progress(plan.id).get("", Progress())
            flags = Counter(f.kind for f in self._flags if self._workspace.plan_of(f) == plan.id)
            kinds = self._list(f"{kind_text(self._locale, kind)} {n}" for kind, n in sorted(flags.items()))
            rows.append((plan.card.short, f"{progress.reviewed} / {progress.sentences}", kinds or "0"))
        columns = tuple(self._say(f"column.{name}") for name in ("plan", "reviewed", "flags"))
        yield plain_table(columns, rows)

    def _flagged_passages(self) -> Iterator[Block]:
        yield Heading(2, self._say("summary.flagged"))
        number = 0
        for plan in self._plans:
            flags = [
                f
                for f in self._flags
                if f.subject_kind not in ("match", "target")
                and f.anchor
                and self._workspace.plan_of(f) == plan.id
            ]
            if flags:
                yield Heading(3, plan.card.title)
            for flag in flags:
                number += 1
                yield from self._flag(number, plan, flag)
        yield from self._lost_flags(number)

    def _lost_flags(self, number: int) -> Iterator[Block]:
        """Flags on plans that are not on the shelf (any more) are told as they were marked."""
        lost = [flag for flag in self._flags if flag.subject_kind != "match" and not self._is_shown(flag)]
        if lost:
            yield Heading(3, self._say("summary.off_the_shelf"))
        for flag in lost:
            yield from self._gone(flag, flag.anchor.paragraph if flag.anchor else flag.subject_id)
        if not number and not lost:
            yield Paragraph(self._say("summary.no_flags"))

    def _is_shown(self, flag: Flag) -> bool:
        """Whether the flag stands with a plan or a target that is there."""
        plan = self._workspace.plan_of(flag)
        if flag.subject_kind == "target":
            return any(target.id == flag.subject_id for target in self._workspace.targets(plan))
        return flag.anchor is not None and plan in {known.id for known in self._plans}

    def _gone(self, flag: Flag, name: str) -> Iterator[Block]:
        """A flag on something that the content no longer has: as it was marked, with its comment."""
        yield Heading(4, f"{self._kind(flag)} {name}")
        if flag.anchor:
            yield Quotation(flag.anchor.quote)
        yield Bullets((self._by(flag),))
        if flag.note:
            yield Paragraph(self._say("summary.comment", text=flag.note))

    def _flag(self, number: int, plan: Plan, flag: Flag) -> Iterator[Block]:
        assert flag.anchor is not None
        found = self._workspace.find(flag.anchor, flag.around)
        known = found.passage.paragraph in plan.paragraphs_by_id
        place = place_name(plan, found.passage.paragraph) if known else ""
        line = found.passage.paragraph.partition("/")[2]
        yield Heading(4, f"{number}. {self._kind(flag)} {place}".strip())
        yield Quotation(found.passage.quote if found.is_same else flag.anchor.quote)
        facts = [self._say("summary.citation", title=plan.card.title, place=place, plan=plan.id, line=line)]
        if found.state != "exact":
            facts.append(self._say(f"anchor.{found.state}", quote=found.passage.quote))
        facts.append(self._by(flag))
        yield Bullets(tuple(facts))
        if flag.note:
            yield Paragraph(self._say("summary.comment", text=flag.note))

    def _kind(self, flag: Flag) -> str:
        kind, severity = kind_text(self._locale, flag.kind), severity_text(self._locale, flag.severity)
        return self._say("summary.kind", kind=kind, severity=severity)

    def _by(self, flag: Flag) -> str:
        person = self._person(flag.author.name, flag.author.unit)
        return self._say("summary.by", person=person, date=flag.created[:10])

    def _person(self, name: str, unit: str) -> str:
        return self._say("summary.person", name=name, unit=unit) if unit else name

    def _list(self, items: Iterable[str], separator: str = "separator") -> str:
        return self._say(f"list.{separator}").join(items)

    def _targets(self) -> Iterator[Block]:
        with_targets = [
            plan
            for plan in self._plans
            if any(self._belongs(a) for a in self._workspace.assessments(plan.id))
        ]
        if not with_targets:
            return
        yield Heading(2, self._say("summary.targets"))
        yield Paragraph(thresholds_text(self._locale, self._workspace.thresholds))
        names = (
            "number",
            "indicator",
            "nature",
            "base",
            "target",
            "observation",
            "status",
            "reason",
            "flags",
        )
        columns = tuple(self._say(f"column.{name}") for name in names)
        for plan in with_targets:
            yield Heading(3, plan.card.title)
            assessments = [a for a in self._workspace.assessments(plan.id) if self._belongs(a)]
            yield plain_table(columns, (self._target_row(a) for a in assessments))
            yield Paragraph(self._counts(assessments))

    def _belongs(self, assessment: Assessment) -> bool:
        """Rows of a printed table always; promises in the text where somebody reported or flagged them."""
        target = assessment.target
        flagged = any(f.subject_kind == "target" and f.subject_id == target.id for f in self._flags)
        return target.table_row is not None or assessment.observation is not None or flagged

    def _counts(self, assessments: list[Assessment]) -> str:
        counts = Counter(assessment.status for assessment in assessments)
        shown = (f"{self._say(f'status.{status}')} {n}" for status, n in counts.items())
        return self._list(shown, "semicolon")

    def _target_row(self, assessment: Assessment) -> tuple[str, ...]:
        target = assessment.target
        flags = [f for f in self._flags if f.subject_kind == "target" and f.subject_id == target.id]
        return (
            str(target.table_row or ""),
            target.name,
            self._say(f"nature.{target.nature}"),
            base_text(assessment),
            target_text(self._locale, target),
            observation_text(self._locale, assessment.observation),
            self._say(f"status.{assessment.status}"),
            reason_text(self._locale, assessment),
            self._list((f"{self._kind(flag)}{flag.note}" for flag in flags), "semicolon"),
        )

    def _flagged_matches(self) -> Iterator[Block]:
        flags = [flag for flag in self._flags if flag.subject_kind == "match"]
        if not flags:
            return
        yield Heading(2, self._say("summary.matches"))
        by_id = {match.id: match for match in self._workspace.matches()}
        for flag in flags:
            match = by_id.get(flag.subject_id)
            if match is None:
                yield from self._gone(flag, self._say("summary.match_gone", id=flag.subject_id))
                continue
            yield from self._match(match, flag)

    def _match(self, match: Match, flag: Flag) -> Iterator[Block]:
        found = self._workspace.comparability(match)
        label = self._say(f"comparability.{found.label}")
        yield Heading(4, f"{self._kind(flag)} {self._say(f'change.{match.change}')}")
        columns = (self._say("column.old"), self._say("column.new"))
        yield plain_table(columns, [(self._side(match.old), self._side(match.new))])
        facts = [
            self._say("summary.quantity", text=self._say(f"quantity.{match.quantity}")),
            self._say("summary.comparability", grade=found.grade, label=label),
            self._say("summary.rationale", text=match.rationale),
        ]
        if match.searched:
            facts.append(self._say("summary.searched", terms=match.searched.terms))
        yield Bullets((*facts, self._by(flag)))
        if flag.note:
            yield Paragraph(self._say("summary.comment", text=flag.note))

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
