"""The review file under stress: kills, two programs, full disks, earlier versions, damage."""

from __future__ import annotations

import errno
import random
import sqlite3
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from time import monotonic, time

import pytest

from tests.conftest import ROOT
from tui.messages import Problem
from tui.review.events import Author, Event
from tui.review.pages import rows_of_texts
from tui.review.recovery import Recovery, recover
from tui.review.store import ReviewStore, save_elsewhere
from tui.review.upgrades import VERSION

WANG, LI = Author("王审", "发改委"), Author("李核")

WRITER = """
import sys
from pathlib import Path
from tui.review.events import Author
from tui.review.store import ReviewStore

store = ReviewStore(Path(sys.argv[1]))
for number in range(int(sys.argv[3])):
    note = {"note": "意" * 400}
    event = store.append(Author(sys.argv[2]), "flag", "sentence", f"p/L{number}", payload=note)
    print(event.id, flush=True)
"""


BEGINNER = """
import sys
from pathlib import Path
from time import time
from tui.review.events import Author
from tui.review.store import ReviewStore

folder, start = Path(sys.argv[1]), float(sys.argv[2])
for number in range(80):
    while time() < start + number / 80:
        pass
    ReviewStore(folder / f"{number}.review").append(Author("王审"), "flag", "sentence", "p/L1")
"""

SHORT_OF_ROOM = """
import resource, sys
from pathlib import Path
from tui.messages import Problem
from tui.review.events import Author
from tui.review.store import ReviewStore

store = ReviewStore(Path(sys.argv[1]))
resource.setrlimit(resource.RLIMIT_FSIZE, (20_000, resource.RLIM_INFINITY))
try:
    store.append(Author("王审"), "flag", "sentence", "p/L9", payload={"note": "x" * 100_000})
except Problem as problem:
    print(problem.messages[0].id)
"""


def _writer(path: Path, name: str, events: int) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-c", WRITER, str(path), name, str(events)],
        stdout=subprocess.PIPE,
        cwd=ROOT,
        encoding="ascii",
    )


def _fill(path: Path, events: int) -> list[Event]:
    with closing(ReviewStore(path)) as store:
        return [
            store.append(WANG, "flag", "sentence", f"p/L{n}", payload={"note": f"意见{n}" * 20})
            for n in range(events)
        ]


# --- kills -----------------------------------------------------------------------------------------


@pytest.mark.slow
def test_nothing_acknowledged_is_lost_at_fifty_random_moments(tmp_path: Path) -> None:
    """A writer is killed fifty times after random acknowledgements and a random while; every one is kept."""
    chance = random.Random(6)
    path = tmp_path / "killed.review"
    acknowledged: list[str] = []
    for number in range(50):
        with _writer(path, f"审阅人{number}", 10_000) as writer:
            assert writer.stdout is not None
            lines = [writer.stdout.readline() for _ in range(chance.randrange(1, 12))]
            until = monotonic() + chance.random() / 100
            while monotonic() < until:
                pass
            writer.kill()
            lines.extend(writer.stdout)
        acknowledged += [line.strip() for line in lines if line.endswith("\n")]
    with closing(ReviewStore(path)) as store:
        kept = [event.id for event in store.events()]
        assert store.is_whole()
    assert set(acknowledged) <= set(kept)
    assert kept == sorted(kept)


# --- two programs ----------------------------------------------------------------------------------


def test_two_programs_write_at_once(tmp_path: Path) -> None:
    """What two programs write at the same time is all there, each in its order."""
    path = tmp_path / "shared.review"
    _fill(path, 1)
    with _writer(path, "甲", 60) as first, _writer(path, "乙", 60) as second:
        assert first.stdout is not None
        assert second.stdout is not None
        ids = [[line.strip() for line in writer.stdout] for writer in (first, second)]  # type: ignore[union-attr]
    with closing(ReviewStore(path)) as store:
        events = store.events()
    assert [len(each) for each in ids] == [60, 60]
    assert len(events) == 121
    for name, own in zip("甲乙", ids, strict=True):
        assert [event.id for event in events if event.author.name == name] == own


def test_programs_begin_the_same_review_at_once(tmp_path: Path) -> None:
    """Whoever makes the file, the others write to it too."""
    start = time() + 0.5
    programs = [
        subprocess.Popen([sys.executable, "-c", BEGINNER, str(tmp_path), str(start)], cwd=ROOT)
        for _ in range(3)
    ]
    assert [program.wait() for program in programs] == [0, 0, 0]
    for number in range(80):
        with closing(ReviewStore(tmp_path / f"{number}.review")) as store:
            assert len(store.events()) == 3


