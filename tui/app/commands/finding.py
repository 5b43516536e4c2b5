"""Going to a place and finding words."""

from __future__ import annotations

from tui.app.commands.base import CommandSet
from tui.app.screens.dialogs import Choice, Field, FormDialog, PickDialog
from tui.plans.citation import find_path, place_name
from tui.plans.model import local_id

_MOST_HITS = 200
_REACH = 16
_SHOWN = 60


class Finding(CommandSet):
    """Go to a path, find in the text, search all plans."""

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
        """Find words in the text of this plan."""
        reading = self.screen.reading
        if reading is None or self.screen.view_id != "read":
            self.screen.hint("app.not_here", command=self.say("command.find"))
            return
        values = await self.screen.ask(
            FormDialog(
                self.say("command.find"),
                [Field(self.say("search.prompt"), reading.text.words)],
                missing=self.say("app.missing"),
            )
        )
        if values is None:
            return
        count = reading.text.find(values[0])
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

    async def command_search(self) -> None:
        """Find words in all plans, and go to the place that is picked."""
        reading = self.screen.reading
        dialog = PickDialog(
            self.say("search.title"),
            self._hit_choices,
            prompt=self.say("search.prompt"),
            count=self._hit_count,
            initial=reading.text.words if reading else "",
        )
        picked = await self.screen.ask(dialog)
        if not picked:
            return
        paragraph, _, offset = picked.rpartition("@")
        await self.screen.open_passage(paragraph, int(offset))
        query = dialog.typed

        def mark() -> None:
            if self.screen.reading:
                self.screen.reading.text.words = query
                self.screen.reading.text.refresh()

        self.screen.call_after_refresh(mark)

    def _hit_choices(self, typed: str) -> list[Choice]:
        choices: list[Choice] = []
        for hit in self.workspace.search(typed).hits[:_MOST_HITS]:
            plan = self.workspace.plan(hit.entry.id.partition("/")[0])
            start, end = hit.spans[0]
            text = hit.entry.text
            around = f"{'…' if start > _REACH else ''}{text[max(0, start - _REACH) : end + 2 * _REACH]}"
            where = f"{plan.card.short} {place_name(plan, hit.entry.id)} {local_id(hit.entry.id)}"
            times = f" ×{len(hit.spans)}" if len(hit.spans) > 1 else ""
            choices.append(Choice(f"{hit.entry.id}@{start}", around, where + times))
        return choices

    def _hit_count(self, typed: str) -> str:
        found = self.workspace.search(typed)
        if not typed.strip():
            return ""
        if len(found.hits) > _MOST_HITS:
            return self.say("app.first_hits", shown=_MOST_HITS, total=found.total, paragraphs=len(found.hits))
        return self.say("search.total", total=found.total, paragraphs=len(found.hits))
