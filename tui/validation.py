"""Is the content sound? What targets, comparisons and themes claim is held against the plans they quote."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from tui.compare.loading import Themes, load_matches, load_themes
from tui.compare.model import Match
from tui.ingest.source import read_source
from tui.messages import Message, Problem
from tui.plans.coverage import Coverage, coverage
from tui.plans.damage import Damage, load_damage, unmarked
from tui.plans.glossary import load_glossary
from tui.plans.loading import load_plan
from tui.plans.model import Plan, local_id
from tui.plans.numbering import numbering_breaks
from tui.plans.projects import gives_paragraph, load_groups
from tui.records import content_files, content_layers
from tui.targets.grounds import follows_from_quote
from tui.targets.loading import load_facts, load_targets
from tui.targets.model import Target
from tui.tomlfile import find_line, read_text


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
    errors: list[Message] = []
    plans: dict[str, Plan] = {}
    for identifier, paths in content_layers(folders, "plans").items():
        for path in paths:
            try:
                plans[identifier] = load_plan(path)
                break
            except Problem as problem:
                errors.extend(problem.messages)
    targets = _validate_targets(folders, plans, errors)
    facts = _validate_facts(folders, plans, errors)
    entries = _validate_projects(folders, plans, errors)
    _validate_damage(folders, plans, errors)
    _validate_glossary(folders, errors)
    themes = _validate_themes(folders, plans, errors)
    matches = _validate_comparisons(folders, plans, themes, errors)
    counts = {
        "plans": len(plans),
        "paragraphs": sum(len(plan.paragraphs) for plan in plans.values()),
        "targets": targets,
        "facts": facts,
        "projects": entries,
        "matches": matches,
    }
    remarks = tuple(remark for plan in plans.values() for remark in _numbering(plan))
    return Report(tuple(errors), remarks, counts)


def _numbering(plan: Plan) -> Iterable[Message]:
    for found in numbering_breaks(plan):
        values = {"section": found.section.id, "label": found.section.label, "expected": found.expected}
        yield Message("validate.numbering", values)


def _validate_targets(folders: list[Path], plans: dict[str, Plan], errors: list[Message]) -> int:
    count = 0
    for identifier, path in content_files(folders, "targets").items():
        try:
            targets = load_targets(path)
        except Problem as problem:
            errors.extend(problem.messages)
            continue
        count += len(targets)
        source = read_text(path)
        for target in targets:
            line = find_line(source, f'"{target.id}"')
            place = {"file": str(path), "line": line, "id": target.id}
            errors.extend(_target_errors(target, plans.get(identifier), place))
    return count


def _validate_facts(folders: list[Path], plans: dict[str, Plan], errors: list[Message]) -> int:
    count = 0
    for identifier, path in content_files(folders, "facts").items():
        try:
            facts = load_facts(path)
        except Problem as problem:
            errors.extend(problem.messages)
            continue
        count += len(facts)
        source = read_text(path)
        for fact in facts:
            place = {"file": str(path), "line": find_line(source, f"{fact.id}"), "id": fact.id}
            if identifier in plans:
                errors.extend(_quote_errors(plans[identifier], fact.paragraph, fact.quote, place))
                if not follows_from_quote(fact):
                    errors.append(Message("validate.value", {**place, "quote": fact.quote}))
            else:
                errors.append(Message("validate.unknown_plan", {**place, "plan": identifier}))
    return count


def _validate_projects(folders: list[Path], plans: dict[str, Plan], errors: list[Message]) -> int:
    count = 0
    for identifier, path in content_files(folders, "projects").items():
        try:
            groups = load_groups(path)
        except Problem as problem:
            errors.extend(problem.messages)
            continue
        source = read_text(path)
        plan = plans.get(identifier)
        for group in groups:
            count += len(group.entries)
            line = find_line(source, f"paragraph = '{local_id(group.paragraph)}'")
            place = {"file": str(path), "line": line, "id": group.box}
            if plan is None:
                errors.append(Message("validate.unknown_plan", {**place, "plan": identifier}))
                continue
            paragraph = plan.paragraphs_by_id.get(group.paragraph)
            if paragraph is None or not gives_paragraph(group, paragraph.text):
                errors.append(Message("validate.projects", {**place, "paragraph": group.paragraph}))
    return count


def _validate_damage(folders: list[Path], plans: dict[str, Plan], errors: list[Message]) -> None:
    files = content_files(folders, "damage")
    for identifier, plan in plans.items():
        spots: tuple[Damage, ...] = ()
        if identifier in files:
            path = files[identifier]
            try:
                spots = load_damage(path)
            except Problem as problem:
                errors.extend(problem.messages)
            source = read_text(path)
            for spot in spots:
                line = find_line(source, f'"{local_id(spot.paragraph)}"')
                place = {"file": str(path), "line": line, "id": spot.kind}
                errors.extend(_quote_errors(plan, spot.paragraph, spot.quote, place))
                other = plans.get(spot.see.partition("/")[0])
                if other:
                    errors.extend(_quote_errors(other, spot.see, spot.see_quote, place))
        errors.extend(Message("validate.unmarked_damage", {"paragraph": p}) for p in unmarked(plan, spots))


def _validate_glossary(folders: list[Path], errors: list[Message]) -> None:
    try:
        load_glossary(folders)
    except Problem as problem:
        errors.extend(problem.messages)


def _target_errors(target: Target, plan: Plan | None, place: dict[str, object]) -> Iterable[Message]:
    if plan is None:
        yield Message("validate.unknown_plan", {**place, "plan": target.plan})
        return
    yield from _quote_errors(plan, target.paragraph, target.quote, place)
    if not follows_from_quote(target):
        yield Message("validate.value", {**place, "quote": target.quote})
    if target.table_row is None:
        return
    table = next((t for t in plan.tables if t.section == f"{plan.id}/{target.table}"), None)
    row = table.rows[target.table_row - 1] if table and 0 < target.table_row <= len(table.rows) else ()
    printed = tuple(plan.paragraphs_by_id[cell].text if cell else "" for cell in row)
    if printed != target.cells:
        yield Message("validate.cells", {**place, "row": target.table_row, "table": target.table})


def _quote_errors(plan: Plan, paragraph_id: str, quote: str, place: dict[str, object]) -> Iterable[Message]:
    paragraph = plan.paragraphs_by_id.get(paragraph_id)
    if paragraph is None:
        yield Message("validate.unknown_paragraph", {**place, "paragraph": paragraph_id})
    elif quote not in paragraph.text:
        yield Message("validate.quote", {**place, "paragraph": paragraph_id, "quote": quote})


def _validate_themes(folders: list[Path], plans: dict[str, Plan], errors: list[Message]) -> Themes:
    try:
        themes = load_themes(folders)
    except Problem as problem:
        errors.extend(problem.messages)
        return Themes((), {})
    for section in themes.placements:
        plan = plans.get(section.partition("/")[0])
        if plan and section not in plan.sections_by_id:
            errors.append(Message("validate.unknown_section", {"section": section}))
    return themes


def _validate_comparisons(
    folders: list[Path], plans: dict[str, Plan], themes: Themes, errors: list[Message]
) -> int:
    seen: dict[str, Path] = {}
    count = 0
    for path in content_files(folders, "comparisons").values():
        try:
            matches = load_matches(path, themes.ids)
        except Problem as problem:
            errors.extend(problem.messages)
            continue
        count += len(matches)
        source = read_text(path)
        for match in matches:
            errors.extend(_match_errors(match, plans, path, source))
            if match.id in seen and seen[match.id] != path:
                place = _match_place(match, path, source)
                errors.append(Message("validate.match_twice", {**place, "other": str(seen[match.id])}))
            seen[match.id] = path
    return count


def _match_place(match: Match, path: Path, source: str) -> dict[str, object]:
    return {"file": str(path), "line": find_line(source, f'"{match.id}"'), "id": match.id}


def _match_errors(match: Match, plans: dict[str, Plan], path: Path, source: str) -> Iterable[Message]:
    for quote in (*match.old, *match.new):
        plan = plans.get(quote.plan)
        if plan is None:
            place = _match_place(match, path, source)
            yield Message("validate.unknown_plan", {**place, "plan": quote.plan})
        elif quote.paragraph not in plan.paragraphs_by_id or (
            quote.text not in plan.paragraphs_by_id[quote.paragraph].text
        ):
            yield from _quote_errors(plan, quote.paragraph, quote.text, _match_place(match, path, source))


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
