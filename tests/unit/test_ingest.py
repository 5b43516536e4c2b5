"""Ingesting: the five documents come out as they are shipped, and nothing of any source is lost."""

from __future__ import annotations

import argparse
from collections import Counter
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from tests.conftest import ROOT
from tui.ingest.building import ingest
from tui.ingest.command import Ingested, ingest_file
from tui.ingest.headings import find_heading, split_stuck
from tui.ingest.source import read_source, source_from_bytes
from tui.locale import LANGUAGES, Locale
from tui.messages import Problem
from tui.plans.coverage import coverage
from tui.plans.loading import load_card, load_plan
from tui.plans.model import Plan
from tui.plans.writing import plan_toml
from tui.text.numbers import printed_number

SOURCES = ROOT / "content" / "sources"
NAMES = sorted(path.stem for path in SOURCES.glob("*.txt"))
PLANS = {name: load_plan(ROOT / "content" / "plans" / f"{name}.toml") for name in NAMES}
CARD = load_card(SOURCES / "wuhai-2023-plan.toml", named_after_id=False)

_OPTIONS = ("card", "id", "title", "level", "kind", "standing", "period")


def run(source: Path, **options: object) -> Ingested:
    """What `plan-review ingest` does; without an output nothing is written."""
    values: dict[str, object] = {**dict.fromkeys(_OPTIONS), "output": "-", "force": False, **options}
    return ingest_file(argparse.Namespace(source=str(source), **values))


def ingested(text: str | bytes) -> Plan:
    """The plan of a small document."""
    data = text.encode() if isinstance(text, str) else text
    return ingest(source_from_bytes(data, "x.txt"), CARD)


def roles(plan: Plan, role: str) -> list[str]:
    """The texts of a role, in printed order."""
    return [paragraph.text for paragraph in plan.paragraphs if paragraph.role == role]


# --- the five documents --------------------------------------------------------------------------


def test_there_are_five_documents() -> None:
    """All five documents are there with their sources and cards."""
    assert NAMES == ["hainan-14", "wuhai-15", "wuhai-2023-digest", "wuhai-2023-plan", "wuhai-2023-report"]


@pytest.mark.parametrize("name", NAMES)
def test_ingesting_again_gives_the_shipped_bytes(name: str) -> None:
    """Anyone can make the shipped plan from its source and gets the same file."""
    shipped = (ROOT / "content" / "plans" / f"{name}.toml").read_bytes()
    assert run(SOURCES / f"{name}.txt").toml.encode() == shipped


@pytest.mark.parametrize("name", NAMES)
def test_every_character_of_a_source_is_accounted_for(name: str) -> None:
    """The shipped plans hold all that is printed in their sources, and nothing else."""
    lines = [line.text for line in read_source(SOURCES / f"{name}.txt").lines]
    proof = coverage(PLANS[name], lines)
    assert (proof.complete, proof.share, proof.unaccounted, proof.foreign) == (True, 1.0, (), ())


@pytest.mark.parametrize("name", NAMES)
def test_every_paragraph_stands_verbatim_on_its_lines(name: str) -> None:
    """A paragraph's text is that of the source lines it names, blanks at the ends apart."""
    lines = [line.text for line in read_source(SOURCES / f"{name}.txt").lines]
    for paragraph in PLANS[name].paragraphs:
        printed = [lines[n - 1].strip() for first, last in paragraph.lines for n in range(first, last + 1)]
        assert paragraph.text in "".join(printed)


def test_the_district_outline_has_its_printed_tree() -> None:
    """The district outline has 11 parts, 36 chapters, 100 sections, 37 boxes and the table of 13 rows."""
    plan = PLANS["hainan-14"]
    kinds = Counter(section.kind for section in plan.sections)
    assert (kinds["part"], kinds["chapter"], kinds["section"], kinds["box"]) == (11, 36, 100, 37)
    assert [len(table.rows) for table in plan.tables] == [13]
    assert [section.number for section in plan.sections if section.kind == "box"] == [
        f"专栏{number}" for number in range(1, 38)
    ]
    assert [printed_number(s.number) for s in plan.sections if s.kind == "chapter"] == list(range(1, 37))


