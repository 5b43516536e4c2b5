"""Choosing what a list shows: facets with counts, several choices of each, and an order."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from rich.text import Text
from textual import on
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Label, OptionList, Static
from textual.widgets.option_list import Option

from tui.app.screens.dialogs import Dialog
from tui.selection import Properties, Selection, values
from tui.text.safe import safe, safe_line


@dataclass(frozen=True, slots=True)
class Choice:
    """A value of a facet: how it is called, and how many rows have it."""

    value: str
    label: str
    count: int | None = None


@dataclass(frozen=True, slots=True)
class Facet:
    """A property to filter by; of a `single` one exactly one value is chosen."""

    id: str
    label: str
    choices: tuple[Choice, ...]
    single: bool = False


class FilterDialog(Dialog[Selection]):
    """Facets with their values; enter or space chooses and unchooses, escape shows the result.

    Args:
        title: what is filtered.
        facets: what there is to choose.
        selected: what is chosen already.
        hint: what the keys do.
        sign: what stands before a value that is chosen.
    """

    BINDINGS = [
        Binding("escape", "done", show=False, priority=True),
        Binding("space,x", "choose", show=False),
        Binding("j", "down", show=False),
        Binding("k", "up", show=False),
        Binding("c", "clear", show=False),
    ]

    def __init__(
        self, title: str, facets: Sequence[Facet], selected: Selection, hint: str, sign: str
    ) -> None:
        super().__init__()
        self._title = title
        self._facets = facets
        self._selected = {facet.id: set(selected.get(facet.id, ())) for facet in facets}
        self._hint = hint
        self._sign = sign
        self._lines: list[tuple[Facet, Choice] | None] = []

    def compose(self) -> ComposeResult:
        """Title, list, keys."""
        with Vertical(classes="dialog -tall"):
            yield Label(Content(safe(self._title)), classes="dialog-title")
            yield OptionList(id="pick-list", markup=False)
            yield Static(Content(safe(self._hint)), classes="dialog-note")

    def on_mount(self) -> None:
        """Show what there is."""
        self._fill()

    def _fill(self) -> None:
        options = self.query_one(OptionList)
        at = options.highlighted
        self._lines = []
        shown: list[Option] = []
        for facet in self._facets:
            shown.append(Option(Text(safe_line(facet.label), style="bold"), disabled=True))
            self._lines.append(None)
            for choice in facet.choices:
                sign = self._sign if choice.value in self._selected[facet.id] else " " * len(self._sign)
                count = "" if choice.count is None else f"  {choice.count}"
                shown.append(Option(Text(f"  {sign} {safe_line(choice.label)}{count}")))
                self._lines.append((facet, choice))
        options.clear_options()
        options.add_options(shown)
        options.highlighted = 1 if at is None else at

    @on(OptionList.OptionSelected)
    def _picked(self) -> None:
        self.action_choose()

    def action_choose(self) -> None:
        """Choose the value under the cursor, or no longer."""
        index = self.query_one(OptionList).highlighted
        line = self._lines[index] if index is not None else None
        if line is None:
            return
        facet, choice = line
        chosen = self._selected[facet.id]
        if facet.single:
            chosen.clear()
            chosen.add(choice.value)
        else:
            chosen ^= {choice.value}
        self._fill()

    def action_clear(self) -> None:
        """Choose nothing; of a facet that needs a value, the first."""
        for facet in self._facets:
            self._selected[facet.id] = {facet.choices[0].value} if facet.single else set()
        self._fill()

    def action_down(self) -> None:
        """Next line."""
        self.query_one(OptionList).action_cursor_down()

    def action_up(self) -> None:
        """Previous line."""
        self.query_one(OptionList).action_cursor_up()

    def action_done(self) -> None:
        """Show what was chosen."""
        self.dismiss({name: frozenset(values) for name, values in self._selected.items()})


def facets_of(
    rows: Iterable[Properties], words: Mapping[str, Mapping[str, str]], labels: Mapping[str, str]
) -> list[Facet]:
    """The facets by which rows differ, with how many rows have each value.

    Args:
        rows: the properties of every row.
        words: for each facet its values with what they are called, in the order to show.
        labels: what each facet is called.
    """
    counts: dict[str, Counter[str]] = {name: Counter() for name in words}
    for row in rows:
        for name, own in row.items():
            counts[name].update(values(own))
    facets = []
    for name, called in words.items():
        present = [Choice(v, word, counts[name][v]) for v, word in called.items() if counts[name][v]]
        if present:
            facets.append(Facet(name, labels[name], tuple(present)))
    return facets


def chosen(facets: Sequence[Facet], selection: Selection) -> list[list[str]]:
    """What was chosen in words, facet by facet; the first value of a single one goes without saying."""
    found = []
    for facet in facets:
        values = selection.get(facet.id, frozenset())
        if values and not (facet.single and values == {facet.choices[0].value}):
            found.append([choice.label for choice in facet.choices if choice.value in values])
    return found
