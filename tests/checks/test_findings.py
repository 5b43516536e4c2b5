"""Findings: what they are called, how decisions on them hold, what they become."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from tests.checks.at_hand import WORDS, document
from tests.conftest import ROOT, Call
from tui.checks.running import RULES, check
from tui.checks.words import THRESHOLDS
from tui.config import FINDING_SEVERITIES, load_config
from tui.library import Library
from tui.locale import Locale
from tui.report.history import history
from tui.report.options import Options
from tui.report.summary import build_summary
from tui.workspace import Workspace

LEVELS = load_config().checks
MINES = "第一章 矿山\n到2025年,绿色矿山比例超过{}%。各项工作有序推进。"
MakeWorkspace = Callable[..., Workspace]


def _ids(text: str) -> list[str]:
    return [finding.id for finding in check(document(text), LEVELS, rules=["share_above_whole"])]


# --- what they are called --------------------------------------------------------------------------


def test_settings_list_every_rule() -> None:
    """And no other: what a rule is told as has one place."""
    assert set(LEVELS) == set(RULES)


def test_a_finding_keeps_its_name_while_its_words_stand() -> None:
    """Other lines before it, full-width signs and blanks make no other finding; another figure does."""
    (known,) = _ids(MINES.format(100))
    assert _ids(f"序言。\n{MINES.format(100)}") == [known]
    assert _ids(MINES.format(100).replace(",", "，")) == [known]
    assert _ids(MINES.format(110)) != [known]


def test_the_same_words_in_two_places_are_two_findings() -> None:
    """Dismissing one leaves the other, also when the first one is mended."""
    second = "\n第二章 园区\n园区到2025年,绿色矿山比例超过100%。"
    before = _ids(f"{MINES.format(100)}{second}")
    assert len(set(before)) == 2
    (left,) = _ids(f"{MINES.format(100).replace('超过', '达到')}{second}")
    assert left != before[0]


def test_another_figure_in_a_row_is_another_finding() -> None:
    """A dismissal of a row holds for its figures, not for its name alone."""
    library = Library([ROOT / "content"])
    known = library.document("hainan-14")

    def found(cells: int) -> set[str]:
        targets = tuple(
            replace(t, printed_growth="9.9", cells=(*t.cells[:-2], f"{cells}.9", t.cells[-1]))
            if t.table_row == 13
            else t
            for t in known.targets
        )
        changed = replace(known, targets=targets)
        return {f.id for f in check(changed, LEVELS, rules=["growth_column"])}

    assert found(9)
    assert not found(9) & found(8)


def test_a_level_caps_how_severe_a_finding_is() -> None:
    """A rule that is set to hint tells hints only; one that is off is not run."""
    text = document(MINES.format(100))
    for level in FINDING_SEVERITIES:
        (finding,) = check(text, {**LEVELS, "share_above_whole": level}, rules=["share_above_whole"])
        assert finding.severity == level
    found = check(text, {**LEVELS, "share_above_whole": "off"})
    assert not [finding for finding in found if finding.rule == "share_above_whole"]


# --- decisions -------------------------------------------------------------------------------------


def _first(workspace: Workspace, rule: str, plan: str = "hainan-14") -> int:
    return next(n for n, c in enumerate(workspace.checked(plan)) if c.finding.rule == rule)


def test_a_finding_becomes_a_flag_and_back(workspace: Workspace) -> None:
    """Its comment holds what was found and a proposed opinion; removing the flag opens the finding again."""
    at = _first(workspace, "share_above_whole")
    finding = workspace.checked("hainan-14")[at].finding
    workspace.accept_finding(finding, Locale("zh"))
    checked = workspace.checked("hainan-14")[at]
    assert checked.state == "accepted"
    assert checked.flag is not None
    assert (checked.flag.kind, checked.flag.severity, checked.flag.anchor) == (
        "error",
        "high",
        finding.passage,
    )
    assert Locale("zh").render(finding.message) in checked.flag.note
    workspace.undo()
    assert workspace.checked("hainan-14")[at].state == "open"


def test_a_dismissal_holds_and_can_be_taken_back(workspace: Workspace, make_workspace: MakeWorkspace) -> None:
    """Also after the program was left; it can be undone and restored."""
    at = _first(workspace, "share_above_whole")
    workspace.dismiss_finding(workspace.checked("hainan-14")[at].finding, "按上级口径")
    again = make_workspace()
    checked = again.checked("hainan-14")[at]
    assert checked.dismissal is not None
    assert (checked.state, checked.dismissal.reason, checked.dismissal.author) == (
        "dismissed",
        "按上级口径",
        "王审",
    )
    workspace.restore(checked)
    assert workspace.checked("hainan-14")[at].state == "open"


def test_a_flag_outranks_a_dismissal_and_leaves_it(workspace: Workspace) -> None:
    """Accepting one finding of a dismissed rule brings the others not back."""
    workspace.dismiss_rule("hainan-14", "share_above_whole", "不适用")
    found = [c for c in workspace.checked("hainan-14") if c.finding.rule == "share_above_whole"]
    workspace.accept_finding(found[0].finding, Locale("zh"))
    states = [c.state for c in workspace.checked("hainan-14") if c.finding.rule == "share_above_whole"]
    assert states == ["accepted", "dismissed", "dismissed"]


def test_a_misprint_becomes_a_proposed_wording(workspace: Workspace) -> None:
    """The clause as it should read; where there are two ways to mend it, no wording is proposed."""
    findings = {f.values.get("wrong"): f for f in workspace.findings("hainan-14")}
    workspace.accept_finding(findings["隐形债务"], Locale("zh"))
    flag = workspace.state.flags[-1]
    assert (flag.kind, flag.suggestion) == ("edit", "积极化解政府隐性债务")
    assert all("（" not in f.wording for f in findings.values())


def test_a_rule_is_dismissed_for_one_plan(workspace: Workspace) -> None:
    """All it finds there is gone, also what it finds later; in other plans it goes on."""
    workspace.dismiss_rule("hainan-14", "vague_amount", "表述惯例")
    for plan, states in (("hainan-14", {"dismissed"}), ("wuhai-2023-plan", {"open"})):
        found = [c for c in workspace.checked(plan) if c.finding.rule == "vague_amount"]
        assert {c.state for c in found} == states
    workspace.undo()
    assert all(c.state == "open" for c in workspace.checked("hainan-14"))


def test_settings_run_the_checks_again(workspace: Workspace) -> None:
    """A rule that is switched off tells nothing more."""
    assert any(f.rule == "vague_amount" for f in workspace.findings("wuhai-2023-plan"))
    config = workspace.config
    workspace.configure(replace(config, checks={**config.checks, "vague_amount": "off"}))
    assert not any(f.rule == "vague_amount" for f in workspace.findings("wuhai-2023-plan"))


def test_the_summary_lists_dismissed_findings_on_request(workspace: Workspace) -> None:
    """With their reasons; not where nobody asked."""
    finding = workspace.checked("hainan-14")[_first(workspace, "share_above_whole")].finding
    workspace.dismiss_finding(finding, "按上级口径")
    locale = Locale("zh")
    asked = str(build_summary(workspace, locale, Options(dismissed=True)))
    assert "按上级口径" in asked
    assert "按上级口径" not in str(build_summary(workspace, locale, Options()))


def test_the_history_tells_what_was_dismissed(workspace: Workspace) -> None:
    """By the name of the rule, with the reason; of a whole rule with its plan."""
    finding = workspace.checked("hainan-14")[_first(workspace, "share_above_whole")].finding
    workspace.dismiss_finding(finding, "按上级口径")
    workspace.dismiss_rule("hainan-14", "vague_amount", "表述惯例")
    one, all_of_it = history(workspace, Locale("zh"))
    assert "占比超过100%" in one
    assert "按上级口径" in one
    assert "海南区“十四五”规划纲要" in all_of_it
    assert "vague_amount" not in all_of_it


# --- the command line ------------------------------------------------------------------------------


def test_check_answers_with_passages_and_fails_on_errors(call: Call) -> None:
    """JSON with every field of the contract; exit code 1 where there are errors, else 0."""
    answer = call("check", "hainan-14", "--json", "--rule", "figure_differs")
    found = json.loads(answer.out)
    assert answer.code == 1
    wanted = {"id", "rule", "severity", "certainty", "plan", "paragraph", "quote", "message", "related"}
    assert all(wanted <= set(each) for each in found)
    assert found[0]["related"][0].keys() == {"plan", "paragraph", "quote"}
    assert call("check", "wuhai-15", "--rule", "vague_amount").code == 0


def test_check_tells_one_severity_and_above(call: Call) -> None:
    """And leaves out what was dismissed, unless asked."""
    found = json.loads(call("check", "--json", "--severity", "warning").out)
    assert {each["severity"] for each in found} == {"error", "warning"}
    assert len({each["id"] for each in found}) == len(found)


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("--rule", "vage_amount"), "vague_amount"),
        (("--severity", "grave"), "warning"),
        (("nowhere",), "nowhere"),
    ],
)
def test_a_wrong_call_is_answered_with_what_there_is(call: Call, words: tuple[str, ...], told: str) -> None:
    """One sentence that names the nearest right word."""
    answer = call("check", *words)
    assert answer.code in (1, 2)
    assert told in answer.err
    assert "Traceback" not in answer.err


@pytest.mark.parametrize(
    ("words", "told"),
    [
        ('[[misprint]]\nwrong = "(错"\nright = "对"\n', "wrong"),
        ("[[misprint]]\nwrong = \"错\"\nright = '\\2'\n", "right"),
        ("thresholds = 3\n", "thresholds"),
        ("[thresholds]\npace = -1\n", "pace"),
        ("[thresholds]\npase = 2\n", "pace"),
        ('[misprints]\npairs = ["错"]\n', "pairs"),
    ],
)
def test_wrong_words_of_an_office_are_told_with_their_line(
    call: Call, tmp_path: Path, words: str, told: str
) -> None:
    """One sentence with file and name; nothing is checked with half of the words."""
    (tmp_path / "checks.toml").write_text(words, encoding="utf-8")
    answer = call("check", "wuhai-15", "--content", tmp_path)
    assert answer.code == 1
    assert "checks.toml" in answer.err
    assert told in answer.err
    assert "Traceback" not in answer.err


def test_the_shipped_words_have_every_threshold() -> None:
    """No rule asks for one that is not there."""
    assert set(WORDS.thresholds) == set(THRESHOLDS)


# --- documents of every kind -----------------------------------------------------------------------


@pytest.mark.parametrize(
    "text",
    [
        "第一章 总则\n本规划适用于全县。坚持稳中求进工作总基调。",
        "第一章 總則\n到二〇二五年,地區生產總值年均增長百分之五。",
        "Chapter 1 General\nBy 2025 the economy will grow by 5% a year. Nothing else is promised.",
        "|指标|2025|\n|---|---|\n|人口|5|\n",
        "第一章 发展\n" + "大力发展特色农业," * 22_000 + "。",
        "。",
    ],
    ids=["without figures", "traditional", "English", "a table", "200,000 characters", "nothing"],
)
def test_a_document_of_another_kind_is_checked_without_nonsense(text: str) -> None:
    """No crash, and no error where nothing is wrong."""
    found = check(document(text), LEVELS)
    assert [finding.rule for finding in found if finding.severity == "error"] == []


def test_a_plan_without_paragraphs_is_checked() -> None:
    """Nor one whose curated targets name rows that its table no longer has."""
    known = Library([ROOT / "content"]).document("hainan-14")
    assert (
        check(replace(known, plan=replace(known.plan, paragraphs=(), sections=(), tables=())), LEVELS) == ()
    )
    gone = tuple(replace(t, table_row=999) if t.table_row else t for t in known.targets)
    assert check(replace(known, targets=gone), LEVELS)
