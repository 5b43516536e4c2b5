"""Ingesting plans of other places: every layout gets its tree, and nothing of any of them is lost."""

from __future__ import annotations

import argparse
import io
import json
import subprocess
import sys
import zipfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import docx
import pytest
from docx.oxml.ns import nsdecls, qn
from docx.oxml.parser import parse_xml
from hypothesis import given
from hypothesis import strategies as st

from tests.conftest import ROOT
from tui import cli, places
from tui.ingest import formats
from tui.ingest.building import ingest
from tui.ingest.command import Ingested, ingest_file
from tui.ingest.headings import find_heading
from tui.ingest.readers_docx_numbering import formatted
from tui.ingest.source import SourceText, read_source, source_from_bytes
from tui.locale import Locale
from tui.messages import Message, Problem
from tui.plans.coverage import coverage
from tui.plans.loading import load_card, load_plan
from tui.plans.model import Paragraph, Plan, local_id
from tui.plans.writing import plan_toml

LAYOUTS = Path(__file__).parent / "layouts"
FILES = sorted(path.name for path in LAYOUTS.iterdir())
CARD = load_card(ROOT / "content" / "sources" / "hainan-14.toml", named_after_id=False)
OPTIONS = ("--id", "yunxi-15", "--level", "district", "--kind", "outline", "--period", "2026-2030")


def plan_of(text: str | bytes, name: str = "x.txt") -> Plan:
    """The plan of a small document."""
    return ingest(source_from_bytes(text.encode() if isinstance(text, str) else text, name), CARD)


def layout(name: str) -> Plan:
    """The plan of one of the documents of this test."""
    return ingest(read_source(LAYOUTS / name), CARD)


def tree(plan: Plan) -> list[tuple[str, str, str, str]]:
    """Kind, path, parent and title of each section."""
    return [(s.kind, s.path, local_id(s.parent), s.title) for s in plan.sections]


def texts(plan: Plan, role: str) -> list[str]:
    """The texts of a role, in printed order."""
    return [paragraph.text for paragraph in plan.paragraphs if paragraph.role == role]


def place_of(plan: Plan, words: str) -> str:
    """The path of the section in which words stand."""
    return local_id(next(p.section for p in plan.paragraphs if words in p.text and p.role != "title"))


def cells(plan: Plan, number: int = 0) -> list[list[str]]:
    """The rows of a table as text."""
    by_id = plan.paragraphs_by_id
    return [[by_id[cell].text if cell else "" for cell in row] for row in plan.tables[number].rows]


def bare(text: str) -> str:
    """The characters that are printed."""
    return "".join(text.split())


def by_line(paragraphs: Sequence[Paragraph], lines: Sequence[str]) -> list[str]:
    """What the paragraphs print on each source line, blanks apart, as far as the lines have room for it."""
    printed = [""] * len(lines)
    for paragraph in paragraphs:
        rest = bare(paragraph.text)
        for first, last in paragraph.lines:
            for index in range(first - 1, last):
                room = len(bare(lines[index])) - len(printed[index])
                printed[index] += rest[:room]
                rest = rest[room:]
        assert rest == "", paragraph.id
    return printed


def assert_whole(source: SourceText, plan: Plan) -> None:
    """Every character of a source is in the plan, on its line, and nothing else is."""
    lines = [line.text for line in source.lines]
    proof = coverage(plan, lines)
    assert (proof.unaccounted, proof.foreign, proof.share) == ((), (), 1.0)
    assert by_line(plan.paragraphs, lines) == [bare(line) for line in lines]


# --- each layout -----------------------------------------------------------------------------------


def test_there_are_at_least_eight_layouts() -> None:
    """The documents of this test are there."""
    assert len(FILES) >= 8


@pytest.mark.parametrize("name", FILES)
def test_every_layout_is_whole_and_can_be_read_again(name: str, tmp_path: Path) -> None:
    """Nothing of a document is lost, and the plan written of it reads as the same plan."""
    source, plan = read_source(LAYOUTS / name), layout(name)
    assert_whole(source, plan)
    path = tmp_path / f"{CARD.id}.toml"
    path.write_text(plan_toml(plan), encoding="utf-8", newline="\n")
    assert load_plan(path) == plan


def test_half_width_punctuation_and_figures_in_headings() -> None:
    """第1章, 第 二 章 and 第 三 章: are chapters with their sections and bracketed items."""
    plan = layout("half_width.txt")
    assert tree(plan) == [
        ("chapter", "1", "", "发展基础与环境"),
        ("section", "1.1", "1", "主要成就"),
        ("section", "1.2", "1", "面临形势"),
        ("chapter", "2", "", "总体要求"),
        ("subitem", "2(一)", "2", "基本原则"),
        ("subitem", "2(二)", "2", "主要目标"),
        ("chapter", "3", "", "保障措施"),
    ]
    assert [s.number for s in plan.sections if s.kind == "chapter"] == ["第1章", "第 二 章", "第 三 章"]
    assert texts(plan, "title") == ["云溪县国民经济和社会发展第十五个五年规划纲要"]


