"""Reviews that were open lately, and where each was left. Not part of any review; may be lost."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, Final

from tui import places

#: How a review file is called.
ENDING: Final = ".review"
_MOST: Final = 200


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
    state.pop(str(review.resolve()), None)
    state[str(review.resolve())] = asdict(place)
    path = places.state_file()
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        temporary = path.with_suffix(".new")
        kept = dict(list(state.items())[-_MOST:])
        temporary.write_text(json.dumps(kept, ensure_ascii=False), encoding="utf-8")
        temporary.replace(path)
    except OSError:
        return


def reviews() -> list[Path]:
    """The review files that are known and there: those open lately first, then others in the own folder."""
    lately = [Path(name) for name in reversed(_read())]
    own = sorted(places.reviews_folder().glob(f"*{ENDING}"))
    found = dict.fromkeys(path.resolve() for path in (*lately, *own))
    return [path for path in found if path.is_file()]


def named_review(name: str) -> Path:
    """The file of a review that a person names: a path as given, a mere name in the own folder."""
    path = Path(name).expanduser()
    ended = path if path.suffix == ENDING else path.with_name(path.name + ENDING)
    return ended if len(path.parts) > 1 else places.reviews_folder() / ended


def _read() -> dict[str, dict[str, Any]]:
    try:
        state = json.loads(places.state_file().read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return state if isinstance(state, dict) else {}
