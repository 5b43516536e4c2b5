"""Paragraphs become a plan: the printed tree, paths to go to, and the place of each paragraph in it."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, replace

from tui.ingest.blocks import Block
from tui.ingest.headings import RANK, Heading
from tui.ingest.paragraphs import to_blocks
from tui.ingest.run_in import with_run_in_headings
from tui.ingest.source import Cell, SourceTable, SourceText
from tui.plans.model import PLAN_ROLES, Card, Paragraph, Plan, Section, Source, Table
from tui.text.numbers import decimal_path, printed_number

#: A box holds the list paragraphs that follow its heading, such as 新材料产业项目。甲、乙。
_BOX_LIST = re.compile(r"[^。]{2,30}(?:项目|工程|行动|指标|任务)。\S")
#: In a spoken report these words turn from the numbered achievements to the whole again.
_TURN_TO_THE_WHOLE = re.compile(r"各位代表[!!:,,:]|[一五]年来[,,]")
#: What a part is called where it is not called 篇.
_PART = {"编": "编", "分": "部分"}
#: What ends the number of an item.
_POINTS = "、.． "


def ingest(source: SourceText, card: Card) -> Plan:
    """The plan that a source document holds, with the identity card it is given."""
    builder = _Builder(card.id)
    for block in to_blocks(source, newspaper=card.kind == "digest"):
        builder.add(block)
    card = replace(card, source=Source(source.file, source.sha256, card.source.url))
    plan = Plan(card, tuple(builder.sections), tuple(builder.paragraphs), tuple(builder.tables))
    return with_run_in_headings(plan)


@dataclass(slots=True)
class _Open:
    """A section that text may still belong to."""

    rank: int
    section: Section


class _Builder:
    """Walks the blocks once, keeping the chain of open sections."""

    def __init__(self, plan: str) -> None:
        self.plan = plan
        self.sections: list[Section] = []
        self.paragraphs: list[Paragraph] = []
        self.tables: list[Table] = []
        self._open: list[_Open] = []
        self._counts: Counter[tuple[str, str]] = Counter()
        self._paths: Counter[str] = Counter()
        self._in_box = 0
        self._frame = 0

    def add(self, block: Block) -> None:
        """Take the next block of the document."""
        identifier = self._identifier(block.lines[0][0], block.part)
        self._leave_finished(block)
        if block.heading:
            self._begin_section(block, identifier)
        belongs = block.role in PLAN_ROLES and block.role not in ("title", "closing") and self._open
        section = self._open[-1].section.id if belongs else ""
        self.paragraphs.append(Paragraph(identifier, section, block.role, block.lines, block.text))
        if block.table:
            self._add_table(block.table, section)

    def _leave_finished(self, block: Block) -> None:
        """Close what cannot go on with the next block; page furniture closes nothing."""
        if block.role not in PLAN_ROLES:
            return
        while self._open and self._ends_before(block):
            self._open.pop()
        self._in_box += 1

    def _ends_before(self, block: Block) -> bool:
        """Whether the innermost section ends: a goal after its one paragraph, a table before what is no
        cell, a box before text that is neither in its frame nor one of its lists.
        """
        kind = self._open[-1].section.kind
        if kind == "box" and self._in_box and block.role != "table_cell" and not block.table:
            return block.frame != self._frame if self._frame else not _BOX_LIST.match(block.text)
        return (
            (kind == "table" and (block.role != "table_cell" or block.table is not None))
            or kind == "goal"
            or (kind == "subitem" and bool(_TURN_TO_THE_WHOLE.match(block.text)))
        )

    def _begin_section(self, block: Block, identifier: str) -> None:
        heading = block.heading
        assert heading is not None
        rank = RANK[heading.kind]
        while self._open and self._open[-1].rank >= rank:
            self._open.pop()
        parent = self._owner(heading) if heading.kind == "box" else self._innermost()
        path = self._unique_path(self._path(heading.kind, heading.number, parent), parent)
        section = Section(
            id=f"{self.plan}/{path}",
            kind=heading.kind,
            number=heading.number,
            title=heading.title,
            path=path,
            parent=parent.id if parent else "",
            at=identifier,
        )
        self.sections.append(section)
        self._open.append(_Open(rank, section))
        if heading.kind == "box":
            self._in_box, self._frame = 0, block.frame

    def _innermost(self) -> Section | None:
        return self._open[-1].section if self._open else None

    def _owner(self, box: Heading) -> Section | None:
        """The section a box belongs to: its whole chapter where it is called as the chapter is."""
        innermost = self._innermost()
        subject = box.title.removesuffix("重点项目")
        chapters = [entry.section for entry in self._open if entry.section.kind == "chapter"]
        if chapters and innermost and chapters[-1].title.endswith(subject):
            return chapters[-1]
        return innermost

    def _path(self, kind: str, number: str, parent: Section | None) -> str:
        """What a reader types to go to a section: 14.6, 三(一), (12), 1.2.3, 专栏9, 6-1."""
        if decimal_path(number):
            return decimal_path(number)
        above = parent.path if parent else ""
        value = printed_number(number) or self._next_value(kind, above)
        in_chapter = parent is not None and parent.kind in ("chapter", "section")
        bracketed = _half_width(number) or f"({value})"
        return {
            "part": f"{_PART.get(number[-1:], '篇')}{value}",
            "chapter": f"{value}",
            "section": f"{above}.{value}" if above else f"节{value}",
            "item": f"{above}.{value}" if in_chapter or not number else number.rstrip(_POINTS),
            "subitem": f"{above}{bracketed}",
            "point": f"{above}{bracketed}" if in_chapter or not number else bracketed,
            "goal": f"{above}-{value}",
            "box": f"专栏{value}",
            "table": f"表{value}",
            "extract": f"{value}",
        }[kind]

    def _next_value(self, kind: str, above: str) -> int:
        """The number of a section that has none printed: chapters, tables and extracts count through."""
        under = "" if kind in ("part", "chapter", "table", "extract", "box") else above
        self._counts[kind, under] += 1
        return self._counts[kind, under]

    def _unique_path(self, path: str, parent: Section | None) -> str:
        """The path, prefixed by that of the section above where another section has it already."""
        if path in self._paths and parent:
            path = f"{parent.path}{path}" if path[:1] == "(" else f"{parent.path}.{path}"
        self._paths[path] += 1
        return path if self._paths[path] == 1 else self._unique_path(f"{path}~{self._paths[path]}", None)

    def _add_table(self, table: SourceTable, section: str) -> None:
        def cell_id(cell: Cell | None) -> str:
            return self._identifier(cell.line, cell.part) if cell else ""

        rows = tuple(tuple(cell_id(cell) for cell in row) for row in table.rows)
        self.tables.append(Table(section, table.columns, rows))

    def _identifier(self, line: int, part: int) -> str:
        return f"{self.plan}/L{line}" + (f".{part}" if part > 1 else "")


def _half_width(number: str) -> str:
    return "".join(number.replace("（", "(").replace("）", ")").split())
