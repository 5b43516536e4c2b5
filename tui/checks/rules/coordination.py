"""衔接: what a plan of the level above asks, and this plan does not take up.

The guards are those of comparability: figures are held against each other only between plans of one kind for
the same years, where the lower one takes up what the higher one binds it to; a recommendation of a party
committee, an annual plan and an outline are never measured by each other. "Not taken up" is said of these
documents only.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from tui.checks.document import Document, Piece
from tui.checks.model import Hit
from tui.checks.registry import rule
from tui.checks.statements import Statement
from tui.checks.words import Instrument
from tui.ingest.figures import looks_back
from tui.plans.model import LEVELS, Card, Passage
from tui.targets.methods import figure
from tui.targets.units import converted
from tui.text.fold import fold, half_width

_FAMILY = "coordination"
_LOWER_IS_BETTER = ("at_most", "less_than")
_FIGURES_OF_ONE_KIND = ("level", "hold", "share", "coverage", "growth_average", "change_from_base")
#: Figures that do not grow with the size of a place; sums of a district are below those of its city.
_RATES = ("%", "‰", "个百分点", "岁")
_PER_HEAD = re.compile(
    r"人均|每[百千万]|每(?:名|户|亩)|平均|单位|万元.{0,8}(?:能耗|用水|电耗)|浓度|寿命|年限"
)
_BRACKETED = re.compile(r"\([^()]*\)")
#: Words around the name of a binding target that say what becomes of it.
_CHANGE_WORDS = re.compile(
    r"(?:(?:比|较)(?:20\d\d年)?)?(?:累计|年均)?(?:增长|下降|降低|降幅|增幅|提高|减少|达到|控制)?(?:率|幅度)?$"
)
_SHORTEST_STEM = 3


def superior(document: Document) -> list[Document]:
    """The plans of the level above for the same years and of the same kind: what they bind holds here.

    Of several places above, the one that the name of this place tells is meant; none where it tells none.
    """
    card = document.plan.card
    found = [
        other
        for other in document.others
        if _is_above(other.plan.card, card)
        and other.plan.card.kind == card.kind
        and other.plan.card.standing == "primary"
        and other.plan.card.period == card.period
    ]
    own = [other for other in found if other.plan.card.place and other.plan.card.place in card.place]
    return found if len({other.plan.card.place for other in found}) == 1 else own


def _is_above(other: Card, card: Card) -> bool:
    known = card.level in LEVELS and other.level in LEVELS
    return known and LEVELS.index(other.level) == LEVELS.index(card.level) - 1


@rule("binding_not_taken_up", _FAMILY)
def binding_not_taken_up(document: Document) -> Iterator[Hit]:
    """A binding target of the level above that this plan does not name."""
    own = {statement.indicator for statement in document.statements}
    text = fold("".join(piece.text for piece in document.pieces))
    title = document.pieces[0].passage() if document.pieces else None
    for above in superior(document):
        for statement in above.statements:
            named = statement.indicator in own or _stem(statement.name) in text
            if statement.nature == "binding" and not named and title:
                name = _CHANGE_WORDS.sub("", statement.name) or statement.name
                values = {"name": name, "plan": above.plan.card.short}
                yield Hit((title, statement.passage), values, "likely")


def _stem(name: str) -> str:
    """The name of what is counted, as a plan may write it in running text; all of a short one."""
    plain = fold(_BRACKETED.sub("", name))
    stem = _CHANGE_WORDS.sub("", plain)
    return stem if len(stem) >= _SHORTEST_STEM else plain


@rule("below_superior", _FAMILY)
def below_superior(document: Document) -> Iterator[Hit]:
    """A rate that stays behind the one of the level above for the same indicator and year."""
    for above in superior(document):
        for here, there in _same_promises(document, above):
            value = None if here.value is None else converted(here.value, here.unit, there.unit)
            if value is None or there.value is None or not _is_rate(there):
                continue
            # A fall is written as a fall, 下降14%, and the greater fall is the better one.
            falling = there.comparator in _LOWER_IS_BETTER or there.value < 0
            if value > there.value if falling else value < there.value:
                values = {
                    "name": here.name,
                    "plan": above.plan.card.short,
                    "here": f"{figure(value)}{there.unit}",
                    "there": f"{figure(there.value)}{there.unit}",
                }
                severity = "" if there.nature == "binding" else "hint"
                yield Hit((here.passage, there.passage), values, "likely", severity)


def _is_rate(statement: Statement) -> bool:
    return statement.unit in _RATES or bool(_PER_HEAD.search(statement.name))


@rule("later_than_superior", _FAMILY)
def later_than_superior(document: Document) -> Iterator[Hit]:
    """A date that is later than that of the level above for the same thing, and no more for it."""
    own = _first_promises(document)
    for above in superior(document):
        for indicator, there in _first_promises(above).items():
            here = own.get(indicator)
            if here is not None and here.year > there.year and not _is_more(here, there):
                values = {
                    "name": here.name,
                    "plan": above.plan.card.short,
                    "here": here.year,
                    "there": there.year,
                }
                yield Hit((here.passage, there.passage), values, "likely")


def _first_promises(document: Document) -> dict[tuple[str, str], Statement]:
    """What is promised for the earliest year, by indicator and measure."""
    found: dict[tuple[str, str], Statement] = {}
    for statement in document.statements:
        key = (statement.indicator, statement.measure)
        if not statement.past and (key not in found or statement.year < found[key].year):
            found[key] = statement
    return found


def _is_more(here: Statement, there: Statement) -> bool:
    """Whether the later promise is for another figure, a sum of its own or no figure at all."""
    if here.value is None or there.value is None:
        return (here.value is None) != (there.value is None)
    return not _is_rate(there) or converted(here.value, here.unit, there.unit) != there.value


def _same_promises(document: Document, above: Document) -> Iterator[tuple[Statement, Statement]]:
    """Promises of one indicator, measure and year, each figure once."""
    own = _by_quantity(document)
    for key, there in _by_quantity(above).items():
        for here in own.get(key, {}).values():
            for other in there.values():
                yield here, other


def _by_quantity(document: Document) -> dict[object, dict[object, Statement]]:
    found: dict[object, dict[object, Statement]] = {}
    for statement in document.statements:
        if not statement.past and statement.measure in _FIGURES_OF_ONE_KIND:
            key = (statement.indicator, statement.measure, statement.year)
            found.setdefault(key, {}).setdefault((statement.value, statement.comparator), statement)
    return found


@rule("outdated_instrument", _FAMILY)
def outdated_instrument(document: Document) -> Iterator[Hit]:
    """A tool of policy in whose place a later document of the same or a higher level puts another."""
    later = [other for other in document.others if _may_replace(other.plan.card, document.plan.card)]
    for instrument in document.words.instruments if later else ():
        here = _places_of(document, instrument)
        if not here or document.plan.card.period[0] >= instrument.since:
            continue
        for other in later:
            there = _new_words(other, instrument)
            if there is not None:
                values = {
                    "old": instrument.name,
                    "new": instrument.new_name,
                    "plan": other.plan.card.short,
                    "count": len(here),
                }
                yield Hit((here[0], there, *here[1:]), values, "likely")


def _may_replace(other: Card, card: Card) -> bool:
    """Whether a plan comes after another one, of the same or a higher level, and is no second-hand text."""
    known = other.level in LEVELS and card.level in LEVELS and other.standing == card.standing == "primary"
    return (
        known
        and other.period[0] >= card.period[1]
        and other.period[1] > card.period[1]
        and LEVELS.index(other.level) <= LEVELS.index(card.level)
    )


@rule("outdated_words", _FAMILY)
def outdated_words(document: Document) -> Iterator[Hit]:
    """A tool of policy or a body that had another name, or was replaced, when the plan began."""
    for instrument in document.words.instruments:
        if not document.plan.card.period[0] >= instrument.since > 0:
            continue
        for place in _places_of(document, instrument):
            printed = instrument.old.search(half_width(place.quote))
            values = {
                "words": printed[0] if printed else place.quote,
                "old": instrument.name,
                "new": instrument.new_name,
                "since": instrument.since,
            }
            yield Hit((place,), values, "likely")


def _places_of(document: Document, instrument: Instrument) -> list[Passage]:
    """The sentences of what is promised that name the old tool and not the new one."""
    found: list[Passage] = []
    for piece in document.prose:
        for match in instrument.old.finditer(piece.text):
            start, end = piece.sentence_at(match.start())
            new = instrument.new.search(piece.text, start, end)
            if new is None and not _is_told(document, piece, match.start()):
                place = piece.clause_at(match.start())
                if place not in found:
                    found.append(place)
    return found


def _is_told(document: Document, piece: Piece, place: int) -> bool:
    """Whether a place is in a part that looks back, or in the name of a document."""
    quoted = piece.text.rfind("《", 0, place) > piece.text.rfind("》", 0, place)
    return quoted or looks_back(document.plan, piece.paragraph, piece.text)


def _new_words(document: Document, instrument: Instrument) -> Passage | None:
    for piece in document.prose:
        match = instrument.new.search(piece.text)
        if match:
            return piece.passage(*piece.sentence_at(match.start()))
    return None
