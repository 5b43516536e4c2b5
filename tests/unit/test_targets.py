"""Targets: the shipped rows, and what is told of a bad file."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.unit.targets_at_hand import ALL, CONTENT, LIMITS, PLAN, TARGETS, judged
from tui.locale import LANGUAGES, Locale
from tui.messages import Message, Problem
from tui.targets.assessment import assess
from tui.targets.known import known_alone
from tui.targets.loading import load_targets
from tui.targets.model import Observation
from tui.targets.observations import load_reports

# --- the shipped rows ----------------------------------------------------------------------------


def test_the_thirteen_rows_are_the_printed_ones() -> None:
    """Every cell of every row is what the plan's table prints, and its quote stands where it says."""
    table = PLAN.tables[0]
    assert len(TARGETS) == 13
    for target, row in zip(TARGETS, table.rows, strict=True):
        printed = tuple(PLAN.paragraphs_by_id[cell].text if cell else "" for cell in row)
        assert target.cells == printed
        assert target.name == printed[2]
        assert target.quote in PLAN.paragraphs_by_id[target.paragraph].text
        assert PLAN.paragraphs_by_id[target.paragraph].text == target.name
        assert (target.plan, target.table, str(target.table_row)) == ("hainan-14", "表1", printed[0])


def test_our_reading_of_a_row_agrees_with_its_cells() -> None:
    """Value, base, unit, growth and nature are the printed ones; nothing is made up where "-" is printed."""
    natures = {"预期性": "expected", "约束性": "binding"}
    for target in TARGETS:
        _, _, name, cell_2019, cell_2020, goal, growth, nature = target.cells
        assert target.nature == natures[nature]
        assert target.printed_growth == ("" if growth == "-" else growth)
        assert f"({target.unit})" in name
        if target.measure == "level":
            assert target.value == (None if goal == "-" else float(goal))
        bases = {2019: cell_2019, 2020: cell_2020}
        assert target.base == (None if target.base_year is None else float(bases[target.base_year]))


def test_the_lost_category_is_marked_and_the_inferred_one_kept_apart() -> None:
    """The category cell stays as it survived; the inferred group says what it is inferred from."""
    for target in TARGETS:
        assert target.lost == ("类别",)
        assert target.cells[1] == ("绿" if target.table_row == 8 else "")
        assert target.category
        assert target.category_ground
    groups = [target.category for target in TARGETS]
    assert [
        groups.count(group) for group in ("经济发展", "创新驱动", "民生福祉", "绿色生态", "安全保障")
    ] == [
        2,
        2,
        3,
        4,
        2,
    ]


def test_without_values_no_row_is_judged_and_each_says_why() -> None:
    """Honest: nothing is called on track or behind before a value was reported."""
    verdicts = [
        (a.status, a.reason) for a in (assess(target, known_alone(target), LIMITS) for target in TARGETS)
    ]
    nothing, superior = ("undetermined", "no_observation"), ("undetermined", "awaiting_superior")
    assert verdicts == [
        nothing,
        ("undetermined", "base_unclear"),
        ("not_assessed", "no_target"),
        ("not_assessed", "no_target"),
        *[nothing] * 3,
        *[superior] * 3,
        *[nothing] * 3,
    ]


def test_every_reason_is_a_sentence_in_both_languages() -> None:
    """Each reason why there is no verdict can be read."""
    reasons = {assess(target, known_alone(target), LIMITS).reason for target in TARGETS}
    for language in LANGUAGES:
        locale = Locale(language)
        assert all(locale.knows(f"reason.{reason}") for reason in reasons)


@pytest.mark.parametrize("index", [7, 8, 9])
def test_a_value_does_not_make_up_for_a_target_the_city_sets(index: int) -> None:
    """A binding row that says 达到市要求 stays undetermined whatever is reported, and shows the value."""
    target = TARGETS[index]
    verdict = judged(target, (2023, 99.0))
    assert (verdict.status, verdict.reason) == ("undetermined", "awaiting_superior")
    assert verdict.observation is not None
    assert verdict.observation.value == 99.0


def test_the_example_values_are_marked_as_invented() -> None:
    """Every shipped example value can be read, changes a verdict, and says that it is invented."""
    reports = load_reports(CONTENT / "examples" / "hainan-14.csv", ALL, origin="example")
    found = [report for report in reports if isinstance(report, Observation)]
    assert found
    assert all(o.origin == "example" and "虚构" in o.source and "不是真实数据" in o.note for o in found)
    statuses = {assess(target, known_alone(target, found), LIMITS).status for target in TARGETS}
    assert {"on_track", "behind", "ahead"} & statuses


# --- reading targets -----------------------------------------------------------------------------

TARGET = """\
[[target]]
id = "x-1"
indicator = "x"
name = "甲(%)"
unit = "%"
comparator = "at_least"
measure = "level"
value = 5
target_year = 2025
paragraph = "L1"
quote = "甲"
"""


@pytest.fixture
def write(tmp_path: Path) -> Callable[..., Path]:
    """Write a file and name it."""

    def write_file(text: str, name: str = "x.toml") -> Path:
        path = tmp_path / name
        path.write_text(text, encoding="utf-8")
        return path

    return write_file


def messages_of(call: Callable[[], object]) -> tuple[Message, ...]:
    """What a call complains about."""
    with pytest.raises(Problem) as caught:
        call()
    return caught.value.messages


@pytest.mark.parametrize(
    ("text", "message_id", "line"),
    [
        (TARGET.replace('"at_least"', '"atleast"'), "content.unknown_value", 6),
        (TARGET.replace('"level"', '"levle"'), "content.unknown_value", 7),
        (TARGET.replace("value = 5", 'value = "5"'), "content.wrong_type", 8),
        (TARGET.replace("value = 5", "vale = 5"), "content.unknown_field", 8),
        (TARGET.replace('quote = "甲"\n', ""), "content.field_absent", 1),
        (
            TARGET.replace("target_year = 2025\n", "") + TARGET.replace("x-1", "x-2"),
            "content.field_absent",
            1,
        ),
        (TARGET + TARGET, "content.duplicate", 13),
        (TARGET.replace("[[target]]", "[[targett]]"), "content.unknown_name", 1),
        (TARGET + "x =", "toml.syntax", 12),
    ],
)
def test_bad_targets_are_told_with_file_and_line(
    write: Callable[..., Path], text: str, message_id: str, line: int
) -> None:
    """Each kind of mistake in a target file gives one sentence with its place."""
    path = write(text)
    found = messages_of(lambda: load_targets(path))
    assert [(m.id, m.values["file"], m.values["line"]) for m in found] == [(message_id, str(path), line)]
