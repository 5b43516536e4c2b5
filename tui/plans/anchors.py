"""Finding a passage again in a plan that may have changed since it was marked."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from tui.plans.model import Passage, Plan
from tui.text.fold import find_spans, fold

_FIGURE = re.compile(r"\d+(?:[.,．，]\d+)*")
ANCHOR_STATES: Final = ("exact", "moved", "lost")


@dataclass(frozen=True, slots=True)
class Found:
    """Where an anchored passage stands now: `state` is exact, moved or lost; lost keeps the old passage."""

    state: str
    passage: Passage


def find_passage(plan: Plan | None, anchor: Passage) -> Found:
    """Find `anchor` in `plan`: at its place, else once and word for word somewhere else, else lost.

    Words are compared as printed; only the width of characters and blanks may differ. A passage whose
    figure changed is lost, never taken for the same one.
    """
    if plan is None:
        return Found("lost", anchor)
    paragraph = plan.paragraphs_by_id.get(anchor.paragraph)
    if paragraph and _stands_at(paragraph.text, anchor):
        return Found("exact", anchor)
    wanted = fold(anchor.quote)
    places = [
        Passage(p.id, start, end, p.text[start:end])
        for p in plan.paragraphs
        for start, end in find_spans(p.text, wanted)
        if not _tears_figure(p.text, start, end)
    ]
    same_paragraph = [place for place in places if place.paragraph == anchor.paragraph]
    candidates = same_paragraph or places
    return Found("moved", candidates[0]) if len(candidates) == 1 else Found("lost", anchor)


def _stands_at(text: str, anchor: Passage) -> bool:
    same = text[anchor.start : anchor.end] == anchor.quote
    return same and not _tears_figure(text, anchor.start, anchor.end)


def _tears_figure(text: str, start: int, end: int) -> bool:
    """Whether an end of the span lies inside a figure: 81 is not found in 811 or 81.5."""
    return any(
        match.start() < edge < match.end() for match in _FIGURE.finditer(text) for edge in (start, end)
    )
