"""Spots where the text itself is damaged."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from tui.checks.document import Document
from tui.checks.model import Hit
from tui.checks.registry import rule
from tui.plans.model import Passage

_FAMILY = "damage"
_HAN = r"[\u4e00-\u9fff]"
_HALF_AFTER_HAN = re.compile(rf"(?<={_HAN})[,;:!?()](?={_HAN}|$)")
_FULL = re.compile("[，；：！？（）]")
_BLANK_IN_WORDS = re.compile(rf"(?<={_HAN})[ \u00a0\u3000]+(?={_HAN})")
_BLANK_AT_FIGURE = re.compile(rf"(?<={_HAN})[ \u00a0\u3000]+(?=\d)|(?<=\d)[ \u00a0\u3000]+(?={_HAN})")
_AT_FIGURE = re.compile(rf"{_HAN}(?=\d)|\d(?={_HAN})")
_BLANK_AFTER_STOP = re.compile(rf"。[ \u00a0\u3000]+(?={_HAN}|“)")
_STOP = re.compile(rf"。(?={_HAN}|“)")
#: Two single characters apart: a name set wide.
_WIDE_NAME = re.compile(rf"(?<!{_HAN}){_HAN}[ \u00a0\u3000]+{_HAN}(?!{_HAN})")
_BEGIN = 60
_SHADOW = re.compile(r"(\S{2,24})\1")
_GARBLED = re.compile(r"锟斤拷|烫烫烫|屯屯屯|&(?:[a-z]{2,6}|#\d{2,5});|Ã[\x80-\xbf]|â€")
_EMPTY = frozenset({"", "-", "—", "–", "——", "/", "*"})
_FULL_WIDTH_DIGITS = re.compile("[０-９Ａ-Ｚａ-ｚ％]+")
_JOINED = re.compile(
    r"[。!?]\s*(?P<mark>[一二三四五六七八九十]+、|\([一二三四五六七八九十]+\)|\(\d+\)|——(?!—)|各位代表[,:!])(?=[^。]{2,})"
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
        places += [match.start() for match in _GARBLED.finditer(text)]
        if places:
            spots = [
                s for s in document.damage if s.paragraph == piece.paragraph.id and s.kind == "unreadable"
            ]
            sound = _sound(document, spots[0].see, spots[0].see_quote) if spots else ()
            yield Hit((piece.clause_at(places[0]), *sound), {"count": len(places)})


@rule("damaged_spot", _FAMILY)
def damaged_spot(document: Document) -> Iterator[Hit]:
    """A spot that whoever read the source marked as damaged, with the sound sentence where there is one."""
    for spot in document.damage:
        piece = document.pieces_by_id.get(spot.paragraph)
        start = piece.paragraph.text.find(spot.quote) if piece else -1
        if piece is None or start < 0 or spot.kind not in _CURATED:
            continue
        here = piece.passage(start, start + len(spot.quote))
        severity = "warning" if spot.kind == "wrong_sign" else ""
        yield Hit(
            (here, *_sound(document, spot.see, spot.see_quote)), {"reason": spot.reason}, severity=severity
        )


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


@rule("empty_row", _FAMILY)
def empty_row(document: Document) -> Iterator[Hit]:
    """A row of a table of figures in which no cell has one."""
    for table in document.plan.tables:
        values = [n for n, name in enumerate(table.columns) if re.search(r"\d{4}|年|值|目标|增长", name)]
        for row in table.rows:
            cells = [document.pieces_by_id.get(cell) for cell in row]
            words = ["" if cell is None else cell.text.strip() for cell in cells]
            name = next((cell for cell in cells if cell and len(cell.text) > 3), None)
            printed = [words[n] for n in values if n < len(words)]
            if name and len(printed) > 1 and all(word in _EMPTY for word in printed):
                yield Hit((name.passage(),), {"name": name.text}, rests_on="|".join(words))


@rule("doubled_text", _FAMILY)
def doubled_text(document: Document) -> Iterator[Hit]:
    """A paragraph in which every run of characters is printed twice, as shadow print leaves it."""
    for piece in document.pieces:
        # The beginning tells: who prints twice does so throughout.
        begin = piece.text[:_BEGIN]
        runs = [match[1] for match in _SHADOW.finditer(begin) if begin.count(match[1]) == 2]
        doubled = sum(2 * len(run) for run in runs if re.search(_HAN, run) and len(set(run)) > 1)
        if len(begin) >= 8 and doubled > len(begin) * document.words.threshold("doubled_text"):
            yield Hit((piece.passage(),), {"words": _SHADOW.sub(r"\1", piece.paragraph.text)})


@rule("half_width_plan", _FAMILY)
def half_width_plan(document: Document) -> Iterator[Hit]:
    """A plan that uses half-width punctuation throughout, told once."""
    full, half = _widths(document)
    if half < 20 or full >= half:
        return
    for piece in document.prose:
        match = _HALF_AFTER_HAN.search(piece.paragraph.text)
        if match:
            yield Hit((piece.clause_at(match.start()),), {"count": half})
            return


def _widths(document: Document) -> tuple[int, int]:
    """How many signs of the text are full-width, and how many half-width."""
    texts = [piece.paragraph.text for piece in document.prose]
    full, half = (sum(len(sign.findall(text)) for text in texts) for sign in (_FULL, _HALF_AFTER_HAN))
    return full, half


@rule("mixed_width", _FAMILY)
def mixed_width(document: Document) -> Iterator[Hit]:
    """Half-width punctuation in a plan that uses full-width signs everywhere else."""
    full, half = _widths(document)
    if full + half < 20 or half > (full + half) * document.words.threshold("mixed_width"):
        return
    for piece in document.prose:
        for match in _HALF_AFTER_HAN.finditer(piece.paragraph.text):
            yield Hit((piece.clause_at(match.start()),), {"sign": match[0]})


@rule("full_width_figures", _FAMILY)
def full_width_figures(document: Document) -> Iterator[Hit]:
    """Figures or letters in full-width forms."""
    for piece in document.pieces:
        match = _FULL_WIDTH_DIGITS.search(piece.paragraph.text)
        if match:
            yield Hit((piece.clause_at(match.start()),), {"sign": match[0]})


@rule("stray_blank", _FAMILY)
def stray_blank(document: Document) -> Iterator[Hit]:
    """A blank inside a word or a sentence, or beside a figure where the plan has none elsewhere."""
    at_figures = _is_rare(document, _BLANK_AT_FIGURE, _AT_FIGURE)
    for piece in document.prose:
        text = _WIDE_NAME.sub(lambda name: "〇" * len(name[0]), piece.paragraph.text)
        match = _BLANK_IN_WORDS.search(text) or (at_figures and _BLANK_AT_FIGURE.search(text))
        if match:
            start, end = max(0, match.start() - 6), min(len(text), match.end() + 6)
            yield Hit((piece.passage(start, end),), {"words": piece.paragraph.text[start:end]})


def _is_rare(document: Document, odd: re.Pattern[str], usual: re.Pattern[str]) -> bool:
    """Whether a plan writes something so seldom in one way that it looks like a slip."""
    texts = [piece.paragraph.text for piece in document.prose]
    odds, usuals = (sum(len(way.findall(text)) for text in texts) for way in (odd, usual))
    return odds <= usuals * document.words.threshold("stray_blank")


@rule("joined_paragraphs", _FAMILY)
def joined_paragraphs(document: Document) -> Iterator[Hit]:
    """Numbered paragraphs that run on in one, or a blank after a full stop where a paragraph ended."""
    at_stops = _is_rare(document, _BLANK_AFTER_STOP, _STOP)
    for piece in document.prose:
        for match in _JOINED.finditer(piece.text):
            start, end = piece.sentence_at(match.start("mark"))
            yield Hit((piece.passage(start, end),), {"mark": match["mark"]}, "likely")
        for match in _BLANK_AFTER_STOP.finditer(piece.paragraph.text) if at_stops else ():
            start, end = piece.sentence_at(match.end())
            yield Hit(
                (piece.passage(start, end),), {"mark": piece.paragraph.text[start : start + 8]}, "likely"
            )
