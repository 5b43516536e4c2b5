"""What the figures of a clause say: of what, how much, by which comparator and measure.

The rules are those of the documents' own language: 以上, 不低于, 控制在…以内 (comparators); 增长, 年均,
比2020年下降, 保持 (measures); 新建, 完成 (what is done in pieces); 分别 and 均 (one phrase, several figures).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from tui.ingest.figure_rules import rules
from tui.text.clauses import Clause
from tui.text.figures import Figure, figure_words

#: No subject is longer; it keeps a text without punctuation from being read again and again.
_REACH = 120

_AVERAGE = re.compile(r"年均|平均每年|年平均")
_YEARLY = re.compile(r"同比|(?:比|较)(?:上|去)(?:一)?年")
_AGAINST = re.compile(r"(?:比|较)(?P<base>[^,;。]{0,20}?)(?:再|有所|平均|年均|累计|分别|均|都|共)*$")
_BASE_YEAR = re.compile(r"(?:比|较|以|在)(20\d\d)年")
_FROM = re.compile(r"(?:由|从)[^,;。]{0,14}$")
_MULTIPLE = re.compile(r"^(?P<name>[^,]+?)(?:为|是|相当于)?(?P<base>(?:全|上|国家|自治区|周边)[^,]*?)的?$")
_ONE_THING = re.compile(r"建成|创建|争创")
_NAMED_BY_VERB = re.compile(
    r"(?:新建|新增|新改建|改建|扩建|培育|引进|建成|关停退出|淘汰|盘活|更新|关停|退出)$"
)
_LISTED = re.compile(r"以及|[、和与及]")
_TWO_RATES = re.compile(r"^(.*?[^、和与及]率)([^、和与及]{2,6}率)$")
_ALL_RATES = re.compile(r"^[^、和与及]+率(?:[、和与及][^、和与及]+率)+$")
_EVERY = re.compile(r"(?<![年人户平])均(?!衡|等|质)")
_JOINS = "、和与及"


@dataclass(frozen=True, slots=True)
class Found:
    """A promise or a reached value as it was read; `start` to `end` of the paragraph is its quote."""

    start: int
    end: int
    name: str
    measure: str
    comparator: str = "none"
    value: float | None = None
    high: float | None = None
    unit: str = ""
    base: float | None = None
    base_year: int | None = None
    reference: str = ""


@dataclass(frozen=True, slots=True)
class Before:
    """What earlier clauses of a sentence leave to the next.

    The last name, whether it was something done in pieces, and where its clause began.
    """

    name: str = ""
    flowing: bool = False
    start: int = 0


@dataclass(frozen=True, slots=True)
class _Item:
    """A figure with the words before it (`lead`), the comparator after it, and the noun it counts."""

    start: int
    figure: Figure
    lead: str
    limit: str
    noun: str
    end: int


def read_figures(
    text: str, clause: Clause, figures: Sequence[Figure], before: Before, *, past: bool
) -> list[Found]:
    """What the figures of a clause say, in order.

    Args:
        text: the paragraph in half-width forms.
        figures: those of the clause that `tui.ingest.figure_scope` keeps.
        before: what earlier clauses of the sentence left.
        past: whether the clause tells what was reached.
    """
    items = _items(text, clause, figures)
    paired = _paired(items, past=past)
    if paired:
        return paired
    found: list[Found] = []
    for index, item in enumerate(items):
        one = _read(item, before, past=past)
        if index + 1 < len(items) and _is_base(item, items[index + 1]):
            before = replace(before, name=one.name)
            continue
        if index and _is_base(items[index - 1], item):
            one = replace(one, base=items[index - 1].figure.value)
        names = _several(item.lead)
        found += [replace(one, name=name) for name in names] if len(names) > 1 else [one]
        # 增长5% after a name leaves the name, not the name with its growth.
        subject = before.name if before.name and one.name.startswith(before.name) else one.name
        before = Before(subject, one.measure == "cumulative", item.start)
    return found


def limit_after(text: str, position: int) -> str:
    """The comparator word that stands at `position`, such as 以上; empty if there is none."""
    return next((word for word, _ in figure_words().after if text.startswith(word, position)), "")


def peel(lead: str) -> tuple[str, tuple[str, ...]]:
    """The words before a figure without the comparators at their end, and what these say.

    A comparator says its name in the rules; besides, 达到 says reach and 稳定 says steady.
    """
    said: list[str] = []
    while True:
        lead = lead.rstrip()
        word, comparator = next(((w, c) for w, c in figure_words().before if lead.endswith(w)), ("", ""))
        if not word:
            return lead, tuple(said)
        lead = lead[: -len(word)]
        said.append("reach" if word.startswith("达") else comparator)
        said += ["steady"] if "稳定" in word else []


def clean_name(words: str) -> str:
    """A subject without the modal and time words around it; empty if nothing else is there."""
    words = words.strip()
    while match := rules().name_lead.match(words):
        if match.end() >= len(words):
            return ""
        words = words[match.end() :]
    return rules().name_tail.sub("", words).strip(" 、,:;")


# --- a clause into items --------------------------------------------------------------------------


def _items(text: str, clause: Clause, figures: Sequence[Figure]) -> list[_Item]:
    items = []
    begin = clause.start
    for index, figure in enumerate(figures):
        stop = figures[index + 1].start if index + 1 < len(figures) else clause.end
        lead = text[max(begin, figure.start - _REACH) : figure.start]
        limit = limit_after(text, figure.end)
        place = figure.end + len(limit)
        tail = text[place : min(stop, place + _REACH)]
        noun = _noun(tail, followed=index + 1 < len(figures))
        near = figure.start - clause.start <= _REACH
        start = clause.start if near else figure.start - len(lead)
        items.append(_Item(start, figure, lead, limit, noun.strip("的"), place + len(noun)))
        # Where nothing separates two figures, the words between them belong to both.
        begin = place if noun == tail else place + len(noun)
    return items


def _noun(tail: str, *, followed: bool) -> str:
    if not followed:
        return tail.partition("、")[0]
    if tail[:1] in tuple(_JOINS):
        return ""
    cut = tail.rfind("、")
    if cut < 0:
        cut = max(tail.rfind(join) for join in _JOINS)
    return tail if cut < 0 else tail[:cut]


# --- one phrase, several figures ------------------------------------------------------------------


def _paired(items: Sequence[_Item], *, past: bool) -> list[Found]:
    """The figures of 甲、乙分别达到75%、67%, each with its own name; none if the clause is no such phrase."""
    if len(items) < 2:
        return []
    head, word, middle = items[0].lead.rpartition("分别")
    names = _names(head, len(items))
    if not word or len(names) != len(items):
        return []
    average = "年均" if head.endswith("年均") else ""
    change = re.search(rf"{rules().up}$", peel(middle)[0])
    found = []
    for name, item in zip(names, items, strict=True):
        # The comparator stands once, after the last figure.
        limit = item.limit or items[-1].limit
        one = _read(replace(item, lead=f"{name}{average}{middle}", limit=limit, noun=""), Before(), past=past)
        found.append(replace(one, name=clean_name(name) + average + (change[0] if change else "")))
    return found


def _names(head: str, count: int) -> list[str]:
    """The `count` subjects that stand before 分别; fewer or more if they cannot be told apart."""
    names = [name for name in _LISTED.split(head) if name]
    if len(names) == count:
        return names
    for word, parts in rules().pairs:
        if len(parts) == count and word in head:
            return [head.replace(word, part, 1) for part in parts]
    return names


def _several(lead: str) -> list[str]:
    """The subjects that share one figure: those before 均, or several rates; one or none otherwise."""
    both = _EVERY.search(lead)
    if both:
        return [clean_name(name) for name in _LISTED.split(lead[: both.start()].strip(_JOINS)) if name]
    rest = peel(lead)[0].strip(_JOINS)
    two = _TWO_RATES.match(rest)
    if two:
        return [clean_name(two[1]), two[2]]
    return [clean_name(name) for name in _LISTED.split(rest)] if _ALL_RATES.match(rest) else []


def _is_base(item: _Item, following: _Item) -> bool:
    """Whether a figure is where the next one starts: 由74%提高到81%."""
    changed = re.match(rf"[^,]{{0,4}}(?:{rules().up}|{rules().down})(?:到|至)", following.lead)
    return bool(changed and _FROM.search(item.lead) and item.figure.unit[-1:] == following.figure.unit[-1:])


# --- one figure -----------------------------------------------------------------------------------


def _read(item: _Item, before: Before, *, past: bool) -> Found:
    figure = item.figure
    rest, said = peel(item.lead)
    down = bool(re.search(rf"{rules().down}率?$", rest))
    change = _change(figure, rest, down=down)
    measure = change or _state(item, rest, said, before, past=past)
    base_year = _BASE_YEAR.search(item.lead) if change else None
    name, borrowed = _name(item, rest, before)
    return Found(
        start=before.start if borrowed and before.name else item.start,
        end=item.end,
        name=name,
        measure=measure,
        comparator=_comparator(item, said),
        value=-figure.value if measure == "change_from_base" and down else figure.value,
        high=figure.high,
        unit=figure.unit,
        base_year=int(base_year[1]) if base_year else None,
        reference=_reference(rest, measure) if past and not base_year else "",
    )


def _comparator(item: _Item, said: Sequence[str]) -> str:
    if item.figure.kind == "scale":
        return "at_least"
    if item.limit:
        return dict(figure_words().after)[item.limit]
    if item.figure.high is not None:
        return "between"
    exact = ("equals", "reach", "hold", "steady")
    strict = next((word for word in said if word not in exact), "")
    plain = "at_least" if "至少" in item.lead else "about" if "steady" in said else "equals"
    return strict or item.figure.hedge or plain


def _change(figure: Figure, rest: str, *, down: bool) -> str:
    """The measure of a change, empty if the figure is none."""
    stem = _stem(rest)
    compared = bool(_AGAINST.search(stem))
    if down:
        return "change_from_base" if figure.kind == "share" or compared or "每" in rest else ""
    if stem == rest:
        return ""
    if figure.unit != "%":
        return "change_from_base" if figure.kind == "share" or compared else ""
    if _AVERAGE.search(rest):
        return "growth_average"
    return "change_from_base" if compared and not _YEARLY.search(rest) else "growth_year"


def _stem(rest: str) -> str:
    """The words before 增长, 下降 and the like."""
    return re.sub(rf"(?:{rules().up}|{rules().down})率?$", "", rest)


def _state(item: _Item, rest: str, said: Sequence[str], before: Before, *, past: bool) -> str:
    figure = item.figure
    if "hold" in said:
        return "hold"
    if figure.unit.endswith("倍"):
        return "multiple" if past else "level"
    if figure.kind == "share":
        whole = (figure.value, figure.unit) == (100, "%") and "more_than" not in said
        return "coverage" if whole and not past and not rest.endswith("比例") else "level"
    if figure.value == 1 and (figure.han or (not past and _ONE_THING.search(rest))):
        return "event"
    return "cumulative" if _flows(item, rest, said, before) else "level"


def _flows(item: _Item, rest: str, said: Sequence[str], before: Before) -> bool:
    """Whether the figure counts what is done over the period, not what is there at its end."""
    use = rules()
    if (
        item.figure.kind in ("scale", "time")
        or "/" in item.figure.unit
        or item.figure.unit.endswith("工作日")
    ):
        return False
    if use.strong.search(rest):
        return True
    if use.standing.search(item.noun) or "reach" in said or ("more_than" in said and not item.noun):
        return False
    if any(match.end() >= len(rest) - 1 for match in use.states.finditer(rest)):
        return False
    return bool(use.flow.search(rest) or use.happened.search(item.noun)) or before.flowing


def _name(item: _Item, rest: str, before: Before) -> tuple[str, bool]:
    """The name of what is measured, and whether it is the one of an earlier figure."""
    own = clean_name(rest)
    if item.noun and item.figure.kind != "share":
        verb = _NAMED_BY_VERB.search(rest.strip())
        named = (verb[0] if verb else "") + clean_name(item.noun) or own
        return (named, False) if named else (before.name, True)
    multiple = _MULTIPLE.match(own) if item.figure.unit.endswith("倍") else None
    if multiple:
        return multiple["name"], False
    unsaid = not own or re.fullmatch(rf"(?:[五三两]年|累计|年均|同比)*(?:{rules().up}|{rules().down})", own)
    compared = _AGAINST.match(_stem(rest).lstrip(_JOINS + ",")) or own.startswith("同比")
    return (before.name + own, True) if unsaid or compared else (own, False)


def _reference(rest: str, measure: str) -> str:
    """What a reached value is compared with."""
    if measure == "multiple":
        match = _MULTIPLE.match(clean_name(rest))
        return match["base"] if match else ""
    against = _AGAINST.search(_stem(rest)) if measure == "change_from_base" else None
    return against["base"] if against else ""
