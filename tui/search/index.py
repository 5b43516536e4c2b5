"""An index of what can be found: one long folded text, so that a key press costs milliseconds."""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property

from tui.search.query import Query
from tui.text.alike import numbers_alike, spans_alike
from tui.text.fold import find_spans, fold

#: Stands between entries; no folded word holds it.
_BETWEEN = "\n"


@dataclass(frozen=True, slots=True)
class Entry:
    """Something that can be found: what it is, its id, the plan and section it belongs to, and its text.

    `paragraph` and `offset` are the place in a text to go to.
    """

    kind: str
    id: str
    plan: str
    section: str
    paragraph: str
    text: str
    offset: int = 0


@dataclass(frozen=True, slots=True)
class Hit:
    """An entry in which the words stand, and where."""

    entry: Entry
    spans: tuple[tuple[int, int], ...]


@dataclass(frozen=True)
class Hits:
    """The answer to a query: the entries in order; `total` counts occurrences, not entries."""

    query: Query
    entries: tuple[Entry, ...] = ()
    total: int = 0

    @cached_property
    def hits(self) -> tuple[Hit, ...]:
        """Every entry with the places of the words in it."""
        return tuple(map(self.hit, self.entries))

    def hit(self, entry: Entry) -> Hit:
        """The places of the words in an entry."""
        places = spans_alike if self.query.numbers else find_spans
        spans = {span for word in self.query.words for span in places(entry.text, word)}
        return Hit(entry, tuple(sorted(spans)))

    @cached_property
    def counts(self) -> Counter[tuple[str, str]]:
        """How many entries there are of each plan and kind."""
        return Counter((entry.plan, entry.kind) for entry in self.entries)


class Index:
    """Entries in the order in which they are to be found.

    Args:
        entries: what can be found.
    """

    def __init__(self, entries: Iterable[Entry]) -> None:
        self._entries = tuple(entries)

    @cached_property
    def _plain(self) -> _Text:
        return _Text(fold(entry.text) for entry in self._entries)

    @cached_property
    def _alike(self) -> _Text:
        return _Text(map(numbers_alike, self._plain.parts))

    def find(self, query: Query) -> Hits:
        """Every entry that holds all words of a query and none of those it excludes."""
        if query.is_empty:
            return Hits(query)
        if query.numbers:
            words, without = (tuple(map(numbers_alike, each)) for each in (query.words, query.without))
            query = Query(words, without, query.plans, query.kinds, numbers=True)
        text = self._alike if query.numbers else self._plain
        found = _all_of([text.holding(word) for word in query.words])
        for word in query.without:
            excluded = set(text.holding(word))
            found = [index for index in found if index not in excluded]
        found = [index for index in found if _is_in(self._entries[index], query)]
        return Hits(query, tuple(self._entries[i] for i in found), text.count(query.words, found))


class _Text:
    """Texts joined to one, and where each begins in it."""

    def __init__(self, parts: Iterable[str]) -> None:
        self.parts = tuple(parts)
        self._joined = _BETWEEN.join(self.parts)
        self._starts: list[int] = []
        start = 0
        for part in self.parts:
            self._starts.append(start)
            start += len(part) + 1

    def holding(self, word: str) -> list[int]:
        """The numbers of the texts in which a word stands, in order."""
        find: Callable[[str, int], int] = self._joined.find
        starts, found = self._starts, []
        place = find(word, 0)
        while place >= 0:
            index = bisect_right(starts, place) - 1
            found.append(index)
            if index + 1 == len(starts):
                break
            place = find(word, starts[index + 1])
        return found

    def count(self, words: Sequence[str], indexes: Sequence[int]) -> int:
        """How often words stand in some of the texts."""
        if len(indexes) == len(self.parts):
            return sum(map(self._joined.count, words))
        return sum(self.parts[index].count(word) for index in indexes for word in words)


def _all_of(found: list[list[int]]) -> list[int]:
    first, *others = found
    wanted = [set(other) for other in others]
    return [index for index in first if all(index in other for other in wanted)]


def _is_in(entry: Entry, query: Query) -> bool:
    in_plan = not query.plans or entry.plan in query.plans
    return in_plan and (not query.kinds or entry.kind in query.kinds)
