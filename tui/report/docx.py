"""Writing a document as docx for Word and WPS: real headings, tables and lists, in the styles of one file.

All looks come from `style.docx`, which an office can open, change and put into its own content folder.
"""

from __future__ import annotations

import io
import re
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Final
from xml.sax.saxutils import escape

from tui.messages import Problem
from tui.report.document import (
    Block,
    Bullets,
    Difference,
    Document,
    Heading,
    Paragraph,
    Quotation,
    Table,
    cell_text,
)
from tui.report.packages import NO_DATE, for_xml, stable
from tui.report.tones import TONES
from tui.text.width import page_width

if TYPE_CHECKING:
    from docx.document import Document as Word
    from docx.oxml.xmlchemy import BaseOxmlElement
    from docx.table import Table as WordTable

FILE: Final = "style.docx"
_MOST_COLUMNS_UPRIGHT: Final = 8
#: No column is thinner than so many cells of text, and none asks for more than so many, or for a longer word.
_THINNEST, _WIDEST, _LONGEST_WORD = 4, 40, 12
#: A cell of text in the size of tables that ships, and the air beside a cell, in twentieths of a point.
_CELL: Final = 95
_AIR: Final = 50
#: The library counts so many of its units to a twentieth of a point.
_TWIP: Final = 635
_WORD: Final = re.compile("[!-~]+")
_HAN: Final = re.compile(r"[\u3400-\u9fff]")
#: Else Word takes marks that Chinese shares with other languages, “”‘’—…·, from the Latin face.
_CHINESE: Final = '<w:rFonts w:hint="eastAsia"/>'
_SIDES: Final = ("top", "left", "bottom", "right", "insideH", "insideV")
_STROKES: Final = {
    "same": "",
    "removed": '<w:strike/><w:color w:val="B00020"/>',
    "added": '<w:color w:val="1B6E3C"/><w:u w:val="single"/>',
}


def find_style(folders: Sequence[Path]) -> Path | None:
    """The style file of the last content folder that has one."""
    return next((path for folder in reversed(folders) if (path := folder / FILE).is_file()), None)


def to_docx(document: Document, style: Path | None) -> bytes:
    """The document as a file that opens in Word and WPS; the same document gives the same bytes.

    Ids of rows are left out: such a file is read by people and not taken back.

    Args:
        document: what is written.
        style: the file that gives the looks; Word's own where there is none.

    Raises:
        Problem: the style file is not a Word document.
    """
    return _Writer(_opened(style)).write(document)


def _opened(style: Path | None) -> Word:
    import docx

    try:
        word = docx.Document(str(style) if style else None)
        _empty(word)
    except Exception as error:
        # A damaged file can be wrong in any way, and the library raises whatever it stumbles over.
        raise Problem("docx.bad_style", file=str(style)) from error
    return word


def _empty(word: Word) -> None:
    """Take everything off the pages; their size and margins stay, those of A4 where there are none."""
    from docx.shared import Cm

    body = word.element.body
    for element in list(body):
        # The section at the end holds size and margins of the page.
        if not element.tag.endswith("}sectPr"):
            body.remove(element)
    body.get_or_add_sectPr()
    section = word.sections[0]
    section.page_width = section.page_width or Cm(21)
    section.page_height = section.page_height or Cm(29.7)


