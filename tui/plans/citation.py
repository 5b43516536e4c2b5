"""Citing a passage the way offices do, and finding the place a reader types."""

from __future__ import annotations

from tui.plans.model import Passage, Plan, Section, local_id
from tui.text.fold import fold
from tui.text.numbers import decimal_path


def place_name(plan: Plan, paragraph_id: str) -> str:
    """The printed place of a paragraph: 第五篇第十四章第六节, 三、(三); empty before the first heading
    and for a paragraph that is not there.
    """
    paragraph = plan.paragraphs_by_id.get(paragraph_id)
    if paragraph is None:
        return ""
    names = ""
    for section in plan.ancestry(plan.section_of(paragraph)):
        number = _printed_number(section)
        # 3.2 names the headings above it already.
        names = number if "." in decimal_path(number) else names + number
    return names


def _printed_number(section: Section) -> str:
    if section.kind == "goal":
        return f"{section.number}{section.title}"
    return section.number or (section.title if section.kind == "table" else "")


def cite(plan: Plan, passage: Passage) -> str:
    """A citation with plan, printed place, source line and words: 《…》第六节(hainan-14:L1012):“…”."""
    line = passage.paragraph.partition("/")[2]
    return f"《{plan.card.title}》{place_name(plan, passage.paragraph)}({plan.id}:{line}):“{passage.quote}”"


def find_path(plan: Plan, typed: str) -> tuple[str, int] | None:
    """Where a typed path leads: 14.6, (12), 专栏9, 三(三), L1012 or a title; None if nowhere.

    Returns paragraph id and character offset. Width and blanks do not count.
    """
    wanted = fold(typed)
    for section in plan.sections:
        if wanted in (fold(section.path), fold(section.number + section.title), fold(section.title)):
            return section.at, section.offset
    for paragraph in plan.paragraphs:
        if fold(local_id(paragraph.id)) == wanted:
            return paragraph.id, 0
    return None
