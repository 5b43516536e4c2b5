"""A hand-in before it has a format: headings, paragraphs, quotes, lists and tables of plain text."""

from __future__ import annotations

from dataclasses import dataclass


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
class Bullets:
    """A list of short statements."""

    items: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """Columns and rows of cells; every row has as many cells as there are columns."""

    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


Block = Heading | Paragraph | Quotation | Bullets | Table


@dataclass(frozen=True, slots=True)
class Document:
    """A hand-in: its blocks in order."""

    blocks: tuple[Block, ...]
