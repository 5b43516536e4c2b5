"""Events as rows of the review file's table."""

from __future__ import annotations

import json
import re
import sqlite3
from typing import Any, Final

from tui.review.events import Author, Event

COLUMNS: Final = "id, author, unit, created, kind, subject_kind, subject_id, anchor, payload"
#: The first digits count milliseconds. No clock is beyond the year 9,000, and ids must have room to rise.
_EVENT_ID: Final = re.compile("[0-9a-c][0-9a-f]{27}")


def row_of(event: Event) -> tuple[str, ...]:
    """The row of an event, in the order of `COLUMNS`."""
    return (
        event.id,
        event.author.name,
        event.author.unit,
        event.created,
        event.kind,
        event.subject_kind,
        event.subject_id,
        json.dumps(event.anchor, ensure_ascii=False, sort_keys=True),
        json.dumps(event.payload, ensure_ascii=False, sort_keys=True),
    )


def event_of(row: tuple[Any, ...]) -> Event:
    """The event in a row of the table.

    Raises:
        sqlite3.DatabaseError: the row holds none.
    """
    identifier, author, unit, created, kind, subject_kind, subject_id, anchor, payload = row
    try:
        known_anchor, known_payload = json.loads(anchor), json.loads(payload)
    except (TypeError, ValueError, RecursionError):
        raise sqlite3.DatabaseError(f"event {identifier}") from None
    texts = (identifier, author, unit, created, kind, subject_kind, subject_id)
    sound = isinstance(known_anchor, dict) and isinstance(known_payload, dict)
    if not sound or not all(isinstance(text, str) for text in texts) or not _EVENT_ID.fullmatch(identifier):
        raise sqlite3.DatabaseError(f"event {identifier}")
    who = Author(author, unit)
    return Event(identifier, who, created, kind, subject_kind, subject_id, known_anchor, known_payload)
