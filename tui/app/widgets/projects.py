"""Projects: the entries of a plan's boxes, and how far each has come."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.text import Text
from textual import on
from textual.app import ComposeResult
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Input, Static

from tui.app.widgets.tables import Column, Table, fill_table
from tui.app.widgets.view import View
from tui.plans.model import Passage
from tui.plans.projects import Project
from tui.text.fold import fold
from tui.text.safe import safe, safe_line

if TYPE_CHECKING:
    from tui.locale import Locale
    from tui.workspace import Workspace

_NARROW = 72
_GROUP = 20


class ProjectsView(View):
    """The projects of one plan by box and group; typing narrows the list."""

    def __init__(self, workspace: Workspace, locale: Locale, *, id: str) -> None:
        super().__init__(workspace, locale, id=id)
        self._plan = ""
        self._shown: list[Project] = []

    def compose(self) -> ComposeResult:
        """Head, filter, table, detail."""
        yield Static("", id="projects-head")
        yield Input(placeholder=self.say("projects.filter"), id="projects-filter")
        yield Table(id="projects-table")
        yield Static("", id="projects-detail")

    def come_into_sight(self, plan: str, *, fresh: bool) -> None:  # noqa: ARG002 - it keeps its place
        """Show what belongs to the plan that was looked at."""
        self.show_plan(plan)

    def show_plan(self, wanted: str) -> None:
        """Show the projects of a plan, or of the first plan that has any."""
        with_projects = self._plans()
        self._plan = wanted if wanted in with_projects else next(iter(with_projects), wanted)
        self._fill()

    def _plans(self) -> list[str]:
        return [plan for plan in self.workspace.cards if self.workspace.projects(plan)]

    @property
    def plan_id(self) -> str:
        """The plan whose projects are shown."""
        return self._plan

    @property
    def main_pane(self) -> Widget:
        """The table."""
        return self.query_one(Table)

    def on_resize(self) -> None:
        """Names take the room there is."""
        if self._plan:
            self._fill()

    def refresh_review(self) -> None:
        """Stages and flags anew."""
        if self._plan:
            self._fill()

    @on(Input.Changed, "#projects-filter")
    def _narrow(self) -> None:
        self._fill()

    @on(Input.Submitted, "#projects-filter")
    def _narrowed(self) -> None:
        self.query_one(Table).focus()

    def _fill(self) -> None:
        wanted = fold(self.query_one("#projects-filter", Input).value)
        every = self.workspace.projects(self._plan)
        self._shown = [p for p in every if wanted in fold(f"{p.group}{p.name}{self._box(p)}")]
        width = self.room
        names = ["box", "group", "project", "stage"] if width >= _NARROW else ["project", "stage"]
        columns = [
            Column(self.say(f"column.{name}"), width=_GROUP if name == "group" else 0, rest=name == "project")
            for name in names
        ]
        rows = [(project.id, self._cells(project, names)) for project in self._shown]
        fill_table(self.query_one(Table), columns, rows, width)
        card = self.workspace.cards.get(self._plan)
        head = self.say("projects.none")
        if card and every:
            head = self.say(
                "projects.count",
                plan=card.short,
                boxes=len({project.box for project in every}),
                groups=len({project.paragraph for project in every}),
                total=len(every),
                shown=len(self._shown),
            )
        self.query_one("#projects-head", Static).update(Content(safe_line(head)))
        self._detail()

    def _cells(self, project: Project, names: list[str]) -> list[Text]:
        stage = self.workspace.state.stages.get(project.id)
        flagged = any(
            f.subject_kind == "project" and f.subject_id == project.id for f in self.workspace.state.flags
        )
        before = self.locale.sign("⚑ ") if flagged else ""
        after = self.locale.sign(" ‖") if project.also_in else ""
        texts = {
            "box": self._box(project),
            "group": safe_line(project.group),
            "project": safe_line(before + project.name + after),
            "stage": self.say(f"stage.{stage.stage}") if stage and stage.stage else "",
        }
        return [Text(texts[name]) for name in names]

    def _box(self, project: Project) -> str:
        return self.workspace.plan(self._plan).sections_by_id[project.box].path

    def _detail(self) -> None:
        project = self.current
        lines = []
        if project:
            plan = self.workspace.plan(self._plan)
            box = plan.sections_by_id[project.box]
            owner = plan.sections_by_id.get(box.parent)
            lines = [project.name, f"{box.label} {self.locale.sign('—')} {owner.label if owner else ''}"]
            for other in project.also_in:
                lines.append(self.say("projects.also_in", box=plan.sections_by_id[other].label))
            stage = self.workspace.state.stages.get(project.id)
            if stage:
                shown = self.say(f"stage.{stage.stage or 'unknown'}")
                lines.append(f"{shown}  {stage.note}  {stage.author.name}")
        self.query_one("#projects-detail", Static).update(Content(safe("\n".join(lines))))

    @property
    def current(self) -> Project | None:
        """The project under the cursor."""
        row = self.query_one(Table).cursor_row
        return self._shown[row] if 0 <= row < len(self._shown) else None

    @property
    def subject(self) -> tuple[str, str, Passage | None] | None:
        """The project under the cursor."""
        project = self.current
        paragraph = self.workspace.paragraph(project.paragraph) if project else None
        if project is None or paragraph is None:
            return None
        start = paragraph.text.find(project.name)
        return ("project", project.id, Passage(paragraph.id, start, start + len(project.name), project.name))

    def on_data_table_row_highlighted(self) -> None:
        """The detail follows."""
        self._detail()
        self.post_message(self.PlaceChanged())

    def on_data_table_row_selected(self) -> None:
        """Open the project that was clicked."""
        self.command_open()

    def command_open(self) -> None:
        """Show the printed list."""
        subject = self.subject
        if subject and subject[2]:
            self.post_message(self.GoTo(subject[2].paragraph, subject[2].start))
        else:
            self.notify(self.say("app.nothing_to_open"), markup=False)

    def place(self) -> str:
        """The box of the project under the cursor."""
        return f"{self.say('command.view_projects')} {self._box(self.current) if self.current else ''}"

    def command_find(self) -> None:
        """Type to narrow the list."""
        self.query_one("#projects-filter", Input).focus()

    def command_filter(self) -> None:
        """Narrow the list by typing, as finding does."""
        self.command_find()

    def command_next_plan(self) -> None:
        """The projects of the next plan that has any."""
        self._step_plan(1)

    def command_previous_plan(self) -> None:
        """The projects of the previous plan that has any."""
        self._step_plan(-1)

    def _step_plan(self, direction: int) -> None:
        plans = self._plans()
        if set(plans) <= {self._plan}:
            self.notify(self.say("app.no_other_plan"), markup=False)
        elif self._plan in plans:
            self._plan = plans[(plans.index(self._plan) + direction) % len(plans)]
            self._fill()
            self.post_message(self.PlaceChanged())
