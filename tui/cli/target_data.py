"""An assessment as JSON: everything that the app shows of it."""

from __future__ import annotations

from dataclasses import asdict

from tui.locale import Locale
from tui.targets.model import Assessment, Calculation, Observation
from tui.workspace import Workspace


def target_data(workspace: Workspace, locale: Locale, assessment: Assessment) -> dict[str, object]:
    """A target and its assessment; `status` is the shown one, `computed_status` that of the methods."""
    target = assessment.target
    return {
        "id": target.id,
        "plan": target.plan,
        "level": workspace.cards[target.plan].level,
        "indicator": target.indicator,
        "name": target.name,
        "table_row": target.table_row,
        "unit": target.unit,
        "nature": target.nature,
        "comparator": target.comparator,
        "measure": target.measure,
        "value": target.value,
        "value_high": target.value_high,
        "base": target.base,
        "base_year": target.base_year,
        "target_year": target.target_year,
        "printed_growth": target.printed_growth,
        "strength": target.strength,
        "cells": list(target.cells),
        "lost": list(target.lost),
        "category": target.category,
        "paragraph": target.paragraph,
        "quote": target.quote,
        "status": assessment.shown_status,
        "computed_status": assessment.status,
        "reason": assessment.reason or None,
        "trend": assessment.trend,
        "remarks": [remark.id.partition(".")[2] for remark in assessment.remarks],
        "method": assessment.method or None,
        "inputs": dict(assessment.inputs),
        "formula": locale.render(assessment.formula) if assessment.formula else None,
        "methods": [_calculation(locale, calculation) for calculation in assessment.calculations],
        "progress": assessment.progress,
        "elapsed": assessment.elapsed,
        "assessed_value": assessment.value,
        "assessed_base": asdict(assessment.base) if assessment.base else None,
        "observation": _observation(assessment.observation),
        "evidence": [asdict(evidence) for evidence in assessment.evidence],
        "verdict": asdict(assessment.verdict) if assessment.verdict else None,
        "explanation": asdict(assessment.explanation),
    }


def _calculation(locale: Locale, calculation: Calculation) -> dict[str, object]:
    return {
        "method": calculation.method,
        "status": calculation.status or None,
        "formula": locale.render(calculation.formula) if calculation.formula else None,
        "inputs": dict(calculation.inputs),
        "reason": calculation.reason or None,
    }


def _observation(newest: Observation | None) -> dict[str, object] | None:
    if newest is None:
        return None
    names = ("year", "value", "unit", "source", "note", "series", "origin")
    return {name: getattr(newest, name) for name in names}
