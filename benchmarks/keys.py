"""Processor time of one key in the app without a terminal, and peak memory, with as much content as wanted.

The time is that of the thread which serves keys: checks run in another one.
"""

from __future__ import annotations

import argparse
import asyncio
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from itertools import cycle, islice
from pathlib import Path

from growing import copy_plans, grown
from textual.pilot import Pilot
from textual.widgets import Input

from tui import places
from tui.app.main import PlanReviewApp
from tui.app.screens.main import MainScreen
from tui.config import load_config
from tui.locale import Locale
from tui.plans.loading import load_plan
from tui.plans.writing import plan_toml
from tui.workspace import Workspace, open_workspace

_PLAN = "hainan-14"
_LONG = 10
_PRESSES = 40
_KEYS = {
    "next sentence": "j",
    "next paragraph": "right_curly_bracket",
    "next section": "J",
    "a key that does nothing": "f11",
}
_VIEWS = {"targets": "2", "compare": "3", "projects": "4", "checks": "5", "review": "6"}
_CHANGES = 11
_SEARCHED = "发展能源生态乌海项目"
_PATIENCE_SECONDS = 600
_STATUS = Path("/proc/self/status")
_EMPTY = """
import asyncio
from pathlib import Path
from textual.app import App
async def run():
    async with App().run_test(size=(120, 40)) as pilot:
        await pilot.pause()
asyncio.run(run())
print(Path("/proc/self/status").read_text())
"""


def _peak_megabytes(status: str) -> float:
    """The most memory a process held; unlike `ru_maxrss`, none of the process that started it."""
    line = next(line for line in status.splitlines() if line.startswith("VmHWM"))
    return int(line.split()[1]) / 1024


def _tell(name: str, times: Sequence[float]) -> None:
    """A line of the table: the first key, and the median and the worst but a few of the others."""
    first, *others = times
    others.sort()
    middle, high = (others[int(len(others) * share)] for share in (0.5, 0.95))
    print(f"{name:<34}{first:9.1f}{middle:9.1f}{high:9.1f}", flush=True)


class _Bench:
    """Presses keys in a running app and takes their time."""

    def __init__(self, pilot: Pilot[None], workspace: Workspace) -> None:
        self._pilot = pilot
        self._workspace = workspace

    async def press(self, key: str) -> float:
        """Milliseconds of processor time until everything a key caused is done."""
        begun = time.thread_time()
        await self._pilot.press(key)
        await self._pilot.pause()
        return (time.thread_time() - begun) * 1000

    async def read(self) -> None:
        """Open the plan, and wait until its checks have been run."""
        screen = self._pilot.app.screen
        assert isinstance(screen, MainScreen)
        await self._pilot.app.workers.wait_for_complete()
        await screen.open_passage(f"{_PLAN}/")
        begun = time.perf_counter()
        while not self._workspace.findings_known(_PLAN):
            if time.perf_counter() - begun > _PATIENCE_SECONDS:
                print(f"(the checks of the plan are not done after {_PATIENCE_SECONDS} s)")
                return
            await asyncio.sleep(0.05)
        print(f"(checks of the plan done after {time.perf_counter() - begun:.1f} s)")
        await self._pilot.pause()

    async def move(self, name: str, key: str) -> None:
        """A key, again and again."""
        _tell(name, [await self.press(key) for _ in range(_PRESSES + 1)])

    async def change_view(self, name: str, key: str) -> None:
        """To a view and back to the text, again and again."""
        times = []
        for _ in range(_CHANGES):
            times.append(await self.press(key))
            await self.press("1")
        _tell(f"view {name}", times)

    async def step_through_targets(self) -> None:
        """Down the table of targets and up again."""
        await self.press("2")
        steps = islice(cycle("j" * 10 + "k" * 10), _PRESSES + 1)
        _tell("next target", [await self.press(key) for key in steps])
        await self.press("1")

    async def search(self) -> None:
        """One character typed in an empty line."""
        opened = await self.press("asterisk")
        while not isinstance(self._pilot.app.focused, Input):
            opened += await self.press("f11")
        print(f"{'open searching':<34}{opened:9.1f}")
        times = []
        for char in islice(cycle(_SEARCHED), _PRESSES + 1):
            times.append(await self.press(char))
            await self.press("ctrl+u")
        _tell("a character searched", times)
        await self.press("escape")


@contextmanager
def _workspace(folder: Path) -> Iterator[Workspace]:
    """A workspace on the shipped content and the folder laid over it."""
    review = folder / "bench.review"
    workspace = open_workspace(load_config(), content=[folder], review=review)
    yield workspace
    workspace.store.close()


async def _measure(folder: Path) -> None:
    with _workspace(folder) as workspace:
        app = PlanReviewApp(workspace, Locale("zh"))
        begun = time.thread_time()
        async with app.run_test(size=(120, 40)) as pilot:
            bench = _Bench(pilot, workspace)
            await pilot.pause()
            print(f"{'shelf':<34}{(time.thread_time() - begun) * 1000:9.1f}")
            await bench.read()
            for name, key in _KEYS.items():
                await bench.move(name, key)
            for name, key in _VIEWS.items():
                await bench.change_view(name, key)
            await bench.step_through_targets()
            await bench.search()


async def _measure_long(folder: Path) -> None:
    """Only the movement through a plan that is much longer."""
    plan = load_plan(places.shipped_content() / "plans" / f"{_PLAN}.toml")
    (folder / "plans").mkdir(parents=True, exist_ok=True)
    long = plan_toml(grown(plan, _LONG))
    (folder / "plans" / f"{_PLAN}.toml").write_text(long, encoding="utf-8")
    with _workspace(folder) as workspace:
        async with PlanReviewApp(workspace, Locale("zh")).run_test(size=(120, 40)) as pilot:
            bench = _Bench(pilot, workspace)
            await bench.read()
            await bench.move(f"next sentence, plan {_LONG}× as long", "j")


def main() -> None:
    """Print a line a key."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--times", type=int, default=1, help="so many times the shipped plans")
    parser.add_argument("--long", action="store_true", help="one plan that is ten times as long instead")
    options = parser.parse_args()
    command = [sys.executable, "-c", _EMPTY]
    floor = _peak_megabytes(subprocess.run(command, capture_output=True, check=True, text=True).stdout)
    with tempfile.TemporaryDirectory() as name:
        home, folder = Path(name) / "home", Path(name) / "content"
        os.environ["PLAN_REVIEW_HOME"] = str(home)
        (home / "state").mkdir(parents=True)
        # Somebody who was here before: no tour stands before the shelf.
        (home / "state" / "state.json").write_text("{}", encoding="utf-8")
        folder.mkdir()
        copy_plans(folder, options.times - 1)
        print(f"{'milliseconds':<34}{'first':>9}{'p50':>9}{'p95':>9}")
        asyncio.run(_measure_long(folder) if options.long else _measure(folder))
    peak = _peak_megabytes(_STATUS.read_text(encoding="ascii"))
    print(f"{'peak memory':<34}{peak:6.0f} MB, ×{peak / floor:.2f} of an empty Textual app")


if __name__ == "__main__":
    main()
