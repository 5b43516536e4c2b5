"""A scrolling pane that draws only the lines that are seen."""

from __future__ import annotations

from itertools import pairwise
from typing import Any, ClassVar

from rich.segment import Segment
from rich.style import Style
from textual.binding import Binding
from textual.geometry import Region, Size
from textual.scroll_view import ScrollView
from textual.selection import Selection
from textual.strip import Strip
from textual.widget import Widget

from tui.text.safe import safe_line
from tui.text.width import text_width


class LinePane(ScrollView, can_focus=True, inherit_bindings=False):
    """The base of text and comparison panes.

    A subclass lays its content out as rows for a width and draws one row at a time. One that has a cursor
    says where its stops are, and where the cursor is; it keeps its place on the screen when the pane is
    resized or moved by pages.
    """

    BINDINGS = [
        Binding("up", "scroll_up", show=False),
        Binding("down", "scroll_down", show=False),
    ]

    DEFAULT_CSS = """
    LinePane { scrollbar-gutter: stable; scrollbar-size-vertical: 1; overflow-x: hidden; overflow-y: scroll; }
    """

    COMPONENTS: ClassVar[str] = "line-pane"

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self.rows: list[Any] = []
        self._laid_out_for = 0
        self._styles_drawn: dict[str, Style] = {}
        self._height = 0
        # Where the cursor stands as a share of the height, and the top line with which that was so.
        self._share, self._top = 0.0, -1

    def lay_out(self, width: int) -> list[Any]:
        """The rows of the content for a width in cells."""
        raise NotImplementedError

    def draw(self, row: Any, width: int) -> list[Segment]:
        """The segments of one row."""
        raise NotImplementedError

    def after_layout(self) -> None:
        """Called when rows were laid out anew, to find the cursor again."""

    def relayout(self) -> None:
        """Lay the content out again, after it or the width changed."""
        width = self.scrollable_content_region.width
        if width <= 0:
            # Not seen yet: what was laid out before is of other content.
            self.rows, self._laid_out_for = [], 0
            return
        self._laid_out_for = width
        self.rows = self.lay_out(width)
        self._resize_content(Size(width, len(self.rows)))
        self.after_layout()
        self.refresh()

    def _resize_content(self, size: Size) -> None:
        """Scroll over a content of another size.

        Set the usual way, the size lays the whole screen out anew, a third of the cost of a key; the pane
        itself stays as large as it is, and its scrollbar is always there.
        """
        self.set_reactive(Widget.virtual_size, size)
        self._scroll_update(size)

    def on_resize(self) -> None:
        """Follow a change of size; what the cursor stands on keeps its place on the screen."""
        region = self.scrollable_content_region
        rows, top = self.cursor_rows(), self.scroll_offset.y
        seen = bool(rows) and self._height > 0 and top <= rows[0] < top + self._height
        if seen and top != self._top:
            self._share = (rows[0] - top) / self._height
        self._height = region.height
        if region.width != self._laid_out_for:
            self.relayout()
        if seen:
            self._put_back()

    def _put_back(self) -> None:
        """Scroll so that the cursor stands where it stood, and all of what it stands on is seen."""
        rows = self.cursor_rows()
        if rows:
            top = rows[0] - round(self._share * self._height)
            top = min(rows[0], max(top, rows[-1] + 1 - self._height))
            self._top = max(0, min(top, len(self.rows) - self._height))
            self.scroll_to(y=self._top, animate=False, force=True, immediate=True)

    def render_lines(self, crop: Region) -> list[Strip]:
        """Draw what is seen; a pane is painted before it is first told of its size, and would be empty then.

        Later sizes are waited for: while the screen is laid out anew, a pane is painted in passing ones too.
        """
        if not self.rows:
            self.on_resize()
        return super().render_lines(crop)

    def render_line(self, y: int) -> Strip:
        """Draw the line at `y` of the pane."""
        index = y + self.scroll_offset.y
        base = self.drawn_style("")
        width = self.size.width
        if not 0 <= index < len(self.rows):
            return Strip.blank(width, base)
        segments = self.draw(self.rows[index], self._laid_out_for)
        filled = [Segment(s.text, base + s.style if s.style else base) for s in segments]
        selection = self.text_selection
        span = selection.get_span(index) if selection else None
        if span:
            style = self.screen.get_component_rich_style("screen--selection")
            filled = _selected(filled, *span, style)
        # The screen asks a line which characters of the pane stand where the mouse is.
        return Strip(filled).adjust_cell_length(width, base).apply_offsets(0, index)

    def get_selection(self, selection: Selection) -> tuple[str, str] | None:
        """The selected text; a subclass that wraps a source gives the source's own words."""
        lines = ("".join(s.text for s in self.draw(row, self._laid_out_for)).rstrip() for row in self.rows)
        return selection.extract("\n".join(lines)), "\n"

    def drawn_style(self, name: str) -> Style:
        """The style of a component class (`<pane>--name`), or of the pane itself for an empty name.

        Looked up once, not at every line: the style sheet answers slowly.
        """
        key = f"{name} {self.has_focus}"
        if key not in self._styles_drawn:
            full = f"{self.COMPONENTS}--{name}"
            found = self.get_component_rich_style(full, partial=True) if name else self.rich_style
            self._styles_drawn[key] = found
        return self._styles_drawn[key]

    def notify_style_update(self) -> None:
        """Forget styles that were looked up; colours or focus have changed."""
        self._styles_drawn = {}
        super().notify_style_update()

    # --- moving ----------------------------------------------------------------------------------

    def cursor_rows(self) -> list[int]:
        """The rows of what the cursor stands on; none where there is no cursor."""
        return []

    def stop_at(self, row: int) -> int | None:  # noqa: ARG002 - without a cursor there is no stop
        """The stop of the cursor that begins on a row."""
        return None

    def stand_on(self, stop: int) -> None:
        """Put the cursor on a stop, without scrolling."""

    def step(self, count: int) -> bool:
        """Move by rows; False if nothing moved. A pane with a cursor moves it by stops."""
        return self._scroll_by(count)

    def page(self, share: float) -> bool:
        """Move by a share of the height; a cursor comes along and keeps its place on the screen."""
        height = self.scrollable_content_region.height
        rows, top = self.cursor_rows(), self.scroll_offset.y
        # A line of the old page stays in sight, to go on reading from.
        count = max(1, round(abs(share) * height) - (abs(share) >= 1))
        direction = 1 if share > 0 else -1
        if not self._scroll_by(count * direction):
            return self.to_edge(direction)
        if rows:
            first = self.scroll_offset.y
            place = first + max(0, min(rows[0] - top, height - 1))
            self._stand_near(place, first, first + height, direction)
        return True

    def _stand_near(self, place: int, first: int, end: int, direction: int) -> None:
        """Put the cursor on what begins in sight near a row, else on what runs through it."""
        after, before = range(place, end), range(place, first - 1, -1)
        nearest = (*after, *before) if direction > 0 else (*before, *after)
        stops = (self.stop_at(row) for row in (*nearest, *range(first - 1, -1, -1)))
        stop = next((stop for stop in stops if stop is not None), None)
        if stop is not None:
            self.stand_on(stop)

    def to_edge(self, direction: int) -> bool:
        """Move to the end, or to the beginning; False if nothing moved."""
        return self._scroll_by(direction * len(self.rows))

    def centre(self) -> bool:
        """Bring what the cursor stands on to the middle; False if it is there, or cannot be."""
        rows, height = self.cursor_rows(), self.scrollable_content_region.height
        if not rows:
            return False
        middle = (rows[0] + min(rows[-1], rows[0] + height - 1)) // 2
        return self._scroll_by(middle - height // 2 - self.scroll_offset.y)

    def _scroll_by(self, count: int) -> bool:
        """Scroll by rows at once, as far as there are any; False if there were none."""
        top = self.scroll_offset.y
        last = max(0, len(self.rows) - self.scrollable_content_region.height)
        target = max(0, min(top + count, last))
        if target == top:
            return False
        self.scroll_to(y=target, animate=False, force=True, immediate=True)
        return True

    def show_rows(self, first: int, last: int, *, context: int = 1, jump: bool = False) -> None:
        """Scroll as little as needed so that rows `first` to `last` are seen, with some around them.

        After a jump to rows that are not seen, they stand in the upper part, where a reader looks first.
        """
        height = self.scrollable_content_region.height
        top = self.scroll_offset.y
        first, last = max(0, first - context), last + context
        if jump and (first < top or last >= top + height):
            target = max(0, first - height // 5)
        elif first < top or last - first >= height:
            target = first
        elif last >= top + height:
            target = last - height + 1
        else:
            return
        self.scroll_to(y=target, animate=False, force=True, immediate=True)


def text_segment(text: str, style: Style | None = None) -> Segment:
    """A segment of text that can do no harm."""
    return Segment(safe_line(text), style)


def styled_segments(
    text: str, start: int, end: int, base: Style, marks: list[tuple[int, int, Style]]
) -> list[Segment]:
    """`text[start:end]` as segments, each character in the base style and that of every mark over it."""
    cuts = {start, end}
    for first, last, _ in marks:
        cuts.update(cut for cut in (first, last) if start < cut < end)
    edges = sorted(cuts)
    segments = []
    for left, right in pairwise(edges):
        style = base
        for first, last, extra in marks:
            if first <= left and right <= last:
                style += extra
        segments.append(text_segment(text[left:right], style))
    return segments


def _selected(segments: list[Segment], start: int, end: int, style: Style) -> list[Segment]:
    """Segments with a style on the characters from `start` to `end`; to the end of the line if negative."""
    found, place = [], 0
    for segment in segments:
        text = segment.text
        first = min(max(0, start - place), len(text))
        last = len(text) if end < 0 else min(max(first, end - place), len(text))
        parts = ((text[:first], False), (text[first:last], True), (text[last:], False))
        for words, chosen in parts:
            if words:
                own = segment.style or Style.null()
                found.append(Segment(words, own + style if chosen else own))
        place += len(text)
    return found


def blank(cells: int, style: Style | None = None) -> Segment:
    """A segment of blanks."""
    return Segment(" " * max(0, cells), style)


def segments_width(segments: list[Segment]) -> int:
    """The cells that segments take."""
    return sum(text_width(segment.text) for segment in segments)
