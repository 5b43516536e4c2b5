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
from tui.text.strength import comparator_words

_FIGURE = re.compile(r"\d+(?:[.,．，]\d+)*")
_NEGATION = re.compile(r"(?:不|未|非|无|没有|禁止|严禁|停止|取消)(?:得|再|予|能|要|准)?$")
ANCHOR_STATES: Final = ("exact", "moved", "number_changed", "changed", "lost")
#: How like words must be to be the same passage rewritten, from 0 to 100: where it stood, and elsewhere.
_LIKE_HERE: Final = 60
_LIKE_ELSEWHERE: Final = 80
#: Fewer characters than this are not looked for in other words.
_SHORTEST: Final = 6
#: So many characters on either side are kept with a marked passage, and so many must agree to tell it from
#: the same words elsewhere.
AROUND: Final = 16
_TELLING: Final = 3


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


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What a marked passage stood in: the characters before and after it, and whether its words stood alone.

    `alone` says that the plan had them in no other place.
    """

    before: str
    after: str
    alone: bool


def surroundings(plan: Plan, passage: Passage) -> Surroundings | None:
    """What a passage stands in; None where it does not stand in the plan."""
    paragraph = plan.paragraphs_by_id.get(passage.paragraph)
    if paragraph is None or not _stands_at(paragraph.text, passage):
        return None
    text, start, end = paragraph.text, passage.start, passage.end
    alone = len(_word_for_word(plan, passage)) == 1
    return Surroundings(text[max(0, start - AROUND) : start], text[end : end + AROUND], alone)


def find_passage(plan: Plan | None, anchor: Passage, around: Surroundings | None = None) -> Found:
    """Find `anchor` in `plan`: at its place, word for word elsewhere, with another figure, in other words.

    Words are compared as printed; only the width of characters and blanks may differ. A passage whose
    figure changed, or before or after which a negation or a comparator changed, is told to be so, never
    taken for the same one. Of several places the one in the same surroundings counts; without such a one the
    passage is lost.

    Args:
        plan: the plan as it is now; None if it is not on the shelf.
        anchor: the passage as it was marked.
        around: what it stood in, if known.
    """
    if plan is None:
        return Found("lost", anchor)
    seen = _Seen(anchor.quote, around)
    paragraph = plan.paragraphs_by_id.get(anchor.paragraph)
    if paragraph and _stands_at(paragraph.text, anchor):
        same = seen.reads_alike(paragraph.text, anchor.start, anchor.end)
        return Found("exact" if same else "changed", anchor)
    places = _word_for_word(plan, anchor)
    found = _one_of(plan, anchor, places, seen)
    if found is not None:
        return found
    # Where it stood counts before anywhere else.
    here = [paragraph] if paragraph else []
    for paragraphs in (here, plan.paragraphs):
        other_figures = _with_other_figures(paragraphs, anchor)
        if other_figures:
            return Found("number_changed", other_figures)
    rewritten = _in_other_words(here, anchor, _LIKE_HERE)
    if rewritten is None and not places:
        rewritten = _in_other_words(plan.paragraphs, anchor, _LIKE_ELSEWHERE)
    return Found("changed", rewritten) if rewritten else Found("lost", anchor)


class _Seen:
    """What stood around a passage, and how far a place agrees with it."""

    def __init__(self, quote: str, around: Surroundings | None) -> None:
        self._around = around
        self.alone = around is None or around.alone
        before, after = (around.before, around.after) if around else ("", "")
        self._before = fold(before)
        self._after = fold(after)
        self._edges = _edges(f"{before}{quote}{after}", len(before), len(before) + len(quote))

    def reads_alike(self, text: str, start: int, end: int) -> bool:
        """Whether no negation or comparator next to the words came or went."""
        return self._around is None or _edges(text, start, end) == self._edges

    def is_around_something_in(self, text: str) -> bool:
        """Whether what stood before or after the words still stands in a text."""
        folded = fold(text)
        ends = (self._before[-_TELLING * 2 :], self._after[: _TELLING * 2])
        return any(len(end) >= _TELLING and end in folded for end in ends)

    def agreement(self, text: str, start: int, end: int) -> int:
        """How many characters directly around a place are the same."""
        before, after = fold(text[max(0, start - AROUND) : start]), fold(text[end : end + AROUND])
        return _common_start(before[::-1], self._before[::-1]) + _common_start(after, self._after)


def _edges(text: str, start: int, end: int) -> tuple[bool, str, str]:
    """Whether a negation stands directly before the words, and the comparators next to them."""
    before, after = half_width(text[:start]), half_width(text[end:])
    words = comparator_words()
    return (
        bool(_NEGATION.search(before)),
        next((word for word in words if before.endswith(word)), ""),
        next((word for word in words if after.startswith(word)), ""),
    )


def _common_start(first: str, second: str) -> int:
    number = 0
    while number < min(len(first), len(second)) and first[number] == second[number]:
        number += 1
    return number


def _word_for_word(plan: Plan, anchor: Passage) -> list[Passage]:
    wanted = fold(anchor.quote)
    return [
        Passage(p.id, start, end, p.text[start:end])
        for p in plan.paragraphs
        for start, end in find_spans(p.text, wanted)
        if not _tears_figure(p.text, start, end)
    ]


def _one_of(plan: Plan, anchor: Passage, places: list[Passage], seen: _Seen) -> Found | None:
    """The place that is meant: the only one, or that in the same company; None if there is no telling."""

    def agreement(place: Passage) -> int:
        return seen.agreement(plan.paragraphs_by_id[place.paragraph].text, place.start, place.end)

    if not places:
        return None
    same_paragraph = [place for place in places if place.paragraph == anchor.paragraph]
    best, *others = sorted(places, key=agreement, reverse=True)
    margin = agreement(best) - max(map(agreement, others), default=0)
    if margin >= _TELLING or (seen.alone and not others):
        place = best
    elif len(same_paragraph) == 1 and seen.alone:
        place = same_paragraph[0]
    else:
        return None
    own = plan.paragraphs_by_id.get(anchor.paragraph)
    if not seen.alone and own and place.paragraph != own.id and seen.is_around_something_in(own.text):
        # The words stood in several places, and where these stood something else stands now.
        return None
    same = seen.reads_alike(plan.paragraphs_by_id[place.paragraph].text, place.start, place.end)
    return Found("moved" if same else "changed", place)


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
