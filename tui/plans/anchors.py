"""Finding a passage again in a plan that may have changed since it was marked."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final

from tui.plans.model import Paragraph, Passage, Plan
from tui.plans.sentences import sentences_of
from tui.text.clauses import clauses
from tui.text.fold import find_spans, fold, half_width

_FIGURE = re.compile(r"\d+(?:[.,．，]\d+)*")
ANCHOR_STATES: Final = ("exact", "moved", "number_changed", "changed", "lost")
#: How like words must be to be the same passage rewritten, from 0 to 100: where it stood, and elsewhere.
_LIKE_HERE: Final = 60
_LIKE_ELSEWHERE: Final = 80
#: Fewer characters than this are not looked for in other words.
_SHORTEST: Final = 6


@dataclass(frozen=True, slots=True)
class Found:
    """Where an anchored passage stands now.

    `state` is one of `ANCHOR_STATES`; `passage` holds the words as they stand now, or the old ones if lost.
    """

    state: str
    passage: Passage

    @property
    def is_same(self) -> bool:
        """Whether the words themselves still stand in the plan."""
        return self.state in ("exact", "moved")


def find_passage(plan: Plan | None, anchor: Passage) -> Found:
    """Find `anchor` in `plan`: at its place, word for word elsewhere, with another figure, in other words.

    Words are compared as printed; only the width of characters and blanks may differ. A passage whose
    figure changed is told to be so, never taken for the same one; one that could be either of two is lost.
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
    if places:
        same_paragraph = [place for place in places if place.paragraph == anchor.paragraph]
        candidates = same_paragraph or places
        return Found("moved", candidates[0]) if len(candidates) == 1 else Found("lost", anchor)
    # Where it stood counts before anywhere else.
    here = [paragraph] if paragraph else []
    for paragraphs in (here, plan.paragraphs):
        other_figures = _with_other_figures(paragraphs, anchor)
        if other_figures:
            return Found("number_changed", other_figures)
    rewritten = _in_other_words(here, anchor, _LIKE_HERE) or _in_other_words(
        plan.paragraphs, anchor, _LIKE_ELSEWHERE
    )
    return Found("changed", rewritten) if rewritten else Found("lost", anchor)


def _with_other_figures(paragraphs: Iterable[Paragraph], anchor: Passage) -> Passage | None:
    """The only place where the words stand with other figures."""
    parts = _FIGURE.split(half_width(anchor.quote))
    if len(parts) == 1 or len("".join(parts)) < _SHORTEST // 2:
        return None
    pattern = re.compile(_FIGURE.pattern.join(map(re.escape, parts)))
    places = [
        Passage(p.id, *match.span(), p.text[match.start() : match.end()])
        for p in paragraphs
        for match in pattern.finditer(half_width(p.text))
    ]
    return places[0] if len(places) == 1 else None


def _in_other_words(paragraphs: Iterable[Paragraph], anchor: Passage, cutoff: int) -> Passage | None:
    """The sentence or clause most like the words, if it is as like as `cutoff`."""
    from rapidfuzz import fuzz

    wanted = fold(anchor.quote)
    if len(wanted) < _SHORTEST:
        return None
    best: tuple[float, Passage] | None = None
    for paragraph in paragraphs:
        for part in _parts(paragraph):
            score = fuzz.ratio(wanted, fold(part.quote), score_cutoff=cutoff)
            if score and (best is None or score > best[0]):
                best = (score, part)
    return best[1] if best else None


def _parts(paragraph: Paragraph) -> Iterator[Passage]:
    for sentence in sentences_of(paragraph):
        yield sentence
        for clause in clauses(half_width(sentence.quote)):
            start, end = sentence.start + clause.start, sentence.start + clause.end
            yield Passage(paragraph.id, start, end, paragraph.text[start:end])


def _stands_at(text: str, anchor: Passage) -> bool:
    same = text[anchor.start : anchor.end] == anchor.quote
    return same and not _tears_figure(text, anchor.start, anchor.end)


def _tears_figure(text: str, start: int, end: int) -> bool:
    """Whether an end of the span lies inside a figure: 81 is not found in 811 or 81.5."""
    return any(
        match.start() < edge < match.end() for match in _FIGURE.finditer(text) for edge in (start, end)
    )
