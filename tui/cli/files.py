"""Commands that read and write content files."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from tui.cli.run import ERRORS, FINE, Run
from tui.ingest.command import ingest_file
from tui.messages import Message, Problem
from tui.plans.loading import load_plan
from tui.plans.model import Plan
from tui.records import content_files
from tui.validation import prove, validate_content


def validate(run: Run) -> int:
    """Is the content sound, and complete against its source?"""
    path: Path | None = run.arguments.path
    errors: list[Message] = []
    counts: dict[str, int] = {}
    plans = []
    if path is not None and path.is_file():
        try:
            plans = [load_plan(path)]
        except Problem as problem:
            errors.extend(problem.messages)
        counts = {"plans": 1}
    else:
        if path is not None and not path.is_dir():
            raise Problem("file.absent", file=str(path))
        folders = [path] if path else run.workspace.folders
        report = validate_content(folders)
        errors.extend(report.errors)
        counts = report.counts
        if run.arguments.against:
            plans = _sound_plans(folders)
    data: dict[str, Any] = {"ok": not errors, "errors": [], "coverage": None, "counts": counts}
    if run.arguments.against and not (path and path.is_file() and errors):
        plan, proof = prove(plans, run.arguments.against)
        data["plan"] = plan.id
        data["coverage"] = proof.share
        data["characters"] = proof.total
        data["accounted"] = proof.accounted
        data["furniture"] = [{"paragraph": p.id, "role": p.role, "text": p.text} for p in proof.furniture]
        errors.extend(
            Message(
                "validate.unaccounted", {"plan": plan.id, "source": str(run.arguments.against), "line": line}
            )
            for line in proof.unaccounted
        )
        errors.extend(Message("validate.foreign", {"paragraph": name}) for name in proof.foreign)
    data["ok"] = not errors
    data["errors"] = [
        {
            "id": m.id,
            "file": m.values.get("file"),
            "line": m.values.get("line"),
            "message": run.locale.render(m),
        }
        for m in errors
    ]
    run.show(data, lambda: _validation_lines(run, data))
    return ERRORS if errors else FINE


def _sound_plans(folders: list[Path]) -> list[Plan]:
    found = []
    for path in content_files(folders, "plans").values():
        try:
            found.append(load_plan(path))
        except Problem:
            continue
    return found


def _validation_lines(run: Run, data: dict[str, Any]) -> list[str]:
    lines = [error["message"] for error in data["errors"]]
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


def ingest(run: Run) -> int:
    """Make a plan of a source document."""
    result = ingest_file(run.arguments)
    if run.arguments.output == "-":
        print(result.toml, end="")
        return FINE
    data = {
        "plan": result.plan.id,
        "file": str(result.path),
        "coverage": result.coverage.share,
        "sections": len(result.plan.sections),
        "paragraphs": len(result.plan.paragraphs),
        "furniture": [p.id for p in result.coverage.furniture],
    }
    return run.show(
        data,
        lambda: [
            run.say(
                "ingest.done",
                plan=result.plan.id,
                file=str(result.path),
                sections=len(result.plan.sections),
                paragraphs=len(result.plan.paragraphs),
                share=f"{result.coverage.share:.2%}",
                furniture=len(result.coverage.furniture),
            )
        ],
    )
