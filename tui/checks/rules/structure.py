"""Numbering, lists and references that do not hold together."""

from __future__ import annotations

import re
from collections.abc import Iterator

from tui.checks.document import Document, Piece
from tui.checks.model import Hit
from tui.checks.registry import rule
from tui.plans.model import Passage, Section
from tui.plans.numbering import numbering_breaks
from tui.text.clauses import asides, blanked, quotations
from tui.text.fold import fold
from tui.text.numbers import han_number, printed_number

_FAMILY = "structure"
_ONE_TO_TEN = "一二三四五六七八九十"
_ENUMERATED = re.compile(rf"(?:^|(?<=[。;:,\s—]))(?P<number>[{_ONE_TO_TEN}]{{1,2}})是(?!否|不|一|以)")
_FIRST_SECOND = re.compile(r"(?:^|(?<=[。;:,\s]))第(?P<number>[一二三四五六七八九])[,、]")
_COUNT_AFTER = re.compile(
    rf"(?P<rest>等)?(?P<count>(?<![{_ONE_TO_TEN}百千第])[{_ONE_TO_TEN}两]|\d{{1,2}})"
    r"(?P<unit>大|个|项|类|种|条|座|家|户|处)(?P<noun>[^,。;:、]{2,16})"
)
_LIST_BEFORE = re.compile(r"(?:[^,。;:!?、]{2,24}、)+[^,。;:!?、]{2,24}$")
_LONGEST_LIST = 240
_LEAST_COUNT = 2
_COUNT_BEFORE = re.compile(
    rf"(?P<count>[{_ONE_TO_TEN}两]|\d{{1,2}})(?P<unit>大|个|项|类|种)(?P<noun>[^,。;:、\d]{{2,12}}):(?P<list>(?:[^,。;:、]{{2,24}}、)+[^,。;:、]{{2,24}}?)(?=。)"
)
_BOX_REFERENCE = re.compile(
    r"(?:见|详见|参见|列入|如|按)(?:本规划|本纲要)?“?专栏\s?(?P<number>\d+|[一二三四五六七八九十]+)"
)
_PLACE_REFERENCE = re.compile(
    r"(?:见|详见|参见)(?:本规划|本纲要)?第(?P<number>[一二三四五六七八九十百]+)(?P<kind>[篇章节])"
)
_ATTACHMENT = re.compile(r"(?:见|详见|参见)?附(?:件|表|图)\s?(?P<number>\d+|[一二三四五六七八九十])")
_PLACE_KINDS = {"篇": "part", "章": "chapter", "节": "section"}
_STUCK_HEADING = re.compile(
    r"(?<=[。!?])\s*(?P<heading>(?:\([一二三四五六七八九十]+\)|[一二三四五六七八九十]+、|第[一二三四五六七八九十]+[章节])[^。,;]{2,40})$"
)
_LIST = re.compile(r"[^,。;:!?]+")
_LEAST_ITEM = 5
_BOX_KIND = re.compile(r"(?:重点|主要|重大)?(?:建设)?(?:项目|工程)$")


@rule("numbering", _FAMILY)
def numbering(document: Document) -> Iterator[Hit]:
    """A heading whose number skips or repeats."""
    for found in numbering_breaks(document.plan):
        place = document.heading(found.section.id)
        if place:
            yield Hit((place,), {"printed": found.printed, "expected": found.expected})


@rule("enumeration", _FAMILY)
def enumeration(document: Document) -> Iterator[Hit]:
    """一是, 二是, 四是: a running enumeration that skips or repeats."""
    for pattern in (_ENUMERATED, _FIRST_SECOND):
        last = 0
        for piece in document.prose:
            end = 0
            for match in pattern.finditer(piece.text):
                number = han_number(match["number"])
                # The number that is due may stand before another word: 四要, 第四.
                due = _ONE_TO_TEN[last : last + 1] in piece.text[end : match.start()]
                end = match.end()
                if last and number not in (1, last + 1) and not due:
                    place = piece.passage(*piece.sentence_at(match.start()))
                    yield Hit((place,), {"printed": match["number"], "expected": last + 1})
                last = number
            # One may run on over paragraphs that begin with its numbers, but not past others.
            last = last if pattern.match(piece.text) else 0


@rule("count_of_list", _FAMILY)
def count_of_list(document: Document) -> Iterator[Hit]:
    """A list of two things that is called three."""
    for piece in document.prose:
        text = _without_asides(piece.text)
        for match in _COUNT_BEFORE.finditer(text):
            yield from _miscounted(piece, match, match["list"], match.span())
        for match in _COUNT_AFTER.finditer(text):
            before = _before(text, match.start())
            # A verb with a list of its own may stand before: only a list that is too short is told.
            short = before and max(_items(before)) < _number(match["count"])
            if short and not match["rest"] and not match["noun"].startswith("百分点"):
                yield from _miscounted(piece, match, before, (match.start() - len(before), match.end()))


def _before(text: str, end: int) -> str:
    """The list that ends at a place, as far as it is one: empty if there is none."""
    clause = re.split("[,。;:!?]", text[max(0, end - _LONGEST_LIST) : end])[-1]
    found = _LIST_BEFORE.search(clause)
    return found[0] if found else ""


def _without_asides(text: str) -> str:
    """The text with what stands in brackets and quotation marks made one word of the same length."""
    return blanked(text, [*asides(text), *quotations(text)])


def _items(words: str) -> set[int]:
    """How many things a list may name: 和 and 与 join two things or belong to the name of one.

    What stands before the last 的 describes the list and is no item of it.
    """
    items = words.split("、")
    begin = max((n for n, item in enumerate(items[:-1]) if "的" in item), default=0)
    joins = len(re.findall(r"以及|[和与及]", "、".join(items[begin:])))
    return set(range(len(items) - begin, len(items) - begin + joins + 1))


