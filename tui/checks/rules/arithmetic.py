"""Figures that cannot follow from each other."""

from __future__ import annotations

import calendar
import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence

from tui.checks.document import Document, Piece
from tui.checks.intervals import Outcome, growth, outcome, printed
from tui.checks.model import Hit
from tui.checks.registry import rule
from tui.checks.statements import Statement
from tui.ingest.figure_reading import limit_after, peel
from tui.plans.model import Passage
from tui.targets.methods import figure
from tui.targets.model import Target
from tui.targets.printed_growth import (
    Interval,
    implied_base,
    printed_values,
    readings,
    rounding_interval,
)
from tui.targets.units import converted, same_quantity
from tui.text.figures import Figure, find_figures

_FAMILY = "arithmetic"
_SHARE_NAME = re.compile(r"(?:比例|占比|比重|率)$")
#: Rates that may well be above the whole.
_MAY_EXCEED = re.compile(
    r"(?:增长|增加|提高|上升|增幅|增|涨幅|下降|负债|债务|杠杆|完成|兑现|保值增值|贡献|拨备|拨备覆盖|备付|产能利用|到位|周转"
    r"|收益|回报|自给|产销|毛入学|毛入园|倍)(?:比例|比重|率)?$"
)

_BIG = r"[万亿]{0,2}"
_NUMBER = r"\d[\d,]{0,14}(?:\.\d{1,6})?"
_RATE = r"(?P<rate>\d{1,6}(?:\.\d{1,6})?)"
_OF_YEAR = r"(?:{0}年(?:末|底)?的?)?"
_FIRST_YEAR = _OF_YEAR.format(r"(?P<first>20\d\d)")
_LAST_YEAR = _OF_YEAR.format(r"(?P<last>20\d\d)")
_UP_OR_DOWN = r"(?P<way>增加|提高|增长|上升|提升|扩大|下降|减少|降低|增|升|降)"
_CHANGED = r"(?:增长|增加|提高|增幅|下降|降低|上升|降幅|递增)"
_FROM_TO = re.compile(
    rf"(?:由|从){_FIRST_YEAR}(?P<lead>[^,。;\d]{{0,16}})(?<![\d.])(?P<old>{_NUMBER})(?P<unit>{_BIG}[^\d,。;]{{1,8}}?)"
    rf"(?P<between>,?[^,。;\d]{{0,8}}){_UP_OR_DOWN}(?:到|至)了?{_LAST_YEAR}[^,。;\d]{{0,4}}"
    rf"(?P<new>{_NUMBER})(?P<unit2>{_BIG}[^\d,。;]{{1,8}}),?[^。;,\d]{{0,10}}?"
    rf"(?P<average>年均|平均每年)?{_CHANGED}(?:了|达|达到|为|约)?{_RATE}(?P<per>%|个百分点)"
)
_MORE_THAN_BASE = re.compile(
    rf"(?<![\d.,])(?P<new>{_NUMBER})(?P<unit>{_BIG}[^\d,。;、]{{1,6}}),?"
    r"(?:(?:比|较)[^,。;\d]{0,10}(?:20\d\d年)?(?:末|底)?)净?(?P<way>增加|增长|提高|减少|下降)了?"
    rf"(?P<more>{_NUMBER})(?P<unit2>{_BIG}[^\d,。;、]{{1,6}}),?(?:同比)?(?:增长|增幅|提高|下降|降幅)(?:了|达|达到|为)?"
    rf"{_RATE}%"
)
_FALLS = ("下降", "减少", "降低", "降")

