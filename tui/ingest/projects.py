"""Splitting the lists of boxes into projects.

A project's name may itself hold 、 or a comma (海南区文化馆、图书馆总分馆项目). So a separator ends an entry
only outside brackets and only where the words before it end as projects end: with 项目, 工程, 建设 and the
like, a stage such as 二期, or a bracket after one of these or around a stretch of river or road.
"""

from __future__ import annotations

import re

from tui.plans.model import Plan
from tui.plans.projects import SEPARATORS, Group

_ENDS = "项目|工程|治理|建设|基地|园区|平台|中心|变电站|百果园|[一二三四]期"
_ENDS_ENTRY = re.compile(rf"(?:{_ENDS})(?:[(（][^()（）]*[)）])?$|[(（][^()（）]*(?:段|村|库)[)）]$")
_LIST = re.compile(r"([^。]{2,30})。(\S.*)", re.DOTALL)
_OPEN, _CLOSE = "(（", ")）"


def split_entries(text: str) -> list[str]:
    """The entries of a list such as 甲项目、乙工程(丙村、丁村)."""
    entries: list[str] = []
    begin = depth = 0
    for position, char in enumerate(text):
        depth += (char in _OPEN) - (char in _CLOSE)
        if char in SEPARATORS and depth == 0 and _ENDS_ENTRY.search(text[begin:position]):
            entries.append(text[begin:position])
            begin = position + 1
    return [*entries, text[begin:]] if text[begin:] else entries


def find_groups(plan: Plan) -> tuple[Group, ...]:
    """The lists of all boxes of a plan, in printed order."""
    boxes = {section.id for section in plan.sections if section.kind == "box"}
    groups = []
    for paragraph in plan.paragraphs:
        match = _LIST.fullmatch(paragraph.text)
        if paragraph.section in boxes and paragraph.role == "body" and match:
            entries = split_entries(match[2].removesuffix("。"))
            groups.append(Group(paragraph.section, paragraph.id, match[1], tuple(entries)))
    return tuple(groups)
