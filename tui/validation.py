"""Is the content sound? What targets, comparisons and themes claim is held against the plans they quote."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from tui.checks.words import load_check_words
from tui.compare.comparability import of_match
from tui.compare.loading import Themes, load_matches, load_themes
from tui.compare.missing import load_missing
from tui.compare.model import Match
from tui.compare.synonyms import load_synonyms
from tui.ingest.source import read_source
from tui.messages import Message, Problem
from tui.plans.anchors import find_passage
from tui.plans.coverage import Coverage, coverage
from tui.plans.damage import Damage, load_damage, unmarked
from tui.plans.glossary import load_glossary
from tui.plans.loading import load_plan
from tui.plans.model import Passage, Plan
from tui.plans.numbering import numbering_breaks
from tui.plans.projects import Group, gives_paragraph, load_groups
from tui.records import ContentFile, content_files, content_layers
from tui.targets.grounds import follows_from_quote
from tui.targets.loading import load_facts, load_targets
from tui.targets.model import Fact, Target

Entry = TypeVar("Entry")
Place = dict[str, object]


@dataclass(frozen=True, slots=True)
class Report:
    """What validation found; `counts` says how much was looked at, by name.

    Errors are faults of the content; remarks are things to know of a source, such as a gap in its numbers.
    """

    errors: tuple[Message, ...]
    remarks: tuple[Message, ...]
    counts: dict[str, int]


def validate_content(folders: list[Path]) -> Report:
    """Check all content of several folders laid over one another; everything that is wrong, in one run."""
    validation = _Validation(folders)
    validation.run()
    return Report(tuple(validation.errors), tuple(validation.remarks), validation.counts)


class _Validation:
    """One run: the plans that could be read, what is wrong, and what was counted."""

    def __init__(self, folders: list[Path]) -> None:
        self._folders = folders
        self._plans: dict[str, Plan] = {}
        self._paths: dict[str, Path] = {}
        self._themes = Themes((), {})
        self._ids: dict[str, Place] = {}
        self.errors: list[Message] = []
        self.remarks: list[Message] = []
        self.counts: dict[str, int] = {}

    def run(self) -> None:
        """Plans first; everything else is held against them."""
        self._read_plans()
        self.counts["targets"] = self._check(
            "targets", "target", load_targets, self._target_errors, count=_accepted
        )
        self.counts["facts"] = self._check("facts", "fact", load_facts, self._fact_errors, count=_accepted)
        self.counts["projects"] = self._check(
            "projects", "group", load_groups, self._group_errors, key="paragraph", count=_entries
        )
        self._check("damage", "damage", load_damage, self._damage_errors, key="paragraph")
        self._unmarked_damage()
        self._check_themes()
        ids = self._themes.ids
        self.counts["matches"] = self._check(
            "comparisons", "match", lambda path: load_matches(path, ids), self._match_errors
        )
        self._check_glossary()
        self._check_lists()

    def _read_plans(self) -> None:
        for identifier, paths in content_layers(self._folders, "plans").items():
            for path in paths:
                try:
                    self._plans[identifier] = load_plan(path)
                except Problem as problem:
                    self.errors.extend(problem.messages)
                else:
                    self._paths[identifier] = path
                    self._remark_on_numbers(self._plans[identifier], path)
                    break
        self.counts["plans"] = len(self._plans)
        self.counts["paragraphs"] = sum(len(plan.paragraphs) for plan in self._plans.values())

    def _remark_on_numbers(self, plan: Plan, path: Path) -> None:
        breaks = numbering_breaks(plan)
        if not breaks:
            return
        lines = ContentFile(path).lines_of("section")
        order = {section.id: index for index, section in enumerate(plan.sections)}
        for found in breaks:
            section = found.section
            values = {"section": section.id, "label": section.label, "expected": found.expected}
            place = {"file": str(path), "line": lines[order[section.id]]}
            self.remarks.append(Message("validate.numbering", {**place, **values}))

    def _check(
        self,
        kind: str,
        table: str,
        load: Callable[[Path], Sequence[Entry]],
        errors_of: Callable[[Entry, Place], Iterable[Message]],
        *,
        key: str = "id",
        count: Callable[[Entry], int] = lambda _: 1,
    ) -> int:
        """Check every entry of every file of a kind, each with the line of its `key`; returns how many."""
        total = 0
        for path in content_files(self._folders, kind).values():
            try:
                entries = load(path)
            except Problem as problem:
                self.errors.extend(problem.messages)
                continue
            for entry, line in zip(entries, ContentFile(path).lines_of(table, key), strict=True):
                place: Place = {"file": str(path), "line": line}
                self.errors.extend(errors_of(entry, place))
                self.errors.extend(self._id_errors(getattr(entry, "id", ""), place))
                total += count(entry)
        return total

    def _id_errors(self, identifier: str, place: Place) -> Iterator[Message]:
        """An id stands once over all files, else both places are told; within a file its reader tells."""
        first = self._ids.setdefault(identifier, place) if identifier else place
        if first["file"] != place["file"]:
            yield Message("validate.id_twice", {**place, "id": identifier, "other": first["file"]})
            yield Message("validate.id_twice", {**first, "id": identifier, "other": place["file"]})

    def _quote_errors(self, paragraph_id: str, quote: str, place: Place) -> Iterator[Message]:
        """Whether quoted words stand verbatim where they are said to."""
        plan = self._plans.get(paragraph_id.partition("/")[0])
        if plan is None:
            yield Message("validate.unknown_plan", {**place, "plan": paragraph_id.partition("/")[0]})
            return
        paragraph = plan.paragraphs_by_id.get(paragraph_id)
        if paragraph is None:
            place = {**place, "paragraph": paragraph_id}
            yield Message("validate.unknown_paragraph", {**place, "drift": _drift(plan, paragraph_id, quote)})
        elif quote not in paragraph.text:
            place = {**place, "paragraph": paragraph_id, "quote": quote}
            yield Message("validate.quote", {**place, "drift": _drift(plan, paragraph_id, quote)})

    def _target_errors(self, target: Target, place: Place) -> Iterator[Message]:
        place = {**place, "id": target.id}
        yield from self._quote_errors(target.paragraph, target.quote, place)
        if not follows_from_quote(target):
            yield Message("validate.value", {**place, "quote": target.quote})
        plan = self._plans.get(target.plan)
        if plan is None or target.table_row is None:
            return
        table = next((t for t in plan.tables if t.section == f"{plan.id}/{target.table}"), None)
        row = table.rows[target.table_row - 1] if table and 0 < target.table_row <= len(table.rows) else ()
        if tuple(plan.paragraphs_by_id[cell].text if cell else "" for cell in row) != target.cells:
            yield Message("validate.cells", {**place, "row": target.table_row, "table": target.table})

    def _fact_errors(self, fact: Fact, place: Place) -> Iterator[Message]:
        place = {**place, "id": fact.id}
        yield from self._quote_errors(fact.paragraph, fact.quote, place)
        if not follows_from_quote(fact):
            yield Message("validate.value", {**place, "quote": fact.quote})

    def _group_errors(self, group: Group, place: Place) -> Iterator[Message]:
        place = {**place, "id": group.box}
        plan = self._plans.get(group.box.partition("/")[0])
        if plan is None:
            yield Message("validate.unknown_plan", {**place, "plan": group.box.partition("/")[0]})
            return
        paragraph = plan.paragraphs_by_id.get(group.paragraph)
        if paragraph is None or paragraph.section != group.box or not gives_paragraph(group, paragraph.text):
            yield Message("validate.projects", {**place, "paragraph": group.paragraph})

    def _damage_errors(self, spot: Damage, place: Place) -> Iterator[Message]:
        place = {**place, "id": spot.kind}
        yield from self._quote_errors(spot.paragraph, spot.quote, place)
        if spot.see:
            yield from self._quote_errors(spot.see, spot.see_quote, place)

    def _unmarked_damage(self) -> None:
        files = content_files(self._folders, "damage")
        for identifier, plan in self._plans.items():
            try:
                spots = load_damage(files[identifier]) if identifier in files else ()
            except Problem:
                # Told already when the file itself was checked.
                continue
            missing = unmarked(plan, spots)
            lines = ContentFile(self._paths[identifier]).lines_of("paragraph") if missing else []
            for paragraph in missing:
                place = {"file": str(self._paths[identifier]), "line": lines[plan.order[paragraph]]}
                self.errors.append(Message("validate.unmarked_damage", {**place, "paragraph": paragraph}))

    def _match_errors(self, match: Match, place: Place) -> Iterator[Message]:
        place = {**place, "id": match.id}
        for quote in (*match.old, *match.new):
            yield from self._quote_errors(quote.paragraph, quote.text, place)
        found = of_match(match, {plan.id: plan.card for plan in self._plans.values()})
        if not found.permits(match.change):
            yield Message("validate.above_class", {**place, "grade": found.grade, "change": match.change})

    def _check_themes(self) -> None:
        try:
            self._themes = load_themes(self._folders)
        except Problem as problem:
            self.errors.extend(problem.messages)
        for section in self._themes.placements:
            plan = self._plans.get(section.partition("/")[0])
            if plan and section not in plan.sections_by_id:
                self.errors.append(Message("validate.unknown_section", {"section": section}))

    def _check_lists(self) -> None:
        """What stands in one file for all plans is sound."""
        for load in (load_synonyms, load_check_words, lambda folders: load_missing(folders, ())):
            try:
                load(self._folders)
            except Problem as problem:
                self.errors.extend(problem.messages)

    def _check_glossary(self) -> None:
        """Every place that a term is narrowed to exists."""
        for folder in self._folders:
            path = folder / "glossary.toml"
            if not path.is_file():
                continue
            try:
                terms = load_glossary([folder])
            except Problem as problem:
                self.errors.extend(problem.messages)
                continue
            for term, line in zip(terms, ContentFile(path).lines_of("term"), strict=True):
                place: Place = {"file": str(path), "line": line, "id": term.name}
                for plan in (plan for plan in term.plans if plan not in self._plans):
                    self.errors.append(Message("validate.unknown_plan", {**place, "plan": plan}))
                for paragraph in term.paragraphs:
                    self.errors.extend(self._quote_errors(paragraph, "", place))


def _drift(plan: Plan, paragraph: str, quote: str) -> Message:
    """Where words stand by now that no longer stand where they are quoted from."""
    found = find_passage(plan, Passage(paragraph, 0, len(quote), quote))
    now = found.passage
    return Message(f"drift.{found.state}", {"paragraph": now.paragraph, "quote": now.quote})


def _accepted(entry: Target | Fact) -> int:
    return not entry.rejected


def _entries(group: Group) -> int:
    return len(group.entries)


def prove(plans: Sequence[Plan], source: Path) -> tuple[Plan, Coverage]:
    """Hold the plan that was made from a source against that source.

    The plan is the one that names the file's bytes or its name as its source, else the one that covers most.

    Raises:
        Problem: the source cannot be read, or there is no plan.
    """
    text = read_source(source)
    if not plans:
        raise Problem("plan.shelf_empty", plan="")
    lines = [line.text for line in text.lines]
    by_sha = [plan for plan in plans if plan.card.source.sha256 == text.sha256]
    by_name = [plan for plan in plans if plan.card.source.file == text.file]
    for candidates in (by_sha, by_name):
        if candidates:
            return candidates[0], coverage(candidates[0], lines)
    proofs = [(plan, coverage(plan, lines)) for plan in plans]
    return max(proofs, key=lambda proof: proof[1].share)
