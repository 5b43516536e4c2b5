"""How strongly words promise: the ladder of degree words, and words that compare."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from tui.text.figures import figure_words
from tui.text.fold import fold
from tui.tomlfile import read_toml


@cache
def _degrees() -> dict[str, int]:
    ladder = read_toml(Path(__file__).with_name("degrees.toml"))["degrees"]
    return {fold(word): int(step) for step, words in ladder.items() for word in words}


def degree(word: str) -> int | None:
    """The step of a degree word, from 4 (全面) to 0 (探索); None for any other word."""
    return _degrees().get(word)


def degrees_in(words: list[str]) -> list[tuple[str, int]]:
    """The degree words among words, each with its step."""
    return [(word, step) for word in words if (step := degree(word)) is not None]


@cache
def comparator_words() -> frozenset[str]:
    """The words before and after a figure that compare (不低于, 突破, 以上, 左右 …)."""
    words = figure_words()
    return frozenset(fold(word) for word, _ in (*words.before, *words.after) if len(word) > 1)
