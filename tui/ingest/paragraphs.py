"""Lines become paragraphs, each with its role; hard-wrapped lines are joined."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from itertools import pairwise

from tui.ingest.blocks import Block, spans_of
from tui.ingest.furniture import furniture_roles
from tui.ingest.headings import Heading, decimal_headings, find_heading, marked_headings, split_stuck
from tui.ingest.newspaper import is_newspaper_page, newspaper_blocks
from tui.ingest.pages import contents_lines, page_edges
from tui.ingest.source import Line, SourceTable, SourceText
from tui.ingest.tables import find_torn_table, is_caption, table_name
from tui.ingest.wrapping import joined_lines, joined_text, whole_lines, wrap_width

_TITLE = re.compile(r"(?:规划|计划|报告|建议|纲要|意见|方案)")
_LONGEST_TITLE = 120
_LONGEST_TITLE_LINE = 40
_TITLE_WITHIN = 14
_SENTENCE_END = "。！？!?"
_NO_TITLE = frozenset("，,；;：:、")
#: A line over a title that is none of it: who issued it, its file number.
_LETTERHEAD = re.compile(r"(?:文件|号|印发|政府|委员会|办公室|通知|稿)[)）]?$")
_CLOSING = re.compile(r"更加紧密地团结在以.{2,6}同志为核心的党中央周围")
_BYLINE = re.compile(
    r"^[\u4e00-\u9fff]{2,20}(?:市长|区长|旗长|县长|省长|主席|书记|主任)\s*[\u4e00-\u9fff]\s*[\u4e00-\u9fff]{1,3}$"
)
_NOTICE_END = re.compile(r"^[(（]此件(?:公开|主动)发布[)）]$")


def to_blocks(source: SourceText, *, newspaper: bool = False) -> list[Block]:
    """The paragraphs of a source in printed order; every non-blank line is in exactly one of them.

    Args:
        source: the document.
        newspaper: whether it is a page of extracts, set in columns.
    """
    lines = [line for line in source.lines if not line.blank]
    roles = furniture_roles(source.lines)
    if newspaper and is_newspaper_page([line for line in lines if line.number not in roles]):
        return newspaper_blocks(source.lines, roles)
    return _Layout(source, lines, roles).blocks()


class _Layout:
    """What the lines of one document are, found out step by step: tables, furniture, headings, paragraphs."""

    def __init__(self, source: SourceText, lines: Sequence[Line], roles: dict[int, str]) -> None:
        self._source = source
        self._lines = lines
        self._frames = _frames(source)
        self._roles = roles | dict(source.roles)
        marked = {*self._roles, *self._frames, *_numbers_in((t.first, t.last) for t in source.tables)}
        lines = [line for line in lines if line.number not in marked]
        contents = contents_lines(lines)
        lines = [line for line in lines if line.number not in contents]
        edges = page_edges(lines)
        self._torn = {t.first: t for t in _torn_tables([x for x in lines if x.number not in edges])}
        self._tables = self._torn | {table.first: table for table in source.tables}
        in_table = _numbers_in((table.first, table.last) for table in self._tables.values())
        in_table -= {*edges, *contents, *self._roles}
        lines = [line for line in lines if line.number not in in_table]
        self._edges = page_edges(lines, edges, bare=True)
        self._in_table = in_table
        self._roles |= dict.fromkeys(contents | self._edges, "furniture")
        own = self._own()
        self._headings = {**decimal_headings(own), **marked_headings(own)}
        _mark_front(own, self._headings, self._roles)

    def _own(self) -> list[Line]:
        """The lines of running text and headings."""
        around = self._roles.keys() | self._in_table | self._frames.keys()
        return [line for line in self._lines if line.number not in around]

    def blocks(self) -> list[Block]:
        """All paragraphs in printed order."""
        blocks: list[Block] = []
        for group in self._groups():
            number = group[0].number
            table = self._tables.get(number)
            if table:
                blocks.extend(self._table_blocks(table, _take_caption(blocks, table, number in self._torn)))
            elif number not in self._in_table:
                blocks.extend(self._group_blocks(group))
        # A table may go on over the end of a page, whose furniture stands between its cells.
        return sorted(blocks, key=lambda block: block.lines[0][0])

    def _groups(self) -> list[list[Line]]:
        """The lines of each paragraph; lines of the title are one."""
        apart = self._roles.keys() | self._in_table | self._frames.keys() | self._captions()
        running = [
            line
            for line in self._own()
            if line.number not in self._headings and not _is_heading(find_heading(line.text))
        ]
        width = wrap_width(running)
        if width:
            groups = joined_lines(self._source.lines, apart, self._headings, width)
        else:
            groups = whole_lines(self._lines, apart, self._headings, self._edges)
        return _with_title_joined(groups, self._roles)

    def _captions(self) -> set[int]:
        """The numbers of the lines that stand right before tables and could be their captions."""
        return {
            before.number
            for before, line in pairwise(self._lines)
            if line.number in self._tables and is_caption(before.text, torn=line.number in self._torn)
        }

    def _group_blocks(self, group: Sequence[Line]) -> list[Block]:
        number = group[0].number
        spans = spans_of(group)
        frame = self._frames.get(number, 0)
        text = joined_text(group)
        if number in self._roles:
            return [Block(spans, text, self._roles[number], frame=frame)]
        if number in self._headings:
            return [Block(spans, text, "heading", self._headings[number])]
        blocks = []
        for part, words in enumerate(split_stuck(text), 1):
            heading = find_heading(words)
            if frame and heading and heading.kind != "box":
                # Numbers inside a box count its own entries, not the sections of the plan.
                heading = None
            role = "heading" if _is_heading(heading) else _body_role(words)
            blocks.append(Block(spans, words, role, heading, part, frame=frame))
        return blocks

    def _table_blocks(self, table: SourceTable, caption: Block | None) -> list[Block]:
        """The blocks of a table: its caption, or its first cell in place of one, then its cells."""
        frame = self._frames.get(table.first, 0)
        torn = table.first in self._torn
        cells = [
            Block(((cell.line, cell.line),), cell.text, "table_cell", None, cell.part, frame=frame)
            for cell in table.cells
        ]
        if caption:
            heading = Heading("table", "", caption.text, run_in=False)
            return [Block(caption.lines, caption.text, "heading", heading, table=table, frame=frame), *cells]
        first = cells[0]
        heading = Heading("table", "", first.text if torn else table_name(table), run_in=not torn)
        role = "heading" if torn else "table_cell"
        return [Block(first.lines, first.text, role, heading, first.part, table, frame), *cells[1:]]


def _frames(source: SourceText) -> dict[int, int]:
    """For the lines of each box that the page frames, its number; other frames are only layout."""
    boxes = [span for span in source.frames if _is_box(source.lines[span[0] - 1])]
    return {number: frame for frame, span in enumerate(boxes, 1) for number in _numbers_in([span])}


def _is_box(line: Line) -> bool:
    heading = find_heading(line.text)
    return heading is not None and heading.kind == "box"


def _torn_tables(lines: Sequence[Line]) -> list[SourceTable]:
    """The tables that were torn into one cell a line."""
    found = []
    position = 0
    while position < len(lines):
        table = find_torn_table(lines, position)
        if table:
            found.append(table)
            while position < len(lines) and lines[position].number <= table.last:
                position += 1
        else:
            position += 1
    return found


def _numbers_in(spans: Iterable[tuple[int, int]]) -> frozenset[int]:
    return frozenset(number for first, last in spans for number in range(first, last + 1))


def _is_heading(heading: Heading | None) -> bool:
    return heading is not None and not heading.run_in


def _take_caption(blocks: list[Block], table: SourceTable, torn: bool) -> Block | None:
    """Take the last block away if it is the table's caption: a whole line, and nothing else already."""
    last = blocks[-1] if blocks else None
    if last is None or last.role != "body" or last.heading or last.table or last.part > 1:
        return None
    alone = last.lines[0][0] == last.lines[-1][1] < table.first
    return blocks.pop() if alone and is_caption(last.text, torn=torn) else None


