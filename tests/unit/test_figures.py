"""Proposals: what the rules take for a target or a reached value, what they leave out, what people keep."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from tests.conftest import ROOT
from tui.ingest.figures import Proposals, propose
from tui.ingest.proposals import proposals_toml, propose_beside, read_proposals
from tui.messages import Problem
from tui.plans.loading import load_plan
from tui.plans.model import Card, Paragraph, Plan, Section, Source
from tui.targets.loading import load_facts, load_targets
from tui.targets.model import COMPARATORS, FACT_MEASURES, MEASURES, Fact, Target
from tui.text.clauses import clauses
from tui.text.figures import find_figures, han_number
from tui.text.fold import half_width


def plan_of(
    text: str, *, title: str = "主要任务", kind: str = "item", first: int = 2026, last: int = 2030
) -> Plan:
    """A plan of one section; each line of the text is a paragraph."""
    card = Card(
        id="jia",
        title="甲县规划",
        short="甲县",
        level="district",
        kind="outline",
        standing="primary",
        place="甲县",
        issuer="",
        period=(first, last),
        horizon=2035,
        adopted="",
        published="",
        note="",
        source=Source("jia.txt", ""),
    )
    section = Section("jia/一", kind, "一、", title, "一", "", "jia/L1")
    lines = enumerate(text.split("\n"), 1)
    paragraphs = tuple(Paragraph(f"jia/L{n}", "jia/一", "body", ((n, n),), line) for n, line in lines)
    return Plan(card, (section,), paragraphs)


def targets(text: str, **options: object) -> tuple[Target, ...]:
    """The targets proposed for a text."""
    return propose(plan_of(text, **options)).targets  # type: ignore[arg-type]


def facts(text: str, **options: object) -> tuple[Fact, ...]:
    """The facts proposed for a text that stands in a part that looks back."""
    return propose(plan_of(text, title="“十四五”发展成就", **options)).facts  # type: ignore[arg-type]


def target(text: str, **options: object) -> Target:
    """The only target of a text."""
    (one,) = targets(text, **options)
    return one


def fact(text: str, **options: object) -> Fact:
    """The only fact of a text that looks back."""
    (one,) = facts(text, **options)
    return one


# --- numbers and clauses --------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "value", "high", "unit", "hedge"),
    [
        ("种草1.2万余亩", 1.2, None, "万亩", "more_than"),
        ("场馆300多平方米", 300, None, "平方米", "more_than"),
        ("补助20—30万元", 20, 30, "万元", ""),
        ("更换5%-8%", 5, 8, "%", ""),
        ("产能60万吨/年", 60, None, "万吨/年", ""),
        ("培训1,250人次", 1250, None, "人次", ""),
        ("煤耗２９８克/千瓦时", 298, None, "克/千瓦时", ""),
        ("粮食1.5万亿斤", 1.5, None, "万亿斤", ""),
        ("提高２.５个百分点", 2.5, None, "个百分点", ""),
        ("实行三倍替代", 3, None, "倍", ""),
        ("百万吨级基地", 100, None, "万吨", ""),
    ],
)
def test_numbers_keep_their_printed_unit(
    text: str, value: float, high: float | None, unit: str, hedge: str
) -> None:
    """A figure holds the number in the unit that is printed with it, whatever width it is typed in."""
    (figure,) = find_figures(half_width(text))
    assert (figure.value, figure.high, figure.unit, figure.hedge) == (value, high, unit, hedge)


@pytest.mark.parametrize(
    "text",
    [
        "推广5G应用",
        "改造G109线",
        "第3个",
        "版本2.0",
        "12部门联动",
        "拓展3场景",
        "10片区",
    ],
)
def test_other_numbers_are_no_figures(text: str) -> None:
    """Names of roads and networks, and units that begin another word, are no figures."""
    assert find_figures(half_width(text)) == []


def test_chinese_numbers_have_their_values() -> None:
    """二十三 is 23, 三五 (of a year) 35; what is no number has no value."""
    assert [han_number(text) for text in ("两", "十", "二十三", "一百零二", "三五", "甲")] == [
        2, 10, 23, 102, 35, None
    ]  # fmt: skip


def test_clauses_end_at_commas_outside_names_and_numbers() -> None:
    """A comma in brackets, in quoted words or in a number ends no clause."""
    text = "建成甲站(一期,二期),出台《乙,丙办法》,补助1,250元。完成“丁,戊”行动"
    found = [text[clause.start : clause.end] for clause in clauses(text)]
    assert found == ["建成甲站(一期,二期)", "出台《乙,丙办法》", "补助1,250元", "完成“丁,戊”行动"]
    assert [clause.sentence for clause in clauses(text)] == [0, 0, 0, 1]


# --- comparators and measures ---------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "comparator", "value"),
    [
        ("林草覆盖率达到32%以上", "at_least", 32),
        ("机械化率不低于88%", "at_least", 88),
        ("至少新建驿站6座", "at_least", 6),
        ("规上企业总数突破150家", "more_than", 150),
        ("高新技术企业占比超过20%", "more_than", 20),
        ("失业率控制在5%以内", "at_most", 5),
        ("单位产品电耗降至420千瓦时以下", "at_most", 420),
        ("办理时限压缩至3个工作日", "at_most", 3),
        ("粮食播种面积稳定在12万亩", "about", 12),
        ("森林蓄积量60万立方米左右", "about", 60),
        ("人均预期寿命达到79岁", "equals", 79),
        ("供水保证率95%", "equals", 95),
        ("户均收入达到4—6万元", "between", 4),
    ],
)
def test_comparator_words_are_read(text: str, comparator: str, value: float) -> None:
    """The words before and after a figure say which side of it is meant."""
    one = target(text)
    assert (one.comparator, one.value) == (comparator, value)


@pytest.mark.parametrize(
    ("text", "measure", "value"),
    [
        ("服务业增加值增长7%", "growth_year", 7),
        ("服务业增加值年均增长7%", "growth_average", 7),
        ("社会消费品零售额同比增长6%", "growth_year", 6),
        ("单位能耗比2025年下降14%", "change_from_base", -14),
        ("单位产品水耗下降2%", "change_from_base", -2),
        ("研发投入强度提高0.5个百分点", "change_from_base", 0.5),
        ("自来水普及率提高到93%", "level", 93),
        ("自来水普及率提升至93%", "level", 93),
        ("民生支出占比保持在75%以上", "hold", 75),
        ("线索办结率达到100%", "coverage", 100),
        ("合格率保持100%", "hold", 100),
        ("新建口袋公园9处", "cumulative", 9),
        ("完成投资80亿元", "cumulative", 80),
        ("新增就业达到2500人", "cumulative", 2500),
        ("工业产值达到90亿元", "level", 90),
        ("肉羊存栏11万只", "level", 11),
        ("每千人口拥有护士3.6名", "level", 3.6),
        ("形成先进产能500万吨/年", "level", 500),
        ("打造3个百亿级产业集群", "level", 3),
        ("打造百万吨级新材料基地", "level", 100),
        ("力争建成1个检测中心", "event", 1),
        ("实行两倍削减替代", "level", 2),
    ],
)
def test_measures_are_told_apart(text: str, measure: str, value: float) -> None:
    """Growth, change, level, what is held and what is done in pieces are different promises."""
    one = target(text)
    assert (one.measure, one.value) == (measure, value)


def test_a_change_keeps_its_base_year_and_a_rise_its_base() -> None:
    """比2025年下降 names the base year, 由…提高到 the base; the base is no promise of its own."""
    assert target("用水量比2025年下降10%").base_year == 2025
    risen = target("普惠园覆盖率由82%提高到90%")
    assert (risen.name, risen.base, risen.value) == ("普惠园覆盖率", 82, 90)


# --- one phrase, several figures ------------------------------------------------------------------


def found(text: str) -> list[tuple[str, float | None, str]]:
    """Name, value and comparator of each target of a text."""
    return [(one.name, one.value, one.comparator) for one in targets(text)]


def test_figures_given_respectively_go_to_their_subjects() -> None:
    """分别 pairs subjects and figures in order; the comparator after the last holds for all."""
    assert found("确保中水回用率、污泥处置率分别达到60%、95%以上") == [
        ("中水回用率", 60, "at_least"),
        ("污泥处置率", 95, "at_least"),
    ]
    assert found("城乡居民人均可支配收入年均分别增长6%和8%") == [
        ("城镇居民人均可支配收入年均增长", 6, "equals"),
        ("农村居民人均可支配收入年均增长", 8, "equals"),
    ]


def test_subjects_that_share_a_figure_are_two_targets() -> None:
    """均, and two rates side by side, give each subject the figure."""
    assert found("甲类用水量和乙类用水量均比2025年下降9%") == [
        ("甲类用水量", -9, "equals"),
        ("乙类用水量", -9, "equals"),
    ]
    assert found("办结率满意率达到92%以上") == [("办结率", 92, "at_least"), ("满意率", 92, "at_least")]
    assert found("覆盖率和达标率保持100%") == [("覆盖率", 100, "equals"), ("达标率", 100, "equals")]
    assert len(found("城镇人均住房面积和均衡发展水平提高,人均用水量80立方米")) == 1


def test_a_list_gives_each_thing_its_count() -> None:
    """The verb before the first holds for all of a list; every quote carries it."""
    first, second, third = targets("盘活5户停产企业、3户僵尸企业和2个停建项目")
    assert [(one.value, one.unit, one.name) for one in (first, second, third)] == [
        (5, "户", "盘活停产企业"),
        (3, "户", "僵尸企业"),
        (2, "个", "停建项目"),
    ]
    assert {one.measure for one in (first, second, third)} == {"cumulative"}
    assert third.quote == "盘活5户停产企业、3户僵尸企业和2个停建项目"
    assert first.quote == "盘活5户停产企业"


def test_a_figure_without_a_subject_takes_the_one_before_it() -> None:
    """达到52亿元,增长6% says the growth of the same thing, and the quote shows both."""
    _, growth = facts("公共预算收入完成52亿元,增长6%")
    assert growth.name == "公共预算收入增长"
    assert growth.quote == "公共预算收入完成52亿元,增长6%"


# --- what is no target ----------------------------------------------------------------------------


@pytest.mark.parametrize(
    "text",
    [
        "加快淘汰20万千瓦以下燃煤机组",
        "支持年收入500万元以上的企业做强",
        "突出抓好13个50亿元以上产业项目",
        "推进年产5万吨新材料项目",
        "加快10万千瓦光伏项目前期工作",
        "畅通218国道",
        "用好12345热线",
        "打造“15分钟生活圈”",
        "打造15分钟便民生活圈",
        "完善“1+3+N”体系",
        "坚持“两个毫不动摇”",
        "坚持四个方面协同发力",
        "围绕3个方面发力",
        "全面落实国务院33项政策措施",
        "按照《甲县2026年30条措施》办理",
        "自2026年7月1日起施行",
        "推进重点项目(总投资200亿元)",
        "开通24小时自助服务",
        "实施400米跑道项目",
        "不断提升19个村的服务水平",
        "力争进入全省前3名的梯队",
    ],
)
def test_numbers_that_promise_nothing_are_left_out(text: str) -> None:
    """Scope, capacity, roads, hotlines, slogans, names, dates and asides are no figures of a target."""
    assert [one.quote for one in targets(text) if one.value is not None] == []


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("淘汰落后产能40万吨", 40),
        ("新上机组必须达到60万千瓦及以上", 60),
        ("实现总装机8万千瓦的15个项目并网", 8),
        ("推动30万吨硅材料投产", 30),
        ("启动12项专项行动", 12),
        ("劳动年龄人口平均受教育年限12年", 12),
        ("优良天数达到310天", 310),
        ("完成增长8%以上的目标", 8),
        ("加快物流园铁路等7个项目建设", 7),
    ],
)
def test_figures_that_look_like_them_are_kept(text: str, value: float) -> None:
    """Near every exclusion stands a promise that must not be lost."""
    assert value in [one.value for one in targets(text)]


def test_sizes_inside_the_noun_of_a_count_are_no_targets() -> None:
    """Of 关停6个…高度4米、产能80万吨以下的项目、淘汰500万吨产能 two figures are promised."""
    text = "关停4个炉高4米、产能80万吨以下的焦化项目、淘汰500万吨产能"
    assert [(one.value, one.unit) for one in targets(text)] == [(4, "个"), (500, "万吨")]


def test_boxes_and_tables_and_site_text_are_not_read() -> None:
    """Projects' names in a box and what a site printed around the plan promise nothing."""
    text = "新建水厂3座"
    assert len(targets(text)) == 1
    assert targets(text, kind="box") == targets(text, kind="table") == ()
    plan = plan_of(text)
    lead = replace(plan, paragraphs=(replace(plan.paragraphs[0], role="lead"),))
    assert propose(lead) == Proposals()