class _Writer:
    def __init__(self, word: Word) -> None:
        from docx.enum.style import WD_STYLE_TYPE

        self._word = word
        self._looks = {look.name: look for look in word.styles if look.type == WD_STYLE_TYPE.PARAGRAPH}
        self._grids = {look.name: look for look in word.styles if look.type == WD_STYLE_TYPE.TABLE}

    def write(self, document: Document) -> bytes:
        if any(len(table.columns) > _MOST_COLUMNS_UPRIGHT for table in document.tables):
            self._lay_across()
        for block in document.blocks:
            self._block(block)
        properties = self._word.core_properties
        properties.title = for_xml(document.title)[:255]
        properties.author = properties.last_modified_by = "plan-review"
        properties.created = properties.modified = NO_DATE
        properties.revision = 1
        out = io.BytesIO()
        self._word.save(out)
        return stable(out.getvalue())

    def _lay_across(self) -> None:
        """Pages wider than high, for tables of many columns."""
        from docx.enum.section import WD_ORIENT

        for section in self._word.sections:
            if section.page_width < section.page_height:  # type: ignore[operator]
                section.orientation = WD_ORIENT.LANDSCAPE
                section.page_width, section.page_height = section.page_height, section.page_width

    def _block(self, block: Block) -> None:
        match block:
            case Heading(level, text):
                self._paragraph(_run(text), "Title" if level == 1 else f"Heading {level - 1}")
            case Paragraph(text):
                self._paragraph(_run(text), "Normal")
            case Quotation(text):
                self._paragraph(_run(text), "Quote")
            case Difference(pieces):
                self._paragraph("".join(_run(p.text, _STROKES[p.kind]) for p in pieces), "Quote")
            case Bullets(items):
                for item in items:
                    self._paragraph(_run(item), "List Bullet")
            case Table():
                self._table(block)

    def _paragraph(self, runs: str, style: str) -> None:
        paragraph = self._word.add_paragraph(style=self._looks.get(style))
        for run in list(_element(f"<w:p {{}}>{runs}</w:p>")):
            paragraph._p.append(run)

    # --- tables ------------------------------------------------------------------------------------

    def _table(self, table: Table) -> None:
        heads = list(table.columns)
        rows = [[cell_text(cell) for cell in row.cells] for row in table.rows]
        drawn = self._frame(len(heads))
        widths = _widths(self._room(), [heads, *rows])
        for column, width in zip(drawn.columns, widths, strict=True):
            column._gridCol.set(_name("w:w"), str(width))
        # Cell by cell through the library a table of some thousand rows takes half a minute.
        drawn._tbl.append(self._row(heads, widths, "Table Head", {}))
        for row, cells in zip(table.rows, rows, strict=True):
            tone = TONES.get(row.tone, "") if table.toned >= 0 else ""
            drawn._tbl.append(self._row(cells, widths, "Table Text", {table.toned: tone} if tone else {}))
        self._word.add_paragraph()

    def _frame(self, columns: int) -> WordTable:
        """A table without rows; it has lines also where the style file has no style for them."""
        drawn: WordTable = self._word.add_table(rows=0, cols=columns)
        drawn.style = grid = self._grids.get("Table Grid")
        drawn.autofit = False
        lines = "".join(f'<w:{side} w:val="single" w:sz="4" w:color="auto"/>' for side in _SIDES)
        air = "".join(f'<w:{side} w:w="{_AIR}" w:type="dxa"/>' for side in ("left", "right"))
        layout = drawn._tbl.tblPr.find(_name("w:tblLayout"))
        layout.addnext(_element(f"<w:tblCellMar {{}}>{air}</w:tblCellMar>"))
        if grid is None:
            layout.addprevious(_element(f"<w:tblBorders {{}}>{lines}</w:tblBorders>"))
        return drawn

    def _room(self) -> int:
        """The width between the margins in twentieths of a point."""
        section = self._word.sections[0]
        room = (section.page_width or 0) - (section.left_margin or 0) - (section.right_margin or 0)
        return max(room // _TWIP, 1)

    def _row(
        self, cells: Sequence[str], widths: Sequence[int], style: str, shades: Mapping[int, str]
    ) -> BaseOxmlElement:
        """A row that no page break tears; a head stands again on every page."""
        head = "<w:tblHeader/>" if style == "Table Head" else ""
        known = self._looks.get(style)
        look = f'<w:pPr><w:pStyle w:val="{escape(known.style_id)}"/></w:pPr>' if known is not None else ""
        drawn = "".join(
            f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>{_shade(shades.get(number, ""))}'
            f"</w:tcPr><w:p>{look}{_run(text)}</w:p></w:tc>"
            for number, (text, width) in enumerate(zip(cells, widths, strict=True))
        )
        return _element(f"<w:tr {{}}><w:trPr><w:cantSplit/>{head}</w:trPr>{drawn}</w:tr>")


def _widths(room: int, rows: Sequence[Sequence[str]]) -> list[int]:
    """The room shared among columns: each can hold its longest word, the rest goes by how much there is."""
    columns = list(zip(*rows, strict=True))
    least = [(max(map(_longest_word, cells)) + 1) * _CELL for cells in columns]
    spare = room - sum(least)
    if spare <= 0:
        return [room * width // sum(least) for width in least]
    longest = [max(map(_longest_line, cells)) for cells in columns]
    # One more, so that someone takes what is left where all have what they want.
    more = [max(1, width * _CELL - held) for width, held in zip(longest, least, strict=True)]
    return [held + spare * part // sum(more) for held, part in zip(least, more, strict=True)]


def _longest_word(text: str) -> int:
    return max(_THINNEST, min(_LONGEST_WORD, max(map(len, _WORD.findall(text)), default=0)))


def _longest_line(text: str) -> int:
    return min(_WIDEST, max(map(page_width, text.split("\n"))))


def _name(tag: str) -> str:
    from docx.oxml.ns import qn

    return qn(tag)


def _element(markup: str) -> BaseOxmlElement:
    """The element of some markup that leaves a place for the names of its tags."""
    from docx.oxml import parse_xml
    from docx.oxml.ns import nsdecls

    return parse_xml(markup.replace("{}", nsdecls("w"), 1))


def _run(text: str, look: str = "") -> str:
    """Words as they are; a line break stays one."""
    shown = for_xml(text)
    looks = (_CHINESE if _HAN.search(shown) else "") + look
    told = f"<w:rPr>{looks}</w:rPr>" if looks else ""
    lines = (f'<w:t xml:space="preserve">{escape(line)}</w:t>' for line in shown.split("\n"))
    return f"<w:r>{told}{'<w:br/>'.join(lines)}</w:r>"


def _shade(colour: str) -> str:
    return f'<w:shd w:val="clear" w:color="auto" w:fill="{colour}"/>' if colour else ""
