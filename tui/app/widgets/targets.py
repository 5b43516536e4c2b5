"""Targets: the table of a plan with its verdicts, and the arithmetic of the one under the cursor."""

from __future__ import annotations

from collections import Counter

from rich.text import Text
from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widget import Widget
from textual.widgets import DataTable, Static

from tui.app.themes import STATUS_COLOURS
from tui.app.widgets.tables import Column, fill_table
from tui.app.widgets.view import View
from tui.plans.citation import place_name
from tui.plans.model import Passage, local_id
from tui.targets.model import Assessment, Fact, Target
from tui.text.safe import safe, safe_line
from tui.wording import (
    base_text,
    fact_text,
    number_text,
    observation_text,
    reason_text,
    status_text,
    target_text,
)

_NARROW = 64
_WIDE = 100


_SCOPES = ("table", "text", "all")


class TargetsView(View):
    """One plan's targets: the rows of its table, its promises in the text, or all."""

    def __init__(self, *args: object, **settings: object) -> None:
        super().__init__(*args, **settings)  # type: ignore[arg-type]
        self._plan = ""
        self._scope = "table"
        self._assessments: list[Assessment] = []

    def compose(self) -> ComposeResult:
        """Heading, table, detail."""
        yield Static("", id="targets-head")
        yield Static(Content(self.say("target.examples_notice")), id="targets-notice")
        # A status keeps its colour in the row of the cursor.
        yield DataTable(
            id="targets-table",
            cursor_type="row",
            zebra_stripes=False,
            cursor_foreground_priority="renderable",
        )
        with VerticalScroll(id="targets-detail"):
            yield Static("", id="targets-detail-text")

    @property
    def plan_id(self) -> str:
        """The plan whose targets are shown."""
        return self._plan

    def show_plan(self, wanted: str) -> None:
        """Show the targets of a plan, or of the first plan that has any."""
        with_targets = self._plans()
        self._plan = wanted if wanted in with_targets else next(iter(with_targets), wanted)
        if not self._in_scope():
            self._scope = "all"
        self._fill()

    def _plans(self) -> list[str]:
        return [plan for plan in self.workspace.cards if self.workspace.targets(plan)]

    def _in_scope(self) -> list[Assessment]:
        wanted = {"table": (True,), "text": (False,), "all": (True, False)}[self._scope]
        assessments = self.workspace.assessments(self._plan)
        return [a for a in assessments if (a.target.table_row is not None) in wanted]

    def on_resize(self) -> None:
        """Names take the room there is."""
        if self._plan:
            self._fill()

    @property
    def main_pane(self) -> Widget:
        """The table."""
        return self.query_one(DataTable)

    def refresh_review(self) -> None:
        """Verdicts anew."""
        if self._plan:
            self._fill()

    # --- table -----------------------------------------------------------------------------------

    def _fill(self) -> None:
        table = self.query_one(DataTable)
        self._assessments = self._in_scope()
        width = self.size.width or 80
        names = self._columns(width)
        columns = [Column(self.say(f"column.{name}"), rest=name == "indicator") for name in names]
        rows = [(a.target.id, self._cells(a, names)) for a in self._assessments]
        fill_table(table, columns, rows, width)
        if self.current:
            self._show_detail(self.current)
        self._head()

    def _columns(self, width: int) -> list[str]:
        """The columns that there is room for."""
        if width < _NARROW:
            return ["status", "indicator"]
        if width < _WIDE:
            return ["status", "indicator", "nature", "target", "observation"]
        return ["status", "indicator", "nature", "base", "target", "growth", "observation"]

    def _cells(self, assessment: Assessment, names: list[str]) -> list[Text]:
        target = assessment.target
        colour = self.app.theme_variables.get(STATUS_COLOURS[assessment.status], "")
        texts = {
            "status": Text(status_text(self.locale, assessment), style=colour),
            "indicator": Text(self._name_of(assessment)),
            "nature": Text(self.say(f"nature.{target.nature}")),
            "base": Text(base_text(target)),
            "target": Text(target_text(self.locale, target)),
            "growth": Text(target.printed_growth),
            "observation": Text(observation_text(self.locale, assessment.observation, short=True)),
        }
        return [texts[name] for name in names]

    def _name_of(self, assessment: Assessment) -> str:
        """The indicator with its number in the table, and a sign if it is flagged."""
        target = assessment.target
        flags = self.workspace.state.flags
        flagged = any(f.subject_kind == "target" and f.subject_id == target.id for f in flags)
        number = f"{target.table_row}. " if target.table_row else ""
        return safe_line(f"{'⚑ ' if flagged else ''}{number}{target.name}")

    def _head(self) -> None:
        card = self.workspace.cards.get(self._plan)
        lines = []
        if card:
            counts = Counter(a.status for a in self._assessments)
            shown = "  ".join(
                self.say("target.counts", status=self.say(f"status.{s}"), count=n) for s, n in counts.items()
            )
            scope = self.say(f"target.scope_{self._scope}", count=len(self._assessments))
            lines.append(Content(safe(card.short)).stylize("bold") + Content(f"  {scope}  {shown}"))
        if not self._assessments:
            lines.append(Content(self.say("target.no_targets")))
        self.query_one("#targets-head", Static).update(Content("\n").join(lines))
        self.query_one("#targets-notice", Static).display = self.workspace.with_examples

    # --- detail ----------------------------------------------------------------------------------

    def on_data_table_row_highlighted(self, event: DataTable.RowHighlighted) -> None:
        """Show the arithmetic."""
        if 0 <= event.cursor_row < len(self._assessments):
            self._show_detail(self._assessments[event.cursor_row])
            self.post_message(self.PlaceChanged())

    def on_data_table_row_selected(self, event: DataTable.RowSelected) -> None:
        """Show the printed row in the text."""
        self.post_message(self.GoTo(self._assessments[event.cursor_row].target.paragraph))

    def _show_detail(self, assessment: Assessment) -> None:
        target, say = assessment.target, self.say
        plan = self.workspace.plan(target.plan)
        limits = self.workspace.thresholds
        lines = [
            Content(safe(target.name)).stylize("bold"),
            Content(safe(f"{status_text(self.locale, assessment)}  {reason_text(self.locale, assessment)}")),
        ]
        texts = []
        if assessment.method:
            method = say(f"method.{assessment.method}")
            texts.append(
                say("target.detail_method", method=method, ahead=limits.ahead, on_track=limits.on_track)
            )
            texts.append(say("target.detail_trend", trend=say(f"trend.{assessment.trend}")))
        if assessment.observation:
            seen = assessment.observation
            texts.append(
                say(
                    "target.detail_observation",
                    value=number_text(seen.value),
                    unit=seen.unit,
                    year=seen.year,
                    source=seen.source,
                )
            )
        place = place_name(plan, target.paragraph)
        texts.append(
            say("target.detail_passage", plan=plan.card.short, place=place, line=local_id(target.paragraph))
        )
        if target.cells:
            texts.append(say("target.detail_cells", cells=" | ".join(cell or "·" for cell in target.cells)))
        else:
            texts.append(say("target.detail_quote", quote=target.quote))
        if target.note:
            texts.append(target.note)
        if target.lost:
            texts.append(say("target.detail_lost", columns=target.lost))
        if target.category:
            texts.append(
                say("target.detail_category", category=target.category, ground=target.category_ground)
            )
        others = [m for m in self.workspace.mentions(target.indicator) if m.id != target.id]
        if others:
            texts.append(say("target.mentions"))
            texts.extend(self._mention(mention) for mention in others)
        lines.extend(Content(safe(text)) for text in texts)
        self.query_one("#targets-detail-text", Static).update(Content("\n").join(lines))

    def _mention(self, mention: Target | Fact) -> str:
        """One line of the list of mentions: plan, place, name, value."""
        plan = self.workspace.plan(mention.plan)
        value = (
            fact_text(self.locale, mention)
            if isinstance(mention, Fact)
            else f"{target_text(self.locale, mention)} ({mention.target_year})"
        )
        kind = self.say("about.fact" if isinstance(mention, Fact) else "about.target")
        place = f"{place_name(plan, mention.paragraph)} {local_id(mention.paragraph)}"
        return f"  {kind} {plan.card.short} {place}  {mention.name} {value}"

    # --- what commands need ----------------------------------------------------------------------

    @property
    def current(self) -> Assessment | None:
        """The assessment under the cursor."""
        row = self.query_one(DataTable).cursor_row
        return self._assessments[row] if 0 <= row < len(self._assessments) else None

    @property
    def subject(self) -> tuple[str, str, Passage | None] | None:
        """The target under the cursor, with the words it is printed with."""
        if self.current is None:
            return None
        target = self.current.target
        paragraph = self.workspace.paragraph(target.paragraph)
        start = paragraph.text.find(target.quote) if paragraph else -1
        passage = (
            Passage(target.paragraph, start, start + len(target.quote), target.quote) if start >= 0 else None
        )
        return ("target", target.id, passage)

    def place(self) -> str:
        """The indicator under the cursor."""
        return self.current.target.name if self.current else self.say("command.view_targets")

    def command_filter_change(self) -> None:
        """The rows of the table, the promises in the text, or all."""
        self._scope = _SCOPES[(_SCOPES.index(self._scope) + 1) % len(_SCOPES)]
        self._fill()
        self.post_message(self.PlaceChanged())

    def command_next_plan(self) -> None:
        """The targets of the next plan that has any."""
        self._step_plan(1)

    def command_previous_plan(self) -> None:
        """The targets of the previous plan that has any."""
        self._step_plan(-1)

    def _step_plan(self, direction: int) -> None:
        plans = self._plans()
        if self._plan in plans:
            self._scope = "table"
            self.show_plan(plans[(plans.index(self._plan) + direction) % len(plans)])
            self.post_message(self.PlaceChanged())

    def command_next(self) -> None:
        """Next target."""
        self.query_one(DataTable).action_cursor_down()

    def command_previous(self) -> None:
        """Previous target."""
        self.query_one(DataTable).action_cursor_up()
