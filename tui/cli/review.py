"""Commands about a review: its flags and its hand-ins."""

from __future__ import annotations

import sys
from dataclasses import asdict
from pathlib import Path

from tui.cli.arguments import WrongCall, known_value
from tui.cli.choosing import chosen_flags, chosen_section
from tui.cli.comparing import wanted
from tui.cli.run import ERRORS, FINE, Run, narrate
from tui.config import SEVERITIES
from tui.messages import Message, Problem
from tui.plans.citation import find_path
from tui.plans.model import Passage
from tui.plans.sentences import sentences_of
from tui.report.files import build, rendered, warnings, write_new
from tui.report.history import history
from tui.report.names import FORMATS, HAND_INS
from tui.report.options import Options
from tui.report.reading import read_incoming
from tui.review.model import Flag
from tui.text.safe import safe
from tui.text.tags import split_tags
from tui.wording import kind_text, severity_text
from tui.workspace import Workspace

#: Formats that would make a mess of a terminal.
_NOT_FOR_EYES = ("xlsx", "docx")


def flags(run: Run) -> int:
    """The flags of a review, a new one, or its history."""
    arguments, workspace = run.arguments, run.workspace
    if arguments.action == "add":
        return _add_flag(run)
    if arguments.action is not None:
        raise WrongCall("cli.unknown_value", name="flags", value=arguments.action, known="add")
    if arguments.history:
        return _history(run)
    _tell_foreign(run)
    chosen = chosen_flags(run)
    data = [_flag_data(workspace, flag) for flag in (workspace.flags() if chosen is None else chosen)]
    return run.show(
        data,
        lambda: [
            f"{kind_text(run.locale, str(f['kind']))}·{severity_text(run.locale, str(f['severity']))}  "
            f"{f['paragraph'] or f['subject_id']}  {f['quote'] or ''}  {f['note']}".rstrip()
            for f in data
        ],
    )


def _tell_foreign(run: Run) -> None:
    """Say so where the review was made for plans that are not on the shelf."""
    if run.workspace.foreign_plans:
        narrate(run.locale, [Message("reviews.foreign", {"plans": run.workspace.foreign_plans})])


def _flag_data(workspace: Workspace, flag: Flag) -> dict[str, object]:
    found = workspace.find(flag.anchor, flag.around) if flag.anchor else None
    return {
        "id": flag.id,
        "subject_kind": flag.subject_kind,
        "subject_id": flag.subject_id,
        "kind": flag.kind,
        "severity": flag.severity,
        "state": flag.state,
        "tags": list(flag.tags),
        "suggestion": flag.suggestion,
        "reply": _reply_data(flag),
        "plan": workspace.plan_of(flag),
        "paragraph": found.passage.paragraph if found else None,
        "quote": found.passage.quote if found else None,
        "note": flag.note,
        "author": flag.author.name,
        "unit": flag.author.unit,
        "created": flag.created,
        "anchor_state": found.state if found else None,
    }


def _reply_data(flag: Flag) -> dict[str, str] | None:
    said = flag.reply
    if said is None:
        return None
    return asdict(said)


def _add_flag(run: Run) -> int:
    arguments, workspace = run.arguments, run.workspace
    if not arguments.place:
        raise WrongCall("cli.required", first="PLACE")
    kinds = [kind.id for kind in run.config.flag_kinds]
    kind = known_value(arguments.kind or run.config.flag_kind, kinds, "--kind")
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
        "flag",
        "sentence",
        paragraph_id,
        passage,
        kind=kind,
        severity=severity,
        note=arguments.note,
        suggestion=arguments.suggestion,
        tags=list(split_tags(arguments.tag or "")),
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
        lambda: list(history(run.workspace, run.locale)),
    )


def export(run: Run) -> int:
    """A hand-in."""
    arguments = run.arguments
    known_value(arguments.hand_in, HAND_INS, "HAND_IN")
    form = _format(arguments.hand_in, arguments.format, arguments.output)
    run.workspace.with_examples = arguments.examples
    matches = tuple(wanted(run, run.workspace.matches())) if arguments.theme or arguments.change else None
    flags = chosen_flags(run)
    options = Options(
        plan=arguments.plan,
        section=chosen_section(run),
        as_of=arguments.as_of,
        matches=matches,
        flags=None if flags is None else tuple(flags),
        dismissed=arguments.dismissed,
    )
    document = build(arguments.hand_in, run.workspace, run.locale, options)
    data = rendered(document, form, run.locale, run.workspace.folders)
    if arguments.output is None and form == "md":
        print(data.decode(), end="")
    elif arguments.output is None:
        if form in _NOT_FOR_EYES and sys.stdout.isatty():
            raise Problem("export.not_for_eyes", format=form)
        sys.stdout.flush()
        sys.stdout.buffer.write(data)
    else:
        write_new(arguments.output, data, force=arguments.force, exists="file.exists_force")
        print(safe(run.say("export.done", file=str(arguments.output))), file=sys.stderr)
    _tell_foreign(run)
    for warning in warnings(arguments.hand_in, run.workspace, run.locale, options):
        print(safe(warning), file=sys.stderr)
    narrate(run.locale, run.workspace.warnings)
    return ERRORS if run.workspace.warnings else FINE


def _format(hand_in: str, wanted: str | None, output: Path | None) -> str:
    """The format that was asked for, else that of the file's name, else the usual one."""
    formats = HAND_INS[hand_in]
    if wanted is None:
        ending = output.suffix.lower().removeprefix(".") if output else "md"
        if ending and output and ending not in formats:
            raise Problem("export.no_such_ending", file=str(output), known=", ".join(formats))
        return ending or formats[0]
    known_value(wanted, FORMATS, "--format")
    if wanted not in formats:
        raise Problem("export.format", hand_in=hand_in, format=wanted, known=", ".join(formats))
    return wanted


def take(run: Run) -> int:
    """Take back a filled-in table, or reported values."""
    path: Path = run.arguments.file
    data: dict[str, object] = {"file": str(path), "applied": [], "refused": []}
    try:
        found = read_incoming(path, run.workspace)
    except Problem as problem:
        if not all(message.id == "observations.at" for message in problem.messages):
            raise
        refused = [(m.values["line"], run.locale.render(m)) for m in problem.messages]
        data["refused"] = [{"line": line, "message": text} for line, text in refused]
        run.show(data, lambda: [*(text for _, text in refused), run.say("incoming.refused")])
        return ERRORS
    data["applied"] = [
        {
            "kind": i.act.kind,
            "subject_kind": i.act.subject_kind,
            "subject_id": i.act.subject_id,
            "payload": i.act.payload,
            "message": run.locale.render(i.told),
        }
        for i in found
    ]
    data["dry_run"] = run.arguments.dry_run
    if found and not run.arguments.dry_run:
        run.workspace.take(path.name, [i.act for i in found])
    end = "none" if not found else "would" if run.arguments.dry_run else "taken"
    told = [run.locale.render(i.told) for i in found]
    return run.show(data, lambda: [*told, run.say(f"incoming.{end}", count=len(found))])
