"""Make the recording of the README from the program itself: `python docs/pictures/record.py`.

It goes a fixed way and keeps what the screen shows after each step. The steps become one picture that moves
by itself (CSS in an SVG, no script), in which each line of the screen is drawn once and shown when it is
there. Who asks for less motion sees one step that stands still.
"""

from __future__ import annotations

import asyncio
import html
import os
import re
import shutil
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path
from typing import Final

from make import FONTS, HERE, go, program
from rich.cells import cell_len

SIZE: Final = (112, 28)
#: Cell of the drawing, from the cell of the screenshot.
CELL, LINE, FONT = 9, 20, 15.5
#: Chinese characters are drawn a little larger, as they fill two cells.
_WIDE_FONT: Final = 16.5
_SHOT_CELL, _SHOT_LINE = 12.2, 24.4
_BAR, _FOOT, _EDGE = 30, 46, 12
_HINTS_LAST: Final = 5.5
#: The step that is shown where nothing may move.
STILL: Final = "compare"

_STYLE = re.compile(r"\.terminal-\d+-(r\d+) \{ ([^}]*?) ?\}")
_RECT = re.compile(r'<rect fill="([^"]+)" x="([\d.]+)" y="([\d.]+)" width="([\d.]+)" height="[\d.]+" shape')
#: Signs that join over cells, with their arms to the left, right, up and down.
_ARMS: Final = {
    "─": (1, 1, 0, 0),
    "│": (0, 0, 1, 1),
    "┌": (0, 1, 0, 1),
    "┐": (1, 0, 0, 1),
    "└": (0, 1, 1, 0),
    "┘": (1, 0, 1, 0),
    "├": (0, 1, 1, 1),
    "┤": (1, 0, 1, 1),
}
_RUN = re.compile(
    rf"(?P<shape>─+|[{''.join(_ARMS)}]|(?P<block>[▁-█▌])(?P=block)*)"
    r"|(?P<wide>[\u2e80-\ufe6b\uff01-\uff60]+)|[!-~\u00a1-\u02ff]+|[^\s]"
)
_TEXT = re.compile(r'<text class="terminal-\d+-(r\d+)" x="([\d.]+)" y="([\d.]+)"[^>]*>([^<]*)</text>')


@dataclass(frozen=True, slots=True)
class Step:
    """Something that is done: keys and texts, the key that is told, words in both languages, seconds.

    `calm` says that the status line shall show the place again, no longer what was answered before.
    """

    name: str
    way: Sequence[str | list[str]]
    keys: str
    zh: str
    en: str
    seconds: float = 2.0
    calm: bool = False


