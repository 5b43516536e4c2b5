"""规划比对概览: themes by plan, the order of chapters side by side, and the documents that are missing."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import zip_longest

from tui.compare.grouping import by_new, by_old
from tui.compare.overview import Chapter, Tally, chapters, main_chapter, tallies
from tui.locale import Locale
from tui.report.document import Block, Cell, Document, Heading, Paragraph, Table, plain_table
from tui.report.options import Options
from tui.workspace import Workspace


def build_coverage(workspace: Workspace, locale: Locale, options: Options) -> Document:
    """The survey of a comparison.

    Raises:
        Problem: content cannot be read.
    """
    return Document(tuple(_Coverage(workspace, locale, options.pair).blocks()))


class _Coverage:
    def __init__(self, workspace: Workspace, locale: Locale, pair: tuple[str, str] | None) -> None:
        self._workspace = workspace
        self._say = locale.say
        self._language = locale.language
        matches = workspace.suggestions(*pair) if pair else workspace.matches()
        self._tallies = tallies(
            by_new(matches, workspace.locate), by_old(workspace.in_old_order(matches), workspace.locate)
        )
        self._plans = [plan for plan in workspace.cards if plan in self._tallies]
        # The last plan on the shelf is the new one, the first one the old.
        self._ends = pair or ((self._plans[0], self._plans[-1]) if len(self._plans) > 1 else None)

    def blocks(self) -> Iterator[Block]:
        yield Heading(1, self._say("coverage.title"))
        yield Heading(2, self._say("coverage.themes"))
        yield Paragraph(self._say("coverage.themes_note"))
        yield self._themes()
        if self._ends:
            yield from self._order(*self._ends)
        missing = self._workspace.missing
        if missing:
            yield Heading(2, self._say("coverage.missing"))
            yield Paragraph(self._say("coverage.missing_note"))
            yield plain_table(
                (self._say(f"column.{name}") for name in ("document", "level", "why")),
                (
                    (d.names[self._language], self._say(f"level.{d.level}"), d.reasons[self._language])
                    for d in missing
                ),
            )

    def _themes(self) -> Table:
        say, cards = self._say, self._workspace.cards
        heads = [say("column.theme")]
        for plan in self._plans:
            heads += [f"{cards[plan].short} {say(f'coverage.{side}')}" for side in ("with", "without")]
        rows: list[list[Cell]] = []
        for theme in self._workspace.themes.themes:
            row: list[Cell] = [theme.short_names[self._language]]
            for plan in self._plans:
                tally = self._tallies[plan]
                row += [tally.with_counterpart[theme.id], tally.without[theme.id]]
            rows.append(row)
        totals: list[Cell] = [say("compare.every_theme")]
        for plan in self._plans:
            totals += _totals(self._tallies[plan])
        return plain_table(heads, [*rows, totals])

    def _order(self, old: str, new: str) -> Iterator[Block]:
        """Chapters side by side, and where each theme first stands."""
        say, workspace = self._say, self._workspace
        before, after = (chapters(workspace.plan(plan), workspace.themes) for plan in (old, new))
        names = [workspace.cards[plan].short for plan in (old, new)]
        themes = say("coverage.themes_of")
        yield Heading(2, say("coverage.order"))
        yield plain_table(
            ("", names[0], themes, names[1], themes),
            (
                (number, *self._chapter(first), *self._chapter(second))
                for number, (first, second) in enumerate(zip_longest(before, after), 1)
            ),
        )
        yield Heading(2, say("coverage.main"))
        yield Paragraph(say("coverage.main_note"))
        places = [
            (
                theme.short_names[self._language],
                main_chapter(before, theme.id),
                main_chapter(after, theme.id),
            )
            for theme in workspace.themes.themes
        ]
        places.sort(key=lambda place: (place[2] or 99, place[1] or 99))
        yield plain_table((say("column.theme"), *names), places)

    def _chapter(self, chapter: Chapter | None) -> tuple[str, str]:
        if chapter is None:
            return ("", "")
        themes = self._workspace.themes.themes
        names = {theme.id: theme.short_names[self._language] for theme in themes}
        return (chapter.section.label, self._say("list.separator").join(names[t] for t in chapter.themes))


def _totals(tally: Tally) -> list[Cell]:
    return [tally.with_counterpart.total(), tally.without.total()]
