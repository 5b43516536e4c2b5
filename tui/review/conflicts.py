"""Where reviewers differ: flags of another kind or severity on the same words, other replies to one flag."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from itertools import combinations
from typing import Final

from tui.plans.model import Passage
from tui.review.model import Flag

CONFLICT_KINDS: Final = ("kind", "severity", "reply")
#: Subjects that are the words themselves; of the others several may be printed in the same words.
_TEXT: Final = ("sentence", "section")


@dataclass(frozen=True, slots=True)
class Conflict:
    """What reviewers differ in, one of `CONFLICT_KINDS`, and the flags: one where replies to it differ."""

    kind: str
    flags: tuple[Flag, ...]


def conflicts(
    flags: Iterable[Flag],
    standing: Callable[[Flag], Passage | None],
    agreed: frozenset[frozenset[str]] = frozenset(),
) -> tuple[Conflict, ...]:
    """What has to be settled, in the order of the flags.

    Flags of one person never conflict, nor do those that were settled; pairs in `agreed` stand beside each
    other by a decision. Flags on different targets, projects or matches do not conflict, also where these
    are printed in the same words.

    Args:
        flags: the flags of a review.
        standing: where the words of a flag stand now; None where it has none.
        agreed: pairs of ids of flags that may differ.
    """
    unsettled = [flag for flag in flags if not flag.settled]
    groups: dict[object, list[Flag]] = {}
    for flag in unsettled:
        passage = standing(flag)
        place = (passage.paragraph, passage.start, passage.end) if passage else flag.subject_id
        subject = "" if flag.subject_kind in _TEXT else flag.subject_id
        groups.setdefault((flag.subject_kind, subject, place), []).append(flag)
    found = [
        Conflict("kind" if first.kind != second.kind else "severity", (first, second))
        for group in groups.values()
        for first, second in combinations(group, 2)
        if _differ(first, second) and frozenset({first.id, second.id}) not in agreed
    ]
    found += [
        Conflict("reply", (flag,)) for flag in unsettled if len({reply.reply for reply in flag.replies}) > 1
    ]
    return tuple(found)


def _differ(first: Flag, second: Flag) -> bool:
    same = (first.kind, first.severity) == (second.kind, second.severity)
    return first.author != second.author and not same
