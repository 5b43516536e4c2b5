"""Taking files back: values that were reported, and hand-ins that an office filled in.

Nothing is half taken: a file with a mistake is refused as a whole, with every line that is wrong.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from tui.locale import LANGUAGES, Locale
from tui.messages import Message, Problem
from tui.report.indicators import COLUMNS, OFFICE
from tui.report.layout import load_layout
from tui.review.events import Act
from tui.sheets import Sheet, read_sheet
from tui.targets.model import Evidence, Observation, Target
from tui.targets.observations import Entry, changes, load_reports, make_report, parse_number
from tui.wording import number_text
from tui.workspace import Workspace

_YEAR: Final = re.compile(r"(?:19|20)[0-9]{2}")


@dataclass(frozen=True, slots=True)
class Incoming:
    """One thing that a file brings: the act it becomes, and what it would do, as a sentence."""

    act: Act
    told: Message


def read_incoming(path: Path, workspace: Workspace) -> tuple[Incoming, ...]:
    """What a csv or xlsx file brings that is not known yet: reported values, or a filled-in hand-in.

    Raises:
        Problem: everything in the file that cannot be taken; then nothing is.
    """
    id_heads = [Locale(language).say("column.row_id") for language in LANGUAGES]
    try:
        sheet = read_sheet(path, id_heads)
    except Problem as problem:
        if problem.messages[0].id != "sheet.no_head":
            raise
        return _reports(path, workspace)
    id_head = next(head for head in sheet.heads if head in id_heads)
    return _HandIn(path, workspace, sheet, id_head).incoming()


# --- reported values ---------------------------------------------------------------------------------


def _reports(path: Path, workspace: Workspace) -> tuple[Incoming, ...]:
    reports = load_reports(path, workspace.all_targets(), workspace.cards, "review")
    by_id = {target.id: target for target in workspace.all_targets()}
    found = changes(reports, workspace.state.observations, workspace.state.evidence)
    return tuple(
        _report(by_id[change.report.target], change.report, change.before)
        for change in found
        if change.kind != "same"
    )


def _report(target: Target, report: Observation | Evidence, before: Observation | None) -> Incoming:
    told = {"name": target.name, "plan": target.plan, "year": report.year}
    if isinstance(report, Evidence):
        act = Act("evidence", "target", target.id, evidence_payload(report))
        return Incoming(act, Message("incoming.evidence", {**told, "text": report.text}))
    act = Act("observe", "target", target.id, observation_payload(report))
    told |= {"value": number_text(report.value), "unit": report.unit}
    if before is None:
        return Incoming(act, Message("incoming.value", told))
    return Incoming(act, Message("incoming.corrected", {**told, "before": number_text(before.value)}))


def observation_payload(report: Observation) -> dict[str, object]:
    """What an event keeps of an observation."""
    names = ("year", "value", "unit", "source", "note", "series", "definition")
    return {name: getattr(report, name) for name in names}


def evidence_payload(report: Evidence) -> dict[str, object]:
    """What an event keeps of evidence."""
    return {"year": report.year, "text": report.text, "source": report.source}


# --- hand-ins that were filled in --------------------------------------------------------------------


class _HandIn:
    """A table with row ids: each row is read back into what its id names."""

    def __init__(self, path: Path, workspace: Workspace, sheet: Sheet, id_head: str) -> None:
        self._path = path
        self._workspace = workspace
        self._sheet = sheet
        self._id_head = id_head
        self._readers: dict[str, Callable[[str, dict[str, str]], Iterator[Incoming]]] = {
            "target": self._target
        }

    def incoming(self) -> tuple[Incoming, ...]:
        """What the rows bring that is not known yet."""
        found: list[Incoming] = []
        problems: list[Message] = []
        for line, cells in self._sheet.rows:
            kind, _, subject = cells[self._id_head].partition(":")
            if not kind:
                continue
            try:
                if kind not in self._readers:
                    raise Problem("incoming.unknown_row", id=cells[self._id_head])
                found.extend(self._readers[kind](subject, cells))
            except Problem as problem:
                place = {"file": str(self._path), "line": line}
                problems.extend(Message("observations.at", {**place, "problem": m}) for m in problem.messages)
        if problems:
            raise Problem.of_all(problems)
        return tuple(found)

    def _target(self, subject: str, cells: dict[str, str]) -> Iterator[Incoming]:
        target = next((t for t in self._workspace.all_targets() if t.id == subject), None)
        if target is None:
            raise Problem("incoming.unknown_row", id=f"target:{subject}")
        fields = self._fields(cells)
        yield from self._values(target, cells, fields.get("data_source", ""))
        known = self._workspace.assessment(target).explanation
        told: dict[str, object] = {
            name: fields[name] for name in OFFICE if name in fields and fields[name] != getattr(known, name)
        }
        if told:
            heads = [Message(f"column.{name}") for name in told]
            message = Message("incoming.explained", {"name": target.name, "fields": heads})
            yield Incoming(Act("explain", "target", target.id, told), message)

    def _values(self, target: Target, cells: dict[str, str], source: str) -> Iterator[Incoming]:
        ledger = self._workspace.ledger(target.plan)
        actual = ledger.known(target).actual
        first_year = self._workspace.cards[target.plan].period[0]
        for head, text in cells.items():
            if not _YEAR.fullmatch(head) or not text:
                continue
            before = actual.get(int(head))
            if before is not None and before.value == parse_number(text):
                continue
            entry = Entry(year=head, value=text, source=source)
            yield _report(target, make_report(target, entry, first_year=first_year), before)

    def _fields(self, cells: dict[str, str]) -> dict[str, str]:
        """The cells by the keys of their columns, whatever language or heads the office used."""
        layout = load_layout(self._workspace.folders, "indicators", COLUMNS)
        keys = {layout.head(Locale(language), key): key for language in LANGUAGES for key in COLUMNS}
        return {keys[head]: text for head, text in cells.items() if head in keys}
