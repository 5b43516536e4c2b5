"""What a plan promises in figures, and what was reported of it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from tui.messages import Message

COMPARATORS: Final = (
    "at_least",
    "more_than",
    "equals",
    "about",
    "at_most",
    "less_than",
    "between",
    "none",
)
MEASURES: Final = (
    "level",
    "growth_year",
    "growth_average",
    "cumulative",
    "hold",
    "change_from_base",
    "against_reference",
    "rank",
    "grade",
    "zero",
    "coverage",
    "event",
    "direction",
    "delegated",
)
FACT_MEASURES: Final = (*MEASURES, "share", "multiple")
NATURES: Final = ("binding", "expected", "none")
#: What a document may leave unclear about a target, as reason ids.
DOUBTS: Final = ("base_unclear", "cumulative_unclear")
#: What a reported value is: reached in that year, reached since the period began, the value of the series
#: that the target is held against, or the target itself, set or made clear by an authority.
SERIES: Final = ("actual", "total", "reference", "target")
STATUSES: Final = (
    "achieved",
    "ahead",
    "on_track",
    "behind",
    "met",
    "missed",
    "undetermined",
    "not_assessed",
)
TRENDS: Final = ("likely", "effort", "hard", "unknown")


@dataclass(frozen=True, slots=True)
class Target:
    """The promise of one indicator in one plan.

    `name`, `cells` and `printed_growth` are as printed. `category` is inferred where its cell was lost,
    with its ground in `category_ground`; `lost` names the columns whose printed cell is lost.
    `value`, `base` are in `unit`; `value_high` is the upper end of a range.
    `doubt` names what the document leaves unclear, as a reason id, empty where nothing is. `strength` is
    how firmly it is promised, from 0 (探索) to 5 (确保); `reference` holds the words of a rank, grade,
    standard or series; `note` what a reader should know of the print. A `rejected` proposal is kept only
    so that it does not come back.
    """

    id: str
    plan: str
    indicator: str
    name: str
    unit: str
    nature: str
    comparator: str
    measure: str
    value: float | None
    value_high: float | None
    base: float | None
    base_year: int | None
    target_year: int
    printed_growth: str
    paragraph: str
    quote: str
    table: str
    table_row: int | None
    cells: tuple[str, ...]
    lost: tuple[str, ...]
    category: str
    category_ground: str
    doubt: str
    strength: int = 3
    reference: str = ""
    note: str = ""
    rejected: bool = False


@dataclass(frozen=True, slots=True)
class Fact:
    """A value that was already reached when the plan was written.

    `year` is the year it is of, or the last one; `first_year` the first one where it covers several.
    `comparator` is the hedge of the text: 左右 about, 近 less_than, 余 and 超 more_than.
    """

    id: str
    plan: str
    indicator: str
    name: str
    unit: str
    comparator: str
    measure: str
    value: float | None
    value_high: float | None
    year: int
    first_year: int | None
    reference: str
    paragraph: str
    quote: str
    note: str
    rejected: bool = False


@dataclass(frozen=True, slots=True)
class Observation:
    """A value reported for a target: year, value in the target's unit, and where it comes from.

    `series` is one of `SERIES`; `definition` says how the value was defined where this is not the plan's
    definition, and is empty where it is. `origin` is review (entered), file (read for this run) or example
    (invented, for trying out); `author` and `created` (UTC, ISO 8601) tell who entered it and when.
    """

    target: str
    year: int
    value: float
    unit: str
    source: str
    note: str = ""
    origin: str = "review"
    series: str = "actual"
    definition: str = ""
    author: str = ""
    created: str = ""


@dataclass(frozen=True, slots=True)
class Evidence:
    """What speaks for progress on a promise without a figure: a document, an award, an event."""

    target: str
    year: int
    text: str
    source: str
    author: str = ""
    created: str = ""


@dataclass(frozen=True, slots=True)
class Base:
    """The value from which progress is counted.

    `origin` is printed (with the target), sibling (printed with the same indicator elsewhere in the plan),
    observation (reported) or fact (a result that a plan of the same place tells); `place` is the id of the
    target or fact it stands with, empty for a reported one.
    """

    value: float
    year: int
    origin: str
    place: str = ""


@dataclass(frozen=True, slots=True)
class Calculation:
    """What one method says: status and arithmetic, or the reason id why it cannot be applied."""

    method: str
    status: str = ""
    formula: Message | None = None
    inputs: tuple[tuple[str, float], ...] = ()
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Verdict:
    """A reviewer's own status for a target, with the reason.

    `computed` is the status that the methods gave when it was set.
    """

    status: str
    reason: str
    computed: str
    author: str = ""
    created: str = ""


@dataclass(frozen=True, slots=True)
class Explanation:
    """What an office adds to a target: who leads, why it is behind, what is done, who answers for it.

    `adjust` says whether the target should be changed, to what and why.
    """

    lead: str = ""
    cause: str = ""
    measures: str = ""
    body: str = ""
    adjust: str = ""


@dataclass(frozen=True, slots=True)
class Assessment:
    """A verdict on a target with everything that led to it.

    `status` is what the methods give, `verdict` what a reviewer set instead. `reason` says why there is no
    status (a reason id, else empty). `calculations` holds every method, the one that decided first;
    `method`, `formula` and `inputs` are those of the deciding one. `value` is the promised figure, also
    where it was made known outside the plan; `result` what a plan of the same place tells from before the
    period. `progress` and `elapsed` are shares of the way and of the
    time, 1 for all of it; None where they have no meaning.
    """

    target: Target
    status: str
    reason: str = ""
    trend: str = "unknown"
    remarks: tuple[Message, ...] = ()
    calculations: tuple[Calculation, ...] = ()
    observation: Observation | None = None
    value: float | None = None
    base: Base | None = None
    progress: float | None = None
    elapsed: float | None = None
    evidence: tuple[Evidence, ...] = ()
    result: Fact | None = None
    verdict: Verdict | None = None
    explanation: Explanation = Explanation()

    @property
    def shown_status(self) -> str:
        """The status to be shown: a reviewer's, else the computed one."""
        return self.verdict.status if self.verdict else self.status

    @property
    def method(self) -> str:
        """The method that decided; empty where none did."""
        return self.calculations[0].method if self.calculations else ""

    @property
    def formula(self) -> Message | None:
        """The arithmetic of the method that decided."""
        return self.calculations[0].formula if self.calculations else None

    @property
    def inputs(self) -> tuple[tuple[str, float], ...]:
        """The figures of the method that decided."""
        return self.calculations[0].inputs if self.calculations else ()
