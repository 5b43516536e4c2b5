"""Texts as vectors of weighted character grams, and finding the likest of many without looking at all."""

from __future__ import annotations

import math
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from typing import Final

from tui.compare.synonyms import Synonyms
from tui.text.fold import fold

Vector = Mapping[str, float]

#: Single characters say little, pairs of them most; a shared meaning counts like a rare pair.
_SINGLE: Final = 0.3
_RARE_ENOUGH: Final = math.log(25)
_MEANING: Final = 1.0
#: Words of which every plan is full; pairs of them say little whatever their number.
_COMMON: Final = frozenset(
    (
        "推进",
        "加快",
        "加强",
        "建设",
        "实施",
        "提升",
        "完善",
        "推动",
        "健全",
        "发展",
        "积极",
        "深入",
        "全面",
        "持续",
        "开展",
        "工作",
        "力度",
        "水平",
        "体系",
        "机制",
        "能力",
        "大力",
        "做好",
        "强化",
        "促进",
        "提高",
        "坚持",
        "不断",
        "着力",
        "扎实",
        "落实",
        "打造",
        "构建",
        "建立",
        "服务",
        "管理",
        "重点",
        "项目",
        "推广",
        "进行",
    )
)
_COMMONNESS: Final = 0.3
_WORDS: Final = re.compile(r"[a-z0-9]+|[^\W\d_a-z]+")


class Grams:
    """How texts become vectors: by the rarity of their grams over a collection of texts.

    Args:
        texts: the collection.
        synonyms: words that mean the same; a meaning is a gram of its own.
    """

    def __init__(self, texts: Iterable[str], synonyms: Synonyms) -> None:
        self._synonyms = synonyms
        self._cached: dict[str, Vector] = {}
        self._counts: dict[str, Counter[str]] = {}
        found: Counter[str] = Counter()
        number = 0
        for text in texts:
            number += 1
            found.update(self._grams(text).keys())
        self._rarest = math.log(max(number, 2))
        self._rarity = {gram: math.log(max(number, 2) / count) for gram, count in found.items()}

    def vector(self, text: str) -> Vector:
        """A text as a vector of length 1; empty for a text without letters."""
        if text not in self._cached:
            weights = {gram: self._weight(gram, n) for gram, n in self._grams(text).items()}
            length = math.sqrt(sum(weight * weight for weight in weights.values()))
            self._cached[text] = {g: w / length for g, w in weights.items() if w} if length else {}
        return self._cached[text]

    def _weight(self, gram: str, count: int) -> float:
        weight = self._rarity.get(gram, self._rarest) * (1 + math.log(count))
        if gram in _COMMON:
            return weight * _COMMONNESS
        if gram.startswith("≈"):
            return weight * _MEANING
        if len(gram) == 1:
            return weight * _SINGLE if self._rarity.get(gram, self._rarest) > _RARE_ENOUGH else 0.0
        return weight

    def _grams(self, text: str) -> Counter[str]:
        if text not in self._counts:
            folded = fold(text)
            grams: Counter[str] = Counter(f"≈{n}" for n in self._synonyms.meanings(folded))
            for word in _WORDS.findall(folded):
                if word.isascii():
                    grams[word] += 1
                    continue
                grams.update(word)
                grams.update(word[i : i + 2] for i in range(len(word) - 1))
            self._counts[text] = grams
        return self._counts[text]


class Index:
    """Vectors by number, to be asked which are like another one."""

    def __init__(self, vectors: Iterable[Vector]) -> None:
        self._postings: dict[str, list[tuple[int, float]]] = defaultdict(list)
        for number, vector in enumerate(vectors):
            for gram, weight in vector.items():
                self._postings[gram].append((number, weight))

    def likeness(self, vector: Vector) -> dict[int, float]:
        """The cosine of a vector with every indexed one that shares a gram with it, by number."""
        found: dict[int, float] = defaultdict(float)
        for gram, weight in vector.items():
            for number, other in self._postings.get(gram, ()):
                found[number] += weight * other
        return found
