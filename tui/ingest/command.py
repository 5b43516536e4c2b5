"""Ingesting one file: where its identity card comes from, and where the plan goes."""

from __future__ import annotations

import argparse
import re
import sys
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from pathlib import Path

from tui import places
from tui.ingest.building import ingest
from tui.ingest.formats import LARGEST_FILE, ending, is_docx_archive
from tui.ingest.proposing import write_proposals
from tui.ingest.source import PASTED, STANDARD_INPUT, SourceText, read_source
from tui.messages import Message, Problem
from tui.plans.coverage import Coverage, coverage
from tui.plans.loading import load_card
from tui.plans.model import KINDS, LEVELS, STANDINGS, Card, Plan, Source
from tui.plans.numbering import numbering_breaks
from tui.plans.writing import plan_toml
from tui.records import nearest
from tui.tomlfile import write_text

#: Above this size reading a text takes longer than a person should wait without a word.
_LONG_TEXT = 200_000
_LONGEST_TITLE = 30
#: Kinds of sections that no heading printed in the text begins.
_NOT_PRINTED = frozenset({"table", "run_in"})


@dataclass(frozen=True, slots=True)
class Ingested:
    """What came of a source: the plan, its TOML text, the file it went to, and what a person should know.

    `headings` counts the sections by kind, `proposals` what was proposed beside the plan; `unplaced` are the
    lines of text that stands under no heading.
    """

    plan: Plan
    toml: str
    path: Path | None
    coverage: Coverage
    headings: dict[str, int]
    unplaced: tuple[int, ...]
    warnings: tuple[Message, ...]
    proposals: dict[str, int] = field(default_factory=dict)


def _tell_nothing(message: Message) -> None:
    """Keep progress to oneself."""


def ingest_file(arguments: argparse.Namespace, tell: Callable[[Message], None] = _tell_nothing) -> Ingested:
    """Make a plan of the file that `arguments.source` names and write it, unless the output is "-".

    The identity card is `--card`, else a file beside the source with the same stem and `.toml`, else the
    options; single options change single fields.

    Args:
        arguments: the command's arguments.
        tell: is given what is being done, where that takes a while.

    Raises:
        Problem: source or card cannot be used, or the output exists or cannot be written.
    """
    path = Path(arguments.source)
    long = _takes_long(path)
    if long:
        tell(Message.of("ingest.begun", file=path.name))
    elif arguments.source == STANDARD_INPUT and sys.stdin.isatty():
        tell(Message("ingest.paste"))
    source = read_source(path)
    card = _card(arguments, source)
    plan = ingest(source, card)
    if not (arguments.title or _known_card(arguments)):
        plan = _with_printed_title(plan)
    text = plan_toml(plan)
    output = None
    if arguments.output != "-":
        output = Path(arguments.output) if arguments.output else _default_output(plan, text, arguments.force)
        _write(output, text, path, force=arguments.force)
    result = _with_proposals(_result(source, plan, text, output))
    if long:
        tell(Message.of("ingest.ended", file=path.name, paragraphs=len(plan.paragraphs)))
    return result


def _with_proposals(result: Ingested) -> Ingested:
    """With what is proposed beside the plan; nothing where it does not go into a content folder."""
    folder = result.path.resolve().parent if result.path else None
    if folder is None or folder.name != "plans":
        return result
    try:
        counts = write_proposals(result.plan, folder.parent, places.shipped_content())
    except Problem as problem:
        # The plan itself is made; that an earlier proposal is damaged is only to be known.
        return replace(result, warnings=(*result.warnings, *problem.messages))
    return replace(result, proposals=counts)


def _takes_long(path: Path) -> bool:
    """Whether reading a file takes longer than about 100 ms, as far as its kind and size tell."""
    if not path.is_file() or path.stat().st_size > LARGEST_FILE:
        return False
    return path.stat().st_size > _LONG_TEXT or (ending(path.name) == "docx" and is_docx_archive(path))


