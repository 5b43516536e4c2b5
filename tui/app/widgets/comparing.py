"""Comparing: themes with counts, and the matches of one theme side by side."""

from __future__ import annotations

from collections import Counter

from rich.text import Text
from textual import on
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.widget import Widget
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from tui.app.widgets.match_list import Card, MatchList, Side
from tui.app.widgets.view import View
from tui.compare.model import CHANGES, OLD_ONLY, Match, Quote
from tui.plans.citation import cite, place_name
from tui.plans.model import Passage, local_id
from tui.text.safe import safe_line
from tui.text.width import pad

_SIDES = ("both", "new", "old")
_NAME = 12
_COUNT = 5


def _flush_right(text: str) -> str:
    return pad(text, _COUNT, right=True)


class CompareView(View):
    """Themes | old and new of each match, with change, class and ground."""

    def __init__(self, *args: object, **settings: object) -> None:
        super().__init__(*args, **settings)  # type: ignore[arg-type]
        self._theme = ""
        self._change = ""
        self._themes: list[str] = []

    def compose(self) -> ComposeResult:
        """The panes."""
        with Vertical(id="themes-pane"):
            yield Static("", id="themes-head")
            yield OptionList(id="themes", markup=False)
        with Vertical(id="matches"):
            yield Static("", id="matches-head")
            yield MatchList(id="match-list")

    @property
    def match_list(self) -> MatchList:
        """The list of matches."""
        return self.query_one(MatchList)

    def on_mount(self) -> None:
        """Show the themes, and the first one's matches."""
        self._fill_themes()
        if self._themes:
            self._theme = self._themes[0]
            self.query_one("#themes", OptionList).highlighted = 0
        self._fill_matches()

    @property
    def main_pane(self) -> Widget:
        """The matches."""
        return self.match_list

    def refresh_review(self) -> None:
        """Flags on matches."""
        self._fill_matches(keep=True)

    def _matches(self) -> list[Match]:
        return [m for m in self.workspace.matches() if not self._change or m.change == self._change]

    def _fill_themes(self) -> None:
        language = self.locale.language
        by_theme: dict[str, Counter[str]] = {}
        for match in self._matches():
            side = "new" if match.change == "new" else "old" if match.change in OLD_ONLY else "both"
            by_theme.setdefault(match.theme, Counter())[side] += 1
        options = self.query_one("#themes", OptionList)
        options.clear_options()
        head = "".join(_flush_right(self.say(f"compare.count_{side}")) for side in _SIDES)
        self.query_one("#themes-head", Static).update(Content(pad(self.say("compare.theme"), _NAME) + head))
        self._themes = [theme.id for theme in self.workspace.themes.themes if theme.id in by_theme]
        names = {theme.id: theme.short_names[language] for theme in self.workspace.themes.themes}
        for theme in self._themes:
            n = by_theme[theme]
            line = pad(safe_line(names[theme]), _NAME) + "".join(
                _flush_right(str(n[side])) for side in _SIDES
            )
            options.add_option(Option(Text(line), id=theme))

    def _fill_matches(self, *, keep: bool = False) -> None:
        matches = [match for match in self._matches() if match.theme == self._theme]
        self.match_list.show([self._card(match) for match in matches], keep=keep)
        theme = next((t for t in self.workspace.themes.themes if t.id == self._theme), None)
        name = theme.names[self.locale.language] if theme else self.say("compare.no_theme")
        change = self.say(f"change.{self._change}") if self._change else self.say("compare.all_changes")
        head = f"{name}  {self.say('compare.total', total=len(matches))}  {change}"
        self.query_one("#matches-head", Static).update(Content(safe_line(head)))

    def _card(self, match: Match) -> Card:
        say = self.say
        found = self.workspace.comparability(match)
        head = f"{say(f'change.{match.change}')} · "
        if match.quantity != "none":
            head += f"{say(f'quantity.{match.quantity}')} · "
        head += f"{found.grade} {say(f'comparability.{found.label}')} · {say(f'certainty.{match.certainty}')}"
        notes = [match.rationale]
        if match.searched:
            cards = self.workspace.cards
            plans = [cards[plan].short if plan in cards else plan for plan in match.searched.plans]
            notes.append(say("compare.searched", plans=plans, terms=match.searched.terms))
        flags = [
            f for f in self.workspace.state.flags if f.subject_kind == "match" and f.subject_id == match.id
        ]
        notes.extend(f"⚑ {say(f'flag_kind.{f.kind}')} {f.author.name} {f.note}" for f in flags)
        sign = f"⚑{say(f'flag_sign.{flags[0].kind}')}" if flags else ""
        return Card(
            match,
            head,
            found.grade,
            tuple(self._side(quote) for quote in match.old),
            tuple(self._side(quote) for quote in match.new),
            say("compare.nothing"),
            tuple(notes),
            sign,
        )

    def _side(self, quote: Quote) -> Side:
        if self.workspace.paragraph(quote.paragraph) is None:
            return Side(quote.paragraph, quote.text)
        plan = self.workspace.plan(quote.plan)
        place = place_name(plan, quote.paragraph)
        return Side(f"{plan.card.short} {place} {local_id(quote.paragraph)}", quote.text)

    @on(OptionList.OptionHighlighted)
    def _theme_highlighted(self, event: OptionList.OptionHighlighted) -> None:
        theme = event.option_id
        if theme and theme != self._theme:
            self._theme = theme
            self._fill_matches()

    @on(OptionList.OptionSelected)
    def _theme_selected(self) -> None:
        self.match_list.focus()

    @on(MatchList.MatchChanged)
    def _match_changed(self) -> None:
        self.post_message(self.PlaceChanged())

    # --- what commands need ----------------------------------------------------------------------

    @property
    def plan_id(self) -> str:
        """The new plan of the match under the cursor."""
        quote = self._quote()
        return quote.plan if quote else ""

    def _quote(self) -> Quote | None:
        """The words a flag or a citation takes: those of the new plan, else of the old one."""
        card = self.match_list.current
        return (card.match.new or card.match.old)[0] if card else None

    @property
    def subject(self) -> tuple[str, str, Passage | None] | None:
        """The match under the cursor."""
        card, quote = self.match_list.current, self._quote()
        if card is None or quote is None:
            return None
        return ("match", card.match.id, self.workspace.locate(quote))

    def citation(self) -> str:
        """Both sides as citations."""
        card = self.match_list.current
        if card is None:
            return ""
        passages = [self.workspace.locate(quote) for quote in (*card.match.old, *card.match.new)]
        return "\n".join(cite(self.workspace.plan(p.plan), p) for p in passages if p)

    def place(self) -> str:
        """Which match of how many."""
        number, total = self.match_list.position
        return f"{self.say('command.view_compare')} {number}/{total}"

    def command_next(self) -> None:
        """Next match, or next theme."""
        themes = self.query_one("#themes", OptionList)
        if themes.has_focus:
            themes.action_cursor_down()
        else:
            self.match_list.step(1)

    def command_previous(self) -> None:
        """Previous match, or previous theme."""
        themes = self.query_one("#themes", OptionList)
        if themes.has_focus:
            themes.action_cursor_up()
        else:
            self.match_list.step(-1)

    def command_next_hit(self) -> None:
        """Next match."""
        self.match_list.step(1)

    def command_previous_hit(self) -> None:
        """Previous match."""
        self.match_list.step(-1)

    def command_next_section(self) -> None:
        """Next theme."""
        self.query_one("#themes", OptionList).action_cursor_down()

    def command_previous_section(self) -> None:
        """Previous theme."""
        self.query_one("#themes", OptionList).action_cursor_up()

    def command_filter(self) -> None:
        """Show one kind of change after another, then all."""
        changes = {match.change for match in self.workspace.matches()}
        present = [change for change in CHANGES if change in changes]
        order = ["", *present]
        self._change = order[(order.index(self._change) + 1) % len(order)]
        self._fill_themes()
        if self._theme not in self._themes and self._themes:
            self._theme = self._themes[0]
        if self._themes:
            self.query_one("#themes", OptionList).highlighted = self._themes.index(self._theme)
        self._fill_matches()

    def command_open(self) -> None:
        """Show the words of the new plan in the text."""
        quote = self._quote()
        passage = self.workspace.locate(quote) if quote else None
        if passage:
            self.post_message(self.GoTo(passage.paragraph, passage.start))

    def show_match(self, match: Match) -> None:
        """Show one match in its theme."""
        self._change = ""
        self._fill_themes()
        self._theme = match.theme
        self.query_one("#themes", OptionList).highlighted = self._themes.index(match.theme)
        self._fill_matches()
        self.match_list.go_to(match.id)
