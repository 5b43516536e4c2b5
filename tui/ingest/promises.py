"""Promises without a figure that can still be judged: coverage, zero, rank, grade, standard, single event.

What only names a direction (稳步提升) or an uncounted many (一批) is left out.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import pairwise

from tui.ingest.figure_reading import Before, Found, clean_name
from tui.text.clauses import Clause

#: A longer clause is no promise but a list or a text without punctuation.
_LONGEST = 160
_LONGEST_NAME = 60

_UNCOUNTED = re.compile(
    r"一批|一系列|一些|若干|等一|多个|各类|更多|成效|局面|格局|氛围|良好|新水平|更高水平|较高"
)
_GROUND = re.compile(
    r"^(?:依托|紧抓|抢抓|结合|围绕|立足|聚焦|根据|借助|利用|充分利用|巩固|——)|契机|基础上|前提下|过程中|背景下|相结合"
)
_TRAILING = re.compile(r"等(?:项目|工程|活动|设施|景区)?$")
_MODIFIER = re.compile(r"[^、]等|的|覆盖|相关|相适应")
_BETWEEN = re.compile(r"、|(?<=[^共中])和(?!平|谐)")
_SHORTEST_ENTRY = 3
_QUOTED = re.compile(r"“[^“”]*”|《[^《》]*》|\([^()]*\)")


@dataclass(frozen=True, slots=True)
class _Rule:
    """A measure, the words that promise it, and the value that they stand for.

    The pattern has a group `name`, and `reference` where the measure needs one. `listed` says that a list in
    `name` is several promises; `of` is past or future where the words promise only there.
    """

    measure: str
    pattern: re.Pattern[str]
    value: float | None = None
    unit: str = ""
    comparator: str = ""
    listed: bool = False
    of: str = ""


def _rule(
    measure: str,
    pattern: str,
    *,
    value: float | None = None,
    unit: str = "",
    comparator: str = "",
    listed: bool = False,
    of: str = "",
) -> _Rule:
    return _Rule(measure, re.compile(pattern), value, unit, comparator, listed, of)


_SUPERIOR = r"(?:国家|自治区|全区|省|市|上级|既定|年度)"
_PLACE = r"(?:全国|全区|全市|全省|自治区|全盟|区域|西部|同类|国内|西北)"
_AWARDED = r"(?:被[^,]{0,12}?)?(?:评为|命名为|确定为|列为|认定为|授予|评定为)"
_DONE = (
    r"(?:建成(?:投产|投用|通车|开放|运营|投运)?|开工(?:建设)?|竣工|投产|投用|投运|通车|投入使用|投入运营|投入运行"
    r"|并网(?:发电)?|开园|成立)"
)
_SITE = r"(?:中心|产业园|市场|基地|小镇|医院|博物馆|体育馆|枢纽)"
#: In the order they are tried; a clause is read by the first that fits.
_RULES = (
    _rule("zero", r"^(?P<name>.*?)(?:动态清零|清零(?!行动))", value=0),
    _rule("zero", r"(?:全面|彻底|基本)(?:消除|解决)(?P<name>.+?)(?:问题|现象)?$", value=0, listed=True),
    _rule("zero", r"(?:守住|确保|坚守|守牢|防止)(?:不|未)(?:发生|出现)(?P<name>.+?)(?:的?底线)?$", value=0),
    _rule("zero", r"^(?P<name>.+?)(?:均|都)?未发生(?P<what>.+)$", value=0, of="past"),
    _rule("zero", r"(?:坚决)?(?:杜绝|严禁|全面禁止)(?P<name>.{2,30})$", value=0),
    _rule("zero", r"严防(?P<name>.+?)(?:出现|发生)?$", value=0),
    _rule(
        "zero",
        r"^(?P<name>.*?)“?零(?:排放|碳排放|事故|干预|死亡|上访|投诉|违规)”?(?:改造|目标)?$",
        value=0,
    ),
    _rule("zero", r"^(?P<name>.*?)(?:下降|降)(?:至|到|为)零$", value=0),
    _rule("growth_year", r"^(?P<name>.*?)(?:实现)?负增长$", value=0, comparator="less_than", listed=True),
    _rule(
        "change_from_base",
        r"^(?P<name>.*?)(?:应)?不(?:增加|上升|反弹)(?P<what>.*)$",
        value=0,
        comparator="at_most",
    ),
    _rule("change_from_base", r"^(?P<name>.*?)不(?:减少|下降|降低)$", value=0, comparator="at_least"),
    _rule("coverage", r"^(?P<name>.*?)的?全覆盖(?!”?(?:的|、))", value=100, unit="%"),
    _rule("coverage", r"^(?P<name>.+?)(?:已|实现|将)*全部(?P<what>.+)$", value=100, unit="%"),
    _rule("coverage", r"全面完成(?P<name>.+)$", value=100, unit="%"),
    _rule("coverage", r"实现(?P<name>.+?)全面(?P<what>达标.*|覆盖.*)$", value=100, unit="%"),
    _rule("coverage", r"^(?:做到|实现)?(?P<name>.*?)全收集、全处理$", value=100, unit="%"),
    _rule("coverage", r"(?P<name>“[^”]*百分之百”)", value=100, unit="%"),
    _rule(
        "rank",
        rf"^(?P<name>.*?)(?P<reference>(?:走在|位居|居于|居|位列|排名|保持|稳居|进入|跻身|处于|达到)?{_PLACE}[^,]{{0,8}}?"
        r"(?:前列|上游|首位|榜首|第[一二三四五六七八九十\d]+(?!批|届|期|次|个|阶段|产业|代|人民)位?"
        r"|前[一二三四五十\d]+(?:位|名)?|中上游|第一方阵))",
    ),
    _rule(
        "rank",
        rf"^(?P<name>.*?)(?:成为)?(?P<reference>{_PLACE}[^,]{{0,10}}?(?:最大|最多|最长|最高|最优))",
        of="past",
    ),
    _rule(
        "grade",
        rf"^(?P<name>.*?)(?:达到|达|稳定在|稳定达到|保持在|保持|优于|{_AWARDED}|获评)"
        r"(?P<reference>[^,]{0,10}(?:[ⅠⅡⅢⅣⅤ]+类|[IV]+类|[一二三四五1-5]类|A+级|\dA级|[一二三特甲乙]级)[^,]{0,10})$",
        listed=True,
    ),
    _rule("grade", r"^(?P<name>.*?)(?P<reference>退出[^,]{0,12}等级)$", listed=True),
    _rule(
        "delegated",
        rf"^(?P<name>.*?)(?:达到|完成|实现)(?P<reference>{_SUPERIOR}(?:下达[^,]*|[^,]{{0,4}}要求|[^,]*目标(?:任务)?))$",
        listed=True,
    ),
    _rule("delegated", r"完成(?P<name>[^,]*?)(?P<reference>既定目标(?:任务)?)$"),
    _rule("event", r"(?P<reference>(?:与|和|同)[^,]{2,20}?(?:基本)?同步)建成(?P<name>[^,]+)$"),
    _rule("against_reference", r"^(?P<reference>(?:与|和|同)[^,]{2,20}?(?:基本)?同步)实现(?P<name>[^,]+)$"),
    _rule(
        "against_reference",
        r"^(?P<name>.*?)(?P<reference>(?:与|和|同)[^,]{2,20}?(?:基本)?同步)(?!规划|建设|推进|实施)",
    ),
    _rule(
        "against_reference",
        r"^(?P<name>.*?)(?:须|必须)?(?:达到|降至|降到|高于|不低于|优于|超过|稳定达到)"
        r"(?P<reference>[^,]*?(?:水平|标准(?:要求)?|先进值|平均值|平均水平))$",
        listed=True,
    ),
    _rule("against_reference", r"(?:严格执行|全面实施|全面执行)(?P<name>(?P<reference>[^,]+标准))$"),
    _rule("against_reference", r"^(?P<name>.*?)(?P<reference>等量或减量)(?:置换|替代)"),
    _rule("against_reference", r"^(?P<name>.*?)(?P<reference>逐年(?:增长|下降|提高|递增))$"),
    _rule("hold", r"^保持(?P<name>[^,]+?)(?:总体|基本)稳定$"),
    _rule("hold", r"^(?P<name>.*?)(?P<reference>保持在合理区间|(?:实现)?(?:持续)?稳定达标)$"),
    _rule("hold", r"^(?:始终|继续)?保持(?P<name>[^,]+?)(?P<reference>在合理区间)$"),
    _rule(
        "event",
        r"(?:争创|成功创建|创成|获评|荣获|获批|入选(?!率|比)|入围)(?:为|成为)?(?P<name>[^,]+?)(?:称号|荣誉)?$",
        listed=True,
    ),
    _rule("event", rf"^.*?(?:{_AWARDED}|列入)(?P<name>[^,]+?)(?:称号)?$", of="past"),
    _rule("event", rf"^.*?成为(?P<name>[^,]*(?:{_SITE}|示范|试点|学校|俱乐部|单位|城市)[^,]*)$", of="past"),
    _rule(
        "event",
        r"^(?P<subject>.*?)创建(?!成果)(?:成为|成|为)?"
        r"(?P<name>(?!活动|工作)[^,]*?(?:示范|基地|城市|试点|景区|区|市|园|中心|专科)[^,]*)$",
        listed=True,
    ),
    _rule("event", r"^(?P<name>[^,]{4,40}?)创建(?:工作)?$", listed=True),
    _rule(
        "event",
        r"(?<!已)(?:基本|全面|如期|同步)?建成(?:并投用|投用|投运)?(?P<name>(?!区|投产|达产|投用|以来|通车|开放|后|的)[^,]+)$",
        listed=True,
    ),
    _rule(
        "event",
        rf"^(?P<name>[^,]{{3,40}}?)(?:项目|工程)?(?:尽快|早日|全面|顺利|正式|实现|年内)*{_DONE}$",
        listed=True,
    ),
    _rule("event", r"开工建设(?P<name>[^,]+)$", listed=True),
    _rule("event", r"(?:编制完成|完成编制|编制出台|出台)(?P<name>《[^》]+》)", of="future"),
    _rule("event", r"^(?P<name>[^,]*)通过[^,]*?(?:验收|评估|认定|考核)$", listed=True),
    _rule("event", r"将(?P<name>[^,]+?列入(?:国家|自治区|全国|省)[^,]+)$"),
    _rule("event", r"(?:承办|办好)(?P<name>[^,]{4,})$", listed=True),
    _rule("event", r"(?P<name>[^,]*?申报(?:创建)?国家[^,]+)$"),
    _rule(
        "event",
        r"(?:^|推动|加快|如期)(?P<name>[^,]*?完成[^,]{2,40}?(?:改造|整合|清理|普查|登记|确权|划定|搬迁|改制)(?:工作|任务)?)$",
        listed=True,
        of="future",
    ),
)


def read_promises(text: str, clause: Clause, before: Before, *, past: bool) -> list[Found]:
    """The promises without a figure that a clause makes: those of the first rule that fits.

    Args:
        text: the paragraph in half-width forms.
        before: what earlier clauses of the sentence left.
        past: whether the clause tells what was reached.
    """
    words = text[clause.start : clause.end]
    if len(words) > _LONGEST or _UNCOUNTED.search(words) or _GROUND.search(words):
        return []
    for rule in _RULES:
        match = rule.pattern.search(words) if rule.of != ("future" if past else "past") else None
        if match:
            return _found(rule, match, clause, before)
    return []


def _found(rule: _Rule, match: re.Match[str], clause: Clause, before: Before) -> list[Found]:
    groups = match.groupdict()
    words = (groups["name"] or "").strip()
    name = clean_name(words)
    if not name and rule.measure != "event":
        name = before.name or clean_name(groups.get("reference") or match[0])
    if not name or len(name) > _LONGEST_NAME:
        return []
    names = _entries(name) if rule.listed else [name]
    subjects = _entries(clean_name(groups.get("subject") or ""))
    if len(subjects) > 1:
        names = [f"{subject}{one}" for subject in subjects for one in names]
    return [
        Found(
            start=clause.start,
            end=clause.end,
            name=one,
            measure=rule.measure,
            comparator=_comparator(rule, match[0]),
            value=rule.value,
            unit=rule.unit,
            reference=(groups.get("reference") or "").strip(),
        )
        for one in names
    ]


def _comparator(rule: _Rule, words: str) -> str:
    if rule.comparator or rule.value is None:
        return rule.comparator or "none"
    return "about" if "基本" in words else "equals"


def _entries(name: str) -> list[str]:
    """The entries of a list; one entry where 、 joins modifiers and not things."""
    plain = _TRAILING.sub("", name)
    hidden = _QUOTED.sub(lambda match: "\0" * len(match[0]), plain)
    cuts = [-1, *(place.start() for place in _BETWEEN.finditer(hidden)), len(plain)]
    parts = [plain[a + 1 : b].strip() for a, b in pairwise(cuts)]
    if any(len(part) < _SHORTEST_ENTRY or _MODIFIER.search(part) for part in parts):
        return [name]
    return parts
