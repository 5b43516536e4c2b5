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
DOUBTS: Final = ("base_unclear",)
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

    `origin` is review (entered), file (read for this run) or example (invented, for trying out).
    """

    target: str
    year: int
    value: float
    unit: str
    source: str
    note: str = ""
    origin: str = "review"


@dataclass(frozen=True, slots=True)
class Assessment:
    """A verdict on a target with everything that led to it.

    `reason` says why there is no verdict (a reason id, else empty); `formula` is the arithmetic with its
    figures filled in; `inputs` names each figure used.
    """

    target: Target
    status: str
    reason: str = ""
    trend: str = "unknown"
    remarks: tuple[str, ...] = ()
    method: str = ""
    formula: Message | None = None
    observation: Observation | None = None
    inputs: tuple[tuple[str, float], ...] = ()
