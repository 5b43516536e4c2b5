"""How well the matcher finds what a person matched by reading: recall, precision, time.

Commitments fall into two halves by a checksum of their words. The weights in `tui/compare/matcher.py` were
tuned on the first half (`--tune` shows how); the figures are those of the other half. A hit is a candidate
that overlaps any counterpart a person gave, at section level one in the same section.
"""

from __future__ import annotations

import argparse
import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from time import perf_counter
from zlib import crc32

from tui.compare.matcher import DEFAULT, Candidate, Features, Matcher, Weights
from tui.compare.model import Match, Quote
from tui.compare.suggesting import suggestions
from tui.compare.units import Unit
from tui.library import Library
from tui.plans.model import Passage
from tui.plans.sentences import sentences_of

_CONTENT = Path(__file__).resolve().parent.parent / "content"
_OLD = ("hainan-14", "wuhai-2023-plan", "wuhai-2023-report")
_NEW = "wuhai-15"
_LOOKED_AT = 60
_STEPS = (0.0, 0.05, 0.1, 0.2, 0.3, 0.4, 0.6, 0.8)
_TUNED = ("sentence", "crossed", "heading", "theme", "shared")


@dataclass(frozen=True)
class Case:
    """A commitment and everything in the other plan that a person matched with it, or nothing."""

    unit: Unit
    counterparts: tuple[Passage, ...]
    held_out: bool


def cases(library: Library, plan: str, other: str) -> list[Case]:
    """The commitments of a plan that were matched with another one, or looked for there in vain."""
    found: dict[Quote, list[Passage]] = {}
    for match in library.matches():
        for quote in _side(match, plan):
            others = _side(match, other)
            if others or other in (*match.old_plans, *match.new_plans):
                places = [place for place in map(library.locate, others) if place]
                found.setdefault(quote, []).extend(places)
    return [
        Case(unit, tuple(places), bool(crc32(quote.text.encode()) % 2))
        for quote, places in found.items()
        if (unit := _unit(library, quote))
    ]


def _side(match: Match, plan: str) -> tuple[Quote, ...]:
    return next((side for side in (match.old, match.new) if side and side[0].plan == plan), ())


def _unit(library: Library, quote: Quote) -> Unit | None:
    place = library.locate(quote)
    if place is None:
        return None
    plan = library.plan(quote.plan)
    paragraph = plan.paragraphs_by_id[quote.paragraph]
    section = plan.section_of(paragraph)
    sentence = next(s for s in sentences_of(paragraph) if s.start <= place.start < s.end)
    name, title = (section.id, section.title) if section else ("", "")
    return Unit(place, sentence, name, title, library.themes_of(quote.paragraph))


def section_of(library: Library, passage: Passage) -> str:
    """The id of the section a passage stands in."""
    plan = library.plan(passage.plan)
    section = plan.section_of(plan.paragraphs_by_id[passage.paragraph])
    return section.id if section else ""


def recall(library: Library, plan: str, other: str) -> dict[str, float]:
    """The share of held-out commitments with a hit among the first candidates."""
    matcher = library.matcher(other, plan)
    own = [case for case in cases(library, plan, other) if case.held_out and case.counterparts]
    hits = {"clause @1": 0, "clause @5": 0, "section @1": 0, "section @5": 0}
    for case in own:
        found = matcher.candidates(case.unit, _LOOKED_AT)
        right = [_is_hit(candidate, case) for candidate in found]
        sections = list(dict.fromkeys(candidate.unit.section for candidate in found))
        wanted = {section_of(library, place) for place in case.counterparts}
        hits["clause @1"] += any(right[:1])
        hits["clause @5"] += any(right[:5])
        hits["section @1"] += bool(wanted & set(sections[:1]))
        hits["section @5"] += bool(wanted & set(sections[:5]))
    return {name: count / len(own) for name, count in hits.items()} | {"commitments": len(own)}


def _is_hit(candidate: Candidate, case: Case) -> bool:
    return any(place.overlaps(candidate.unit.passage) for place in case.counterparts)


def precision(library: Library, plan: str, other: str) -> dict[str, float]:
    """Of the held-out commitments: how many proposals are right, and how many without one are left alone."""
    matcher = library.matcher(other, plan)
    right = proposed = alone = left_alone = 0
    for case in cases(library, plan, other):
        if not case.held_out:
            continue
        best = matcher.candidates(case.unit, 1)
        likely = [candidate for candidate in best if candidate.likelihood >= DEFAULT.threshold]
        if case.counterparts:
            proposed += bool(likely)
            right += any(_is_hit(candidate, case) for candidate in likely)
        else:
            alone += 1
            left_alone += not likely
            proposed += bool(likely)
    return {
        "precision": right / proposed,
        "proposed": proposed,
        "left alone": left_alone / max(1, alone),
        "without": alone,
    }