def test_items_at_the_top_and_a_list_inside_text() -> None:
    """一、 at top level carries (一) and (1); 1. 2. 3. after a colon stays text."""
    plan = layout("top_items.txt")
    assert [(kind, path, parent) for kind, path, parent, _ in tree(plan)] == [
        ("item", "一", ""),
        ("item", "二", ""),
        ("subitem", "二(一)", "二"),
        ("subitem", "二(二)", "二"),
        ("point", "(1)", "二(二)"),
        ("point", "(2)", "二(二)"),
        ("item", "三", ""),
    ]
    assert place_of(plan, "2.西片12公里") == "二(一)"


def test_decimal_numbers_are_headings_and_figures_are_not() -> None:
    """1, 1.1 and 1.1.1 make the tree; 1.5亿元, 2.3 个百分点 and a list that counts 1. 2. 3. stay text."""
    plan = layout("decimals.txt")
    assert [(s.kind, s.path, local_id(s.parent)) for s in plan.sections] == [
        ("chapter", "1", ""),
        ("section", "1.1", "1"),
        ("section", "1.2", "1"),
        ("chapter", "2", ""),
        ("section", "2.1", "2"),
        ("section", "2.2", "2"),
        ("item", "2.2.1", "2.2"),
        ("item", "2.2.2", "2.2"),
        ("chapter", "3", ""),
        ("section", "3.1", "3"),
        ("section", "3.2", "3"),
    ]
    assert [place_of(plan, words) for words in ("1.5亿元", "2.3 个百分点")] == ["1.1", "1.1"]
    assert [place_of(plan, words) for words in ("1. 断头路多", "2. 枢纽少", "3. 货运散")] == ["1.2"] * 3


@pytest.mark.parametrize(
    ("text", "paths"),
    [
        ("第1章 总则\n1.1 背景\n甲。\n1.2 依据\n乙。\n第2章 目标\n2.1 近期\n丙。\n", "1 1.1 1.2 2 2.1"),
        ("一、总则\n1.1 背景\n甲。\n1.2 依据\n乙。\n二、目标\n2.1 近期\n丙。\n", "一 1.1 1.2 二 2.1"),
        ("1 总则\n1.1 背景\n一、甲\n乙。\n二、丙\n丁。\n1.2 依据\n戊。\n", "1 1.1 1.1.1 1.1.2 1.2"),
        ("1．总则\n１．１背景\n甲。\n１．２依据\n乙。\n", "1 1.1 1.2"),
        ("1 总则\n1.1 背景\n甲。\n1.3 依据\n乙。\n2 目标\n丙。\n", "1 1.1 1.3 2"),
        ("重点是:\n1. 修路\n2. 治水\n3. 留人\n", ""),
        ("一、任务\n1. 修路\n多修。\n2. 治水\n细治。\n", "一"),
        ("去年投入\n1.1 亿元。\n今年投入\n1.2 亿元。\n", ""),
    ],
)
def test_where_decimal_numbers_count(text: str, paths: str) -> None:
    """Decimal headings go on from one another, from 第1章 or from 一、; lists and figures never count."""
    assert " ".join(section.path for section in plan_of(text).sections) == paths


def test_one_level_of_numbers_heads_text() -> None:
    """1、2、3、 in a document without other headings are its chapters where text stands between them."""
    plan = layout("one_level.txt")
    assert [(s.kind, s.path, s.title) for s in plan.sections] == [
        ("chapter", "1", "摸清底数"),
        ("chapter", "2", "补齐设施"),
        ("chapter", "3", "建强队伍"),
    ]


def test_contents_page_numbers_and_headers_are_furniture() -> None:
    """A table of contents gives no headings; page numbers and running headers part no paragraph."""
    plan = layout("book.txt")
    assert [section.path for section in plan.sections] == ["1", "1.1", "1.2", "2"]
    furniture = texts(plan, "furniture")
    assert furniture[0] == "目　录"
    assert sum("……" in text or "...." in text or "····" in text for text in furniture) == 4
    assert [text for text in furniture if not text.startswith(("第一", "第二", "目", "附", "榆"))] == [
        "- 1 -",
        "第 2 页",
        "3",
        "— 4 —",
    ]
    assert furniture.count("榆河县国民经济和社会发展第十五个五年规划纲要") == 3
    broken = next(p for p in plan.paragraphs if p.text.startswith("县域高速"))
    assert broken.text.endswith("群众出门办事不再难。")
    assert broken.lines == ((15, 15), (18, 18))


def test_contents_without_page_numbers_end_where_the_text_begins() -> None:
    """Entries below 目录 that come again as headings are furniture; the headings themselves are not."""
    plan = plan_of("某县规划\n目录\n第一章 总则\n第二章 任务\n第一章 总则\n甲。\n第二章 任务\n乙。\n")
    assert texts(plan, "furniture") == ["目录", "第一章 总则", "第二章 任务"]
    assert [section.path for section in plan.sections] == ["1", "2"]


def test_a_number_in_a_torn_table_is_no_page_number() -> None:
    """Numbers among short cells stay what they are."""
    cells_ = "指标\n单位\n公里\n个\n12\n8\n预期性\n"
    plan = plan_of(f"一、指标\n{cells_}二、任务\n加快建设。\n")
    assert texts(plan, "furniture") == []


def test_a_chapter_printed_over_each_page_is_one_chapter() -> None:
    """A running header that repeats the chapter's heading begins no second chapter."""
    pages = "".join(f"第一章 总则\n甲乙丙丁戊己庚辛，第{n}页的话说得很完整。\n- {n} -\n" for n in range(1, 5))
    plan = plan_of(f"某县规划\n{pages}第二章 任务\n乙。\n")
    assert [section.path for section in plan.sections] == ["1", "2"]
    assert texts(plan, "furniture").count("第一章 总则") == 3


