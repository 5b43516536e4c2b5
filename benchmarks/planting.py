"""What the checks find of mistakes that are planted into the shipped plans.

A mistake changes words of one paragraph. It is found where a rule that should see it tells more of the
changed words than before. Targets and values that stand in the changed words change along, as a person would
type them from the changed text; with `--by-rule` nothing is curated and rules read the changed text.
"""

from __future__ import annotations

import argparse
import random
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from time import perf_counter
from typing import Any, TypeVar

from tui.checks.document import Document, Piece
from tui.checks.rules.quantities import one_quantity
from tui.checks.running import check
from tui.checks.statements import Statement
from tui.config import load_config
from tui.library import Library
from tui.plans.model import Passage, Plan, Section
from tui.targets.model import Fact, Target
from tui.text.figures import find_figures
from tui.text.fold import half_width

Entry = TypeVar("Entry", Target, Fact)
_CONTENT = Path(__file__).resolve().parent.parent / "content"
_MISPRINTS = {
    "部署": "布署",
    "账户": "帐户",
    "其他": "其它",
    "截至": "截止",
    "启动": "起动",
    "必须": "必需",
    "体制机制": "机制体制",
    "振兴": "震兴",
    "融合": "溶合",
    "绿色": "录色",
}
_UNITS = {"万吨": "亿吨", "亿元": "万元", "万千瓦": "千瓦", "万亩": "亩", "公里": "米"}
_SHARE = re.compile(r"(?:率|占比|比重|比例)(?:达到|达|为|提高到)?(?P<figure>\d{2}(?:\.\d+)?)%")
_WITH_UNIT = re.compile(
    r"\d[万亿](?P<unit>人|辆|吨|亩|户|套|只|头|元|千瓦|平方米|个)(?=[\u4e00-\u9fff])(?!以)"
)
_ORDINAL = re.compile(r"(?<=[。;])?[二三四]是(?=[\u4e00-\u9fff])(?!否|不)")
_BASE_YEAR = re.compile(r"(?:比|较)20\d\d年(?=[下降低减少提高增长]{2})")
_NUMBER = "[一二三四五六七八九十]"
_CHAPTER = re.compile(rf"第{_NUMBER}+(?=[篇章节])|(?<=^[(]){_NUMBER}(?=[)])|^{_NUMBER}(?=、)")
_FINISH = re.compile(r"建成(?!区|后|的)")


@dataclass(frozen=True)
class Mistake:
    """Words of a paragraph and what they become, with the rules that should tell it."""

    passage: Passage
    words: str
    rules: tuple[str, ...]

    @property
    def growth(self) -> int:
        """By how many characters the paragraph grows."""
        return len(self.words) - (self.passage.end - self.passage.start)


def _mistake(piece: Piece, start: int, end: int, words: str, *rules: str) -> Mistake:
    return Mistake(piece.passage(start, end), words, rules)


# --- kinds of mistakes: where they can be made ----------------------------------------------------

_TWO_FIGURES = (
    "figure_differs",
    "figure_differs_between",
    "target_below_result",
    "days_and_share",
    "growth_column",
)


def _in_two_places(document: Document) -> Iterator[Statement]:
    """Statements that another statement repeats, in this plan or in one of the same place and year."""
    others = [s for other in document.companions for s in other.statements]
    for statement in document.statements:
        told = [s for s in (*document.statements_with_bases, *others) if s is not statement]
        if any(one_quantity(statement, s) for s in told):
            yield statement


def _figures_of(document: Document, statement: Statement) -> Iterator[tuple[Piece, int, int, int]]:
    """The piece, and start, end of the digits and end of the figure, that print the value of a statement."""
    piece = document.pieces_by_id[statement.passage.paragraph]
    text = piece.text[: statement.passage.end]
    for figure in find_figures(text):
        digits = re.match(r"[\d.]+", text[figure.start :])
        if figure.start >= statement.passage.start and figure.value == statement.value and digits:
            yield piece, figure.start, figure.start + digits.end(), figure.end
            return


def other_digit(document: Document, dice: random.Random) -> Iterator[Mistake]:
    """Another digit in one of two places of a quantity."""
    for statement in _in_two_places(document):
        for piece, start, end, _ in _figures_of(document, statement):
            at = dice.choice([n for n in range(start, end) if piece.text[n].isdigit()])
            digit = dice.choice([d for d in "123456789" if d != piece.text[at]])
            yield _mistake(
                piece, start, end, piece.text[start:at] + digit + piece.text[at + 1 : end], *_TWO_FIGURES
            )


