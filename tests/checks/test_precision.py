"""Precision on the five documents: every finding was read and labelled right or wrong."""

from __future__ import annotations

from collections import Counter
from typing import Any

import pytest

from tests.conftest import ROOT
from tui.checks.model import Finding
from tui.checks.running import check
from tui.config import load_config
from tui.library import Library
from tui.tomlfile import read_toml

#: The least share of right findings among the errors and warnings of the default set.
LEAST = 0.85
Key = tuple[str, str, str]


def labels() -> dict[Key, bool]:
    """What was said of each finding, by rule, paragraph and first words."""
    data = read_toml(ROOT / "tests" / "checks" / "labels.toml")
    return {(label["rule"], label["at"], label["words"]): label["right"] for label in data.get("label", [])}


def key(finding: Finding) -> Key:
    """How the label file names a finding."""
    return (finding.rule, finding.passage.paragraph, finding.passage.quote[:24])


@pytest.fixture(scope="module")
def findings() -> list[Finding]:
    """What the default rules find in the shipped plans, each once."""
    library = Library([ROOT / "content"])
    found: dict[str, Finding] = {}
    for plan in library.cards:
        for finding in check(library.document(plan), load_config().checks):
            found.setdefault(finding.id, finding)
    return list(found.values())


def test_every_finding_was_read(findings: list[Finding]) -> None:
    """A new finding on the shipped plans has to be read and labelled; a label that is not used goes."""
    found = {key(finding) for finding in findings}
    assert sorted(found - set(labels())) == []
    assert sorted(set(labels()) - found) == []


def test_errors_and_warnings_are_right(findings: list[Finding]) -> None:
    """Who reads them loses little time with what is none."""
    told: Counter[bool] = Counter()
    for finding in findings:
        if finding.severity != "hint":
            told[labels()[key(finding)]] += 1
    assert told[True] / sum(told.values()) > LEAST


def by_rule(found: list[Finding]) -> dict[str, dict[str, Any]]:
    """Counts and precision by rule, as `docs/checks.md` gives them."""
    known = labels()
    counts: dict[str, Counter[bool]] = {}
    for finding in found:
        counts.setdefault(finding.rule, Counter())[known[key(finding)]] += 1
    return {rule: {"right": c[True], "wrong": c[False]} for rule, c in counts.items()}
