"""Reading targets from TOML, and observations from CSV."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator, Sequence
from pathlib import Path

from tui.messages import Message, Problem
from tui.records import ContentFile, Record
from tui.targets.model import COMPARATORS, DOUBTS, FACT_MEASURES, MEASURES, NATURES, Fact, Observation, Target
from tui.text.fold import fold
from tui.tomlfile import read_text

_YEAR = re.compile(r"(?:19|20)[0-9]{2}")
_COLUMNS = ("indicator", "year", "value", "unit", "source", "note")


def load_targets(path: Path, plan: str = "") -> tuple[Target, ...]:
    """The targets of a plan, by default of the one that the file is named after; in file order, rejected too.

    Raises:
        Problem: everything that is wrong with the file.
    """
    file = ContentFile(path)
    file.expect_tables(("target",))
    targets = tuple(_target(record, plan or path.stem) for record in file.records("target"))
    file.check_unique("target", "id", [target.id for target in targets])
    file.check()
    return targets


def _target(record: Record, plan: str) -> Target:
    target = Target(
        id=record.text("id"),
        plan=plan,
        indicator=record.text("indicator"),
        name=record.text("name"),
        unit=record.text("unit", ""),
        nature=record.choice("nature", NATURES, "none"),
        comparator=record.choice("comparator", COMPARATORS),
        measure=record.choice("measure", MEASURES),
        value=record.number("value", None),
        value_high=record.number("value_high", None),
        base=record.number("base", None),
        base_year=record.integer("base_year", None),
        target_year=record.integer("target_year"),
        printed_growth=record.text("printed_growth", ""),
        paragraph=f"{plan}/{record.text('paragraph')}",
        quote=record.text("quote"),
        table=record.text("table", ""),
        table_row=record.integer("table_row", None),
        cells=record.texts("cells", []),
        lost=record.texts("lost", []),
        category=record.text("category", ""),
        category_ground=record.text("category_ground", ""),
        doubt=record.choice("doubt", DOUBTS, ""),
        strength=record.integer("strength", 3),
        reference=record.text("reference", ""),
        note=record.text("note", ""),
        rejected=record.boolean("rejected", False),
    )
    record.finish()
    return target


def load_facts(path: Path, plan: str = "") -> tuple[Fact, ...]:
    """The facts of a plan, by default of the one that the file is named after; in file order, rejected too.

    Raises:
        Problem: everything that is wrong with the file.
    """
    file = ContentFile(path)
    file.expect_tables(("fact",))
    facts = tuple(_fact(record, plan or path.stem) for record in file.records("fact"))
    file.check_unique("fact", "id", [fact.id for fact in facts])
    file.check()
    return facts


def _fact(record: Record, plan: str) -> Fact:
    fact = Fact(
        id=record.text("id"),
        plan=plan,
        indicator=record.text("indicator"),
        name=record.text("name"),
        unit=record.text("unit", ""),
        comparator=record.choice("comparator", COMPARATORS),
        measure=record.choice("measure", FACT_MEASURES),
        value=record.number("value", None),
        value_high=record.number("value_high", None),
        year=record.integer("year"),
        first_year=record.integer("first_year", None),
        reference=record.text("reference", ""),
        paragraph=f"{plan}/{record.text('paragraph')}",
        quote=record.text("quote"),
        note=record.text("note", ""),
        rejected=record.boolean("rejected", False),
    )
    record.finish()
    return fact


def find_target(targets: Sequence[Target], named: str) -> Target | None:
    """The target that a person means by id, indicator, or printed name.

    A name must be unique; a row of the plan's table goes before what the text says of the same.
    """
    for target in targets:
        if named in (target.id, target.indicator):
            return target
    wanted = fold(named)
    same = [t for t in targets if wanted in (fold(t.name), fold(t.name).rpartition("(")[0])]
    rows = [target for target in same if target.table_row is not None]
    found = rows or same
    return found[0] if len(found) == 1 else None


def load_observations(path: Path, targets: Sequence[Target], origin: str = "file") -> tuple[Observation, ...]:
    """The observations of a CSV file with the columns indicator, year, value, unit, source, note.

    Raises:
        Problem: all rows that cannot be used, each with its line; then nothing is taken.
    """
    rows = csv.DictReader(io.StringIO(read_text(path)))
    missing = [name for name in _COLUMNS[:5] if name not in (rows.fieldnames or ())]
    if missing:
        raise Problem("observations.columns", file=str(path), missing=", ".join(missing))
    found: list[Observation] = []
    problems: list[Message] = []
    for row in _rows(rows, path):
        try:
            observation = _observation(row, targets, origin)
            if any((o.target, o.year) == (observation.target, observation.year) for o in found):
                raise Problem("observations.twice", year=observation.year)
        except Problem as problem:
            place = {"file": str(path), "line": rows.line_num}
            problems.extend(Message("observations.at", {**place, "problem": m}) for m in problem.messages)
        else:
            found.append(observation)
    if problems:
        raise Problem.of_all(problems)
    return tuple(found)


def _rows(reader: csv.DictReader[str], path: Path) -> Iterator[dict[str, str]]:
    try:
        yield from reader
    except csv.Error as error:
        raise Problem("observations.csv", file=str(path), line=reader.line_num, detail=str(error)) from None


def _observation(row: dict[str, str], targets: Sequence[Target], origin: str) -> Observation:
    named = (row["indicator"] or "").strip()
    target = find_target(targets, named)
    if target is None:
        raise Problem("observations.unknown", name=named)
    return make_observation(
        target,
        year=row["year"] or "",
        value=row["value"] or "",
        unit=row["unit"] or "",
        source=row["source"] or "",
        note=row.get("note") or "",
        origin=origin,
    )


def make_observation(
    target: Target,
    *,
    year: str,
    value: str,
    unit: str,
    source: str,
    note: str = "",
    origin: str = "review",
) -> Observation:
    """An observation from what a person typed or a file holds.

    Raises:
        Problem: year or value is no number, the unit is another one, or the source is missing.
    """
    if not _YEAR.fullmatch(fold(year)):
        raise Problem("observations.year", value=year)
    if fold(value).endswith("%") and target.unit != "%":
        raise Problem("observations.unit", unit="%", expected=target.unit)
    number = parse_number(value)
    if number is None:
        raise Problem("observations.value", value=value)
    if fold(unit) not in ("", fold(target.unit)):
        raise Problem("observations.unit", unit=unit, expected=target.unit)
    if not source.strip():
        raise Problem("observations.source")
    return Observation(
        target=target.id,
        year=int(fold(year)),
        value=number,
        unit=target.unit,
        source=source.strip(),
        note=note.strip(),
        origin=origin,
    )


def parse_number(text: str) -> float | None:
    """The finite number a person typed; full-width digits and a % sign are understood."""
    try:
        number = float(fold(text).rstrip("%"))
    except ValueError:
        return None
    return number if number == number and abs(number) != float("inf") else None
