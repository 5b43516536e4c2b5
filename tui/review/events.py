"""Events: the only thing a review file holds. Nothing is ever changed or removed; undo is an event too."""

from __future__ import annotations

import secrets
import time
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from typing import Any, Final

STAGES: Final = ("not_started", "preparing", "building", "done", "changed", "ended")
EVENT_KINDS: Final = (
    "flag",
    "flag_edit",
    "flag_remove",
    "reply",
    "settle",
    "reviewed",
    "unreviewed",
    "observe",
    "observe_remove",
    "evidence",
    "verdict",
    "explain",
    "judge",
    "match",
    "match_remove",
    "stage",
    "fill",
    "dismiss",
    "restore",
    "import",
    "undo",
)


@dataclass(frozen=True, slots=True, order=True)
class Author:
    """Who reviews: name and unit, as they will stand in the hand-ins."""

    name: str
    unit: str = ""


@dataclass(frozen=True, slots=True)
class Act:
    """What is done to a subject, before it is an event: one of several that a file brings in."""

    kind: str
    subject_kind: str
    subject_id: str
    payload: dict[str, Any]


@dataclass(frozen=True, slots=True)
class Event:
    """One act of a reviewer.

    `id` is unique everywhere and sorts by time; `created` is UTC in ISO 8601. `anchor` holds the marked
    passage (paragraph, start, end, quote) or nothing; `payload` what the kind of event needs.
    """

    id: str
    author: Author
    created: str
    kind: str
    subject_kind: str
    subject_id: str
    anchor: dict[str, Any] = field(default_factory=dict)
    payload: dict[str, Any] = field(default_factory=dict)


def new_event_id(after: str = "") -> str:
    """An id of 12 hexadecimal digits of milliseconds and 16 of chance, greater than `after`.

    Ids of one file keep their order even where the clock was set back.
    """
    stamp = time.time_ns() // 1_000_000
    if after:
        stamp = max(stamp, int(after[:12], 16) + 1)
    return f"{stamp:012x}{secrets.token_hex(8)}"


def now() -> str:
    """The present time, UTC, to the second."""
    return datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def expanded(event: Event) -> list[Event]:
    """The acts of an event one by one: those that a file brought in together, else the event itself."""
    if event.kind != "import":
        return [event]
    acts = event.payload.get("acts", [])
    return [
        replace(
            event,
            id=f"{event.id}.{number}",
            kind=str(act.get("kind", "")),
            subject_kind=str(act.get("subject_kind", "")),
            subject_id=str(act.get("subject_id", "")),
            payload=act.get("payload", {}),
        )
        for number, act in enumerate(acts, 1)
        if isinstance(act, dict) and act.get("kind") != "import"
    ]
