"""Proposing the targets and the reached values of a plan by rule, for a person to curate.

A rule does not know what a reader knows: a proposal says where it stands and what its words say, no more. Its
indicator is its name until a person gives it the id that other plans use.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from tui.ingest.figure_reading import Before, Found, read_figures
from tui.ingest.figure_rules import rules
from tui.ingest.figure_scope import outside, targets_only
from tui.ingest.promises import read_promises
from tui.plans.model import Paragraph, Plan
from tui.targets.model import Fact, Target
from tui.text.clauses import Clause, asides, clauses, quotations
from tui.text.figures import Figure, find_figures, han_number
from tui.text.fold import half_width

#: The sixth five-year plan began in 1981; since then each is five years long.
_SIXTH_BEGINS = 1981
_FIVE_YEARS = 5
#: How firmly something is promised where no word says it.
_PLAIN = 3
#: Strengths that only a promise has: 力争, 确保.
_PROMISING = (2, 5)
#: A year stands near the beginning of its clause.
_OPENING = 200

_YEAR = re.compile(r"(?<!\d)(?:20(?P<digits>\d\d)|二[〇○零](?P<han>[〇○零一二三四五六七八九]{2}))年")
_NO_TIME = re.compile(r"(?:比|较|以|相比)\s?20\d\d年|20\d\d年(?:行动|方案)")
_PERIOD = re.compile(r"“?(?P<han>十[一二三四五六七八九]?)五”?(?:末|时期|期间|以来)")
_DURATION = re.compile(r"用(?P<years>[1-9]|[一二三四五])年(?:左右)?的?时间")
_LOOKS_BACK = re.compile(r"^(?:过去的?[一五几]年|一年来|五年来|回顾)")
_LONGEST_OPENING = 14


@dataclass(frozen=True, slots=True)
class Proposals:
    """Targets and facts found by rule."""

    targets: tuple[Target, ...] = ()
    facts: tuple[Fact, ...] = ()


@dataclass(frozen=True, slots=True)
class _Context:
    """What a paragraph says of all its sentences: whether it looks back, the year it looks ahead to."""

    review: bool
    horizon: int | None


@dataclass(frozen=True, slots=True)
class _Sentence:
    """What a sentence has said so far: the year it speaks of, how firmly, whether as expected values."""

    year: int | None = None
    strength: int | None = None
    nature: str = "none"
    before: Before = field(default_factory=Before)


@dataclass(frozen=True, slots=True)
class _Reading:
    """A found promise or value with what its sentence says of it."""

    paragraph: Paragraph
    found: Found
    past: bool
    year: int
    first_year: int | None
    strength: int
    nature: str

    @property
    def quote(self) -> str:
        """The words as printed."""
        return self.paragraph.text[self.found.start : self.found.end]


def propose(plan: Plan) -> Proposals:
    """The targets and facts that the rules find in a plan's text, in printed order.

    Boxes, tables and what was printed around the plan are left out. Ids are `<plan>-p001` and so on.
    """
    targets: list[Target] = []
    facts: list[Fact] = []
    for number, reading in enumerate(_readings(plan), 1):
        identifier = f"{plan.id}-p{number:03}"
        if reading.past:
            facts.append(_fact(plan, identifier, reading))
        else:
            targets.append(_target(plan, identifier, reading))
    return Proposals(tuple(targets), tuple(facts))


def _readings(plan: Plan) -> Iterator[_Reading]:
    for paragraph in plan.paragraphs:
        section = plan.section_of(paragraph)
        if paragraph.role in ("body", "closing") and not (section and section.kind in ("box", "table")):
            yield from _paragraph_readings(plan, paragraph)


def _paragraph_readings(plan: Plan, paragraph: Paragraph) -> Iterator[_Reading]:
    text = half_width(paragraph.text)
    context = _Context(looks_back(plan, paragraph, text), _horizon(plan, paragraph, text))
    sentence = _Sentence()
    number = 0
    for clause, figures in _clauses_with_figures(text):
        if clause.sentence != number:
            number, sentence = clause.sentence, _Sentence()
        words = text[clause.start : clause.end]
        sentence = _heard(plan, sentence, words)
        past = _is_past(plan, words, sentence, review=context.review)
        kept = targets_only(text, clause, figures)
        if kept:
            found = read_figures(text, clause, kept, sentence.before, past=past)
        else:
            found = read_promises(text, clause, sentence.before, past=past)
        strength = _strength(words, sentence) if found else _PLAIN
        for one in found:
            year, first_year = _years(plan, sentence, one, context, past=past)
            yield _Reading(paragraph, one, past, year, first_year, strength, sentence.nature)
        sentence = _left(sentence, words, clause, found)


def _clauses_with_figures(text: str) -> Iterator[tuple[Clause, list[Figure]]]:
    """The clauses of a text, each with its figures that stand in no brackets and quotation marks."""
    figures = outside(find_figures(text), sorted([*asides(text), *quotations(text)]))
    index = 0
    for clause in clauses(text):
        inside = []
        while index < len(figures) and figures[index].start < clause.end:
            inside.append(figures[index])
            index += 1
        yield clause, inside


# --- what a clause and its sentence say of time, strength, nature ---------------------------------


def _heard(plan: Plan, sentence: _Sentence, words: str) -> _Sentence:
    """The sentence with what a clause says of time and nature."""
    nature = sentence.nature
    if "约束性" in words:
        nature = "binding"
    elif "预期目标" in words or "预期性" in words:
        nature = "expected"
    year = _spoken_year(plan, words)
    return replace(sentence, year=sentence.year if year is None else year, nature=nature)


def _left(sentence: _Sentence, words: str, clause: Clause, found: list[Found]) -> _Sentence:
    """The sentence as the next clause finds it."""
    name, flowing = (found[-1].name, found[-1].measure == "cumulative") if found else ("", False)
    strength = _own_strength(words)
    return replace(
        sentence,
        strength=sentence.strength if strength is None else strength,
        before=Before(name, flowing, clause.start),
    )


def _spoken_year(plan: Plan, words: str) -> int | None:
    """The year that words speak of: a printed one, the end of a five-year plan, or of 用3年时间."""
    words = _NO_TIME.sub("", words[:_OPENING])
    years = [int(match["digits"] or han_number(match["han"]) or 0) for match in _YEAR.finditer(words)]
    if years:
        return 2000 + years[-1]
    period = _PERIOD.search(words)
    if period:
        ordinal = han_number(period["han"]) or 0
        return _SIXTH_BEGINS + (ordinal - 6 + 1) * _FIVE_YEARS - 1
    duration = _DURATION.search(words)
    if duration:
        return plan.card.period[0] + _small_number(duration["years"]) - 1
    return None


def _small_number(text: str) -> int:
    return int(text) if text.isdigit() else han_number(text) or 0


def looks_back(plan: Plan, paragraph: Paragraph, text: str) -> bool:
    """Whether a paragraph stands in a part that tells what was reached, or opens by saying so."""
    first = plan.card.period[0]
    for section in plan.ancestry(plan.section_of(paragraph)):
        year = _spoken_year(plan, section.title)
        if rules().review_titles.search(section.title) and (year is None or year <= first):
            return True
        if year is not None and year < first and "到" not in section.title:
            return True
    opening = text[:_OPENING].partition(",")[0]
    year = _spoken_year(plan, opening)
    in_the_past = year is not None and year < first
    short = len(opening) <= _LONGEST_OPENING and not opening.startswith("到")
    return bool(_LOOKS_BACK.match(opening)) or (in_the_past and short)


def _horizon(plan: Plan, paragraph: Paragraph, text: str) -> int | None:
    """The year of the long-range objectives where a paragraph is about them."""
    titles = "".join(section.title for section in plan.ancestry(plan.section_of(paragraph)))
    return plan.card.horizon if "远景" in titles or "展望" in text[:_OPENING] else None


def _is_past(plan: Plan, words: str, sentence: _Sentence, *, review: bool) -> bool:
    if review:
        return True
    if _own_strength(words) in _PROMISING:
        return False
    if sentence.year is not None:
        return sentence.year < plan.card.period[0]
    return bool(rules().review_cues.search(words))


def _years(
    plan: Plan, sentence: _Sentence, found: Found, context: _Context, *, past: bool
) -> tuple[int, int | None]:
    """The year that something is promised for or was reached in, and the first one where it took several."""
    first, last = plan.card.period
    spoken = sentence.year
    if not past:
        ahead = spoken if spoken is not None and spoken >= first else None
        return ahead or context.horizon or last, None
    year = spoken if spoken is not None and spoken < first else first - 1
    length = last - first + 1
    whole_period = length > 1 and year == first - 1 and found.measure in ("cumulative", "growth_average")
    return year, first - length if whole_period else None


def _own_strength(words: str) -> int | None:
    return next((level for level, pattern in rules().strength if pattern.search(words)), None)


def _strength(words: str, sentence: _Sentence) -> int:
    """How firmly a clause promises; without a verb of its own as firmly as the clause before it."""
    own = _own_strength(words)
    if own is not None:
        return own
    return _PLAIN if sentence.strength is None or rules().flow.search(words) else sentence.strength


# --- proposals ------------------------------------------------------------------------------------


def _target(plan: Plan, identifier: str, reading: _Reading) -> Target:
    found = reading.found
    name = found.name or reading.quote
    return Target(
        id=identifier,
        plan=plan.id,
        indicator=name,
        name=name,
        unit=found.unit,
        nature=reading.nature,
        comparator=found.comparator,
        measure=found.measure,
        value=found.value,
        value_high=found.high,
        base=found.base,
        base_year=found.base_year,
        target_year=reading.year,
        printed_growth="",
        paragraph=reading.paragraph.id,
        quote=reading.quote,
        table="",
        table_row=None,
        cells=(),
        lost=(),
        category="",
        category_ground="",
        doubt="",
        strength=reading.strength,
        reference=found.reference,
    )


def _fact(plan: Plan, identifier: str, reading: _Reading) -> Fact:
    found = reading.found
    name = found.name or reading.quote
    return Fact(
        id=identifier,
        plan=plan.id,
        indicator=name,
        name=name,
        unit=found.unit,
        comparator=found.comparator,
        measure=found.measure,
        value=found.value,
        value_high=found.high,
        year=reading.year,
        first_year=reading.first_year,
        reference=found.reference,
        paragraph=reading.paragraph.id,
        quote=reading.quote,
        note="",
    )
