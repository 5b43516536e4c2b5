"""Searching everything there is, and going to what was picked."""

from __future__ import annotations

from itertools import groupby

from rich.text import Text

from tui.app.commands.base import CommandSet
from tui.app.screens.searching import Answer, Group, SearchDialog
from tui.plans.citation import place_name
from tui.plans.model import local_id
from tui.review.recent import remember_search, searches
from tui.search import KINDS, Entry, Hits
from tui.text.safe import safe_line

_MOST_HITS = 200
_REACH = 14


class Searching(CommandSet):
    """Search plans, targets, projects, matches and notes as one types."""

    async def command_search(self) -> None:
        """Find words anywhere, and go to the place that is picked."""
        reading = self.screen.reading
        dialog = SearchDialog(
            self.say("search.title"),
            self._answer,
            prompt=self.say("search.prompt"),
            before=searches(),
            initial=reading.text.words if reading else "",
        )
        picked = await self.screen.ask(dialog)
        if not picked:
            return
        value, typed = picked
        remember_search(typed)
        kind, _, rest = value.partition("|")
        if kind == "match":
            await self.screen.open_match(rest)
            return
        paragraph, _, offset = rest.rpartition("@")
        if not paragraph:
            self.screen.hint("search.no_place")
            return
        await self.screen.open_passage(paragraph, int(offset))
        words = self.workspace.query(typed, self.locale).words

        def mark() -> None:
            if self.screen.reading:
                self.screen.reading.text.highlight(typed, words)

        self.screen.call_after_refresh(mark)

    def _answer(self, typed: str) -> Answer:
        found = self.workspace.search(self.workspace.query(typed, self.locale))
        groups = []
        shown = found.entries[:_MOST_HITS]
        for (plan, kind), entries in groupby(shown, key=lambda entry: (entry.plan, entry.kind)):
            count = found.counts[plan, kind]
            card = self.workspace.cards.get(plan)
            name = self.say(f"search_kind.{kind}")
            heading = f"{card.short if card else ''}  {name} {count}".strip()
            groups.append(Group(heading, tuple(self._line(found, entry) for entry in entries)))
        return Answer(tuple(groups), self._count(found))

    def _count(self, found: Hits) -> str:
        if found.query.is_empty:
            return self.say("search.help", kinds=" ".join(f"is:{kind}" for kind in KINDS))
        values = {"total": found.total, "paragraphs": len(found.entries)}
        if len(found.entries) > _MOST_HITS:
            return self.say("app.first_hits", shown=_MOST_HITS, **values)
        return self.say("search.total", **values)

    def _line(self, found: Hits, entry: Entry) -> tuple[str, Text]:
        """The words with what stands around them, and the place behind."""
        spans = found.hit(entry).spans
        start, end = spans[0] if spans else (0, 0)
        first = max(0, start - _REACH)
        last = min(len(entry.text), end + 3 * _REACH)
        around = entry.text[first:last]
        sign = self.locale.sign
        more = sign("…") if first else ""
        line = Text(more)
        line.append(safe_line(around))
        for begin, stop in spans:
            if first <= begin and stop <= last:
                shift = len(more) - first
                line.stylize("bold underline", begin + shift, stop + shift)
        times = f" {sign('×')}{len(spans)}" if len(spans) > 1 else ""
        line.append(f"  {self._where(entry)}{times}", style="dim")
        if entry.kind == "match":
            return f"match|{entry.id}", line
        at = start if entry.kind == "text" else entry.offset
        return f"{entry.kind}|{entry.paragraph}@{at}", line

    def _where(self, entry: Entry) -> str:
        plan = entry.paragraph.partition("/")[0]
        if plan not in self.workspace.cards:
            return entry.id
        name = place_name(self.workspace.plan(plan), entry.paragraph)
        return safe_line(f"{name} {local_id(entry.paragraph)}".strip())
