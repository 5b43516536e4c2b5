"""The review file: one SQLite file, an append-only table of events.

Rollback journal and synchronous=FULL, so that an event is on the disk before it is acknowledged and the
file alone, copied after a crash, is whole. Never write-ahead logging: a killed WAL file copied alone is
empty.
"""

from __future__ import annotations

import json
import re
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from tui.messages import Problem
from tui.review.events import Author, Event, new_event_id, now

_APPLICATION = 0x706C7276  # "plrv"
_VERSION = 1
_WAIT_SECONDS = 5.0
_EVENT_ID = re.compile("[0-9a-f]{28}")
_SCHEMA = """
CREATE TABLE event (
    id TEXT PRIMARY KEY,
    author TEXT NOT NULL,
    unit TEXT NOT NULL,
    created TEXT NOT NULL,
    kind TEXT NOT NULL,
    subject_kind TEXT NOT NULL,
    subject_id TEXT NOT NULL,
    anchor TEXT NOT NULL,
    payload TEXT NOT NULL
) WITHOUT ROWID
"""
_COLUMNS = "id, author, unit, created, kind, subject_kind, subject_id, anchor, payload"


class ReviewStore:
    """An open review file. It is made when the first event is written, not before.

    Args:
        path: where the file is or will be.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self._connection: sqlite3.Connection | None = None
        self._last = ""
        if path.exists():
            with self._explained():
                self._connect()

    def close(self) -> None:
        """Close the file; nothing is pending."""
        if self._connection:
            self._connection.close()
            self._connection = None

    def events(self) -> tuple[Event, ...]:
        """All events in order.

        Raises:
            Problem: the file cannot be read.
        """
        if self._connection is None:
            return ()
        with self._explained():
            rows = self._connection.execute(f"SELECT {_COLUMNS} FROM event ORDER BY id").fetchall()
            return tuple(_event(row) for row in rows)

    def append(
        self,
        author: Author,
        kind: str,
        subject_kind: str,
        subject_id: str,
        *,
        anchor: dict[str, Any] | None = None,
        payload: dict[str, Any] | None = None,
    ) -> Event:
        """Write one event; when this returns it is on the disk.

        Raises:
            Problem: it could not be written; then nothing of it is in the file.
        """
        with self._explained():
            connection = self._connection or self._connect()
            if not self._last:
                self._last = connection.execute("SELECT coalesce(max(id), '') FROM event").fetchone()[0]
            event = Event(
                new_event_id(self._last),
                author,
                now(),
                kind,
                subject_kind,
                subject_id,
                anchor or {},
                payload or {},
            )
            connection.execute(f"INSERT INTO event ({_COLUMNS}) VALUES (?,?,?,?,?,?,?,?,?)", _row(event))
        self._last = event.id
        return event

    def _connect(self) -> sqlite3.Connection:
        self.path.parent.mkdir(parents=True, exist_ok=True)
        connection = sqlite3.connect(self.path, timeout=_WAIT_SECONDS, isolation_level=None)
        try:
            self._prepare(connection)
        except BaseException:
            connection.close()
            raise
        self._connection = connection
        return connection

    def _prepare(self, connection: sqlite3.Connection) -> None:
        application, version = (
            connection.execute(f"PRAGMA {name}").fetchone()[0] for name in ("application_id", "user_version")
        )
        tables = connection.execute("SELECT count(*) FROM sqlite_master").fetchone()[0]
        if application != _APPLICATION and (tables or application):
            raise Problem("review.other_file", file=str(self.path))
        if version > _VERSION:
            raise Problem("review.newer", file=str(self.path))
        connection.execute("PRAGMA journal_mode = DELETE")
        connection.execute("PRAGMA synchronous = FULL")
        if not tables:
            connection.executescript(
                f"BEGIN IMMEDIATE; {_SCHEMA.replace('TABLE', 'TABLE IF NOT EXISTS')};"
                f"PRAGMA application_id = {_APPLICATION}; PRAGMA user_version = {_VERSION}; COMMIT;"
            )

    @contextmanager
    def _explained(self) -> Iterator[None]:
        """Turn what the database says into a sentence with the file and a way on."""
        try:
            yield
        except sqlite3.DatabaseError as error:
            raise Problem(_cause(error), file=str(self.path), detail=str(error)) from None
        except OSError as error:
            raise Problem(
                "review.not_writable", file=str(self.path), detail=error.strerror or str(error)
            ) from None


def _cause(error: sqlite3.DatabaseError) -> str:
    name = getattr(error, "sqlite_errorname", "") or ""
    if name.startswith(("SQLITE_BUSY", "SQLITE_LOCKED")):
        return "review.locked"
    if name.startswith("SQLITE_FULL"):
        return "review.disk_full"
    if name.startswith(("SQLITE_READONLY", "SQLITE_CANTOPEN", "SQLITE_PERM")):
        return "review.not_writable"
    return "review.damaged"


def _row(event: Event) -> tuple[str, ...]:
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


def _event(row: tuple[str, ...]) -> Event:
    identifier, author, unit, created, kind, subject_kind, subject_id, anchor, payload = row
    try:
        known_anchor, known_payload = json.loads(anchor), json.loads(payload)
    except ValueError:
        raise sqlite3.DatabaseError(f"event {identifier}") from None
    sound = isinstance(known_anchor, dict) and isinstance(known_payload, dict)
    if not sound or not _EVENT_ID.fullmatch(identifier):
        raise sqlite3.DatabaseError(f"event {identifier}")
    who = Author(author, unit)
    return Event(identifier, who, created, kind, subject_kind, subject_id, known_anchor, known_payload)
