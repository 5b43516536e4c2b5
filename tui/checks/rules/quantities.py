"""One quantity, two figures: within a plan, and between plans of one place and year."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import combinations, product

from tui.checks.document import Document
from tui.checks.intervals import allowed, apart
from tui.checks.model import Hit
from tui.checks.registry import rule
from tui.checks.statements import Statement
from tui.plans.model import Passage
from tui.targets.methods import figure
from tui.targets.printed_growth import Interval
from tui.targets.units import converted
from tui.text.fold import fold

_FAMILY = "quantities"
#: Measures whose figures are of one kind: a share told of last year answers for one that is promised.
_KINDS = {"share": "level", "hold": "level", "coverage": "level", "zero": "level"}
_LIKE_LEVELS = ("level", "hold", "share", "coverage")
_LOWER_IS_BETTER = ("at_most", "less_than")
_NEAR = 1.5
_MOST_WAYS = 30
_BOUNDS = {"at_least": "least", "more_than": "least", "at_most": "most", "less_than": "most"}
_AND = re.compile(r"[、和及]|以及")
_COUNTED_VERB = re.compile(r"^(?:打通|完成|新建|改造|建成|实施|推进|建设|新增|培育|引进)")
Pair = tuple[Statement, Statement]


@rule("figure_differs", _FAMILY)
def figure_differs(document: Document) -> Iterator[Hit]:
    """One quantity of one year with two figures in one plan."""
    for first, second in _pairs(document.statements_with_bases, document.statements_with_bases):
        if first.passage.paragraph != second.passage.paragraph or not first.passage.overlaps(second.passage):
            yield from _different(first, second)


@rule("figure_differs_between", _FAMILY)
def figure_differs_between(document: Document) -> Iterator[Hit]:
    """One quantity of one year with two figures in plans that should say the same."""
    for other in document.of_same_year_and_place():
        second_hand = "secondary" in (document.plan.card.standing, other.plan.card.standing)
        for first, second in _pairs(document.statements, other.statements):
            for hit in _different(first, second):
                yield Hit(hit.passages, hit.values, hit.certainty, "hint" if second_hand else "")


def _different(first: Statement, second: Statement) -> Iterator[Hit]:
    assert first.value is not None
    assert second.value is not None
    # 6%以上 and 7%以上 are two promises, although what is above 7 is above 6.
    bare = not first.past and _bound(first) and _bound(first) == _bound(second)
    here, there = _allowed(first, bare=bool(bare)), _allowed(second, bare=bool(bare))
    low, high = (converted(end, second.unit, first.unit) for end in there)
    if low is None or high is None:
        return
    there = (low, high)
    if apart(here, there):
        values = {
            "name": first.name,
            "year": first.year,
            "first": f"{figure(first.value)}{first.unit}",
            "second": f"{figure(second.value)}{second.unit}",
        }
        named_alike = first.curated and second.curated and fold(first.name) == fold(second.name)
        # Under two names it may be two quantities.
        yield Hit(
            (first.passage, second.passage),
            values,
            "certain" if named_alike else "likely",
            "" if named_alike else "warning",
        )


def _allowed(statement: Statement, *, bare: bool) -> Interval:
    """The values that a statement speaks of, in its unit; of its figure alone where it is `bare`."""
    assert statement.value is not None
    comparator = "" if bare else statement.comparator
    return allowed(comparator, statement.value, statement.high, figure(statement.value))


def _bound(statement: Statement) -> str:
    """Whether a figure is the least or the most that is promised."""
    return _BOUNDS.get(statement.comparator, "")


@rule("comparator_differs", _FAMILY)
def comparator_differs(document: Document) -> Iterator[Hit]:
    """One promise with the same figure and another comparator: 以上 here, 左右 or nothing there."""
    pairs = list(_pairs(document.statements, document.statements))
    for other in document.companions:
        pairs += _pairs(document.statements, other.statements)
    for first, second in pairs:
        # The cells of a table print bare figures.
        in_text = first.row is None and second.row is None
        if (
            in_text
            and not first.past
            and _same_figure(first, second)
            and first.comparator != second.comparator
        ):
            values = {"name": first.name, "first": first.passage.quote, "second": second.passage.quote}
            yield Hit((first.passage, second.passage), values)


@rule("strength_differs", _FAMILY)
def strength_differs(document: Document) -> Iterator[Hit]:
    """One promise with the same figure in two plans of a year, here 力争 and there 完成."""
    seen: set[tuple[Passage, Passage]] = set()
    for other in document.companions:
        for first, second in _pairs(document.statements, other.statements):
            places = (first.passage, second.passage)
            differs = _same_figure(first, second) and first.strength != second.strength and not first.past
            if differs and places not in seen and not _as_firm_elsewhere(document, other, first, second):
                seen.add(places)
                values = {"name": first.name, "first": places[0].quote, "second": places[1].quote}
                yield Hit(places, values)


def _as_firm_elsewhere(here: Document, there: Document, first: Statement, second: Statement) -> bool:
    """Whether one of the plans says it twice, once as firmly as the other plan."""
    own = {s.strength for s in here.statements if _key(s) == _key(first)}
    others = {s.strength for s in there.statements if _key(s) == _key(second)}
    return bool(own & others)


@rule("scope_differs", _FAMILY)
def scope_differs(document: Document) -> Iterator[Hit]:
    """One figure that counts more things here than there: 断头路、瓶颈路30条 and 断头路30条."""
    own = _by_figure(document.statements)
    for other in document.companions:
        for key, there in _by_figure(other.statements).items():
            for first, second in product(own.get(key, ()), there):
                if _counts_more(first, second):
                    assert first.value is not None
                    values = {
                        "first": first.name,
                        "second": second.name,
                        "figure": f"{figure(first.value)}{first.unit}",
                    }
                    yield Hit((first.passage, second.passage), values)


def _by_figure(statements: Iterable[Statement]) -> dict[object, list[Statement]]:
    """What is promised, by figure, unit and year, each name once."""
    groups: dict[object, dict[str, Statement]] = {}
    for statement in statements:
        if statement.value is not None and not statement.past:
            key = (statement.value, statement.high, statement.unit, statement.year)
            groups.setdefault(key, {}).setdefault(statement.name, statement)
    return {key: [*group.values()][:_MOST_WAYS] for key, group in groups.items()}


def _counts_more(first: Statement, second: Statement) -> bool:
    """Whether the list of things that one name gives is a part of the list of the other."""
    here, there = _things(first.name), _things(second.name)
    return here != there and (here < there or there < here)


def _things(name: str) -> frozenset[str]:
    plain = _COUNTED_VERB.sub("", fold(name))
    return frozenset(part for part in _AND.split(plain) if part)


def one_quantity(first: Statement, second: Statement) -> bool:
    """Whether two statements say the same figure of one indicator and year."""
    return _key(first) == _key(second) and _same_figure(first, second)


def _same_figure(first: Statement, second: Statement) -> bool:
    if first.value is None or second.value is None or first.high != second.high:
        return False
    return converted(second.value, second.unit, first.unit) == first.value


@rule("name_differs", _FAMILY)
def name_differs(document: Document) -> Iterator[Hit]:
    """One quantity whose name differs by one character: likely a misprint."""
    pairs = list(_pairs(document.statements, document.statements))
    for other in document.of_same_year_and_place():
        pairs += _pairs(document.statements, other.statements)
    seen: set[frozenset[str]] = set()
    for first, second in pairs:
        names = frozenset((fold(first.name), fold(second.name)))
        if len(names) == 2 and names not in seen and _one_character(*sorted(names)):
            seen.add(names)
            yield Hit((first.passage, second.passage), {"first": first.name, "second": second.name})


def _one_character(first: str, second: str) -> bool:
    """Whether two names of some length differ in one Chinese character."""
    if len(first) != len(second) or len(first) < 5:
        return False
    differing = [(a, b) for a, b in zip(first, second, strict=True) if a != b]
    return len(differing) == 1 and all("\u4e00" <= char <= "\u9fff" for char in differing[0])


@rule("target_below_result", _FAMILY)
def target_below_result(document: Document) -> Iterator[Hit]:
    """A level that is promised and lies below (of a cap: above) what was already reached."""
    told = list(document.statements_with_bases)
    for other in document.companions:
        told += other.statements
    results = _results(told)
    seen: set[object] = set()
    for target in document.statements:
        key = (target.indicator, _said(target), target.year)
        if target.past or target.value is None or target.measure not in _LIKE_LEVELS or key in seen:
            continue
        seen.add(key)
        before = [s for s in results.get(target.indicator, ()) if s.year < target.year]
        latest = max(before, key=lambda s: s.year, default=None)
        if latest is not None:
            yield from _falls_short(target, latest)


def _results(told: Iterable[Statement]) -> dict[str, list[Statement]]:
    """Levels that were reached, by indicator, one a year."""
    found: dict[str, dict[int, Statement]] = {}
    for statement in told:
        if statement.past and statement.value is not None and statement.measure in _LIKE_LEVELS:
            found.setdefault(statement.indicator, {}).setdefault(statement.year, statement)
    return {indicator: [*by_year.values()] for indicator, by_year in found.items()}


def _falls_short(target: Statement, result: Statement) -> Iterator[Hit]:
    assert target.value is not None
    assert result.value is not None
    value = converted(result.value, result.unit, target.unit)
    if value is None or not target.value:
        return
    falling = target.comparator in _LOWER_IS_BETTER
    # A cap far above the present value is no step back; another rule tells it.
    short = value < target.value <= value * _NEAR if falling else target.value < value
    if short:
        values = {
            "name": target.name,
            "target": f"{figure(target.value)}{target.unit}",
            "result": f"{figure(result.value)}{result.unit}",
            "year": result.year,
        }
        yield Hit((target.passage, result.passage), values)


def _pairs(here: Iterable[Statement], there: Iterable[Statement]) -> Iterator[Pair]:
    """Statements of one quantity, one year and one kind that both give a figure, each pair once.

    What a plan says again in the same way is one statement.
    """
    own = _by_quantity(here)
    if here is there:
        for group in own.values():
            yield from combinations(group, 2)
        return
    for key, group in _by_quantity(there).items():
        yield from product(own.get(key, ()), group)


def _by_quantity(statements: Iterable[Statement]) -> dict[object, list[Statement]]:
    groups: dict[object, dict[object, Statement]] = {}
    for statement in statements:
        if statement.value is not None:
            groups.setdefault(_key(statement), {}).setdefault(_said(statement), statement)
    # Nobody says one thing in more ways; a text made of repetitions is not compared with itself for hours.
    return {key: [*group.values()][:_MOST_WAYS] for key, group in groups.items()}


def _said(statement: Statement) -> object:
    """What a statement says, wherever it stands."""
    return (
        statement.name,
        statement.value,
        statement.high,
        statement.unit,
        statement.comparator,
        statement.strength,
        statement.row is None,
    )


def _key(statement: Statement) -> object:
    return (
        statement.indicator,
        _KINDS.get(statement.measure, statement.measure),
        statement.year,
        statement.first_year,
        statement.past,
    )