def test_wrapped_lines_with_headings_are_joined() -> None:
    """Body lines are joined over line and page ends, headings stay, and 一、二、三级 begins none."""
    plan = layout("wrapped.txt")
    assert [s.path for s in plan.sections] == ["1", "2", "3", "3.1", "3.2", "3.2(一)", "3.2(二)"]
    bodies = texts(plan, "body")
    assert len(bodies) == 6
    assert all(text.endswith("。") for text in bodies)
    assert "家以上，带动三千人就业。" in bodies[2]
    assert "一、二、三级护理各有去处。" in bodies[4]
    assert texts(plan, "furniture") == ["- 2 -"]


def test_a_torn_table_goes_on_over_the_end_of_a_page() -> None:
    """A page number and a header between the cells of a table part no row of it."""
    rows = "".join(f"{n}\n指标{n}\n{n}.5\n" for n in range(1, 7))
    page = "- {} -\n某县规划\n"
    table = rows.replace("指标3\n", "指标3\n" + page.format(1)).replace(
        "5\n指标5", "5\n" + page.format(2) + "指标5"
    )
    plan = plan_of(f"某县规划\n一、指标\n主要指标\n序号\n指标\n数值\n{table}二、任务\n加快建设。\n")
    assert cells(plan) == [[f"{n}", f"指标{n}", f"{n}.5"] for n in range(1, 7)]
    assert texts(plan, "furniture") == ["- 1 -", "某县规划", "- 2 -", "某县规划"]


def test_a_long_heading_on_two_wrapped_lines_is_one() -> None:
    """The rest of a chapter's title on the next line belongs to it; Latin words keep their blank."""
    line = "这一行字数正好排满版心宽度所以句子要接着往下一行去写才行"
    body = "\n".join([line, line, f"{line}了Wi Fi\nWi Fi网络。"])
    plan = plan_of(f"第一章 坚持创新驱动发展全面塑造新时代县域发展新优势新动能\n和新格局\n{body}\n{body}\n")
    assert [s.title for s in plan.sections] == ["坚持创新驱动发展全面塑造新时代县域发展新优势新动能和新格局"]


def test_a_title_on_two_lines_a_bare_number_and_boxes() -> None:
    """A title goes over two lines, 第一章 stands over its title, 专栏 1： and 专栏二 are boxes."""
    plan = layout("boxes.txt")
    assert texts(plan, "title") == ["东岭县生态环境保护“十五五”规划"]
    assert tree(plan) == [
        ("chapter", "1", "", "治山治水"),
        ("goal", "1-1", "1", "天更蓝"),
        ("goal", "1-2", "1", "水更清"),
        ("section", "1.1", "1", "系统治理"),
        ("box", "专栏1", "1.1", "治理重点工程"),
        ("section", "1.2", "1", "监测评估"),
        ("box", "专栏2", "1.2", "监测站点"),
    ]
    assert place_of(plan, "以上工程") == "1.1"


def test_no_headings_at_all() -> None:
    """A text without headings is loaded as plain paragraphs, none of them joined or dropped."""
    plan = layout("plain.txt")
    assert plan.sections == ()
    assert len(texts(plan, "body")) == 5


def test_numbers_that_begin_anew_are_told_apart_by_what_they_stand_in() -> None:
    """Chapters counted anew in each part have paths of their own."""
    plan = plan_of("第一篇 甲\n第一章 乙\n第二章 丙\n第二篇 丁\n第一章 戊\n第一节 己\n")
    assert [s.path for s in plan.sections] == ["篇1", "1", "2", "篇2", "篇2.1", "篇2.1.1"]


# --- Markdown --------------------------------------------------------------------------------------


def test_markdown_headings_lists_and_tables() -> None:
    """Headings are what their text says, the only top one is the title, and | rows | make a table."""
    plan = layout("outline.md")
    assert tree(plan) == [
        ("chapter", "1", "", "发展目标"),
        ("item", "1.1", "1", "主要指标"),
        ("table", "表1", "1.1", "表1 主要指标"),
        ("item", "1.2", "1", "发展要求"),
        ("chapter", "2", "", "保障措施"),
    ]
    assert texts(plan, "title") == ["白水县“十五五”规划纲要"]
    assert plan.tables[0].columns == ("指标", "单位", "2025年", "2030年", "属性")
    assert cells(plan) == [
        ["森林覆盖率", "%", "31.2", "33.0", "约束性"],
        ["城镇新增就业", "万人", "", "[5]", "预期性"],
    ]
    assert "坚持先建机制、后建工程；" in texts(plan, "body")
    assert "县政府网站" in texts(plan, "body")[0]
    assert texts(plan, "furniture") == ["---", "source: 县政府网站", "---"]
    assert [place_of(plan, words) for words in ("注：", "机制未立", "1. 加强领导")] == ["1.1", "1.2", "2"]


