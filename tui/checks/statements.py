"""What a plan says in figures, whoever read it: curated targets and values, and figures read by rule."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from tui.plans.model import Passage, Plan
from tui.targets.model import Fact, Target
from tui.targets.printed_growth import printed_values

_FIGURE = re.compile(r"\d+(?:\.\d+)?")


@dataclass(frozen=True, slots=True)
class Statement:
    """A promise or a reached value with the words that say it.

    `indicator` is the id that other plans use, or the name as printed where a rule read it; `past` says
    that the value was reached; `first_year` is the first year where it covers several. `row` is the row of
    a printed table, None in running text; `strength` how firmly it is promised, as of targets.
    """

    passage: Passage
    indicator: str
    name: str
    measure: str
    comparator: str
    value: float | None
    high: float | None
    unit: str
    year: int
    past: bool
    first_year: int | None = None
    nature: str = "none"
    row: int | None = None
    strength: int = 3
    curated: bool = True

    @property
    def says_words(self) -> bool:
        """Whether it promises something without a figure."""
        return self.value is None


def statements(
    plan: Plan, targets: Iterable[Target], facts: Iterable[Fact], *, curated: bool = True
) -> tuple[Statement, ...]:
    """The targets and values of a plan, in printed order; `curated` says that a person read them."""
    found = _all_of(plan, targets, facts, curated=curated)
    return tuple(sorted(found, key=lambda s: (plan.order[s.passage.paragraph], s.passage.start)))


def printed_bases(plan: Plan, targets: Iterable[Target]) -> tuple[Statement, ...]:
    """What the tables of targets print for the years before: values already reached, cell by cell."""
    cells = {table.section: table for table in plan.tables}
    found = []
    for target in targets:
        table = cells.get(f"{target.plan}/{target.table}") if target.table_row else None
        if table is None or target.table_row is None or target.measure.startswith("growth"):
            continue
        row = table.rows[target.table_row - 1] if target.table_row <= len(table.rows) else ()
        for year, text in printed_values(plan, target).items():
            column = next((n for n, name in enumerate(table.columns) if str(year) in name), None)
            value = _FIGURE.fullmatch(text)
            if column is None or value is None or column >= len(row) or not row[column]:
                continue
            found.append(
                Statement(
                    passage=Passage(row[column], 0, len(text), text),
                    indicator=target.indicator,
                    name=target.name,
                    measure=target.measure if target.measure in ("level", "cumulative") else "level",
                    comparator="equals",
                    value=float(value[0]),
                    high=None,
                    unit=target.unit,
                    year=year,
                    past=True,
                    row=target.table_row,
                )
            )
    return tuple(found)


def _all_of(
    plan: Plan, targets: Iterable[Target], facts: Iterable[Fact], *, curated: bool
) -> Iterator[Statement]:
    for target in targets:
        passage = _passage(plan, target)
        if passage:
            yield replace(
                _of(target, passage, curated),
                year=target.target_year,
                nature=target.nature,
                row=target.table_row,
                strength=target.strength,
            )
    for fact in facts:
        passage = _passage(plan, fact)
        if passage:
            yield replace(_of(fact, passage, curated), year=fact.year, first_year=fact.first_year, past=True)


def _passage(plan: Plan, entry: Target | Fact) -> Passage | None:
    """Where the words of an entry stand; None where they no longer do."""
    paragraph = plan.paragraphs_by_id.get(entry.paragraph)
    start = paragraph.text.find(entry.quote) if paragraph else -1
    return Passage(entry.paragraph, start, start + len(entry.quote), entry.quote) if start >= 0 else None


def _of(entry: Target | Fact, passage: Passage, curated: bool) -> Statement:
    return Statement(
        passage=passage,
        indicator=entry.indicator,
        name=entry.name,
        measure=entry.measure,
        comparator=entry.comparator,
        value=entry.value,
        high=entry.value_high,
        unit=entry.unit,
        year=0,
        past=False,
        curated=curated,
    )
