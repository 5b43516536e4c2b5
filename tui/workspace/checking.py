"""Checks and what reviewers said of their findings."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from tui.review.model import EDIT, Flag
from tui.workspace.flagging import Flagging

if TYPE_CHECKING:
    from tui.checks.model import Dismissal, Finding
    from tui.config import Config
    from tui.locale import Locale
    from tui.plans.model import Passage
    from tui.review.events import Author, Event
    from tui.review.store import ReviewStore
    from tui.selection import Properties

#: What a reviewer made of a finding.
FINDING_STATES: Final = ("open", "accepted", "dismissed")
#: The kind of flag that a finding of each family becomes.
_FLAG_KINDS: Final = {
    "arithmetic": "error",
    "quantities": "inconsistent",
    "targets": "missing",
    "structure": "error",
    "wording": "error",
    "damage": "error",
    "coordination": "inconsistent",
}
_FLAG_SEVERITIES: Final = {"error": "high", "warning": "medium", "hint": "low"}


@dataclass(frozen=True, slots=True)
class Checked:
    """A finding and what became of it: one of `FINDING_STATES`, with the dismissal or the flag.

    `by_rule` says that its whole rule was dismissed.
    """

    finding: Finding
    state: str = "open"
    dismissal: Dismissal | None = None
    flag: Flag | None = None
    by_rule: bool = False


class Checking(Flagging):
    """Findings on the plans of the shelf, each run once, with what was said of them in the review."""

    def __init__(
        self, config: Config, folders: Sequence[Path], store: ReviewStore, author: Author | None = None
    ) -> None:
        super().__init__(config, folders, store, author)
        self._findings: dict[str, tuple[Finding, ...]] = {}

    def forget_findings(self) -> None:
        """Run the checks again when next asked: settings have changed."""
        self._findings = {}

    # --- findings ----------------------------------------------------------------------------------

    def findings_known(self, plan: str) -> bool:
        """Whether the checks of a plan have been run."""
        return plan in self._findings

    def checking(self, plan: str) -> Iterator[float]:
        """Run the checks of a plan rule by rule; gives the share that is done, nothing where it was run."""
        # Settings may change in the middle: what was found by the old ones goes where nobody looks.
        known = self._findings
        if plan in known:
            return
        # The rules are only loaded where something is checked.
        from tui.checks.running import checking, in_printed_order

        found: dict[str, Finding] = {}
        for share, some in checking(self.document(plan), self.config.checks):
            found.update((finding.id, finding) for finding in some)
            yield share
        known[plan] = in_printed_order(self.plan(plan), found.values())

    def findings(self, plan: str) -> tuple[Finding, ...]:
        """What the checks find in a plan, in printed order."""
        for _ in self.checking(plan):
            pass
        return self._findings[plan]

    def checked(self, plan: str) -> list[Checked]:
        """The findings of a plan with what became of each."""
        accepted = {flag.finding: flag for flag in self.state.flags if flag.finding}
        return [self._checked(finding, accepted) for finding in self.findings(plan)]

    def _checked(self, finding: Finding, accepted: dict[str, Flag]) -> Checked:
        flag = accepted.get(finding.id)
        if flag:
            return Checked(finding, "accepted", flag=flag)
        said = self.state.dismissed
        own = said.get(("finding", finding.id))
        dismissal = own or said.get(("rule", rule_subject(finding.plan, finding.rule)))
        if dismissal is None:
            return Checked(finding)
        return Checked(finding, "dismissed", dismissal, by_rule=own is None)

    def findings_on(self, passage: Passage) -> list[Checked]:
        """The findings that speak of a passage and were not dismissed; none while the checks were not run."""
        if not self.findings_known(passage.plan):
            return []
        return [
            each
            for each in self.checked(passage.plan)
            if each.state != "dismissed" and any(p.overlaps(passage) for p in each.finding.passages)
        ]

    def finding_properties(self, checked: Checked) -> Properties:
        """What a finding can be chosen by."""
        finding = checked.finding
        return {
            "severity": finding.severity,
            "rule": finding.rule,
            "family": finding.family,
            "certainty": finding.certainty,
            "finding_state": checked.state,
            "section": self.sections_of(finding.passage),
        }

    # --- what a reviewer says ----------------------------------------------------------------------

    def accept_finding(self, finding: Finding, locale: Locale) -> Event:
        """Make a flag of a finding, with the proposed opinion as its comment; it outranks a dismissal.

        Raises:
            Problem: nobody said who reviews, or the file could not be written.
        """
        payload = self._flag_payload(finding, locale)
        return self.act("flag", "sentence", finding.passage.paragraph, finding.passage, **payload)

    def _flag_payload(self, finding: Finding, locale: Locale) -> dict[str, Any]:
        """What a flag made of a finding says: kind, severity, comment, and the wording that is proposed."""
        from tui.plans.citation import cite

        lines = [locale.render(finding.message), locale.render(finding.opinion)]
        if finding.related:
            places = [cite(self.plan(passage.plan), passage) for passage in finding.related]
            lines.append(locale.say("check.see_also", places=places))
        return {
            "kind": EDIT if finding.wording else _FLAG_KINDS[finding.family],
            "severity": _FLAG_SEVERITIES[finding.severity],
            "note": "\n".join(lines),
            "suggestion": finding.wording,
            "finding": finding.id,
        }

    def dismiss_finding(self, finding: Finding, reason: str) -> None:
        """Say that a finding is none; it comes back when the words it speaks of change.

        Raises:
            Problem: nobody said who reviews, or the file could not be written.
        """
        self.act("dismiss", "finding", finding.id, finding.passage, rule=finding.rule, reason=reason)

    def dismiss_rule(self, plan: str, rule: str, reason: str) -> None:
        """Say that nothing a rule finds in a plan counts.

        Raises:
            Problem: nobody said who reviews, or the file could not be written.
        """
        self.act("dismiss", "rule", rule_subject(plan, rule), rule=rule, reason=reason)

    def restore(self, checked: Checked) -> None:
        """Take back what dismisses a finding.

        Raises:
            Problem: nobody said who reviews, or the file could not be written.
        """
        finding = checked.finding
        if checked.by_rule:
            self.act("restore", "rule", rule_subject(finding.plan, finding.rule), rule=finding.rule)
        else:
            self.act("restore", "finding", finding.id, finding.passage, rule=finding.rule)


def rule_subject(plan: str, rule: str) -> str:
    """The id of a rule in one plan, as events name it."""
    return f"{plan}/{rule}"
