"""What the database or the disk says about a review file, as a sentence with the file and a way on."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from tui.messages import Problem

_LOCKED: Final = ("SQLITE_BUSY", "SQLITE_LOCKED")
_FULL: Final = "SQLITE_FULL"
#: A disk that fails to write, a stick that was pulled out: the file itself may be sound.
_UNWRITTEN: Final = (
    "SQLITE_READONLY",
    "SQLITE_CANTOPEN",
    "SQLITE_PERM",
    "SQLITE_IOERR_WRITE",
    "SQLITE_IOERR_FSYNC",
    "SQLITE_IOERR_DIR_FSYNC",
    "SQLITE_IOERR_TRUNCATE",
    "SQLITE_IOERR_DELETE",
)


@contextmanager
def explained(path: Path) -> Iterator[None]:
    """Turn an error into a Problem about the file."""
    try:
        yield
    except sqlite3.DatabaseError as error:
        cause = "review.other_file" if _is_text(path) else _cause(error)
        raise Problem(cause, file=str(path), detail=str(error)) from None
    except UnicodeDecodeError as error:
        # What the database says about a damaged file may quote its bytes.
        raise Problem("review.damaged", file=str(path), detail=str(error)) from None
    except OSError as error:
        raise Problem("review.not_writable", file=str(path), detail=error.strerror or str(error)) from None


def _is_text(path: Path) -> bool:
    """Whether a file is something that a person wrote: a database, damaged or not, has zeros in its head."""
    try:
        with path.open("rb") as file:
            head = file.read(1024)
        head.decode("utf-8")
    except (OSError, UnicodeDecodeError):
        return False
    return bool(head) and b"\0" not in head


def _cause(error: sqlite3.DatabaseError) -> str:
    name = getattr(error, "sqlite_errorname", "") or ""
    if name.startswith(_LOCKED):
        return "review.locked"
    if name.startswith(_FULL):
        return "review.disk_full"
    if name.startswith(_UNWRITTEN):
        return "review.not_writable"
    return "review.damaged"
