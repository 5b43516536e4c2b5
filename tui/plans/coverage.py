"""Proving a plan complete: every printed character of its source is in exactly one of its paragraphs."""

from __future__ import annotations

from dataclasses import dataclass

from tui.plans.model import Paragraph, Plan


@dataclass(frozen=True, slots=True)
class Coverage:
    """How much of a source a plan accounts for.

    `total` and `accounted` count non-blank characters; `furniture` holds the paragraphs printed around
    the plan; `unaccounted` the numbers of source lines of which something is missing; `foreign` the ids
    of paragraphs whose text is not what stands on their lines.
    """

    total: int
    accounted: int
    furniture: tuple[Paragraph, ...]
    unaccounted: tuple[int, ...]
    foreign: tuple[str, ...]

    @property
    def share(self) -> float:
        """The accounted share, from 0 to 1; 1 for an empty source."""
        return self.accounted / self.total if self.total else 1.0

    @property
    def complete(self) -> bool:
        """Whether all of the source is there and nothing else."""
        return not self.unaccounted and not self.foreign


def coverage(plan: Plan, source_lines: list[str]) -> Coverage:
    """Hold a plan against the lines of its source."""
    left = ["".join(line.split()) for line in source_lines]
    total = sum(map(len, left))
    foreign = [paragraph.id for paragraph in plan.paragraphs if not _take(paragraph, left)]
    return Coverage(
        total=total,
        accounted=total - sum(map(len, left)),
        furniture=tuple(p for p in plan.paragraphs if p.role in ("furniture", "lead", "caption", "notice")),
        unaccounted=tuple(number for number, rest in enumerate(left, 1) if rest),
        foreign=tuple(foreign),
    )


def _take(paragraph: Paragraph, left: list[str]) -> bool:
    """Take a paragraph's characters from its lines; False, and nothing taken, where they do not agree."""
    wanted = "".join(paragraph.text.split())
    taken: dict[int, str] = {}
    for first, last in paragraph.lines:
        for index in range(first - 1, min(last, len(left))):
            line = left[index]
            if wanted.startswith(line):
                wanted, taken[index] = wanted[len(line) :], ""
            elif line.startswith(wanted):
                taken[index], wanted = line[len(wanted) :], ""
            else:
                return False
    if wanted:
        return False
    for index, rest in taken.items():
        left[index] = rest
    return True
