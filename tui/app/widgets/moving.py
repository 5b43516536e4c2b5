"""Moving in a list by steps, by pages, to its edges; each says whether anything moved."""

from __future__ import annotations


class LineCursor:
    """How lists move that have a cursor on one of their lines."""

    @property
    def line(self) -> int:
        """The line of the cursor, from 0."""
        raise NotImplementedError

    @property
    def line_count(self) -> int:
        """How many lines there are."""
        raise NotImplementedError

    def lines_in(self, share: float) -> int:
        """How many lines from the cursor on a share of the height holds; negative for a negative share."""
        raise NotImplementedError

    def go_to_line(self, line: int) -> None:
        """Put the cursor on a line."""
        raise NotImplementedError

    def step(self, count: int) -> bool:
        """Move by lines."""
        return self._move(self.line + count)

    def page(self, share: float) -> bool:
        """Move by a share of the height, one line at least."""
        count = self.lines_in(share)
        return self._move(self.line + (count or (1 if share > 0 else -1)))

    def to_edge(self, direction: int) -> bool:
        """Move to the last line, or to the first."""
        return self._move(self.line_count if direction > 0 else 0)

    def _move(self, line: int) -> bool:
        line = max(0, min(line, self.line_count - 1))
        moved = 0 <= line < self.line_count and line != self.line
        if moved:
            self.go_to_line(line)
        return moved
