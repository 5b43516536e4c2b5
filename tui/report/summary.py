"""The annotated summary of a review: what was read, what was flagged, how the targets stand, what changed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence

from tui.config import SEVERITIES
from tui.locale import Locale
from tui.plans.model import Card, Plan
from tui.report.annotated import Annotated
from tui.report.dismissed import dismissed_findings
from tui.report.document import Block, Bullets, Cell, Document, Heading, Paragraph, plain_table
from tui.report.indicators import thresholds_text
from tui.report.options import Options
from tui.review.agreement import agreement
from tui.review.events import Author
from tui.review.model import REPLIES, Flag
from tui.review.progress import Progress
from tui.selection import values
from tui.targets.model import Assessment
from tui.wording import (
    base_text,
    flag_label,
    kind_text,
    observation_text,
    period_text,
    person_text,
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
    return _Summary(workspace, locale, options).document()


class _Summary:
    def __init__(self, workspace: Workspace, locale: Locale, options: Options) -> None:
        plan = options.plan
        self._workspace = workspace
        self._plans = [workspace.plan(plan)] if plan else list(workspace.plans())
        self._locale = locale
        self._say = locale.say
        every = workspace.flags(plan)
        self._flags = every if options.flags is None else [f for f in options.flags if f in every]
        self._with_dismissed = options.dismissed
        self._left_out = len(every) - len(self._flags)

    def document(self) -> Document:
        """The whole; parts without anything in them are left out, and the others numbered."""
        blocks: list[Block] = [Heading(1, self._say("summary.title"))]
        if self._workspace.with_examples:
            blocks.append(Paragraph(self._say("summary.examples_on")))
        if self._left_out:
            blocks.append(Paragraph(self._say("summary.left_out", count=self._left_out)))
        annotated = Annotated(self._workspace, self._locale, self._plans, self._flags)
        parts: dict[str, Callable[[], Iterator[Block]]] = {
            "identity": self._identity,
            "progress": self._progress,
            "counts": self._counts,
            "flagged": annotated.passages,
            "targets": self._targets,
            "matches": annotated.matches,
            "agreement": self._agreement,
        }
        if self._with_dismissed:
            parts["dismissed"] = self._dismissed
        number = 0
        for name, part in parts.items():
            found = list(part())
            if found:
                number += 1
                title = self._say(f"summary.{name}")
                numeral = self._say(f"numeral.{number}")
                blocks += [Heading(2, self._say("summary.part", number=numeral, title=title)), *found]
        blocks += self._appendix()
        return Document(tuple(blocks), tuple(self._front()))

    def _front(self) -> Iterator[tuple[str, str]]:
        """What a program or a page wants to know before it reads on."""
        progress = [self._workspace.progress(plan.id).get("", Progress()) for plan in self._plans]
        reviewed, total = sum(p.reviewed for p in progress), sum(p.sentences for p in progress)
        yield "title", self._say("summary.title")
        if self._workspace.with_examples:
            yield "note", self._say("summary.examples_on")
        yield "plans", ", ".join(plan.id for plan in self._plans)
        yield "reviewers", ", ".join(self._people())
        yield "flags", str(len(self._flags))
        yield "reviewed", f"{reviewed}/{total}"

    # --- what was read ---------------------------------------------------------------------------

    def _identity(self) -> Iterator[Block]:
        columns = ("plan", "level", "kind", "standing", "period", "issuer", "source")
        rows = tuple(self._identity_row(plan.card) for plan in self._plans)
        yield plain_table((self._say(f"column.{name}") for name in columns), rows)
        notes = [
            self._say("summary.about", plan=plan.card.short, text=plan.card.note)
            for plan in self._plans
            if plan.card.note
        ]
        if notes:
            yield Bullets(tuple(notes))
        missing = self._workspace.missing
        if missing:
            language = self._locale.language
            yield Paragraph(self._say("summary.missing"))
            told = (
                self._say("summary.missing_one", name=each.names[language], why=each.reasons[language])
                for each in missing
            )
            yield Bullets(tuple(told))

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

    # --- how far -----------------------------------------------------------------------------------

    def _people(self) -> list[str]:
        """Everybody who flagged or read something, with the unit."""
        authors = {author for author, _ in self._workspace.state.reviewed} | {f.author for f in self._flags}
        return [person_text(self._locale, author) for author in sorted(authors)]

    def _progress(self) -> Iterator[Block]:
        people = self._people()
        if people:
            yield Paragraph(self._say("summary.reviewers", names=people))
        yield Paragraph(self._say("summary.progress_note"))
        names = ("plan", "reviewed", "nothing_to_say", "not_looked_at", "flags")
        rows = [row for plan in self._plans for row in self._progress_rows(plan)]
        yield plain_table((self._say(f"column.{name}") for name in names), rows)

    def _progress_rows(self, plan: Plan) -> Iterator[tuple[Cell, ...]]:
        """The plan, then its outermost sections where something was read or flagged."""
        progress = self._workspace.progress(plan.id)
        places = [self._workspace.properties(flag) for flag in self._flags]
        own = [place for place in places if place["plan"] == plan.id]
        flags = Counter(section for place in own for section in values(place["section"]))
        yield self._progress_row(plan.card.short, progress.get("", Progress()), len(own))
        for section in plan.children(""):
            found = progress.get(section.id, Progress())
            if found.reviewed or flags[section.id]:
                yield self._progress_row(f"└ {section.label}", found, flags[section.id])

    def _progress_row(self, name: str, found: Progress, flags: int) -> tuple[Cell, ...]:
        left = found.sentences - found.reviewed
        return (name, f"{found.reviewed} / {found.sentences}", found.nothing_to_say, left, flags)

    def _counts(self) -> Iterator[Block]:
        """Flags by kind: severities, what is still open, what was replied."""
        if not self._flags:
            return
        found = {flag.severity for flag in self._flags}
        severities = [*(s for s in SEVERITIES if s in found), *sorted(found.difference(SEVERITIES))]
        replies = ["none", *REPLIES]
        heads = [
            self._say("column.flag_kind"),
            *(severity_text(self._locale, severity) for severity in severities),
            self._say("flag_state.open"),
            *(self._say(f"reply.{reply}") for reply in replies),
            self._say("assessment.all"),
        ]
        kinds = list(dict.fromkeys(flag.kind for flag in self._flags))
        groups = [(kind_text(self._locale, k), [f for f in self._flags if f.kind == k]) for k in kinds]
        groups.append((self._say("assessment.all"), list(self._flags)))
        yield plain_table(heads, (self._count_row(name, own, severities, replies) for name, own in groups))

    def _count_row(
        self, name: str, flags: Sequence[Flag], severities: Sequence[str], replies: Sequence[str]
    ) -> list[Cell]:
        by_severity = Counter(flag.severity for flag in flags)
        by_reply = Counter(flag.reply.reply if flag.reply else "none" for flag in flags)
        still_open = sum(flag.state == "open" for flag in flags)
        counts = [*(by_severity[s] for s in severities), still_open, *(by_reply[r] for r in replies)]
        return [name, *counts, len(flags)]

    # --- targets -----------------------------------------------------------------------------------

    def _targets(self) -> Iterator[Block]:
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
        for plan in self._plans:
            assessments = [a for a in self._workspace.assessments(plan.id) if self._belongs(a)]
            if assessments:
                yield Heading(3, plan.card.title)
                yield plain_table(columns, (self._target_row(a) for a in assessments))
                counts = Counter(assessment.status for assessment in assessments)
                shown = [f"{self._say(f'status.{status}')} {n}" for status, n in counts.items()]
                yield Paragraph(self._say("list.semicolon").join(shown))

    def _belongs(self, assessment: Assessment) -> bool:
        """Rows of a printed table always; promises in the text where somebody reported or flagged them."""
        target = assessment.target
        flagged = any(f.subject_kind == "target" and f.subject_id == target.id for f in self._flags)
        return target.table_row is not None or assessment.observation is not None or flagged

    def _target_row(self, assessment: Assessment) -> tuple[str, ...]:
        target = assessment.target
        flags = [f for f in self._flags if f.subject_kind == "target" and f.subject_id == target.id]
        told = [f"{flag_label(self._locale, flag)} {flag.note}".strip() for flag in flags]
        return (
            str(target.table_row or ""),
            target.name,
            self._say(f"nature.{target.nature}"),
            base_text(assessment),
            target_text(self._locale, target),
            observation_text(self._locale, assessment.observation),
            self._say(f"status.{assessment.status}"),
            reason_text(self._locale, assessment),
            self._say("list.semicolon").join(told),
        )

    # --- several reviewers -------------------------------------------------------------------------

    def _agreement(self) -> Iterator[Block]:
        """How far every two reviewers agree on what both looked at, in whole plans and outermost sections."""
        rows = [row for plan in self._plans for row in self._agreement_rows(plan)]
        if rows:
            yield Paragraph(self._say("summary.agreement_note"))
            names = ("plan", "pair", "both_reviewed", "observed", "expected", "kappa")
            yield plain_table((self._say(f"column.{name}") for name in names), rows)

    def _agreement_rows(self, plan: Plan) -> Iterator[tuple[Cell, ...]]:
        places = {"": plan.card.short, **{s.id: f"└ {s.label}" for s in plan.children("")}}
        for pair, sections in self._workspace.agreements(plan.id).items():
            for section, name in places.items():
                found = agreement(sections.get(section, ()))
                if found.sentences:
                    kappa = "–" if found.kappa is None else f"{found.kappa:.2f}"
                    shares = (f"{share:.0%}" for share in (found.observed, found.expected))
                    yield (name, self._names(pair), found.sentences, *shares, kappa)

    def _names(self, pair: tuple[Author, Author]) -> str:
        return " – ".join(person_text(self._locale, person) for person in pair)

    def _dismissed(self) -> Iterator[Block]:
        return dismissed_findings(self._workspace, self._locale, self._plans)

    # --- methods -----------------------------------------------------------------------------------

    def _appendix(self) -> Iterator[Block]:
        """By which rules the words above were chosen."""
        yield Heading(2, self._say("summary.appendix"))
        yield Paragraph(thresholds_text(self._locale, self._workspace.thresholds))
        yield Paragraph(self._say("comparison.note"))
        yield Paragraph(self._say("summary.anchors"))
