"""Time to first paint and memory, against an empty Textual app in the same run."""

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


def start(command: list[str], marker: str, home: Path) -> tuple[float, int]:
    """Seconds until `marker` is painted, and resident memory in kilobytes then."""
    begun = time.perf_counter()
    pid, terminal = pty.fork()
    if pid == 0:
        os.environ.update(PLAN_REVIEW_HOME=str(home), TERM="xterm-256color")
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
        return elapsed, _resident_kilobytes(pid)
    finally:
        os.kill(pid, signal.SIGKILL)
        os.waitpid(pid, 0)
        os.close(terminal)


def _resident_kilobytes(pid: int) -> int:
    status = Path(f"/proc/{pid}/status").read_text(encoding="ascii")
    return int(next(line for line in status.splitlines() if line.startswith("VmRSS")).split()[1])


def _home(folder: str, name: str) -> Path:
    home = Path(folder) / name
    if "reopening" in name:
        review = home / "data" / "reviews" / "default.review"
        (home / "state").mkdir(parents=True)
        (home / "state" / "state.json").write_text(_STATE.format(review=review), encoding="utf-8")
    return home


def main() -> None:
    """Print a line a case."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=7)
    rounds = parser.parse_args().rounds
    times: dict[str, list[float]] = {name: [] for name in _CASES}
    memory: dict[str, list[int]] = {name: [] for name in _CASES}
    with tempfile.TemporaryDirectory() as folder:
        homes = {name: _home(folder, name) for name in _CASES}
        for number in range(rounds + 1):
            for name, (command, marker) in _CASES.items():
                elapsed, kilobytes = start(command, marker, homes[name])
                if number:
                    times[name].append(elapsed)
                    memory[name].append(kilobytes)
    floor = next(iter(_CASES))
    for name in _CASES:
        milliseconds = statistics.median(times[name]) * 1000
        pairs = [mine / its for mine, its in zip(times[name], times[floor], strict=True)]
        megabytes = statistics.median(memory[name]) / 1024
        share = statistics.median(memory[name]) / statistics.median(memory[floor])
        print(
            f"{name:<42}{milliseconds:7.0f} ms  ×{statistics.median(pairs):.2f}"
            f"{megabytes:8.1f} MB  ×{share:.2f}"
        )


if __name__ == "__main__":
    main()
