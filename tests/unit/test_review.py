"""The review file: nothing acknowledged is lost, nothing foreign is touched, and undo does what it says."""

from __future__ import annotations

import os
import shutil
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from unittest.mock import patch

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.conftest import ROOT
from tui.locale import LANGUAGES, Locale
from tui.messages import Problem
from tui.plans.model import Passage
from tui.report.files import build, rendered
from tui.report.history import history
from tui.report.names import HAND_INS
from tui.report.options import Options
from tui.review import store as store_module
from tui.review.events import Author, Event, new_event_id
from tui.review.state import ReviewState, fold, match_payload
from tui.review.store import ReviewStore
from tui.review.undo import redoable, undoable
from tui.workspace import Workspace

WANG = Author("王审", "发改委")
LI = Author("李核", "统计局")
PASSAGE = Passage("hainan-14/L1012", 0, 4, "推进煤炭")
OTHER_PASSAGE = Passage("hainan-14/L1012", 4, 8, "供给转型")

MakeWorkspace = Callable[..., Workspace]


# --- durability ------------------------------------------------------------------------------------

WRITER = """
import sys
from pathlib import Path
from tui.review.events import Author
from tui.review.store import ReviewStore

store = ReviewStore(Path(sys.argv[1]))
while True:
    event = store.append(Author("王审"), "flag", "sentence", "p/L1", payload={"note": "意" * 400})
    print(event.id, flush=True)
"""


def _write_until_killed(path: Path, acknowledged: int) -> list[str]:
    """Ids that a writer acknowledged before it was killed on its n-th acknowledgement."""
    with subprocess.Popen(
        [sys.executable, "-c", WRITER, str(path)], stdout=subprocess.PIPE, cwd=ROOT, encoding="ascii"
    ) as writer:
        assert writer.stdout is not None
        seen = [writer.stdout.readline() for _ in range(acknowledged)]
        assert writer.poll() is None, "it was to be killed, not to end by itself"
        writer.kill()
        seen.extend(writer.stdout)
    return [line.strip() for line in seen if line.endswith("\n")]


@pytest.mark.parametrize("acknowledged", [1, 2, 9, 60])
def test_what_was_acknowledged_survives_a_kill(tmp_path: Path, acknowledged: int) -> None:
    """A writer killed at any moment has lost nothing that it acknowledged, and the file is sound."""
    path = tmp_path / "killed.review"
    ids = _write_until_killed(path, acknowledged)
    assert len(ids) >= acknowledged
    with closing(ReviewStore(path)) as store:
        kept = [event.id for event in store.events()]
    assert kept[: len(ids)] == ids
    assert len(kept) <= len(ids) + 1, "at most the event that was being written is there besides"
    with closing(sqlite3.connect(path)) as connection:
        assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)


def test_writing_goes_on_after_a_kill(tmp_path: Path) -> None:
    """The next start of the program writes behind what the killed one left."""
    path = tmp_path / "killed.review"
    ids = _write_until_killed(path, 3)
    with closing(ReviewStore(path)) as store:
        event = store.append(WANG, "flag", "sentence", "p/L2")
        assert event.id > max(ids)
        assert store.events()[-1] == event


def test_the_file_alone_is_whole(tmp_path: Path) -> None:
    """A copy of the one file, taken while the program has it open, holds every event."""
    path, stick = tmp_path / "open.review", tmp_path / "stick.review"
    with closing(ReviewStore(path)) as store:
        events = tuple(store.append(WANG, "flag", "sentence", f"p/L{line}") for line in range(1, 4))
        assert [file.name for file in tmp_path.iterdir()] == [path.name], "no file beside the review file"
        shutil.copyfile(path, stick)
    with closing(ReviewStore(stick)) as copy:
        assert copy.events() == events


