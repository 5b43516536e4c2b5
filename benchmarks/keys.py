"""Processor time of one key on the largest plan, in the app without a terminal."""

from __future__ import annotations

import asyncio
import tempfile
import time
from pathlib import Path

from textual.pilot import Pilot

from tui.app.main import PlanReviewApp
from tui.config import load_config
from tui.locale import Locale
from tui.workspace import open_workspace

_PRESSES = 40
_KEYS = {
    "next sentence": "j",
    "next paragraph": "right_curly_bracket",
    "next section": "J",
    "a key that does nothing": "f11",
}
_VIEWS = {"targets": "2", "compare": "3", "projects": "4", "read": "1"}


async def _press(pilot: Pilot[None], key: str) -> float:
    """Milliseconds of processor time until everything a key caused is done."""
    begun = time.process_time()
    await pilot.press(key)
    await pilot.pause()
    return (time.process_time() - begun) * 1000


async def _measure() -> None:
    with tempfile.TemporaryDirectory() as folder:
        workspace = open_workspace(load_config(), review=Path(folder) / "bench.review")
        app = PlanReviewApp(workspace, Locale("zh"))
        async with app.run_test(size=(120, 40)) as pilot:
            await pilot.press("enter")
            await pilot.pause()
            for name, key in _KEYS.items():
                times = sorted([await _press(pilot, key) for _ in range(_PRESSES)])
                print(f"{name:<26}p50 {times[len(times) // 2]:6.1f} ms   p95 {times[-3]:6.1f} ms")
            for name, key in _VIEWS.items():
                first = await _press(pilot, key)
                await _press(pilot, "0")
                print(f"view {name:<21}first {first:5.1f} ms   again {await _press(pilot, key):6.1f} ms")
        workspace.store.close()


if __name__ == "__main__":
    asyncio.run(_measure())
