"""Run-in headings: sentences that head the text after them, in the shipped plans and in small ones."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.conftest import ROOT
from tui.ingest.run_in import with_run_in_headings
from tui.plans.citation import find_path
from tui.plans.loading import load_plan
from tui.plans.model import Paragraph, Passage, Plan, Section
from tui.text.sentences import sentence_spans

PLANS = {path.stem: load_plan(path) for path in sorted((ROOT / "content" / "plans").glob("*.toml"))}
OUTLINE, REPORT = PLANS["hainan-14"], PLANS["wuhai-2023-report"]


def run_ins(plan: Plan, parent: str = "") -> dict[str, str]:
    """The titles of a plan's run-in headings by path, or of those under one section."""
    return {
        section.path: section.title
        for section in plan.sections
        if section.kind == "run_in" and parent in ("", section.parent.partition("/")[2])
    }


def bare(plan: Plan) -> Plan:
    """A plan without its run-in headings."""
    return replace(plan, sections=tuple(s for s in plan.sections if s.kind != "run_in"))


# --- the shipped plans -------------------------------------------------------------------------------

KNOWN = {
    ("hainan-14", "14.6"): [
        "推进煤炭供给转型升级",
        "积极优化煤电产业结构",
        "促进可再生能源融合发展",
        "打造氢经济示范城市先行区",
        "建设源网荷储一体化智慧综合能源系统",
        "实施交通领域清洁能源替代工程",
    ],
    ("hainan-14", "10.4"): [
        "落实能耗总量和强度“双控”制度",
        "推动重点行业节能降耗",
        "大力发展绿色节能建筑",
    ],
    ("hainan-14", "17.1.1"): [
        "优化农业产业结构",
        "粮食作物",
        "设施蔬菜",
        "葡萄产业",
        "优化养殖业产业结构",
        "生猪养殖",
        "蛋鸡养殖",
        "肉牛肉羊养殖",
    ],
    ("hainan-14", "1.2"): [
        "农牧业生产能力稳步提升",
        "工业转型升级步伐稳步提升",
        "现代服务业发展提质增效",
    ],
    ("wuhai-2023-report", "一(二)"): [
        "传统产业存量焕新",
        "新兴产业增量做大",
        "产业平台容量扩展",
        "文旅产业“留”量增多",
        "现代农业质量提升",
    ],
    ("wuhai-2023-report", "三(一)"): [
        "市场信心再提振",
        "项目建设再攻坚",
        "招商引资再加力",
        "园区建设再升级",
        "要素保障再夯实",
        "消费供给再优化",
    ],
    ("wuhai-2023-report", "三(五)"): [
        "打好深化改革“攻坚战”",
        "提升营商环境“软实力”",
        "打通对外开放“大通道”",
    ],
    ("wuhai-2023-report", "三(七)"): [
        "推出更高质量的就业服务",
        "提供更有温度的兜底保障",
        "建设更高水平的健康乌海",
        "打响更具特色的文体品牌",
    ],
}


@pytest.mark.parametrize(("place", "titles"), KNOWN.items(), ids="-".join)
def test_known_headings_are_found(place: tuple[str, str], titles: list[str]) -> None:
    """Every run-in heading of a section is found in printed order, numbered under its section."""
    plan, path = place
    expected = {f"{path}-{number}": title for number, title in enumerate(titles, 1)}
    assert run_ins(PLANS[plan], path) == expected


@pytest.mark.parametrize("plan", ["wuhai-15", "wuhai-2023-plan", "wuhai-2023-digest"])
def test_plans_without_run_in_headings_get_none(plan: str) -> None:
    """Where a document has none, no ordinary sentence is taken for one."""
    assert run_ins(PLANS[plan]) == {}


