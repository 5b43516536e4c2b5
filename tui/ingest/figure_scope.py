"""Numbers that are no targets: scope, names, slogans, spans of time, asides.

Each rule leaves out one kind of number that planning documents print without promising it: the object of an
action (30万千瓦以下的机组), a project's capacity, a slogan, a date, an order.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from tui.ingest.figure_reading import limit_after, peel
from tui.ingest.figure_rules import rules
from tui.text.clauses import Clause
from tui.text.figures import Figure

#: How far around a figure the rules look.
_REACH = 120
#: Longer than this, the words between a count and a size are no longer one noun phrase.
_LONGEST_PHRASE = 40
#: How many figures back the count of a noun phrase may stand.
_NEAR = 4
#: A year and not a span: 2025年.
_FIRST_YEAR = 1900
#: 两个, 三项 are mostly slogans; from here on they are counts.
_FEW = 4

_BUILDS = re.compile(
    r"新建|建设|建成|共建|形成|建立|设立|打造|创建|规划|争取|培育|新增|启动|实施|开展|完成|组建|削减|替代"
)
_IMPROVES = re.compile(r"(?:提升|提高|增强|改善|强化|加强)$")
_SPAN_OF_WORK = re.compile(r"时间|内|来|间|行动|期|计划")
_OF_OBJECTS = re.compile(r"[^、,]{0,20}[均都]未|[^、,]{0,40}达到[^、,]*标准|\d[^、,]{0,8}以[上下]")


def outside(figures: Sequence[Figure], covered: Sequence[tuple[int, int]]) -> list[Figure]:
    """The figures that stand in no brackets and no quotation marks; both are in the order of the text."""
    found = []
    index = reached = 0
    for figure in figures:
        while index < len(covered) and covered[index][0] <= figure.start:
            reached = max(reached, covered[index][1])
            index += 1
        if figure.start >= reached:
            found.append(figure)
    return found


def targets_only(text: str, clause: Clause, figures: Sequence[Figure]) -> list[Figure]:
    """The figures of a clause that say what is promised or reached.

    Args:
        text: the paragraph in half-width forms.
        figures: all figures of the clause, in order, but those in brackets and quotation marks.
    """
    kept: list[Figure] = []
    modifies = False
    for index in range(len(figures) - 1, -1, -1):
        figure = figures[index]
        modifies = _modifies(text, figure, figures[max(0, index - _NEAR) : index], following=modifies)
        if not modifies and not _left_out(text, clause, figure):
            kept.append(figure)
    return kept[::-1]


def _left_out(text: str, clause: Clause, figure: Figure) -> bool:
    lead = text[max(clause.start, figure.start - _REACH) : figure.start]
    tail = text[figure.end : min(clause.end, figure.end + _REACH)]
    return (
        bool(rules().ordinal.search(lead))
        or _is_span(lead, tail, figure)
        or _is_scope(tail)
        or _is_capacity(lead, tail, figure)
        or _is_name(lead, tail, figure)
        or (figure.kind == "scale" and not _BUILDS.search(lead))
    )


def _is_span(lead: str, tail: str, figure: Figure) -> bool:
    """Dates, years, minutes; not where the span itself is promised (受教育年限11年)."""
    if figure.kind != "time":
        return False
    if figure.unit == "年" and (figure.value >= _FIRST_YEAR or _SPAN_OF_WORK.match(tail)):
        return True
    return not rules().time_subjects.search(lead) or bool(rules().slogan.match(tail))


def _is_scope(tail: str) -> bool:
    """30万千瓦以下的机组: the words after the comparator are the object of an action."""
    limit = limit_after(tail, 0)
    return bool(limit) and not rules().after_limit.match(tail, len(limit))


def _is_capacity(lead: str, tail: str, figure: Figure) -> bool:
    """年产5万吨某某项目: the figure belongs to a project's name."""
    if figure.kind not in ("size", "scale"):
        return False
    project = tail[:1] not in ("", "、") and bool(rules().project.search(tail))
    of_capacity = bool(rules().capacity.search(lead))
    if figure.unit.endswith("元"):
        return project and of_capacity
    # 总装机5万千瓦的21个项目 gives the sum of all of them.
    return of_capacity or (figure.kind == "size" and project and not re.match(r"的\d", tail))


def _is_name(lead: str, tail: str, figure: Figure) -> bool:
    """五个方面, 健康乌海17项专项行动: a count that belongs to a name or to the text's own order."""
    if figure.kind != "count" or figure.unit.endswith(("倍", "次")):
        return False
    noun = tail[len(limit_after(tail, 0)) :].lstrip()
    if not noun or noun[0] in "、,。;":
        return False
    if rules().abstract.match(noun) or _OF_OBJECTS.match(noun) or _IMPROVES.search(lead):
        return True
    if figure.han:
        few = figure.value < _FEW and figure.unit in ("个", "项", "条")
        return (few and not _is_enumerated(lead)) or not _BUILDS.search(lead)
    return bool(rules().named.search(noun[:12])) and not _directly_after_verb(lead)


def _is_enumerated(lead: str) -> bool:
    """完成甲、乙两个市场的改造: the things counted are named."""
    return bool(re.search(r"[^、,]+、[^、,]+$", lead))


def _directly_after_verb(lead: str) -> bool:
    words = peel(lead)[0][-8:]
    return not words or any(match.end() == len(words) for match in rules().flow.finditer(words))


def _modifies(text: str, figure: Figure, earlier: Sequence[Figure], *, following: bool) -> bool:
    """6个高度4.3米、产能100万吨以下的项目: sizes inside the noun phrase of a count."""
    counts = [before for before in earlier if before.kind == "count"]
    if figure.kind == "count" or not counts:
        return False
    if figure.start - counts[-1].end > _LONGEST_PHRASE:
        return False
    between = text[counts[-1].end : figure.start]
    if between[:1] in ("", "、", ",", "和") or rules().flow.search(between):
        return False
    place = figure.end + len(limit_after(text, figure.end))
    return text.startswith("的", place) or (following and text.startswith("、", place))
