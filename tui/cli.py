"""The command line: every question without the app. stdout is data, stderr is narration.

Exit codes: 0 fine, 1 errors found or content not usable, 2 wrong call, 130 interrupted.
"""

from __future__ import annotations

import argparse
import json
import os
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from tui import __version__, places
from tui.arguments import (
    COMMAND_NAMES,
    WrongCall,
    app_parser,
    command_parser,
    help_text,
    known_value,
    unknown_command,
)
from tui.commands import COMMANDS
from tui.config import FLAG_KINDS, SEVERITIES, Config, load_config
from tui.locale import LANGUAGES, Locale
from tui.messages import Message, Problem
from tui.plans.citation import find_path
from tui.plans.model import Passage
from tui.text.safe import safe
from tui.text.width import pad
from tui.wording import base_text, observation_text, period_text, reason_text, status_text, target_text
from tui.workspace import Workspace, open_workspace, sentences_of

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


def main(argv: Sequence[str] | None = None) -> int:
    """Run the program with command-line arguments; returns the exit code."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
    words = list(sys.argv[1:] if argv is None else argv)
    locale = Locale(_language_named(words) or LANGUAGES[0])
    try:
        return _run(words, locale)
    except WrongCall as mistake:
        print(safe(mistake.text), file=sys.stderr)
        return WRONG_CALL
    except Problem as problem:
        narrate(_language_of_settings(words) or locale, problem.messages)
        return ERRORS
    except KeyboardInterrupt:
        return INTERRUPTED
    except BrokenPipeError:
        # The reader of our output has gone; nothing is left to say to it.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return FINE


def narrate(locale: Locale, messages: Sequence[Message]) -> None:
    """Say sentences on stderr."""
    for message in messages:
        print(safe(locale.render(message)), file=sys.stderr)


def _run(words: list[str], locale: Locale) -> int:
    named = _command_in(words)
    if named is not None and words[named] not in COMMAND_NAMES:
        raise unknown_command(words[named], locale)
    command = words[named] if named is not None else ""
    rest = [word for index, word in enumerate(words) if index != named]
    if command == "" and ("--help" in rest or "-h" in rest):
        print(help_text(locale))
        return FINE
    if "--version" in rest:
        print(__version__)
        return FINE
    parser = command_parser(command, locale) if command else app_parser(locale)
    if "--help" in rest or "-h" in rest:
        print(parser.format_help())
        return FINE
    arguments = parser.parse_args(rest)
    if arguments.lang is not None:
        known_value(arguments.lang, LANGUAGES, "--lang", locale)
    config = load_config(arguments.config)
    run = Run(arguments, config, Locale(arguments.lang or config.language))
    return _COMMANDS[command](run) if command else _open_app(run)


_TAKES_VALUE = frozenset({"--content", "--config", "--review", "--author", "--lang"})


def _command_in(words: Sequence[str]) -> int | None:
    """The position of the command: the first word that is no option and no option's value."""
    skip = False
    for index, word in enumerate(words):
        if skip:
            skip = False
        elif word.startswith("-"):
            skip = word in _TAKES_VALUE
        else:
            return index
    return None


def _language_named(words: Sequence[str]) -> str | None:
    for index, word in enumerate(words):
        value = word.removeprefix("--lang=") if word.startswith("--lang=") else ""
        if word == "--lang" and index + 1 < len(words):
            value = words[index + 1]
        if value in LANGUAGES:
            return value
    return None


def _language_of_settings(words: Sequence[str]) -> Locale | None:
    """The configured language, for an error sentence; nothing where the settings are the error."""
    if _language_named(words):
        return None
    try:
        return Locale(load_config().language)
    except Problem:
        return None


def _open_app(run: Run) -> int:
    from tui.app.main import PlanReviewApp

    app = PlanReviewApp(run.workspace, run.locale)
    app.run()
    return app.return_code or FINE


# --- content ---------------------------------------------------------------------------------------


