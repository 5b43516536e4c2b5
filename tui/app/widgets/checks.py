"""Checks: what the rules find in a plan, in groups, with both passages of the one under the cursor."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

from rich.text import Text
from textual import on
from textual.app import ComposeResult
from textual.containers import Container
from textual.content import Content
from textual.widget import Widget
from textual.widgets import DataTable, Static

from tui.app.screens.filtering import Choice, Facet, chosen, facets_of
from tui.app.widgets.finding_notes import FindingNotes, rule_note
from tui.app.widgets.note_pane import NotePane
from tui.app.widgets.tables import Column, Table, fill_table
from tui.app.widgets.view import View
from tui.checks.model import FAMILIES, Finding
from tui.compare.model import CERTAINTIES
from tui.config import FINDING_SEVERITIES
from tui.messages import Problem
from tui.plans.citation import place_name
from tui.plans.model import Passage
from tui.report.options import Options
from tui.selection import Selection, passes
from tui.text.safe import safe, safe_line
from tui.wording import SEVERITY_SIGNS, STATE_SIGNS, finding_counts, rule_name
from tui.workspace.checking import FINDING_STATES, Checked

if TYPE_CHECKING:
    from tui.locale import Locale
    from tui.workspace import Workspace

#: What findings can be grouped by, the first one where nothing was chosen.
GROUPINGS = ("severity", "rule", "place")
_UNDECIDED_AND_ACCEPTED: Selection = {"finding_state": frozenset({"open", "accepted"})}
_NARROW = 64
_RULE, _WHERE = 22, 22
_LONGEST_QUOTE = 70
_HEAD = "head:"


class ChecksView(View):
    """The findings on a plan; `a` accepts one as a flag, `d` dismisses it with a reason, `D` its rule."""

    def __init__(self, workspace: Workspace, locale: Locale, *, id: str) -> None:
        super().__init__(workspace, locale, id=id)
        self._plan = ""
        self._every: list[Checked] = []
        self.rows: list[Checked | str] = []
        self._selection: Selection = _UNDECIDED_AND_ACCEPTED
        self._grouping = GROUPINGS[0]
        self._counts: dict[str, int] = {}
        self._share = 0.0
        self._problem: Problem | None = None

    def compose(self) -> ComposeResult:
        """Head, table, and the passages of the finding under the cursor side by side."""
        yield Static("", id="checks-head")
        yield Table(id="checks-table")
        with Container(id="checks-passages"):
            yield NotePane(self.locale, id="checks-here")
            yield NotePane(self.locale, id="checks-there")

    def on_resize(self) -> None:
        """Quotes take the room there is."""
        self._fill()

    def refresh_review(self) -> None:
        """Decisions anew; after other settings the checks run again."""
        if self._plan:
            self.show_plan(self._plan)

    @property
    def _table(self) -> Table:
        return self.query_one(Table)

    @property
    def main_pane(self) -> Widget:
        """The table."""
        return self._table

    # --- running -----------------------------------------------------------------------------------

    def come_into_sight(self, plan: str, *, fresh: bool) -> None:  # noqa: ARG002 - it keeps its place
        """Show what belongs to the plan that was looked at."""
        self.show_plan(plan)

    def show_plan(self, wanted: str) -> None:
        """Show the findings on a plan, or on the first of the shelf."""
        cards = self.workspace.cards
        self._plan = wanted if wanted in cards else next(iter(cards), "")
        self._share, self._problem = 0.0, None
        self._show_findings()
        if self._plan and not self._known:
            self.post_message(self.WantFindings(self._plan))

    @property
    def _known(self) -> bool:
        return self.workspace.findings_known(self._plan)

    def findings_told(self, plan: str, share: float, problem: Problem | None) -> None:
        """Show how far the checks are, what they found, or why they failed."""
        if plan != self._plan:
            return
        self._share, self._problem = share, problem
        if self._known:
            self._show_findings()
            self.post_message(self.PlaceChanged())
        else:
            self._show_head()

    def _show_findings(self) -> None:
        self._every = self.workspace.checked(self._plan) if self._plan and self._known else []
        self._fill()

    # --- showing -----------------------------------------------------------------------------------

    def _fill(self) -> None:
        at = self.current
        shown = [c for c in self._every if passes(self.workspace.finding_properties(c), self._selection)]
        self.rows = list(self._grouped(shown))
        width = self._table.container_size.width or self.room
        wide = width >= _NARROW
        columns = [Column(self.say("column.rule"), _RULE), Column(self.say("column.passage"), rest=True)]
        if wide:
            columns.insert(1, Column(self.say("column.where"), _WHERE))
        fill_table(self._table, columns, [(_key(row), self._cells(row, wide)) for row in self.rows], width)
        self._stay_at(at)
        self._show_head()
        self._detail()

    def _stay_at(self, checked: Checked | None) -> None:
        """Keep the cursor on a finding, or move it off the head of the first group."""
        ids = [row.finding.id if isinstance(row, Checked) else "" for row in self.rows]
        if checked and checked.finding.id in ids:
            self._table.move_cursor(row=ids.index(checked.finding.id))
        elif ids and not ids[self._table.cursor_row]:
            self._table.move_cursor(row=min(self._table.cursor_row + 1, len(ids) - 1))

    def _grouped(self, found: list[Checked]) -> Iterator[Checked | str]:
        """The findings in their groups, each group after its head."""
        groups: dict[str, list[Checked]] = {}
        for checked in found:
            groups.setdefault(self._group(checked.finding), []).append(checked)
        self._counts = {name: len(group) for name, group in groups.items()}
        for name in sorted(groups, key=self._rank) if self._grouping != "place" else groups:
            yield name
            yield from groups[name]

    def _group(self, finding: Finding) -> str:
        if self._grouping == "place":
            return next(iter(self.workspace.sections_of(finding.passage)), "")
        return finding.severity if self._grouping == "severity" else finding.rule

    def _rank(self, name: str) -> int:
        by_severity = self._grouping == "severity"
        return (FINDING_SEVERITIES if by_severity else tuple(self.workspace.config.checks)).index(name)

    def _group_name(self, name: str) -> str:
        if self._grouping == "severity":
            return f"{self._sign(name)} {self.say(f'finding_severity.{name}')}"
        if self._grouping == "rule":
            return rule_name(self.locale, name)
        section = self.workspace.plan(self._plan).sections_by_id.get(name)
        return section.label if section else self.say("check.before_sections")

    def _cells(self, row: Checked | str, wide: bool) -> list[Text]:
        if isinstance(row, str):
            cells = [Text("", "bold"), Text(f"{self._group_name(row)}  {self._counts[row]}", "bold")]
            return [*cells[:1], Text(""), cells[1]] if wide else cells
        finding = row.finding
        sign = self._sign(row.state if row.state in STATE_SIGNS else finding.severity)
        style = "dim" if row.state == "dismissed" else ""
        words = safe_line(finding.passage.quote)
        if len(words) > _LONGEST_QUOTE:
            words = f"{words[:_LONGEST_QUOTE]}…"
        cells = [Text(f"{sign} {rule_name(self.locale, finding.rule)}", style), Text(words, style)]
        if wide:
            cells.insert(1, Text(safe_line(self._where(finding.passage)), style))
        return cells

    def _where(self, passage: Passage) -> str:
        return place_name(self.workspace.plan(passage.plan), passage.paragraph)

    def _show_head(self) -> None:
        self.query_one("#checks-head", Static).update(Content(safe(self._head())))

    def _head(self) -> str:
        """How many there are, what became of them, and what was chosen."""
        if self._problem:
            return "\n".join(self.locale.render(message) for message in self._problem.messages)
        if self._plan and not self._known:
            return self.say("check.running", share=f"{self._share:.0%}")
        if not self._every:
            return self.say("check.nothing")
        states = Counter(checked.state for checked in self._every)
        parts = [f"{self.say('finding_state.open')} {self.counts()}"]
        parts += [f"{self.say(f'finding_state.{s}')} {states[s]}" for s in FINDING_STATES[1:] if states[s]]
        filters = chosen(self.facets, self._selection)
        if filters and self._selection != _UNDECIDED_AND_ACCEPTED:
            words = self.say("list.semicolon").join(
                self.say("list.separator").join(values) for values in filters
            )
            shown = sum(isinstance(row, Checked) for row in self.rows)
            parts.append(self.say("flags.shown", count=shown, filters=words))
        return "  ".join(parts)

    def counts(self) -> str:
        """How many findings of each severity are undecided."""
        return finding_counts(self.locale, self._every, FINDING_SEVERITIES)

    def _sign(self, name: str) -> str:
        """The sign of a severity or of a decision."""
        return self.locale.sign(STATE_SIGNS.get(name) or SEVERITY_SIGNS[name])

    @on(DataTable.RowHighlighted)
    def _moved(self) -> None:
        self._detail()
        self.post_message(self.PlaceChanged())

    def _detail(self) -> None:
        row = self._row
        here, there = [], []
        if isinstance(row, Checked):
            notes = FindingNotes(self.workspace, self.locale, row)
            beside = self.screen.has_class("-wide") or self.screen.has_class("-vast")
            here = list(notes.here(with_related=not beside))
            there = list(notes.there()) if beside else []
        elif row is not None and self._grouping == "rule":
            here = [rule_note(self.locale, row, self._counts[row])]
        self.query_one("#checks-here", NotePane).show(here)
        self.query_one("#checks-there", NotePane).show(there)
        self.set_class(not there, "-one-passage")

    # --- choosing ----------------------------------------------------------------------------------

    @property
    def facets(self) -> list[Facet]:
        """What can be filtered by, with how many findings have each value, and the grouping."""
        say = self.say
        plan = self.workspace.plan(self._plan) if self._plan else None
        words = {
            "finding_state": {state: say(f"finding_state.{state}") for state in FINDING_STATES},
            "severity": {s: say(f"finding_severity.{s}") for s in FINDING_SEVERITIES},
            "family": {family: say(f"check_family.{family}") for family in FAMILIES},
            "rule": {c.finding.rule: rule_name(self.locale, c.finding.rule) for c in self._every},
            "certainty": {certainty: say(f"certainty.{certainty}") for certainty in CERTAINTIES},
            "section": {section.id: section.label for section in plan.children("")} if plan else {},
        }
        labels = {name: say(f"facet.{name}") for name in words}
        groupings = tuple(Choice(name, say(f"check.by_{name}")) for name in GROUPINGS)
        rows = [
            {n: v for n, v in self.workspace.finding_properties(c).items() if n in words} for c in self._every
        ]
        return [
            Facet("order", say("facet.grouping"), groupings, single=True),
            *facets_of(rows, words, labels),
        ]

    @property
    def selection(self) -> Selection:
        """What is filtered by, and how it is grouped."""
        return {**self._selection, "order": frozenset({self._grouping})}

    def select(self, selection: Selection) -> None:
        """Show only what passes, in other groups where these were chosen."""
        self._grouping = next(iter(selection.get("order", ())), self._grouping)
        self._selection = {name: wanted for name, wanted in selection.items() if name != "order"}
        self._fill()
        self.post_message(self.PlaceChanged())

    def options(self, hand_in: str) -> Options:
        """The plan; in the summary what was dismissed as well."""
        return Options(plan=self._plan, dismissed=hand_in == "summary")

    # --- what commands need ------------------------------------------------------------------------

    @property
    def _row(self) -> Checked | str | None:
        at = self._table.cursor_row
        return self.rows[at] if 0 <= at < len(self.rows) else None

    @property
    def current(self) -> Checked | None:
        """The finding under the cursor."""
        row = self._row
        return row if isinstance(row, Checked) else None

    @property
    def current_rule(self) -> str:
        """The rule of the finding under the cursor, or of the group whose head is there; empty for none."""
        row = self._row
        if isinstance(row, Checked):
            return row.finding.rule
        return row if row is not None and self._grouping == "rule" else ""

    @property
    def plan_id(self) -> str:
        """The plan whose findings are shown."""
        return self._plan

    @property
    def subject(self) -> tuple[str, str, Passage | None] | None:
        """The passage of the finding under the cursor."""
        checked = self.current
        passage = checked.finding.passage if checked else None
        return ("sentence", passage.paragraph, passage) if passage else None

    def command_open(self) -> None:
        """Show the passage of the finding under the cursor in its text."""
        checked = self.current
        if checked is None:
            self.notify(self.say("app.nothing_to_open"), markup=False)
        else:
            passage = checked.finding.passage
            self.post_message(self.GoTo(passage.paragraph, passage.start))

    def place(self) -> str:
        """Name of the view, and what is undecided."""
        name = self.say("command.view_checks")
        return f"{name} {self.counts()}" if self._every else name

    def command_next_hit(self) -> None:
        """Next finding that nobody decided on."""
        self.seek(range(self._table.cursor_row + 1, len(self.rows)), self._tell_none)

    def command_previous_hit(self) -> None:
        """Previous finding that nobody decided on."""
        self.seek(range(self._table.cursor_row - 1, -1, -1), self._tell_none)

    def _tell_none(self) -> None:
        self.notify(self.say("check.none_left"), markup=False)

    def seek(self, rows: range, otherwise: Callable[[], None] = lambda: None) -> None:
        """Move to the first undecided finding of some rows."""
        undecided = (n for n in rows if isinstance(row := self.rows[n], Checked) and row.state == "open")
        found = next(undecided, None)
        if found is None:
            otherwise()
        else:
            self._table.move_cursor(row=found)

    def decided(self) -> None:
        """After a decision: show it, and go on to the next finding that nobody decided on."""
        at = self._table.cursor_row
        self._show_findings()
        self.seek(range(min(at, max(len(self.rows) - 1, 0)), len(self.rows)))

    def command_next_plan(self) -> None:
        """The findings on the next plan."""
        self._step_plan(1)

    def command_previous_plan(self) -> None:
        """The findings on the previous plan."""
        self._step_plan(-1)

    def _step_plan(self, direction: int) -> None:
        plans = list(self.workspace.cards)
        if self._plan in plans:
            self.show_plan(plans[(plans.index(self._plan) + direction) % len(plans)])
            self.post_message(self.PlaceChanged())


def _key(row: Checked | str) -> str:
    return row.finding.id if isinstance(row, Checked) else f"{_HEAD}{row}"
