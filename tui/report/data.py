"""Writing a document as JSON, for programs: its blocks in order, tables with the ids of their rows."""

from __future__ import annotations

import json
from typing import Any

from tui.report.document import Block, Bullets, Difference, Document, Heading, Paragraph, Quotation, Table


def to_json(document: Document) -> bytes:
    """The document's blocks, each with its type."""
    data = {
        "title": document.title,
        "front": dict(document.front),
        "blocks": [_block(block) for block in document.blocks],
    }
    text = json.dumps(data, ensure_ascii=False, indent=1) + "\n"
    # Half a character, as in the name of a broken file, becomes the escape that JSON has for it.
    return text.encode(errors="backslashreplace")


def _block(block: Block) -> dict[str, Any]:
    match block:
        case Heading(level, text):
            return {"type": "heading", "level": level, "text": text}
        case Paragraph(text):
            return {"type": "paragraph", "text": text}
        case Quotation(text):
            return {"type": "quotation", "text": text}
        case Difference(pieces):
            return {"type": "difference", "pieces": [[piece.kind, piece.text] for piece in pieces]}
        case Bullets(items):
            return {"type": "bullets", "items": list(items)}
        case Table(columns, rows):
            told = [{"id": row.id, "cells": list(row.cells)} for row in rows]
            return {"type": "table", "columns": list(columns), "rows": told}
