"""Projects: boxes split into the entries that are printed, nothing lost, nothing invented."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from tests.conftest import ROOT
from tui.cli import main
from tui.ingest.projects import find_groups, split_entries
from tui.messages import Message, Problem
from tui.plans.loading import load_plan
from tui.plans.model import Paragraph, Plan, Section, local_id
from tui.plans.projects import SEPARATORS, Group, gives_paragraph, groups_toml, load_groups, projects
from tui.review.events import Author
from tui.validation import validate_content
from tui.workspace import Workspace

CONTENT = ROOT / "content"
FILE = CONTENT / "projects" / "hainan-14.toml"
PLAN = load_plan(CONTENT / "plans" / "hainan-14.toml")
GROUPS = load_groups(FILE)
PROJECTS = projects(PLAN, GROUPS)
NAMES = {project.name for project in PROJECTS}

#: Where each box stands in print, from 专栏1 on; those of 17.1 belong to an item under that section.
PRINTED_UNDER = [
    *("8.1", "8.2", "8.3", "8.4", "9.1", "12.1", "12.2", "14.1", "14.2", "14.3", "14.4", "14.5", "14.6"),
    *("14.6", "14.7", "14.8", "15.1", "15.2", "16.1", "16.2", "16.3", "17.1.1", "17.1.1", "17.1.2", "17.3"),
    *("21.1", "21.2", "21.3", "21.4", "23.4", "25", "27", "29", "30.2", "30.3", "30.4", "34.5"),
]

WHOLE = [
    "海南区文化馆、图书馆总分馆项目",
    "乌海市第十八中综合楼、宿舍、餐厅改造维修项目",
    "海南区城区零星路段、节点提升改造工程",
    "海南区矸石山、排土场光伏发电项目",
    "2万千瓦分散式风电项目",
    "乌海市榕鑫焦化有限责任公司原煤、精煤、中煤、煤泥堆场全封闭技改项目",
    "内蒙古榕鑫科技有限责任公司15万吨/年粗苯加氢精制项目和30万吨/年煤焦油加工、5万吨/年针状焦、2×5万吨/年炭黑项目",
    "华海氨纶有限公司年产72万吨1,4—丁二醇(BDO)、24万吨聚四亚甲基醚二醇(PTMEG)、5万吨氨纶及配套固废综合利用项目",
    "海南区“小三线”及周边文化旅游基础设施建设和生态治理修复项目",
    "海南区人居环境整治工程(羊路井村、四新村)",
    "海南区农区人居环境整治工程(一棵树村、曙光村)",
    "沿黄环境治理(拉僧庙镇雀尔沟段)",
    "海南区金海园二期",
    "乌海市海南区巴音陶亥镇卫生院传染病防治(预防免疫接种)综合门诊楼建设项目",
    "海南区新西220kV变电站",
]

# --- the shipped list --------------------------------------------------------------------------------


def test_the_shipped_list_is_complete() -> None:
    """37 boxes hold 39 lists with 184 entries, two lists each in boxes 11 and 32."""
    boxes = Counter(local_id(group.box) for group in GROUPS)
    assert set(boxes) == {f"专栏{number}" for number in range(1, 38)}
    assert {box for box, lists in boxes.items() if lists > 1} == {"专栏11", "专栏32"}
    assert len(GROUPS) == 39
    assert sum(len(group.entries) for group in GROUPS) == len(PROJECTS) == 184


def test_the_shipped_list_follows_the_rule() -> None:
    """What a person read through is what the documented rule finds in the shipped plan."""
    assert find_groups(PLAN) == GROUPS


@pytest.mark.parametrize("group", GROUPS, ids=lambda group: local_id(group.paragraph))
def test_every_group_gives_its_paragraph_again(group: Group) -> None:
    """Name, entries and the separators between them are the printed paragraph, character by character."""
    paragraph = PLAN.paragraphs_by_id[group.paragraph]
    assert gives_paragraph(group, paragraph.text)
    rest = paragraph.text.removeprefix(f"{group.name}。").removesuffix("。")
    for entry in group.entries:
        assert entry
        assert entry in rest
        rest = rest.replace(entry, "", 1)
    assert len(rest) == len(group.entries) - 1
    assert set(rest) <= set(SEPARATORS)
    assert paragraph.section == group.box


@pytest.mark.parametrize("name", WHOLE)
def test_names_of_the_plan_stay_whole(name: str) -> None:
    """A name that itself holds 、 和 a comma or brackets is one project."""
    assert name in NAMES


def test_ids_say_where_a_project_stands() -> None:
    """A project's id is its paragraph and place in it, and no id stands twice."""
    assert len({project.id for project in PROJECTS}) == len(PROJECTS)
    for group in GROUPS:
        own = [project for project in PROJECTS if project.paragraph == group.paragraph]
        assert [p.id for p in own] == [f"{group.paragraph}#{n}" for n in range(1, len(group.entries) + 1)]
        assert [p.name for p in own] == list(group.entries)
        assert {(p.box, p.group) for p in own} == {(group.box, group.name)}


