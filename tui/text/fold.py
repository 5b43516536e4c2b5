"""Finding text as a reader means it: full and half width, letter case and blanks make no difference."""

from __future__ import annotations

import unicodedata


class _Folding(dict[int, str]):
    def __missing__(self, code: int) -> str:
        char = chr(code)
        folded = _fold_char(char)
        self[code] = folded
        return folded


def _fold_char(char: str) -> str:
    if char.isspace() or unicodedata.category(char) == "Cf":
        return ""
    if unicodedata.east_asian_width(char) in "FH":
        half = unicodedata.normalize("NFKC", char)
        char = half if len(half) == 1 else char
    lower = char.lower()
    return lower if len(lower) == 1 else char


_FOLDING = _Folding()


def fold(text: str) -> str:
    """`text` with width and letter case folded and blanks left out."""
    return text.translate(_FOLDING)


#: Full-width letters, digits and marks as their half-width forms, one character for one.
_HALF = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)}


def half_width(text: str) -> str:
    """`text` with full-width forms made half-width; every character keeps its place."""
    return text.translate(_HALF)


def find_spans(text: str, folded_query: str) -> list[tuple[int, int]]:
    """Where `folded_query` (see `fold`) stands in `text`: (start, end) offsets of the text as printed.

    Occurrences do not overlap, as `str.count` counts them.
    """
    if not folded_query:
        return []
    folded = fold(text)
    first = folded.find(folded_query)
    if first < 0:
        return []
    offsets = [index for index, char in enumerate(text) if _FOLDING[ord(char)]]
    spans = []
    while first >= 0:
        last = first + len(folded_query)
        spans.append((offsets[first], offsets[last - 1] + 1))
        first = folded.find(folded_query, last)
    return spans
