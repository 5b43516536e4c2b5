"""Which words of two passages differ, in units that a Chinese reader sees as units."""

from __future__ import annotations

import re
from difflib import SequenceMatcher

from tui.text.fold import fold

Span = tuple[int, int]

_ALNUM = "A-Za-z0-9Ａ-Ｚａ-ｚ０-９"
_TOKEN = re.compile(
    rf"(?:(?<![{_ALNUM}])[-−+](?=\d))?[{_ALNUM}]+(?:[.,:/×—-][{_ALNUM}]+)*[%‰％]?[万亿千百]*|\s+|.", re.DOTALL
)
_SHORTEST_COMMON = 2


def differing_spans(old: str, new: str) -> tuple[list[Span], list[Span]]:
    """The parts of `old` that `new` does not have, and of `new` that `old` does not have.

    Figures with their sign and magnitude and Latin words are never split; punctuation, width, letter case
    and blanks do not count; common runs shorter than two characters are seen as part of the difference.
    """
    old_tokens, new_tokens = _tokens(old), _tokens(new)
    matcher = SequenceMatcher(
        None, [fold(old[a:b]) for a, b in old_tokens], [fold(new[a:b]) for a, b in new_tokens], autojunk=False
    )
    common = [
        block
        for block in matcher.get_matching_blocks()
        if sum(b - a for a, b in old_tokens[block.a : block.a + block.size]) >= _SHORTEST_COMMON
    ]
    old_kept = [(block.a, block.a + block.size) for block in common]
    new_kept = [(block.b, block.b + block.size) for block in common]
    return _outside(old_tokens, old_kept), _outside(new_tokens, new_kept)


def _tokens(text: str) -> list[Span]:
    return [match.span() for match in _TOKEN.finditer(text) if any(char.isalnum() for char in match.group())]


def _outside(tokens: list[Span], kept: list[Span]) -> list[Span]:
    spans: list[Span] = []
    position = 0
    for start, end in [*kept, (len(tokens), len(tokens))]:
        if position < start:
            spans.append((tokens[position][0], tokens[start - 1][1]))
        position = end
    return spans
