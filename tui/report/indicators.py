"""主要指标完成情况表: how each target stands, with room for what the office knows; and one page of it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from typing import Final

from tui.locale import Locale
from tui.messages import Message
from tui.plans.citation import place_name
from tui.plans.model import Card
from tui.report.document import Block, Bullets, Cell, Document, Heading, Paragraph, Row, Table, plain_table
from tui.report.layout import Layout, load_layout
from tui.report.options import Options
from tui.targets.methods import Thresholds
from tui.targets.model import STATUSES, Assessment
from tui.targets.verdicts import unexplained, urgency
from tui.wording import base_text, observation_text, period_text, reason_text, target_text, verdict_text
from tui.workspace import Workspace

#: Columns that an office fills in, with the field of the explanation that each is read back into.
OFFICE: Final = ("lead", "cause", "measures", "body", "adjust")
COLUMNS: Final = (
    "number",
    "category",
    "indicator",
    "unit",
    "nature",
    "base",
    "target",
    "years",
    "value",
    "progress",
    "elapsed",
    "status",
    "trend",
    "reason",
    "data_source",
    *OFFICE,
)


def build_indicators(workspace: Workspace, locale: Locale, options: Options) -> Document:
    """The table of targets, one table a plan.

    Raises:
        Problem: the plan is not on the shelf, or content cannot be read.
    """
    layout = load_layout(workspace.folders, "indicators", COLUMNS)
    blocks: list[Block] = [Heading(1, locale.say("indicators.title"))]
    if workspace.with_examples:
        blocks.append(Paragraph(locale.say("summary.examples_on")))
    for card, assessments in _by_plan(workspace, options):
        heading = locale.say("indicators.of_plan", plan=card.title, period=period_text(card))
        builder = _Builder(workspace, locale, layout, card, options.as_of)
        blocks += [Heading(2, heading), builder.table(assessments)]
    if len(blocks) == 1:
        blocks.append(Paragraph(locale.say("target.no_targets")))
    blocks.append(Paragraph(thresholds_text(locale, workspace.thresholds)))
    return Document(tuple(blocks))


def _by_plan(workspace: Workspace, options: Options) -> Iterator[tuple[Card, list[Assessment]]]:
    plans = [workspace.plan(options.plan).id] if options.plan else list(workspace.cards)
    for plan in plans:
        found = [
            assessment
            for assessment in workspace.assessments(plan, as_of=options.as_of)
            if belongs(workspace, assessment) and _is_in(workspace, assessment, options.section)
        ]
        if found:
            yield workspace.cards[plan], found


def _is_in(workspace: Workspace, assessment: Assessment, section: str) -> bool:
    """Whether a target is printed in a section; in any where none is named."""
    if not section:
        return True
    plan = workspace.plan(assessment.target.plan)
    paragraph = plan.paragraphs_by_id.get(assessment.target.paragraph)
    above = plan.ancestry(plan.section_of(paragraph)) if paragraph else ()
    return any(each.id == section for each in above)


def belongs(workspace: Workspace, assessment: Assessment) -> bool:
    """Whether a target is one of the main ones: a row of a table, or of a stated nature, or worked on."""
    target = assessment.target
    flagged = any(
        flag.subject_kind == "target" and flag.subject_id == target.id for flag in workspace.state.flags
    )
    stated = target.table_row is not None or target.nature != "none"
    return bool(stated or assessment.observation or assessment.evidence or assessment.verdict or flagged)


def thresholds_text(locale: Locale, limits: Thresholds) -> str:
    """The settings that decided, as every hand-in prints them."""
    return locale.say(
        "summary.thresholds",
        ahead=limits.ahead,
        on_track=limits.on_track,
        band=limits.about_band,
        sync=limits.sync_band,
        miss=f"{limits.projection_miss:.0%}",
        method=Message(f"method.{limits.method}"),
    )


class _Builder:
    def __init__(
        self, workspace: Workspace, locale: Locale, layout: Layout, card: Card, as_of: int | None
    ) -> None:
        self._workspace = workspace
        self._locale = locale
        self._layout = layout
        self._years = range(card.period[0], card.period[1] + 1)
        self._last = card.period[1] if as_of is None else as_of

    def table(self, assessments: list[Assessment]) -> Table:
        """The table of one plan."""
        heads: list[str] = []
        for key in self._layout.columns:
            if key == "years":
                heads += map(str, self._years)
            else:
                heads.append(self._layout.head(self._locale, key))
        status = self._layout.head(self._locale, "status")
        toned = heads.index(status) if "status" in self._layout.columns else -1
        rows = (self._row(number, a) for number, a in enumerate(assessments, 1))
        return Table(tuple(heads), tuple(rows), toned)

    def _row(self, number: int, assessment: Assessment) -> Row:
        cells: list[Cell] = []
        for key in self._layout.columns:
            if key == "years":
                cells += self._values(assessment)
            elif key == "number":
                cells.append(assessment.target.table_row or number)
            else:
                cells.append(_CELLS[key](self._locale, assessment))
        return Row(tuple(cells), f"target:{assessment.target.id}", assessment.shown_status)

    def _values(self, assessment: Assessment) -> Iterator[Cell]:
        known = self._workspace.ledger(assessment.target.plan).known(assessment.target).actual
        for year in self._years:
            yield known[year].value if year in known and year <= self._last else None


def _percent(share: float | None) -> float | None:
    return None if share is None else round(share * 100, 1)


def _source(assessment: Assessment) -> str:
    return assessment.observation.source if assessment.observation else ""


def _status(locale: Locale, assessment: Assessment) -> str:
    word = locale.say(f"status.{assessment.shown_status}")
    return f"{word}{locale.say('target.verdict_sign')}" if assessment.verdict else word


def _reason(locale: Locale, assessment: Assessment) -> str:
    own = verdict_text(locale, assessment)
    return f"{own}\n{reason_text(locale, assessment)}" if own else reason_text(locale, assessment)


def _trend(locale: Locale, assessment: Assessment) -> str:
    return locale.say(f"trend.{assessment.trend}") if assessment.method else ""


_CELLS: Final[Mapping[str, Callable[[Locale, Assessment], Cell]]] = {
    "category": lambda _, a: a.target.category,
    "indicator": lambda _, a: a.target.name,
    "unit": lambda _, a: a.target.unit,
    "nature": lambda locale, a: locale.say(f"nature.{a.target.nature}"),
    "base": lambda _, a: base_text(a),
    "target": lambda locale, a: target_text(locale, a.target),
    "value": lambda locale, a: observation_text(locale, a.observation),
    "progress": lambda _, a: _percent(a.progress),
    "elapsed": lambda _, a: _percent(a.elapsed),
    "status": _status,
    "trend": _trend,
    "reason": _reason,
    "data_source": lambda _, a: _source(a),
    "lead": lambda _, a: a.explanation.lead,
    "cause": lambda _, a: a.explanation.cause,
    "measures": lambda _, a: a.explanation.measures,
    "body": lambda _, a: a.explanation.body,
    "adjust": lambda _, a: a.explanation.adjust,
}


def explanations_missing(workspace: Workspace, locale: Locale, options: Options) -> list[str]:
    """What is still to be said of binding targets that are behind, a sentence each: a warning, not a wall."""
    return [
        locale.say(
            "indicators.unexplained",
            name=a.target.name,
            plan=card.short,
            fields=[Message(f"column.{name}") for name in missing],
        )
        for card, assessments in _by_plan(workspace, options)
        for a in assessments
        if (missing := unexplained(a))
    ]


# --- one page ----------------------------------------------------------------------------------------


def build_assessment(workspace: Workspace, locale: Locale, options: Options) -> Document:
    """One page: the counts, what is behind, what cannot be judged and why.

    Raises:
        Problem: the plan is not on the shelf, or content cannot be read.
    """
    say = locale.say
    blocks: list[Block] = [Heading(1, say("assessment.title"))]
    if workspace.with_examples:
        blocks.append(Paragraph(say("summary.examples_on")))
    for card, assessments in _by_plan(workspace, options):
        assessments.sort(key=urgency)
        blocks.append(Heading(2, say("indicators.of_plan", plan=card.title, period=period_text(card))))
        blocks.append(_counts(locale, assessments))
        blocks += _behind(workspace, locale, assessments)
        blocks += _not_judged(locale, assessments)
    blocks.append(Paragraph(thresholds_text(locale, workspace.thresholds)))
    return Document(tuple(blocks))


def _counts(locale: Locale, assessments: list[Assessment]) -> Table:
    """Statuses by nature."""
    say = locale.say
    present = [s for s in STATUSES if any(a.shown_status == s for a in assessments)]
    natures = list(dict.fromkeys(a.target.nature for a in assessments))
    by_nature = {n: Counter(a.shown_status for a in assessments if a.target.nature == n) for n in natures}
    heads = [say("column.nature"), *(say(f"status.{status}") for status in present), say("assessment.all")]
    rows: list[list[Cell]] = [
        [say(f"nature.{n}"), *(by_nature[n][s] for s in present), by_nature[n].total()] for n in natures
    ]
    totals = Counter(a.shown_status for a in assessments)
    rows.append([say("assessment.all"), *(totals[s] for s in present), totals.total()])
    return plain_table(heads, rows)


def _behind(workspace: Workspace, locale: Locale, assessments: list[Assessment]) -> Iterator[Block]:
    behind = [a for a in assessments if a.shown_status in ("behind", "missed")]
    yield Heading(3, locale.say("assessment.behind", count=len(behind)))
    if not behind:
        yield Paragraph(locale.say("assessment.none"))
        return
    items = []
    for a in behind:
        place = place_name(workspace.plan(a.target.plan), a.target.paragraph)
        line = locale.say(
            "assessment.item",
            nature=Message(f"nature.{a.target.nature}"),
            name=a.target.name,
            status=_status(locale, a),
            reason=_reason(locale, a),
            place=place,
        )
        told = [
            locale.say("assessment.field", head=Message(f"column.{name}"), text=text)
            for name in OFFICE
            if (text := getattr(a.explanation, name))
        ]
        items.append("\n".join([line, *told]))
    yield Bullets(tuple(items))


def _not_judged(locale: Locale, assessments: list[Assessment]) -> Iterator[Block]:
    """What cannot be judged, by the reason why."""
    by_reason: dict[str, list[str]] = {}
    for a in assessments:
        if a.shown_status in ("undetermined", "not_assessed"):
            by_reason.setdefault(a.reason, []).append(a.target.name)
    total = sum(map(len, by_reason.values()))
    yield Heading(3, locale.say("assessment.not_judged", count=total))
    if not by_reason:
        yield Paragraph(locale.say("assessment.none"))
        return
    yield Bullets(
        tuple(
            locale.say("assessment.why", reason=locale.say(f"reason.{reason}"), count=len(names), names=names)
            for reason, names in by_reason.items()
        )
    )
