"""How far two reviewers agree, beyond what chance would give: Cohen's kappa.

Source: J. Cohen, A coefficient of agreement for nominal scales, Educational and Psychological Measurement
20 (1960) 37–46.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import TypeVar

from tui.config import SEVERITIES
from tui.review.events import Author
from tui.review.model import Flag

#: The category of a sentence that was looked at and left without a flag.
NO_FLAG = ""
Pair = tuple[str, str]
Sentence = TypeVar("Sentence")


@dataclass(frozen=True, slots=True)
class Agreement:
    """Agreement on sentences that both looked at.

    `observed` is the share of sentences on which both say the same, `expected` the share that chance would
    give. `kappa` is None where it is not defined: without sentences, or where both always say one thing.
    """

    sentences: int
    observed: float
    expected: float

    @property
    def kappa(self) -> float | None:
        """(observed − expected) / (1 − expected)."""
        if not self.sentences or self.expected >= 1:
            return None
        return (self.observed - self.expected) / (1 - self.expected)


def agreement(judged: Iterable[Pair]) -> Agreement:
    """The agreement of two reviewers on sentences; chance agreement is summed over all categories.

    Args:
        judged: for each sentence that both looked at, the category each gave it; no flag is one as well.
    """
    pairs = list(judged)
    total = len(pairs)
    if not total:
        return Agreement(0, 0.0, 0.0)
    first, second = (Counter(pair[n] for pair in pairs) for n in (0, 1))
    observed = sum(a == b for a, b in pairs) / total
    expected = sum(first[category] * second[category] for category in first) / total**2
    return Agreement(total, observed, expected)


def by_kind(judged: Sequence[Pair]) -> dict[str, Agreement]:
    """The agreement on each kind against all the rest, for the kinds that were given."""
    kinds = dict.fromkeys(category for pair in judged for category in pair if category != NO_FLAG)
    return {
        kind: agreement((a if a == kind else NO_FLAG, b if b == kind else NO_FLAG) for a, b in judged)
        for kind in kinds
    }


def category(flags: Iterable[Flag], kinds: Sequence[str]) -> str:
    """What a reviewer says of a sentence: the kind of the severest flag, of several the first in order.

    Args:
        flags: the reviewer's flags on the sentence.
        kinds: all kinds in their order.
    """

    def rank(flag: Flag) -> tuple[int, int, str]:
        severity = SEVERITIES.index(flag.severity) if flag.severity in SEVERITIES else len(SEVERITIES)
        return (severity, kinds.index(flag.kind) if flag.kind in kinds else len(kinds), flag.id)

    worst = min(flags, key=rank, default=None)
    return worst.kind if worst else NO_FLAG


def pairs_of(people: Iterable[Author]) -> list[tuple[Author, Author]]:
    """Every two people, in the order of their names."""
    return list(combinations(sorted(people), 2))


def sections_judged(
    judged: Mapping[Sentence, Pair], sections: Mapping[Sentence, Sequence[str]]
) -> dict[str, list[Pair]]:
    """What was said of the sentences of each section, the whole plan under an empty id.

    Args:
        judged: what both say of each sentence that both looked at.
        sections: the sections of each sentence, the plan's empty id among them.
    """
    found: dict[str, list[Pair]] = {}
    for sentence, pair in judged.items():
        for section in sections[sentence]:
            found.setdefault(section, []).append(pair)
    return found
