"""Tables that a web page tore into one cell a line."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from tui.ingest.headings import find_heading
from tui.ingest.source import Line

_LONGEST_CELL = 40
_FIRST_COLUMN = "序号"
_ROW_NUMBER = re.compile(r"\d{1,3}")


@dataclass(frozen=True, slots=True)
class TornTable:
    """A table found in the lines: its caption line, its column lines, and rows of cell lines.

    A cell of a row is None where no line stands for it: it was merged with the one above, or lost.
    """

    caption: Line | None
    columns: tuple[Line, ...]
    rows: tuple[tuple[Line | None, ...], ...]

    @property
    def last(self) -> int:
        """The number of the table's last line."""
        return max(cell.number for cell in self.rows[-1] if cell)


def find_torn_table(lines: Sequence[Line], start: int) -> TornTable | None:
    """The table whose first column head is `lines[start]` (no blank lines among them), or None.

    Rows begin with their number, 1, 2, 3 …; heads run up to the first row. A row with fewer cells than
    heads lacks its leading cells after the number (merged category cells), never its last ones.
    """
    if printed_cell(lines[start]) != _FIRST_COLUMN:
        return None
    first = next((i for i in range(start + 1, len(lines)) if printed_cell(lines[i]) == "1"), -1)
    columns = tuple(lines[start:first]) if first > 0 else ()
    if not 2 < len(columns) <= 16 or any(len(line.text) > _LONGEST_CELL for line in columns):
        return None
    rows: list[tuple[Line | None, ...]] = []
    position = first
    while position < len(lines) and _is_row_start(lines[position], len(rows) + 1):
        row, position = _read_row(lines, position, len(columns), len(rows) + 2)
        rows.append(row)
    caption = lines[start - 1] if start and len(lines[start - 1].text) <= _LONGEST_CELL else None
    return TornTable(caption, columns, tuple(rows)) if rows else None


def printed_cell(line: Line) -> str:
    """The text of a cell."""
    return line.text.strip()


def _is_row_start(line: Line, number: int) -> bool:
    return bool(_ROW_NUMBER.fullmatch(printed_cell(line))) and int(printed_cell(line)) == number


def _read_row(
    lines: Sequence[Line], start: int, width: int, following: int
) -> tuple[tuple[Line | None, ...], int]:
    """One row and the position after it; a row ends after `width` cells or where the next one begins."""
    end = start + 1
    while end < len(lines) and end - start < width and len(lines[end].text) <= _LONGEST_CELL:
        if end - start >= width - 1 and _is_row_start(lines[end], following):
            break
        if find_heading(lines[end].text):
            break
        end += 1
    cells = list(lines[start:end])
    lacking = width - len(cells)
    return (cells[0], *[None] * lacking, *cells[1:]), end
