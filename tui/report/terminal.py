"""Showing a document in a terminal: headings, text and tables as wide as there is room."""

from __future__ import annotations

from collections.abc import Iterator

from rich import box
from rich.console import Console, ConsoleOptions, Group, RenderableType, RenderResult
from rich.style import Style
from rich.table import Table as Grid
from rich.text import Text

from tui.report.document import (
    Block,
    Bullets,
    Cell,
    Difference,
    Document,
    Heading,
    Paragraph,
    Quotation,
    Table,
    cell_text,
)
from tui.text.safe import safe

_PLAIN = box.Box("    \n    \n -- \n    \n    \n    \n    \n    \n", ascii=True)
#: A column of fewer cells than this cannot be read.
_NARROWEST_COLUMN = 8
_STROKES = {"same": Style(), "removed": Style(strike=True), "added": Style(bold=True, underline=True)}


def to_terminal(document: Document, *, plain: bool = False) -> Group:
    """A document as something that rich, and with it the app, can draw; `plain` draws lines in ASCII."""
    return Group(*(part for block in document.blocks for part in _parts(block, plain)))


def _parts(block: Block, plain: bool) -> Iterator[RenderableType]:
    match block:
        case Heading(_, text):
            yield Text(safe(text), style="bold")
        case Paragraph(text) | Quotation(text):
            yield Text(safe(text))
            yield Text()
        case Difference(pieces):
            yield Text.assemble(*((safe(piece.text), _STROKES[piece.kind]) for piece in pieces))
            yield Text()
        case Bullets(items):
            bullet = "-" if plain else "·"
            yield Text("\n".join(f"{bullet} {safe(item)}" for item in items))
            yield Text()
        case Table():
            yield _Fitting(block, plain)


class _Fitting:
    """A table as columns where there is room for them, else row by row with the heads before the cells."""

    def __init__(self, table: Table, plain: bool) -> None:
        self._table = table
        self._box = _PLAIN if plain else box.SIMPLE_HEAD

    def __rich_console__(self, _: Console, options: ConsoleOptions) -> RenderResult:
        """Draw for the width that there is."""
        if options.max_width < _NARROWEST_COLUMN * len(self._table.columns):
            yield self._stacked()
        else:
            yield self._grid()

    def _grid(self) -> Grid:
        grid = Grid(box=self._box, pad_edge=False, padding=(0, 1), expand=False)
        for number, column in enumerate(self._table.columns):
            figures = all(_is_figure(row.cells[number]) for row in self._table.rows)
            grid.add_column(Text(safe(column)), justify="right" if figures else "left")
        for row in self._table.rows:
            grid.add_row(*(Text(safe(cell_text(cell))) for cell in row.cells))
        return grid

    def _stacked(self) -> Text:
        text = Text()
        for row in self._table.rows:
            for number, (head, cell) in enumerate(zip(self._table.columns, row.cells, strict=True)):
                shown = safe(cell_text(cell))
                if number == 0:
                    text.append(f"{shown}\n", style="bold")
                elif shown:
                    text.append(f"  {safe(head)}  {shown}\n")
            text.append("\n")
        return text


def _is_figure(cell: Cell) -> bool:
    return cell is None or isinstance(cell, (int, float))