_PART_WORDS = re.compile(r"其中[:,]?|分别为|分别是|包括|分为|即")
_WHOLE_OF_ALL = re.compile(r"分别|包括|分为|即")
_PART = r"(\d{1,3}(?:\.\d{1,4})?)"
_RATIO = re.compile(rf"(?<![\d:.]){_PART}[:∶]{_PART}[:∶]{_PART}(?![\d:.])")
_PARTS_OF_ECONOMY = re.compile(r"产业|结构|比例|比重|占比")
_SHARE_OF = re.compile(
    r"占[^,。;\d]{0,20}?(?:比重|比例|比)?(?:的|为|达|达到)?(?P<share>\d{1,6}(?:\.\d{1,6})?)%"
)
_TOTAL_AND_AVERAGE = re.compile(
    r"(?:五年(?:来|间)?|“?十[一二三四五六]五”?(?:期间|时期|以来))[^。;\d]{0,20}?累计[^。;\d]{0,24}?"
    rf"(?P<total>{_NUMBER})(?P<unit>{_BIG}\w)"
    rf"[^。;]{{0,10}}?(?:年均|平均每年)[^。;\d]{{0,14}}?(?P<each>{_NUMBER})(?P<unit2>{_BIG}\w)"
)
_AMOUNT = r"[万亿]?(?:吨|千瓦|立方米|平方米|亩|元)"
_CAP_TIMES_COUNT = re.compile(
    r"(?<!\d)(?P<count>\d{1,6})[个家座台][^。;、]{0,14}、?[^。;、\d]{0,8}?"
    rf"(?<![\d.])(?P<cap>\d{{1,6}}(?:\.\d{{1,4}})?)(?P<unit>{_AMOUNT})(?:以下|以内|及以下)的?"
    rf"[^。;,\d]{{0,16}}[、,](?:共|合计|累计)?(?:淘汰|关停|退出|压减|压缩|削减)[^。;,\d]{{0,6}}?"
    rf"(?P<total>\d{{1,9}}(?:\.\d{{1,4}})?)(?P<unit2>{_AMOUNT})"
)
#: 规模5000万以上, 人口20万的县城 are common speech; nobody rounds to 5.16万 and leaves out of what.
_NO_UNIT = re.compile(
    r"(?<![\d.第×])(?:\d{1,6}\.\d{1,4}[万亿](?=[\u4e00-\u9fff])(?![多余级])"
    r"|\d{1,6}[万亿](?=[\u4e00-\u9fff])(?![多余的级]|以|左右))"
)
_DAYS = "天"
_GOOD_AIR = "优良"
#: Half of a percentage point: days without a valid measurement explain less than that.
_DAYS_SLACK = 0.5


@rule("share_above_whole", _FAMILY)
def share_above_whole(document: Document) -> Iterator[Hit]:
    """A share or rate of more than the whole."""
    for piece in document.pieces:
        for found in _percentages(piece):
            lead = piece.text[max(0, found.start - 40) : found.start]
            name = peel(lead)[0]
            if not _SHARE_NAME.search(name) or _MAY_EXCEED.search(name):
                continue
            limit = limit_after(piece.text, found.end)
            beyond = limit in ("以上", "及以上") or re.search(r"(?:超过|突破|高于|大于|超)$", lead)
            if found.value > 100 or (found.value == 100 and beyond):
                place = piece.clause_at(found.start)
                yield Hit((place,), {"share": figure(found.value), "words": place.quote})


@rule("growth_does_not_follow", _FAMILY)
def growth_does_not_follow(document: Document) -> Iterator[Hit]:
    """A printed growth that the two printed figures do not give, by any usual way of computing it."""
    for piece in document.prose:
        for match in _FROM_TO.finditer(piece.text):
            if not same_quantity(match["unit"], _same_length(match["unit2"], match["unit"])):
                continue
            old, new, rate = printed(match["old"]), printed(match["new"]), match["rate"]
            yield from _unless_it_fits(piece, match, old, new, rate, points=match["per"] != "%")
        for match in _MORE_THAN_BASE.finditer(piece.text):
            if match["unit"] == match["unit2"]:
                yield from _growth_from_difference(piece, match)


def _same_length(longer: str, unit: str) -> str:
    return longer[: len(unit)] if longer.startswith(unit) else longer


def _unless_it_fits(
    piece: Piece, match: re.Match[str], old: str, new: str, rate: str, *, points: bool
) -> Iterator[Hit]:
    ways: list[tuple[str, Outcome]] = []
    falls = match["way"] in _FALLS
    if points:
        plain = abs(float(new) - float(old))
        ends = [abs(b - a) for a in rounding_interval(old) for b in rounding_interval(new)]
        ways.append(("points", outcome(rate, ends, plain)))
    else:
        spans = _spans(match)
        for years in spans:
            for way in ("compound", "simple") if years > 1 else ("compound",):
                found = growth(old, new, years, way=way)
                if found:
                    plain, ends = found
                    sign = -1 if falls else 1
                    ways.append((way, outcome(rate, [sign * end for end in ends], sign * plain)))
    if ways and all(found.fits == "no" for _, found in ways):
        computed = "、".join(dict.fromkeys(f"{found.value:.2f}" for _, found in ways))
        yield Hit((_span(piece, match),), {"old": old, "new": new, "printed": rate, "computed": computed})


