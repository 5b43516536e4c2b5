"""A small content folder of two plans, with the same words in every place that a screen can show."""

from __future__ import annotations

from pathlib import Path

from tui.plans.model import Card, Paragraph, Plan, Section, Source, Table
from tui.plans.writing import plan_toml
from tui.tomlfile import quote


def write_content(folder: Path, words: str) -> None:
    """Write plans, targets, projects, matches and themes whose every text holds `words`."""
    old, new = (
        _plan("old-plan", "outline", (2021, 2025), words),
        _plan("new-plan", "proposals", (2026, 2030), words),
    )
    files = {
        "plans/old-plan.toml": plan_toml(old),
        "plans/new-plan.toml": plan_toml(new),
        "targets/old-plan.toml": _targets(words),
        "projects/old-plan.toml": _projects(words),
        "comparisons/small.toml": _matches(words),
        "themes.toml": _themes(words),
    }
    for name, text in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8", newline="\n")


def promise(words: str) -> str:
    """The sentence that is flagged, matched and quoted."""
    return f"Plant {words} trees!"


def _plan(identifier: str, kind: str, period: tuple[int, int], words: str) -> Plan:
    card = Card(
        id=identifier,
        title=f"Title {words}",
        short=f"{identifier[:3].title()} {words}",
        level="district" if identifier == "old-plan" else "city",
        kind=kind,
        standing="primary",
        place="Place",
        issuer=f"Office {words}",
        period=period,
        horizon=2035,
        adopted="2020-12-01",
        published="2021-01-01",
        note=f"Note {words}",
        source=Source(f"{identifier}.txt", "", f"example.org/{words}"),
    )
    one, at = f"{identifier}/1", f"{identifier}/L"
    sections = (
        Section(one, "chapter", f"1. {words}", f"Chapter {words}", "1", "", f"{at}2"),
        Section(f"{identifier}/Table 1", "table", "Table 1", f"Table {words}", "Table 1", one, f"{at}4"),
        Section(f"{identifier}/Box 1", "box", "Box 1", f"Box {words}", "Box 1", one, f"{at}9"),
    )
    texts = (
        ("L1", "", "title", f"Title {words}"),
        ("L2", "1", "heading", f"1. {words} Chapter {words}"),
        ("L3", "1", "body", f"{promise(words)} Then it ends! Again {words}!"),
        ("L4", "Table 1", "heading", f"Table {words}"),
        ("L5", "Table 1", "table_cell", f"Name {words}"),
        ("L6", "Table 1", "table_cell", "Goal"),
        ("L7", "Table 1", "table_cell", f"Forest {words}"),
        ("L8", "Table 1", "table_cell", "10"),
        ("L9", "Box 1", "heading", f"Box {words}"),
        ("L10", "Box 1", "body", f"Works. Dam {words}, Road {words}."),
    )
    paragraphs = tuple(
        Paragraph(
            f"{identifier}/{line}",
            f"{identifier}/{section}" if section else "",
            role,
            ((int(line[1:]), int(line[1:])),),
            text,
        )
        for line, section, role, text in texts
    )
    table = Table(
        f"{identifier}/Table 1", (f"Name {words}", "Goal"), ((f"{identifier}/L7", f"{identifier}/L8"),)
    )
    return Plan(card, sections, paragraphs, (table,))


def _targets(words: str) -> str:
    return _toml(
        "target",
        id="old-plan-01",
        indicator="forest",
        name=f"Forest {words}",
        unit="km",
        nature="binding",
        comparator="equals",
        measure="level",
        value=10,
        base=8.0,
        base_year=2020,
        target_year=2025,
        printed_growth=f"{words}",
        paragraph="L7",
        quote=f"Forest {words}",
        table="Table 1",
        table_row=1,
        cells=[f"Forest {words}", "10"],
        lost=[f"Class {words}", "Year"],
        category=f"Green {words}",
        category_ground=f"Ground {words}",
    )


def _projects(words: str) -> str:
    return _toml(
        "group", box="Box 1", paragraph="L10", name="Works", entries=[f"Dam {words}", f"Road {words}"]
    )


def _matches(words: str) -> str:
    def side(plan: str) -> str:
        return f'[{{ plan = "{plan}", paragraph = "L3", quote = {quote(promise(words))} }}]'

    both = _toml(
        "match", id="S-1", theme="T01", change="continued", certainty="likely", rationale=f"Ground {words}"
    )
    only = _toml(
        "match", id="S-2", theme="T01", change="new", certainty="likely", rationale=f"Ground {words}"
    )
    terms = f"[{quote(f'term {words}')}, 'dam']"
    return (
        f"{both}old = {side('old-plan')}\nnew = {side('new-plan')}\nquantity = 'words_to_words'\n\n"
        f"{only}old = []\nnew = {side('new-plan')}\nquantity = 'none'\n"
        f"searched = {{ plans = ['old-plan', 'new-plan'], terms = {terms} }}\n"
    )


def _themes(words: str) -> str:
    name = f"Theme {words}"
    return _toml("theme", id="T01", zh=name, en=name, short_zh=name, short_en=name)


def _toml(kind: str, /, **fields: object) -> str:
    lines = [f"[[{kind}]]"]
    for name, value in fields.items():
        if isinstance(value, str):
            shown = quote(value)
        elif isinstance(value, list):
            shown = f"[{', '.join(quote(item) for item in value)}]"
        else:
            shown = str(value)
        lines.append(f"{name} = {shown}")
    return "\n".join(lines) + "\n"
