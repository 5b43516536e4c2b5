"""Phrases that reviewers put into comments: a list an office can edit."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from tui.records import ContentFile

FILE = "phrases.toml"


def load_phrases(folders: Sequence[Path]) -> tuple[str, ...]:
    """The phrases of the last content folder that has some; none where no folder has any.

    Raises:
        Problem: the file is not sound.
    """
    for folder in reversed(folders):
        path = folder / FILE
        if path.is_file():
            file = ContentFile(path)
            file.expect_tables(("phrases",))
            found = file.data.get("phrases", [])
            if not isinstance(found, list) or not all(isinstance(text, str) and text for text in found):
                file.complain("phrases.bad_list", file.line_of("phrases", 0))
            file.check()
            return tuple(found)
    return ()
