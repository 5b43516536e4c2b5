"""The main screen: views, the key row, the status line, and the commands that work everywhere."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from rich.text import Text
from textual import events, on, work
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Container
from textual.content import Content
from textual.screen import Screen
from textual.timer import Timer
from textual.widget import Widget
from textual.widgets import Input, Static

from tui.app.place import LastPlace, remember_place
from tui.app.screens.dialogs import Choice, Field, FormDialog, NoteDialog, PickDialog, ReadDialog
from tui.app.widgets.bars import KeyRow
from tui.app.widgets.comparing import CompareView
from tui.app.widgets.flags import FlagsView
from tui.app.widgets.projects import ProjectsView
from tui.app.widgets.reading import ReadView
from tui.app.widgets.shelf import ShelfView
from tui.app.widgets.targets import TargetsView
from tui.app.widgets.view import View
from tui.commands import COMMANDS, COMMANDS_BY_ID
from tui.config import FLAG_KINDS, SEVERITIES
from tui.locale import LANGUAGES, Locale
from tui.messages import Problem
from tui.plans.citation import cite, find_path, place_name
from tui.plans.model import Passage, local_id
from tui.plans.projects import Project
from tui.report.files import build, write_new
from tui.review.events import STAGES, Author
from tui.review.state import Flag
from tui.targets.loading import make_observation
from tui.targets.model import Observation, Target
from tui.text.safe import safe, safe_line
from tui.text.width import pad
from tui.workspace import Workspace

if TYPE_CHECKING:
    from tui.app.main import PlanReviewApp

_VIEWS: dict[str, tuple[str, type[View]]] = {
    "view_shelf": ("shelf", ShelfView),
    "view_read": ("read", ReadView),
    "view_targets": ("targets", TargetsView),
    "view_compare": ("compare", CompareView),
    "view_projects": ("projects", ProjectsView),
    "view_review": ("review", FlagsView),
}
_MOST_HITS = 200
_REACH = 16
_HINT_SECONDS = 4.0
_WRONG_SECONDS = 12.0


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
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (72, "-medium"), (108, "-wide")]
    VERTICAL_BREAKPOINTS = [(0, "-short"), (16, "-high")]

    def __init__(self, workspace: Workspace, locale: Locale, start: LastPlace) -> None:
        super().__init__()
        self.workspace = workspace
        self.locale = locale
        self.say = locale.say
        self._start = start
        self._view_id = ""
        self._message_timer: Timer | None = None

    def compose(self) -> ComposeResult:
        """Room for the views, then the status line and the key row."""
        yield Container(id="views")
        yield Static("", id="status")
        yield KeyRow(self.locale, self._keys_of, id="keys")

    async def on_mount(self) -> None:
        """Open the place where the reviewer was."""
        start = self._start
        known = start.view in {view for view, _ in _VIEWS.values()}
        plan = start.paragraph.partition("/")[0]
        if known and plan in self.workspace.cards:
            await self._open_passage(start.paragraph, start.offset, leave_trail=False)
            if start.view != "read":
                await self._switch(start.view)
        else:
            await self._switch(start.view if known and start.view != "read" else "shelf")

    # --- views -----------------------------------------------------------------------------------

    @property
    def view(self) -> View:
        """The view that is seen."""
        return self.query_one(f"#{self._view_id}", View)

    @property
    def reading(self) -> ReadView | None:
        """The reading view, once it was opened."""
        found = self.query(ReadView)
        return found.first() if found else None

    async def _switch(self, view_id: str) -> View:
        """Show a view, made when it is first asked for."""
        if not self.query(f"#{view_id}"):
            kind = next(kind for name, kind in _VIEWS.values() if name == view_id)
            await self.query_one("#views").mount(kind(self.workspace, self.locale, id=view_id))
            fresh = True
        else:
            fresh = False
        plan = self.view.plan_id if self._view_id else ""
        self._view_id = view_id
        for other in self.query_one("#views").children:
            other.display = other.id == view_id
        view = self.view
        if isinstance(view, (TargetsView, ProjectsView)):
            view.show_plan(plan)
        elif not fresh:
            view.refresh_review()
        self._focus(view.main_pane)
        self._show_place()
        return view

    async def _open_passage(self, paragraph: str, offset: int = 0, *, leave_trail: bool = True) -> None:
        """Show a passage in the text."""
        plan = self.workspace.plan(paragraph.partition("/")[0])
        view = await self._switch("read")
        assert isinstance(view, ReadView)
        # The pane has no width before its first layout; only then can it show the sentence.
        self.call_after_refresh(self._show_passage, view, plan.id, paragraph, offset, leave_trail)

    def _show_passage(
        self, view: ReadView, plan: str, paragraph: str, offset: int, leave_trail: bool
    ) -> None:
        view.open(self.workspace.plan(plan), paragraph, offset, leave_trail=leave_trail)
        self._show_place()

    @on(View.GoTo)
    async def _go_to(self, message: View.GoTo) -> None:
        try:
            await self._open_passage(message.paragraph, message.offset)
        except Problem as problem:
            self._tell(problem)

    @on(View.PlaceChanged)
    def _show_place(self) -> None:
        """The status line: plan, level and kind, place, flags, progress."""
        if not self._view_id:
            return
        view = self.view
        card = self.workspace.cards.get(view.plan_id)
        parts = []
        if card and self._view_id != "shelf":
            parts.append(f"{self.say(f'level.{card.level}')}·{self.say(f'kind.{card.kind}')}  {card.short}")
        parts.append(view.place())
        if card and isinstance(view, ReadView):
            progress = self.workspace.progress(card.id)
            parts.append(self.say("app.progress", reviewed=progress.reviewed, total=progress.sentences))
        parts.append(f"⚑{len(self.workspace.state.flags)}")
        if self.workspace.author:
            parts.append(self.workspace.author.name)
        if self._message_timer is None:
            shown = "  │  ".join(part for part in parts if part)
            self.query_one("#status", Static).update(Content(safe_line(shown)))
        self._remember()

    def _remember(self) -> None:
        reading = self.reading
        sentence = reading.text.sentence if reading else None
        place = LastPlace(
            self._view_id, sentence.paragraph if sentence else "", sentence.start if sentence else 0
        )
        remember_place(self.workspace.store.path, place)

    def _tell(self, problem: Problem) -> None:
        """Say what is wrong."""
        text = "\n".join(self.locale.render(message) for message in problem.messages)
        self.show_message(text, wrong=True)

    def _hint(self, message_id: str, **values: object) -> None:
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
        self._message_timer = None
        self.query_one("#status", Static).remove_class("-message", "-wrong")
        self._show_place()

    # --- commands --------------------------------------------------------------------------------

    def _keys_of(self, command_id: str) -> str:
        return shown_key(self.workspace.config.keys.get(command_id, COMMANDS_BY_ID[command_id].keys))

    async def action_command(self, command_id: str) -> None:
        """Carry out a command: the view's own way, else this screen's, else say that it does not apply."""
        for owner in (self.view, self):
            method: Callable[[], object] | None = getattr(owner, f"command_{command_id}", None)
            if method is None:
                continue
            try:
                result = method()
                if hasattr(result, "__await__"):
                    await result
            except Problem as problem:
                self._tell(problem)
            return
        if command_id in _VIEWS:
            await self._switch(_VIEWS[command_id][0])
        else:
            self._hint("app.not_here", command=self.say(f"command.{command_id}"))

    async def on_key(self, event: events.Key) -> None:
        """Full-width punctuation stands for its key; a Han character means that an input method is on."""
        char = event.character or ""
        if not char or char.isascii():
            return
        half = unicodedata.normalize("NFKC", char)
        aliases = {
            "?": "help",
            ":": "palette",
            "/": "find",
            "*": "search",
            "{": "previous_paragraph",
            "}": "next_paragraph",
        }
        if half in aliases:
            event.stop()
            await self.action_command(aliases[half])
        elif unicodedata.category(char) == "Lo" and "CJK" in unicodedata.name(char, ""):
            self._hint("app.input_method")

    async def command_view_read(self) -> None:
        """The text: of the plan under the cursor on the shelf, else where reading was left."""
        plan = self.view.plan_id
        reading = self.reading
        if reading and reading.plan and (not plan or reading.plan.id == plan or self._view_id != "shelf"):
            await self._switch("read")
        elif plan:
            await self._open_passage(f"{plan}/")
        else:
            self._hint("app.choose_plan")

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
            self._focus(panes[max(0, min(index, len(panes) - 1))])

    def _panes(self) -> list[Widget]:
        return [pane for pane in self.view.query("*") if pane.can_focus and pane.id]

    def _focus(self, pane: Widget) -> None:
        """Give a pane the focus, and let the styles know which one has it."""
        for other in self._panes():
            self.view.set_class(other is pane, f"-at-{other.id}")
        pane.focus()
        # A pane that was hidden can take the focus only once it is seen.
        self.call_after_refresh(pane.focus)

    def command_zoom(self) -> None:
        """The focused pane alone, or all panes again."""
        focused = self.focused
        if focused is None:
            return
        zoomed = not self.view.has_class("-zoomed")
        self.view.set_class(zoomed, "-zoomed")
        for pane in self.view.query("*"):
            if pane.can_focus:
                pane.set_class(pane is focused, "-zoom")

    def command_open(self) -> None:
        """Enter on a sentence: what became of it, or where it comes from."""
        subject = self.view.subject
        matches = self.workspace.matches_of(subject[2]) if subject and subject[2] else []
        if matches and isinstance(self.view, ReadView):
            self._show_match(matches[0].id)
        else:
            self._hint("app.no_match_here")

    @work
    async def _show_match(self, match_id: str) -> None:
        match = next(m for m in self.workspace.matches() if m.id == match_id)
        view = await self._switch("compare")
        assert isinstance(view, CompareView)
        self.call_after_refresh(view.show_match, match)

    def command_back(self) -> None:
        """One level back: end zooming or finding, else the text, else the shelf."""
        view = self.view
        if view.has_class("-zoomed"):
            self.command_zoom()
        elif isinstance(self.focused, Input):
            view.main_pane.focus()
        elif isinstance(view, ReadView) and view.text.words:
            view.text.find("")
        elif isinstance(view, ReadView) and not view.text.has_focus:
            self._focus(view.main_pane)
        elif isinstance(view, ReadView):
            self.run_worker(self._switch("shelf"))
        elif self.reading and self.reading.plan:
            self.run_worker(self._switch("read"))
        elif self._view_id != "shelf":
            self.run_worker(self._switch("shelf"))

    def command_quit(self) -> None:
        """Leave; everything is stored already."""
        self._remember()
        self.app.exit()

    # --- going and finding -----------------------------------------------------------------------

    @work
    async def command_go_to(self) -> None:
        """Ask for a path and go there: in this plan, else in the only plan that has it, else ask."""
        typed = await self.app.push_screen_wait(
            FormDialog(
                self.say("goto.title"),
                [Field(self.say("goto.prompt"))],
                missing=self.say("app.missing"),
                problem=lambda values: "" if self._places(values[0]) else self._no_place(values[0]),
            )
        )
        if not typed:
            return
        found = self._places(typed[0])
        chosen: str | None = found[0]
        if len(found) > 1 and found[0].partition("/")[0] != self.view.plan_id:
            chosen = await self.app.push_screen_wait(
                PickDialog(self.say("goto.title"), lambda _: self._place_choices(found), typing=False)
            )
        if chosen:
            await self._open_passage(chosen)

    def _places(self, typed: str) -> list[str]:
        """Where a path leads: the current plan first, alone if it has the path."""
        current = self.view.plan_id
        if current in self.workspace.cards:
            here = find_path(self.workspace.plan(current), typed)
            if here:
                return [here]
        return [found for plan in self.workspace.plans() if (found := find_path(plan, typed))]

    def _place_choices(self, paragraphs: list[str]) -> list[Choice]:
        choices = []
        for paragraph in paragraphs:
            plan = self.workspace.plan(paragraph.partition("/")[0])
            choices.append(Choice(paragraph, plan.card.short, plan.paragraphs_by_id[paragraph].text[:60]))
        return choices

    def _no_place(self, typed: str) -> str:
        card = self.workspace.cards.get(self.view.plan_id)
        return self.say(
            "goto.unknown", plan=card.short if card else self.say("command.view_shelf"), place=typed
        )

    @work
    async def command_find(self) -> None:
        """Find words in the text of this plan."""
        reading = self.reading
        if reading is None or self._view_id != "read":
            self._hint("app.not_here", command=self.say("command.find"))
            return
        values = await self.app.push_screen_wait(
            FormDialog(
                self.say("command.find"),
                [Field(self.say("search.prompt"), reading.text.words)],
                missing=self.say("app.missing"),
            )
        )
        if values is None:
            return
        count = reading.text.find(values[0])
        if count:
            self._hint("app.found", count=count)
        else:
            self._hint("search.none", query=values[0])
        self._show_place()

    def command_next_hit(self) -> None:
        """The next place where the words stand."""
        self._step_hit(1)

    def command_previous_hit(self) -> None:
        """The previous place where the words stand."""
        self._step_hit(-1)

    def _step_hit(self, direction: int) -> None:
        reading = self.reading
        if reading is None or self._view_id != "read" or not reading.text.words:
            self._hint("app.nothing_searched")
            return
        number, total = reading.text.step_hit(direction)
        self._hint("app.hit", number=number, total=total)

    @work
    async def command_search(self) -> None:
        """Find words in all plans, and go to the place that is picked."""
        reading = self.reading
        dialog = PickDialog(
            self.say("search.title"),
            self._hit_choices,
            prompt=self.say("search.prompt"),
            count=self._hit_count,
            initial=reading.text.words if reading else "",
        )
        picked = await self.app.push_screen_wait(dialog)
        if not picked:
            return
        paragraph, _, offset = picked.rpartition("@")
        await self._open_passage(paragraph, int(offset))
        query = dialog.typed

        def mark() -> None:
            if self.reading:
                self.reading.text.words = query
                self.reading.text.refresh()

        self.call_after_refresh(mark)

    def _hit_choices(self, typed: str) -> list[Choice]:
        choices: list[Choice] = []
        for hit in self.workspace.search(typed).hits[:_MOST_HITS]:
            plan = self.workspace.plan(hit.entry.id.partition("/")[0])
            start, end = hit.spans[0]
            text = hit.entry.text
            around = f"{'…' if start > _REACH else ''}{text[max(0, start - _REACH) : end + 2 * _REACH]}"
            where = f"{plan.card.short} {place_name(plan, hit.entry.id)} {local_id(hit.entry.id)}"
            times = f" ×{len(hit.spans)}" if len(hit.spans) > 1 else ""
            choices.append(Choice(f"{hit.entry.id}@{start}", around, where + times))
        return choices

    def _hit_count(self, typed: str) -> str:
        found = self.workspace.search(typed)
        if not typed.strip():
            return ""
        if len(found.hits) > _MOST_HITS:
            return self.say("app.first_hits", shown=_MOST_HITS, total=found.total, paragraphs=len(found.hits))
        return self.say("search.total", total=found.total, paragraphs=len(found.hits))

    # --- reviewing -------------------------------------------------------------------------------

    async def _known_author(self) -> bool:
        """Make sure that we know who reviews; False if the question was left."""
        return self.workspace.author is not None or await self._ask_author()

    async def _ask_author(self) -> bool:
        known = self.workspace.author or Author("")
        values = await self.app.push_screen_wait(
            FormDialog(
                self.say("app.who"),
                [
                    Field(self.say("app.who_name"), known.name),
                    Field(self.say("app.who_unit"), known.unit, required=False),
                ],
                missing=self.say("app.missing"),
                note=self.say("app.who_note"),
            )
        )
        if values is None:
            return False
        try:
            self.workspace.name_author(Author(values[0], values[1]))
        except Problem as problem:
            self._tell(problem)
        self._show_place()
        return True

    @work
    async def command_who(self) -> None:
        """Change who reviews."""
        await self._ask_author()

    @work
    async def command_flag(self) -> None:
        """Flag with the default kind, at once."""
        config = self.workspace.config
        await self._flag(config.flag_kind, config.flag_severity)

    @work
    async def command_flag_with(self) -> None:
        """Flag with a kind and severity that are asked for."""
        kinds = [Choice(k, f"{n}  {self.say(f'flag_kind.{k}')}") for n, k in enumerate(FLAG_KINDS, 1)]
        kind = await self.app.push_screen_wait(
            PickDialog(self.say("command.flag_with"), lambda _: kinds, typing=False)
        )
        if not kind:
            return
        severities = [Choice(s, f"{n}  {self.say(f'severity.{s}')}") for n, s in enumerate(SEVERITIES, 1)]
        severity = await self.app.push_screen_wait(
            PickDialog(self.say(f"flag_kind.{kind}"), lambda _: severities, typing=False)
        )
        if severity:
            await self._flag(kind, severity)

    async def _flag(self, kind: str, severity: str) -> Flag | None:
        subject = self.view.subject
        if subject is None:
            self._hint("app.nothing_to_flag")
            return None
        if not await self._known_author():
            return None
        subject_kind, subject_id, passage = subject
        try:
            event = self.workspace.act(
                "flag", subject_kind, subject_id, passage, kind=kind, severity=severity, note=""
            )
        except Problem as problem:
            self._tell(problem)
            return None
        self._review_changed()
        self._hint(
            "app.flagged", kind=self.say(f"flag_kind.{kind}"), severity=self.say(f"severity.{severity}")
        )
        return next((flag for flag in self.workspace.state.flags if flag.id == event.id), None)

    def _flag_here(self) -> Flag | None:
        """The last flag on what is under the cursor."""
        if isinstance(self.view, FlagsView):
            return self.view.current
        subject = self.view.subject
        if subject is None:
            return None
        kind, identifier, passage = subject
        for flag in reversed(self.workspace.state.flags):
            if (flag.subject_kind, flag.subject_id) != (kind, identifier):
                continue
            if kind != "sentence" or (
                passage and flag.anchor and _overlap(self.workspace.find(flag.anchor).passage, passage)
            ):
                return flag
        return None

    @work
    async def command_comment(self) -> None:
        """Write a comment on the flag here; without one, flag with the default kind first."""
        config = self.workspace.config
        flag = self._flag_here()
        if flag is None and self.view.subject is None:
            self._hint("app.nothing_to_flag")
            return
        if not await self._known_author():
            return
        quote = flag.anchor.quote if flag and flag.anchor else ""
        subject = self.view.subject
        if not quote and subject and subject[2]:
            quote = subject[2].quote
        note = await self.app.push_screen_wait(
            NoteDialog(
                self.say("command.comment"), quote, flag.note if flag else "", self.say("app.note_keys")
            )
        )
        if note is None or (flag and note == flag.note):
            return
        if flag is None:
            flag = await self._flag(config.flag_kind, config.flag_severity)
        if flag is None:
            return
        try:
            self.workspace.act("flag_edit", "flag", flag.id, note=note)
        except Problem as problem:
            self._tell(problem)
            return
        self._review_changed()
        self._hint("app.noted")

    def command_remove_flag(self) -> None:
        """Remove the flag here."""
        flag = self._flag_here()
        if flag is None:
            self._hint("app.no_flag_here")
            return
        self.workspace.act("flag_remove", "flag", flag.id)
        self._review_changed()
        self._hint("app.flag_removed", key=self._keys_of("undo"))

    def command_undo(self) -> None:
        """Take back the last act."""
        event = self.workspace.undo()
        self._review_changed()
        if event:
            self._hint("app.undone", act=self.say(f"event.{event.kind}"))
        else:
            self._hint("app.nothing_to_undo")

    def command_redo(self) -> None:
        """Take back the last undo."""
        event = self.workspace.redo()
        self._review_changed()
        if event:
            self._hint("app.redone", act=self.say(f"event.{event.kind}"))
        else:
            self._hint("app.nothing_to_redo")

    def _review_changed(self) -> None:
        self.view.refresh_review()
        self._show_place()

    def command_copy_citation(self) -> None:
        """Copy the words under the cursor as a citation."""
        view = self.view
        if isinstance(view, (ReadView, CompareView)):
            citation = view.citation()
        else:
            passage = view.subject[2] if view.subject else None
            citation = cite(self.workspace.plan(passage.plan), passage) if passage else ""
        if not citation:
            self._hint("app.nothing_to_copy")
            return
        self.app.copy_to_clipboard(citation)
        self._hint("app.copied", text=citation)

    @work
    async def command_enter_value(self) -> None:
        """Enter a reported value for the target under the cursor, or how far the project there has come."""
        view = self.view
        if isinstance(view, TargetsView) and view.current:
            if await self._known_author():
                await self._enter_value(view.current.target)
        elif isinstance(view, ProjectsView) and view.current:
            if await self._known_author():
                await self._enter_stage(view.current)
        else:
            self._hint("app.not_here", command=self.say("command.enter_value"))

    async def _enter_value(self, target: Target) -> None:

        def problem(values: list[str]) -> str:
            try:
                self._observation(values)
            except Problem as wrong:
                return self.locale.render(wrong.messages[0])
            return ""

        say = self.say
        values = await self.app.push_screen_wait(
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
        try:
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
        except Problem as problem_:
            self._tell(problem_)
            return
        self._review_changed()

    async def _enter_stage(self, project: Project) -> None:
        stages = [Choice(s, f"{n}  {self.say(f'stage.{s}')}") for n, s in enumerate(STAGES, 1)]
        stage = await self.app.push_screen_wait(PickDialog(project.name, lambda _: stages, typing=False))
        if not stage:
            return
        known = self.workspace.state.stages.get(project.id)
        note = await self.app.push_screen_wait(
            NoteDialog(
                self.say("projects.note"),
                project.name,
                known.note if known else "",
                self.say("app.note_keys"),
            )
        )
        payload = {"stage": stage} if note is None else {"stage": stage, "note": note}
        try:
            self.workspace.act("stage", "project", project.id, **payload)
        except Problem as problem:
            self._tell(problem)
            return
        self._review_changed()

    def _observation(self, values: list[str]) -> Observation:
        view = self.view
        assert isinstance(view, TargetsView)
        assert view.current is not None
        year, value, unit, source, note = values
        return make_observation(
            view.current.target, year=year, value=value, unit=unit, source=source, note=note
        )

    # --- hand-ins and the program itself ---------------------------------------------------------

    @work
    async def command_write(self) -> None:
        """Preview the summary, then write it to a file."""
        try:
            text = build("summary", self.workspace, self.locale)
        except Problem as problem:
            self._tell(problem)
            return
        agreed = await self.app.push_screen_wait(
            ReadDialog(self.say("export.title"), text, self.say("app.preview_keys"))
        )
        if not agreed:
            return

        def problem_of(values: list[str]) -> str:
            path = Path(values[0]).expanduser()
            try:
                write_new(path, text)
            except Problem as wrong:
                return self.locale.render(wrong.messages[0])
            return ""

        values = await self.app.push_screen_wait(
            FormDialog(
                self.say("export.title"),
                [Field(self.say("export.prompt"), "plan-review-summary.md")],
                missing=self.say("app.missing"),
                problem=problem_of,
            )
        )
        if values:
            self._hint("export.done", file=str(Path(values[0]).expanduser().resolve()))

    @work
    async def command_help(self) -> None:
        """All keys, those of this view first."""
        await self.app.push_screen_wait(
            ReadDialog(self.say("command.help"), self._help(), self.say("app.help_keys"))
        )

    def _help(self) -> Text:
        here = {"read": "text"}.get(self._view_id, self._view_id)
        own = [c for c in COMMANDS if c.scope == here]
        everywhere = [c for c in COMMANDS if c.scope == "everywhere"]
        elsewhere = [c for c in COMMANDS if c.scope not in (here, "everywhere")]
        text = Text()
        for name, commands in (("here", own), ("everywhere", everywhere), ("elsewhere", elsewhere)):
            if commands:
                text.append(f"{self.say(f'help.{name}')}\n", style="bold")
                for command in commands:
                    text.append(
                        f"  {pad(self._keys_of(command.id), 10)}{self.say(f'command.{command.id}')}\n"
                    )
                text.append("\n")
        text.append(self.say("help.signs"))
        return text

    @work
    async def command_palette(self) -> None:
        """Every command by name."""

        def choices(typed: str) -> list[Choice]:
            wanted = typed.strip().lower()
            found = []
            for command in COMMANDS:
                name = self.say(f"command.{command.id}")
                if wanted in name.lower() or wanted in command.id:
                    found.append(Choice(command.id, f"{pad(self._keys_of(command.id), 10)}{name}"))
            return found

        picked = await self.app.push_screen_wait(
            PickDialog(self.say("command.palette"), choices, prompt=self.say("app.palette_prompt"))
        )
        if picked:
            await self.action_command(picked)

    def command_examples(self) -> None:
        """Try the assessment with invented values, or stop doing so."""
        self.workspace.with_examples = not self.workspace.with_examples
        self._review_changed()
        self._hint("app.examples_on" if self.workspace.with_examples else "app.examples_off")

    def command_switch_language(self) -> None:
        """The other language."""
        app: PlanReviewApp = self.app  # type: ignore[assignment]
        index = LANGUAGES.index(self.locale.language)
        self._remember()
        app.switch_language(LANGUAGES[(index + 1) % len(LANGUAGES)])

    def command_switch_theme(self) -> None:
        """The next colours."""
        names = list(self.app.available_themes)
        ours = [name for name in ("paper", "paper-dark", "textual-ansi") if name in names]
        current = ours.index(self.app.theme) if self.app.theme in ours else -1
        self.app.theme = ours[(current + 1) % len(ours)]
        self._review_changed()


def _overlap(first: Passage, second: Passage) -> bool:
    return first.paragraph == second.paragraph and first.start < second.end and second.start < first.end


_KEY_SIGNS = {
    "slash": "/",
    "asterisk": "*",
    "question_mark": "?",
    "colon": ":",
    "apostrophe": "'",
    "left_curly_bracket": "{",
    "right_curly_bracket": "}",
    "left_square_bracket": "[",
    "right_square_bracket": "]",
}


def shown_key(keys: str) -> str:
    """The first of several keys as a person would write it."""
    first = keys.split(",")[0].strip()
    return _KEY_SIGNS.get(first, first)
