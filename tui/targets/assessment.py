"""Judging a target by what was reported. Pure functions; the formulas are explained in `docs/methods.md`."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from math import prod
from typing import Any, Final

from tui.messages import Message
from tui.targets.known import Known, running_total
from tui.targets.methods import DIGITS, Thresholds, Way, calculate, disagree, figure, trend
from tui.targets.model import Assessment, Base, Calculation, Observation, Target

_FALLING: Final = ("at_most", "less_than")
_RISING: Final = ("at_least", "more_than")
#: Promises that no figure of the plan settles, and what a verdict on them needs.
_WITHOUT_FIGURES: Final = {
    "rank": "no_reference",
    "grade": "needs_evidence",
    "against_reference": "no_reference",
    "event": "needs_evidence",
    "coverage": "needs_evidence",
    "zero": "needs_evidence",
    "hold": "needs_evidence",
    "direction": "needs_evidence",
}


def assess(target: Target, known: Known, limits: Thresholds, as_of: int | None = None) -> Assessment:
    """The verdict on a target.

    Args:
        target: what is promised.
        known: what was reported and what is known of it besides.
        limits: the office's settings.
        as_of: look only at values up to this year; the newest one decides when None.
    """
    case = _Case(target, known, limits, as_of)
    found = _assess(case)
    return replace(found, remarks=(*found.remarks, *_beside(case)), result=known.result)


def satisfied(target: Target, value: float, reported: float, band: float, base: float | None = None) -> bool:
    """Whether a reported value keeps the promise; a bare figure is a floor (or, when falling, a ceiling)."""
    match target.comparator:
        case "more_than":
            return reported > value
        case "less_than":
            return reported < value
        case "at_most":
            return reported <= value
        case "about":
            return round(abs(reported - value), DIGITS) <= band
        case "between":
            return value <= reported <= (target.value_high if target.value_high is not None else value)
        case _:
            return reported <= value if _falls(target, value, base) else reported >= value


def _falls(target: Target, value: float, base: float | None) -> bool:
    """Whether a bare figure is to be come down to: nothing remains, less than at the base, or a decrease."""
    if target.comparator != "equals" or target.measure in ("growth_year", "growth_average"):
        return target.comparator in _FALLING
    if target.measure == "change_from_base":
        return value < 0
    return target.measure == "zero" or (base is not None and value < base)


@dataclass(frozen=True)
class _Case:
    """A target with what is known of it up to a year."""

    target: Target
    known: Known
    limits: Thresholds
    as_of: int | None

    @property
    def value(self) -> float | None:
        """The promised figure: one made known outside the plan, else the printed one."""
        return self.known.promised.value if self.known.promised else self.target.value

    @property
    def base(self) -> Base | None:
        """Where the way to the target begins; nowhere where it is unclear what the figure counts."""
        return None if self.target.doubt == "cumulative_unclear" else self.known.base

    @property
    def base_year(self) -> int:
        """The year before the first year that counts."""
        base = self.base
        if self.target.measure in ("cumulative", "hold"):
            return self.known.first_year - 1
        printed = self.target.base_year
        return base.year if base else printed if printed is not None else self.known.first_year - 1

    def upto(self, values: Mapping[int, Observation]) -> dict[int, Observation]:
        """Values after the base, up to the year that is looked at, of the plan's own definition."""
        return {
            year: values[year]
            for year in sorted(values)
            if year > self.base_year
            and (self.as_of is None or year <= self.as_of)
            and not values[year].definition
        }

    @property
    def actual(self) -> dict[int, Observation]:
        """The values that count."""
        return self.upto(self.known.actual)

    @property
    def newest(self) -> Observation | None:
        """The newest value, also one from before the period or of another definition; None for none."""
        values = {**self.known.reference, **self.known.total, **self.known.actual}
        years = [year for year in values if self.as_of is None or year <= self.as_of]
        return values[max(years)] if years else None

    def over(self, year: int) -> bool:
        """Whether the target's time has come."""
        return year >= self.target.target_year

    def kept_status(self, kept: bool, year: int) -> str:
        """The word for a promise that is kept or broken in each year, not approached."""
        if self.over(year):
            return "met" if kept else "missed"
        return "on_track" if kept else "behind"

    def keeps(self, value: float, reported: float) -> bool:
        """Whether a reported value keeps the promise."""
        base = self.base.value if self.base else None
        return satisfied(self.target, value, reported, self.limits.about_band, base)

    def without(self, reason: str, status: str = "undetermined") -> Assessment:
        """No verdict, and why."""
        return Assessment(
            self.target,
            status,
            reason,
            observation=self.newest,
            value=self.value,
            base=self.base,
            evidence=self.known.evidence,
        )

    def verdict(self, status: str, seen: Observation, *found: Calculation, **more: Any) -> Assessment:
        """A verdict with the calculations that led to it."""
        return Assessment(
            self.target,
            status,
            calculations=found,
            observation=seen,
            value=self.value,
            base=self.base,
            evidence=self.known.evidence,
            **more,
        )