def test_the_journal_is_a_rollback_journal_and_full(tmp_path: Path) -> None:
    """Writes are synchronised in full and never go to a write-ahead log, even if the file came with one."""
    path = tmp_path / "t.review"
    with closing(ReviewStore(path)) as store:
        store.append(WANG, "flag", "sentence", "p/L1")
    with closing(sqlite3.connect(path)) as connection:
        assert connection.execute("PRAGMA journal_mode").fetchone() == ("delete",)
        assert connection.execute("PRAGMA journal_mode = WAL").fetchone() == ("wal",)
    with closing(ReviewStore(path)) as store:
        own = store._connection
        assert own is not None
        assert own.execute("PRAGMA journal_mode").fetchone() == ("delete",)
        assert own.execute("PRAGMA synchronous").fetchone() == (2,)
        assert len(store.events()) == 1


def test_no_file_is_made_by_looking(tmp_path: Path) -> None:
    """Opening a review that does not exist yet leaves no file behind; the first event makes it."""
    path = tmp_path / "new" / "t.review"
    with closing(ReviewStore(path)) as store:
        assert store.events() == ()
        assert not path.parent.exists()
        store.append(WANG, "flag", "sentence", "p/L1")
        assert path.is_file()


def test_an_event_comes_back_as_it_was_written(tmp_path: Path) -> None:
    """Author, passage and note survive the file character for character."""
    path = tmp_path / "t.review"
    note = "口径？|`[x](y)`<b>\n\x1b[31m'\"\\ \u202e\ufffd🙂"
    author = Author('O\'Neil "王"', "发改委\\二处")
    anchor = {"paragraph": "p/L1", "start": 0, "end": 2, "quote": "甲，"}
    with closing(ReviewStore(path)) as store:
        written = store.append(
            author, "flag", "sentence", "p/L1", anchor=anchor, payload={"note": note, "n": 1.5, "none": None}
        )
    with closing(ReviewStore(path)) as store:
        assert store.events() == (written,)
        assert store.events()[0].payload["note"] == note


# --- ids -------------------------------------------------------------------------------------------


@given(clock=st.lists(st.integers(0, 2**61), min_size=1, max_size=20))
def test_ids_keep_their_order_whatever_the_clock_says(clock: list[int]) -> None:
    """Each id is greater than the one before, with the clock standing still or set back."""
    ids = [""]
    for reading in clock:
        with patch("time.time_ns", return_value=reading):
            ids.append(new_event_id(ids[-1]))
    assert ids == sorted(set(ids))
    assert {len(identifier) for identifier in ids[1:]} == {28}