def test_markdown_headings_without_numbers_go_by_depth() -> None:
    """# ## ### without printed numbers are parts, chapters and sections."""
    assert tree(layout("by_depth.md")) == [
        ("part", "篇1", "", "总体部署"),
        ("chapter", "1", "篇1", "基本形势"),
        ("chapter", "2", "篇1", "主要方向"),
        ("section", "2.1", "2", "品种更新"),
        ("section", "2.2", "2", "品牌建设"),
        ("part", "篇2", "", "保障机制"),
    ]


def test_a_markdown_heading_is_never_above_the_one_it_stands_under() -> None:
    """An unnumbered heading below 一、 becomes a part of it, not a chapter beside it."""
    plan = plan_of("## 一、任务\n### 修路\n甲。\n### 治水\n乙。\n## 二、保障\n丙。\n", "x.md")
    assert [(s.kind, s.path, local_id(s.parent)) for s in plan.sections] == [
        ("item", "一", ""),
        ("subitem", "一(1)", "一"),
        ("subitem", "一(2)", "一"),
        ("item", "二", ""),
    ]


def test_markup_is_taken_off_and_text_kept() -> None:
    """Emphasis, links, escapes, quotation and fences go; asterisks, hashes and dashes of the text stay."""
    source = source_from_bytes(
        '**重点**与`代码`及[公报](http://x.invalid/a "t")\\.\n> 引文\n```\n# 不是标题\n```\n- 12 -\n'
        "增速>5%，2*3*4与#1机组 - 续\n标题在此\n----\n* [x] 做完\n第一行<br>第二行\n".encode(),
        "a.md",
    )
    assert [line.text.strip() for line in source.lines if not line.blank] == [
        "重点与代码及公报.",
        "引文",
        "# 不是标题",
        "- 12 -",
        "增速>5%，2*3*4与#1机组 - 续",
        "标题在此",
        "做完",
        "第一行 第二行",
    ]
    assert [line.number for line in source.lines if line.depth] == [8]


# --- .docx -----------------------------------------------------------------------------------------


def docx_bytes(document: Any) -> bytes:
    """A document as the bytes of its file."""
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


def element(xml: str) -> Any:
    """An element of word-processing XML."""
    return parse_xml(xml.replace(">", f" {nsdecls('w', 'a')}>", 1))


def plan_document() -> Any:
    """A plan as an office writes it: styles, contents, merged cells, a framed box, headers."""
    document = docx.Document()
    document.add_paragraph("云溪县国民经济和社会发展", style="Title")
    document.add_paragraph("第十五个五年规划纲要", style="Title")
    entry = "<w:p><w:r><w:t>第一章 总则</w:t><w:tab/><w:t>1</w:t></w:r></w:p>"
    contents = f"<w:p><w:r><w:t>目录</w:t></w:r></w:p>{entry}"
    body = document.element.body
    body.insert(len(body) - 1, element(f"<w:sdt><w:sdtContent>{contents}</w:sdtContent></w:sdt>"))
    document.add_heading("第一章 总则", 1)
    document.add_heading("编制依据", 2)
    changed = document.add_paragraph("前文，")
    changed._p.append(element('<w:ins w:id="1" w:author="a"><w:r><w:t>插入的字，</w:t></w:r></w:ins>'))
    changed._p.append(
        element('<w:del w:id="2" w:author="a"><w:r><w:delText>删去的字</w:delText></w:r></w:del>')
    )
    changed.add_run("后文。").add_break()
    changed.add_run("手动换行之后。")
    document.add_paragraph("表1 主要指标")
    add_table(document)
    document.add_paragraph("以上指标由统计局核定。")
    frame = document.add_table(2, 1)
    frame.cell(0, 0).text = "专栏1 重点工程"
    frame.cell(1, 0).text = "一、清水工程"
    frame.cell(1, 0).add_paragraph("治理柳沟河道8公里。")
    document.add_paragraph("专栏之后的正文。")
    document.add_heading("第二章 保障", 1)
    document.add_paragraph("加强领导", style="List Number")
    document.add_paragraph("强化考核", style="List Number")
    document.sections[0].header.paragraphs[0].text = "云溪县规划纲要"
    document.sections[0].footer.paragraphs[0].text = "- 1 -"
    return document


def add_table(document: Any) -> None:
    """A table of two head rows and three rows, with cells merged both ways."""
    rows = [
        ["类别", "指标", "规划值", "", "属性"],
        ["", "", "2025年", "2030年", ""],
        ["绿色", "森林覆盖率(%)", "31", "33", "约束性"],
        ["", "优良天数(%)", "88", "90", "约束性"],
        ["民生", "托位数(个)", "", "4.5", "预期性"],
    ]
    table = document.add_table(len(rows), len(rows[0]))
    for y, row in enumerate(rows):
        for x, text in enumerate(row):
            table.cell(y, x).text = text
    for (top, left), (bottom, right) in (
        ((0, 0), (1, 0)),
        ((0, 1), (1, 1)),
        ((0, 2), (0, 3)),
        ((0, 4), (1, 4)),
        ((2, 0), (3, 0)),
    ):
        table.cell(top, left).merge(table.cell(bottom, right))


