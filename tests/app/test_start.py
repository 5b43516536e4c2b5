"""What the program must not do before its first screen is seen."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

_START = """
import asyncio, sys
from textual.app import App
from tui.app.main import PlanReviewApp
from tui.config import load_config
from tui.locale import Locale
from tui.workspace import open_workspace

seen = []
display = App._display

def first_display(self, screen, painted):
    if painted is not None and not self._batch_count and not seen:
        text = "".join(strip.text for strip in screen._compositor.render_strips())
        seen.append((text, sorted(sys.modules)))
    display(self, screen, painted)

App._display = first_display

async def start():
    app = PlanReviewApp(open_workspace(load_config()), Locale("zh"))
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.pause()

asyncio.run(start())
text, modules = seen[0]
print("\\n".join([text.replace("\\n", " "), *modules]))
"""
#: What only a later key needs.
_LATER = {
    *("docx", "openpyxl", "rapidfuzz", "tui.ingest", "tui.search", "tui.validation"),
    *("tui.app.commands.program", "tui.app.screens.dialogs", "tui.app.widgets.comparing", "tui.report.files"),
    *(
        "tui.checks",
        "tui.compare.matcher",
        "tui.review.conflicts",
        "tui.targets.assessment",
        "tui.cli.command_arguments",
    ),
}


def _first_frame(home: Path, state: object) -> tuple[str, set[str]]:
    """The text of the first frame that is painted, and the modules that were imported by then."""
    (home / "state").mkdir(parents=True, exist_ok=True)
    (home / "state" / "state.json").write_text(json.dumps(state), encoding="utf-8")
    answer = subprocess.run([sys.executable, "-c", _START], capture_output=True, check=True, encoding="utf-8")
    text, *modules = answer.stdout.splitlines()
    return text, set(modules)


def test_the_shelf_is_seen_before_anything_else_is_imported(own_home: Path) -> None:
    """The first frame shows the plans; what later keys need is not there yet."""
    text, modules = _first_frame(own_home, {})
    assert "乌海市2023年计划" in text
    assert modules & _LATER == set()
    assert "tui.app.widgets.reading" not in modules


def test_a_plan_is_read_in_the_first_frame(own_home: Path) -> None:
    """Reopened, the program paints the text where it was left, before tree and notes are filled."""
    review = own_home / "data" / "reviews" / "default.review"
    place = {"view": "read", "paragraph": "hainan-14/L1346", "offset": 0}
    text, modules = _first_frame(own_home, {str(review.resolve()): place})
    assert "第二十一章 加大基础设施领域补短板力度" in text
    assert modules & _LATER == set()
    assert "textual.widgets._data_table" not in modules
