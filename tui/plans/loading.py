"""Reading plans from TOML. The format is explained in `docs/content-format.md`."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

from tui.messages import Problem
from tui.plans.model import (
    KINDS,
    LEVELS,
    ROLES,
    SECTION_KINDS,
    STANDINGS,
    Card,
    Paragraph,
    Plan,
    Section,
    Source,
    Table,
    local_id,
)
from tui.records import ContentFile, Record, nearest
from tui.tomlfile import read_head

_LINE_ID = re.compile(r"L(\d+)(?:\.\d+)?")
_PLAN_ID = re.compile(r"[a-z0-9][a-z0-9-]*")


def load_card(path: Path, *, named_after_id: bool = True) -> Card:
    """Read a plan's identity card only: the file is read up to its first list.

    Args:
        path: a plan file, or a card alone.
        named_after_id: whether the file must be called after the plan's id, as plan files are.

    Raises:
        Problem: the file cannot be read, or the card is not sound.
    """
    file = ContentFile(path, read_head(path))
    card = _card(file, named_after_id)
    file.check()
    return card


def load_plan(path: Path) -> Plan:
    """Read a whole plan.

    Raises:
        Problem: everything that is wrong with the file, each with its line.
    """
    file = ContentFile(path)
    file.expect_tables(("plan", "section", "paragraph", "table"))
    card = _card(file, named_after_id=True)
    sections = tuple(_section(record, card.id) for record in file.records("section"))
    paragraphs = tuple(_paragraph(record, card.id) for record in file.records("paragraph"))
    tables = tuple(_table(record, card.id) for record in file.records("table"))
    plan = Plan(card, sections, paragraphs, tables)
    _check_references(file, plan)
    file.check()
    return plan


def _card(file: ContentFile, named_after_id: bool) -> Card:
    record = file.record("plan")
    identifier = record.text("id")
    if identifier and not _PLAN_ID.fullmatch(identifier):
        record.complain("plan.bad_id", "id", value=identifier)
    elif named_after_id and identifier and identifier != file.path.stem:
        record.complain("plan.id_is_not_file_name", "id", value=identifier, stem=file.path.stem)
    source = record.record("source")
    title = record.text("title")
    card = Card(
        id=identifier,
        title=title,
        short=record.text("short", title),
        level=record.choice("level", LEVELS),
        kind=record.choice("kind", KINDS),
        standing=record.choice("standing", STANDINGS, "primary"),
        place=record.text("place", ""),
        issuer=record.text("issuer", ""),
        period=record.years("period"),
        horizon=record.integer("horizon", None),
        adopted=record.text("adopted", ""),
        published=record.text("published", ""),
        note=record.text("note", ""),
        source=Source(source.text("file"), source.text("sha256", ""), source.text("url", "")),
    )
    source.finish()
    record.finish()
    return card


def _section(record: Record, plan: str) -> Section:
    path = record.text("path")
    parent = record.text("parent", "")
    section = Section(
        id=f"{plan}/{path}",
        kind=record.choice("kind", SECTION_KINDS),
        number=record.text("number", ""),
        title=record.text("title"),
        path=path,
        parent=f"{plan}/{parent}" if parent else "",
        at=f"{plan}/{record.text('at')}",
        offset=record.integer("offset", 0),
    )
    record.finish()
    return section


def _paragraph(record: Record, plan: str) -> Paragraph:
    identifier = record.text("id")
    section = record.text("section", "")
    match = _LINE_ID.fullmatch(identifier)
    if match is None:
        record.complain("plan.bad_paragraph_id", "id", value=identifier)
    line = int(match[1]) if match else 1
    paragraph = Paragraph(
        id=f"{plan}/{identifier}",
        section=f"{plan}/{section}" if section else "",
        role=record.choice("role", ROLES, "body"),
        lines=_spans(record, line),
        text=record.text("text"),
    )
    record.finish()
    return paragraph


def _spans(record: Record, line: int) -> tuple[tuple[int, int], ...]:
    value = record.items("lines", [[line, line]])
    if value and all(_is_span(item) for item in value):
        return tuple((first, last) for first, last in value)
    record.complain("plan.bad_lines", "lines")
    return ((line, line),)


def _is_span(value: Any) -> bool:
    return (
        isinstance(value, list)
        and len(value) == 2
        and all(type(line) is int and line > 0 for line in value)
        and value[0] <= value[1]
    )


def _table(record: Record, plan: str) -> Table:
    columns = record.texts("columns")
    rows = []
    for row in record.items("rows"):
        if not _is_row(row, len(columns)):
            record.complain("plan.bad_table_row", "rows", columns=len(columns))
            continue
        rows.append(tuple(f"{plan}/{cell}" if cell else "" for cell in row))
    table = Table(f"{plan}/{record.text('section')}", columns, tuple(rows))
    record.finish()
    return table


def _is_row(row: Any, columns: int) -> bool:
    """Whether a row has a cell for each column, and a text in at least one."""
    return isinstance(row, list) and len(row) == columns and all(isinstance(c, str) for c in row) and any(row)


def _check_references(file: ContentFile, plan: Plan) -> None:
    """Complain about ids that stand twice and about references to what is not there."""
    file.check_unique("section", "path", [section.path for section in plan.sections])
    file.check_unique("paragraph", "id", [local_id(p.id) for p in plan.paragraphs])
    sections, paragraphs = plan.sections_by_id, plan.paragraphs_by_id
    for index, section in enumerate(plan.sections):
        if section.parent and section.parent not in sections:
            _dangling(file, "section", index, "parent", section.parent)
        if section.at not in paragraphs:
            _dangling(file, "section", index, "at", section.at)
    for index, paragraph in enumerate(plan.paragraphs):
        if paragraph.section and paragraph.section not in sections:
            _dangling(file, "paragraph", index, "section", paragraph.section)
    file.check_unique("table", "section", [table.section for table in plan.tables])
    for index, table in enumerate(plan.tables):
        if table.section not in sections:
            _dangling(file, "table", index, "section", table.section)
        for cell in (cell for row in table.rows for cell in row if cell and cell not in paragraphs):
            _dangling(file, "table", index, "rows", cell)


def _dangling(file: ContentFile, table: str, index: int, key: str, value: str) -> None:
    line = file.line_of(table, index, key)
    file.complain("content.unknown_reference", line, table=table, key=key, value=value.partition("/")[2])


def absent_plan(identifier: str, known: list[str]) -> Problem:
    """The problem of a plan id that is not on the shelf."""
    if not known:
        return Problem("plan.shelf_empty", plan=identifier)
    return Problem("plan.unknown", plan=identifier, nearest=nearest(identifier, known))
