"""Values that people report: typed into a form, or in a csv or xlsx file."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final

from tui.messages import Message, Problem
from tui.plans.model import Card
from tui.records import nearest
from tui.sheets import read_sheet
from tui.targets.known import answers_for
from tui.targets.model import SERIES, Evidence, Observation, Target
from tui.targets.units import same_quantity
from tui.text.fold import fold

COLUMNS: Final = (
    "indicator",
    "year",
    "value",
    "unit",
    "source",
    "note",
    "series",
    "definition",
    "plan",
)
_REQUIRED: Final = COLUMNS[:5]
#: What people call the columns in Chinese.
_HEADS: Final = {
    "指标": "indicator",
    "年份": "year",
    "年度": "year",
    "数值": "value",
    "实际值": "value",
    "单位": "unit",
    "来源": "source",
    "数据来源": "source",
    "备注": "note",
    "序列": "series",
    "口径": "definition",
    "规划": "plan",
}
_SERIES_WORDS: Final = {"实际": "actual", "累计": "total", "参照": "reference", "目标值": "target"}
_YEAR = re.compile(r"(?:19|20)[0-9]{2}")
_POINTS: Final = ("%", "百分点", "个百分点")
#: Promises on which something other than a figure may be reported.
BY_EVIDENCE: Final = frozenset(
    {"event", "direction", "rank", "grade", "against_reference", "hold", "zero", "coverage"}
)


@dataclass(frozen=True, slots=True)
class Entry:
    """What a person typed about a target; every field is text."""

    year: str = ""
    value: str = ""
    unit: str = ""
    source: str = ""
    note: str = ""
    series: str = ""
    definition: str = ""


def make_report(
    target: Target, entry: Entry, *, first_year: int | None = None, origin: str = "review"
) -> Observation | Evidence:
    """An observation, or evidence where nothing but words was given for a promise without a figure.

    Args:
        target: what the report is about.
        entry: what was typed.
        first_year: the first year of the target's plan; the year before it is the earliest that is taken.
        origin: where the report comes from (see `Observation`).

    Raises:
        Problem: what is wrong with it.
    """
    year = _year(target, entry.year, first_year)
    if not entry.source.strip():
        raise Problem("observations.source")
    if not entry.value.strip() and entry.note.strip() and target.measure in BY_EVIDENCE:
        return Evidence(target.id, year, entry.note.strip(), entry.source.strip())
    number = parse_number(entry.value)
    if number is None:
        raise Problem("observations.value", value=entry.value)
    return Observation(
        target=target.id,
        year=year,
        value=number,
        unit=_unit(target, entry),
        source=entry.source.strip(),
        note=entry.note.strip(),
        origin=origin,
        series=series_named(entry.series),
        definition=entry.definition.strip(),
    )


def _year(target: Target, typed: str, first_year: int | None) -> int:
    if not _YEAR.fullmatch(fold(typed)):
        raise Problem("observations.year", value=typed)
    year = int(fold(typed))
    first = year if first_year is None else first_year - 1
    if target.base_year is not None:
        first = min(first, target.base_year)
    if not first <= year <= target.target_year:
        raise Problem("observations.outside", year=year, first=first, last=target.target_year)
    return year


def _unit(target: Target, entry: Entry) -> str:
    """The unit of the value: as typed, or the target's own where nothing was typed."""
    typed = fold(entry.unit) or ("%" if fold(entry.value).endswith("%") else "")
    unit = entry.unit.strip() or typed or target.unit
    if not same_quantity(unit, target.unit):
        wrong = (
            "observations.points" if {fold(unit), fold(target.unit)} <= set(_POINTS) else "observations.unit"
        )
        raise Problem(wrong, unit=unit, expected=target.unit or Message("observations.no_unit"))
    return unit


def series_named(typed: str) -> str:
    """The series that a person means; the actual values where nothing was typed.

    Raises:
        Problem: there is no such series.
    """
    name = _SERIES_WORDS.get(typed.strip(), typed.strip() or SERIES[0])
    if name not in SERIES:
        raise Problem("observations.series", value=typed, known=", ".join((*SERIES, *_SERIES_WORDS)))
    return name


def parse_number(text: str) -> float | None:
    """The finite number a person typed; full-width digits, thousands marks and a % sign are understood."""
    folded = fold(text).rstrip("%")
    if re.search(r"\d,\d{3}(?!\d)", folded):
        folded = folded.replace(",", "")
    try:
        number = float(folded)
    except ValueError:
        return None
    return number if number == number and abs(number) != float("inf") else None


