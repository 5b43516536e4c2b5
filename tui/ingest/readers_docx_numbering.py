"""The automatic numbers of a word processor, which are printed but stand in no paragraph's text."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from docx.oxml.ns import qn

_PLACEHOLDER = re.compile(r"%([1-9])")
_DIGITS = "零一二三四五六七八九"
_LEGAL = "零壹贰叁肆伍陆柒捌玖"
_ROMAN = (
    (1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"),
    (50, "l"), (40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"),
)  # fmt: skip
_CHINESE = frozenset(
    {"chineseCounting", "chineseCountingThousand", "taiwaneseCounting", "taiwaneseCountingThousand",
     "japaneseCounting", "ideographTraditional", "ideographDigital", "japaneseDigitalTenThousand"}
)  # fmt: skip
_LEVELS = 9


@dataclass(slots=True)
class _Level:
    start: int
    format: str
    text: str
    legal: bool


@dataclass(slots=True)
class _List:
    """A numbered list: its levels, and how far each has counted."""

    levels: dict[int, _Level]
    counts: dict[int, int] = field(default_factory=dict)


class Numbering:
    """Counts the numbered paragraphs of a document in printed order.

    Args:
        element: the root of `numbering.xml`, or None where there is no such part.
    """

    def __init__(self, element: Any) -> None:
        self._lists: dict[str, _List] = {}
        self._restarts: dict[str, dict[int, int]] = {}
        if element is None:
            return
        abstract = {
            item.get(qn("w:abstractNumId")): _List(dict(_levels(item)))
            for item in element.iterchildren(qn("w:abstractNum"))
        }
        for number in element.iterchildren(qn("w:num")):
            identifier = number.get(qn("w:numId"))
            named = _value(number, "w:abstractNumId")
            if named in abstract:
                self._lists[identifier] = abstract[named]
                self._restarts[identifier] = _restarts(number)

    def next(self, identifier: str, level: int) -> str:
        """The number printed before the next paragraph of a list at a level; empty for bullets."""
        found = self._lists.get(identifier)
        if found is None or level not in found.levels:
            return ""
        for restarted, start in self._restarts.get(identifier, {}).items():
            found.counts[restarted] = start - 1
        self._restarts[identifier] = {}
        found.counts[level] = found.counts.get(level, found.levels[level].start - 1) + 1
        for deeper in range(level + 1, _LEVELS):
            found.counts.pop(deeper, None)
        return self._printed(found, level)

    def _printed(self, found: _List, level: int) -> str:
        own = found.levels[level]
        if own.format in ("bullet", "none"):
            return ""

        def number(match: re.Match[str]) -> str:
            place = int(match[1]) - 1
            above = found.levels.get(place)
            if above is None:
                return ""
            value = found.counts.get(place, above.start)
            return formatted(value, "decimal" if own.legal else above.format)

        return _PLACEHOLDER.sub(number, own.text)


def _levels(item: Any) -> Iterable[tuple[int, _Level]]:
    for level in item.iterchildren(qn("w:lvl")):
        start = _value(level, "w:start") or "1"
        yield (
            int(level.get(qn("w:ilvl"), "0")),
            _Level(
                start=int(start),
                format=_value(level, "w:numFmt") or "decimal",
                text=_value(level, "w:lvlText"),
                legal=level.find(qn("w:isLgl")) is not None,
            ),
        )


def _restarts(number: Any) -> dict[int, int]:
    """Levels that a list begins again, with the numbers they begin at."""
    found = {}
    for override in number.iterchildren(qn("w:lvlOverride")):
        start = _value(override, "w:startOverride")
        if start:
            found[int(override.get(qn("w:ilvl"), "0"))] = int(start)
    return found


def _value(element: Any, name: str) -> str:
    child = element.find(qn(name))
    return (child.get(qn("w:val")) or "") if child is not None else ""


def formatted(value: int, style: str) -> str:
    """A count as a word processor prints it in one of its number formats; unknown ones as digits."""
    if style in _CHINESE:
        return _chinese(value)
    if style == "chineseLegalSimplified":
        return "".join(_LEGAL[int(digit)] for digit in str(value)) if value > 9 else _LEGAL[value]
    if style in ("upperRoman", "lowerRoman"):
        return _roman(value).upper() if style == "upperRoman" else _roman(value)
    if style in ("upperLetter", "lowerLetter"):
        letter = chr(ord("a") + (value - 1) % 26) * ((value - 1) // 26 + 1)
        return letter.upper() if style == "upperLetter" else letter
    if style == "decimalEnclosedCircle" and 0 < value <= 20:
        return chr(0x2460 + value - 1)
    return f"{value:02d}" if style == "decimalZero" else str(value)


def _chinese(value: int) -> str:
    if not 0 < value < 1000:
        return str(value)
    hundreds, tens, ones = value // 100, value // 10 % 10, value % 10
    text = f"{_DIGITS[hundreds]}百" if hundreds else ""
    if tens:
        text += ("" if tens == 1 and not hundreds else _DIGITS[tens]) + "十"
    elif hundreds and ones:
        text += "零"
    return text + (_DIGITS[ones] if ones else "")


def _roman(value: int) -> str:
    text = ""
    for amount, sign in _ROMAN:
        count, value = divmod(value, amount)
        text += sign * count
    return text
