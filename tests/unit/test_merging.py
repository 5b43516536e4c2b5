"""Several reviewers: joining their files, what they differ in, and how far they agree."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.unit.test_review import joined_events
from tui.messages import Problem
from tui.plans.model import Passage
from tui.review.agreement import NO_FLAG, agreement, by_kind, category
from tui.review.events import Author
from tui.review.merging import union
from tui.review.model import Flag
from tui.review.state import fold
from tui.review.store import read_review
from tui.workspace import Workspace

WANG, LI = Author("王审", "发改委"), Author("李核", "统计局")
FIRST = Passage("hainan-14/L1012", 0, 11, "推进煤炭供给转型升级。")
MakeWorkspace = Callable[..., Workspace]


def _flag(workspace: Workspace, kind: str = "question", severity: str = "medium") -> str:
    return workspace.act("flag", "sentence", FIRST.paragraph, FIRST, kind=kind, severity=severity, note="").id


# --- joining ---------------------------------------------------------------------------------------


@given(st.data())
def test_joining_loses_nothing_whatever_the_order(data: st.DataObject) -> None:
    """Any two parts of a history, joined either way round and twice, are the history."""
    events = data.draw(joined_events())
    parts = data.draw(st.lists(st.integers(0, 2), min_size=len(events), max_size=len(events)))
    first = [event for event, part in zip(events, parts, strict=True) if part != 1]
    second = [event for event, part in zip(events, parts, strict=True) if part != 0]
    joined = union(first, second)
    assert joined == union(second, first) == union(joined, first, joined)
    assert list(joined) == sorted(events, key=lambda event: event.id)
    assert fold(joined) == fold(events)


def test_an_event_that_was_changed_by_hand_is_refused(workspace: Workspace) -> None:
    """The same id with other words: nothing is joined, and the sentence names the event."""
    _flag(workspace)
    (event,) = workspace.events
    with pytest.raises(Problem) as caught:
        union([event], [replace(event, payload={"note": "别的"})])
    assert caught.value.messages[0].values["id"] == event.id


@pytest.fixture
def two(make_workspace: MakeWorkspace, tmp_path: Path) -> tuple[Workspace, Workspace]:
    """Two people with a file each."""
    return (
        make_workspace(author=WANG, review=tmp_path / "wang.review"),
        make_workspace(author=LI, review=tmp_path / "li.review"),
    )


def test_offline_work_is_joined(two: tuple[Workspace, Workspace]) -> None:
    """Each takes in the other's file: both have all, what was undone stays so, a second time adds nothing."""
    wang, li = two
    _flag(wang, "risk")
    _flag(li, "error")
    li.undo()
    _flag(li, "missing")
    told = wang.brought([li.store.path])
    assert {author.name: dict(kinds) for author, kinds in told.by_author.items()} == {
        "李核": {"flag": 2, "undo": 1}
    }
    wang.merge([li.store.path])
    li.merge([wang.store.path])
    assert wang.events == li.events
    assert [flag.kind for flag in wang.state.flags] == ["risk", "missing"]
    assert wang.merge([li.store.path]).events == ()
    assert {flag.author for flag in wang.flags()} == {WANG, LI}


@pytest.mark.parametrize("name", ["absent.review", "text.review"])
def test_a_file_that_is_no_review_brings_nothing(workspace: Workspace, tmp_path: Path, name: str) -> None:
    """A file that is not there, or is none, is named, and this review stays as it is."""
    (tmp_path / "text.review").write_text("笔记" * 500, encoding="utf-8")
    _flag(workspace)
    with pytest.raises(Problem) as caught:
        workspace.merge([tmp_path / name])
    assert name in str(caught.value.messages[0].values["file"])
    assert len(workspace.events) == 1


# --- differences -----------------------------------------------------------------------------------


def _joined(two: tuple[Workspace, Workspace]) -> Workspace:
    wang, li = two
    wang.merge([li.store.path])
    return wang


def test_another_kind_on_the_same_words_is_a_conflict(two: tuple[Workspace, Workspace]) -> None:
    """It is listed until one is preferred; then only that one is a flag; undo brings the other back."""
    wang, li = two
    mine, other = _flag(wang, "risk"), _flag(li, "question")
    joined = _joined(two)
    (conflict,) = joined.conflicts()
    assert conflict.kind == "kind"
    assert {flag.id for flag in conflict.flags} == {mine, other}
    joined.act("settle", "flag", other, other=mine)
    assert joined.conflicts() == ()
    assert [flag.id for flag in joined.flags()] == [mine]
    joined.undo()
    assert len(joined.conflicts()) == 1


def test_both_may_stand(two: tuple[Workspace, Workspace]) -> None:
    """What was decided to stand side by side is no conflict any more, and both are flags."""
    wang, li = two
    mine, other = _flag(wang, severity="high"), _flag(li, severity="low")
    joined = _joined(two)
    assert [conflict.kind for conflict in joined.conflicts()] == ["severity"]
    joined.act("settle", "flag", mine, other=other, both=True)
    assert joined.conflicts() == ()
    assert len(joined.flags()) == 2