def test_a_docx_gets_its_tree() -> None:
    """Styles give headings and title, the contents are furniture, a framed box holds what is in its frame."""
    data = docx_bytes(plan_document())
    source = source_from_bytes(data, "x.docx")
    plan = ingest(source, CARD)
    assert_whole(source, plan)
    assert tree(plan) == [
        ("chapter", "1", "", "总则"),
        ("section", "1.1", "1", "编制依据"),
        ("table", "表1", "1.1", "表1 主要指标"),
        ("box", "专栏1", "1.1", "重点工程"),
        ("chapter", "2", "", "保障"),
    ]
    assert texts(plan, "title") == ["云溪县国民经济和社会发展第十五个五年规划纲要"]
    assert [bare(text) for text in texts(plan, "furniture")] == [
        "目录",
        "第一章总则1",
        "云溪县规划纲要",
        "-1-",
    ]
    assert [place_of(plan, words) for words in ("清水工程", "柳沟", "专栏之后")] == ["专栏1", "专栏1", "1.1"]
    assert [local_id(paragraph.id) for paragraph in plan.paragraphs[:3]] == ["L1", "L3", "L4"]


def test_merged_cells_of_a_docx_table() -> None:
    """A cell merged over rows or columns is printed once; heads merged over columns name each of them."""
    plan = plan_of(docx_bytes(plan_document()), "x.docx")
    assert plan.tables[0].columns == ("类别", "指标", "规划值 2025年", "规划值 2030年", "属性")
    assert cells(plan) == [
        ["绿色", "森林覆盖率(%)", "31", "33", "约束性"],
        ["", "优良天数(%)", "88", "90", "约束性"],
        ["民生", "托位数(个)", "", "4.5", "预期性"],
    ]


def test_what_a_word_processor_prints_is_read_and_what_it_hides_is_not() -> None:
    """Insertions, ends of lines and automatic numbers are there; deleted words are not."""
    bodies = texts(plan_of(docx_bytes(plan_document()), "x.docx"), "body")
    assert "前文，插入的字，后文。" in bodies
    assert "手动换行之后。" in bodies
    assert bodies[-2:] == ["1.加强领导", "2.强化考核"]
    assert not any("删去" in text for text in bodies)


def test_every_word_of_a_docx_is_read() -> None:
    """All text of the file's body is on some line, text boxes and nested tables included."""
    document = plan_document()
    inside = "<w:txbxContent><w:p><w:r><w:t>框中文字</w:t></w:r></w:p></w:txbxContent>"
    document.element.body.insert(5, element(f"<w:p><w:r><w:pict>{inside}</w:pict></w:r></w:p>"))
    document.tables[0].cell(2, 1).add_table(1, 1).cell(0, 0).text = "表中之表"
    source = source_from_bytes(docx_bytes(document), "x.docx")
    read = bare("".join(line.text for line in source.lines))
    words = [node.text for node in document.element.body.iter(qn("w:t"))]
    assert all(bare(word) in read for word in words)
    assert read.count("框中文字") == read.count("表中之表") == 1


def test_pictures_in_a_docx_are_told() -> None:
    """Text in pictures cannot be read; the report says how many there are."""
    document = plan_document()
    document.paragraphs[5]._p.append(element("<w:r><w:drawing><a:blip/></w:drawing></w:r>"))
    source = source_from_bytes(docx_bytes(document), "x.docx")
    assert [(message.id, message.values["count"]) for message in source.warnings] == [("ingest.pictures", 1)]


@pytest.mark.parametrize(
    ("value", "style", "printed"),
    [
        (3, "chineseCounting", "三"),
        (10, "chineseCountingThousand", "十"),
        (21, "chineseCountingThousand", "二十一"),
        (105, "chineseCountingThousand", "一百零五"),
        (4, "upperRoman", "IV"),
        (2, "lowerLetter", "b"),
        (5, "decimalEnclosedCircle", "⑤"),
        (7, "someNewFormat", "7"),
    ],
)
def test_automatic_numbers_are_printed_as_the_word_processor_does(
    value: int, style: str, printed: str
) -> None:
    """Number formats of Chinese documents give the printed sign."""
    assert formatted(value, style) == printed


