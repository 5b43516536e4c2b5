"""Matches by commitment: everything that answers to the same words stands together."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from tui.compare.model import Match, Quote
from tui.plans.model import Passage

Locate = Callable[[Quote], Passage | None]


@dataclass(frozen=True, slots=True)
class Commitment:
    """Words of one plan, and the matches they stand in; none of it is empty.

    `quotes` are the words on the side that matches are grouped by, without those that others hold.
    """

    quotes: tuple[Quote, ...]
    matches: tuple[Match, ...]


def by_new(matches: Iterable[Match], locate: Locate) -> list[Commitment]:
    """Commitments of the new plan, each with all its old counterparts, in the order of `matches`.

    What has no counterpart in the new plan stands by itself.
    """
    return _grouped(matches, lambda match: match.new or match.old, locate)


def by_old(matches: Iterable[Match], locate: Locate) -> list[Commitment]:
    """Commitments of the old plans, each with all its new counterparts, in the order of `matches`."""
    return _grouped(matches, lambda match: match.old or match.new, locate)


def _grouped(
    matches: Iterable[Match], side: Callable[[Match], tuple[Quote, ...]], locate: Locate
) -> list[Commitment]:
    groups: list[list[Match]] = []
    places: dict[str, list[tuple[Passage, int]]] = {}
    whole: dict[tuple[Quote, ...], int] = {}
    for match in matches:
        quotes = side(match)
        number = whole.get(quotes)
        passage = locate(quotes[0]) if quotes else None
        if number is None and passage is not None:
            near = places.get(passage.paragraph, ())
            number = next((n for other, n in near if _same_words(passage, other)), None)
        if number is None:
            number = len(groups)
            groups.append([])
        groups[number].append(match)
        whole.setdefault(quotes, number)
        if passage is not None:
            places.setdefault(passage.paragraph, []).append((passage, number))
    return [Commitment(_widest(group, side, locate), tuple(group)) for group in groups]


def _same_words(first: Passage, second: Passage) -> bool:
    """Whether one passage holds the other."""
    inner, outer = sorted((first, second), key=lambda p: p.end - p.start)
    return outer.start <= inner.start and inner.end <= outer.end


def _widest(
    group: list[Match], side: Callable[[Match], tuple[Quote, ...]], locate: Locate
) -> tuple[Quote, ...]:
    """All quotes of a group without those that stand within others."""
    quotes = dict.fromkeys(quote for match in group for quote in side(match))
    if len(quotes) == 1:
        return tuple(quotes)
    places = {quote: locate(quote) for quote in quotes}
    return tuple(q for q in quotes if not any(_holds(places[o], places[q]) for o in quotes if o != q))


def _holds(outer: Passage | None, inner: Passage | None) -> bool:
    if outer is None or inner is None or outer.paragraph != inner.paragraph:
        return False
    return outer.start <= inner.start and inner.end <= outer.end
