"""Hard-wrapped lines: how wide they were set, and which of them make up a paragraph."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping, Sequence

from tui.ingest.headings import Heading, find_heading, is_bare_number, is_short_title
from tui.ingest.source import Line
from tui.text.width import page_width

_WIDEST = 120
_NARROWEST = 24
_FEWEST_LINES = 6
_FULL_SHARE, _UNFINISHED_SHARE = 0.4, 0.5
#: A line is full if less is left than a word, a figure or a forbidden line start may have kept away.
_SLACK = 8
_SENTENCE_END = "。！？!?；;"
_CLOSERS = "”’）)》」』】"
_BLANKS = " \t\u3000\u00a0\u2002\u2003"
#: In a text that is not wrapped, what is long enough to be a sentence, and what ends a line that is whole.
_SHORTEST_BROKEN_OFF = 15
_ENDS_LINE = "：:" + _CLOSERS
#: Kinds whose number alone can also begin a line inside a sentence: 一、二、三产业.
_DOUBTFUL = frozenset({"item", "subitem", "point", "goal"})


def wrap_width(lines: Sequence[Line]) -> int:
    """The width in cells at which running text was cut into lines; 0 where its lines are whole paragraphs.

    Args:
        lines: the lines of running text, without headings, tables and page furniture.
    """
    if len(lines) < _FEWEST_LINES:
        return 0
    widths = sorted(page_width(line.text.rstrip()) for line in lines)
    width = widths[len(widths) * 9 // 10]
    if not _NARROWEST <= width <= _WIDEST:
        return 0
    full = [line for line in lines if width - _SLACK <= page_width(line.text.rstrip()) <= width + _SLACK]
    unfinished = [line for line in full if not is_finished(line.text)]
    if len(full) < len(lines) * _FULL_SHARE or len(unfinished) < len(full) * _UNFINISHED_SHARE:
        return 0
    return width


def is_finished(text: str) -> bool:
    """Whether a line ends as a sentence ends; a half-width full stop counts behind a Han character."""
    text = text.rstrip().rstrip(_CLOSERS)
    return text[-1:] in tuple(_SENTENCE_END) or (text[-1:] == "." and "\u4e00" <= text[-2:-1] <= "\u9fff")


def whole_lines(
    lines: Sequence[Line],
    apart: Collection[int],
    headings: Mapping[int, Heading],
    page_lines: Collection[int],
) -> list[list[Line]]:
    """Every line as a paragraph, but for two: a heading's number alone goes with its title on the next line,
    and a sentence goes on over the end of a page.

    Args:
        lines: the lines that are not blank.
        apart: numbers of lines that belong to no paragraph of running text.
        headings: headings that the whole document shows, by line number.
        page_lines: those of the lines apart that stand at the edges of pages.
    """
    groups: list[list[Line]] = []
    last: list[Line] = []
    at_edge = False
    for line in lines:
        if line.number in apart:
            groups.append([line])
            at_edge = line.number in page_lines and bool(last)
            last = last if at_edge else []
            continue
        if last and (_goes_on_after_page(last, line) if at_edge else _is_title_of(last, line)):
            last.append(line)
        else:
            last = [line]
            groups.append(last)
        if line.number in headings:
            last = []
        at_edge = False
    return groups


def _is_title_of(group: Sequence[Line], line: Line) -> bool:
    """Whether a line is the title of the number on the line before."""
    return len(group) == 1 and is_bare_number(group[0].text) and _is_plain_title(line)


def _is_plain_title(line: Line) -> bool:
    return (
        not line.depth
        and is_short_title(line.text)
        and find_heading(line.text) is None
        and not is_bare_number(line.text)
    )


def _goes_on_after_page(group: Sequence[Line], line: Line) -> bool:
    """Whether a paragraph was broken off at the end of a page and this line is its rest."""
    last = group[-1].text.strip()
    broken_off = len(last) >= _SHORTEST_BROKEN_OFF and not is_finished(last) and last[-1] not in _ENDS_LINE
    return (
        broken_off
        and find_heading(last) is None
        and find_heading(line.text) is None
        and not is_bare_number(line.text)
        and line.text[0] not in _BLANKS
        and not line.depth
    )


def joined_lines(
    lines: Sequence[Line], apart: Collection[int], headings: Mapping[int, Heading], width: int
) -> list[list[Line]]:
    """The lines of each paragraph of a hard-wrapped text, in the order in which the paragraphs begin.

    A paragraph goes on over the end of a page; a line that is not full, an indented line and a heading end
    it. Arguments as for `whole_lines`, but `lines` holds the blank ones too; `width` is the lines' width.
    """
    joiner = _Joiner(width, _usual_indent(lines), apart, headings)
    for line in lines:
        joiner.add(line)
    return joiner.groups


def _usual_indent(lines: Sequence[Line]) -> int:
    indents = Counter(_indent(line.text) for line in lines if not line.blank)
    return indents.most_common(1)[0][0] if indents else 0


def _indent(text: str) -> int:
    return page_width(text[: len(text) - len(text.lstrip(_BLANKS))].expandtabs(4))


class _Joiner:
    """Takes lines one by one and adds each to the open paragraph or begins another."""

    def __init__(
        self, width: int, indent: int, apart: Collection[int], headings: Mapping[int, Heading]
    ) -> None:
        self.groups: list[list[Line]] = []
        self._width = width
        self._indent = indent
        self._apart = apart
        self._headings = headings
        self._open: list[Line] | None = None
        self._after_blank = False

    def add(self, line: Line) -> None:
        """Take the next line."""
        if line.blank:
            self._after_blank = True
            return
        if line.number in self._apart:
            self.groups.append([line])
        elif self._open and self._goes_on(self._open, line):
            self._open.append(line)
        else:
            self._open = [line]
            self.groups.append(self._open)
        self._after_blank = False

    def _goes_on(self, group: Sequence[Line], line: Line) -> bool:
        last = group[-1]
        heading = find_heading(group[0].text)
        if self._after_blank and heading and not heading.run_in and len(group) == 1:
            return False
        if self._is_title(group[0]):
            return self._goes_on_title(group, line)
        if not self._is_full(last) or _indent(line.text) > self._indent:
            return False
        if is_finished(last.text):
            return not self._after_blank and not find_heading(line.text) and line.number not in self._headings
        return not self._begins_heading(line)

    def _goes_on_title(self, group: Sequence[Line], line: Line) -> bool:
        """Whether a line is the rest of a title, or the title of a bare number."""
        if find_heading(line.text) or line.number in self._headings or not is_short_title(line.text):
            return False
        if len(group) == 1 and is_bare_number(group[0].text):
            return True
        short = page_width(line.text.strip()) * 2 < self._width
        return short and not self._after_blank and self._is_full(group[-1]) and len(group) == 1

    def _is_title(self, line: Line) -> bool:
        """Whether a paragraph's first line is a title; a full one such as (一)… may be running text."""
        if is_bare_number(line.text) or line.number in self._headings:
            return True
        heading = find_heading(line.text)
        if heading is None or heading.run_in:
            return False
        return heading.kind not in _DOUBTFUL or not self._is_full(line)

    def _begins_heading(self, line: Line) -> bool:
        """Whether a line after an unfinished one is a heading all the same."""
        if line.number in self._headings:
            return True
        heading = find_heading(line.text)
        if heading is None:
            return False
        if self._after_blank or heading.kind not in _DOUBTFUL:
            return True
        return not heading.run_in and not self._is_full(line) and not set(heading.title) & set("，,、")

    def _is_full(self, line: Line) -> bool:
        return page_width(line.text.rstrip()) >= self._width - _SLACK


def joined_text(lines: Sequence[Line]) -> str:
    """The text of lines that make up one paragraph; a blank only where it parts words or number and title."""
    text = ""
    for line in lines:
        added = line.text.strip()
        if text and (is_bare_number(text) or (_is_latin(text[-1]) and _is_latin(added[0]))):
            text += " "
        text += added
    return text


def _is_latin(char: str) -> bool:
    return char.isascii() and char.isalnum()
