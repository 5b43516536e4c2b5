"""Commands that read and write content files."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from tui.cli.run import ERRORS, FINE, Run, narrate
from tui.ingest.command import Ingested, ingest_file
from tui.messages import Message, Problem
from tui.plans.loading import load_plan
from tui.plans.model import SECTION_KINDS, Plan
from tui.records import content_files
from tui.validation import Report, prove, validate_content


def validate(run: Run) -> int:
    """Is the content sound, and complete against its source?"""
    path: Path | None = run.arguments.path
    if path is not None and not path.exists():
        raise Problem("file.absent", file=str(path))
    if path is not None and path.is_file():
        report, plans = _validate_file(path)
    else:
        folders = [path] if path else run.workspace.folders
        report = validate_content(folders)
        plans = _sound_plans(folders) if run.arguments.against else []
    errors = list(report.errors)
    proof: dict[str, Any] = {"coverage": None}
    if run.arguments.against and plans:
        proof, missing = _proof(plans, run.arguments.against)
        errors.extend(missing)
    data: dict[str, Any] = {
        "ok": not errors,
        "errors": [_message_data(run, message) for message in errors],
        "remarks": [_message_data(run, message) for message in report.remarks],
        **proof,
        "counts": report.counts,
    }
    run.show(data, lambda: _validation_lines(run, data))
    return ERRORS if errors else FINE


def _validate_file(path: Path) -> tuple[Report, list[Plan]]:
    try:
        return Report((), (), {"plans": 1}), [load_plan(path)]
    except Problem as problem:
        return Report(problem.messages, (), {"plans": 1}), []


def _proof(plans: list[Plan], source: Path) -> tuple[dict[str, Any], list[Message]]:
    """What holding a plan against its source shows, and what is missing or foreign in it."""
    plan, found = prove(plans, source)
    missing = [
        Message.of("validate.unaccounted", plan=plan.id, source=str(source), line=line)
        for line in found.unaccounted
    ]
    missing.extend(Message.of("validate.foreign", paragraph=name) for name in found.foreign)
    data = {
        "plan": plan.id,
        "coverage": found.share,
        "characters": found.total,
        "accounted": found.accounted,
        "furniture": [{"paragraph": p.id, "role": p.role, "text": p.text} for p in found.furniture],
    }
    return data, missing


def _message_data(run: Run, message: Message) -> dict[str, object]:
    return {
        "id": message.id,
        "file": message.values.get("file"),
        "line": message.values.get("line"),
        "message": run.locale.render(message),
    }


def _sound_plans(folders: list[Path]) -> list[Plan]:
    found = []
    for path in content_files(folders, "plans").values():
        try:
            found.append(load_plan(path))
        except Problem:
            continue
    return found


def _validation_lines(run: Run, data: dict[str, Any]) -> list[str]:
    lines = [found["message"] for found in (*data["errors"], *data["remarks"])]
    if data["coverage"] is not None:
        lines.append(
            run.say(
                "validate.coverage",
                plan=data["plan"],
                share=f"{data['coverage']:.2%}",
                accounted=data["accounted"],
                characters=data["characters"],
            )
        )
        lines.extend(
            run.say(
                "validate.furniture",
                paragraph=item["paragraph"],
                role=run.say(f"role.{item['role']}"),
                text=item["text"],
            )
            for item in data["furniture"]
        )
    counts = "  ".join(f"{run.say(f'count.{name}')} {count}" for name, count in data["counts"].items())
    lines.append(
        run.say("validate.ok" if data["ok"] else "validate.errors", count=len(data["errors"]), counts=counts)
    )
    return lines


#: The word for each kind of section.
_KIND_WORDS = {kind: f"section_kind.{kind}" for kind in SECTION_KINDS}
#: How many places a line of the report names.
_MOST_NAMED = 5


def ingest(run: Run) -> int:
    """Make a plan of a source document."""
    result = ingest_file(run.arguments, lambda message: narrate(run.locale, [message]))
    code = FINE if result.coverage.complete else ERRORS
    if run.arguments.output == "-":
        print(result.toml, end="")
        narrate(run.locale, result.warnings)
        return code
    data = {
        "plan": result.plan.id,
        "title": result.plan.card.title,
        "file": str(result.path),
        "headings": result.headings,
        "sections": len(result.plan.sections),
        "paragraphs": len(result.plan.paragraphs),
        "tables": len(result.plan.tables),
        "furniture": [p.id for p in result.coverage.furniture],
        "unplaced": list(result.unplaced),
        "coverage": result.coverage.share,
        "proposals": result.proposals,
        "warnings": [_message_data(run, message) for message in result.warnings],
    }
    run.show(data, lambda: _ingest_lines(run, result))
    return code


def _ingest_lines(run: Run, result: Ingested) -> list[str]:
    kinds = [f"{run.say(_KIND_WORDS[kind])} {count}" for kind, count in result.headings.items()]
    named = [str(line) for line in result.unplaced[:_MOST_NAMED]]
    lines = [
        run.say("ingest.done", plan=result.plan.id, title=result.plan.card.title, file=str(result.path)),
        run.say("ingest.headings", count=len(result.plan.sections), kinds="  ".join(kinds)).rstrip(),
        run.say(
            "ingest.amounts",
            paragraphs=len(result.plan.paragraphs),
            tables=len(result.plan.tables),
            furniture=len(result.coverage.furniture),
        ),
        run.say("ingest.covered", share=f"{result.coverage.share:.2%}"),
    ]
    if any(result.proposals.values()):
        lines.append(run.say("ingest.proposals", **result.proposals))
    if named:
        more = "…" if len(result.unplaced) > len(named) else ""
        lines.append(run.say("ingest.unplaced", count=len(result.unplaced), lines=f"{' '.join(named)}{more}"))
    lines.extend(run.say("ingest.warning", text=message) for message in result.warnings)
    return lines