def test_a_window_learns_what_another_wrote(tmp_path: Path) -> None:
    """It is told once that something came, not of its own writing; also when the other made the file."""
    path = tmp_path / "two.review"
    with closing(ReviewStore(path)) as here, closing(ReviewStore(path)) as there:
        assert not here.changed_elsewhere()
        first = there.append(LI, "flag", "sentence", "p/L1")
        assert here.changed_elsewhere()
        assert not here.changed_elsewhere()
        assert here.events() == (first,)
        second = here.append(WANG, "flag", "sentence", "p/L2")
        assert not here.changed_elsewhere()
        third = there.append(LI, "flag", "sentence", "p/L3")
        assert here.changed_elsewhere()
        assert first.id < second.id < third.id


def test_a_window_that_writes_first_still_learns_who_made_the_file(tmp_path: Path) -> None:
    """What another wrote before one's own first event is told, though nobody asked in between."""
    path = tmp_path / "two.review"
    with closing(ReviewStore(path)) as here, closing(ReviewStore(path)) as there:
        there.append(LI, "flag", "sentence", "p/L1")
        here.append(WANG, "flag", "sentence", "p/L2")
        assert here.changed_elsewhere()
        assert len(here.events()) == 2


# --- when writing fails ----------------------------------------------------------------------------


def test_a_full_disk_is_said_and_what_was_seen_can_be_saved_elsewhere(tmp_path: Path) -> None:
    """No room: one sentence, nothing half written; all events go whole into another file."""
    path = tmp_path / "full.review"
    events = _fill(path, 3)
    with closing(ReviewStore(path)) as store:
        connection = store._connection
        assert connection is not None
        connection.execute("PRAGMA max_page_count = 1")
        with pytest.raises(Problem) as caught:
            store.append(WANG, "flag", "sentence", "p/L9", payload={"note": "长" * 100_000})
        assert caught.value.messages[0].id == "review.disk_full"
        assert store.events() == tuple(events)
        with closing(save_elsewhere(tmp_path / "elsewhere.review", store.events())) as other:
            assert other.events() == tuple(events)
            other.append(WANG, "flag", "sentence", "p/L9")
    with pytest.raises(Problem) as caught:
        save_elsewhere(path, events)
    assert caught.value.messages[0].id == "file.exists"


def test_a_copy_that_fails_leaves_no_file(tmp_path: Path) -> None:
    """The same name can be used again once there is room."""
    events = _fill(tmp_path / "here.review", 2)
    path = tmp_path / "elsewhere.review"

    def fails() -> Iterator[Event]:
        yield events[0]
        raise OSError(errno.EIO, "no more")

    with pytest.raises(Problem) as caught:
        save_elsewhere(path, fails())
    assert caught.value.messages[0].id == "review.not_writable"
    assert not path.exists()
    with closing(save_elsewhere(path, events)) as store:
        assert store.events() == tuple(events)


@pytest.mark.skipif(sys.platform == "win32", reason="there is no limit on the size of files")
def test_a_disk_that_fails_to_write_is_not_called_damage(tmp_path: Path) -> None:
    """The file is sound, so nobody is sent to recover it."""
    path = tmp_path / "sound.review"
    events = _fill(path, 3)
    told = subprocess.run(
        [sys.executable, "-c", SHORT_OF_ROOM, str(path)], cwd=ROOT, capture_output=True, check=True
    )
    assert told.stdout.split() == [b"review.not_writable"]
    with closing(ReviewStore(path)) as store:
        assert store.is_whole()
        assert store.events() == tuple(events)


@pytest.mark.parametrize("events", [0, 2])
def test_a_review_that_cannot_be_written_can_be_read(tmp_path: Path, events: int) -> None:
    """Reading asks for no right to write: a folder of last year, a mounted stick, an empty file."""
    folder = tmp_path / "fixed"
    folder.mkdir()
    path = folder / "t.review"
    path.touch()
    _fill(path, events)
    before = path.read_bytes()
    path.chmod(0o444)
    folder.chmod(0o555)
    with closing(ReviewStore(path)) as store:
        assert len(store.events()) == events
        assert store.title() == ""
        assert not store.changed_elsewhere()
    assert path.read_bytes() == before
    assert [file.name for file in folder.iterdir()] == [path.name]


# --- earlier versions ------------------------------------------------------------------------------


def _first_version(path: Path) -> bytes:
    """A review as the first version of the program wrote it."""
    _fill(path, 2)
    with closing(sqlite3.connect(path)) as connection:
        connection.executescript("DROP TABLE meta; PRAGMA user_version = 1;")
    return path.read_bytes()


