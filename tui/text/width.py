"""How many terminal cells a text takes, as the painter counts them."""

from __future__ import annotations

from rich.cells import get_character_cell_size


class _Widths(dict[str, int]):
    def __missing__(self, char: str) -> int:
        width = get_character_cell_size(char)
        self[char] = width
        return width


_WIDTHS = _Widths()


def char_width(char: str) -> int:
    """The cells one character takes: 0, 1 or 2."""
    return _WIDTHS[char]


def text_width(text: str) -> int:
    """The cells a text takes on one line."""
    return sum(map(_WIDTHS.__getitem__, text))


def fit(text: str, cells: int) -> str:
    """`text` cut to `cells`, with … as its last character where something was cut."""
    if text_width(text) <= cells:
        return text
    kept, used = [], 0
    for char in text:
        width = _WIDTHS[char]
        if used + width > cells - 1:
            break
        kept.append(char)
        used += width
    return "".join(kept) + "…" if cells > 0 else ""


def pad(text: str, cells: int, *, right: bool = False) -> str:
    """`text` cut or filled with blanks to exactly `cells`; `right` sets it flush right."""
    text = fit(text, cells)
    blanks = " " * (cells - text_width(text))
    return blanks + text if right else text + blanks
