"""One quantity in two places, and in two plans of one year."""

from __future__ import annotations

from typing import Any

import pytest

from tests.checks.at_hand import document
from tui.checks.document import Document
from tui.checks.intervals import apart
from tui.checks.model import Finding
from tui.checks.running import check
from tui.config import load_config

LEVELS = load_config().checks


def report(text: str, **card: Any) -> Document:
    """A city's work report of 2023."""
    known: dict[str, Any] = {"id": "report", "kind": "work_report", "period": (2023, 2023), **card}
    return document(f"一、重点工作\n{text}", **known)


def year_plan(rule: str, text: str, other: Document, **card: Any) -> list[Finding]:
    """What a rule finds in the annual plan of 2023 beside another document."""
    known: dict[str, Any] = {"kind": "annual_plan", "period": (2023, 2023), **card}
    return list(check(document(f"一、主要任务\n{text}", [other], **known), LEVELS, rules=[rule]))


def two_places(rule: str, first: str, second: str) -> list[Finding]:
    """What a rule finds in an outline that speaks of something in two chapters."""
    return list(check(document(f"第一章 目标\n{first}\n第二章 任务\n{second}"), LEVELS, rules=[rule]))


def test_neighbouring_figures_are_two_figures() -> None:
    """6 and 7 differ; 1.75 may have been rounded to 1.8; a range may hold a figure."""
    assert apart((5.5, 6.5), (6.5, 7.5))
    assert not apart((1.745, 1.755), (1.75, 1.85))
    assert not apart((10.0, 15.0), (11.5, 12.5))


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("到2025年,城镇化率达到65%以上。", "到2025年,城镇化率达到66%以上。"),
        ("到2025年,新建幼儿园6所。", "到2025年,新建幼儿园7所。"),
        ("到2025年,粮食产量达到12万吨。", "到2025年,粮食产量达到12亿吨。"),
        ("到2025年,千人床位数达到6.5张。", "到2025年,千人床位数达到6.8张。"),
    ],
)
def test_two_figures_for_one_target(first: str, second: str) -> None:
    """Also where both are minima, and where only the unit differs."""
    assert two_places("figure_differs", first, second)


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("到2025年,粮食产量达到12万吨。", "到2025年,粮食产量达到120000吨。"),
        ("到2025年,城镇化率达到65%。", "到2030年,城镇化率达到70%。"),
        ("到2025年,城镇化率达到65%左右。", "到2025年,城镇化率达到65.5%。"),
        ("到2025年,城镇化率达到65%。", "到2025年,户籍城镇化率达到52%。"),
    ],
)
def test_one_target_in_two_forms(first: str, second: str) -> None:
    """Other units, other years, about, another indicator."""
    assert not two_places("figure_differs", first, second)


def test_a_figure_that_is_said_twice_is_told_once() -> None:
    """Three places with two figures make one finding."""
    text = "第一章 目标\n新建幼儿园6所。\n第二章 教育\n新建幼儿园6所。\n第三章 民生\n新建幼儿园7所。"
    assert len(check(document(text), LEVELS, rules=["figure_differs"])) == 1


def test_another_year_or_place_is_another_matter() -> None:
    """The report of the year before, and that of another city, may say something else."""
    assert year_plan("figure_differs_between", "新建充电站20座。", report("新建充电站30座。"))
    for card in ({"period": (2022, 2022)}, {"place": "别市"}, {"level": "district"}):
        other = report("新建充电站30座。", **card)
        assert not year_plan("figure_differs_between", "新建充电站20座。", other, level="city", place="某区")


def test_a_second_hand_text_is_only_a_hint() -> None:
    """What a newspaper printed is no plan."""
    other = report("新建充电站30座。", kind="digest", standing="secondary")
    (finding,) = year_plan("figure_differs_between", "新建充电站20座。", other)
    assert finding.severity == "hint"


def test_finished_here_and_advanced_there() -> None:
    """Lists, the verb before or after the name, a name without its beginning."""
    other = report("加快东湖体育馆、市第三幼儿园建设,建设水污染预警溯源系统,提速推进市文化艺术中心等项目。")
    assert year_plan("stage_differs", "建成东湖体育馆项目、市第三幼儿园。", other)
    assert year_plan("stage_differs", "推动市文化艺术中心建成开放。", other)
    assert year_plan("stage_differs", "建成大河流域水污染预警溯源系统。", other)


@pytest.mark.parametrize(
    "text",
    [
        "建成市文化艺术中心。",
        "推进建成区绿化改造提升工程。",
        "建成后的市文化艺术中心免费开放。",
    ],
)
def test_stages_that_agree(text: str) -> None:
    """Finished in both, a built-up area, a condition."""
    other = report("加快市文化艺术中心建设,力争市文化艺术中心年内竣工,加快建成区绿化改造提升工程建设。")
    assert not year_plan("stage_differs", text, other)


def test_a_thing_that_nobody_finishes() -> None:
    """Advanced in both plans."""
    assert not year_plan("stage_differs", "加快市文化艺术中心建设。", report("推进市文化艺术中心建设。"))


def test_what_was_reached_last_year_is_no_stage_of_this_one() -> None:
    """The report looks back at what it advanced."""
    other = document(
        "一、2022年工作回顾\n加快市文化艺术中心建设。", id="r", kind="work_report", period=(2023, 2023)
    )
    assert not year_plan("stage_differs", "建成市文化艺术中心。", other)


def test_firmness_of_one_promise() -> None:
    """力争 against 完成 is told; a plan that says both is not held against either."""
    other = report("完成新建充电站20座。")
    assert year_plan("strength_differs", "力争新建充电站20座。", other)
    assert not year_plan("strength_differs", "力争新建充电站20座。", report("力争新建充电站20座。"))
    assert not year_plan("strength_differs", "力争新建充电站20座。完成新建充电站20座。", other)


def test_more_kinds_in_one_figure() -> None:
    """断头路、瓶颈路30条 and 断头路30条; another figure is another matter."""
    other = report("打通断头路30条。")
    assert year_plan("scope_differs", "打通断头路、瓶颈路30条。", other)
    assert not year_plan("scope_differs", "打通断头路、瓶颈路35条。", other)
    assert not year_plan("scope_differs", "打通断头路30条。", other)


@pytest.mark.parametrize(
    ("copied", "differs"),
    [
        ("完成外立面改造,切实提升城市精细化管理水平。", True),
        ("完成外立面改造,切实提升小区物业管理水平。", False),
        ("完成外立面改造,提升小区物业管理水平。", False),
        ("完成外立面改造,推动旅游业发展。", False),
    ],
)
def test_a_reprint_with_other_words(copied: str, differs: bool) -> None:
    """Other words in one clause are told; words left out and other clauses are not."""
    original = report("完成外立面改造,切实提升小区物业管理水平,我市将加强执法。")
    digest = {"kind": "digest", "standing": "secondary"}
    assert bool(year_plan("reprint_differs", copied, original, **digest)) is differs
    assert not year_plan("reprint_differs", "完成外立面改造,某区要加强执法。", original, **digest)


def test_a_first_hand_plan_is_no_reprint() -> None:
    """Plan and report may choose their words."""
    original = report("完成外立面改造,切实提升小区物业管理水平。")
    assert not year_plan("reprint_differs", "完成外立面改造,切实提升城市精细化管理水平。", original)
