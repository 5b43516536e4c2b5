"""Running checks over a plan: which rules, how severe, and what each finding is called."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from hashlib import sha256

from tui.checks import rules as _rules  # noqa: F401  (its modules declare the rules)
from tui.checks.document import Document
from tui.checks.model import Finding, Hit, Rule
from tui.checks.registry import RULES as RULES
from tui.config import FINDING_SEVERITIES
from tui.messages import Problem
from tui.plans.model import Passage, Plan
from tui.text.fold import fold

#: How many characters on each side tell two places with the same words apart.
_AROUND = 16


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
        yield number / len(chosen), _findings(document, rule, severity)


def in_printed_order(plan: Plan, findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """Findings in the order of a plan."""
    return tuple(sorted(findings, key=lambda finding: _place(plan, finding)))


def _findings(document: Document, rule: Rule, level: str) -> list[Finding]:
    hits = _hits(document, rule)
    often = Counter(_key(rule, hit) for hit in hits)
    found: dict[str, Finding] = {}
    for hit in hits:
        key = _key(rule, hit)
        if often[key] > 1:
            # The same words in two places are two findings, told apart by what stands around them: by a
            # number, a dismissal would pass to the other one when the first is mended.
            key = f"{key}\0{_around(document, hit.passages[0])}"
        identifier = sha256(key.encode()).hexdigest()[:12]
        if identifier in found:
            identifier = sha256(f"{key}\0{len(found)}".encode()).hexdigest()[:12]
        severity = max(level, hit.severity or level, key=FINDING_SEVERITIES.index)
        found[identifier] = Finding(
            identifier, rule.id, rule.family, severity, hit.certainty, hit.passages, hit.values, hit.wording
        )
    return list(found.values())


def _hits(document: Document, rule: Rule) -> list[Hit]:
    """What a rule sees.

    Raises:
        Problem: the rule fails on this text or on words of `checks.toml`.
    """
    try:
        return list(rule.look(document))
    except (ArithmeticError, LookupError, TypeError, ValueError, re.error) as error:
        raise Problem(
            "check.rule_failed",
            rule=rule.id,
            plan=document.plan.id,
            detail=f"{type(error).__name__}: {error}",
        ) from error


def _key(rule: Rule, hit: Hit) -> str:
    # In order of the plans, so that two plans tell what they differ in under one name.
    words = sorted(f"{p.plan}:{fold(p.quote)}" for p in hit.passages)
    return "\0".join((rule.id, *words, fold(hit.rests_on)))


def _around(document: Document, passage: Passage) -> str:
    piece = document.pieces_by_id.get(passage.paragraph)
    if piece is None:
        return passage.paragraph
    text = piece.paragraph.text
    return fold(
        text[max(0, passage.start - _AROUND) : passage.start]
        + "|"
        + text[passage.end : passage.end + _AROUND]
    )


def _place(plan: Plan, finding: Finding) -> tuple[int, int, int, str]:
    passage = finding.passage
    order = plan.order.get(passage.paragraph, len(plan.paragraphs))
    return (order, passage.start, FINDING_SEVERITIES.index(finding.severity), finding.id)