def numbered_document() -> Any:
    """Headings whose numbers 第一章, 1.1 are automatic: the file's text has only their titles."""
    document = docx.Document()
    numbering = document.part.numbering_part.element
    for old in list(numbering):
        numbering.remove(old)
    numbering.append(
        element(
            '<w:abstractNum w:abstractNumId="7">'
            '<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="chineseCountingThousand"/>'
            '<w:lvlText w:val="第%1章"/></w:lvl>'
            '<w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:isLgl/>'
            '<w:lvlText w:val="%1.%2"/></w:lvl></w:abstractNum>'
        )
    )
    numbering.append(element('<w:num w:numId="7"><w:abstractNumId w:val="7"/></w:num>'))
    for title, level in (("总则", 0), ("背景", 1), ("依据", 1), ("任务", 0), ("修路", 1)):
        paragraph = document.add_heading(title, level + 1)
        settings = paragraph._p.get_or_add_pPr()
        settings.append(element(f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="7"/></w:numPr>'))
        document.add_paragraph(f"{title}的正文。")
    return document


def test_automatic_heading_numbers_are_part_of_the_heading() -> None:
    """第一章 and 1.1 that the word processor counts are printed, and so they are read."""
    plan = plan_of(docx_bytes(numbered_document()), "x.docx")
    assert [(s.kind, s.number, s.path, s.title) for s in plan.sections] == [
        ("chapter", "第一章", "1", "总则"),
        ("section", "1.1", "1.1", "背景"),
        ("section", "1.2", "1.2", "依据"),
        ("chapter", "第二章", "2", "任务"),
        ("section", "2.1", "2.1", "修路"),
    ]


# --- files that cannot be used ---------------------------------------------------------------------


def zip_bytes(name: str, text: str = "x") -> bytes:
    """A zip archive with one file."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        archive.writestr(name, text)
    return stream.getvalue()


COMPOUND = bytes.fromhex("d0cf11e0a1b11ae1")


@pytest.mark.parametrize(
    ("name", "data", "message_id"),
    [
        ("a.doc", "文字".encode(), "ingest.save_as"),
        ("a.WPS", COMPOUND, "ingest.save_as"),
        ("a.pdf", b"x", "ingest.save_as"),
        ("a.ofd", b"x", "ingest.save_as"),
        ("a.txt", b"%PDF-1.7\n", "ingest.save_as"),
        ("a.txt", COMPOUND + b"x", "ingest.save_as"),
        ("a.txt", zip_bytes("OFD.xml"), "ingest.save_as"),
        ("a.txt", b"{\\rtf1 x}", "ingest.save_as"),
        ("a.txt", b"<!DOCTYPE html><p>x", "ingest.save_as"),
        ("a.docx", COMPOUND + b"x", "ingest.locked"),
        ("a.docx", zip_bytes("a.txt"), "ingest.not_docx"),
        ("a.docx", zip_bytes("word/document.xml"), "ingest.not_docx"),
        ("a.docx", "文字".encode(), "ingest.not_docx"),
        ("a.docx", docx_bytes(docx.Document())[:2000], "ingest.not_docx"),
        ("a.docx", docx_bytes(docx.Document()), "ingest.empty"),
        ("a.docx", b"", "ingest.empty"),
        ("a.md", b"---\n***\n", "ingest.empty"),
        ("a.txt", bytes(range(1, 32)) * 9, "ingest.binary"),
        ("a.txt", zip_bytes("x.bin"), "ingest.binary"),
    ],
)
def test_a_file_that_is_no_plan_is_one_sentence(
    name: str, data: bytes, message_id: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Each kind of unusable file gives one sentence that names it, and nothing is written."""
    path = tmp_path / name
    path.write_bytes(data)
    with pytest.raises(Problem) as caught:
        read_source(path)
    assert [message.id for message in caught.value.messages] == [message_id]
    assert cli.main(["ingest", str(path), *OPTIONS]) == 1
    shown = capsys.readouterr()
    assert shown.out == ""
    assert name in shown.err
    begun = Locale("zh").say("ingest.begun", file=name)
    assert len([line for line in shown.err.splitlines() if line != begun]) == 1
    assert not places.user_content().exists()


def test_a_huge_file_is_refused_unread(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Above the limit only the size is looked at, of a file as of pasted text."""
    path = tmp_path / "huge.txt"
    with path.open("wb") as file:
        file.truncate(100_000_000)
    monkeypatch.setattr(Path, "read_bytes", None)
    with pytest.raises(Problem) as caught:
        read_source(path)
    assert caught.value.messages[0].id == "ingest.too_large"
    with pytest.raises(Problem) as caught:
        source_from_bytes(b"x" * (formats.LARGEST_FILE + 1), "stdin")
    assert caught.value.messages[0].id == "ingest.too_large"


def test_an_archive_that_unpacks_to_a_flood_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    """A small .docx that holds very much is too large, and is not unpacked."""
    monkeypatch.setattr("tui.ingest.readers_docx._MOST_UNPACKED", 1000)
    with pytest.raises(Problem) as caught:
        source_from_bytes(zip_bytes("word/document.xml", "x" * 2000), "a.docx")
    assert caught.value.messages[0].id == "ingest.too_large"


# --- encodings -------------------------------------------------------------------------------------


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
@pytest.mark.parametrize("mark", ["", "\ufeff"])
def test_encodings_with_and_without_byte_order_mark(encoding: str, mark: str) -> None:
    """The same text in UTF-8 or GB 18030, with a byte order mark or without, gives the same plan."""
    text = (LAYOUTS / "top_items.txt").read_text(encoding="utf-8")
    plan, expected = plan_of((mark + text).encode(encoding)), plan_of(text)
    assert (plan.sections, plan.paragraphs) == (expected.sections, expected.paragraphs)


@pytest.mark.parametrize("encoding", ["utf-8", "gb18030"])
def test_a_damaged_byte_is_marked_and_told(encoding: str) -> None:
    """One damaged byte neither refuses a text nor turns it into nonsense of the other encoding."""
    text = (LAYOUTS / "book.txt").read_text(encoding="utf-8") * 5
    data = text.encode(encoding)
    place = data.index("县域高速".encode(encoding))
    source = source_from_bytes(data[:place] + b"\xff" + data[place + 1 :], "x.txt")
    assert [message.id for message in source.warnings] == ["ingest.damaged"]
    assert source.lines[11].text == text.split("\n")[11]


# --- the command -----------------------------------------------------------------------------------


def run(source: str, **options: object) -> Ingested:
    """What `plan-review ingest` does."""
    named = dict.fromkeys(("card", "id", "title", "level", "kind", "standing", "period", "output"))
    given_ = {"level": "district", "kind": "outline", "period": "2026-2030", "force": False, **options}
    return ingest_file(argparse.Namespace(source=source, **{**named, **given_}))


def test_the_report(capsys: pytest.CaptureFixture[str]) -> None:
    """The command ends with what came of the file, as text and as JSON, and the plan is on the shelf."""
    words = ["ingest", str(LAYOUTS / "outline.md"), *OPTIONS]
    assert cli.main([*words, "--json"]) == 0
    report = json.loads(capsys.readouterr().out)
    file = places.user_content() / "plans" / "yunxi-15.toml"
    assert report == {
        "plan": "yunxi-15",
        "title": "白水县“十五五”规划纲要",
        "file": str(file),
        "headings": {"chapter": 2, "item": 2, "table": 1},
        "sections": 5,
        "paragraphs": len(load_plan(file).paragraphs),
        "tables": 1,
        "furniture": ["yunxi-15/L1", "yunxi-15/L2", "yunxi-15/L3"],
        "unplaced": [7],
        "coverage": 1.0,
        "proposals": {"targets": 0, "facts": 0, "projects": 0},
        "warnings": [],
    }
    assert cli.main(words) == 0
    shown = capsys.readouterr()
    assert all(part in shown.out for part in ("yunxi-15", "100.00%", str(file)))
    assert shown.err == ""
    assert cli.main(["plans", "--json"]) == 0
    assert "yunxi-15" in [card["id"] for card in json.loads(capsys.readouterr().out)]


def test_no_headings_are_a_warning_and_no_error(capsys: pytest.CaptureFixture[str]) -> None:
    """A text without headings is loaded, exit code 0, with a warning in the report."""
    assert cli.main(["ingest", str(LAYOUTS / "plain.txt"), *OPTIONS, "--json"]) == 0
    report = json.loads(capsys.readouterr().out)
    assert [warning["id"] for warning in report["warnings"]] == ["ingest.no_headings"]
    assert report["unplaced"] == [1, 2, 3, 4, 5]
    assert (places.user_content() / "plans" / "yunxi-15.toml").is_file()


def test_a_gap_in_the_numbers_of_headings_is_told(tmp_path: Path) -> None:
    """A chapter that is missing shows in the report; decimal numbers that go on do not."""
    path = tmp_path / "a.txt"
    path.write_text("第一章 甲\n乙。\n第三章 丙\n丁。\n", encoding="utf-8")
    assert [message.id for message in run(str(path)).warnings] == ["ingest.numbering"]
    assert run(str(LAYOUTS / "decimals.txt")).warnings == ()


def paste(data: bytes, monkeypatch: pytest.MonkeyPatch) -> None:
    """Put bytes on standard input."""
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(data)))


def test_pasted_text(monkeypatch: pytest.MonkeyPatch) -> None:
    """- reads standard input; without a title the plan is called by its first words."""
    paste("各位乡亲：\n一、修路\n修好村道。\n".encode(), monkeypatch)
    result = run("-", id="pasted")
    assert (result.plan.card.title, [s.path for s in result.plan.sections]) == ("各位乡亲：", ["一"])
    assert result.path == places.user_content() / "plans" / "pasted.toml"


def test_pasted_text_needs_an_id(monkeypatch: pytest.MonkeyPatch) -> None:
    """Pasted text has no file name to be called after, so --id is asked for."""
    paste("一、修路\n".encode(), monkeypatch)
    with pytest.raises(Problem) as caught:
        run("-")
    assert [(m.id, m.values["option"]) for m in caught.value.messages] == [("ingest.option_missing", "--id")]


def test_ids_and_titles_come_from_the_document(tmp_path: Path) -> None:
    """A Chinese file name gives an id from level, kind and year; the title is the printed one."""
    path = tmp_path / "纲要（送审稿）.txt"
    path.write_text((LAYOUTS / "boxes.txt").read_text(encoding="utf-8"), encoding="utf-8")
    card = run(str(path)).plan.card
    assert (card.id, card.title) == ("district-outline-2026", "东岭县生态环境保护“十五五”规划")
    assert run(str(path), id="b", title="别名").plan.card.title == "别名"


def test_nothing_is_written_over(tmp_path: Path) -> None:
    """A corrected plan, a shipped plan's place and the source itself are kept."""
    source = tmp_path / "a.txt"
    source.write_text("一、修路\n修好村道。\n", encoding="utf-8")
    corrected = run(str(source)).path
    assert corrected is not None
    corrected.write_bytes(b"# corrected \xff")
    for options, message_id in (
        ({}, "file.exists_force"),
        ({"id": "hainan-14"}, "ingest.shipped"),
        ({"output": str(source), "force": True}, "ingest.output_is_source"),
        ({"output": str(tmp_path)}, "file.is_folder"),
    ):
        with pytest.raises(Problem) as caught:
            run(str(source), **options)
        assert caught.value.messages[0].id == message_id
    assert corrected.read_bytes() == b"# corrected \xff"
    assert source.read_text(encoding="utf-8").startswith("一、")
    assert run(str(source), force=True).path == corrected
    assert load_plan(corrected).id == "a"


def test_the_library_for_docx_is_imported_for_docx_only() -> None:
    """A text or Markdown file is read without the 80 ms that the library takes to import."""
    words = ["ingest", str(LAYOUTS / "outline.md"), *OPTIONS, "--output", "-"]
    code = f"import sys, tui.cli as c; c.main({words!r}); sys.exit('docx' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, check=False).returncode == 0


def test_long_work_is_told_at_its_start_and_end(tmp_path: Path) -> None:
    """A .docx and a large text say when they begin and end; a small text says nothing."""
    path = tmp_path / "a.docx"
    path.write_bytes(docx_bytes(plan_document()))
    large = tmp_path / "b.txt"
    large.write_text("一、修路\n修好村道。\n" * 8000, encoding="utf-8")
    for source, expected in (
        (path, ["ingest.begun", "ingest.ended"]),
        (large, ["ingest.begun", "ingest.ended"]),
        (LAYOUTS / "plain.txt", []),
    ):
        told: list[Message] = []
        options = dict.fromkeys(("card", "title", "standing"), None)
        arguments = argparse.Namespace(
            source=str(source), id="x", level="city", kind="other", period="2026", output="-", force=False,
            **options,
        )  # fmt: skip
        ingest_file(arguments, told.append)
        assert [message.id for message in told] == expected


# --- any document ----------------------------------------------------------------------------------

_WORDS = st.text("县规划目标建设水路桥一二十、，。；%（）“”0125 \u3000", min_size=1, max_size=30)
_TITLES = st.text("县规划目标建设水路桥", min_size=2, max_size=12)
_NUMBERS = st.sampled_from(["一", "二", "十一", "3", "12"])
_LINES = st.one_of(
    _WORDS,
    st.sampled_from(["", "\u3000", "目录", "目　录", "- 12 -", "第12页", "12", "3", "\f", "某县规划纲要"]),
    st.tuples(
        st.sampled_from(
            ["第{}篇 ", "第{}章　", "第 {} 章:", "第{}节", "{}、", "（{}）", "({})", "专栏 {}：", "专栏{} "]
        ),
        _NUMBERS,
        _TITLES,
    ).map(lambda parts: parts[0].format(parts[1]) + parts[2]),
    st.tuples(st.sampled_from(["1.", "2. ", "1.1 ", "1.2", "1.1.1 ", "2.1 ", "1、"]), _TITLES).map("".join),
    st.tuples(_TITLES, st.sampled_from(["……3", "........ 12", "·····4", "\t5"])).map("".join),
    st.sampled_from(
        ["1.5亿元投资到位。", "2.3 个百分点", "第一章", "专栏3", "——更强。丙丁。", "序号", "1", "2"]
    ),
    st.tuples(_TITLES, _TITLES).map(lambda pair: f"| {pair[0]} | {pair[1]} |"),
    st.sampled_from(["| --- | --- |", "# 总则", "## 第一章 甲", "### 乙", "- 丙", "---", "> 丁", "**戊**"]),
)
_FULL = st.just("这一行字数正好排满版心宽度所以句子要接着往下一行去写才行")
documents = st.one_of(
    st.lists(_LINES, min_size=1, max_size=40),
    st.lists(st.one_of(_FULL, _FULL, _FULL, _LINES), min_size=8, max_size=40),
).map("\n".join)


@pytest.mark.slow
@given(text=documents, name=st.sampled_from(["x.txt", "x.md"]))
def test_any_mixture_of_layouts_is_whole(
    text: str, name: str, tmp_path_factory: pytest.TempPathFactory
) -> None:
    """Whatever is mixed, the paragraphs give back each line, and the plan can be written and read."""
    try:
        source = source_from_bytes(text.encode(), name)
    except Problem:
        return
    plan = ingest(source, CARD)
    assert_whole(source, plan)
    path = tmp_path_factory.getbasetemp() / f"{CARD.id}.toml"
    path.write_text(plan_toml(plan), encoding="utf-8", newline="\n")
    assert load_plan(path) == plan


@pytest.mark.slow
@given(
    parts=st.lists(
        st.one_of(
            st.tuples(st.integers(0, 3), _TITLES).map(lambda pair: ("text", *pair)),
            st.lists(st.lists(_TITLES | st.just(""), min_size=3, max_size=3), min_size=1, max_size=4).map(
                lambda rows: ("table", rows)
            ),
        ),
        min_size=1,
        max_size=8,
    )
)
def test_any_docx_is_whole(parts: list[tuple[Any, ...]]) -> None:
    """Paragraphs, headings and tables in any order give back every word of the file."""
    document = docx.Document()
    words = []
    for part in parts:
        if part[0] == "text":
            document.add_heading(part[2], part[1]) if part[1] else document.add_paragraph(part[2])
            words.append(part[2])
        else:
            table = document.add_table(len(part[1]), 3)
            for y, row in enumerate(part[1]):
                for x, cell in enumerate(row):
                    table.cell(y, x).text = cell
                    words.append(cell)
    try:
        source = source_from_bytes(docx_bytes(document), "x.docx")
    except Problem:
        assert not "".join(words)
        return
    plan = ingest(source, CARD)
    assert_whole(source, plan)
    assert "".join(bare(line.text) for line in source.lines) == "".join(words)


@pytest.mark.parametrize("line", ["1.5亿元用于修路", "2025年目标", "3个百分点", "12月底前完成"])
def test_figures_are_no_headings(line: str) -> None:
    """A line that begins with a figure is text, alone and after a heading."""
    assert find_heading(line) is None
    assert [s.path for s in plan_of(f"1. 甲\n1.1 乙\n{line}\n1.2 丙\n丁。\n").sections] == ["1", "1.1", "1.2"]
