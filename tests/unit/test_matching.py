"""What the program proposes by itself: candidates, suggestions, figures side by side, groups, the survey."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.conftest import ROOT
from tui.compare.comparability import Comparability, check_change, check_grade, judged
from tui.compare.figures import figure_changes
from tui.compare.grouping import by_new, by_old
from tui.compare.matcher import DEFAULT, Matcher
from tui.compare.missing import load_missing
from tui.compare.model import CHANGES, OLD_ONLY, Judgement, Match, Quote
from tui.compare.overview import chapters, main_chapter, tallies
from tui.compare.suggesting import likely_change, likely_quantity, suggestions
from tui.compare.synonyms import Synonyms, load_synonyms
from tui.compare.units import Unit
from tui.compare.vectors import Grams, Index
from tui.library import Library
from tui.messages import Problem
from tui.plans.model import Passage, Plan
from tui.plans.writing import plan_toml

CONTENT = ROOT / "content"
DIRECT = Comparability("A", "direct")


@pytest.fixture(scope="module")
def library() -> Library:
    """The shipped content."""
    return Library([CONTENT])


def unit(text: str, plan: str = "old", line: int = 1, **more: object) -> Unit:
    """A clause that is a sentence of its own."""
    passage = Passage(f"{plan}/L{line}", 0, len(text), text)
    return replace(Unit(passage, passage, f"{plan}/1", "标题", ("T01",)), **more)  # type: ignore[arg-type]


def matcher(*texts: str, synonyms: Synonyms | None = None, others: tuple[str, ...] = ()) -> Matcher:
    """A matcher over clauses of a new plan."""
    found = [unit(text, "new", line) for line, text in enumerate(texts, 1)]
    return Matcher(found, [unit(text) for text in others], synonyms or Synonyms())


def linked(old: str, new: str) -> Match:
    """A match of words."""
    return Match(
        "m",
        "T01",
        (Quote("old/L1", old),),
        (Quote("new/L1", new),),
        "continued",
        "none",
        "likely",
        "因",
        None,
    )


# --- candidates ----------------------------------------------------------------------------------


def test_the_likest_clause_comes_first() -> None:
    """Of several clauses the one about the same thing is the likeliest, and likelihoods fall."""
    found = matcher("推广冬季清洁取暖", "发展葡萄产业", "建设中试基地").candidates(unit("推进清洁取暖工作"))
    assert found[0].unit.passage.quote == "推广冬季清洁取暖"
    assert [c.likelihood for c in found] == sorted((c.likelihood for c in found), reverse=True)
    assert all(0 <= c.likelihood <= 1 for c in found)


def test_near_synonyms_find_what_shares_no_word() -> None:
    """疏干水 is found under 矿井水 where the words are known to mean the same, and only then."""
    texts = ("加强矿井水综合利用", "发展葡萄产业")
    alike = Synonyms((("疏干水", "矿井水"),))
    with_them = matcher(*texts, synonyms=alike).candidates(unit("确保疏干水不外排"))
    without = matcher(*texts).candidates(unit("确保疏干水不外排"))
    assert with_them[0].unit.passage.quote == texts[0]
    assert with_them[0].likelihood > max((c.likelihood for c in without), default=0)


def test_a_slogan_in_common_is_no_match() -> None:
    """Words that every plan is full of do not make a counterpart likely."""
    others = [
        f"加快推进{thing}体系建设" for thing in ("教育", "医疗", "养老", "物流", "法治", "信用", "监测")
    ]
    found = matcher(*others).candidates(unit("加快推进葡萄酒体系建设", themes=("T10",)))
    assert all(candidate.likelihood < DEFAULT.threshold for candidate in found)


def test_what_looks_back_answers_to_nothing() -> None:
    """A clause that tells what was reached is never a candidate."""
    reached = unit("老旧小区全部改造完成", "new", looks_back=True)
    assert Matcher([reached], [], Synonyms()).candidates(unit("完成老旧小区改造")) == []


@pytest.mark.parametrize("text", ["", "。", "，、", "\u200b", "𠀀"])
def test_odd_words_have_no_candidate_and_do_no_harm(text: str) -> None:
    """A clause without a known word gets no candidates, and none is made of it."""
    assert matcher("推进清洁取暖", text).candidates(unit(text)) == []
    assert matcher(text).candidates(unit("推进清洁取暖")) == []


@given(st.lists(st.text("推进煤炭清洁利用BDO81%,", max_size=12), max_size=8))
def test_a_text_is_most_like_itself(texts: list[str]) -> None:
    """Likeness is between 0 and 1, and 1 for the same words."""
    grams = Grams(texts, Synonyms())
    index = Index(map(grams.vector, texts))
    for number, text in enumerate(texts):
        vector = grams.vector(text)
        found = index.likeness(vector)
        assert all(-1e-9 <= value <= 1 + 1e-9 for value in found.values())
        if vector:
            assert found[number] == pytest.approx(1.0)


def test_synonyms_are_read_and_offered() -> None:
    """The shipped groups are words; those like the words of a text are the other ones of its groups."""
    synonyms = load_synonyms([CONTENT])
    assert len(synonyms.groups) > 100
    assert all(len(group) > 1 for group in synonyms.groups)
    assert "矿井水" in synonyms.words_like("疏干水利用率")
    assert "疏干水" not in synonyms.words_like("疏干水利用率")


def test_a_group_that_is_no_list_of_words_is_told(tmp_path: Path) -> None:
    """A mistake in the synonyms names file and value."""
    (tmp_path / "synonyms.toml").write_text('groups = [["a", "b"], "c"]\n', encoding="utf-8")
    with pytest.raises(Problem) as caught:
        load_synonyms([tmp_path])
    assert caught.value.messages[0].id == "synonyms.bad_group"


# --- suggestions ---------------------------------------------------------------------------------


def test_each_old_clause_gets_one_suggestion_or_none() -> None:
    """What is likely enough is proposed, marked as the program's; what has no counterpart is left alone."""
    old = [unit("推进清洁取暖工作", line=1), unit("举办文艺汇演", line=2)]
    new = matcher("推广冬季清洁取暖", "发展葡萄产业", others=("推进清洁取暖工作", "举办文艺汇演"))
    first, second = suggestions(old, new, DEFAULT)
    assert second is None
    assert first is not None
    assert (first.origin, first.theme) == ("suggested", "T01")
    assert first.likelihood >= DEFAULT.threshold
    assert (first.old[0].text, first.new[0].text) == ("推进清洁取暖工作", "推广冬季清洁取暖")
    assert first.id != replace(first, id="x").id


