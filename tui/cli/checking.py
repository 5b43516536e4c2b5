"""Checking plans on the command line."""

from __future__ import annotations

from collections import Counter
from difflib import get_close_matches
from typing import Any

from tui.cli.arguments import WrongCall, known_value
from tui.cli.run import ERRORS, Run
from tui.config import FINDING_SEVERITIES
from tui.plans.model import Passage
from tui.wording import finding_head
from tui.workspace.checking import Checked


def check(run: Run) -> int:
    """What the checks find in one plan or in all; findings that were dismissed only where asked for.

    The exit code is 1 where there are errors.
    """
    if run.arguments.rules:
        return _list_rules(run)
    one = run.arguments.plan
    plans = [run.workspace.plan(one)] if one else list(run.workspace.plans())
    wanted = _wanted(run)
    found: dict[str, Checked] = {}
    for plan in plans:
        for checked in run.workspace.checked(plan.id):
            finding = checked.finding
            dismissed = checked.state == "dismissed" and not run.arguments.dismissed
            if finding.severity in wanted and not dismissed and run.arguments.rule in ("", finding.rule):
                # What two plans differ in is told once.
                found.setdefault(finding.id, checked)
    shown = run.show([_data(run, each) for each in found.values()], lambda: _lines(run, list(found.values())))
    errors = any(c.finding.severity == "error" and c.state != "dismissed" for c in found.values())
    return ERRORS if errors else shown


def _list_rules(run: Run) -> int:
    """Every rule with what it is told as and why it is there."""
    say = run.say
    rules = [
        {"id": rule, "level": level, "name": say(f"rule.{rule}.name"), "why": say(f"rule.{rule}.why")}
        for rule, level in run.config.checks.items()
    ]
    return run.show(rules, lambda: [say("check.rule_line", **rule) for rule in rules])


def _wanted(run: Run) -> tuple[str, ...]:
    """The severities that were asked for: the one that is named and those above it."""
    rule, severity = run.arguments.rule, run.arguments.severity
    if rule and rule not in run.config.checks:
        close = get_close_matches(rule, run.config.checks, n=1)
        near = run.say("cli.nearest_rule", rule=close[0]) if close else ""
        raise WrongCall("cli.unknown_rule", rule=rule, near=near)
    if not severity:
        return FINDING_SEVERITIES
    known_value(severity, FINDING_SEVERITIES, "--severity")
    return FINDING_SEVERITIES[: FINDING_SEVERITIES.index(severity) + 1]


def _data(run: Run, checked: Checked) -> dict[str, Any]:
    finding = checked.finding
    return {
        "id": finding.id,
        "rule": finding.rule,
        "family": finding.family,
        "severity": finding.severity,
        "certainty": finding.certainty,
        **_passage(finding.passage),
        "message": run.locale.render(finding.message),
        "opinion": run.locale.render(finding.opinion),
        "related": [_passage(passage) for passage in finding.related],
        "state": checked.state,
        "reason": checked.dismissal.reason if checked.dismissal else "",
    }


def _passage(passage: Passage) -> dict[str, str]:
    return {"plan": passage.plan, "paragraph": passage.paragraph, "quote": passage.quote}


def _lines(run: Run, found: list[Checked]) -> list[str]:
    lines = []
    for checked in found:
        finding = checked.finding
        lines.append(f"{finding_head(run.locale, checked)}  {finding.passage.paragraph}")
        lines += [f"    {p.paragraph}  {p.quote}" for p in finding.passages]
        lines.append(f"    → {run.locale.render(finding.message)}")
        if checked.dismissal:
            lines.append(f"    {run.say('finding_state.dismissed')}  {checked.dismissal.reason}".rstrip())
    counts = Counter(checked.finding.severity for checked in found)
    parts = [run.say(f"finding_count.{s}", count=counts[s]) for s in FINDING_SEVERITIES if counts[s]]
    return [*lines, run.say("list.separator").join(parts) if parts else run.say("check.nothing")]