def _plans(run: Run) -> int:
    cards = list(run.workspace.cards.values())
    data = [
        {
            "id": card.id,
            "title": card.title,
            "level": card.level,
            "kind": card.kind,
            "standing": card.standing,
            "period": period_text(card),
            "first_year": card.period[0],
            "last_year": card.period[1],
            "horizon": card.horizon,
            "issuer": card.issuer,
            "place": card.place,
            "adopted": card.adopted,
            "published": card.published,
            "note": card.note,
            "source": card.source.file,
            "url": card.source.url,
        }
        for card in cards
    ]
    return run.show(
        data,
        lambda: [
            f"{pad(card.id, 20)}{pad(run.say(f'level.{card.level}'), 8)}"
            f"{pad(run.say(f'kind.{card.kind}'), 14)}{pad(period_text(card), 11)}{card.title}"
            for card in cards
        ],
    )


def _outline(run: Run) -> int:
    plan = run.workspace.plan(run.arguments.plan)
    data = [
        {
            "id": section.id,
            "parent": section.parent or None,
            "kind": section.kind,
            "number": section.number,
            "path": section.path,
            "title": section.title,
            "paragraph": section.at,
        }
        for section in plan.sections
    ]
    return run.show(
        data,
        lambda: [
            f"{'  ' * (len(plan.ancestry(section)) - 1)}{section.label}  [{section.path}]"
            for section in plan.sections
        ],
    )


def _text(run: Run) -> int:
    plan = run.workspace.plan(run.arguments.plan)
    data = [
        {
            "id": paragraph.id,
            "section": paragraph.section or None,
            "role": paragraph.role,
            "lines": [list(span) for span in paragraph.lines],
            "text": paragraph.text,
        }
        for paragraph in plan.paragraphs
    ]
    return run.show(data, lambda: [paragraph.text for paragraph in plan.paragraphs])


def _search(run: Run) -> int:
    found = run.workspace.search(run.arguments.query)
    data = {
        "query": found.query,
        "total": found.total,
        "hits": [
            {
                "plan": hit.entry.id.partition("/")[0],
                "section": hit.entry.place or None,
                "paragraph": hit.entry.id,
                "text": hit.entry.text,
                "spans": [list(span) for span in hit.spans],
            }
            for hit in found.hits
        ],
    }

    def lines() -> list[str]:
        rows = [f"{hit.entry.id}  {_around(hit.entry.text, hit.spans[0])}" for hit in found.hits]
        return [*rows, run.say("search.total", total=found.total, paragraphs=len(found.hits))]

    return run.show(data, lines)


def _around(text: str, span: tuple[int, int], reach: int = 24) -> str:
    start, end = max(0, span[0] - reach), min(len(text), span[1] + reach)
    return ("…" if start else "") + text[start:end] + ("…" if end < len(text) else "")


# --- targets and comparison ------------------------------------------------------------------------


def _targets(run: Run) -> int:
    from tui.targets.loading import load_observations

    workspace, arguments = run.workspace, run.arguments
    workspace.with_examples = arguments.examples
    ids = [workspace.plan(arguments.plan).id] if arguments.plan else list(workspace.cards)
    observations = workspace.observations()
    if arguments.observations:
        known = [target for plan in ids for target in workspace.targets(plan)]
        observations = (*observations, *load_observations(arguments.observations, known))
    assessments = [a for plan in ids for a in workspace.assessments(plan, observations, arguments.as_of)]
    data = []
    for assessment in assessments:
        target, newest = assessment.target, assessment.observation
        data.append(
            {
                "id": target.id,
                "plan": target.plan,
                "level": workspace.cards[target.plan].level,
                "indicator": target.indicator,
                "name": target.name,
                "table_row": target.table_row,
                "unit": target.unit,
                "nature": target.nature,
                "comparator": target.comparator,
                "measure": target.measure,
                "value": target.value,
                "value_high": target.value_high,
                "base": target.base,
                "base_year": target.base_year,
                "target_year": target.target_year,
                "printed_growth": target.printed_growth,
                "cells": list(target.cells),
                "lost": list(target.lost),
                "category": target.category,
                "paragraph": target.paragraph,
                "quote": target.quote,
                "status": assessment.status,
                "reason": assessment.reason or None,
                "trend": assessment.trend,
                "remarks": list(assessment.remarks),
                "method": assessment.method or None,
                "inputs": dict(assessment.inputs),
                "observation": None
                if newest is None
                else {
                    "year": newest.year,
                    "value": newest.value,
                    "source": newest.source,
                    "origin": newest.origin,
                },
            }
        )

    def lines() -> list[str]:
        return [
            f"{pad(status_text(run.locale, a), 16)}{pad(a.target.name, 42)}"
            f"{pad(run.say(f'nature.{a.target.nature}'), 8)}{pad(base_text(a.target), 15)}"
            f"{pad(target_text(run.locale, a.target), 16)}"
            f"{pad(observation_text(run.locale, a.observation), 18)}{reason_text(run.locale, a)}"
            for a in assessments
        ]

    return run.show(data, lines)


