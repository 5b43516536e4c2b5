"""What all views have in common: they show the workspace, carry out commands, and say where they are."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.containers import Container
from textual.message import Message
from textual.widget import Widget

from tui.report.options import Options

if TYPE_CHECKING:
    from tui.app.screens.filtering import Facet
    from tui.locale import Locale
    from tui.messages import Problem
    from tui.plans.model import Passage
    from tui.selection import Selection
    from tui.workspace import Workspace


class View(Container):
    """A view of the main screen.

    A command is a method `command_<id>`; a view that has none for a key leaves it to the main screen.
    Views send messages up and are told what to show.
    """

    class GoTo(Message):
        """A reader wants to see a passage in the text."""

        def __init__(self, paragraph: str, offset: int = 0) -> None:
            self.paragraph = paragraph
            self.offset = offset
            super().__init__()

    class FocusPane(Message):
        """A pane of the view is to have the focus."""

        def __init__(self, pane: Widget) -> None:
            self.pane = pane
            super().__init__()

    class WantFindings(Message):
        """The checks of a plan are to be run, if they were not."""

        def __init__(self, plan: str) -> None:
            self.plan = plan
            super().__init__()

    class PlaceChanged(Message):
        """The view stands somewhere else; the status line should say so."""

    def __init__(self, workspace: Workspace, locale: Locale, *, id: str) -> None:
        super().__init__(id=id)
        self.workspace = workspace
        self.locale = locale
        self.say = locale.say

    @property
    def room(self) -> int:
        """How many cells wide it is; as wide as the screen while it is hidden, and before it is laid out."""
        return self.size.width or self.app.size.width

    @property
    def main_pane(self) -> Widget:
        """The pane where reading goes on when the view is opened."""
        raise NotImplementedError

    @property
    def facets(self) -> list[Facet]:
        """What the view can be filtered by; nothing if it cannot."""
        return []

    @property
    def selection(self) -> Selection:
        """What the view is filtered by."""
        return {}

    def select(self, selection: Selection) -> None:
        """Show only what passes."""

    def options(self, hand_in: str) -> Options:  # noqa: ARG002 - a view may answer by hand-in
        """What a hand-in that is asked for here is to hold."""
        return Options()

    def step_paragraph(self, direction: int) -> bool:  # noqa: ARG002 - not every view has them
        """Move to the next or previous paragraph of what is shown; False if nothing moved."""
        return False

    def step_section(self, direction: int) -> bool:  # noqa: ARG002 - not every view has them
        """Move to the next or previous section of what is shown; False if nothing moved."""
        return False

    def come_into_sight(self, plan: str, *, fresh: bool) -> None:  # noqa: ARG002 - a view may show a plan
        """The view is shown.

        Args:
            plan: the plan that was looked at before; empty for none.
            fresh: whether the view was only now made.
        """
        if not fresh:
            self.refresh_review()

    def refresh_review(self) -> None:
        """The review changed: show flags, values and progress anew."""

    def findings_told(self, plan: str, share: float, problem: Problem | None) -> None:
        """The checks of a plan went on, ended or failed.

        Args:
            plan: its id.
            share: how much is done, from 0 to 1.
            problem: why they failed.
        """

    def place(self) -> str:
        """Where the view stands, for the status line."""
        return ""

    @property
    def plan_id(self) -> str:
        """The plan that is looked at; empty for none."""
        return ""

    @property
    def subject(self) -> tuple[str, str, Passage | None] | None:
        """What a flag would be put on: subject kind, subject id, and its passage if it has one."""
        return None
