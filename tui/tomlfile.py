"""Reading TOML files so that what is wrong with one is said with its place."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from itertools import takewhile
from pathlib import Path
from typing import Any

import tomli

from tui.messages import Problem

_PLACE = re.compile(r"\s*\(at (?:line (\d+), column (\d+)|end of document)\)$")


def read_text(path: Path) -> str:
    """The file's text, decoded as UTF-8 (a byte order mark is dropped).

    Raises:
        Problem: the file is absent, not readable, or not UTF-8.
    """
    with _explained(path):
        return path.read_text(encoding="utf-8-sig")


def read_head(path: Path) -> str:
    """The file's text before its first list of tables; the rest is not read.

    Raises:
        Problem: the file is absent, not readable, or not UTF-8.
    """
    with _explained(path), path.open(encoding="utf-8-sig") as file:
        return "".join(takewhile(lambda line: not line.startswith("[["), file))


@contextmanager
def _explained(path: Path) -> Iterator[None]:
    """Say with the file's name why it cannot be read."""
    try:
        yield
    except FileNotFoundError:
        raise Problem("file.absent", file=str(path)) from None
    except UnicodeDecodeError as error:
        raise Problem("file.not_utf8", file=str(path), byte=error.start) from None
    except OSError as error:
        raise Problem("file.unreadable", file=str(path), detail=error.strerror or str(error)) from None


def write_text(path: Path, text: str, *, make_folder: bool = False) -> None:
    """Write a text file whole or not at all, in UTF-8 with plain line ends.

    Raises:
        Problem: it cannot be written.
    """
    write_bytes(path, text.encode(), make_folder=make_folder)


def write_bytes(path: Path, data: bytes, *, make_folder: bool = False) -> None:
    """Write a file whole or not at all.

    Raises:
        Problem: it cannot be written.
    """
    temporary = path.with_name(f".{path.name}.new")
    try:
        if make_folder:
            path.parent.mkdir(parents=True, exist_ok=True)
        temporary.write_bytes(data)
        temporary.replace(path)
    except OSError as error:
        with suppress(OSError):
            temporary.unlink(missing_ok=True)
        raise Problem("file.not_writable", file=str(path), detail=error.strerror or str(error)) from None


def free_name(path: Path) -> Path:
    """A path that nothing has yet: itself, or with the first number that is free."""
    number, free = 1, path
    while free.exists():
        number += 1
        free = path.with_name(f"{path.stem}-{number}{path.suffix}")
    return free


def parse_toml(text: str, path: Path) -> dict[str, Any]:
    """Parse TOML text that was read from `path`.

    Raises:
        Problem: the text is not TOML; it names file, line and column.
    """
    try:
        return tomli.loads(text)
    except tomli.TOMLDecodeError as error:
        detail = str(error)
        place = _PLACE.search(detail)
        line = int(place[1]) if place and place[1] else text.count("\n") + 1
        column = int(place[2]) if place and place[2] else 1
        raise Problem(
            "toml.syntax", file=str(path), line=line, column=column, detail=_PLACE.sub("", detail)
        ) from None


def read_toml(path: Path) -> dict[str, Any]:
    """Read and parse a TOML file.

    Raises:
        Problem: the file cannot be read or is not TOML.
    """
    return parse_toml(read_text(path), path)


def find_line(text: str, *needles: str) -> int:
    """The 1-based line where the last of `needles` stands after the earlier ones, for an error message.

    TOML readers keep no places, so the place is looked for only when something is wrong.
    Returns 1 when nothing is found.
    """
    position = 0
    for needle in needles:
        found = text.find(needle, position)
        if found < 0:
            break
        position = found
    return text.count("\n", 0, position) + 1


def key_line(text: str, table: str, key: str) -> int:
    """The 1-based line where `key` is set in `[table]` (at the top for an empty name), else 1."""
    position = 0
    if table:
        head = re.compile(rf"^[ \t]*\[\s*{re.escape(table)}\s*\]", re.MULTILINE).search(text)
        position = head.end() if head else 0
    found = re.compile(rf"^[ \t]*[\"']?{re.escape(key)}[\"']?\s*[=.]", re.MULTILINE).search(text, position)
    header = re.compile(rf"^[ \t]*\[\s*{re.escape(key)}\s*\]", re.MULTILINE).search(text)
    place = found or header
    return text.count("\n", 0, place.start()) + 1 if place else 1


def quote(text: str) -> str:
    """`text` as a TOML string that a person can read: literal where possible, else escaped."""
    if "'" not in text and text.isprintable():
        return f"'{text}'"
    return '"' + "".join(_escape(char) for char in text) + '"'


def _escape(char: str) -> str:
    if char in '"\\':
        return "\\" + char
    if char.isprintable() or char in "\u00a0\u3000":
        return char
    return f"\\u{ord(char):04X}" if ord(char) < 0x10000 else f"\\U{ord(char):08X}"