def _spans(match: re.Match[str]) -> tuple[int, ...]:
    """The years that a growth may be spread over: those printed, else the length of a plan or nearly so."""
    if not match["average"]:
        return (1,)
    years = int(match["last"] or 0) - int(match["first"] or 0)
    return (years,) if 0 < years < 100 else (3, 4, 5)


def _growth_from_difference(piece: Piece, match: re.Match[str]) -> Iterator[Hit]:
    new, more, rate = printed(match["new"]), printed(match["more"]), match["rate"]
    sign = -1 if match["way"] in _FALLS else 1
    base = float(new) - sign * float(more)
    if base <= 0:
        return
    ends = []
    for grown in rounding_interval(new):
        for added in rounding_interval(more):
            start = grown - sign * added
            if start > 0:
                ends.append(abs(added) / start * 100)
    found = outcome(rate, ends, float(more) / base * 100)
    if found.fits == "no":
        values = {"old": figure(base), "new": new, "printed": rate, "computed": f"{found.value:.2f}"}
        yield Hit((_span(piece, match),), values)


@rule("growth_column", _FAMILY)
def growth_column(document: Document) -> Iterator[Hit]:
    """A printed growth in a table that no usual way of computing it gives."""
    for target, place in _rows(document):
        bases = printed_values(document.plan, target)
        found = readings(target, bases)
        if found and all(reading.fits == "no" for reading in found):
            computed = "、".join(f"{reading.value:.2f}" for reading in found)
            values = {"name": target.name, "printed": target.printed_growth, "computed": computed}
            yield Hit((place,), values, rests_on="|".join(target.cells))


@rule("growth_column_mixes", _FAMILY)
def growth_column_mixes(document: Document) -> Iterator[Hit]:
    """A column of growth that is computed in one way in one row and in another way in the next."""
    ways: dict[str, dict[str, list[str]]] = {}
    places: dict[str, dict[str, Passage]] = {}
    cells: dict[str, list[str]] = {}
    for target, place in _rows(document):
        cells.setdefault(target.table, []).extend(target.cells)
        fitting = [r for r in readings(target, printed_values(document.plan, target)) if r.fits == "exact"]
        kinds = {reading.method for reading in fitting}
        if len(kinds) == 1:
            kind = kinds.pop()
            ways.setdefault(target.table, {}).setdefault(kind, []).append(target.name)
            places.setdefault(target.table, {}).setdefault(kind, place)
    for table, by_way in ways.items():
        if len(by_way) > 1:
            names = {way: "、".join(by_way.get(way, ())) or "—" for way in ("compound", "simple", "points")}
            yield Hit(tuple(places[table].values()), names, rests_on="|".join(cells[table]))


@rule("growth_after_rounding", _FAMILY)
def growth_after_rounding(document: Document) -> Iterator[Hit]:
    """A printed growth in a table that only figures before rounding can give."""
    for target, place in _rows(document):
        found = readings(target, printed_values(document.plan, target))
        fits = {reading.fits for reading in found}
        if "unrounded" in fits and "exact" not in fits:
            computed = "、".join(f"{reading.value:.2f}" for reading in found)
            values = {"name": target.name, "printed": target.printed_growth, "computed": computed}
            yield Hit((place,), values, "likely", rests_on="|".join(target.cells))


def _rows(document: Document) -> Iterator[tuple[Target, Passage]]:
    for target in document.targets:
        piece = document.pieces_by_id.get(target.paragraph)
        if target.table and piece and target.printed_growth:
            yield target, piece.passage()


@rule("growth_without_base", _FAMILY)
def growth_without_base(document: Document) -> Iterator[Hit]:
    """A row that prints a growth and a target, and no base to compute it from."""
    for target, place in _rows(document):
        if target.measure in ("growth_average", "growth_year") or target.value is None:
            continue
        bases = [text for text in printed_values(document.plan, target).values() if printed(text)]
        implied = implied_base(target, document.plan.card.period[1] - document.plan.card.period[0] + 1)
        if not bases and target.base is None and implied is not None:
            values = {"name": target.name, "printed": target.printed_growth, "implied": f"{implied:.2f}"}
            yield Hit((place,), values, rests_on="|".join(target.cells))