def _number(words: str) -> int:
    return int(words) if words.isdigit() else han_number(words)


def _miscounted(piece: Piece, match: re.Match[str], listed: str, span: tuple[int, int]) -> Iterator[Hit]:
    said, counts = _number(match["count"]), _items(listed)
    # A list with counts of its own; a count that is far from the list: ten classes of two schools.
    if re.search(rf"[\d{_ONE_TO_TEN}两][大类种座个户家处条项]", listed) or said > 2 * max(counts):
        return
    if said < _LEAST_COUNT or said in counts or listed[-1] in "和与及、的":
        return
    values = {"said": said, "named": "/".join(map(str, sorted(counts))), "noun": match["noun"]}
    yield Hit((piece.passage(*span),), values, "certain" if max(counts) < said else "likely")


@rule("box_level", _FAMILY)
def box_level(document: Document) -> Iterator[Hit]:
    """A box that has the title of its chapter and is printed under one of the sections of it."""
    above: dict[str, Section] = {}
    for section in document.plan.sections:
        if section.kind in ("chapter", "section"):
            above = {"chapter": section} if section.kind == "chapter" else {**above, "section": section}
        elif section.kind == "box" and len(above) == 2:
            words = _BOX_KIND.sub("", fold(section.title))
            titles = {kind: fold(heading.title) for kind, heading in above.items()}
            place = document.heading(section.id)
            around = [document.heading(heading.id) for heading in above.values()]
            if len(words) >= 6 and words in titles["chapter"] and words not in titles["section"] and place:
                values = {"box": section.label, **{kind: heading.label for kind, heading in above.items()}}
                yield Hit((place, *(passage for passage in around if passage)), values)


@rule("listed_twice", _FAMILY)
def listed_twice(document: Document) -> Iterator[Hit]:
    """One thing twice in one list."""
    for piece in document.pieces:
        text = _without_asides(piece.text)
        for match in _LIST.finditer(text):
            words = piece.text[match.start() : match.end()]
            if text.count("、", *match.span()) < 2:
                continue
            again = _listed_again(re.sub(r"等[^、]{0,8}$", "", words).split("、"))
            if again:
                yield Hit((piece.passage(*match.span()),), {"item": again})


def _listed_again(items: list[str]) -> str:
    """What stands twice in a list, empty if nothing does; the first thing may follow a verb."""
    first, seen = items[0].strip(), set()
    for item in map(str.strip, items[1:]):
        if len(item) >= _LEAST_ITEM and (item in seen or first.endswith(item)):
            return item
        seen.add(item)
    return ""


@rule("project_twice", _FAMILY)
def project_twice(document: Document) -> Iterator[Hit]:
    """One project in two boxes."""
    by_name: dict[str, list[Passage]] = {}
    for project in document.projects:
        piece = document.pieces_by_id.get(project.paragraph)
        start = piece.paragraph.text.find(project.name) if piece else -1
        if piece and start >= 0 and project.also_in:
            name = project.name.removeprefix(document.plan.card.place)
            by_name.setdefault(name, []).append(piece.passage(start, start + len(project.name)))
    for name, places in by_name.items():
        if len(places) > 1:
            yield Hit(tuple(places), {"name": name})


@rule("heading_in_paragraph", _FAMILY)
def heading_in_paragraph(document: Document) -> Iterator[Hit]:
    """A heading that was set onto the end of the paragraph before it."""
    last: Piece | None = None
    for piece in document.pieces:
        stuck = _STUCK_HEADING.search(piece.text) if piece.paragraph.role == "body" else None
        if stuck:
            yield Hit(
                (piece.passage(stuck.start("heading"), stuck.end("heading")),), {"heading": stuck["heading"]}
            )
        shares_line = last is not None and last.paragraph.lines[-1][1] == piece.paragraph.line
        if shares_line and piece.paragraph.role == "heading" and last and last.paragraph.role == "body":
            yield Hit((piece.passage(),), {"heading": piece.paragraph.text})
        last = piece


@rule("empty_section", _FAMILY)
def empty_section(document: Document) -> Iterator[Hit]:
    """A heading with nothing under it."""
    holds = {piece.paragraph.section for piece in document.pieces if piece.paragraph.role != "heading"}
    starts = {section.at for section in document.plan.sections}
    for section in document.plan.sections:
        filled = section.id in holds or document.plan.children(section.id) or section.offset
        if filled or section.kind in ("goal", "run_in", "box", "table"):
            continue
        piece = document.pieces_by_id.get(section.at)
        place = document.heading(section.id)
        if piece and place and section.at in starts and piece.paragraph.role == "heading":
            yield Hit((place,), {"heading": section.label})


@rule("reference_to_nothing", _FAMILY)
def reference_to_nothing(document: Document) -> Iterator[Hit]:
    """A reference to a box, chapter or attachment that the plan does not have."""
    known = {(s.kind, printed_number(s.number)) for s in document.plan.sections if s.number}
    for piece in document.prose:
        for match in _BOX_REFERENCE.finditer(piece.text):
            if ("box", printed_number(match["number"])) not in known:
                yield _reference(piece, match)
        for match in _PLACE_REFERENCE.finditer(piece.text):
            if (_PLACE_KINDS[match["kind"]], han_number(match["number"])) not in known:
                yield _reference(piece, match)
        for match in _ATTACHMENT.finditer(piece.text):
            if (
                match[0].startswith(("见", "详见", "参见"))
                and document.text.count(match[0].lstrip("详参见")) < 2
            ):
                yield _reference(piece, match)


def _reference(piece: Piece, match: re.Match[str]) -> Hit:
    return Hit((piece.passage(match.start(), match.end()),), {"words": match[0]})
