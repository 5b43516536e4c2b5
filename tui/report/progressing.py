"""How far things have come: 任务落实情况表 and 重大工程项目进展表, with columns that offices fill in."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from tui.compare.tasks import task_id, tasks
from tui.locale import Locale
from tui.plans.citation import place_name
from tui.plans.model import Passage, Plan, local_id
from tui.plans.projects import Project
from tui.report.document import Block, Cell, Document, Heading, Paragraph
from tui.report.layout import load_layout
from tui.report.options import Options
from tui.review.model import Stage
from tui.wording import flag_label
from tui.workspace import Workspace

#: Columns of tasks that offices fill in.
TASK_FIELDS: Final = (
    "lead",
    "body",
    "deadline",
    "progress_made",
    "task_verdict",
    "problems",
    "next_steps",
)
TASKS: Final = ("number", "place", "task", *TASK_FIELDS, "flags")
#: Columns of projects that offices fill in, besides stage and note.
PROJECT_FIELDS: Final = (
    "scale",
    "nature_of_work",
    "investment",
    "years_of_work",
    "invested",
    "pace",
    "body",
    "problems",
)
PROJECTS: Final = ("number", "box", "group", "project", *PROJECT_FIELDS, "stage", "stage_note", "flags")


@dataclass(frozen=True, slots=True)
class _TaskLine:
    """A task: its words, where they are printed, what was filled in, what was flagged in it."""

    passage: Passage
    place: str
    filled: Mapping[str, str]
    flags: str


@dataclass(frozen=True, slots=True)
class _ProjectLine:
    """A project with its box, how far it has come, what was filled in, what was flagged."""

    project: Project
    box: str
    stage: Stage | None
    stage_name: str
    filled: Mapping[str, str]
    flags: str


def _filled_cell(name: str) -> Callable[[_TaskLine | _ProjectLine], Cell]:
    """What an office wrote into a column."""
    return lambda line: line.filled.get(name, "")


_TASK_CELLS: Final[Mapping[str, Callable[[_TaskLine], Cell]]] = {
    "place": lambda line: line.place,
    "task": lambda line: line.passage.quote,
    "flags": lambda line: line.flags,
    **{name: _filled_cell(name) for name in TASK_FIELDS},
}
_PROJECT_CELLS: Final[Mapping[str, Callable[[_ProjectLine], Cell]]] = {
    "box": lambda line: line.box,
    "group": lambda line: line.project.group,
    "project": lambda line: line.project.name,
    "stage": lambda line: line.stage_name,
    "stage_note": lambda line: line.stage.note if line.stage else "",
    "flags": lambda line: line.flags,
    **{name: _filled_cell(name) for name in PROJECT_FIELDS},
}


def build_tasks(workspace: Workspace, locale: Locale, options: Options) -> Document:
    """Every task of a plan with room for who leads, how far it has come and what is next.

    Raises:
        Problem: the plan is not on the shelf, or content cannot be read.
    """
    layout = load_layout(workspace.folders, "tasks", TASKS)
    blocks: list[Block] = [Heading(1, locale.say("hand_in.tasks")), Paragraph(locale.say("tasks.note"))]
    for plan in _plans(workspace, options):
        lines = [
            (f"task:{task_id(passage)}", _task_line(workspace, locale, plan, passage))
            for passage in _tasks(workspace, plan, options.section)
        ]
        if lines:
            blocks += [Heading(2, plan.card.title), layout.table(locale, _TASK_CELLS, lines)]
    return Document(tuple(blocks))


def _tasks(workspace: Workspace, plan: Plan, section: str) -> list[Passage]:
    found = tasks(plan, workspace.themes)
    if not section:
        return found
    wanted = set(workspace.sentences(plan.id).in_section(section))
    return [passage for passage in found if passage in wanted]


def _task_line(workspace: Workspace, locale: Locale, plan: Plan, passage: Passage) -> _TaskLine:
    place = f"{place_name(plan, passage.paragraph)} {local_id(passage.paragraph)}".strip()
    filled = workspace.state.filled.get(f"task:{task_id(passage)}", {})
    flags = [f"{flag_label(locale, flag)} {flag.note}".strip() for flag in workspace.flags_on(passage)]
    return _TaskLine(passage, place, filled, "\n".join(flags))


def build_projects(workspace: Workspace, locale: Locale, options: Options) -> Document:
    """Every project of the boxes with its stage, and room for what the office knows.

    Raises:
        Problem: the plan is not on the shelf, or content cannot be read.
    """
    layout = load_layout(workspace.folders, "projects", PROJECTS)
    blocks: list[Block] = [Heading(1, locale.say("hand_in.projects"))]
    for plan in _plans(workspace, options):
        lines = [
            (f"project:{project.id}", _project_line(workspace, locale, plan, project))
            for project in workspace.projects(plan.id)
            if _is_in(plan, project.box, options.section)
        ]
        if lines:
            blocks += [Heading(2, plan.card.title), layout.table(locale, _PROJECT_CELLS, lines)]
    if len(blocks) == 1:
        blocks.append(Paragraph(locale.say("projects.none")))
    return Document(tuple(blocks))


def _project_line(workspace: Workspace, locale: Locale, plan: Plan, project: Project) -> _ProjectLine:
    stage = workspace.state.stages.get(project.id)
    flags = [flag for flag in workspace.flags(plan.id) if flag.subject_id == project.id]
    return _ProjectLine(
        project=project,
        box=plan.sections_by_id[project.box].path,
        stage=stage,
        stage_name=locale.say(f"stage.{stage.stage}") if stage and stage.stage else "",
        filled=workspace.state.filled.get(f"project:{project.id}", {}),
        flags="\n".join(f"{flag_label(locale, flag)} {flag.note}".strip() for flag in flags),
    )


def _is_in(plan: Plan, box: str, section: str) -> bool:
    above = plan.ancestry(plan.sections_by_id.get(box))
    return not section or any(each.id == section for each in above)


def _plans(workspace: Workspace, options: Options) -> Iterator[Plan]:
    if options.plan:
        yield workspace.plan(options.plan)
    else:
        yield from (plan for plan in workspace.plans() if plan.card.standing == "primary")
