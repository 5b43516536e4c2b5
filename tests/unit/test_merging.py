"""Several reviewers: joining their files, what they differ in, and how far they agree."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.unit.test_review import History, joined_events
from tui.messages import Problem
from tui.plans.model import Passage
from tui.review.agreement import NO_FLAG, agreement, by_kind, category
from tui.review.conflicts import conflicts
from tui.review.events import Author, Event, new_event_id
from tui.review.merging import union
from tui.review.model import Flag
from tui.review.state import fold
from tui.review.store import read_review
from tui.review.undo import active_events, redoable
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


@given(st.data())
def test_joining_in_steps_is_joining_at_once(data: st.DataObject) -> None:
    """Three files joined two first and then the third, whichever two, are the same review."""
    events = data.draw(joined_events())
    first, second, third = (data.draw(st.lists(st.sampled_from(events), max_size=8)) for _ in range(3))
    at_once = union(first, second, third)
    assert union(union(first, second), third) == union(first, union(second, third)) == at_once


@given(joined_events())
def test_joining_leaves_everyones_undos_as_they_were(events: list[Event]) -> None:
    """What counts of a person's acts is the same among the acts of others as alone."""
    for who in (WANG, LI):
        own = [event for event in events if event.author == who]
        assert [event for event in active_events(events) if event.author == who] == active_events(own)


def test_an_undo_of_what_was_lost_has_nothing_to_redo() -> None:
    """In a file of which a part could be saved, the undo may be there and what it took back not."""
    history = History()
    history.add(WANG, "undo", "lost", event="lost")
    assert redoable(history.events, WANG) is None


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


@given(st.integers(1, 4), st.lists(st.tuples(*[st.integers(0, 3)] * 2), max_size=8))
def test_preferring_never_hides_every_flag(flags: int, preferred: list[tuple[int, int]]) -> None:
    """Whatever people prefer without knowing of each other, a preferred flag stands in the end."""
    history = History()
    ids = [history.add(WANG, "flag").id for _ in range(flags)]
    for loser, winner in preferred:
        history.add(LI, "settle", ids[loser % flags], other=ids[winner % flags])
    found = {flag.id: flag for flag in fold(history.events).flags}
    for flag in found.values():
        passed = set()
        while flag.settled and flag.id not in passed:
            passed.add(flag.id)
            flag = found[flag.settled]
        assert not flag.settled


def test_of_opposite_preferences_the_last_counts() -> None:
    """Each prefers another flag offline: joined either way round, the later decision holds."""
    history = History()
    mine, other = history.add(WANG, "flag").id, history.add(LI, "flag").id
    history.add(WANG, "settle", other, other=mine)
    last = history.add(LI, "settle", mine, other=other)
    wang, li = ([event for event in history.events if event != left] for left in (last, history.events[2]))
    for joined in (union(wang, li), union(li, wang)):
        assert {flag.id: flag.settled for flag in fold(joined).flags} == {mine: other, other: ""}
    history.add(LI, "undo", last.id, event=last.id)
    assert {flag.id: flag.settled for flag in fold(history.events).flags} == {mine: "", other: mine}


@pytest.mark.parametrize("kind", ["flag_remove", "undo"])
def test_a_flag_stands_again_when_the_preferred_one_is_withdrawn(kind: str) -> None:
    """An opinion does not vanish with another that was preferred to it."""
    history = History()
    mine, other = history.add(WANG, "flag").id, history.add(LI, "flag").id
    history.add(LI, "settle", other, other=mine)
    history.add(WANG, kind, mine, event=mine)
    (left,) = fold(history.events).flags
    assert (left.id, left.settled) == (other, "")


def test_both_stand_also_after_one_was_preferred() -> None:
    """The last word on two flags counts, also where it is that both stand."""
    history = History()
    mine, other = history.add(WANG, "flag").id, history.add(LI, "flag").id
    history.add(LI, "settle", other, other=mine)
    history.add(WANG, "settle", mine, other=other, both=True)
    assert [flag.settled for flag in fold(history.events).flags] == ["", ""]


