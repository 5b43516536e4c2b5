"""Entering reported values, and how far projects have come."""

from __future__ import annotations

from tui.app.commands.base import CommandSet
from tui.app.screens.dialogs import Choice, Field, FormDialog, NoteDialog, PickDialog
from tui.app.widgets.projects import ProjectsView
from tui.app.widgets.targets import TargetsView
from tui.messages import Problem
from tui.plans.projects import Project
from tui.review.events import STAGES
from tui.targets.loading import make_observation
from tui.targets.model import Observation, Target


class Entering(CommandSet):
    """Values of targets and stages of projects."""

    async def command_enter_value(self) -> None:
        """Enter a reported value for the target under the cursor, or how far the project there has come."""
        view = self.view
        if isinstance(view, TargetsView) and view.current:
            if await self.known_author():
                await self._enter_value(view.current.target)
        elif isinstance(view, ProjectsView) and view.current:
            if await self.known_author():
                await self._enter_stage(view.current)
        else:
            self.screen.hint("app.not_here", command=self.say("command.enter_value"))

    async def _enter_value(self, target: Target) -> None:

        def problem(values: list[str]) -> str:
            try:
                self._observation(values)
            except Problem as wrong:
                return self.locale.render(wrong.messages[0])
            return ""

        say = self.say
        values = await self.screen.ask(
            FormDialog(
                target.name,
                [
                    Field(say("app.value_year")),
                    Field(say("app.value_value")),
                    Field(say("app.value_unit"), target.unit),
                    Field(say("app.value_source")),
                    Field(say("app.value_note"), required=False),
                ],
                missing=say("app.missing"),
                problem=problem,
                note=say("app.value_hint"),
            )
        )
        if values is None:
            return
        observation = self._observation(values)
        self.workspace.act(
            "observe",
            "target",
            target.id,
            year=observation.year,
            value=observation.value,
            unit=observation.unit,
            source=observation.source,
            note=observation.note,
        )
        self.screen.review_changed()

    async def _enter_stage(self, project: Project) -> None:
        stages = [Choice(s, f"{n}  {self.say(f'stage.{s}')}") for n, s in enumerate(STAGES, 1)]
        stage = await self.screen.ask(PickDialog(project.name, lambda _: stages, typing=False))
        if not stage:
            return
        known = self.workspace.state.stages.get(project.id)
        note = await self.screen.ask(
            NoteDialog(
                self.say("projects.note"),
                project.name,
                known.note if known else "",
                self.say("app.note_keys"),
            )
        )
        payload = {"stage": stage} if note is None else {"stage": stage, "note": note}
        self.workspace.act("stage", "project", project.id, **payload)
        self.screen.review_changed()

    def _observation(self, values: list[str]) -> Observation:
        view = self.view
        assert isinstance(view, TargetsView)
        assert view.current is not None
        year, value, unit, source, note = values
        return make_observation(
            view.current.target, year=year, value=value, unit=unit, source=source, note=note
        )
