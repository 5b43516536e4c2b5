"""Words by which plans mean the same thing."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from tui.records import ContentFile
from tui.text.fold import fold

FILE = "synonyms.toml"


@dataclass(frozen=True)
class Synonyms:
    """Groups of words that mean the same."""

    groups: tuple[tuple[str, ...], ...] = ()

    @cached_property
    def _words(self) -> tuple[tuple[str, int], ...]:
        """Every word with the number of its group, the longest first."""
        pairs = [(fold(word), n) for n, group in enumerate(self.groups) for word in group]
        return tuple(sorted(pairs, key=lambda pair: -len(pair[0])))

    def meanings(self, folded: str) -> set[int]:
        """The numbers of the groups of which a word stands in a folded text."""
        return {number for word, number in self._words if word in folded}

    def words_like(self, text: str) -> tuple[str, ...]:
        """The other words of every group of which one stands in a text, in the order of the groups."""
        folded = fold(text)
        found = [word for n in sorted(self.meanings(folded)) for word in self.groups[n]]
        return tuple(dict.fromkeys(word for word in found if fold(word) not in folded))


def load_synonyms(folders: Sequence[Path]) -> Synonyms:
    """The groups of all content folders together.

    Raises:
        Problem: a file is not sound.
    """
    groups: list[tuple[str, ...]] = []
    for path in (folder / FILE for folder in folders):
        if path.is_file():
            file = ContentFile(path)
            file.expect_tables(("groups",))
            for group in file.data.get("groups", []):
                if isinstance(group, list) and all(isinstance(word, str) and word for word in group):
                    groups.append(tuple(group))
                else:
                    file.complain("synonyms.bad_group", file.line_of("groups", 0), value=str(group))
            file.check()
    return Synonyms(tuple(groups))