def _assess(case: _Case) -> Assessment:
    target, value = case.target, case.value
    if target.measure == "delegated" and value is None:
        return case.without("awaiting_superior")
    if target.doubt and case.known.promised is None:
        return case.without(target.doubt)
    if target.measure == "against_reference":
        return _against_reference(case)
    if target.measure == "event":
        return _event(case)
    if value is None and target.measure in _WITHOUT_FIGURES:
        return _by_evidence(case, _WITHOUT_FIGURES[target.measure])
    if value is None:
        return case.without("no_target", "not_assessed")
    if not case.actual and not case.upto(case.known.total):
        redefined = any(o.definition for o in case.known.actual.values())
        return case.without("definition_changed" if redefined else "no_observation")
    return _JUDGES.get(target.measure, _level)(case, value)


def _beside(case: _Case) -> list[Message]:
    """What a reader should know of a target and the result that a plan of the same place tells."""
    remarks = []
    result, value = case.known.result, case.target.value
    if result is not None and result.value is not None and value is not None:
        years = result.year if result.first_year is None else f"{result.first_year}—{result.year}"
        told: dict[str, object] = {"target": figure(value), "result": figure(result.value), "year": years}
        if case.target.comparator in _FALLING and value > result.value:
            remarks.append(Message("remark.above_last_result", told))
        elif case.target.comparator not in (*_FALLING, "none") and 0 < value < result.value:
            remarks.append(Message("remark.below_last_result", told))
    if case.actual and any(year > max(case.actual) and o.definition for year, o in case.known.actual.items()):
        remarks.append(Message("remark.newer_other_definition"))
    return remarks


# --- values at the end of the period ---------------------------------------------------------------


def _level(case: _Case, value: float) -> Assessment:
    """Level at the end of the period: reached, or on the way there from the base."""
    actual = case.actual
    seen = actual[max(actual)]
    kept = case.keeps(value, seen.value)
    if case.over(seen.year):
        return case.verdict("met" if kept else "missed", seen, _end_value(case, value, seen))
    if kept:
        return case.verdict(
            "achieved",
            seen,
            _end_value(case, value, seen),
            trend="likely",
            remarks=(Message("remark.consolidate"),),
            progress=1.0,
        )
    base = case.base
    if base is None:
        return case.without("no_base")
    goal = _nearest_edge(case.target, value, base.value)
    if goal == base.value or _is_limit(case.target, goal, base.value):
        return case.verdict("behind", seen, _limit(value, seen), trend="effort")
    way = Way((base.year, base.value), (case.target.target_year, goal), _points(base, actual))
    return _on_the_way(case, seen, way)


def _on_the_way(case: _Case, seen: Observation, way: Way) -> Assessment:
    found = calculate(way, case.limits)
    remarks = (Message("remark.varies"),) if disagree(found) else ()
    return case.verdict(
        found[0].status,
        seen,
        *found,
        trend=trend(way.progress, way.elapsed, case.limits),
        remarks=remarks,
        progress=way.progress,
        elapsed=way.elapsed,
    )


def _points(base: Base, actual: Mapping[int, Observation]) -> tuple[tuple[int, float], ...]:
    return ((base.year, base.value), *((year, o.value) for year, o in actual.items()))


def _nearest_edge(target: Target, value: float, base: float) -> float:
    """The edge of a range that is reached first; the value itself where there is no range."""
    if target.comparator == "between" and target.value_high is not None and base > target.value_high:
        return target.value_high
    return value


def _is_limit(target: Target, value: float, base: float) -> bool:
    """Whether the promise is a floor below the base, or a ceiling above it: not to be approached but kept."""
    if target.comparator in _FALLING or target.measure == "zero":
        return value > base
    return target.comparator in _RISING and value < base


