"""How sure an acknowledged event is: a writer is killed a thousand times at random moments."""

from __future__ import annotations

import argparse
import random
import statistics
import subprocess
import sys
import tempfile
from contextlib import closing
from pathlib import Path
from time import monotonic, perf_counter

from tui.review.events import Author
from tui.review.store import ReviewStore

_ROOT = Path(__file__).resolve().parent.parent
_WRITER = """
import sys
from pathlib import Path
from tui.review.events import Author
from tui.review.store import ReviewStore
store = ReviewStore(Path(sys.argv[1]))
while True:
    event = store.append(Author("w"), "flag", "sentence", "p/L1", payload={"note": "x" * 400})
    print(event.id, flush=True)
"""


def _killed_writer(path: Path, chance: random.Random) -> list[str]:
    """The ids that a writer acknowledged before it was killed."""
    with subprocess.Popen(
        [sys.executable, "-c", _WRITER, str(path)], stdout=subprocess.PIPE, cwd=_ROOT, encoding="ascii"
    ) as writer:
        assert writer.stdout is not None
        lines = [writer.stdout.readline() for _ in range(chance.randrange(1, 12))]
        until = monotonic() + chance.random() / 100
        while monotonic() < until:
            pass
        writer.kill()
        lines.extend(writer.stdout)
    return [line.strip() for line in lines if line.endswith("\n")]


def main() -> None:
    """Kill, count what was lost, and time appending."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--kills", type=int, default=1000)
    arguments = parser.parse_args()
    chance = random.Random(1)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "killed.review"
        acknowledged = [i for _ in range(arguments.kills) for i in _killed_writer(path, chance)]
        with closing(ReviewStore(path)) as store:
            kept = {event.id for event in store.events()}
            lost = len(set(acknowledged) - kept)
            print(f"kills {arguments.kills}, acknowledged {len(acknowledged)}, lost {lost}")
            print(f"written but not acknowledged {len(kept) - len(acknowledged)}, whole: {store.is_whole()}")
            times = []
            for _ in range(300):
                begin = perf_counter()
                store.append(Author("w"), "flag", "sentence", "p/L1", payload={"note": "x" * 400})
                times.append((perf_counter() - begin) * 1000)
        times.sort()
        print(f"append: median {statistics.median(times):.2f} ms, 95 % within {times[284]:.2f} ms")


if __name__ == "__main__":
    main()
