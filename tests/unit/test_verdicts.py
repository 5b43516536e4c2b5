"""A reviewer's own verdict, what a binding target that is behind needs, and the order of a list."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.unit.targets_at_hand import RISING, judged
from tui.messages import Problem
from tui.targets.model import STATUSES, Explanation, Verdict
from tui.targets.verdicts import check_verdict, unexplained, urgency

BINDING = replace(RISING, nature="binding")
BEHIND = judged(BINDING, (2023, 10.0))
ON_TRACK = judged(BINDING, (2023, 60.0))


def refusal(status: str, reason: str = "有依据") -> str:
    """Why a verdict on the binding target that is behind is refused; empty where it is taken."""
    try:
        check_verdict(BEHIND, status, reason)
    except Problem as problem:
        return problem.messages[0].id.removeprefix("verdict.")
    return ""


@pytest.mark.parametrize("status", STATUSES)
def test_a_binding_target_that_is_behind_is_not_softened(status: str) -> None:
    """It may be called missed, undetermined or not assessed with a reason; never on track or better."""
    softer = status in ("achieved", "ahead", "on_track", "met")
    assert refusal(status) == ("binding" if softer else "")


def test_a_verdict_needs_a_reason_and_a_known_word() -> None:
    """No reason, no verdict."""
    assert refusal("missed", "  ") == "no_reason"
    assert refusal("fine") == "unknown"


def test_other_targets_may_be_judged_otherwise() -> None:
    """An expected target, or a binding one that is not behind, takes any status."""
    expected = judged(RISING, (2023, 10.0))
    for status in STATUSES:
        check_verdict(expected, status, "有依据")
        check_verdict(ON_TRACK, status, "有依据")


def test_both_statuses_are_there_and_the_own_one_is_shown() -> None:
    """The computed status stays; the reviewer's is the one that is shown."""
    judged_otherwise = replace(ON_TRACK, verdict=Verdict("behind", "数据有误", "on_track"))
    assert (judged_otherwise.status, judged_otherwise.shown_status) == ("on_track", "behind")
    assert ON_TRACK.shown_status == "on_track"


def test_a_binding_target_that_is_behind_asks_for_its_explanation() -> None:
    """Cause, measures and body are asked for, and each once it is missing; of no other target."""
    assert unexplained(BEHIND) == ("cause", "measures", "body")
    told = replace(BEHIND, explanation=Explanation(cause="来水偏少", body="林草局"))
    assert unexplained(told) == ("measures",)
    assert unexplained(ON_TRACK) == ()
    assert unexplained(judged(RISING, (2023, 10.0))) == ()


def test_what_needs_attention_comes_first() -> None:
    """Binding and behind first, then missed and behind, then what cannot be judged, then the rest."""
    rows = [
        judged(RISING, (2023, 100.0)),
        ON_TRACK,
        judged(RISING),
        judged(RISING, (2023, 1.0)),
        judged(RISING, (2025, 1.0)),
        BEHIND,
    ]
    shown = [(a.target.nature, a.status) for a in sorted(rows, key=urgency)]
    assert shown == [
        ("binding", "behind"),
        ("expected", "missed"),
        ("expected", "behind"),
        ("expected", "undetermined"),
        ("binding", "on_track"),
        ("expected", "achieved"),
    ]
