"""A damaged review file: it is copied, and every event that can still be read goes into a sound one."""

from __future__ import annotations

import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing, suppress
from dataclasses import dataclass
from pathlib import Path

from tui.messages import Problem
from tui.review.events import Event
from tui.review.store import COLUMNS, ReviewStore, event_of, explained, save_elsewhere
from tui.tomlfile import free_name

#: A scan is begun again behind a row that cannot be read, at most so often.
_MOST_RESTARTS = 10_000


@dataclass(frozen=True, slots=True)
class Recovery:
    """What came of it: the copy of the damaged file, and how many events the sound one holds.

    `unreadable` counts rows that were seen and hold no event; what stood on pages that are gone is not seen.
    """

    copy: Path
    events: int
    unreadable: int


def recover(path: Path) -> Recovery:
    """Copy a damaged review file and put a sound one with all its readable events in its place.

    Raises:
        Problem: it is not there or not damaged, nothing can be read, or the folder cannot be written; then
            the file is left as it was.
    """
    if not path.is_file():
        raise Problem("file.absent", file=str(path))
    if _is_sound(path):
        raise Problem("review.sound", file=str(path))
    with explained(path):
        copy = free_name(path.with_name(f"{path.stem}.damaged{path.suffix}"))
        shutil.copyfile(path, copy)
        events, unreadable = _readable(copy)
    if not events:
        copy.unlink()
        raise Problem("review.beyond_recovery", file=str(path))
    sound = free_name(path.with_name(f"{path.stem}.recovered{path.suffix}"))
    save_elsewhere(sound, events.values()).close()
    with explained(path):
        journal = path.with_name(f"{path.name}-journal")
        if journal.exists():
            journal.replace(copy.with_name(f"{copy.name}-journal"))
        sound.replace(path)
    return Recovery(copy, len(events), unreadable)


def _is_sound(path: Path) -> bool:
    """Whether a file can be read as it is; one of another program is refused here."""
    try:
        with closing(ReviewStore(path)) as store:
            store.events()
            return store.is_whole()
    except Problem as problem:
        if problem.messages[0].id != "review.damaged":
            raise
        return False


def _readable(path: Path) -> tuple[dict[str, Event], int]:
    """The events of a file that may be damaged, by id, read from both ends; and rows that hold none."""
    events: dict[str, Event] = {}
    bad: set[str] = set()
    with closing(sqlite3.connect(f"{path.as_uri()}?mode=ro&immutable=1", uri=True)) as connection:
        connection.text_factory = _text
        for order, beyond in (("ASC", ">"), ("DESC", "<")):
            for row in _rows(connection, order, beyond):
                try:
                    event = event_of(row)
                    events[event.id] = event
                except sqlite3.DatabaseError:
                    bad.add(repr(row[0]))
    return events, len(bad)


def _text(data: bytes) -> str:
    return data.decode("utf-8", "replace")


def _rows(connection: sqlite3.Connection, order: str, beyond: str) -> Iterator[tuple[object, ...]]:
    """The rows in one order, as far as pages can be read."""
    last: object = None
    for _ in range(_MOST_RESTARTS):
        where = f"WHERE id {beyond} ?" if last is not None else ""
        query = f"SELECT {COLUMNS} FROM event {where} ORDER BY id {order}"
        before = last
        with suppress(sqlite3.DatabaseError):
            for row in connection.execute(query, () if last is None else (last,)):
                last = row[0]
                yield row
            return
        if last == before:
            return
