"""The form of review files: how a new one is made, and how an earlier one becomes one of the present form."""

from __future__ import annotations

import os
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


def is_empty(connection: sqlite3.Connection) -> bool:
    """Whether nothing was ever written to an open file, neither by this program nor by another."""
    tables = connection.execute("SELECT count(*) FROM sqlite_master").fetchone()[0]
    application = connection.execute("PRAGMA application_id").fetchone()[0]
    return not tables and not application


def upgrade(connection: sqlite3.Connection, path: Path) -> None:
    """Bring a file to the present version within the transaction that is open.

    An empty file becomes a new review; one of an earlier version is copied beside itself first. Whoever
    opened the transaction ends it, and gives it up where this fails.

    Raises:
        OSError: there is no room for the copy.
        sqlite3.DatabaseError: a step failed.
    """
    version = version_of(connection)
    if version >= VERSION:
        # Another program did it while this one waited for its turn.
        return
    copy = None if is_empty(connection) else _copy(connection, path, version)
    try:
        for step in _STEPS[version:]:
            connection.execute(step)
        connection.execute(f"PRAGMA application_id = {APPLICATION}")
        connection.execute(f"PRAGMA user_version = {VERSION}")
    except sqlite3.DatabaseError:
        if copy:
            copy.unlink()
        raise


def _copy(connection: sqlite3.Connection, path: Path, version: int) -> Path:
    """The file as it is, beside it under a name of its own."""
    copy = free_name(path.with_name(f"{path.stem}.v{version}-backup{path.suffix}"))
    # Through the connection: to open and close the file itself would let go of its lock.
    write_safely(copy, connection.serialize())
    return copy


def write_safely(path: Path, data: bytes) -> None:
    """Write a new file that is on the disk when this returns; where that fails there is none.

    Raises:
        OSError: there is such a file, or it cannot be written.
    """
    with path.open("xb") as file:
        try:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        except OSError:
            path.unlink(missing_ok=True)
            raise
