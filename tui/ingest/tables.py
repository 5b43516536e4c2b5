"""Tables that a web page tore into one cell a line."""

from __future__ import annotations

import re
from collections.abc import Sequence

from tui.ingest.headings import find_heading, may_be_decimal_heading
from tui.ingest.source import Cell, Line, SourceTable

_LONGEST_CELL = 40
_FIRST_COLUMN = "序号"
_MOST_COLUMNS = 16
_ROW_NUMBER = re.compile(r"\d{1,3}")
_LONGEST_NAME = 28
_CAPTION = re.compile(r"(?:附?表|图表)\s*[\d一二三四五六七八九十]+.*|.*(?:表|指标|清单|名单|一览|情况)")


def find_torn_table(lines: Sequence[Line], start: int) -> SourceTable | None:
    """The table whose first column head is `lines[start]` (no blank lines among them), or None.

    Rows begin with their number, 1, 2, 3 …; heads run up to the first row. A row with fewer cells than
    heads lacks its leading cells after the number (merged category cells), never its last ones.
    """
    if printed_cell(lines[start]) != _FIRST_COLUMN:
        return None
    heads = range(start + 1, min(start + 1 + _MOST_COLUMNS, len(lines)))
    first = next((index for index in heads if printed_cell(lines[index]) == "1"), -1)
    columns = tuple(lines[start:first]) if first > 0 else ()
    if len(columns) <= 2 or any(len(line.text) > _LONGEST_CELL for line in columns):
        return None
    rows: list[tuple[Cell | None, ...]] = []
    position = first
    while position < len(lines) and _is_row_start(lines[position], len(rows) + 1):
        row, position = _read_row(lines, position, len(columns), len(rows) + 2)
        rows.append(row)
    head = tuple(_cell(line) for line in columns)
    return SourceTable(tuple(cell.text for cell in head), head, tuple(rows)) if rows else None


def printed_cell(line: Line) -> str:
    """The text of a cell."""
    return line.text.strip()


def is_caption(text: str, *, torn: bool) -> bool:
    """Whether the line before a table can be its caption; before a torn table any short line is."""
    if len(text) > _LONGEST_CELL:
        return False
    return torn or bool(_CAPTION.fullmatch(text.strip()))


def table_name(table: SourceTable) -> str:
    """What a table without a caption is called: its first column heads, as many as make a title."""
    heads = [head for head in table.columns if head] or [table.cells[0].text]
    name = heads[0][:_LONGEST_NAME]
    for head in heads[1:]:
        if len(name) + len(head) >= _LONGEST_NAME:
            break
        name += f" {head}"
    return name


def _cell(line: Line) -> Cell:
    return Cell(line.number, printed_cell(line))


def _is_row_start(line: Line, number: int) -> bool:
    return bool(_ROW_NUMBER.fullmatch(printed_cell(line))) and int(printed_cell(line)) == number


def _read_row(
    lines: Sequence[Line], start: int, width: int, following: int
) -> tuple[tuple[Cell | None, ...], int]:
    """One row and the position after it; a row ends after `width` cells or where the next one begins."""
    end = start + 1
    while end < len(lines) and end - start < width and len(lines[end].text) <= _LONGEST_CELL:
        if end - start >= width - 1 and _is_row_start(lines[end], following):
            break
        if find_heading(lines[end].text) or may_be_decimal_heading(lines[end].text):
            break
        end += 1
    cells = [_cell(line) for line in lines[start:end]]
    lacking = width - len(cells)
    return (cells[0], *[None] * lacking, *cells[1:]), end
