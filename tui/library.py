"""The content of several folders as one library: plans, targets, projects, matches, and what stands where.

Nothing here knows of a reviewer. Each thing is read when it is first asked for; identity cards alone fill
the shelf.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from tui.messages import Message, Problem
from tui.plans.loading import absent_plan, load_card, load_plan
from tui.plans.model import Card, Paragraph, Passage, Plan
from tui.records import content_files, content_layers

# What reads and compares is imported when it is first asked for: the first screen needs cards only, and
# every class that is defined costs a start about a millisecond.
if TYPE_CHECKING:
    from tui.checks.document import Document
    from tui.checks.words import CheckWords
    from tui.compare.comparability import Comparability
    from tui.compare.loading import Themes
    from tui.compare.matcher import Candidate, Matcher
    from tui.compare.missing import MissingDocument
    from tui.compare.model import Match, Quote
    from tui.compare.synonyms import Synonyms
    from tui.compare.units import Unit
    from tui.plans.anchors import Found
    from tui.plans.damage import Damage
    from tui.plans.glossary import Term
    from tui.plans.projects import Group, Project
    from tui.targets.model import Fact, Target

Loaded = TypeVar("Loaded")


class Library:
    """Everything that content folders hold.

    What cannot be read becomes a warning where the rest can do without it.

    Args:
        folders: content folders, each laid over those before it.
    """

    def __init__(self, folders: Sequence[Path]) -> None:
        self.folders = list(folders)
        self.warnings: list[Message] = []
        self._plans: dict[str, Plan] = {}
        self._targets: dict[str, tuple[Target, ...]] = {}
        self._facts: dict[str, tuple[Fact, ...]] = {}
        self._damage: dict[str, tuple[Damage, ...]] = {}
        self._projects: dict[str, tuple[Project, ...]] = {}
        self._classes: dict[tuple[str, str, str], Comparability] = {}
        self._places: dict[tuple[str, str], Passage | None] = {}
        self._documents: dict[str, Document] = {}
        self._units: dict[str, tuple[Unit, ...]] = {}
        self._matchers: dict[tuple[str, str], Matcher] = {}
        self._suggested: dict[tuple[str, str], tuple[Match, ...]] = {}

    # --- plans -----------------------------------------------------------------------------------

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
                # A new shelf in place of the old one: another thread may be going through that.
                self.__dict__["cards"] = {name: c for name, c in self.cards.items() if name != identifier}
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
        from tui.targets.loading import load_targets

        if plan not in self._targets:
            found = self._layered("targets", plan, load_targets) or ()
            self._targets[plan] = tuple(target for target in found if not target.rejected)
        return self._targets[plan]

    def facts(self, plan: str) -> tuple[Fact, ...]:
        """The values already reached that a plan reports; none where it has no file of them."""
        from tui.targets.loading import load_facts

        if plan not in self._facts:
            found = self._layered("facts", plan, load_facts) or ()
            self._facts[plan] = tuple(fact for fact in found if not fact.rejected)
        return self._facts[plan]

    def projects(self, plan: str) -> tuple[Project, ...]:
        """The projects of a plan's boxes; none where it has no project file."""
        from tui.plans.projects import load_groups, projects

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
        from tui.plans.damage import load_damage

        if plan not in self._damage:
            self._damage[plan] = self._layered("damage", plan, load_damage) or ()
        return self._damage[plan]

    @cached_property
    def glossary(self) -> tuple[Term, ...]:
        """Terms and what they mean."""
        from tui.plans.glossary import load_glossary

        return load_glossary(self.folders)

    @cached_property
    def check_words(self) -> CheckWords:
        """The words and thresholds of checks."""
        from tui.checks.words import load_check_words

        return load_check_words(self.folders)

    def document(self, plan: str) -> Document:
        """A plan as checks see it."""
        from tui.checks.document import Document

        if plan not in self._documents:
            self._documents[plan] = Document(
                plan=self.plan(plan),
                words=self.check_words,
                targets=self.targets(plan),
                facts=self.facts(plan),
                projects=self.projects(plan),
                damage=self.damage(plan),
                terms=self.glossary,
                make_others=lambda: [self.document(p.id) for p in self.plans() if p.id != plan],
            )
        return self._documents[plan]

    def all_targets(self) -> tuple[Target, ...]:
        """The targets of all plans on the shelf."""
        return tuple(target for plan in self.cards for target in self.targets(plan))

    @cached_property
    def themes(self) -> Themes:
        """The themes and the placement of sections in them."""
        from tui.compare.loading import load_themes

        return load_themes(self.folders)

    @cached_property
    def curated(self) -> tuple[Match, ...]:
        """The matches of all comparison files, in the order of themes and of the plans."""
        from tui.compare.loading import load_matches

        ids = self.themes.ids
        files = content_files(self.folders, "comparisons").values()
        return self._ordered(match for path in files for match in load_matches(path, ids))

    def _ordered(self, matches: Iterable[Match]) -> tuple[Match, ...]:
        themes = {identifier: index for index, identifier in enumerate(self.themes.ids)}
        return tuple(sorted(matches, key=lambda match: (themes.get(match.theme, 99), self._place(match))))

    def in_old_order(self, matches: Iterable[Match]) -> list[Match]:
        """Matches in the order of their old plans; what is only new comes last."""
        return sorted(matches, key=lambda m: (not m.old, *self._printed((m.old or m.new)[0]), m.id))

    def matches(self, old: Sequence[str] = (), new: str = "") -> tuple[Match, ...]:
        """Matches in the order of themes; `old` and `new` narrow them to plans."""
        return narrowed(self._every_match(), old, new)

    def _every_match(self) -> tuple[Match, ...]:
        return self.curated

    def _place(self, match: Match) -> tuple[bool, str, int, int, str]:
        """New plan's order first; what has no counterpart there comes last, in the old plan's order."""
        return (not match.new, *self._printed((match.new or match.old)[0]), match.id)

    def _printed(self, quote: Quote) -> tuple[str, int, int]:
        """Plan, place of the paragraph in it, and place of the words in that."""
        plan = self.plan(quote.plan) if quote.plan in self.cards else None
        paragraph = plan.paragraphs_by_id.get(quote.paragraph) if plan else None
        if plan is None or paragraph is None:
            return (quote.plan, 0, 0)
        return (quote.plan, plan.order[quote.paragraph], paragraph.text.find(quote.text))

    @cached_property
    def missing(self) -> tuple[MissingDocument, ...]:
        """Documents that a comparison would need and that are not on the shelf."""
        from tui.compare.missing import load_missing

        return load_missing(self.folders, self.cards.values())

    @cached_property
    def synonyms(self) -> Synonyms:
        """Words that mean the same."""
        from tui.compare.synonyms import load_synonyms

        return load_synonyms(self.folders)

    def units(self, plan: str) -> tuple[Unit, ...]:
        """The clauses of a plan as they are compared."""
        from tui.compare.units import units

        if plan not in self._units:
            self._units[plan] = units(self.plan(plan), self.themes)
        return self._units[plan]

    def matcher(self, plan: str, other: str) -> Matcher:
        """What finds counterparts in a plan for clauses of another one."""
        from tui.compare.matcher import Matcher

        if (plan, other) not in self._matchers:
            self._matchers[plan, other] = Matcher(self.units(plan), self.units(other), self.synonyms)
        return self._matchers[plan, other]

    def suggestions(self, old: str, new: str) -> tuple[Match, ...]:
        """What the matcher proposes for two plans, in the order of the old one; takes a second or two.

        Raises:
            Problem: it is one plan, or one of them has nothing that could be compared.
        """
        for _ in self.suggesting(old, new):
            pass
        return self._suggested[old, new]

    def suggesting(self, old: str, new: str) -> Iterator[float]:
        """Find what the matcher proposes for two plans, step by step; tells the share that is done.

        Raises:
            Problem: it is one plan, or one of them has nothing that could be compared.
        """
        from tui.compare.matcher import DEFAULT
        from tui.compare.suggesting import suggestions

        if (old, new) in self._suggested:
            return
        if old == new:
            raise Problem("compare.same_plan", plan=old)
        for plan in (old, new):
            if not self.units(plan):
                raise Problem("compare.nothing_in", plan=plan)
        units = self.units(old)
        found = []
        for number, match in enumerate(suggestions(units, self.matcher(new, old), DEFAULT), 1):
            found.append(match)
            yield number / len(units)
        self._suggested[old, new] = tuple(match for match in found if match)

    def candidates(self, passage: Passage, other: str, limit: int) -> list[Candidate]:
        """What in another plan may answer to a passage, the likeliest first, above the threshold.

        Args:
            passage: words of a plan.
            other: another plan.
            limit: how many at most.
        """
        from tui.compare.matcher import DEFAULT

        own = [unit for unit in self.units(passage.plan) if unit.passage.overlaps(passage)]
        found: dict[Passage, Candidate] = {}
        for unit in own:
            for candidate in self.matcher(other, passage.plan).candidates(unit, limit):
                known = found.get(candidate.unit.passage)
                if known is None or candidate.likelihood > known.likelihood:
                    found[candidate.unit.passage] = candidate
        likely = [c for c in found.values() if c.likelihood >= DEFAULT.threshold]
        return sorted(likely, key=lambda candidate: -candidate.likelihood)[:limit]

    def comparability(self, match: Match) -> Comparability:
        """The ceiling of what may be said about a match, from the identity cards."""
        from tui.compare.comparability import of_match

        known = (match.id, match.change, match.quantity)
        if known not in self._classes:
            self._classes[known] = of_match(match, self.cards)
        return self._classes[known]

    def matches_of(self, passage: Passage) -> list[Match]:
        """Matches with a quote that shares characters with a passage."""
        return [
            match
            for match in self._matches_by_paragraph().get(passage.paragraph, ())
            if self._quotes(match, passage)
        ]

    def _quotes(self, match: Match, passage: Passage) -> bool:
        quotes = (*match.old, *match.new)
        return any(self._is_in(quote.paragraph, quote.text, passage) for quote in quotes)

    def _matches_by_paragraph(self) -> dict[str, list[Match]]:
        return self._curated_by_paragraph

    @cached_property
    def _curated_by_paragraph(self) -> dict[str, list[Match]]:
        return by_paragraph(self.curated)

    def locate(self, quote: Quote) -> Passage | None:
        """Where the words of a quote stand; None where they do not (any more)."""
        return self.locate_words(quote.paragraph, quote.text)

    def locate_words(self, paragraph: str, words: str) -> Passage | None:
        """Where words stand in a paragraph; None where they do not (any more)."""
        if (paragraph, words) not in self._places:
            known = self.paragraph(paragraph)
            start = known.text.find(words) if known else -1
            place = Passage(paragraph, start, start + len(words), words) if start >= 0 else None
            self._places[paragraph, words] = place
        return self._places[paragraph, words]

    def anchor(self, quote: Quote) -> Found:
        """Where the words of a quote stand by now, also where the text has changed since."""
        from tui.plans.anchors import find_passage

        plan = self.plan(quote.plan) if quote.plan in self.cards else None
        here = self.locate(quote)
        return find_passage(plan, here or Passage(quote.paragraph, 0, len(quote.text), quote.text))

    def themes_of(self, paragraph: str) -> tuple[str, ...]:
        """The themes that the section of a paragraph is placed in, its own first; none if it is unplaced."""
        plan_id = paragraph.partition("/")[0]
        if plan_id not in self.cards or self.paragraph(paragraph) is None:
            return ()
        plan = self.plan(plan_id)
        placement = self.themes.of_section(plan, plan.section_of(plan.paragraphs_by_id[paragraph]))
        return (placement.theme, *placement.also) if placement else ()

    def printed_values(self, target: Target) -> dict[int, str]:
        """What the row of a target prints for each year before its target year."""
        from tui.targets.printed_growth import printed_values

        return printed_values(self.plan(target.plan), target) if target.table else {}

    def facts_in(self, passage: Passage) -> list[Fact]:
        """The values already reached that stand in a passage."""
        return [f for f in self.facts(passage.plan) if self._is_in(f.paragraph, f.quote, passage)]

    def _is_in(self, paragraph: str, words: str, passage: Passage) -> bool:
        if paragraph != passage.paragraph:
            return False
        located = self.locate_words(paragraph, words)
        return located is not None and located.overlaps(passage)

    def mentions(self, indicator: str) -> list[Target | Fact]:
        """Every target and every achieved value of an indicator, over all plans in shelf order."""
        found: list[Target | Fact] = []
        for plan in self.cards:
            found.extend(fact for fact in self.facts(plan) if fact.indicator == indicator)
            found.extend(target for target in self.targets(plan) if target.indicator == indicator)
        return found


def narrowed(matches: Iterable[Match], old: Sequence[str], new: str) -> tuple[Match, ...]:
    """The matches of some old plans and a new one; all where none are named."""
    return tuple(
        match
        for match in matches
        if (not old or set(match.old_plans) & set(old)) and (not new or new in match.new_plans)
    )


def by_paragraph(matches: Iterable[Match]) -> dict[str, list[Match]]:
    """The matches that quote a paragraph, by its id."""
    found: dict[str, list[Match]] = {}
    for match in matches:
        for paragraph in {quote.paragraph for quote in (*match.old, *match.new)}:
            found.setdefault(paragraph, []).append(match)
    return found