# --- promises without a figure --------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "measure", "value"),
    [
        ("推动行政村5G网络全覆盖", "coverage", 100),
        ("规上企业全部完成智能化改造", "coverage", 100),
        ("全面完成林权登记", "coverage", 100),
        ("确保零就业家庭动态清零", "zero", 0),
        ("全面消除城区黑臭水体", "zero", 0),
        ("坚决守住不发生规模性返贫底线", "zero", 0),
        ("严禁占用基本农田", "zero", 0),
        ("推进脱硫废水零排放", "zero", 0),
        ("化肥使用量实现负增长", "growth_year", 0),
        ("确保耕地面积不减少", "change_from_base", 0),
        ("消防装备走在全省前列", "rank", None),
        ("人均产值居全区上游", "rank", None),
        ("黄河干流水质稳定在Ⅱ类", "grade", None),
        ("能耗强度完成自治区下达目标任务", "delegated", None),
        ("优良天数比例达到市要求", "delegated", None),
        ("居民收入增长与经济增长基本同步", "against_reference", None),
        ("单位能耗达到行业先进水平", "against_reference", None),
        ("保持价格总水平基本稳定", "hold", None),
        ("争创国家级湿地公园", "event", None),
        ("推动文化馆建成开放", "event", None),
        ("建成乡镇污水处理站", "event", None),
        ("推动甲园区创建省级示范区", "event", None),
    ],
)
def test_promises_in_words_are_found(text: str, measure: str, value: float | None) -> None:
    """Coverage, zero, rank, grade, delegation, reference, hold and single events can be judged."""
    one = target(text)
    assert (one.measure, one.value) == (measure, value)
    assert bool(one.reference) == (measure in ("rank", "grade", "delegated", "against_reference"))


