"""Reading Markdown line by line.

A plan's paragraphs are often single lines without a blank line between them, and its printed numbers
(1. or 一、) are text. A full Markdown parser would join the one and swallow the other; so only markup is
taken off here: heading signs, list signs, tables, quotation signs, fences, emphasis, links. Line numbers are
the file's.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from tui.ingest.headings import find_heading
from tui.ingest.pages import is_page_mark
from tui.ingest.source import Cell, Line, SourceTable, SourceText

_HEADING = re.compile(
    r" {0,3}(#{1,6})(?:[ \t\u3000]+|(?=[\u4e00-\u9fff（(“《]))(.*?)[ \t]*(?:[ \t]#+)?[ \t]*"
)
_UNDERLINE = re.compile(r" {0,3}(=+|-{2,})[ \t]*")
_RULE = re.compile(r" {0,3}(?:(?:\*[ \t]*){3,}|(?:-[ \t]*){3,}|(?:_[ \t]*){3,})")
_FENCE = re.compile(r" {0,3}(?:```|~~~).*")
_LIST_SIGN = re.compile(r"^([ \t\u3000]*)[-*+](?:[ \t]+\[[ xX]\])?[ \t]+(?=\S)")
_QUOTE_SIGN = re.compile(r"^ {0,3}(?:>[ \t]?)+")
_ESCAPED = re.compile(r"\\([!-/:-@\[-`{-~])")
_EMPHASIS = re.compile(r"(\*\*|__|~~|`)(?=\S)(.+?)(?<=\S)\1")
_LINK = re.compile(r"!?\[([^\[\]]*)\]\([^()\s]*(?:\s+\"[^\"]*\")?\)")
_COMMENT = re.compile(r"\s*<!--.*-->\s*")
_LINE_BREAK = re.compile(r"<br\s*/?>", re.IGNORECASE)
_SEPARATOR = re.compile(r"[ \t]*\|?[ \t]*:?-+:?[ \t]*(?:\|[ \t]*:?-+:?[ \t]*)*\|?[ \t]*")
_CELL_BORDER = re.compile(r"(?<!\\)\|")
_FRONT_MATTER = "---"
_LONGEST_UNDERLINED = 50


def read_markdown(text: str, name: str, sha256: str) -> SourceText:
    """The lines of a Markdown text without its markup, the depths of its headings, and its tables."""
    raw = text.split("\n")
    front = _front_matter(raw)
    tables = _find_tables(raw, front)
    lines = [Line(number, line) for number, line in enumerate(raw[:front], 1)]
    lines += _read_lines(raw, front, {row for first, end in tables for row in range(first, end)})
    roles = {line.number: "furniture" for line in lines[:front] if not line.blank}
    roles |= _title_role(lines[front:])
    found = []
    for first, end in tables:
        rows = [_cells_of(raw[first]), *(_cells_of(raw[index]) for index in range(first + 2, end))]
        numbers = [first + 1, *range(first + 3, end + 1)]
        for number, row in zip(numbers, rows, strict=True):
            lines[number - 1] = Line(number, "  ".join(cell for cell in row if cell))
        table = _table(rows, numbers)
        if table:
            found.append(table)
    return SourceText(name, sha256, tuple(lines), tuple(found), roles)


def _front_matter(raw: Sequence[str]) -> int:
    """How many lines at the beginning are settings between two lines of ---; usually none."""
    if raw[0].rstrip() != _FRONT_MATTER:
        return 0
    end = next((i for i, line in enumerate(raw[1:], 1) if line.rstrip() in (_FRONT_MATTER, "...")), 0)
    settings = raw[1:end]
    return end + 1 if end and all(":" in line or line[:1] in " #-\t" for line in settings if line) else 0


def _read_lines(raw: Sequence[str], start: int, in_tables: set[int]) -> list[Line]:
    """The lines from `start` on; those of tables stay empty for now."""
    lines: list[Line] = []
    fenced = False
    for index in range(start, len(raw)):
        text = raw[index]
        if index in in_tables:
            lines.append(Line(index + 1, ""))
        elif _FENCE.fullmatch(text):
            fenced = not fenced
            lines.append(Line(index + 1, ""))
        elif fenced:
            lines.append(Line(index + 1, text))
        else:
            _add_line(lines, index + 1, text)
    return lines


def _add_line(lines: list[Line], number: int, text: str) -> None:
    underline = _UNDERLINE.fullmatch(text)
    above = lines[-1] if lines else None
    if underline and above and not above.blank and not above.depth and _could_be_underlined(above.text):
        lines[-1] = Line(above.number, above.text, 1 if underline[1][0] == "=" else 2)
        lines.append(Line(number, ""))
        return
    if _RULE.fullmatch(text) or _COMMENT.fullmatch(text):
        lines.append(Line(number, ""))
        return
    heading = _HEADING.fullmatch(text)
    if heading and heading[2]:
        lines.append(Line(number, _inline(heading[2]), len(heading[1])))
        return
    text = _QUOTE_SIGN.sub("", text, count=1)
    if not is_page_mark(text):
        # The blanks keep an entry apart from the line before it where lines are joined.
        text = _LIST_SIGN.sub(r"\1  ", text, count=1)
    lines.append(Line(number, _inline(text)))


def _could_be_underlined(text: str) -> bool:
    return len(text) <= _LONGEST_UNDERLINED and text.strip()[-1] not in "。；;"


def _inline(text: str) -> str:
    """Text without the signs for emphasis, links and escapes."""
    text = _LINE_BREAK.sub(" ", _LINK.sub(r"\1", text))
    before = ""
    while before != text:
        before, text = text, _EMPHASIS.sub(r"\2", text)
    return _ESCAPED.sub(r"\1", text)


def _title_role(lines: Sequence[Line]) -> dict[int, str]:
    """The title: the first heading, where no other is as high, it has no number, and it heads the text."""
    marked = [line for line in lines if line.depth]
    if not marked or find_heading(marked[0].text):
        return {}
    first = marked[0]
    alone = all(line.depth > first.depth for line in marked[1:])
    heads = len(marked) > 1 or first is next(line for line in lines if not line.blank)
    return {first.number: "title"} if alone and heads else {}


# --- tables ----------------------------------------------------------------------------------------


def _find_tables(raw: Sequence[str], start: int) -> list[tuple[int, int]]:
    """First index, and the index after the last, of each table: heads, a line of dashes, rows."""
    found = []
    index = start
    while index + 1 < len(raw):
        width = len(_cells_of(raw[index]))
        if "|" in raw[index] and _is_separator(raw[index + 1], width):
            end = index + 2
            while end < len(raw) and "|" in raw[end] and raw[end].strip():
                end += 1
            found.append((index, end))
            index = end
        else:
            index += 1
    return found


def _is_separator(text: str, width: int) -> bool:
    return "-" in text and bool(_SEPARATOR.fullmatch(text)) and len(_cells_of(text)) == width


def _cells_of(text: str) -> list[str]:
    """The texts of a table row's cells."""
    inner = text.strip().removeprefix("|")
    if inner.endswith("|") and not inner.endswith("\\|"):
        inner = inner[:-1]
    return [_inline(cell.strip()).strip() for cell in _CELL_BORDER.split(inner)]


def _table(rows: Sequence[Sequence[str]], numbers: Sequence[int]) -> SourceTable | None:
    """The table of some rows; None where there is nothing below the heads."""
    width = max(map(len, rows))
    cells = [_cells(row, number, width) for row, number in zip(rows, numbers, strict=True)]
    below = tuple(row for row in cells[1:] if any(row))
    head = tuple(cell for cell in cells[0] if cell)
    columns = tuple(cell.text if cell else "" for cell in cells[0])
    return SourceTable(columns, head, below) if below else None


def _cells(row: Sequence[str], number: int, width: int) -> tuple[Cell | None, ...]:
    found: list[Cell | None] = []
    part = 0
    for text in row:
        part += bool(text)
        found.append(Cell(number, text, part) if text else None)
    return (*found, *[None] * (width - len(row)))