def test_the_cells_of_the_indicator_table_are_as_printed() -> None:
    """The torn table is put together row by row; the lost category cells stay empty."""
    plan = PLANS["hainan-14"]
    table = plan.tables[0]
    rows = [[plan.paragraphs_by_id[cell].text if cell else "" for cell in row] for row in table.rows]
    assert list(table.columns) == [
        "序号",
        "类别",
        "指标",
        "2019年实际",
        "2020年预计",
        "2025年目标",
        "年均增长(%)",
        "属性",
    ]
    assert rows[0] == ["1", "", "地区生产总值增长率(%)", "10.9", "2.0", "-", "5左右", "预期性"]
    assert rows[7][:3] == ["8", "绿", "单位地区生产总值能源消耗降幅(%)"]
    assert [row[0] for row in rows] == [str(number) for number in range(1, 14)]
    assert Counter(row[-1] for row in rows) == {"预期性": 7, "约束性": 6}


def test_the_proposals_have_their_points_and_goals() -> None:
    """The city proposals have 36 points under ten items, and eight goals."""
    plan = PLANS["wuhai-15"]
    kinds = Counter(section.kind for section in plan.sections)
    assert kinds == {"item": 10, "point": 36, "goal": 8}
    points = [section.path for section in plan.sections if section.kind == "point"]
    assert points == [f"({number})" for number in range(1, 37)]


def test_the_annual_plan_has_its_items() -> None:
    """The city's 2023 plan has 6 items with 24 subitems."""
    kinds = Counter(section.kind for section in PLANS["wuhai-2023-plan"].sections)
    assert kinds == {"item": 6, "subitem": 24}


def test_the_stuck_heading_of_the_report_is_found() -> None:
    """The heading 三(七), set onto the end of the paragraph before it, begins its own section."""
    plan = PLANS["wuhai-2023-report"]
    section = plan.sections_by_id["wuhai-2023-report/三(七)"]
    heading = plan.paragraphs_by_id[section.at]
    following = plan.paragraphs[plan.order[heading.id] + 1]
    assert (heading.id, heading.role) == ("wuhai-2023-report/L73.2", "heading")
    assert heading.text.startswith("(七)")
    assert following.section == section.id
    assert plan.paragraphs_by_id["wuhai-2023-report/L73"].section == "wuhai-2023-report/三(六)"
    assert [s.path for s in plan.children("wuhai-2023-report/三")] == [
        f"三({n})" for n in "一二三四五六七八九"
    ]


def test_what_a_site_printed_around_a_plan_is_kept_apart() -> None:
    """A site's lead, covering notice and navigation are kept with their own roles, not as plan text."""
    plan = PLANS["wuhai-2023-plan"]
    assert len(roles(plan, "lead")) == 1
    assert roles(plan, "notice")
    assert "原文如下" in "".join(roles(plan, "furniture"))
    assert any(text.startswith("相关") for text in roles(PLANS["wuhai-15"], "furniture"))
    assert "文章下载:" in roles(PLANS["hainan-14"], "furniture")
    assert [text for text in roles(PLANS["wuhai-2023-report"], "furniture") if "发布时间" in text]
    for plan in PLANS.values():
        around = [p for p in plan.paragraphs if p.role in ("furniture", "lead", "notice", "caption")]
        assert all(paragraph.section == "" for paragraph in around)


def test_every_plan_but_the_newspaper_page_has_one_title() -> None:
    """The title line is found where there is one; the digest has none."""
    assert {name: len(roles(plan, "title")) for name, plan in PLANS.items()} == {
        "hainan-14": 1,
        "wuhai-15": 1,
        "wuhai-2023-digest": 0,
        "wuhai-2023-plan": 1,
        "wuhai-2023-report": 1,
    }


