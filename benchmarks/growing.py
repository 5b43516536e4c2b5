"""More and longer content than there is, made of what is shipped."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

from tui import places
from tui.plans.model import Plan

_COPIED = ("plans", "targets", "facts", "projects")


def grown(plan: Plan, times: int) -> Plan:
    """The plan repeated, with ids and paths that stay unique."""
    sections, paragraphs = [], []
    for number in range(times):
        mark = f"x{number}" if number else ""
        for section in plan.sections:
            parent = section.parent + mark if section.parent else ""
            at = f"{section.at}.{number}" if number else section.at
            sections.append(
                replace(section, id=section.id + mark, path=section.path + mark, parent=parent, at=at)
            )
        for paragraph in plan.paragraphs:
            identifier = f"{paragraph.id}.{number}" if number else paragraph.id
            section_id = paragraph.section + mark if paragraph.section else ""
            paragraphs.append(replace(paragraph, id=identifier, section=section_id))
    return replace(plan, sections=tuple(sections), paragraphs=tuple(paragraphs), tables=())


def copy_plans(folder: Path, copies: int) -> None:
    """Write copies of every shipped plan under new ids, with its targets, facts and projects.

    Comparisons are not copied. A copy keeps the place of its plan, so that the values of one place are as
    many as they can be.
    """
    for plan in sorted((places.shipped_content() / "plans").glob("*.toml")):
        own_id = re.compile(rf"\b{plan.stem}\b")
        for kind in _COPIED:
            (folder / kind).mkdir(parents=True, exist_ok=True)
            file = places.shipped_content() / kind / plan.name
            text = file.read_text(encoding="utf-8") if file.exists() else ""
            for number in range(1, copies + 1) if text else ():
                name = f"{plan.stem}-copy{number}"
                copy = own_id.sub(name, text)
                (folder / kind / f"{name}.toml").write_text(copy, encoding="utf-8")
