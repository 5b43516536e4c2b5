"""Page furniture: tables of contents, page numbers, running headers. It is kept and marked, never dropped."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Sequence
from itertools import pairwise

from tui.ingest.headings import RANK, find_heading
from tui.ingest.source import Line

_CONTENTS = re.compile(r"[【\[(（]?\s*(?:目\s*[录錄次]|contents)\s*[】\])）]?\s*[:：]?", re.IGNORECASE)
_NUMERAL = r"(?:\d{1,4}|[ivxlc]{1,7})"
#: The end of an entry of a table of contents: leader and page number.
_LEADER = re.compile(
    rf"(?:…\s?…|[.．·•‥⋯・_]{{4,}}|(?:[.．·…]\s){{3,}})[\s.．…·]*[-—－(（]?\s*{_NUMERAL}\s*[-—－)）]?$",
    re.IGNORECASE,
)
_LEADER_WITHIN = 160
#: The end of an entry set with a tab or blanks instead of a leader; trusted only below 目录.
_NUMBERED_ENTRY = re.compile(rf".{{2,80}}?[\s\u3000]+{_NUMERAL}", re.IGNORECASE)
_LONGEST_ENTRY_GAP = 3
_LONGEST_ENTRY = 80
_PAGE_MARK = re.compile(
    r"""
      [-—–－─~·•]+\s*\d{1,4}\s*[-—–－─~·•]+
    | [-—–－─]+\s*[ivxlc]{1,7}\s*[-—–－─]+
    | 第\s*\d{1,4}\s*页\s*(?:[,，/／、|]?\s*[共总]\s*\d{1,4}\s*页)?
    | page\s*\d{1,4}(?:\s*(?:of|/)\s*\d{1,4})?
    | \d{1,4}\s*[/／]\s*\d{1,4}
    """,
    re.VERBOSE | re.IGNORECASE,
)
_BARE_NUMBER = re.compile(r"\d{1,3}")
#: Beside a bare page number stands text; beside a number in a torn table stand other short cells.
_SHORT_CELL = 8
_NEIGHBOURS = 2
_EDGES = re.compile(r"^[\s\d|｜·•—–－-]+|[\s\d|｜.．·•‥⋯・…_—–－-]+$")
_HEADER_WORDS = re.compile(r"规划|纲要|计划|报告|建议|方案|意见")
_SENTENCE_END = "。！？!?；;"
_LONGEST_HEADER = 100
_FEWEST_ALONE = 3
_SHORTEST_PAGE = 6
_FRONT = 14


def page_edges(lines: Sequence[Line], known: Collection[int] = (), *, bare: bool = False) -> frozenset[int]:
    """The numbers of the lines that are printed at the edges of every page: page numbers, running headers.

    Args:
        lines: the lines that are not blank and may be such a line.
        known: numbers of those that are known to be one.
        bare: whether a number standing alone among text is one; in a torn table it is a cell.
    """
    edges = {line.number for line in lines if _is_mark(line.text)} | set(known)
    if bare:
        edges |= _bare_numbers([line for line in lines if line.number not in edges])
    # A page may have two lines of header; the second one then stands beside the first.
    for _ in range(2):
        edges |= _running_headers(lines, edges)
    return frozenset(edges)


def is_page_mark(text: str) -> bool:
    """Whether a line is a page number that cannot be anything else: - 12 -, 第12页."""
    return bool(_PAGE_MARK.fullmatch(text.strip()))


def _is_mark(text: str) -> bool:
    return len(text) < _LONGEST_HEADER and is_page_mark(text)


# --- tables of contents ----------------------------------------------------------------------------


def contents_lines(lines: Sequence[Line]) -> frozenset[int]:
    """The numbers of the lines of tables of contents: what a line 目录 heads, and entries with leaders."""
    found = {line.number for line in lines if _has_leader(line.text)}
    for index, line in enumerate(lines):
        if len(line.text) < _LONGEST_HEADER and _CONTENTS.fullmatch(line.text.strip()):
            end = _end_of_numbered(lines, index) or _end_of_repeated(lines, index)
            found.update(entry.number for entry in lines[index:end])
    return frozenset(found)


def _has_leader(text: str) -> bool:
    return bool(_LEADER.search(text.rstrip()[-_LEADER_WITHIN:]))


def _end_of_numbered(lines: Sequence[Line], start: int) -> int:
    """Where the entries with page numbers below 目录 end; 0 if there are none.

    A wrapped entry has its number only on its last line, so a few lines without one lie between.
    """
    last = start
    seen: set[str] = set()
    for index in range(start + 1, len(lines)):
        text = lines[index].text.strip()
        key = _key(text)
        if _has_leader(text) or (len(text) <= _LONGEST_ENTRY and _NUMBERED_ENTRY.fullmatch(text)):
            last = index
        elif key in seen or index - last > _LONGEST_ENTRY_GAP:
            break
        seen.add(key)
    return last + 1 if last > start else 0


def _end_of_repeated(lines: Sequence[Line], start: int) -> int:
    """Where the entries below 目录 end that come again as headings: at the first one that does."""
    keys = [_key(line.text) for line in lines[start:]]
    counts = Counter(keys)
    seen: set[str] = set()
    for index, key in enumerate(keys[1:], 1):
        if key in seen or counts[key] < 2:
            return start + index
        seen.add(key)
    return start + 1


# --- page numbers ----------------------------------------------------------------------------------


def _bare_numbers(lines: Sequence[Line]) -> set[int]:
    """Numbers on lines of their own, among text."""
    return {
        line.number
        for index, line in enumerate(lines)
        if _BARE_NUMBER.fullmatch(line.text.strip()) and not _is_among_cells(lines, index)
    }


def _is_among_cells(lines: Sequence[Line], index: int) -> bool:
    beside = [*lines[max(0, index - _NEIGHBOURS) : index], *lines[index + 1 : index + 1 + _NEIGHBOURS]]
    short = [line for line in beside if len(line.text.strip()) <= _SHORT_CELL and not find_heading(line.text)]
    return len(short) > 1 or len(beside) < _NEIGHBOURS


# --- running headers -------------------------------------------------------------------------------


def _running_headers(lines: Sequence[Line], marks: set[int]) -> set[int]:
    """Short lines that come again at the edges of pages; a title or heading is kept where it stands first."""
    places: dict[str, list[int]] = {}
    for index, line in enumerate(lines):
        if line.number not in marks and not line.depth and _could_be_header(line.text):
            places.setdefault(_key(line.text), []).append(index)
    peers = _peers(lines)
    return {
        lines[index].number
        for indices in places.values()
        if len(indices) > 1
        for index in _header_places(lines, indices, marks, peers)
    }


def _could_be_header(text: str) -> bool:
    text = text.strip()
    return 2 <= len(text) <= _LONGEST_HEADER and not set(text) & set(_SENTENCE_END)


def _header_places(
    lines: Sequence[Line], indices: Sequence[int], marks: set[int], peers: dict[int, int]
) -> list[int]:
    """Which of the places of one repeated line are headers."""
    beside = {index for index in indices if _is_at_edge(lines, index, marks)}
    often = len(beside) * 2 > len(indices) or len(beside) == len(indices) - 1 > 0
    if indices[0] in peers:
        # Where a heading as high stands between, it is another one of the same name.
        return [after for before, after in pairwise(indices) if often and peers[after] == before]
    if often:
        return [index for index in indices if index in beside or index >= _FRONT]
    apart = all(after - before >= _SHORTEST_PAGE for before, after in pairwise(indices))
    if len(indices) >= _FEWEST_ALONE and apart and _HEADER_WORDS.search(lines[indices[0]].text):
        return [index for index in indices if index >= _FRONT]
    return []


def _is_at_edge(lines: Sequence[Line], index: int, marks: set[int]) -> bool:
    """Whether a line is the first or last of a page, as far as page numbers and form feeds tell."""
    beside = [lines[place].number for place in (index - 1, index + 1) if 0 <= place < len(lines)]
    return any(number in marks for number in beside) or lines[index].text.startswith("\f")


def _peers(lines: Sequence[Line]) -> dict[int, int]:
    """For the place of each heading, the place of the last one before it that is as high; -1 for none."""
    peers: dict[int, int] = {}
    last: dict[int, int] = {}
    for index, line in enumerate(lines):
        heading = find_heading(line.text) if _could_be_header(line.text) else None
        if heading and not heading.run_in:
            rank = RANK[heading.kind]
            peers[index] = max((place for high, place in last.items() if high <= rank), default=-1)
            last[rank] = index
    return peers


def _key(text: str) -> str:
    """What stays the same of a header from page to page, and of an entry in its table of contents."""
    return "".join(_EDGES.sub("", text.strip()).split())
