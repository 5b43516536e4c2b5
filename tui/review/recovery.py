"""A damaged review file: it is copied, and every event that can still be read goes into a sound one."""

from __future__ import annotations

import shutil
import sqlite3
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from tui.messages import Problem
from tui.review.events import Event
from tui.review.pages import rows_of_texts
from tui.review.store import COLUMNS, ReviewStore, event_of, explained, save_elsewhere
from tui.tomlfile import free_name


@dataclass(frozen=True, slots=True)
class Recovery:
    """What came of it: the copy of the damaged file, and how many events the sound one holds.

    `unreadable` counts rows that hold no event; what stood on pages that are gone is not seen.
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
        events, unreadable = _readable(copy.read_bytes())
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


def _readable(data: bytes) -> tuple[dict[str, Event], int]:
    """The events on the pages of a file by id, and how many rows hold none."""
    events: dict[str, Event] = {}
    bad = 0
    for row in rows_of_texts(data, len(COLUMNS.split(","))):
        try:
            event = event_of(row)
        except sqlite3.DatabaseError:
            bad += 1
        else:
            events[event.id] = event
    return events, bad