def test_an_earlier_review_is_read_as_it_is(tmp_path: Path) -> None:
    """Looking at a review of the first version changes no byte of it."""
    path = tmp_path / "old.review"
    before = _first_version(path)
    with closing(ReviewStore(path)) as store:
        assert len(store.events()) == 2
        assert store.title() == ""
    assert path.read_bytes() == before
    assert [file.name for file in tmp_path.iterdir()] == [path.name]


def test_an_earlier_review_is_copied_before_it_is_upgraded(tmp_path: Path) -> None:
    """The first event that is written upgrades it; the copy beside it is the file as it was."""
    path = tmp_path / "old.review"
    before = _first_version(path)
    with closing(ReviewStore(path)) as store:
        store.append(WANG, "flag", "sentence", "p/L3")
        store.name("中期评估")
        assert len(store.events()) == 3
        assert store.title() == "中期评估"
    assert (tmp_path / "old.v1-backup.review").read_bytes() == before
    with closing(sqlite3.connect(path)) as connection:
        assert connection.execute("PRAGMA user_version").fetchone() == (VERSION,)


def test_an_upgrade_that_fails_leaves_the_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where a step cannot be done, the review stays what it was and can still be read."""
    from tui.review import upgrades

    path = tmp_path / "old.review"
    before = _first_version(path)
    monkeypatch.setattr(upgrades, "_STEPS", (upgrades._STEPS[0], "CREATE TABLE event (a)"))
    with closing(ReviewStore(path)) as store:
        with pytest.raises(Problem):
            store.append(WANG, "flag", "sentence", "p/L3")
        assert len(store.events()) == 2
    assert path.read_bytes() == before
    assert [file.name for file in tmp_path.iterdir()] == [path.name]


def test_an_earlier_review_is_copied_once(tmp_path: Path) -> None:
    """Neither attempts that meet a lock nor a second window make further copies."""
    path = tmp_path / "old.review"
    _first_version(path)
    with (
        closing(ReviewStore(path, wait=0.02)) as here,
        closing(ReviewStore(path)) as there,
        closing(sqlite3.connect(path, isolation_level=None)) as holder,
    ):
        holder.execute("BEGIN IMMEDIATE")
        with pytest.raises(Problem) as caught:
            here.append(WANG, "flag", "sentence", "p/L3")
        assert caught.value.messages[0].id == "review.locked"
        assert [file.name for file in tmp_path.glob("*backup*")] == []
        holder.execute("ROLLBACK")
        here.append(WANG, "flag", "sentence", "p/L3")
        there.append(LI, "flag", "sentence", "p/L4")
        assert len(here.events()) == 4
    assert [file.name for file in tmp_path.glob("*backup*")] == ["old.v1-backup.review"]


def test_a_review_that_a_newer_program_upgraded_is_left_alone(tmp_path: Path) -> None:
    """Also by a window that had it open before."""
    path = tmp_path / "t.review"
    _fill(path, 1)
    with closing(ReviewStore(path)) as store:
        with closing(sqlite3.connect(path)) as connection:
            connection.execute("PRAGMA user_version = 99")
        with pytest.raises(Problem) as caught:
            store.append(WANG, "flag", "sentence", "p/L2")
        assert caught.value.messages[0].id == "review.newer"
        assert len(store.events()) == 1


# --- damage ----------------------------------------------------------------------------------------


def _cut(data: bytes, chance: random.Random) -> bytes:
    return data[: chance.randrange(len(data) // 4, len(data))]


def _scribbled(data: bytes, chance: random.Random) -> bytes:
    page = chance.randrange(1, len(data) // 4096) * 4096
    return data[:page] + chance.randbytes(4096) + data[page + 4096 :]


def _cells_scribbled(data: bytes, chance: random.Random) -> bytes:
    start = chance.randrange(8192, len(data) - 200)
    return data[:start] + chance.randbytes(200) + data[start + 200 :]


def _recovered(path: Path) -> tuple[Recovery | None, str]:
    """What came of recovering a file, or the id of the sentence that refused it."""
    try:
        return recover(path), ""
    except Problem as problem:
        return None, problem.messages[0].id


@pytest.mark.parametrize("damage", [_cut, _scribbled, _cells_scribbled])
@pytest.mark.parametrize("seed", range(6))
def test_what_can_be_read_of_a_damaged_file_is_saved(
    tmp_path: Path, damage: Callable[[bytes, random.Random], bytes], seed: int
) -> None:
    """The damaged file is copied byte for byte, and a sound one holds events as they were written."""
    path = tmp_path / "damaged.review"
    events = {event.id: event for event in _fill(path, 120)}
    data = damage(path.read_bytes(), random.Random(seed))
    path.write_bytes(data)
    found, refused = _recovered(path)
    if found is None:
        assert refused in ("review.beyond_recovery", "review.sound")
        assert path.read_bytes() == data
        return
    assert found.copy.read_bytes() == data
    with closing(ReviewStore(path)) as store:
        kept = store.events()
        assert store.is_whole()
        store.append(WANG, "flag", "sentence", "p/L9")
    assert len(kept) == found.events
    sound = [event for event in kept if events.get(event.id) == event]
    assert len(sound) >= len(kept) - 2, "at most what stood under the damage reads otherwise"


def test_most_of_a_scribbled_page_is_saved(tmp_path: Path) -> None:
    """Events on both sides of a page that is gone are kept."""
    path = tmp_path / "damaged.review"
    _fill(path, 400)
    data = path.read_bytes()
    middle = len(data) // 4096 // 2 * 4096
    path.write_bytes(data[:middle] + b"\xff" * 4096 + data[middle + 4096 :])
    assert recover(path).events > 300


def test_characters_that_are_lost_are_counted(tmp_path: Path) -> None:
    """An act whose words are damaged is kept and told apart from one that quotes a damaged plan."""
    path = tmp_path / "damaged.review"
    with closing(ReviewStore(path)) as store:
        for note in ("口径请核实", "原文即有 \ufffd"):
            store.append(WANG, "flag", "sentence", "p/L1", payload={"note": note})
    path.write_bytes(path.read_bytes().replace("口径".encode(), b"\xff" * 6))
    found = recover(path)
    assert (found.events, found.garbled) == (2, 1)
    with closing(ReviewStore(path)) as store:
        assert store.events()[0].payload["note"].endswith("请核实")


def test_a_sound_file_is_left_alone(tmp_path: Path) -> None:
    """Recovering what is not damaged says so and makes no copy."""
    path = tmp_path / "sound.review"
    _fill(path, 2)
    with pytest.raises(Problem) as caught:
        recover(path)
    assert caught.value.messages[0].id == "review.sound"
    assert [file.name for file in tmp_path.iterdir()] == [path.name]


def test_what_is_no_review_is_left_alone(tmp_path: Path) -> None:
    """A text file that happens to be named so cannot be recovered, and stays."""
    path = tmp_path / "notes.review"
    path.write_text("这是一份笔记" * 100, encoding="utf-8")
    before = path.read_bytes()
    with pytest.raises(Problem) as caught:
        recover(path)
    assert caught.value.messages[0].id == "review.beyond_recovery"
    assert path.read_bytes() == before
    assert [file.name for file in tmp_path.iterdir()] == [path.name]


def test_an_empty_file_is_beyond_recovery(tmp_path: Path) -> None:
    """A file that lost all its bytes is not said to be sound."""
    path = tmp_path / "empty.review"
    path.touch()
    with pytest.raises(Problem) as caught:
        recover(path)
    assert caught.value.messages[0].id == "review.beyond_recovery"
    assert [(file.name, file.stat().st_size) for file in tmp_path.iterdir()] == [(path.name, 0)]


@pytest.mark.parametrize("shift", range(4))
def test_a_page_that_goes_on_in_itself_comes_to_an_end(shift: int) -> None:
    """A row that claims to be longer than its file is no row, however long its pages can be followed."""
    size = 4096
    head, row, circle = bytearray(size), bytearray(size), bytearray(size)
    head[16:18] = size.to_bytes(2, "big")
    row[0], row[4], row[9] = 0x0A, 1, 100
    row[100:109] = b"\xff" * 9
    goes_on_in_the_third = (3).to_bytes(4, "big") * size
    row[109:] = goes_on_in_the_third[shift : shift + size - 109]
    circle[:4] = (3).to_bytes(4, "big")
    assert list(rows_of_texts(bytes(head + row + circle), 9)) == []


def test_a_damaged_table_of_contents_is_said_to_be_damage(tmp_path: Path) -> None:
    """Also where the database quotes bytes of it that are no text."""
    path = tmp_path / "damaged.review"
    _fill(path, 20)
    path.write_bytes(path.read_bytes().replace(b"CREATE TABLE event", b"CREATE TABLE \xff\x8cent"))
    with pytest.raises(Problem) as caught:
        ReviewStore(path)
    assert caught.value.messages[0].id == "review.damaged"
    assert recover(path).events == 20