def _end_value(case: _Case, value: float, seen: Observation) -> Calculation:
    """The value held against the promise itself, with what is to spare under a ceiling or over a floor."""
    comparator = case.target.comparator
    goal = Message.of(
        f"comparator.{comparator}",
        value=figure(value),
        high=figure(value if case.target.value_high is None else case.target.value_high),
    )
    inputs = [("observation", seen.value), ("target", value)]
    formula = Message.of("formula.end_value", observed=figure(seen.value), target=goal, year=seen.year)
    if comparator == "about":
        band = figure(case.limits.about_band)
        formula = Message.of("formula.within_band", observed=figure(seen.value), target=goal, band=band)
    elif comparator in (*_FALLING, *_RISING):
        margin = value - seen.value if comparator in _FALLING else seen.value - value
        inputs.append(("margin", margin))
        formula = Message.of(
            "formula.margin", observed=figure(seen.value), target=goal, margin=figure(round(margin, DIGITS))
        )
    return Calculation("end_value", formula=formula, inputs=tuple(inputs))


def _limit(value: float, seen: Observation) -> Calculation:
    return Calculation(
        "limit",
        "behind",
        Message.of("formula.limit", observed=figure(seen.value), target=figure(value)),
        (("observation", seen.value), ("target", value)),
    )


def _change_from_base(case: _Case, value: float) -> Assessment:
    """A change since the base year, reported as such: the way begins at no change."""
    start = Base(0.0, case.base_year, "printed", case.target.id)
    return _level(replace(case, known=replace(case.known, base=start)), value)


# --- values of every year --------------------------------------------------------------------------


def _hold(case: _Case, value: float) -> Assessment:
    """A value to be kept in every year: the worst year decides, and a year without a value is told."""
    actual = case.actual
    seen = actual[max(actual)]
    distance = _shortfall(case, value)
    worst = max(actual.values(), key=lambda o: (distance(o.value), o.year))
    kept = case.keeps(value, worst.value)
    missing = [year for year in range(case.known.first_year, seen.year) if year not in actual]
    found = Calculation(
        "every_year",
        formula=Message.of(
            "formula.every_year",
            first=min(actual),
            last=seen.year,
            worst=figure(worst.value),
            year=worst.year,
            target=figure(value),
        ),
        inputs=(("worst", worst.value), ("target", value)),
    )
    status = case.kept_status(kept, seen.year)
    remarks = (Message("remark.years_not_reported", {"years": missing}),) if missing else ()
    return case.verdict(status, seen, found, trend="likely" if kept else "hard", remarks=remarks)


def _shortfall(case: _Case, value: float) -> Callable[[float], float]:
    """How far a value is from keeping the promise; the larger, the worse."""
    target = case.target
    base = case.base.value if case.base else None
    if target.comparator == "about":
        return lambda reported: abs(reported - value)
    if target.comparator == "between":
        high = value if target.value_high is None else target.value_high
        return lambda reported: max(value - reported, reported - high)
    if target.measure == "grade" or _falls(target, value, base):
        return lambda reported: reported - value
    return lambda reported: value - reported


def _growth_year(case: _Case, value: float) -> Assessment:
    """Growth of a year: that of the target year decides, that of an earlier year shows where it stands."""
    actual = case.actual
    seen = actual[max(actual)]
    kept = case.keeps(value, seen.value)
    status = case.kept_status(kept, seen.year)
    trend_word = "likely" if kept else "effort"
    return case.verdict(status, seen, _end_value(case, value, seen), trend=trend_word)


def _growth_average(case: _Case, value: float) -> Assessment:
    """Average growth over the period: the geometric mean of the yearly rates reported, in per cent."""
    target, actual, limits = case.target, case.actual, case.limits
    first = case.base_year + 1
    last = max(actual)
    years = range(first, last + 1)
    if any(year not in actual for year in years):
        return case.without("years_missing")
    if any(actual[year].value <= -100 for year in years):
        return case.without("rate_impossible")
    product = prod(1 + actual[year].value / 100 for year in years)
    mean = round((product ** (1 / len(years)) - 1) * 100, DIGITS)
    kept = satisfied(target, value, mean, limits.about_band)
    better = mean < value if target.comparator in _FALLING else mean > value
    if target.comparator == "about":
        better = mean > value + limits.about_band
        kept = kept or better
    left = target.target_year - last
    needed = ((1 + value / 100) ** (len(years) + left) / product) ** (1 / left) - 1 if left > 0 else None
    if left <= 0:
        status = "met" if kept else "missed"
    elif not kept:
        status = "behind"
    else:
        status = "ahead" if better else "on_track"
    found = Calculation(
        "geometric_mean",
        status if left > 0 else "",
        Message.of(
            "formula.geometric_mean",
            first=first,
            last=last,
            rates=", ".join(figure(actual[year].value) for year in years),
            mean=figure(mean),
            target=figure(value),
            band=figure(limits.about_band) if target.comparator == "about" else "0",
        ),
        (("mean", mean), ("target", value), ("years", float(len(years)))),
    )
    remarks: tuple[Message, ...] = ()
    if needed is not None and target.comparator not in _FALLING:
        pace = {"years": f"{last + 1}—{target.target_year}" if left > 1 else str(last + 1)}
        remarks = (Message("remark.pace_needed", {**pace, "pace": figure(round(needed * 100, 2))}),)
    return case.verdict(
        status,
        actual[last],
        found,
        Calculation("compound", reason="growth_of_growth"),
        trend="likely" if kept else _growth_trend(needed, mean, limits),
        remarks=remarks,
        elapsed=len(years) / (len(years) + left) if left > 0 else 1.0,
    )


