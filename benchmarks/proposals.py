"""Precision and recall of the proposed targets and facts against those a person curated by reading.

The rules were tuned on two documents only; the other three are held out.
"""

from __future__ import annotations

import argparse
import re
from collections import defaultdict
from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass
from pathlib import Path

from tui.ingest.figures import propose
from tui.plans.loading import load_plan
from tui.plans.model import Plan
from tui.targets.loading import load_facts, load_targets
from tui.targets.model import Fact, Target
from tui.text.fold import half_width

_CONTENT = Path(__file__).resolve().parent.parent / "content"
_TUNED = ("hainan-14", "wuhai-2023-plan")
_HELD_OUT = ("wuhai-2023-report", "wuhai-15", "wuhai-2023-digest")
#: Measures between which print often leaves no choice: 联结比例达到100% is a level and a coverage.
_CLASSES = {
    "hold": "level",
    "share": "level",
    "coverage": "level",
    "multiple": "level",
    "growth_average": "growth",
    "growth_year": "growth",
    "change_from_base": "growth",
}

Entry = Target | Fact


@dataclass(frozen=True, slots=True)
class Score:
    """How many proposals and curated entries there are, and how many of them belong together."""

    right: int
    proposed: int
    curated: int

    def __add__(self, other: Score) -> Score:
        return Score(self.right + other.right, self.proposed + other.proposed, self.curated + other.curated)

    def __str__(self) -> str:
        if not self.proposed or not self.curated:
            return f"   -     -  ({self.proposed} proposed, {self.curated} curated)"
        precision, recall = self.right / self.proposed, self.right / self.curated
        return f"{precision:5.2f} {recall:5.2f} ({self.right}/{self.proposed}, {self.right}/{self.curated})"


def same_passage(plan: Plan, one: Entry, other: Entry) -> bool:
    """Whether two entries quote overlapping words of one paragraph."""
    if one.paragraph != other.paragraph:
        return False
    text = plan.paragraphs_by_id[one.paragraph].text
    mine, theirs = _places(text, one.quote), _places(text, other.quote)
    return any(a < d and c < b for a, b in mine for c, d in theirs)


def _places(text: str, quote: str) -> list[tuple[int, int]]:
    places = []
    start = text.find(quote)
    while start >= 0:
        places.append((start, start + len(quote)))
        start = text.find(quote, start + 1)
    return places


def by_value(entry: Entry) -> Hashable:
    """Value alone."""
    return (entry.value, entry.value_high)


def by_class(entry: Entry) -> Hashable:
    """Value and class of measure; the measure itself where there is no printed figure."""
    kind = entry.measure if entry.value is None else _CLASSES.get(entry.measure, entry.measure)
    return (entry.value, entry.value_high, kind)


def by_measure(entry: Entry) -> Hashable:
    """Value and measure."""
    return (entry.value, entry.value_high, entry.measure)


def matched(
    plan: Plan, proposed: Sequence[Entry], curated: Sequence[Entry], key: Callable[[Entry], Hashable]
) -> list[tuple[int, int]]:
    """Pairs of places in the two lists; each entry stands in one pair at most, kinds are not mixed."""
    waiting: dict[Hashable, list[int]] = defaultdict(list)
    for number, entry in enumerate(curated):
        waiting[type(entry), entry.paragraph, key(entry)].append(number)
    pairs = []
    for number, entry in enumerate(proposed):
        rest = waiting[type(entry), entry.paragraph, key(entry)]
        fitting = next((other for other in rest if same_passage(plan, entry, curated[other])), None)
        if fitting is not None:
            rest.remove(fitting)
            pairs.append((number, fitting))
    return pairs


def load_curated(plan: str) -> list[Entry]:
    """The curated entries of a plan's text; rows of its tables are not proposed and left out."""
    targets = load_targets(_CONTENT / "targets" / f"{plan}.toml")
    path = _CONTENT / "facts" / f"{plan}.toml"
    facts = load_facts(path) if path.is_file() else ()
    return [*(target for target in targets if target.table_row is None), *facts]


def is_figure(entry: Entry) -> bool:
    """Whether an entry is one whose value is printed in digits in its quote."""
    printed = half_width(entry.quote).replace(",", "")
    return (
        entry.value is not None
        and re.search(rf"(?<![\d.]){abs(entry.value):g}(?![\d.])", printed) is not None
    )


def _everything(_: Entry) -> bool:
    return True


def _words_only(entry: Entry) -> bool:
    return not is_figure(entry)


_VIEWS: tuple[tuple[str, Callable[[Entry], bool], Callable[[Entry], Hashable]], ...] = (
    ("figures, value and class of measure", is_figure, by_class),
    ("figures, value and measure", is_figure, by_measure),
    ("figures, passage and value", is_figure, by_value),
    ("promises in words", _words_only, by_class),
    ("all, value and class of measure", _everything, by_class),
    ("all, passage and value", _everything, by_value),
)


def measure(name: str, wanted: Callable[[Entry], bool], key: Callable[[Entry], Hashable]) -> Score:
    """The score of one document."""
    plan = load_plan(_CONTENT / "plans" / f"{name}.toml")
    found = propose(plan)
    everything: list[Entry] = [*found.targets, *found.facts]
    proposed = [entry for entry in everything if wanted(entry)]
    curated = [entry for entry in load_curated(name) if wanted(entry)]
    return Score(len(matched(plan, proposed, curated, key)), len(proposed), len(curated))


def main() -> None:
    """Print precision and recall by document and view."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("plans", nargs="*", default=[*_TUNED, *_HELD_OUT], help="plan ids")
    names = parser.parse_args().plans
    for title, wanted, key in _VIEWS:
        print(title)
        held = Score(0, 0, 0)
        for name in names:
            score = measure(name, wanted, key)
            note = "tuned" if name in _TUNED else "held out"
            print(f"  {name:<20}{note:<10}precision, recall {score}")
            held = held + score if name in _HELD_OUT else held
        if held.curated:
            print(f"  {'held out together':<30}precision, recall {held}")


if __name__ == "__main__":
    main()
