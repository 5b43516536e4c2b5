"""Colours of statuses in office files: pale enough for black words on them, and told apart in grey print."""

from __future__ import annotations

from typing import Final

TONES: Final = {
    "achieved": "D9EAD3",
    "met": "D9EAD3",
    "ahead": "D9EAD3",
    "on_track": "E8F3E4",
    "behind": "F4CCCC",
    "missed": "F4CCCC",
    "undetermined": "FFF2CC",
    "not_assessed": "EFEFEF",
}
