"""Flags and progress: what stands where now, what was looked at, and where reviewers differ."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from tui.workspace.recording import Recording

if TYPE_CHECKING:
    from tui.config import Config
    from tui.plans.anchors import Found, Surroundings
    from tui.plans.model import Passage
    from tui.review.agreement import Pair
    from tui.review.conflicts import Conflict
    from tui.review.events import Author
    from tui.review.model import Flag
    from tui.review.progress import PlanSentences, Progress
    from tui.review.store import ReviewStore
    from tui.selection import Properties


class Flagging(Recording):
    """A review's flags and marks, found in the text as it is now."""

    def __init__(
        self, config: Config, folders: Sequence[Path], store: ReviewStore, author: Author | None = None
    ) -> None:
        super().__init__(config, folders, store, author)
        self._sentences: dict[str, PlanSentences] = {}
        self._progress: dict[str, dict[str, Progress]] = {}
        self._found: dict[Passage, Found] = {}
        self._conflicts: tuple[Conflict, ...] | None = None

    def refresh(self) -> None:
        """Read the review file again when next asked."""
        super().refresh()
        self._conflicts = None
        self._progress = {}

    # --- flags -------------------------------------------------------------------------------------

    @cached_property
    def phrases(self) -> tuple[str, ...]:
        """Phrases for comments."""
        from tui.review.phrases import load_phrases

        return load_phrases(self.folders)

    def flags(self, plan: str = "") -> list[Flag]:
        """Flags in shelf and printed order; those on targets and matches after the text of their plan."""
        shelf = {identifier: index for index, identifier in enumerate(self.cards)}
        standing = [flag for flag in self.state.flags if not flag.settled]
        flags = [flag for flag in standing if not plan or self.plan_of(flag) == plan]
        return sorted(flags, key=lambda flag: (shelf.get(self.plan_of(flag), 99), *self._printed_place(flag)))

    def _printed_place(self, flag: Flag) -> tuple[int, int, str]:
        if flag.anchor is None or flag.anchor.plan not in self.cards or flag.subject_kind == "match":
            return (1_000_000, 0, flag.id)
        found = self.find(flag.anchor, flag.around).passage
        order = self.plan(flag.anchor.plan).order.get(found.paragraph, 999_999)
        return (order, found.start, flag.id)

    def plan_of(self, flag: Flag) -> str:
        """The plan a flag belongs to."""
        if flag.anchor:
            return flag.anchor.plan
        if flag.subject_kind == "target":
            return next((t.plan for t in self.all_targets() if t.id == flag.subject_id), "")
        return flag.subject_id.partition("/")[0]

    def subject_name(self, kind: str, identifier: str) -> str:
        """The name of what a flag stands on; its id where content has it no longer."""
        plan = identifier.partition("/")[0]
        names: dict[str, str] = {}
        if kind == "target":
            names = {target.id: target.name for target in self.all_targets()}
        elif plan in self.cards and kind == "project":
            names = {project.id: project.name for project in self.projects(plan)}
        elif plan in self.cards and kind == "section":
            names = {section.id: section.label for section in self.plan(plan).sections}
        return names.get(identifier, identifier)

    def find(self, anchor: Passage, around: Surroundings | None = None) -> Found:
        """Where a marked passage stands now."""
        from tui.plans.anchors import find_passage

        if anchor not in self._found:
            plan = self.plan(anchor.plan) if anchor.plan in self.cards else None
            self._found[anchor] = find_passage(plan, anchor, around)
        return self._found[anchor]

    def standing(self, flag: Flag) -> Found | None:
        """Where the words of a flag stand now; None where no words were marked."""
        return self.find(flag.anchor, flag.around) if flag.anchor else None

    def properties(self, flag: Flag) -> Properties:
        """What a flag can be chosen by; `standing` says where its words stand now."""
        found = self.standing(flag)
        return {
            "plan": self.plan_of(flag),
            "section": self.sections_of(found.passage) if found else [],
            "kind": flag.kind,
            "severity": flag.severity,
            "author": flag.author.name,
            "state": flag.state,
            "reply": flag.reply.reply if flag.reply else "none",
            "tag": flag.tags,
            "subject": flag.subject_kind,
            "standing": found.state if found else "none",
        }

    def sections_of(self, passage: Passage) -> list[str]:
        """The ids of the sections a passage stands in, the outermost first; none where it does not stand."""
        if passage.plan not in self.cards:
            return []
        plan = self.plan(passage.plan)
        known = passage.paragraph in plan.paragraphs_by_id
        return [section.id for section in plan.ancestry(plan.section_at(passage))] if known else []

    @property
    def foreign_plans(self) -> list[str]:
        """The plans whose words were flagged and that are not on the shelf."""
        return sorted({flag.anchor.plan for flag in self.state.flags if flag.anchor} - self.cards.keys())

    def flags_on(self, passage: Passage) -> list[Flag]:
        """The flags on words of a passage, on targets and projects printed there too, not on matches."""
        anchored = [f for f in self.state.flags if f.subject_kind != "match" and not f.settled]
        return [f for f in anchored if (found := self.standing(f)) and found.passage.overlaps(passage)]

    # --- progress --------------------------------------------------------------------------------

    def sentences(self, plan: str) -> PlanSentences:
        """The sentences of a plan with the sections they stand in."""
        from tui.review.progress import PlanSentences

        if plan not in self._sentences:
            self._sentences[plan] = PlanSentences(self.plan(plan))
        return self._sentences[plan]

    def reviewed(self, plan: str) -> list[Passage]:
        """The sentences of a plan that anybody marked as looked at, where they stand now.

        A mark falls with the words it stood on.
        """
        found = [self.find(passage) for _, passage in self.state.reviewed if passage.plan == plan]
        return [each.passage for each in found if each.is_same]

    def progress(self, plan: str) -> dict[str, Progress]:
        """How far a plan was looked at by section id, and in total under an empty id."""
        if plan not in self._progress:
            flagged = [self.standing(flag) for flag in self.flags(plan)]
            self._progress[plan] = self.sentences(plan).progress(
                self.reviewed(plan), [each.passage for each in flagged if each]
            )
        return self._progress[plan]

    # --- several reviewers -------------------------------------------------------------------------

    def conflicts(self) -> tuple[Conflict, ...]:
        """Where reviewers differ and nobody has settled it."""
        from tui.review.conflicts import conflicts

        if self._conflicts is None:
            self._conflicts = conflicts(self.flags(), self._stands, self.state.agreed)
        return self._conflicts

    def _stands(self, flag: Flag) -> Passage | None:
        found = self.standing(flag)
        return found.passage if found else None

    def agreements(self, plan: str) -> dict[tuple[Author, Author], dict[str, list[Pair]]]:
        """What every two people say of the sentences that both looked at, by section id."""
        from tui.review.agreement import pairs_of, sections_judged

        sections = self.sentences(plan).sections()
        looked: dict[Author, set[Passage]] = {}
        for author, mark in self.state.reviewed:
            found = self.find(mark) if mark.plan == plan else None
            if found and found.is_same and found.passage in sections:
                looked.setdefault(author, set()).add(found.passage)
        kinds = [kind.id for kind in self.config.flag_kinds]
        result = {}
        for first, second in pairs_of(looked):
            both = {
                sentence: (self._category(sentence, first, kinds), self._category(sentence, second, kinds))
                for sentence in sections
                if sentence in looked[first] & looked[second]
            }
            result[first, second] = sections_judged(both, sections)
        return result

    def _category(self, sentence: Passage, person: Author, kinds: Sequence[str]) -> str:
        """What a person said of a sentence, also where another's flag was preferred afterwards."""
        from tui.review.agreement import category

        own = [f for f in self.state.flags if f.author == person and f.subject_kind == "sentence"]
        standing = ((flag, self.standing(flag)) for flag in own)
        return category([flag for flag, at in standing if at and at.passage.overlaps(sentence)], kinds)