@pytest.mark.parametrize(
    ("paragraph", "words"),
    [
        ("wuhai-2023-report/L21", "财政预算管理改革成效明显。"),
        ("wuhai-2023-report/L73", "推进学前教育、特殊教育发展。"),
        ("wuhai-2023-report/L33", "各位代表!"),
        ("hainan-14/L1538", "建立网络化、立体化的全民终身学习教育平台。"),
        ("hainan-14/L718", "大气污染防治项目。"),
    ],
)
def test_short_sentences_of_the_plans_are_no_headings(paragraph: str, words: str) -> None:
    """Short sentences that belong to the text around them, and names of lists, head nothing."""
    plan = PLANS[paragraph.partition("/")[0]]
    offset = plan.paragraphs_by_id[paragraph].text.index(words)
    assert not [s for s in plan.sections if (s.at, s.offset) == (paragraph, offset)]


@pytest.mark.parametrize("plan", PLANS.values(), ids=PLANS)
def test_shipped_headings_are_what_the_rule_finds(plan: Plan) -> None:
    """Taking the run-in headings out and finding them again gives the shipped tree, with nothing moved."""
    again = with_run_in_headings(bare(plan))
    assert again.sections == plan.sections
    assert again.paragraphs == plan.paragraphs


@pytest.mark.parametrize("plan", PLANS.values(), ids=PLANS)
def test_every_heading_is_a_sentence_of_its_place(plan: Plan) -> None:
    """A run-in heading begins where a sentence begins, and its title is that sentence as printed."""
    for section in plan.sections:
        if section.kind == "run_in":
            text = plan.paragraphs_by_id[section.at].text
            spans = dict(sentence_spans(text))
            assert text[section.offset : spans[section.offset]] == f"{section.title}。"
            assert plan.paragraphs_by_id[section.at].section == section.parent


# --- going there -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("plan", "typed", "paragraph", "title"),
    [
        (OUTLINE, "14.6-1", "L1012", "推进煤炭供给转型升级"),
        (OUTLINE, "17.1.1-2", "L1210", "粮食作物"),
        (OUTLINE, "17.1.1-8", "L1222", "肉牛肉羊养殖"),
        (OUTLINE, "葡萄产业", "L1210", "葡萄产业"),
        (REPORT, "三(一)-3", "L53", "招商引资再加力"),
        (REPORT, "三（一）－６", "L53", "消费供给再优化"),
        (REPORT, " 三 (七)-4 ", "L75", "打响更具特色的文体品牌"),
        (REPORT, "文旅产业“留”量增多", "L17", "文旅产业“留”量增多"),
    ],
)
def test_a_path_leads_inside_a_paragraph(plan: Plan, typed: str, paragraph: str, title: str) -> None:
    """A path or title leads to the very sentence, whatever the width of what is typed."""
    found = find_path(plan, typed)
    assert found is not None
    identifier, offset = found
    assert identifier == f"{plan.id}/{paragraph}"
    assert plan.paragraphs_by_id[identifier].text.startswith(f"{title}。", offset)


@pytest.mark.parametrize("typed", ["14.6-7", "三(一)-7", "17.1.1-0", "14.6-"])
def test_a_path_that_is_not_there_leads_nowhere(typed: str) -> None:
    """One more than there are is no place."""
    assert find_path(OUTLINE, typed) is None
    assert find_path(REPORT, typed) is None


def at(plan: Plan, paragraph: str, words: str) -> str:
    """The path of the innermost section where words stand."""
    text = plan.paragraphs_by_id[f"{plan.id}/{paragraph}"].text
    start = text.index(words)
    section = plan.section_at(Passage(f"{plan.id}/{paragraph}", start, start + len(words), words))
    assert section is not None
    return section.path


def test_a_passage_stands_under_its_run_in_heading() -> None:
    """Words after a heading inside a paragraph stand under it, words before the first one do not."""
    text = REPORT.paragraphs_by_id["wuhai-2023-report/L53"].text
    assert at(REPORT, "L53", text[:20]) == "三(一)"
    assert at(REPORT, "L53", "市场信心再提振。") == "三(一)-1"
    assert at(REPORT, "L53", text[text.index("项目建设再攻坚。") - 8 :][:8]) == "三(一)-1"
    assert at(REPORT, "L53", "项目建设再攻坚。") == "三(一)-2"
    assert at(REPORT, "L53", text[-12:]) == "三(一)-6"


