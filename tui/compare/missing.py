"""Documents that a comparison would need and that are not on the shelf."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from tui.locale import LANGUAGES
from tui.plans.model import KINDS, LEVELS, Card
from tui.records import ContentFile, Record

FILE = "missing.toml"


@dataclass(frozen=True, slots=True)
class MissingDocument:
    """A document that is not at hand, with what it would settle, by language.

    `kind` is empty for what is no plan: an assessment, a file of figures.
    """

    names: dict[str, str]
    reasons: dict[str, str]
    place: str
    level: str
    kind: str
    period: tuple[int, int]

    def is_like(self, card: Card) -> bool:
        """Whether a plan on the shelf is this document."""
        own = (self.place, self.level, self.kind, self.period)
        return own == (card.place, card.level, card.kind, tuple(card.period))


def load_missing(folders: Sequence[Path], cards: Iterable[Card]) -> tuple[MissingDocument, ...]:
    """What the last content folder with such a file lists, without what is on the shelf by now.

    Raises:
        Problem: the file is not sound.
    """
    on_shelf = list(cards)
    for folder in reversed(folders):
        path = folder / FILE
        if path.is_file():
            file = ContentFile(path)
            file.expect_tables(("document",))
            found = [_document(record) for record in file.records("document")]
            file.check()
            return tuple(each for each in found if not any(map(each.is_like, on_shelf)))
    return ()


def _document(record: Record) -> MissingDocument:
    document = MissingDocument(
        names={language: record.text(language) for language in LANGUAGES},
        reasons={language: record.text(f"why_{language}") for language in LANGUAGES},
        place=record.text("place"),
        level=record.choice("level", LEVELS),
        kind=record.choice("kind", ("", *KINDS), ""),
        period=record.years("period"),
    )
    record.finish()
    return document
