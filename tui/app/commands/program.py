"""Hand-ins, help, palette, language, colours: what concerns the program itself."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from rich.text import Text

from tui.app.commands.base import CommandSet
from tui.app.screens.dialogs import Choice, Field, FormDialog, PickDialog, ReadDialog
from tui.app.screens.filtering import FilterDialog
from tui.app.themes import OFFERED
from tui.commands import COMMANDS
from tui.locale import LANGUAGES
from tui.messages import Problem
from tui.report.document import Document
from tui.report.files import build, rendered, warnings, write_new
from tui.report.markdown import to_markdown
from tui.report.names import HAND_INS
from tui.report.reading import read_incoming
from tui.report.returned import Incoming
from tui.text.width import pad

if TYPE_CHECKING:
    from tui.app.main import PlanReviewApp

#: The commands whose keys the tour tells.
_IN_TOUR = (
    *("go_to", "flag", "comment", "reviewed", "open", "view_targets", "view_compare", "view_projects"),
    *("view_checks", "view_review", "search", "write", "undo", "help", "palette", "quit"),
)


class Program(CommandSet):
    """Write a hand-in, help, palette, examples, language, colours."""

    async def command_write(self) -> None:
        """Choose a hand-in, preview it, then write it to a file."""
        choices = [Choice(h, f"{n}  {self.say(f'hand_in.{h}')}") for n, h in enumerate(HAND_INS, 1)]
        hand_in = await self.screen.ask(PickDialog(self.say("export.which"), lambda _: choices, typing=False))
        if not hand_in:
            return
        options = self.view.options(hand_in)
        document = build(hand_in, self.workspace, self.locale, options)
        told = warnings(hand_in, self.workspace, self.locale, options)
        head = "".join(f"! {warning}\n" for warning in told)
        text = f"{head}\n{to_markdown(document)}" if told else to_markdown(document)
        agreed = await self.screen.ask(
            ReadDialog(self.say(f"hand_in.{hand_in}"), text, self.say("app.preview_keys"))
        )
        if agreed:
            await self._write(hand_in, document)

    async def _write(self, hand_in: str, document: Document) -> None:
        formats = HAND_INS[hand_in]
        asked: set[Path] = set()

        def problem_of(values: list[str]) -> str:
            path = Path(values[0]).expanduser()
            form = path.suffix.lower().removeprefix(".")
            try:
                if form not in formats:
                    raise Problem("export.format", hand_in=hand_in, format=form, known=", ".join(formats))
                data = rendered(document, form, self.locale, self.workspace.folders)
                # Who is told that the file exists, and says so again, means it.
                write_new(path, data, force=path in asked, exists="export.exists")
                asked.add(path)
            except Problem as wrong:
                if wrong.messages[0].id == "export.exists":
                    asked.add(path)
                return self.locale.render(wrong.messages[0])
            return ""

        values = await self.screen.ask(
            FormDialog(
                self.say("export.title"),
                [Field(self.say("export.prompt"), f"plan-review-{hand_in}.{formats[0]}")],
                missing=self.say("app.missing"),
                problem=problem_of,
                note=self.say("export.formats", known=", ".join(formats)),
            )
        )
        if values:
            self.screen.hint("export.done", file=str(Path(values[0]).expanduser().resolve()))

    async def command_import_file(self) -> None:
        """Take back a filled-in table or reported values, after showing what they would change."""
        found: tuple[Incoming, ...] = ()
        problems: list[str] = []

        def problem_of(values: list[str]) -> str:
            nonlocal found
            try:
                found = read_incoming(Path(values[0]).expanduser(), self.workspace)
            except Problem as wrong:
                problems[:] = [self.locale.render(message) for message in wrong.messages]
                return "\n".join(problems)
            return ""

        values = await self.screen.ask(
            FormDialog(
                self.say("command.import_file"),
                [Field(self.say("export.prompt"))],
                missing=self.say("app.missing"),
                problem=problem_of,
                note=self.say("incoming.note"),
            )
        )
        if values is None:
            return
        if not found:
            self.screen.hint("incoming.none")
            return
        text = "\n".join(self.locale.render(each.told) for each in found)
        title = self.say("incoming.title", count=len(found))
        agreed = await self.screen.ask(ReadDialog(title, text, self.say("incoming.keys")))
        if agreed and await self.known_author():
            self.workspace.take(Path(values[0]).name, [each.act for each in found])
            self.screen.review_changed()
            self.screen.hint("incoming.taken", count=len(found))

    async def command_filter(self) -> None:
        """Choose what the view shows."""
        view = self.view
        if not view.facets:
            self.screen.hint("app.not_here", command=self.say("command.filter"))
            return
        chosen = await self.screen.ask(
            FilterDialog(
                self.say("command.filter"),
                view.facets,
                view.selection,
                self.say("app.filter_keys"),
                self.locale.sign("✓"),
            )
        )
        if chosen is not None:
            view.select(chosen)

    async def command_help(self) -> None:
        """All keys, those of this view first."""
        await self.screen.ask(ReadDialog(self.say("command.help"), self._help(), self.say("app.help_keys")))

    def _help(self) -> Text:
        own = [c for c in COMMANDS if c.works_in(self.screen.view_id)]
        everywhere = [c for c in COMMANDS if c.works_in("everywhere")]
        elsewhere = [c for c in COMMANDS if c not in own and c not in everywhere]
        text = Text()
        for name, commands in (("here", own), ("everywhere", everywhere), ("elsewhere", elsewhere)):
            if commands:
                text.append(f"{self.say(f'help.{name}')}\n", style="bold")
                for command in commands:
                    text.append(f"  {pad(self.screen.key_of(command.id), 10)}{self.name_of(command.id)}\n")
                text.append("\n")
        text.append(self.say("help.signs"))
        return text

    async def command_tour(self) -> None:
        """What the program does, in one page with the keys it really has."""
        keys = {name: self.screen.key_of(name) for name in _IN_TOUR}
        text = self.say("tour.text", **keys)
        await self.screen.ask(ReadDialog(self.say("tour.title"), text, self.say("tour.keys")))

    async def command_palette(self) -> None:
        """Every command by name."""

        def choices(typed: str) -> list[Choice]:
            wanted = typed.strip().lower()
            found = []
            for command in COMMANDS:
                name = self.name_of(command.id)
                if wanted in name.lower() or wanted in command.id:
                    found.append(Choice(command.id, f"{pad(self.screen.key_of(command.id), 10)}{name}"))
            # Ids that begin so come first: `:w` writes and `:q` quits.
            return sorted(found, key=lambda choice: not choice.value.startswith(wanted))

        picked = await self.screen.ask(
            PickDialog(self.say("command.palette"), choices, prompt=self.say("app.palette_prompt"))
        )
        if picked:
            await self.screen.action_command(picked)

    def command_examples(self) -> None:
        """Try the assessment with invented values, or stop doing so."""
        self.workspace.with_examples = not self.workspace.with_examples
        self.screen.review_changed()
        self.screen.hint("app.examples_on" if self.workspace.with_examples else "app.examples_off")

    def command_switch_language(self) -> None:
        """The other language."""
        app: PlanReviewApp = self.screen.app  # type: ignore[assignment]
        index = LANGUAGES.index(self.locale.language)
        self.screen.remember()
        app.switch_language(LANGUAGES[(index + 1) % len(LANGUAGES)])

    def command_switch_theme(self) -> None:
        """The next colours."""
        ours = [name for name in OFFERED if name in self.screen.app.available_themes]
        current = ours.index(self.screen.app.theme) if self.screen.app.theme in ours else -1
        self.screen.app.theme = ours[(current + 1) % len(ours)]
        self.screen.hint("app.theme", theme=self.screen.app.theme)
        # The new colours are known to the widgets after the next drawing.
        self.screen.call_after_refresh(self.screen.review_changed)
