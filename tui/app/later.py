"""Views and sets of commands, imported when they are first asked for or once the first screen is seen."""

from __future__ import annotations

from collections.abc import Iterator
from importlib import import_module
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from tui.app.commands.base import CommandSet
    from tui.app.screens.main import MainScreen
    from tui.app.widgets.view import View

#: Each view by its id: the module of `widgets/` and the class.
_VIEWS: Final = {
    "shelf": ("shelf", "ShelfView"),
    "read": ("reading", "ReadView"),
    "targets": ("targets", "TargetsView"),
    "compare": ("comparing", "CompareView"),
    "projects": ("projects", "ProjectsView"),
    "checks": ("checks", "ChecksView"),
    "review": ("flags", "FlagsView"),
}
#: Each set of commands by its module of `commands/`: the class. The first that knows a command has it.
_COMMAND_SETS: Final = {
    "reviews": "Reviews",
    "moving": "Moving",
    "tracing": "Tracing",
    "judging": "Judging",
    "checking": "Checking",
    "joining": "Joining",
    "finding": "Finding",
    "searching": "Searching",
    "reviewing": "Reviewing",
    "entering": "Entering",
    "program": "Program",
}
#: What a view shows of a review and of targets, and what no view imports by itself.
_ROOMS: Final = (
    "tui.targets.assessment",
    "tui.targets.observations",
    "tui.plans.anchors",
    "tui.compare.model",
)
VIEW_IDS: Final = tuple(_VIEWS)
VIEW_COMMANDS: Final = tuple(f"view_{view_id}" for view_id in VIEW_IDS)


def view_class(view_id: str) -> type[View]:
    """The class of a view."""
    module, name = _VIEWS[view_id]
    found: type[View] = getattr(import_module(f"tui.app.widgets.{module}"), name)
    return found


def command_sets(screen: MainScreen) -> tuple[CommandSet, ...]:
    """All sets of commands, for a screen."""
    found = (
        getattr(import_module(f"tui.app.commands.{module}"), name) for module, name in _COMMAND_SETS.items()
    )
    return tuple(each(screen) for each in found)


def import_rest() -> Iterator[None]:
    """Import what a first key may need, a module a step."""
    widgets = (f"tui.app.widgets.{module}" for module, _ in _VIEWS.values())
    commands = (f"tui.app.commands.{module}" for module in _COMMAND_SETS)
    for module in (*_ROOMS, *widgets, *commands):
        import_module(module)
        yield
