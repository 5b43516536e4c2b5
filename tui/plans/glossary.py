"""Terms of development plans, and which of them stand in a sentence."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from tui.locale import LANGUAGES
from tui.plans.model import Passage
from tui.records import ContentFile, Record
from tui.text.fold import fold

_NOTHING = "\0"
_NO_QUOTES = dict.fromkeys(map(ord, "“”\"'‘’"))


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

    Longer terms are looked for first; what they cover does not count for a shorter one inside them.
    """
    text = _plain(passage.quote)
    meant: dict[str, Term] = {}
    for term in sorted(terms, key=_breadth):
        if term.means_this_in(passage):
            meant.setdefault(term.name, term)
    forms = [(_plain(form), term) for term in meant.values() for form in (term.name, *term.also)]
    found: dict[str, tuple[int, Term]] = {}
    for form, term in sorted(forms, key=lambda entry: -len(entry[0])):
        place = _hidden(text, term.unless).find(form)
        if place >= 0:
            known = found.get(term.name, (place, term))[0]
            found[term.name] = (min(place, known), term)
            text = text.replace(form, _NOTHING * len(form))
    return [term for _, term in sorted(found.values(), key=lambda entry: entry[0])]


def _breadth(term: Term) -> int:
    return 0 if term.paragraphs else 1 if term.plans else 2


def _hidden(text: str, words: Sequence[str]) -> str:
    """The text with some words made unfindable, its length unchanged."""
    for word in words:
        text = text.replace(_plain(word), _NOTHING * len(_plain(word)))
    return text


def _plain(text: str) -> str:
    """Text as terms are looked for: folded, without quotation marks."""
    return fold(text).translate(_NO_QUOTES)
