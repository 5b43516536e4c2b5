"""Agreement of two reviewers: tables computed by hand, and what no renaming or reordering changes."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tui.review.agreement import NO_FLAG, Pair, agreement, by_kind, pairs_of, sections_judged
from tui.review.events import Author

CATEGORIES = ("risk", "error", NO_FLAG)
JUDGED = st.lists(st.tuples(st.sampled_from(CATEGORIES), st.sampled_from(CATEGORIES)), max_size=40)
#: Row by row: what the first said, what the second said, on how many sentences.
TABLE = {
    ("risk", "risk"): 10,
    ("risk", "error"): 2,
    ("risk", NO_FLAG): 3,
    ("error", "risk"): 1,
    ("error", "error"): 8,
    ("error", NO_FLAG): 1,
    (NO_FLAG, "risk"): 4,
    (NO_FLAG, NO_FLAG): 21,
}


def _judged() -> list[Pair]:
    return [pair for pair, count in TABLE.items() for _ in range(count)]


def test_three_categories_by_hand() -> None:
    """Both say 15, 10 and 25 of 50: expected (15² + 10² + 25²) / 50², no flag being one of the three."""
    found = agreement(_judged())
    assert (found.sentences, found.observed) == (50, 0.78)
    assert found.expected == pytest.approx(0.38)
    assert found.kappa == pytest.approx(0.40 / 0.62)


@pytest.mark.parametrize(
    ("kind", "observed", "expected", "kappa"),
    [("risk", 0.80, 0.58, 0.22 / 0.42), ("error", 0.92, 0.68, 0.24 / 0.32)],
)
def test_a_kind_against_all_the_rest_by_hand(
    kind: str, observed: float, expected: float, kappa: float
) -> None:
    """The rest is one category; that no flag was set is no kind of its own."""
    kinds = by_kind(_judged())
    assert set(kinds) == {"risk", "error"}
    found = kinds[kind]
    assert [found.observed, found.expected, found.kappa] == pytest.approx([observed, expected, kappa])


def test_saying_the_opposite_is_worse_than_chance() -> None:
    """Two who never agree, each half of the time, have the lowest κ there is."""
    assert agreement([("risk", NO_FLAG), (NO_FLAG, "risk")] * 5).kappa == -1


def test_no_common_word_is_no_agreement_and_none_expected() -> None:
    """One who always flags and one who never does agree as chance would have it: κ 0."""
    found = agreement([("risk", NO_FLAG)] * 5)
    assert (found.observed, found.expected, found.kappa) == (0, 0, 0)


@given(JUDGED, st.permutations(CATEGORIES))
def test_names_of_categories_do_not_matter(judged: list[Pair], names: list[str]) -> None:
    """Any renaming, also one that makes no flag a kind, gives the same figures."""
    renamed = dict(zip(CATEGORIES, names, strict=True))
    assert agreement((renamed[a], renamed[b]) for a, b in judged) == agreement(judged)


@given(JUDGED)
def test_both_reviewers_are_alike(judged: list[Pair]) -> None:
    """Neither is the measure of the other, in all and by kind."""
    swapped = [(b, a) for a, b in judged]
    assert agreement(swapped) == agreement(judged)
    assert by_kind(swapped) == by_kind(judged)


@given(JUDGED)
def test_kappa_is_one_only_where_all_is_agreed(judged: list[Pair]) -> None:
    """From -1 to 1, in all and by kind; undefined only without sentences or where both say one thing."""
    for found in (agreement(judged), *by_kind(judged).values()):
        if found.kappa is None:
            assert not found.sentences or found.observed == 1
        else:
            assert -1 <= found.kappa <= 1
            assert (found.kappa == 1) == (found.observed == 1)


def test_a_sentence_counts_in_every_section_around_it() -> None:
    """The whole plan has all; a section has its own; one in which nothing was judged is not there."""
    judged = {"first": ("risk", "risk"), "second": (NO_FLAG, "risk")}
    sections = {"first": ("", "p/1", "p/1.1"), "second": ("", "p/1"), "third": ("", "p/2")}
    assert sections_judged(judged, sections) == {
        "": [("risk", "risk"), (NO_FLAG, "risk")],
        "p/1": [("risk", "risk"), (NO_FLAG, "risk")],
        "p/1.1": [("risk", "risk")],
    }


def test_every_two_people_are_compared_once() -> None:
    """Three have three pairs, whatever the order they are named in; one alone has none."""
    first, second, third = Author("丙"), Author("甲", "发改委"), Author("甲", "统计局")
    assert pairs_of({third, first, second}) == [(first, second), (first, third), (second, third)]
    assert pairs_of([first]) == []
