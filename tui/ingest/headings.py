"""The headings of Chinese plans: how they are printed, what they number, how deep they stand."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from tui.ingest.source import Line
from tui.text.numbers import printed_number

_HAN_NUMBER = "一二三四五六七八九十百零〇"
_LONGEST_HEADING = 50
_LONGEST_MARKED_HEADING = 80
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
    "table": 9,
    "extract": 1,
}

_NUMBER = rf"[{_HAN_NUMBER}\d][{_HAN_NUMBER}\d\s]*"
#: What may stand between a number and its title.
_GAP = r"[\s:：、.．]*"
_PATTERNS = (
    ("part", re.compile(rf"(第\s*{_NUMBER}(?:[篇编]|部\s*分)){_GAP}(.+)")),
    ("chapter", re.compile(rf"(第\s*{_NUMBER}章){_GAP}(.+)")),
    ("section", re.compile(rf"(第\s*{_NUMBER}节){_GAP}(.+)")),
    ("item", re.compile(rf"([{_HAN_NUMBER}]+\s*[、.．])\s*(.+)")),
    ("subitem", re.compile(rf"([(（]\s*[{_HAN_NUMBER}]+\s*[)）])[\s、.．]*(.+)")),
    ("point", re.compile(r"([(（]\s*\d+\s*[)）])[\s、.．]*(.+)")),
    ("goal", re.compile(r"(——)\s*(.+)")),
    ("box", re.compile(rf"(专\s*栏\s*(?:\d+|[{_HAN_NUMBER}]+)){_GAP}(.+)")),
)
#: Kinds whose heading may be the first sentence of a paragraph.
_RUN_IN = frozenset({"subitem", "point", "goal"})
#: A heading that was set onto the end of the paragraph before it: after a sentence and a blank.
_STUCK = re.compile(
    rf"(?<=[。！？!?])[ \u00a0\u3000]+(?=[(（][{_HAN_NUMBER}]+[)）][^。！？]{{2,{_LONGEST_HEADING}}}$)"
)
#: A number on a line of its own, whose title is the next line.
_BARE = re.compile(rf"(?:第\s*{_NUMBER}[篇编章节]|专\s*栏\s*(?:\d+|[{_HAN_NUMBER}]+))\s*[:：]?")

_DECIMAL = re.compile(r"(\d{1,2}(?:[.．]\d{1,2}){0,3})([.．、]?)(\s*)(\S.*)")
#: What follows a number that counts or measures: 1.5亿元, 2.3个百分点, 12 %.
_MEASURES = re.compile(
    r"[\d%％‰℃°+\-—–~～/.,，、:：)）]|亿|[万千百][元吨亩人户头只套个家辆立平千瓦米公]|个(?!性|人|体)|倍|元|吨|亩"
    r"|公[里斤顷]|平方|立方|毫?米|克|年(?!度|轻)|月|日(?!常)|小时|岁|户|家(?!庭|政|电)|项(?!目)|次(?!序)|位(?!置)"
)
_BEGINS_TITLE = re.compile(r"[\u4e00-\u9fffA-Za-z“\"《〈「『（(]")
_ENDS_NO_TITLE = "，,、：:"
_DECIMAL_KINDS = {
    "": ("chapter", "section", "item", "subitem"),
    "chapter": ("chapter", "section", "item", "subitem"),
    "item": ("item", "subitem", "point", "point"),
}
#: How far a number may be ahead of the one before it, where some are missing.
_LARGEST_STEP = 3

_KIND_AT_DEPTH = ("part", "chapter", "section", "item", "subitem", "point")


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


def is_bare_number(text: str) -> bool:
    """Whether a line is a heading's number alone, such as 第一章."""
    return bool(_BARE.fullmatch(text.strip()))


def is_short_title(text: str) -> bool:
    """Whether a line could be a title: short, and no sentence."""
    text = text.strip()
    return len(text) <= _LONGEST_HEADING and not set(text) & set(_SENTENCE_END)


def split_stuck(text: str) -> list[str]:
    """A line parted where the next heading was set onto its end; usually the line alone."""
    return _STUCK.split(text)


# --- headings that the file format marks -----------------------------------------------------------


def marked_headings(lines: Sequence[Line]) -> dict[int, Heading]:
    """The headings of lines that have a depth, by line number.

    The kind is what the text says (第一章, 一、, 1.1), else it follows from the depth: part, chapter, section
    and so on, always below the heading that it stands under.
    """
    found: dict[int, Heading] = {}
    above: list[tuple[int, int]] = []
    for line in lines:
        if not line.depth or not _could_be_marked(line.text.strip()):
            continue
        while above and above[-1][0] >= line.depth:
            above.pop()
        lowest = above[-1][1] if above else 0
        heading = _marked_heading(line.text.strip(), max(line.depth, lowest + 1))
        found[line.number] = heading
        above.append((line.depth, RANK[heading.kind]))
    return found


def _could_be_marked(text: str) -> bool:
    """Whether a marked line is a heading; word processors have whole paragraphs set in a heading's style."""
    return len(text) <= _LONGEST_MARKED_HEADING and not set(text[:-1]) & set(_SENTENCE_END)


def _marked_heading(text: str, rank: int) -> Heading:
    heading = find_heading(text)
    if heading:
        return replace(heading, run_in=False)
    decimal = _decimal_candidate(text)
    if decimal:
        value, number, title = decimal
        return Heading(_DECIMAL_KINDS[""][len(value) - 1], number, title, run_in=False)
    return Heading(_KIND_AT_DEPTH[min(rank, len(_KIND_AT_DEPTH)) - 1], "", text, run_in=False)


