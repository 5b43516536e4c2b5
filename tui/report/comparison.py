"""What became of commitments, as tables: 新旧规划承诺对照表, 建议—纲要落实对照表, 规划衔接审核表."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Final

from tui.compare.figures import figure_changes
from tui.compare.grouping import by_new, by_old
from tui.compare.model import Match, Quote
from tui.locale import Locale
from tui.plans.citation import place_name
from tui.plans.model import LEVELS, Card, local_id
from tui.report.document import Block, Cell, Document, Heading, Paragraph, Table
from tui.report.layout import Layout, load_layout
from tui.report.options import Options
from tui.wording import date_text, figure_change_text, grade_text, judgement_text, kind_text, severity_text
from tui.workspace import Workspace

COMPARISON: Final = (
    "number",
    "theme",
    "old",
    "old_source",
    "old_kind",
    "new",
    "new_source",
    "new_kind",
    "change",
    "quantity",
    "figures",
    "comparability",
    "certainty",
    "rationale",
    "searched",
    "decision",
    "judgement",
    "flags",
    "match_origin",
)
PROPOSALS: Final = (
    "number",
    "point",
    "proposals",
    "outline_place",
    "outline",
    "carried_out",
    "change",
    "comparability",
    "rationale",
    "decision",
    "judgement",
    "flags",
)
COORDINATION: Final = (
    "number",
    "own",
    "own_source",
    "related",
    "related_source",
    "coordination_kind",
    "coordination_verdict",
    "comparability",
    "rationale",
    "opinion",
    "suggestion",
)
#: What a kind of change means for coordination, before a person decides.
_VERDICTS: Final = {
    "continued": "taken_over",
    "reworded": "taken_over",
    "strengthened": "partly",
    "elaborated": "partly",
    "softened": "partly",
    "narrowed": "partly",
    "subsumed": "partly",
    "achieved": "taken_over",
    "redirected": "outdated",
    "new": "absent",
}
COORDINATION_VERDICTS: Final = (
    *dict.fromkeys(_VERDICTS.values()),
    "to_be_set",
    "redefined",
    "own_matter",
    "not_in_related",
)
_CARRIED_OUT: Final = {"continued": "done", "reworded": "done", "elaborated": "done", "strengthened": "done"}

_Cells = Mapping[str, Callable[["_Line"], Cell]]


class _Line:
    """A row: a match, and which of its sides stands in which column."""

    def __init__(
        self,
        workspace: Workspace,
        locale: Locale,
        match: Match,
        own: tuple[Quote, ...] = (),
        other: tuple[Quote, ...] = (),
    ) -> None:
        self.workspace = workspace
        self.locale = locale
        self.say = locale.say
        self.match = match
        self.own = own
        self.other = other
        self.found = workspace.comparability(match)

    def words(self, quotes: Sequence[Quote]) -> str:
        """The quotes, one below the other."""
        return "\n".join(quote.text for quote in quotes)

    def source(self, quotes: Sequence[Quote]) -> str:
        """Plan, printed place and line of each quote."""
        return "\n".join(map(self._source, quotes))

    def _source(self, quote: Quote) -> str:
        parts = (self._short(quote), self.place(quote), local_id(quote.paragraph))
        return " ".join(part for part in parts if part)

    def _short(self, quote: Quote) -> str:
        card = self.card(quote)
        return card.short if card else quote.plan

    def place(self, quote: Quote) -> str:
        """The printed place of a quote; nothing where its words stand no longer."""
        known = self.workspace.paragraph(quote.paragraph)
        return place_name(self.workspace.plan(quote.plan), quote.paragraph) if known else ""

    def card(self, quote: Quote) -> Card | None:
        """The identity card of the plan of a quote."""
        return self.workspace.cards.get(quote.plan)

    def kind(self, quotes: Sequence[Quote]) -> str:
        """Level and kind of the plan of some quotes."""
        card = self.card(quotes[0]) if quotes else None
        return f"{self.say(f'level.{card.level}')}·{self.say(f'kind.{card.kind}')}" if card else ""

    @property
    def theme(self) -> str:
        """The name of the theme."""
        themes = self.workspace.themes.themes
        names = (theme.names[self.locale.language] for theme in themes if theme.id == self.match.theme)
        return next(names, "")

    @property
    def searched(self) -> str:
        """What was searched, and where."""
        found = self.match.searched
        if found is None:
            return ""
        cards = self.workspace.cards
        plans = [cards[plan].short if plan in cards else plan for plan in found.plans]
        return self.say("compare.searched", plans=plans, terms=found.terms)

    @property
    def decision(self) -> str:
        """Whether a reviewer accepted the match; empty where nobody said."""
        decision = self.workspace.judgement(self.match).decision
        return self.say(f"decision.{decision}") if decision else ""

    @property
    def judgement(self) -> str:
        """What a reviewer said, with name, day and reason."""
        said = judgement_text(self.locale, self.workspace.judgement(self.match))
        if not said and self.match.author:
            return self.say(
                "compare.own", person=self.match.author, date=date_text(self.locale, self.match.created)
            )
        return said

    @property
    def flags(self) -> str:
        """The flags on the match with their notes."""
        lines = []
        for flag in self.workspace.state.flags:
            if (flag.subject_kind, flag.subject_id) == ("match", self.match.id):
                kind, severity = kind_text(self.locale, flag.kind), severity_text(self.locale, flag.severity)
                by = self.say(
                    "summary.by", person=flag.author.name, date=date_text(self.locale, flag.created)
                )
                lines.append(f"{self.say('summary.kind', kind=kind, severity=severity)}{flag.note} {by}")
        return "\n".join(lines)

    @property
    def figures(self) -> str:
        """What became of figures, where plans may be compared directly."""
        changes = figure_changes(self.match, self.found)
        return "\n".join(figure_change_text(self.locale, change) for change in changes)


def _carried_out(line: _Line) -> str:
    """Whether an outline carries a point out; an outline of another period cannot."""
    own = line.card(line.own[0])
    other = line.card(line.other[0]) if line.other else None
    if own and other and own.period != other.period:
        return line.say("carried_out.other_period")
    if other is None:
        has_outline = any(
            own and card.kind == "outline" and card.period == own.period
            for card in line.workspace.cards.values()
        )
        return line.say("carried_out.absent") if has_outline else line.say("carried_out.no_outline")
    return line.say(f"carried_out.{_CARRIED_OUT.get(line.match.change, 'partly')}")


def _is_about(line: _Line) -> bool:
    """Whether a row's match is about an outline, or about finding nothing anywhere."""
    return bool(line.other) or not line.match.old or not line.match.new


