"""What is known of a target beside its own words: reported values, the base, the result before the period.

One indicator of one place may be promised in several documents and in several sentences of one. A value that
was reported for one of them answers for all of them; it never answers for another place or level, however
alike the indicator is.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Final

from tui.plans.model import Card
from tui.targets.model import Base, Evidence, Fact, Observation, Target
from tui.targets.units import converted

#: What a figure of each measure is; values of one kind do not answer for another. All others are levels.
_KINDS: Final = {
    "growth_year": "growth",
    "growth_average": "growth",
    "change_from_base": "change",
    "cumulative": "sum",
    "multiple": "multiple",
}
_Key = tuple[str, str, str, str]


@dataclass(frozen=True, slots=True)
class Known:
    """What is known of one target.

    `actual`, `total` and `reference` hold values by year, in the target's unit; `promised` is the target
    value where it was set or made clear outside the plan; `result` is the newest value that a plan of the
    same place reports from before the period. The period begins with `first_year`.
    """

    first_year: int
    actual: Mapping[int, Observation] = field(default_factory=dict)
    total: Mapping[int, Observation] = field(default_factory=dict)
    reference: Mapping[int, Observation] = field(default_factory=dict)
    promised: Observation | None = None
    base: Base | None = None
    result: Fact | None = None
    evidence: tuple[Evidence, ...] = ()


def running_total(actual: Mapping[int, Observation], total: Mapping[int, Observation]) -> dict[int, float]:
    """What has come together by each year: reported totals, and the yearly amounts that follow them."""
    found: dict[int, float] = {}
    so_far = 0.0
    for year in sorted({*actual, *total}):
        so_far = total[year].value if year in total else so_far + actual[year].value
        # Sums of decimal figures are not to differ from what is added on paper.
        found[year] = round(so_far, 9)
    return found


def _key(entry: Target | Fact, cards: Mapping[str, Card]) -> _Key:
    card = cards.get(entry.plan)
    place, level = (card.place, card.level) if card else (entry.plan, "")
    return (place, level, entry.indicator, _KINDS.get(entry.measure, "level"))


def answers_for(target: Target, other: Target, cards: Mapping[str, Card]) -> bool:
    """Whether a value reported for one target answers for another: same place, level, indicator and kind."""
    return _key(target, cards) == _key(other, cards)


def known_alone(target: Target, observations: Sequence[Observation] = ()) -> Known:
    """What is known of a target of no plan on the shelf: what was reported for it, and its printed base."""
    return Ledger((target,), (), {}, observations).known(target)


class Ledger:
    """The values of one or more places, and which target each answers for.

    Args:
        targets: the targets of the plans concerned.
        facts: the values that these plans report as reached.
        cards: identity cards by plan id.
        observations: what was reported; of two values for one year the later one counts.
        evidence: what speaks for promises without a figure.
    """

    def __init__(
        self,
        targets: Iterable[Target],
        facts: Iterable[Fact],
        cards: Mapping[str, Card],
        observations: Sequence[Observation] = (),
        evidence: Sequence[Evidence] = (),
    ) -> None:
        self._cards = cards
        self._evidence = evidence
        self._alike: dict[_Key, list[Target]] = {}
        by_id = {}
        for target in targets:
            by_id[target.id] = target
            self._alike.setdefault(self._key(target), []).append(target)
        self._facts: dict[_Key, list[Fact]] = {}
        for fact in facts:
            if fact.value is not None and self._is_primary(fact.plan):
                self._facts.setdefault(self._key(fact), []).append(fact)
        self._reported: dict[_Key, list[Observation]] = {}
        for observation in observations:
            reported_for = by_id.get(observation.target)
            if reported_for is not None:
                self._reported.setdefault(self._key(reported_for), []).append(observation)

    def _key(self, entry: Target | Fact) -> _Key:
        return _key(entry, self._cards)

    def _is_primary(self, plan: str) -> bool:
        card = self._cards.get(plan)
        return card is None or card.standing == "primary"

    def known(self, target: Target) -> Known:
        """What is known of a target."""
        series: dict[str, dict[int, Observation]] = {}
        for observation in sorted(self._reported.get(self._key(target), ()), key=_weight(target)):
            value = converted(observation.value, observation.unit, target.unit)
            if value is not None and (observation.series != "target" or observation.target == target.id):
                found = replace(observation, value=value, unit=target.unit)
                series.setdefault(observation.series, {})[observation.year] = found
        promised, actual = series.get("target", {}), series.get("actual", {})
        first = self._first_year(target, actual)
        return Known(
            first_year=first,
            actual=actual,
            total=series.get("total", {}),
            reference=series.get("reference", {}),
            promised=promised[max(promised)] if promised else None,
            base=self._base(target, actual, first - 1),
            result=self._result(target, first),
            evidence=tuple(e for e in self._evidence if e.target == target.id),
        )

    def _first_year(self, target: Target, actual: Mapping[int, Observation]) -> int:
        """The first year of the plan; of one that is not at hand, what follows the base or was reported."""
        card = self._cards.get(target.plan)
        if card:
            return card.period[0]
        return min(actual, default=target.target_year) if target.base_year is None else target.base_year + 1

    def _base(self, target: Target, actual: Mapping[int, Observation], year: int) -> Base | None:
        """The printed base, else a reported one, else one printed with the same indicator, else a result."""
        if target.base is not None and target.base_year is not None:
            return Base(target.base, target.base_year, "printed", target.id)
        if _KINDS.get(target.measure) == "growth":
            # The rate of an earlier year is a result to look at, not the start of a way.
            return None
        if year in actual:
            return Base(actual[year].value, year, "observation")
        for other in self._alike.get(self._key(target), ()):
            if other.plan == target.plan and other.base is not None and other.base_year is not None:
                value = converted(other.base, other.unit, target.unit)
                if value is not None:
                    return Base(value, other.base_year, "sibling", other.id)
        result = self._result(target, year + 1)
        if result is not None and result.value is not None and result.year == year:
            return Base(result.value, year, "fact", result.id)
        return None

    def _result(self, target: Target, before: int) -> Fact | None:
        """The newest value of the same indicator and place from before a year, in the target's unit."""
        found: Fact | None = None
        for fact in self._facts.get(self._key(target), ()):
            value = None if fact.value is None else converted(fact.value, fact.unit, target.unit)
            if value is not None and fact.year < before and (found is None or fact.year > found.year):
                found = replace(fact, value=value, unit=target.unit)
        return found


_ORIGINS: Final = ("example", "review", "file")


def _weight(target: Target) -> Callable[[Observation], tuple[int, bool]]:
    """Later ones count: invented values first, a file read for this run last; the target's own before it."""
    return lambda observation: (_ORIGINS.index(observation.origin), observation.target == target.id)
