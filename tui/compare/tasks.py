"""The tasks of a plan: the sentences of its running text that say what is to be done."""

from __future__ import annotations

from typing import Final

from tui.compare.loading import Themes
from tui.compare.units import Unit, units
from tui.plans.model import Passage, Plan

#: How a sentence ends that only introduces what follows.
_INTRODUCES: Final = (":", "：")
_AROUND_A_GOAL: Final = "—。"


def tasks(plan: Plan, themes: Themes) -> list[Passage]:
    """The tasks in printed order.

    Headings, boxes, tables, what introduces a list, chapters that look back and themes that only frame
    the tasks are left out.
    """
    framing = {theme.id for theme in themes.themes if not theme.tasks}
    found = (
        unit.sentence
        for unit in units(plan, themes)
        if not framing.intersection(unit.themes[:1]) and _is_task(unit)
    )
    return list(dict.fromkeys(found))


def task_id(passage: Passage) -> str:
    """What a task is called: its paragraph and where it begins there."""
    return f"{passage.paragraph}@{passage.start}"


def _is_task(unit: Unit) -> bool:
    words = unit.sentence.quote
    is_heading = words.strip(_AROUND_A_GOAL) == unit.heading
    return not (unit.looks_back or is_heading or words.endswith(_INTRODUCES))
