"""The last place in each review, so that a reviewer goes on where they were. Not part of the review."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from tui import places


@dataclass(frozen=True, slots=True)
class LastPlace:
    """A view, and the sentence that was read: paragraph id and character offset."""

    view: str = "shelf"
    paragraph: str = ""
    offset: int = 0


def last_place(review: Path) -> LastPlace:
    """Where this review was left; the shelf when nothing is known."""
    known = _read().get(str(review.resolve()))
    try:
        return (
            LastPlace(str(known["view"]), str(known["paragraph"]), int(known["offset"]))
            if known
            else LastPlace()
        )
    except (KeyError, TypeError, ValueError):
        return LastPlace()


def remember_place(review: Path, place: LastPlace) -> None:
    """Keep the place; a folder that cannot be written is no reason to disturb a reader."""
    state = _read()
    state[str(review.resolve())] = asdict(place)
    path = places.state_file()
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        temporary = path.with_suffix(".new")
        temporary.write_text(json.dumps(state, ensure_ascii=False), encoding="utf-8")
        temporary.replace(path)
    except OSError:
        return


def _read() -> dict[str, dict[str, Any]]:
    try:
        state = json.loads(places.state_file().read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return state if isinstance(state, dict) else {}
