"""Writing the table of a document as CSV that WPS and Excel open: UTF-8 with its mark, CRLF line ends."""

from __future__ import annotations

import csv
import io

from tui.messages import Problem
from tui.report.document import Document, Table, cell_text
from tui.text.safe import safe

_MARK = "\ufeff"
#: What a spreadsheet would take for a formula where a cell begins with it.
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def to_csv(document: Document, id_head: str) -> bytes:
    """The document's table; ids of rows stand in a last column under `id_head`.

    Raises:
        Problem: the document has no table, or more than one.
    """
    if len(document.tables) != 1:
        raise Problem("export.no_csv", title=document.title)
    (table,) = document.tables
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerows(_lines(table, id_head))
    return (_MARK + out.getvalue()).encode()


def _lines(table: Table, id_head: str) -> list[list[str]]:
    with_ids = any(row.id for row in table.rows)
    lines = [[*table.columns, *([id_head] if with_ids else [])]]
    for row in table.rows:
        cells = [_harmless(c) if isinstance(c, str) else cell_text(c) for c in row.cells]
        lines.append([*cells, *([row.id] if with_ids else [])])
    return lines


def _harmless(text: str) -> str:
    """Text that no spreadsheet takes for a formula; reading it back takes the mark away again."""
    shown = safe(text)
    return f"'{shown}" if len(shown) > 1 and shown.startswith(_FORMULA) else shown
