"""Commands about a review: its flags and its hand-ins."""

from __future__ import annotations

import sys

from tui.cli.arguments import WrongCall, known_value
from tui.cli.run import ERRORS, FINE, Run, narrate
from tui.config import FLAG_KINDS, SEVERITIES
from tui.messages import Problem
from tui.plans.citation import find_path
from tui.plans.model import Passage
from tui.plans.sentences import sentences_of
from tui.report.files import HAND_INS, build, write_new
from tui.review.state import Flag
from tui.text.safe import safe
from tui.workspace import Workspace


def flags(run: Run) -> int:
    """The flags of a review, a new one, or its history."""
    arguments, workspace = run.arguments, run.workspace
    if arguments.action == "add":
        return _add_flag(run)
    if arguments.action is not None:
        raise WrongCall("cli.unknown_value", name="flags", value=arguments.action, known="add")
    if arguments.history:
        return _history(run)
    data = [_flag_data(workspace, flag) for flag in workspace.flags()]
    return run.show(
        data,
        lambda: [
            f"{run.say('flag_kind.' + str(f['kind']))}·{run.say('severity.' + str(f['severity']))}  "
            f"{f['paragraph'] or f['subject_id']}  {f['quote'] or ''}  {f['note']}".rstrip()
            for f in data
        ],
    )


def _flag_data(workspace: Workspace, flag: Flag) -> dict[str, object]:
    found = workspace.find(flag.anchor) if flag.anchor else None
    return {
        "id": flag.id,
        "subject_kind": flag.subject_kind,
        "subject_id": flag.subject_id,
        "kind": flag.kind,
        "severity": flag.severity,
        "state": flag.state,
        "reply": None,
        "plan": workspace.plan_of(flag),
        "paragraph": found.passage.paragraph if found else None,
        "quote": found.passage.quote if found else None,
        "note": flag.note,
        "author": flag.author.name,
        "unit": flag.author.unit,
        "created": flag.created,
        "anchor_state": found.state if found else None,
    }


def _add_flag(run: Run) -> int:
    arguments, workspace = run.arguments, run.workspace
    if not arguments.place:
        raise WrongCall("cli.required", first="PLACE")
    kind = known_value(arguments.kind or run.config.flag_kind, FLAG_KINDS, "--kind")
    severity = known_value(arguments.severity or run.config.flag_severity, SEVERITIES, "--severity")
    plan_id, _, place = arguments.place.partition("/")
    plan = workspace.plan(plan_id)
    found = find_path(plan, place)
    if found is None:
        raise Problem("goto.unknown", place=place, plan=plan_id)
    paragraph_id, offset = found
    paragraph = plan.paragraphs_by_id[paragraph_id]
    if arguments.quote:
        start = paragraph.text.find(arguments.quote)
        if start < 0:
            raise Problem("flags.quote_absent", paragraph=paragraph_id, quote=arguments.quote)
        passage = Passage(paragraph_id, start, start + len(arguments.quote), arguments.quote)
    else:
        passage = next(p for p in sentences_of(paragraph) if p.end > offset)
    event = workspace.act(
        "flag", "sentence", paragraph_id, passage, kind=kind, severity=severity, note=arguments.note
    )
    flag = next(flag for flag in workspace.flags() if flag.id == event.id)
    return run.show(
        _flag_data(workspace, flag),
        lambda: [run.say("flags.added", paragraph=paragraph_id, quote=passage.quote)],
    )


def _history(run: Run) -> int:
    events = run.workspace.events
    data = [
        {
            "id": event.id,
            "created": event.created,
            "author": event.author.name,
            "kind": event.kind,
            "subject_kind": event.subject_kind,
            "subject_id": event.subject_id,
            "quote": event.anchor.get("quote"),
            "payload": event.payload,
        }
        for event in events
    ]
    return run.show(
        data,
        lambda: [
            f"{event.created}  {event.author.name}  {run.say(f'event.{event.kind}')}  "
            f"{event.subject_id}  {event.anchor.get('quote', '')}".rstrip()
            for event in events
        ],
    )


def export(run: Run) -> int:
    """A hand-in."""
    arguments = run.arguments
    known_value(arguments.hand_in, HAND_INS, "HAND_IN")
    known_value(arguments.format, ("md",), "--format")
    run.workspace.with_examples = arguments.examples
    text = build(arguments.hand_in, run.workspace, run.locale, arguments.plan)
    if arguments.output is None:
        print(text, end="")
    else:
        write_new(arguments.output, text, force=arguments.force, exists="file.exists_force")
        print(safe(run.say("export.done", file=str(arguments.output))), file=sys.stderr)
    narrate(run.locale, run.workspace.warnings)
    return ERRORS if run.workspace.warnings else FINE
