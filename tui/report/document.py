"""A hand-in before it has a format: headings, paragraphs, quotes, lists and tables of plain text."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from tui.text.pieces import Piece


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading; level 1 is the document's title."""

    level: int
    text: str


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Running text; a newline is a line break."""

    text: str


@dataclass(frozen=True, slots=True)
class Quotation:
    """Words of a plan as printed."""

    text: str


@dataclass(frozen=True, slots=True)
class Difference:
    """Words of a plan and what they are to become, in one."""

    pieces: tuple[Piece, ...]


@dataclass(frozen=True, slots=True)
class Bullets:
    """A list of short statements."""

    items: tuple[str, ...]


Cell = str | int | float | None


@dataclass(frozen=True, slots=True)
class Row:
    """A row of a table.

    `id` names what the row is about, so that a filled-in file can be read back; `tone` is the status that
    formats with colours show in colour, beside its word.
    """

    cells: tuple[Cell, ...]
    id: str = ""
    tone: str = ""


@dataclass(frozen=True, slots=True)
class Table:
    """Columns and rows of cells; every row has as many cells as there are columns.

    `toned` is the number of the column that shows a row's tone; none where it is negative.
    """

    columns: tuple[str, ...]
    rows: tuple[Row, ...]
    toned: int = -1


def plain_table(columns: Iterable[str], rows: Iterable[Iterable[Cell]]) -> Table:
    """A table of nothing but cells."""
    return Table(tuple(columns), tuple(Row(tuple(cells)) for cells in rows))


Block = Heading | Paragraph | Quotation | Difference | Bullets | Table


@dataclass(frozen=True, slots=True)
class Document:
    """A hand-in: its blocks in order, and what is said of it as a whole, by name, where formats have room."""

    blocks: tuple[Block, ...]
    front: tuple[tuple[str, str], ...] = ()

    @property
    def title(self) -> str:
        """The text of its first heading."""
        return next((block.text for block in self.blocks if isinstance(block, Heading)), "")

    @property
    def tables(self) -> tuple[Table, ...]:
        """Its tables."""
        return tuple(block for block in self.blocks if isinstance(block, Table))


def cell_text(cell: Cell) -> str:
    """A cell as text: a figure without needless digits, nothing for none."""
    if cell is None:
        return ""
    if isinstance(cell, float):
        return f"{cell:.6f}".rstrip("0").rstrip(".")
    return str(cell)


def difference_text(difference: Difference) -> str:
    """A difference for formats without strokes: what goes in ［-…-］, what comes in ［+…+］."""
    signs = {"same": "{}", "removed": "［-{}-］", "added": "［+{}+］"}
    return "".join(signs[piece.kind].format(piece.text) for piece in difference.pieces)
