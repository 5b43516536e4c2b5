"""Hand-ins as Word files and as JSON: read back piece by piece, and the same bytes every time."""

from __future__ import annotations

import io
import json
import re
import time
import zipfile
from pathlib import Path
from typing import Any

import docx
import pytest
from docx.enum.style import WD_STYLE_TYPE
from docx.shared import Cm

from tui.locale import Locale
from tui.messages import Problem
from tui.places import shipped_content
from tui.report.document import (
    Bullets,
    Difference,
    Document,
    Heading,
    Paragraph,
    Quotation,
    Row,
    Table,
)
from tui.report.docx import find_style, to_docx
from tui.report.files import build, rendered
from tui.report.options import Options
from tui.text.pieces import Piece
from tui.text.safe import safe
from tui.workspace import Workspace

ZH = Locale("zh")
STYLE = find_style([shipped_content()])
TABLE = Table(
    ("指标", "进展判断", "值"),
    (Row(("森林覆盖率\n(%)", "滞后", 8.25), "target:x", "behind"), Row(("=cmd|'/c calc'!A1", "", None))),
    toned=1,
)
ALL = Document(
    (
        Heading(1, "审阅摘要"),
        Heading(2, "一、<b>材料</b>"),
        Paragraph("第一行\n第二行 & 其他"),
        Quotation("推进煤炭供给转型升级。"),
        Difference((Piece("same", "控制到"), Piece("removed", "1500"), Piece("added", "1400"))),
        Bullets(("甲", "乙")),
        Heading(3, "表"),
        TABLE,
    )
)


def _read(data: bytes) -> Any:
    return docx.Document(io.BytesIO(data))


def test_headings_and_paragraphs_have_the_styles_of_the_file() -> None:
    """Title, headings by level, quotation and list are what Word takes them for, words as they were."""
    word = _read(to_docx(ALL, STYLE))
    told = [(paragraph.style.name, paragraph.text) for paragraph in word.paragraphs]
    assert told[:8] == [
        ("Title", "审阅摘要"),
        ("Heading 1", "一、<b>材料</b>"),
        ("Normal", "第一行\n第二行 & 其他"),
        ("Quote", "推进煤炭供给转型升级。"),
        ("Quote", "控制到15001400"),
        ("List Bullet", "甲"),
        ("List Bullet", "乙"),
        ("Heading 2", "表"),
    ]
    same, removed, added = word.paragraphs[4].runs[-3:]
    assert (same.font.strike, removed.font.strike, added.font.underline) == (None, True, True)


def test_tables_are_tables() -> None:
    """Cell by cell what the document holds; the head repeats on every page, a status has its shade."""
    (table,) = _read(to_docx(ALL, STYLE)).tables
    assert [[cell.text for cell in row.cells] for row in table.rows] == [
        ["指标", "进展判断", "值"],
        ["森林覆盖率\n(%)", "滞后", "8.25"],
        ["=cmd|'/c calc'!A1", "", ""],
    ]
    assert table.style.name == "Table Grid"
    assert "tblHeader" in table.rows[0]._tr.xml
    assert "tblHeader" not in table.rows[1]._tr.xml
    assert 'w:fill="F4CCCC"' in table.rows[1].cells[1]._tc.xml
    assert table.rows[0].cells[0].paragraphs[0].style.name == "Table Head"


def test_many_columns_lie_across() -> None:
    """A table of many columns makes the page wider than high."""
    wide = Document((Heading(1, "宽"), Table(tuple("一二三四五六七八九十"), ())))
    for document, across in ((ALL, False), (wide, True)):
        section = _read(to_docx(document, STYLE)).sections[0]
        assert (section.page_width > section.page_height) == across


def test_hostile_text_is_text() -> None:
    """Control characters and what looks like XML reach the page as signs and words, a long cell whole."""
    text = "\x1b[31m红\x00<w:p/>&amp;{}\uffff" + "长" * 100_000
    shown = safe(text).replace("\uffff", "\ufffd")
    document = Document((Heading(1, text), Table((text,), (Row((text,)),))))
    word = _read(to_docx(document, STYLE))
    assert word.paragraphs[0].text == shown
    assert word.tables[0].rows[1].cells[0].text == shown
    assert rendered(document, "xlsx", ZH)
    assert json.loads(rendered(document, "json", ZH))["title"] == text


