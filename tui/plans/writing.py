"""Writing a plan as TOML that reads like the document: headings and paragraphs in printed order."""

from __future__ import annotations

from tui.plans.model import Card, Paragraph, Plan, Section, Table, local_id
from tui.tomlfile import quote


def plan_toml(plan: Plan) -> str:
    """The TOML text of a plan; the same plan always gives the same text."""
    blocks = [_card_block(plan.card)]
    starting: dict[str, list[Section]] = {}
    for section in plan.sections:
        starting.setdefault(section.at, []).append(section)
    for paragraph in plan.paragraphs:
        blocks.extend(_section_block(section) for section in starting.get(paragraph.id, ()))
        blocks.append(_paragraph_block(paragraph))
    blocks.extend(_table_block(table) for table in plan.tables)
    return "\n".join(blocks)


def _card_block(card: Card) -> str:
    fields = [
        ("id", quote(card.id)),
        ("title", quote(card.title)),
        ("short", quote(card.short)),
        ("level", quote(card.level)),
        ("kind", quote(card.kind)),
        ("standing", quote(card.standing)),
        ("place", _optional(card.place)),
        ("issuer", _optional(card.issuer)),
        ("period", f"[{card.period[0]}, {card.period[1]}]"),
        ("horizon", "" if card.horizon is None else str(card.horizon)),
        ("adopted", _optional(card.adopted)),
        ("published", _optional(card.published)),
        ("note", _optional(card.note)),
    ]
    source = [
        ("file", quote(card.source.file)),
        ("sha256", _optional(card.source.sha256)),
        ("url", _optional(card.source.url)),
    ]
    return _block("[plan]", fields) + "\n" + _block("[plan.source]", source)


def _optional(value: str) -> str:
    return quote(value) if value else ""


def _section_block(section: Section) -> str:
    return _block(
        "[[section]]",
        [
            ("path", quote(section.path)),
            ("kind", quote(section.kind)),
            ("number", _optional(section.number)),
            ("title", quote(section.title)),
            ("parent", _optional(local_id(section.parent))),
            ("at", quote(local_id(section.at))),
            ("offset", str(section.offset) if section.offset else ""),
        ],
    )


def _paragraph_block(paragraph: Paragraph) -> str:
    alone = paragraph.lines == ((paragraph.line, paragraph.line),)
    spans = ", ".join(f"[{first}, {last}]" for first, last in paragraph.lines)
    return _block(
        "[[paragraph]]",
        [
            ("id", quote(local_id(paragraph.id))),
            ("section", _optional(local_id(paragraph.section))),
            ("role", "" if paragraph.role == "body" else quote(paragraph.role)),
            ("lines", "" if alone else f"[{spans}]"),
            ("text", quote(paragraph.text)),
        ],
    )


def _table_block(table: Table) -> str:
    rows = "".join(f"  [{', '.join(quote(local_id(cell)) for cell in row)}],\n" for row in table.rows)
    return _block(
        "[[table]]",
        [
            ("section", quote(local_id(table.section))),
            ("columns", f"[{', '.join(quote(column) for column in table.columns)}]"),
            ("rows", f"[\n{rows}]"),
        ],
    )


def _block(head: str, fields: list[tuple[str, str]]) -> str:
    return head + "\n" + "".join(f"{name} = {value}\n" for name, value in fields if value)
