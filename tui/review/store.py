"""The review file: one SQLite file, an append-only table of events.

Rollback journal and synchronous=FULL, so that an event is on the disk before it is acknowledged and the
file alone, copied after a crash, is whole. Never write-ahead logging: a killed WAL file copied alone is
empty.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

from tui.messages import Problem
from tui.review.events import Author, Event, new_event_id, now
from tui.review.failures import explained
from tui.review.rows import COLUMNS, event_of, row_of
from tui.review.upgrades import APPLICATION, VERSION, is_empty, upgrade, version_of

_WAIT_SECONDS = 5.0
_INSERT = f"INSERT INTO event ({COLUMNS}) VALUES (?,?,?,?,?,?,?,?,?)"


class ReviewStore:
    """An open review file. It is made when the first event is written, not before.

    Several programs may have it open: each sees what the others wrote (`changed_elsewhere`), and ids keep
    rising whoever writes.

    Args:
        path: where the file is or will be.
        wait: seconds to wait while another program writes; a few where nothing is said.
    """

    def __init__(self, path: Path, *, wait: float | None = None) -> None:
        self.path = path
        self._wait = _WAIT_SECONDS if wait is None else wait
        self._connection: sqlite3.Connection | None = None
        self._seen = 0
        if path.exists():
            with explained(path):
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
        with explained(self.path):
            if is_empty(self._connection):
                return ()
            rows = self._connection.execute(f"SELECT {COLUMNS} FROM event ORDER BY id").fetchall()
            return tuple(event_of(row) for row in rows)

    def changed_elsewhere(self) -> bool:
        """Whether another program wrote to the file since this was last asked; also if it made the file.

        Raises:
            Problem: the file cannot be read.
        """
        with explained(self.path):
            if self._connection is None:
                if not self.path.exists():
                    return False
                self._connect()
                return True
            before, self._seen = self._seen, _data_version(self._connection)
            return before != self._seen

    def is_whole(self) -> bool:
        """Whether the database finds nothing wrong with the file; takes a while.

        Raises:
            Problem: the file cannot be read at all.
        """
        if self._connection is None:
            return True
        with explained(self.path):
            return bool(self._connection.execute("PRAGMA integrity_check").fetchone()[0] == "ok")

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
        with explained(self.path), self._writing() as connection:
            last = connection.execute("SELECT coalesce(max(id), '') FROM event").fetchone()[0]
            event = Event(
                new_event_id(last),
                author,
                now(),
                kind,
                subject_kind,
                subject_id,
                anchor or {},
                payload or {},
            )
            connection.execute(_INSERT, row_of(event))
        return event

    def take(self, events: Iterable[Event]) -> None:
        """Write events that came from elsewhere, as they are; those that are there already stay.

        Raises:
            Problem: they could not be written; then none of them is in the file.
        """
        with explained(self.path), self._writing() as connection:
            connection.executemany(_INSERT.replace("INSERT", "INSERT OR IGNORE"), map(row_of, events))

    def title(self) -> str:
        """The name that people gave the review; empty where nobody did."""
        if self._connection is None:
            return ""
        with explained(self.path):
            if version_of(self._connection) < VERSION:
                return ""
            row = self._connection.execute("SELECT value FROM meta WHERE key = 'title'").fetchone()
            return str(row[0]) if row else ""

    def name(self, title: str) -> None:
        """Give the review a name.

        Raises:
            Problem: it could not be written.
        """
        with explained(self.path), self._writing() as connection:
            connection.execute("INSERT OR REPLACE INTO meta VALUES ('title', ?)", (title,))

    def _connect(self) -> sqlite3.Connection:
        connection = sqlite3.connect(self.path, timeout=self._wait, isolation_level=None)
        try:
            self._check(connection)
            connection.execute("PRAGMA journal_mode = DELETE")
            connection.execute("PRAGMA synchronous = FULL")
            self._seen = _data_version(connection)
        except BaseException:
            connection.close()
            raise
        self._connection = connection
        return connection

    def _check(self, connection: sqlite3.Connection) -> None:
        """Refuse a file that is no review, or one of a later version."""
        # All of one moment: another program may be making the file just now.
        with _transaction(connection, "DEFERRED"):
            application = connection.execute("PRAGMA application_id").fetchone()[0]
            if application != APPLICATION and not is_empty(connection):
                raise Problem("review.other_file", file=str(self.path))
            self._refuse_newer(connection)

    def _refuse_newer(self, connection: sqlite3.Connection) -> None:
        if version_of(connection) > VERSION:
            raise Problem("review.newer", file=str(self.path))

    def _connect_to_write(self) -> sqlite3.Connection:
        self.path.parent.mkdir(parents=True, exist_ok=True)
        connection = self._connect()
        if not is_empty(connection):
            # Another program made it since; what it wrote is still to be told.
            self._seen = 0
        return connection

    @contextmanager
    def _writing(self) -> Iterator[sqlite3.Connection]:
        """One transaction that is on the disk when it ends, or did not happen."""
        connection = self._connection or self._connect_to_write()
        if version_of(connection) < VERSION:
            with _transaction(connection, "IMMEDIATE"):
                upgrade(connection, self.path)
        with _transaction(connection, "IMMEDIATE"):
            self._refuse_newer(connection)
            yield connection


def read_review(path: Path) -> tuple[Event, ...]:
    """The events of a review file that is only looked at.

    Raises:
        Problem: it is not there, or cannot be read.
    """
    if not path.is_file():
        raise Problem("file.absent", file=str(path))
    with closing(ReviewStore(path)) as store:
        return store.events()


def title_of(path: Path) -> str:
    """What a review is called: its own name, else that of its file, also where it cannot be read."""
    try:
        with closing(ReviewStore(path)) as store:
            return store.title() or path.stem
    except Problem:
        return path.stem


def save_elsewhere(path: Path, events: Iterable[Event]) -> ReviewStore:
    """A new review file with events that could not be written where they belong.

    Raises:
        Problem: there is such a file already, or it cannot be written.
    """
    with explained(path):
        path.parent.mkdir(parents=True, exist_ok=True)
        try:
            path.open("xb").close()
        except FileExistsError:
            raise Problem("file.exists", file=str(path)) from None
    try:
        with closing(ReviewStore(path)) as store:
            store.take(events)
    except BaseException:
        path.unlink(missing_ok=True)
        raise
    return ReviewStore(path)


@contextmanager
def _transaction(connection: sqlite3.Connection, kind: str) -> Iterator[None]:
    connection.execute(f"BEGIN {kind}")
    try:
        yield
        connection.execute("COMMIT")
    except BaseException:
        if connection.in_transaction:
            connection.execute("ROLLBACK")
        raise


def _data_version(connection: sqlite3.Connection) -> int:
    return int(connection.execute("PRAGMA data_version").fetchone()[0])
