"""Checks by keys: findings in groups, both passages, decisions, and what reading shows of them."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.app.conftest import MIDDLE, NARROW, WIDE, Reader, Size, run_app, until
from tui.app.widgets.checks import ChecksView
from tui.locale import Locale
from tui.workspace import Workspace
from tui.workspace.checking import Checked

MakeWorkspace = Callable[..., Workspace]
SHARE = "绿色矿山比例超过100%"


def _view(reader: Reader) -> ChecksView:
    return reader.main.query_one(ChecksView)


def _current(reader: Reader) -> Checked:
    current = _view(reader).current
    assert current is not None
    return current


async def _open(reader: Reader) -> None:
    """The checks of the district's outline, once they have run."""
    await reader.open()
    await reader.switch("5", "checks")
    await until(reader.pilot, lambda: bool(_view(reader).rows))


async def _to(reader: Reader, rule: str) -> None:
    """Move the cursor onto the first finding of a rule."""
    view = _view(reader)
    rows = [row.finding.rule if isinstance(row, Checked) else "" for row in view.rows]
    for _ in range(rows.index(rule) - view.rows.index(_current(reader))):
        await reader.press("j")
    assert _current(reader).finding.rule == rule


@pytest.mark.parametrize("size", [WIDE, MIDDLE, NARROW])
def test_findings_are_shown_at_every_size(workspace: Workspace, size: Size) -> None:
    """The worst first, with the reason and both passages of the one under the cursor."""

    async def flow(reader: Reader) -> None:
        await _open(reader)
        assert _current(reader).finding.severity == "error"
        if size == NARROW:
            await reader.press("l")
        await reader.sees("同一数两处不一", inside="#checks-here")

    run_app(workspace, flow, size=size)


def test_two_passages_stand_side_by_side(workspace: Workspace) -> None:
    """What is told of one quantity here and there."""

    async def flow(reader: Reader) -> None:
        await _open(reader)
        await _to(reader, "figure_differs")
        await reader.sees("农企利益联结比例达到100%", inside="#checks-here")
        await reader.sees("农企利益联结比例达到92%", inside="#checks-there")

    run_app(workspace, flow)


def test_a_makes_a_flag_and_takes_it_away(workspace: Workspace) -> None:
    """The comment is prefilled; the next undecided finding comes under the cursor; u takes it back."""

    async def flow(reader: Reader) -> None:
        await _open(reader)
        await _to(reader, "share_above_whole")
        first = _current(reader).finding
        await reader.press("a")
        await reader.told("已采纳")
        (flag,) = workspace.state.flags
        assert flag.anchor == first.passage
        assert Locale("zh").render(first.message) in flag.note
        assert _current(reader).finding != first
        await reader.press("u")
        await until(reader.pilot, lambda: not workspace.state.flags)
        assert workspace.checked("hainan-14")[0].state == "open"

    run_app(workspace, flow)


def test_d_dismisses_with_a_reason(workspace: Workspace) -> None:
    """It leaves the list; the filter shows it again, and a second d lets it count again."""

    async def flow(reader: Reader) -> None:
        await _open(reader)
        await _to(reader, "share_above_whole")
        finding = _current(reader).finding
        await reader.command("d")
        await reader.answer("按上级口径")
        await reader.back_on_main()
        await until(reader.pilot, lambda: bool(workspace.state.dismissed))
        assert finding.id not in [row.finding.id for row in _view(reader).rows if isinstance(row, Checked)]
        _view(reader).select({"finding_state": frozenset({"dismissed"})})
        await reader.press("j")
        await reader.sees("按上级口径", inside="#checks-here")
        await reader.press("d")
        await until(reader.pilot, lambda: not workspace.state.dismissed)

    run_app(workspace, flow)


def test_a_whole_rule_is_dismissed(workspace: Workspace) -> None:
    """D asks for a reason and takes all its findings out of the list; u brings them back."""

    async def flow(reader: Reader) -> None:
        await _open(reader)
        await _to(reader, "share_above_whole")
        before = len(_view(reader).rows)
        await reader.command("D")
        await reader.answer("不适用")
        await reader.back_on_main()
        await until(reader.pilot, lambda: len(_view(reader).rows) == before - 3)
        await reader.press("u")
        await until(reader.pilot, lambda: len(_view(reader).rows) == before)

    run_app(workspace, flow)


def test_groups_by_rule_tell_why(workspace: Workspace) -> None:
    """The head of a group says what its rule looks for."""

    async def flow(reader: Reader) -> None:
        await _open(reader)
        _view(reader).select({"order": frozenset({"rule"})})
        await reader.press("k")
        await reader.sees("两个不同的数", inside="#checks-here")
        assert _view(reader).current is None
        assert _view(reader).current_rule == "figure_differs"

    run_app(workspace, flow)


def test_enter_goes_to_the_passage_and_brackets_to_other_plans(workspace: Workspace) -> None:
    """And back to the finding with 5."""

    async def flow(reader: Reader) -> None:
        await _open(reader)
        await _to(reader, "share_above_whole")
        await reader.press("enter")
        await until(reader.pilot, lambda: reader.has_text and SHARE in reader.sentence.quote)
        await reader.switch("5", "checks")
        assert _current(reader).finding.rule == "share_above_whole"
        await reader.press("]")
        await until(reader.pilot, lambda: _view(reader).plan_id != "hainan-14" and bool(_view(reader).rows))

    run_app(workspace, flow)


def test_reading_shows_what_was_found(workspace: Workspace) -> None:
    """A sign in the margin and the reason beside the sentence, once the checks have run."""

    async def flow(reader: Reader) -> None:
        await reader.open("8.4")
        await until(reader.pilot, lambda: workspace.findings_known("hainan-14"))
        while SHARE not in reader.sentence.quote:
            await reader.press("j")
        await reader.sees("✗", inside="#text")
        await reader.sees("100%", inside="#about")
        await reader.sees("✗", "▲", inside="#status")

    run_app(workspace, flow, checks=True)


def test_words_of_checks_that_are_wrong_are_told(make_workspace: MakeWorkspace, tmp_path: Path) -> None:
    """An office's own file with a mistake is named with its line; reading goes on."""
    folder = tmp_path / "own"
    folder.mkdir()
    (folder / "checks.toml").write_text('[[misprint]]\nwrong = "("\nright = "x"\n', encoding="utf-8")

    async def flow(reader: Reader) -> None:
        await reader.open()
        await reader.switch("5", "checks")
        await reader.sees("checks.toml", inside="#checks-head")
        await reader.switch("1", "read")

    run_app(make_workspace(folder), flow)