@pytest.mark.parametrize(
    ("old", "new", "change"),
    [
        ("坚持我国宗教中国化方向", "坚持我国宗教中国化方向", "continued"),
        ("推进煤炭清洁高效利用", "加快推进煤炭清洁高效利用", "strengthened"),
        ("全面推进煤炭清洁高效利用", "探索煤炭清洁高效利用", "softened"),
        ("推进煤炭清洁利用", "推进煤炭清洁利用,建设储备基地,完善交易机制,培育龙头企业", "elaborated"),
        ("发展葡萄产业、建设酒庄、培育品牌、举办节庆", "发展葡萄产业", "subsumed"),
        ("来沙漠看海", "打造文旅品牌", "reworded"),
    ],
)
def test_the_kind_of_change_is_guessed_from_the_words(old: str, new: str, change: str) -> None:
    """A guess by what was kept and by degree words; never more than words show."""
    assert likely_change(old, new) == change


def test_what_happens_to_figures_is_read_off() -> None:
    """A figure on one side, on both, on none."""
    assert likely_quantity("增长5%左右", "保持在合理区间") == "number_to_words"
    assert likely_quantity("推进建设", "建成3座电站") == "words_to_number"
    assert likely_quantity("增长5%", "增长6%") == "number_to_number"
    assert likely_quantity("推进建设", "加快建设") == "words_to_words"


def test_suggestions_for_the_real_plans(library: Library) -> None:
    """Plan and report of one year: hundreds of counterparts, every quote verbatim, every kind one that is."""
    found = library.suggestions("wuhai-2023-plan", "wuhai-2023-report")
    assert len(found) > 200
    assert len({match.id for match in found}) == len(found)
    two_sided = set(CHANGES) - OLD_ONLY - {"new"}
    for match in found:
        assert all(library.locate(quote) for quote in (*match.old, *match.new))
        assert match.change in two_sided
    grown = [c for m in found for c in figure_changes(m, library.comparability(m)) if "生产总值" in c.subject]
    assert {c.direction for c in grown} == {"same"}


def test_a_plan_with_itself_and_a_plan_without_text_are_refused(library: Library, tmp_path: Path) -> None:
    """Each gets a sentence of its own."""
    with pytest.raises(Problem) as caught:
        library.suggestions("wuhai-15", "wuhai-15")
    assert caught.value.messages[0].id == "compare.same_plan"
    (tmp_path / "plans").mkdir()
    known = library.plan("wuhai-15")
    heading = replace(known.paragraphs[0], id="bare/L1", section="", role="title")
    bare = Plan(replace(known.card, id="bare"), (), (heading,), ())
    (tmp_path / "plans" / "bare.toml").write_text(plan_toml(bare), encoding="utf-8")
    with pytest.raises(Problem) as caught:
        Library([CONTENT, tmp_path]).suggestions("bare", "wuhai-15")
    assert caught.value.messages[0].id == "compare.nothing_in"


# --- figures -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("old", "new", "direction", "difference"),
    [
        ("地区生产总值增长6%以上", "地区生产总值增长5%左右", "lowered", -1),
        ("优良率83.6%", "优良率不低于82.8%", "lowered", -0.8),
        ("新建充电站20座", "新建充电站35座", "raised", 15),
        ("规上工业增加值增长８％左右", "规上工业增加值增长8%左右", "same", 0),
    ],
)
def test_figures_of_plans_that_may_be_compared_directly(
    old: str, new: str, direction: str, difference: float
) -> None:
    """In class A a figure with the same unit and subject was raised, lowered or kept, by so much."""
    (change,) = figure_changes(linked(old, new), DIRECT)
    assert (change.direction, change.difference) == (direction, difference)


