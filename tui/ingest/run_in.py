"""Run-in headings: a short sentence that stands as a title before the text it heads, inside a paragraph.

A candidate is a short sentence without a comma and without a figure. At the start of a paragraph it is a
heading if enough text follows it. Inside a paragraph it is one only in a document that uses such headings
throughout: most of its long paragraphs hold at least two candidates, and each heads enough text. Ordinary
short sentences (实施以工代赈。) stand close together and head nothing.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from tui.plans.model import Paragraph, Plan, Section
from tui.text.sentences import sentence_spans

_SHORTEST, _LONGEST_FIRST, _LONGEST_INSIDE = 4, 22, 16
_HEADED_BY_FIRST = 60
_HEADED_INSIDE = 80
_LONGEST_NAME, _HEADED_BY_NAME = 6, 40
_FEWEST = 2
_HOLD_NONE = frozenset({"box", "table", "extract", "goal"})
_ENUMERATED = re.compile(r"[一二三四五六七八九十]是")
_LONG_PARAGRAPH = 400
_THROUGHOUT = 0.5
_NEVER_IN_A_TITLE = frozenset(",，;；:：、—!！?？()（）%")


@dataclass(frozen=True, slots=True)
class _Candidate:
    start: int
    end: int
    headed: int


def with_run_in_headings(plan: Plan) -> Plan:
    """The plan with its run-in headings as sections under those they stand in; text and paragraphs stay."""
    throughout = _uses_them_inside(plan)
    begun = {section.at for section in plan.sections}
    found: dict[str, list[tuple[Paragraph, _Candidate]]] = {}
    for paragraph in plan.paragraphs:
        owner = plan.sections_by_id.get(paragraph.section)
        if paragraph.role == "body" and owner and owner.kind not in _HOLD_NONE:
            candidates = _candidates(paragraph, paragraph.id in begun, throughout)
            found.setdefault(owner.id, []).extend((paragraph, candidate) for candidate in candidates)
    added = [
        _section(plan, plan.sections_by_id[owner], *place, number)
        for owner, places in found.items()
        if len(places) >= _FEWEST
        for number, place in enumerate(places, 1)
    ]
    return replace(plan, sections=_in_order(plan, [*plan.sections, *added]))


def _candidates(paragraph: Paragraph, begun: bool, throughout: bool) -> list[_Candidate]:
    """The headings of one paragraph; `begun` says that it begins with a printed heading already."""
    first = [] if begun else _first(paragraph)
    if throughout:
        return [*first, *_inside(paragraph)]
    # Under a run-in heading of its own a paragraph may name what it goes through: 粮食作物。…设施蔬菜。…
    return [*first, *(_inside(paragraph, _LONGEST_NAME, _HEADED_BY_NAME) if first else [])]


def _section(plan: Plan, owner: Section, paragraph: Paragraph, found: _Candidate, number: int) -> Section:
    path = f"{owner.path}-{number}"
    return Section(
        id=f"{plan.id}/{path}",
        kind="run_in",
        number="",
        title=paragraph.text[found.start : found.end].rstrip("。"),
        path=path,
        parent=owner.id,
        at=paragraph.id,
        offset=found.start,
    )


def _in_order(plan: Plan, sections: list[Section]) -> tuple[Section, ...]:
    """Sections in printed order; one that a paragraph begins with goes before those inside it."""

    def place(section: Section) -> tuple[int, int, bool]:
        return (plan.order[section.at], section.offset, section.kind == "run_in")

    return tuple(sorted(sections, key=place))


def _uses_them_inside(plan: Plan) -> bool:
    long = [p for p in plan.paragraphs if p.role == "body" and len(p.text) > _LONG_PARAGRAPH]
    using = [paragraph for paragraph in long if len(_inside(paragraph)) >= _FEWEST]
    return bool(long) and len(using) >= len(long) * _THROUGHOUT


def _first(paragraph: Paragraph) -> list[_Candidate]:
    spans = sentence_spans(paragraph.text)
    if len(spans) < 2 or not _could_be_title(paragraph.text, spans[0], _LONGEST_FIRST):
        return []
    headed = len(paragraph.text) - spans[0][1]
    return [_Candidate(*spans[0], headed)] if headed >= _HEADED_BY_FIRST else []


def _inside(
    paragraph: Paragraph, longest: int = _LONGEST_INSIDE, headed: int = _HEADED_INSIDE
) -> list[_Candidate]:
    """Candidates after the first sentence that each head enough text; none if fewer than two do."""
    spans = sentence_spans(paragraph.text)
    places = [span for span in spans[1:] if _could_be_title(paragraph.text, span, longest)]
    edges = [start for start, _ in places] + [len(paragraph.text)]
    found = [
        _Candidate(start, end, following - end)
        for (start, end), following in zip(places, edges[1:], strict=True)
    ]
    heading = [candidate for candidate in found if candidate.headed >= headed]
    return heading if len(heading) >= _FEWEST else []


def _could_be_title(text: str, span: tuple[int, int], longest: int) -> bool:
    sentence = text[span[0] : span[1]]
    words = sentence.removesuffix("。")
    return (
        sentence.endswith("。")
        and _SHORTEST <= len(words) <= longest
        and not set(words) & _NEVER_IN_A_TITLE
        and not any(char.isdigit() for char in words)
        and not _ENUMERATED.match(words)
    )