def other_unit(document: Document, _: random.Random) -> Iterator[Mistake]:
    """Another unit in one of two places of a quantity."""
    for statement in _in_two_places(document):
        for piece, _start, end, last in _figures_of(document, statement):
            unit = piece.text[end:last]
            if unit in _UNITS:
                yield _mistake(piece, end, last, _UNITS[unit], *_TWO_FIGURES)


def other_comparator(document: Document, _: random.Random) -> Iterator[Mistake]:
    """以上 put in or left out in one of two places of a promise."""
    for statement in _in_two_places(document):
        for piece, _start, _end, last in _figures_of(document, statement) if not statement.past else ():
            limit = next((w for w in ("以上", "左右") if piece.text.startswith(w, last)), "")
            words = "" if limit else "左右"
            if not limit and piece.text[last : last + 1] not in ("", *",。;、"):
                continue
            yield _mistake(piece, last, last + len(limit), words, "comparator_differs", *_TWO_FIGURES)


def share_above_whole(document: Document, _: random.Random) -> Iterator[Mistake]:
    """A share that gets another digit before it."""
    for piece in document.prose:
        for match in _SHARE.finditer(piece.text):
            yield _mistake(piece, *match.span("figure"), f"1{match['figure']}", "share_above_whole")


def no_unit(document: Document, _: random.Random) -> Iterator[Mistake]:
    """A unit that is left out: 1.2万 of nothing."""
    for piece in document.prose:
        for match in _WITH_UNIT.finditer(piece.text):
            yield _mistake(piece, *match.span("unit"), "", "missing_unit")


def no_base_year(document: Document, _: random.Random) -> Iterator[Mistake]:
    """A base year that is left out."""
    for piece in document.prose:
        for match in _BASE_YEAR.finditer(piece.text):
            yield _mistake(piece, *match.span(), "", "no_base_year")


def no_target(document: Document, _: random.Random) -> Iterator[Mistake]:
    """A target's cell that is emptied."""
    for target in document.targets:
        table = next((t for t in document.plan.tables if t.section == f"{target.plan}/{target.table}"), None)
        if table is None or target.table_row is None or target.value is None:
            continue
        for cell in table.rows[target.table_row - 1][1:]:
            piece = document.pieces_by_id.get(cell)
            if piece and piece.text == f"{target.value:g}":
                yield _mistake(piece, 0, len(piece.text), "-", "no_target_value")


def other_growth(document: Document, dice: random.Random) -> Iterator[Mistake]:
    """Another figure in the growth column of a table."""
    for target in document.targets:
        table = next((t for t in document.plan.tables if t.section == f"{target.plan}/{target.table}"), None)
        if table is None or target.table_row is None or not target.printed_growth or target.value is None:
            continue
        for cell in table.rows[target.table_row - 1][1:]:
            piece = document.pieces_by_id.get(cell)
            if piece and piece.text == target.printed_growth and re.fullmatch(r"[\d.]+", piece.text):
                words = f"{float(piece.text) * dice.choice((2, 3, 10)):g}"
                yield _mistake(piece, 0, len(piece.text), words, "growth_column")


def other_number(document: Document, _: random.Random) -> Iterator[Mistake]:
    """A heading that repeats the number before it."""
    order = "一二三四五六七八九十"
    for piece in document.pieces:
        match = _CHAPTER.search(piece.text) if piece.paragraph.role == "heading" else None
        number = match[0].removeprefix("第") if match else ""
        if match and len(number) == 1 and order.find(number) > 0:
            before = order[order.index(number) - 1]
            yield _mistake(piece, match.end() - 1, match.end(), before, "numbering")


def other_ordinal(document: Document, _: random.Random) -> Iterator[Mistake]:
    """一是, 二是, 四是."""
    for piece in document.prose:
        for match in _ORDINAL.finditer(piece.text):
            yield _mistake(piece, match.start(), match.start() + 1, "六", "enumeration")


def clause_twice(document: Document, _: random.Random) -> Iterator[Mistake]:
    """A clause that is printed again further on in its paragraph."""
    for piece in document.prose:
        for clause, later in zip(piece.clauses, piece.clauses[2:], strict=False):
            words = piece.paragraph.text[clause.start : clause.end]
            if len(words) >= 9:
                yield _mistake(piece, later.end, later.end, f",{words}", "repeated_in_paragraph")


def no_closing(document: Document, _: random.Random) -> Iterator[Mistake]:
    """A closing bracket or quotation mark that is left out."""
    for piece in document.prose:
        for match in re.finditer(r"[)”》]", piece.text):
            yield _mistake(piece, *match.span(), "", "unbalanced")


def sign_twice(document: Document, _: random.Random) -> Iterator[Mistake]:
    """A sign that is printed twice."""
    for piece in document.prose:
        for match in re.finditer(r"[,、。;]", piece.text):
            yield _mistake(piece, match.end(), match.end(), match[0], "doubled_sign")


