"""A library and one review of it, joined: what the app, the command line and the reports ask."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from tui import places
from tui.messages import Problem
from tui.review.events import Author, Event, expanded
from tui.review.store import ReviewStore
from tui.review.undo import active_events
from tui.workspace.checking import Checking

# As in the library, what assesses, compares and searches is imported when it is first asked for.
if TYPE_CHECKING:
    from tui.compare.comparability import Comparability
    from tui.compare.model import Judgement, Match
    from tui.config import Config
    from tui.locale import Locale
    from tui.plans.model import Passage
    from tui.search import Hits, Index, Query
    from tui.targets.known import Ledger
    from tui.targets.methods import Thresholds
    from tui.targets.model import Assessment, Evidence, Observation, Target


class Workspace(Checking):
    """A library, and one review of it: the verdict on each target, and matches as reviewers judged them."""

    def __init__(
        self, config: Config, folders: Sequence[Path], store: ReviewStore, author: Author | None = None
    ) -> None:
        super().__init__(config, folders, store, author)
        self._with_examples = False
        self._judged: tuple[Match, ...] | None = None
        self._ledgers: dict[tuple[str, str], Ledger] = {}
        self._notes: Index | None = None

    def refresh(self) -> None:
        """Read the review file again when next asked."""
        super().refresh()
        self._judged = self._notes = None
        self._ledgers = {}

    # --- assessment ------------------------------------------------------------------------------

    @property
    def with_examples(self) -> bool:
        """Whether invented example values are laid under what was reported."""
        return self._with_examples

    @with_examples.setter
    def with_examples(self, on: bool) -> None:
        self._with_examples = on
        self._ledgers = {}

    def configure(self, config: Config) -> None:
        """Go on with other settings."""
        self.config = config
        self.__dict__.pop("thresholds", None)
        self.forget_findings()
        self.refresh()

    @cached_property
    def thresholds(self) -> Thresholds:
        """The office's settings for assessment."""
        from tui.targets.methods import Thresholds

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
        from tui.targets.model import Observation
        from tui.targets.observations import load_reports

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
        from tui.targets.known import Ledger
        from tui.targets.model import Evidence, Observation

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
        from tui.targets.assessment import assess
        from tui.targets.model import Explanation

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
        from tui.compare.model import Judgement

        return self.state.judgements.get(match.id, Judgement())

    def comparability(self, match: Match) -> Comparability:
        """The class that a reviewer set for a match, else the one that follows from the identity cards."""
        from tui.compare.comparability import judged

        return judged(super().comparability(match), self.state.judgements.get(match.id))

    def matches_of(self, passage: Passage) -> list[Match]:
        """Matches with a quote that shares characters with a passage; those that were rejected last."""
        found = [match for match in self.state.matches if self._quotes(match, passage)]
        found += [self._corrected(match) for match in super().matches_of(passage)]
        return sorted(found, key=lambda match: self.judgement(match).decision == "rejected")

    # --- searching ---------------------------------------------------------------------------------

    @cached_property
    def _content(self) -> Index:
        from tui.search import Index
        from tui.workspace.searching import content_entries

        return Index(content_entries(self))

    def query(self, typed: str, locale: Locale) -> Query:
        """What a line asks for; kinds may be named in the language of the program."""
        from tui.search import KINDS, parse_query

        names = {locale.say(f"search_kind.{kind}"): kind for kind in KINDS}
        shorts = {card.id: card.short for card in self.cards.values()}
        return parse_query(typed, shorts, names.get)

    def search(self, query: Query) -> Hits:
        """Where words stand: in content, then in what reviewers wrote."""
        from tui.search import Hits, Index
        from tui.workspace.searching import note_entries

        if self._notes is None:
            self._notes = Index(note_entries(self.state))
        content, notes = self._content.find(query), self._notes.find(query)
        return Hits(content.query, content.entries + notes.entries, content.total + notes.total)


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