@pytest.mark.parametrize(
    "text",
    [
        "居民收入稳步提升",
        "建成一批智能工厂",
        "建立全方位、全覆盖的管理体系",
        "形成“全覆盖、高水平”的服务体系",
        "提升城市建成区品质",
        "巩固公交都市创建成果",
        "社会文明程度达到新水平",
        "抢抓高铁建成投运契机",
        "加快项目建成投产达效",
        "乡村设施与城市同步规划建设",
        "提高原煤入选比重",
    ],
)
def test_mere_directions_are_no_promises(text: str) -> None:
    """A direction, an uncounted many, a name that holds a promising word: nothing to judge."""
    assert targets(text) == ()


def test_a_list_of_things_gives_several_events() -> None:
    """建成甲、乙、丙 promises three things; a list of modifiers promises one."""
    assert [one.name for one in targets("建成第三中学、实验小学、中心幼儿园")] == [
        "第三中学",
        "实验小学",
        "中心幼儿园",
    ]
    assert len(targets("建成与需求相适应的监测预警、救助体系")) == 1


# --- time, strength, nature -----------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "year"),
    [
        ("森林覆盖率达到20%", 2030),
        ("到2028年,森林覆盖率达到20%", 2028),
        ("力争用3年时间新建水厂4座", 2028),
        ("到二〇三五年,森林覆盖率达到25%", 2035),
        ("展望2035年,森林覆盖率达到25%。人均产值达到9万元", 2035),
        ("“十五五”末,森林覆盖率达到20%", 2030),
        ("用水量比2025年下降10%", 2030),
    ],
)
def test_the_year_is_the_printed_one_or_the_plans_last(text: str, year: int) -> None:
    """A base year is not the year of the promise; the long-range objectives keep theirs."""
    assert {one.target_year for one in targets(text)} == {year}


