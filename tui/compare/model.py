"""What became of a commitment: a match between passages of one old plan and one new plan."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

CHANGES: Final = (
    "continued",
    "strengthened",
    "elaborated",
    "softened",
    "narrowed",
    "redirected",
    "reworded",
    "subsumed",
    "achieved",
    "new",
    "not_found",
    "annual_ended",
    "level_only",
)
#: Changes that have no passage in the new plan.
OLD_ONLY: Final = frozenset({"not_found", "annual_ended", "level_only"})
QUANTITIES: Final = (
    "number_to_words",
    "words_to_number",
    "number_to_number",
    "redefined",
    "delegated_to_words",
    "words_to_words",
    "none",
)
#: Who says so: the shipped comparison, the matcher, or a reviewer.
ORIGINS: Final = ("curated", "suggested", "reviewer")
CERTAINTIES: Final = ("certain", "likely", "worth_a_look")


@dataclass(frozen=True, slots=True)
class Quote:
    """Words of a plan named by paragraph id; `start` is found when the plan is at hand."""

    paragraph: str
    text: str

    @property
    def plan(self) -> str:
        """The id of the plan it stands in."""
        return self.paragraph.partition("/")[0]


@dataclass(frozen=True, slots=True)
class Searched:
    """What was looked for, and in which plans, before one side was left empty."""

    plans: tuple[str, ...]
    terms: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Match:
    """Commitments of exactly one old plan and commitments of one new plan.

    One side is empty where nothing was found; `searched` then says what was looked for. `origin` is one of
    `ORIGINS`; a suggested match says how likely it is, from 0 to 1, and a reviewer's who made it and when.
    """

    id: str
    theme: str
    old: tuple[Quote, ...]
    new: tuple[Quote, ...]
    change: str
    quantity: str
    certainty: str
    rationale: str
    searched: Searched | None
    origin: str = "curated"
    likelihood: float = 0.0
    author: str = ""
    created: str = ""

    @property
    def old_plans(self) -> tuple[str, ...]:
        """The old plan, or those that were searched in vain."""
        return self._plans(self.old)

    @property
    def new_plans(self) -> tuple[str, ...]:
        """The new plan, or those that were searched in vain."""
        return self._plans(self.new)

    def _plans(self, quotes: tuple[Quote, ...]) -> tuple[str, ...]:
        if quotes:
            return (quotes[0].plan,)
        return self.searched.plans if self.searched else ()


@dataclass(frozen=True, slots=True)
class Judgement:
    """A reviewer's word on a match.

    `decision` is accepted, rejected or empty; `change`, `quantity` and `grade` are what the reviewer says
    instead, each empty where it was left; raising the class of comparability needs the `reason`.
    """

    decision: str = ""
    change: str = ""
    quantity: str = ""
    grade: str = ""
    reason: str = ""
    author: str = ""
    created: str = ""


DECISIONS: Final = ("accepted", "rejected")


@dataclass(frozen=True, slots=True)
class Theme:
    """A theme of the taxonomy, with its names by language.

    `tasks` says that what stands in it is to be done; a framework of guiding thoughts only frames tasks.
    """

    id: str
    names: dict[str, str]
    short_names: dict[str, str]
    tasks: bool = True