def _compare(run: Run) -> int:
    workspace, arguments = run.workspace, run.arguments
    olds = [workspace.plan(name).id for name in arguments.old.split(",") if name]
    new = workspace.plan(arguments.new).id
    if new in olds:
        raise Problem("compare.same_plan", plan=new)
    from tui.compare.model import CHANGES

    if arguments.theme:
        known_value(arguments.theme, workspace.themes.ids, "--theme", run.locale)
    if arguments.change:
        known_value(arguments.change, CHANGES, "--change", run.locale)
    matches = [
        match
        for match in workspace.matches(olds, new)
        if (not arguments.theme or match.theme == arguments.theme)
        and (not arguments.change or match.change == arguments.change)
    ]
    data = []
    for match in matches:
        found = workspace.comparability(match)
        data.append(
            {
                "id": match.id,
                "theme": match.theme,
                "old": [_quote_data(workspace, quote) for quote in match.old],
                "new": [_quote_data(workspace, quote) for quote in match.new],
                "change": match.change,
                "quantity": match.quantity,
                "comparability": found.grade,
                "label": run.say(f"comparability.{found.label}"),
                "rationale": match.rationale,
                "certainty": match.certainty,
                "origin": match.origin,
                "searched": None
                if match.searched is None
                else {"plans": list(match.searched.plans), "terms": list(match.searched.terms)},
            }
        )

    def lines() -> list[str]:
        rows = []
        for entry in data:
            rows.append(f"{entry['theme']}  {run.say('change.' + entry['change'])}  {entry['comparability']}  {entry['label']}")
            rows.extend(f"  - {quote['paragraph']}  {quote['quote']}" for quote in entry["old"])
            rows.extend(f"  + {quote['paragraph']}  {quote['quote']}" for quote in entry["new"])
        return [*rows, run.say("compare.total", total=len(data))]

    return run.show(data, lines)


def _quote_data(workspace: Workspace, quote: Any) -> dict[str, object]:
    paragraph = workspace.paragraph(quote.paragraph)
    return {
        "plan": quote.plan,
        "section": (paragraph.section or None) if paragraph else None,
        "paragraph": quote.paragraph,
        "quote": quote.text,
    }


# --- content as files ------------------------------------------------------------------------------


def _validate(run: Run) -> int:
    from tui.plans.loading import load_plan
    from tui.validation import prove, validate_content

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
        data["furniture"] = [
            {"paragraph": p.id, "role": p.role, "text": p.text} for p in proof.furniture
        ]
        errors.extend(
            Message("validate.unaccounted", {"plan": plan.id, "source": str(run.arguments.against), "line": line})
            for line in proof.unaccounted
        )
        errors.extend(Message("validate.foreign", {"paragraph": name}) for name in proof.foreign)
    data["ok"] = not errors
    data["errors"] = [
        {"id": m.id, "file": m.values.get("file"), "line": m.values.get("line"), "message": run.locale.render(m)}
        for m in errors
    ]
    run.show(data, lambda: _validation_lines(run, data))
    return ERRORS if errors else FINE


def _sound_plans(folders: list[Path]) -> list[Any]:
    from tui.plans.loading import load_plan, plan_files

    found = []
    for path in plan_files(folders).values():
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
            run.say("validate.furniture", paragraph=item["paragraph"], role=run.say(f"role.{item['role']}"), text=item["text"])
            for item in data["furniture"]
        )
    counts = "  ".join(f"{run.say(f'count.{name}')} {count}" for name, count in data["counts"].items())
    lines.append(run.say("validate.ok" if data["ok"] else "validate.errors", count=len(data["errors"]), counts=counts))
    return lines


