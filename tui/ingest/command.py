"""Ingesting one file: where its identity card comes from, and where the plan goes."""

from __future__ import annotations

import argparse
import re
from dataclasses import dataclass
from pathlib import Path

from tui import places
from tui.ingest.building import ingest
from tui.ingest.source import SourceText, read_source
from tui.messages import Message, Problem
from tui.plans.coverage import Coverage, coverage
from tui.plans.loading import load_card
from tui.plans.model import KINDS, LEVELS, STANDINGS, Card, Plan, Source
from tui.plans.writing import plan_toml
from tui.records import nearest


@dataclass(frozen=True, slots=True)
class Ingested:
    """What came of a source: the plan, its TOML text, the file it went to, and how much it covers."""

    plan: Plan
    toml: str
    path: Path | None
    coverage: Coverage


def ingest_file(arguments: argparse.Namespace) -> Ingested:
    """Make a plan of the file that `arguments.source` names and write it, unless the output is "-".

    The identity card is `--card`, else a file beside the source with the same stem and `.toml`, else the
    options; single options change single fields.

    Raises:
        Problem: source or card cannot be used, or the output exists or cannot be written.
    """
    source = read_source(Path(arguments.source))
    plan = ingest(source, _card(arguments, source))
    text = plan_toml(plan)
    path = None
    if arguments.output != "-":
        default = places.user_content() / "plans" / f"{plan.id}.toml"
        path = Path(arguments.output) if arguments.output else default
        _write(path, text, force=arguments.force)
    return Ingested(plan, text, path, coverage(plan, [line.text for line in source.lines]))


def _write(path: Path, text: str, *, force: bool) -> None:
    if path.is_dir():
        raise Problem("file.is_folder", file=str(path))
    if path.exists() and not force and path.read_text(encoding="utf-8") != text:
        raise Problem("file.exists_force", file=str(path))
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        temporary = path.with_name(f".{path.name}.new")
        temporary.write_text(text, encoding="utf-8", newline="\n")
        temporary.replace(path)
    except OSError as error:
        raise Problem("file.not_writable", file=str(path), detail=error.strerror or str(error)) from None


def _card(arguments: argparse.Namespace, source: SourceText) -> Card:
    beside = Path(arguments.source).with_suffix(".toml")
    path = arguments.card or (beside if beside.is_file() and not arguments.id else None)
    known = load_card(path, named_after_id=False) if path else None
    problems: list[Message] = []
    level = _option(arguments, "level", known.level if known else None, LEVELS, problems)
    kind = _option(arguments, "kind", known.kind if known else None, KINDS, problems)
    standing = _option(arguments, "standing", known.standing if known else "primary", STANDINGS, problems)
    period = _period(arguments.period, known.period if known else None, problems)
    identifier = arguments.id or (known.id if known else _id_from(source.file))
    if not re.fullmatch(r"[a-z0-9][a-z0-9-]*", identifier):
        problems.append(Message("ingest.bad_id", {"value": identifier}))
    if problems:
        raise Problem.of_all(problems)
    title = arguments.title or (known.title if known else Path(source.file).stem)
    return Card(
        id=identifier,
        title=title,
        short=known.short if known and not arguments.title else title,
        level=level,
        kind=kind,
        standing=standing,
        place=known.place if known else "",
        issuer=known.issuer if known else "",
        period=period,
        horizon=known.horizon if known else None,
        adopted=known.adopted if known else "",
        published=known.published if known else "",
        note=known.note if known else "",
        source=Source(source.file, source.sha256, known.source.url if known else ""),
    )


def _option(
    arguments: argparse.Namespace,
    name: str,
    known: str | None,
    allowed: tuple[str, ...],
    problems: list[Message],
) -> str:
    value = getattr(arguments, name) or known
    if value is None:
        problems.append(
            Message("ingest.option_missing", {"option": f"--{name}", "known": ", ".join(allowed)})
        )
        return ""
    if value not in allowed:
        problems.append(
            Message.of(
                "ingest.option_unknown", option=f"--{name}", value=value, nearest=nearest(value, allowed)
            )
        )
    return str(value)


def _period(typed: str | None, known: tuple[int, int] | None, problems: list[Message]) -> tuple[int, int]:
    if typed is None:
        if known is None:
            problems.append(Message.of("ingest.option_missing", option="--period", known="2021-2025, 2023"))
        return known or (0, 0)
    match = re.fullmatch(r"(\d{4})(?:[-–—](\d{4}))?", typed)
    first, last = (int(match[1]), int(match[2] or match[1])) if match else (1, 0)
    if first > last:
        problems.append(Message("ingest.bad_period", {"value": typed}))
    return (first, last)


def _id_from(file: str) -> str:
    """A plan id from a file name, as far as its letters allow."""
    return re.sub(r"[^a-z0-9]+", "-", Path(file).stem.lower()).strip("-") or "plan"