@pytest.mark.parametrize(("number", "path"), list(enumerate(PRINTED_UNDER, 1)))
def test_each_box_belongs_where_it_is_printed(number: int, path: str) -> None:
    """A box belongs to the section it stands in; 31 and 32 to their whole chapter."""
    box = PLAN.sections_by_id[f"hainan-14/专栏{number}"]
    assert (box.kind, box.parent) == ("box", f"hainan-14/{path}")
    assert PLAN.sections_by_id[box.parent].kind == (
        "chapter" if number in (31, 32, 33) else "item" if path.count(".") == 2 else "section"
    )


def test_entries_in_two_boxes_name_each_other() -> None:
    """Two projects stand in boxes 24 and 28, one of them with the place before its name."""
    doubled = {(p.box, p.name): p.also_in for p in PROJECTS if p.also_in}
    assert doubled == {
        ("hainan-14/专栏24", "沿黄泵站改造项目"): ("hainan-14/专栏28",),
        ("hainan-14/专栏28", "乌海市海南区沿黄泵站改造项目"): ("hainan-14/专栏24",),
        ("hainan-14/专栏24", "海南区北部饮水安全巩固提升工程"): ("hainan-14/专栏28",),
        ("hainan-14/专栏28", "海南区北部饮水安全巩固提升工程"): ("hainan-14/专栏24",),
    }


# --- the rule ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "entries",
    [
        ["甲村文化馆、图书馆总分馆项目", "乙村文化站工程"],
        ["老城雨水、污水管网和泵站改造工程", "河东小学、医院配套建设(一期)"],
        ["旧路改造工程（东街、西街）", "滨河公园(桥头至水库)"],
        ["河道治理(上游村、下游村)", "热电联产二期", "污水处理中心"],
        ["年产1,000吨新材料项目", "双河物流园区"],
        ["1,4-丁二醇、氨纶一体化项目", "制氢基地"],
        ["某公司(甲、乙合资)粗苯、针状焦加工项目", "备用变电站"],
        ["唯一的一个、没有结尾词"],
    ],
)
@pytest.mark.parametrize("separator", SEPARATORS)
def test_names_of_our_own_stay_whole(entries: list[str], separator: str) -> None:
    """Whatever separates the entries, a separator inside a name or a bracket separates nothing."""
    assert split_entries(separator.join(entries)) == entries


_PIECE = st.text("甲乙丙丁东西文图河桥管网", min_size=1, max_size=5)
_INNER = st.builds(
    str.join, st.sampled_from(["、", "和", "及", ",", "，"]), st.lists(_PIECE, min_size=1, max_size=3)
)
_BRACKET = st.builds("({}、{})".format, _PIECE, _PIECE)
_END = st.sampled_from(["项目", "工程", "建设", "治理", "基地", "园区", "平台", "中心", "变电站", "二期"])
_NAME = st.builds(lambda inner, end, bracket: inner + end + bracket, _INNER, _END, st.just("") | _BRACKET)


@given(st.lists(_NAME, min_size=1, max_size=6), st.data())
def test_names_with_separators_inside_are_found_again(names: list[str], data: st.DataObject) -> None:
    """Names that end as projects end, printed with any separators, are split where they were joined."""
    text = names[0] + "".join(data.draw(st.sampled_from(SEPARATORS)) + name for name in names[1:])
    assert split_entries(text) == names


@given(st.text("甲乙项目工程建设二期、,，；;()（）1—“”", min_size=1, max_size=40))
@example("工程;")
def test_joining_gives_the_text_again(text: str) -> None:
    """However odd a list is, its entries, one separator between each two and one at the end are all of it."""
    entries = split_entries(text)
    group = Group("demo/专栏1", "demo/L1", "重点项目", tuple(entries))
    assert gives_paragraph(group, f"重点项目。{text}。")
    rest = text
    for number, entry in enumerate(entries):
        if number:
            assert rest[0] in SEPARATORS
            rest = rest[1:]
        assert rest.startswith(entry)
        rest = rest.removeprefix(entry)
    assert rest in ("", *SEPARATORS)


