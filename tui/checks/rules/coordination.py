"""衔接: what a plan of the level above asks, and this plan does not take up.

The guards are those of comparability: figures are held against each other only between plans of one kind for
the same years, where the lower one takes up what the higher one binds it to; a recommendation of a party
committee, an annual plan and an outline are never measured by each other. "Not taken up" is said of these
documents only.
"""

from __future__ import annotations

from collections.abc import Iterator

from tui.checks.document import Document
from tui.checks.model import Hit
from tui.checks.registry import rule
from tui.checks.statements import Statement
from tui.plans.model import LEVELS, Card
from tui.targets.methods import figure
from tui.targets.units import converted

_FAMILY = "coordination"
_LOWER_IS_BETTER = ("at_most", "less_than")
_FIGURES_OF_ONE_KIND = ("level", "hold", "share", "coverage", "growth_average", "change_from_base")


def superior(document: Document) -> list[Document]:
    """The plans of the level above for the same years and of the same kind: what they bind holds here."""
    card = document.plan.card
    return [
        other
        for other in document.others
        if _is_above(other.plan.card, card)
        and other.plan.card.kind == card.kind
        and other.plan.card.standing == "primary"
        and other.plan.card.period == card.period
    ]


def _is_above(other: Card, card: Card) -> bool:
    known = card.level in LEVELS and other.level in LEVELS
    return known and LEVELS.index(other.level) == LEVELS.index(card.level) - 1


@rule("binding_not_taken_up", _FAMILY)
def binding_not_taken_up(document: Document) -> Iterator[Hit]:
    """A binding target of the level above that this plan does not name."""
    own = {statement.indicator for statement in document.statements}
    text = "".join(piece.text for piece in document.pieces)
    title = document.heading(document.plan.sections[0].id) if document.plan.sections else None
    for above in superior(document):
        for statement in above.statements:
            if statement.nature == "binding" and statement.indicator not in own and title:
                if statement.name and statement.name.partition("(")[0] in text:
                    continue
                values = {"name": statement.name, "plan": above.plan.card.short}
                yield Hit((statement.passage, title)[::-1], values, "likely")


@rule("below_superior", _FAMILY)
def below_superior(document: Document) -> Iterator[Hit]:
    """A figure that stays behind the one of the level above for the same indicator and year."""
    for above in superior(document):
        for here, there in _same_promises(document, above):
            value = None if here.value is None else converted(here.value, here.unit, there.unit)
            if value is None or there.value is None:
                continue
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


@rule("later_than_superior", _FAMILY)
def later_than_superior(document: Document) -> Iterator[Hit]:
    """A date that is later than that of the level above for the same thing."""
    for above in superior(document):
        for here in document.statements:
            for there in above.statements:
                same = here.indicator == there.indicator and here.measure == there.measure
                if same and not here.past and not there.past and here.year > there.year:
                    values = {
                        "name": here.name,
                        "plan": above.plan.card.short,
                        "here": here.year,
                        "there": there.year,
                    }
                    yield Hit((here.passage, there.passage), values, "likely")


def _same_promises(document: Document, above: Document) -> Iterator[tuple[Statement, Statement]]:
    for here in document.statements:
        for there in above.statements:
            same = (here.indicator, here.measure, here.year) == (there.indicator, there.measure, there.year)
            if same and not here.past and not there.past and here.measure in _FIGURES_OF_ONE_KIND:
                yield here, there


@rule("outdated_instrument", _FAMILY)
def outdated_instrument(document: Document) -> Iterator[Hit]:
    """A tool of policy in whose place a later document of the same or a higher level puts another."""
    card = document.plan.card
    later = [
        other
        for other in document.others
        if other.plan.card.period[0] > card.period[1] - 1
        and other.plan.card.level in LEVELS
        and LEVELS.index(other.plan.card.level) <= LEVELS.index(card.level)
    ]
    for instrument in document.words.instruments:
        for piece in document.prose:
            match = instrument.old.search(piece.text)
            if match is None or instrument.new.search(piece.text):
                continue
            here = piece.passage(*piece.sentence_at(match.start()))
            for other in later:
                for known in other.prose:
                    newer = instrument.new.search(known.text)
                    if newer:
                        there = known.passage(*known.sentence_at(newer.start()))
                        values = {
                            "old": instrument.name,
                            "new": instrument.new_name,
                            "plan": other.plan.card.short,
                        }
                        yield Hit((here, there), values, "likely")
                        break
