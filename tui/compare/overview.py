"""The comparison seen from above: themes by plan, and where plans put each theme."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from tui.compare.grouping import Commitment
from tui.compare.loading import Themes
from tui.plans.model import Plan, Section
from tui.plans.sentences import READ_ROLES


@dataclass
class Tally:
    """How many commitments of each theme have a counterpart and how many have none."""

    with_counterpart: Counter[str] = field(default_factory=Counter)
    without: Counter[str] = field(default_factory=Counter)


def tallies(by_new: Iterable[Commitment], by_old: Iterable[Commitment]) -> dict[str, Tally]:
    """For each plan how many of its commitments have a counterpart, by theme.

    Args:
        by_new: matches grouped by commitments of the new plan.
        by_old: matches grouped by commitments of the old plans.
    """
    found: dict[str, Tally] = {}
    for commitment in by_new:
        if commitment.matches[0].new:
            _count(found, commitment, alone=not any(match.old for match in commitment.matches))
    for commitment in by_old:
        if commitment.matches[0].old:
            _count(found, commitment, alone=not any(match.new for match in commitment.matches))
    return found


def _count(found: dict[str, Tally], commitment: Commitment, *, alone: bool) -> None:
    tally = found.setdefault(commitment.quotes[0].plan, Tally())
    (tally.without if alone else tally.with_counterpart)[commitment.matches[0].theme] += 1


@dataclass(frozen=True, slots=True)
class Chapter:
    """A section at the top of a plan, and how many characters of it belong to each theme."""

    section: Section
    characters: Counter[str]

    @property
    def themes(self) -> list[str]:
        """Its themes, that with the most characters first."""
        return [theme for theme, _ in self.characters.most_common()]


def chapters(plan: Plan, themes: Themes) -> list[Chapter]:
    """The sections at the top of a plan with their themes."""
    found = {top.id: Chapter(top, Counter()) for top in plan.children("")}
    for paragraph in plan.paragraphs:
        section = plan.section_of(paragraph)
        placement = themes.of_section(plan, section)
        if section and placement and paragraph.role in READ_ROLES:
            top = plan.ancestry(section)[0]
            found[top.id].characters[placement.theme] += len(paragraph.text)
    return list(found.values())


def main_chapter(found: Sequence[Chapter], theme: str) -> int | None:
    """The number, from 1, of the chapter that has most of a theme; None where none has any."""
    numbered = [(chapter.characters[theme], -number) for number, chapter in enumerate(found, 1)]
    most, number = max(numbered, default=(0, 0))
    return -number if most else None
