"""Textual's table, filled so that nothing is cut: columns as wide as their cells, long cells wrapped."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate

from rich.text import Text
from textual.binding import Binding
from textual.widgets import DataTable

from tui.app.widgets.moving import LineCursor
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


class Table(LineCursor, DataTable[Text], inherit_bindings=False):
    """A table with a cursor on a row; what it opens, pages and edges are commands of the program."""

    BINDINGS = [
        Binding("up", "cursor_up", show=False),
        Binding("down", "cursor_down", show=False),
    ]

    def __init__(self, *, id: str, keep_colours: bool = False) -> None:
        super().__init__(
            id=id,
            cursor_type="row",
            cursor_foreground_priority="renderable" if keep_colours else "css",
        )
        self._content: object = None

    def is_new(self, content: object) -> bool:
        """Whether other content is to be shown than the last time; `content` is remembered."""
        before, self._content = self._content, content
        return content != before

    @property
    def line(self) -> int:
        """The row of the cursor."""
        return self.cursor_row

    @property
    def line_count(self) -> int:
        """How many rows there are."""
        return self.row_count

    def lines_in(self, share: float) -> int:
        """How many rows from the cursor on a share of the height holds; negative for a negative share."""
        room = abs(share) * (self.scrollable_content_region.height - self.header_height)
        rows = self.ordered_rows
        ahead = rows[self.cursor_row :] if share > 0 else rows[self.cursor_row :: -1]
        count = sum(height <= room for height in accumulate(row.height for row in ahead))
        return count if share > 0 else -count

    def go_to_line(self, line: int) -> None:
        """Put the cursor on a row."""
        self.move_cursor(row=line, animate=False)


def fill_table(
    table: Table, columns: Sequence[Column], rows: Sequence[tuple[str, Sequence[Text]]], room: int
) -> None:
    """Show other rows, each with its key, in `room` cells; the cursor stays where it is."""
    # A view that comes into sight fills its table twice, as it is shown and as it is given a size; and what
    # it shows is seldom other than before.
    looks = [(key, [(cell.plain, cell.style) for cell in cells]) for key, cells in rows]
    if not table.is_new((columns, looks, room)):
        return
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
