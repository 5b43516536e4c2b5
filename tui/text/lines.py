"""Breaking Chinese text into lines.

Rules: GB/T 15834-2011 (no closing mark begins a line, no opening mark ends one, dashes and ellipses are
not torn apart) and the number rules of UAX #14 (a figure stays with its sign and unit), plus Latin words
kept whole. Text is seen as a row of unbreakable units; a line takes as many as fit.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from tui.text.width import text_width

OPENING = "（(《「『【〔〈[{“‘"
CLOSING = "，。；：、！？,.;:!?）)》」』】〕〉]}”’%‰℃°·…～〜％"

_MARKS = r"\u0300-\u036f\u200b-\u200d\ufe0e\ufe0f"
_ALNUM = "A-Za-z0-9Ａ-Ｚａ-ｚ０-９"
_UNITS = (
    "个百分点|百分点|平方公里|平方米|立方米|公里|公顷|千瓦时|千伏|千瓦|蒸吨|克|标煤|人次|"
    "[年月日岁天度米亩吨元人个座套户项家辆条件名次位头只羽处张倍篇章节期村所篇万亿千百十级点]"
)
_WITH_UNIT = rf"(?:(?<=[\d%％])(?:{_UNITS}){{1,4}}(?:/[百千万]*(?:千瓦时|{_UNITS}))?)?"
_UNIT = re.compile(
    rf"""
    [{re.escape(OPENING)}]*
    (?:
        [{_ALNUM}]+ (?: (?:(?<=\d),(?=\d) | [.:/+×&'_#@~–—-])+ [{_ALNUM}]+ )* [%‰℃°％]?
        (?: (?<=[\d%％]) [—–~～-] \d[\d.,]* [%％]? )?
        {_WITH_UNIT}
      | —+
      | [^\s]
      | \s
    )
    (?: [{re.escape(CLOSING)}{_MARKS}] | [—–](?![—–]) )*
    [^\S\n]*
    """,
    re.VERBOSE,
)
#: Parts of a unit that is wider than a line: words, figures with their units, single characters.
_PART = re.compile(
    rf"(?:[A-Za-zＡ-Ｚａ-ｚ]+|\d[\d.,]*[%‰℃°％]?{_WITH_UNIT}|.)[{re.escape(CLOSING)}]*", re.DOTALL
)


def break_lines(text: str, width: int, *, first_indent: int = 0) -> list[tuple[int, int]]:
    """The lines of `text` as (start, end) offsets; blanks at a line's end are left out.

    Args:
        text: any text; a newline ends a line.
        width: cells of a line, at least 2.
        first_indent: cells that the first line leaves free at its start.
    """
    width = max(width, 2)
    lines: list[tuple[int, int]] = []
    position = 0
    for piece in text.split("\n"):
        lines.extend(_break_piece(text, position, position + len(piece), width, first_indent))
        position += len(piece) + 1
        first_indent = 0
    return lines


class _Cells(dict[str, tuple[int, int]]):
    """The cells of a unit, with and without the blanks at its end. Most units are one of few characters."""

    def __missing__(self, unit: str) -> tuple[int, int]:
        found = (text_width(unit), text_width(unit.rstrip()))
        if len(unit) <= _REMEMBERED:
            self[unit] = found
        return found


_REMEMBERED = 3
_CHARACTER = re.compile(".", re.DOTALL)
_CELLS = _Cells()


def forget_units() -> None:
    """Measure units anew; the painter counts otherwise than before."""
    _CELLS.clear()


def _break_piece(text: str, start: int, stop: int, width: int, indent: int) -> Iterator[tuple[int, int]]:
    used = indent
    begin = start
    for match in _UNIT.finditer(text, start, stop):
        cells, needed = _CELLS[match.group()]
        if used + needed > width and match.start() > begin:
            yield begin, _trimmed(text, begin, match.start())
            begin, used = match.start(), 0
        if used + needed <= width:
            used += cells
            continue
        for part in _parts(text, match.start(), match.end(), width - used):
            cells = text_width(part.group())
            if used + cells > width and part.start() > begin:
                yield begin, part.start()
                begin, used = part.start(), 0
            used += cells
    yield begin, _trimmed(text, begin, stop)


def _parts(text: str, start: int, stop: int, width: int) -> Iterator[re.Match[str]]:
    """The parts of a unit that is too wide for a line; one that is too wide itself gives its characters."""
    for part in _PART.finditer(text, start, stop):
        if text_width(part.group()) > width:
            yield from _CHARACTER.finditer(text, part.start(), part.end())
        else:
            yield part


def _trimmed(text: str, start: int, stop: int) -> int:
    while stop > start and text[stop - 1].isspace():
        stop -= 1
    return stop


def wrap(text: str, width: int, *, first_indent: int = 0) -> list[str]:
    """The lines of `text` as strings, without the indent itself."""
    return [text[start:end] for start, end in break_lines(text, width, first_indent=first_indent)]