@pytest.mark.parametrize(
    ("text", "strength"),
    [
        ("确保新建水厂2座", 5),
        ("完成水厂改造2座", 4),
        ("新建水厂2座", 3),
        ("力争新建水厂2座", 2),
        ("支持新建水厂2座", 1),
        ("探索新建水厂2座", 0),
    ],
)
def test_strength_follows_the_modal_words(text: str, strength: int) -> None:
    """确保 promises more than 力争, and 探索 hardly anything."""
    assert target(text).strength == strength


def test_strength_and_nature_hold_for_the_rest_of_a_sentence() -> None:
    """力争 and 预期目标 stand once; the next sentence is free of them."""
    text = "主要预期目标是:力争产值增长6%,人均收入3万元。失业率4%"
    assert [(one.strength, one.nature) for one in targets(text)] == [
        (2, "expected"),
        (2, "expected"),
        (3, "none"),
    ]


# --- what is reached already ----------------------------------------------------------------------


def test_a_part_that_looks_back_gives_facts() -> None:
    """In a part about achievements figures are facts of the years before the plan."""
    whole = propose(plan_of("五年新建水厂6座。森林覆盖率达到18%", title="“十四五”发展成就"))
    assert whole.targets == ()
    assert [(one.first_year, one.year) for one in whole.facts] == [(2021, 2025), (None, 2025)]


