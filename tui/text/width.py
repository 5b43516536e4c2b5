"""How many terminal cells a text takes, as the painter counts them."""

from __future__ import annotations

from unicodedata import east_asian_width

from rich.cells import get_character_cell_size


class _Widths(dict[str, int]):
    def __missing__(self, char: str) -> int:
        width = get_character_cell_size(char)
        self[char] = width
        return width


_WIDTHS = _Widths()


def forget_widths() -> None:
    """Ask the painter anew; it counts otherwise than before."""
    _WIDTHS.clear()


def char_width(char: str) -> int:
    """The cells one character takes: 0, 1 or 2."""
    return _WIDTHS[char]


def text_width(text: str) -> int:
    """The cells a text takes on one line."""
    return sum(map(_WIDTHS.__getitem__, text))


def page_width(text: str) -> int:
    """The columns a text takes on a page: what `text_width` says, but the same for every terminal."""
    return sum(min(_WIDTHS[char], 1) if is_ambiguous(char) else _WIDTHS[char] for char in text)


def is_ambiguous(char: str) -> bool:
    """Whether terminals draw a character one or two cells wide, as they like (East Asian Width A)."""
    return east_asian_width(char) == "A"


def fit(text: str, cells: int, more: str = "…") -> str:
    """`text` cut to `cells`, with `more` at its end where something was cut."""
    if text_width(text) <= cells:
        return text
    room = cells - text_width(more)
    if room < 0:
        return " " * cells
    kept, used = [], 0
    for char in text:
        used += _WIDTHS[char]
        if used > room:
            break
        kept.append(char)
    return "".join(kept) + more


def pad(text: str, cells: int, *, right: bool = False, more: str = "…") -> str:
    """`text` cut or filled with blanks to exactly `cells`; `right` sets it flush right."""
    text = fit(text, cells, more)
    blanks = " " * (cells - text_width(text))
    return blanks + text if right else text + blanks
