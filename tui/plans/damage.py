"""Spots where a source is damaged: the text stays as printed, and what is wrong with it is said apart."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from tui.plans.model import Plan
from tui.records import ContentFile, Record

DAMAGE_KINDS: Final = (
    "unreadable",
    "lost_cell",
    "wrong_sign",
    "misplaced",
    "doubled",
    "joined",
    "lead",
)


@dataclass(frozen=True, slots=True)
class Damage:
    """Words that are damaged, how, and where another document has the sound sentence, if one has."""

    paragraph: str
    quote: str
    kind: str
    reason: str
    see: str
    see_quote: str


def load_damage(path: Path) -> tuple[Damage, ...]:
    """The damaged spots of the plan that the file is named after.

    Raises:
        Problem: everything that is wrong with the file.
    """
    file = ContentFile(path)
    file.expect_tables(("damage",))
    found = tuple(_damage(record, path.stem) for record in file.records("damage"))
    file.check()
    return found


def _damage(record: Record, plan: str) -> Damage:
    damage = Damage(
        paragraph=f"{plan}/{record.text('paragraph')}",
        quote=record.text("quote"),
        kind=record.choice("kind", DAMAGE_KINDS),
        reason=record.text("reason"),
        see=record.text("see", ""),
        see_quote=record.text("see_quote", ""),
    )
    record.finish()
    return damage


def unmarked(plan: Plan, damage: Iterable[Damage]) -> list[str]:
    """The ids of paragraphs with replacement or private-use characters that no damage entry covers."""
    spots: dict[str, list[str]] = {}
    for spot in damage:
        spots.setdefault(spot.paragraph, []).append(spot.quote)
    return [
        p.id for p in plan.paragraphs if not _damaged_places(p.text) <= _covered(p.text, spots.get(p.id, []))
    ]


def _damaged_places(text: str) -> set[int]:
    return {n for n, char in enumerate(text) if char == "\ufffd" or unicodedata.category(char) == "Co"}


def _covered(text: str, quotes: list[str]) -> set[int]:
    """The places of a text that stand in one of the quotes, each at its first place."""
    starts = [(text.find(quote), len(quote)) for quote in quotes]
    return {place for start, length in starts if start >= 0 for place in range(start, start + length)}
