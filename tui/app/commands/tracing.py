"""From a sentence to what became of it and where it comes from, and making matches of marked words."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, ClassVar

from tui.app.commands.base import CommandSet
from tui.app.screens.dialogs import Choice, Field, FormDialog, PickDialog
from tui.compare.comparability import between
from tui.compare.model import CHANGES, OLD_ONLY, Match, Quote
from tui.compare.suggesting import likely_quantity
from tui.plans.citation import place_name
from tui.plans.model import Passage
from tui.review.state import match_payload
from tui.wording import match_label

if TYPE_CHECKING:
    from tui.app.screens.main import MainScreen

_CANDIDATES = 3
#: The choice to look further than the matches.
_LOOK = "look"
_TWO_SIDED = tuple(change for change in CHANGES if change != "new" and change not in OLD_ONLY)


class Tracing(CommandSet):
    """What a reader asks of a sentence."""

    for_view: ClassVar[str] = "read"

    def __init__(self, screen: MainScreen) -> None:
        super().__init__(screen)
        self._paired: list[Passage] = []

    def _passage(self) -> Passage | None:
        subject = self.view.subject
        return subject[2] if subject else None

    # --- what became of it -----------------------------------------------------------------------

    async def command_open(self) -> None:
        """What became of the sentence, and where it comes from: its matches, or what the program finds."""
        passage = self._passage()
        if passage is None:
            self.screen.hint("app.no_match_here")
            return
        matches = self.workspace.matches_of(passage)
        picked: str | None = _LOOK
        if matches:
            choices = [*map(self._match_choice, matches), Choice(_LOOK, self.say("compare.look_further"))]
            picked = await self._pick(choices)
        if picked == _LOOK:
            found = list(self._candidates(passage))
            if not found:
                self.screen.hint("compare.no_candidate")
                return
            picked = await self._pick(found)
        if picked and picked.startswith("match:"):
            await self.screen.open_match(picked.removeprefix("match:"))
        elif picked:
            paragraph, _, offset = picked.rpartition("@")
            await self.screen.open_passage(paragraph, int(offset))

    async def _pick(self, choices: list[Choice]) -> str | None:
        dialog = PickDialog(self.say("command.open_here"), lambda _: choices, typing=False)
        return await self.screen.ask(dialog)

    def _match_choice(self, match: Match) -> Choice:
        """The other side of a match, as seen from the plan that is read."""
        is_new = self.view.plan_id in {quote.plan for quote in match.new}
        other = match.old if is_new else match.new
        label = match_label(self.locale, match, self.workspace.comparability(match))
        direction = self.say("compare.comes_from" if is_new else "compare.became")
        text = "\n".join(f"{self._where(quote.paragraph)}\n{quote.text}" for quote in other)
        return Choice(f"match:{match.id}", f"{direction}  {label}", text or match.rationale)

    def _candidates(self, passage: Passage) -> Iterator[Choice]:
        """What the program finds in the plans that no match leads to."""
        cards = self.workspace.cards
        known = {plan for m in self.workspace.matches_of(passage) for plan in (*m.old_plans, *m.new_plans)}
        for plan, card in cards.items():
            if plan == passage.plan or plan in known or card.standing == "secondary":
                continue
            for candidate in self.workspace.candidates(passage, plan, _CANDIDATES):
                found = candidate.unit.passage
                likelihood = self.say("compare.suggested", likelihood=f"{candidate.likelihood:.0%}")
                line = f"{likelihood}  {self._where(found.paragraph)}"
                yield Choice(f"{found.paragraph}@{found.start}", line, found.quote)

    def _where(self, paragraph: str) -> str:
        plan = paragraph.partition("/")[0]
        if self.workspace.paragraph(paragraph) is None:
            return paragraph
        return f"{self.workspace.cards[plan].short} {place_name(self.workspace.plan(plan), paragraph)}"

    # --- making a match --------------------------------------------------------------------------

    async def command_pair(self) -> None:
        """Take the marked words or the sentence for a match; words of another plan complete it."""
        passage = self._passage()
        if passage is None:
            self.screen.hint("compare.nothing_to_pair")
            return
        if not await self.known_author():
            return
        if self._paired and self._paired[0].plan != passage.plan:
            await self._make_match(self._paired, passage)
            return
        if passage in self._paired:
            self._paired.remove(passage)
        else:
            self._paired.append(passage)
        if self._paired:
            short = self.workspace.cards[passage.plan].short
            self.screen.hint("compare.taken", count=len(self._paired), plan=short)
        else:
            self.screen.hint("compare.none_taken")

    async def _make_match(self, first: list[Passage], passage: Passage) -> None:
        """Ask for the kind of change and the ground, and record the match."""
        shelf = list(self.workspace.cards)
        turned = shelf.index(first[0].plan) > shelf.index(passage.plan)
        old, new = ([passage], first) if turned else (first, [passage])
        quantity = likely_quantity(_joined(old), _joined(new))
        cards = self.workspace.cards
        found = between(cards[old[0].plan], cards[new[0].plan], quantity)
        changes = [c for c in _TWO_SIDED if found.permits(c)]
        choices = [Choice(c, f"{n}  {self.say(f'change.{c}')}") for n, c in enumerate(changes, 1)]
        title = self.say("compare.make", old=_joined(old), new=_joined(new))
        change = await self.screen.ask(PickDialog(title, lambda _: choices, typing=False))
        if not change:
            return
        values = await self.screen.ask(
            FormDialog(
                self.say(f"change.{change}"),
                [Field(self.say("column.rationale"))],
                missing=self.say("app.missing"),
            )
        )
        if values is None:
            return
        themes = self.workspace.themes_of(new[0].paragraph) or self.workspace.themes_of(old[0].paragraph)
        match = Match(
            id="",
            theme=themes[0] if themes else "",
            old=tuple(Quote(p.paragraph, p.quote) for p in old),
            new=tuple(Quote(p.paragraph, p.quote) for p in new),
            change=change,
            quantity=quantity,
            certainty="likely",
            rationale=values[0],
            searched=None,
        )
        self.workspace.act("match", "match", passage.paragraph, **match_payload(match))
        self._paired = []
        self.screen.review_changed()
        self.screen.hint("compare.made")


def _joined(passages: list[Passage]) -> str:
    return "\n".join(passage.quote for passage in passages)
