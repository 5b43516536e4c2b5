"""Make the pictures of the README from the program itself: `python docs/pictures/make.py`.

They show the shipped plans and a review that exists only while they are made, so the same program
always makes the same bytes.
"""

from __future__ import annotations

import asyncio
import html
import os
import re
import tempfile
from collections.abc import AsyncIterator, Iterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from rich.cells import cell_len

if TYPE_CHECKING:
    from textual.pilot import Pilot

HERE = Path(__file__).resolve().parent
SIZE = (120, 32)
FONTS = "'Sarasa Mono SC','Noto Sans Mono CJK SC','Source Han Mono SC',Menlo,Consolas,monospace"

#: The way to each picture: a list holds keys to press, a string is what stands in the field then.
READ = (["enter", "g"], "L804", ["enter", "r", "f", "c"], "请核实与市级要求的衔接", ["f2"])
REVIEW = (
    ["enter", "g"],
    "14.6",
    ["enter", "j", "F", "7", "1"],
    "稳妥推进煤炭供给转型升级。",
    ["f2", "r", "f", "r", "c"],
    "建议核实数据来源和统计口径。",
    ["f2", "6"],
)
COMPARE = (["enter", "g"], "L830", ["enter", "enter", "enter", "a", "F", "enter", "enter"])

CHECKS = (["enter", "5"],)

_TEXT = re.compile(
    r'<text (class="[^"]*") x="([\d.]+)" (y="[^"]*") textLength="([\d.]+)" ([^>]*)>([^<]*)</text>'
)


async def picture(name: str, way: Sequence[str | list[str]]) -> None:
    """Go `way` in a new app and save what it shows then."""
    async with program(SIZE, "zh") as pilot:
        await go(pilot, way)
        await pilot.app.workers.wait_for_complete()
        await pilot.pause(5)  # until the status line has said its word and shows the place again
        svg = pilot.app.export_screenshot(title="plan-review")
    path = HERE / f"{name}.svg"
    path.write_text(portable(svg), encoding="utf-8", newline="\n")
    print(path.name)


@asynccontextmanager
async def program(size: tuple[int, int], language: str) -> AsyncIterator[Pilot[None]]:
    """The app on the shipped plans with a review that is thrown away."""
    from tui.app.main import PlanReviewApp
    from tui.config import load_config
    from tui.locale import Locale
    from tui.review import store
    from tui.review.events import Author
    from tui.workspace import open_workspace

    store.now = lambda: "2026-03-05T08:00:00Z"  # type: ignore[attr-defined]

    with tempfile.TemporaryDirectory() as home:
        os.environ["PLAN_REVIEW_HOME"] = home
        # Somebody who has seen the tour.
        state = Path(home) / "state" / "state.json"
        state.parent.mkdir(parents=True)
        state.write_text("{}", encoding="utf-8")
        # What comes when it is ready would make other bytes each time.
        workspace = open_workspace(replace(load_config(), check_while_reading=False))
        workspace.author = Author("王审", "发展改革局")
        app = PlanReviewApp(workspace, Locale(language))
        async with app.run_test(size=size) as pilot:
            await pilot.pause()
            yield pilot
        workspace.store.close()


async def go(pilot: Pilot[None], way: Sequence[str | list[str]]) -> None:
    """Press the keys of lists, and put strings into the field that has the focus."""
    from textual.widgets import Input, TextArea

    for step in way:
        if isinstance(step, list):
            for key in step:
                await pilot.press(key)
                await pilot.pause()
        elif isinstance(pilot.app.focused, Input):
            pilot.app.focused.value = step
        elif isinstance(pilot.app.focused, TextArea):
            pilot.app.focused.text = step
        await pilot.pause()


def portable(svg: str) -> str:
    """The picture without fonts from the network, each run of characters at its own cell.

    Fonts differ in how wide they draw Chinese beside Latin characters; placed run by run, the columns
    stand where the terminal has them.
    """
    svg = re.sub(r"@font-face \{.*?\}\s*", "", svg, flags=re.DOTALL)
    svg = re.sub(r"font-family: [^;]+;", f"font-family: {FONTS};", svg)
    svg = _TEXT.sub(_placed, svg)
    return re.sub(r"[ \t]+$", "", svg, flags=re.MULTILINE)


def _placed(match: re.Match[str]) -> str:
    style, x, y, length, rest, escaped = match.groups()
    text = html.unescape(escaped)
    if not text.strip():
        return ""
    cell = float(length) / len(text)  # rich counts characters here, where it should count cells
    return "".join(
        f'<text {style} x="{float(x) + start * cell:.1f}" {y} textLength="{cell_len(run) * cell:.1f}" {rest}>'
        f"{html.escape(run)}</text>"
        for start, run in _runs(text)
    )


def _runs(text: str) -> Iterator[tuple[int, str]]:
    """The runs of characters of one width, without blanks, with the cell where each begins."""
    for match in re.finditer(r"\S+", text):
        for run in re.finditer(r"[\x00-\u02ff]+|[^\x00-\u02ff]", match[0]):
            yield cell_len(text[: match.start() + run.start()]), run[0]


def main() -> None:
    """Make all pictures."""
    os.environ.pop("NO_COLOR", None)
    for name, way in (("read", READ), ("compare", COMPARE), ("review", REVIEW), ("checks", CHECKS)):
        asyncio.run(picture(name, way))


if __name__ == "__main__":
    main()
