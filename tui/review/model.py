"""What people say in a review: flags with their replies, and how far things have come."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from tui.plans.anchors import Surroundings
    from tui.plans.model import Passage
    from tui.review.events import Author

#: What a flag can stand on.
SUBJECT_KINDS: Final = ("sentence", "section", "target", "project", "match")
FLAG_STATES: Final = ("open", "resolved")
REPLIES: Final = ("adopted", "partly", "declined")
#: The kind of flag that proposes other words.
EDIT: Final = "edit"


@dataclass(frozen=True, slots=True)
class Reply:
    """What became of an opinion: one of `REPLIES`, with the reason and who said so."""

    reply: str
    reason: str
    author: Author
    created: str


@dataclass(frozen=True, slots=True)
class Flag:
    """A mark on a passage, section, target, project or match.

    `anchor` holds the words as they were marked, `around` what they stood in. `suggestion` is the wording
    that a flag of the kind 建议修改 asks for; `state` is one of `FLAG_STATES`; `replies` holds the last reply
    of each person. `settled` is the id of another flag on the same words that was preferred to this one.
    `finding` is the id of the finding of a check that it was made of.
    """

    id: str
    subject_kind: str
    subject_id: str
    anchor: Passage | None
    kind: str
    severity: str
    note: str
    author: Author
    created: str
    state: str = "open"
    tags: tuple[str, ...] = ()
    suggestion: str = ""
    replies: tuple[Reply, ...] = ()
    settled: str = ""
    finding: str = ""
    around: Surroundings | None = None

    @property
    def reply(self) -> Reply | None:
        """The reply that counts, the last one; None where nobody replied."""
        return self.replies[-1] if self.replies else None


@dataclass(frozen=True, slots=True)
class Stage:
    """How far a project has come, as a reviewer set it; `stage` is empty where only a note was written."""

    stage: str
    note: str
    author: Author
