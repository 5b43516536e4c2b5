"""Makes content/style.docx, which gives hand-ins in docx their looks; after that, change the file in Word.

Sizes and faces follow what Chinese offices use for papers: headings in 黑体, text in 仿宋, tables in 宋体.
"""

from __future__ import annotations

import io
from pathlib import Path

from docx import Document
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml.ns import qn
from docx.shared import Cm, Pt, RGBColor
from docx.styles.style import ParagraphStyle

from tui.report.packages import NO_DATE, stable

_FILE = Path(__file__).resolve().parents[2] / "content" / "style.docx"
_INK = RGBColor(0x1F, 0x23, 0x28)


def _face(style: ParagraphStyle, east: str, size: float, *, bold: bool = False) -> None:
    """Face and size of a style, for Chinese and for Latin letters."""
    style.font.name = "Times New Roman"
    fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
    for name in [name for name in fonts.attrib if "Theme" in name]:
        del fonts.attrib[name]
    fonts.set(qn("w:eastAsia"), east)
    style.font.size = Pt(size)
    style.font.bold = bold
    style.font.italic = False
    style.font.color.rgb = _INK


def main() -> None:
    """Write the file."""
    word = Document()
    styles = word.styles
    section = word.sections[0]
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    section.left_margin = section.right_margin = Cm(2.4)
    section.top_margin = section.bottom_margin = Cm(2.4)
    _face(styles["Normal"], "仿宋", 12)
    styles["Normal"].paragraph_format.line_spacing = 1.4
    styles["Normal"].paragraph_format.space_after = Pt(6)
    _face(styles["Title"], "黑体", 20)
    styles["Title"].paragraph_format.alignment = WD_ALIGN_PARAGRAPH.CENTER
    # Without it lines are broken by the rules of another language.
    for language in styles.element.iter(qn("w:lang")):
        language.set(qn("w:eastAsia"), "zh-CN")
    borders = styles["Title"].element.pPr.find(qn("w:pBdr"))
    if borders is not None:
        styles["Title"].element.pPr.remove(borders)
    for level, size in ((1, 16), (2, 14), (3, 12), (4, 12)):
        _face(styles[f"Heading {level}"], "黑体", size)
        styles[f"Heading {level}"].paragraph_format.space_before = Pt(12)
        styles[f"Heading {level}"].paragraph_format.space_after = Pt(6)
    _face(styles["Quote"], "楷体", 12)
    styles["Quote"].paragraph_format.left_indent = Cm(0.8)
    _face(styles["List Bullet"], "仿宋", 11)
    for name, face, bold in (("Table Text", "宋体", False), ("Table Head", "黑体", False)):
        style = styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
        style.base_style = styles["Normal"]
        _face(style, face, 9, bold=bold)
        style.paragraph_format.space_after = Pt(2)
        style.paragraph_format.line_spacing = 1.0
        style.paragraph_format.space_before = Pt(2)
    properties = word.core_properties
    properties.author = properties.last_modified_by = "plan-review"
    properties.title = ""
    properties.comments = ""
    properties.created = properties.modified = NO_DATE
    out = io.BytesIO()
    word.save(out)
    _FILE.write_bytes(stable(out.getvalue()))


if __name__ == "__main__":
    main()
