"""The clipboard of this machine, for terminals that do not pass on what a program asks them to copy."""

from __future__ import annotations

import os
import shutil
import subprocess
from contextlib import suppress
from typing import Final

#: Programs that copy what they read, and the encoding they read; the first that is there is used.
_PROGRAMS: Final = (
    (("wl-copy",), "utf-8"),
    (("xclip", "-selection", "clipboard"), "utf-8"),
    (("xsel", "--clipboard", "--input"), "utf-8"),
    (("pbcopy",), "utf-8"),
    (("clip.exe",), "utf-16-le"),
)
_SECONDS: Final = 2.0


def copy_locally(text: str) -> bool:
    """Copy a text to the clipboard of this machine; False where there is none, as over SSH."""
    if os.environ.get("SSH_CONNECTION"):
        return False
    for command, encoding in _PROGRAMS:
        if shutil.which(command[0]):
            with suppress(OSError, subprocess.SubprocessError):
                subprocess.run(
                    command,
                    input=text.encode(encoding, "replace"),
                    timeout=_SECONDS,
                    check=True,
                    stdout=subprocess.DEVNULL,
                    stderr=subprocess.DEVNULL,
                )
                return True
    return False
