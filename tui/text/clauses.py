"""The clauses of a paragraph: what stands between its commas, outside brackets and quotation marks."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

#: Bracketed and quoted words, short enough to be an aside, a name or a slogan.
_BRACKETED = re.compile(r"\([^()]{0,120}\)")
_QUOTED = re.compile(r"“[^“”]{0,60}”|《[^《》]{0,80}》|「[^「」]{0,60}」|‘[^‘’]{0,60}’|\"[^\"]{0,40}\"")
_BREAK = re.compile(r"[。!?;:\n]|,(?!\d{3}(?!\d))|(?<!\d),")
_ENDS_SENTENCE = "。!?\n"


@dataclass(frozen=True, slots=True)
class Clause:
    """Characters `start` to `end` of a paragraph; `sentence` counts the sentences before it."""

    start: int
    end: int
    sentence: int


def asides(text: str) -> list[tuple[int, int]]:
    """Where bracketed words stand in a text of half-width forms."""
    return [match.span() for match in _BRACKETED.finditer(text)]


def quotations(text: str) -> list[tuple[int, int]]:
    """Where quoted words and names of documents stand in a text of half-width forms."""
    return [match.span() for match in _QUOTED.finditer(text)]


def blanked(text: str, spans: Iterable[tuple[int, int]], filler: str = "〇") -> str:
    """The text with what stands in some spans made fillers; every other character keeps its place."""
    parts, begin = [], 0
    for start, end in sorted(spans):
        if end > begin:
            first = max(start, begin)
            parts += [text[begin:first], filler * (end - first)]
            begin = end
    return "".join((*parts, text[begin:]))


def clauses(text: str) -> list[Clause]:
    """The clauses of a text of half-width forms, in order; blank ones are left out."""
    covered = sorted([*asides(text), *quotations(text)])
    found: list[Clause] = []
    begin = sentence = index = 0
    for match in _BREAK.finditer(text):
        while index < len(covered) and covered[index][1] <= match.start():
            index += 1
        if index < len(covered) and covered[index][0] <= match.start():
            continue
        _append(found, text, Clause(begin, match.start(), sentence))
        begin = match.end()
        sentence += match[0] in _ENDS_SENTENCE
    _append(found, text, Clause(begin, len(text), sentence))
    return found


def _append(found: list[Clause], text: str, clause: Clause) -> None:
    start, end = clause.start, clause.end
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    if start < end:
        found.append(Clause(start, end, clause.sentence))
