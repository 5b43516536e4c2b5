"""What a check is and what it finds."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from tui.messages import Message
from tui.plans.model import Passage

if TYPE_CHECKING:
    from tui.checks.document import Document

#: What rules look at, in the order in which they are shown.
FAMILIES: Final = (
    "arithmetic",
    "quantities",
    "targets",
    "structure",
    "wording",
    "damage",
    "coordination",
)


@dataclass(frozen=True, slots=True)
class Hit:
    """What a rule saw: the passages, the first one being where it is told, and the values of its sentence.

    `certainty` is one of `tui.compare.model.CERTAINTIES`; `severity` is what this case weighs where that is
    less than the rule is set to. `rests_on` holds what else it is about beside the words of its passages:
    where that changes, it is another finding. `wording` is how the first passage should read, where that is
    known.
    """

    passages: tuple[Passage, ...]
    values: Mapping[str, object] = field(default_factory=dict)
    certainty: str = "certain"
    severity: str = ""
    rests_on: str = ""
    wording: str = ""


Look = Callable[["Document"], Iterable[Hit]]


@dataclass(frozen=True, slots=True)
class Rule:
    """One check. How severe its findings are is a setting, `[checks]` in `config.toml`.

    What it looks for, why, what it says and what opinion it proposes are sentences of the locale under
    `rule.<id>`; an example and a counter-example stand in `examples.toml`.
    """

    id: str
    family: str
    look: Look


@dataclass(frozen=True, slots=True)
class Dismissal:
    """That a finding, or all a rule finds in a plan, is none: why, who said so and when (UTC, ISO 8601)."""

    reason: str
    author: str
    created: str


@dataclass(frozen=True, slots=True)
class Finding:
    """What a check reports of a plan.

    `id` stays the same while the words of all passages stand, wherever they stand, and is another one when
    a figure in them changes. `severity` is one of `FINDING_SEVERITIES`.
    """

    id: str
    rule: str
    family: str
    severity: str
    certainty: str
    passages: tuple[Passage, ...]
    values: Mapping[str, object]
    wording: str = ""

    @property
    def passage(self) -> Passage:
        """Where it is told."""
        return self.passages[0]

    @property
    def plan(self) -> str:
        """The plan it is told of."""
        return self.passage.plan

    @property
    def related(self) -> tuple[Passage, ...]:
        """The other passages that it speaks of."""
        return self.passages[1:]

    @property
    def message(self) -> Message:
        """What is wrong, with the computation where there is one."""
        return Message(f"rule.{self.rule}.says", dict(self.values))

    @property
    def opinion(self) -> Message:
        """A proposed opinion, in the words that officials use."""
        return Message(f"rule.{self.rule}.opinion", dict(self.values))
