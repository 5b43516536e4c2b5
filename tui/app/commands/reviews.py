"""Which review is open: another, a new one, a copy elsewhere; and what to do when it cannot be written."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from tui import places
from tui.app.commands.base import CommandSet
from tui.app.screens.dialogs import Choice, Field, FormDialog, PickDialog, ReadDialog
from tui.messages import Problem
from tui.report.history import history
from tui.review.recent import named_review, reviews
from tui.review.store import title_of

if TYPE_CHECKING:
    from tui.app.main import PlanReviewApp

_NEW, _COPY, _MERGE, _RETRY = "+new", "+copy", "+merge", "+retry"


class Reviews(CommandSet):
    """Open, begin, copy and join reviews."""

    async def command_reviews(self) -> None:
        """Go on with another review, begin one, copy this one, or take in somebody's."""
        current = self.workspace.store.path.resolve()
        known = [path for path in reviews() if path != current]
        actions = ((_NEW, "reviews.new"), (_COPY, "reviews.copy"), (_MERGE, "command.merge"))
        choices = [Choice(value, f"{n}  {self.say(name)}") for n, (value, name) in enumerate(actions, 1)]
        choices += [Choice(str(path), title_of(path), str(path)) for path in known]
        title = self.say("reviews.title", name=self.workspace.store.title() or current.stem)
        picked = await self.screen.ask(PickDialog(title, lambda _: choices, typing=False))
        if picked == _NEW:
            path = await self._name("reviews.new")
            await self._open(path, path.stem if path else "")
        elif picked == _COPY:
            await self.copy()
        elif picked == _MERGE:
            await self.command_merge()
        elif picked:
            await self._open(Path(picked))

    async def _open(self, path: Path | None, title: str = "") -> None:
        if path:
            app: PlanReviewApp = self.screen.app  # type: ignore[assignment]
            self.screen.remember()
            app.open_review(path, title)

    async def _name(self, title: str, attempt: Callable[[Path], None] | None = None) -> Path | None:
        """Ask for a review that is not there yet; `attempt` is what is done with the name."""

        def problem_of(values: list[str]) -> str:
            path = named_review(values[0])
            try:
                if path.exists():
                    raise Problem("reviews.exists", file=str(path))
                if attempt:
                    attempt(path)
            except Problem as problem:
                return self.locale.render(problem.messages[0])
            return ""

        values = await self.screen.ask(
            FormDialog(
                self.say(title),
                [Field(self.say("reviews.name"))],
                missing=self.say("app.missing"),
                problem=problem_of,
                note=self.say("reviews.name_note", folder=str(places.reviews_folder())),
            )
        )
        return named_review(values[0]) if values else None

    async def command_history(self) -> None:
        """Everything that was done in this review, the newest first."""
        lines = list(history(self.workspace, self.locale))[::-1]
        text = "\n".join(lines) or self.say("history.empty")
        await self.screen.ask(
            ReadDialog(self.say("command.history"), text, self.say("app.help_keys"), wide=True)
        )

    async def copy(self) -> bool:
        """Write all that is known of this review to another file, and go on there; False if that was left."""
        path = await self._name("reviews.copy", self.workspace.save_elsewhere)
        if path is None:
            return False
        self.screen.review_changed()
        self.screen.hint("reviews.copied", file=str(path))
        return True

    async def rescue(self, problem: Problem) -> None:
        """Something could not be written: try again, or go on elsewhere; what was to be written is kept."""
        while self.workspace.unwritten:
            choices = [
                Choice(_RETRY, f"1  {self.say('reviews.retry')}"),
                Choice(_COPY, f"2  {self.say('reviews.copy')}"),
            ]
            title = self.locale.render(problem.messages[0])
            picked = await self.screen.ask(PickDialog(title, lambda _: choices, typing=False))  # noqa: B023
            if picked is None:
                self.workspace.unwritten = None
                return
            if picked == _COPY and not await self.copy():
                continue
            try:
                self.workspace.write_unwritten()
                self.screen.review_changed()
            except Problem as again:
                problem = again

    # --- joining -----------------------------------------------------------------------------------

    async def command_merge(self) -> None:
        """Take in what others did in reviews of their own, after showing what that is."""
        found: list[Path] = []

        def problem_of(values: list[str]) -> str:
            path = Path(values[0]).expanduser()
            try:
                self.workspace.brought([path])
            except Problem as problem:
                return self.locale.render(problem.messages[0])
            found[:] = [path]
            return ""

        values = await self.screen.ask(
            FormDialog(
                self.say("command.merge"),
                [Field(self.say("merge.file"))],
                missing=self.say("app.missing"),
                problem=problem_of,
                note=self.say("merge.note"),
            )
        )
        if not values:
            return
        brought = self.workspace.brought(found)
        if not brought.events:
            self.screen.hint("merge.nothing")
            return
        text = "\n".join(self.locale.render(line) for line in brought.told())
        agreed = await self.screen.ask(ReadDialog(self.say("command.merge"), text, self.say("incoming.keys")))
        if agreed:
            self.workspace.merge(found)
            self.screen.review_changed()
            conflicts = len(self.workspace.conflicts())
            self.screen.hint("merge.done", events=len(brought.events), conflicts=conflicts)
