"""A library and one review of it, joined: what the app, the command line and the reports ask."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, replace
from functools import cached_property
from pathlib import Path
from typing import Any

from tui import places
from tui.compare.comparability import Comparability, judged
from tui.compare.model import Judgement, Match
from tui.config import Config, remember_reviewer
from tui.library import Library
from tui.messages import Problem
from tui.plans.anchors import Found, Surroundings, find_passage, surroundings
from tui.plans.model import Passage
from tui.review.events import Act, Author, Event, expanded
from tui.review.model import Flag
from tui.review.phrases import load_phrases
from tui.review.progress import PlanSentences, Progress
from tui.review.state import ReviewState, anchor_of, fold
from tui.review.store import ReviewStore
from tui.review.undo import active_events, redoable, undoable
from tui.selection import Properties
from tui.targets.assessment import assess
from tui.targets.known import Ledger
from tui.targets.methods import Thresholds
from tui.targets.model import Assessment, Evidence, Explanation, Observation, Target
from tui.targets.observations import load_reports


class Workspace(Library):
    """A library, and one review of it.

    Args:
        config: settings in force.
        folders: content folders, each laid over those before it.
        store: the review file.
        author: who reviews; may be named later.
    """

    def __init__(
        self, config: Config, folders: Sequence[Path], store: ReviewStore, author: Author | None = None
    ) -> None:
        super().__init__(folders)
        self.config = config
        self.store = store
        self.author = author
        self._with_examples = False
        self._sentences: dict[str, PlanSentences] = {}
        self._progress: dict[str, dict[str, Progress]] = {}
        self._events: tuple[Event, ...] | None = None
        self._found: dict[Passage, Found] = {}
        self._state: ReviewState | None = None
        self._judged: tuple[Match, ...] | None = None
        self._ledgers: dict[tuple[str, str], Ledger] = {}

    # --- assessment ------------------------------------------------------------------------------

    @property
    def with_examples(self) -> bool:
        """Whether invented example values are laid under what was reported."""
        return self._with_examples

    @with_examples.setter
    def with_examples(self, on: bool) -> None:
        self._with_examples = on
        self._ledgers = {}

    @cached_property
    def thresholds(self) -> Thresholds:
        """The office's settings for assessment."""
        config = self.config
        return Thresholds(
            ahead=config.ahead,
            on_track=config.on_track,
            about_band=config.about_band,
            effort=config.effort,
            sync_band=config.sync_band,
            projection_miss=config.projection_miss,
            method=config.method,
        )

    def observations(self) -> tuple[Observation, ...]:
        """Reported values: invented examples if they are switched on, replaced by what was entered."""
        return (*(self._examples if self.with_examples else ()), *self.state.observations)

    @cached_property
    def _examples(self) -> tuple[Observation, ...]:
        found: dict[str, tuple[Observation | Evidence, ...]] = {}
        for folder in self.folders:
            for path in sorted((folder / "examples").glob("*.csv")):
                found[path.stem] = load_reports(path, self.targets(path.stem), self.cards, "example")
        reports = [report for part in found.values() for report in part]
        return tuple(report for report in reports if isinstance(report, Observation))

    def ledger(self, plan: str, more: Sequence[Observation | Evidence] = ()) -> Ledger:
        """The values of a plan's place, and which target each answers for.

        Args:
            plan: a plan on the shelf.
            more: values and evidence beside those of the review.
        """
        card = self.cards.get(plan)
        place = (card.place, card.level) if card else (plan, "")
        if not more and place in self._ledgers:
            return self._ledgers[place]
        plans = [c.id for c in self.cards.values() if (c.place, c.level) == place] or [plan]
        ledger = Ledger(
            [target for name in plans for target in self.targets(name)],
            [fact for name in plans for fact in self.facts(name)],
            self.cards,
            [*self.observations(), *(m for m in more if isinstance(m, Observation))],
            [*self.state.evidence, *(m for m in more if isinstance(m, Evidence))],
        )
        if not more:
            self._ledgers[place] = ledger
        return ledger

    def assessments(
        self, plan: str, more: Sequence[Observation | Evidence] = (), as_of: int | None = None
    ) -> list[Assessment]:
        """The verdict on each target of a plan; `more` holds values beside those of the review."""
        ledger = self.ledger(plan, more)
        return [self._assessed(target, ledger, as_of) for target in self.targets(plan)]

    def assessment(self, target: Target, as_of: int | None = None) -> Assessment:
        """The verdict on one target."""
        return self._assessed(target, self.ledger(target.plan), as_of)

    def _assessed(self, target: Target, ledger: Ledger, as_of: int | None) -> Assessment:
        found = assess(target, ledger.known(target), self.thresholds, as_of)
        return replace(
            found,
            verdict=self.state.verdicts.get(target.id),
            explanation=self.state.explanations.get(target.id, Explanation()),
        )

    def assessments_in(self, passage: Passage) -> list[Assessment]:
        """The verdicts on the targets that stand in a passage."""
        targets = [t for t in self.targets(passage.plan) if self._is_in(t.paragraph, t.quote, passage)]
        return [self.assessment(target) for target in targets]

    def together(self, target: Target) -> list[Target]:
        """The targets promised in the same words (A、B均达到…): the promise holds only if each does."""
        same = [
            t
            for t in self.targets(target.plan)
            if (t.paragraph, t.quote) == (target.paragraph, target.quote) and t.table_row is None
        ]
        return same if len(same) > 1 and target in same else []

    def history(self, target: Target) -> list[Event]:
        """Everything that was reported of a target or decided about it, oldest first."""
        acts = (act for event in active_events(self.events) for act in expanded(event))
        return [act for act in acts if (act.subject_kind, act.subject_id) == ("target", target.id)]

    # --- comparison ------------------------------------------------------------------------------

    def _every_match(self) -> tuple[Match, ...]:
        """Curated matches and a reviewer's own, with what was corrected in them."""
        if self._judged is None:
            every = self.curated
            if self.state.matches:
                every = self._ordered((*every, *self.state.matches))
            self._judged = tuple(map(self._corrected, every)) if self.state.judgements else every
        return self._judged

    def _corrected(self, match: Match) -> Match:
        said = self.state.judgements.get(match.id)
        if said is None or not (said.change or said.quantity):
            return match
        return replace(match, change=said.change or match.change, quantity=said.quantity or match.quantity)

    def suggestions(self, old: str, new: str) -> tuple[Match, ...]:
        """What the matcher proposes for two plans; what a reviewer took over is the reviewer's own.

        Raises:
            Problem: it is one plan, or one of them has nothing that could be compared.
        """
        own = {match.id: match for match in self.state.matches}
        found = super().suggestions(old, new)
        return tuple(self._corrected(own.get(match.id, match)) for match in found)

    def judgement(self, match: Match) -> Judgement:
        """What a reviewer said of a match; an empty one where nothing was said."""
        return self.state.judgements.get(match.id, Judgement())

    def comparability(self, match: Match) -> Comparability:
        """The class that a reviewer set for a match, else the one that follows from the identity cards."""
        return judged(super().comparability(match), self.state.judgements.get(match.id))

    def matches_of(self, passage: Passage) -> list[Match]:
        """Matches with a quote that shares characters with a passage; those that were rejected last."""
        found = [match for match in self.state.matches if self._quotes(match, passage)]
        found += [self._corrected(match) for match in super().matches_of(passage)]
        return sorted(found, key=lambda match: self.judgement(match).decision == "rejected")

    # --- review ----------------------------------------------------------------------------------

    @property
    def events(self) -> tuple[Event, ...]:
        """All events of the review."""
        if self._events is None:
            self._events = self.store.events()
        return self._events

    @property
    def state(self) -> ReviewState:
        """What the events add up to."""
        if self._state is None:
            self._state = fold(self.events)
        return self._state

    def refresh(self) -> None:
        """Read the review file again when next asked."""
        self._events = self._state = self._judged = None
        self._ledgers = {}
        self._progress = {}

    def open_review(self, path: Path) -> None:
        """Go on with another review; the present one stays open if that cannot be.

        Raises:
            Problem: the file cannot be opened or read.
        """
        store = ReviewStore(path)
        try:
            store.events()
        except Problem:
            store.close()
            raise
        self.store.close()
        self.store = store
        self.refresh()

    def name_author(self, author: Author) -> None:
        """Say who reviews, for now and for the next start."""
        self.author = author
        remember_reviewer(author.name, author.unit)

    def act(
        self,
        kind: str,
        subject_kind: str,
        subject_id: str,
        passage: Passage | None = None,
        /,
        **payload: Any,
    ) -> Event:
        """Record an act of the reviewer; when this returns it is on the disk.

        Raises:
            Problem: nobody said who reviews, or the file could not be written.
        """
        if self.author is None:
            raise Problem("review.no_author")
        known = self.events
        anchor = anchor_of(passage, self._surroundings(passage)) if passage else {}
        event = self.store.append(self.author, kind, subject_kind, subject_id, anchor=anchor, payload=payload)
        self.refresh()
        self._events = (*known, event)
        return event

    def _surroundings(self, passage: Passage) -> Surroundings | None:
        return surroundings(self.plan(passage.plan), passage) if passage.plan in self.cards else None

    def take(self, source: str, acts: Sequence[Act]) -> Event:
        """Record what a file brings in as one event, so that one undo takes all of it back.

        Raises:
            Problem: nobody said who reviews, or the review file could not be written.
        """
        return self.act("import", "file", source, acts=[asdict(act) for act in acts])

    def undo(self) -> Event | None:
        """Take back the reviewer's last act; None if there is none."""
        return self._undo(undoable(self.events, self.author) if self.author else None)

    def redo(self) -> Event | None:
        """Take back the last undo; None if something new followed or there is none."""
        undone = redoable(self.events, self.author) if self.author else None
        if self._undo(undone) is None or undone is None:
            return None
        return next(event for event in self.events if event.id == undone.payload["event"])

    def _undo(self, event: Event | None) -> Event | None:
        if event is not None:
            self.act("undo", "event", event.id, event=event.id)
        return event

    @cached_property
    def phrases(self) -> tuple[str, ...]:
        """Phrases for comments."""
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
            "section": self._sections_of(found),
            "kind": flag.kind,
            "severity": flag.severity,
            "author": flag.author.name,
            "state": flag.state,
            "reply": flag.reply.reply if flag.reply else "none",
            "tag": flag.tags,
            "subject": flag.subject_kind,
            "standing": found.state if found else "none",
        }

    def _sections_of(self, found: Found | None) -> list[str]:
        if found is None or found.passage.plan not in self.cards:
            return []
        plan = self.plan(found.passage.plan)
        known = found.passage.paragraph in plan.paragraphs_by_id
        return [section.id for section in plan.ancestry(plan.section_at(found.passage))] if known else []

    def flags_on(self, passage: Passage) -> list[Flag]:
        """The flags on words of a passage, on targets and projects printed there too, not on matches."""
        anchored = [f for f in self.state.flags if f.subject_kind != "match" and not f.settled]
        return [f for f in anchored if (found := self.standing(f)) and found.passage.overlaps(passage)]

    # --- progress --------------------------------------------------------------------------------

    def sentences(self, plan: str) -> PlanSentences:
        """The sentences of a plan with the sections they stand in."""
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


def open_workspace(
    config: Config,
    *,
    content: Sequence[Path] = (),
    review: Path | None = None,
    author: str | None = None,
) -> Workspace:
    """The workspace of a start of the program.

    Args:
        config: settings in force.
        content: folders laid over the shipped and the user's own content.
        review: the review file; the configured or default one when None.
        author: who reviews, when named on the command line.

    Raises:
        Problem: a named folder is absent, or the review file cannot be opened.
    """
    for folder in content:
        if not folder.is_dir():
            raise Problem("content.no_folder", folder=str(folder))
    user = places.user_content()
    folders = [places.shipped_content(), *([user] if user.is_dir() else []), *content]
    configured = Path(config.review_file).expanduser() if config.review_file else places.default_review()
    name = author or config.reviewer_name
    unit = config.reviewer_unit if name == config.reviewer_name else ""
    who = Author(name, unit) if name else None
    return Workspace(config, folders, ReviewStore(review or configured), who)
