"""The tables of a .docx file: which cell stands where, what was merged, and which tables only frame text."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from docx.oxml.ns import qn

from tui.ingest.source import Cell, SourceTable

_MOST_HEAD_ROWS = 3


@dataclass(frozen=True, slots=True, eq=False)
class GridCell:
    """A printed cell: its element, its first column, and how many columns and rows it covers."""

    element: Any
    column: int
    columns: int
    rows: int = 1


_Row = tuple[GridCell | None, ...]


@dataclass(frozen=True, slots=True)
class Grid:
    """A table: `rows` by column, None where a cell covers more than one place after its first; `before` and
    `after` are rows of one cell across the whole width, such as a caption or a note.

    A table of one column has no `rows`: it is a frame around what stands in `before`.
    """

    before: tuple[_Row, ...]
    rows: tuple[_Row, ...]
    after: tuple[_Row, ...]

    def cells(self) -> Iterator[GridCell]:
        """The cells of the table proper in printed order."""
        return (cell for row in self.rows for cell in row if cell)

    def table(self, found: Mapping[int, tuple[int, str]]) -> SourceTable | None:
        """The table, given number and text of each cell by its identity; None where no row is below heads."""

        def cell(place: GridCell | None) -> Cell | None:
            return Cell(*found[id(place)]) if id(place) in found else None

        if not self.rows:
            return None
        height = _head_height(self.rows)
        below = tuple(tuple(map(cell, row)) for row in self.rows[height:])
        below = tuple(row for row in below if any(row))
        head = tuple(made for row in self.rows[:height] for place in row if (made := cell(place)))
        columns = tuple(_column_name(self.rows[:height], index, found) for index in range(len(self.rows[0])))
        return SourceTable(columns, head, below) if below else None


def read_grid(table: Any) -> Grid:
    """The grid of a table element."""
    raw = [_raw_row(row) for row in _rows_below(table)]
    width = max((cell[0] + cell[1] for row in raw for cell in row), default=0)
    rows = [row for row in _placed(raw, width) if any(row)]
    if width <= 1 or all(_is_across(row, width) for row in rows):
        return Grid(tuple(rows), (), ())
    first = next(index for index, row in enumerate(rows) if not _is_across(row, width))
    last = next(index for index in range(len(rows), 0, -1) if not _is_across(rows[index - 1], width))
    return Grid(tuple(rows[:first]), tuple(rows[first:last]), tuple(rows[last:]))


def _is_across(row: Sequence[GridCell | None], width: int) -> bool:
    cells = [cell for cell in row if cell]
    return len(cells) == 1 and cells[0].columns >= width and cells[0].rows == 1


_RawCell = tuple[int, int, bool, Any]


def _rows_below(table: Any) -> Iterator[Any]:
    """The rows of a table, those in content controls too, without those of nested tables."""
    for child in table.iterchildren():
        if child.tag == qn("w:tr"):
            yield child
        elif child.tag in (qn("w:sdt"), qn("w:sdtContent"), qn("w:ins"), qn("w:customXml")):
            yield from _rows_below(child)


def _cells_below(row: Any) -> Iterator[Any]:
    for child in row.iterchildren():
        if child.tag == qn("w:tc"):
            yield child
        elif child.tag in (qn("w:sdt"), qn("w:sdtContent"), qn("w:customXml")):
            yield from _cells_below(child)


def _raw_row(row: Any) -> list[_RawCell]:
    """Column, width, whether it goes on from the row above, and element of each cell of a row."""
    column = _integer(row.find(qn("w:trPr")), "w:gridBefore", 0)
    cells = []
    for element in _cells_below(row):
        settings = element.find(qn("w:tcPr"))
        width = max(1, _integer(settings, "w:gridSpan", 1))
        merged = None if settings is None else settings.find(qn("w:vMerge"))
        goes_on = merged is not None and merged.get(qn("w:val"), "continue") == "continue"
        cells.append((column, width, goes_on, element))
        column += width
    return cells


def _placed(raw: Sequence[Sequence[_RawCell]], width: int) -> list[_Row]:
    """Rows by column; a merged cell stands at its first place and knows how far it reaches."""
    heights: dict[tuple[int, int], int] = {}
    above: dict[int, tuple[int, int]] = {}
    for index, row in enumerate(raw):
        begun: dict[int, tuple[int, int]] = {}
        for column, _, goes_on, _ in row:
            origin = above.get(column) if goes_on else None
            begun[column] = origin or (index, column)
            heights[begun[column]] = heights.get(begun[column], 0) + 1
        above = begun
    rows: list[_Row] = []
    for index, row in enumerate(raw):
        places: list[GridCell | None] = [None] * width
        for column, columns, _, element in row:
            if (index, column) in heights:
                places[column] = GridCell(element, column, columns, heights[index, column])
        rows.append(tuple(places))
    return rows


def _integer(settings: Any, name: str, default: int) -> int:
    child = None if settings is None else settings.find(qn(name))
    value = child.get(qn("w:val")) if child is not None else None
    return int(value) if value and value.isdecimal() else default


def _head_height(rows: Sequence[_Row]) -> int:
    """How many rows the heads take: more than one where one head covers columns and another one rows."""
    cells = [cell for cell in rows[0] if cell]
    if not any(cell.columns > 1 for cell in cells):
        return 1
    return min(max(cell.rows for cell in cells), _MOST_HEAD_ROWS, len(rows) - 1) or 1


def _column_name(head: Sequence[_Row], column: int, found: Mapping[int, tuple[int, str]]) -> str:
    """The heads that stand over a column, from the top."""
    names = []
    for row in head:
        over = next((c for c in row if c and c.column <= column < c.column + c.columns), None)
        if over and id(over) in found:
            names.append(found[id(over)][1])
    return " ".join(names)
