"""Filling Textual's table so that nothing is cut: columns as wide as their cells, long cells wrapped."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from rich.text import Text
from textual.widgets import DataTable

from tui.text.lines import wrap

_PADDING = 2
_NARROWEST = 12


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its head, and how wide it is.

    Without anything said it is as wide as its widest cell; `width` says so many cells, `most` at most so
    many, and `rest` takes the room left. What does not fit is wrapped.
    """

    head: str
    width: int = 0
    most: int = 0
    rest: bool = False


def fill_table(
    table: DataTable[Text], columns: Sequence[Column], rows: Sequence[tuple[str, Sequence[Text]]], room: int
) -> None:
    """Show other rows, each with its key, in `room` cells; the cursor stays where it is."""
    cursor = table.cursor_row
    table.clear(columns=True)
    widths = _widths(columns, [cells for _, cells in rows], room)
    for column, width in zip(columns, widths, strict=True):
        table.add_column(Text(column.head), width=width)
    for key, cells in rows:
        wrapped = [_wrapped(cell, width) for cell, width in zip(cells, widths, strict=True)]
        height = max(cell.plain.count("\n") + 1 for cell in wrapped)
        table.add_row(*wrapped, height=height, key=key)
    if table.row_count:
        table.move_cursor(row=min(cursor, table.row_count - 1))


def _widths(columns: Sequence[Column], rows: Sequence[Sequence[Text]], room: int) -> list[int]:
    heads = [Text(column.head).cell_len for column in columns]
    widths = []
    for n, column in enumerate(columns):
        widest = max([heads[n], *(_widest_line(row[n]) for row in rows)])
        widths.append(column.width or (min(widest, column.most) if column.most else widest))
    taken = sum(width for width, column in zip(widths, columns, strict=True) if not column.rest)
    left = room - taken - _PADDING * len(columns) - 1
    return [
        max(_NARROWEST, left) if column.rest else width for width, column in zip(widths, columns, strict=True)
    ]


def _widest_line(cell: Text) -> int:
    return max((Text(line).cell_len for line in cell.plain.split("\n")), default=0)


def _wrapped(cell: Text, width: int) -> Text:
    return Text("\n".join(wrap(cell.plain, width)), style=cell.style)
