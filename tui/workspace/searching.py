"""What can be found: the text of plans, targets, projects, matches, and what reviewers wrote."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from tui.search import Entry

if TYPE_CHECKING:
    from tui.compare.model import Match
    from tui.library import Library
    from tui.plans.model import Plan
    from tui.review.model import Flag
    from tui.review.state import ReviewState


def content_entries(library: Library) -> Iterator[Entry]:
    """The entries of content: plan by plan text, targets and projects, then matches."""
    for plan in library.plans():
        for paragraph in plan.paragraphs:
            yield Entry("text", paragraph.id, plan.id, paragraph.section, paragraph.id, paragraph.text)
        for target in library.targets(plan.id):
            at = _offset(plan, target.paragraph, target.quote)
            yield Entry("target", target.id, plan.id, "", target.paragraph, target.name, at)
        for project in library.projects(plan.id):
            at = _offset(plan, project.paragraph, project.name)
            text = f"{project.group} {project.name}".strip()
            yield Entry("project", project.id, plan.id, project.box, project.paragraph, text, at)
    for match in library.matches():
        yield _match_entry(match)


def _match_entry(match: Match) -> Entry:
    quote = (match.new or match.old)[0]
    searched = match.searched.terms if match.searched else ()
    text = "\n".join(part for part in (match.rationale, *searched) if part)
    return Entry("match", match.id, quote.plan, "", quote.paragraph, text)


def _offset(plan: Plan, paragraph: str, words: str) -> int:
    known = plan.paragraphs_by_id.get(paragraph)
    return max(0, known.text.find(words)) if known else 0


def note_entries(state: ReviewState) -> Iterator[Entry]:
    """The entries of a review: comments, proposed wordings, tags, replies, reasons and notes on stages."""
    for flag in state.flags:
        text = _said(flag)
        if text:
            paragraph = flag.anchor.paragraph if flag.anchor else ""
            plan = paragraph.partition("/")[0]
            start = flag.anchor.start if flag.anchor else 0
            yield Entry("note", flag.id, plan, "", paragraph, text, start)
    for project, stage in state.stages.items():
        if stage.note:
            yield Entry("note", project, project.partition("/")[0], "", "", stage.note)
    for target, verdict in state.verdicts.items():
        yield Entry("note", target, "", "", "", verdict.reason)


def _said(flag: Flag) -> str:
    reasons = [reply.reason for reply in flag.replies]
    tags = " ".join(f"#{tag}" for tag in flag.tags)
    return "\n".join(text for text in (flag.note, flag.suggestion, tags, *reasons) if text)
