"""Targets that cannot be assessed as they are written."""

from __future__ import annotations

import re
from collections.abc import Iterator

from tui.checks.document import Document, Piece
from tui.checks.model import Hit
from tui.checks.registry import rule
from tui.checks.statements import Statement
from tui.ingest.figures import looks_back
from tui.plans.model import Passage
from tui.targets.methods import figure
from tui.targets.model import Target
from tui.targets.units import converted

_FAMILY = "targets"
_ACTS = re.compile(r"建设|建成|打造|培育|引进|实施|新建|创建|发展|推出|形成|落地|开工|布局|谋划")
_WORTH_GROWING = re.compile(r"收入|增加值|产值|投资|床位|医师|护士|教师|参保|就业|装机|绿化|覆盖")
#: Words that measure by others, of whom nothing is given here.
_RELATIVE = re.compile(r"前列|上游|平均水平|平均值|同步|先进|领先|一流|前茅|位居")


@rule("no_target_value", _FAMILY)
def no_target_value(document: Document) -> Iterator[Hit]:
    """A row of the table of targets without a target."""
    for target, piece in _rows(document):
        if target.value is None and target.measure in ("level", "direction") and not target.reference:
            yield Hit((piece.passage(),), {"name": target.name})


@rule("no_base_year", _FAMILY)
def no_base_year(document: Document) -> Iterator[Hit]:
    """A change that is promised and does not say from when."""
    for target, place in _in_text(document):
        changes = target.measure == "change_from_base" and target.value
        if changes and target.base_year is None and target.base is None:
            yield Hit((place,), {"name": target.name})


@rule("hold_without_value", _FAMILY)
def hold_without_value(document: Document) -> Iterator[Hit]:
    """Something is to stay as it is, and what it is now is not said."""
    for target, piece in _rows(document):
        if target.measure == "hold" and target.value is None:
            yield Hit((piece.passage(),), {"name": target.name, "words": "、".join(_words_of(target))})


@rule("delegated_binding", _FAMILY)
def delegated_binding(document: Document) -> Iterator[Hit]:
    """A binding target whose figure the level above sets, and which is not told here."""
    for target, piece in _rows(document):
        if target.measure == "delegated" and target.value is None and target.nature == "binding":
            yield Hit((piece.passage(),), {"name": target.name, "words": "、".join(_words_of(target))})


@rule("delegated", _FAMILY)
def delegated(document: Document) -> Iterator[Hit]:
    """A promise to reach what the level above asks, without the figure."""
    for target, place in _in_text(document):
        if target.measure == "delegated" and target.value is None:
            yield Hit((place,), {"name": target.name, "words": target.quote})


@rule("sum_or_year", _FAMILY)
def sum_or_year(document: Document) -> Iterator[Hit]:
    """An amount for the last year of a plan that may be meant for that year or for all of them."""
    for target, place in _in_text(document):
        if target.doubt == "cumulative_unclear":
            yield Hit((place,), {"name": target.name, "year": target.target_year})


@rule("reference_without_value", _FAMILY)
def reference_without_value(document: Document) -> Iterator[Hit]:
    """A promise in step with, or in the rank of, something that is not given."""
    for target, place in _in_text(document):
        if target.measure in ("against_reference", "rank") and _RELATIVE.search(target.quote):
            yield Hit((place,), {"name": target.name, "words": target.reference or target.quote})


@rule("cap_above_present", _FAMILY)
def cap_above_present(document: Document) -> Iterator[Hit]:
    """A cap on something that should grow, far above where it stands."""
    for target in document.statements:
        if target.past or target.comparator not in ("at_most", "less_than") or target.value is None:
            continue
        result = _last_result(document, target)
        grows = bool(_WORTH_GROWING.search(target.name))
        above = result is not None and target.value > result[1] * document.words.threshold(
            "cap_above_present"
        )
        if grows and (above or target.measure.startswith("growth")):
            values = {
                "name": target.name,
                "words": target.passage.quote,
                "result": figure(result[1]) + target.unit if result else "—",
            }
            passages = (target.passage, result[0]) if result else (target.passage,)
            yield Hit(passages, values, "likely")


def _last_result(document: Document, target: Statement) -> tuple[Passage, float] | None:
    found = None
    for fact in document.statements_with_bases:
        if (
            fact.past
            and fact.indicator == target.indicator
            and fact.value is not None
            and fact.year < target.year
        ):
            value = converted(fact.value, fact.unit, target.unit)
            if value is not None and (found is None or fact.year >= found[0]):
                found = (fact.year, fact.passage, value)
    return (found[1], found[2]) if found else None


@rule("vague_amount", _FAMILY)
def vague_amount(document: Document) -> Iterator[Hit]:
    """A number of things that is not said: 一批, 若干."""
    words = re.compile("|".join(map(re.escape, document.words.vague)) or "(?!)")
    for piece in document.prose:
        for clause in piece.clauses:
            text = piece.text[clause.start : clause.end]
            match = words.search(text)
            if (
                match
                and _ACTS.search(text[: match.start()])
                and not looks_back(document.plan, piece.paragraph, piece.text)
            ):
                yield Hit((piece.passage(clause.start, clause.end),), {"word": match[0]})


def _rows(document: Document) -> Iterator[tuple[Target, Piece]]:
    for target in document.targets:
        piece = document.pieces_by_id.get(target.paragraph)
        if target.table_row is not None and piece:
            yield target, piece


def _in_text(document: Document) -> Iterator[tuple[Target, Passage]]:
    for target in document.targets:
        piece = document.pieces_by_id.get(target.paragraph)
        start = piece.paragraph.text.find(target.quote) if piece else -1
        if target.table_row is None and piece and start >= 0:
            yield target, piece.passage(start, start + len(target.quote))


def _words_of(target: Target) -> list[str]:
    """What the cells say in words where a figure should stand."""
    return list(dict.fromkeys(c for c in target.cells[3:-1] if c and not re.search(r"\d", c) and len(c) > 1))
