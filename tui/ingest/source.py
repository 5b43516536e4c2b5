"""The source document as lines, whatever its file format."""

from __future__ import annotations

import hashlib
import sys
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Final

from tui.ingest.formats import LARGEST_FILE, check_readable, decoded, is_docx, is_markdown
from tui.messages import Message, Problem

#: What is typed for a text that comes on standard input, and what its source is called then.
STANDARD_INPUT: Final = "-"
PASTED: Final = "stdin"


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a source: its 1-based number and its text as it stands.

    Where a format has no lines, its blocks are counted. `depth` is the depth that a format itself gives to a
    heading, from 1; 0 where it says nothing.
    """

    number: int
    text: str
    depth: int = 0

    @property
    def blank(self) -> bool:
        """Whether nothing is printed on it; every kind of blank counts as nothing."""
        return not self.text.strip()


@dataclass(frozen=True, slots=True)
class Cell:
    """A table cell with text: the line it stands on, and which of the cells on that line it is."""

    line: int
    text: str
    part: int = 1


@dataclass(frozen=True, slots=True)
class SourceTable:
    """A table: its column heads, the cells they are made of, and rows of cells.

    A cell of a row is None where it is empty, was merged with the one above or before, or was lost.
    """

    columns: tuple[str, ...]
    head: tuple[Cell, ...]
    rows: tuple[tuple[Cell | None, ...], ...]

    @property
    def cells(self) -> tuple[Cell, ...]:
        """All cells with text, in printed order."""
        return (*self.head, *(cell for row in self.rows for cell in row if cell))

    @property
    def first(self) -> int:
        """The number of its first line."""
        return self.cells[0].line

    @property
    def last(self) -> int:
        """The number of its last line."""
        return max(cell.line for cell in self.cells)


@dataclass(frozen=True, slots=True)
class SourceText:
    """A source document: file name, SHA-256 of its bytes, its lines, and what its format says of them.

    `tables` are tables of the format; `roles` the roles that the format gives to lines; `frames` the first
    and last lines of what is set in a box of its own; `warnings` what could not be read.
    """

    file: str
    sha256: str
    lines: tuple[Line, ...]
    tables: tuple[SourceTable, ...] = ()
    roles: Mapping[int, str] = field(default_factory=dict)
    frames: tuple[tuple[int, int], ...] = ()
    warnings: tuple[Message, ...] = ()


def read_source(path: Path) -> SourceText:
    """Read a text file (UTF-8 or GB 18030), Markdown or .docx; "-" reads text from standard input.

    Raises:
        Problem: the file cannot be read, is too large, is empty, or is of another kind.
    """
    if str(path) == STANDARD_INPUT:
        return source_from_bytes(sys.stdin.buffer.read(LARGEST_FILE + 1), PASTED)
    try:
        if path.is_dir():
            raise Problem("file.is_folder", file=str(path))
        if path.stat().st_size > LARGEST_FILE:
            raise Problem("ingest.too_large", file=str(path), size=LARGEST_FILE // 1_000_000)
        data = path.read_bytes()
    except FileNotFoundError:
        raise Problem("file.absent", file=str(path)) from None
    except OSError as error:
        raise Problem("file.unreadable", file=str(path), detail=error.strerror or str(error)) from None
    return source_from_bytes(data, path.name)


def source_from_bytes(data: bytes, name: str) -> SourceText:
    """The lines of a document's bytes; its kind shows in its first bytes or in how its name ends.

    Raises:
        Problem: there is no text in them, or they are of a kind that cannot be read.
    """
    check_readable(data, name)
    # What reads one format is imported when a document has it: the library for .docx takes 80 ms.
    if is_docx(data, name):
        from tui.ingest.readers_docx import read_docx

        source = read_docx(data, name)
    else:
        source = _text_source(data, name)
    if all(line.blank for line in source.lines):
        raise Problem("ingest.empty", file=name)
    return source


def _text_source(data: bytes, name: str) -> SourceText:
    text, warnings = decoded(data, name)
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    digest = hashlib.sha256(data).hexdigest()
    if is_markdown(name):
        from tui.ingest.readers_markdown import read_markdown

        return replace(read_markdown(text, name, digest), warnings=warnings)
    lines = tuple(Line(number, line) for number, line in enumerate(text.split("\n"), 1))
    return SourceText(name, digest, lines, warnings=warnings)