def test_the_hard_wrapped_digest_is_joined() -> None:
    """Lines cut by a newspaper column are one paragraph again, over column breaks too."""
    plan = PLANS["wuhai-2023-digest"]
    bodies = [paragraph for paragraph in plan.paragraphs if paragraph.role == "body"]
    assert sum(len(paragraph.text) for paragraph in bodies) / len(bodies) > 60
    assert any(len(paragraph.lines) > 1 for paragraph in bodies)
    assert "切实提升城市精细化管理水平" in "".join(paragraph.text for paragraph in bodies)
    assert all("摄" in text for text in roles(plan, "caption"))


# --- small documents -----------------------------------------------------------------------------


def test_a_small_outline_gets_its_tree_and_paths() -> None:
    """Parts, chapters, sections and boxes are numbered as a reader types them; text stands under them."""
    plan = ingested(
        "某市规划纲要\n第一篇 总论\n第一章 基础\n第一节 成就\n甲乙丙。\n专栏1 重大工程\n某某工程。丁。\n"
        "戊己庚。\n第二节 形势\n辛。\n第二章 目标\n壬癸。\n"
    )
    assert [(s.kind, s.path, local(s.parent)) for s in plan.sections] == [
        ("part", "篇1", ""),
        ("chapter", "1", "篇1"),
        ("section", "1.1", "1"),
        ("box", "专栏1", "1.1"),
        ("section", "1.2", "1"),
        ("chapter", "2", "篇1"),
    ]
    assert {p.text: local(p.section) for p in plan.paragraphs if p.role == "body"} == {
        "甲乙丙。": "1.1",
        "某某工程。丁。": "专栏1",
        "戊己庚。": "1.1",
        "辛。": "1.2",
        "壬癸。": "2",
    }


def local(identifier: str) -> str:
    """The part of an id behind the plan."""
    return identifier.partition("/")[2]


@pytest.mark.parametrize(
    ("line", "kind", "number", "title", "run_in"),
    [
        ("第十四章 工业经济", "chapter", "第十四章", "工业经济", False),
        ("一、总体要求", "item", "一、", "总体要求", False),
        ("（三）扩大内需", "subitem", "（三）", "扩大内需", False),
        ("(12)加快能源转型。扩大新能源装机。", "point", "(12)", "加快能源转型", True),
        ("——经济更强。经济增长。", "goal", "——", "经济更强", True),
        ("专栏 9：节水工程", "box", "专栏 9", "节水工程", False),
    ],
)
def test_printed_headings_are_understood(line: str, kind: str, number: str, title: str, run_in: bool) -> None:
    """Each printed form of a heading gives its kind, number and title."""
    heading = find_heading(line)
    assert heading is not None
    assert (heading.kind, heading.number, heading.title, heading.run_in) == (kind, number, title, run_in)


@pytest.mark.parametrize(
    "line", ["一、落实责任。二、抓紧办理。", "第一节" + "很长的话" * 20, "甲乙丙", "2025年目标"]
)
def test_running_text_is_no_heading(line: str) -> None:
    """A sentence that only begins like a heading stays text."""
    assert find_heading(line) is None


@pytest.mark.parametrize(
    ("number", "value"),
    [("第十四章", 14), ("（三）", 3), ("专栏9", 9), ("第二十节", 20), ("第一百零五节", 105), ("——", 0)],
)
def test_printed_numbers_have_their_value(number: str, value: int) -> None:
    """Han numbers and digits are read alike."""
    assert printed_number(number) == value


def test_only_a_short_heading_behind_a_sentence_is_parted() -> None:
    """A line is parted before a heading set onto its end, never inside running text."""
    assert split_stuck("加快发展。 （七）改善民生") == ["加快发展。", "（七）改善民生"]
    assert split_stuck("包括:(一)道路。 (二)桥梁。") == ["包括:(一)道路。 (二)桥梁。"]


# --- encodings and unusable sources --------------------------------------------------------------

SMALL = "某市发展计划\n一、目标\n增长5％以上。\n"


