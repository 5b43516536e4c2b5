"""Reading tables that people edit: CSV as WPS and Excel save it, and xlsx.

The head row is the first that holds one of the names the caller knows; titles above it are passed over.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from tui.messages import Problem
from tui.text.fold import fold

#: A table that people filled in has thousands of rows at most; a larger file is a mistake.
LARGEST_FILE: Final = 20_000_000
_ZIP = b"PK\x03\x04"
_TITLES_ABOVE: Final = 20
_Row = tuple[int, list[str]]


@dataclass(frozen=True, slots=True)
class Sheet:
    """A table: the names of its columns as printed, and its rows by line with the cells under each name."""

    heads: tuple[str, ...]
    rows: tuple[tuple[int, dict[str, str]], ...]


def read_sheet(path: Path, known: Collection[str]) -> Sheet:
    """The table in a csv or xlsx file.

    Args:
        path: the file.
        known: names of columns, one of which the head row has; width and blanks do not count.

    Raises:
        Problem: the file cannot be read, is another kind, or has no such head row.
    """
    data = _bytes(path)
    wanted = {fold(name) for name in known}
    tables = _workbook(data, path) if data.startswith(_ZIP) else [_csv_rows(data, path)]
    for rows in tables:
        for index, (_, cells) in enumerate(rows[:_TITLES_ABOVE]):
            if wanted & {fold(cell) for cell in cells}:
                return _sheet(cells, rows[index + 1 :])
    raise Problem("sheet.no_head", file=str(path), known=", ".join(known))


def _sheet(heads: list[str], rows: Iterable[_Row]) -> Sheet:
    names = tuple(head.strip() for head in heads)
    found = []
    for line, cells in rows:
        if any(cell.strip() for cell in cells):
            padded = [*cells, *[""] * (len(names) - len(cells))]
            found.append(
                (line, {n: c.strip() for n, c in zip(names, padded[: len(names)], strict=True) if n})
            )
    return Sheet(names, tuple(found))


def _bytes(path: Path) -> bytes:
    try:
        if path.is_dir():
            raise Problem("file.is_folder", file=str(path))
        if path.stat().st_size > LARGEST_FILE:
            raise Problem("sheet.too_large", file=str(path), size=LARGEST_FILE // 1_000_000)
        return path.read_bytes()
    except FileNotFoundError:
        raise Problem("file.absent", file=str(path)) from None
    except OSError as error:
        raise Problem("file.unreadable", file=str(path), detail=error.strerror or str(error)) from None


def _csv_rows(data: bytes, path: Path) -> list[_Row]:
    text = _decoded(data, path)
    head = text.split("\n", 1)[0]
    delimiter = max(",\t;", key=head.count)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    rows: list[_Row] = []
    before = 0
    try:
        for cells in reader:
            rows.append((before + 1, cells))
            before = reader.line_num
    except csv.Error as error:
        raise Problem("sheet.broken", file=str(path), line=reader.line_num, detail=str(error)) from None
    return rows


def _decoded(data: bytes, path: Path) -> str:
    """Text in UTF-8, or in GB 18030 as older offices save it."""
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\0" not in text:
            return text
    raise Problem("sheet.no_table", file=str(path))


def _workbook(data: bytes, path: Path) -> list[list[_Row]]:
    # Takes 130 ms to import, and only who imports an xlsx waits for it.
    import zipfile

    from openpyxl import load_workbook
    from openpyxl.utils.exceptions import InvalidFileException

    try:
        book = load_workbook(io.BytesIO(data), data_only=True)
        return [
            [
                (number, [_cell(value) for value in row])
                for number, row in enumerate(sheet.iter_rows(values_only=True), 1)
            ]
            for sheet in book.worksheets
        ]
    except (InvalidFileException, KeyError, ValueError, TypeError, OSError, zipfile.BadZipFile) as error:
        raise Problem("sheet.no_workbook", file=str(path), detail=str(error)) from None


def _cell(value: object) -> str:
    """A cell as a person sees it: a whole number without .0, a date as printed."""
    if value is None:
        return ""
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value)
