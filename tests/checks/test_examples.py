"""Each rule finds its example and leaves its counter-example alone."""

from __future__ import annotations

import pytest

from tests.checks.at_hand import document
from tui.checks.examples import examples
from tui.checks.registry import RULES
from tui.checks.running import check
from tui.config import load_config

EXAMPLES = examples()


def test_every_rule_has_an_example() -> None:
    """What a rule looks for can be seen in a few words."""
    assert set(EXAMPLES) == set(RULES)


@pytest.mark.parametrize("rule", [name for name, example in EXAMPLES.items() if not example.of_tables])
def test_a_rule_finds_its_example_and_no_more(rule: str) -> None:
    """The example is found, the counter-example is not."""
    example, levels = EXAMPLES[rule], load_config().checks
    others = [document(example.other, id="other", **example.other_card)] if example.other else []
    assert check(document(example.bad, others, **example.card), levels, rules=[rule])
    assert not check(document(example.good, others, **example.card), levels, rules=[rule])
