"""One call of the program: what it was given, and how it answers."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from tui.text.safe import safe
from tui.workspace import Workspace, open_workspace

if TYPE_CHECKING:
    from tui.config import Config
    from tui.locale import Locale
    from tui.messages import Message

FINE, ERRORS, WRONG_CALL, INTERRUPTED = 0, 1, 2, 130


class Run:
    """One call: its arguments, settings, language and workspace."""

    def __init__(self, arguments: argparse.Namespace, config: Config, locale: Locale) -> None:
        self.arguments = arguments
        self.config = config
        self.locale = locale
        self.say = locale.say
        self._workspace: Workspace | None = None

    @property
    def workspace(self) -> Workspace:
        """The workspace, opened when it is first needed."""
        if self._workspace is None:
            self._workspace = open_workspace(
                self.config,
                content=self.arguments.content,
                review=self.arguments.review,
                author=self.arguments.author,
            )
        return self._workspace

    def close(self) -> None:
        """Close the review file, if it was opened."""
        if self._workspace:
            self._workspace.store.close()

    def show(self, data: object, lines: Callable[[], Sequence[str]]) -> int:
        """Print data as JSON if asked, else as lines; warnings go to stderr and count as errors."""
        if self.arguments.json:
            print(json.dumps(data, ensure_ascii=False, indent=1))
        else:
            for line in lines():
                print(safe(line))
        warnings = self._workspace.warnings if self._workspace else []
        narrate(self.locale, warnings)
        return ERRORS if warnings else FINE


def narrate(locale: Locale, messages: Sequence[Message]) -> None:
    """Say sentences on stderr."""
    for message in messages:
        print(safe(locale.render(message)), file=sys.stderr)