def test_order_is_kept_across_reopening_with_the_clock_set_back(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What was done yesterday stays before what is done today, even if today's clock is a year behind."""
    path = tmp_path / "t.review"
    present = time.time_ns()
    with closing(ReviewStore(path)) as store:
        store.append(WANG, "flag", "sentence", "first")
    monkeypatch.setattr(time, "time_ns", lambda: present - 365 * 86_400 * 10**9)
    with closing(ReviewStore(path)) as store:
        store.append(WANG, "flag", "sentence", "second")
        store.append(WANG, "flag", "sentence", "third")
        assert [event.subject_id for event in store.events()] == ["first", "second", "third"]


# --- undo and redo across reopening ----------------------------------------------------------------


@pytest.fixture
def reopened(make_workspace: MakeWorkspace, tmp_path: Path) -> Iterator[MakeWorkspace]:
    """A workspace on the one review file of the test, opened anew at each call."""
    opened: list[Workspace] = []

    def reopen(author: Author = WANG) -> Workspace:
        for workspace in opened:
            workspace.store.close()
        workspace = make_workspace(author=author, review=tmp_path / "undo.review")
        opened.append(workspace)
        return workspace

    yield reopen
    for workspace in opened:
        workspace.store.close()


def _flag(workspace: Workspace, note: str = "", passage: Passage = PASSAGE) -> Event:
    return workspace.act(
        "flag", "sentence", passage.paragraph, passage, kind="error", severity="high", note=note
    )


def _there_and_back(reopened: MakeWorkspace, before: ReviewState, after: ReviewState) -> None:
    """Undo gives `before`, redo gives `after`, each seen by a program started anew."""
    assert before != after
    reopened().undo()
    assert reopened().state == before
    reopened().redo()
    assert reopened().state == after
    workspace = reopened()
    workspace.undo()
    workspace.redo()
    workspace.undo()
    assert reopened().state == before


def test_undo_and_redo_of_a_flag(reopened: MakeWorkspace) -> None:
    """A flag goes away with undo and comes back with redo, with all that it had."""
    before = reopened().state
    event = _flag(reopened(), "口径请核实")
    after = reopened().state
    assert [(f.id, f.kind, f.severity, f.note, f.anchor, f.author) for f in after.flags] == [
        (event.id, "error", "high", "口径请核实", PASSAGE, WANG)
    ]
    _there_and_back(reopened, before, after)


def test_undo_and_redo_of_a_comment(reopened: MakeWorkspace) -> None:
    """Undo of a comment gives back the comment before it and leaves the flag."""
    flag = _flag(reopened(), "初稿")
    before = reopened().state
    reopened().act("flag_edit", "flag", flag.id, note="定稿")
    after = reopened().state
    assert [(f.note, f.kind, f.severity) for f in after.flags] == [("定稿", "error", "high")]
    _there_and_back(reopened, before, after)
    assert [f.note for f in reopened().state.flags] == ["初稿"]


def test_undo_and_redo_of_a_removal(reopened: MakeWorkspace) -> None:
    """A removed flag comes back with its comment."""
    flag = _flag(reopened())
    reopened().act("flag_edit", "flag", flag.id, note="保留的意见")
    before = reopened().state
    reopened().act("flag_remove", "flag", flag.id)
    after = reopened().state
    assert after.flags == ()
    _there_and_back(reopened, before, after)
    assert [f.note for f in reopened().state.flags] == ["保留的意见"]


def test_undo_and_redo_of_a_value(reopened: MakeWorkspace) -> None:
    """Undo of a corrected value gives back the value before it."""
    reopened().act("observe", "target", "hainan-14-01", year=2022, value=4.9, unit="%", source="统计公报")
    before = reopened().state
    reopened().act("observe", "target", "hainan-14-01", year=2022, value=5.1, unit="%", source="更正")
    after = reopened().state
    assert [(o.value, o.source) for o in after.observations] == [(5.1, "更正")]
    _there_and_back(reopened, before, after)
    assert [(o.value, o.source) for o in reopened().state.observations] == [(4.9, "统计公报")]


def test_undo_and_redo_of_a_stage(reopened: MakeWorkspace) -> None:
    """Undo of a project's new stage gives back the stage and the note before it."""
    reopened().act("stage", "project", "hainan-14-p1", stage="preparing", note="手续未齐")
    before = reopened().state
    reopened().act("stage", "project", "hainan-14-p1", stage="building")
    after = reopened().state
    assert [(s.stage, s.note) for s in after.stages.values()] == [("building", "手续未齐")]
    _there_and_back(reopened, before, after)
    assert [s.stage for s in reopened().state.stages.values()] == ["preparing"]


def test_undo_and_redo_of_looking(reopened: MakeWorkspace) -> None:
    """A sentence marked as looked at counts, and its mark can be taken back both ways."""
    reopened().act("reviewed", "sentence", PASSAGE.paragraph, PASSAGE)
    before = reopened().state
    reopened().act("reviewed", "sentence", OTHER_PASSAGE.paragraph, OTHER_PASSAGE)
    after = reopened().state
    assert after.reviewed == ((WANG, PASSAGE), (WANG, OTHER_PASSAGE))
    _there_and_back(reopened, before, after)
    reopened().act("unreviewed", "sentence", PASSAGE.paragraph, PASSAGE)
    assert reopened().state.reviewed == ()


def test_undo_walks_back_and_redo_walks_forward(reopened: MakeWorkspace) -> None:
    """Three undos and three redos pass the same states in turn; one more of either does nothing."""
    for note in ("一", "二", "三"):
        _flag(reopened(), note)

    def notes() -> list[str]:
        return [flag.note for flag in reopened().state.flags]

    seen = []
    for _ in range(3):
        reopened().undo()
        seen.append(notes())
    assert seen == [["一", "二"], ["一"], []]
    assert reopened().undo() is None
    for expected in (["一"], ["一", "二"], ["一", "二", "三"]):
        assert reopened().redo() is not None
        assert notes() == expected
    assert reopened().redo() is None


def test_nothing_to_redo_after_something_new(reopened: MakeWorkspace) -> None:
    """A new act after an undo ends what redo could bring back."""
    _flag(reopened(), "一")
    reopened().undo()
    _flag(reopened(), "二")
    assert reopened().redo() is None
    assert [flag.note for flag in reopened().state.flags] == ["二"]


def test_undo_takes_back_only_ones_own(reopened: MakeWorkspace) -> None:
    """A second reviewer's undo leaves the first one's flag alone, and passes over it to her own."""
    _flag(reopened(WANG), "王的")
    assert reopened(LI).undo() is None
    _flag(reopened(LI), "李的", OTHER_PASSAGE)
    _flag(reopened(WANG), "王的第二个")
    reopened(LI).undo()
    assert [flag.note for flag in reopened(LI).state.flags] == ["王的", "王的第二个"]
    assert reopened(WANG).redo() is None, "nobody redoes what another undid"
    reopened(LI).redo()
    assert [flag.note for flag in reopened(LI).state.flags] == ["王的", "李的", "王的第二个"]


def test_an_undo_of_somebody_elses_act_does_not_count(reopened: MakeWorkspace) -> None:
    """An undo in the file that names another author's event changes nothing."""
    flag = _flag(reopened(WANG))
    reopened(LI).act("undo", "event", flag.id, event=flag.id)
    assert [f.id for f in reopened(WANG).state.flags] == [flag.id]


def test_nobody_flags_without_a_name(make_workspace: MakeWorkspace) -> None:
    """Without a known reviewer an act is refused with a sentence and nothing is written."""
    workspace = make_workspace()
    with pytest.raises(Problem) as caught:
        _flag(workspace)
    assert [message.id for message in caught.value.messages] == ["review.no_author"]
    assert not workspace.store.path.exists()


# --- properties of undo and of the fold ------------------------------------------------------------


class History:
    """Events made in memory, in order, with ids as a file would have them."""

    def __init__(self) -> None:
        self.events: list[Event] = []

    def add(
        self,
        author: Author,
        kind: str,
        subject: str = "p/L1",
        anchor: dict[str, object] | None = None,
        **payload: object,
    ) -> Event:
        """Append an event."""
        identifier = f"{len(self.events):012x}" + "0" * 16
        event = Event(
            identifier, author, "2026-01-01T00:00:00Z", kind, "sentence", subject, anchor or {}, payload
        )
        self.events.append(event)
        return event


@given(
    st.lists(st.tuples(st.sampled_from((WANG, LI)), st.sampled_from(("flag", "undo", "redo"))), max_size=24)
)
def test_undo_and_redo_behave_as_two_stacks(steps: list[tuple[Author, str]]) -> None:
    """Whatever the order of acts, undos and redos, each author has what an editor's two stacks would give."""
    history = History()
    done: dict[Author, list[str]] = {WANG: [], LI: []}
    undone: dict[Author, list[str]] = {WANG: [], LI: []}
    for author, step in steps:
        if step == "flag":
            done[author].append(history.add(author, "flag").id)
            undone[author].clear()
        elif step == "undo":
            event = undoable(history.events, author)
            assert (event.id if event else None) == (done[author][-1] if done[author] else None)
            if event:
                history.add(author, "undo", event.id, event=event.id)
                undone[author].append(done[author].pop())
        else:
            event = redoable(history.events, author)
            assert (event.payload["event"] if event else None) == (
                undone[author][-1] if undone[author] else None
            )
            if event:
                history.add(author, "undo", event.id, event=event.id)
                done[author].append(undone[author].pop())
    expected = sorted(done[WANG] + done[LI])
    assert [flag.id for flag in fold(history.events).flags] == expected


@st.composite
def joined_events(draw: st.DrawFn) -> list[Event]:
    """A plausible history of two authors: flags, edits, removals, values, marks, and undos of any of them."""
    history = History()
    for _ in range(draw(st.integers(1, 14))):
        author = draw(st.sampled_from((WANG, LI)))
        kind = draw(
            st.sampled_from(
                (
                    "flag",
                    "flag",
                    "flag_edit",
                    "flag_remove",
                    "observe",
                    "stage",
                    "reviewed",
                    "unreviewed",
                    "undo",
                )
            )
        )
        earlier = draw(st.sampled_from(history.events)).id if history.events else "none"
        if kind == "observe":
            value = draw(st.integers(0, 9))
            history.add(author, kind, "t-1", year=2022, value=value, unit="%", source="公报")
        elif kind == "stage":
            if draw(st.booleans()):
                history.add(author, kind, "b-1", stage=draw(st.sampled_from(("building", "done"))))
            else:
                history.add(author, kind, "b-1", note="停工")
        elif kind in ("reviewed", "unreviewed"):
            start = draw(st.integers(0, 1))
            anchor: dict[str, object] = {"paragraph": "p/L1", "start": start, "end": start + 1, "quote": "字"}
            history.add(author, kind, "p/L1", anchor)
        elif kind == "flag":
            history.add(author, kind, note=str(len(history.events)))
        elif kind == "flag_edit":
            history.add(author, kind, earlier, note=f"改{len(history.events)}")
        else:
            history.add(author, kind, earlier, event=earlier)
    return history.events


@given(st.data())
def test_joining_in_any_order_gives_one_state(data: st.DataObject) -> None:
    """Files joined in another order, or one of them twice, add up to the same review."""
    events = data.draw(joined_events())
    shuffled = data.draw(st.permutations(events))
    again = data.draw(st.lists(st.sampled_from(events), max_size=3))
    assert fold(shuffled) == fold(events)
    assert fold([*again, *shuffled]) == fold(events)


@pytest.mark.parametrize(
    ("kind", "subject", "anchor", "payload"),
    [
        ("voted", "p/L1", {}, {"for": "it"}),
        ("reply", "no-such-flag", {}, {"reply": "adopted"}),
        ("settle", "no-such-flag", {}, {"other": "x"}),
        ("observe_remove", "t-1", {}, {"year": "去年"}),
        ("observe", "t-1", {}, {"year": float("inf"), "value": 1, "unit": "%", "source": "s"}),
        ("reviewed", "p/L1", {}, {"passages": 7}),
        ("import", "f", {}, {"acts": 7}),
        ("flag_edit", "no-such-flag", {}, {"note": "无"}),
        ("flag_remove", "no-such-flag", {}, {}),
        ("undo", "no-such-event", {}, {}),
        ("observe", "t-1", {}, {"year": "去年", "value": 1, "unit": "%", "source": "s"}),
        ("reviewed", "p/L1", {"paragraph": "p/L1"}, {}),
        ("match", "p/L1", {}, {"old": [{"paragraph": "p/L1"}], "new": [], "change": "continued"}),
        ("match", "p/L1", {}, {"old": "x", "new": None, "change": "continued"}),
        ("match_remove", "no-such-match", {}, {}),
    ],
)
def test_events_that_say_nothing_are_passed_over(
    kind: str, subject: str, anchor: dict[str, object], payload: dict[str, object]
) -> None:
    """An event of a newer kind, or one that names nothing known, changes nothing and stops nothing."""
    history = History()
    flag = history.add(WANG, "flag")
    history.add(WANG, kind, subject, anchor, **payload)
    state = fold(history.events)
    assert [f.id for f in state.flags] == [flag.id]
    assert state.observations == ()
    assert state.reviewed == ()
    assert state.matches == ()


def test_the_last_word_on_a_match_counts_field_by_field() -> None:
    """Decision, change and class are said one by one; a word of a later version leaves what was said."""
    history = History()
    history.add(WANG, "judge", "M-1", decision="accepted")
    history.add(WANG, "judge", "M-1", change="redirected", reason="工具已换")
    history.add(WANG, "judge", "M-1", decision="postponed", change="merged", grade="Z")
    said = fold(history.events).judgements["M-1"]
    assert (said.decision, said.change, said.grade, said.reason) == ("accepted", "redirected", "", "工具已换")
    assert (said.author, said.created[:4]) == ("王审", "2026")


def test_a_match_of_ones_own_survives_its_file() -> None:
    """What a reviewer matched is a match with author and day, and the same match after it was stored."""
    quote = {"paragraph": "p/L1", "quote": "甲"}
    history = History()
    event = history.add(
        WANG, "match", "p/L1", old=[quote], new=[quote], change="continued", rationale="同", theme="T01"
    )
    (match,) = fold(history.events).matches
    assert (match.id, match.origin, match.author) == (event.id, "reviewer", "王审")
    history.add(WANG, "match", "p/L1", **match_payload(match))
    assert len(fold(history.events).matches) == 1
    history.add(WANG, "match_remove", match.id)
    assert fold(history.events).matches == ()


# --- files that cannot be used ---------------------------------------------------------------------


def _assert_sentence(problem: Problem, message_id: str, path: Path) -> None:
    """One complete sentence in each language that names the file."""
    assert [message.id for message in problem.messages] == [message_id]
    for language in LANGUAGES:
        sentence = Locale(language).render(problem.messages[0])
        assert str(path) in sentence
        assert "⟨" not in sentence
        assert "\n" not in sentence


def _good_review(path: Path, events: int = 1) -> None:
    with closing(ReviewStore(path)) as store:
        for line in range(1, events + 1):
            store.append(WANG, "flag", "sentence", f"p/L{line}", payload={"note": "意" * 300})


def _not_a_database(path: Path) -> None:
    path.write_bytes("这不是数据库。\n".encode() * 100)


def _cut_short(path: Path) -> None:
    _good_review(path, events=40)
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])


