"""Reading .docx: paragraphs and tables in printed order, each block with a number in place of a line's.

The XML is walked here, not through python-docx's paragraphs: those leave out text in content controls (where
word processors put tables of contents), in tracked insertions, in text boxes and in footnotes.
"""

from __future__ import annotations

import hashlib
import io
import zipfile
from collections.abc import Iterable, Iterator, Sequence
from typing import Any, Final

import docx
from docx.oxml.ns import nsmap, qn
from docx.oxml.parser import parse_xml

from tui.ingest.formats import LARGEST_FILE
from tui.ingest.readers_docx_numbering import Numbering
from tui.ingest.readers_docx_styles import Styles
from tui.ingest.readers_docx_tables import Grid, GridCell, read_grid
from tui.ingest.source import Line, SourceTable, SourceText
from tui.messages import Message, Problem

_MOST_UNPACKED = LARGEST_FILE * 10
_MATH_TEXT: Final = "{http://schemas.openxmlformats.org/officeDocument/2006/math}t"
_FALLBACK: Final = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_BLIP: Final = f"{{{nsmap['a']}}}blip"
_IMAGE_DATA: Final = "{urn:schemas-microsoft-com:vml}imagedata"
#: What was deleted or moved away, what is set in a box of its own, readings, and what another branch repeats.
_NOT_PRINTED = frozenset({qn("w:del"), qn("w:moveFrom"), qn("w:txbxContent"), qn("w:rt"), _FALLBACK})
_SIGNS = {qn("w:tab"): "\t", qn("w:noBreakHyphen"): "-", qn("w:ptab"): "\t"}
_LINE_ENDS = frozenset({qn("w:br"), qn("w:cr")})
_PARAGRAPH, _TABLE = qn("w:p"), qn("w:tbl")
_CONTAINERS = frozenset(
    {qn("w:sdt"), qn("w:sdtContent"), qn("w:customXml"), qn("w:smartTag"), qn("w:ins"), qn("w:moveTo")}
)
_NOTE_REFERENCES = {qn("w:footnoteReference"): "footnotes", qn("w:endnoteReference"): "endnotes"}


def read_docx(data: bytes, name: str) -> SourceText:
    """The blocks of a .docx file as lines, its tables, and the roles and frames that its layout gives.

    Raises:
        Problem: the file is no .docx, is damaged, or unpacks to more than can be a plan.
    """
    try:
        _check_size(data, name)
        document = docx.Document(io.BytesIO(data))
        reader = _Reader(document.part)
        reader.read(document.element.body)
        reader.read_page_edges()
    except Problem:
        raise
    except Exception as error:
        # A damaged file can be wrong in any way, and the libraries raise whatever they stumble over.
        raise Problem("ingest.not_docx", file=name) from error
    pictures = reader.pictures
    warnings = (Message.of("ingest.pictures", file=name, count=pictures),) if pictures else ()
    return SourceText(
        name,
        hashlib.sha256(data).hexdigest(),
        tuple(reader.lines),
        tuple(reader.tables),
        reader.roles,
        tuple(reader.frames),
        warnings,
    )


