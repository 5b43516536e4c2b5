"""Words that are likely misprinted, repeated, or called by two names."""

from __future__ import annotations

import re
from collections.abc import Iterator

from tui.checks.document import Document, Piece
from tui.checks.model import Hit
from tui.checks.registry import rule
from tui.plans.glossary import terms_in
from tui.plans.model import Passage
from tui.text.fold import fold

_FAMILY = "wording"
_DOUBLED_SIGN = re.compile(r"([,、;:])\s*[,、;:。]|[。]\s*[,、;:]|。。+(?!。)|、、+|,,+|[!?]。")
_HAN_END = re.compile(r"[\u4e00-\u9fff%\d]$")
_PAIRS = {"(": ")", "“": "”", "《": "》", "〔": "〕", "【": "】", "「": "」", "‘": "’", "[": "]"}
_CLOSING = {closing: opening for opening, closing in _PAIRS.items()}
_DOUBLED_WORD = re.compile(r"(?P<word>[\u4e00-\u9fff]{2,6})(?P=word)")
_DOUBLED_PARTICLE = re.compile(r"的的|了了|和和|在在|与与|及及|是是|为为|对对|等等(?=[\u4e00-\u9fff])|,,")
_SHORT_FOR = re.compile(r"\((?:以下)?简称:?“?(?P<short>[^”)]{2,12})”?\)")
_LATIN = re.compile(r"(?<![A-Za-z0-9])[A-Z][A-Za-z]*[A-Z][A-Za-z]*(?![A-Za-z0-9.])")
_LIKE_NAMES = 0.86


@rule("misprint", _FAMILY)
def misprint(document: Document) -> Iterator[Hit]:
    """Characters and signs that are likely misprinted."""
    for piece in document.pieces:
        for known in document.words.misprints:
            for match in known.pattern.finditer(piece.text):
                clause = _clause(piece, match.start())
                around = piece.text[max(0, match.start() - 8) : match.end() + 8]
                if known.unless is None or not known.unless.search(around):
                    yield Hit((clause,), {"wrong": match[0], "right": match.expand(known.right)})


@rule("doubled_sign", _FAMILY)
def doubled_sign(document: Document) -> Iterator[Hit]:
    """Two signs where one belongs."""
    for piece in document.pieces:
        for match in _DOUBLED_SIGN.finditer(piece.text):
            start, end = max(0, match.start() - 8), min(len(piece.text), match.end() + 8)
            printed = piece.paragraph.text[match.start() : match.end()]
            yield Hit((piece.passage(start, end),), {"signs": printed})


@rule("doubled_words", _FAMILY)
def doubled_words(document: Document) -> Iterator[Hit]:
    """A word or a particle printed twice in a row."""
    for piece in document.pieces:
        for match in (*_DOUBLED_WORD.finditer(piece.text), *_DOUBLED_PARTICLE.finditer(piece.text)):
            if not any(word in match[0] for word in document.words.repeats):
                yield Hit((_clause(piece, match.start()),), {"words": match[0]})


@rule("unbalanced", _FAMILY)
def unbalanced(document: Document) -> Iterator[Hit]:
    """A bracket or a quotation mark without its other half."""
    for piece in document.pieces:
        if piece.paragraph.role == "table_cell":
            continue
        odd = _unbalanced(piece.text)
        if odd is not None:
            yield Hit((_clause(piece, odd),), {"sign": piece.paragraph.text[odd]})


def _unbalanced(text: str) -> int | None:
    """The place of the first sign without its other half."""
    open_signs: list[int] = []
    for place, char in enumerate(text):
        if char in _PAIRS:
            open_signs.append(place)
        elif char in _CLOSING:
            if not open_signs or text[open_signs[-1]] != _CLOSING[char]:
                # 1) and 2) are numbers, not brackets.
                if char == ")" and place and text[place - 1].isdigit():
                    continue
                return place
            open_signs.pop()
    return open_signs[0] if open_signs else None


@rule("no_full_stop", _FAMILY)
def no_full_stop(document: Document) -> Iterator[Hit]:
    """A paragraph of running text that ends without a sign."""
    for piece in document.prose:
        text = piece.text.rstrip()
        if piece.paragraph.role == "body" and len(text) > 40 and _HAN_END.search(text):
            yield Hit((piece.passage(max(0, len(text) - 16), len(text)),))


@rule("repeated_in_paragraph", _FAMILY)
def repeated_in_paragraph(document: Document) -> Iterator[Hit]:
    """The same clause twice in one paragraph."""
    least = int(document.words.threshold("repeated_in_paragraph"))
    for piece in document.prose:
        seen: dict[str, Passage] = {}
        for clause in piece.clauses:
            words = fold(piece.text[clause.start : clause.end])
            passage = piece.passage(clause.start, clause.end)
            if len(words) >= least and words in seen:
                yield Hit((passage, seen[words]), {"words": passage.quote})
            seen.setdefault(words, passage)