def _overwritten_inside(path: Path) -> None:
    _good_review(path, events=40)
    data = bytearray(path.read_bytes())
    data[4096:] = b"\xa5" * (len(data) - 4096)
    path.write_bytes(data)


def _broken_payload(path: Path) -> None:
    _good_review(path)
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute("UPDATE event SET payload = '{'")


def _other_database(path: Path) -> None:
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute("CREATE TABLE contacts (name TEXT)")
        connection.execute("INSERT INTO contacts VALUES ('王')")


def _other_database_with_a_log(path: Path) -> None:
    _other_database(path)
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("PRAGMA journal_mode = WAL")


def _other_program_without_tables(path: Path) -> None:
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("PRAGMA application_id = 252006674")


def _newer(path: Path) -> None:
    _good_review(path)
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("PRAGMA user_version = 99")


@pytest.mark.parametrize(
    ("make", "message_id"),
    [
        (_not_a_database, "review.other_file"),
        (_cut_short, "review.damaged"),
        (_overwritten_inside, "review.damaged"),
        (_broken_payload, "review.damaged"),
        (_other_database, "review.other_file"),
        (_other_database_with_a_log, "review.other_file"),
        (_other_program_without_tables, "review.other_file"),
        (_newer, "review.newer"),
    ],
)
def test_a_file_that_cannot_be_used_is_named_and_not_touched(
    tmp_path: Path, make: Callable[[Path], None], message_id: str
) -> None:
    """Reading a damaged, foreign or newer file gives one sentence and changes no byte of it."""
    path = tmp_path / "bad.review"
    make(path)
    before = path.read_bytes()
    with pytest.raises(Problem) as caught, closing(ReviewStore(path)) as store:
        store.events()
    _assert_sentence(caught.value, message_id, path)
    assert path.read_bytes() == before
    assert [file.name for file in tmp_path.iterdir()] == [path.name]


