"""Searching: exact counts, several words, exclusion, scopes, numbers however they are written."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tui.locale import Locale
from tui.review.recent import remember_search, searches
from tui.search import Entry, Index, Query, parse_query
from tui.text.alike import numbers_alike, spans_alike
from tui.text.fold import find_spans, fold
from tui.workspace import Workspace

PLANS = {"hainan-14": "海南区“十四五”规划纲要", "wuhai-15": "乌海市委“十五五”规划建议"}
TEXT = st.text(alphabet="煤炭工业 Ａa2二Ⅱ5%百分之五十，\u3000", max_size=30)


def _index(*texts: str) -> Index:
    return Index(Entry("text", str(n), f"p{n % 2}", "", "", text) for n, text in enumerate(texts))


# --- what is asked for -----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("typed", "query"),
    [
        ("再生水", Query(("再生水",))),
        ("煤炭 工业", Query(("煤炭", "工业"))),
        ('"煤 炭"', Query(("煤炭",))),
        ("高 质　量 发展", Query(("高质量", "发展"))),
        ("煤 炭业", Query(("煤", "炭业"))),
        ("煤炭 -焦化", Query(("煤炭",), ("焦化",))),
        ("in:hainan 煤", Query(("煤",), plans=frozenset({"hainan-14"}))),
        ("in:十五五　煤", Query(("煤",), plans=frozenset({"wuhai-15"}))),
        ("is:target 煤", Query(("煤",), kinds=frozenset({"target"}))),
        ("is：指标 煤", Query(("煤",), kinds=frozenset({"target"}))),
        ("~百分之五", Query(("百分之五",), numbers=True)),
        ("in:nowhere", Query(("in:nowhere",))),
        ("is:thing", Query(("is:thing",))),
        ("  ", Query(())),
        ("-", Query(("-",))),
        ('"', Query(('"',))),
    ],
)
def test_what_a_line_means(typed: str, query: Query) -> None:
    """Blanks separate, quotation marks join, - excludes, in: and is: narrow; what names nothing is a word."""
    assert parse_query(typed, PLANS, {"指标": "target"}.get) == query


@given(st.text(max_size=30))
def test_no_line_breaks_the_search(typed: str) -> None:
    """Whatever is typed is answered."""
    query = parse_query(typed, PLANS)
    assert _index("煤炭", typed).find(query).total >= 0


# --- what is found ---------------------------------------------------------------------------------


@given(texts=st.lists(TEXT, max_size=6), word=TEXT)
def test_counts_are_exact(texts: list[str], word: str) -> None:
    """As many places as a reader would count, entry by entry, in order."""
    wanted = fold(word)
    found = _index(*texts).find(Query((wanted,) if wanted else ()))
    places = [find_spans(text, wanted) for text in texts]
    assert found.total == sum(map(len, places))
    assert [entry.id for entry in found.entries] == [str(n) for n, spans in enumerate(places) if spans]
    assert [list(hit.spans) for hit in found.hits] == [spans for spans in places if spans]


@given(texts=st.lists(TEXT, max_size=6), first=TEXT, second=TEXT)
def test_all_words_must_stand_and_none_that_is_excluded(texts: list[str], first: str, second: str) -> None:
    """Two words narrow to entries with both; an excluded one leaves out those that hold it."""
    one, two = fold(first), fold(second)
    if not one or not two:
        return
    index = _index(*texts)
    both = {entry.id for entry in index.find(Query((one, two))).entries}
    without = {entry.id for entry in index.find(Query((one,), (two,))).entries}
    assert both == {str(n) for n, text in enumerate(texts) if one in fold(text) and two in fold(text)}
    assert without == {str(n) for n, text in enumerate(texts) if one in fold(text) and two not in fold(text)}


def test_scopes_narrow() -> None:
    """A plan or a kind leaves the others out, in entries and in counts."""
    index = _index("煤炭", "煤炭", "煤炭煤炭")
    found = index.find(Query(("煤炭",), plans=frozenset({"p0"})))
    assert ([entry.id for entry in found.entries], found.total) == (["0", "2"], 3)
    assert found.counts == {("p0", "text"): 2}
    assert index.find(Query(("煤炭",), kinds=frozenset({"note"}))).entries == ()


# --- numbers ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "alike"),
    [
        ("百分之五", "5%"),
        ("百分之六点五", "6.5%"),
        ("第十四章", "第14章"),
        ("Ⅱ类水体", "2类水体"),
        ("二〇三五年", "2035年"),
        ("两个千亿级", "2个1000亿级"),
    ],
)
def test_numbers_are_alike(text: str, alike: str) -> None:
    """Number words, Roman numerals and per cent in words become figures."""
    assert numbers_alike(fold(text)) == alike


def test_numbers_are_found_however_they_are_written() -> None:
    """~5% finds 百分之五 and 5％, and marks the words as printed."""
    texts = ("增长百分之五左右", "增长 ５％ 左右", "增长6%")
    for typed in ("~5%", "~百分之五"):
        found = _index(*texts).find(parse_query(typed, PLANS))
        assert [entry.id for entry in found.entries] == ["0", "1"]
        marked = [texts[int(hit.entry.id)][slice(*hit.spans[0])] for hit in found.hits]
        assert marked == ["百分之五", "５％"]


@given(TEXT)
def test_marks_of_numbers_stay_within_the_text(text: str) -> None:
    """Every character of the text with figures stands for some of the text as printed."""
    for character in set(numbers_alike(fold(text))):
        for start, end in spans_alike(text, character):
            assert 0 <= start < end <= len(text)


# --- everything there is ---------------------------------------------------------------------------


def test_plans_targets_projects_matches_and_notes(workspace: Workspace) -> None:
    """One word is found in every kind of thing, each with a place to go to."""
    zh = Locale("zh")
    sentence = workspace.sentences("hainan-14").in_section("hainan-14/14.6")[0]
    said = {"kind": "risk", "severity": "low", "note": "氢能口径"}
    workspace.act("flag", "sentence", sentence.paragraph, sentence, **said)
    found = workspace.search(workspace.query("氢能", zh))
    assert {entry.kind for entry in found.entries} == {"text", "target", "project", "match", "note"}
    assert all(workspace.paragraph(entry.paragraph) for entry in found.entries)
    notes = workspace.search(workspace.query("口径 is:意见", zh))
    assert [entry.text for entry in notes.entries] == ["氢能口径"]
    workspace.undo()
    assert workspace.search(workspace.query("口径 is:note", zh)).entries == ()


def test_searches_are_remembered() -> None:
    """The last one first, each once, not more than twenty."""
    for line in ("甲", "乙", "甲", *map(str, range(30))):
        remember_search(line)
    assert searches()[:2] == ("29", "28")
    assert len(searches()) == 20
