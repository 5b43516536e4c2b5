"""The rules, some modules a family; importing this declares them all."""

from tui.checks.rules import (
    arithmetic,
    between,
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
    "between",
    "coordination",
    "damage",
    "labels",
    "quantities",
    "repeats",
    "structure",
    "targets",
    "wording",
]
