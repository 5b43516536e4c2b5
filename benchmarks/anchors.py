"""How marked passages are found again after edits: thousands of generated ones on the real plans.

An edit changes a plan in one way; the passage is then looked for. Silent is what is told as exact or moved.
A silent attachment is wrong where the passage's own words changed, or where it leads elsewhere.
"""

from __future__ import annotations

import argparse
import random
from collections import Counter, defaultdict
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from time import perf_counter

from tui.plans.anchors import find_passage, surroundings
from tui.plans.loading import load_plan
from tui.plans.model import Paragraph, Passage, Plan
from tui.plans.sentences import READ_ROLES, sentences_of
from tui.text.clauses import clauses
from tui.text.fold import half_width

_CONTENT = Path(__file__).resolve().parent.parent / "content"
_TYPOS = "发展建设推进提升完善"


@dataclass(frozen=True)
class Edited:
    """A plan after an edit: where the passage stands now (None: gone) and whether its words are the same."""

    plan: Plan
    place: Passage | None
    same: bool


def _with(plan: Plan, paragraph: Paragraph, text: str) -> Plan:
    changed = replace(paragraph, text=text)
    return replace(plan, paragraphs=tuple(changed if p.id == paragraph.id else p for p in plan.paragraphs))


def _rewritten(plan: Plan, passage: Passage, words: str, *, same: bool = False) -> Edited:
    """The passage replaced by other words at its place."""
    paragraph = plan.paragraphs_by_id[passage.paragraph]
    text = paragraph.text[: passage.start] + words + paragraph.text[passage.end :]
    place = Passage(passage.paragraph, passage.start, passage.start + len(words), words)
    return Edited(_with(plan, paragraph, text), place, same)


def _typo(plan: Plan, passage: Passage, dice: random.Random) -> Edited | None:
    at = dice.randrange(len(passage.quote))
    letter = dice.choice(_TYPOS)
    if passage.quote[at] == letter or not passage.quote[at].isalpha():
        return None
    return _rewritten(plan, passage, passage.quote[:at] + letter + passage.quote[at + 1 :])


def _digit(plan: Plan, passage: Passage, dice: random.Random) -> Edited | None:
    places = [n for n, char in enumerate(passage.quote) if char in "0123456789"]
    if not places:
        return None
    at = dice.choice(places)
    other = dice.choice([d for d in "123456789" if d != passage.quote[at]])
    return _rewritten(plan, passage, passage.quote[:at] + other + passage.quote[at + 1 :])


def _width(plan: Plan, passage: Passage, _: random.Random) -> Edited | None:
    if "," not in passage.quote:
        return None
    return _rewritten(plan, passage, passage.quote.replace(",", "，"), same=True)


def _deleted(plan: Plan, passage: Passage, _: random.Random) -> Edited | None:
    edited = _rewritten(plan, passage, "")
    return replace(edited, place=None)


def _shifted(plan: Plan, passage: Passage, dice: random.Random) -> Edited | None:
    """A sentence put in before it in the same paragraph."""
    paragraph = plan.paragraphs_by_id[passage.paragraph]
    added = dice.choice(["另行补充一句。", "（略）", "一、总则。"])
    place = replace(passage, start=passage.start + len(added), end=passage.end + len(added))
    return Edited(_with(plan, paragraph, added + paragraph.text), place, same=True)


def _renumbered(plan: Plan, passage: Passage, _: random.Random) -> Edited | None:
    """Every paragraph has another id, as after a new edition with other lines."""
    names = {p.id: f"{p.id}9" for p in plan.paragraphs}
    paragraphs = tuple(replace(p, id=names[p.id]) for p in plan.paragraphs)
    return Edited(
        replace(plan, paragraphs=paragraphs), replace(passage, paragraph=names[passage.paragraph]), same=True
    )


def _split(plan: Plan, passage: Passage, _: random.Random) -> Edited | None:
    """The paragraph ends before the passage, which begins a new one."""
    paragraph = plan.paragraphs_by_id[passage.paragraph]
    if passage.start == 0:
        return None
    first, second = paragraph.text[: passage.start], paragraph.text[passage.start :]
    added = replace(paragraph, id=f"{paragraph.id}b", text=second)
    paragraphs: list[Paragraph] = []
    for each in plan.paragraphs:
        paragraphs += [replace(each, text=first), added] if each.id == paragraph.id else [each]
    return Edited(
        replace(plan, paragraphs=tuple(paragraphs)),
        Passage(added.id, 0, len(passage.quote), passage.quote),
        same=True,
    )


