"""Hand-ins, help, palette, language, colours: what concerns the program itself."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from rich.text import Text

from tui.app.commands.base import CommandSet
from tui.app.screens.dialogs import Choice, Field, FormDialog, PickDialog, ReadDialog
from tui.commands import COMMANDS
from tui.locale import LANGUAGES
from tui.messages import Problem
from tui.report.files import build, write_new
from tui.text.width import pad

if TYPE_CHECKING:
    from tui.app.main import PlanReviewApp


class Program(CommandSet):
    """Write a hand-in, help, palette, examples, language, colours."""

    async def command_write(self) -> None:
        """Preview the summary, then write it to a file."""
        text = build("summary", self.workspace, self.locale)
        agreed = await self.screen.ask(
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

        values = await self.screen.ask(
            FormDialog(
                self.say("export.title"),
                [Field(self.say("export.prompt"), "plan-review-summary.md")],
                missing=self.say("app.missing"),
                problem=problem_of,
            )
        )
        if values:
            self.screen.hint("export.done", file=str(Path(values[0]).expanduser().resolve()))

    async def command_help(self) -> None:
        """All keys, those of this view first."""
        await self.screen.ask(ReadDialog(self.say("command.help"), self._help(), self.say("app.help_keys")))

    def _help(self) -> Text:
        here = {"read": "text"}.get(self.screen.view_id, self.screen.view_id)
        own = [c for c in COMMANDS if c.scope == here]
        everywhere = [c for c in COMMANDS if c.scope == "everywhere"]
        elsewhere = [c for c in COMMANDS if c.scope not in (here, "everywhere")]
        text = Text()
        for name, commands in (("here", own), ("everywhere", everywhere), ("elsewhere", elsewhere)):
            if commands:
                text.append(f"{self.say(f'help.{name}')}\n", style="bold")
                for command in commands:
                    text.append(
                        f"  {pad(self.screen.key_of(command.id), 10)}{self.say(f'command.{command.id}')}\n"
                    )
                text.append("\n")
        text.append(self.say("help.signs"))
        return text

    async def command_palette(self) -> None:
        """Every command by name."""

        def choices(typed: str) -> list[Choice]:
            wanted = typed.strip().lower()
            found = []
            for command in COMMANDS:
                name = self.say(f"command.{command.id}")
                if wanted in name.lower() or wanted in command.id:
                    found.append(Choice(command.id, f"{pad(self.screen.key_of(command.id), 10)}{name}"))
            return found

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
        names = list(self.screen.app.available_themes)
        ours = [name for name in ("paper", "paper-dark", "ansi-light") if name in names]
        current = ours.index(self.screen.app.theme) if self.screen.app.theme in ours else -1
        self.screen.app.theme = ours[(current + 1) % len(ours)]
        # The new colours are known to the widgets after the next drawing.
        self.screen.call_after_refresh(self.screen.review_changed)
