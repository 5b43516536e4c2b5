"""The form of review files: how a new one is made, and how an earlier one becomes one of the present form."""

from __future__ import annotations

import sqlite3
from pathlib import Path
from typing import Final

from tui.tomlfile import free_name

APPLICATION: Final = 0x706C7276  # "plrv"
#: Each step makes the next version of the one before it, the first of an empty file.
_STEPS: Final = (
    """
    CREATE TABLE IF NOT EXISTS event (
        id TEXT PRIMARY KEY,
        author TEXT NOT NULL,
        unit TEXT NOT NULL,
        created TEXT NOT NULL,
        kind TEXT NOT NULL,
        subject_kind TEXT NOT NULL,
        subject_id TEXT NOT NULL,
        anchor TEXT NOT NULL,
        payload TEXT NOT NULL
    ) WITHOUT ROWID;
    """,
    "CREATE TABLE IF NOT EXISTS meta (key TEXT PRIMARY KEY, value TEXT NOT NULL);",
)
VERSION: Final = len(_STEPS)


def version_of(connection: sqlite3.Connection) -> int:
    """The version of an open file; 0 for an empty one."""
    return int(connection.execute("PRAGMA user_version").fetchone()[0])


def make(connection: sqlite3.Connection) -> None:
    """Make an empty file a review of the present version."""
    _run(connection, _STEPS)


def upgrade(connection: sqlite3.Connection, path: Path) -> Path:
    """Bring a file to the present version, after copying it; returns the copy.

    Raises:
        OSError: there is no room for the copy; then the file is left as it was.
        sqlite3.DatabaseError: a step failed; then the file is left as it was.
    """
    version = version_of(connection)
    copy = free_name(path.with_name(f"{path.stem}.v{version}-backup{path.suffix}"))
    copy.write_bytes(path.read_bytes())
    _run(connection, _STEPS[version:])
    return copy


def _run(connection: sqlite3.Connection, steps: tuple[str, ...]) -> None:
    try:
        connection.executescript(
            f"BEGIN IMMEDIATE; {''.join(steps)}"
            f"PRAGMA application_id = {APPLICATION}; PRAGMA user_version = {VERSION}; COMMIT;"
        )
    except BaseException:
        if connection.in_transaction:
            connection.execute("ROLLBACK")
        raise
