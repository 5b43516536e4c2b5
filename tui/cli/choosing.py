"""Choosing flags on the command line: by plan, section, kind, severity, author, state, reply and tag."""

from __future__ import annotations

from tui.cli.arguments import known_value
from tui.cli.run import Run
from tui.config import SEVERITIES
from tui.messages import Problem
from tui.review.model import FLAG_STATES, REPLIES, Flag
from tui.selection import Selection, passes

#: The options by which flags are chosen, with what each may say; None where any word may be meant.
_CHOICES = {
    "kind": None,
    "severity": SEVERITIES,
    "by": None,
    "state": FLAG_STATES,
    "reply": ("none", *REPLIES),
    "tag": None,
}
_PROPERTIES = {"by": "author"}


def chosen_section(run: Run) -> str:
    """The id of the section that `--section` names, in the plan of `--plan`; empty without one.

    Raises:
        Problem: the plan or the section is not there.
    """
    plan, path = run.arguments.plan, run.arguments.section
    if not path:
        return ""
    if "/" in path:
        plan, _, path = path.partition("/")
    found = run.workspace.plan(plan).sections_by_id
    if f"{plan}/{path}" not in found:
        raise Problem("goto.unknown", place=path, plan=plan)
    return f"{plan}/{path}"


def chosen_flags(run: Run) -> list[Flag] | None:
    """The flags that the options name; None where they name none in particular.

    Raises:
        WrongCall: an option has a value that it cannot have.
        Problem: there is no such plan or section.
    """
    selection = _selection(run)
    if not selection:
        return None
    workspace = run.workspace
    return [flag for flag in workspace.flags() if passes(workspace.properties(flag), selection)]


def _selection(run: Run) -> Selection:
    selection: dict[str, frozenset[str]] = {}
    if run.arguments.plan:
        selection["plan"] = frozenset({run.workspace.plan(run.arguments.plan).id})
    section = chosen_section(run)
    if section:
        selection["section"] = frozenset({section})
    for name, known in _CHOICES.items():
        words = [word.strip() for word in (getattr(run.arguments, name) or "").split(",") if word.strip()]
        for word in words:
            if name == "kind":
                known_value(word, [kind.id for kind in run.config.flag_kinds], "--kind")
            elif known is not None:
                known_value(word, known, f"--{name}")
        if words:
            selection[_PROPERTIES.get(name, name)] = frozenset(words)
    return selection
