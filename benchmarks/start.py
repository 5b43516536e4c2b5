"""Time to first paint and memory, against an empty Textual app in the same run.

Waiting time says what a person feels and processor time what the program does; where other programs run too,
only the latter is steady. Compiled modules must be kept, as they are in an installation.
"""

from __future__ import annotations

import argparse
import fcntl
import os
import pty
import select
import signal
import statistics
import struct
import sys
import tempfile
import termios
import time
from pathlib import Path
from typing import NamedTuple

_EMPTY = """
from textual.app import App
from textual.widgets import Static
class Empty(App):
    def compose(self):
        yield Static("ready-marker")
Empty().run()
"""
_CASES = {
    "empty Textual app": ([sys.executable, "-c", _EMPTY], "ready-marker"),
    "plan-review, shelf": ([sys.executable, "-m", "tui"], "规划纲要"),
    "plan-review, reopening the largest plan": ([sys.executable, "-m", "tui"], "第二十一章"),
}
_STATE = '{{"{review}": {{"view": "read", "paragraph": "hainan-14/L1346", "offset": 0}}}}'
_LIMIT_SECONDS = 20.0


class Start(NamedTuple):
    """What a start took until its first paint: seconds, seconds of processor, and the memory held then."""

    waited: float
    worked: float
    kilobytes: int


def start(command: list[str], marker: str, home: Path) -> Start:
    """Start a program, wait until `marker` is painted, and end it."""
    begun = time.perf_counter()
    pid, terminal = pty.fork()
    if pid == 0:
        os.environ.update(PLAN_REVIEW_HOME=str(home), TERM="xterm-256color")
        os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
        os.execv(command[0], command)
    fcntl.ioctl(terminal, termios.TIOCSWINSZ, struct.pack("HHHH", 40, 120, 0, 0))
    seen = b""
    wanted = marker.encode()
    try:
        while wanted not in seen:
            if time.perf_counter() - begun > _LIMIT_SECONDS:
                raise TimeoutError(f"{marker!r} was never painted")
            if select.select([terminal], [], [], 1)[0]:
                seen += os.read(terminal, 65536)
        elapsed = time.perf_counter() - begun
        return Start(elapsed, _processor_seconds(pid), _resident_kilobytes(pid))
    finally:
        os.kill(pid, signal.SIGKILL)
        os.waitpid(pid, 0)
        os.close(terminal)


def _processor_seconds(pid: int) -> float:
    tasks = Path(f"/proc/{pid}/task").glob("*/schedstat")
    return sum(int(task.read_text(encoding="ascii").split()[0]) for task in tasks) / 1e9


def _resident_kilobytes(pid: int) -> int:
    status = Path(f"/proc/{pid}/status").read_text(encoding="ascii")
    return int(next(line for line in status.splitlines() if line.startswith("VmRSS")).split()[1])


def _home(folder: str, name: str) -> Path:
    """The user's folder of a case: the program was left at some place before."""
    home = Path(folder) / name
    review = home / "data" / "reviews" / "default.review"
    state = _STATE.format(review=review) if "reopening" in name else "{}"
    (home / "state").mkdir(parents=True)
    (home / "state" / "state.json").write_text(state, encoding="utf-8")
    return home


def main() -> None:
    """Print a line a case."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=7)
    rounds = parser.parse_args().rounds
    starts: dict[str, list[Start]] = {name: [] for name in _CASES}
    with tempfile.TemporaryDirectory() as folder:
        homes = {name: _home(folder, name) for name in _CASES}
        for number in range(rounds + 1):
            for name, (command, marker) in _CASES.items():
                found = start(command, marker, homes[name])
                # The first round compiles and fills the caches of the disk.
                if number:
                    starts[name].append(found)
    floor = starts[next(iter(_CASES))]
    print(f"{'':<42}{'waiting':>17}{'processor':>17}{'memory':>18}")
    for name, own in starts.items():
        waited, worked, kilobytes = (
            _compared([each[n] for each in own], [each[n] for each in floor]) for n in range(3)
        )
        print(
            f"{name:<42}{waited[0] * 1000:7.0f} ms ×{waited[1]:.2f}"
            f"{worked[0] * 1000:9.0f} ms ×{worked[1]:.2f}"
            f"{kilobytes[0] / 1024:9.1f} MB ×{kilobytes[1]:.2f}"
        )


def _compared(values: list[float], floor: list[float]) -> tuple[float, float]:
    """The median, and the median of the ratios of each round."""
    ratios = [mine / its for mine, its in zip(values, floor, strict=True)]
    return statistics.median(values), statistics.median(ratios)


if __name__ == "__main__":
    main()
