"""Rules of wording on documents of other places: what is told, and what looks like it and is right."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path
from time import process_time

import pytest

from tests.checks.at_hand import WORDS, document
from tests.conftest import ROOT
from tui.checks.examples import examples
from tui.checks.running import check
from tui.checks.words import load_check_words
from tui.config import load_config
from tui.messages import Problem
from tui.plans.glossary import Term
from tui.plans.projects import Project

LEVELS = load_config().checks
SLIPS = (*WORDS.misprints, *WORDS.collocations, *WORDS.redundant)
#: Right sentences in which a wrong word seems to stand, mostly across two words.
RIGHT = """
毕竟选择在人,究竟争取什么,公布署名文章,按装机容量分配,各项日常工作,从严从实一贯切实履行职责,挖掘起来。
林木碳汇交易,燃煤碳排放下降,煤炭排放系数,养殖废水排水份额,全部份额,补充份额,超过份数。
自己完成,利己形成,来自已设立的基金,知己知彼,环己烷和己内酰胺,聚乙烯,白炭黑,活性炭。
给予防护物资,授予警衔,给予已认定企业奖励,良好象征,账户和台账,捐赠帐篷,沿长江布局,用于建设立体交通。
提供更好的服务,起到积极的推动作用,得到全面的提升,渡过黄河,平稳过渡到新阶段,通信期刊,提高精减人员补助。
毕业季招收人才,引进人才,容纳人口,金融人才,系列人物,机关干部,两千部手机,晒干米粉,保护土地,学期未满。
年末完成,采取的措施成效明显,水面,路面,在加快推进全面振兴上,建设立足本地的园区,互利共享,红利共享。
举措失当,行销费用,万事俱备,乌海湖,部署期间,投资不足,依托展会,开发杨树,人大代表杨某,经营消费券。
截止到2025年,投标截止2025年3月,快速反应机制,应急反应能力,习近平新时代中国特色社会主义思想,IPv6,220kV。
加大教师队伍建设力度,加大对乡村的支持,提高土地利用水平,提升发展质量,改善和提高水平,加大投入,扩大规模。
围绕以绿色发展为导向的目标,等高等院校,平等参与等方式,创新驱动,加快高速公路建设,通过验收。
""".strip()


def found(rule: str, text: str) -> list[str]:
    """The passages that a rule tells of in a text under one heading."""
    return [f.passage.quote for f in check(document(f"第一章 任务\n{text}"), LEVELS, [rule])]


# --- words that are told by data --------------------------------------------------------------------


def test_there_are_many_misprints() -> None:
    """Enough to be worth the look, and each once."""
    patterns = [slip.wrong for slip in WORDS.misprints]
    assert len(patterns) >= 120
    assert len(set(patterns)) == len(patterns)


def test_no_plain_misprint_stands_in_a_right_word() -> None:
    """What is corrected is not told again."""
    for slip in WORDS.misprints:
        if slip.plain:
            right = slip.right.replace("\\\\", "\\")
            assert not any(other.pattern.search(right) for other in WORDS.misprints if other.plain), right


@pytest.mark.parametrize("line", RIGHT.split("\n"))
def test_right_words_are_left_alone(line: str) -> None:
    """Also where two words side by side hold the characters of a wrong one."""
    for rule in ("misprint", "collocation", "redundant"):
        assert found(rule, line) == []


def test_no_misprint_in_what_the_other_rules_call_right() -> None:
    """The counter-examples of these rules are texts that were read."""
    for name in RULES_OF_WORDS:
        example = examples()[name]
        assert not check(document(example.good), LEVELS, ["misprint"]), name


@pytest.mark.parametrize(
    ("wrong", "right"),
    [
        ("按装路灯", "安装"),
        ("加强竟争力建设", "竞争"),
        ("环已烷项目", "己"),
        ("220kv变电站", "kV"),
        ("截止2025年,完成改造", "截至"),
        ("不断的推进改革", "不断地"),
        ("顺利渡过汛期", "度过"),
        ("即要金山银山,又要绿水青山", "既要"),
        ("营造良好地营商环境", "良好的"),
        ("成本下降了3倍", "下降为原来的3分之一"),
        ("推进IPV6改造", "IPv6"),
        ("建立健全台帐", "账"),
    ],
)
def test_a_misprint_is_told_with_the_right_word(wrong: str, right: str) -> None:
    """The clause is shown, and what should stand in it."""
    (told,) = check(document(f"第一章 任务\n统筹安排,{wrong}。"), LEVELS, ["misprint"])
    assert told.values["right"] == right


def test_overlapping_entries_tell_a_spot_once() -> None:
    """Two entries of the list may know one slip."""
    assert len(found("misprint", "依托“互联网十健康医疗”发展。")) == 1


def test_an_office_adds_words_in_its_own_file(tmp_path: Path) -> None:
    """A line for a plain word; a wrong line is a sentence that names the file."""
    (tmp_path / "checks.toml").write_text('[misprints]\npairs = ["河东心区=河东新区"]\n', encoding="utf-8")
    words = load_check_words([ROOT / "content", tmp_path])
    made = replace(document("第一章 任务\n建设河东心区。"), words=words)
    assert [f.values["right"] for f in check(made, LEVELS, ["misprint"])] == ["河东新区"]
    (tmp_path / "checks.toml").write_text('[misprints]\npairs = ["新区"]\n', encoding="utf-8")
    with pytest.raises(Problem) as problem:
        load_check_words([tmp_path])
    assert "checks.bad_pair" in str(problem.value.messages)


def test_every_pattern_can_fill_in_its_right_words() -> None:
    """A group that is named is there."""
    for slip in SLIPS:
        numbers = [int(number) for number in re.findall(r"\\(\d)", slip.right.replace("\\\\", ""))]
        assert max(numbers, default=0) <= slip.pattern.groups, slip.pattern.pattern


# --- repeats ----------------------------------------------------------------------------------------


LONG = "依托铁路货场和公路港,加快建设面向周边县市的区域性物流中心,发展冷链"


def _two(first: str, second: str, rule: str = "repeated_elsewhere") -> list[str]:
    text = f"第一章 物流\n{first}\n第二章 开放\n{second}"
    return [f.passage.quote for f in check(document(text), LEVELS, [rule])]


def test_a_long_run_is_told_whole_and_once() -> None:
    """Across clauses, without the words around it that differ."""
    assert _two(f"今后五年{LONG}配送。", f"同时,{LONG}仓储。") == [LONG]


def test_what_is_said_three_times_is_a_formula() -> None:
    """A refrain is meant."""
    text = "\n".join(f"第{n}章 任务\n今后五年{LONG}{n}。" for n in "一二三")
    assert not check(document(text), LEVELS, ["repeated_elsewhere"])


def test_quoted_words_and_formulae_are_no_repeat() -> None:
    """An instruction that is cited twice, a guiding thought."""
    cited = "着力抓好“重点区域生态环境综合治理和修复保护的各项重点工作”"
    assert _two(f"{cited}。", f"今年{cited},有序推进。") == []
    guide = "坚持以习近平新时代中国特色社会主义思想为指导,深入贯彻"
    assert _two(f"{guide}会议精神。", f"{guide}新发展理念。") == []


def test_a_run_across_commas_is_told_in_one_paragraph() -> None:
    """Where no clause is the same as a whole."""
    text = "地广人稀、生产要素分散、资源配置效率不高的问题突出。要化解生产要素分散、资源配置效率不高等难题。"
    assert found("repeated_in_paragraph", text) == ["生产要素分散、资源配置效率不高"]


def test_parallel_clauses_are_no_repeat() -> None:
    """Years, short refrains and like names."""
    text = "到2025年,肉牛存栏1万头,到2025年,肉羊存栏2万只,在创新上走在前列,在开放上走在前列。"
    assert found("repeated_in_paragraph", text) == []


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("城市居民人均可支配收入年均增长目标", "农村居民人均可支配收入年均增长目标"),
        ("一般公共预算收入年均增长百分之五", "一般公共预算收入年均增长百分之六"),
        ("推动重点行业绿色低碳转型升级", "推进重点行业绿色低碳转型升级"),
        ("加强县级公共卫生应急处置能力", "加强市级公共卫生应急处置能力"),
    ],
)
def test_things_that_differ_by_a_number_or_a_place_are_no_twins(first: str, second: str) -> None:
    """The difference is what they are about."""
    assert _two(f"{first}。", f"{second}。", "twin_with_one_difference") == []


def test_a_twin_in_another_plan_of_the_year_is_told() -> None:
    """Of one place and year both should say the same; of another place nobody asks."""
    other = document("第一章 铁路\n力争到2030年建成铁路专用货线十八条。", id="other")
    text = "第一章 铁路\n力争到2030年建成铁路专运货线十八条。"
    assert len(check(document(text, [other]), LEVELS, ["twin_with_one_difference"])) == 1
    elsewhere = document("第一章 铁路\n力争到2030年建成铁路专用货线十八条。", id="other", place="另区")
    assert not check(document(text, [elsewhere]), LEVELS, ["twin_with_one_difference"])


def test_a_long_paragraph_is_looked_through_quickly() -> None:
    """No rule takes longer than the length of the text asks for."""
    text = (
        "第一章 任务\n" + "".join(f"推进第{n}批老旧小区改造、管网更新、道路提升," for n in range(9000)) + "。"
    )
    made = document(text)
    rules = [name for name, words in LEVELS.items() if name in RULES_OF_WORDS and words]
    for rule in rules:
        begin = process_time()
        check(made, LEVELS, [rule])
        assert process_time() - begin < SECONDS, rule


RULES_OF_WORDS = (
    "misprint",
    "collocation",
    "redundant",
    "doubled_sign",
    "doubled_words",
    "unbalanced",
    "list_comma",
    "unfinished_frame",
    "sign_between_quotes",
    "name_variant",
    "repeated_in_paragraph",
    "repeated_elsewhere",
    "twin_with_one_difference",
    "listed_twice",
    "count_of_list",
    "enumeration",
    "doubled_text",
    "stray_blank",
    "joined_paragraphs",
    "mixed_width",
    "slogan_unexpanded",
    "quote_variant",
    "latin_abbreviation",
)
SECONDS = 8.0


# --- labels -----------------------------------------------------------------------------------------


def test_labels_are_told_once_a_plan() -> None:
    """With all of them; those that are known or spelt out are not among them."""
    text = "开展“七治”行动,落实“三会”制度,增强“四个意识”。坚持政治、自治、法治“三治”融合。"
    (told,) = check(document(f"第一章 任务\n{text}"), LEVELS, ["slogan_unexpanded"])
    assert told.values == {"labels": "“七治”、“三会”", "count": 2}


@pytest.mark.parametrize(
    "text",
    [
        "落实“五治”(政治、自治、法治、德治、智治)。",
        "推动产业、行业、企业、职业、专业“五业联动”。",
        "做到“五个更大”。一是力度更大,二是成效更大。",
        "实施“三大行动”:净化、序化、美化。",
    ],
)
def test_a_label_may_be_spelt_out_before_or_after(text: str) -> None:
    """In brackets, in a list, or by an enumeration."""
    assert found("slogan_unexpanded", text) == []


def test_letters_are_told_where_they_stand_first() -> None:
    """Once, and as used before where they are spelt out later."""
    text = "第一章 概况\n采取EOD模式,推广EOD项目。\n第二章 布局\n采取ABO模式。\n推广授权经营(ABO)。"
    levels = dict(LEVELS)
    assert [f.values["letters"] for f in check(document(text), levels, ["latin_abbreviation"])] == ["EOD"]
    assert [f.values["letters"] for f in check(document(text), levels, ["latin_before"])] == ["ABO"]


def test_a_term_that_means_something_else_elsewhere_is_told_once() -> None:
    """With what it means here."""
    terms = (
        Term("全区", (), {"zh": "指本区"}, ("made",), (), ()),
        Term("全区", (), {"zh": "指自治区"}, ("other",), (), ()),
    )
    made = document("第一章 任务\n全区经济增长。全区人口增加。")
    (told,) = check(replace(made, terms=terms), LEVELS, ["term_of_two_meanings"])
    assert told.values["here"] == "指本区"
    assert not check(replace(made, terms=terms[:1]), LEVELS, ["term_of_two_meanings"])


# --- projects ---------------------------------------------------------------------------------------


def _projects(*names: str, also: str = "") -> list[tuple[str, ...]]:
    made = document("第一章 任务\n专栏1 重点项目\n" + "、".join(names) + "。")
    at = next(p.id for p in made.plan.paragraphs if names[0] in p.text)
    projects = tuple(
        Project(f"{at}/{n}", "made/专栏1", "", name, at, (also,) if also else ())
        for n, name in enumerate(names)
    )
    rule = "project_twice" if also else "project_name_variant"
    return [
        (f.passage.quote, f.related[0].quote) for f in check(replace(made, projects=projects), LEVELS, [rule])
    ]


def test_like_projects_are_told() -> None:
    """Words in another order, the place left out, another word for the kind."""
    assert len(_projects("建设某区综合物流园服务区项目", "物流园综合服务区工程")) == 1
    assert len(_projects("河湾镇二级扬水站改造工程", "河湾灌区总站二级扬水站项目")) == 1


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("工业园道路升级改造工程", "工业园环境升级改造工程"),
        ("老旧小区综合改造项目", "老旧小区配套设施项目"),
        ("人居环境整治工程(东村)", "人居环境整治工程(西村)"),
        ("物流园服务区项目(一期)", "物流园服务区项目(二期)"),
        ("河东小学迁建项目", "河西小学迁建项目"),
        ("某某农业发展有限责任公司停车场建设项目", "某某农业发展有限责任公司基地建设项目"),
    ],
)
def test_projects_of_one_kind_are_not_told(first: str, second: str) -> None:
    """Phases, places and owners in common make no repeat."""
    assert _projects(first, second) == []


def test_a_project_in_two_boxes_is_told_whatever_stands_before_it() -> None:
    """The name of the place makes no other project."""
    assert _projects("城北泵站改造项目", "某区城北泵站改造项目", also="专栏2") == [
        ("城北泵站改造项目", "某区城北泵站改造项目")
    ]
