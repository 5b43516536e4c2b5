"""`docs/checks.md` says what the rules are."""

from __future__ import annotations

import runpy

from tests.conftest import ROOT


def test_the_page_of_checks_is_up_to_date() -> None:
    """Rules, sentences, examples and labels were changed together with the page."""
    made = runpy.run_path(str(ROOT / "docs" / "make_checks.py"))
    assert made["PAGE"].read_text(encoding="utf-8") == made["page"](), "run python docs/make_checks.py"