@pytest.mark.parametrize(
    "data",
    [
        SMALL.encode("gb18030"),
        SMALL.encode("utf-8-sig"),
        SMALL.replace("\n", "\r\n").encode(),
        SMALL.encode(),
    ],
    ids=["gb18030", "byte order mark", "windows line ends", "utf-8"],
)
def test_encodings_and_line_ends_make_no_difference(data: bytes) -> None:
    """A document from an office machine in GB 18030, or with a byte order mark, gives the same plan."""
    plan, expected = ingested(data), ingested(SMALL)
    assert (plan.sections, plan.paragraphs) == (expected.sections, expected.paragraphs)


@pytest.mark.parametrize(
    ("data", "message_id"),
    [
        (b"", "ingest.empty"),
        (b" \r\n\t\n", "ingest.empty"),
        ("\u3000\u3000\n\u00a0\n".encode(), "ingest.empty"),
        (b"\xef\xbb\xbf\n", "ingest.empty"),
        (b"PK\x03\x04\0\0\0\0", "ingest.binary"),
        (SMALL.encode("utf-16"), "ingest.binary"),
        (b"\xff\xff\xff\xff", "ingest.unknown_encoding"),
    ],
)
def test_a_source_without_text_is_told(tmp_path: Path, data: bytes, message_id: str) -> None:
    """An empty file, one of blanks only and one that is no text give a sentence that names the file."""
    path = tmp_path / "x.txt"
    path.write_bytes(data)
    with pytest.raises(Problem) as caught:
        read_source(path)
    assert [message.id for message in caught.value.messages] == [message_id]
    for language in LANGUAGES:
        sentence = Locale(language).render(caught.value.messages[0])
        assert "x.txt" in sentence
        assert "⟨" not in sentence


def test_an_absent_source_is_told(tmp_path: Path) -> None:
    """A source that is not there is named."""
    with pytest.raises(Problem) as caught:
        read_source(tmp_path / "gone.txt")
    assert caught.value.messages[0].id == "file.absent"


# --- identity card and output --------------------------------------------------------------------


def small_source(folder: Path) -> Path:
    """A small document on the disk."""
    path = folder / "Demo 计划.txt"
    path.write_text(SMALL, encoding="utf-8")
    return path


def test_without_a_card_the_options_make_one(tmp_path: Path) -> None:
    """Level, kind and period may be given as options; the id comes from the file name."""
    result = run(small_source(tmp_path), level="city", kind="annual_plan", period="2023")
    card = result.plan.card
    assert (card.id, card.level, card.kind, card.period) == ("demo", "city", "annual_plan", (2023, 2023))


def test_all_missing_options_are_told_at_once(tmp_path: Path) -> None:
    """What a card lacks is told in one run, with the values that are possible."""
    with pytest.raises(Problem) as caught:
        run(small_source(tmp_path), kind="anual_plan")
    found = [(m.id, m.values["option"]) for m in caught.value.messages]
    assert found == [
        ("ingest.option_missing", "--level"),
        ("ingest.option_unknown", "--kind"),
        ("ingest.option_missing", "--period"),
    ]
    assert caught.value.messages[1].values["nearest"] == "annual_plan"


@pytest.mark.parametrize("period", ["2025-2021", "21-25", "今年"])
def test_a_bad_period_is_told(tmp_path: Path, period: str) -> None:
    """A period must be a year or two years in order."""
    with pytest.raises(Problem) as caught:
        run(small_source(tmp_path), level="city", kind="outline", period=period)
    assert [m.id for m in caught.value.messages] == ["ingest.bad_period"]


def test_options_change_single_fields_of_a_card(tmp_path: Path) -> None:
    """A card is used as it is but for the fields that are given."""
    result = run(small_source(tmp_path), card=SOURCES / "wuhai-15.toml", id="other", period="2026-2027")
    card = result.plan.card
    assert (card.id, card.kind, card.period, card.issuer) == (
        "other",
        "proposals",
        (2026, 2027),
        "中国共产党乌海市委员会",
    )


