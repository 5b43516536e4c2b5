"""Every text can be read on its ground: contrast of what is really painted, in each of our themes."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import replace

import pytest
from rich.segment import Segment

from tests.app.conftest import Reader, run_app, segments, until
from tui.app.screens.dialogs import Dialog
from tui.app.themes import THEMES
from tui.workspace import Workspace

#: Success criterion 1.4.3 of the Web Content Accessibility Guidelines 2.2, level AA.
_LEAST = 4.5
#: Characters that draw lines and bars, which nobody reads.
_LINES = frozenset("│─┌┐└┘├┤┬┴┼▏▎▍▌▋▊▉█▁▂▃▄▅▆▇▔▕╸╺━░▒▓")


def _luminance(colour: tuple[int, int, int]) -> float:
    """Relative luminance as WCAG 2.2 defines it."""
    parts = [value / 255 for value in colour]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def _contrast(segment: Segment) -> float:
    style = segment.style
    assert style is not None
    assert style.color is not None
    assert style.bgcolor is not None
    ink, ground = style.color.get_truecolor(), style.bgcolor.get_truecolor()
    if style.reverse:
        ink, ground = ground, ink
    light, dark = sorted((_luminance(ink), _luminance(ground)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def _too_faint(reader: Reader) -> list[str]:
    """What is painted with too little contrast: words, colours, ratio."""
    found = []
    # What lies behind a dialog is faint on purpose.
    area = ".dialog" if isinstance(reader.app.screen, Dialog) else ""
    for segment in segments(reader.app, area):
        words = segment.text.strip()
        if words and not set(words) <= _LINES and segment.style and segment.style.color:
            ratio = _contrast(segment)
            if ratio < _LEAST:
                found.append(f"{words[:20]} {segment.style} {ratio:.2f}")
    return found


async def _reading(reader: Reader) -> None:
    await reader.read("14.6")
    await reader.press("f", "r", "f")
    await until(reader.pilot, lambda: len(reader.app.workspace.state.flags) == 2)
    await reader.press("v")


async def _found(reader: Reader) -> None:
    await reader.read("14.6")
    await reader.command("slash")
    await reader.answer("煤炭")
    await reader.back_on_main()


async def _comparing(reader: Reader) -> None:
    await reader.switch("3", "compare")
    await reader.press("J", "J", "J", "J", "j", "a")
    await reader.pilot.pause()


async def _judging(reader: Reader) -> None:
    reader.app.workspace.with_examples = True
    await reader.switch("2", "targets")
    await reader.press("enter")


async def _listing(reader: Reader) -> None:
    await _reading(reader)
    workspace = reader.app.workspace
    first, second = workspace.state.flags
    workspace.act("flag_edit", "flag", first.id, state="resolved", note="意见")
    workspace.act("flag_edit", "flag", second.id, kind="edit", suggestion="别的表述。")
    await reader.switch("6", "review")
    await reader.press("j")


async def _asking(reader: Reader) -> None:
    await reader.read("14.6")
    await reader.command("F")


async def _searching(reader: Reader) -> None:
    await reader.command("*")
    await reader.write("氢能")
    await until(reader.pilot, lambda: isinstance(reader.app.screen, Dialog))
    await reader.sees("氢能", inside="#pick-list")


SCREENS: dict[str, Callable[[Reader], Awaitable[None]]] = {
    "read": _reading,
    "found": _found,
    "compare": _comparing,
    "targets": _judging,
    "review": _listing,
    "asking": _asking,
    "search": _searching,
}


_FIRST, *_OTHERS = (theme.name for theme in THEMES)


@pytest.mark.parametrize("theme", [_FIRST, *(pytest.param(n, marks=pytest.mark.slow) for n in _OTHERS)])
@pytest.mark.parametrize("name", list(SCREENS))
def test_every_text_can_be_read(workspace: Workspace, name: str, theme: str) -> None:
    """No painted text has less contrast with its ground than 4.5 to 1."""
    workspace.config = replace(workspace.config, theme=theme)
    faint: list[str] = []

    async def flow(reader: Reader) -> None:
        await SCREENS[name](reader)
        await reader.pilot.pause()
        faint.extend(_too_faint(reader))

    run_app(workspace, flow)
    assert sorted(set(faint)) == []