# --- headings numbered 1, 1.1, 1.1.1 ---------------------------------------------------------------


def decimal_headings(lines: Sequence[Line]) -> dict[int, Heading]:
    """The headings numbered 1, 1.1, 1.1.1 among the lines of a document's own text, by line number.

    A figure such as 1.5亿元 and a list inside running text look like them. So a number counts only where it
    follows the heading number before it (1.2 after 1.1 or 1.1.3), begins no measure, and heads text. A
    document with 第一章 or 一、 has decimal headings from the second level on, numbered under these.
    """
    printed = [find_heading(line.text) for line in lines]
    kinds = {heading.kind for heading in printed if heading and not heading.run_in}
    candidates = [
        None if heading else _decimal_candidate(line.text.strip())
        for heading, line in zip(printed, lines, strict=True)
    ]
    root = ""
    accepted: list[int] = []
    if any(candidate and len(candidate[0]) > 1 for candidate in candidates):
        # 一、 may as well stand below 1.1 as above it: the reading that explains most numbers is right.
        roots = [kind for kind in ("chapter", "item", "") if kind in kinds or not kind]
        readings = [(kind, _DecimalOutline(kind).accepted(printed, candidates)) for kind in roots]
        root, accepted = max(readings, key=lambda reading: len(reading[1]))
    elif not kinds and not any(line.depth for line in lines):
        accepted = _single_level(lines, candidates)
    found = {}
    for index in accepted:
        candidate = candidates[index]
        assert candidate is not None
        value, number, title = candidate
        kind = _DECIMAL_KINDS[root][len(value) - 1]
        found[lines[index].number] = Heading(kind, number, title, run_in=False)
    return found


def may_be_decimal_heading(text: str) -> bool:
    """Whether a line looks like a heading numbered 1 or 1.1; what stands around it decides."""
    return _decimal_candidate(text.strip()) is not None


_Candidate = tuple[tuple[int, ...], str, str]


def _decimal_candidate(text: str) -> _Candidate | None:
    """Value, number as printed and title of a line such as 1.1 规划背景; None for text and figures."""
    match = _DECIMAL.fullmatch(text)
    if match is None:
        return None
    number, dot, gap, title = match.groups()
    value = tuple(int(part) for part in re.split(r"[.．]", number))
    if len(value) == 1 and not dot and not gap:
        return None
    if not is_short_title(title) or title[-1] in _ENDS_NO_TITLE:
        return None
    if not _BEGINS_TITLE.match(title) or _MEASURES.match(title):
        return None
    return value, number + dot, title


class _DecimalOutline:
    """Walks the candidates of a document with several levels and takes those that go on from the last."""

    def __init__(self, root: str) -> None:
        self._root = root
        self._last: tuple[int, ...] = ()
        self._listed = 0

    def accepted(
        self, printed: Sequence[Heading | None], candidates: Sequence[_Candidate | None]
    ) -> list[int]:
        """The places of the candidates that are headings; none if there is no second level."""
        places = []
        following = _next_deep(candidates)
        for index, (heading, candidate) in enumerate(zip(printed, candidates, strict=True)):
            if heading and heading.kind == self._root and not heading.run_in:
                self._last, self._listed = (printed_number(heading.number),), 0
            elif candidate and self._takes(candidate[0], following[index]):
                self._last, self._listed = candidate[0], 0
                places.append(index)
        deep = [place for place in places if len((candidates[place] or ((),))[0]) > 1]
        return places if len(deep) > 1 else []

    def _takes(self, value: tuple[int, ...], following: tuple[int, ...]) -> bool:
        if len(value) > 1:
            return self._goes_on(value)
        in_list = value[0] == self._listed + 1 and self._listed > 0
        heads = following[:1] == value
        taken = not self._root and self._goes_on(value) and (heads or not in_list)
        # The second level goes on under the chapter before: this number is one of a list.
        if following and following[0] < value[0]:
            taken = False
        if not taken:
            self._listed = value[0]
        return taken

    def _goes_on(self, value: tuple[int, ...]) -> bool:
        last = self._last
        if not last:
            return set(value) == {1}
        if value == (*last, 1) or value == (last[0] + 1, 1):
            return True
        depth = len(value)
        return (
            depth <= len(last)
            and value[:-1] == last[: depth - 1]
            and 0 < value[-1] - last[depth - 1] <= _LARGEST_STEP
        )


def _next_deep(candidates: Sequence[_Candidate | None]) -> list[tuple[int, ...]]:
    """For each place the value of the next candidate after it that has several levels; empty at the end."""
    following: list[tuple[int, ...]] = []
    value: tuple[int, ...] = ()
    for candidate in reversed(candidates):
        following.append(value)
        if candidate and len(candidate[0]) > 1:
            value = candidate[0]
    following.reverse()
    return following


def _single_level(lines: Sequence[Line], candidates: Sequence[_Candidate | None]) -> list[int]:
    """The places of 1. 2. 3. in a document without any other heading; none where they are a list.

    They are a list where it is announced by a colon, or where most of its entries follow one another.
    """
    places: list[int] = []
    for index, candidate in enumerate(candidates):
        if candidate and candidate[0] == (len(places) + 1,):
            places.append(index)
    if len(places) < 2:
        return []
    announced = places[0] > 0 and lines[places[0] - 1].text.rstrip().endswith((":", "："))
    apart = sum(after - before > 1 for before, after in pairwise(places))
    return [] if announced or apart * 2 <= len(places) - 1 else places