#: A text in `way` may be one for each language.
COMMENT: Final = {"zh": "请核实与市级要求的衔接。", "en": "Please check against the city's figure."}
STEPS: Final = (
    Step("shelf", (), "", "书架：自带的五份规划", "The shelf: five plans ship with it"),
    Step("open", (["enter"],), "Enter", "打开一份，按原样排印", "Open one; it is shown as printed"),
    Step("ask", (["g"], "L830"), "g", "前往一节，或原文的某一行", "Go to a section, or a line of the source"),
    Step(
        "there",
        (["enter"],),
        "Enter",
        "右边：与这一句有关的内容",
        "On the right: what is known of the sentence",
    ),
    Step("next", (["j"],), "j", "一句一句往下走", "On by sentence", 1.2),
    Step("next2", (["j"],), "j", "一句一句往下走", "On by sentence", 1.2),
    Step("flag", (["f"],), "f", "标记这一句，不用再答什么", "Flag it, no question asked", 1.8),
    Step("write", (["c"], "{comment}"), "c", "写意见", "Write a comment", 2.4),
    Step("kept", (["f2"],), "F2", "当时就存好了", "Kept at once", 1.6),
    Step("reviewed", (["r"],), "r", "记为已审，到下一句", "Reviewed, on to the next", 1.8, calm=True),
    Step(
        "fate",
        (["g"], "L830", ["enter", "enter"]),
        "Enter",
        "这一句后来怎样了",
        "What became of a sentence",
        2.6,
        calm=True,
    ),
    Step(
        "compare",
        (["enter"],),
        "Enter",
        "“十四五”与“十五五”左右对照",
        "14th and 15th plan side by side",
        4.0,
        calm=True,
    ),
    Step("accept", (["a"],), "a", "认可这条对照", "Accept the match", 1.8),
    Step("unjudged", (["n"],), "n", "到下一条还没判的", "On to the next that nobody judged", 2.2),
    Step(
        "targets",
        (["1", "2"],),
        "2",
        "指标：缺实际值的，直说缺什么",
        "Targets: what is missing is said",
        3.0,
        calm=True,
    ),
    Step("examples", (["f6"],), "F6", "用虚构的示例值看判断的样子", "Invented values show verdicts", 3.0),
    Step(
        "chart",
        (["j"] * 4, ["enter"]),
        "Enter",
        "怎样算出来的，一步不藏",
        "How it was computed",
        4.0,
        calm=True,
    ),
    Step("flags", (["escape", "f6", "6"],), "6", "全部标记", "All flags", 2.0, calm=True),
    Step("hand_in", (["w"],), "w", "导出：十二种材料", "Twelve hand-ins", 2.4),
    Step("preview", (["1"],), "1", "先看预览", "A preview first", 2.6, calm=True),
    Step("file", (["enter"], "summary.docx"), "Enter", "写成 Word", "Written for Word", 1.8),
    Step("written", (["enter"],), "Enter", "写好了", "Done", 3.0),
)


@dataclass(frozen=True, slots=True)
class Screen:
    """What one step shows: the drawing of each line."""

    lines: tuple[str, ...]


async def record(language: str) -> list[Screen]:
    """Go all steps in a new app; returns what each shows."""
    from textual.widgets import Input, TextArea

    screens = []
    async with program(SIZE, language) as pilot:
        for step in STEPS:
            await go(pilot, [_said(part, language) for part in step.way])
            for field in (*pilot.app.screen.query(Input), *pilot.app.screen.query(TextArea)):
                field.cursor_blink = False
            await pilot.pause(_HINTS_LAST if step.calm else 0.5)
            screens.append(Screen(tuple(_lines(pilot.app.export_screenshot()))))
    return screens


def _said(part: str | list[str], language: str) -> str | list[str]:
    return COMMENT[language] if part == "{comment}" else part


# --- from a screenshot to lines ----------------------------------------------------------------------


def _lines(svg: str) -> Iterator[str]:
    """The drawing of each line of a screenshot, at the place of the first line."""
    styles = dict(_STYLE.findall(svg))
    lines = [[_ground(row)] for row in _grounds(svg)]
    for name, x, y, escaped in _TEXT.findall(svg):
        row, at = round((float(y) - 20) / _SHOT_LINE), round(float(x) / _SHOT_CELL)
        lines[row].extend(_drawn(styles[name].strip(";"), html.unescape(escaped), at))
    return ("".join(line) for line in lines)


def _grounds(svg: str) -> list[list[str]]:
    """The colour behind each cell of each line."""
    rows = [[""] * SIZE[0] for _ in range(SIZE[1])]
    for fill, x, y, width in _RECT.findall(svg):
        left, cells = round(float(x) / _SHOT_CELL), round(float(width) / _SHOT_CELL)
        rows[round((float(y) - 1.5) / _SHOT_LINE)][left : left + cells] = [fill] * cells
    return rows


def _ground(colours: Sequence[str]) -> str:
    """What stands behind a line: a box for each run of a colour."""
    drawn, at = "", 0
    for fill, run in groupby(colours):
        cells = len(list(run))
        if fill:
            drawn += f'<path style="fill: {fill}" d="{_box(at * CELL, 0, cells * CELL, LINE)}"/>'
        at += cells
    return drawn