@rule("parts_and_whole", _FAMILY)
def parts_and_whole(document: Document) -> Iterator[Hit]:
    """Parts that add up to more than the whole, or to another figure where all of them are named."""
    for piece in document.prose:
        for start, end in piece.sentences:
            figures = [f for f in find_figures(piece.text[start:end]) if f.kind in ("count", "size")]
            yield from _parts(piece, start, end, figures)
        for match in _RATIO.finditer(piece.text):
            around = piece.text[max(0, match.start() - 20) : match.start()]
            total = sum(map(float, match.groups()))
            slack = sum(rounding_interval(part)[1] - float(part) for part in match.groups())
            if _PARTS_OF_ECONOMY.search(around) and abs(total - 100) > slack + 1e-9:
                values = {"whole": "100", "parts": "+".join(match.groups()), "total": figure(total)}
                start = piece.clause_at(match.start()).start
                yield Hit((piece.passage(start, match.end()),), values)


def _parts(piece: Piece, start: int, end: int, figures: Sequence[Figure]) -> Iterator[Hit]:
    text = piece.text[start:end]
    for index, whole in enumerate(figures[:-1]):
        following = figures[index + 1]
        between = text[whole.end : following.start]
        word = _PART_WORDS.search(between)
        if word is None or not text[:end].strip() or "。" in between or whole.high is not None:
            continue
        parts = _same_unit_run(text, whole, figures[index + 1 :])
        total = sum(part.value for part in parts)
        named = len(parts) > 1 and _WHOLE_OF_ALL.search(word[0])
        if len(parts) and (total > whole.value + 1e-9 or (named and abs(total - whole.value) > 1e-9)):
            values = {
                "whole": figure(whole.value),
                "parts": "+".join(figure(part.value) for part in parts),
                "total": figure(total),
            }
            certainty = "certain" if len(parts) > 1 else "worth_a_look"
            place = piece.passage(start + whole.start, start + parts[-1].end)
            yield Hit((place,), values, certainty, "" if named or len(parts) > 1 else "warning")


def _same_unit_run(text: str, whole: Figure, figures: Sequence[Figure]) -> list[Figure]:
    """The parts that follow a whole: figures of its unit up to the next whole, or to other words."""
    parts: list[Figure] = []
    place = figures[0].start if figures else 0
    for part in figures:
        between = text[place : part.start]
        if (
            part.unit != whole.unit
            or part.high is not None
            or (parts and re.search(r"[;。]|其中|累计|共", between))
        ):
            break
        parts.append(part)
        place = part.end
    return parts


@rule("cap_times_count", _FAMILY)
def cap_times_count(document: Document) -> Iterator[Hit]:
    """So many things of at most so much each, and together more than that."""
    for piece in document.prose:
        for match in _CAP_TIMES_COUNT.finditer(piece.text):
            if match["unit"] != match["unit2"]:
                continue
            most = float(match["count"]) * float(match["cap"])
            if float(match["total"]) > most:
                values = {
                    "count": match["count"],
                    "cap": match["cap"] + match["unit"],
                    "most": figure(most) + match["unit"],
                    "total": match["total"] + match["unit"],
                }
                yield Hit((_span(piece, match),), values, "likely")


@rule("missing_unit", _FAMILY)
def missing_unit(document: Document) -> Iterator[Hit]:
    """A figure of ten thousands of nothing: 年产1.2万新型汽车."""
    for piece in document.pieces:
        matches = list(_NO_UNIT.finditer(piece.text))
        told = {place for f in find_figures(piece.text) for place in range(f.start, f.end)} if matches else ()
        for match in matches:
            if match.start() not in told:
                end = min(len(piece.text), match.end() + 6)
                yield Hit((piece.passage(match.start(), end),), {"figure": match[0]}, "likely")


