"""Plans, sections and paragraphs as they are printed."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import Final

LEVELS: Final = ("nation", "region", "city", "district")
KINDS: Final = ("outline", "proposals", "annual_plan", "work_report", "digest", "other")
STANDINGS: Final = ("primary", "secondary")
SECTION_KINDS: Final = (
    "part",
    "chapter",
    "section",
    "item",
    "subitem",
    "point",
    "goal",
    "run_in",
    "box",
    "table",
    "extract",
)
ROLES: Final = (
    "title",
    "heading",
    "body",
    "closing",
    "table_cell",
    "caption",
    "byline",
    "notice",
    "lead",
    "furniture",
)
#: Roles that belong to the plan itself; the others are what was printed or posted around it.
PLAN_ROLES: Final = frozenset({"title", "heading", "body", "closing", "table_cell"})


@dataclass(frozen=True, slots=True)
class Source:
    """Where a plan's text comes from."""

    file: str
    sha256: str
    url: str = ""


@dataclass(frozen=True, slots=True)
class Card:
    """A plan's identity card: what must be known before anything in it is compared.

    `period` is first and last year; `horizon` is the year of the long-range objectives, or None.
    `adopted` and `published` are ISO dates, empty where the document does not say.
    """

    id: str
    title: str
    short: str
    level: str
    kind: str
    standing: str
    place: str
    issuer: str
    period: tuple[int, int]
    horizon: int | None
    adopted: str
    published: str
    note: str
    source: Source


@dataclass(frozen=True, slots=True)
class Section:
    """A node of the printed tree.

    `id` is plan id + "/" + path; `number` as printed (第六节); `path` is what a reader types to go there;
    `at` is the id of the paragraph where it begins; `parent` is a section id, empty at the top.
    A heading sentence inside a paragraph begins at character `offset` of it.
    """

    id: str
    kind: str
    number: str
    title: str
    path: str
    parent: str
    at: str
    offset: int = 0

    @property
    def label(self) -> str:
        """Number and title as one line."""
        return f"{self.number} {self.title}".strip()


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph as printed, with the spans of source lines it stands on (first and last, 1-based)."""

    id: str
    section: str
    role: str
    lines: tuple[tuple[int, int], ...]
    text: str

    @property
    def line(self) -> int:
        """The source line where it begins."""
        return self.lines[0][0]


@dataclass(frozen=True, slots=True)
class Table:
    """A printed table: column heads and rows of paragraph ids, an empty id where a cell has no text."""

    section: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True)
class Plan:
    """One document: card, printed tree, paragraphs in printed order, tables."""

    card: Card
    sections: tuple[Section, ...]
    paragraphs: tuple[Paragraph, ...]
    tables: tuple[Table, ...] = ()

    @property
    def id(self) -> str:
        """The plan's id."""
        return self.card.id

    @cached_property
    def sections_by_id(self) -> dict[str, Section]:
        """Sections by id."""
        return {section.id: section for section in self.sections}

    @cached_property
    def paragraphs_by_id(self) -> dict[str, Paragraph]:
        """Paragraphs by id."""
        return {paragraph.id: paragraph for paragraph in self.paragraphs}

    @cached_property
    def order(self) -> dict[str, int]:
        """The place of each paragraph in printed order."""
        return {paragraph.id: index for index, paragraph in enumerate(self.paragraphs)}

    def section_of(self, paragraph: Paragraph) -> Section | None:
        """The section a paragraph stands in; None before the first heading and around the plan."""
        return self.sections_by_id.get(paragraph.section)

    def section_at(self, passage: Passage) -> Section | None:
        """The innermost section a passage stands in: the last run-in heading before it, else its section."""
        found = self.section_of(self.paragraphs_by_id[passage.paragraph])
        place = (self.order[passage.paragraph], passage.start)
        for section in self.children(found.id) if found else ():
            if section.kind == "run_in" and (self.order[section.at], section.offset) <= place:
                found = section
        return found

    def ancestry(self, section: Section | None) -> tuple[Section, ...]:
        """A section and those it stands in, the outermost first."""
        chain: list[Section] = []
        while section is not None:
            chain.append(section)
            section = self.sections_by_id.get(section.parent)
        return tuple(reversed(chain))

    def children(self, parent: str) -> tuple[Section, ...]:
        """The sections directly under a section id; the top ones for an empty id."""
        return self._children.get(parent, ())

    @cached_property
    def _children(self) -> dict[str, tuple[Section, ...]]:
        children: dict[str, list[Section]] = {}
        for section in self.sections:
            children.setdefault(section.parent, []).append(section)
        return {parent: tuple(below) for parent, below in children.items()}


@dataclass(frozen=True, slots=True)
class Passage:
    """Words of a paragraph: its id, character offsets, and the words themselves."""

    paragraph: str
    start: int
    end: int
    quote: str

    @property
    def plan(self) -> str:
        """The id of the plan it stands in."""
        return self.paragraph.partition("/")[0]

    def overlaps(self, other: Passage) -> bool:
        """Whether two passages share characters."""
        return self.paragraph == other.paragraph and self.start < other.end and other.start < self.end


def local_id(identifier: str) -> str:
    """The part of a section or paragraph id that follows the plan id."""
    return identifier.partition("/")[2]