def test_a_separator_at_the_end_makes_no_empty_project() -> None:
    """A list that ends with 、 holds no project without a name."""
    assert all(split_entries("甲项目、乙工程、"))


@pytest.mark.parametrize(
    ("entries", "fits"),
    [
        (("甲项目", "乙、丙工程"), True),
        (("甲项目、乙、丙工程",), True),
        (("甲项目",), False),
        (("乙、丙工程", "甲项目"), False),
        (("甲项目", "乙、丙工程", "丁工程"), False),
        (("甲项目", "乙丙工程"), False),
        (("甲 项目", "乙、丙工程"), False),
        ((), False),
    ],
)
def test_only_the_printed_entries_give_the_paragraph(entries: tuple[str, ...], fits: bool) -> None:
    """A left out, added, moved or changed entry does not give the paragraph again."""
    group = Group("demo/专栏1", "demo/L1", "重点项目", entries)
    assert gives_paragraph(group, "重点项目。甲项目、乙、丙工程。") is fits


def test_another_name_does_not_give_the_paragraph() -> None:
    """The name of the list is part of the proof."""
    group = Group("demo/专栏1", "demo/L1", "其他项目", ("甲项目",))
    assert not gives_paragraph(group, "重点项目。甲项目。")


def demo_plan(*texts: str, kind: str = "box", role: str = "body") -> Plan:
    """A plan with one box that holds paragraphs."""
    section = Section("demo/专栏1", kind, "专栏1", "重点项目", "专栏1", "", "demo/L1")
    paragraphs = [
        Paragraph(f"demo/L{number}", section.id, role, ((number, number),), text)
        for number, text in enumerate(texts, 1)
    ]
    return Plan(replace(PLAN.card, id="demo", place="河东区"), (section,), tuple(paragraphs))


def test_the_lists_of_a_plan_of_ones_own() -> None:
    """Every list of a box is found in printed order, with or without 。 at its end."""
    plan = demo_plan(
        "道路项目。甲路、乙路改造工程、丙桥建设。", "学校项目。丁校项目;戊校项目", "只有一句话。"
    )
    assert find_groups(plan) == (
        Group("demo/专栏1", "demo/L1", "道路项目", ("甲路、乙路改造工程", "丙桥建设")),
        Group("demo/专栏1", "demo/L2", "学校项目", ("丁校项目", "戊校项目")),
    )


@pytest.mark.parametrize(("kind", "role"), [("section", "body"), ("box", "heading")])
def test_lists_stand_in_boxes_only(kind: str, role: str) -> None:
    """Outside a box, or in its heading, nothing is taken for a list of projects."""
    assert find_groups(demo_plan("道路项目。甲工程、乙工程。", kind=kind, role=role)) == ()


def test_the_place_before_a_name_hides_no_double() -> None:
    """A project printed once with and once without the place's name is seen as one in two boxes."""
    groups = (
        Group("demo/专栏1", "demo/L1", "供水", ("泵站项目", "水厂项目")),
        Group("demo/专栏2", "demo/L2", "农业", ("河东区泵站项目",)),
    )
    found = {project.id: project.also_in for project in projects(demo_plan(), groups)}
    assert found == {
        "demo/L1#1": ("demo/专栏2",),
        "demo/L1#2": (),
        "demo/L2#1": ("demo/专栏1",),
    }


# --- the file ----------------------------------------------------------------------------------------


def test_what_is_written_is_read_again(tmp_path: Path) -> None:
    """The groups of a plan survive writing and reading."""
    path = tmp_path / "hainan-14.toml"
    path.write_text(groups_toml(GROUPS), encoding="utf-8")
    assert load_groups(path) == GROUPS


@given(st.lists(st.text(min_size=1, max_size=12).filter(lambda text: "\r" not in text), max_size=4))
def test_any_name_survives_the_file(tmp_path_factory: pytest.TempPathFactory, entries: list[str]) -> None:
    """Quotes, brackets and escapes in names are written so that they read the same."""
    path = tmp_path_factory.mktemp("groups") / "demo.toml"
    group = Group("demo/专栏1", "demo/L1", "重点项目", tuple(entries))
    path.write_text(groups_toml((group,)), encoding="utf-8")
    assert load_groups(path) == (group,)