def timed(library: Library, old: str, new: str) -> tuple[float, float, int]:
    """Seconds to build a matcher and to propose for a whole plan, and how many proposals there are."""
    before, after = library.units(old), library.units(new)
    started = perf_counter()
    matcher = Matcher(after, before, library.synonyms)
    built = perf_counter()
    found = [match for match in suggestions(before, matcher, DEFAULT) if match]
    return built - started, perf_counter() - built, len(found)


# --- tuning ------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Rows:
    """The features of all candidates of a commitment, and which of them are right."""

    features: Sequence[Features]
    right: frozenset[int]


def tuning_rows(library: Library) -> Iterator[Rows]:
    """The commitments of the tuned half, both ways."""
    for old in _OLD:
        for plan, other in ((old, _NEW), (_NEW, old)):
            matcher = library.matcher(other, plan)
            units = [unit for unit in library.units(other) if not unit.looks_back]
            for case in cases(library, plan, other):
                if not case.held_out and case.counterparts:
                    found = list(matcher.features(case.unit))
                    right = frozenset(
                        row
                        for row, (number, _) in enumerate(found)
                        if any(place.overlaps(units[number].passage) for place in case.counterparts)
                    )
                    yield Rows([features for _, features in found], right)


def tune(library: Library) -> Weights:
    """Weights that find most: one after another is moved while that helps, then the scale is fitted."""
    rows = list(tuning_rows(library))
    best, score = DEFAULT, _score(rows, DEFAULT)
    print(f"start {score:.4f} of {len(rows)}")
    for name in _TUNED * 2:
        for value in _STEPS:
            tried = replace(best, **{name: value})
            found = _score(rows, tried)
            if found > score + 1e-4:
                best, score = tried, found
                print(f"{name} = {value}: {found:.4f}")
    return best


def _score(rows: Sequence[Rows], weights: Weights) -> float:
    """The mean of recall at 1 and at 5."""
    total = 0.0
    for row in rows:
        sums = [(_sum(features, weights), -n) for n, features in enumerate(row.features)]
        order = [-n for _, n in sorted(sums, reverse=True)[:5]]
        total += (bool(order and order[0] in row.right) + bool(row.right & set(order))) / 2
    return total / len(rows)


def _sum(features: Features, w: Weights) -> float:
    factors = (w.clause, w.sentence, w.crossed, w.heading, w.theme, w.shared)
    return sum(factor * value for factor, value in zip(factors, features, strict=True))


def fit(library: Library, weights: Weights) -> tuple[float, float]:
    """Slope and offset with which the sum of the best candidate tells how likely it is right."""
    points: list[tuple[float, bool]] = []
    for old in _OLD:
        for plan, other in ((old, _NEW), (_NEW, old)):
            matcher = Matcher(library.units(other), library.units(plan), library.synonyms, weights)
            units = [unit for unit in library.units(other) if not unit.looks_back]
            for case in cases(library, plan, other):
                found = list(matcher.features(case.unit)) if not case.held_out else []
                if found:
                    number, best = max(found, key=lambda row: _sum(row[1], weights))
                    right = any(place.overlaps(units[number].passage) for place in case.counterparts)
                    points.append((_sum(best, weights), right))
    slope, offset = 1.0, 0.0
    for _ in range(4000):
        errors = [(x, y - 1 / (1 + math.exp(-(slope * x + offset)))) for x, y in points]
        slope += 4 * sum(x * e for x, e in errors) / len(points)
        offset += 4 * sum(e for _, e in errors) / len(points)
    return slope, offset


def main() -> None:
    """Print the figures of the held-out half, or tune on the other one."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--tune", action="store_true", help="tune the weights on the first half")
    arguments = parser.parse_args()
    library = Library([_CONTENT])
    if arguments.tune:
        weights = tune(library)
        print(weights)
        print("slope, offset:", *(f"{value:.2f}" for value in fit(library, weights)))
        return
    for old in _OLD:
        for plan, other in ((old, _NEW), (_NEW, old)):
            figures = recall(library, plan, other) | precision(library, plan, other)
            print(f"{plan} → {other}: " + ", ".join(f"{name} {_shown(v)}" for name, v in figures.items()))
    built, proposed, count = timed(library, "hainan-14", _NEW)
    print(f"hainan-14 ({len(library.units('hainan-14'))} clauses) and {_NEW}: ", end="")
    print(f"built in {built:.2f} s, {count} proposals in {proposed:.2f} s")


def _shown(value: float) -> str:
    return str(value) if isinstance(value, int) else f"{value:.2f}"


if __name__ == "__main__":
    main()