# --- which target is meant -------------------------------------------------------------------------


def find_target(
    targets: Sequence[Target], named: str, cards: Mapping[str, Card] | None = None, plan: str = ""
) -> Target:
    """The target that a person means by id, indicator id, or printed name.

    An indicator may be promised in several sentences of one plan and in several plans of one place: then a
    value for one of them answers for all, and the row of a table stands for them. It is never guessed which
    place is meant.

    Raises:
        Problem: none is meant, or more than one.
    """
    wanted = fold(named)
    for target in targets:
        if named == target.id:
            return target
    found = [t for t in targets if not plan or t.plan == plan]
    same = [t for t in found if t.indicator == named] or [
        t for t in found if wanted and wanted in (fold(t.name), fold(t.name).rpartition("(")[0])
    ]
    if not same:
        known = {target.name for target in found} | {target.indicator for target in found}
        raise Problem("observations.unknown", name=named, nearest=_nearest(named, known))
    row = next((target for target in same if target.table_row is not None), same[0])
    if all(answers_for(row, other, cards or {}) for other in same):
        return row
    raise Problem("observations.ambiguous", name=named, ids=[target.id for target in same])


def _nearest(named: str, known: Collection[str]) -> str:
    found = nearest(named, known)
    return found if found in known else "–"


# --- files -----------------------------------------------------------------------------------------


def load_reports(
    path: Path, targets: Sequence[Target], cards: Mapping[str, Card] | None = None, origin: str = "file"
) -> tuple[Observation | Evidence, ...]:
    """What a csv or xlsx file reports, with the columns of `COLUMNS`, in English or Chinese.

    Raises:
        Problem: everything in it that cannot be used, each with its line; then nothing is taken.
    """
    sheet = read_sheet(path, [*_REQUIRED, *_HEADS])
    names = {head: _column(head) for head in sheet.heads}
    missing = [name for name in _REQUIRED if name not in names.values()]
    if missing:
        raise Problem("observations.columns", file=str(path), missing=", ".join(missing))
    found: dict[object, Observation | Evidence] = {}
    problems: list[Message] = []
    for line, cells in sheet.rows:
        fields = {names[head]: text for head, text in cells.items()}
        try:
            report = _row(fields, targets, cards or {}, origin)
            if _place(report) in found:
                raise Problem("observations.twice", year=report.year)
            found[_place(report)] = report
        except Problem as problem:
            place = {"file": str(path), "line": line}
            problems.extend(Message("observations.at", {**place, "problem": m}) for m in problem.messages)
    if problems:
        raise Problem.of_all(problems)
    return tuple(found.values())


def _column(head: str) -> str:
    folded = fold(head)
    return next((name for word, name in _HEADS.items() if fold(word) == folded), folded)


def _row(
    fields: dict[str, str], targets: Sequence[Target], cards: Mapping[str, Card], origin: str
) -> Observation | Evidence:
    target = find_target(targets, fields["indicator"], cards, fields.get("plan", ""))
    entry = Entry(**{name: fields.get(name, "") for name in Entry.__dataclass_fields__})
    card = cards.get(target.plan)
    return make_report(target, entry, first_year=card.period[0] if card else None, origin=origin)


def _place(report: Observation | Evidence) -> object:
    """What only one report can be of: a series and year of a target; words are their own place."""
    if isinstance(report, Evidence):
        return (report.target, report.year, report.text)
    return (report.target, report.series, report.year)


@dataclass(frozen=True, slots=True)
class Change:
    """What taking a report would do: `kind` is new, corrected or same; `before` is the value so far."""

    kind: str
    report: Observation | Evidence
    before: Observation | None = None


def changes(
    reports: Sequence[Observation | Evidence],
    known: Sequence[Observation],
    evidence: Sequence[Evidence] = (),
) -> tuple[Change, ...]:
    """What taking reports would do to what is known, one by one."""
    every: list[Observation | Evidence] = [*known, *evidence]
    told = {_place(entry): entry for entry in every}
    return tuple(_change(report, told.get(_place(report))) for report in reports)


def _change(report: Observation | Evidence, before: Observation | Evidence | None) -> Change:
    if before is None:
        return Change("new", report)
    if isinstance(report, Evidence) or isinstance(before, Evidence):
        return Change("same", report)
    bare = replace(report, origin=before.origin, author=before.author, created=before.created)
    return Change("same" if bare == before else "corrected", report, before)
