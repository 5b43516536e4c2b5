"""Targets for tests: those of the district's table, and plain ones of our own."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from tests.conftest import ROOT
from tui.plans.loading import load_plan
from tui.targets.assessment import assess
from tui.targets.known import known_alone
from tui.targets.loading import load_targets
from tui.targets.methods import Thresholds
from tui.targets.model import Assessment, Observation, Target

CONTENT = ROOT / "content"
PLAN = load_plan(CONTENT / "plans" / "hainan-14.toml")
ALL = load_targets(CONTENT / "targets" / "hainan-14.toml")
#: Those of the indicator table.
TARGETS = tuple(target for target in ALL if target.table_row is not None)
LIMITS = Thresholds(ahead=1.05, on_track=0.95, about_band=0.5, effort=2.0)

RISING = replace(
    TARGETS[0],
    id="t",
    name="试验指标(%)",
    unit="%",
    comparator="at_least",
    measure="level",
    value=100.0,
    base=0.0,
    base_year=2020,
    target_year=2025,
)
GROWTH = replace(RISING, measure="growth_average", comparator="about", value=5.0, base=2.0)


def seen(year: int, value: float, target: str = "t", **more: Any) -> Observation:
    """A reported value, in per cent unless said otherwise."""
    return Observation(target, year, value, more.pop("unit", "%"), "统计局", **more)


def judged(target: Target, *values: tuple[int, float] | Observation, as_of: int | None = None) -> Assessment:
    """The verdict after these values by year."""
    reported = [
        value if isinstance(value, Observation) else seen(*value, target.id, unit=target.unit)
        for value in values
    ]
    return assess(target, known_alone(target, reported), LIMITS, as_of)
