"""Comparing: themes with counts, commitments side by side, and what is known of the match at hand."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from rich.text import Text
from textual import on
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Vertical
from textual.content import Content
from textual.widget import Widget
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from tui.app.screens.filtering import Choice, Facet, chosen, facets_of
from tui.app.widgets.commitment_list import Card, CommitmentList, Entry, Words
from tui.app.widgets.match_notes import MatchNotes
from tui.app.widgets.moving import LineCursor
from tui.app.widgets.note_pane import NotePane
from tui.app.widgets.view import View
from tui.compare.comparability import GRADES
from tui.compare.grouping import Commitment, by_new, by_old
from tui.compare.model import CERTAINTIES, CHANGES, DECISIONS, OLD_ONLY, ORIGINS, QUANTITIES, Match, Quote
from tui.plans.citation import cite, place_name
from tui.plans.model import Passage, local_id
from tui.report.options import Options
from tui.selection import Properties, Selection, passes
from tui.text.safe import safe_line
from tui.text.width import pad
from tui.wording import kind_sign, match_label

if TYPE_CHECKING:
    from tui.locale import Locale
    from tui.workspace import Workspace

_SIDES = ("both", "new", "old")
_NAME = 12
_COUNT = 5
#: In place of a theme: all of them.
_ALL = "*"
_SIGNS = {"accepted": "✓", "rejected": "✗", "corrected": "✎"}


class ThemeList(LineCursor, OptionList, inherit_bindings=False):
    """The themes, one a line; pages and edges are commands of the program."""

    BINDINGS = [
        Binding("enter", "select", show=False),
        Binding("up", "cursor_up", show=False),
        Binding("down", "cursor_down", show=False),
    ]

    @property
    def line(self) -> int:
        """The line of the cursor."""
        return self.highlighted or 0

    @property
    def line_count(self) -> int:
        """How many themes there are."""
        return self.option_count

    def lines_in(self, share: float) -> int:
        """How many lines a share of the height holds."""
        return round(share * self.scrollable_content_region.height)

    def go_to_line(self, line: int) -> None:
        """Put the cursor on a theme."""
        self.highlighted = line


class CompareView(View):
    """Themes | commitments with their matches, and notes on one of them."""

    def __init__(self, workspace: Workspace, locale: Locale, *, id: str) -> None:
        super().__init__(workspace, locale, id=id)
        self._pair: tuple[str, str] | None = None
        self._selection: Selection = {}
        self._theme: str | None = None
        self._every: tuple[Match, ...] = ()
        self._commitments: dict[str, list[Commitment]] = {}
        # What the commitments were made of; grouping some thousand matches takes longer than a key may.
        self._grouped: tuple[list[Match], bool] = ([], False)
        self._theme_lines: list[tuple[str, str]] = []

    def compose(self) -> ComposeResult:
        """The panes."""
        with Vertical(id="themes-pane"):
            yield Static("", id="themes-head")
            yield ThemeList(id="themes", markup=False)
        with Vertical(id="matches"):
            yield Static("", id="matches-head")
            yield CommitmentList(self.locale, id="match-list")
            yield NotePane(self.locale, id="match-notes")

    @property
    def match_list(self) -> CommitmentList:
        """The commitments."""
        return self.query_one(CommitmentList)

    @property
    def _notes(self) -> NotePane:
        return self.query_one("#match-notes", NotePane)

    @property
    def _themes(self) -> ThemeList:
        return self.query_one(ThemeList)

    def on_mount(self) -> None:
        """Show the themes, and the first one's commitments."""
        self._read()
        self._fill()

    @property
    def main_pane(self) -> Widget:
        """The commitments."""
        return self.match_list

    def refresh_review(self) -> None:
        """Flags and judgements."""
        self._read()
        self._fill(keep=True)

    # --- what is shown ---------------------------------------------------------------------------

    @property
    def pair(self) -> tuple[str, str] | None:
        """The two plans whose suggestions are shown; None where it is the comparison itself."""
        return self._pair

    def show_pair(self, pair: tuple[str, str] | None) -> None:
        """Show what is suggested for two plans, or the comparison again."""
        self._pair = pair
        self._selection = {}
        self._theme = None
        self._read()
        self._fill()

    def show_match(self, match_id: str) -> None:
        """Show one match in its theme, whatever was filtered."""
        if not self._has(match_id):
            self._pair, self._selection = None, {}
            self._read()
        found = next((theme for theme, group in self._commitments.items() if _holds(group, match_id)), None)
        self._theme = self._theme if found is None else found
        self._fill()
        self.match_list.go_to(match_id)

    def _has(self, match_id: str) -> bool:
        return any(_holds(group, match_id) for group in self._commitments.values())

    def _read(self) -> None:
        """The commitments that pass, by theme."""
        workspace = self.workspace
        self._every = workspace.suggestions(*self._pair) if self._pair else workspace.matches()
        wanted = self._selection
        passing = (
            [m for m in self._every if passes(self._properties(m), wanted)] if wanted else [*self._every]
        )
        if (passing, self._by_old) == self._grouped:
            return
        self._grouped = (passing, self._by_old)
        if self._by_old:
            found = by_old(workspace.in_old_order(passing), workspace.locate)
        else:
            found = by_new(passing, workspace.locate)
        self._commitments = {}
        for commitment in found:
            self._commitments.setdefault(commitment.matches[0].theme, []).append(commitment)

    @property
    def _by_old(self) -> bool:
        return "old" in self._selection.get("order", frozenset())

    def _properties(self, match: Match) -> Properties:
        workspace = self.workspace
        return {
            "change": match.change,
            "grade": workspace.comparability(match).grade,
            "source_plan": match.old_plans,
            "certainty": match.certainty,
            "decision": self._decision(match) or "none",
            "quantity": match.quantity,
            "origin": match.origin,
            "flagged": "yes" if self._flag_kinds(match) else "no",
        }

    def _decision(self, match: Match) -> str:
        """What a reviewer did with a match: accepted, rejected, corrected; one of one's own is accepted."""
        said = self.workspace.judgement(match)
        if said.decision == "rejected":
            return "rejected"
        if said.change or said.quantity or said.grade:
            return "corrected"
        return "accepted" if match.origin == "reviewer" else said.decision

    def _flag_kinds(self, match: Match) -> list[str]:
        flags = self.workspace.state.flags
        return [f.kind for f in flags if (f.subject_kind, f.subject_id) == ("match", match.id)]

    # --- panes -----------------------------------------------------------------------------------

    def _fill(self, *, keep: bool = False) -> None:
        self._fill_themes()
        self._fill_commitments(keep=keep)

    def _fill_themes(self) -> None:
        themes = self.workspace.themes.themes
        names = {theme.id: safe_line(theme.short_names[self.locale.language]) for theme in themes}
        present = [theme for theme in (*names, "") if theme in self._commitments]
        lines = [(theme, names.get(theme, self.say("compare.without_theme"))) for theme in present]
        if len(present) > 1:
            lines.append((_ALL, self.say("compare.every_theme")))
        if self._theme not in dict(lines):
            self._theme = lines[0][0] if lines else None
        head = "".join(pad(self.say(f"compare.count_{side}"), _COUNT, right=True) for side in _SIDES)
        self.query_one("#themes-head", Static).update(Content(pad(self.say("compare.theme"), _NAME) + head))
        counted = [(theme, self._counted(theme, name)) for theme, name in lines]
        if counted != self._theme_lines:
            self._theme_lines = counted
            self._themes.clear_options()
            self._themes.add_options(Option(Text(line), id=f"theme:{theme}") for theme, line in counted)
        shown = [theme for theme, _ in counted]
        self._themes.highlighted = shown.index(self._theme) if self._theme in shown else None

    def _counted(self, theme: str, name: str) -> str:
        counts = Counter(_side(match) for match in self._matches_in(theme))
        figures = "".join(pad(str(counts[side]), _COUNT, right=True) for side in _SIDES)
        return pad(name, _NAME, more=self.locale.sign("…")) + figures

    def _in(self, theme: str | None) -> list[Commitment]:
        """The commitments of a theme, or of all."""
        if theme is None:
            return []
        if theme != _ALL:
            return self._commitments.get(theme, [])
        order = (*self.workspace.themes.ids, "")
        return [c for theme in order for c in self._commitments.get(theme, [])]

    def _matches_in(self, theme: str | None) -> list[Match]:
        return [match for commitment in self._in(theme) for match in commitment.matches]

    def _fill_commitments(self, *, keep: bool = False) -> None:
        matches = self._matches_in(self._theme)
        # Where several old plans stand side by side, the first one on the shelf has a column of its own.
        plans = [plan for plan in self.workspace.cards if any(plan in m.old_plans for m in matches if m.old)]
        cards = [self._card(commitment, plans[:1]) for commitment in self._in(self._theme)]
        self.match_list.show(cards, keep=keep)
        self.query_one("#matches-head", Static).update(Content(safe_line(self._head(matches))))
        self._show_notes()

    def _head(self, matches: Sequence[Match]) -> str:
        say = self.say
        if not self._every:
            return say("compare.nothing_suggested" if self._pair else "compare.no_theme")
        parts = []
        if self._pair:
            old, new = (self.workspace.cards[plan].short for plan in self._pair)
            parts.append(say("compare.pair", old=old, new=new))
        else:
            theme = next((t for t in self.workspace.themes.themes if t.id == self._theme), None)
            parts.append(theme.names[self.locale.language] if theme else say("compare.every_theme"))
        judged = sum(bool(self._decision(match)) for match in matches)
        number = len(self._in(self._theme))
        parts.append(say("compare.totals", commitments=number, matches=len(matches), judged=judged))
        if self._selection:
            parts += [say("list.separator").join(words) for words in chosen(self.facets, self._selection)]
        counts = Counter(match.change for match in matches)
        parts += [f"{say(f'change.{change}')} {counts[change]}" for change in CHANGES if counts[change]]
        return "  ".join(parts)

    def _card(self, commitment: Commitment, first: list[str]) -> Card:
        matches, sign = commitment.matches, self.locale.sign
        sides = [match.old for match in matches] if self._by_old else [match.new for match in matches]
        main = commitment.quotes if any(sides) else ()
        entries = tuple(
            Entry(
                match=match,
                label=match_label(self.locale, match, self.workspace.comparability(match)),
                words=tuple(map(self._words, match.new if self._by_old else match.old)),
                own=tuple(_own(match.old if self._by_old else match.new, main)),
                judged=sign(_SIGNS.get(self._decision(match), "")),
                sign="".join(
                    sign("⚑") + kind_sign(self.locale, kind) for kind in self._flag_kinds(match)[:1]
                ),
                column=0 if not match.old or match.old[0].plan in first else 1,
            )
            for match in matches
        )
        return Card(tuple(map(self._words, main)), entries, self.say("compare.nothing"), self._by_old)

    def _words(self, quote: Quote) -> Words:
        if self.workspace.paragraph(quote.paragraph) is None:
            return Words(quote.paragraph, quote.text)
        plan = self.workspace.plan(quote.plan)
        parts = (plan.card.short, place_name(plan, quote.paragraph), local_id(quote.paragraph))
        return Words(safe_line(" ".join(part for part in parts if part)), quote.text)

    def _show_notes(self) -> None:
        current = self.match_list.current
        self._notes.show(MatchNotes(self.workspace, self.locale, current.match).notes() if current else [])

    @on(OptionList.OptionHighlighted)
    def _theme_highlighted(self, event: OptionList.OptionHighlighted) -> None:
        theme = (event.option_id or "").removeprefix("theme:")
        if event.option_id and theme != self._theme:
            self._theme = theme
            self._fill_commitments()

    @on(OptionList.OptionSelected)
    def _theme_selected(self) -> None:
        self.post_message(self.FocusPane(self.match_list))

    @on(CommitmentList.MatchChanged)
    def _match_changed(self) -> None:
        self._show_notes()
        self.post_message(self.PlaceChanged())

    # --- what commands need ----------------------------------------------------------------------

    @property
    def facets(self) -> list[Facet]:
        """What can be filtered by, with how many matches have each value."""
        say, cards = self.say, self.workspace.cards
        words = {
            "change": {c: say(f"change.{c}") for c in CHANGES},
            "grade": {g: say(f"grade.{g}") for g in GRADES},
            "source_plan": {plan: card.short for plan, card in cards.items()},
            "certainty": {c: say(f"certainty.{c}") for c in CERTAINTIES},
            "decision": {d: say(f"decision.{d}") for d in ("none", "corrected", *DECISIONS)},
            "quantity": {q: say(f"quantity.{q}") for q in QUANTITIES},
            "origin": {o: say(f"origin.{o}") for o in ORIGINS},
            "flagged": {"yes": say("compare.flagged"), "no": say("compare.not_flagged")},
        }
        labels = {name: say(f"facet.{name}") for name in words}
        orders = tuple(Choice(side, say(f"compare.by_{side}")) for side in ("new", "old"))
        return [
            Facet("order", say("facet.order"), orders, single=True),
            *facets_of(map(self._properties, self._every), words, labels),
        ]

    @property
    def selection(self) -> Selection:
        """What is filtered by."""
        return self._selection

    def select(self, selection: Selection) -> None:
        """Show only what passes."""
        self._selection = selection
        self._read()
        self._fill(keep=True)
        self.post_message(self.PlaceChanged())

    def options(self, hand_in: str) -> Options:
        """The matches that are shown, for hand-ins about them."""
        if hand_in in ("comparison", "proposals", "coordination"):
            return Options(matches=tuple(self._matches_in(self._theme)))
        return Options()

    @property
    def current(self) -> Match | None:
        """The match under the cursor."""
        entry = self.match_list.current
        return entry.match if entry else None

    @property
    def plan_id(self) -> str:
        """The new plan of the match under the cursor."""
        quote = self._quote()
        return quote.plan if quote else ""

    def _quote(self) -> Quote | None:
        """The words a flag or a citation takes: those of the new plan, else of the old one."""
        match = self.current
        return (match.new or match.old)[0] if match else None

    @property
    def subject(self) -> tuple[str, str, Passage | None] | None:
        """The match under the cursor."""
        match, quote = self.current, self._quote()
        return ("match", match.id, self.workspace.locate(quote)) if match and quote else None

    def citation(self) -> str:
        """Both sides as citations."""
        quotes = (*self.current.old, *self.current.new) if self.current else ()
        passages = [self.workspace.locate(quote) for quote in quotes]
        return "\n".join(cite(self.workspace.plan(p.plan), p) for p in passages if p)

    def place(self) -> str:
        """Which match of how many."""
        number, total = self.match_list.position
        themes = self.workspace.themes.themes
        names = {theme.id: theme.short_names[self.locale.language] for theme in themes}
        return f"{names.get(self._theme or '', self.say('command.view_compare'))} {number}/{total}"

    def step_paragraph(self, direction: int) -> bool:
        """Next or previous commitment."""
        return self.match_list.step_card(direction)

    def step_section(self, direction: int) -> bool:
        """Next or previous theme."""
        return self._themes.step(direction)

    def command_next_hit(self) -> None:
        """Next match that nobody judged, in this theme or a later one."""
        self._step_unjudged(1)

    def command_previous_hit(self) -> None:
        """Previous match that nobody judged."""
        self._step_unjudged(-1)

    def _step_unjudged(self, direction: int) -> None:
        if self.match_list.step_to(self._unjudged(self._theme), direction):
            return
        for theme in self._themes_after(direction):
            wanted = self._unjudged(theme)
            if wanted:
                matches = self._matches_in(theme)[::direction]
                self.show_match(next(match.id for match in matches if match.id in wanted))
                return
        self.notify(self.say("compare.all_judged"), markup=False)

    def _themes_after(self, direction: int) -> list[str]:
        """The themes that follow the one that is shown, or those before it, the nearest first."""
        order = [theme for theme in (*self.workspace.themes.ids, "") if theme in self._commitments]
        if self._theme is None or self._theme not in order:
            return []
        at = order.index(self._theme)
        return order[at + 1 :] if direction > 0 else order[:at][::-1]

    def _unjudged(self, theme: str | None) -> set[str]:
        return {match.id for match in self._matches_in(theme) if not self._decision(match)}


def _holds(commitments: Sequence[Commitment], match_id: str) -> bool:
    return any(match.id == match_id for commitment in commitments for match in commitment.matches)


def _side(match: Match) -> str:
    if match.change == "new":
        return "new"
    return "old" if match.change in OLD_ONLY else "both"


def _own(quotes: Sequence[Quote], main: Sequence[Quote]) -> Iterator[tuple[int, int, int]]:
    """Where quotes stand among the words of a commitment."""
    for quote in quotes:
        for number, words in enumerate(main):
            start = words.text.find(quote.text) if words.paragraph == quote.paragraph else -1
            if start >= 0:
                yield (number, start, start + len(quote.text))
                break
