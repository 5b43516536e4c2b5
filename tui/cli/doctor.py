"""What the program finds of its surroundings: terminal, widths of characters, folders; and what to set."""

from __future__ import annotations

import os
import re
import shutil
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from tui import __version__, places
from tui.cli.run import ERRORS, FINE, Run
from tui.config import Config
from tui.messages import Message

#: Characters that fonts and terminals draw one or two cells wide, and one that is always two.
AMBIGUOUS: Final = "“—·①Ⅱ℃"
_HAN: Final = "规"
_SMALLEST: Final = (40, 10)
_ANSWER = re.compile(rb"\x1b\[(\d+);(\d+)R")
_LONGEST_WAIT: Final = 1.0


@dataclass(frozen=True, slots=True)
class Finding:
    """Something that was looked at: whether it is well, and what was found."""

    well: bool
    told: Message


def doctor(run: Run) -> int:
    """Look at terminal and folders, and say what to set."""
    findings = [*_terminal(), *_widths(run.config), *_folders(run)]
    data = {
        "version": __version__,
        "findings": [{"well": each.well, "message": run.locale.render(each.told)} for each in findings],
    }
    run.show(data, lambda: [f"{'✓' if f.well else '✗'} {run.locale.render(f.told)}" for f in findings])
    return FINE if all(each.well for each in findings) else ERRORS


def _terminal() -> Iterator[Finding]:
    encoding = (sys.stdout.encoding or "").lower().replace("-", "")
    yield Finding(encoding == "utf8", Message("doctor.encoding", {"encoding": sys.stdout.encoding}))
    columns, lines = shutil.get_terminal_size()
    roomy = columns >= _SMALLEST[0] and lines >= _SMALLEST[1]
    yield Finding(roomy, Message("doctor.size", {"columns": columns, "lines": lines}))
    colours = os.environ.get("COLORTERM", "") or os.environ.get("TERM", "") or "-"
    plain = "NO_COLOR" in os.environ
    yield Finding(True, Message("doctor.no_color" if plain else "doctor.colours", {"colours": colours}))


def _folders(run: Run) -> Iterator[Finding]:
    for path in dict.fromkeys((run.workspace.store.path, places.default_review(), places.state_file())):
        folder = _first_that_is(path.parent)
        free = folder.is_dir() and os.access(folder, os.W_OK)
        writable = free and (not path.exists() or os.access(path, os.W_OK))
        told = "doctor.writable" if writable else "doctor.not_writable"
        yield Finding(writable, Message(told, {"file": str(path)}))
    count = len(run.workspace.cards)
    yield Finding(count > 0, Message("doctor.plans", {"count": count}))


def _first_that_is(folder: Path) -> Path:
    """A folder, or the nearest above it that is there."""
    while not folder.exists() and folder != folder.parent:
        folder = folder.parent
    return folder


# --- widths ------------------------------------------------------------------------------------------


def _widths(config: Config) -> Iterator[Finding]:
    """Ask the terminal how many cells it moves on for each character."""
    if not _terminal_there():
        yield Finding(True, Message("doctor.no_terminal"))
        return
    cells = _asked(_HAN + AMBIGUOUS)
    if not cells:
        yield Finding(True, Message("doctor.no_answer"))
        return
    yield Finding(cells[_HAN] == 2, Message("doctor.han", {"cells": cells[_HAN]}))
    yield _ambiguous(cells, config.ambiguous_width, config.extra or places.user_config())


def _ambiguous(cells: Mapping[str, int], setting: int, file: Path) -> Finding:
    """Whether the setting says what the terminal does, else which one does and where to write it."""
    wide = [char for char in AMBIGUOUS if cells[char] != 1]
    if wide and len(wide) < len(AMBIGUOUS):
        narrow = [char for char in AMBIGUOUS if char not in wide]
        return Finding(False, Message("doctor.mixed", {"wide": " ".join(wide), "narrow": " ".join(narrow)}))
    found = 2 if wide else 1
    values = {"characters": " ".join(AMBIGUOUS), "cells": found}
    if found == setting:
        return Finding(True, Message("doctor.width_fits", values))
    return Finding(False, Message("doctor.set_width", {**values, "setting": setting, "file": str(file)}))


def _terminal_there() -> bool:
    return sys.stdin.isatty() and sys.stdout.isatty()


def _asked(characters: str) -> dict[str, int]:
    """The cells that the terminal takes for each character; nothing where it does not answer."""
    try:
        import select
        import termios
    except ImportError:
        return {}
    found: dict[str, int] = {}
    with _unbuffered(termios) as descriptor:
        for char in characters:
            sys.stdout.write(f"\r{char}\x1b[6n")
            sys.stdout.flush()
            answer = b""
            while not _ANSWER.search(answer):
                if not select.select([descriptor], [], [], _LONGEST_WAIT)[0]:
                    return {}
                answer += os.read(descriptor, 32)
            column = _ANSWER.search(answer)
            found[char] = int(column[2]) - 1 if column else 0
        sys.stdout.write("\r\x1b[K")
        sys.stdout.flush()
    return found


@contextmanager
def _unbuffered(termios: object) -> Iterator[int]:
    """The terminal giving each answer at once and showing none of it, and afterwards as it was."""
    import tty

    descriptor = sys.stdin.fileno()
    before = termios.tcgetattr(descriptor)  # type: ignore[attr-defined]
    try:
        tty.setcbreak(descriptor)
        yield descriptor
    finally:
        termios.tcsetattr(descriptor, termios.TCSADRAIN, before)  # type: ignore[attr-defined]