@pytest.mark.parametrize("grade", ["B", "C", "D"])
def test_below_class_a_no_figure_is_called_higher_or_lower(grade: str) -> None:
    """Across years, kinds or levels figures only stand side by side."""
    assert figure_changes(linked("增长6%以上", "增长5%左右"), Comparability(grade, "direct")) == ()


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("基本养老保险参保率91%以上", "困难群体参保率100%"),
        ("盘活3户停产企业", "盘活4户僵尸企业"),
        ("投资300亿元", "投资300户"),
        ("到2025年建成", "到2030年建成"),
        ("产能50—100万吨", "产能100万吨"),
        ("推进建设", "推进建设"),
    ],
)
def test_figures_of_other_things_are_not_compared(old: str, new: str) -> None:
    """Another subject, another unit, a year, a range: no verdict."""
    assert figure_changes(linked(old, new), DIRECT) == ()


# --- what may be said ----------------------------------------------------------------------------


@pytest.mark.parametrize("change", ["strengthened", "softened", "narrowed"])
def test_in_class_d_nothing_is_called_more_or_less(change: str) -> None:
    """What is not comparable is shown side by side; other kinds may still be said."""
    found = Comparability("D", "redefined")
    with pytest.raises(Problem) as caught:
        check_change(found, change)
    assert caught.value.messages[0].id == "judgement.change"
    check_change(found, "redirected")
    check_change(Comparability("C", "cross_level"), change)


def test_no_shipped_match_says_more_than_its_class(library: Library) -> None:
    """The ceiling holds for every curated match."""
    assert [m.id for m in library.matches() if not library.comparability(m).permits(m.change)] == []


def test_a_class_is_lowered_freely_and_raised_with_a_reason() -> None:
    """Raising needs written words, also when it was lowered before; the computed class stays known."""
    found = Comparability("C", "cross_level")
    check_grade(found, "D", "")
    check_grade(found, "B", "口径已核")
    for grade, reason, problem in (("B", " ", "judgement.raised"), ("E", "因", "judgement.grade")):
        with pytest.raises(Problem) as caught:
            check_grade(found, grade, reason)
        assert caught.value.messages[0].id == problem
    lowered = judged(found, Judgement(grade="D"))
    assert (lowered.grade, lowered.computed) == ("D", "C")
    check_grade(lowered, "C", "")
    assert judged(found, Judgement()) is found


# --- groups and survey ---------------------------------------------------------------------------


def test_matches_of_the_same_words_are_one_commitment(library: Library) -> None:
    """Each match is in one group; a group's matches share words; its quotes hold those of all of them."""
    matches = library.matches()
    for group, side in ((by_new, "new"), (by_old, "old")):
        found = group(matches, library.locate)
        assert sorted(m.id for c in found for m in c.matches) == sorted(m.id for m in matches)
        assert len(found) < len(matches)
        for commitment in found:
            for match in commitment.matches:
                own = getattr(match, side) or match.old or match.new
                assert all(any(q.text in held.text for held in commitment.quotes) for q in own)


def test_the_survey_counts_each_commitment_once(library: Library) -> None:
    """Commitments with and without a counterpart, by plan and theme, add up to all of them."""
    matches = library.matches()
    new = by_new(matches, library.locate)
    old = by_old(library.in_old_order(matches), library.locate)
    found = tallies(new, old)
    proposals = found["wuhai-15"]
    alone = sum(not any(match.old for match in c.matches) for c in new)
    assert 0 < proposals.without.total() == alone <= sum(m.change == "new" for m in matches)
    assert proposals.with_counterpart.total() == sum(bool(c.matches[0].new) for c in new) - alone
    assert set(found) == {"hainan-14", "wuhai-2023-plan", "wuhai-2023-report", "wuhai-15"}


def test_the_chapter_that_has_most_of_a_theme(library: Library) -> None:
    """The ecology is the third part of the outline and the third chapter of the proposals."""
    themes = library.themes
    for plan in ("hainan-14", "wuhai-15"):
        found = chapters(library.plan(plan), themes)
        assert main_chapter(found, "T02") == 3
        assert main_chapter(found, "T99") is None


def test_a_missing_document_leaves_the_list_when_it_is_there(library: Library) -> None:
    """Each names what it would settle in both languages; a plan of the same card is no longer missing."""
    missing = load_missing([CONTENT], library.cards.values())
    assert len(missing) >= 7
    wanted = missing[0]
    card = replace(
        library.cards["wuhai-15"],
        place=wanted.place,
        level=wanted.level,
        kind=wanted.kind,
        period=wanted.period,
    )
    assert wanted not in load_missing([CONTENT], [card])
    assert load_missing([], ()) == ()
