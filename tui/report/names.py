"""The names of hand-ins and the formats each can have, the usual one first."""

from __future__ import annotations

from typing import Final

HAND_INS: Final = {
    "summary": ("md", "docx", "json"),
    "indicators": ("xlsx", "csv", "md", "docx", "json"),
    "assessment": ("md", "docx", "json"),
    "opinions": ("xlsx", "csv", "md", "docx", "json"),
    "edits": ("xlsx", "csv", "md", "docx", "json"),
    "letter": ("docx", "md", "json"),
    "tasks": ("xlsx", "csv", "md", "docx", "json"),
    "projects": ("xlsx", "csv", "md", "docx", "json"),
    "comparison": ("xlsx", "csv", "md", "docx", "json"),
    "proposals": ("xlsx", "csv", "md", "docx", "json"),
    "coordination": ("xlsx", "csv", "md", "docx", "json"),
    "coverage": ("md", "xlsx", "docx", "json"),
}
FORMATS: Final = ("md", "csv", "xlsx", "docx", "json")
