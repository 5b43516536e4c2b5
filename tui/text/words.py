"""The words of a text: figures with their units, Latin words, and Chinese words of plans.

Chinese words are found by the longest known word from left to right; what is unknown stands by character.
A segmenter with a dictionary of its own would know more words and cost 100 ms and 30 MB (decision 11).
"""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

from tui.text.figures import find_figures
from tui.text.fold import half_width

Span = tuple[int, int]

_LONGEST = 4
_LATIN = re.compile(r"(?:[-−+](?=\d))?[A-Za-z0-9]+(?:[.,:/×&+-][A-Za-z0-9]+)*[%‰]?[万亿千百]*")
_HAN = re.compile(r"[\u3400-\u9fff\U00020000-\U0003ffff〇]+")


@cache
def _known() -> frozenset[str]:
    lines = Path(__file__).with_name("words.txt").read_text(encoding="utf-8").splitlines()
    return frozenset(line for line in lines if line and not line.startswith("#"))


def word_spans(text: str) -> list[Span]:
    """The (start, end) offsets of the words of `text`, in order; marks and blanks belong to none."""
    plain = half_width(text)
    whole = _apart(
        [*((f.start, f.end) for f in find_figures(plain)), *(m.span() for m in _LATIN.finditer(plain))]
    )
    spans: list[Span] = []
    position = 0
    for start, end in [*whole, (len(plain), len(plain))]:
        for run in _HAN.finditer(plain, position, start):
            spans.extend(_han_words(plain, *run.span()))
        if start < end:
            spans.append((start, end))
        position = end
    return spans


def _apart(spans: list[Span]) -> list[Span]:
    """Spans in order without those that begin inside an earlier, longer one."""
    found: list[Span] = []
    for start, end in sorted(spans, key=lambda span: (span[0], -span[1])):
        if not found or start >= found[-1][1]:
            found.append((start, end))
    return found


def _han_words(text: str, start: int, end: int) -> list[Span]:
    known = _known()
    spans = []
    while start < end:
        lengths = range(min(_LONGEST, end - start), 1, -1)
        length = next((n for n in lengths if text[start : start + n] in known), 1)
        spans.append((start, start + length))
        start += length
    return spans
