"""Small documents for the tests of checks."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from tests.conftest import ROOT
from tui.checks.document import Document
from tui.checks.words import load_check_words
from tui.ingest.building import ingest
from tui.ingest.source import source_from_bytes
from tui.plans.loading import load_card
from tui.plans.model import Plan

CARD = load_card(ROOT / "content" / "sources" / "hainan-14.toml", named_after_id=False)
WORDS = load_check_words([ROOT / "content"])


def plan(text: str, **card: object) -> Plan:
    """The plan of a short source text; by default a district's outline of 2021 to 2025."""
    known = replace(CARD, **{"id": "made", "place": "某区", **card})  # type: ignore[arg-type]
    return ingest(source_from_bytes(text.encode(), "made.txt"), known)


def document(text: str, others: Sequence[Document] = (), **card: object) -> Document:
    """A short source text as checks see it: figures are read by rule, nothing is curated."""
    return Document(plan(text, **card), WORDS, make_others=lambda: others)
