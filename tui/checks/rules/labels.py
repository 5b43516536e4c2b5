"""Labels, short names and letters: spelt out before they are used, and written one way."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from tui.checks.document import Document, Piece
from tui.checks.model import Hit
from tui.checks.registry import rule
from tui.plans.glossary import terms_in
from tui.plans.model import Passage
from tui.text.clauses import blanked, quotations
from tui.text.numbers import han_number

_FAMILY = "wording"
_SHORT_FOR = re.compile(r"\((?:以下)?简称:?“?(?P<short>[^”)]{2,12})”?\)")
_LATIN = re.compile(r"(?<![A-Za-z0-9])[A-Z][A-Za-z]*[A-Z][A-Za-z]*(?![A-Za-z0-9.])")
_SPELT_OUT = re.compile(
    r"\(([A-Z][A-Za-z]*[A-Z][A-Za-z]*)\)|([A-Z][A-Za-z]*[A-Z][A-Za-z]*)\([^)]*[\u4e00-\u9fff]"
)
_SLOGAN = re.compile(r"“(?P<label>(?P<count>[二三四五六七八九十两])[\u4e00-\u9fff]{1,9})”")
_NUMERAL_LABEL = re.compile(r"“([一二三四五六七八九十两双][\u4e00-\u9fff]{3,8})”")
#: What may stand between a label and the words that spell it out.
_EXPLAINS = re.compile(r"[\u4e00-\u9fff]{0,8}(?:\(|:|——|,?即|,?也就是)")
_MOST_LABELS = 12
#: A label is spelt out where it stands first, or soon after; and how far on its enumeration begins.
_MOST_LOOKS = 5
_SOON = 200


@rule("short_name_before", _FAMILY)
def short_name_before(document: Document) -> Iterator[Hit]:
    """A short name that is used before the plan says what it is short for."""
    first: dict[str, Passage] = {}
    for piece in document.pieces:
        for match in _SHORT_FOR.finditer(piece.text):
            first.setdefault(match["short"], piece.passage(*match.span()))
    for short, told in first.items():
        here = _first_use(document, short)
        if here and _before(document, here, told):
            yield Hit((here, told), {"short": short})


@rule("latin_before", _FAMILY)
def latin_before(document: Document) -> Iterator[Hit]:
    """Letters that stand for something and are spelt out only later."""
    spelt = _spelt_out(document)
    for letters, here in _latin(document):
        told = spelt.get(letters)
        if told and _before(document, here, told):
            yield Hit((here, told), {"letters": letters})


@rule("latin_abbreviation", _FAMILY)
def latin_abbreviation(document: Document) -> Iterator[Hit]:
    """Letters that stand for something and are never spelt out."""
    spelt = _spelt_out(document)
    for letters, here in _latin(document):
        if letters not in spelt:
            yield Hit((here,), {"letters": letters})


def _latin(document: Document) -> Iterator[tuple[str, Passage]]:
    """Letters that not every reader knows, where they stand first."""
    seen: set[str] = set()
    for piece in document.prose:
        for match in _LATIN.finditer(piece.text):
            if match[0] not in seen and match[0].upper() not in document.words.abbreviations:
                seen.add(match[0])
                yield match[0], piece.passage(*match.span())


def _spelt_out(document: Document) -> dict[str, Passage]:
    found: dict[str, Passage] = {}
    for piece in document.pieces:
        for match in _SPELT_OUT.finditer(piece.text):
            found.setdefault(match[1] or match[2], piece.passage(*match.span()))
    return found


def _first_use(document: Document, words: str) -> Passage | None:
    for piece in document.prose if words in document.text else ():
        start = piece.text.find(words)
        if start >= 0:
            return piece.passage(start, start + len(words))
    return None


def _before(document: Document, first: Passage, second: Passage) -> bool:
    """Whether a passage stands in an earlier paragraph than another."""
    return document.plan.order[first.paragraph] < document.plan.order[second.paragraph]


@rule("slogan_unexpanded", _FAMILY)
def slogan_unexpanded(document: Document) -> Iterator[Hit]:
    """Labels like “五治” that the plan never spells out, all of them in one finding."""
    first: dict[str, Passage] = {}
    times: Counter[str] = Counter()
    told: set[str] = set(document.words.labels)
    for piece in document.pieces:
        for match in _SLOGAN.finditer(piece.text):
            label = match["label"]
            first.setdefault(label, piece.passage(*match.span()))
            times[label] += 1
            if label not in told and times[label] <= _MOST_LOOKS and _is_spelt_out(piece, match):
                told.add(label)
    left = [label for label in first if label not in told]
    if left:
        labels = "、".join(f"“{label}”" for label in left)
        yield Hit(
            tuple(first[label] for label in left[:_MOST_LABELS]), {"labels": labels, "count": len(left)}
        )


def _is_spelt_out(piece: Piece, match: re.Match[str]) -> bool:
    """Whether words beside a label name as many things as it counts, or begin to."""
    start, end = piece.sentence_at(match.start())
    things = han_number(match["count"]) or 2
    before, after = piece.text[start : match.start()], piece.text[match.end() : end]
    listed = max(_things(before), _things(after))
    return (
        bool(_EXPLAINS.match(after))
        or listed >= things
        or piece.text.find("一是", match.end(), match.end() + _SOON) >= 0
    )


def _things(words: str) -> int:
    """How many things the longest list of a sentence names; quoted words side by side are a list, too."""
    marks = words.replace("”“", "”、“")
    return max(part.count("、") + len(re.findall("[和与及]", part)) + 1 for part in re.split("[,;:]", marks))


@rule("quote_variant", _FAMILY)
def quote_variant(document: Document) -> Iterator[Hit]:
    """A label that stands in quotation marks in one place and without them in another."""
    labels = [*document.words.quoted, *_NUMERAL_LABEL.findall(document.text)]
    for label in dict.fromkeys(labels):
        quoted = _first_use(document, f"“{label}”")
        bare = _first_bare(document, label) if quoted else None
        if quoted and bare:
            yield Hit((bare, quoted), {"label": label})


def _first_bare(document: Document, label: str) -> Passage | None:
    """Where a label first stands outside quotation marks and names of documents."""
    for piece in document.prose:
        if label not in piece.text:
            continue
        start = blanked(piece.text, quotations(piece.text)).find(label)
        if start >= 0:
            return piece.passage(start, start + len(label))
    return None


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
                    (piece.clause_at(start),),
                    {"term": term.name, "here": term.glosses["zh"], "meanings": meanings},
                )
