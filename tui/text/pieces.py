"""Two wordings in one: what stays, what goes, what comes. Unlike in `difference`, every character counts."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Final

from tui.text.words import word_spans

PIECE_KINDS: Final = ("same", "removed", "added", "marked")
#: A shorter run that stays between two changes would only cut them up.
_SHORTEST_SAME: Final = 2


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of characters; `kind` is one of `PIECE_KINDS`."""

    kind: str
    text: str


def pieces(old: str, new: str) -> tuple[Piece, ...]:
    """What `old` needs to become `new`.

    Without the added pieces they are `old`, without the removed ones `new`. Words and figures are never cut.
    """
    found: list[Piece] = []
    removed, added = "", ""
    for same, gone, come in _steps(_units(old), _units(new)):
        removed, added = removed + gone, added + come
        if same:
            found += _changed(removed, added)
            found.append(Piece("same", same))
            removed, added = "", ""
    return tuple(found + _changed(removed, added))


def _steps(old: list[str], new: list[str]) -> Iterator[tuple[str, str, str]]:
    """What stays, goes and comes, step by step."""
    matcher = SequenceMatcher(None, old, new, autojunk=False)
    for kind, a, b, c, d in matcher.get_opcodes():
        gone, come = "".join(old[a:b]), "".join(new[c:d])
        at_an_end = a == 0 == c or (b, d) == (len(old), len(new))
        if kind == "equal" and (len(gone) >= _SHORTEST_SAME or at_an_end):
            yield gone, "", ""
        else:
            yield "", gone, come


def _changed(removed: str, added: str) -> list[Piece]:
    both = (Piece("removed", removed), Piece("added", added))
    return [piece for piece in both if piece.text]


def _units(text: str) -> list[str]:
    """Words, and each character between them."""
    units: list[str] = []
    end = 0
    for start, stop in word_spans(text):
        units += text[end:start]
        units.append(text[start:stop])
        end = stop
    return [*units, *text[end:]]
