"""Office files are zip packages: the same content gives the same bytes, whenever it is packed."""

from __future__ import annotations

import io
import zipfile
from datetime import datetime
from typing import Final

from tui.text.safe import safe

#: The date of everything that is written.
NO_DATE: Final = datetime(2000, 1, 1)  # noqa: DTZ001 - an office file's date has no zone
_FIRST: Final = "[Content_Types].xml"
_UNIX: Final = 3
#: No control characters, yet XML forbids them.
_NO_CHARACTERS: Final = {0xFFFE: "\ufffd", 0xFFFF: "\ufffd"}


def stable(package: bytes) -> bytes:
    """A package with its parts in a fixed order and without the time at which it was packed."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(package)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for name in sorted(old.namelist(), key=lambda name: (name != _FIRST, name)):
            part = zipfile.ZipInfo(name, NO_DATE.timetuple()[:6])
            part.compress_type = zipfile.ZIP_DEFLATED
            # Else a package tells on which system it was packed.
            part.create_system = _UNIX
            new.writestr(part, old.read(name))
    return out.getvalue()


def for_xml(text: str) -> str:
    """`text` made safe, without the characters that XML cannot hold."""
    return safe(text).translate(_NO_CHARACTERS)
