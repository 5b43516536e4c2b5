"""Words and signs that are likely misprinted, left out, doubled, or do not go together."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import zip_longest

from tui.checks.document import Document
from tui.checks.model import Hit
from tui.checks.registry import rule
from tui.checks.words import Slip
from tui.plans.model import Passage

_FAMILY = "wording"
_DOUBLED_SIGN = re.compile(r"([,、;:])\s*[,、;:。]|[。]\s*[,、;:]|。。+(?!。)|、、+|,,+|[!?]。")
_HAN_END = re.compile(r"[\u4e00-\u9fff%\d]$")
_PAIRS = {"(": ")", "“": "”", "《": "》", "〔": "〕", "【": "】", "「": "」", "‘": "’", "[": "]"}
_CLOSING = {closing: opening for opening, closing in _PAIRS.items()}
_DOUBLED_WORD = re.compile(r"(?P<word>[\u4e00-\u9fff]{2,6})(?P=word)")
_DOUBLED_PARTICLE = re.compile(
    r"(?<![目标有似])的的(?!确|士)|(?<!不)了了(?![解不却结如之])|(?<!平)和和(?![平谐睦气解约县美])|(?<!实)在在(?!建|校|岗|线|职)"
    r"|与与(?!会)|及及(?![时早格])|为为(?![民人群企了])"
)
#: Words that are doubled in speech, or that are numbers.
_DOUBLED_IN_SPEECH = re.compile(r"^[一二三四五六七八九十〇零百千万亿两几]|很多|多少|越来|哈")
_SHORT_WORD = 2
_ITEM = r"[^,、。;:()“”和及与\s]{2,14}"
_LIST_WITH_COMMA = re.compile(rf"(?<![^,、。;:])({_ITEM}),({_ITEM})[、和及与]({_ITEM})")
_FRAME_END = re.compile(
    r"(?<![成作认因称列定化变转分视确皆均即])为(?:导向|主线|核心|重点|抓手|主体|主要内容|主导|契机|支撑|引领|统领|目标|依托|载体)"
    r"(?=[,;。的、]|$)"
)
_FRAME_START = re.compile("以|坚持|形成|把|将|围绕|聚焦|按照|用|由|定|选|视")
_QUOTES_WITH_SIGN = re.compile("”、“")


@rule("misprint", _FAMILY)
def misprint(document: Document) -> Iterator[Hit]:
    """Characters and signs that are likely misprinted."""
    yield from _slips(document, document.words.misprints)


@rule("collocation", _FAMILY)
def collocation(document: Document) -> Iterator[Hit]:
    """A verb that does not go with its object."""
    yield from _slips(document, document.words.collocations)


@rule("redundant", _FAMILY)
def redundant(document: Document) -> Iterator[Hit]:
    """Words that say a thing twice."""
    yield from _slips(document, document.words.redundant)


def _slips(document: Document, slips: Iterable[Slip]) -> Iterator[Hit]:
    told: dict[str, list[Passage]] = {}
    # A spot that is marked as damaged is told by a rule of its own.
    damaged = document.damaged_spots
    for slip in slips:
        # Most slips are in no plan: one look at all of it is quicker than one at each paragraph.
        for piece in document.pieces if slip.is_in(document.text) else ():
            known = told.setdefault(piece.paragraph.id, [])
            for match in slip.pattern.finditer(piece.text):
                place = piece.passage(*match.span())
                around = piece.text[max(0, match.start() - 8) : match.end() + 8]
                excused = slip.unless is not None and slip.unless.search(around)
                if excused or any(place.overlaps(other) for other in (*known, *damaged)):
                    continue
                known.append(place)
                right = match.expand(slip.right)
                clause = piece.clause_at(match.start())
                yield Hit(
                    (clause,),
                    {"wrong": match[0], "right": right},
                    severity=slip.severity,
                    # （或：…） leaves the choice to a person.
                    wording="" if "（" in right else _replaced(clause, match.span(), right),
                )


def _replaced(clause: Passage, span: tuple[int, int], right: str) -> str:
    """The words of a clause with some of them replaced; empty where they go beyond the clause."""
    start, end = (place - clause.start for place in span)
    return clause.quote[:start] + right + clause.quote[end:] if 0 <= start <= end <= len(clause.quote) else ""


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
        end = 0
        for match in sorted(
            (*_DOUBLED_WORD.finditer(piece.text), *_DOUBLED_PARTICLE.finditer(piece.text)), key=re.Match.start
        ):
            meant = _DOUBLED_IN_SPEECH.search(match[0]) or any(w in match[0] for w in document.words.repeats)
            if match.start() < end or meant:
                continue
            clause = piece.clause_at(match.start())
            end = clause.end
            # Two characters may be the end of one word and the beginning of the next.
            severity = "hint" if len(match[0]) == 2 * _SHORT_WORD else ""
            yield Hit((clause,), {"words": match[0]}, severity=severity)


@rule("unbalanced", _FAMILY)
def unbalanced(document: Document) -> Iterator[Hit]:
    """A bracket or a quotation mark without its other half."""
    pieces = [piece for piece in document.pieces if piece.paragraph.role != "table_cell"]
    quoting = False
    for piece, after in zip_longest(pieces, pieces[1:]):
        odd = _unbalanced(piece.text)
        # Of a quotation over several paragraphs each begins with a quotation mark, and the last one ends it.
        goes_on = (
            odd is not None and piece.text[odd] == "“" and after is not None and after.text.startswith("“")
        )
        quoting, ends = goes_on, quoting and odd is not None and piece.text[odd] == "”"
        if odd is not None and not goes_on and not ends:
            yield Hit((piece.clause_at(odd),), {"sign": piece.paragraph.text[odd]})


def _unbalanced(text: str) -> int | None:
    """The place of the first sign without its other half."""
    open_signs: list[int] = []
    for place, char in enumerate(text):
        if char in _PAIRS:
            open_signs.append(place)
        elif char in _CLOSING:
            if not open_signs or text[open_signs[-1]] != _CLOSING[char]:
                # 1) and 2) are numbers, not brackets; ’98 is a year.
                if (char == ")" and text[place - 1 : place].isdigit()) or (
                    char == "’" and text[place + 1 : place + 2].isdigit()
                ):
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


@rule("list_comma", _FAMILY)
def list_comma(document: Document) -> Iterator[Hit]:
    """A comma inside a list of three like things that goes on with 、 or 和."""
    for piece in document.prose:
        for match in _LIST_WITH_COMMA.finditer(piece.text):
            first, second, third = match.groups()
            third = third.partition("等")[0]
            if not second.startswith(document.words.verbs) and _like(first, second, third):
                yield Hit((piece.passage(*match.span()),), {"first": first, "second": second})


def _like(first: str, second: str, third: str) -> bool:
    """Whether three things end with the same two characters, or begin with the same three."""
    ends = {item[-2:] for item in (first, second, third)}
    begins = {item[:3] for item in (first, second, third)}
    return "的" not in second and (len(ends) == 1 or len(begins) == 1)


@rule("unfinished_frame", _FAMILY)
def unfinished_frame(document: Document) -> Iterator[Hit]:
    """…为导向, …为主要内容 in a sentence in which nothing says 以, 把 or 将 before."""
    for piece in document.prose:
        for match in _FRAME_END.finditer(piece.text):
            start, _ = piece.sentence_at(match.start())
            if not _FRAME_START.search(piece.text[start : match.start()]):
                yield Hit((piece.passage(start, match.end()),), {"words": match[0]})


@rule("sign_between_quotes", _FAMILY)
def sign_between_quotes(document: Document) -> Iterator[Hit]:
    """、 between quoted words side by side, told once."""
    found = [(piece, match) for piece in document.prose for match in _QUOTES_WITH_SIGN.finditer(piece.text)]
    if found:
        piece, match = found[0]
        yield Hit((piece.clause_at(match.start()),), {"count": len(found)})


@rule("name_variant", _FAMILY)
def name_variant(document: Document) -> Iterator[Hit]:
    """One thing called by two names in one plan, or in plans of one place and year."""
    known = (document, *document.of_same_year_and_place())
    for right, *others in document.words.variants:
        where = next(filter(None, (_first(each, right) for each in known)), None)
        for other in others:
            there = _first(document, other, unless=right)
            if where and there:
                yield Hit((there, where), {"first": other, "second": right})


def _first(document: Document, name: str, unless: str = "") -> Passage | None:
    """Where a name stands first, not as part of the name `unless`."""
    if name not in document.text:
        return None
    for piece in document.pieces:
        text = piece.text.replace(unless, "\0" * len(unless)) if name in unless else piece.text
        start = text.find(name)
        if start >= 0:
            return piece.passage(start, start + len(name))
    return None
