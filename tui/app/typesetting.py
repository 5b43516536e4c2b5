"""Chinese line breaking, widths, lines and safe display for every widget that Textual itself lays out.

Textual breaks Chinese anywhere and sends control characters to the terminal as they are. Two private
names are replaced here (a test asserts that they exist), and one public filter is the net under all text.
"""

from __future__ import annotations

from rich.segment import Segment
from textual.color import Color
from textual.filter import LineFilter
from textual.scrollbar import ScrollBar, ScrollBarRender

from tui.text.ambiguous import count_ambiguous_as
from tui.text.lines import break_lines
from tui.text.safe import safe_line

#: Modules and names that lay text out, and whose line breaking we replace.
REPLACED = (
    ("textual.content", "divide_line"),
    ("rich.text", "divide_line"),
    ("textual.document._wrapped_document", "compute_wrap_offsets"),
)


#: What the style sheet draws borders with, and what it does with a line that is too long.
STYLES = {"line": "solid", "overflow": "ellipsis"}
#: The same in ASCII. Textual's own ellipsis is not, and it takes one cell for granted.
PLAIN_STYLES = {"line": "ascii", "overflow": "clip"}


class _PlainScrollBarRender(ScrollBarRender):
    """Scroll bars that move by whole cells: the parts of cells are no ASCII."""

    VERTICAL_BARS = [" "]
    HORIZONTAL_BARS = [" "]


def divide_line(text: str, width: int, fold: bool = True) -> list[int]:  # noqa: ARG001
    """Where the lines of a text begin, without the first: what rich's function of this name returns."""
    return [start for start, _ in break_lines(text, width)][1:]


def compute_wrap_offsets(
    text: str,
    width: int,
    tab_size: int,  # noqa: ARG001
    fold: bool = True,  # noqa: ARG001
    precomputed_tab_sections: list[tuple[str, int]] | None = None,  # noqa: ARG001
) -> list[int]:
    """The same for a line of a text area."""
    return divide_line(text, width)


def install(*, ambiguous_width: int = 1, plain: bool = False) -> None:
    """Make every widget break Chinese lines by the rules, and draw what the terminal can.

    Args:
        ambiguous_width: the cells that the terminal takes for a character of ambiguous width.
        plain: whether scroll bars are ASCII.
    """
    import importlib

    count_ambiguous_as(ambiguous_width)
    ScrollBar.renderer = _PlainScrollBarRender if plain else ScrollBarRender

    ours = {"divide_line": divide_line, "compute_wrap_offsets": compute_wrap_offsets}
    for module, name in REPLACED:
        setattr(importlib.import_module(module), name, ours[name])


class SafeDisplay(LineFilter):
    """The net below: whatever reaches the screen, no control character leaves it."""

    def apply(self, segments: list[Segment], background: Color) -> list[Segment]:  # noqa: ARG002
        """Make every segment safe to send."""
        return [
            segment
            if segment.control or segment.text.isprintable()
            else Segment(safe_line(segment.text), segment.style)
            for segment in segments
        ]
