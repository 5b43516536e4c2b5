"""A newspaper page of extracts: columns of hard-wrapped lines without printed headings."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from statistics import median

from tui.ingest.blocks import Block, spans_of
from tui.ingest.headings import Heading, find_heading
from tui.ingest.source import Line
from tui.ingest.wrapping import is_finished

_CAPTION = re.compile(r"^\S{2,40}[。．]+\s*(?:\S{2,8})\s+摄{1,2}$")
_FEWEST_LINES = 8
_HARD_WRAPPED_BELOW = 45
_MOST_FINISHED, _MOST_HEADINGS = 0.3, 0.1
_LONGEST_EXTRACT_TITLE = 28
_ENDS = "。！？!?”’）)》」』】"


def is_newspaper_page(lines: Sequence[Line]) -> bool:
    """Whether the lines are those of a page: short, of nearly one length, ending anywhere, no headings."""
    if len(lines) < _FEWEST_LINES or median(len(line.text.strip()) for line in lines) >= _HARD_WRAPPED_BELOW:
        return False
    finished = sum(line.text.strip()[-1] in _ENDS for line in lines)
    headings = sum(find_heading(line.text) is not None for line in lines)
    return finished < len(lines) * _MOST_FINISHED and headings <= len(lines) * _MOST_HEADINGS


def newspaper_blocks(lines: Sequence[Line], roles: Mapping[int, str]) -> list[Block]:
    """Paragraphs of hard-wrapped lines.

    A paragraph goes on over line ends and column breaks until a sentence ends at a blank line, at an
    indented line, or before a caption. An indented line after a finished sentence begins an extract.
    """
    blocks: list[Block] = []
    pending: list[Line] = []
    after_blank = True

    def finish() -> None:
        if pending:
            blocks.append(_joined_block(pending))
            pending.clear()

    for line in lines:
        text = line.text.strip()
        if line.blank:
            after_blank = True
            continue
        role = roles.get(line.number) or ("caption" if _CAPTION.match(text) else "")
        indented = line.text[0] in " \u3000\u00a0"
        if role or not pending or (is_finished(pending[-1].text) and (after_blank or indented)):
            finish()
        if role:
            blocks.append(Block(((line.number, line.number),), text, role))
        else:
            pending.append(line)
        after_blank = False
    finish()
    return blocks


def _joined_block(lines: Sequence[Line]) -> Block:
    text = "".join(line.text.strip() for line in lines)
    indented = lines[0].text[0] in " \u3000\u00a0"
    heading = Heading("extract", "", _opening_words(text), run_in=True) if indented else None
    return Block(spans_of(lines), text, "body", heading)


def _opening_words(text: str) -> str:
    """The first sentence of an extract, or as many of its clauses as make a title; nothing is added."""
    ends = [match.start() for match in re.finditer(r"[，,。！!]|(?<=[？?])|$", text)]
    return text[: max((end for end in ends if 0 < end <= _LONGEST_EXTRACT_TITLE), default=ends[0])]