def _check_size(data: bytes, name: str) -> None:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        if sum(entry.file_size for entry in archive.infolist()) > _MOST_UNPACKED:
            raise Problem("ingest.too_large", file=name, size=LARGEST_FILE // 1_000_000)


class _Reader:
    """Walks the document once and gathers its blocks."""

    def __init__(self, part: Any) -> None:
        self.lines: list[Line] = []
        self.tables: list[SourceTable] = []
        self.roles: dict[int, str] = {}
        self.frames: list[tuple[int, int]] = []
        self.pictures = 0
        self._part = part
        self._styles = Styles(part.styles.element)
        self._numbering = Numbering(_related_root(part, "numbering"))
        self._notes = {kind: _notes_of(_related_root(part, kind)) for kind in ("footnotes", "endnotes")}

    def read(self, container: Any) -> None:
        """Read the blocks of the body, or of what is nested in it."""
        for element in container.iterchildren():
            if element.tag == _PARAGRAPH:
                self._read_paragraph(element)
            elif element.tag == _TABLE:
                self._read_table(element)
            elif element.tag in _CONTAINERS:
                self.read(element)

    def read_page_edges(self) -> None:
        """Add what is printed above and below every page, once, as furniture."""
        seen: set[str] = set()
        for relation in self._part.rels.values():
            if relation.reltype.rpartition("/")[2] in ("header", "footer") and not relation.is_external:
                for text in _texts_below(relation.target_part.element):
                    if text not in seen:
                        seen.add(text)
                        self._add(text, role="furniture")

    def _add(self, text: str, *, depth: int = 0, role: str = "") -> int:
        """Add a block; returns its number."""
        number = len(self.lines) + 1
        self.lines.append(Line(number, text, depth))
        if role:
            self.roles[number] = role
        return number

    def _read_paragraph(self, paragraph: Any) -> None:
        style = self._styles.of(paragraph)
        printed = self._numbering.next(*style.number) if style.number else ""
        pieces = _pieces(paragraph)
        if style.depth or style.role == "title":
            pieces = [" ".join(piece.strip() for piece in pieces if piece.strip())]
        for piece in pieces:
            if piece.strip():
                text = f"{printed}{_gap_after(printed)}{piece.strip()}" if printed else piece
                self._add(text, depth=style.depth, role=style.role)
                printed = ""
        self._read_attached(paragraph)

    def _read_attached(self, element: Any, *, boxes: bool = True) -> None:
        """Text boxes and notes that hang on a paragraph or cell follow it; pictures are counted."""
        for child in element.iterchildren():
            if child.tag == qn("w:txbxContent"):
                if boxes:
                    self.read(child)
                continue
            if child.tag in _NOTE_REFERENCES:
                notes = self._notes[_NOTE_REFERENCES[child.tag]]
                for text in notes.get(child.get(qn("w:id")), ()):
                    self._add(text)
            self.pictures += child.tag in (_BLIP, _IMAGE_DATA)
            if child.tag != _FALLBACK:
                self._read_attached(child, boxes=boxes)

    def _read_table(self, table: Any) -> None:
        """A table; one that is a frame around text gives its paragraphs."""
        grid = read_grid(table)
        begun = len(self.lines) + 1
        for row in grid.before:
            self._read_cells(row)
        self._read_rows(grid)
        for row in grid.after:
            self._read_cells(row)
        if grid.before and len(self.lines) >= begun:
            self.frames.append((begun, len(self.lines)))

    def _read_cells(self, cells: Sequence[GridCell | None]) -> None:
        """Cells that frame running text."""
        for cell in cells:
            if cell:
                self.read(cell.element)

    def _read_rows(self, grid: Grid) -> None:
        numbers: dict[int, tuple[int, str]] = {}
        for cell in grid.cells():
            text = " ".join(self._cell_texts(cell.element))
            if text:
                numbers[id(cell)] = (self._add(text), text)
        made = grid.table(numbers)
        if made:
            self.tables.append(made)
        for cell in grid.cells():
            self._read_attached(cell.element, boxes=False)

    def _cell_texts(self, cell: Any) -> Iterator[str]:
        """The texts of a cell's paragraphs, with their automatic numbers; nested tables cell by cell."""
        for paragraph in _paragraphs_below(cell):
            style = self._styles.of(paragraph)
            printed = self._numbering.next(*style.number) if style.number else ""
            text = " ".join(piece.strip() for piece in _pieces(paragraph) if piece.strip())
            if text:
                yield f"{printed}{_gap_after(printed)}{text}"


def _pieces(paragraph: Any) -> list[str]:
    """The printed text of a paragraph, parted where a line was ended by hand."""
    pieces = [""]
    for element in _printed_elements(paragraph):
        if element.tag in (qn("w:t"), _MATH_TEXT):
            pieces[-1] += element.text or ""
        elif element.tag in _SIGNS:
            pieces[-1] += _SIGNS[element.tag]
        elif element.tag in _LINE_ENDS:
            pieces.append("")
        elif element.tag == qn("w:sym"):
            code = element.get(qn("w:char")) or ""
            pieces[-1] += chr(int(code, 16)) if code else ""
    return pieces


def _printed_elements(element: Any) -> Iterator[Any]:
    """The elements below one, in printed order, without those that are not printed there."""
    for child in element.iterchildren():
        if child.tag not in _NOT_PRINTED and child.tag != qn("w:pPr"):
            yield child
            yield from _printed_elements(child)


def _paragraphs_below(element: Any) -> Iterator[Any]:
    """The paragraphs of a cell, those of its tables, and those of its text boxes."""
    for paragraph in element.iter(_PARAGRAPH):
        if not _is_in_fallback(paragraph):
            yield paragraph


def _texts_below(element: Any) -> Iterator[str]:
    for paragraph in _paragraphs_below(element):
        text = "".join(_pieces(paragraph)).strip()
        if text:
            yield text


def _is_in_fallback(element: Any) -> bool:
    return any(above.tag == _FALLBACK for above in element.iterancestors())


def _gap_after(printed: str) -> str:
    return "" if not printed or printed[-1] in "、.．)）:：" else " "


def _related_root(part: Any, kind: str) -> Any:
    """The XML root of a part that belongs to the document, or None."""
    for relation in part.rels.values():
        if relation.reltype.rpartition("/")[2] == kind and not relation.is_external:
            target = relation.target_part
            root = getattr(target, "element", None)
            return parse_xml(target.blob) if root is None else root
    return None


def _notes_of(root: Any) -> dict[str, list[str]]:
    """The texts of foot- or endnotes by id; separators have none."""
    notes: Iterable[Any] = [] if root is None else root.iterchildren()
    return {note.get(qn("w:id")): list(_texts_below(note)) for note in notes}
