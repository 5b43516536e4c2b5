"""The source document as lines."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from pathlib import Path

from tui.messages import Problem


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a source: its 1-based number and its text as it stands."""

    number: int
    text: str

    @property
    def blank(self) -> bool:
        """Whether nothing is printed on it; every kind of blank counts as nothing."""
        return not self.text.strip()


@dataclass(frozen=True, slots=True)
class SourceText:
    """A source document: file name, SHA-256 of its bytes, and its lines."""

    file: str
    sha256: str
    lines: tuple[Line, ...]


def read_source(path: Path) -> SourceText:
    """Read a text file, UTF-8 (with or without byte order mark) or GB 18030.

    Raises:
        Problem: the file cannot be read, is empty, or is not a text.
    """
    try:
        data = path.read_bytes()
    except FileNotFoundError:
        raise Problem("file.absent", file=str(path)) from None
    except OSError as error:
        raise Problem("file.unreadable", file=str(path), detail=error.strerror or str(error)) from None
    return source_from_bytes(data, path.name)


def source_from_bytes(data: bytes, name: str) -> SourceText:
    """The lines of a document's bytes.

    Raises:
        Problem: there is no text in them.
    """
    if b"\0" in data[:4096]:
        raise Problem("ingest.binary", file=name)
    text = _decoded(data, name).replace("\r\n", "\n").replace("\r", "\n")
    if not text.strip():
        raise Problem("ingest.empty", file=name)
    lines = tuple(Line(number, line) for number, line in enumerate(text.split("\n"), 1))
    return SourceText(name, hashlib.sha256(data).hexdigest(), lines)


def _decoded(data: bytes, name: str) -> str:
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise Problem("ingest.unknown_encoding", file=name)


def printed(text: str) -> str:
    """The characters of `text` that are printed: everything but blanks."""
    return "".join(text.split())