@pytest.fixture
def locked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[sqlite3.Connection]:
    """A connection that holds `locked.review` for itself."""
    monkeypatch.setattr(store_module, "_WAIT_SECONDS", 0.02)
    path = tmp_path / "locked.review"
    _good_review(path)
    with closing(sqlite3.connect(path, isolation_level=None)) as holder:
        yield holder


def test_a_locked_file_cannot_be_opened(tmp_path: Path, locked: sqlite3.Connection) -> None:
    """Opening a file that another program holds gives one sentence, and works once it is free."""
    path = tmp_path / "locked.review"
    before = path.read_bytes()
    locked.execute("BEGIN EXCLUSIVE")
    with pytest.raises(Problem) as caught:
        ReviewStore(path)
    _assert_sentence(caught.value, "review.locked", path)
    locked.execute("ROLLBACK")
    assert path.read_bytes() == before
    with closing(ReviewStore(path)) as store:
        assert len(store.events()) == 1


def test_a_lock_while_working_loses_nothing(tmp_path: Path, locked: sqlite3.Connection) -> None:
    """An act that meets a lock is refused whole, and the next one is written when the lock is gone."""
    path = tmp_path / "locked.review"
    with closing(ReviewStore(path)) as store:
        locked.execute("BEGIN EXCLUSIVE")
        for attempt in (lambda: store.append(WANG, "flag", "sentence", "refused"), store.events):
            with pytest.raises(Problem) as caught:
                attempt()
            _assert_sentence(caught.value, "review.locked", path)
        locked.execute("ROLLBACK")
        store.append(WANG, "flag", "sentence", "written")
        assert [event.subject_id for event in store.events()] == ["p/L1", "written"]


