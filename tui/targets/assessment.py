"""Judging a target by what was reported. Pure functions; the formulas are explained in `docs/methods.md`."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import prod

from tui.messages import Message
from tui.targets.model import Assessment, Observation, Target

_FALLING = ("at_most", "less_than")
#: Figures are compared to so many digits, so that 1.05 reached on paper is 1.05 here.
_DIGITS = 9


@dataclass(frozen=True, slots=True)
class Thresholds:
    """Where one word ends and the next begins. These are settings of the office, not official figures.

    `ahead` and `on_track` bound the ratio of progress to elapsed time; `about_band` is the half-width of
    左右, in the target's unit; `effort` is how many times the pace so far may be needed before 需努力
    becomes 完成难度较大.
    """

    ahead: float
    on_track: float
    about_band: float
    effort: float


def assess(
    target: Target, observations: Sequence[Observation], thresholds: Thresholds, as_of: int | None = None
) -> Assessment:
    """The verdict on a target by the linear schedule.

    Args:
        target: what is promised.
        observations: what was reported, of any target; later entries of a year replace earlier ones.
        thresholds: the office's settings.
        as_of: look only at observations up to this year; the newest one decides when None.
    """
    own = {o.year: o for o in observations if o.target == target.id and (as_of is None or o.year <= as_of)}
    if target.measure == "delegated":
        return _without(target, own, "undetermined", "awaiting_superior")
    if target.doubt:
        return _without(target, own, "undetermined", target.doubt)
    if target.measure in _WITHOUT_FIGURES and (target.value is None or target.measure in _ALWAYS_EVIDENCE):
        return _without(target, own, "undetermined", _WITHOUT_FIGURES[target.measure])
    if target.value is None:
        return _without(target, own, "not_assessed", "no_target")
    later = {year: o for year, o in own.items() if target.base_year is None or year > target.base_year}
    if not later:
        return _without(target, own, "undetermined", "no_observation")
    judge = _JUDGES.get(target.measure)
    if judge is None:
        return _without(target, own, "undetermined", "measure_not_judged")
    return judge(target, target.value, later, thresholds)


def satisfied(target: Target, value: float, reported: float, band: float) -> bool:
    """Whether a reported value keeps the promise; a bare figure is a floor (or, when falling, a ceiling)."""
    match target.comparator:
        case "more_than":
            return reported > value
        case "less_than":
            return reported < value
        case "at_most":
            return reported <= value
        case "about":
            return round(abs(reported - value), _DIGITS) <= band
        case "between":
            return value <= reported <= (target.value_high if target.value_high is not None else value)
        case "equals" if target.measure == "level" and target.base is not None and value < target.base:
            return reported <= value
        case _:
            return reported >= value


def _without(target: Target, own: dict[int, Observation], status: str, reason: str) -> Assessment:
    newest = own[max(own)] if own else None
    return Assessment(target, status, reason=reason, observation=newest)


def _level(target: Target, value: float, own: dict[int, Observation], limits: Thresholds) -> Assessment:
    """Level at the end of the period: progress from the base, held against the elapsed share of time."""
    newest = own[max(own)]
    reached = satisfied(target, value, newest.value, limits.about_band)
    inputs = [("observation", newest.value), ("target", value)]
    if newest.year >= target.target_year:
        status = "met" if reached else "missed"
        return Assessment(
            target,
            status,
            method="end_value",
            observation=newest,
            inputs=tuple(inputs),
            formula=Message.of("formula.end_value", observed=_figure(newest.value), target=_figure(value)),
        )
    if reached:
        return Assessment(
            target,
            "achieved",
            trend="likely",
            remarks=("consolidate",),
            method="end_value",
            observation=newest,
            inputs=tuple(inputs),
            formula=Message.of("formula.end_value", observed=_figure(newest.value), target=_figure(value)),
        )
    if target.base is None or target.base_year is None:
        return _without(target, own, "undetermined", "no_base")
    if value == target.base or _is_limit(target, value, target.base):
        return Assessment(target, "behind", method="limit", observation=newest, inputs=tuple(inputs))
    return _by_schedule(target, value, target.base, target.base_year, newest, limits)


def _is_limit(target: Target, value: float, base: float) -> bool:
    """Whether the promise is a floor below the base, or a ceiling above it: not to be approached but kept."""
    if target.comparator in _FALLING:
        return value > base
    return target.comparator in ("at_least", "more_than") and value < base


def _by_schedule(
    target: Target, value: float, base: float, base_year: int, newest: Observation, limits: Thresholds
) -> Assessment:
    progress = (newest.value - base) / (value - base)
    elapsed = (newest.year - base_year) / (target.target_year - base_year)
    ratio = round(progress / elapsed, _DIGITS)
    if ratio >= limits.ahead:
        status = "ahead"
    elif ratio >= limits.on_track:
        status = "on_track"
    else:
        status = "behind"
    return Assessment(
        target,
        status,
        trend=_trend(progress, elapsed, limits),
        method="linear",
        observation=newest,
        inputs=(
            ("base", base),
            ("observation", newest.value),
            ("target", value),
            ("progress", progress),
            ("elapsed", elapsed),
            ("ratio", ratio),
        ),
        formula=Message.of(
            "formula.linear",
            observed=_figure(newest.value),
            base=_figure(base),
            target=_figure(value),
            progress=f"{progress:.1%}",
            elapsed=f"{elapsed:.1%}",
            ratio=f"{ratio:.2f}",
            years=newest.year - base_year,
            span=target.target_year - base_year,
        ),
    )


def _trend(progress: float, elapsed: float, limits: Thresholds) -> str:
    """What the remaining years need, held against the pace so far."""
    if progress <= 0:
        return "hard"
    needed = (1 - progress) / (1 - elapsed)
    pace = progress / elapsed
    if needed <= pace:
        return "likely"
    return "effort" if needed <= pace * limits.effort else "hard"


def _growth_average(
    target: Target, value: float, own: dict[int, Observation], limits: Thresholds
) -> Assessment:
    """Average growth over the period: the geometric mean of the yearly rates reported, in per cent."""
    newest = own[max(own)]
    first = (target.base_year if target.base_year is not None else min(own) - 1) + 1
    years = range(first, newest.year + 1)
    if any(year not in own for year in years):
        return _without(target, own, "undetermined", "years_missing")
    if any(own[year].value <= -100 for year in years):
        return _without(target, own, "undetermined", "rate_impossible")
    mean = round((prod(1 + own[year].value / 100 for year in years) ** (1 / len(years)) - 1) * 100, _DIGITS)
    kept = satisfied(target, value, mean, limits.about_band)
    better = mean < value if target.comparator in _FALLING else mean > value
    if target.comparator == "about":
        better = mean > value + limits.about_band
        kept = kept or better
    if newest.year >= target.target_year:
        status = "met" if kept else "missed"
    elif not kept:
        status = "behind"
    else:
        status = "ahead" if better else "on_track"
    return Assessment(
        target,
        status,
        trend="likely" if kept else "effort",
        method="geometric_mean",
        observation=newest,
        inputs=(("mean", mean), ("target", value), ("years", float(len(years)))),
        formula=Message.of(
            "formula.geometric_mean",
            first=first,
            last=newest.year,
            rates=", ".join(_figure(own[year].value) for year in years),
            mean=_figure(mean),
            target=_figure(value),
            band=_figure(limits.about_band) if target.comparator == "about" else "0",
        ),
    )


#: Promises that no figure of the plan settles, and what a verdict on them needs.
_WITHOUT_FIGURES = {
    "rank": "no_reference",
    "grade": "needs_evidence",
    "against_reference": "no_reference",
    "event": "needs_evidence",
    "coverage": "needs_evidence",
    "zero": "needs_evidence",
    "hold": "needs_evidence",
    "direction": "needs_evidence",
}
_ALWAYS_EVIDENCE = frozenset({"rank", "grade", "against_reference", "event"})
_JUDGES = {"level": _level, "growth_average": _growth_average}


def _figure(value: float) -> str:
    """A figure without needless digits."""
    return f"{value:.4f}".rstrip("0").rstrip(".")
