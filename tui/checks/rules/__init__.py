"""The rules, one module a family; importing this declares them all."""

from tui.checks.rules import (
    arithmetic,
    between,
    coordination,
    damage,
    quantities,
    structure,
    targets,
    wording,
)

__all__ = ["arithmetic", "between", "coordination", "damage", "quantities", "structure", "targets", "wording"]