def _ingest(run: Run) -> int:
    from tui.ingest.command import ingest_file

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


# --- review ----------------------------------------------------------------------------------------


def _flags(run: Run) -> int:
    arguments, workspace = run.arguments, run.workspace
    if arguments.action == "add":
        return _add_flag(run)
    if arguments.action is not None:
        raise WrongCall(run.say("cli.unknown_value", name="flags", value=arguments.action, known="add"))
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


def _flag_data(workspace: Workspace, flag: Any) -> dict[str, object]:
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
        raise WrongCall(run.say("cli.required", first="PLACE"))
    kind = known_value(arguments.kind or run.config.flag_kind, FLAG_KINDS, "--kind", run.locale)
    severity = known_value(
        arguments.severity or run.config.flag_severity, SEVERITIES, "--severity", run.locale
    )
    plan_id, _, place = arguments.place.partition("/")
    plan = workspace.plan(plan_id)
    paragraph_id = find_path(plan, place)
    if paragraph_id is None:
        raise Problem("goto.unknown", place=place, plan=plan_id)
    paragraph = plan.paragraphs_by_id[paragraph_id]
    if arguments.quote:
        start = paragraph.text.find(arguments.quote)
        if start < 0:
            raise Problem("flags.quote_absent", paragraph=paragraph_id, quote=arguments.quote)
        passage = Passage(paragraph_id, start, start + len(arguments.quote), arguments.quote)
    else:
        passage = sentences_of(paragraph)[0]
    event = workspace.act(
        "flag", "sentence", paragraph_id, passage, kind=kind, severity=severity, note=arguments.note
    )
    flag = next(flag for flag in workspace.flags() if flag.id == event.id)
    return run.show(
        _flag_data(workspace, flag), lambda: [run.say("flags.added", paragraph=paragraph_id, quote=passage.quote)]
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


def _export(run: Run) -> int:
    from tui.report.files import HAND_INS, build, write_new

    arguments = run.arguments
    known_value(arguments.hand_in, HAND_INS, "HAND_IN", run.locale)
    known_value(arguments.format, ("md",), "--format", run.locale)
    run.workspace.with_examples = arguments.examples
    text = build(arguments.hand_in, run.workspace, run.locale, arguments.plan)
    if arguments.output is None:
        print(text, end="")
    else:
        write_new(arguments.output, text, force=arguments.force)
        print(safe(run.say("export.done", file=str(arguments.output))), file=sys.stderr)
    narrate(run.locale, run.workspace.warnings)
    return ERRORS if run.workspace.warnings else FINE


# --- the program itself ----------------------------------------------------------------------------


def _keys(run: Run) -> int:
    data = [
        {
            "id": command.id,
            "keys": run.config.keys.get(command.id, command.keys),
            "help": run.say(f"command.{command.id}"),
            "scope": command.scope,
        }
        for command in COMMANDS
    ]
    return run.show(
        data, lambda: [f"{pad(row['id'], 20)}{pad(row['keys'], 26)}{row['help']}" for row in data]
    )


def _locate(run: Run) -> int:
    data = {
        "content": [str(folder) for folder in run.workspace.folders],
        "user_content": str(places.user_content()),
        "default_config": str(places.shipped_config()),
        "config": str(places.user_config()),
        "reviewer": str(places.reviewer_file()),
        "review": str(run.workspace.store.path),
        "state": str(places.state_file()),
    }
    return run.show(
        data,
        lambda: [
            f"{pad(run.say(f'locate.{name}'), 20)}{place if isinstance(place, str) else ', '.join(place)}"
            for name, place in data.items()
        ],
    )


_COMMANDS: dict[str, Callable[[Run], int]] = {
    "plans": _plans,
    "outline": _outline,
    "text": _text,
    "targets": _targets,
    "compare": _compare,
    "search": _search,
    "validate": _validate,
    "ingest": _ingest,
    "flags": _flags,
    "export": _export,
    "keys": _keys,
    "locate": _locate,
}