def _merged(plan: Plan, passage: Passage, _: random.Random) -> Edited | None:
    """The paragraph joined to the one before it."""
    index = plan.order[passage.paragraph]
    if index == 0:
        return None
    above = plan.paragraphs[index - 1]
    joined = replace(above, text=above.text + plan.paragraphs[index].text)
    paragraphs = (*plan.paragraphs[: index - 1], joined, *plan.paragraphs[index + 1 :])
    shift = len(above.text)
    place = Passage(above.id, passage.start + shift, passage.end + shift, passage.quote)
    return Edited(replace(plan, paragraphs=paragraphs), place, same=True)


def _negated(plan: Plan, passage: Passage, dice: random.Random) -> Edited | None:
    """A negation put directly before it."""
    paragraph = plan.paragraphs_by_id[passage.paragraph]
    word = dice.choice(["不再", "不得", "未", "停止"])
    text = paragraph.text[: passage.start] + word + paragraph.text[passage.start :]
    start = passage.start + len(word)
    place = Passage(passage.paragraph, start, start + len(passage.quote), passage.quote)
    return Edited(_with(plan, paragraph, text), place, same=False)


def _compared(plan: Plan, passage: Passage, dice: random.Random) -> Edited | None:
    """A comparator put directly behind a passage that ends with a figure, or changed there."""
    paragraph = plan.paragraphs_by_id[passage.paragraph]
    rest = paragraph.text[passage.end :]
    if not passage.quote[-1:].isdigit() and not passage.quote.endswith("%"):
        return None
    for word in ("左右", "以上", "以下", "以内"):
        rest = rest.removeprefix(word)
    known = paragraph.text[passage.end : passage.end + 2]
    word = dice.choice([w for w in ("左右", "以上", "以下") if w != known])
    return Edited(_with(plan, paragraph, paragraph.text[: passage.end] + word + rest), passage, same=False)


EDITS: dict[str, Callable[[Plan, Passage, random.Random], Edited | None]] = {
    "typo": _typo,
    "digit": _digit,
    "width": _width,
    "deleted": _deleted,
    "shifted": _shifted,
    "renumbered": _renumbered,
    "split": _split,
    "merged": _merged,
    "negated": _negated,
    "comparator": _compared,
}


def marked(plan: Plan, dice: random.Random) -> Passage:
    """A sentence, a clause, or the words up to a figure in one."""
    paragraphs = [p for p in plan.paragraphs if p.role in READ_ROLES]
    paragraph = dice.choice(paragraphs)
    sentence = dice.choice(sentences_of(paragraph))
    kind = dice.random()
    if kind < 0.5:
        return sentence
    clause = dice.choice(clauses(half_width(sentence.quote)))
    start, end = sentence.start + clause.start, sentence.start + clause.end
    if kind < 0.7:
        figures = [n + 1 for n in range(start, end) if paragraph.text[n] in "0123456789%"]
        end = figures[-1] if figures else end
    return Passage(paragraph.id, start, end, paragraph.text[start:end])


def main() -> None:
    """Print, by kind of edit, what became of the passages and how many attachments were wrong."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--edits", type=int, default=6000)
    parser.add_argument("--seed", type=int, default=15)
    arguments = parser.parse_args()
    dice = random.Random(arguments.seed)
    plans = [load_plan(path) for path in sorted((_CONTENT / "plans").glob("*.toml"))]
    states: dict[str, Counter[str]] = defaultdict(Counter)
    seconds = 0.0
    while sum(counter.total() for counter in states.values()) < arguments.edits:
        plan, name = dice.choice(plans), dice.choice(list(EDITS))
        passage = marked(plan, dice)
        edited = EDITS[name](plan, passage, dice)
        if edited is None:
            continue
        known = surroundings(plan, passage)
        begun = perf_counter()
        found = find_passage(edited.plan, passage, known)
        seconds += perf_counter() - begun
        here = edited.place and found.passage.overlaps(edited.place)
        if found.is_same and not (edited.same and here):
            outcome = "WRONG"
        elif found.state == "lost":
            outcome = "lost"
        else:
            outcome = found.state if here else f"{found.state} elsewhere"
        states[name][outcome] += 1
    for name, counter in states.items():
        shown = ", ".join(f"{outcome} {count}" for outcome, count in counter.most_common())
        print(f"{name:<12}{counter.total():>6}  {shown}")
    total = sum(states.values(), Counter[str]())
    print(f"{'all':<12}{total.total():>6}  wrong and silent {total['WRONG']}, lost {total['lost']}; ", end="")
    print(f"{seconds / total.total() * 1000:.1f} ms each")


if __name__ == "__main__":
    main()
