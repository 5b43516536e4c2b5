"""Runs the checks of plans away from the keys, one plan at a time, for whichever view asks."""

from __future__ import annotations

import gc
from collections.abc import Callable
from typing import TYPE_CHECKING

from textual.worker import Worker, get_current_worker

from tui.messages import Problem

if TYPE_CHECKING:
    from textual.app import App

    from tui.workspace import Workspace


class Checker:
    """One run at a time; whoever asked for a plan is told how far it is by `told`.

    Args:
        app: whose thread the keys are served in.
        workspace: keeps what is found.
        told: called in that thread with the id of a plan whenever its checks went on, ended or failed.
    """

    def __init__(self, app: App[None], workspace: Workspace, told: Callable[[str], None]) -> None:
        self._app = app
        self._workspace = workspace
        self._told = told
        self._running = ""
        self._worker: Worker[None] | None = None
        self._waiting: list[str] = []
        self._shares: dict[str, float] = {}
        self._problems: dict[str, Problem] = {}

    def want(self, plan: str) -> None:
        """Run the checks of a plan, soon; nothing where they were run, are running, or failed before."""
        if plan in self._problems:
            self._told(plan)
        elif not self._workspace.findings_known(plan) and plan != self._running:
            # What was asked for last is what is looked at.
            self._waiting = [other for other in self._waiting if other != plan]
            self._waiting.append(plan)
            self._next()

    def share(self, plan: str) -> float:
        """How much of a plan's checks is done, from 0 to 1."""
        return self._shares.get(plan, 0.0)

    def problem(self, plan: str) -> Problem | None:
        """Why the checks of a plan failed; None where they did not."""
        return self._problems.get(plan)

    def forget(self) -> None:
        """Settings have changed: what runs is given up, what failed may be tried again."""
        if self._worker:
            self._worker.cancel()
        self._worker, self._running, self._waiting = None, "", []
        self._shares, self._problems = {}, {}

    def _next(self) -> None:
        if self._running or not self._waiting:
            return
        plan = self._running = self._waiting.pop()
        self._worker = self._app.run_worker(
            lambda: self._run(plan), thread=True, group="checks", exit_on_error=False
        )

    def _run(self, plan: str) -> None:
        worker, tell = get_current_worker(), self._app.call_from_thread
        problem: Problem | None = None
        try:
            for share in self._workspace.checking(plan):
                if worker.is_cancelled:
                    return
                tell(self._went_on, worker, plan, share)
        except Problem as found:
            problem = found
        if not worker.is_cancelled:
            tell(self._ended, worker, plan, problem)

    def _went_on(self, worker: Worker[None], plan: str, share: float) -> None:
        if worker is self._worker:
            self._shares[plan] = share
            self._told(plan)

    def _ended(self, worker: Worker[None], plan: str, problem: Problem | None) -> None:
        if worker is not self._worker:
            return
        self._worker, self._running = None, ""
        # The plans that were read for it stay; looking through them for garbage would halt a key.
        if gc.get_freeze_count():
            gc.freeze()
        if problem:
            self._problems[plan] = problem
        self._told(plan)
        self._next()