def _body_role(text: str) -> str:
    if _CLOSING.search(text):
        return "closing"
    return "byline" if _BYLINE.match(text) else "body"


def _mark_front(own: Sequence[Line], headings: Mapping[int, Heading], roles: dict[int, str]) -> None:
    """Find the title, and the covering notice before it, among the first lines of a document's own text."""
    if "title" in roles.values():
        return
    front = own[:_TITLE_WITHIN]
    begins = (i for i, line in enumerate(front) if line.number in headings or find_heading(line.text))
    front = front[: next(begins, len(front))]
    notice_end = next((i for i, line in enumerate(front) if _NOTICE_END.match(line.text.strip())), -1)
    for line in front[: notice_end + 1]:
        roles[line.number] = "notice"
    front = front[notice_end + 1 :]
    for index, line in enumerate(front):
        text = line.text.strip()
        if _TITLE.search(text) and len(text) <= _LONGEST_TITLE and not set(text) & set(_SENTENCE_END):
            # Behind a table of contents the title often stands again.
            roles.update((other.number, "title") for other in front if other.text.strip() == text)
            if index and _is_title_start(front[index - 1], line):
                roles[front[index - 1].number] = "title"
            return


def _is_title_start(before: Line, line: Line) -> bool:
    """Whether the line right before a title line is the title's first line."""
    text = before.text.strip()
    plain = len(text) <= _LONGEST_TITLE_LINE and not set(text) & (_NO_TITLE | set(_SENTENCE_END))
    return plain and line.number == before.number + 1 and not _LETTERHEAD.search(text)


def _with_title_joined(groups: list[list[Line]], roles: Mapping[int, str]) -> list[list[Line]]:
    """The groups with the lines of a title in one group."""
    titles = {index for index, group in enumerate(groups) if roles.get(group[0].number) == "title"}
    if not titles:
        return groups
    first = last = min(titles)
    while last + 1 in titles and groups[last + 1][0].text.strip() != groups[first][0].text.strip():
        last += 1
    title = [line for group in groups[first : last + 1] for line in group]
    return [*groups[:first], title, *groups[last + 1 :]]
