"""Domain values in words: what the app, the command line and the hand-ins show of them."""

from __future__ import annotations

from tui.locale import Locale
from tui.plans.model import Card
from tui.targets.model import Assessment, Fact, Observation, Target

#: One-cell signs of a status; with the word beside it, colour is never needed to tell them apart.
STATUS_SIGNS = {
    "achieved": "✓",
    "ahead": "▲",
    "on_track": "●",
    "behind": "▼",
    "met": "✓",
    "missed": "✗",
    "undetermined": "○",
    "not_assessed": "–",
}


def period_text(card: Card) -> str:
    """A plan's years: 2021–2025, or 2023."""
    first, last = card.period
    return str(first) if first == last else f"{first}–{last}"


def number_text(value: float | None) -> str:
    """A figure without needless digits; empty for none."""
    if value is None:
        return ""
    text = f"{value:.6f}"
    return text.rstrip("0").rstrip(".")


def base_text(target: Target) -> str:
    """Base value and its year; empty for none."""
    return f"{number_text(target.base)} ({target.base_year})" if target.base is not None else ""


def target_text(locale: Locale, target: Target) -> str:
    """What is promised: the value with its comparator, or the printed words that stand in its place."""
    if target.value is not None:
        unit = "" if target.cells else target.unit
        return locale.say(
            f"comparator.{target.comparator}",
            value=number_text(target.value),
            high=number_text(target.value_high),
        ) + (f" {unit}" if unit else "")
    words = [cell for cell in target.cells[-3:-1] if cell and cell != "-"]
    return words[0] if words else target.reference or "–"


def fact_text(locale: Locale, fact: Fact) -> str:
    """A value already reached: with its hedge, unit and year, or the words of a rank or standard."""
    if fact.value is None:
        return f"{fact.reference} ({fact.year})"
    value = locale.say(
        f"comparator.{fact.comparator}", value=number_text(fact.value), high=number_text(fact.value_high)
    )
    years = str(fact.year) if fact.first_year is None else f"{fact.first_year}–{fact.year}"
    return f"{value} {fact.unit} ({years})"


def observation_text(locale: Locale, observation: Observation | None, *, short: bool = False) -> str:
    """The newest reported value with its year, marked where it is an invented example."""
    if observation is None:
        return ""
    text = f"{number_text(observation.value)} ({observation.year})"
    mark = locale.say("target.example_sign" if short else "target.example")
    return f"{text} {mark}" if observation.origin == "example" else text


def reason_text(locale: Locale, assessment: Assessment) -> str:
    """Why there is no verdict, or the arithmetic of the verdict, with remarks."""
    parts = []
    if assessment.reason:
        parts.append(locale.say(f"reason.{assessment.reason}"))
    if assessment.formula:
        parts.append(locale.render(assessment.formula))
    parts.extend(locale.say(f"remark.{remark}") for remark in assessment.remarks)
    return locale.say("list.semicolon").join(parts)


def status_text(locale: Locale, assessment: Assessment) -> str:
    """Sign and word of a verdict."""
    return f"{STATUS_SIGNS[assessment.status]} {locale.say(f'status.{assessment.status}')}"
