"""The application: themes, safety, and the main screen in a language."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from pathlib import Path

from textual.app import App
from textual.filter import LineFilter
from textual.notifications import SeverityLevel

from tui.app.clipboard import copy_locally
from tui.app.screens.main import MainScreen
from tui.app.themes import THEMES
from tui.app.typesetting import PLAIN_STYLES, STYLES, SafeDisplay, install
from tui.app.widgets.plan_text import AROUND_TEXT
from tui.commands import COMMANDS, COMMANDS_BY_ID
from tui.config import load_config
from tui.locale import Locale
from tui.messages import Problem
from tui.review.recent import LastPlace, last_place
from tui.workspace import Workspace


class PlanReviewApp(App[None]):
    """Shows a workspace.

    Args:
        workspace: content, settings and review.
        locale: the language to begin with.
    """

    CSS_PATH = "styles/app.tcss"
    ENABLE_COMMAND_PALETTE = False
    TITLE = "plan-review"

    def __init__(self, workspace: Workspace, locale: Locale) -> None:
        config = workspace.config
        self._plain = config.plain_signs
        install(ambiguous_width=config.ambiguous_width, plain=self._plain)
        # The style sheet asks for the measure while Textual makes the app.
        self.workspace = workspace
        super().__init__()
        self.locale = self._locale(locale.language)
        self._safe_display = SafeDisplay()
        self._started = False
        self._stamp = config.stamp
        for theme in THEMES:
            self.register_theme(theme)
        wanted = config.theme
        # Known before the first style sheet is parsed; set later, all of them are parsed twice.
        self.set_reactive(App.theme, wanted if wanted in self.available_themes else THEMES[0].name)
        self.set_class(self.current_theme.dark, "-dark-mode")
        self.set_class(not self.current_theme.dark, "-light-mode")
        self.stylesheet.set_variables(self.get_css_variables())

    def on_mount(self) -> None:
        """Keys; and a word where the configured colours are not to be had."""
        config = self.workspace.config
        if config.theme not in self.available_themes:
            known = ", ".join(self.available_themes)
            message = self.locale.say("app.no_theme", theme=config.theme, known=known)
            self.call_after_refresh(self.notify, message, severity="warning", markup=False)
        self._use_keys()
        # Nothing is painted until this has ended: a screen pushed from here would lay out a frame for nobody.
        self.call_later(self._show_main_screen)

    def _show_main_screen(self) -> None:
        self.push_screen(self._main_screen())

    def _use_keys(self) -> None:
        """Give commands the keys of the map in use, where they are not the default ones."""
        config = self.workspace.config
        found = {command.id: config.keys_of(command) for command in COMMANDS}
        self.set_keymap({name: keys for name, keys in found.items() if keys != COMMANDS_BY_ID[name].keys})

    def _main_screen(self) -> MainScreen:
        return MainScreen(self.workspace, self.locale, self._last_place())

    def _last_place(self) -> LastPlace:
        reopen = self.workspace.config.reopen or self._started
        self._started = True
        return last_place(self.workspace.store.path) if reopen else LastPlace()

    def _locale(self, language: str) -> Locale:
        return Locale(language, self.workspace.config.words(language), plain=self._plain)

    def switch_language(self, language: str) -> None:
        """Show everything in another language, at the same place."""
        self.locale = self._locale(language)
        self.switch_screen(self._main_screen())

    def look_at_settings(self) -> None:
        """Take over settings that were changed while the program runs; what is wrong is told once.

        A dialog that is open and a screen that is only being made are left alone; they are looked at again
        afterwards.
        """
        config, screen = self.workspace.config, self.screen
        stamp = config.stamp
        if stamp == self._stamp or not isinstance(screen, MainScreen) or not screen.is_mounted:
            return
        self._stamp = stamp
        screen.remember()
        try:
            changed = load_config(config.extra)
        except Problem as problem:
            text = "\n".join(self.locale.render(message) for message in problem.messages)
            self.notify(text, severity="error", markup=False)
            return
        self.workspace.configure(changed)
        screen.checker.forget()
        self._use_keys()
        if changed.theme != config.theme and changed.theme in self.available_themes:
            self.theme = changed.theme
        elif changed.measure != config.measure:
            self.refresh_css(animate=False)
        language = self.locale.language if changed.language == config.language else changed.language
        self.switch_language(language)
        self.call_after_refresh(self.notify, self.locale.say("app.settings_changed"), markup=False)

    def open_review(self, path: Path, title: str = "") -> None:
        """Go on with another review, where it was left.

        Args:
            path: its file.
            title: the name of a review that begins.

        Raises:
            Problem: the file cannot be opened, read or, for a new one, written.
        """
        self.workspace.open_review(path, title)
        self._started = True
        self.switch_screen(self._main_screen())

    def get_theme_variable_defaults(self) -> dict[str, str]:
        """Our colours in a theme that lacks them, how lines are drawn, and the cells that a text needs."""
        theme = THEMES[1] if self.current_theme.dark else THEMES[0]
        measure = {"text-pane": str(self.workspace.config.measure + AROUND_TEXT)}
        return theme.variables | (PLAIN_STYLES if self._plain else STYLES) | measure

    def get_line_filters(self) -> Sequence[LineFilter]:
        """The filters of Textual, and the net that keeps control characters off the terminal."""
        return [*super().get_line_filters(), self._safe_display]

    def copy_to_clipboard(self, text: str) -> None:
        """Copy through the terminal, which works over SSH, and on this machine where it can be done."""
        super().copy_to_clipboard(text)
        self.run_worker(partial(copy_locally, text), thread=True, exit_on_error=False)

    def notify(
        self,
        message: str,
        *,
        title: str = "",  # noqa: ARG002
        severity: SeverityLevel = "information",
        timeout: float | None = None,  # noqa: ARG002
        markup: bool = True,  # noqa: ARG002
    ) -> None:
        """Say something in the main screen's status line, whoever says it."""
        for screen in self.screen_stack:
            if isinstance(screen, MainScreen):
                screen.show_message(message, wrong=severity == "error")

    def action_help_quit(self) -> None:
        """What ctrl+c says: how to leave, in the reader's language."""
        self.notify(
            self.locale.say("app.how_to_quit", key=self.workspace.config.key_of("quit")), markup=False
        )