_COMMON: Final[_Cells] = {
    "change": lambda line: line.say(f"change.{line.match.change}"),
    "comparability": lambda line: grade_text(line.locale, line.found),
    "rationale": lambda line: line.match.rationale,
    "decision": lambda line: line.decision,
    "judgement": lambda line: line.judgement,
    "flags": lambda line: line.flags,
}
_COMPARISON_CELLS: Final[_Cells] = {
    **_COMMON,
    "theme": lambda line: line.theme,
    "old": lambda line: line.words(line.match.old),
    "old_source": lambda line: line.source(line.match.old),
    "old_kind": lambda line: line.kind(line.match.old),
    "new": lambda line: line.words(line.match.new),
    "new_source": lambda line: line.source(line.match.new),
    "new_kind": lambda line: line.kind(line.match.new),
    "quantity": lambda line: line.say(f"quantity.{line.match.quantity}"),
    "figures": lambda line: line.figures,
    "certainty": lambda line: line.say(f"certainty.{line.match.certainty}"),
    "searched": lambda line: line.searched,
    "match_origin": lambda line: line.say(f"origin.{line.match.origin}"),
}
_PROPOSALS_CELLS: Final[_Cells] = {
    **_COMMON,
    "point": lambda line: line.place(line.own[0]),
    "proposals": lambda line: line.words(line.own),
    "outline_place": lambda line: line.source(line.other),
    "outline": lambda line: line.words(line.other),
    "carried_out": _carried_out,
    "change": lambda line: line.say(f"change.{line.match.change}") if _is_about(line) else "",
    "comparability": lambda line: grade_text(line.locale, line.found) if _is_about(line) else "",
    "rationale": lambda line: line.match.rationale if _is_about(line) else line.say("proposals.elsewhere"),
}
_COORDINATION_CELLS: Final[_Cells] = {
    **_COMMON,
    "own": lambda line: line.words(line.own),
    "own_source": lambda line: line.source(line.own),
    "related": lambda line: line.words(line.other),
    "related_source": lambda line: line.source(line.other),
    "coordination_kind": lambda line: line.say(f"coordination_kind.{_subject(line.match)}"),
    "coordination_verdict": lambda line: line.say(f"coordination.{_verdict(line)}"),
    "opinion": lambda line: "\n".join(text for text in (line.judgement, line.flags) if text),
    "suggestion": lambda _: "",
}


def _table(layout: Layout, locale: Locale, cells: _Cells, lines: Iterable[_Line]) -> Table:
    return layout.table(locale, cells, ((f"match:{line.match.id}", line) for line in lines))


def _shown(workspace: Workspace, options: Options) -> tuple[Match, ...]:
    shown = workspace.matches() if options.matches is None else options.matches
    if not options.plan:
        return shown
    plan = workspace.plan(options.plan).id
    return tuple(match for match in shown if _concerns(workspace, match, plan, options.section))


def _concerns(workspace: Workspace, match: Match, plan: str, section: str) -> bool:
    """Whether a side of a match stands in a plan, and in a section of it if one is named."""
    own = [quote for quote in (*match.old, *match.new) if quote.plan == plan]
    if not section:
        return bool(own) or plan in match.old_plans
    places = (workspace.locate(quote) for quote in own)
    return any(place is not None and section in workspace.sections_of(place) for place in places)