def _box(x: float, y: float, width: float, height: float) -> str:
    return f"M{x:g} {y:g}h{width:g}v{height:g}h{-width:g}z"


def _drawn(style: str, text: str, at: int) -> Iterator[str]:
    """Characters of one style: lines and blocks as shapes, all else in runs, each at its own cell.

    Fonts differ in how wide they draw what is no letter; in runs of Chinese characters, which all fonts
    draw in a square, the space between them makes up for the rest of the two cells.
    """
    shapes = ""
    for found in _RUN.finditer(text):
        run, x = found[0], (at + cell_len(text[: found.start()])) * CELL
        if found["shape"]:
            shapes += _shape(run, x)
        elif found["wide"]:
            space = f"font-size: {_WIDE_FONT}px; letter-spacing: {2 * CELL - _WIDE_FONT:g}px"
            yield f'<text style="{style}; {space}" x="{x}" y="15">{run}</text>'
        else:
            length = f' textLength="{len(run) * CELL}"' if len(run) > 1 else ""
            yield f'<text style="{style}" x="{x}" y="15"{length}>{html.escape(run)}</text>'
    if shapes:
        yield f'<path style="{style}" d="{shapes}"/>'


def _shape(run: str, x: float) -> str:
    """A run of one sign of those that join in a terminal: borders, and parts of a block."""
    sign, width = run[0], len(run) * CELL
    if sign in _ARMS:
        left, right, up, down = _ARMS[sign]
        middle, centre = LINE / 2, x + CELL / 2
        across = _box(x if left else centre, middle - 0.5, width * (left + right) / 2, 1)
        along = _box(centre - 0.5, 0 if up else middle, 1, LINE * (up + down) / 2)
        return (across if left or right else "") + (along if up or down else "")
    if sign == "▌":
        return "".join(_box(x + n * CELL, 0, CELL / 2, LINE) for n in range(len(run)))
    height = LINE * (ord(sign) - 0x2580) / 8
    return _box(x, LINE - height, width, height)


# --- from lines to a picture that moves --------------------------------------------------------------


def picture(screens: Sequence[Screen], language: str, still: str = STILL) -> str:
    """One picture of all steps."""
    shown: dict[tuple[int, str], list[int]] = {}
    for number, screen in enumerate(screens):
        for row, line in enumerate(screen.lines):
            if line:
                shown.setdefault((row, line), []).append(number)
    drawings = {line: f"l{n}" for n, line in enumerate(dict.fromkeys(line for _, line in shown))}
    times = _Times(next(n for n, step in enumerate(STEPS) if step.name == still))
    uses = [
        f'<use href="#{drawings[line]}" y="{row * LINE}"{times.attribute(numbers)}/>'
        for (row, line), numbers in shown.items()
    ]
    captions = [_caption(step, language, times.attribute([n])) for n, step in enumerate(STEPS)]
    return _framed(_styled(drawings, times), uses, captions)


class _Times:
    """When what is shown: a class for each choice of steps, as they are asked for.

    Args:
        still: the step that is shown where nothing moves.
    """

    def __init__(self, still: int) -> None:
        self._still = still
        self._classes: dict[tuple[int, ...], str] = {}
        ends = [0.0]
        for step in STEPS:
            ends.append(ends[-1] + step.seconds)
        self._ends = ends

    def attribute(self, numbers: Sequence[int]) -> str:
        """The class of what these steps show; nothing for what is always there."""
        if len(numbers) == len(STEPS):
            return ""
        name = self._classes.setdefault(tuple(numbers), f"k{len(self._classes)}")
        return f' class="{name}"'

    def css(self) -> str:
        """The rules of all classes."""
        total = self._ends[-1]
        return "".join(
            f".{name}{{visibility:{_seen(self._still in numbers)};"
            f"animation:{name} {total:g}s step-end infinite}}"
            f"@keyframes {name}{{{''.join(self._changes(numbers))}}}"
            for numbers, name in self._classes.items()
        )

    def _changes(self, numbers: tuple[int, ...]) -> Iterator[str]:
        before = None
        for step, start in enumerate(self._ends[:-1]):
            now = step in numbers
            if now != before:
                yield f"{start / self._ends[-1]:.4%}{{visibility:{_seen(now)}}}"
            before = now


