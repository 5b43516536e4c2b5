"""The main screen: views, the status line, the key row, and the commands that move between them."""

from __future__ import annotations

import gc
import unicodedata
from asyncio import Lock, sleep
from collections.abc import Callable
from contextlib import suppress
from functools import cached_property
from inspect import iscoroutine
from typing import TYPE_CHECKING, cast

from textual import events, on
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Container
from textual.content import Content
from textual.screen import Screen
from textual.timer import Timer
from textual.widget import Widget
from textual.widgets import Input, Static

from tui import places
from tui.app.later import VIEW_COMMANDS, VIEW_IDS, command_sets, import_rest, view_class
from tui.app.widgets.bars import KeyRow
from tui.app.widgets.view import View
from tui.commands import COMMANDS, sequences
from tui.messages import Problem
from tui.review.progress import Progress
from tui.review.recent import LastPlace, is_first_start, remember_place
from tui.text.safe import safe, safe_line
from tui.wording import finding_counts

if TYPE_CHECKING:
    from tui.app.checker import Checker
    from tui.app.commands.base import CommandSet
    from tui.app.main import PlanReviewApp
    from tui.app.screens.dialogs import Answer, Dialog
    from tui.app.widgets.comparing import CompareView
    from tui.app.widgets.reading import ReadView
    from tui.locale import Locale
    from tui.workspace import Workspace

_HINT_SECONDS = 4.0
_REMEMBER_AFTER = 0.4
_WRONG_SECONDS = 12.0
#: How often it is looked whether another window wrote to the review.
_LOOK_SECONDS = 1.0


