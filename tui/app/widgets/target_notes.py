"""What is told of a target: its verdict, what each method says, where it stands, and who said what of it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields

from tui.app.widgets.note_pane import Note
from tui.locale import Locale
from tui.plans.citation import place_name
from tui.plans.model import local_id
from tui.review.events import Event
from tui.review.state import observation_of
from tui.targets.chart import SIGNS, chart_points
from tui.targets.model import Assessment, Explanation, Fact, Target
from tui.targets.printed_growth import implied_base, readings
from tui.targets.verdicts import unexplained
from tui.wording import (
    base_origin_text,
    calculation_text,
    fact_text,
    moment_text,
    number_text,
    reading_text,
    reason_text,
    status_text,
    target_text,
    verdict_text,
)
from tui.workspace import Workspace

#: The order in which a chart is explained.
_LEGEND = ("base", "schedule", "actual", "target", "goal", "projection")


class TargetNotes:
    """The notes on one target.

    Args:
        workspace: content and review.
        locale: the language.
        assessment: the verdict on the target.
    """

    def __init__(self, workspace: Workspace, locale: Locale, assessment: Assessment) -> None:
        self._workspace = workspace
        self._say = locale.say
        self._locale = locale
        self._assessment = assessment
        self._target = assessment.target

    def notes(self) -> list[Note]:
        """All notes, the verdict first."""
        return [
            self._verdict(),
            *self._explanation(),
            *self._methods(),
            *self._chart(),
            *self._together(),
            *self._evidence(),
            self._printed(),
            *self._growth(),
            *self._history(),
            *self._mentions(),
        ]

    def _verdict(self) -> Note:
        lines = [status_text(self._locale, self._assessment)]
        own = verdict_text(self._locale, self._assessment)
        if own:
            lines.append(own)
        # Where methods stand side by side, the arithmetic stands there.
        arithmetic = len(self._assessment.calculations) < 2
        reason = reason_text(self._locale, self._assessment, arithmetic=arithmetic)
        if reason:
            lines.append(reason)
        if self._assessment.method:
            trend = self._say(f"trend.{self._assessment.trend}")
            lines.append(self._say("target.detail_trend", trend=trend))
        seen = self._assessment.observation
        if seen:
            lines.append(
                self._say(
                    "target.detail_observation",
                    value=number_text(seen.value),
                    unit=seen.unit,
                    year=seen.year,
                    source=seen.source,
                )
            )
        base = base_origin_text(self._locale, self._assessment.base)
        if base:
            lines.append(base)
        return Note(self._target.name, "\n".join(lines))

    def _methods(self) -> Iterator[Note]:
        if len(self._assessment.calculations) > 1:
            limits = self._workspace.thresholds
            lines = [calculation_text(self._locale, c) for c in self._assessment.calculations]
            lines.append(self._say("target.detail_limits", ahead=limits.ahead, on_track=limits.on_track))
            yield Note(self._say("target.methods"), "\n".join(lines))

    def _chart(self) -> Iterator[Note]:
        known = self._workspace.ledger(self._target.plan).known(self._target)
        points = chart_points(self._assessment, known)
        if points:
            drawn = {point.kind for point in points}
            kinds = [k for k in _LEGEND if k in drawn or (k == "schedule" and "base" in drawn)]
            legend = "  ".join(
                f"{self._locale.picture(SIGNS[kind])} {self._say(f'chart.{kind}')}" for kind in kinds
            )
            yield Note(self._say("target.chart"), legend, points)

    def _together(self) -> Iterator[Note]:
        others = [t for t in self._workspace.together(self._target) if t.id != self._target.id]
        if others:
            lines = [
                f"{status_text(self._locale, self._workspace.assessment(other))}  {other.name}"
                for other in others
            ]
            yield Note(self._say("target.together"), "\n".join(lines))

    def _explanation(self) -> Iterator[Note]:
        told = self._assessment.explanation
        lines = [
            self._say("assessment.field", head=self._say(f"column.{field.name}"), text=text)
            for field in fields(Explanation)
            if (text := getattr(told, field.name))
        ]
        missing = unexplained(self._assessment)
        if missing:
            heads = [self._say(f"column.{name}") for name in missing]
            lines.append(self._say("target.unexplained", fields=heads))
        if lines:
            yield Note(self._say("target.explanation"), "\n".join(lines))

    def _evidence(self) -> Iterator[Note]:
        if self._assessment.evidence:
            lines = [
                f"{e.year}  {self._say('target.sourced', text=e.text, source=e.source)}"
                for e in self._assessment.evidence
            ]
            yield Note(self._say("target.evidence"), "\n".join(lines))

    def _printed(self) -> Note:
        target, say = self._target, self._say
        plan = self._workspace.plan(target.plan)
        place = place_name(plan, target.paragraph)
        lines = [
            say("target.detail_passage", plan=plan.card.short, place=place, line=local_id(target.paragraph))
        ]
        if target.cells:
            dot = self._locale.sign("·")
            lines.append(say("target.detail_cells", cells=" | ".join(cell or dot for cell in target.cells)))
        else:
            lines.append(say("target.detail_quote", quote=target.quote))
        if target.note:
            lines.append(target.note)
        if target.lost:
            lines.append(say("target.detail_lost", columns=target.lost))
        if target.category:
            lines.append(
                say("target.detail_category", category=target.category, ground=target.category_ground)
            )
        return Note(say("target.printed"), "\n".join(lines))

    def _growth(self) -> Iterator[Note]:
        target = self._target
        bases = self._workspace.printed_values(target)
        found = readings(target, bases)
        lines = [reading_text(self._locale, target, reading) for reading in found if reading.fits != "no"]
        if found and not lines:
            lines = [self._say("growth.none", growth=target.printed_growth)]
            lines += [reading_text(self._locale, target, reading) for reading in found]
        year = max(bases, default=target.target_year)
        implied = implied_base(target, target.target_year - year) if year < target.target_year else None
        if not found and implied is not None and target.measure == "level":
            lines = [self._say("growth.implied", year=year, value=f"{implied:.2g}")]
        if lines:
            yield Note(self._say("growth.title", growth=target.printed_growth), "\n".join(lines))

    def _history(self) -> Iterator[Note]:
        events = self._workspace.history(self._target)
        if events:
            lines = [self._event(event) for event in reversed(events)]
            yield Note(self._say("target.history"), "\n".join(lines))

    def _event(self, event: Event) -> str:
        seen = observation_of(event) if event.kind == "observe" else None
        if seen:
            value = f"{seen.year}: {number_text(seen.value)} {seen.unit}"
            what = self._say("target.sourced", text=value, source=seen.source)
        else:
            what = self._say("list.separator").join(str(value) for value in event.payload.values() if value)
        return (
            f"{moment_text(event.created)}  {event.author.name}  {self._say(f'event.{event.kind}')}  {what}"
        )

    def _mentions(self) -> Iterator[Note]:
        others = [m for m in self._workspace.mentions(self._target.indicator) if m.id != self._target.id]
        if others:
            yield Note(self._say("target.mentions"), "\n".join(map(self._mention, others)))

    def _mention(self, mention: Target | Fact) -> str:
        """One line of the list of mentions: plan, place, name, value."""
        plan = self._workspace.plan(mention.plan)
        value = (
            fact_text(self._locale, mention)
            if isinstance(mention, Fact)
            else f"{target_text(self._locale, mention)} ({mention.target_year})"
        )
        kind = self._say("about.fact" if isinstance(mention, Fact) else "about.target")
        place = f"{place_name(plan, mention.paragraph)} {local_id(mention.paragraph)}"
        return f"{kind}  {plan.card.short} {place}  {mention.name} {value}"
