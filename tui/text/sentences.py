"""The sentences of a paragraph: the unit that a reviewer steps through and flags."""

from __future__ import annotations

import re

_SENTENCE = re.compile(
    r"[^。！？!?\s][^。！？!?]*(?:[。！？!?]+[”’）)》」』】〕]*|$)|[。！？!?]+[”’）)》」』】〕]*"
)


def sentence_spans(text: str) -> list[tuple[int, int]]:
    """The (start, end) offsets of the sentences of `text`, in order, without blanks at their ends.

    A sentence ends with 。！？ (or ! ?) and the closing marks that follow; what is left is the last one.
    Between them the spans hold every non-blank character.
    """
    return [_shrunk(text, match.start(), match.end()) for match in _SENTENCE.finditer(text)]


def _shrunk(text: str, start: int, end: int) -> tuple[int, int]:
    while end > start and text[end - 1].isspace():
        end -= 1
    return start, end


def sentence_at(text: str, offset: int) -> tuple[int, int]:
    """The span of the sentence that holds `offset`, or of the nearest before it; (0, 0) if none."""
    spans = sentence_spans(text)
    found = (0, 0) if not spans else spans[0]
    for span in spans:
        if span[0] <= offset:
            found = span
    return found
