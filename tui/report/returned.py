"""Hand-ins that an office filled in: each row is read back into what its id names."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from tui.compare.model import DECISIONS
from tui.compare.tasks import task_id, tasks
from tui.locale import LANGUAGES, Locale
from tui.messages import Message, Problem
from tui.report.comparison import COMPARISON, PROPOSALS
from tui.report.indicators import COLUMNS, OFFICE
from tui.report.layout import load_layout
from tui.report.opinions import EDITS, OPINIONS
from tui.report.progressing import PROJECT_FIELDS, PROJECTS, TASK_FIELDS, TASKS
from tui.review.events import STAGES, Act
from tui.review.model import REPLIES
from tui.sheets import Sheet
from tui.targets.model import Evidence, Observation, Target
from tui.targets.observations import Entry, make_report, parse_number
from tui.text.fold import fold
from tui.wording import number_text
from tui.workspace import Workspace

_YEAR: Final = re.compile(r"(?:19|20)[0-9]{2}")
#: The hand-ins whose rows have ids of a kind, with the columns that each can have.
_HAND_INS: Final[dict[str, dict[str, tuple[str, ...]]]] = {
    "target": {"indicators": COLUMNS},
    "flag": {"opinions": OPINIONS, "edits": EDITS},
    "match": {"comparison": COMPARISON, "proposals": PROPOSALS},
    "task": {"tasks": TASKS},
    "project": {"projects": PROJECTS},
}


@dataclass(frozen=True, slots=True)
class Incoming:
    """One thing that a file brings: the act it becomes, and what it would do, as a sentence."""

    act: Act
    told: Message


class Returned:
    """A table with row ids.

    Args:
        path: the file, for sentences.
        workspace: what is known already.
        sheet: the table.
        id_head: the head of the column of ids.
    """

    def __init__(self, path: Path, workspace: Workspace, sheet: Sheet, id_head: str) -> None:
        self._path = path
        self._workspace = workspace
        self._sheet = sheet
        self._id_head = id_head
        self._locales = [Locale(language) for language in LANGUAGES]
        self._keys: dict[str, dict[str, str]] = {}
        self._words: dict[str, dict[str, str]] = {}
        self._known_tasks: dict[str, set[str]] = {}
        self._readers: dict[str, Callable[[str, dict[str, str]], Iterator[Incoming]]] = {
            "target": self._target,
            "flag": self._flag,
            "match": self._match,
            "task": self._task,
            "project": self._project,
        }

    def incoming(self) -> tuple[Incoming, ...]:
        """What the rows bring that is not known yet.

        Raises:
            Problem: every row that cannot be read.
        """
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

    def _fields(self, kind: str, cells: dict[str, str]) -> dict[str, str]:
        """The cells by the keys of their columns, whatever language or heads the office used."""
        if kind not in self._keys:
            self._keys[kind] = self._heads(kind)
        keys = self._keys[kind]
        return {keys[head]: text for head, text in cells.items() if head in keys}

    def _heads(self, kind: str) -> dict[str, str]:
        """The keys of columns by every head that they can have."""
        keys: dict[str, str] = {}
        for hand_in, columns in _HAND_INS[kind].items():
            layout = load_layout(self._workspace.folders, hand_in, columns)
            keys |= {layout.head(locale, key): key for locale in self._locales for key in columns}
        return keys

    def _value(self, text: str, family: str, values: tuple[str, ...]) -> str:
        """The value that a word of either language stands for; empty for an empty cell.

        Raises:
            Problem: the word stands for none of the values.
        """
        if not text:
            return ""
        if family not in self._words:
            self._words[family] = _words(self._locales, family, values)
        if fold(text) not in self._words[family]:
            known = [Message(f"{family}.{value}") for value in values]
            raise Problem("incoming.unknown_word", value=text, known=known)
        return self._words[family][fold(text)]

    # --- targets ---------------------------------------------------------------------------------

    def _target(self, subject: str, cells: dict[str, str]) -> Iterator[Incoming]:
        target = next((t for t in self._workspace.all_targets() if t.id == subject), None)
        if target is None:
            raise Problem("incoming.unknown_row", id=f"target:{subject}")
        fields = self._fields("target", cells)
        yield from self._values(target, cells, fields.get("data_source", ""))
        known = self._workspace.assessment(target).explanation
        told = _changed(fields, OFFICE, {name: getattr(known, name) for name in OFFICE})
        if told:
            yield Incoming(Act("explain", "target", target.id, told), _filled(target.name, told))

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
            yield report_of(target, make_report(target, entry, first_year=first_year), before)

    # --- flags, matches --------------------------------------------------------------------------

    def _flag(self, subject: str, cells: dict[str, str]) -> Iterator[Incoming]:
        flag = next((f for f in self._workspace.state.flags if f.id == subject), None)
        if flag is None:
            raise Problem("incoming.unknown_row", id=f"flag:{subject}")
        fields = self._fields("flag", cells)
        word, reason = fields.get("reply", ""), fields.get("reply_reason", "")
        if not word and reason:
            raise Problem("incoming.no_reply", reason=reason)
        reply = self._value(word, "reply", REPLIES)
        known = (flag.reply.reply, flag.reply.reason) if flag.reply else ("", "")
        if reply and (reply, reason) != known:
            act = Act("reply", "flag", flag.id, {"reply": reply, "reason": reason})
            quote = flag.anchor.quote if flag.anchor else flag.subject_id
            told = {"quote": quote, "note": flag.note, "reply": Message(f"reply.{reply}"), "reason": reason}
            yield Incoming(act, Message("incoming.replied", told))

    def _match(self, subject: str, cells: dict[str, str]) -> Iterator[Incoming]:
        match = next((m for m in self._workspace.matches() if m.id == subject), None)
        if match is None:
            raise Problem("incoming.unknown_row", id=f"match:{subject}")
        decision = self._value(self._fields("match", cells).get("decision", ""), "decision", DECISIONS)
        if decision and decision != self._workspace.judgement(match).decision:
            act = Act("judge", "match", match.id, {"decision": decision})
            quote = (match.new or match.old)[0].text
            told = {"quote": quote, "decision": Message(f"decision.{decision}")}
            yield Incoming(act, Message("incoming.judged", told))

    # --- tasks, projects -------------------------------------------------------------------------

    def _task(self, subject: str, cells: dict[str, str]) -> Iterator[Incoming]:
        plan = subject.partition("/")[0]
        if plan not in self._known_tasks:
            on_shelf = plan in self._workspace.cards
            passages = tasks(self._workspace.plan(plan), self._workspace.themes) if on_shelf else []
            self._known_tasks[plan] = {task_id(passage) for passage in passages}
        if subject not in self._known_tasks[plan]:
            raise Problem("incoming.unknown_row", id=f"task:{subject}")
        fields = self._fields("task", cells)
        yield from self._fill("task", subject, fields.get("task", subject), fields, TASK_FIELDS)

    def _project(self, subject: str, cells: dict[str, str]) -> Iterator[Incoming]:
        plan = subject.partition("/")[0]
        known = self._workspace.projects(plan) if plan in self._workspace.cards else ()
        project = next((p for p in known if p.id == subject), None)
        if project is None:
            raise Problem("incoming.unknown_row", id=f"project:{subject}")
        fields = self._fields("project", cells)
        told: dict[str, Any] = {}
        stage = self._workspace.state.stages.get(project.id)
        wanted = self._value(fields.get("stage", ""), "stage", STAGES)
        if wanted and wanted != (stage.stage if stage else ""):
            told["stage"] = wanted
        note = fields.get("stage_note", "")
        if note and note != (stage.note if stage else ""):
            told["note"] = note
        if told:
            word = Message(f"stage.{told['stage']}") if "stage" in told else Message("column.stage_note")
            message = Message("incoming.staged", {"name": project.name, "stage": word})
            yield Incoming(Act("stage", "project", project.id, told), message)
        yield from self._fill("project", project.id, project.name, fields, PROJECT_FIELDS)

    def _fill(
        self, kind: str, subject: str, name: str, fields: dict[str, str], columns: tuple[str, ...]
    ) -> Iterator[Incoming]:
        told = _changed(fields, columns, self._workspace.state.filled.get(f"{kind}:{subject}", {}))
        if told:
            yield Incoming(Act("fill", kind, subject, told), _filled(name, told))


def _changed(fields: dict[str, str], columns: tuple[str, ...], known: Mapping[str, str]) -> dict[str, Any]:
    """The cells that say something else than what is known."""
    return {name: fields[name] for name in columns if name in fields and fields[name] != known.get(name, "")}


def _filled(name: str, told: dict[str, Any]) -> Message:
    heads = [Message(f"column.{field}") for field in told]
    return Message("incoming.explained", {"name": name, "fields": heads})


def _words(locales: Sequence[Locale], family: str, values: tuple[str, ...]) -> dict[str, str]:
    """What stands for each value: itself, its words, and what offices write for them."""
    words = {value: value for value in values}
    for locale in locales:
        separator = locale.say("list.separator")
        words |= {fold(locale.say(f"{family}.{value}")): value for value in values}
        also = {value: locale.say(f"also.{value}") for value in values if locale.knows(f"also.{value}")}
        words |= {fold(word): value for value, text in also.items() for word in text.split(separator)}
    return words


# --- values that were reported -----------------------------------------------------------------------


def report_of(target: Target, report: Observation | Evidence, before: Observation | None) -> Incoming:
    """A reported value or evidence as something that a file brings.

    Args:
        target: what it is reported of.
        report: the value or evidence.
        before: the value it replaces, if there is one.
    """
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
