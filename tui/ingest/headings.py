"""The headings of Chinese plans: how they are printed, what they number, how deep they stand."""

from __future__ import annotations

import re
from dataclasses import dataclass

_HAN_NUMBER = "一二三四五六七八九十百零〇"
_LONGEST_HEADING = 50
_SENTENCE_END = "。！？!?；;"

#: Depth in the tree; a heading's parent is the last one before it that stands higher.
RANK = {
    "part": 1,
    "chapter": 2,
    "section": 3,
    "item": 4,
    "subitem": 5,
    "point": 6,
    "goal": 7,
    "box": 8,
    "table": 8,
    "extract": 1,
}

_PATTERNS = (
    ("part", re.compile(rf"(第[{_HAN_NUMBER}\d]+篇)[\s:：]*(.+)")),
    ("chapter", re.compile(rf"(第[{_HAN_NUMBER}\d]+章)[\s:：]*(.+)")),
    ("section", re.compile(rf"(第[{_HAN_NUMBER}\d]+节)[\s:：]*(.+)")),
    ("item", re.compile(rf"([{_HAN_NUMBER}]+、)\s*(.+)")),
    ("subitem", re.compile(rf"([(（][{_HAN_NUMBER}]+[)）])\s*(.+)")),
    ("point", re.compile(r"([(（]\d+[)）])\s*(.+)")),
    ("goal", re.compile(r"(——)\s*(.+)")),
    ("box", re.compile(r"(专栏\s*\d+)[\s:：]*(.+)")),
)
#: Kinds whose heading may be the first sentence of a paragraph.
_RUN_IN = frozenset({"subitem", "point", "goal"})
#: A heading that was set onto the end of the paragraph before it: after a sentence and a blank.
_STUCK = re.compile(
    rf"(?<=[。！？!?])[ \u00a0\u3000]+(?=[(（][{_HAN_NUMBER}]+[)）][^。！？]{{2,{_LONGEST_HEADING}}}$)"
)


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading found in a line: kind, number as printed, title, and whether the line goes on after it."""

    kind: str
    number: str
    title: str
    run_in: bool


def find_heading(text: str) -> Heading | None:
    """The heading that a line is, or begins with; None for running text."""
    text = text.strip()
    for kind, pattern in _PATTERNS:
        match = pattern.fullmatch(text)
        if match is None:
            continue
        number, rest = match[1], match[2].strip()
        end = next((index for index, char in enumerate(rest) if char in _SENTENCE_END), -1)
        if end < 0:
            return Heading(kind, number, rest, run_in=False) if len(rest) <= _LONGEST_HEADING else None
        if kind in _RUN_IN and 0 < end <= _LONGEST_HEADING:
            return Heading(kind, number, rest[:end], run_in=end + 1 < len(rest))
        return None
    return None


def split_stuck(text: str) -> list[str]:
    """A line parted where the next heading was set onto its end; usually the line alone."""
    return _STUCK.split(text)


def number_value(number: str) -> int:
    """The value of a printed number such as 第十四章, （三） or 专栏9; 0 where it has none."""
    digits = re.search(r"\d+", number)
    if digits:
        return int(digits[0])
    total, current = 0, 0
    for char in number:
        if char in "零〇":
            continue
        if char == "十":
            total += (current or 1) * 10
            current = 0
        elif char == "百":
            total += (current or 1) * 100
            current = 0
        elif char in _HAN_NUMBER:
            current = _HAN_NUMBER.index(char) + 1
    return total + current
