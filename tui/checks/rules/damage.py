"""Spots where the text itself is damaged."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterator

from tui.checks.document import Document, Piece
from tui.checks.model import Hit
from tui.checks.registry import rule
from tui.plans.model import Passage

_FAMILY = "damage"
_HAN = r"[\u4e00-\u9fff]"
_HALF_AFTER_HAN = re.compile(rf"(?<={_HAN})[,;:!?()](?={_HAN}|$)")
_FULL = re.compile("[，；：！？（）]")
_BLANK_IN_WORDS = re.compile(rf"(?<={_HAN})[ \u00a0\u3000]+(?={_HAN})")
_FULL_WIDTH_DIGITS = re.compile("[０-９Ａ-Ｚａ-ｚ％]+")
_JOINED = re.compile(
    r"[。!?]\s*(?P<mark>[一二三四五六七八九十]+、|\([一二三四五六七八九十]+\)|\(\d+\)|——|各位代表[,:!])(?=[^。]{2,})"
)
#: Kinds of damage that are told by the curated list of damaged spots.
_CURATED = ("wrong_sign", "misplaced", "doubled")


@rule("unreadable", _FAMILY)
def unreadable(document: Document) -> Iterator[Hit]:
    """Characters that were lost: replacement and private-use characters."""
    for piece in document.pieces:
        text = piece.paragraph.text
        places = [
            n for n, char in enumerate(text) if char == "\ufffd" or unicodedata.category(char) in ("Co", "Cn")
        ]
        if places:
            spots = [
                s for s in document.damage if s.paragraph == piece.paragraph.id and s.kind == "unreadable"
            ]
            sound = _sound(document, spots[0].see, spots[0].see_quote) if spots else ()
            yield Hit((_around(piece, places[0]), *sound), {"count": len(places)})


@rule("damaged_spot", _FAMILY)
def damaged_spot(document: Document) -> Iterator[Hit]:
    """A spot that whoever read the source marked as damaged, with the sound sentence where there is one."""
    for spot in document.damage:
        piece = document.pieces_by_id.get(spot.paragraph)
        start = piece.paragraph.text.find(spot.quote) if piece else -1
        if piece is None or start < 0 or spot.kind not in _CURATED:
            continue
        here = piece.passage(start, start + len(spot.quote))
        yield Hit((here, *_sound(document, spot.see, spot.see_quote)), {"reason": spot.reason})


def _sound(document: Document, paragraph: str, quote: str) -> tuple[Passage, ...]:
    for other in (document, *document.others):
        piece = other.pieces_by_id.get(paragraph)
        start = piece.paragraph.text.find(quote) if piece else -1
        if piece and start >= 0:
            return (piece.passage(start, start + len(quote)),)
    return ()


@rule("lost_cells", _FAMILY)
def lost_cells(document: Document) -> Iterator[Hit]:
    """A table whose cells were lost: a column that is all but empty, or rows of another length."""
    for spot in document.damage:
        piece = document.pieces_by_id.get(spot.paragraph)
        if spot.kind == "lost_cell" and piece:
            yield Hit((piece.passage(),), {"reason": spot.reason})
    known = {spot.paragraph for spot in document.damage if spot.kind == "lost_cell"}
    for table in document.plan.tables:
        cells = [cell for row in table.rows for cell in row]
        if known & set(cells) or len(table.rows) < 3:
            continue
        for column, name in enumerate(table.columns):
            empty = sum(1 for row in table.rows if column < len(row) and not row[column])
            first = next((row[column] for row in table.rows if column < len(row) and row[column]), "")
            piece = document.pieces_by_id.get(first)
            if piece and empty and empty >= len(table.rows) * 0.6:
                yield Hit((piece.passage(),), {"reason": name}, "likely")


@rule("mixed_width", _FAMILY)
def mixed_width(document: Document) -> Iterator[Hit]:
    """Punctuation of the other width than the plan uses everywhere else."""
    marks: Counter[bool] = Counter()
    for piece in document.prose:
        text = piece.paragraph.text
        marks[True] += len(_FULL.findall(text))
        marks[False] += len(_HALF_AFTER_HAN.findall(text))
    whole = sum(marks.values())
    if whole < 20:
        return
    usual = marks[True] >= marks[False]
    if marks[not usual] > whole * document.words.threshold("mixed_width"):
        return
    odd = _HALF_AFTER_HAN if usual else _FULL
    for piece in document.prose:
        for match in odd.finditer(piece.paragraph.text):
            yield Hit((_around(piece, match.start()),), {"sign": match[0]})


@rule("full_width_figures", _FAMILY)
def full_width_figures(document: Document) -> Iterator[Hit]:
    """Figures or letters in full-width forms."""
    for piece in document.pieces:
        match = _FULL_WIDTH_DIGITS.search(piece.paragraph.text)
        if match:
            yield Hit((_around(piece, match.start()),), {"sign": match[0]})


@rule("stray_blank", _FAMILY)
def stray_blank(document: Document) -> Iterator[Hit]:
    """A blank inside a word or a sentence."""
    for piece in document.prose:
        match = _BLANK_IN_WORDS.search(piece.paragraph.text)
        if match:
            start, end = max(0, match.start() - 6), min(len(piece.text), match.end() + 6)
            yield Hit((piece.passage(start, end),), {"words": piece.paragraph.text[start:end]})


@rule("joined_paragraphs", _FAMILY)
def joined_paragraphs(document: Document) -> Iterator[Hit]:
    """Numbered paragraphs that run on in one."""
    for piece in document.prose:
        for match in _JOINED.finditer(piece.text):
            start, end = piece.sentence_at(match.start("mark"))
            yield Hit((piece.passage(start, end),), {"mark": match["mark"]}, "likely")


def _around(piece: Piece, place: int) -> Passage:
    return next(
        (piece.passage(c.start, c.end) for c in piece.clauses if c.start <= place < c.end),
        piece.passage(max(0, place - 8), min(len(piece.text), place + 8)),
    )
