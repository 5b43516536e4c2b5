"""Proposals beside what a person curated: nothing curated is proposed again, nothing rejected comes back.

They are kept in `targets/<plan>.proposed.toml` and `facts/<plan>.proposed.toml`, in the format of the curated
files and with `rejected = true` where a person turned one down.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import TypeVar

from tui.ingest.figures import Proposals, propose
from tui.plans.model import Plan, local_id
from tui.targets.loading import load_facts, load_targets
from tui.targets.model import Fact, Target
from tui.text.fold import fold
from tui.tomlfile import quote

Entry = TypeVar("Entry", Target, Fact)
_Proposal = Target | Fact
_Fields = list[tuple[str, str]]


def propose_beside(
    plan: Plan,
    curated_targets: Sequence[Target],
    curated_facts: Sequence[Fact],
    earlier_proposals: Proposals,
) -> Proposals:
    """The proposals of a plan that a person has still to decide on, and those that were rejected.

    A passage that a curated entry quotes is not proposed again. What was proposed before keeps its id; what
    was rejected stays, even where the rules no longer find it.

    Args:
        curated_targets: of this plan, or of several; a curated name lends its indicator to the same name.
        curated_facts: likewise.
        earlier_proposals: what `read_proposals` gives.
    """
    found = propose(plan)
    curated: list[_Proposal] = [*curated_targets, *curated_facts]
    indicators = {(fold(entry.name), entry.unit): entry.indicator for entry in reversed(curated)}
    taken = _quoted_places(plan, curated)
    targets = _new(plan, found.targets, taken, indicators)
    facts = _new(plan, found.facts, taken, indicators)
    earlier: list[_Proposal] = [*earlier_proposals.targets, *earlier_proposals.facts]
    # A curated entry may have kept the id that it was proposed under.
    last = max((_number(entry.id) for entry in (*earlier, *curated) if entry.plan == plan.id), default=0)
    ids = _ids(plan, [*targets, *facts], earlier, last)
    return Proposals(
        _with_ids(targets, ids, earlier_proposals.targets), _with_ids(facts, ids, earlier_proposals.facts)
    )


def _new(
    plan: Plan,
    found: Sequence[Entry],
    taken: dict[str, list[tuple[int, int]]],
    indicators: dict[tuple[str, str], str],
) -> list[Entry]:
    """The entries whose words no curated entry quotes, with the indicator of their name if known."""
    return [
        replace(entry, indicator=indicators.get((fold(entry.name), entry.unit), entry.indicator))
        for entry in found
        if not _is_taken(plan, entry, taken.get(entry.paragraph, []))
    ]


def _is_taken(plan: Plan, entry: _Proposal, taken: list[tuple[int, int]]) -> bool:
    mine = _spans(plan, entry) if taken else []
    return any(start < last and first < end for start, end in mine for first, last in taken)


def _quoted_places(plan: Plan, entries: Sequence[_Proposal]) -> dict[str, list[tuple[int, int]]]:
    places: dict[str, list[tuple[int, int]]] = defaultdict(list)
    for entry in entries:
        places[entry.paragraph] += _spans(plan, entry)
    return places


def _spans(plan: Plan, entry: _Proposal) -> list[tuple[int, int]]:
    """Where the quote of an entry stands in its paragraph; nowhere if it is of another plan."""
    paragraph = plan.paragraphs_by_id.get(entry.paragraph)
    spans: list[tuple[int, int]] = []
    start = paragraph.text.find(entry.quote) if paragraph and entry.quote else -1
    while paragraph and start >= 0:
        spans.append((start, start + len(entry.quote)))
        start = paragraph.text.find(entry.quote, start + len(entry.quote))
    return spans


def _ids(plan: Plan, entries: Sequence[_Proposal], earlier: Sequence[_Proposal], last: int) -> dict[str, str]:
    """The id of each entry: the one that it had before, else the next after `last`, in printed order."""
    known: dict[tuple[object, ...], list[str]] = defaultdict(list)
    for entry in earlier:
        known[_what(entry)].append(entry.id)
    ids = {}
    for entry in sorted(entries, key=lambda entry: _number(entry.id)):
        before = known[_what(entry)]
        last += not before
        ids[entry.id] = before.pop(0) if before else f"{plan.id}-p{last:03}"
    return ids


def _with_ids(entries: Sequence[Entry], ids: dict[str, str], earlier: Sequence[Entry]) -> tuple[Entry, ...]:
    """The entries under their ids, and the rejected ones, also those that the rules no longer find."""
    kept = [entry for entry in earlier if entry.rejected]
    rejected = {entry.id for entry in kept}
    present = set(ids.values())
    named = [replace(entry, id=ids[entry.id], rejected=ids[entry.id] in rejected) for entry in entries]
    named += [entry for entry in kept if entry.id not in present]
    return tuple(named)


def _what(entry: _Proposal) -> tuple[object, ...]:
    """What makes a proposal the same one when the rules run again."""
    return (entry.paragraph, entry.quote, entry.measure, entry.value, entry.value_high, fold(entry.name))


def _number(identifier: str) -> int:
    digits = identifier.rpartition("-p")[2]
    return int(digits) if digits.isascii() and digits.isdigit() else 0


# --- files ----------------------------------------------------------------------------------------


def proposals_toml(proposals: Proposals) -> tuple[str, str]:
    """The texts of `targets/<plan>.proposed.toml` and `facts/<plan>.proposed.toml`."""
    targets = [_block("target", entry, _target_fields(entry)) for entry in proposals.targets]
    facts = [_block("fact", entry, _fact_fields(entry)) for entry in proposals.facts]
    return "\n".join(targets), "\n".join(facts)


def read_proposals(targets: Path, facts: Path, plan: str) -> Proposals:
    """The proposals that stand in two files of a plan; a file that is not there holds none.

    Raises:
        Problem: everything that is wrong with a file.
    """
    return Proposals(
        load_targets(targets, plan) if targets.is_file() else (),
        load_facts(facts, plan) if facts.is_file() else (),
    )


def _target_fields(target: Target) -> _Fields:
    return [
        ("nature", quote(target.nature)),
        *_measure_fields(target),
        ("base", _number_text(target.base)),
        ("base_year", _number_text(target.base_year)),
        ("target_year", str(target.target_year)),
        ("strength", str(target.strength)),
    ]


def _fact_fields(fact: Fact) -> _Fields:
    return [
        *_measure_fields(fact),
        ("first_year", _number_text(fact.first_year)),
        ("year", str(fact.year)),
    ]


def _measure_fields(entry: _Proposal) -> _Fields:
    return [
        ("comparator", quote(entry.comparator)),
        ("measure", quote(entry.measure)),
        ("value", _number_text(entry.value)),
        ("value_high", _number_text(entry.value_high)),
    ]


def _block(table: str, entry: _Proposal, own: _Fields) -> str:
    fields = [
        ("id", quote(entry.id)),
        ("rejected", "true" if entry.rejected else ""),
        ("indicator", quote(entry.indicator)),
        ("name", quote(entry.name)),
        ("unit", quote(entry.unit) if entry.unit else ""),
        *own,
        ("reference", quote(entry.reference) if entry.reference else ""),
        ("paragraph", quote(local_id(entry.paragraph))),
        ("quote", quote(entry.quote)),
        ("note", quote(entry.note) if entry.note else ""),
    ]
    return f"[[{table}]]\n" + "".join(f"{name} = {value}\n" for name, value in fields if value)


def _number_text(value: float | None) -> str:
    if value is None:
        return ""
    return str(int(value)) if float(value).is_integer() else repr(value)
