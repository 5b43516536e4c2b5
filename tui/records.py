"""Reading the tables of a content file field by field, gathering everything that is wrong with them.

One mechanism for plans, targets, comparisons and settings: every complaint names file, line, field and,
for a misspelt name, the nearest right one.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from difflib import get_close_matches
from pathlib import Path
from typing import Any, Final

from tui.messages import Message, Problem
from tui.tomlfile import parse_toml, read_text

_REQUIRED: Final = object()


def nearest(name: str, known: Collection[str]) -> str:
    """The known name most like `name`, or all of them where none is like it, for an error sentence."""
    close = get_close_matches(name, known, n=1, cutoff=0.5)
    return close[0] if close else ", ".join(sorted(known))


def content_layers(folders: Sequence[Path], kind: str) -> dict[str, list[Path]]:
    """The files of a kind (plans, targets …) in several content folders by stem, the one that wins first.

    Generated proposals are left out until a person has read them and renamed the file.
    """
    found: dict[str, list[Path]] = {}
    for folder in folders:
        for path in sorted((folder / kind).glob("*.toml")):
            if not path.name.endswith(".proposed.toml"):
                found.setdefault(path.stem, []).insert(0, path)
    return found


def content_files(folders: Sequence[Path], kind: str) -> dict[str, Path]:
    """The files of a kind by stem; of several with one stem that of the last folder."""
    return {stem: paths[0] for stem, paths in content_layers(folders, kind).items()}


class ContentFile:
    """One TOML content file being read; what is wrong with it is gathered in `problems`.

    Args:
        path: the file.
        text: its text, where it was read already.
    """

    def __init__(self, path: Path, text: str | None = None) -> None:
        self.path = path
        self.source = read_text(path) if text is None else text
        self.data = parse_toml(self.source, path)
        self.problems: list[Message] = []

    def record(self, name: str) -> Record:
        """The single table `[name]`; an absent one is a problem and reads as empty."""
        value = self.data.get(name)
        if not isinstance(value, dict):
            self.complain("content.table_absent", 1, table=f"[{name}]")
            return Record(self, name, 0, {}, absent=True)
        return Record(self, name, 0, value)

    def records(self, name: str) -> list[Record]:
        """The tables `[[name]]` in file order; none if there are none."""
        value = self.data.get(name, [])
        if not isinstance(value, list) or not all(isinstance(item, dict) for item in value):
            self.complain("content.not_tables", self.line_of(name, 0), table=f"[[{name}]]")
            return []
        return [Record(self, name, index, item) for index, item in enumerate(value)]

    def expect_tables(self, known: Collection[str]) -> None:
        """Complain about top-level names that the format does not have."""
        for name in self.data:
            if name not in known:
                self.complain(
                    "content.unknown_name",
                    self.line_of(name, 0),
                    name=name,
                    nearest=nearest(name, known),
                )

    def check_unique(self, table: str, key: str, names: Sequence[str]) -> None:
        """Complain about every name that stands twice; `names` are those of the tables in file order."""
        seen: set[str] = set()
        for index, name in enumerate(names):
            if name in seen:
                line = self.line_of(table, index, key)
                self.complain("content.duplicate", line, table=table, key=key, value=name)
            seen.add(name)

    def complain(self, message_id: str, line: int, **values: object) -> None:
        """Note one thing that is wrong, with its line."""
        self.problems.append(Message(message_id, {"file": str(self.path), "line": line, **values}))

    def line_of(self, table: str, index: int, key: str = "") -> int:
        """The line of the `index`-th table of a name, or of `key` inside it."""
        heads = list(re.finditer(rf"^[ \t]*\[\[?\s*{re.escape(table)}\s*\]\]?", self.source, re.MULTILINE))
        if not heads:
            heads = list(re.finditer(rf"^[ \t]*{re.escape(table)}\s*=", self.source, re.MULTILINE))
        if index >= len(heads):
            return 1
        start = heads[index].start()
        if key:
            following = re.compile(rf"^[ \t]*\[(?!\[?\s*{re.escape(table)}\.)", re.MULTILINE)
            end = following.search(self.source, heads[index].end())
            setting = re.compile(rf"^[ \t]*[\"']?{re.escape(key)}[\"']?\s*[=.]", re.MULTILINE)
            found = setting.search(self.source, start, end.start() if end else len(self.source))
            start = found.start() if found else start
        return self.source.count("\n", 0, start) + 1

    def lines_of(self, table: str, key: str = "") -> list[int]:
        """The lines where the tables `[[table]]` begin, or where each sets `key`, in file order."""
        head = re.compile(rf"^[ \t]*\[\[\s*{re.escape(table)}\s*\]\]", re.MULTILINE)
        starts = [match.start() for match in head.finditer(self.source)]
        setting = re.compile(rf"^[ \t]*{re.escape(key)}\s*=", re.MULTILINE)
        lines, line, position = [], 1, 0
        for start, end in zip(starts, [*starts[1:], len(self.source)], strict=True):
            found = setting.search(self.source, start, end) if key else None
            place = found.start() if found else start
            line += self.source.count("\n", position, place)
            position = place
            lines.append(line)
        return lines

    def check(self) -> None:
        """Raise what was gathered.

        Raises:
            Problem: at least one thing is wrong.
        """
        if self.problems:
            raise Problem.of_all(self.problems)


class Record:
    """One table of a content file; each getter reads one field and notes what is wrong with it.

    The absence of an `absent` table was told already; nothing more is said of its fields.
    """

    def __init__(
        self, file: ContentFile, name: str, index: int, table: dict[str, Any], *, absent: bool = False
    ) -> None:
        self._absent = absent
        self.file = file
        self._name = name
        self._index = index
        self._table = table
        self._read: set[str] = set()

    def complain(self, message_id: str, key: str = "", **values: object) -> None:
        """Note one thing that is wrong with a field of this table."""
        if self._absent:
            return
        line = self.file.line_of(self._name, self._index, key)
        self.file.complain(message_id, line, table=self._name, key=key, **values)

    def has(self, key: str) -> bool:
        """Whether the field is written."""
        return key in self._table

    def is_list(self, key: str) -> bool:
        """Whether the field is written as a list."""
        return isinstance(self._table.get(key), list)

    def text(self, key: str, default: Any = _REQUIRED) -> str:
        """A string field."""
        return self._typed(key, str, "type.text", "", default)  # type: ignore[no-any-return]

    def integer(self, key: str, default: Any = _REQUIRED) -> Any:
        """A whole-number field; `default` may be None."""
        return self._typed(key, int, "type.integer", 0, default)

    def number(self, key: str, default: Any = _REQUIRED) -> Any:
        """A number field, as float; `default` may be None."""
        value = self._typed(key, (int, float), "type.number", 0.0, default)
        return float(value) if isinstance(value, int) else value

    def boolean(self, key: str, default: Any = _REQUIRED) -> bool:
        """A true-or-false field."""
        return self._typed(key, bool, "type.boolean", False, default)  # type: ignore[no-any-return]

    def choice(self, key: str, known: Collection[str], default: Any = _REQUIRED) -> str:
        """A string field that must be one of `known`."""
        value = self.text(key, default)
        if value not in known and self.has(key) and isinstance(self._table[key], str):
            self.complain("content.unknown_value", key, value=value, nearest=nearest(value, known))
        return value

    def texts(self, key: str, default: Any = _REQUIRED) -> tuple[str, ...]:
        """A field that is a list of strings."""
        value = self._typed(key, list, "type.texts", [], default)
        if not all(isinstance(item, str) for item in value):
            self.complain("content.wrong_type", key, expected=Message("type.texts"))
            return ()
        return tuple(value)

    def items(self, key: str, default: Any = _REQUIRED) -> list[Any]:
        """A field that is a list of anything; the caller checks its items."""
        return self._typed(key, list, "type.list", [], default)  # type: ignore[no-any-return]

    def years(self, key: str) -> tuple[int, int]:
        """A field that is a first and a last year."""
        value = self.items(key)
        if len(value) == 2 and all(type(year) is int for year in value) and value[0] <= value[1]:
            return (value[0], value[1])
        if self.is_list(key):
            self.complain("plan.bad_period", key)
        return (0, 0)

    def record(self, key: str, default: Any = _REQUIRED) -> Record:
        """A field that is a table."""
        value = self._typed(key, dict, "type.table", {}, default)
        absent = not isinstance(self._table.get(key), dict) and default is _REQUIRED
        return Record(self.file, self._name, self._index, value, absent=absent)

    def records(self, key: str, default: Any = _REQUIRED) -> list[Record]:
        """A field that is a list of tables."""
        value = self._typed(key, list, "type.tables", [], default)
        if not all(isinstance(item, dict) for item in value):
            self.complain("content.wrong_type", key, expected=Message("type.tables"))
            return []
        return [Record(self.file, self._name, self._index, item) for item in value]

    def finish(self) -> None:
        """Complain about fields that nobody read: they are misspelt or do not belong here."""
        for key in self._table:
            if key not in self._read:
                self.complain("content.unknown_field", key, nearest=nearest(key, self._read))

    def _typed(self, key: str, kind: Any, expected: str, empty: object, default: Any) -> Any:
        self._read.add(key)
        if key not in self._table:
            if default is _REQUIRED:
                self.complain("content.field_absent", key)
                return empty
            return default
        value = self._table[key]
        if not isinstance(value, kind) or (isinstance(value, bool) and kind is not bool):
            self.complain("content.wrong_type", key, expected=Message(expected))
            return empty if default is _REQUIRED else default
        return value
