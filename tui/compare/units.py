"""The clauses of a plan as they are compared: each with its sentence, its section and the themes of that."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from tui.compare.loading import Themes
from tui.plans.model import Passage, Plan
from tui.plans.sentences import READ_ROLES, sentences_of
from tui.text.clauses import clauses
from tui.text.fold import fold, half_width

#: Headings of sections that tell what was reached.
_LOOKS_BACK = re.compile("成就|回顾|成绩|完成情况|执行情况|发展形势|^发展基础")
#: Fewer characters than this are no clause of their own: 同时, 其中.
_SHORTEST = 4


@dataclass(frozen=True, slots=True)
class Unit:
    """A clause, the sentence it stands in, and where that belongs.

    `heading` is the title of the section; `themes` are those of the section, its own first. `looks_back`
    says that it stands where a plan tells what was reached: it promises nothing.
    """

    passage: Passage
    sentence: Passage
    section: str
    heading: str
    themes: tuple[str, ...]
    looks_back: bool = False


def units(plan: Plan, themes: Themes) -> tuple[Unit, ...]:
    """The clauses of a plan's running text, in order; lists of boxes and headings within it are none."""
    return tuple(_units(plan, themes))


def _units(plan: Plan, themes: Themes) -> Iterator[Unit]:
    for paragraph in plan.paragraphs:
        section = plan.section_of(paragraph)
        if paragraph.role not in READ_ROLES or (section and section.kind in ("box", "table")):
            continue
        placement = themes.of_section(plan, section)
        own = (placement.theme, *placement.also) if placement else ()
        name, title = (section.id, section.title) if section else ("", "")
        looks_back = any(_LOOKS_BACK.search(above.title) for above in plan.ancestry(section))
        headings = {fold(s.label) for s in plan.sections if s.at == paragraph.id and s.kind != "goal"}
        for sentence in sentences_of(paragraph):
            if fold(sentence.quote).rstrip("。") in headings:
                continue
            for passage in clauses_of(sentence):
                yield Unit(passage, sentence, name, title, own, looks_back)


def clauses_of(sentence: Passage) -> list[Passage]:
    """The clauses of a sentence; one that is too short for a clause belongs to the next."""
    found: list[Passage] = []
    begin: int | None = None
    for clause in clauses(half_width(sentence.quote)):
        start = clause.start if begin is None else begin
        text = sentence.quote[start : clause.end]
        if len(fold(text)) < _SHORTEST:
            begin = start
            continue
        place = sentence.start
        found.append(Passage(sentence.paragraph, place + start, place + clause.end, text))
        begin = None
    return found
