"""Proposing what in one plan answers to a passage of another: by words, their company, and where they stand.

No model and no network: character grams weighted by rarity, near-synonyms, themes, and figures and names in
common. The weights were tuned on one half of the curated matches; `benchmarks/matching.py` tells what they
reach on the other.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from heapq import nlargest
from typing import Final

from tui.compare.synonyms import Synonyms
from tui.compare.units import Unit
from tui.compare.vectors import Grams, Index
from tui.text.figures import find_figures
from tui.text.fold import fold, half_width


@dataclass(frozen=True, slots=True)
class Weights:
    """How much each kind of likeness counts: of clauses, of their sentences, of the clause with the other
    sentence, with the other heading, of themes, and of names and figures in common.

    `slope` and `offset` turn the sum into how likely a person would call it a match; `threshold` is the
    likelihood from which a match is proposed.
    """

    clause: float = 1.0
    sentence: float = 0.6
    crossed: float = 0.3
    heading: float = 0.2
    theme: float = 0.1
    shared: float = 0.1
    slope: float = 4.81
    offset: float = -2.76
    threshold: float = 0.4


DEFAULT: Final = Weights()
#: Likenesses in the order of the first six weights.
Features = tuple[float, float, float, float, float, float]


@dataclass(frozen=True, slots=True)
class Candidate:
    """A clause that may answer, and how likely it does, from 0 to 1."""

    unit: Unit
    likelihood: float


_NAME: Final = re.compile(r"“([^“”]{2,20})”|《([^《》]{2,40})》|([A-Za-z][A-Za-z0-9+-]+)")


class Matcher:
    """Finds counterparts in one plan.

    Args:
        candidates: the clauses of the plan in which counterparts are looked for; none that looks back.
        others: the clauses of the plan whose counterparts are looked for; they too say which words are rare.
        synonyms: words that mean the same.
        weights: how much each kind of likeness counts.
    """

    def __init__(
        self,
        candidates: Sequence[Unit],
        others: Sequence[Unit],
        synonyms: Synonyms,
        weights: Weights = DEFAULT,
    ) -> None:
        # What was reached already answers to no promise.
        candidates = [unit for unit in candidates if not unit.looks_back]
        self._candidates = candidates
        self._weights = weights
        self._grams = Grams((unit.passage.quote for unit in (*candidates, *others)), synonyms)
        self._sentence_of, sentences = _numbered([unit.sentence.quote for unit in candidates])
        self._heading_of, headings = _numbered([unit.heading for unit in candidates])
        self._clauses = self._index([unit.passage.quote for unit in candidates])
        self._sentences = self._index(sentences)
        self._headings = self._index(headings)
        self._evidence = [_evidence(unit.passage.quote) for unit in candidates]
        self._like_sentence: dict[str, dict[int, float]] = {}

    def _index(self, texts: Sequence[str]) -> Index:
        return Index(map(self._grams.vector, texts))

    def candidates(self, unit: Unit, limit: int = 5) -> list[Candidate]:
        """The clauses most likely to answer a clause, the likeliest first."""
        w = self._weights
        sums = (
            (
                w.clause * clause
                + w.sentence * sentence
                + w.crossed * crossed
                + w.heading * heading
                + w.theme * theme
                + w.shared * shared,
                -number,
            )
            for number, (clause, sentence, crossed, heading, theme, shared) in self.features(unit)
        )
        best = nlargest(limit, sums)
        return [Candidate(self._candidates[-n], self._likelihood(total)) for total, n in best]

    def features(self, unit: Unit) -> Iterator[tuple[int, Features]]:
        """The likenesses of a clause to every candidate that has words in common with it, by number."""
        own = self._grams.vector(unit.passage.quote)
        crossed = self._sentences.likeness(own)
        headings = self._headings.likeness(self._grams.vector(unit.heading + unit.passage.quote))
        sentences = self._sentence_likeness(unit.sentence.quote)
        evidence = _evidence(unit.passage.quote)
        for number, clause in self._clauses.likeness(own).items():
            sentence = self._sentence_of[number]
            yield (
                number,
                (
                    clause,
                    sentences.get(sentence, 0.0),
                    crossed.get(sentence, 0.0),
                    headings.get(self._heading_of[number], 0.0),
                    theme_likeness(unit.themes, self._candidates[number].themes),
                    1.0 if evidence and evidence & self._evidence[number] else 0.0,
                ),
            )

    def _sentence_likeness(self, sentence: str) -> dict[int, float]:
        if sentence not in self._like_sentence:
            self._like_sentence[sentence] = self._sentences.likeness(self._grams.vector(sentence))
        return self._like_sentence[sentence]

    def _likelihood(self, total: float) -> float:
        return 1 / (1 + math.exp(-(self._weights.slope * total + self._weights.offset)))


def _numbered(texts: Sequence[str]) -> tuple[list[int], list[str]]:
    """For each text the number of its first equal, and the different texts in that order."""
    numbers: dict[str, int] = {}
    return [numbers.setdefault(text, len(numbers)) for text in texts], list(numbers)


def theme_likeness(first: Sequence[str], second: Sequence[str]) -> float:
    """1 for the same theme, a half where one of them only touches the other's, a quarter where both touch."""
    if first and second and first[0] == second[0]:
        return 1.0
    best = 0.0
    for n, theme in enumerate(first):
        if theme in second:
            best = max(best, (0.5 if n else 1.0) * (1.0 if second[0] == theme else 0.5))
    return best


def _evidence(text: str) -> frozenset[str]:
    """Names in quotation marks, Latin names and figures with their units: strong evidence if shared."""
    names = {fold(next(filter(None, groups))) for groups in _NAME.findall(text)}
    figures = {f"{figure.value:g}{figure.unit}" for figure in find_figures(half_width(text))}
    return frozenset(names | figures)