class MainScreen(Screen[None]):
    """Shows one view at a time and carries out commands.

    Args:
        workspace: content and review.
        locale: the language.
        start: the place to begin at.
    """

    BINDINGS = [
        Binding(command.keys, f"command('{command.id}')", id=command.id, show=False) for command in COMMANDS
    ]
    #: The view that is opened says which pane has the focus.
    AUTO_FOCUS = ""
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (72, "-medium"), (108, "-wide"), (160, "-vast")]
    VERTICAL_BREAKPOINTS = [(0, "-short"), (16, "-high")]

    def __init__(self, workspace: Workspace, locale: Locale, start: LastPlace) -> None:
        super().__init__()
        self.workspace = workspace
        self.locale = locale
        self.say = locale.say
        self._start = start
        self.view_id = ""
        self._message_timer: Timer | None = None
        self._memory_timer: Timer | None = None
        self._one_at_a_time = Lock()
        self._keys = {
            keys: command.id for command in COMMANDS for keys in sequences(workspace.config.keys_of(command))
        }
        self._begun: tuple[str, ...] = ()

    def compose(self) -> ComposeResult:
        """Room for the views, then the status line and the key row."""
        yield Container(id="views")
        yield Static("", id="status")
        yield KeyRow(self.locale, self.key_of, id="keys")

    async def on_mount(self) -> None:
        """Open the place where the reviewer was."""
        self.set_interval(_LOOK_SECONDS, self.look_elsewhere)
        if self.workspace.foreign_plans:
            self.call_after_refresh(self.hint, "reviews.foreign", plans=self.workspace.foreign_plans)
        if is_first_start():
            self.call_after_refresh(self.action_command, "tour")
        start = self._start
        known = start.view in VIEW_IDS
        plan = start.paragraph.partition("/")[0]
        if known and plan in self.workspace.cards:
            try:
                await self.open_passage(start.paragraph, start.offset, leave_trail=False)
            except Problem as problem:
                await self._switch("shelf")
                self.tell(problem)
            else:
                if start.view != "read":
                    await self._switch(start.view)
        else:
            await self._switch(start.view if known and start.view != "read" else "shelf")
        self.view.main_pane.call_after_refresh(self.run_worker, self._get_ready)

    async def _get_ready(self) -> None:
        """Import what keys will need, now that the first screen is seen; between modules keys are served."""
        for _ in import_rest():
            await sleep(0)
        if not gc.isenabled():
            gc.freeze()
            gc.enable()

    # --- views -----------------------------------------------------------------------------------

    @property
    def view(self) -> View:
        """The view that is seen."""
        return self.query_one(f"#{self.view_id}", View)

    @property
    def reading(self) -> ReadView | None:
        """The reading view, once it was opened."""
        found = self.query("#read")
        # One that is only being made has no text yet.
        return cast("ReadView", found.first()) if found and found.first().is_mounted else None

    async def _switch(self, view_id: str) -> View:
        """Show a view, made when it is first asked for."""
        if not self.query(f"#{view_id}"):
            kind = view_class(view_id)
            await self.query_one("#views").mount(kind(self.workspace, self.locale, id=view_id))
            fresh = True
        else:
            fresh = False
        plan = self.view.plan_id if self.view_id else ""
        self.view_id = view_id
        for other in self.query_one("#views").children:
            other.display = other.id == view_id
        view = self.view
        view.come_into_sight(plan, fresh=fresh)
        self._focus(view.main_pane)
        self.query_one(KeyRow).show_view(view_id)
        self.show_place()
        return view

    async def _turn_to(self, command_id: str) -> None:
        """Show the view of a command; say so where it is shown already."""
        view_id = command_id.removeprefix("view_")
        if view_id == self.view_id and self.focused is self.view.main_pane:
            self.hint("app.already_here", view=self.say(f"command.{command_id}"))
        await self._switch(view_id)

    async def open_passage(self, paragraph: str, offset: int = 0, *, leave_trail: bool = True) -> None:
        """Show a passage in the text."""
        plan = self.workspace.plan(paragraph.partition("/")[0])
        view = cast("ReadView", await self._switch("read"))
        view.open(plan, paragraph, offset, leave_trail=leave_trail)

    @on(View.GoTo)
    async def _go_to(self, message: View.GoTo) -> None:
        try:
            await self.open_passage(message.paragraph, message.offset)
        except Problem as problem:
            self.tell(problem)

    @on(View.WantFindings)
    def _check(self, message: View.WantFindings) -> None:
        self.checker.want(message.plan)

    def _findings_told(self, plan: str) -> None:
        for view in self.query(View):
            view.findings_told(plan, self.checker.share(plan), self.checker.problem(plan))

    @on(View.FocusPane)
    def _focus_wanted(self, message: View.FocusPane) -> None:
        self._focus(message.pane)

    @on(View.PlaceChanged)
    def show_place(self) -> None:
        """The status line: plan, level and kind, place, flags, progress."""
        if not self.view_id:
            return
        view, sign = self.view, self.locale.sign
        card = self.workspace.cards.get(view.plan_id)
        parts = [view.place()]
        if card and self.view_id != "shelf":
            kind = f"{self.say(f'level.{card.level}')}{sign('·')}{self.say(f'kind.{card.kind}')}"
            # Where there is little room, the tree tells the plan, and the place counts before it.
            short = "" if self.has_class("-medium") and self.view_id == "read" else f"  {card.short}"
            parts.insert(self.has_class("-narrow"), f"{kind}{short}")
        if card and self.view_id == "read":
            parts.append(self._progress(card.id, cast("ReadView", view).section))
            parts.append(self._findings(card.id))
        parts.append(f"{sign('⚑')}{len(self.workspace.state.flags)}")
        if self.workspace.author:
            parts.append(self.workspace.author.name)
        if self.workspace.store.path != places.default_review():
            parts.append(self.workspace.store.title() or self.workspace.store.path.stem)
        if self._message_timer is None:
            shown = sign("  │  ").join(part for part in parts if part)
            self.query_one("#status", Static).update(Content(safe_line(shown)), layout=False)
        if self._memory_timer is None:
            self._memory_timer = self.set_timer(_REMEMBER_AFTER, self.remember)

    def _progress(self, plan: str, section: str) -> str:
        """How far the section and the plan were looked at."""
        found = self.workspace.progress(plan)
        whole, here = found.get("", Progress()), found.get(section, Progress())
        values = {"reviewed": whole.reviewed, "total": whole.sentences}
        if not section:
            return self.say("app.progress", **values)
        return self.say("app.progress_here", here=here.reviewed, of=here.sentences, **values)

    def _findings(self, plan: str) -> str:
        """How many errors and warnings of the checks are undecided; empty while they have not been run."""
        if not self.workspace.findings_known(plan):
            return ""
        return finding_counts(self.locale, self.workspace.checked(plan), ("error", "warning"))

    def look_elsewhere(self) -> None:
        """Show what another window did and what changed in the settings.

        A review file that cannot be read now is told when it is needed.
        """
        app: PlanReviewApp = self.app  # type: ignore[assignment]
        app.look_at_settings()
        with suppress(Problem):
            if self.view_id and self.workspace.look_elsewhere():
                self.review_changed()
                self.hint("reviews.changed_elsewhere")

    def review_changed(self) -> None:
        """Show flags, values and progress anew."""
        self.view.refresh_review()
        self.show_place()

    def remember(self) -> None:
        """Keep the place for the next start."""
        self._memory_timer = None
        reading = self.reading
        sentence = reading.text.sentence if reading else None
        if sentence is None and self.view_id == "read":
            return
        place = LastPlace(
            self.view_id, sentence.paragraph if sentence else "", sentence.start if sentence else 0
        )
        remember_place(self.workspace.store.path, place)

    def tell(self, problem: Problem) -> None:
        """Say what is wrong."""
        text = "\n".join(self.locale.render(message) for message in problem.messages)
        self.show_message(text, wrong=True)

    def hint(self, message_id: str, **values: object) -> None:
        """Say a sentence of the program for a moment."""
        self.show_message(self.say(message_id, **values))

    def show_message(self, text: str, *, wrong: bool = False) -> None:
        """Say something in the status line, for a while.

        Not in a box laid over the text: where such a box crosses the edge of a pane, the painter cuts
        Chinese characters in halves and shows neither.
        """
        status = self.query_one("#status", Static)
        status.set_class(True, "-message")
        status.set_class(wrong, "-wrong")
        status.update(Content(safe(text)))
        if self._message_timer:
            self._message_timer.stop()
        self._message_timer = self.set_timer(_WRONG_SECONDS if wrong else _HINT_SECONDS, self._end_message)

    def _end_message(self) -> None:
        if self._message_timer:
            self._message_timer.stop()
        self._message_timer = None
        self.query_one("#status", Static).remove_class("-message", "-wrong")
        self.show_place()

    # --- commands --------------------------------------------------------------------------------

    @cached_property
    def checker(self) -> Checker:
        """Runs the checks of plans."""
        from tui.app.checker import Checker

        return Checker(self.app, self.workspace, self._findings_told)

    @cached_property
    def _command_sets(self) -> tuple[CommandSet, ...]:
        return command_sets(self)

    def key_of(self, command_id: str) -> str:
        """The key of a command as a person would write it."""
        return self.workspace.config.key_of(command_id)

    async def action_command(self, command_id: str) -> None:
        """Carry out a command: the view's own way, else this screen's, else say that it does not apply."""
        self._begun = ()
        sets = [each for each in self._command_sets if each.for_view in ("", self.view_id)]
        for owner in (self.view, *sets, self):
            method: Callable[[], object] | None = getattr(owner, f"command_{command_id}", None)
            if method is not None:
                self.run_worker(self._carry_out(method), group="commands")
                return
        if command_id in VIEW_COMMANDS:
            await self._turn_to(command_id)
        else:
            self.hint("app.not_here", command=self.say(f"command.{command_id}"))

    async def _carry_out(self, method: Callable[[], object]) -> None:
        """Do what a command does, one after another, asking where it asks; what goes wrong is told."""
        async with self._one_at_a_time:
            try:
                result = method()
                if iscoroutine(result):
                    await result
            except Problem as problem:
                if self.workspace.unwritten:
                    from tui.app.commands.reviews import Reviews

                    await Reviews(self).rescue(problem)
                else:
                    self.tell(problem)

    async def ask(self, dialog: Dialog[Answer]) -> Answer | None:
        """Put a dialog before the reader and wait for the answer."""
        return await self.app.push_screen_wait(dialog)

    async def on_key(self, event: events.Key) -> None:
        """Keys that are pressed one after the other, and what an input method makes of a key.

        Full-width punctuation stands for its key; a Han character means that an input method is on.
        """
        if isinstance(self.focused, Input):
            return
        char = event.character or ""
        key = unicodedata.normalize("NFKC", char) if event.is_printable and char.strip() else event.key
        if await self._go_on(key):
            event.stop()
        elif char.isascii() or not char:
            return
        elif (key,) in self._keys:
            event.stop()
            await self.action_command(self._keys[(key,)])
        elif unicodedata.category(char) == "Lo" and "CJK" in unicodedata.name(char, ""):
            self.hint("app.input_method")

    async def _go_on(self, key: str) -> bool:
        """Take a key that begins a sequence or goes on with one; what it can become is told meanwhile."""
        pressed, self._begun = (*self._begun, key), ()
        following = {keys: name for keys, name in self._keys.items() if keys[: len(pressed)] == pressed}
        if len(pressed) == 1 and (not following or pressed in following):
            return False
        self._end_message()
        if pressed in following:
            await self.action_command(following[pressed])
        elif following:
            self._begun = pressed
            told = (f"{''.join(keys)} {self.say(f'command.{name}')}" for keys, name in following.items())
            self.show_message("   ".join(told))
        elif key != "escape":
            self.hint("app.no_such_keys", keys="".join(pressed))
        return True

    async def command_view_read(self) -> None:
        """The text: of the plan under the cursor on the shelf, else where reading was left."""
        plan = self.view.plan_id
        reading = self.reading
        if reading and reading.plan and (not plan or reading.plan.id == plan or self.view_id != "shelf"):
            await self._turn_to("view_read")
        elif plan:
            await self.open_passage(f"{plan}/")
        else:
            self.hint("app.choose_plan")

    def command_pane_left(self) -> None:
        """The pane to the left."""
        self._focus_pane(-1)

    def command_pane_right(self) -> None:
        """The pane to the right."""
        self._focus_pane(1)

    def _focus_pane(self, direction: int) -> None:
        """Move the focus; on a narrow screen the pane with the focus is the one that is seen."""
        panes = self._panes()
        if panes:
            index = panes.index(self.focused) + direction if self.focused in panes else 0
            if 0 <= index < len(panes):
                self._focus(panes[index])
            else:
                self.hint("app.no_pane")

    def _panes(self) -> list[Widget]:
        return [pane for pane in self.view.query("*") if pane.can_focus and pane.id]

    def _focus(self, pane: Widget) -> None:
        """Give a pane the focus, and let the styles know which one has it."""
        for other in self._panes():
            self.view.set_class(other is pane, f"-at-{other.id}")
        pane.focus()
        # A pane that was hidden can take the focus only once it is seen.
        self.call_after_refresh(pane.focus)

    def on_descendant_focus(self) -> None:
        """However the focus came to a pane, the styles know."""
        if self.view_id and self.focused in self._panes():
            for pane in self._panes():
                self.view.set_class(pane is self.focused, f"-at-{pane.id}")

    def command_zoom(self) -> None:
        """The focused pane alone, or all panes again."""
        self.view.toggle_class("-zoomed")

    async def open_match(self, match_id: str) -> None:
        """Show a match in the comparison."""
        view = cast("CompareView", await self._switch("compare"))
        self.call_after_refresh(view.show_match, match_id)

    def command_back(self) -> None:
        """One level back: end zooming or finding, else the text, else the shelf."""
        view, reading = self.view, self.reading if self.view_id == "read" else None
        if view.has_class("-zoomed"):
            self.command_zoom()
        elif reading and reading.text.marked:
            reading.text.clear_mark()
        elif reading and reading.text.words:
            reading.text.find("")
        elif self.focused is not view.main_pane:
            self._focus(view.main_pane)
        elif reading:
            self.run_worker(self._switch("shelf"))
        elif self.reading and self.reading.plan:
            self.run_worker(self._switch("read"))
        elif self.view_id != "shelf":
            self.run_worker(self._switch("shelf"))
        else:
            self.hint("app.how_to_quit", key=self.key_of("quit"))

    def command_quit(self) -> None:
        """Leave; everything is stored already."""
        self.remember()
        self.app.exit()