def test_a_work_report_tells_last_year_and_promises_this_one() -> None:
    """Titles tell the parts of a report apart."""
    text = "预计地区生产总值增长4%左右"
    past = propose(plan_of(text, title="2025年工作回顾", first=2026, last=2026))
    assert (past.targets, [one.year for one in past.facts]) == ((), [2025])
    assert past.facts[0].comparator == "about"
    future = propose(plan_of(text, title="2026年重点工作", first=2026, last=2026))
    assert (future.facts, [one.target_year for one in future.targets]) == ((), [2026])


def test_a_clause_about_the_past_is_a_fact_in_any_part() -> None:
    """已建成, and a year before the plan, tell what is there; 力争 and 到 promise."""
    assert [one.value for one in propose(plan_of("2024年,森林覆盖率达到17%")).facts] == [17]
    assert [one.value for one in propose(plan_of("全县已建成水厂8座")).facts] == [8]
    assert propose(plan_of("到2029年,新建水厂8座")).facts == ()
    assert propose(plan_of("夯实现代产业发展基础,新建水厂8座", title="夯实发展基础")).facts == ()


@pytest.mark.parametrize(
    ("text", "comparator", "measure", "reference"),
    [
        ("新增减税超3亿元", "more_than", "cumulative", ""),
        ("贷款余额近90亿元", "less_than", "level", ""),
        ("种草2万余亩", "more_than", "cumulative", ""),
        ("优良天数较“十三五”末增加21天", "equals", "change_from_base", "“十三五”末"),
        ("公路密度为全省平均值的2.5倍", "equals", "multiple", "全省平均值"),
    ],
)
def test_hedges_of_facts_are_kept(text: str, comparator: str, measure: str, reference: str) -> None:
    """近, 超 and 余 are comparators, and what a value is compared with is its reference."""
    one = fact(text)
    assert (one.comparator, one.measure, one.reference) == (comparator, measure, reference)


