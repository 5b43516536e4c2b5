"""Running checks over a plan: which rules, how severe, and what each finding is called."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from hashlib import sha256

from tui.checks import rules as _rules  # noqa: F401  (its modules declare the rules)
from tui.checks.document import Document
from tui.checks.model import Finding, Hit, Rule
from tui.checks.registry import RULES as RULES
from tui.config import FINDING_SEVERITIES
from tui.plans.model import Plan
from tui.text.fold import fold


def check(
    document: Document, levels: Mapping[str, str], rules: Iterable[str] | None = None
) -> tuple[Finding, ...]:
    """What the rules find in a plan, in printed order.

    Args:
        document: the plan with all that is known of it.
        levels: what each rule is told as, `off` for those that are not run.
        rules: the ids of the rules to run, also of those that are off; all that are on where None.
    """
    found = {finding.id: finding for _, some in checking(document, levels, rules) for finding in some}
    return in_printed_order(document.plan, found.values())


def checking(
    document: Document, levels: Mapping[str, str], rules: Iterable[str] | None = None
) -> Iterator[tuple[float, list[Finding]]]:
    """What `check` does, rule by rule: the share that is done, and what this rule found."""
    chosen = [
        rule for rule in RULES.values() if (levels[rule.id] != "off" if rules is None else rule.id in rules)
    ]
    for number, rule in enumerate(chosen, 1):
        level = levels[rule.id]
        severity = level if level in FINDING_SEVERITIES else "hint"
        yield number / len(chosen), list(_findings(document, rule, severity))


def in_printed_order(plan: Plan, findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """Findings in the order of a plan."""
    return tuple(sorted(findings, key=lambda finding: _place(plan, finding)))


def _findings(document: Document, rule: Rule, level: str) -> Iterable[Finding]:
    seen: dict[str, int] = {}
    for hit in rule.look(document):
        key = _key(rule, hit)
        seen[key] = seen.get(key, 0) + 1
        # The same words in two places are two findings.
        identifier = sha256(f"{key}\0{seen[key]}".encode()).hexdigest()[:12]
        severity = max(level, hit.severity or level, key=FINDING_SEVERITIES.index)
        yield Finding(identifier, rule.id, rule.family, severity, hit.certainty, hit.passages, hit.values)


def _key(rule: Rule, hit: Hit) -> str:
    # In order of the plans, so that two plans tell what they differ in under one name.
    return "\0".join((rule.id, *sorted(f"{p.plan}:{fold(p.quote)}" for p in hit.passages)))


def _place(plan: Plan, finding: Finding) -> tuple[int, int, int, str]:
    passage = finding.passage
    order = plan.order.get(passage.paragraph, len(plan.paragraphs))
    return (order, passage.start, FINDING_SEVERITIES.index(finding.severity), finding.id)
