"""Reading comparisons and themes from TOML."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from pathlib import Path

from tui.compare.model import CERTAINTIES, CHANGES, OLD_ONLY, QUANTITIES, Match, Quote, Searched, Theme
from tui.locale import LANGUAGES
from tui.plans.model import Plan, Section
from tui.records import ContentFile, Record


def load_matches(path: Path, themes: Collection[str]) -> tuple[Match, ...]:
    """The matches of a comparison file, in file order.

    Raises:
        Problem: everything that is wrong with the file.
    """
    file = ContentFile(path)
    file.expect_tables(("match",))
    matches = tuple(_match(record, themes) for record in file.records("match"))
    file.check_unique("match", "id", [match.id for match in matches])
    file.check()
    return matches


def _match(record: Record, themes: Collection[str]) -> Match:
    searched = None
    if record.has("searched"):
        table = record.record("searched")
        searched = Searched(table.texts("plans"), table.texts("terms"))
        table.finish()
    match = Match(
        id=record.text("id"),
        theme=record.choice("theme", themes),
        old=tuple(_quote(quote) for quote in record.records("old", [])),
        new=tuple(_quote(quote) for quote in record.records("new", [])),
        change=record.choice("change", CHANGES),
        quantity=record.choice("quantity", QUANTITIES, "none"),
        certainty=record.choice("certainty", CERTAINTIES),
        rationale=record.text("rationale"),
        searched=searched,
    )
    record.finish()
    _check_sides(record, match)
    return match


def _quote(record: Record) -> Quote:
    quote = Quote(f"{record.text('plan')}/{record.text('paragraph')}", record.text("quote"))
    record.finish()
    return quote


def _check_sides(record: Record, match: Match) -> None:
    """One old plan; an empty side exactly where the change says so, with what was searched."""
    if len({quote.plan for quote in match.old}) > 1 or len({quote.plan for quote in match.new}) > 1:
        record.complain("comparison.several_plans", "old")
    if (match.change == "new") != (not match.old) or (match.change in OLD_ONLY) != (not match.new):
        record.complain("comparison.side_and_change", "change", value=match.change)
    searched = match.searched and match.searched.plans and match.searched.terms
    if (not match.old or not match.new) and not searched:
        record.complain("comparison.not_searched", "searched")


@dataclass(frozen=True, slots=True)
class Placement:
    """The themes of a section: where it is placed, and what else it touches."""

    theme: str
    also: tuple[str, ...]


@dataclass(frozen=True)
class Themes:
    """The taxonomy and the placement of sections in it."""

    themes: tuple[Theme, ...]
    placements: dict[str, Placement]

    @property
    def ids(self) -> tuple[str, ...]:
        """Theme ids in order."""
        return tuple(theme.id for theme in self.themes)

    def of_section(self, plan: Plan, section: Section | None) -> Placement | None:
        """Where a section is placed, by itself or by the nearest section it stands in."""
        for candidate in reversed(plan.ancestry(section)):
            if candidate.id in self.placements:
                return self.placements[candidate.id]
        return None


def load_themes(folders: list[Path]) -> Themes:
    """The themes of the last content folder that has a `themes.toml`; none where no folder has one.

    Raises:
        Problem: everything that is wrong with the file.
    """
    paths = [folder / "themes.toml" for folder in folders if (folder / "themes.toml").is_file()]
    if not paths:
        return Themes((), {})
    file = ContentFile(paths[-1])
    file.expect_tables(("theme", "placement"))
    themes = tuple(_theme(record) for record in file.records("theme"))
    known = [theme.id for theme in themes]
    file.check_unique("theme", "id", known)
    placements: dict[str, Placement] = {}
    for record in file.records("placement"):
        plan = record.text("plan")
        for section in record.records("sections"):
            placement = Placement(section.choice("theme", known), section.texts("also", []))
            placements[f"{plan}/{section.text('path')}"] = placement
            section.finish()
        record.finish()
    file.check()
    return Themes(themes, placements)


def _theme(record: Record) -> Theme:
    theme = Theme(
        id=record.text("id"),
        names={language: record.text(language) for language in LANGUAGES},
        short_names={language: record.text(f"short_{language}") for language in LANGUAGES},
        tasks=record.boolean("tasks", True),
    )
    record.finish()
    return theme
