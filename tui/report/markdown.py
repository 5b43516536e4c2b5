"""Writing a document as GitHub-flavoured Markdown; text is never taken for markup."""

from __future__ import annotations

import json
import re

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
from tui.text.safe import safe, safe_line

_SPECIAL = re.compile(r"([\\`*_\[\]<>|~#&])")
_LINE_START = re.compile(r"^([ \t]*)([-+=]|\d+[.)](?=[ \t]|$))", re.MULTILINE)
_LINK = re.compile(r"(?<=[a-z])(://)|(?<=www)(\.)", re.IGNORECASE)

#: Strokes of Markdown do not take next to Chinese punctuation; these tags do.
_TAGS = {"same": "{}", "removed": "<del>{}</del>", "added": "<ins>{}</ins>"}


def to_markdown(document: Document) -> str:
    """The document's text; the same document always gives the same text, ending with a newline.

    What is said of the document as a whole stands before it, as YAML.
    """
    return _front(document) + "\n\n".join(_block(block) for block in document.blocks) + "\n"


def _front(document: Document) -> str:
    if not document.front:
        return ""
    # A JSON string is a YAML string as well.
    lines = (f"{name}: {json.dumps(safe_line(text), ensure_ascii=False)}" for name, text in document.front)
    return "\n".join(["---", *lines, "---", "", ""])


def escape(text: str) -> str:
    """`text` so that Markdown shows it as it is."""
    escaped = _SPECIAL.sub(r"\\\1", safe(text))
    escaped = _LINK.sub(lambda match: "\\" + match[0], escaped)
    return _LINE_START.sub(lambda match: match[1] + _harmless_start(match[2]), escaped)


def _harmless_start(start: str) -> str:
    """The start of a line that would make a list or a heading, so that it makes none."""
    return f"\\{start}" if start[0] in "-+=" else f"{start[:-1]}\\{start[-1]}"


def _block(block: Block) -> str:
    match block:
        case Heading(level, text):
            return f"{'#' * level} {escape(text.strip()).replace(chr(10), ' ')}"
        case Paragraph(text):
            return _lines(text)
        case Quotation(text):
            return "\n".join(f"> {line}" for line in _lines(text).split("\n"))
        case Difference(pieces):
            return "".join(_TAGS[p.kind].format(escape(p.text).replace("\n", "<br>")) for p in pieces)
        case Bullets(items):
            return "\n".join(f"- {_lines(item).replace(chr(10), chr(10) + '  ')}" for item in items)
        case Table(columns, rows):
            cells = [tuple(map(cell_text, row.cells)) for row in rows]
            return "\n".join([_row(columns), _row(("---",) * len(columns), raw=True), *map(_row, cells)])


def _lines(text: str) -> str:
    """Text with its line breaks kept; blank lines would end the block and become a visible blank."""
    return "\\\n".join(escape(line.strip()) or "&nbsp;" for line in text.strip().split("\n"))


def _row(cells: tuple[str, ...], *, raw: bool = False) -> str:
    written = cells if raw else tuple(escape(cell.strip()).replace("\n", "<br>") or " " for cell in cells)
    return f"| {' | '.join(written)} |"
