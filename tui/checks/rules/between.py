"""What plans of one place and year say of one thing: how far it is to get, and how it was copied."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from tui.checks.document import Document, Piece
from tui.checks.model import Hit
from tui.checks.registry import rule
from tui.ingest.figures import looks_back
from tui.plans.model import Passage
from tui.text.clauses import Clause
from tui.text.difference import Mark, difference
from tui.text.fold import fold

_FAMILY = "quantities"
#: 建成区 is a built-up area, 建成后 a condition.
_FINISHED = (
    r"(?:建成(?!区|后|以来|的)(?:投用|投产|投运|开放|运行|使用|通车|并网)?"
    r"|竣工|完工|投入使用|投入运营|投用|投运|投产|开馆|通车)"
)
_FIRMLY = r"(?:力争|争取|确保|全面|如期|全力|年内|推动|推进|基本|用\d年(?:左右)?的?时间){0,2}"
_SOON = "(?:尽快|如期|年内|全部|全面|基本|早日)?"
_FINISH_FIRST = re.compile(rf"^{_FIRMLY}{_FINISHED}(?P<things>.+)$")
_FINISH_LAST = re.compile(rf"^(?P<things>.+?){_SOON}{_FINISHED}{{1,2}}$")
_ANY_FINISH = re.compile(rf"{_FINISHED}|完成|收官")
_ADVANCE = re.compile(r"推进|推动|加快|提速|加速|建设|实施|启动|开工|谋划|抓好|力促|改造")
_LEAD = re.compile(
    r"^(?:推动|推进|加快推进|加快|提速推进|提速|加速|确保|力争|争取|实现|促进|抓好|力促|年内|全力|全面|完成|建设|支持|积极|大力|持续|扎实)+"
)
_AFTER_LIST = re.compile(r"等(?:\d*[个项座]?(?:重点|重大)?(?:项目|工程)?)?(?:建设)?$|(?:项目|工程)?建设$")
#: Shorter names are those of many things.
_SHORTEST_NAME = 6
#: A name that lost its beginning is still told apart from others at this length.
_SHORTEST_END = 8
#: From this likeness on, a clause in the place of another one is the same clause changed.
_ALIKE = 55.0
_SHORTEST_CLAUSE = 8


@dataclass(frozen=True, slots=True)
class _Thing:
    """Something that is to be finished, and the clause that says so."""

    name: str
    passage: Passage


@rule("stage_differs", _FAMILY)
def stage_differs(document: Document) -> Iterator[Hit]:
    """A thing that is to be finished in one plan of a year and only advanced in the other."""
    for other in document.companions:
        yield from _only_advanced(document, other)
        for hit in _only_advanced(other, document):
            yield Hit(hit.passages[::-1], hit.values, hit.certainty)


def _only_advanced(here: Document, there: Document) -> Iterator[Hit]:
    for thing in {thing.name: thing for thing in _finished(here)}.values():
        clauses = list(_clauses_with(there, thing.name))
        if clauses and not any(_ANY_FINISH.search(words) for words, _ in clauses):
            advanced = next((place for words, place in clauses if _ADVANCE.search(words)), None)
            if advanced is not None:
                values = {"name": thing.name, "finished": thing.passage.quote, "advanced": advanced.quote}
                yield Hit((thing.passage, advanced), values, "likely")


def _finished(document: Document) -> Iterator[_Thing]:
    for piece, clause in _promises(document):
        words = piece.text[clause.start : clause.end]
        passage = piece.passage(clause.start, clause.end)
        for name in _finished_names(words):
            yield _Thing(name, passage)


def _finished_names(words: str) -> list[str]:
    """The names of what a clause says is to be finished: 建成甲、乙; 推动甲建成开放、乙开工."""
    first = _FINISH_FIRST.match(words)
    if first:
        items = first["things"].split("、")
        # What has a verb of its own is no longer part of the list.
        return [name for item in items if not _ADVANCE.match(item) and (name := _name(item))]
    found = [_FINISH_LAST.match(item) for item in words.split("、")]
    return [name for match in found if match and (name := _name(match["things"]))]


def _name(item: str) -> str:
    """The bare name of a thing; empty where it is too short or counts several."""
    name = _AFTER_LIST.sub("", _LEAD.sub("", item.strip(" 、")))
    counts = re.search(r"\d|一批|[和与及]", name)
    return "" if len(name) < _SHORTEST_NAME or counts else name


def _clauses_with(document: Document, name: str) -> Iterator[tuple[str, Passage]]:
    """The clauses of what is promised that name a thing, also where the beginning of its name is left out."""
    for start in range(max(1, len(name) - _SHORTEST_END + 1)):
        end = name[start:]
        found = [
            (piece.text[clause.start : clause.end], piece.passage(clause.start, clause.end))
            for piece, clause in _promises(document, end)
            if _begins_there(piece.text[clause.start : clause.end], end, whole=start == 0)
        ]
        if found:
            yield from found
            return


def _begins_there(words: str, name: str, *, whole: bool) -> bool:
    place = words.find(name)
    return place >= 0 and (whole or place == 0 or bool(_ADVANCE.search(words[max(0, place - 2) : place])))


def _promises(document: Document, words: str = "") -> Iterator[tuple[Piece, Clause]]:
    for piece in document.prose:
        if words in piece.text and not looks_back(document.plan, piece.paragraph, piece.text):
            for clause in piece.clauses:
                yield piece, clause


@rule("reprint_differs", _FAMILY)
def reprint_differs(document: Document) -> Iterator[Hit]:
    """A clause of a second-hand text that says something else than the plan it was copied from."""
    if document.plan.card.standing == "primary":
        return
    originals = [o for o in document.of_same_year_and_place() if o.plan.card.standing == "primary"]
    places: dict[str, list[tuple[Piece, int]]] = {}
    for original in originals:
        for piece in original.prose:
            for index, words in enumerate(_folded(piece)):
                places.setdefault(words, []).append((piece, index))
    if places:
        for piece in document.prose:
            yield from _changed_clauses(piece, places, document.plan.card.place)


def _folded(piece: Piece) -> list[str]:
    return [fold(piece.text[clause.start : clause.end]) for clause in piece.clauses]


def _changed_clauses(piece: Piece, places: dict[str, list[tuple[Piece, int]]], place: str) -> Iterator[Hit]:
    """Clauses that stand where the original has another one: a neighbour is the same, word for word."""
    copied = _folded(piece)
    for index, words in enumerate(copied):
        if words in places or len(words) < _SHORTEST_CLAUSE:
            continue
        neighbours = [
            (original, known - step)
            for step in (-1, 1)
            if 0 <= index + step < len(copied)
            for original, known in places.get(copied[index + step], ())
        ]
        for original, at in neighbours:
            if 0 <= at < len(original.clauses) and _says_else(words, _folded(original)[at], place):
                here, there = piece.clauses[index], original.clauses[at]
                printed = piece.passage(here.start, here.end), original.passage(there.start, there.end)
                yield Hit(printed, {"here": printed[0].quote, "there": printed[1].quote})
                break


def _says_else(copy: str, original: str, place: str) -> bool:
    """Whether two clauses are one clause with other words in it; words left out are none."""
    from rapidfuzz import fuzz

    us = rf"(?:我市|我区|全市|我们|{re.escape(place)})[将要]?"
    copy, original = re.sub(us, "", copy), re.sub(us, "", original)
    if copy == original or fuzz.ratio(copy, original) < _ALIKE:
        return False
    found = difference(original, copy)
    return _has_other_words(found.old) and _has_other_words(found.new)


def _has_other_words(marks: Sequence[Mark]) -> bool:
    return any(mark.kind in ("changed", "figure") for mark in marks)
