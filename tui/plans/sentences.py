"""The sentences of a plan: what a reviewer steps through, flags and marks as read."""

from __future__ import annotations

from typing import Final

from tui.plans.model import Paragraph, Passage
from tui.text.sentences import sentence_spans

#: Roles whose sentences a reviewer reads one by one.
READ_ROLES: Final = frozenset({"body", "closing"})


def sentences_of(paragraph: Paragraph) -> list[Passage]:
    """The sentences of a paragraph; headings, cells and furniture count as one."""
    if paragraph.role in READ_ROLES:
        spans = sentence_spans(paragraph.text)
    else:
        spans = [(0, len(paragraph.text))] if paragraph.text else []
    return [Passage(paragraph.id, start, end, paragraph.text[start:end]) for start, end in spans]