def test_two_programs_share_one_file(tmp_path: Path) -> None:
    """Two open programs write to one file in turn and each reads what the other wrote."""
    path = tmp_path / "shared.review"
    with closing(ReviewStore(path)) as one, closing(ReviewStore(path)) as two:
        one.append(WANG, "flag", "sentence", "a")
        two.append(LI, "flag", "sentence", "b")
        one.append(WANG, "flag", "sentence", "c")
        assert {event.subject_id for event in two.events()} == {"a", "b", "c"}


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="folder rights do not bind root")
def test_a_read_only_folder_is_said_to_be_one(tmp_path: Path) -> None:
    """A flag into a folder without write permission is refused with one sentence that names the file."""
    folder = tmp_path / "fixed"
    folder.mkdir(mode=0o555)
    path = folder / "t.review"
    with pytest.raises(Problem) as caught:
        ReviewStore(path).append(WANG, "flag", "sentence", "p/L1")
    _assert_sentence(caught.value, "review.not_writable", path)
    assert list(folder.iterdir()) == []


def test_a_place_where_no_file_can_be_is_said_to_be_one(tmp_path: Path) -> None:
    """A folder named as review file, or a file named as its folder, is refused with one sentence."""
    with pytest.raises(Problem) as caught:
        ReviewStore(tmp_path)
    _assert_sentence(caught.value, "review.not_writable", tmp_path)
    blocker = tmp_path / "notes.txt"
    blocker.write_text("原样", encoding="utf-8")
    with pytest.raises(Problem) as caught:
        ReviewStore(blocker / "t.review").append(WANG, "flag", "sentence", "p/L1")
    _assert_sentence(caught.value, "review.not_writable", blocker / "t.review")
    assert blocker.read_text(encoding="utf-8") == "原样"


def test_odd_events_are_shown_and_handed_in(workspace: Workspace) -> None:
    """Flags of kinds, severities and subjects that this version does not know are listed as they are."""
    for subject in ("sentence", "paragraph", "target"):
        workspace.act(
            "flag", subject, "gone/L1", kind="legal", severity="dire", note=7, tags="x", suggestion=None
        )
    workspace.act("voted", "ballot", "b-1", choice=[1, {"a": None}])
    workspace.act("flag_edit", "flag", workspace.state.flags[0].id, state="lost")
    zh = Locale("zh")
    assert [flag.kind for flag in workspace.flags()] == ["legal"] * 3
    assert len(list(history(workspace, zh))) == 5
    for hand_in in HAND_INS:
        document = build(hand_in, workspace, zh, Options(plan="" if hand_in == "opinions" else "wuhai-15"))
        assert rendered(document, "md", zh)