@pytest.mark.parametrize(
    ("old", "new", "message_id"),
    [
        ("paragraph = 'L762'", "paragaph = 'L762'", "content.unknown_field"),
        ("name = '土壤污染防治项目'\n", "", "content.field_absent"),
        ("name = '土壤污染防治项目'", "name = 3", "content.wrong_type"),
        ("[[group]]\nbox = '专栏3'", "[[groups]]\nbox = '专栏3'", "content.unknown_name"),
    ],
)
def test_a_mistake_in_the_file_is_named(tmp_path: Path, old: str, new: str, message_id: str) -> None:
    """A misspelt, missing or mistyped field is told with file and line."""
    text = FILE.read_text(encoding="utf-8")
    assert text.count(old) == 1
    path = tmp_path / "hainan-14.toml"
    path.write_text(text.replace(old, new), encoding="utf-8")
    with pytest.raises(Problem) as caught:
        load_groups(path)
    found = next(message for message in caught.value.messages if message.id == message_id)
    assert found.values["file"] == str(path)
    lines = path.read_text(encoding="utf-8").splitlines()
    assert isinstance(found.values["line"], int)
    near = "\n".join(lines[found.values["line"] - 1 : found.values["line"] + 4])
    assert "专栏3" in near or "L762" in near or "name = 3" in near


# --- validate ----------------------------------------------------------------------------------------


def _errors(tmp_path: Path, text: str, plan: str = "hainan-14") -> tuple[Message, ...]:
    """What validate says when a project file is laid over the shipped content."""
    folder = tmp_path / "content" / "projects"
    folder.mkdir(parents=True)
    (folder / f"{plan}.toml").write_text(text, encoding="utf-8")
    return validate_content([CONTENT, tmp_path / "content"]).errors


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("  '海南工业园北侧环境整治工程',\n", ""),
        ("'海南工业园北侧环境整治工程'", "'海南工业园北侧环境治理工程'"),
        ("'海南工业园北侧环境整治工程',\n", "'海南工业园北侧环境整治工程',\n  '某新项目',\n"),
        ("name = '土壤污染防治项目'", "name = '土壤防治项目'"),
        ("paragraph = 'L762'", "paragraph = 'L763'"),
    ],
    ids=["left out", "changed", "added", "other name", "no such paragraph"],
)
def test_validate_tells_a_changed_entry(tmp_path: Path, old: str, new: str) -> None:
    """A list that does not give its paragraph again is told once, with file and line of the list."""
    text = FILE.read_text(encoding="utf-8")
    assert text.count(old) == 1
    text = text.replace(old, new)
    (error,) = _errors(tmp_path, text)
    assert (error.id, error.values["id"]) == ("validate.projects", "hainan-14/专栏3")
    assert error.values["file"] == str(tmp_path / "content" / "projects" / "hainan-14.toml")
    paragraph = local_id(str(error.values["paragraph"]))
    lines = text.splitlines()
    assert lines[int(str(error.values["line"])) - 1] == f"paragraph = '{paragraph}'"


def test_validate_finds_the_line_however_it_is_quoted(tmp_path: Path) -> None:
    """A file that a person wrote with the other quotation marks gets the right line too."""
    text = FILE.read_text(encoding="utf-8")
    text = text.replace("paragraph = 'L762'", 'paragraph = "L762"').replace(
        "海南工业园北侧环境整治工程", "海南工业园北侧环境治理工程"
    )
    (error,) = _errors(tmp_path, text)
    block = text.splitlines()[int(str(error.values["line"])) - 1 :]
    assert "L762" in "\n".join(block[:3])


@pytest.mark.parametrize("box", ["专栏99", "专栏4", "8.3"])
def test_validate_tells_a_box_that_is_not_the_one(tmp_path: Path, box: str) -> None:
    """A list under a box that is not in the plan, or not the one it is printed in, is told."""
    text = FILE.read_text(encoding="utf-8").replace("box = '专栏3'\n", f"box = '{box}'\n")
    errors = _errors(tmp_path, text)
    assert [error.values.get("file") for error in errors] == [
        str(tmp_path / "content" / "projects" / "hainan-14.toml")
    ]


def test_validate_tells_projects_of_no_plan(tmp_path: Path) -> None:
    """A project file that is named after no plan is told for each of its lists."""
    text = "[[group]]\nbox = '专栏1'\nparagraph = 'L1'\nname = '甲'\nentries = ['乙']\n"
    (error,) = _errors(tmp_path, text, "nobody")
    assert (error.id, error.values["plan"]) == ("validate.unknown_plan", "nobody")


