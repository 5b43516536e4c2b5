"""What is found by rule in a new plan, written beside it: targets, facts and projects for a person to check.

A proposal is no content: the program reads it only after a person took its `.proposed` out of the file name
or moved entries into the curated file.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TypeVar

from tui.ingest.projects import find_groups
from tui.ingest.proposals import proposals_toml, propose_beside, read_proposals
from tui.messages import Problem
from tui.plans.model import Plan
from tui.plans.projects import groups_toml
from tui.records import content_files
from tui.targets.loading import load_facts, load_targets
from tui.tomlfile import write_text

Entry = TypeVar("Entry")


def write_proposals(plan: Plan, content: Path, shipped: Path) -> dict[str, int]:
    """Write `targets/`, `facts/` and `projects/<plan>.proposed.toml`; how many entries each holds.

    What a person rejected or curated is not proposed again; a list of projects that stands there is kept.

    Args:
        content: the content folder that the plan stands in.
        shipped: the content folder that lends its curated names of indicators.

    Raises:
        Problem: an earlier proposal is damaged, or a file cannot be written.
    """
    folders = [shipped, content]
    paths = {kind: content / kind / f"{plan.id}.proposed.toml" for kind in ("targets", "facts", "projects")}
    proposals = propose_beside(
        plan,
        _curated(folders, "targets", load_targets),
        _curated(folders, "facts", load_facts),
        read_proposals(paths["targets"], paths["facts"], plan.id),
    )
    targets, facts = proposals_toml(proposals)
    groups = () if plan.id in content_files(folders, "projects") else find_groups(plan)
    counts = {
        "targets": len(proposals.targets),
        "facts": len(proposals.facts),
        "projects": sum(len(group.entries) for group in groups),
    }
    texts = {"targets": targets, "facts": facts, "projects": groups_toml(groups)}
    for kind, path in paths.items():
        if counts[kind] and not (kind == "projects" and path.exists()):
            write_text(path, texts[kind], make_folder=True)
    return counts


def _curated(folders: Sequence[Path], kind: str, load: Callable[[Path], Sequence[Entry]]) -> list[Entry]:
    """The curated entries of all plans; a damaged file lends nothing, `validate` tells what is wrong."""
    entries: list[Entry] = []
    for path in content_files(folders, kind).values():
        try:
            entries.extend(load(path))
        except Problem:
            continue
    return entries
