"""The names of hand-ins and the formats each can have, the usual one first."""

from __future__ import annotations

from typing import Final

HAND_INS: Final = {
    "summary": ("md",),
    "indicators": ("xlsx", "csv", "md"),
    "assessment": ("md",),
    "opinions": ("xlsx", "csv", "md"),
    "edits": ("xlsx", "csv", "md"),
    "letter": ("md",),
    "tasks": ("xlsx", "csv", "md"),
    "projects": ("xlsx", "csv", "md"),
    "comparison": ("xlsx", "csv", "md"),
    "proposals": ("xlsx", "csv", "md"),
    "coordination": ("xlsx", "csv", "md"),
    "coverage": ("md", "xlsx"),
}
FORMATS: Final = ("md", "csv", "xlsx")
