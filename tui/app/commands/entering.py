"""Entering reported values, verdicts of one's own, explanations, and how far projects have come."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import fields

from tui.app.commands.base import CommandSet
from tui.app.screens.dialogs import Choice, Field, FormDialog, PickDialog
from tui.app.screens.writing import WritingDialog, Written, writing_labels
from tui.app.widgets.projects import ProjectsView
from tui.app.widgets.targets import TargetsView
from tui.messages import Problem
from tui.plans.projects import Project
from tui.report.returned import evidence_payload, observation_payload
from tui.review.events import STAGES
from tui.targets.model import STATUSES, Assessment, Evidence, Explanation, Observation, Target
from tui.targets.observations import BY_EVIDENCE, Entry, make_report, series_named
from tui.targets.verdicts import check_verdict
from tui.text.fold import fold


class Entering(CommandSet):
    """Values of targets and stages of projects."""

    async def command_enter_value(self) -> None:
        """Enter a reported value for the target under the cursor, or how far the project there has come."""
        view = self.view
        if isinstance(view, TargetsView) and view.current:
            if await self.known_author():
                await self._enter_value(view.current)
        elif isinstance(view, ProjectsView) and view.current:
            if await self.known_author():
                await self._enter_stage(view.current)
        else:
            self.screen.hint("app.not_here", command=self.say("command.enter_value"))

    async def _enter_value(self, assessment: Assessment) -> None:
        target, say = assessment.target, self.say
        names = ("year", "value", "unit", "source", "note", "series", "definition")
        known = {"unit": target.unit, "series": say("series.actual")}
        values = await self.screen.ask(
            FormDialog(
                target.name,
                [
                    Field(say(f"app.value_{name}"), known.get(name, ""), required=name in ("year", "source"))
                    for name in names
                ],
                missing=say("app.missing"),
                problem=lambda values: self._told(lambda: self._report(target, Entry(*values))),
                note=say("app.evidence_hint" if target.measure in BY_EVIDENCE else "app.value_hint"),
            )
        )
        if values is None:
            return
        entry = Entry(*values)
        report = self._report(target, entry)
        if report is None:
            year, series = int(fold(entry.year)), series_named(entry.series)
            self.workspace.act("observe_remove", "target", target.id, year=year, series=series)
        elif isinstance(report, Evidence):
            self.workspace.act("evidence", "target", target.id, **evidence_payload(report))
        else:
            self.workspace.act("observe", "target", target.id, **observation_payload(report))
        self.screen.review_changed()

    def _report(self, target: Target, entry: Entry) -> Observation | Evidence | None:
        """What was entered; None where a value that was reported is to be taken away.

        Raises:
            Problem: what is wrong with it.
        """
        if not entry.value and not (entry.note and target.measure in BY_EVIDENCE):
            series = series_named(entry.series)
            for known in self.workspace.state.observations:
                if (known.target, str(known.year), known.series) == (target.id, fold(entry.year), series):
                    return None
        first_year = self.workspace.cards[target.plan].period[0]
        return make_report(target, entry, first_year=first_year)

    def _told(self, attempt: Callable[[], object]) -> str:
        """What is wrong with an attempt, as a sentence; empty where nothing is."""
        try:
            attempt()
        except Problem as problem:
            return self.locale.render(problem.messages[0])
        return ""

    async def command_set_verdict(self) -> None:
        """Set another verdict for the target under the cursor, with a reason."""
        view = self.view
        if not isinstance(view, TargetsView) or view.current is None:
            self.screen.hint("app.not_here", command=self.say("command.set_verdict"))
            return
        assessment = view.current
        if not await self.known_author():
            return
        choices = [Choice(s, f"{n}  {self.say(f'status.{s}')}") for n, s in enumerate(STATUSES, 1)]
        if assessment.verdict:
            choices.append(Choice("", f"{len(choices) + 1}  {self.say('verdict.take_back')}"))
        status = await self.screen.ask(PickDialog(assessment.target.name, lambda _: choices, typing=False))
        if status is None:
            return
        reason = ""
        if status:
            values = await self.screen.ask(
                FormDialog(
                    self.say("verdict.title", status=self.say(f"status.{status}")),
                    [Field(self.say("verdict.reason"))],
                    missing=self.say("app.missing"),
                    problem=lambda values: self._told(lambda: check_verdict(assessment, status, values[0])),
                    note=self.say("verdict.note", computed=self.say(f"status.{assessment.status}")),
                )
            )
            if values is None:
                return
            reason = values[0]
        payload = {"status": status, "reason": reason, "computed": assessment.status}
        self.workspace.act("verdict", "target", assessment.target.id, **payload)
        self.screen.review_changed()

    async def command_explain(self) -> None:
        """Write down who leads, why a target is behind, what is done, and whether to adjust it."""
        view = self.view
        if not isinstance(view, TargetsView) or view.current is None:
            self.screen.hint("app.not_here", command=self.say("command.explain"))
            return
        assessment = view.current
        if not await self.known_author():
            return
        told = assessment.explanation
        names = [field.name for field in fields(Explanation)]
        values = await self.screen.ask(
            FormDialog(
                assessment.target.name,
                [Field(self.say(f"column.{n}"), getattr(told, n), required=False) for n in names],
                missing=self.say("app.missing"),
            )
        )
        if values is None:
            return
        changed = {n: v for n, v in zip(names, values, strict=True) if v != getattr(told, n)}
        if changed:
            self.workspace.act("explain", "target", assessment.target.id, **changed)
            self.screen.review_changed()

    async def _enter_stage(self, project: Project) -> None:
        stages = [Choice(s, f"{n}  {self.say(f'stage.{s}')}") for n, s in enumerate(STAGES, 1)]
        stage = await self.screen.ask(PickDialog(project.name, lambda _: stages, typing=False))
        if not stage:
            return
        known = self.workspace.state.stages.get(project.id)
        written = await self.screen.ask(
            WritingDialog(
                writing_labels(self.locale, self.say("projects.note")),
                project.name,
                Written(known.note if known else ""),
                self.workspace.phrases,
            )
        )
        payload = {"stage": stage} if written is None else {"stage": stage, "note": written.note}
        self.workspace.act("stage", "project", project.id, **payload)
        self.screen.review_changed()
