"""The methods that judge the way from a base to a target, each a pure function of figures.

Every method gives a status in the same words, so that they can stand side by side. The formulas, their
thresholds and their sources are explained in `docs/methods.md`; a threshold is a setting of the office,
never an official figure.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from tui.messages import Message
from tui.targets.model import Calculation

#: Figures are compared to so many digits, so that 1.05 reached on paper is 1.05 here.
DIGITS = 9
Point = tuple[int, float]


@dataclass(frozen=True, slots=True)
class Thresholds:
    """Where one word ends and the next begins. These are settings of the office, not official figures.

    `ahead` and `on_track` bound the ratio of progress to elapsed time, and that of growth reached to growth
    needed; `about_band` is the half-width of 左右, in the target's unit, `sync_band` that of 同步; `effort`
    is how many times the pace so far may be needed before 需努力 becomes 完成难度较大; `projection_miss` is
    the share of the way left that a projection may miss; `method` is the one that decides.
    """

    ahead: float
    on_track: float
    about_band: float
    effort: float
    sync_band: float = 0.5
    projection_miss: float = 0.2
    method: str = "linear"


@dataclass(frozen=True, slots=True)
class Way:
    """The way from a base to a target.

    `points` are the values by year that lie before the base and after it, in order, the newest one last;
    years count to their end.
    """

    base: Point
    target: Point
    points: tuple[Point, ...]

    @property
    def newest(self) -> Point:
        """The newest value."""
        return self.points[-1]

    @property
    def progress(self) -> float:
        """The share of the way from base to target that was covered; negative where it led away."""
        return (self.newest[1] - self.base[1]) / (self.target[1] - self.base[1])

    @property
    def elapsed(self) -> float:
        """The share of the time from base to target that has passed."""
        return (self.newest[0] - self.base[0]) / (self.target[0] - self.base[0])


def calculate(way: Way, limits: Thresholds) -> tuple[Calculation, ...]:
    """What every method says of a way, the deciding method first.

    Where the method of the settings cannot be applied, the linear schedule decides: it always can.
    """
    found = [linear(way, limits), compound(way, limits), projection(way, limits)]
    found.sort(key=lambda c: (not c.status, c.method != limits.method))
    return tuple(found)


def linear(way: Way, limits: Thresholds) -> Calculation:
    """Progress held against elapsed time (时序进度): on track is where a straight line would be."""
    progress, elapsed = way.progress, way.elapsed
    ratio = round(progress / elapsed, DIGITS)
    return Calculation(
        "linear",
        _by_ratio(ratio, limits),
        Message.of(
            "formula.linear",
            observed=figure(way.newest[1]),
            base=figure(way.base[1]),
            target=figure(way.target[1]),
            progress=f"{progress:.1%}",
            elapsed=f"{elapsed:.1%}",
            ratio=f"{ratio:.2f}",
            years=way.newest[0] - way.base[0],
            span=way.target[0] - way.base[0],
        ),
        (
            ("base", way.base[1]),
            ("observation", way.newest[1]),
            ("target", way.target[1]),
            ("progress", progress),
            ("elapsed", elapsed),
            ("ratio", ratio),
        ),
    )


def compound(way: Way, limits: Thresholds) -> Calculation:
    """Compound growth reached, held against the compound growth that was needed from the base on.

    Source: the progress measure of Statistics Canada, as built into Open SDG.
    """
    (base_year, base), (year, value), (end, target) = way.base, way.newest, way.target
    if min(base, value, target) <= 0:
        return Calculation("compound", reason="needs_positive")
    needed = (target / base) ** (1 / (end - base_year)) - 1
    reached = (value / base) ** (1 / (year - base_year)) - 1
    if not round(needed, DIGITS):
        return Calculation("compound", reason="no_growth_needed")
    ratio = round(reached / needed, DIGITS)
    return Calculation(
        "compound",
        _by_ratio(ratio, limits),
        Message.of(
            "formula.compound",
            observed=figure(value),
            base=figure(base),
            target=figure(target),
            years=year - base_year,
            span=end - base_year,
            reached=f"{reached:.2%}",
            needed=f"{needed:.2%}",
            ratio=f"{ratio:.2f}",
        ),
        (("reached", reached), ("needed", needed), ("ratio", ratio)),
    )


#: So many yearly changes are averaged, and a miss below this share of the way left counts as none.
_PROJECTED_CHANGES = 5
_NEAR = 0.05


def projection(way: Way, limits: Thresholds) -> Calculation:
    """The average yearly change of the last five years goes on until the target year.

    Source: the indicator report of the German sustainable development strategy; its four symbols are named
    in the arithmetic.
    """
    (end, target), (year, value) = way.target, way.newest
    first_year, first = next(p for p in way.points if p[0] >= year - _PROJECTED_CHANGES)
    if first_year == year:
        return Calculation("projection", reason="needs_two_values")
    change = (value - first) / (year - first_year)
    projected = value + change * (end - year)
    if value == target:
        # 突破 is touched and not yet kept: any further step in the same direction keeps it.
        missed = 0.0 if change * (target - way.base[1]) > 0 else 1.0
    else:
        missed = round((target - projected) / (target - value), DIGITS)
    if missed >= 1:
        status, symbol = "behind", "away"
    elif missed > limits.projection_miss:
        status, symbol = "behind", "off_track"
    else:
        status, symbol = "on_track", "near" if missed >= _NEAR else "reached"
    return Calculation(
        "projection",
        status,
        Message.of(
            "formula.projection",
            first=first_year,
            last=year,
            change=figure(change),
            end=end,
            projected=figure(projected),
            target=figure(target),
            missed=f"{max(missed, 0):.0%}",
            symbol=Message(f"projection.{symbol}"),
        ),
        (("change", change), ("projected", projected), ("missed", missed)),
    )


def trend(progress: float, elapsed: float, limits: Thresholds) -> str:
    """What the remaining years need, held against the pace so far."""
    if progress <= 0:
        return "hard"
    needed = (1 - progress) / (1 - elapsed)
    pace = progress / elapsed
    if round(needed - pace, DIGITS) <= 0:
        return "likely"
    return "effort" if needed <= pace * limits.effort else "hard"


def disagree(calculations: Sequence[Calculation]) -> bool:
    """Whether one method says behind and another does not."""
    return len({calculation.status == "behind" for calculation in calculations if calculation.status}) > 1


def _by_ratio(ratio: float, limits: Thresholds) -> str:
    if ratio >= limits.ahead:
        return "ahead"
    return "on_track" if ratio >= limits.on_track else "behind"


def figure(value: float) -> str:
    """A figure without needless digits."""
    return f"{value:.4f}".rstrip("0").rstrip(".")
