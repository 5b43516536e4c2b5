"""Lines become paragraphs, each with its role; hard-wrapped lines are joined."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median

from tui.ingest.furniture import furniture_roles
from tui.ingest.headings import Heading, find_heading, split_stuck
from tui.ingest.source import Line, SourceText
from tui.ingest.tables import TornTable, find_torn_table

_TITLE = re.compile(r"(?:规划|计划|报告|建议|纲要|意见|方案)")
_LONGEST_TITLE = 120
_TITLE_WITHIN = 14
_SENTENCE_END = "。！？!?"
_CLOSERS = "”’）)》」』】"
_CAPTION = re.compile(r"^\S{2,40}[。．]+\s*(?:\S{2,8})\s+摄{1,2}$")
_CLOSING = re.compile(r"更加紧密地团结在以.{2,6}同志为核心的党中央周围")
_BYLINE = re.compile(
    r"^[\u4e00-\u9fff]{2,20}(?:市长|区长|旗长|县长|省长|主席|书记|主任)\s*[\u4e00-\u9fff]\s*[\u4e00-\u9fff]{1,3}$"
)
_NOTICE_END = re.compile(r"^[(（]此件(?:公开|主动)发布[)）]$")
_HARD_WRAPPED_BELOW = 45
_LONGEST_EXTRACT_TITLE = 28


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph to be: its lines, text, role, and the heading that it is or begins with."""

    lines: tuple[tuple[int, int], ...]
    text: str
    role: str
    heading: Heading | None = None
    part: int = 1
    table: TornTable | None = None


def to_blocks(source: SourceText) -> list[Block]:
    """The paragraphs of a source in printed order; every non-blank line is in exactly one of them."""
    roles = furniture_roles(source.lines)
    lines = [line for line in source.lines if not line.blank]
    if _is_hard_wrapped([line for line in lines if line.number not in roles]):
        return _joined(source.lines, roles)
    _mark_front(lines, roles)
    blocks: list[Block] = []
    position = 0
    while position < len(lines):
        table = find_torn_table(lines, position)
        if table:
            blocks = _with_table(blocks, table)
            position = next((i for i, line in enumerate(lines) if line.number > table.last), len(lines))
        else:
            blocks.extend(_line_blocks(lines[position], roles))
            position += 1
    return blocks


def _line_blocks(line: Line, roles: dict[int, str]) -> list[Block]:
    span = ((line.number, line.number),)
    if line.number in roles:
        return [Block(span, line.text.strip(), roles[line.number])]
    blocks = []
    for part, text in enumerate(split_stuck(line.text.strip()), 1):
        heading = find_heading(text)
        role = "heading" if heading and not heading.run_in else _body_role(text)
        blocks.append(Block(span, text, role, heading, part))
    return blocks


def _body_role(text: str) -> str:
    if _CLOSING.search(text):
        return "closing"
    return "byline" if _BYLINE.match(text) else "body"


def _with_table(blocks: list[Block], table: TornTable) -> list[Block]:
    """The table's heading and cells after `blocks`, whose last one is the caption where it can be one."""
    caption = table.caption
    if caption and not (blocks and _can_be_caption(blocks[-1], caption)):
        caption = None
    if caption:
        blocks = blocks[:-1]
    head = caption or table.columns[0]
    heading = Heading("table", "", head.text.strip(), run_in=False)
    first = Block(((head.number, head.number),), head.text.strip(), "heading", heading, table=table)
    cells = [cell for cell in (*table.columns, *(c for row in table.rows for c in row)) if cell]
    return [
        *blocks,
        first,
        *(Block(((c.number, c.number),), c.text.strip(), "table_cell") for c in cells if c is not head),
    ]


def _can_be_caption(block: Block, caption: Line) -> bool:
    """Whether a block is the whole caption line, and nothing else already."""
    alone = block.lines == ((caption.number, caption.number),) and block.text == caption.text.strip()
    return alone and block.role == "body" and block.heading is None and block.table is None


def _mark_front(lines: Sequence[Line], roles: dict[int, str]) -> None:
    """Find the title, and the covering notice before it, among the first lines."""
    own = [line for line in lines if line.number not in roles][:_TITLE_WITHIN]
    own = own[: next((i for i, line in enumerate(own) if find_heading(line.text)), len(own))]
    notice_end = next((i for i, line in enumerate(own) if _NOTICE_END.match(line.text.strip())), -1)
    for line in own[: notice_end + 1]:
        roles[line.number] = "notice"
    for line in own[notice_end + 1 :]:
        text = line.text.strip()
        if _TITLE.search(text) and len(text) <= _LONGEST_TITLE and not set(text) & set(_SENTENCE_END):
            roles[line.number] = "title"
            return


def _is_hard_wrapped(lines: Sequence[Line]) -> bool:
    """Whether the lines are those of a page: short, of nearly one length, ending anywhere."""
    if len(lines) < 8:
        return False
    lengths = [len(line.text.strip()) for line in lines]
    ended = sum(line.text.strip()[-1] in _SENTENCE_END + _CLOSERS for line in lines)
    return median(lengths) < _HARD_WRAPPED_BELOW and ended < len(lines) * 0.3 and not _has_headings(lines)


def _has_headings(lines: Sequence[Line]) -> bool:
    return sum(find_heading(line.text) is not None for line in lines) > len(lines) * 0.1


def _joined(lines: Sequence[Line], roles: dict[int, str]) -> list[Block]:
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
        if role or not pending or (_is_finished(pending[-1]) and (after_blank or indented)):
            finish()
        if role:
            blocks.append(Block(((line.number, line.number),), text, role))
        else:
            pending.append(line)
        after_blank = False
    finish()
    return blocks


def _is_finished(line: Line) -> bool:
    return line.text.rstrip().rstrip(_CLOSERS)[-1:] in tuple(_SENTENCE_END)


def _joined_block(lines: Sequence[Line]) -> Block:
    spans: list[list[int]] = []
    for line in lines:
        if spans and spans[-1][1] == line.number - 1:
            spans[-1][1] = line.number
        else:
            spans.append([line.number, line.number])
    text = "".join(line.text.strip() for line in lines)
    indented = lines[0].text[0] in " \u3000\u00a0"
    heading = Heading("extract", "", _opening_words(text), run_in=True) if indented else None
    return Block(tuple((first, last) for first, last in spans), text, "body", heading)


def _opening_words(text: str) -> str:
    """The first sentence of an extract, or as many of its clauses as make a title; nothing is added."""
    ends = [match.start() for match in re.finditer(r"[，,。！!]|(?<=[？?])|$", text)]
    return text[: max((end for end in ends if 0 < end <= _LONGEST_EXTRACT_TITLE), default=ends[0])]