@pytest.mark.parametrize(
    ("text", "measure"),
    [
        ("甲村入选全国乡村治理示范村", "event"),
        ("文化馆被评为国家三级馆", "grade"),
        ("成为西北地区最大的减水剂基地", "rank"),
        ("重大事故均未发生", ""),
        ("建档立卡人口全部脱贫", "coverage"),
    ],
)
def test_achievements_in_words_are_found(text: str, measure: str) -> None:
    """Awards, ranks and coverage reached are facts too."""
    assert [one.measure for one in facts(text)] == ([measure] if measure else [])


# --- any text -------------------------------------------------------------------------------------

_WORDS = st.sampled_from(
    [
        *"、和,。“”()—均个万%率由比的十\u3000\u00a0",
        "到2028年",
        "二〇三五年",
        "新建",
        "12",
        "3.5",
        "亿元",
        "以上",
        "分别",
        "提高到",
        "增长",
        "下降",
        "全覆盖",
        "动态清零",
        "建成",
        "一批",
    ]
)
_TEXTS = st.one_of(st.text(max_size=80), st.lists(_WORDS, max_size=40).map("".join))


@given(_TEXTS, st.booleans())
@example("9" * 400 + "个", False)
@example("分别、和12%、%13个", True)
@example("“十五”时期用9年时间", False)
def test_any_text_gives_sound_proposals(text: str, review: bool) -> None:
    """Whatever stands there, nothing fails, and each proposal quotes its paragraph."""
    plan = plan_of(text, title="发展成就" if review else "主要任务")
    proposed = propose(plan)
    everything: list[Target | Fact] = [*proposed.targets, *proposed.facts]
    for one in everything:
        assert one.quote
        assert one.name
        assert one.quote in plan.paragraphs_by_id[one.paragraph].text
        assert one.comparator in COMPARATORS
        assert one.value is None or abs(one.value) < 1e13
    assert all(one.measure in MEASURES for one in proposed.targets)
    assert all(one.measure in FACT_MEASURES for one in proposed.facts)
    ids = [one.id for one in everything]
    assert sorted(ids) == [f"jia-p{number:03}" for number in range(1, len(ids) + 1)]


# --- beside what a person curated -----------------------------------------------------------------

TEXT = "新建水厂3座,森林覆盖率达到21%以上。\n单位能耗比2025年下降12%。2024年,产值达到88亿元"
NONE = Proposals()


def quotes(proposals: Proposals) -> list[str]:
    """The quotes of all proposals."""
    return [one.quote for one in proposals.targets] + [one.quote for one in proposals.facts]


def ids_of(proposals: Proposals) -> set[str]:
    """The ids of all proposals."""
    return {one.id for one in proposals.targets} | {one.id for one in proposals.facts}


def reject(proposals: Proposals, *ids: str) -> Proposals:
    """Some proposals turned down by a person."""
    return Proposals(
        tuple(replace(one, rejected=one.rejected or one.id in ids) for one in proposals.targets),
        tuple(replace(one, rejected=one.rejected or one.id in ids) for one in proposals.facts),
    )


def test_what_is_curated_is_not_proposed_again() -> None:
    """A curated quote takes its passage, and its indicator goes to the same name elsewhere."""
    plan = plan_of(TEXT + "\n新建水厂5座")
    first, second, *_ = propose(plan).targets
    curated = replace(first, id="jia-t1", indicator="waterworks", quote="水厂3座")
    beside = propose_beside(plan, [curated], [], NONE)
    assert first.quote not in quotes(beside)
    assert second.quote in quotes(beside)
    assert [one.indicator for one in beside.targets if one.name == first.name] == ["waterworks"]
    elsewhere = replace(curated, paragraph="jia/L3", quote="新建水厂5座")
    assert first.quote in quotes(propose_beside(plan, [elsewhere], [], NONE))


