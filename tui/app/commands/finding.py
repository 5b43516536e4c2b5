"""Going to a place, and finding words in the text that is read."""

from __future__ import annotations

from tui.app.commands.base import CommandSet
from tui.app.screens.dialogs import Choice, Field, FormDialog, PickDialog
from tui.plans.citation import find_path

_SHOWN = 60


class Finding(CommandSet):
    """Go to a path, find in the text."""

    async def command_go_to(self) -> None:
        """Ask for a path and go there: in this plan, else in the only plan that has it, else ask."""
        typed = await self.screen.ask(
            FormDialog(
                self.say("goto.title"),
                [Field(self.say("goto.prompt"))],
                missing=self.say("app.missing"),
                problem=lambda values: "" if self._places(values[0]) else self._no_place(values[0]),
            )
        )
        if not typed:
            return
        found = self._places(typed[0])
        index: str | None = "0"
        if len(found) > 1:
            index = await self.screen.ask(
                PickDialog(self.say("goto.title"), lambda _: self._place_choices(found), typing=False)
            )
        if index:
            await self.screen.open_passage(*found[int(index)])

    def _places(self, typed: str) -> list[tuple[str, int]]:
        """Where a path leads: in the current plan if it has the path, else in every plan that has it."""
        current = self.view.plan_id
        if current in self.workspace.cards:
            here = find_path(self.workspace.plan(current), typed)
            if here:
                return [here]
        return [found for plan in self.workspace.plans() if (found := find_path(plan, typed))]

    def _place_choices(self, places: list[tuple[str, int]]) -> list[Choice]:
        choices = []
        for number, (paragraph, offset) in enumerate(places):
            plan = self.workspace.plan(paragraph.partition("/")[0])
            text = plan.paragraphs_by_id[paragraph].text[offset : offset + _SHOWN]
            choices.append(Choice(str(number), plan.card.short, text))
        return choices

    def _no_place(self, typed: str) -> str:
        card = self.workspace.cards.get(self.view.plan_id)
        return self.say(
            "goto.unknown", plan=card.short if card else self.say("command.view_shelf"), place=typed
        )

    async def command_find(self) -> None:
        """Find words in the text of this plan, from here on."""
        await self._find("find", 1)

    async def command_find_back(self) -> None:
        """Find words in the text of this plan, from here back."""
        await self._find("find_back", -1)

    async def _find(self, command: str, direction: int) -> None:
        reading = self.screen.reading
        if reading is None or self.screen.view_id != "read":
            self.screen.hint("app.not_here", command=self.say(f"command.{command}"))
            return
        values = await self.screen.ask(
            FormDialog(
                self.say(f"command.{command}"),
                [Field(self.say("search.prompt"), reading.text.words)],
                missing=self.say("app.missing"),
            )
        )
        if values is None:
            return
        count = reading.text.find(values[0], direction)
        if count:
            self.screen.hint("app.found", count=count)
        else:
            self.screen.hint("search.none", query=values[0])
        self.screen.show_place()

    def command_next_hit(self) -> None:
        """The next place where the words stand."""
        self._step_hit(1)

    def command_previous_hit(self) -> None:
        """The previous place where the words stand."""
        self._step_hit(-1)

    def _step_hit(self, direction: int) -> None:
        reading = self.screen.reading
        if reading is None or self.screen.view_id != "read" or not reading.text.words:
            self.screen.hint("app.nothing_searched")
            return
        number, total = reading.text.step_hit(direction)
        self.screen.hint("app.hit", number=number, total=total)
