"""Paragraphs to be."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from tui.ingest.headings import Heading
from tui.ingest.source import Line, SourceTable


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph to be: its lines, text, role, and the heading that it is or begins with.

    `part` tells apart what stands on one line; `table` is the table that begins here; `frame` numbers the box
    of the page that it is set in, 0 for none.
    """

    lines: tuple[tuple[int, int], ...]
    text: str
    role: str
    heading: Heading | None = None
    part: int = 1
    table: SourceTable | None = None
    frame: int = 0


def spans_of(lines: Sequence[Line]) -> tuple[tuple[int, int], ...]:
    """First and last numbers of the runs of lines that follow one another."""
    spans: list[list[int]] = []
    for line in lines:
        if spans and spans[-1][1] == line.number - 1:
            spans[-1][1] = line.number
        else:
            spans.append([line.number, line.number])
    return tuple((first, last) for first, last in spans)
