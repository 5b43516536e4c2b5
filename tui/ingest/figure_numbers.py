"""Numbers with their units as plans print them: 400多平方米, 1万余亩, 50—100万元, 两倍, 百万吨级."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from tui.ingest.figure_rules import rules

_DIGITS = r"(?:\d{1,3}(?:,\d{3}){1,4}|\d{1,12})(?:\.\d{1,9})?"
_SCALES = r"(?:[十百千]?[万亿]|万亿|[百千])"
_HAN = {char: value for value, char in enumerate("零一二三四五六七八九")} | {"〇": 0, "○": 0, "两": 2}
_TENS = {"十": 10, "百": 100, "千": 1000}
_MYRIADS = {"": 1, "万": 10_000, "亿": 100_000_000}

#: Full-width letters, digits and marks as their half-width forms, one character for one.
_HALF = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)}


@dataclass(frozen=True, slots=True)
class Figure:
    """A printed number with its unit, from `start` to `end` of the text.

    `kind` is count, size, share, time or scale (百万吨级); `hedge` is more_than for 余 and 多, else empty.
    `han` says that the number is written in Chinese characters.
    """

    start: int
    end: int
    value: float
    high: float | None
    unit: str
    kind: str
    hedge: str = ""
    han: bool = False


def half_width(text: str) -> str:
    """`text` with full-width forms made half-width; every character keeps its place."""
    return text.translate(_HALF)


def find_figures(text: str) -> list[Figure]:
    """The figures of a text that `half_width` made, in order."""
    found = [_from_digits(match) for match in _digits().finditer(text)]
    found += [figure for match in _han().finditer(text) if (figure := _from_han(match))]
    found += [_from_scale(match) for match in _scale().finditer(text)]
    found.sort(key=lambda figure: (figure.start, -figure.end))
    apart: list[Figure] = []
    for figure in found:
        if not apart or figure.start >= apart[-1].end:
            apart.append(figure)
    return apart


def han_number(text: str) -> int | None:
    """The value of a number in Chinese characters below ten thousand; None if it is none."""
    if len(text) > 1 and all(char in _HAN for char in text):
        return int("".join(str(_HAN[char]) for char in text))
    total = digit = 0
    for char in text:
        if char in _TENS:
            total += (digit or 1) * _TENS[char]
            digit = 0
        elif char in _HAN:
            digit = _HAN[char]
        else:
            return None
    return total + digit if text else None


@cache
def _digits() -> re.Pattern[str]:
    units = "|".join(f"(?P<{kind}>{words})" for kind, words in rules().units)
    return re.compile(
        rf"(?<![0-9A-Za-z.第/×+\-])(?P<low>{_DIGITS})"
        rf"(?:\s?(?:%|[万亿]?[元亩吨米人个]?)?\s?[-—–~～至到]{{1,2}}\s?(?P<high>{_DIGITS}))?"
        rf"\s?(?P<more>[多余])?(?P<scale>{_SCALES})?(?P<over>[多余])?\s?"
        rf"(?:{units})(?:/{rules().per})?"
    )


@cache
def _han() -> re.Pattern[str]:
    return re.compile(
        r"(?<![第十百千万一二三四五六七八九两几数.\d”“])"
        r"(?P<han>[一二两三四五六七八九十][一二三四五六七八九十百]{0,4})"
        r"(?P<unit>座|所|条(?!例|件)|家(?!庭)|处(?!理|置)|户|套|倍(?!增)|个|项(?!目))(?![一二三四五六七八九十])"
    )


@cache
def _scale() -> re.Pattern[str]:
    size = dict(rules().units)["size"]
    return re.compile(rf"(?<![个大超\d])(?P<low>[十百千])(?P<scale>[万亿])(?P<unit>{size})级")


def _from_digits(match: re.Match[str]) -> Figure:
    kind = next(kind for kind, _ in rules().units if match[kind])
    end = match.end()
    unit = (match["scale"] or "") + match.string[match.start(kind) : end]
    return Figure(
        start=match.start(),
        end=end,
        value=float(match["low"].replace(",", "")),
        high=float(match["high"].replace(",", "")) if match["high"] else None,
        unit="个百分点" if unit == "百分点" else unit,
        kind=kind,
        hedge="more_than" if match["more"] or match["over"] else "",
    )


def _from_han(match: re.Match[str]) -> Figure | None:
    value = han_number(match["han"])
    if value is None:
        return None
    return Figure(match.start(), match.end(), float(value), None, match["unit"], "count", han=True)


def _from_scale(match: re.Match[str]) -> Figure:
    value = _TENS[match["low"]]
    return Figure(match.start(), match.end(), float(value), None, match["scale"] + match["unit"], "scale")
