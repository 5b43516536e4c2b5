"""The columns of the tables that are handed in: a list an office can edit."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from tui.locale import LANGUAGES, Locale
from tui.messages import Problem
from tui.records import ContentFile, Record
from tui.report.document import Cell, Row, Table

FILE = "hand_ins.toml"
Line = TypeVar("Line")


@dataclass(frozen=True, slots=True)
class Layout:
    """The columns of one hand-in: their keys in order, and other heads than the usual ones by language."""

    columns: tuple[str, ...]
    heads: dict[str, dict[str, str]]

    def head(self, locale: Locale, key: str) -> str:
        """What stands above a column."""
        return self.heads.get(locale.language, {}).get(key) or locale.say(f"column.{key}")

    def table(
        self, locale: Locale, cells: Mapping[str, Callable[[Line], Cell]], lines: Iterable[tuple[str, Line]]
    ) -> Table:
        """The table of some lines, each with the id of its row; `number` counts them.

        Args:
            locale: the language of the heads.
            cells: what stands in each column of a line.
            lines: what the rows are about.
        """
        heads = tuple(self.head(locale, key) for key in self.columns)
        rows = tuple(
            Row(tuple(number if key == "number" else cells[key](line) for key in self.columns), identifier)
            for number, (identifier, line) in enumerate(lines, 1)
        )
        return Table(heads, rows)


def load_layout(folders: Sequence[Path], hand_in: str, known: Collection[str]) -> Layout:
    """The layout of a hand-in, of the last content folder that has one for it.

    Args:
        folders: content folders, each laid over those before it.
        hand_in: the name of the hand-in.
        known: the keys of columns that it can have.

    Raises:
        Problem: the file is not sound, or no folder has a layout.
    """
    for folder in reversed(folders):
        path = folder / FILE
        if path.is_file():
            file = ContentFile(path)
            if hand_in in file.data:
                layout = _layout(file.record(hand_in), known)
                file.check()
                return layout
    raise Problem("layout.absent", hand_in=hand_in, file=FILE)


def _layout(record: Record, known: Collection[str]) -> Layout:
    columns = record.texts("columns")
    for name in columns:
        if name not in known:
            record.complain("layout.unknown_column", "columns", value=name, known=", ".join(known))
    heads: dict[str, dict[str, str]] = {}
    table = record.record("heads", {})
    for language in LANGUAGES:
        own = table.record(language, {})
        heads[language] = {name: own.text(name) for name in known if own.has(name)}
        own.finish()
    table.finish()
    record.finish()
    return Layout(columns, heads)
