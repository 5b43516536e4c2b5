"""The words of figure_rules.toml, made into patterns once."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from tui.tomlfile import read_toml

_LOOK_AHEAD = re.compile(r"\(\?!.*\)$")

Words = tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Rules:
    """Patterns by what they find; `before` and `after` pair comparator words with the comparator.

    `units` pairs the kind of a unit (count, size, share, time) with the pattern of its words.
    """

    units: Words
    per: str
    time_subjects: re.Pattern[str]
    before: Words
    after: Words
    up: str
    down: str
    flow: re.Pattern[str]
    states: re.Pattern[str]
    strong: re.Pattern[str]
    happened: re.Pattern[str]
    standing: re.Pattern[str]
    after_limit: re.Pattern[str]
    project: re.Pattern[str]
    capacity: re.Pattern[str]
    abstract: re.Pattern[str]
    named: re.Pattern[str]
    ordinal: re.Pattern[str]
    slogan: re.Pattern[str]
    strength: tuple[tuple[int, re.Pattern[str]], ...]
    name_lead: re.Pattern[str]
    name_tail: re.Pattern[str]
    review_titles: re.Pattern[str]
    review_cues: re.Pattern[str]
    pairs: tuple[tuple[str, tuple[str, ...]], ...]


@cache
def rules() -> Rules:
    """The rules that ship with the program."""
    data = read_toml(Path(__file__).with_name("figure_rules.toml"))
    exclude, name, review = data["exclude"], data["name"], data["review"]
    return Rules(
        units=tuple((kind, _any(data["units"][kind])) for kind in ("share", "size", "time", "count")),
        per=_any(data["units"]["per"]),
        time_subjects=re.compile(_any(data["units"]["time_subjects"])),
        before=_by_length(data["comparators"]["before"]),
        after=_by_length(data["comparators"]["after"]),
        up=_any(data["change"]["up"]),
        down=_any(data["change"]["down"]),
        flow=re.compile(_any(data["flow"]["verbs"])),
        states=re.compile(_any(data["flow"]["states"])),
        strong=re.compile(_any(data["flow"]["strong"])),
        happened=re.compile(_any(data["flow"]["happened"])),
        standing=re.compile(data["flow"]["standing"]),
        after_limit=re.compile(exclude["after_limit"]),
        project=re.compile(exclude["project"]),
        capacity=re.compile(exclude["capacity"]),
        abstract=re.compile(exclude["abstract"]),
        named=re.compile(exclude["named"]),
        ordinal=re.compile(exclude["ordinal"]),
        slogan=re.compile(exclude["slogan"]),
        strength=tuple((int(level), re.compile(_any(words))) for level, words in data["strength"].items()),
        name_lead=re.compile(_any(name["lead"])),
        name_tail=re.compile(name["tail"]),
        review_titles=re.compile(review["titles"]),
        review_cues=re.compile(review["cues"]),
        pairs=tuple((word, tuple(parts)) for word, parts in data["pairs"].items()),
    )


def _any(words: Iterable[str]) -> str:
    """One pattern for any of the words, the longest first, not counting their look-aheads."""
    longest_first = sorted(words, key=lambda word: len(_LOOK_AHEAD.sub("", word)), reverse=True)
    return "(?:" + "|".join(longest_first) + ")"


def _by_length(table: dict[str, Any]) -> Words:
    pairs = [(word, name) for name, words in table.items() for word in words]
    return tuple(sorted(pairs, key=lambda pair: len(pair[0]), reverse=True))
