"""Writing the tables of a document as xlsx: a sheet a table, statuses in colour beside their words."""

from __future__ import annotations

import io
import re
import zipfile
from typing import TYPE_CHECKING

from tui.messages import Problem
from tui.report.document import (
    Bullets,
    Cell,
    Difference,
    Document,
    Heading,
    Paragraph,
    Quotation,
    Table,
    difference_text,
)
from tui.report.packages import NO_DATE, for_xml, stable
from tui.report.tones import TONES
from tui.text.width import page_width

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet

_WIDEST, _NARROWEST = 46, 6
#: A spreadsheet holds so many characters in a cell; the library cuts the rest off in silence.
_MOST_IN_A_CELL = 32_767
_ROOM_FOR_COUNT = 20
_NOT_IN_A_NAME = re.compile(r"[\[\]:*?/\\]")


def to_xlsx(document: Document, id_head: str) -> bytes:
    """The document's tables, each with its heading above and the document's other words below the last one.

    Raises:
        Problem: the document has no table.
    """
    if not document.tables:
        raise Problem("export.no_table", title=document.title)
    from openpyxl import Workbook
    from openpyxl.writer.excel import ExcelWriter

    book = Workbook()
    book.remove(book.worksheets[0])
    for title, table in _titled(document):
        sheet = book.create_sheet(_sheet_name(title, [s.title for s in book.worksheets]))
        _fill(sheet, title, table, id_head)
    _words(book.worksheets[0], document)
    book.properties.created = book.properties.modified = NO_DATE
    book.properties.creator = "plan-review"
    out = io.BytesIO()
    # The book's own way to save writes down when that was.
    ExcelWriter(book, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED)).save()
    return stable(out.getvalue())


def _titled(document: Document) -> list[tuple[str, Table]]:
    """Each table with the heading it stands under."""
    found, title = [], document.title
    for block in document.blocks:
        if isinstance(block, Heading):
            title = block.text
        elif isinstance(block, Table):
            found.append((title, block))
    return found


def _sheet_name(title: str, taken: list[str]) -> str:
    name = _NOT_IN_A_NAME.sub(" ", for_xml(title)).strip()[:28] or "1"
    return name if name not in taken else f"{name[:25]} {len(taken) + 1}"


def _fill(sheet: Worksheet, title: str, table: Table, id_head: str) -> None:
    from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
    from openpyxl.utils import get_column_letter

    with_ids = any(row.id for row in table.rows)
    heads: list[Cell] = [*table.columns, *([id_head] if with_ids else [])]
    _write(sheet, 1, [title])
    sheet.cell(1, 1).font = Font(bold=True, size=14)
    _write(sheet, 2, heads)
    for number, row in enumerate(table.rows, 3):
        _write(sheet, number, [*row.cells, *([row.id] if with_ids else [])])
        if row.tone in TONES and table.toned >= 0:
            fill = PatternFill("solid", start_color=TONES[row.tone])
            sheet.cell(number, table.toned + 1).fill = fill
    line = Side(style="thin", color="BFBFBF")
    for cells in sheet.iter_rows(min_row=2, max_row=2 + len(table.rows), max_col=len(heads)):
        for cell in cells:
            cell.border = Border(left=line, right=line, top=line, bottom=line)
            cell.alignment = Alignment(vertical="top", wrap_text=True)
            if cell.row == 2:
                cell.font = Font(bold=True)
    for column in range(1, len(heads) + 1):
        sheet.column_dimensions[get_column_letter(column)].width = _width(sheet, column, len(table.rows))
    sheet.freeze_panes = "A3"


def _width(sheet: Worksheet, column: int, rows: int) -> int:
    texts = [str(sheet.cell(row, column).value or "") for row in range(2, rows + 3)]
    widest = max((page_width(line) for text in texts for line in text.split("\n")), default=0)
    return max(_NARROWEST, min(widest + 2, _WIDEST))


def _write(sheet: Worksheet, row: int, cells: list[Cell]) -> None:
    """Write cells; words stay words, also where they look like a formula."""
    for column, value in enumerate(cells, 1):
        cell = sheet.cell(row, column)
        if isinstance(value, str):
            cell.value = _shortened(for_xml(value))
            cell.data_type = "s"
        else:
            cell.value = value


def _shortened(text: str) -> str:
    """What a cell can hold; a longer text says at its end how many characters are left out."""
    if len(text) <= _MOST_IN_A_CELL:
        return text
    kept = text[: _MOST_IN_A_CELL - _ROOM_FOR_COUNT]
    return f"{kept}… (+{len(text) - len(kept)})"


def _words(sheet: Worksheet, document: Document) -> None:
    """What the document says besides its tables, below the first of them."""
    texts: list[str] = []
    for block in document.blocks:
        if isinstance(block, (Paragraph, Quotation)):
            texts.append(block.text)
        elif isinstance(block, Difference):
            texts.append(difference_text(block))
        elif isinstance(block, Bullets):
            texts.extend(block.items)
    for number, text in enumerate(texts, sheet.max_row + 2):
        _write(sheet, number, [text])
