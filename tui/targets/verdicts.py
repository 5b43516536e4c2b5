"""What a reviewer may set in place of a computed status, and what a binding target that is behind needs."""

from __future__ import annotations

from typing import Final

from tui.messages import Problem
from tui.targets.model import STATUSES, Assessment, Explanation

#: What says less than behind or missed.
_SOFTER: Final = frozenset({"achieved", "ahead", "on_track", "met"})
_WRONG: Final = frozenset({"behind", "missed"})


def check_verdict(assessment: Assessment, status: str, reason: str) -> None:
    """Refuse a status that a reviewer may not set.

    A binding target (约束性) that is behind cannot be called on track; the law asks for cause and measures
    instead. Every other status may be set, with a reason.

    Raises:
        Problem: the status is unknown, the reason is missing, or a binding target would be softened.
    """
    if status not in STATUSES:
        raise Problem("verdict.unknown", status=status, known=", ".join(STATUSES))
    if not reason.strip():
        raise Problem("verdict.no_reason")
    if _is_binding_and_behind(assessment) and status in _SOFTER:
        raise Problem("verdict.binding", name=assessment.target.name)


def unexplained(assessment: Assessment) -> tuple[str, ...]:
    """What is still to be said of a binding target that is behind: cause, measures, body; else nothing."""
    if not _is_binding_and_behind(assessment):
        return ()
    told: Explanation = assessment.explanation
    return tuple(name for name in ("cause", "measures", "body") if not getattr(told, name))


def _is_binding_and_behind(assessment: Assessment) -> bool:
    return assessment.target.nature == "binding" and assessment.status in _WRONG


#: The order of a list in which what needs attention comes first.
_ORDER: Final = {
    status: place
    for place, status in enumerate(
        ("missed", "behind", "undetermined", "on_track", "ahead", "achieved", "met", "not_assessed")
    )
}


def urgency(assessment: Assessment) -> tuple[bool, int]:
    """What to sort by so that binding targets that are behind come first, then the others by status."""
    behind = assessment.shown_status in _WRONG
    return (not (behind and assessment.target.nature == "binding"), _ORDER[assessment.shown_status])
