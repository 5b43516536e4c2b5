"""Showing any text without letting it act: control characters are made visible, one for one."""

from __future__ import annotations

_REPLACED = "\ufffd"


def _table() -> dict[int, str]:
    table = {code: chr(0x2400 + code) for code in range(0x20)}
    table[0x7F] = "\u2421"
    table.update(dict.fromkeys(range(0x80, 0xA0), _REPLACED))
    for first, last in (
        (0x200B, 0x200F),
        (0x2028, 0x202E),
        (0x2060, 0x206F),
        (0xFEFF, 0xFEFF),
        (0xFFF9, 0xFFFB),
        (0xD800, 0xDFFF),
        (0xE0000, 0xE007F),
    ):
        table.update(dict.fromkeys(range(first, last + 1), _REPLACED))
    table[0x09] = " "
    del table[0x0A]
    return table


_SAFE = _table()


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
