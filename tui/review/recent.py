"""Reviews that were open lately, where each was left, and what was searched. May be lost at any time."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, Final

from tui import places

#: How a review file is called.
ENDING: Final = ".review"
_MOST: Final = 200
_MOST_SEARCHES: Final = 20
#: Beside the places, by the paths of reviews; no path is called so.
_SEARCHES: Final = "searches"


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
    """Keep the place where a review was left."""
    state = _read()
    searched = state.pop(_SEARCHES, {})
    state.pop(str(review.resolve()), None)
    state[str(review.resolve())] = asdict(place)
    _write({_SEARCHES: searched, **dict(list(state.items())[-_MOST:])})


def is_first_start() -> bool:
    """Whether the program was never left on this machine before."""
    return not places.state_file().is_file()


def reviews() -> list[Path]:
    """The review files that are known and there: those open lately first, then others in the own folder."""
    lately = [Path(name) for name in reversed(_read()) if name != _SEARCHES]
    own = sorted(places.reviews_folder().glob(f"*{ENDING}"))
    found = dict.fromkeys(path.resolve() for path in (*lately, *own))
    return [path for path in found if path.is_file()]


def named_review(name: str) -> Path:
    """The file of a review that a person names: a path as given, a mere name in the own folder."""
    path = Path(name).expanduser()
    ended = path if path.suffix == ENDING else path.with_name(path.name + ENDING)
    return ended if len(path.parts) > 1 else places.reviews_folder() / ended


def searches() -> tuple[str, ...]:
    """What was searched lately, the last first."""
    known = _read().get(_SEARCHES, {}).get("lines", [])
    return tuple(line for line in known if isinstance(line, str)) if isinstance(known, list) else ()


def remember_search(line: str) -> None:
    """Keep a line that was searched."""
    lines = [line, *(known for known in searches() if known != line)][:_MOST_SEARCHES]
    state = _read()
    _write({_SEARCHES: {"lines": lines}, **{name: kept for name, kept in state.items() if name != _SEARCHES}})


def _write(state: dict[str, dict[str, Any]]) -> None:
    """Keep what there is; a folder that cannot be written is no reason to disturb a reader."""
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