def word_twice(document: Document, _: random.Random) -> Iterator[Mistake]:
    """A word that is printed twice in a row."""
    for piece in document.prose:
        for match in re.finditer(r"(?:推进|建设|发展|提升|加强|项目)", piece.text):
            yield _mistake(piece, match.end(), match.end(), match[0], "doubled_words")


def misprint(document: Document, _: random.Random) -> Iterator[Mistake]:
    """A character for another one that sounds or looks like it."""
    for piece in document.prose:
        for match in re.finditer("|".join(_MISPRINTS), piece.text):
            yield _mistake(piece, *match.span(), _MISPRINTS[match[0]], "misprint", "name_variant")


def only_advanced(document: Document, _: random.Random) -> Iterator[Mistake]:
    """建成 becomes 推进 in one of the plans of a year that say it."""
    said = [piece.text for other in document.companions for piece in other.prose]
    for piece in document.prose:
        for clause in piece.clauses:
            match = _FINISH.search(piece.text, clause.start, clause.end)
            thing = piece.text[match.end() : clause.end].partition("、")[0] if match else ""
            if match and len(thing) >= 6 and any(match[0] + thing in text for text in said):
                yield _mistake(piece, *match.span(), "推进", "stage_differs")


def other_words(document: Document, dice: random.Random) -> Iterator[Mistake]:
    """Another object in a clause of a second-hand text."""
    if document.plan.card.standing != "secondary":
        return
    originals = {
        piece.text[c.start : c.end]
        for other in document.of_same_year_and_place()
        for piece in other.prose
        for c in piece.clauses
    }
    for piece in document.prose:
        for clause in piece.clauses:
            words = piece.text[clause.start : clause.end]
            if len(words) >= 12 and words in originals:
                at = clause.start + len(words) - dice.choice((3, 4, 5))
                other = dice.choice(["养老", "教育", "水利", "旅游", "物流"])
                yield _mistake(piece, at, at + 2, other, "reprint_differs", "figure_differs_between")


KINDS: tuple[Callable[[Document, random.Random], Iterator[Mistake]], ...] = (
    other_digit,
    other_unit,
    other_comparator,
    share_above_whole,
    no_unit,
    no_base_year,
    no_target,
    other_growth,
    other_number,
    other_ordinal,
    clause_twice,
    no_closing,
    sign_twice,
    word_twice,
    misprint,
    only_advanced,
    other_words,
)


# --- planting -------------------------------------------------------------------------------------


def planted(document: Document, mistake: Mistake) -> Document:
    """The document with a mistake in it."""
    place = mistake.passage
    paragraph = document.plan.paragraphs_by_id[place.paragraph]
    text = paragraph.text[: place.start] + mistake.words + paragraph.text[place.end :]
    changed = replace(paragraph, text=text)
    plan = replace(
        document.plan,
        paragraphs=tuple(changed if p is paragraph else p for p in document.plan.paragraphs),
        sections=tuple(_renumbered(s, mistake) for s in document.plan.sections),
    )
    return replace(
        document,
        plan=plan,
        targets=tuple(
            _retyped_row(document.plan, t, mistake)
            for t in _retyped(document, document.targets, mistake, text)
        ),
        facts=tuple(_retyped(document, document.facts, mistake, text)),
    )


def _renumbered(section: Section, mistake: Mistake) -> Section:
    """A section whose heading was changed prints the changed number."""
    if section.at != mistake.passage.paragraph or section.offset or "numbering" not in mistake.rules:
        return section
    return replace(section, number=section.number.replace(mistake.passage.quote, mistake.words, 1))


def _retyped(document: Document, entries: Sequence[Entry], mistake: Mistake, text: str) -> Iterator[Entry]:
    """Curated entries as a person would type them from the changed text."""
    place = mistake.passage
    before = document.plan.paragraphs_by_id[place.paragraph].text
    for entry in entries:
        start = before.find(entry.quote) if entry.paragraph == place.paragraph else -1
        end = start + len(entry.quote)
        if start < 0 or place.end < start or place.start > end:
            yield entry
            continue
        entry = replace(entry, quote=text[start : end + mistake.growth])
        yield replace(entry, **_read_again(entry, before, text, mistake))


