"""Hand-ins about flags, tasks and projects, and what comes back from offices that filled them in."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable
from pathlib import Path

import pytest

from tui.compare.tasks import task_id, tasks
from tui.locale import LANGUAGES, Locale
from tui.messages import Problem
from tui.plans.model import Passage
from tui.report.document import Document, Heading, Paragraph, Table
from tui.report.files import build, rendered
from tui.report.options import Options
from tui.report.reading import read_incoming
from tui.review.events import Author
from tui.workspace import Workspace

ZH = Locale("zh")
ROW_ID = "行标识（勿改）"
FIRST = "推进煤炭供给转型升级。"


def rows_of(data: bytes) -> list[dict[str, str]]:
    """The rows of a CSV file by the heads of its columns."""
    return list(csv.DictReader(io.StringIO(data.decode("utf-8-sig"))))


def _rows(workspace: Workspace, hand_in: str, options: Options | None = None) -> list[dict[str, str]]:
    return rows_of(rendered(build(hand_in, workspace, ZH, options), "csv", ZH))


def _flag(workspace: Workspace, kind: str, note: str, *subject: str, **more: object) -> str:
    """A flag on the first sentence of 14.6, or on another subject."""
    passage = None if subject else Passage("hainan-14/L1012", 0, len(FIRST), FIRST)
    kind_of_subject, identifier = subject or ("sentence", "hainan-14/L1012")
    event = workspace.act(
        "flag", kind_of_subject, identifier, passage, kind=kind, severity="high", note=note, **more
    )
    return event.id


@pytest.fixture
def flagged(workspace: Workspace) -> Workspace:
    """A review with a wording, a question on a target, a strength, and one that is dealt with."""
    wording = _flag(workspace, "edit", "提法过急", suggestion="稳妥推进煤炭供给转型升级。", tags=["口径"])
    workspace.act("reply", "flag", wording, reply="partly", reason="已采用“有序”")
    _flag(workspace, "question", "=SUM(A1) 请核", "target", "hainan-14-11")
    _flag(workspace, "strength", "写得好")
    done = _flag(workspace, "error", "已改正")
    workspace.act("flag_edit", "flag", done, state="resolved")
    return workspace


# --- opinions and wordings -------------------------------------------------------------------------


def test_every_opinion_is_a_row(flagged: Workspace) -> None:
    """Who, where, which words, what is asked for, and what became of it; a formula stays words."""
    rows = _rows(flagged, "opinions")
    assert len(rows) == 4
    first = next(row for row in rows if row["类型"] == "建议修改")
    assert first["提出单位（人）"].startswith("王审（发改委）")
    assert first["章节与行"] == "第五篇第十四章第六节 L1012"
    assert (first["原文"], first["建议修改为"]) == (FIRST, "稳妥推进煤炭供给转型升级。")
    assert (first["采纳情况"], first["修改后表述或未采纳理由"]) == ("部分采纳", "已采用“有序”")
    assert first["标签"] == "#口径"
    target = next(row for row in rows if "森林覆盖率" in row["章节与行"])
    assert target["意见建议"] == "'=SUM(A1) 请核"
    assert [row["处理"] for row in rows].count("已处理") == 1


def test_wordings_stand_beside_the_printed_words(flagged: Workspace) -> None:
    """Only flags that propose a wording are in the table of changes."""
    (row,) = _rows(flagged, "edits")
    assert (row["原文"], row["修改为"], row["修改理由、依据"]) == (
        FIRST,
        "稳妥推进煤炭供给转型升级。",
        "提法过急",
    )


def test_the_letter_asks_for_what_is_open(flagged: Workspace) -> None:
    """Targets before text, open opinions only, no praise; verdict, unit and date are for a person."""
    document = build("letter", flagged, ZH)
    text = "\n".join(block.text for block in document.blocks if isinstance(block, (Heading, Paragraph)))
    assert text.index("一、关于目标指标") < text.index("二、关于任务和表述")
    assert "建议修改为“稳妥推进煤炭供给转型升级。”。理由：提法过急" in text
    for absent in ("写得好", "已改正", "原则同意"):
        assert absent not in text
    assert "请审阅人填写" in text
    assert text.endswith("发改委\n　　年　　月　　日")
    assert len(document.tables) == 1


def test_a_letter_without_opinions_says_how_far_one_read(workspace: Workspace) -> None:
    """Nothing was flagged: no objection is claimed before everything was looked at."""
    options = Options(plan="wuhai-2023-digest")

    def told(document: Document) -> str:
        return "".join(block.text for block in document.blocks if isinstance(block, Paragraph))

    assert "审阅尚未完成：已审 0/" in told(build("letter", workspace, ZH, options))
    sentences = workspace.sentences(options.plan).in_section("")
    anchors = [vars_of(sentence) for sentence in sentences]
    workspace.act("reviewed", "section", f"{options.plan}/", passages=anchors)
    assert "无不同意见" in told(build("letter", workspace, ZH, options))


def vars_of(passage: Passage) -> dict[str, object]:
    """A passage as an event keeps it."""
    names = ("paragraph", "start", "end", "quote")
    return {name: getattr(passage, name) for name in names}


def test_only_chosen_flags_are_handed_in(flagged: Workspace) -> None:
    """What a person chose is what the hand-in holds; the summary says how many were left out."""
    some = tuple(flag for flag in flagged.flags() if flag.kind == "edit")
    assert len(_rows(flagged, "opinions", Options(flags=some))) == 1
    document = build("summary", flagged, ZH, Options(flags=some))
    assert any("另有 3 个标记" in block.text for block in document.blocks if isinstance(block, Paragraph))


# --- tasks and projects ----------------------------------------------------------------------------


def test_tasks_are_what_is_to_be_done(workspace: Workspace) -> None:
    """Sentences of the running text; no heading, box, looking back, framework or introduction."""
    plan = workspace.plan("hainan-14")
    found = tasks(plan, workspace.themes)
    quotes = [passage.quote for passage in found]
    assert any(quote.startswith("立足海南区资源枯竭城市转型实际") for quote in quotes)
    assert FIRST not in quotes, "a heading within a paragraph"
    assert len(set(map(task_id, found))) == len(found)
    titles = {section.label for section in plan.sections if section.kind in ("part", "chapter", "section")}
    assert titles.isdisjoint(quotes)
    assert not any(quote.endswith((":", "：")) for quote in quotes)
    boxes = {section.id for section in plan.sections if section.kind == "box"}
    assert not any(plan.paragraphs_by_id[passage.paragraph].section in boxes for passage in found)
    assert all(plan.paragraphs_by_id[p.paragraph].text[p.start : p.end] == p.quote for p in found)


def test_a_table_of_tasks_of_one_section(workspace: Workspace) -> None:
    """With a section named, only its tasks are rows."""
    rows = _rows(workspace, "tasks", Options(plan="hainan-14", section="hainan-14/14.6"))
    assert {row["章节与行"].split()[0] for row in rows} == {"第五篇第十四章第六节"}
    assert rows[0]["任务原文"].startswith("立足海南区资源枯竭城市转型实际")


def test_tables_of_one_section(workspace: Workspace) -> None:
    """Targets, projects and matches are narrowed to a section as tasks and flags are."""
    plan = workspace.plan("hainan-14")
    chapter = next(s.id for s in plan.sections if s.path == "14")
    sentence = workspace.sections_of
    options = Options(plan="hainan-14", section=chapter)
    for hand_in in ("projects", "comparison", "indicators"):
        whole = build(hand_in, workspace, ZH, Options(plan="hainan-14"))
        narrowed = build(hand_in, workspace, ZH, options)
        count = [sum(len(table.rows) for table in document.tables) for document in (whole, narrowed)]
        assert count[1] < count[0], hand_in
    rows = _rows(workspace, "comparison", options)
    assert rows
    places = {match.id: match for match in workspace.matches()}
    for row in rows:
        match = places[row[ROW_ID].removeprefix("match:")]
        own = [workspace.locate(q) for q in (*match.old, *match.new) if q.plan == "hainan-14"]
        assert any(place and chapter in sentence(place) for place in own)


def test_every_project_is_a_row(workspace: Workspace) -> None:
    """Each project of the boxes with its box, group and stage."""
    project = workspace.projects("hainan-14")[0]
    workspace.act("stage", "project", project.id, stage="building", note="已开工")
    rows = _rows(workspace, "projects", Options(plan="hainan-14"))
    assert len(rows) == len(workspace.projects("hainan-14"))
    first = rows[0]
    assert (first["专栏"], first["项目"], first["进度"], first["进度说明"]) == (
        "专栏1",
        project.name,
        "在建",
        "已开工",
    )


# --- the way back ----------------------------------------------------------------------------------


@pytest.fixture
def filled(workspace: Workspace, tmp_path: Path) -> Callable[..., Path]:
    """A hand-in with some cells of its first row filled in."""

    def fill(hand_in: str, options: Options | None = None, /, **cells: str) -> Path:
        rows = _rows(workspace, hand_in, options)
        rows[0].update(cells)
        out = io.StringIO()
        writer = csv.DictWriter(out, rows[0])
        writer.writeheader()
        writer.writerows(rows)
        path = tmp_path / f"{hand_in}.csv"
        path.write_bytes(out.getvalue().encode("utf-8-sig"))
        return path

    return fill


def _take(workspace: Workspace, path: Path) -> None:
    workspace.take(path.name, [incoming.act for incoming in read_incoming(path, workspace)])
    assert read_incoming(path, workspace) == (), "what was taken is known"


def test_replies_come_back(flagged: Workspace, filled: Callable[..., Path]) -> None:
    """采纳情况 and its reason become the reply of the flag of that row; one undo takes all back."""
    path = filled("opinions", 采纳情况="未采纳", 修改后表述或未采纳理由="与上位规划一致")
    first = flagged.flags()[0]
    before = first.reply
    _take(flagged, path)
    reply = next(flag for flag in flagged.flags() if flag.id == first.id).reply
    assert reply is not None
    assert (reply.reply, reply.reason) == ("declined", "与上位规划一致")
    flagged.undo()
    assert next(flag for flag in flagged.flags() if flag.id == first.id).reply == before


def test_what_offices_wrote_of_tasks_comes_back(workspace: Workspace, filled: Callable[..., Path]) -> None:
    """Lead, progress and verdict of a task return by row id, and stand in the next table."""
    district = Options(plan="hainan-14")
    _take(workspace, filled("tasks", district, 牵头部门="区能源局", 判断="有序推进"))
    row = _rows(workspace, "tasks", district)[0]
    assert (row["牵头部门"], row["判断"], row["责任单位"]) == ("区能源局", "有序推进", "")


def test_stages_of_projects_come_back(workspace: Workspace, filled: Callable[..., Path]) -> None:
    """The stage in words, its note and the sums of a project return by row id."""
    district = Options(plan="hainan-14")
    _take(workspace, filled("projects", district, 进度="前期", 进度说明="可研已批", 总投资="1.2亿元"))
    project = workspace.projects("hainan-14")[0]
    stage = workspace.state.stages[project.id]
    assert (stage.stage, stage.note) == ("preparing", "可研已批")
    assert _rows(workspace, "projects", district)[0]["总投资"] == "1.2亿元"


def test_decisions_on_matches_come_back(workspace: Workspace, filled: Callable[..., Path]) -> None:
    """认可 or 否决 in a table of commitments becomes the judgement of that match."""
    match = workspace.matches()[0]
    _take(workspace, filled("comparison", Options(matches=(match,)), 认可或否决="否决"))
    assert workspace.judgement(match).decision == "rejected"


@pytest.mark.parametrize(
    ("hand_in", "cells", "sentence"),
    [
        ("opinions", {"采纳情况": "也许"}, "采纳、部分采纳、不采纳"),
        ("opinions", {"采纳情况": "", "修改后表述或未采纳理由": "没有理由"}, "没有写采纳情况"),
        ("opinions", {ROW_ID: "flag:0000"}, "flag:0000"),
        ("projects", {"进度": "快了"}, "未启动"),
        ("projects", {ROW_ID: "project:nowhere/1"}, "project:nowhere/1"),
        ("tasks", {ROW_ID: "task:hainan-14/L1012@3"}, "task:hainan-14/L1012@3"),
    ],
)
def test_a_cell_that_says_nothing_we_know(
    flagged: Workspace, filled: Callable[..., Path], hand_in: str, cells: dict[str, str], sentence: str
) -> None:
    """A word of no list and a row of nothing are told with their line, and nothing is taken."""
    options = Options() if hand_in == "opinions" else Options(plan="hainan-14")
    path = filled(hand_in, options, **cells)
    with pytest.raises(Problem) as caught:
        read_incoming(path, flagged)
    for language in LANGUAGES:
        assert "2" in Locale(language).render(caught.value.messages[0])
    assert sentence in ZH.render(caught.value.messages[0])


def test_heads_of_the_other_language_are_read_too(flagged: Workspace, tmp_path: Path) -> None:
    """A table written in English and answered in it comes back into a Chinese review."""
    rows = rows_of(rendered(build("opinions", flagged, Locale("en")), "csv", Locale("en")))
    rows[0]["Reply"] = "adopted"
    path = tmp_path / "opinions.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, rows[0])
        writer.writeheader()
        writer.writerows(rows)
    (incoming,) = read_incoming(path, flagged)
    assert incoming.act.payload["reply"] == "adopted"


def test_rows_survive_another_reviewer(flagged: Workspace) -> None:
    """A reply by somebody else stands beside the flag with that person's name."""
    flag = flagged.flags()[0]
    flagged.author = Author("李核")
    flagged.act("reply", "flag", flag.id, reply="adopted", reason="")
    (row,) = [row for row in _rows(flagged, "opinions") if row[ROW_ID] == f"flag:{flag.id}"]
    assert row["采纳情况"] == "采纳"


def test_every_table_keeps_its_heads(flagged: Workspace) -> None:
    """Each hand-in of this kind is one table whose rows have ids."""
    for hand_in in ("opinions", "edits", "tasks", "projects"):
        document = build(hand_in, flagged, ZH, Options(plan="hainan-14"))
        (table,) = (block for block in document.blocks if isinstance(block, Table))
        assert all(row.id for row in table.rows)