def test_a_curated_fact_takes_its_passage_too() -> None:
    """Facts are curated like targets."""
    plan = plan_of(TEXT)
    (known,) = propose(plan).facts
    assert propose_beside(plan, [], [known], NONE).facts == ()


def test_ids_and_rejections_outlive_another_run(tmp_path: Path) -> None:
    """A rejected proposal stays rejected under its id, and a new one gets a new number."""
    plan = plan_of(TEXT)
    before = propose_beside(plan, [], [], NONE)
    rejected = reject(before, before.targets[1].id)
    longer = plan_of("新建公园7处。" + TEXT)
    after = propose_beside(longer, [], [], rejected)
    assert [one.id for one in after.targets if one.rejected] == [before.targets[1].id]
    by_quote = {one.quote: one.id for one in after.targets}
    assert {quote: by_quote[quote] for quote in (one.quote for one in before.targets)} == {
        one.quote: one.id for one in before.targets
    }
    assert by_quote["新建公园7处"] not in ids_of(before)


def test_a_rejected_proposal_stays_when_the_rules_no_longer_find_it() -> None:
    """Rejections are a person's work and are never dropped; open proposals that are found no more are."""
    before = propose_beside(plan_of(TEXT), [], [], NONE)
    gone, dropped, *_ = before.targets
    after = propose_beside(plan_of("别无他事"), [], [], reject(before, gone.id))
    assert [one.id for one in after.targets] == [gone.id]
    assert dropped.id not in {one.id for one in after.targets}


def test_files_of_proposals_give_the_proposals_back(tmp_path: Path) -> None:
    """Written and read again nothing changes; the curated loaders take them too."""
    plan = plan_of(TEXT + "\n补助20—30万元,消防装备走在全省前列,普及率由82%提高到90%")
    proposed = propose_beside(plan, [], [], NONE)
    kept = reject(proposed, proposed.targets[0].id, proposed.facts[0].id)
    paths = (tmp_path / "t.proposed.toml", tmp_path / "f.proposed.toml")
    for path, text in zip(paths, proposals_toml(kept), strict=True):
        path.write_text(text, encoding="utf-8")
        assert text.count("rejected = true") == 1
    assert read_proposals(*paths, plan.id) == kept
    assert read_proposals(tmp_path / "no.toml", tmp_path / "none.toml", plan.id) == NONE
    for name, text in zip(("t", "f"), proposals_toml(proposed), strict=True):
        (tmp_path / name).mkdir()
        (tmp_path / name / "jia.toml").write_text(text, encoding="utf-8")
    assert load_targets(tmp_path / "t" / "jia.toml") == proposed.targets
    assert load_facts(tmp_path / "f" / "jia.toml") == proposed.facts


def test_a_spoilt_file_of_proposals_is_a_problem(tmp_path: Path) -> None:
    """What a person broke in the file is said, not lost."""
    path = tmp_path / "t.proposed.toml"
    path.write_text("[[target]]\nid = 'jia-p001'\nrejectd = true\n", encoding="utf-8")
    with pytest.raises(Problem) as caught:
        read_proposals(path, tmp_path / "none.toml", "jia")
    said = {message.id for message in caught.value.messages}
    assert {"content.unknown_field", "content.field_absent"} <= said


# --- the documents --------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["hainan-14", "wuhai-2023-plan"])
def test_most_curated_figures_are_proposed(name: str) -> None:
    """The rules find the figures of the documents that they were made on."""
    plan = load_plan(ROOT / "content" / "plans" / f"{name}.toml")
    curated = [
        one for one in load_targets(ROOT / "content" / "targets" / f"{name}.toml") if one.table_row is None
    ]
    wanted = {(one.paragraph, one.value) for one in curated if one.value and one.measure != "coverage"}
    proposed = {(one.paragraph, one.value) for one in propose(plan).targets}
    assert len(wanted & proposed) >= 0.9 * len(wanted)
