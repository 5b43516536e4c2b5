"""The review file: opening it, recording acts in it, undoing them, and taking in those of others."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from tui.config import Config, remember_reviewer
from tui.library import Library
from tui.messages import Problem
from tui.review.state import ReviewState, anchor_of, fold
from tui.review.store import ReviewStore, read_review, save_elsewhere
from tui.review.undo import redoable, undoable

if TYPE_CHECKING:
    from tui.plans.anchors import Surroundings
    from tui.plans.model import Passage
    from tui.review.events import Act, Author, Event
    from tui.review.merging import Brought


@dataclass(frozen=True, slots=True)
class Unwritten:
    """An act that is to be recorded."""

    author: Author
    kind: str
    subject_kind: str
    subject_id: str
    anchor: dict[str, Any]
    payload: dict[str, Any]


class Recording(Library):
    """A library, and the review file in which acts are recorded.

    Args:
        config: settings in force.
        folders: content folders, each laid over those before it.
        store: the review file.
        author: who reviews; may be named later.
    """

    def __init__(
        self, config: Config, folders: Sequence[Path], store: ReviewStore, author: Author | None = None
    ) -> None:
        super().__init__(folders)
        self.config = config
        self.store = store
        self.author = author
        self.unwritten: Unwritten | None = None
        self._events: tuple[Event, ...] | None = None
        self._state: ReviewState | None = None

    # --- what is recorded --------------------------------------------------------------------------

    @property
    def events(self) -> tuple[Event, ...]:
        """All events of the review."""
        if self._events is None:
            self._events = self.store.events()
        return self._events

    @property
    def state(self) -> ReviewState:
        """What the events add up to."""
        if self._state is None:
            self._state = fold(self.events)
        return self._state

    def refresh(self) -> None:
        """Read the review file again when next asked."""
        self._events = self._state = None

    def name_author(self, author: Author) -> None:
        """Say who reviews, for now and for the next start."""
        self.author = author
        remember_reviewer(author.name, author.unit)

    def act(
        self,
        kind: str,
        subject_kind: str,
        subject_id: str,
        passage: Passage | None = None,
        /,
        **payload: Any,
    ) -> Event:
        """Record an act of the reviewer; when this returns it is on the disk.

        Raises:
            Problem: nobody said who reviews, or the file could not be written.
        """
        if self.author is None:
            raise Problem("review.no_author")
        anchor = anchor_of(passage, self._surroundings(passage)) if passage else {}
        self.unwritten = Unwritten(self.author, kind, subject_kind, subject_id, anchor, payload)
        return self.write_unwritten()

    def write_unwritten(self) -> Event:
        """Write the act that is to be recorded; it stays to be written where that fails.

        Raises:
            Problem: the file could not be written.
        """
        wanted = self.unwritten
        assert wanted is not None
        if self.store.changed_elsewhere():
            self.refresh()
        known = self.events
        event = self.store.append(
            wanted.author,
            wanted.kind,
            wanted.subject_kind,
            wanted.subject_id,
            anchor=wanted.anchor,
            payload=wanted.payload,
        )
        self.unwritten = None
        self.refresh()
        self._events = (*known, event)
        return event

    def _surroundings(self, passage: Passage) -> Surroundings | None:
        from tui.plans.anchors import surroundings

        return surroundings(self.plan(passage.plan), passage) if passage.plan in self.cards else None

    def take(self, source: str, acts: Sequence[Act]) -> Event:
        """Record what a file brings in as one event, so that one undo takes all of it back.

        Raises:
            Problem: nobody said who reviews, or the review file could not be written.
        """
        return self.act("import", "file", source, acts=[asdict(act) for act in acts])

    def undo(self) -> Event | None:
        """Take back the reviewer's last act; None if there is none."""
        return self._undo(undoable(self.events, self.author) if self.author else None)

    def redo(self) -> Event | None:
        """Take back the last undo; None if something new followed or there is none."""
        undone = redoable(self.events, self.author) if self.author else None
        if self._undo(undone) is None or undone is None:
            return None
        return next(event for event in self.events if event.id == undone.payload["event"])

    def _undo(self, event: Event | None) -> Event | None:
        if event is not None:
            self.act("undo", "event", event.id, event=event.id)
        return event

    # --- the file ----------------------------------------------------------------------------------

    def open_review(self, path: Path, title: str = "") -> None:
        """Go on with another review; the present one stays open if that cannot be.

        Args:
            path: its file.
            title: the name of a review that begins.

        Raises:
            Problem: the file cannot be opened, read or, for a new one, written.
        """
        store = ReviewStore(path)
        try:
            store.events()
            if title:
                store.name(title)
        except Problem:
            store.close()
            raise
        self.store.close()
        self.store = store
        self.refresh()

    def save_elsewhere(self, path: Path) -> None:
        """Write everything that is known of this review to a new file, and go on there.

        Raises:
            Problem: there is such a file, or it cannot be written.
        """
        store = save_elsewhere(path, self.events)
        self.store.close()
        self.store = store
        self.refresh()

    def look_elsewhere(self) -> bool:
        """Whether another window wrote to the review; if so, it is read again when next asked.

        Raises:
            Problem: the file cannot be read.
        """
        changed = self.store.changed_elsewhere()
        if changed:
            self.refresh()
        return changed

    def brought(self, paths: Sequence[Path]) -> Brought:
        """What other review files bring.

        Raises:
            Problem: one of them is not there or cannot be read, or they contradict each other.
        """
        from tui.review.merging import brought

        return brought(self.events, *map(read_review, paths))

    def merge(self, paths: Sequence[Path]) -> Brought:
        """Take in what other review files bring.

        Raises:
            Problem: one of them cannot be read, or this review cannot be written.
        """
        found = self.brought(paths)
        self.store.take(found.events)
        self.refresh()
        return found