@rule("share_of_whole", _FAMILY)
def share_of_whole(document: Document) -> Iterator[Hit]:
    """A share that the two figures before it do not give."""
    for piece in document.prose:
        for start, end in piece.sentences:
            text = piece.text[start:end]
            figures = [f for f in find_figures(text) if f.kind in ("count", "size")]
            ends_at = [figure.end for figure in figures]
            for match in _SHARE_OF.finditer(text):
                last = bisect_right(ends_at, match.start())
                before = figures[max(0, last - 2) : last]
                if (
                    len(before) < 2
                    or before[0].unit != before[1].unit
                    or "其中" not in text[before[0].end : before[1].start]
                ):
                    continue
                whole, part = (printed(text[f.start : f.end]) for f in before)
                if not float(whole):
                    continue
                ends = [
                    p / w * 100 for p in rounding_interval(part) for w in rounding_interval(whole) if w > 0
                ]
                found = outcome(match["share"], ends, float(part) / float(whole) * 100)
                if found.fits == "no":
                    values = {
                        "part": part,
                        "whole": whole,
                        "printed": match["share"],
                        "computed": f"{found.value:.2f}",
                    }
                    yield Hit((piece.passage(start + before[0].start, start + match.end()),), values)


@rule("total_and_average", _FAMILY)
def total_and_average(document: Document) -> Iterator[Hit]:
    """A total of five years and a yearly average that do not agree."""
    for piece in document.prose:
        for match in _TOTAL_AND_AVERAGE.finditer(piece.text):
            total, each = printed(match["total"]), printed(match["each"])
            size = converted(1.0, match["unit"], match["unit2"])
            if size is None:
                continue
            ends = [end * size / 5 for end in rounding_interval(total)]
            found = outcome(each, ends, float(total) * size / 5)
            if found.fits == "no":
                values = {
                    "total": total + match["unit"],
                    "printed": each + match["unit2"],
                    "computed": figure(found.value) + match["unit2"],
                }
                yield Hit((_span(piece, match),), values)


@rule("days_and_share", _FAMILY)
def days_and_share(document: Document) -> Iterator[Hit]:
    """Days of good air and their share of the year that do not agree."""
    days = [s for s in _good_air(document) if s.unit == _DAYS and s.measure == "level"]
    shares = [s for s in _good_air(document) if s.unit == "%" and s.measure == "level"]
    for day in days:
        for share in shares:
            if day.year != share.year or day.past != share.past or day.value is None or share.value is None:
                continue
            computed = day.value / (366 if calendar.isleap(day.year) else 365) * 100
            if abs(computed - share.value) > _DAYS_SLACK:
                values = {
                    "days": figure(day.value),
                    "year": day.year,
                    "share": figure(share.value),
                    "computed": f"{computed:.1f}",
                }
                yield Hit((day.passage, share.passage), values, "likely")


def _good_air(document: Document) -> list[Statement]:
    """What is said of good air, each figure of a year once."""
    found = [s for s in document.statements_with_bases if _GOOD_AIR in s.name]
    return list({(s.value, s.unit, s.year, s.past): s for s in reversed(found)}.values())


@rule("pace", _FAMILY)
def pace(document: Document) -> Iterator[Hit]:
    """A target that needs many times the pace of the years before, or a turn."""
    for target in document.targets:
        printed_row = printed_values(document.plan, target)
        years = [(year, printed(text)) for year, text in sorted(printed_row.items()) if printed(text)]
        piece = document.pieces_by_id.get(target.paragraph)
        if len(years) < 2 or target.value is None or piece is None or target.measure != "level":
            continue
        (first, old), (last, new) = years[-2:]
        needed = (target.value - float(new)) / (target.target_year - last)
        slowest, fastest = _yearly(old, new, last - first)
        most = document.words.threshold("pace") * max(abs(slowest), abs(fastest))
        # Where rounding leaves open whether it rose or fell, nothing follows.
        known = slowest * fastest > 0
        if known and needed and (slowest * needed < 0 or abs(needed) > most):
            before = (float(new) - float(old)) / (last - first)
            values = {"name": target.name, "before": figure(before), "needed": figure(needed)}
            yield Hit((piece.passage(),), values, "worth_a_look", rests_on="|".join(target.cells))


def _yearly(old: str, new: str, years: int) -> Interval:
    """The least and the most that a printed figure may have changed a year."""
    (old_low, old_high), (new_low, new_high) = rounding_interval(old), rounding_interval(new)
    return (new_low - old_high) / years, (new_high - old_low) / years


def _percentages(piece: Piece) -> list[Figure]:
    return [f for f in find_figures(piece.text) if f.unit == "%"]


def _span(piece: Piece, match: re.Match[str]) -> Passage:
    return piece.passage(match.start(), match.end())