def _standing(workspace: Workspace, options: Options) -> list[Match]:
    """The matches that nobody rejected."""
    shown = _shown(workspace, options)
    return [match for match in shown if workspace.judgement(match).decision != "rejected"]


# --- 新旧规划承诺对照表 ------------------------------------------------------------------------------


def build_comparison(workspace: Workspace, locale: Locale, options: Options) -> Document:
    """Every match with both sides, change, comparability, ground, and who judged it.

    Raises:
        Problem: content cannot be read.
    """
    layout = load_layout(workspace.folders, "comparison", COMPARISON)
    lines = [_Line(workspace, locale, match) for match in _shown(workspace, options)]
    table = _table(layout, locale, _COMPARISON_CELLS, lines)
    return _document(locale, "comparison", table, len(lines))


def _document(locale: Locale, hand_in: str, table: Table, count: int) -> Document:
    blocks: list[Block] = [
        Heading(1, locale.say(f"hand_in.{hand_in}")),
        Paragraph(locale.say(f"{hand_in}.note")),
        Paragraph(locale.say("compare.total", total=count)),
        table,
    ]
    return Document(tuple(blocks))


# --- 建议—纲要落实对照表 -----------------------------------------------------------------------------


def build_proposals(workspace: Workspace, locale: Locale, options: Options) -> Document:
    """Every commitment of proposals with what outlines say to it.

    Raises:
        Problem: content cannot be read.
    """
    layout = load_layout(workspace.folders, "proposals", PROPOSALS)
    lines = list(_proposal_lines(workspace, locale, _standing(workspace, options)))
    table = _table(layout, locale, _PROPOSALS_CELLS, lines)
    return _document(locale, "proposals", table, len(lines))


def _proposal_lines(workspace: Workspace, locale: Locale, matches: Sequence[Match]) -> Iterator[_Line]:
    """The commitments of proposals in printed order, each with its outlines, or once with nothing."""
    cards = workspace.cards

    def is_kind(quotes: tuple[Quote, ...], kind: str) -> bool:
        return bool(quotes) and quotes[0].plan in cards and cards[quotes[0].plan].kind == kind

    newer = [match for match in matches if is_kind(match.new, "proposals")]
    older = workspace.in_old_order(match for match in matches if is_kind(match.old, "proposals"))
    for commitment in by_new(newer, workspace.locate):
        outlines = [match for match in commitment.matches if is_kind(match.old, "outline")]
        for match in outlines or commitment.matches[:1]:
            yield _Line(workspace, locale, match, match.new, match.old if outlines else ())
    for commitment in by_old(older, workspace.locate):
        outlines = [match for match in commitment.matches if is_kind(match.new, "outline")]
        for match in outlines or commitment.matches[:1]:
            yield _Line(workspace, locale, match, match.old, match.new if outlines else ())


# --- 规划衔接审核表 ----------------------------------------------------------------------------------


def build_coordination(workspace: Workspace, locale: Locale, options: Options) -> Document:
    """Every commitment of the plan of the lower level beside those of higher or related plans.

    Raises:
        Problem: content cannot be read.
    """
    layout = load_layout(workspace.folders, "coordination", COORDINATION)
    lines = list(_coordination_lines(workspace, locale, _standing(workspace, options), options.plan))
    table = _table(layout, locale, _COORDINATION_CELLS, lines)
    return _document(locale, "coordination", table, len(lines))


def _coordination_lines(
    workspace: Workspace, locale: Locale, matches: Sequence[Match], plan: str
) -> Iterator[_Line]:
    cards = workspace.cards
    own_plan = plan or _lowest(cards, matches)
    for match in matches:
        if own_plan in {quote.plan for quote in match.old}:
            yield _Line(workspace, locale, match, match.old, match.new)
        elif own_plan in {quote.plan for quote in match.new}:
            yield _Line(workspace, locale, match, match.new, match.old)
        elif not match.old and own_plan in match.old_plans:
            yield _Line(workspace, locale, match, (), match.new)


def _lowest(cards: Mapping[str, Card], matches: Sequence[Match]) -> str:
    """The plan of the lowest level that takes part, the first on the shelf."""
    present = {quote.plan for match in matches for quote in (*match.old, *match.new)}
    known = [card for card in cards.values() if card.id in present]
    return max(known, key=lambda card: LEVELS.index(card.level)).id if known else ""


def _subject(match: Match) -> str:
    """Targets where figures or delegated values are at stake, tasks else."""
    if match.quantity not in ("none", "words_to_words"):
        return "target"
    return "task"


def _verdict(line: _Line) -> str:
    match = line.match
    if match.quantity == "delegated_to_words":
        return "to_be_set"
    if match.quantity == "redefined":
        return "redefined"
    if not line.other:
        return "own_matter" if match.change == "level_only" else "not_in_related"
    return _VERDICTS.get(match.change, "partly")
