"""Building a hand-in by name and writing it without harming what is there."""

from __future__ import annotations

from pathlib import Path

from tui.locale import Locale
from tui.messages import Problem
from tui.report.markdown import to_markdown
from tui.report.summary import build_summary
from tui.tomlfile import write_text
from tui.workspace import Workspace

HAND_INS = ("summary",)


def build(hand_in: str, workspace: Workspace, locale: Locale, plan: str = "") -> str:
    """The Markdown text of a hand-in; `hand_in` is one of `HAND_INS`."""
    builders = {"summary": build_summary}
    return to_markdown(builders[hand_in](workspace, locale, plan))


def write_new(path: Path, text: str, *, force: bool = False, exists: str = "file.exists") -> None:
    """Write a file whole or not at all; one that exists stays unless `force`.

    Args:
        path: where to.
        text: the whole file.
        force: write over a file that exists.
        exists: the sentence for a file that exists.

    Raises:
        Problem: the file exists, is a folder, or cannot be written.
    """
    if path.is_dir():
        raise Problem("file.is_folder", file=str(path))
    if path.exists() and not force:
        raise Problem(exists, file=str(path))
    write_text(path, text)
