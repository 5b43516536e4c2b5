"""Numbers as the same number, however they are written: 二, 2, ２ and Ⅱ; 百分之五 and 5%."""

from __future__ import annotations

import re

from tui.text.fold import fold
from tui.text.numbers import han_number

_ROMAN = "ⅠⅡⅢⅣⅤⅥⅦⅧⅨⅩⅪⅫ"
_HAN = "[零〇一二三四五六七八九十百千两]"
_NUMBER = re.compile(rf"百分之(?P<share>(?:{_HAN}|点)+)|(?P<roman>[Ⅰ-Ⅻⅰ-ⅻ])|(?P<words>{_HAN}+)")


def numbers_alike(folded: str) -> str:
    """A folded text with number words and Roman numerals in figures; other characters stay."""
    return _NUMBER.sub(_figures, folded)


def spans_alike(text: str, word: str) -> list[tuple[int, int]]:
    """Where a word that went through `numbers_alike` stands in a text, as offsets of the text as printed."""
    figures, places = _with_places(text)
    spans = []
    first = figures.find(word)
    while word and first >= 0:
        last = first + len(word)
        spans.append((places[first][0], places[last - 1][1]))
        first = figures.find(word, last)
    return spans


def _with_places(text: str) -> tuple[str, list[tuple[int, int]]]:
    """A text with its numbers in figures, and for each character of it the span it stands for."""
    kept = [(fold(char), index) for index, char in enumerate(text)]
    kept = [(char, index) for char, index in kept if char]
    folded = "".join(char for char, _ in kept)
    figures: list[str] = []
    places: list[tuple[int, int]] = []
    end = 0
    for match in _NUMBER.finditer(folded):
        for at in range(end, match.start()):
            figures.append(folded[at])
            places.append((kept[at][1], kept[at][1] + 1))
        written = _figures(match)
        span = (kept[match.start()][1], kept[match.end() - 1][1] + 1)
        figures.append(written)
        places += [span] * len(written)
        end = match.end()
    for at in range(end, len(folded)):
        figures.append(folded[at])
        places.append((kept[at][1], kept[at][1] + 1))
    return "".join(figures), places


def _figures(match: re.Match[str]) -> str:
    if match["roman"]:
        return str(_ROMAN.index(match["roman"].upper()) + 1)
    if match["share"]:
        whole, point, part = match["share"].partition("点")
        digits = "".join(str(han_number(char)) for char in part)
        return f"{han_number(whole)}{'.' if point else ''}{digits}%"
    return str(han_number(match["words"]))