def test_a_heading_at_the_start_holds_its_whole_paragraph() -> None:
    """From the first to the last character of the paragraph, and not into the next heading's."""
    first = OUTLINE.paragraphs_by_id["hainan-14/L1012"].text
    assert at(OUTLINE, "L1012", first[:4]) == at(OUTLINE, "L1012", first[-10:]) == "14.6-1"
    assert at(OUTLINE, "L1016", "积极优化煤电产业结构") == "14.6-2"
    assert at(OUTLINE, "L1210", "葡萄种植规模达2万亩") == "17.1.1-4"
    assert at(OUTLINE, "L1222", "生猪存栏量达1.5万头") == "17.1.1-6"


def test_a_box_is_no_part_of_the_heading_before_it() -> None:
    """An entry of a box stands in its box, and a section without such headings is itself."""
    assert at(OUTLINE, "L1028", "2万千瓦分散式风电项目") == "专栏13"
    assert at(OUTLINE, "L1538", "到2025年") == "25.4"


# --- small plans of our own --------------------------------------------------------------------------

_TEXT = "加快推进重点工程,完善配套设施,形成长效机制,带动群众增收,"


def filler(characters: int) -> str:
    """One long sentence of at least so many characters."""
    return _TEXT * (characters // len(_TEXT)) + _TEXT[:-1] + "。"


def make(*texts: str, kind: str = "section", role: str = "body") -> Plan:
    """A plan with one section whose text these paragraphs are."""
    section = Section("demo/1.1", kind, "第一节", "任务", "1.1", "", "demo/L1")
    head = Paragraph("demo/L1", section.id, "heading", ((1, 1),), "第一节 任务")
    body = [Paragraph(f"demo/L{n}", section.id, role, ((n, n),), text) for n, text in enumerate(texts, 2)]
    return Plan(replace(OUTLINE.card, id="demo"), (section,), (head, *body))


def found(*texts: str, kind: str = "section", role: str = "body") -> list[tuple[str, str, int]]:
    """What is found in such a plan: title, paragraph and offset."""
    plan = with_run_in_headings(make(*texts, kind=kind, role=role))
    return [(s.title, s.at.partition("/")[2], s.offset) for s in plan.sections if s.kind == "run_in"]


def test_headings_at_the_start_of_paragraphs() -> None:
    """Two paragraphs that each begin with a short sentence and go on at length are headed by it."""
    assert found(f"推进水利建设。{filler(60)}", f"加强道路养护。{filler(60)}") == [
        ("推进水利建设", "L2", 0),
        ("加强道路养护", "L3", 0),
    ]


def test_a_found_heading_is_a_section_of_its_own() -> None:
    """It has a path under its section, no number, and the section as parent."""
    plan = with_run_in_headings(make(f"推进水利建设。{filler(60)}", f"加强道路养护。{filler(60)}"))
    assert [(s.id, s.path, s.kind, s.number, s.parent) for s in plan.sections[1:]] == [
        ("demo/1.1-1", "1.1-1", "run_in", "", "demo/1.1"),
        ("demo/1.1-2", "1.1-2", "run_in", "", "demo/1.1"),
    ]


@pytest.mark.parametrize(
    "sentence",
    [
        "推进水利、道路建设。",
        "推进水利建设,加强养护。",
        "推进水利建设；加强养护。",
        "新建泵站3座。",
        "新建泵站３座。",
        "一是加强组织领导。",
        "怎样推进水利建设？",
        "推进水利建设！",
        "推进水利建设(一期)。",
        "建设。",
        "坚持以人民为中心的发展思想推进全区水利设施建设和管护。",
    ],
)
def test_ordinary_first_sentences_head_nothing(sentence: str) -> None:
    """A sentence with a comma, a figure, a count, a question or too many words is text."""
    assert found(f"{sentence}{filler(60)}", f"{sentence}{filler(60)}") == []


@pytest.mark.parametrize(
    "texts",
    [
        ("推进水利建设。成效明显。", "加强道路养护。通行更畅。"),
        ("推进水利建设。", "加强道路养护。"),
        (f"推进水利建设。{filler(60)}", filler(60)),
        (filler(60) + "实施以工代赈。" + filler(60), filler(60) + "落实配套政策。" + filler(60)),
        (filler(60) + "实施以工代赈。落实配套政策。" + filler(60),),
        ("",),
    ],
    ids=["heads little", "heads nothing", "one alone", "inside", "close together", "empty"],
)
def test_short_sentences_that_head_nothing(texts: tuple[str, ...]) -> None:
    """A short sentence is text where nothing much follows, where it is the only one, and amid a paragraph."""
    assert found(*texts) == []


@pytest.mark.parametrize("kind", ["box", "table", "extract", "goal"])
def test_boxes_and_tables_hold_none(kind: str) -> None:
    """The name of a list in a box looks like a heading and is none."""
    assert found(f"水利项目。{filler(60)}", f"道路项目。{filler(60)}", kind=kind) == []


@pytest.mark.parametrize("role", ["furniture", "lead", "caption", "closing", "table_cell"])
def test_what_is_no_body_text_holds_none(role: str) -> None:
    """What a site printed around the text is not searched."""
    assert found(f"推进水利建设。{filler(60)}", f"加强道路养护。{filler(60)}", role=role) == []


def _spoken(*titles: str) -> str:
    """A long paragraph in the manner of a work report."""
    return filler(100) + "".join(f"{title}。{filler(140)}" for title in titles)


def test_headings_inside_paragraphs_of_a_report() -> None:
    """Where most long paragraphs hold headings, each is found at the sentence where it begins."""
    first, second = _spoken("推进水利建设", "加强道路养护"), _spoken("办好人民教育", "守护群众健康")
    assert found(first, second) == [
        ("推进水利建设", "L2", first.index("推进水利建设")),
        ("加强道路养护", "L2", first.index("加强道路养护")),
        ("办好人民教育", "L3", second.index("办好人民教育")),
        ("守护群众健康", "L3", second.index("守护群众健康")),
    ]


def test_a_few_such_paragraphs_make_no_report() -> None:
    """Where most long paragraphs hold no headings, short sentences in the others are text."""
    assert found(_spoken("推进水利建设", "加强道路养护"), filler(500), filler(500), filler(500)) == []


def test_names_under_a_heading_of_its_own() -> None:
    """A paragraph that begins with a heading may name what it goes through."""
    first = f"优化种植结构。{filler(60)}粮食作物。{filler(60)}设施蔬菜。{filler(60)}"
    assert [title for title, _, _ in found(first, f"优化养殖结构。{filler(60)}")] == [
        "优化种植结构",
        "粮食作物",
        "设施蔬菜",
        "优化养殖结构",
    ]


_SENTENCES = st.sampled_from(
    [
        "推进水利建设。",
        "粮食作物。",
        "实施以工代赈。",
        "一是加强领导。",
        "新建泵站3座。",
        "成效明显！",
        "（见附件）",
        filler(30),
        filler(120),
        filler(420),
    ]
)


@given(st.lists(st.lists(_SENTENCES, max_size=8).map("".join), max_size=6))
def test_whatever_is_found_leaves_the_text_alone(texts: list[str]) -> None:
    """Text stays, every heading is a sentence of it, and the tree stays in printed order."""
    before = make(*texts)
    plan = with_run_in_headings(before)
    assert plan.paragraphs == before.paragraphs
    assert len(plan.sections_by_id) == len(plan.sections)
    places = [(plan.order[section.at], section.offset) for section in plan.sections]
    assert places == sorted(places)
    for section in plan.sections[1:]:
        text = plan.paragraphs_by_id[section.at].text
        assert (section.offset, section.offset + len(section.title) + 1) in sentence_spans(text)
        assert plan.section_at(Passage(section.at, section.offset, section.offset + 1, "")) == section
