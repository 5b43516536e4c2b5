"""The words of figure_rules.toml, made into patterns once."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from tui.text.figures import any_of
from tui.tomlfile import read_toml


@dataclass(frozen=True, slots=True)
class Rules:
    """Patterns by what they find."""

    time_subjects: re.Pattern[str]
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
        time_subjects=re.compile(any_of(data["time"]["subjects"])),
        up=any_of(data["change"]["up"]),
        down=any_of(data["change"]["down"]),
        flow=re.compile(any_of(data["flow"]["verbs"])),
        states=re.compile(any_of(data["flow"]["states"])),
        strong=re.compile(any_of(data["flow"]["strong"])),
        happened=re.compile(any_of(data["flow"]["happened"])),
        standing=re.compile(data["flow"]["standing"]),
        after_limit=re.compile(exclude["after_limit"]),
        project=re.compile(exclude["project"]),
        capacity=re.compile(exclude["capacity"]),
        abstract=re.compile(exclude["abstract"]),
        named=re.compile(exclude["named"]),
        ordinal=re.compile(exclude["ordinal"]),
        slogan=re.compile(exclude["slogan"]),
        strength=tuple((int(level), re.compile(any_of(words))) for level, words in data["strength"].items()),
        name_lead=re.compile(any_of(name["lead"])),
        name_tail=re.compile(name["tail"]),
        review_titles=re.compile(review["titles"]),
        review_cues=re.compile(review["cues"]),
        pairs=tuple((word, tuple(parts)) for word, parts in data["pairs"].items()),
    )