# --- stages ------------------------------------------------------------------------------------------

_PUMPS = "hainan-14/L1244#1"


def test_a_stage_is_kept_with_its_note(workspace: Workspace) -> None:
    """The newest stage counts, and a note stays until another one is written."""
    workspace.act("stage", "project", _PUMPS, stage="preparing", note="可研已批")
    workspace.act("stage", "project", _PUMPS, stage="building")
    found = workspace.state.stages[_PUMPS]
    assert (found.stage, found.note, found.author) == ("building", "可研已批", Author("王审", "发改委"))
    workspace.act("stage", "project", _PUMPS, note="进度滞后")
    found = workspace.state.stages[_PUMPS]
    assert (found.stage, found.note) == ("building", "进度滞后")


def test_stages_are_undone_one_by_one(workspace: Workspace) -> None:
    """Undo gives back the stage before, then none; redo repeats."""
    workspace.act("stage", "project", _PUMPS, stage="preparing", note="可研已批")
    workspace.act("stage", "project", _PUMPS, stage="done", note="已验收")
    undone = workspace.undo()
    assert undone is not None
    assert undone.kind == "stage"
    assert workspace.state.stages[_PUMPS].stage == "preparing"
    assert workspace.state.stages[_PUMPS].note == "可研已批"
    workspace.undo()
    assert _PUMPS not in workspace.state.stages
    workspace.redo()
    workspace.redo()
    assert workspace.state.stages[_PUMPS].stage == "done"


def test_a_stage_stays_with_its_project(make_workspace: Callable[..., Workspace]) -> None:
    """A new start finds the stage, on that project alone."""
    first = make_workspace(author=Author("王审"))
    first.act("stage", "project", _PUMPS, stage="ended", note="已取消")
    again = make_workspace()
    assert {identifier: stage.stage for identifier, stage in again.state.stages.items()} == {_PUMPS: "ended"}
    assert _PUMPS in {project.id for project in again.projects("hainan-14")}


# --- the command line --------------------------------------------------------------------------------


def _json(capsys: pytest.CaptureFixture[str], *words: str | Path) -> Any:
    capsys.readouterr()
    code = main([str(word) for word in words])
    captured = capsys.readouterr()
    assert (code, captured.err) == (0, "")
    return json.loads(captured.out)


def test_the_command_answers_with_every_project(
    workspace: Workspace, capsys: pytest.CaptureFixture[str]
) -> None:
    """`projects --json` gives every project in printed order with box, section, paragraph and stage."""
    workspace.act("stage", "project", _PUMPS, stage="building", note="已开工")
    rows = _json(capsys, "projects", "hainan-14", "--json", "--review", workspace.store.path)
    assert [row["id"] for row in rows] == [project.id for project in PROJECTS]
    assert all({"id", "box", "group", "name", "section", "paragraph", "stage"} <= row.keys() for row in rows)
    by_id = {row["id"]: row for row in rows}
    assert by_id[_PUMPS] == {
        "id": _PUMPS,
        "box": "专栏24",
        "group": "农业基础设施项目",
        "name": "沿黄泵站改造项目",
        "section": "hainan-14/17.1.2",
        "paragraph": "hainan-14/L1244",
        "stage": "building",
        "note": "已开工",
        "also_in": ["专栏28"],
    }
    others = [row for row in rows if row["id"] != _PUMPS]
    assert {(row["stage"], row["note"]) for row in others} == {(None, "")}


def test_a_plan_without_boxes_has_no_projects(capsys: pytest.CaptureFixture[str]) -> None:
    """`projects` of a plan that has none is an empty list, not an error."""
    assert _json(capsys, "projects", "wuhai-15", "--json") == []


def test_a_wrong_box_is_told_in_a_sentence(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A project file with a box that does not exist ends the command with a sentence, not a traceback."""
    folder = tmp_path / "content" / "projects"
    folder.mkdir(parents=True)
    text = FILE.read_text(encoding="utf-8").replace("box = '专栏3'\n", "box = '专栏99'\n")
    (folder / "hainan-14.toml").write_text(text, encoding="utf-8")
    code = main(["projects", "hainan-14", "--json", "--content", str(tmp_path / "content")])
    captured = capsys.readouterr()
    assert code == 1
    assert "专栏99" in captured.err
