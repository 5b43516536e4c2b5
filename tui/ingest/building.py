"""Paragraphs become a plan: the printed tree, paths to go to, and the place of each paragraph in it."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, replace

from tui.ingest.headings import RANK, Heading, number_value
from tui.ingest.paragraphs import Block, to_blocks
from tui.ingest.run_in import with_run_in_headings
from tui.ingest.source import Line, SourceText
from tui.ingest.tables import TornTable
from tui.plans.model import PLAN_ROLES, Card, Paragraph, Plan, Section, Source, Table

#: A box holds the list paragraphs that follow its heading, such as 新材料产业项目。甲、乙。
_BOX_LIST = re.compile(r"[^。]{2,30}(?:项目|工程|行动|指标|任务)。\S")
#: In a spoken report these words turn from the numbered achievements to the whole again.
_TURN_TO_THE_WHOLE = re.compile(r"各位代表[!!:,,:]|[一五]年来[,,]")


def ingest(source: SourceText, card: Card) -> Plan:
    """The plan that a source document holds, with the identity card it is given."""
    builder = _Builder(card.id)
    for block in to_blocks(source):
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
        self._counts: Counter[str] = Counter()
        self._paths: Counter[str] = Counter()
        self._in_box = 0

    def add(self, block: Block) -> None:
        """Take the next block of the document."""
        identifier = f"{self.plan}/L{block.lines[0][0]}" + (f".{block.part}" if block.part > 1 else "")
        self._leave_finished(block)
        if block.heading:
            self._begin_section(block, identifier)
        belongs = block.role in PLAN_ROLES and block.role not in ("title", "closing") and self._open
        section = self._open[-1].section.id if belongs else ""
        self.paragraphs.append(Paragraph(identifier, section, block.role, block.lines, block.text))
        if block.table:
            self._add_table(block.table, section)

    def _leave_finished(self, block: Block) -> None:
        """Close what cannot go on: a goal after its one paragraph, a table before what is no cell,
        a box before text that is not one of its lists.
        """
        kind = self._open[-1].section.kind if self._open else ""
        if (kind == "box" and self._in_box and not _BOX_LIST.match(block.text)) or (
            (kind == "table" and block.role != "table_cell")
            or kind == "goal"
            or (kind == "subitem" and _TURN_TO_THE_WHOLE.match(block.text))
        ):
            self._open.pop()
        self._in_box += 1

    def _begin_section(self, block: Block, identifier: str) -> None:
        heading = block.heading
        assert heading is not None
        rank = RANK[heading.kind]
        while self._open and self._open[-1].rank >= rank:
            self._open.pop()
        parent = self._owner(heading) if heading.kind == "box" else self._innermost()
        path = self._unique_path(self._path(heading.kind, heading.number, parent))
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
        self._in_box = 0

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
        """What a reader types to go to a section: 14.6, 三(一), (12), 专栏9, 6-1."""
        value = number_value(number)
        if kind in ("goal", "table", "extract"):
            under = parent.path if parent and kind == "goal" else ""
            self._counts[f"{kind} {under}"] += 1
            value = self._counts[f"{kind} {under}"]
        above = parent.path if parent else ""
        return {
            "part": f"篇{value}",
            "chapter": f"{value}",
            "section": f"{above}.{value}",
            "item": f"{above}.{value}" if above[:1].isdigit() else number.rstrip("、"),
            "subitem": f"{above}{_half_width(number)}",
            "point": _half_width(number) if not above[:1].isdigit() else f"{above}{_half_width(number)}",
            "goal": f"{above}-{value}",
            "box": f"专栏{value}",
            "table": f"表{value}",
            "extract": f"{value}",
        }[kind]

    def _unique_path(self, path: str) -> str:
        self._paths[path] += 1
        return path if self._paths[path] == 1 else f"{path}~{self._paths[path]}"

    def _add_table(self, table: TornTable, section: str) -> None:
        def cell_id(cell: Line | None) -> str:
            return f"{self.plan}/L{cell.number}" if cell else ""

        columns = tuple(column.text.strip() for column in table.columns)
        rows = tuple(tuple(cell_id(cell) for cell in row) for row in table.rows)
        self.tables.append(Table(section, columns, rows))


def _half_width(number: str) -> str:
    return number.replace("（", "(").replace("）", ")")