def test_the_same_said_twice_is_no_conflict(two: tuple[Workspace, Workspace]) -> None:
    """Equal kinds and severities agree; different flags of one person are no conflict either."""
    wang, li = two
    _flag(wang, "risk")
    _flag(wang, "error")
    _flag(li, "risk")
    joined = _joined(two)
    differing = [{flag.kind for flag in conflict.flags} for conflict in joined.conflicts()]
    assert differing == [{"risk", "error"}]


def test_different_replies_are_settled_by_one(two: tuple[Workspace, Workspace]) -> None:
    """Two people reply differently to one flag; the one that is chosen stands alone."""
    wang, li = two
    flag = _flag(wang)
    li.merge([wang.store.path])
    wang.act("reply", "flag", flag, reply="adopted", reason="")
    li.act("reply", "flag", flag, reply="declined", reason="不宜")
    joined = _joined(two)
    (conflict,) = joined.conflicts()
    assert [reply.author for reply in conflict.flags[0].replies] == ["王审", "李核"]
    joined.act("reply", "flag", flag, reply="declined", reason="不宜", settles=True)
    assert joined.conflicts() == ()
    reply = joined.flags()[0].reply
    assert reply is not None
    assert reply.reply == "declined"


# --- agreement -------------------------------------------------------------------------------------


def test_the_textbook_example() -> None:
    """Twenty and fifteen of fifty agreed, expected by chance half: κ 0.40."""
    judged = [("y", "y")] * 20 + [("y", "n")] * 5 + [("n", "y")] * 10 + [("n", "n")] * 15
    found = agreement(judged)
    assert (found.sentences, found.observed) == (50, 0.7)
    assert found.expected == pytest.approx(0.5)
    assert found.kappa == pytest.approx(0.4)


def test_no_flag_is_a_category_of_its_own() -> None:
    """Agreeing that nothing is to be said counts, as agreement and as chance."""
    found = agreement([("risk", "risk")] + [(NO_FLAG, NO_FLAG)] * 8 + [("risk", NO_FLAG)])
    assert found.observed == pytest.approx(0.9)
    assert found.expected == pytest.approx(0.2 * 0.1 + 0.8 * 0.9)
    assert by_kind([("risk", "error"), (NO_FLAG, NO_FLAG)])["risk"].observed == 0.5


@pytest.mark.parametrize("judged", [[], [("a", "a")] * 3])
def test_where_kappa_is_not_defined(judged: list[tuple[str, str]]) -> None:
    """Without sentences, or where both always say the same one thing, there is none."""
    assert agreement(judged).kappa is None


PAIRS = st.lists(st.tuples(st.sampled_from("abc"), st.sampled_from("abc")), min_size=1, max_size=40)


@given(PAIRS)
def test_kappa_is_what_it_should_be(judged: list[tuple[str, str]]) -> None:
    """At most 1, which only full agreement reaches; the same for both sides and under other names."""
    found = agreement(judged)
    swapped = agreement([(b, a) for a, b in judged])
    renamed = agreement([(a.upper(), b.upper()) for a, b in judged])
    assert found == swapped == renamed
    if found.kappa is not None:
        assert found.kappa <= 1
        assert (found.kappa == pytest.approx(1)) == (found.observed == 1)


def _of(kind: str, severity: str) -> Flag:
    return Flag(f"{kind}{severity}", "sentence", "p", None, kind, severity, "", WANG, "")


def test_what_somebody_says_of_a_sentence_with_several_flags() -> None:
    """The severest counts, of equal ones the first kind in the order of the settings; without one none."""
    kinds = ["question", "risk", "error"]
    assert category([_of("question", "low"), _of("error", "high")], kinds) == "error"
    assert category([_of("error", "low"), _of("risk", "low")], kinds) == "risk"
    assert category([], kinds) == NO_FLAG


def test_only_what_both_looked_at_counts(two: tuple[Workspace, Workspace]) -> None:
    """Sentences that one of them never marked as looked at are left out, flagged or not."""
    wang, li = two
    sentences = wang.sentences("hainan-14").in_section("hainan-14/14.6")[:6]
    for workspace, seen in ((wang, sentences[:5]), (li, sentences[1:])):
        for sentence in seen:
            workspace.act("reviewed", "sentence", sentence.paragraph, sentence)
    for workspace in two:
        flagged = sentences[2]
        workspace.act("flag", "sentence", flagged.paragraph, flagged, kind="risk", severity="low", note="")
    _flag(wang, "error")
    found = _joined(two).agreements("hainan-14")
    judged = found["李核", "王审"]
    assert len(judged[""]) == len(judged["hainan-14/14.6"]) == 4
    assert judged[""].count(("risk", "risk")) == 1
    assert agreement(judged[""]).kappa == pytest.approx(1)


def test_a_review_that_is_only_looked_at_is_not_changed(workspace: Workspace) -> None:
    """Reading somebody's file for joining changes no byte of it."""
    _flag(workspace)
    before = workspace.store.path.read_bytes()
    assert read_review(workspace.store.path) == workspace.events
    assert workspace.store.path.read_bytes() == before
