"""Targets: a table of verdicts, of one plan or by indicator over all plans, and what is known of a target."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from rich.text import Text
from textual.app import ComposeResult
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Static

from tui.app.screens.filtering import Choice, Facet, chosen, facets_of
from tui.app.themes import STATUS_COLOURS
from tui.app.widgets.note_pane import Note, NotePane
from tui.app.widgets.tables import Column, Table, fill_table
from tui.app.widgets.target_notes import TargetNotes
from tui.app.widgets.view import View
from tui.plans.citation import place_name
from tui.plans.model import Passage
from tui.report.options import Options
from tui.selection import Properties, Selection, passes
from tui.targets.model import NATURES, STATUSES, Assessment, Fact, Target
from tui.targets.verdicts import urgency
from tui.text.safe import safe, safe_line
from tui.wording import base_text, fact_text, observation_text, status_text, target_text

if TYPE_CHECKING:
    from tui.locale import Locale
    from tui.workspace import Workspace

_NARROW = 64
_WIDE = 100
_NAME, _SHORT, _VALUE, _TARGET = 20, 12, 26, 20
#: In place of a plan: all plans, by indicator.
_BY_INDICATOR = "*"
_ROWS_OF_TABLE: Selection = {"scope": frozenset({"table"})}


@dataclass(frozen=True, slots=True)
class _Line:
    """A row of the table: what it is about, and the verdict where it is a target."""

    id: str
    mention: Target | Fact
    assessment: Assessment | None
    themes: tuple[str, ...] = ()


def _by_theme(line: _Line) -> str:
    return line.themes[0] if line.themes else "~"


def _by_urgency(line: _Line) -> tuple[bool, int]:
    return urgency(line.assessment) if line.assessment else (True, 99)


_ORDERS: dict[str, Callable[[_Line], Any]] = {
    "urgency": _by_urgency,
    "nature": lambda line: NATURES.index(line.mention.nature) if isinstance(line.mention, Target) else 9,
    "theme": _by_theme,
    "name": lambda line: line.mention.name,
}


class TargetsView(View):
    """The targets of one plan, or every mention of each indicator over all plans."""

    def __init__(self, workspace: Workspace, locale: Locale, *, id: str) -> None:
        super().__init__(workspace, locale, id=id)
        self._plan = ""
        self._selection: Selection = dict(_ROWS_OF_TABLE)
        self._as_of: int | None = None
        self._every: list[_Line] = []
        self._shown: list[_Line] = []

    def compose(self) -> ComposeResult:
        """Heading, table, notes."""
        yield Static("", id="targets-head")
        yield Static(Content(self.say("target.examples_notice")), id="targets-notice")
        # A status keeps its colour in the row of the cursor.
        yield Table(id="targets-table", keep_colours=True)
        yield NotePane(self.locale, id="targets-detail")

    @property
    def plan_id(self) -> str:
        """The plan of the target under the cursor."""
        line = self._line
        return line.mention.plan if line and self._plan == _BY_INDICATOR else self._plan

    def come_into_sight(self, plan: str, *, fresh: bool) -> None:  # noqa: ARG002 - it keeps its place
        """Show what belongs to the plan that was looked at."""
        self.show_plan(plan)

    def show_plan(self, wanted: str) -> None:
        """Show the targets of a plan, or of the first plan that has any."""
        if self._plan == _BY_INDICATOR and not wanted:
            wanted = _BY_INDICATOR
        plans = self._plans()
        self._plan = wanted if wanted in plans else next(iter(plans), wanted)
        if self._plan == _BY_INDICATOR:
            self._selection = {}
        self._read()
        if not self._passing():
            stated = {"nature": frozenset({"binding", "expected"})}
            self._selection = stated
            self._selection = stated if self._passing() else {}
        self._fill()

    def _plans(self) -> list[str]:
        found = [plan for plan in self.workspace.cards if self.workspace.targets(plan)]
        return [*found, _BY_INDICATOR] if found else []

    def on_resize(self) -> None:
        """Names take the room there is."""
        if self._plan:
            self._fill()

    @property
    def main_pane(self) -> Widget:
        """The table."""
        return self.table

    @property
    def table(self) -> Table:
        """The table."""
        return self.query_one(Table)

    @property
    def notes(self) -> NotePane:
        """What is told of the target under the cursor."""
        return self.query_one(NotePane)

    def refresh_review(self) -> None:
        """Verdicts anew."""
        if self._plan:
            self._read()
            self._fill()

    # --- rows ------------------------------------------------------------------------------------

    def _read(self) -> None:
        if self._plan == _BY_INDICATOR:
            self._every = self._by_indicator()
        else:
            found = self.workspace.assessments(self._plan, as_of=self._as_of)
            self._every = [
                _Line(a.target.id, a.target, a, self.workspace.themes_of(a.target.paragraph)) for a in found
            ]

    def _by_indicator(self) -> list[_Line]:
        """Every mention of the indicators that stand in more than one place, indicator by indicator."""
        mentions: dict[str, list[_Line]] = {}
        for plan in self.workspace.cards:
            for fact in self.workspace.facts(plan):
                mentions.setdefault(fact.indicator, []).append(_Line(fact.id, fact, None))
            for a in self.workspace.assessments(plan, as_of=self._as_of):
                mentions.setdefault(a.target.indicator, []).append(_Line(a.target.id, a.target, a))
        return [line for lines in mentions.values() if len(lines) > 1 for line in lines]

    def _properties(self, line: _Line) -> Properties:
        """What a row can be filtered by."""
        target = line.mention
        if not isinstance(target, Target):
            return {"status": "fact"}
        status = line.assessment.shown_status if line.assessment else ""
        return {
            "scope": "table" if target.table_row is not None else "text",
            "nature": target.nature,
            "status": status,
            "theme": line.themes,
        }

    def _passing(self) -> list[_Line]:
        wanted = {name: values for name, values in self._selection.items() if name != "order"}
        return [line for line in self._every if passes(self._properties(line), wanted)]

    def _ordered(self, lines: list[_Line]) -> list[_Line]:
        order = next(iter(self._selection.get("order", ())), "printed")
        judged = [line for line in lines if line.assessment]
        if order == "printed" or len(judged) < len(lines):
            return lines
        return sorted(lines, key=_ORDERS[order])

    # --- table -----------------------------------------------------------------------------------

    def _fill(self) -> None:
        self._shown = self._ordered(self._passing())
        width = self.table.container_size.width or self.room
        names = self._columns(width)
        columns = [self._column(name) for name in names]
        before = ""
        rows = []
        for line in self._shown:
            repeats = self._plan == _BY_INDICATOR and line.mention.indicator == before
            rows.append((line.id, self._cells(line, names, repeats=repeats)))
            before = line.mention.indicator
        fill_table(self.table, columns, rows, width)
        self._show_notes()
        self._head()

    def _columns(self, width: int) -> list[str]:
        """The columns that there is room for."""
        if self._plan == _BY_INDICATOR:
            return ["indicator", "plan", "mention"] if width >= _NARROW else ["indicator", "plan_and_mention"]
        if width < _NARROW:
            return ["status", "indicator"]
        if width < _WIDE:
            return ["status", "indicator", "nature", "target", "observation"]
        return ["status", "indicator", "nature", "base", "target", "growth", "observation"]

    def _column(self, name: str) -> Column:
        if self._plan == _BY_INDICATOR:
            # Names of indicators and places are long; the value must not be pushed off the screen by them.
            if name == "plan_and_mention":
                return Column(self.say("column.mention"), rest=True)
            width = {"indicator": _NAME if self.size.width >= _NARROW else _SHORT, "mention": _VALUE}.get(
                name, 0
            )
            return Column(self.say(f"column.{name}"), width=width, rest=name == "plan")
        most = _TARGET if name == "target" else 0
        return Column(self.say(f"column.{name}"), most=most, rest=name == "indicator")

    def _cells(self, line: _Line, names: list[str], *, repeats: bool) -> list[Text]:
        cells = {"indicator": Text("" if repeats else safe_line(self._name_of(line.mention)))}
        if line.assessment:
            cells |= self._assessed(line.assessment)
        cells["plan"] = Text(safe_line(self._where(line.mention)))
        cells["mention"] = self._value(line)
        short = safe_line(self.workspace.cards[line.mention.plan].short)
        cells["plan_and_mention"] = Text(f"{short}\n{cells['mention'].plain}")
        return [cells[name] for name in names]

    def _assessed(self, assessment: Assessment) -> dict[str, Text]:
        target = assessment.target
        return {
            "status": Text(status_text(self.locale, assessment), style=self._colour(assessment)),
            "nature": Text(self.say(f"nature.{target.nature}")),
            "base": Text(base_text(assessment)),
            "target": Text(safe_line(target_text(self.locale, target))),
            "growth": Text(safe_line(target.printed_growth)),
            "observation": Text(observation_text(self.locale, assessment.observation, short=True)),
        }

    def _colour(self, assessment: Assessment) -> str:
        colour = STATUS_COLOURS[assessment.shown_status]
        if self.app.no_color:
            return "bold" if colour == "error" else ""
        return self.app.theme_variables.get(colour, "")

    def _where(self, mention: Target | Fact) -> str:
        plan = self.workspace.plan(mention.plan)
        return f"{plan.card.short} {place_name(plan, mention.paragraph)}"

    def _value(self, line: _Line) -> Text:
        if isinstance(line.mention, Fact):
            return Text(safe_line(f"{self.say('about.fact')} {fact_text(self.locale, line.mention)}"))
        shown = f"{self.say('about.target')} {target_text(self.locale, line.mention)}"
        return Text(safe_line(f"{shown} ({line.mention.target_year})"))

    def _name_of(self, mention: Target | Fact) -> str:
        """The indicator with its number in the table, and a sign if it is flagged."""
        flags = self.workspace.state.flags
        flagged = any(f.subject_kind == "target" and f.subject_id == mention.id for f in flags)
        row = mention.table_row if isinstance(mention, Target) else None
        return f"{self.locale.sign('⚑ ') if flagged else ''}{f'{row}. ' if row else ''}{mention.name}"

    def _head(self) -> None:
        card = self.workspace.cards.get(self._plan)
        parts = [Content(safe(card.short if card else self.say("target.by_indicator"))).stylize("bold")]
        shown = [self.say("target.shown", shown=len(self._shown), total=len(self._every))]
        shown += [self.say("list.separator").join(words) for words in chosen(self.facets, self._selection)]
        if self._as_of is not None:
            shown.append(self.say("target.as_of", year=self._as_of))
        counts = Counter(line.assessment.shown_status for line in self._shown if line.assessment)
        if card:
            shown += [
                self.say("target.counts", status=self.say(f"status.{s}"), count=counts[s])
                for s in STATUSES
                if counts[s]
            ]
        parts.append(Content(safe_line("  " + "  ".join(shown))))
        if not self._every:
            parts = [Content(self.say("target.no_targets"))]
        self.query_one("#targets-head", Static).update(Content("").join(parts))
        self.query_one("#targets-notice", Static).display = self.workspace.with_examples

    # --- notes -----------------------------------------------------------------------------------

    def on_data_table_row_highlighted(self) -> None:
        """Show what is known of the target."""
        self._show_notes()
        self.post_message(self.PlaceChanged())

    def on_data_table_row_selected(self) -> None:
        """Give the notes the room, to read them."""
        self.command_open()

    def _show_notes(self) -> None:
        line = self._line
        if line is None:
            self.notes.show([])
        elif line.assessment:
            self.notes.show(TargetNotes(self.workspace, self.locale, line.assessment).notes())
        elif isinstance(line.mention, Fact):
            self.notes.show([self._fact_note(line.mention)])

    def _fact_note(self, fact: Fact) -> Note:
        lines = [fact_text(self.locale, fact), self._where(fact), fact.quote, fact.note]
        return Note(fact.name, "\n".join(line for line in lines if line))

    # --- what commands need ----------------------------------------------------------------------

    @property
    def _line(self) -> _Line | None:
        row = self.table.cursor_row
        return self._shown[row] if 0 <= row < len(self._shown) else None

    @property
    def current(self) -> Assessment | None:
        """The assessment under the cursor."""
        return self._line.assessment if self._line else None

    @property
    def facets(self) -> list[Facet]:
        """What can be filtered by, with how many rows have each value."""
        say = self.say
        words = {
            "scope": {s: say(f"target.scope_{s}") for s in ("table", "text")},
            "nature": {n: say(f"nature.{n}") for n in ("binding", "expected", "none")},
            "status": {s: say(f"status.{s}") for s in STATUSES},
            "theme": {t.id: t.short_names[self.locale.language] for t in self.workspace.themes.themes},
        }
        labels = {name: say(f"facet.{name}") for name in words}
        orders = tuple(Choice(o, say(f"order.{o}")) for o in ("printed", *_ORDERS))
        return [
            Facet("order", say("facet.order"), orders, single=True),
            *facets_of(map(self._properties, self._every), words, labels),
        ]

    @property
    def selection(self) -> Selection:
        """What is filtered by."""
        return self._selection

    def select(self, selection: Selection) -> None:
        """Show only what passes."""
        self._selection = selection
        self._fill()
        self.post_message(self.PlaceChanged())

    def options(self, hand_in: str) -> Options:
        """The plan and year that are looked at, for hand-ins about targets."""
        if hand_in == "summary" or self._plan == _BY_INDICATOR:
            return Options()
        return Options(plan=self._plan, as_of=self._as_of)

    @property
    def subject(self) -> tuple[str, str, Passage | None] | None:
        """The target under the cursor, with the words it is printed with."""
        if self.current is None:
            return None
        target = self.current.target
        return ("target", target.id, self.workspace.locate_words(target.paragraph, target.quote))

    def place(self) -> str:
        """The indicator under the cursor."""
        return self._line.mention.name if self._line else self.say("command.view_targets")

    def command_open(self) -> None:
        """From the table to the notes, from the notes to the printed place."""
        line = self._line
        if line is None:
            self.notify(self.say("app.nothing_to_open"), markup=False)
        elif self.table.has_focus:
            self.add_class("-opened")
            self.post_message(self.FocusPane(self.notes))
        else:
            passage = self.workspace.locate_words(line.mention.paragraph, line.mention.quote)
            self.post_message(self.GoTo(line.mention.paragraph, passage.start if passage else 0))

    def command_next_plan(self) -> None:
        """The targets of the next plan that has any, then all by indicator."""
        self._step_plan(1)

    def command_previous_plan(self) -> None:
        """The targets of the previous plan that has any."""
        self._step_plan(-1)

    def _step_plan(self, direction: int) -> None:
        plans = self._plans()
        if set(plans) <= {self._plan}:
            self.notify(self.say("app.no_other_plan"), markup=False)
        elif self._plan in plans:
            self._selection = dict(_ROWS_OF_TABLE)
            self.show_plan(plans[(plans.index(self._plan) + direction) % len(plans)])
            self.post_message(self.PlaceChanged())

    def command_earlier_year(self) -> None:
        """The assessment as of a year before."""
        self._step_year(-1)

    def command_later_year(self) -> None:
        """The assessment as of a year later; after the last one, as of now."""
        self._step_year(1)

    def _step_year(self, direction: int) -> None:
        """Go through the years of the plan; the newest value decides beyond the last of them."""
        card = self.workspace.cards.get(self.plan_id)
        if card is None:
            self.notify(self.say("target.no_targets"), markup=False)
            return
        years: list[int | None] = [*range(card.period[0], card.period[1] + 1), None]
        at = years.index(self._as_of) if self._as_of in years else len(years) - 1
        if not 0 <= at + direction < len(years):
            self.notify(self.say("app.at_end" if direction > 0 else "app.at_beginning"), markup=False)
            return
        self._as_of = years[at + direction]
        self.refresh_review()
        self.post_message(self.PlaceChanged())
