"""Hand-ins by name: building one, putting it into a format, and writing it without harming what is there."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Final

from tui.locale import Locale
from tui.messages import Problem
from tui.report.comparison import build_comparison, build_coordination, build_proposals
from tui.report.coverage import build_coverage
from tui.report.document import Document
from tui.report.indicators import build_assessment, build_indicators, explanations_missing
from tui.report.markdown import to_markdown
from tui.report.opinions import build_edits, build_letter, build_opinions
from tui.report.options import Options
from tui.report.progressing import build_projects, build_tasks
from tui.report.summary import build_summary
from tui.tomlfile import write_bytes
from tui.workspace import Workspace

_BUILDERS: Final[dict[str, Callable[[Workspace, Locale, Options], Document]]] = {
    "summary": build_summary,
    "indicators": build_indicators,
    "assessment": build_assessment,
    "opinions": build_opinions,
    "edits": build_edits,
    "letter": build_letter,
    "tasks": build_tasks,
    "projects": build_projects,
    "comparison": build_comparison,
    "proposals": build_proposals,
    "coordination": build_coordination,
    "coverage": build_coverage,
}


def build(hand_in: str, workspace: Workspace, locale: Locale, options: Options | None = None) -> Document:
    """A hand-in by its name, one of `names.HAND_INS`; the same whatever the terminal can draw."""
    return _BUILDERS[hand_in](workspace, locale.printed, options or Options())


def rendered(document: Document, form: str, locale: Locale, folders: Sequence[Path] = ()) -> bytes:
    """A document as a file of a format, one of `names.FORMATS`.

    Args:
        document: what is written.
        form: the format.
        locale: the language.
        folders: content folders, where the looks of docx are found.

    Raises:
        Problem: the document cannot have this format.
    """
    id_head = locale.say("column.row_id")
    if form == "csv":
        from tui.report.delimited import to_csv

        return to_csv(document, id_head)
    if form == "xlsx":
        from tui.report.xlsx import to_xlsx

        return to_xlsx(document, id_head)
    if form == "docx":
        from tui.report.docx import find_style, to_docx

        return to_docx(document, find_style(folders))
    if form == "json":
        from tui.report.data import to_json

        return to_json(document)
    return to_markdown(document).encode()


def warnings(hand_in: str, workspace: Workspace, locale: Locale, options: Options) -> list[str]:
    """What should be looked at before a hand-in is given away, as sentences."""
    if hand_in in ("indicators", "assessment", "summary"):
        return explanations_missing(workspace, locale, options)
    return []


def write_new(path: Path, data: bytes, *, force: bool = False, exists: str = "file.exists") -> None:
    """Write a file whole or not at all; one that exists stays unless `force`.

    Args:
        path: where to.
        data: the whole file.
        force: write over a file that exists.
        exists: the sentence for a file that exists.

    Raises:
        Problem: the file exists, is a folder, or cannot be written.
    """
    if path.is_dir():
        raise Problem("file.is_folder", file=str(path))
    if path.exists() and not force:
        raise Problem(exists, file=str(path))
    write_bytes(path, data)
