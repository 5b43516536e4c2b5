"""Numbers with their units as plans print them: 400多平方米, 1万余亩, 50—100万元, 两倍, 百万吨级."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from tui.tomlfile import read_toml

_LOOK_AHEAD = re.compile(r"\(\?!.*\)$")
_DIGITS = r"(?:\d{1,3}(?:,\d{3}){1,4}|\d{1,12})(?:\.\d{1,9})?"
_SCALES = r"(?:[十百千]?[万亿]|万亿|[百千])"
_HAN = {char: value for value, char in enumerate("零一二三四五六七八九")} | {"〇": 0, "○": 0, "两": 2}
_TENS = {"十": 10, "百": 100, "千": 1000}
_MYRIADS = {"": 1, "万": 10_000, "亿": 100_000_000}


#: Pairs of a word and what it stands for, the longest word first.
Words = tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class FigureWords:
    """How figures are printed.

    `units` pairs the kind of a unit (count, size, share, time) with the pattern of its words; `before` and
    `after` pair words that stand directly before and after a figure with their comparator.
    """

    units: Words
    per: str
    before: Words
    after: Words


@cache
def figure_words() -> FigureWords:
    """The words that ship with the program."""
    data = read_toml(Path(__file__).with_name("figures.toml"))
    units, comparators = data["units"], data["comparators"]
    return FigureWords(
        units=tuple((kind, any_of(units[kind])) for kind in ("share", "size", "time", "count")),
        per=any_of(units["per"]),
        before=_by_length(comparators["before"]),
        after=_by_length(comparators["after"]),
    )


def any_of(words: Iterable[str]) -> str:
    """One pattern for any of the words, the longest first, not counting their look-aheads."""
    longest_first = sorted(words, key=lambda word: len(_LOOK_AHEAD.sub("", word)), reverse=True)
    return "(?:" + "|".join(longest_first) + ")"


def _by_length(table: dict[str, Any]) -> Words:
    pairs = [(word, name) for name, words in table.items() for word in words]
    return tuple(sorted(pairs, key=lambda pair: len(pair[0]), reverse=True))


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
    units = "|".join(f"(?P<{kind}>{words})" for kind, words in figure_words().units)
    return re.compile(
        rf"(?<![0-9A-Za-z.第/×+\-])(?P<low>{_DIGITS})"
        rf"(?:\s?(?:%|[万亿]?[元亩吨米人个]?)?\s?[-—–~～至到]{{1,2}}\s?(?P<high>{_DIGITS}))?"
        rf"\s?(?P<more>[多余])?(?P<scale>{_SCALES})?(?P<over>[多余])?\s?"
        rf"(?:{units})(?:/{figure_words().per})?"
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
    size = dict(figure_words().units)["size"]
    return re.compile(rf"(?<![个大超\d])(?P<low>[十百千])(?P<scale>[万亿])(?P<unit>{size})级")


def _from_digits(match: re.Match[str]) -> Figure:
    kind = next(kind for kind, _ in figure_words().units if match[kind])
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