def _with_printed_title(plan: Plan) -> Plan:
    """The plan called as its document is titled; pasted text without a title by its first words."""
    title = next((paragraph.text for paragraph in plan.paragraphs if paragraph.role == "title"), "")
    if not title and plan.card.source.file == PASTED:
        title = plan.paragraphs[0].text[:_LONGEST_TITLE]
    return replace(plan, card=replace(plan.card, title=title, short=title)) if title else plan


def _result(source: SourceText, plan: Plan, text: str, path: Path | None) -> Ingested:
    found = coverage(plan, [line.text for line in source.lines])
    unplaced = tuple(p.line for p in plan.paragraphs if p.role == "body" and not p.section)
    headings = dict(Counter(section.kind for section in plan.sections))
    return Ingested(plan, text, path, found, headings, unplaced, tuple(_warnings(source, plan, found)))


def _warnings(source: SourceText, plan: Plan, found: Coverage) -> list[Message]:
    warnings = list(source.warnings)
    if all(section.kind in _NOT_PRINTED for section in plan.sections):
        warnings.append(Message.of("ingest.no_headings", plan=plan.id))
    breaks = numbering_breaks(plan)
    if breaks:
        first = breaks[0].section
        warnings.append(Message.of("ingest.numbering", count=len(breaks), label=first.label, place=first.at))
    if not found.complete:
        lines = ", ".join(map(str, found.unaccounted))
        warnings.append(Message.of("ingest.incomplete", plan=plan.id, lines=lines))
    return warnings


def _default_output(plan: Plan, text: str, force: bool) -> Path:
    """Where a plan goes if nothing is said: into the user's content, beside no shipped plan of its id."""
    shipped = places.shipped_content() / "plans" / f"{plan.id}.toml"
    if shipped.exists() and not force and not _holds(shipped, text):
        raise Problem("ingest.shipped", id=plan.id)
    return places.user_content() / "plans" / f"{plan.id}.toml"


def _holds(path: Path, text: str) -> bool:
    return path.read_bytes() == text.encode("utf-8")


def _write(path: Path, text: str, source: Path, *, force: bool) -> None:
    if path.is_dir():
        raise Problem("file.is_folder", file=str(path))
    if path.exists():
        if source.exists() and path.samefile(source):
            raise Problem("ingest.output_is_source", file=str(path))
        if not force and not _holds(path, text):
            raise Problem("file.exists_force", file=str(path))
    write_text(path, text, make_folder=True)


def _known_card(arguments: argparse.Namespace) -> Card | None:
    """The identity card of `--card`, or the one beside the source where no other id is asked for."""
    beside = Path(arguments.source).with_suffix(".toml") if arguments.source != STANDARD_INPUT else None
    path = arguments.card or (beside if beside and beside.is_file() and not arguments.id else None)
    return load_card(path, named_after_id=False) if path else None


def _card(arguments: argparse.Namespace, source: SourceText) -> Card:
    known = _known_card(arguments)
    problems: list[Message] = []
    level = _option(arguments, "level", known.level if known else None, LEVELS, problems)
    kind = _option(arguments, "kind", known.kind if known else None, KINDS, problems)
    standing = _option(arguments, "standing", known.standing if known else "primary", STANDINGS, problems)
    period = _period(arguments.period, known.period if known else None, problems)
    identifier = arguments.id or (known.id if known else _id_from(source.file, level, kind, period))
    if source.file == PASTED and not arguments.id and not known:
        problems.append(Message.of("ingest.option_missing", option="--id", known="a-z, 0-9, -"))
    elif not re.fullmatch(r"[a-z0-9][a-z0-9-]*", identifier):
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


def _id_from(file: str, level: str, kind: str, period: tuple[int, int]) -> str:
    """A plan id from a file name as far as its letters allow, else from what the plan is."""
    name = re.sub(r"[^a-z0-9]+", "-", Path(file).stem.lower()).strip("-")
    return name if re.search("[a-z]", name) else f"{level}-{kind}-{period[0]}".replace("_", "-")