def test_a_corrected_plan_is_not_overwritten(tmp_path: Path) -> None:
    """A plan that a person corrected is kept unless the person says --force; the same text is no conflict."""
    source, output = small_source(tmp_path), tmp_path / "out" / "demo.toml"
    options = {"level": "city", "kind": "annual_plan", "period": "2023", "output": str(output)}
    first = run(source, **options)
    assert output.read_text(encoding="utf-8") == first.toml
    run(source, **options)
    output.write_text("# corrected\n", encoding="utf-8")
    with pytest.raises(Problem) as caught:
        run(source, **options)
    assert caught.value.messages[0].id == "file.exists_force"
    assert output.read_text(encoding="utf-8") == "# corrected\n"
    run(source, **{**options, "force": True})
    assert output.read_text(encoding="utf-8") == first.toml


# --- any document --------------------------------------------------------------------------------

_HAN = st.text("海南区规划目标建设煤炭一二十、，,。:；%()（）“”0125 \u3000\u00a0", max_size=20)
_NUMBER = st.sampled_from(["一", "二", "十一", "3", "12"])
_LINES = st.one_of(
    _HAN,
    st.sampled_from(["", " ", "\u3000", "\u00a0", "\x0c", "\u2028"]),
    st.tuples(
        st.sampled_from(["第{}篇 ", "第{}章", "第{}节 ", "{}、", "（{}）", "({})", "专栏{} "]), _NUMBER, _HAN
    ).map(lambda parts: parts[0].format(parts[1]) + parts[2]),
    st.sampled_from(["序号", "类别", "指标", "2025年目标", "1", "2", "3", "预期性", "-", "5左右"]),
    st.sampled_from(
        ["加快发展。 (二)改善民生", "甲。 （三）改善民生", "——更强。丙。", "某某项目。甲、乙。", "各位代表:"]
    ),
    st.sampled_from(
        ["原文如下:", "来源:某网 时间:2023", "文章下载:", "相关推荐", "(此件公开发布)", "某市规划"]
    ),
    st.sampled_from(
        ["\u3000\u3000提案说明。正文", "图为工地。 王某 摄", "乌海市人民政府市长 杨 进", "[red]x[/red]\x1b"]
    ),
    st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\n\r\0"), max_size=10),
)
documents = st.lists(_LINES, min_size=1, max_size=30).map("\n".join)


@given(text=documents)
@example(text="甲。 （三）改善民生\n序号\n类别\n指标\n1\n2\n3")
@example(text="序号\n类别\n指标\n1\n2\n3\n序号\n类别\n指标\n1\n2\n3")
@example(text="来源:某网 时间:2023\n序号\n类别\n指标\n1\n2\n3")
def test_any_document_is_accounted_for_whole(text: str, tmp_path_factory: pytest.TempPathFactory) -> None:
    """Whatever a document holds, all of it is in the plan, and the plan can be written and read."""
    try:
        source = source_from_bytes(text.encode(), "x.txt")
    except Problem:
        return
    plan = ingest(source, CARD)
    proof = coverage(plan, [line.text for line in source.lines])
    assert (proof.unaccounted, proof.foreign) == ((), ())
    path = tmp_path_factory.getbasetemp() / f"{CARD.id}.toml"
    path.write_text(plan_toml(plan), encoding="utf-8", newline="\n")
    assert load_plan(path) == plan


@given(
    lines=st.lists(
        st.one_of(
            st.text("海南区规划目标建设，“”", min_size=8, max_size=20),
            st.sampled_from(["", "\u3000\u3000另起一段的话。", "句子到此结束。", "图为工地。 王某 摄"]),
        ),
        min_size=12,
        max_size=40,
    )
)
def test_any_hard_wrapped_page_is_accounted_for_whole(lines: list[str]) -> None:
    """Joining the lines of a page loses and invents nothing."""
    plan = ingested("\n".join(lines) + "\n甲乙丙丁戊己庚辛")
    proof = coverage(plan, [*lines, "甲乙丙丁戊己庚辛"])
    assert (proof.unaccounted, proof.foreign) == ((), ())
