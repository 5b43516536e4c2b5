"""How far two plans may be compared: a ceiling that follows from their identity cards.

The classes and their conditions are those of practice in plan alignment (衔接): nothing is called raised,
lowered or dropped across levels or between an outline and proposals.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from tui.messages import Message, Problem

if TYPE_CHECKING:
    from tui.compare.model import Judgement, Match
    from tui.plans.model import Card

GRADES: Final = ("A", "B", "C", "D")
#: Kinds of change that say more or less.
_RANKING: Final = ("strengthened", "softened", "narrowed")
_ONE_SIDED: Final = ("new", "not_found", "annual_ended", "level_only")


@dataclass(frozen=True, slots=True)
class Comparability:
    """A class from A (directly comparable) to D (not comparable) and the id of the sentence that says why.

    `computed` is the class that follows from the identity cards where a reviewer set another one.
    """

    grade: str
    label: str
    computed: str = ""

    def permits(self, change: str) -> bool:
        """Whether a kind of change may be said: class D shows words side by side and ranks nothing."""
        return self.grade != "D" or change not in _RANKING


def judged(found: Comparability, judgement: Judgement | None) -> Comparability:
    """The class that a reviewer set, else the computed one."""
    if judgement is None or judgement.grade in ("", found.grade):
        return found
    return Comparability(judgement.grade, found.label, found.grade)


def check_change(found: Comparability, change: str) -> None:
    """Refuse a kind of change that says more than the class of comparability allows.

    Raises:
        Problem: the class does not permit it.
    """
    if not found.permits(change):
        raise Problem("judgement.change", grade=found.grade, change=Message(f"change.{change}"))


def check_grade(found: Comparability, grade: str, reason: str) -> None:
    """Refuse a class that is no class, or a higher one than follows from the cards without a written reason.

    Raises:
        Problem: the class is unknown, or raised without a reason.
    """
    computed = found.computed or found.grade
    if grade not in GRADES:
        raise Problem("judgement.grade", value=grade, known=", ".join(GRADES))
    if GRADES.index(grade) < GRADES.index(computed) and not reason.strip():
        raise Problem("judgement.raised", grade=grade, computed=computed)


def between(old: Card, new: Card, quantity: str) -> Comparability:
    """The ceiling for comparing two plans by what is to be compared.

    Args:
        old: identity card of the earlier plan.
        new: identity card of the later plan.
        quantity: what happens to figures (see `QUANTITIES`).
    """
    if "secondary" in (old.standing, new.standing):
        return Comparability("D", "second_hand")
    if quantity == "redefined":
        return Comparability("D", "redefined")
    proposals = "proposals" in (old.kind, new.kind)
    if proposals and quantity == "number_to_number":
        return Comparability("D", "no_figure_yet")
    if old.level != new.level and quantity == "number_to_number":
        return Comparability("D", "cross_level_figures")
    if old.level != new.level:
        if new.kind == "proposals" and quantity in ("number_to_words", "delegated_to_words"):
            return Comparability("C", "no_figure_yet")
        return Comparability("C", "cross_level")
    if {old.kind, new.kind} == {"outline", "proposals"}:
        return Comparability("C", "outline_and_proposals")
    if old.period == new.period or (old.kind == new.kind and _years(old) == _years(new)):
        return Comparability("A", "direct")
    if new.kind == "proposals" and quantity == "number_to_words":
        return Comparability("B", "no_figure_yet")
    return Comparability("B", "other_period_or_kind")


def of_match(match: Match, cards: dict[str, Card]) -> Comparability:
    """The ceiling of a match; the lowest one over the plans searched where a side is empty."""
    pairs: Sequence[Comparability] = [
        between(cards[old], cards[new], match.quantity)
        for old in match.old_plans
        for new in match.new_plans
        if old in cards and new in cards
    ]
    if not match.old or not match.new:
        searched = [
            between(cards[a], cards[b], match.quantity)
            for a in _sides(match, cards)[0]
            for b in _sides(match, cards)[1]
        ]
        lowest = max((found.grade for found in searched), default="D", key=GRADES.index)
        return Comparability(lowest, match.change if match.change in _ONE_SIDED else "cross_level")
    return max(pairs, key=lambda found: GRADES.index(found.grade), default=Comparability("D", "unknown_plan"))


def _sides(match: Match, cards: dict[str, Card]) -> tuple[list[str], list[str]]:
    old = [plan for plan in match.old_plans if plan in cards]
    new = [plan for plan in match.new_plans if plan in cards]
    return old, new


def _years(card: Card) -> int:
    return card.period[1] - card.period[0]
