"""Matches that the program proposes where nobody has curated any: a start for a person, marked as such."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final

from tui.compare.matcher import Candidate, Matcher, Weights
from tui.compare.model import Match, Quote
from tui.compare.units import Unit
from tui.text.difference import difference
from tui.text.figures import find_figures
from tui.text.fold import fold, half_width
from tui.text.strength import degrees_in
from tui.text.words import word_spans

_LIKELY: Final = 0.6
_SAME, _MOST, _HALF = 0.75, 0.6, 0.5


def suggestions(old: Iterable[Unit], matcher: Matcher, weights: Weights) -> Iterator[Match | None]:
    """For each clause of an old plan its likeliest counterpart in a new one; None if none is likely enough.

    Args:
        old: the clauses of the old plan.
        matcher: finds counterparts among the clauses of the new plan.
        weights: with the likelihood from which a counterpart is proposed.
    """
    for unit in old:
        best = None if unit.looks_back else next(iter(matcher.candidates(unit, 1)), None)
        yield suggested(unit, best) if best and best.likelihood >= weights.threshold else None


def suggested(unit: Unit, candidate: Candidate) -> Match:
    """The match of a clause and its likeliest counterpart."""
    old, new = unit.passage, candidate.unit.passage
    themes = candidate.unit.themes or unit.themes
    return Match(
        id=f"suggested:{old.paragraph}@{old.start}>{new.paragraph}@{new.start}",
        theme=themes[0] if themes else "",
        old=(Quote(old.paragraph, old.quote),),
        new=(Quote(new.paragraph, new.quote),),
        change=likely_change(old.quote, new.quote),
        quantity=likely_quantity(old.quote, new.quote),
        certainty="likely" if candidate.likelihood >= _LIKELY else "worth_a_look",
        rationale="",
        searched=None,
        origin="suggested",
        likelihood=candidate.likelihood,
    )


def likely_change(old: str, new: str) -> str:
    """The kind of change by the words alone: what was kept, and how degree words changed."""
    found = difference(old, new)
    kept_old, kept_new = found.kept_old, found.kept_new
    if kept_old >= _HALF and kept_new >= _HALF:
        before, after = _strongest(old), _strongest(new)
        if before is not None and after is not None and before != after:
            return "strengthened" if after > before else "softened"
    if kept_old >= _SAME and kept_new >= _SAME:
        return "continued"
    if kept_old >= _MOST and kept_new < _MOST:
        return "elaborated"
    if kept_new >= _MOST and kept_old < _MOST:
        return "subsumed"
    return "reworded"


def _strongest(text: str) -> int | None:
    words = [fold(text[start:end]) for start, end in word_spans(text)]
    return max((step for _, step in degrees_in(words)), default=None)


def likely_quantity(old: str, new: str) -> str:
    """What happens to figures, by whether each side has some."""
    before, after = (bool(find_figures(half_width(text))) for text in (old, new))
    words = {True: "number", False: "words"}
    return f"{words[before]}_to_{words[after]}"
