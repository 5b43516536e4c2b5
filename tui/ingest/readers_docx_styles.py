"""What the paragraph styles of a .docx file say: headings, title, tables of contents, numbered lists."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

from docx.oxml.ns import qn

_HEADING = re.compile(r"(?:heading|标题|標題)\s*([1-9])", re.IGNORECASE)
_CONTENTS = re.compile(r"(?:toc|目录|目錄)\s*(?:[1-9]|heading|标题)", re.IGNORECASE)
_TITLE = re.compile(r"title|标题|標題|文档标题", re.IGNORECASE)
_BODY_LEVEL = 9


@dataclass(frozen=True, slots=True)
class ParagraphStyle:
    """What holds for a paragraph: heading depth (0 for none), role (or empty), list id and level."""

    depth: int = 0
    role: str = ""
    number: tuple[str, int] | None = None


class Styles:
    """The paragraph styles of a document.

    Args:
        element: the root of `styles.xml`.
    """

    def __init__(self, element: Any) -> None:
        self._elements = {
            style.get(qn("w:styleId")): style
            for style in element.iterchildren(qn("w:style"))
            if style.get(qn("w:type")) == "paragraph"
        }
        self._known: dict[str, ParagraphStyle] = {}

    def of(self, paragraph: Any) -> ParagraphStyle:
        """What holds for a paragraph, by its style and by itself."""
        settings = paragraph.find(qn("w:pPr"))
        named = _value(settings, "w:pStyle")
        style = self._style(named, frozenset())
        depth = _depth(settings)
        number = _number(settings)
        return ParagraphStyle(
            depth=style.depth if depth is None or style.role else depth,
            role=style.role,
            number=_merged(number, style.number),
        )

    def _style(self, identifier: str, seen: frozenset[str]) -> ParagraphStyle:
        """A style with what it takes over from those it is based on."""
        if identifier in self._known:
            return self._known[identifier]
        element = self._elements.get(identifier)
        if element is None or identifier in seen:
            return ParagraphStyle()
        base = self._style(_value(element, "w:basedOn"), seen | {identifier})
        name = _value(element, "w:name")
        settings = element.find(qn("w:pPr"))
        heading = _HEADING.fullmatch(name)
        depth = int(heading[1]) if heading else _depth(settings)
        role = "furniture" if _CONTENTS.fullmatch(name) else "title" if _TITLE.fullmatch(name) else ""
        style = ParagraphStyle(
            depth=0 if role else base.depth if depth is None else depth,
            role=role,
            number=_merged(_number(settings), base.number),
        )
        self._known[identifier] = style
        return style


def _depth(settings: Any) -> int | None:
    """The outline level as a depth from 1; 0 for running text; None where it is not set."""
    level = _value(settings, "w:outlineLvl")
    if not level.isdecimal():
        return None
    return 0 if int(level) >= _BODY_LEVEL else int(level) + 1


def _number(settings: Any) -> tuple[str, int | None] | None:
    """List id ("" where only the level is set) and level; None where there is neither."""
    properties = None if settings is None else settings.find(qn("w:numPr"))
    if properties is None:
        return None
    level = _value(properties, "w:ilvl")
    return _value(properties, "w:numId"), int(level) if level.isdecimal() else None


def _merged(own: tuple[str, int | None] | None, base: tuple[str, int] | None) -> tuple[str, int] | None:
    """A paragraph's own list setting over that of its style; list 0 is none."""
    if own is None:
        return base
    identifier = own[0] or (base[0] if base else "")
    level = own[1] if own[1] is not None else (base[1] if base else 0)
    return (identifier, level) if identifier not in ("", "0") else None


def _value(element: Any, name: str) -> str:
    child = None if element is None else element.find(qn(name))
    return (child.get(qn("w:val")) or "") if child is not None else ""
