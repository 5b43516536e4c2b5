"""Reading rows off the pages of a damaged SQLite file, one page at a time, whatever became of the others.

The database itself gives up at the first page it cannot follow. Events are only ever added, so a row that
is found on any page, even on one that is no longer used, is an event that was written.

Source of the format: https://www.sqlite.org/fileformat2.html, sections 1.3, 1.6 and 2.1.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

_HEADER: Final = 100
_USUAL_PAGE: Final = 4096
#: The kinds of pages that hold rows of a table without row ids, with the length of their headers.
_LEAF, _INTERIOR = 0x0A, 0x02
_PAGE_HEADER: Final = {_LEAF: 8, _INTERIOR: 12}


def rows_of_texts(data: bytes, columns: int) -> Iterator[tuple[bytes, ...]]:
    """Every row of so many texts that can be found, in the order of pages; one may be given twice.

    The texts are given as they stand in the file: some of their bytes may be damaged.

    Args:
        data: the bytes of the file.
        columns: how many columns the rows have, all of them texts.
    """
    size = int.from_bytes(data[16:18], "big")
    # A destroyed header is no reason to give up.
    size = 65536 if size == 1 else size if size >= 512 and size & (size - 1) == 0 else _USUAL_PAGE
    pages = _Pages(data, size)
    for number in range(1, len(data) // size + 2):
        for payload in pages.payloads(number):
            row = _texts(payload, columns)
            if row:
                yield row


class _Pages:
    def __init__(self, data: bytes, size: int) -> None:
        self._data = data
        self._size = size
        self._usable = size - (data[20] if len(data) > 20 and data[20] < size // 8 else 0)

    def payloads(self, number: int) -> Iterator[bytes]:
        """What the cells of a page hold."""
        page = self._page(number)
        start = _HEADER if number == 1 else 0
        kind = page[start] if len(page) > start else 0
        if kind not in _PAGE_HEADER:
            return
        count = int.from_bytes(page[start + 3 : start + 5], "big")
        first = start + _PAGE_HEADER[kind]
        for cell in range(first, min(first + 2 * count, len(page) - 1), 2):
            place = int.from_bytes(page[cell : cell + 2], "big")
            payload = self._payload(page, place + (4 if kind == _INTERIOR else 0))
            if payload:
                yield payload

    def _page(self, number: int) -> bytes:
        return self._data[(number - 1) * self._size : number * self._size]

    def _payload(self, page: bytes, place: int) -> bytes:
        """A cell's payload with what spilled over to other pages; empty where some of it is gone."""
        length, place = _varint(page, place)
        if not 0 < length <= len(self._data):
            # No row is longer than the file; pages that name each other in a circle would seem to be.
            return b""
        local = self._local(length)
        found = page[place : place + local]
        following = int.from_bytes(page[place + local : place + local + 4], "big") if local < length else 0
        while len(found) < length and following:
            more = self._page(following)
            if not more or following * self._size > len(self._data) + self._size:
                break
            found += more[4 : self._usable]
            following = int.from_bytes(more[:4], "big")
        return found[:length] if length <= len(found) else b""

    def _local(self, length: int) -> int:
        """How much of a payload stands in the cell itself."""
        most = (self._usable - 12) * 64 // 255 - 23
        least = (self._usable - 12) * 32 // 255 - 23
        if length <= most:
            return length
        wanted = least + (length - least) % (self._usable - 4)
        return wanted if wanted <= most else least


def _texts(payload: bytes, columns: int) -> tuple[bytes, ...]:
    """The texts of a record; empty where it is no row of so many texts."""
    header, place = _varint(payload, 0)
    lengths: list[int] = []
    while place < header <= len(payload) and len(lengths) <= columns:
        kind, place = _varint(payload, place)
        if kind < 13 or kind % 2 == 0:
            return ()
        lengths.append((kind - 13) // 2)
    if len(lengths) != columns or header + sum(lengths) != len(payload):
        return ()
    found = []
    for length in lengths:
        found.append(payload[header : header + length])
        header += length
    return tuple(found)


def _varint(data: bytes, place: int) -> tuple[int, int]:
    """The number of one to nine bytes at a place, and the place after it; 0 beyond the end."""
    value = 0
    for count, byte in enumerate(data[place : place + 9], 1):
        if count == 9:
            return (value << 8) | byte, place + 9
        value = (value << 7) | (byte & 0x7F)
        if byte < 0x80:
            return value, place + count
    return 0, len(data)
