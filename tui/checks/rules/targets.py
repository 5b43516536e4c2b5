"""Targets that cannot be assessed as they are written."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from tui.checks.document import Document, Piece
from tui.checks.model import Hit
from tui.checks.registry import rule
from tui.checks.statements import Statement
from tui.ingest.figures import looks_back
from tui.plans.model import Passage
from tui.targets.methods import figure
from tui.targets.model import Target
from tui.targets.units import converted
from tui.text.fold import fold

_FAMILY = "targets"
_ACTS = re.compile(
    r"建设|建成|打造|培育|引进|实施|新建|新增|创建|发展|推出|形成|落地|开工|布局|谋划|策划|规划|推动|推进|推广|取得|启动|招引|引育|改造"
)
_WORTH_GROWING = re.compile(r"收入|增加值|产值|投资|床位|医师|护士|教师|参保|就业|装机|绿化|覆盖")
#: Words that measure by others, of whom nothing is given here.
_RELATIVE = re.compile(r"前列|上游|平均水平|平均值|同步|先进|领先|一流|前茅|位居")
#: Series that are published: who is in step with them can be judged.
_PUBLISHED = re.compile(r"经济(?:发展|增长)|生产总值|GDP")
_POINT_IN_TIME = re.compile(r"(?:^|[,;。])[“”]*(?:力争|确保)?(?:到|至)(?:20\d\d年|“?十[一二三四五六]五”?末)")
_OVER_YEARS = re.compile(r"期间|时期|五年|以来|20\d\d[-—~至到]+20\d\d")
_AVERAGE_GROWTH = re.compile(r"年均(?:增长|增速|增幅|提高|下降|降低|递增)|平均每年(?:增长|增加|提高|下降)")
#: Things that are measured, and are to get better by nobody knows how much.
_CLEARLY_BETTER = re.compile(
    r"(?:量|率|比重|指标|收入|产值|规模|数量|浓度|强度|能耗)(?:得到|实现|有)?(?:明显|显著|大幅|大幅度|全面|持续|进一步)"
    r"(?:减少|下降|降低|提升|提高|增长|增加|扩大|改善)$"
)
#: A rate or share that is to rise or fall: 提高…回收率, 降低…比重.
_RATE_TO_CHANGE = re.compile(
    r"(?:提高|提升|降低|扩大|增加)(?P<name>[^,;。、\d]{2,18}(?:(?<!效)(?<!功)率|比重|比例|比率|占比))$"
)


def _sets_targets(document: Document) -> bool:
    """Whether a plan is one that should say how much: a recommendation leaves this to the outline.

    A second-hand digest is no plan at all.
    """
    card = document.plan.card
    return card.kind != "proposals" and card.standing == "primary"


@rule("no_target_value", _FAMILY)
def no_target_value(document: Document) -> Iterator[Hit]:
    """A row of the table of targets without a target."""
    for target, piece in _rows(document):
        # A row without any figure is told by a rule of its own.
        empty = not any(re.search(r"\d", cell) for cell in target.cells[3:])
        asks = target.measure in ("level", "direction") and not target.reference
        if target.value is None and asks and not empty:
            yield Hit((piece.passage(),), {"name": target.name}, rests_on="|".join(target.cells))


@rule("no_base_year", _FAMILY)
def no_base_year(document: Document) -> Iterator[Hit]:
    """A change that is promised and does not say from when."""
    for target, place in _in_text(document, "change_from_base"):
        if target.value and target.base_year is None and target.base is None:
            yield Hit((place,), {"name": target.name, "words": place.quote})


@rule("hold_without_value", _FAMILY)
def hold_without_value(document: Document) -> Iterator[Hit]:
    """Something is to stay as it is, and what it is now is not said."""
    for target, piece in _rows(document):
        if target.measure == "hold" and target.value is None:
            yield _of_row(target, piece)


@rule("delegated_binding", _FAMILY)
def delegated_binding(document: Document) -> Iterator[Hit]:
    """A binding target whose figure the level above sets, and which is not told here."""
    for target, piece in _rows(document):
        if target.measure == "delegated" and target.value is None and target.nature == "binding":
            yield _of_row(target, piece)


@rule("delegated", _FAMILY)
def delegated(document: Document) -> Iterator[Hit]:
    """A promise to reach what the level above asks, without the figure."""
    first, last = document.plan.card.period
    # The tasks of one year are set from above as a matter of course.
    found = [t for t in _in_text(document, "delegated") if t[0].value is None and last > first]
    yield from _by_passage((target, place, target.quote) for target, place in found)


@rule("sum_or_year", _FAMILY)
def sum_or_year(document: Document) -> Iterator[Hit]:
    """An amount for the last year of a plan that may be meant for that year or for all of them."""
    for target, place in _in_text(document):
        if target.doubt == "cumulative_unclear":
            yield Hit((place,), {"name": target.name, "year": target.target_year})


@rule("reference_without_value", _FAMILY)
def reference_without_value(document: Document) -> Iterator[Hit]:
    """A promise in step with, or in the rank of, something that is not given."""
    found = []
    relative = _in_text(document, "against_reference", "rank")
    for target, place in relative if _sets_targets(document) else ():
        words = target.reference or target.quote
        if (
            _RELATIVE.search(words)
            and not _PUBLISHED.search(words)
            and target.target_year <= document.plan.card.period[1]
        ):
            found.append((target, place, words))
    yield from _by_passage(found)


def _by_passage(found: Iterable[tuple[Target, Passage, str]]) -> Iterator[Hit]:
    """One finding for the targets that stand in the same words."""
    names: dict[Passage, list[str]] = {}
    said: dict[Passage, str] = {}
    for target, place, words in found:
        names.setdefault(place, []).append(target.name)
        said.setdefault(place, words)
    for place, here in names.items():
        yield Hit((place,), {"name": "、".join(dict.fromkeys(here)), "words": said[place]})


@rule("average_at_a_point", _FAMILY)
def average_at_a_point(document: Document) -> Iterator[Hit]:
    """A growth on average that is promised for a point in time: 到2025年,年均增长5%."""
    for piece in document.prose:
        for start, end in piece.sentences:
            text = piece.text[start:end]
            point = _POINT_IN_TIME.search(text)
            average = _AVERAGE_GROWTH.search(text, point.end()) if point else None
            if point is None or average is None or _OVER_YEARS.search(text, point.end(), average.start()):
                continue
            place = piece.clause_at(start + average.start())
            # 到2025年,产值达到300亿元,年均增长5% gives a level for the year.
            between = piece.clauses_in(start + point.end(), place.start)
            if not between and re.search(r"\d", piece.text[place.start : place.end]):
                begin = start + point.end() - len(point[0].lstrip(",;。"))
                yield Hit((piece.passage(begin, place.end),), {"words": average[0]})


@rule("rate_without_value", _FAMILY)
def rate_without_value(document: Document) -> Iterator[Hit]:
    """A rate or share that is to rise or fall, and nothing says by how much."""
    told = {_stem(statement.name) for statement in document.statements if statement.value is not None}
    for piece in document.prose if _sets_targets(document) else ():
        for clause in piece.clauses:
            match = _RATE_TO_CHANGE.search(piece.text, clause.start, clause.end)
            if match is None or looks_back(document.plan, piece.paragraph, piece.text):
                continue
            name = match["name"]
            if not any(_stem(name) in known or known in _stem(name) for known in told):
                yield Hit((piece.passage(match.start(), match.end()),), {"name": name})


def _stem(name: str) -> str:
    """The name of a rate without the word for a rate: 入选率 and 入选比重 are one thing."""
    return re.sub(r"(?:\([^()]*\))?(?:率|比重|比例|比率|占比)?$", "", fold(name)) or name


@rule("dated_without_value", _FAMILY)
def dated_without_value(document: Document) -> Iterator[Hit]:
    """Something that is measured is to be clearly better in a given year, and nothing says by how much."""
    for piece in document.prose if _sets_targets(document) else ():
        for start, end in piece.sentences:
            text = piece.text[start:end]
            point = _POINT_IN_TIME.search(text)
            if point is None or re.search(r"\d", text[point.end() :]):
                continue
            for clause in piece.clauses_in(start + point.start(), end):
                match = _CLEARLY_BETTER.search(piece.text, clause.start, clause.end)
                if match:
                    place = piece.passage(clause.start, clause.end)
                    yield Hit((place,), {"words": place.quote})


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
    some = "|".join(map(re.escape, document.words.vague)) or "(?!)"
    words = re.compile(rf"(?<!第)(?:{some})(?![^《》]*》)")
    for piece in document.prose if _sets_targets(document) else ():
        for clause in piece.clauses:
            text = piece.text[clause.start : clause.end]
            match = words.search(text)
            if match is None or not _ACTS.search(text[: match.start()]):
                continue
            listed = _is_listed(document, piece, text, match.start())
            if not listed and not looks_back(document.plan, piece.paragraph, piece.text):
                yield Hit((piece.passage(clause.start, clause.end),), {"word": match[0]})


def _is_listed(document: Document, piece: Piece, clause: str, place: int) -> bool:
    """Whether the things are named before the word, or in a box of the section, or come time and again."""
    before = clause[:place]
    named = before.endswith("等") and "、" in before
    works = re.search(r"项目|工程", clause[place:])
    boxed = any(box.kind == "box" for box in document.plan.children(piece.paragraph.section))
    return bool(named or (works and boxed) or re.search(r"定期|经常|每年|常态化", before))


def _of_row(target: Target, piece: Piece) -> Hit:
    """A row whose target is words."""
    values = {"name": target.name, "words": "、".join(_words_of(target))}
    return Hit((piece.passage(),), values, rests_on="|".join(target.cells))


def _rows(document: Document) -> Iterator[tuple[Target, Piece]]:
    for target in document.targets:
        piece = document.pieces_by_id.get(target.paragraph)
        if target.table_row is not None and piece:
            yield target, piece


def _in_text(document: Document, *measures: str) -> Iterator[tuple[Target, Passage]]:
    """The targets of running text, all or those of some measures, with their words."""
    for target in document.known.targets:
        if target.table_row is None and (not measures or target.measure in measures):
            piece = document.pieces_by_id.get(target.paragraph)
            start = piece.paragraph.text.find(target.quote) if piece else -1
            if piece and start >= 0:
                yield target, piece.passage(start, start + len(target.quote))


def _words_of(target: Target) -> list[str]:
    """What the cells say in words where a figure should stand."""
    return list(dict.fromkeys(c for c in target.cells[3:-1] if c and not re.search(r"\d", c) and len(c) > 1))
