"""The findings of checks that reviewers dismissed, with their reasons."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from tui.locale import Locale
from tui.plans.citation import place_name
from tui.plans.model import Plan, local_id
from tui.report.document import Block, Cell, Paragraph, plain_table
from tui.wording import date_text, rule_name
from tui.workspace import Workspace
from tui.workspace.checking import Checked

_COLUMNS = ("plan", "where", "rule", "passage", "message", "finding_reason")


def dismissed_findings(workspace: Workspace, locale: Locale, plans: Sequence[Plan]) -> Iterator[Block]:
    """A table of them in printed order; nothing where none was dismissed."""
    rows = [
        _row(locale, plan, checked)
        for plan in plans
        for checked in workspace.checked(plan.id)
        if checked.state == "dismissed"
    ]
    if rows:
        yield Paragraph(locale.say("summary.dismissed_note"))
        yield plain_table((locale.say(f"column.{name}") for name in _COLUMNS), rows)


def _row(locale: Locale, plan: Plan, checked: Checked) -> tuple[Cell, ...]:
    finding, said = checked.finding, checked.dismissal
    assert said is not None
    by = locale.say("summary.by", person=said.author, date=date_text(locale, said.created))
    place = f"{place_name(plan, finding.passage.paragraph)} {local_id(finding.passage.paragraph)}"
    return (
        plan.card.short,
        place,
        rule_name(locale, finding.rule),
        finding.passage.quote,
        locale.render(finding.message),
        locale.say("check.dismissed_by", reason=said.reason, by=by) if said.reason else by,
    )
