"""The words and thresholds of checks, which an office can add to: `checks.toml` of content folders."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from tui.records import ContentFile, Record

FILE: Final = "checks.toml"


@dataclass(frozen=True, slots=True)
class Misprint:
    """Words that are likely misprinted: a pattern, what it should be, and patterns where it is none."""

    pattern: re.Pattern[str]
    right: str
    unless: re.Pattern[str] | None


@dataclass(frozen=True, slots=True)
class Instrument:
    """A tool of policy, the one that took its place, the patterns of both, and the first year of the new."""

    name: str
    old: re.Pattern[str]
    new_name: str
    new: re.Pattern[str]
    since: int


@dataclass(frozen=True)
class CheckWords:
    """What rules are told by data.

    `variants` are groups of names of one thing, the right one first; `abbreviations` those that need no
    expansion.
    """

    misprints: tuple[Misprint, ...] = ()
    variants: tuple[tuple[str, ...], ...] = ()
    instruments: tuple[Instrument, ...] = ()
    abbreviations: frozenset[str] = frozenset()
    vague: tuple[str, ...] = ()
    repeats: tuple[str, ...] = ()
    thresholds: dict[str, float] = field(default_factory=dict)

    def threshold(self, name: str) -> float:
        """A threshold by its name in `[thresholds]`."""
        return self.thresholds[name]


def load_check_words(folders: Sequence[Path]) -> CheckWords:
    """The words of all content folders together; a threshold of a later folder wins.

    Raises:
        Problem: everything that is wrong with a file.
    """
    found = CheckWords()
    for path in (folder / FILE for folder in folders):
        if path.is_file():
            found = _joined(found, _read(path))
    return found


def _joined(first: CheckWords, second: CheckWords) -> CheckWords:
    return CheckWords(
        first.misprints + second.misprints,
        first.variants + second.variants,
        first.instruments + second.instruments,
        first.abbreviations | second.abbreviations,
        first.vague + second.vague,
        first.repeats + second.repeats,
        {**first.thresholds, **second.thresholds},
    )


def _read(path: Path) -> CheckWords:
    file = ContentFile(path)
    file.expect_tables(("misprint", "variant", "instrument", "lists", "thresholds"))
    words = CheckWords(
        tuple(_misprint(record) for record in file.records("misprint")),
        tuple(_variant(record) for record in file.records("variant")),
        tuple(_instrument(record) for record in file.records("instrument")),
        *_lists(file),
        thresholds=_thresholds(file),
    )
    file.check()
    return words


def _misprint(record: Record) -> Misprint:
    unless = record.text("unless", "")
    found = Misprint(
        _pattern(record, "wrong"), record.text("right"), _pattern(record, "unless") if unless else None
    )
    record.finish()
    return found


def _variant(record: Record) -> tuple[str, ...]:
    found = (record.text("right"), *record.texts("also"))
    record.finish()
    return found


def _instrument(record: Record) -> Instrument:
    found = Instrument(
        name=record.text("name"),
        old=_pattern(record, "old"),
        new_name=record.text("new_name"),
        new=_pattern(record, "new"),
        since=record.integer("since", 0),
    )
    record.finish()
    return found


def _lists(file: ContentFile) -> tuple[frozenset[str], tuple[str, ...], tuple[str, ...]]:
    if "lists" not in file.data:
        return frozenset(), (), ()
    record = file.record("lists")
    found = (
        frozenset(record.texts("abbreviations", [])),
        record.texts("vague", []),
        record.texts("repeats", []),
    )
    record.finish()
    return found


def _thresholds(file: ContentFile) -> dict[str, float]:
    if "thresholds" not in file.data:
        return {}
    record = file.record("thresholds")
    found = {name: record.number(name) for name in file.data["thresholds"]}
    record.finish()
    return found


def _pattern(record: Record, key: str) -> re.Pattern[str]:
    text = record.text(key)
    try:
        return re.compile(text)
    except re.error as error:
        record.complain("checks.bad_pattern", key, value=text, detail=str(error))
        return re.compile("(?!)")
