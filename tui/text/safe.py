"""Showing any text without letting it act: control characters are made visible, one for one."""

from __future__ import annotations

import unicodedata

_REPLACED = "\ufffd"
_UNSAFE_CATEGORIES = frozenset({"Cc", "Cf", "Cs", "Zl", "Zp"})


class _Safe(dict[int, str]):
    def __missing__(self, code: int) -> str:
        char = chr(code)
        shown = _REPLACED if unicodedata.category(char) in _UNSAFE_CATEGORIES else char
        self[code] = shown
        return shown


_SAFE = _Safe({code: chr(0x2400 + code) for code in range(0x20)} | {0x09: " ", 0x0A: "\n", 0x7F: "\u2421"})


def safe(text: str) -> str:
    """`text` as it may be sent to a terminal.

    Escape sequences, other control characters, bidirectional controls, zero-width characters and lone
    surrogates become visible signs; a tab becomes a blank; newlines stay. Every character is replaced by
    exactly one, so offsets into the text stay valid.
    """
    return text if text.isprintable() else text.translate(_SAFE)


def safe_line(text: str) -> str:
    """`text` made safe and put on one line."""
    return safe(text).replace("\n", " ")
