"""Searching plan text: exact words, whatever their width, case or blanks."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from tui.text.fold import find_spans, fold


@dataclass(frozen=True, slots=True)
class Entry:
    """Something that can be found: what it is, its id, the place to go to, and its text."""

    kind: str
    id: str
    place: str
    text: str


@dataclass(frozen=True, slots=True)
class Hit:
    """An entry in which the words stand, and where."""

    entry: Entry
    spans: tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True)
class Hits:
    """The answer to a query; `total` counts occurrences, not entries."""

    query: str
    hits: tuple[Hit, ...]

    @property
    def total(self) -> int:
        """How often the words stand in all entries."""
        return sum(len(hit.spans) for hit in self.hits)


def search(entries: Iterable[Entry], query: str) -> Hits:
    """Every entry that holds `query`, in the order of `entries`; nothing for a query of blanks."""
    wanted = fold(query)
    if not wanted:
        return Hits(query, ())
    found = ((entry, find_spans(entry.text, wanted)) for entry in entries)
    return Hits(query, tuple(Hit(entry, tuple(spans)) for entry, spans in found if spans))
