"""The words and thresholds of checks, which an office can add to: `checks.toml` of content folders."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any, Final

from tui.config import FINDING_SEVERITIES
from tui.records import ContentFile, Record

FILE: Final = "checks.toml"
THRESHOLDS: Final = (
    "pace",
    "cap_above_present",
    "mixed_width",
    "stray_blank",
    "doubled_text",
    "repeated_in_paragraph",
    "repeated_elsewhere",
    "run_in_paragraph",
    "twin",
)


@dataclass(frozen=True)
class Slip:
    """Words that are likely wrong: what they look like, what should stand, where they are right, a severity.

    `wrong` is a regular expression, or the word itself where `plain`.
    """

    wrong: str
    right: str
    unless: re.Pattern[str] | None = None
    severity: str = ""
    plain: bool = False

    @cached_property
    def pattern(self) -> re.Pattern[str]:
        """The words as a pattern; of the many plain ones only those are made that stand in a text."""
        return re.compile(re.escape(self.wrong) if self.plain else self.wrong)

    def is_in(self, text: str) -> bool:
        """Whether a text holds the words."""
        return self.wrong in text if self.plain else self.pattern.search(text) is not None


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
    expansion, `labels` the slogans that need none; `quoted` are labels that stand in quotation marks, and
    `formulae` words that are repeated on purpose; `verbs` are those with which a clause begins.
    """

    misprints: tuple[Slip, ...] = ()
    collocations: tuple[Slip, ...] = ()
    redundant: tuple[Slip, ...] = ()
    variants: tuple[tuple[str, ...], ...] = ()
    instruments: tuple[Instrument, ...] = ()
    abbreviations: frozenset[str] = frozenset()
    vague: tuple[str, ...] = ()
    repeats: tuple[str, ...] = ()
    formulae: tuple[str, ...] = ()
    labels: frozenset[str] = frozenset()
    quoted: tuple[str, ...] = ()
    verbs: tuple[str, ...] = ()
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
    """Both together; of two thresholds that of the second."""
    return CheckWords(
        first.misprints + second.misprints,
        first.collocations + second.collocations,
        first.redundant + second.redundant,
        first.variants + second.variants,
        first.instruments + second.instruments,
        first.abbreviations | second.abbreviations,
        first.vague + second.vague,
        first.repeats + second.repeats,
        first.formulae + second.formulae,
        first.labels | second.labels,
        first.quoted + second.quoted,
        first.verbs + second.verbs,
        {**first.thresholds, **second.thresholds},
    )


_TABLES: Final = (
    "misprints",
    "misprint",
    "collocation",
    "redundant",
    "variant",
    "instrument",
    "lists",
    "thresholds",
)


def _read(path: Path) -> CheckWords:
    file = ContentFile(path)
    file.expect_tables(_TABLES)
    words = CheckWords(
        misprints=(*_pairs(file), *_slips(file, "misprint")),
        collocations=_slips(file, "collocation"),
        redundant=_slips(file, "redundant"),
        variants=tuple(_variant(record) for record in file.records("variant")),
        instruments=tuple(_instrument(record) for record in file.records("instrument")),
        thresholds=_thresholds(file),
        **_lists(file),
    )
    file.check()
    return words


def _pairs(file: ContentFile) -> Iterator[Slip]:
    """The plain misprints, `wrong=right`."""
    if "misprints" not in file.data:
        return
    record = file.record("misprints")
    for pair in record.texts("pairs"):
        wrong, sign, right = pair.partition("=")
        if not (wrong and sign and right) or wrong in right:
            record.complain("checks.bad_pair", "pairs", value=pair)
        else:
            yield Slip(wrong, right.replace("\\", r"\\"), plain=True)
    record.finish()


def _slips(file: ContentFile, table: str) -> tuple[Slip, ...]:
    return tuple(_slip(record) for record in file.records(table))


def _slip(record: Record) -> Slip:
    unless = record.text("unless", "")
    severity = record.choice("severity", FINDING_SEVERITIES) if record.has("severity") else ""
    found = Slip(
        _pattern(record, "wrong").pattern,
        record.text("right"),
        _pattern(record, "unless") if unless else None,
        severity,
    )
    try:
        if "\\" in found.right:
            # A template that names a group the pattern does not have fails only when it is filled.
            re.compile(f"{found.wrong}|").sub(found.right, "")
    except (re.error, IndexError) as error:
        record.complain("checks.bad_pattern", "right", value=found.right, detail=str(error))
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


def _lists(file: ContentFile) -> dict[str, Any]:
    if "lists" not in file.data:
        return {}
    record = file.record("lists")
    ordered = ("vague", "repeats", "formulae", "quoted", "verbs")
    found: dict[str, Any] = {name: record.texts(name, []) for name in ordered}
    found |= {name: frozenset(record.texts(name, [])) for name in ("abbreviations", "labels")}
    record.finish()
    return found


def _thresholds(file: ContentFile) -> dict[str, float]:
    if "thresholds" not in file.data:
        return {}
    record = file.record("thresholds")
    read = {name: record.number(name, None) for name in THRESHOLDS}
    found = {name: value for name, value in read.items() if value is not None}
    for name, value in found.items():
        if not 0 < value < math.inf:
            record.complain("checks.bad_threshold", name, value=value)
    record.finish()
    return found


def _pattern(record: Record, key: str) -> re.Pattern[str]:
    text = record.text(key)
    try:
        return re.compile(text)
    except re.error as error:
        record.complain("checks.bad_pattern", key, value=text, detail=str(error))
        return re.compile("(?!)")
