"""Characters whose width is up to the terminal: quotation marks, dashes, ①, Ⅱ, ℃ (East Asian Width A).

Rich counts one cell for each of them, and Textual lays the screen out by what rich counts. A terminal that
draws them two cells wide then shifts the rest of the line. Private names of rich are replaced here, so that
everything in this process that measures text counts as the terminal does; a test asserts that they exist.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from importlib import import_module
from itertools import groupby

from rich import cells

from tui.text.lines import forget_units
from tui.text.width import forget_widths, is_ambiguous

#: Modules and names that widths are looked up by, and that we replace.
REPLACED = (
    ("rich.cells", "load_cell_table"),
    ("rich.cells", "_is_single_cell_widths"),
    ("rich.segment", "_is_single_cell_widths"),
)
_ORIGINAL = {(module, name): getattr(import_module(module), name) for module, name in REPLACED}
#: Planes 0 and 1; of the others only those for private use are ambiguous, and as a whole.
_LOOKED_AT = range(0xA0, 0x20000)
_PRIVATE_PLANES = ((0xF0000, 0xFFFFD, 2), (0x100000, 0x10FFFD, 2))


def count_ambiguous_as(width: int) -> None:
    """Let rich, and Textual with it, count so many cells for each of these characters.

    Args:
        width: 1 or 2. Set before anything is measured that is to be drawn.
    """
    for (module, name), original in _ORIGINAL.items():
        setattr(import_module(module), name, _WIDE[name] if width == 2 else original)
    cells.get_character_cell_size.cache_clear()
    cells.cached_cell_len.cache_clear()
    forget_widths()
    forget_units()


@cache
def _wide_table(unicode_version: str = "auto") -> cells.CellTable:
    """Rich's table with two cells for what it says nothing of and so counts as one."""
    table: cells.CellTable = _ORIGINAL["rich.cells", "load_cell_table"](unicode_version)
    said = {code for first, last, _ in table.widths for code in range(first, min(last, _LOOKED_AT[-1]) + 1)}
    codes = [code for code in _LOOKED_AT if code not in said and is_ambiguous(chr(code))]
    widths = sorted([*table.widths, *_runs(codes), *_PRIVATE_PLANES])
    return table._replace(widths=widths)


def _runs(codes: list[int]) -> Iterator[tuple[int, int, int]]:
    """Codes that follow one another as (first, last, 2)."""
    for _, run in groupby(enumerate(codes), key=lambda pair: pair[1] - pair[0]):
        following = [code for _, code in run]
        yield following[0], following[-1], 2


def _surely_single(text: str) -> bool:
    """Whether every character takes one cell; a quick answer that may be no where it could be yes."""
    return text.isascii() and text.isprintable()


_WIDE = {"load_cell_table": _wide_table, "_is_single_cell_widths": _surely_single}
