"""Undo and redo: which events still count, and which one a reviewer would take back next."""

from __future__ import annotations

from collections.abc import Sequence

from tui.review.events import Author, Event


def active_events(events: Sequence[Event]) -> list[Event]:
    """The events that no undo names, undo events included, in order.

    An undo counts only if it is by the author of the event it names, and is not itself undone.
    """
    by_id = {event.id: event for event in events}
    undone: set[str] = set()
    for event in reversed(events):
        if event.kind == "undo" and event.id not in undone:
            named = by_id.get(str(event.payload.get("event", "")))
            if named and named.author == event.author:
                undone.add(named.id)
    return [event for event in events if event.id not in undone]


def undoable(events: Sequence[Event], author: Author) -> Event | None:
    """What undo would take back: the author's last event that still counts."""
    own = [event for event in active_events(events) if event.author == author and event.kind != "undo"]
    return own[-1] if own else None


def redoable(events: Sequence[Event], author: Author) -> Event | None:
    """The undo that redo would take back: the author's last one that still counts, if nothing new followed.

    Taking back an undo is no new act; the event it brings back is older than the undo.
    """
    named = {event.id: event for event in events}
    for event in reversed([event for event in active_events(events) if event.author == author]):
        if event.kind != "undo":
            return None
        taken_back = named.get(str(event.payload.get("event", "")))
        # Of a damaged file the undo may have been saved, and what it took back not.
        if taken_back is not None and taken_back.kind != "undo":
            return event
    return None