@rule("repeated_elsewhere", _FAMILY)
def repeated_elsewhere(document: Document) -> Iterator[Hit]:
    """A sentence or a long clause that stands word for word in another paragraph of the plan."""
    least = int(document.words.threshold("repeated_elsewhere"))
    seen: dict[str, Passage] = {}
    for piece in document.prose:
        told: list[Passage] = []
        for start, end in (*piece.sentences, *((c.start, c.end) for c in piece.clauses)):
            words = fold(piece.text[start:end]).strip("。;,")
            if len(words) < least:
                continue
            passage = piece.passage(start, end)
            first = seen.setdefault(words, passage)
            if first.paragraph != passage.paragraph and not any(passage.overlaps(known) for known in told):
                told.append(passage)
                yield Hit((passage, first), {"words": passage.quote})


@rule("name_variant", _FAMILY)
def name_variant(document: Document) -> Iterator[Hit]:
    """One thing called by two names in one plan."""
    text = {piece.paragraph.id: piece.text for piece in document.pieces}
    for right, *others in document.words.variants:
        where = _first(document, right, text)
        for other in others:
            there = _first(document, other, text, unless=right)
            if where and there:
                yield Hit((there, where), {"first": other, "second": right})


def _first(document: Document, name: str, texts: dict[str, str], unless: str = "") -> Passage | None:
    for piece in document.pieces:
        text = texts[piece.paragraph.id]
        if unless and name in unless:
            text = text.replace(unless, "\0" * len(unless))
        start = text.find(name)
        if start >= 0:
            return piece.passage(start, start + len(name))
    return None


@rule("project_name_variant", _FAMILY)
def project_name_variant(document: Document) -> Iterator[Hit]:
    """Two projects whose names are all but the same: likely one project."""
    from difflib import SequenceMatcher

    names: dict[str, Passage] = {}
    for project in document.projects:
        piece = document.pieces_by_id.get(project.paragraph)
        start = piece.paragraph.text.find(project.name) if piece else -1
        if piece and start >= 0:
            names.setdefault(
                project.name.removeprefix(document.plan.card.place),
                piece.passage(start, start + len(project.name)),
            )
    ordered = sorted(names)
    for first, second in ((a, b) for n, a in enumerate(ordered) for b in ordered[n + 1 :]):
        if (
            abs(len(first) - len(second)) > 4
            or len(set(first) & set(second)) < min(len(first), len(second)) * 0.7
        ):
            continue
        if SequenceMatcher(
            None, first, second, autojunk=False
        ).ratio() >= _LIKE_NAMES and not _numbers_differ(first, second):
            yield Hit((names[first], names[second]), {"first": first, "second": second}, "likely")


def _numbers_differ(first: str, second: str) -> bool:
    numbers = [re.findall(r"\d+|[一二三四五六七八九十东西南北]", name) for name in (first, second)]
    return numbers[0] != numbers[1]


@rule("short_name_before", _FAMILY)
def short_name_before(document: Document) -> Iterator[Hit]:
    """A short name that is used before the plan says what it is short for."""
    for number, piece in enumerate(document.pieces):
        for match in _SHORT_FOR.finditer(piece.text):
            for earlier in document.prose:
                if document.plan.order[earlier.paragraph.id] >= document.plan.order[piece.paragraph.id]:
                    break
                start = earlier.text.find(match["short"])
                if start >= 0:
                    here = earlier.passage(start, start + len(match["short"]))
                    yield Hit((here, piece.passage(match.start(), match.end())), {"short": match["short"]})
                    break
        _ = number


@rule("latin_abbreviation", _FAMILY)
def latin_abbreviation(document: Document) -> Iterator[Hit]:
    """Letters that stand for something, and are never spelt out."""
    known = document.words.abbreviations
    text = "\n".join(piece.text for piece in document.pieces)
    seen: set[str] = set()
    for piece in document.prose:
        for match in _LATIN.finditer(piece.text):
            letters = match[0]
            if letters in seen or letters.upper() in known:
                continue
            seen.add(letters)
            if not re.search(rf"\({letters}\)|{letters}\([^)]*[\u4e00-\u9fff]", text):
                yield Hit((_clause(piece, match.start()),), {"letters": letters})


@rule("term_of_two_meanings", _FAMILY)
def term_of_two_meanings(document: Document) -> Iterator[Hit]:
    """A term that means something else in another plan on the shelf."""
    twofold: dict[str, set[str]] = {}
    for term in document.terms:
        if term.plans or term.paragraphs:
            twofold.setdefault(term.name, set()).add(term.glosses.get("zh", ""))
    seen: set[str] = set()
    for piece in document.prose:
        for term in terms_in(piece.passage(), document.terms):
            if len(twofold.get(term.name, ())) < 2 or term.name in seen:
                continue
            start = piece.text.find(term.name)
            if start >= 0:
                seen.add(term.name)
                meanings = "；".join(sorted(twofold[term.name]))
                yield Hit(
                    (_clause(piece, start),),
                    {"term": term.name, "here": term.glosses["zh"], "meanings": meanings},
                )


def _clause(piece: Piece, place: int) -> Passage:
    return next(
        (piece.passage(c.start, c.end) for c in piece.clauses if c.start <= place < c.end), piece.passage()
    )
