"""Judging matches: accept, decline, correct, see the text, let the program propose, survey the whole."""

from __future__ import annotations

from typing import ClassVar

from tui.app.commands.base import CommandSet
from tui.app.screens.dialogs import Choice, Field, FormDialog, PickDialog, ReadDialog, WorkDialog
from tui.app.widgets.comparing import CompareView
from tui.compare.comparability import GRADES, check_change, check_grade
from tui.compare.model import CHANGES, OLD_ONLY, QUANTITIES, Match, Quote
from tui.messages import Problem
from tui.plans.citation import place_name
from tui.report.coverage import build_coverage
from tui.report.options import Options
from tui.report.terminal import to_terminal
from tui.review.state import match_payload

_TWO_SIDED = tuple(change for change in CHANGES if change != "new" and change not in OLD_ONLY)


class Judging(CommandSet):
    """What a reviewer does to matches."""

    for_view: ClassVar[str] = "compare"

    @property
    def _compare(self) -> CompareView:
        view = self.view
        assert isinstance(view, CompareView)
        return view

    async def _current(self) -> Match | None:
        """The match under the cursor, once it is known who judges it."""
        match = self._compare.current
        if match is None:
            self.screen.hint("compare.no_match")
            return None
        return match if await self.known_author() else None

    async def command_accept(self) -> None:
        """Accept the match, or no longer; what the program proposed becomes a match of one's own."""
        match = await self._current()
        if match is None:
            return
        if match.origin == "suggested":
            self.workspace.act("match", "match", match.id, **match_payload(match))
        elif match.origin == "reviewer":
            self.screen.hint("compare.own_already")
            return
        else:
            known = self.workspace.judgement(match).decision
            decision = "" if known == "accepted" else "accepted"
            self.workspace.act("judge", "match", match.id, decision=decision)
        self.screen.review_changed()

    async def command_decline(self) -> None:
        """Reject the match, or no longer; a match of one's own is taken away."""
        match = await self._current()
        if match is None:
            return
        if match.origin == "reviewer":
            self.workspace.act("match_remove", "match", match.id)
        else:
            known = self.workspace.judgement(match).decision
            decision = "" if known == "rejected" else "rejected"
            self.workspace.act("judge", "match", match.id, decision=decision)
        self.screen.review_changed()

    async def command_set_verdict(self) -> None:
        """Correct the kind of change, what happens to figures, or the class, with a reason."""
        match = await self._current()
        if match is None:
            return
        facets = [(name, f"facet.{name}") for name in ("change", "quantity", "grade")]
        what = await self._pick("judgement.what", facets)
        if not what:
            return
        value = await self._pick(f"facet.{what}", [(v, f"{what}.{v}") for v in self._values(match, what)])
        if value is None:
            return
        values = await self.screen.ask(
            FormDialog(
                self.say(f"facet.{what}"),
                [Field(self.say("verdict.reason"))],
                missing=self.say("app.missing"),
                problem=lambda values: self._wrong(match, what, value, values[0]),
                note=self.say("judgement.note", text=self.say(f"{what}.{value}")),
            )
        )
        if values is None:
            return
        if match.origin == "suggested":
            self.workspace.act("match", "match", match.id, **match_payload(match))
        self.workspace.act("judge", "match", match.id, **{what: value, "reason": values[0]})
        self.screen.review_changed()

    @staticmethod
    def _values(match: Match, what: str) -> tuple[str, ...]:
        """What can be said of a match: an empty side stays one."""
        if what == "grade":
            return GRADES
        if what == "quantity":
            return QUANTITIES
        if match.old and match.new:
            return _TWO_SIDED
        return ("new",) if match.new else tuple(c for c in CHANGES if c in OLD_ONLY)

    def _wrong(self, match: Match, what: str, value: str, reason: str) -> str:
        """What is wrong with a correction, as a sentence; empty where nothing is."""
        found = self.workspace.comparability(match)
        try:
            if what == "change":
                check_change(found, value)
            elif what == "grade":
                check_grade(found, value, reason)
        except Problem as problem:
            return self.locale.render(problem.messages[0])
        return ""

    async def _pick(self, title: str, choices: list[tuple[str, str]]) -> str | None:
        shown = [Choice(value, f"{n}  {self.say(words)}") for n, (value, words) in enumerate(choices, 1)]
        return await self.screen.ask(PickDialog(self.say(title), lambda _: shown, typing=False))

    # --- seeing ----------------------------------------------------------------------------------

    async def command_open(self) -> None:
        """Show words of the match in their text; where there are several, ask which."""
        match = self._compare.current
        if match is None:
            self.screen.hint("compare.no_match")
            return
        located = {quote: self.workspace.locate(quote) for quote in (*match.new, *match.old)}
        found = [(quote, passage) for quote, passage in located.items() if passage]
        index: str | None = "0"
        if len(found) > 1:
            choices = [Choice(str(n), f"{n + 1}  {self._where(q)}", q.text) for n, (q, _) in enumerate(found)]
            index = await self.screen.ask(
                PickDialog(self.say("compare.which_place"), lambda _: choices, typing=False)
            )
        if index and found:
            passage = found[int(index)][1]
            await self.screen.open_passage(passage.paragraph, passage.start)

    def _where(self, quote: Quote) -> str:
        plan = self.workspace.plan(quote.plan)
        return f"{plan.card.short} {place_name(plan, quote.paragraph)}"

    async def command_overview(self) -> None:
        """Themes by plan, the order of chapters, and the documents that are missing."""
        document = build_coverage(self.workspace, self.locale, Options(pair=self._compare.pair))
        shown = to_terminal(document, plain=self.locale.plain)
        await self.screen.ask(
            ReadDialog(self.say("command.overview"), shown, self.say("app.help_keys"), wide=True)
        )

    # --- what the program proposes ---------------------------------------------------------------

    async def command_suggest(self) -> None:
        """Let the program propose matches between two plans, or go back to the comparison."""
        old = await self._pick_plan("compare.suggest_old", back=self._compare.pair is not None)
        if old is None:
            return
        if not old:
            self._compare.show_pair(None)
            return
        new = await self._pick_plan("compare.suggest_new")
        if not new:
            return
        steps = self.workspace.suggesting(old, new)
        share = next(steps, None)
        if share is not None:
            title = self.say("compare.suggesting")
            keys, bar = self.say("app.work_keys"), self.locale.sign("█░")
            done = await self.screen.ask(WorkDialog(title, steps, keys, bar))
            if not done:
                return
        self._compare.show_pair((old, new))
        self.screen.show_place()

    async def _pick_plan(self, title: str, *, back: bool = False) -> str | None:
        plans = [(card.id, card.title) for card in self.workspace.cards.values()]
        if back:
            plans.insert(0, ("", self.say("compare.back_to_matches")))
        choices = [Choice(plan, f"{n}  {name}") for n, (plan, name) in enumerate(plans, 1)]
        return await self.screen.ask(PickDialog(self.say(title), lambda _: choices, typing=False))
