"""Comparing two plans on the command line."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from tui.cli.arguments import known_value
from tui.cli.run import Run
from tui.compare.figures import figure_changes
from tui.compare.model import CHANGES, Match, Quote
from tui.messages import Problem
from tui.wording import figure_change_text, match_text
from tui.workspace import Workspace


def compare(run: Run) -> int:
    """Matches of old plans and a new one: those that are known, or what the program proposes."""
    workspace, arguments = run.workspace, run.arguments
    olds = [workspace.plan(name).id for name in arguments.old.split(",") if name]
    new = workspace.plan(arguments.new).id
    if new in olds:
        raise Problem("compare.same_plan", plan=new)
    if arguments.suggest:
        found = [match for old in olds for match in workspace.suggestions(old, new)]
    else:
        found = list(workspace.matches(olds, new))
    matches = wanted(run, found)
    data = [_match_data(run, match) for match in matches]

    def lines() -> list[str]:
        rows = []
        for match, entry in zip(matches, data, strict=True):
            label = match_text(run.locale, match, workspace.comparability(match))
            rows.append(f"{match.theme}  {label}".strip())
            rows.extend(f"  - {quote.paragraph}  {quote.text}" for quote in match.old)
            rows.extend(f"  + {quote.paragraph}  {quote.text}" for quote in match.new)
            rows.extend(f"    {figures['message']}" for figures in entry["figures"])
        if not found:
            rows.append(run.say("compare.nothing_suggested" if arguments.suggest else "compare.none"))
        return [*rows, run.say("compare.total", total=len(data))]

    return run.show(data, lines)


def wanted(run: Run, matches: Iterable[Match]) -> list[Match]:
    """The matches of the theme and the kind of change that were asked for.

    Raises:
        WrongCall: there is no such theme or change.
    """
    theme, change = run.arguments.theme, run.arguments.change
    if theme:
        known_value(theme, run.workspace.themes.ids, "--theme")
    if change:
        known_value(change, CHANGES, "--change")
    return [m for m in matches if (not theme or m.theme == theme) and (not change or m.change == change)]


def _match_data(run: Run, match: Match) -> dict[str, Any]:
    workspace = run.workspace
    found, said = workspace.comparability(match), workspace.judgement(match)
    searched = match.searched
    return {
        "id": match.id,
        "theme": match.theme,
        "old": [_quote_data(workspace, quote) for quote in match.old],
        "new": [_quote_data(workspace, quote) for quote in match.new],
        "change": match.change,
        "quantity": match.quantity,
        "figures": [
            {
                "subject": change.subject,
                "unit": change.unit,
                "old": change.old,
                "new": change.new,
                "difference": change.difference,
                "direction": change.direction,
                "message": figure_change_text(run.locale, change),
            }
            for change in figure_changes(match, found)
        ],
        "comparability": found.grade,
        "label": run.say(f"comparability.{found.label}"),
        "rationale": match.rationale,
        "certainty": match.certainty,
        "origin": match.origin,
        "likelihood": round(match.likelihood, 3) if match.origin == "suggested" else None,
        "searched": {"plans": list(searched.plans), "terms": list(searched.terms)} if searched else None,
        "decision": said.decision,
        "reason": said.reason,
        "author": said.author or match.author,
    }


def _quote_data(workspace: Workspace, quote: Quote) -> dict[str, object]:
    paragraph = workspace.paragraph(quote.paragraph)
    return {
        "plan": quote.plan,
        "section": (paragraph.section or None) if paragraph else None,
        "paragraph": quote.paragraph,
        "quote": quote.text,
        "anchor_state": workspace.anchor(quote).state,
    }
