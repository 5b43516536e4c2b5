"""How the wording of two passages differs, in units that a Chinese reader sees as units."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import lru_cache
from typing import Final

from tui.text.fold import fold
from tui.text.strength import comparator_words, degree
from tui.text.words import Span, word_spans

#: Common runs shorter than this say nothing in Chinese; moved ones must be longer still.
_SHORTEST_COMMON: Final = 2
_SHORTEST_MOVED: Final = 4
#: Below this share of kept characters on both sides a passage was written anew.
_REWRITTEN_BELOW: Final = 0.35


@dataclass(frozen=True, slots=True)
class Mark:
    """Words that one passage has and the other has not, or has elsewhere.

    `kind` is changed, moved, degree (全面, 加快, 鼓励 …), comparator (以上, 不低于 …) or figure.
    """

    start: int
    end: int
    kind: str


@dataclass(frozen=True, slots=True)
class Difference:
    """The marks in the old and in the new passage, each in order.

    `kept_old` and `kept_new` are the shares of characters that the other passage has too, wherever.
    """

    old: tuple[Mark, ...]
    new: tuple[Mark, ...]
    kept_old: float
    kept_new: float

    @property
    def is_rewriting(self) -> bool:
        """Whether so little was kept that words side by side tell more than marks."""
        return max(self.kept_old, self.kept_new) < _REWRITTEN_BELOW


@lru_cache(maxsize=2048)
def difference(old: str, new: str) -> Difference:
    """How `old` and `new` differ.

    Words, figures with their units and Latin words are never split; punctuation, width, letter case and
    blanks do not count; a phrase that only stands elsewhere is moved, not changed.
    """
    first, second = _Side(old), _Side(new)
    matcher = SequenceMatcher(None, first.folded, second.folded, autojunk=False)
    for block in matcher.get_matching_blocks():
        if first.length(block.a, block.size) >= _SHORTEST_COMMON:
            first.keep(block.a, block.size)
            second.keep(block.b, block.size)
    _find_moved(first, second)
    return Difference(first.marks(), second.marks(), first.kept(), second.kept())


class _Side:
    """One passage by its words, each with what became of it; empty for kept words."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.spans = word_spans(text)
        self.folded = [fold(text[start:end]) for start, end in self.spans]
        self.fates = ["changed"] * len(self.spans)

    def length(self, first: int, count: int) -> int:
        """The characters of some words."""
        return sum(map(len, self.folded[first : first + count]))

    def kept(self) -> float:
        """The share of characters in words that are kept or only moved."""
        lengths = [len(word) for word in self.folded]
        lost = sum(n for n, fate in zip(lengths, self.fates, strict=True) if fate == "changed")
        return 1 - lost / max(1, sum(lengths))

    def keep(self, first: int, count: int, fate: str = "") -> None:
        """Say what became of some words."""
        self.fates[first : first + count] = [fate] * count

    def runs(self) -> list[Span]:
        """The runs of changed words: first word, and the one after the last."""
        found: list[Span] = []
        for index, fate in enumerate(self.fates):
            if fate == "changed":
                if found and found[-1][1] == index:
                    found[-1] = (found[-1][0], index + 1)
                else:
                    found.append((index, index + 1))
        return found

    def marks(self) -> tuple[Mark, ...]:
        """What became of the words, neighbours of one kind joined over the marks between them."""
        found: list[Mark] = []
        for index, (start, end) in enumerate(self.spans):
            kind = self._kind(index)
            if not kind:
                continue
            joins = found and index and found[-1].end == self.spans[index - 1][1] and found[-1].kind == kind
            if joins:
                found[-1] = Mark(found[-1].start, end, kind)
            else:
                found.append(Mark(start, end, kind))
        return tuple(found)

    def _kind(self, index: int) -> str:
        fate, word = self.fates[index], self.folded[index]
        if fate != "changed":
            return fate
        if word[0].isdigit() or word[0] in "-+":
            return "figure"
        if word in comparator_words():
            return "comparator"
        return "degree" if degree(word) is not None else fate


def _find_moved(first: _Side, second: _Side) -> None:
    """Phrases that are left over on both sides, the longest first, stand elsewhere and did not change."""
    while True:
        best = _longest_common(first, second)
        if best is None:
            return
        at, there, count = best
        first.keep(at, count, "moved")
        second.keep(there, count, "moved")


def _longest_common(first: _Side, second: _Side) -> tuple[int, int, int] | None:
    best: tuple[int, int, int] | None = None
    longest = _SHORTEST_MOVED - 1
    for a, b in first.runs():
        for c, d in second.runs():
            found = _common(first.folded[a:b], second.folded[c:d])
            length = first.length(a + found[0], found[2])
            if length > longest:
                longest, best = length, (a + found[0], c + found[1], found[2])
    return best


def _common(first: Sequence[str], second: Sequence[str]) -> tuple[int, int, int]:
    """Where the longest common run of words begins on both sides, and how many words it has."""
    match = SequenceMatcher(None, first, second, autojunk=False).find_longest_match()
    return match.a, match.b, match.size