def _seen(is_seen: bool) -> str:
    return "visible" if is_seen else "hidden"


def _styled(drawings: dict[str, str], times: _Times) -> tuple[str, str]:
    """The rules, and the drawings with a short class in place of each style."""
    defs = "".join(f'<g id="{name}">{line}</g>' for line, name in drawings.items())
    names: dict[str, str] = {}

    def short(found: re.Match[str]) -> str:
        return f'class="{names.setdefault(found[1], f"s{len(names)}")}"'

    defs = re.sub(r'style="([^"]*)"', short, defs)
    rules = "".join(f".{name}{{{style}}}" for style, name in names.items())
    calm = "@media (prefers-reduced-motion:reduce){*{animation:none!important}}"
    return f"text{{font:{FONT}px {FONTS};white-space:pre}}{rules}{times.css()}{calm}", defs


def _caption(step: Step, language: str, attribute: str) -> str:
    """The key that was pressed, as a key, and what it does."""
    words = {"zh": step.zh, "en": step.en}[language]
    width = 12 * len(step.keys) + 20 if step.keys else 0
    cap = (
        f'<rect class="cap" x="0" y="-19" width="{width}" height="27" rx="5"/>'
        f'<text class="key" x="{width / 2:g}" y="0">{html.escape(step.keys)}</text>'
        if step.keys
        else ""
    )
    left = width + 14 if width else 0
    return f'<g{attribute}>{cap}<text class="say" x="{left}" y="0">{html.escape(words)}</text></g>'


def _framed(styled: tuple[str, str], uses: Sequence[str], captions: Sequence[str]) -> str:
    rules, defs = styled
    width, height = SIZE[0] * CELL, SIZE[1] * LINE
    whole = (width + 2 * _EDGE, _BAR + height + _FOOT)
    looks = ".cap{fill:#fffdf6;stroke:#9a948a}.say{fill:#3c3a36}"
    looks += ".key{fill:#24507a;font-weight:bold;text-anchor:middle}"
    paper = f'x="{_EDGE - 4}" y="{_BAR - 2}" width="{width + 8}" height="{height + 4}"'
    dots = "".join(f'<circle cx="{18 + 18 * n}" cy="15" r="5" fill="#cfc9bd"/>' for n in range(3))
    return "\n".join(
        (
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {whole[0]} {whole[1]}" role="img">',
            f"<style>{rules}{looks}</style><defs>{defs}</defs>",
            f'<rect width="{whole[0]}" height="{whole[1]}" rx="9" fill="#ece8df"/>{dots}',
            f'<rect {paper} fill="#f7f6f1"/>',
            f'<g transform="translate({_EDGE} {_BAR})" shape-rendering="crispEdges">',
            *uses,
            "</g>",
            f'<g transform="translate({_EDGE + 8} {_BAR + height + 30})">',
            *captions,
            "</g></svg>\n",
        )
    )


def main() -> None:
    """Make the recording in both languages."""
    os.environ.pop("NO_COLOR", None)
    # The path of what is written is seen at the end.
    folder = Path(tempfile.gettempdir()) / "plan-review"
    for language in ("zh", "en"):
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir()
        os.chdir(folder)
        screens = asyncio.run(record(language))
        path = HERE / f"tour.{language}.svg"
        path.write_text(picture(screens, language), encoding="utf-8", newline="\n")
        print(path.name, f"{path.stat().st_size // 1024} kB")
    shutil.rmtree(folder)


if __name__ == "__main__":
    main()
