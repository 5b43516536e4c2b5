"""Numbering: gaps and repeats in the printed numbers of headings, told as remarks."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.conftest import ROOT
from tui.cli import main
from tui.plans.loading import load_plan
from tui.plans.model import Paragraph, Plan, Section
from tui.plans.numbering import numbering_breaks
from tui.plans.writing import plan_toml

PLANS = {path.stem: load_plan(path) for path in sorted((ROOT / "content" / "plans").glob("*.toml"))}
OUTLINE = PLANS["hainan-14"]


_HAN = "零一二三四五六七八九"


def han(number: int) -> str:
    """A number up to 99 in words."""
    tens, ones = divmod(number, 10)
    return ("" if tens < 2 else _HAN[tens]) + ("十" if tens else "") + (_HAN[ones] if ones else "")


PRINTED = {
    "part": "第{}篇",
    "chapter": "第{}章",
    "section": "第{}节",
    "item": "{}、",
    "subitem": "（{}）",
    "point": "（{}）",
    "box": "专栏{}",
}
IN_FIGURES = ("point", "box")


def printed(kind: str, number: int) -> str:
    """A number as such a heading prints it."""
    return PRINTED[kind].format(number if kind in IN_FIGURES else han(number))


def series(kind: str, numbers: list[int], parent: str = "") -> list[Section]:
    """Headings of a kind with these numbers."""
    return [
        Section(
            f"demo/{kind}{parent}-{n}", kind, printed(kind, number), "标题", f"{kind}-{n}", parent, "demo/L1"
        )
        for n, number in enumerate(numbers)
    ]


def breaks(*sections: Section) -> list[tuple[int, int]]:
    """What was expected and what is printed, at each break."""
    found = numbering_breaks(replace(OUTLINE, sections=sections, paragraphs=()))
    return [(entry.expected, entry.printed) for entry in found]


@pytest.mark.parametrize("plan", PLANS.values(), ids=PLANS)
def test_the_shipped_plans_have_no_breaks(plan: Plan) -> None:
    """The five documents are numbered without a gap, as they are printed."""
    assert numbering_breaks(plan) == []


@pytest.mark.parametrize(
    ("path", "expected", "number"),
    [
        ("篇3", 3, 4),
        ("9", 9, 10),
        ("36", None, None),
        ("14.6", 6, 7),
        ("17.1.1", 1, 2),
        ("专栏9", 9, 10),
        ("专栏37", None, None),
    ],
)
def test_a_heading_missing_in_the_outline_is_told(
    path: str, expected: int | None, number: int | None
) -> None:
    """Without one of its headings the outline has one break, at the next one; the last is not missed."""
    sections = tuple(section for section in OUTLINE.sections if section.path != path)
    assert len(sections) == len(OUTLINE.sections) - 1
    found = numbering_breaks(replace(OUTLINE, sections=sections))
    assert [(entry.expected, entry.printed) for entry in found] == ([(expected, number)] if expected else [])


def test_a_point_missing_in_the_proposals_is_told() -> None:
    """The points of the proposals are numbered through, across their sections."""
    plan = PLANS["wuhai-15"]
    sections = tuple(section for section in plan.sections if section.path != "(12)")
    (found,) = numbering_breaks(replace(plan, sections=sections))
    assert (found.expected, found.printed, found.section.path) == (12, 13, "(13)")


@pytest.mark.parametrize("kind", PRINTED)
@given(length=st.integers(1, 60), data=st.data())
def test_what_happens_to_a_series(kind: str, length: int, data: st.DataObject) -> None:
    """A heading left out, repeated or swapped with the next one is told; an unbroken series is not."""
    whole = list(range(1, length + 1))
    assert breaks(*series(kind, whole)) == []
    place = data.draw(st.integers(0, length - 1))
    dropped = breaks(*series(kind, whole[:place] + whole[place + 1 :]))
    assert dropped == ([(place + 1, place + 2)] if place + 1 < length else [])
    repeated = breaks(*series(kind, whole[: place + 1] + whole[place:]))
    assert repeated == [(place + 2, place + 1)]
    if place + 1 < length:
        swapped = [*whole[:place], place + 2, place + 1, *whole[place + 2 :]]
        told = breaks(*series(kind, swapped))
        assert told[:2] == [(place + 1, place + 2), (place + 3, place + 1)]
        assert len(told) == (3 if place + 2 < length else 2)


@pytest.mark.parametrize("kind", ["section", "item", "subitem"])
def test_numbers_begin_anew_under_each_heading(kind: str) -> None:
    """第一节 of the next chapter is no repeat, and a gap in one chapter is told once."""
    assert breaks(*series(kind, [1, 2], "demo/1"), *series(kind, [1, 2, 3], "demo/2")) == []
    assert breaks(*series(kind, [1, 3], "demo/1"), *series(kind, [1, 2, 3], "demo/2")) == [(2, 3)]


@pytest.mark.parametrize("kind", ["part", "chapter", "point", "box"])
def test_numbers_that_run_through_the_whole_plan(kind: str) -> None:
    """Parts, chapters, points and boxes go on under the next heading; beginning anew is a repeat."""
    assert breaks(*series(kind, [1, 2], "demo/1"), *series(kind, [3, 4], "demo/2")) == []
    assert breaks(*series(kind, [1, 2], "demo/1"), *series(kind, [1, 2], "demo/2")) == [(3, 1)]


def test_headings_without_a_number_break_nothing() -> None:
    """Goals, run-in headings and tables have no number and are passed over."""
    plain = [replace(section, number="") for kind in ("item", "box") for section in series(kind, [1])]
    goal = Section("demo/g", "goal", "——", "目标", "g", "", "demo/L1")
    run_in = Section("demo/r", "run_in", "", "推进2件实事", "r", "", "demo/L1")
    assert breaks(*series("item", [1]), goal, run_in, *plain, *series("item", [1, 2])[1:]) == []


@pytest.mark.parametrize("number", ["第3章", "第３章", "第三章", "第 3 章"])
def test_figures_and_words_are_one_numbering(number: str) -> None:
    """第3章 after 第二章 follows, in figures of either width."""
    first, second = series("chapter", [1, 2])
    assert breaks(first, second, replace(second, id="demo/3", number=number)) == []


def test_each_series_is_told_apart() -> None:
    """Breaks in several kinds are told in printed order, with the heading at which each stands."""
    sections = (*series("chapter", [1, 3]), *series("section", [2], "demo/x"), *series("box", [1, 1]))
    found = numbering_breaks(replace(OUTLINE, sections=sections, paragraphs=()))
    assert [(entry.section.label, entry.expected) for entry in found] == [
        ("第三章 标题", 2),
        ("第二节 标题", 1),
        ("专栏1 标题", 2),
    ]


# --- validate ----------------------------------------------------------------------------------------


@pytest.fixture
def gap(tmp_path: Path) -> Path:
    """A content folder with a plan that goes from chapter one to chapter three."""
    titles = ["第一章 总则", "第三章 任务"]
    sections = tuple(
        Section(f"demo/{number}", "chapter", title[:3], title[4:], str(number), "", f"demo/L{line}")
        for line, (number, title) in enumerate(zip((1, 3), titles, strict=True), 1)
    )
    paragraphs = tuple(
        Paragraph(f"demo/L{line}", section.id, "heading", ((line, line),), title)
        for line, (section, title) in enumerate(zip(sections, titles, strict=True), 1)
    )
    (tmp_path / "plans").mkdir()
    plan = Plan(replace(OUTLINE.card, id="demo"), sections, paragraphs)
    (tmp_path / "plans" / "demo.toml").write_text(plan_toml(plan), encoding="utf-8")
    return tmp_path


@pytest.mark.parametrize("language", ["zh", "en"])
def test_validate_remarks_on_a_gap_and_is_content(
    gap: Path, language: str, capsys: pytest.CaptureFixture[str]
) -> None:
    """A gap is the source's own: validate says what was expected, in a sentence, and its exit code is 0."""
    assert main(["validate", str(gap), "--lang", language]) == 0
    captured = capsys.readouterr()
    (line,) = [line for line in captured.out.splitlines() if "第三章 任务" in line]
    assert "demo/3" in line
    assert "2" in line.replace("demo/3", "")
    assert "⟨" not in captured.out
    assert captured.err == ""


def test_a_remark_is_no_error(gap: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """In JSON the gap is among the remarks, and the content is sound."""
    assert main(["validate", str(gap), "--json"]) == 0
    data = json.loads(capsys.readouterr().out)
    assert (data["ok"], data["errors"]) == (True, [])
    assert [remark["id"] for remark in data["remarks"]] == ["validate.numbering"]


def test_a_remark_says_where(gap: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """As for every problem that validate tells, file and line of the heading are named."""
    main(["validate", str(gap), "--json"])
    (remark,) = json.loads(capsys.readouterr().out)["remarks"]
    path = gap / "plans" / "demo.toml"
    assert remark["file"] == str(path)
    lines = path.read_text(encoding="utf-8").splitlines()
    assert "第三章" in "\n".join(lines[remark["line"] - 1 :][:5])


def test_the_shipped_content_gives_no_remark(capsys: pytest.CaptureFixture[str]) -> None:
    """Nothing is remarked on the five documents."""
    assert main(["validate", "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["remarks"] == []
