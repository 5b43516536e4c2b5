"""Content, settings and review joined: what the app, the command line and the reports ask."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any, TypeVar

from tui import places
from tui.compare.comparability import Comparability, of_match
from tui.compare.loading import Themes, load_matches, load_themes
from tui.compare.model import Match, Quote
from tui.config import Config, remember_reviewer
from tui.messages import Message, Problem
from tui.plans.anchors import Found, find_passage
from tui.plans.damage import Damage, load_damage
from tui.plans.glossary import Term, load_glossary
from tui.plans.loading import absent_plan, load_card, load_plan
from tui.plans.model import Card, Paragraph, Passage, Plan
from tui.plans.projects import Group, Project, load_groups, projects
from tui.records import content_files, content_layers
from tui.review.events import Author, Event
from tui.review.state import Flag, ReviewState, anchor_of, fold, redoable, undoable
from tui.review.store import ReviewStore
from tui.search import Entry, Hits, search
from tui.targets.assessment import Thresholds, assess
from tui.targets.loading import load_facts, load_observations, load_targets
from tui.targets.model import Assessment, Fact, Observation, Target
from tui.text.sentences import sentence_spans

Loaded = TypeVar("Loaded")
#: Roles whose sentences a reviewer reads one by one.
READ_ROLES = frozenset({"body", "closing"})


@dataclass(frozen=True, slots=True)
class Progress:
    """How many sentences of a plan were marked as looked at."""

    reviewed: int
    sentences: int


def sentences_of(paragraph: Paragraph) -> list[Passage]:
    """The sentences of a paragraph; headings, cells and furniture count as one."""
    if paragraph.role in READ_ROLES:
        spans = sentence_spans(paragraph.text)
    else:
        spans = [(0, len(paragraph.text))] if paragraph.text else []
    return [Passage(paragraph.id, start, end, paragraph.text[start:end]) for start, end in spans]


class Workspace:
    """Everything that is known about the plans on the shelf and one review of them.

    Plans, targets and matches are read when they are first asked for; identity cards alone fill the shelf.

    Args:
        config: settings in force.
        folders: content folders, each laid over those before it.
        store: the review file.
        author: who reviews; may be named later.
    """

    def __init__(
        self, config: Config, folders: list[Path], store: ReviewStore, author: Author | None = None
    ) -> None:
        self.config = config
        self.folders = folders
        self.store = store
        self.author = author
        self.with_examples = False
        self.warnings: list[Message] = []
        self._plans: dict[str, Plan] = {}
        self._targets: dict[str, tuple[Target, ...]] = {}
        self._sentences: dict[str, frozenset[tuple[str, int, int]]] = {}
        self._facts: dict[str, tuple[Fact, ...]] = {}
        self._damage: dict[str, tuple[Damage, ...]] = {}
        self._projects: dict[str, tuple[Project, ...]] = {}
        self._events: tuple[Event, ...] | None = None
        self._found: dict[Passage, Found] = {}
        self._searched = Hits("", ())
        self._state: ReviewState | None = None

    # --- content ---------------------------------------------------------------------------------

    @cached_property
    def cards(self) -> dict[str, Card]:
        """The shelf: identity cards by plan id, by period; a plan that cannot be read becomes a warning."""
        found = []
        for paths in content_layers(self.folders, "plans").values():
            card = self._first_sound(paths, load_card)
            if card:
                found.append(card)
        found.sort(key=lambda card: (card.period[0], card.standing, card.id))
        return {card.id: card for card in found}

    def plan(self, identifier: str) -> Plan:
        """A whole plan.

        Raises:
            Problem: there is no such plan, or it is not sound.
        """
        if identifier not in self._plans:
            layers = content_layers(self.folders, "plans")
            if identifier not in layers:
                raise absent_plan(identifier, list(self.cards))
            *upper, lowest = layers[identifier]
            try:
                self._plans[identifier] = self._first_sound(upper, load_plan) or load_plan(lowest)
            except Problem:
                # A plan that cannot be read is no longer on the shelf; whoever asked is told why.
                self.cards.pop(identifier, None)
                raise
        return self._plans[identifier]

    def _first_sound(self, paths: Sequence[Path], load: Callable[[Path], Loaded]) -> Loaded | None:
        """What the first sound file of several layers holds; those that are not sound become warnings."""
        for path in paths:
            try:
                return load(path)
            except Problem as problem:
                self.warnings.extend(m for m in problem.messages if m not in self.warnings)
        return None

    def _layered(self, kind: str, plan: str, load: Callable[[Path], Loaded]) -> Loaded | None:
        return self._first_sound(content_layers(self.folders, kind).get(plan, []), load)

    def plans(self) -> Iterable[Plan]:
        """All plans on the shelf that can be read, in shelf order."""
        for identifier in tuple(self.cards):
            try:
                plan = self.plan(identifier)
            except Problem as problem:
                self.warnings.extend(m for m in problem.messages if m not in self.warnings)
                continue
            yield plan

    def paragraph(self, identifier: str) -> Paragraph | None:
        """A paragraph by its id; None where it is not there (any more)."""
        plan, _, _ = identifier.partition("/")
        if plan not in self.cards:
            return None
        try:
            return self.plan(plan).paragraphs_by_id.get(identifier)
        except Problem:
            return None

    def targets(self, plan: str) -> tuple[Target, ...]:
        """The targets of a plan; none where it has no target file."""
        if plan not in self._targets:
            found = self._layered("targets", plan, load_targets) or ()
            self._targets[plan] = tuple(target for target in found if not target.rejected)
        return self._targets[plan]

    def facts(self, plan: str) -> tuple[Fact, ...]:
        """The values already reached that a plan reports; none where it has no file of them."""
        if plan not in self._facts:
            found = self._layered("facts", plan, load_facts) or ()
            self._facts[plan] = tuple(fact for fact in found if not fact.rejected)
        return self._facts[plan]

    def projects(self, plan: str) -> tuple[Project, ...]:
        """The projects of a plan's boxes; none where it has no project file."""
        if plan not in self._projects:
            known: list[Group] = []
            unknown: list[Group] = []
            for group in self._layered("projects", plan, load_groups) or ():
                (known if self._stands_in(plan, group) else unknown).append(group)
            self._projects[plan] = projects(self.plan(plan), tuple(known)) if known else ()
            self.warnings.extend(
                Message.of("projects.unknown_box", box=group.box, paragraph=group.paragraph)
                for group in unknown
            )
        return self._projects[plan]

    def _stands_in(self, plan: str, group: Group) -> bool:
        found = self.plan(plan)
        return group.box in found.sections_by_id and group.paragraph in found.paragraphs_by_id

    def damage(self, plan: str) -> tuple[Damage, ...]:
        """The damaged spots of a plan's source."""
        if plan not in self._damage:
            self._damage[plan] = self._layered("damage", plan, load_damage) or ()
        return self._damage[plan]

    @cached_property
    def glossary(self) -> tuple[Term, ...]:
        """Terms and what they mean."""
        return load_glossary(self.folders)

    def all_targets(self) -> tuple[Target, ...]:
        """The targets of all plans on the shelf."""
        return tuple(target for plan in self.cards for target in self.targets(plan))

    @cached_property
    def themes(self) -> Themes:
        """The themes and the placement of sections in them."""
        return load_themes(self.folders)

    @cached_property
    def _matches(self) -> tuple[Match, ...]:
        ids = self.themes.ids
        found = [
            match
            for path in content_files(self.folders, "comparisons").values()
            for match in load_matches(path, ids)
        ]
        return tuple(found)

    def matches(self, old: Sequence[str] = (), new: str = "") -> tuple[Match, ...]:
        """Curated matches in the order of themes; `old` and `new` narrow them to plans."""
        themes = {identifier: index for index, identifier in enumerate(self.themes.ids)}
        found = [
            match
            for match in self._matches
            if (not old or set(match.old_plans) & set(old)) and (not new or new in match.new_plans)
        ]
        return tuple(sorted(found, key=lambda match: (themes.get(match.theme, 99), self._place(match))))

    def _place(self, match: Match) -> tuple[bool, str, int, str]:
        """New plan's order first; what has no counterpart there comes last, in the old plan's order."""
        quote = (match.new or match.old)[0]
        plan = self.plan(quote.plan) if quote.plan in self.cards else None
        place = plan.order.get(quote.paragraph, 0) if plan else 0
        return (not match.new, quote.plan, place, match.id)

    def comparability(self, match: Match) -> Comparability:
        """The ceiling of what may be said about a match, from the identity cards."""
        return of_match(match, self.cards)

    def matches_of(self, passage: Passage) -> list[Match]:
        """Matches with a quote that shares characters with a passage."""
        return [
            match
            for match in self._matches_by_paragraph.get(passage.paragraph, ())
            if any(self._touches(quote, passage) for quote in (*match.old, *match.new))
        ]

    @cached_property
    def _matches_by_paragraph(self) -> dict[str, list[Match]]:
        found: dict[str, list[Match]] = {}
        for match in self._matches:
            for paragraph in {quote.paragraph for quote in (*match.old, *match.new)}:
                found.setdefault(paragraph, []).append(match)
        return found

    def _touches(self, quote: Quote, passage: Passage) -> bool:
        if quote.paragraph != passage.paragraph:
            return False
        located = self.locate(quote)
        return located is not None and located.overlaps(passage)

    def locate(self, quote: Quote) -> Passage | None:
        """Where the words of a quote stand; None where they do not (any more)."""
        paragraph = self.paragraph(quote.paragraph)
        start = paragraph.text.find(quote.text) if paragraph else -1
        return Passage(quote.paragraph, start, start + len(quote.text), quote.text) if start >= 0 else None

    def search(self, query: str) -> Hits:
        """Where words stand in the text of all plans."""
        if query != self._searched.query:
            self._searched = search(self._entries(), query)
        return self._searched

    def _entries(self) -> Iterable[Entry]:
        for plan in self.plans():
            for paragraph in plan.paragraphs:
                yield Entry("paragraph", paragraph.id, paragraph.section, paragraph.text)

    # --- assessment ------------------------------------------------------------------------------

    @property
    def thresholds(self) -> Thresholds:
        """The office's settings for assessment."""
        config = self.config
        return Thresholds(config.ahead, config.on_track, config.about_band, config.effort)

    def observations(self) -> tuple[Observation, ...]:
        """Reported values: invented examples if they are switched on, replaced by what was entered."""
        return (*(self._examples if self.with_examples else ()), *self.state.observations)

    @cached_property
    def _examples(self) -> tuple[Observation, ...]:
        found: dict[str, tuple[Observation, ...]] = {}
        for folder in self.folders:
            for path in sorted((folder / "examples").glob("*.csv")):
                found[path.stem] = load_observations(path, self.targets(path.stem), "example")
        return tuple(observation for part in found.values() for observation in part)

    def assessments(
        self, plan: str, observations: Sequence[Observation] | None = None, as_of: int | None = None
    ) -> list[Assessment]:
        """The verdict on each target of a plan."""
        reported = self.observations() if observations is None else observations
        return [assess(target, reported, self.thresholds, as_of) for target in self.targets(plan)]

    def assessments_in(self, passage: Passage) -> list[Assessment]:
        """The verdicts on the targets that stand in a passage."""
        targets = [t for t in self.targets(passage.plan) if self._is_in(t.paragraph, t.quote, passage)]
        observations = self.observations() if targets else ()
        return [assess(target, observations, self.thresholds) for target in targets]

    def facts_in(self, passage: Passage) -> list[Fact]:
        """The values already reached that stand in a passage."""
        return [f for f in self.facts(passage.plan) if self._is_in(f.paragraph, f.quote, passage)]

    def _is_in(self, paragraph: str, quote: str, passage: Passage) -> bool:
        return paragraph == passage.paragraph and self._touches(Quote(paragraph, quote), passage)

    def mentions(self, indicator: str) -> list[Target | Fact]:
        """Every target and every achieved value of an indicator, over all plans in shelf order."""
        found: list[Target | Fact] = []
        for plan in self.cards:
            found.extend(fact for fact in self.facts(plan) if fact.indicator == indicator)
            found.extend(target for target in self.targets(plan) if target.indicator == indicator)
        return found

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
        self._events = self._state = None

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
        anchor = anchor_of(passage) if passage else {}
        event = self.store.append(self.author, kind, subject_kind, subject_id, anchor=anchor, payload=payload)
        self.refresh()
        self._events = (*known, event)
        return event

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

    def flags(self, plan: str = "") -> list[Flag]:
        """Flags in shelf and printed order; those on targets and matches after the text of their plan."""
        shelf = {identifier: index for index, identifier in enumerate(self.cards)}
        flags = [flag for flag in self.state.flags if not plan or self.plan_of(flag) == plan]
        return sorted(flags, key=lambda flag: (shelf.get(self.plan_of(flag), 99), *self._printed_place(flag)))

    def _printed_place(self, flag: Flag) -> tuple[int, int, str]:
        if flag.anchor is None or flag.anchor.plan not in self.cards or flag.subject_kind == "match":
            return (1_000_000, 0, flag.id)
        found = self.find(flag.anchor).passage
        order = self.plan(flag.anchor.plan).order.get(found.paragraph, 999_999)
        return (order, found.start, flag.id)

    def plan_of(self, flag: Flag) -> str:
        """The plan a flag belongs to."""
        if flag.anchor:
            return flag.anchor.plan
        if flag.subject_kind == "target":
            return next((t.plan for t in self.all_targets() if t.id == flag.subject_id), "")
        return flag.subject_id.partition("/")[0]

    def find(self, anchor: Passage) -> Found:
        """Where a marked passage stands now."""
        if anchor not in self._found:
            plan = self.plan(anchor.plan) if anchor.plan in self.cards else None
            self._found[anchor] = find_passage(plan, anchor)
        return self._found[anchor]

    def flags_on(self, passage: Passage) -> list[Flag]:
        """The flags on words of a passage, on targets and projects printed there too, not on matches."""
        anchored = [flag for flag in self.state.flags if flag.anchor and flag.subject_kind != "match"]
        return [flag for flag in anchored if flag.anchor and self.find(flag.anchor).passage.overlaps(passage)]

    def progress(self, plan: str) -> Progress:
        """How much of a plan was looked at, by anybody."""
        sentences = self._sentence_keys(plan)
        reviewed = {(p.paragraph, p.start, p.end) for _, p in self.state.reviewed if p.plan == plan}
        return Progress(len(sentences & reviewed), len(sentences))

    def _sentence_keys(self, plan: str) -> frozenset[tuple[str, int, int]]:
        if plan not in self._sentences:
            self._sentences[plan] = frozenset(
                (p.paragraph, p.start, p.end)
                for paragraph in self.plan(plan).paragraphs
                if paragraph.role in READ_ROLES
                for p in sentences_of(paragraph)
            )
        return self._sentences[plan]


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
