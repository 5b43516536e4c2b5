"""Joining reviews: the union of their events, whatever the order and however often."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from tui.messages import Message, Problem
from tui.review.events import Author, Event


@dataclass(frozen=True, slots=True)
class Brought:
    """What other reviews bring that is not known yet, in order."""

    events: tuple[Event, ...]

    @property
    def by_author(self) -> dict[Author, Counter[str]]:
        """The kinds of events of each author, with how many there are."""
        counts: dict[Author, Counter[str]] = {}
        for event in self.events:
            counts.setdefault(event.author, Counter())[event.kind] += 1
        return counts

    def told(self) -> Iterator[Message]:
        """A sentence an author."""
        for author, kinds in self.by_author.items():
            acts = [
                Message("merge.acts", {"act": Message(f"event.{kind}"), "count": n})
                for kind, n in kinds.items()
            ]
            yield Message("merge.brings", {"person": author.name, "unit": author.unit, "acts": acts})


def union(*reviews: Iterable[Event]) -> tuple[Event, ...]:
    """The events of several reviews in order, each once.

    Raises:
        Problem: two of them have the same id and say different things; one file was changed by hand.
    """
    found: dict[str, Event] = {}
    for events in reviews:
        for event in events:
            if found.setdefault(event.id, event) != event:
                raise Problem("merge.clash", id=event.id)
    return tuple(sorted(found.values(), key=lambda event: event.id))


def brought(known: Sequence[Event], *reviews: Iterable[Event]) -> Brought:
    """What reviews bring beside what is known.

    Raises:
        Problem: an event is told in two ways.
    """
    ids = {event.id for event in known}
    return Brought(tuple(event for event in union(known, *reviews) if event.id not in ids))