def _read_again(entry: Target | Fact, before: str, text: str, mistake: Mistake) -> dict[str, Any]:
    """What of an entry was printed in the changed words: figure, unit, comparator, base year."""
    place = mistake.passage
    if "no_base_year" in mistake.rules:
        return {"base_year": None} if isinstance(entry, Target) else {}
    old = [f for f in find_figures(half_width(before)) if f.start <= place.start <= f.end]
    new = [f for f in find_figures(half_width(text)) if f.start <= place.start <= f.end]
    if not old or not new or old[0].value != entry.value:
        return {}
    found: dict[str, Any] = {"value": new[0].value}
    if old[0].unit != new[0].unit:
        found["unit"] = new[0].unit
    if "comparator_differs" in mistake.rules:
        found["comparator"] = "about" if mistake.words else "equals"
    return found


def _retyped_row(plan: Plan, target: Target, mistake: Mistake) -> Target:
    """A row of a table of targets with the changed cell."""
    table = next((t for t in plan.tables if t.section == f"{target.plan}/{target.table}"), None)
    if table is None or target.table_row is None:
        return target
    row = table.rows[target.table_row - 1]
    if mistake.passage.paragraph not in row[1:]:
        return target
    index = row.index(mistake.passage.paragraph)
    cells = (*target.cells[:index], mistake.words, *target.cells[index + 1 :])
    if "growth_column" in mistake.rules and mistake.passage.quote == target.printed_growth:
        return replace(target, cells=cells, printed_growth=mistake.words)
    return replace(target, cells=cells, value=None) if mistake.words == "-" else replace(target, cells=cells)


def _touching(document: Document, mistake: Mistake, place: Passage, levels: dict[str, str]) -> int:
    """How many findings of the expected rules tell of a place, or of the row or heading it belongs to."""
    homes = {place.paragraph}
    for table in document.plan.tables:
        homes |= {row[0] for row in table.rows if place.paragraph in row}
        homes |= {cell for row in table.rows if place.paragraph in row for cell in row if cell}
    count = 0
    for finding in check(document, levels, rules=mistake.rules):
        for told in finding.passages:
            in_row = told.paragraph in homes and told.paragraph != place.paragraph
            near = told.paragraph == place.paragraph and told.start <= place.end and place.start <= told.end
            if in_row or near:
                count += 1
                break
    return count


def is_found(document: Document, mistake: Mistake, levels: dict[str, str]) -> bool:
    """Whether the expected rules tell more of the changed words than they told before."""
    place = mistake.passage
    after = replace(place, end=place.start + len(mistake.words))
    changed = planted(document, mistake)
    return _touching(changed, mistake, after, levels) > _touching(document, mistake, place, levels)


def documents(by_rule: bool) -> list[Document]:
    """The shipped plans as checks see them."""
    library = Library([_CONTENT])
    if not by_rule:
        return [library.document(plan) for plan in library.cards]
    found: list[Document] = []
    for plan in library.cards:
        known = library.document(plan)
        found.append(Document(known.plan, known.words, terms=known.terms, make_others=_others(found, plan)))
    return found


def _others(found: list[Document], plan: str) -> Callable[[], list[Document]]:
    return lambda: [document for document in found if document.plan.id != plan]


def main(arguments: Iterable[str] | None = None) -> None:
    """Plant, check, and print recall by kind of mistake."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--each", type=int, default=40, help="how many mistakes of each kind, at most")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--by-rule", action="store_true", help="without curated targets and values")
    parser.add_argument("--missed", action="store_true", help="print what was not found")
    asked = parser.parse_args(list(arguments) if arguments is not None else None)
    levels, began = load_config().checks, perf_counter()
    shelf = documents(asked.by_rule)
    print(f"{'mistake':<20}{'planted':>8}{'found':>7}{'recall':>8}")
    planted_all = found_all = 0
    for kind in KINDS:
        dice = random.Random(f"{asked.seed}{kind.__name__}")
        sites = [(document, mistake) for document in shelf for mistake in kind(document, dice)]
        chosen = sites if len(sites) <= asked.each else dice.sample(sites, asked.each)
        missed = [(d, m) for d, m in chosen if not is_found(d, m, levels)]
        found = len(chosen) - len(missed)
        planted_all, found_all = planted_all + len(chosen), found_all + found
        share = f"{found / len(chosen):>8.2f}" if chosen else f"{'—':>8}"
        print(f"{kind.__name__:<20}{len(chosen):>8}{found:>7}{share}")
        for document, mistake in missed if asked.missed else ():
            text = document.plan.paragraphs_by_id[mistake.passage.paragraph].text
            around = text[max(0, mistake.passage.start - 20) : mistake.passage.end + 10]
            print(f"    {mistake.passage.paragraph} …{around}… → {mistake.words!r}")
    print(f"{'all':<20}{planted_all:>8}{found_all:>7}{found_all / max(1, planted_all):>8.2f}")
    print(f"{perf_counter() - began:.0f} s")


if __name__ == "__main__":
    main()
