"""What kind of file a source is, from its first bytes and its ending, and how its text is encoded."""

from __future__ import annotations

import re
import zipfile
from pathlib import Path, PurePath
from typing import Final

from tui.messages import Message, Problem

#: The largest plans known have under 1 MB of text; beyond this a file is pictures or a mistake.
LARGEST_FILE: Final = 20_000_000

#: Formats that a person has to save as .docx or text first.
_TO_BE_SAVED: Final = frozenset(
    {"doc", "wps", "pdf", "ofd", "rtf", "odt", "xls", "xlsx", "et", "ppt", "pptx", "htm", "html", "caj"}
)
_MARKDOWN: Final = frozenset({"md", "markdown"})
_DOCX_PART = "word/document.xml"
_ZIP = b"PK\x03\x04"
#: The container of .doc, old .wps, .xls, and of an encrypted .docx.
_COMPOUND_FILE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_WEB_PAGE = re.compile(rb"\s*<(?:!doctype html|html|\?xml)", re.IGNORECASE)
_TEXT_CONTROLS = frozenset("\t\n\v\f\r\x1b")
_MOST_CONTROLS = 0.1
#: How much of a text may be damaged, and how much of it must be Chinese beside that.
_MOST_DAMAGED, _SOME_DAMAGED = 0.001, 8
_HAN_PER_DAMAGED = 4


def ending(name: str) -> str:
    """The ending of a file name in lower case, without its dot."""
    return PurePath(name).suffix.lower().removeprefix(".")


def is_markdown(name: str) -> bool:
    """Whether a text is Markdown; only its file name can tell."""
    return ending(name) in _MARKDOWN


def is_docx(data: bytes, name: str) -> bool:
    """Whether a readable file is to be read as .docx, whatever its name is."""
    return ending(name) == "docx" or (data.startswith(_ZIP) and _DOCX_PART.encode() in data)


def is_docx_archive(path: Path) -> bool:
    """Whether a file is an archive with what a .docx must have."""
    try:
        with zipfile.ZipFile(path) as archive:
            return {_DOCX_PART, "[Content_Types].xml"} <= set(archive.namelist())
    except (OSError, ValueError, zipfile.BadZipFile):
        return False


def check_readable(data: bytes, name: str) -> None:
    """Refuse what cannot be read as a plan.

    Raises:
        Problem: the file is empty, too large, or of a kind to be saved as .docx or text first.
    """
    if not data:
        raise Problem("ingest.empty", file=name)
    if len(data) > LARGEST_FILE:
        raise Problem("ingest.too_large", file=name, size=LARGEST_FILE // 1_000_000)
    if ending(name) == "docx" and data.startswith(_COMPOUND_FILE):
        raise Problem("ingest.locked", file=name)
    kind = _kind_to_be_saved(data, name)
    if kind:
        raise Problem("ingest.save_as", file=name, format=kind)


def _kind_to_be_saved(data: bytes, name: str) -> str:
    if ending(name) in _TO_BE_SAVED:
        return ending(name)
    if data.startswith(_COMPOUND_FILE):
        return "doc/wps"
    if data.lstrip()[:5] == b"%PDF-":
        return "pdf"
    if data.startswith(_ZIP) and b"OFD.xml" in data:
        return "ofd"
    if data.startswith(b"{\\rtf"):
        return "rtf"
    return "html" if _WEB_PAGE.match(data[:200].removeprefix(b"\xef\xbb\xbf")) else ""


def decoded(data: bytes, name: str) -> tuple[str, tuple[Message, ...]]:
    """The text of a file in UTF-8 or GB 18030, without byte order mark, and what is to be said of it.

    A text with a few damaged bytes is read, each of them as U+FFFD.

    Raises:
        Problem: the bytes are no text, or in no encoding that is known here.
    """
    if b"\0" in data[:4096]:
        raise Problem("ingest.binary", file=name)
    text = _without_damage(data)
    damaged = 0
    if text is None:
        text = _with_damage(data)
        damaged = text.count("\ufffd") if text is not None else 0
    if text is None:
        raise Problem("ingest.unknown_encoding", file=name)
    controls = sum(text.count(chr(code)) for code in range(32) if chr(code) not in _TEXT_CONTROLS)
    if controls > len(text) * _MOST_CONTROLS:
        raise Problem("ingest.binary", file=name)
    warnings = (Message.of("ingest.damaged", file=name, count=damaged),) if damaged else ()
    return text.removeprefix("\ufeff"), warnings


def _without_damage(data: bytes) -> str | None:
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        pass
    # Damaged UTF-8 often decodes as GB 18030, into nonsense; GB 18030 never looks like sound UTF-8.
    if _few_damaged(data.decode("utf-8-sig", errors="replace")):
        return None
    try:
        return data.decode("gb18030")
    except UnicodeDecodeError:
        return None


def _with_damage(data: bytes) -> str | None:
    for encoding in ("utf-8-sig", "gb18030"):
        text = data.decode(encoding, errors="replace")
        if _few_damaged(text):
            return text
    return None


def _few_damaged(text: str) -> bool:
    """Whether next to nothing of a text in Chinese is damaged."""
    damaged = text.count("\ufffd")
    if not 0 < damaged <= max(_SOME_DAMAGED, len(text) * _MOST_DAMAGED):
        return False
    return sum("\u4e00" <= char <= "\u9fff" for char in text) >= damaged * _HAN_PER_DAMAGED
