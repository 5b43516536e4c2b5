"""What all events add up to: flags, reviewed sentences, reported values; and what undo would take back."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from tui.plans.model import Passage
from tui.review.events import Author, Event
from tui.targets.model import Observation


@dataclass(frozen=True, slots=True)
class Flag:
    """A mark on a passage, target or match, with kind, severity and note."""

    id: str
    subject_kind: str
    subject_id: str
    anchor: Passage | None
    kind: str
    severity: str
    note: str
    author: Author
    created: str
    state: str = "open"


@dataclass(frozen=True, slots=True)
class Stage:
    """How far a project has come, as a reviewer set it; `stage` is empty where only a note was written."""

    stage: str
    note: str
    author: Author


@dataclass(frozen=True)
class ReviewState:
    """The state of a review.

    `reviewed` holds sentence passages marked as looked at, by author name; `stages` is by project id.
    """

    flags: tuple[Flag, ...] = ()
    reviewed: tuple[tuple[str, Passage], ...] = ()
    observations: tuple[Observation, ...] = ()
    stages: dict[str, Stage] = field(default_factory=dict)


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


def fold(events: Sequence[Event]) -> ReviewState:
    """The state that events add up to, whatever the order in which they were joined."""
    flags: dict[str, Flag] = {}
    reviewed: dict[tuple[str, str, int, int], tuple[str, Passage]] = {}
    observations: dict[tuple[str, int], Observation] = {}
    stages: dict[str, Stage] = {}
    for event in active_events(sorted(events, key=lambda event: event.id)):
        match event.kind:
            case "flag":
                flags[event.id] = _flag(event)
            case "flag_edit" if event.subject_id in flags:
                flags[event.subject_id] = _edited(flags[event.subject_id], event.payload)
            case "flag_remove":
                flags.pop(event.subject_id, None)
            case "reviewed" if (passage := _passage(event.anchor)) is not None:
                reviewed[_mark(event, passage)] = (event.author.name, passage)
            case "unreviewed" if (passage := _passage(event.anchor)) is not None:
                reviewed.pop(_mark(event, passage), None)
            case "observe" if (observation := _observation(event)) is not None:
                observations[observation.target, observation.year] = observation
            case "stage":
                known = stages.get(event.subject_id, Stage("", "", event.author))
                stage, note = event.payload.get("stage", known.stage), event.payload.get("note", known.note)
                stages[event.subject_id] = Stage(str(stage), str(note), event.author)
            case _:
                pass
    return ReviewState(tuple(flags.values()), tuple(reviewed.values()), tuple(observations.values()), stages)


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
        if named[str(event.payload["event"])].kind != "undo":
            return event
    return None


def _mark(event: Event, passage: Passage) -> tuple[str, str, int, int]:
    return (event.author.name, passage.paragraph, passage.start, passage.end)


def _flag(event: Event) -> Flag:
    return Flag(
        id=event.id,
        subject_kind=event.subject_kind,
        subject_id=event.subject_id,
        anchor=_passage(event.anchor),
        kind=str(event.payload.get("kind", "question")),
        severity=str(event.payload.get("severity", "medium")),
        note=str(event.payload.get("note", "")),
        author=event.author,
        created=event.created,
    )


def _edited(flag: Flag, payload: dict[str, Any]) -> Flag:
    return replace(
        flag,
        kind=str(payload.get("kind", flag.kind)),
        severity=str(payload.get("severity", flag.severity)),
        note=str(payload.get("note", flag.note)),
        state=str(payload.get("state", flag.state)),
    )


def _passage(anchor: dict[str, Any]) -> Passage | None:
    try:
        return Passage(
            str(anchor["paragraph"]), int(anchor["start"]), int(anchor["end"]), str(anchor["quote"])
        )
    except (KeyError, TypeError, ValueError):
        return None


def _observation(event: Event) -> Observation | None:
    payload = event.payload
    try:
        return Observation(
            target=event.subject_id,
            year=int(payload["year"]),
            value=float(payload["value"]),
            unit=str(payload["unit"]),
            source=str(payload["source"]),
            note=str(payload.get("note", "")),
            origin=str(payload.get("origin", "review")),
        )
    except (KeyError, TypeError, ValueError):
        return None


def anchor_of(passage: Passage) -> dict[str, Any]:
    """A passage as an event keeps it."""
    return {
        "paragraph": passage.paragraph,
        "start": passage.start,
        "end": passage.end,
        "quote": passage.quote,
    }
