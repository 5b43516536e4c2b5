"""Reading targets and facts from TOML."""

from __future__ import annotations

from pathlib import Path

from tui.records import ContentFile, Record
from tui.targets.model import COMPARATORS, DOUBTS, FACT_MEASURES, MEASURES, NATURES, Fact, Target


def load_targets(path: Path, plan: str = "") -> tuple[Target, ...]:
    """The targets of a plan, by default of the one that the file is named after; in file order, rejected too.

    Raises:
        Problem: everything that is wrong with the file.
    """
    file = ContentFile(path)
    file.expect_tables(("target",))
    targets = tuple(_target(record, plan or path.stem) for record in file.records("target"))
    file.check_unique("target", "id", [target.id for target in targets])
    file.check()
    return targets


def _target(record: Record, plan: str) -> Target:
    target = Target(
        id=record.text("id"),
        plan=plan,
        indicator=record.text("indicator"),
        name=record.text("name"),
        unit=record.text("unit", ""),
        nature=record.choice("nature", NATURES, "none"),
        comparator=record.choice("comparator", COMPARATORS),
        measure=record.choice("measure", MEASURES),
        value=record.number("value", None),
        value_high=record.number("value_high", None),
        base=record.number("base", None),
        base_year=record.integer("base_year", None),
        target_year=record.integer("target_year"),
        printed_growth=record.text("printed_growth", ""),
        paragraph=f"{plan}/{record.text('paragraph')}",
        quote=record.text("quote"),
        table=record.text("table", ""),
        table_row=record.integer("table_row", None),
        cells=record.texts("cells", []),
        lost=record.texts("lost", []),
        category=record.text("category", ""),
        category_ground=record.text("category_ground", ""),
        doubt=record.choice("doubt", DOUBTS, ""),
        strength=record.integer("strength", 3),
        reference=record.text("reference", ""),
        note=record.text("note", ""),
        rejected=record.boolean("rejected", False),
    )
    record.finish()
    return target


def load_facts(path: Path, plan: str = "") -> tuple[Fact, ...]:
    """The facts of a plan, by default of the one that the file is named after; in file order, rejected too.

    Raises:
        Problem: everything that is wrong with the file.
    """
    file = ContentFile(path)
    file.expect_tables(("fact",))
    facts = tuple(_fact(record, plan or path.stem) for record in file.records("fact"))
    file.check_unique("fact", "id", [fact.id for fact in facts])
    file.check()
    return facts


def _fact(record: Record, plan: str) -> Fact:
    fact = Fact(
        id=record.text("id"),
        plan=plan,
        indicator=record.text("indicator"),
        name=record.text("name"),
        unit=record.text("unit", ""),
        comparator=record.choice("comparator", COMPARATORS),
        measure=record.choice("measure", FACT_MEASURES),
        value=record.number("value", None),
        value_high=record.number("value_high", None),
        year=record.integer("year"),
        first_year=record.integer("first_year", None),
        reference=record.text("reference", ""),
        paragraph=f"{plan}/{record.text('paragraph')}",
        quote=record.text("quote"),
        note=record.text("note", ""),
        rejected=record.boolean("rejected", False),
    )
    record.finish()
    return fact
