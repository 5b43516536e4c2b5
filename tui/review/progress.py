"""How far a plan was looked at: by section and in total, and where nothing was to be said."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from tui.plans.sentences import READ_ROLES, sentences_of

if TYPE_CHECKING:
    from tui.plans.model import Passage, Plan

Key = tuple[str, int, int]


@dataclass(frozen=True, slots=True)
class Progress:
    """How many sentences there are, how many were marked as looked at, and how many of these bear flags."""

    sentences: int = 0
    reviewed: int = 0
    reviewed_with_flags: int = 0

    @property
    def nothing_to_say(self) -> int:
        """The sentences that were looked at and left without a flag."""
        return self.reviewed - self.reviewed_with_flags

    @property
    def is_done(self) -> bool:
        """Whether every sentence was looked at."""
        return 0 < self.sentences == self.reviewed


class PlanSentences:
    """The sentences of a plan with the sections they stand in, counted anew for each state of a review."""

    def __init__(self, plan: Plan) -> None:
        self._sentences: list[tuple[Passage, tuple[str, ...]]] = []
        for paragraph in plan.paragraphs:
            if paragraph.role in READ_ROLES:
                for sentence in sentences_of(paragraph):
                    above = plan.ancestry(plan.section_at(sentence))
                    self._sentences.append((sentence, ("", *(section.id for section in above))))

    def in_section(self, section: str) -> list[Passage]:
        """The sentences of a section and of those within it; of the whole plan for an empty id."""
        return [sentence for sentence, above in self._sentences if section in above]

    def sections(self) -> dict[Passage, tuple[str, ...]]:
        """Each sentence with the ids of the sections it stands in, the plan's empty id first."""
        return dict(self._sentences)

    def progress(self, reviewed: Iterable[Passage], flagged: Iterable[Passage]) -> dict[str, Progress]:
        """The progress of each section, and of the plan under an empty id.

        Args:
            reviewed: the sentences that were marked as looked at, where they stand now.
            flagged: the words that bear flags, where they stand now.
        """
        done = {(p.paragraph, p.start, p.end) for p in reviewed}
        marked: dict[str, list[Passage]] = {}
        for passage in flagged:
            marked.setdefault(passage.paragraph, []).append(passage)
        counts: dict[str, list[int]] = {}
        for sentence, above in self._sentences:
            looked = (sentence.paragraph, sentence.start, sentence.end) in done
            said = looked and any(p.overlaps(sentence) for p in marked.get(sentence.paragraph, ()))
            for section in above:
                count = counts.setdefault(section, [0, 0, 0])
                count[0] += 1
                count[1] += looked
                count[2] += said
        return {section: Progress(*count) for section, count in counts.items()}