def test_a_column_holds_its_longest_word() -> None:
    """A year or a figure is not broken because other columns have much to say; all the page is used."""
    columns = (*map(str, range(2021, 2036)), "依据")
    document = Document((Heading(1, "年"), Table(columns, (Row((*["1234.56"] * 15, "长" * 500)),))))
    for other in ((), (Table(("a", "b"), ()),)):
        word = _read(to_docx(Document((*other, *document.blocks)), STYLE))
        section = word.sections[0]
        room = (section.page_width - section.left_margin - section.right_margin) // 635
        for table in word.tables:
            widths = [column.width // 635 for column in table.columns]
            assert room - len(widths) <= sum(widths) <= room
        assert min(widths) > len("1234.56") * 90


def test_marks_of_chinese_are_set_in_the_chinese_face() -> None:
    """Quotation marks, which Chinese shares with English, follow the language of their words."""
    for text, chinese in (("“十五五”", True), ("a “plan”", False)):
        (paragraph,) = _read(to_docx(Document((Paragraph(text),)), STYLE)).paragraphs
        assert ('w:hint="eastAsia"' in paragraph._p.xml) == chinese


@pytest.mark.parametrize("form", ["docx", "xlsx"])
def test_the_bytes_do_not_tell_when_they_were_written(monkeypatch: pytest.MonkeyPatch, form: str) -> None:
    """The same document gives the same file at another time."""
    first = rendered(ALL, form, ZH, [shipped_content()])
    later = time.time() + 100_000
    monkeypatch.setattr(time, "time", lambda: later)
    monkeypatch.setattr(time, "localtime", lambda *_: time.gmtime(later))
    assert rendered(ALL, form, ZH, [shipped_content()]) == first
    package = zipfile.ZipFile(io.BytesIO(first))
    assert b">2000-01-01T00:00:00Z</dcterms:modified>" in package.read("docProps/core.xml")
    assert {entry.create_system for entry in package.infolist()} == {3}
    names = package.namelist()
    assert names[0] == "[Content_Types].xml"
    assert names[1:] == sorted(names[1:])


def test_an_office_has_looks_of_its_own(tmp_path: Path) -> None:
    """A file without some of the styles is used with those it has; one that is no Word file is named."""
    own = docx.Document()
    for name in ("Quote", "List Bullet"):
        own.styles[name].delete()
    own.save(str(tmp_path / "style.docx"))
    found = find_style([shipped_content(), tmp_path])
    assert found == tmp_path / "style.docx"
    word = _read(to_docx(ALL, found))
    assert [p.text for p in word.paragraphs][3] == "推进煤炭供给转型升级。"
    (tmp_path / "style.docx").write_text("不是文档", encoding="utf-8")
    with pytest.raises(Problem) as caught:
        to_docx(ALL, found)
    assert caught.value.messages[0].id == "docx.bad_style"
    assert len(_read(to_docx(ALL, None)).tables) == 1


@pytest.mark.parametrize("kind", [WD_STYLE_TYPE.CHARACTER, WD_STYLE_TYPE.PARAGRAPH, WD_STYLE_TYPE.TABLE])
def test_a_style_of_another_kind_is_passed_over(tmp_path: Path, kind: WD_STYLE_TYPE) -> None:
    """A style of that name, but not for paragraphs or tables, does no harm; tables keep their lines."""
    own = docx.Document()
    for name in ("Quote", "Table Grid"):
        own.styles[name].delete()
        own.styles.add_style(name, kind)
    own.save(str(tmp_path / "style.docx"))
    xml = _read(to_docx(ALL, tmp_path / "style.docx")).tables[0]._tbl.xml
    assert ("w:tblBorders" in xml) == (kind != WD_STYLE_TYPE.TABLE)


@pytest.mark.parametrize(
    ("part", "pattern", "usable"),
    [
        ("word/document.xml", rb"<w:sectPr.*</w:sectPr>", True),
        ("word/document.xml", rb"<w:pgSz[^>]*>", True),
        ("word/document.xml", rb"<w:body>.*</w:body>", False),
        ("word/styles.xml", rb"<w:styles", False),
    ],
)
def test_a_damaged_style_file(tmp_path: Path, part: str, pattern: bytes, usable: bool) -> None:
    """What is missing for the page is that of A4; a file that cannot be read is named, whatever is wrong."""
    assert STYLE is not None
    path = tmp_path / "style.docx"
    with zipfile.ZipFile(STYLE) as whole, zipfile.ZipFile(path, "w") as damaged:
        for name in whole.namelist():
            data = whole.read(name)
            damaged.writestr(name, re.sub(pattern, b"", data, flags=re.DOTALL) if name == part else data)
    if usable:
        assert _read(to_docx(ALL, path)).sections[0].page_width == pytest.approx(Cm(21), abs=635)
    else:
        with pytest.raises(Problem) as caught:
            to_docx(ALL, path)
        assert caught.value.messages[0].id == "docx.bad_style"


def test_the_shipped_styles_have_chinese_faces() -> None:
    """What ships has each style that is used, and a face for Chinese in it."""
    word = docx.Document(str(STYLE))
    for name in (
        "Normal",
        "Title",
        "Heading 1",
        "Heading 4",
        "Quote",
        "List Bullet",
        "Table Text",
        "Table Head",
    ):
        assert "w:eastAsia=" in word.styles[name].element.xml


def test_json_holds_every_block_and_row_id() -> None:
    """Programs get the same words, with the ids of rows."""
    data = json.loads(rendered(ALL, "json", ZH))
    assert data["title"] == "审阅摘要"
    assert [block["type"] for block in data["blocks"]] == [
        *("heading", "heading", "paragraph", "quotation", "difference", "bullets", "heading", "table")
    ]
    rows = data["blocks"][-1]["rows"]
    assert rows[0] == {"id": "target:x", "cells": ["森林覆盖率\n(%)", "滞后", 8.25]}


def test_the_real_table_as_a_word_file(workspace: Workspace) -> None:
    """The 13 indicators of the district, cell by cell as in the document."""
    document = build("indicators", workspace, ZH, Options(plan="hainan-14"))
    (table,) = _read(rendered(document, "docx", ZH, workspace.folders)).tables
    (told,) = document.tables
    assert [cell.text for cell in table.rows[0].cells] == list(told.columns)
    assert len(table.rows) == len(told.rows) + 1
    assert table.rows[11].cells[2].text == str(told.rows[10].cells[2])
