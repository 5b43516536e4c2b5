"""A plan as checks see it: its text in pieces, its targets, values and projects, and the other plans."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from tui.checks.statements import Statement, printed_bases, statements
from tui.checks.words import CheckWords
from tui.ingest.figures import Proposals, propose
from tui.plans.damage import Damage
from tui.plans.glossary import Term
from tui.plans.model import PLAN_ROLES, Paragraph, Passage, Plan
from tui.plans.projects import Project
from tui.plans.sentences import READ_ROLES
from tui.targets.model import Fact, Target
from tui.text.clauses import Clause, clauses
from tui.text.fold import half_width
from tui.text.sentences import sentence_spans


@dataclass(frozen=True)
class Piece:
    """A paragraph with its text in half-width forms; offsets are those of the text as printed."""

    paragraph: Paragraph

    @cached_property
    def text(self) -> str:
        """The text in half-width forms, each character in its place."""
        return half_width(self.paragraph.text)

    @cached_property
    def sentences(self) -> list[tuple[int, int]]:
        """The spans of its sentences."""
        return sentence_spans(self.paragraph.text)

    @cached_property
    def clauses(self) -> list[Clause]:
        """Its clauses."""
        return clauses(self.text)

    def passage(self, start: int = 0, end: int | None = None) -> Passage:
        """Words of it; all of it where no places are given."""
        end = len(self.paragraph.text) if end is None else end
        return Passage(self.paragraph.id, start, end, self.paragraph.text[start:end])

    def clause_at(self, place: int) -> Passage:
        """The clause that holds a character, or the nearest before it; all of it where there is none."""
        index = bisect_right(self.clauses, place, key=lambda clause: clause.start) - 1
        return (
            self.passage(self.clauses[index].start, self.clauses[index].end) if index >= 0 else self.passage()
        )

    def sentence_at(self, place: int) -> tuple[int, int]:
        """The span of the sentence that holds a character."""
        index = bisect_right(self.sentences, place, key=lambda span: span[0]) - 1
        inside = index >= 0 and place < self.sentences[index][1]
        return self.sentences[index] if inside else (0, len(self.text))

    def clauses_in(self, start: int, end: int) -> list[Clause]:
        """The clauses that begin in a span."""
        first = bisect_left(self.clauses, start, key=lambda clause: clause.start)
        return self.clauses[first : bisect_left(self.clauses, end, key=lambda clause: clause.start)]


@dataclass(frozen=True)
class Document:
    """What a check is given.

    `others` holds the other plans on the shelf, made when they are first asked for.
    """

    plan: Plan
    words: CheckWords
    targets: tuple[Target, ...] = ()
    facts: tuple[Fact, ...] = ()
    projects: tuple[Project, ...] = ()
    damage: tuple[Damage, ...] = ()
    terms: tuple[Term, ...] = ()
    make_others: Callable[[], Sequence[Document]] = field(default=tuple, repr=False, compare=False)

    @cached_property
    def others(self) -> tuple[Document, ...]:
        """The other plans on the shelf."""
        return tuple(self.make_others())

    @cached_property
    def pieces(self) -> tuple[Piece, ...]:
        """The paragraphs of the plan itself, without what was printed around it."""
        return tuple(Piece(p) for p in self.plan.paragraphs if p.role in PLAN_ROLES)

    @cached_property
    def text(self) -> str:
        """All pieces in one, a line each: to see quickly whether words stand in the plan at all."""
        return "\n".join(piece.text for piece in self.pieces)

    @cached_property
    def damaged_spots(self) -> tuple[Passage, ...]:
        """The words that whoever read the source marked as damaged."""
        found = []
        for spot in self.damage:
            piece = self.pieces_by_id.get(spot.paragraph)
            start = piece.paragraph.text.find(spot.quote) if piece else -1
            if piece and start >= 0:
                found.append(piece.passage(start, start + len(spot.quote)))
        return tuple(found)

    @cached_property
    def prose(self) -> tuple[Piece, ...]:
        """Running text: neither headings nor cells, nor the lists of boxes."""
        return tuple(
            piece
            for piece in self.pieces
            if piece.paragraph.role in READ_ROLES and not self.is_in_box(piece.paragraph)
        )

    @cached_property
    def pieces_by_id(self) -> dict[str, Piece]:
        """Pieces by the id of their paragraph."""
        return {piece.paragraph.id: piece for piece in self.pieces}

    @cached_property
    def known(self) -> Proposals:
        """The curated targets and values; what rules read of them where no person did."""
        if self.is_curated:
            return Proposals(self.targets, self.facts)
        return propose(self.plan)

    @property
    def is_curated(self) -> bool:
        """Whether a person read the targets and values of the plan."""
        return bool(self.targets or self.facts)

    @cached_property
    def statements(self) -> tuple[Statement, ...]:
        """What the plan says in figures: targets and values already reached."""
        return statements(self.plan, self.known.targets, self.known.facts, curated=self.is_curated)

    @cached_property
    def statements_with_bases(self) -> tuple[Statement, ...]:
        """The statements, and the values that tables of targets print for earlier years."""
        return (*self.statements, *printed_bases(self.plan, self.targets))

    def is_in_box(self, paragraph: Paragraph) -> bool:
        """Whether a paragraph stands in a box or a table."""
        section = self.plan.section_of(paragraph)
        return section is not None and section.kind in ("box", "table")

    def heading(self, section: str) -> Passage | None:
        """The printed heading of a section."""
        found = self.plan.sections_by_id.get(section)
        piece = self.pieces_by_id.get(found.at) if found else None
        if found is None or piece is None:
            return None
        if not found.offset:
            end = len(piece.text) if piece.paragraph.role == "heading" else piece.sentence_at(0)[1]
            return piece.passage(0, end)
        return piece.passage(found.offset, piece.sentence_at(found.offset)[1])

    def of_same_year_and_place(self) -> Iterator[Document]:
        """Plans of the same place and level for the same period: they should say the same."""
        card = self.plan.card
        for other in self.others:
            known = other.plan.card
            if (known.place, known.level, known.period) == (card.place, card.level, card.period):
                yield other

    @cached_property
    def companions(self) -> tuple[Document, ...]:
        """The other first-hand plans of the same place and year; none for a second-hand text."""
        if self.plan.card.standing != "primary":
            return ()
        return tuple(o for o in self.of_same_year_and_place() if o.plan.card.standing == "primary")
