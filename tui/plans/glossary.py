"""Terms of development plans, and which of them stand in a sentence."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from tui.locale import LANGUAGES
from tui.plans.model import Passage
from tui.records import ContentFile, Record
from tui.text.fold import fold


@dataclass(frozen=True, slots=True)
class Term:
    """A term with its other written forms and what it means, in each language.

    `plans` and `paragraphs` narrow it to where it means this; `unless` holds longer words that only
    contain it.
    """

    name: str
    also: tuple[str, ...]
    glosses: dict[str, str]
    plans: tuple[str, ...]
    paragraphs: tuple[str, ...]
    unless: tuple[str, ...]

    def means_this_in(self, passage: Passage) -> bool:
        """Whether the entry is meant for the place of a passage."""
        if self.paragraphs:
            return passage.paragraph in self.paragraphs
        return not self.plans or passage.plan in self.plans


def load_glossary(folders: Sequence[Path]) -> tuple[Term, ...]:
    """The terms of all content folders that have a `glossary.toml`; those of later folders come first.

    Raises:
        Problem: everything that is wrong with a file.
    """
    terms: list[Term] = []
    for folder in reversed(folders):
        if (folder / "glossary.toml").is_file():
            file = ContentFile(folder / "glossary.toml")
            file.expect_tables(("term",))
            terms.extend(_term(record) for record in file.records("term"))
            file.check()
    return tuple(terms)


def _term(record: Record) -> Term:
    term = Term(
        name=record.text("term"),
        also=record.texts("also", []),
        glosses={language: record.text(language) for language in LANGUAGES},
        plans=record.texts("plans", []),
        paragraphs=record.texts("paragraphs", []),
        unless=record.texts("unless", []),
    )
    record.finish()
    return term


def terms_in(passage: Passage, terms: Sequence[Term]) -> list[Term]:
    """The terms that stand in a passage, in the order of their first place; the narrowest entry of each.

    A term that stands only inside a longer term of the same passage is left out.
    """
    text = _plain(passage.quote)
    found: dict[str, tuple[int, Term]] = {}
    for term in sorted(terms, key=_breadth):
        if term.name in found or not term.means_this_in(passage):
            continue
        places = [place for form in (term.name, *term.also) if (place := _place(text, form, term)) >= 0]
        if places:
            found[term.name] = (min(places), term)
    longest = {
        name: entry
        for name, entry in found.items()
        if not any(name != other and _plain(name) in _plain(other) for other in found)
    }
    return [term for _, term in sorted(longest.values(), key=lambda entry: entry[0])]


def _breadth(term: Term) -> int:
    return 0 if term.paragraphs else 1 if term.plans else 2


def _place(text: str, form: str, term: Term) -> int:
    for word in term.unless:
        text = text.replace(_plain(word), "\0" * len(_plain(word)))
    return text.find(_plain(form))


def _plain(text: str) -> str:
    """Text as terms are looked for: folded, without quotation marks."""
    return fold(text).translate({ord("“"): None, ord("”"): None})