def _growth_trend(needed: float | None, mean: float, limits: Thresholds) -> str:
    """Whether the growth that the remaining years need lies within reach of the growth so far."""
    if needed is None:
        return "unknown"
    return "effort" if 0 < needed * 100 <= mean * limits.effort else "hard"


def _cumulative(case: _Case, value: float) -> Assessment:
    """What comes together over the period: reported totals, and the yearly amounts that follow them."""
    actual, totals = case.actual, case.upto(case.known.total)
    amounts = running_total(actual, totals)
    begin, last = case.known.first_year - 1, max(amounts)
    if any(year not in actual for year in range(max(totals, default=begin) + 1, last + 1)):
        return case.without("years_missing")
    summed = replace(actual[last] if last in actual else totals[last], value=amounts[last])
    alone = replace(case, known=replace(case.known, base=None))
    if alone.keeps(value, summed.value) or alone.over(last):
        return _level_of(alone, value, summed)
    if value <= 0:
        return case.verdict("behind", summed, _limit(value, summed), trend="effort")
    way = Way((begin, 0.0), (case.target.target_year, value), ((begin, 0.0), *sorted(amounts.items())))
    return _on_the_way(alone, summed, way)


def _level_of(case: _Case, value: float, seen: Observation) -> Assessment:
    """The verdict of a level, with one value in place of those reported."""
    known = replace(case.known, actual={seen.year: seen})
    return _level(replace(case, known=known), value)


# --- promises held against something else ----------------------------------------------------------


def _against_reference(case: _Case) -> Assessment:
    """A value held against that of another series in the same year."""
    actual, reference = case.actual, case.upto(case.known.reference)
    both = [year for year in actual if year in reference]
    if not both:
        return _by_evidence(case, "no_reference")
    if case.target.comparator not in (*_FALLING, *_RISING, "about"):
        return _by_evidence(case, "comparison_open")
    gaps = {year: round(actual[year].value - reference[year].value, DIGITS) for year in both}
    last = max(both)
    seen = actual[last]
    kept = satisfied(case.target, 0.0, gaps[last], case.limits.sync_band)
    found = Calculation(
        "reference",
        formula=Message.of(
            "formula.reference",
            year=last,
            observed=figure(seen.value),
            reference=figure(reference[last].value),
            gap=figure(gaps[last]),
            band=figure(case.limits.sync_band) if case.target.comparator == "about" else "0",
        ),
        inputs=(("observation", seen.value), ("reference", reference[last].value), ("gap", gaps[last])),
    )
    return case.verdict(case.kept_status(kept, last), seen, found, trend="likely" if kept else "effort")


def _event(case: _Case) -> Assessment:
    """Something that is to happen: 1 was reported when it has, 0 where it has not."""
    actual = case.actual
    if not actual:
        return _by_evidence(case, "needs_evidence")
    seen = actual[max(actual)]
    done = seen.value >= (case.value if case.value is not None else 1)
    found = Calculation(
        "event", formula=Message.of("formula.event_done" if done else "formula.event_open", year=seen.year)
    )
    if case.over(seen.year):
        return case.verdict("met" if done else "missed", seen, found)
    if done:
        return case.verdict("achieved", seen, found, trend="likely", progress=1.0)
    return case.without("not_due")


def _by_evidence(case: _Case, reason: str) -> Assessment:
    """No figure settles it: evidence is listed and a person decides; never a percentage."""
    return case.without("evidence_given" if case.known.evidence else reason)


_JUDGES: Final[dict[str, Callable[[_Case, float], Assessment]]] = {
    "growth_average": _growth_average,
    "growth_year": _growth_year,
    "cumulative": _cumulative,
    "hold": _hold,
    "grade": _hold,
    "change_from_base": _change_from_base,
}