def test_targets_printed_in_the_same_words_are_not_confused() -> None:
    """Two people differ on one target; another target of the same sentence has nothing to do with it."""
    first = replace(_of("risk", "low"), subject_kind="target", subject_id="t-1", anchor=FIRST)
    second = replace(_of("error", "low"), subject_kind="target", subject_id="t-1", anchor=FIRST, author=LI)
    elsewhere = replace(second, id="else", subject_id="t-2")
    (conflict,) = conflicts([first, second, elsewhere], lambda flag: flag.anchor)
    assert conflict.flags == (first, second)


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
    assert [reply.author for reply in conflict.flags[0].replies] == [WANG, LI]
    seen = [[r.author.name, r.author.unit, r.created] for r in conflict.flags[0].replies]
    joined.act("reply", "flag", flag, reply="declined", reason="不宜", settles=seen)
    assert joined.conflicts() == ()
    reply = joined.flags()[0].reply
    assert reply is not None
    assert reply.reply == "declined"


@pytest.mark.parametrize(("settles", "left"), [([["王审", "发改委", "t"]], 2), (True, 1), ([], 3), ([4], 3)])
def test_a_reply_that_was_not_seen_when_others_were_settled_stays(settles: object, left: int) -> None:
    """Only those replies give way that whoever settled had before them; early reviews did not tell which."""
    flag = Event("0" * 28, WANG, "t", "flag", "sentence", "p/L1")
    said = [
        Event(f"{n:028x}", who, "t", "reply", "flag", flag.id, {}, {"reply": reply})
        for n, (who, reply) in enumerate([(WANG, "adopted"), (LI, "declined")], 1)
    ]
    chosen = Event(
        "3" * 28, Author("赵"), "t", "reply", "flag", flag.id, {}, {"reply": "adopted", "settles": settles}
    )
    assert len(fold([flag, *said, chosen]).flags[0].replies) == left


def test_people_of_one_name_in_two_units_are_two_people(
    make_workspace: MakeWorkspace, tmp_path: Path
) -> None:
    """Their replies stand beside each other, and agreement is counted between them."""
    here, there = (
        make_workspace(author=Author("王伟", unit), review=tmp_path / f"{unit}.review")
        for unit in ("发改委", "统计局")
    )
    flag = _flag(here)
    there.merge([here.store.path])
    here.act("reply", "flag", flag, reply="adopted", reason="")
    there.act("reply", "flag", flag, reply="declined", reason="")
    for workspace in (here, there):
        workspace.act("reviewed", "sentence", FIRST.paragraph, FIRST)
    there.merge([here.store.path])
    assert len(there.flags()[0].replies) == 2
    assert len(there.agreements("hainan-14")) == 1


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
    judged = found[LI, WANG]
    assert len(judged[""]) == len(judged["hainan-14/14.6"]) == 4
    assert judged[""].count(("risk", "risk")) == 1
    assert agreement(judged[""]).kappa == pytest.approx(1)


def test_what_was_said_counts_though_another_flag_was_preferred(two: tuple[Workspace, Workspace]) -> None:
    """Settling a difference afterwards does not lower or raise how far two people agreed."""
    wang, li = two
    sentences = wang.sentences("hainan-14").in_section("hainan-14/14.6")[:6]
    for workspace in two:
        for sentence in sentences:
            workspace.act("reviewed", "sentence", sentence.paragraph, sentence)
    first = wang.act("flag", "sentence", sentences[2].paragraph, sentences[2], kind="risk", note="")
    second = li.act("flag", "sentence", sentences[2].paragraph, sentences[2], kind="error", note="")
    joined = _joined(two)
    before = joined.agreements("hainan-14")
    joined.act("settle", "flag", second.id, other=first.id)
    assert joined.agreements("hainan-14") == before


def test_an_id_of_the_far_future_is_refused_before_it_is_taken_in(two: tuple[Workspace, Workspace]) -> None:
    """Else the next own id would have no room to rise."""
    wang, li = two
    _flag(wang)
    li.store.take([Event("f" * 28, LI, "t", "flag", "sentence", "p/L1")])
    with pytest.raises(Problem) as caught:
        wang.merge([li.store.path])
    assert caught.value.messages[0].id == "review.damaged"
    _flag(wang)
    assert len(read_review(wang.store.path)) == 2
    assert len(new_event_id("c" + "f" * 27)) == 28


def test_a_review_that_is_only_looked_at_is_not_changed(workspace: Workspace) -> None:
    """Reading somebody's file for joining changes no byte of it."""
    _flag(workspace)
    before = workspace.store.path.read_bytes()
    assert read_review(workspace.store.path) == workspace.events
    assert workspace.store.path.read_bytes() == before
