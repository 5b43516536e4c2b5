"""Numbers in Chinese text: figures and number words."""

from __future__ import annotations

import re

from tui.text.fold import fold

_DIGITS = {char: value for value, char in enumerate("零一二三四五六七八九")} | {"〇": 0, "两": 2}
_MAGNITUDES = {"十": 10, "百": 100, "千": 1000}
_FIGURE = re.compile(r"\d+(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?")
_WORDS = re.compile("[零〇一二三四五六七八九十百千两]+")
_ROMAN = "ⅠⅡⅢⅣⅤⅥⅦⅧⅨⅩⅪⅫⅰⅱⅲⅳⅴⅵⅶⅷⅸⅹⅺⅻ"
_DECIMAL_NUMBER = re.compile(r"(\d{1,2}(?:[.．]\d{1,2})*)[.．、]?")


def han_number(words: str) -> int:
    """The value of a number word such as 二十一, 三百零五 or, digit by digit, 二〇三五."""
    if len(words) > 1 and not set(words) & _MAGNITUDES.keys():
        return int("".join(str(_DIGITS.get(char, 0)) for char in words))
    total = current = 0
    for char in words:
        if char in _MAGNITUDES:
            total += (current or 1) * _MAGNITUDES[char]
            current = 0
        else:
            current = _DIGITS.get(char, current)
    return total + current


def printed_number(text: str) -> int:
    """The value of a printed number such as 第十四章, （三） or 专栏9; 0 where it has none."""
    digits = re.search(r"\d+", fold(text))
    return int(digits[0]) if digits else han_number("".join(_WORDS.findall(text)))


def decimal_path(number: str) -> str:
    """A number such as 1．1、 as a reader types it (1.1); empty for other numbers."""
    match = _DECIMAL_NUMBER.fullmatch(number)
    return ".".join(str(int(part)) for part in re.split(r"[.．]", match[1])) if match else ""


def figures_in(text: str) -> list[float]:
    """Every number in a text, in figures of either width, Roman, or in words, without magnitude and unit."""
    folded = fold(text)
    figures = [float(match.replace(",", "")) for match in _FIGURE.findall(folded)]
    words = [float(han_number(match)) for match in _WORDS.findall(folded)]
    return [*figures, *words, *(float(_ROMAN.index(char) % 12 + 1) for char in folded if char in _ROMAN)]
