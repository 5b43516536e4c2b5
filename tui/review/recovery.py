"""A damaged review file: it is copied, and every event that can still be read goes into a sound one."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path

from tui.messages import Problem
from tui.review.events import Event
from tui.review.failures import explained
from tui.review.pages import rows_of_texts
from tui.review.rows import COLUMNS, event_of
from tui.review.store import ReviewStore, save_elsewhere
from tui.review.upgrades import write_safely
from tui.tomlfile import free_name


@dataclass(frozen=True, slots=True)
class Recovery:
    """What came of it: the copy of the damaged file, and how many events the sound one holds.

    `unreadable` counts rows that hold no event; what stood on pages that are gone is not seen. `garbled`
    counts events that were kept though some of their characters are lost; these show as U+FFFD.
    """

    copy: Path
    events: int
    unreadable: int
    garbled: int


def recover(path: Path) -> Recovery:
    """Copy a damaged review file and put a sound one with all its readable events in its place.

    Raises:
        Problem: it is not there or not damaged, nothing can be read, or the folder cannot be written; then
            the file is left as it was.
    """
    if not path.is_file():
        raise Problem("file.absent", file=str(path))
    if path.stat().st_size and _is_sound(path):
        raise Problem("review.sound", file=str(path))
    with explained(path):
        data = path.read_bytes()
        copy = free_name(path.with_name(f"{path.stem}.damaged{path.suffix}"))
        write_safely(copy, data)
    try:
        found = _readable(data)
        if not found.events:
            raise Problem("review.beyond_recovery", file=str(path))
        sound = free_name(path.with_name(f"{path.stem}.recovered{path.suffix}"))
        save_elsewhere(sound, found.events.values()).close()
    except BaseException:
        copy.unlink()
        raise
    with explained(path):
        journal = path.with_name(f"{path.name}-journal")
        if journal.exists():
            journal.replace(copy.with_name(f"{copy.name}-journal"))
        sound.replace(path)
    return Recovery(copy, len(found.events), found.unreadable, len(found.garbled))


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


@dataclass
class _Readable:
    """The events on the pages of a file by id, which of them lost characters, and how many rows hold none."""

    events: dict[str, Event] = field(default_factory=dict)
    garbled: set[str] = field(default_factory=set)
    unreadable: int = 0


def _readable(data: bytes) -> _Readable:
    found = _Readable()
    for row in rows_of_texts(data, len(COLUMNS.split(","))):
        try:
            event = event_of(tuple(text.decode("utf-8", "replace") for text in row))
        except sqlite3.DatabaseError:
            found.unreadable += 1
            continue
        if all(map(_is_whole_text, row)):
            found.garbled.discard(event.id)
        elif event.id in found.events:
            # The same event was found whole, or no better, on another page.
            continue
        else:
            found.garbled.add(event.id)
        found.events[event.id] = event
    return found


def _is_whole_text(text: bytes) -> bool:
    try:
        text.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True
