"""The rules, some modules a family; importing this declares them all."""

from tui.checks.rules import (
    arithmetic,
    coordination,
    damage,
    labels,
    quantities,
    repeats,
    structure,
    targets,
    wording,
)

__all__ = [
    "arithmetic",
    "coordination",
    "damage",
    "labels",
    "quantities",
    "repeats",
    "structure",
    "targets",
    "wording",
]
