"""Text is data: whatever stands in a plan, a note or a name is shown and does nothing."""

from __future__ import annotations

import unicodedata
from collections.abc import Awaitable, Callable
from pathlib import Path

import pytest

from tests.app.conftest import Reader, Size, flat, place_of, run_app, screen_text, segments, until
from tests.app.small_content import promise, write_content
from tui.review.events import Author
from tui.workspace import Workspace

MakeSmall = Callable[..., Workspace]

_ROOMY: Size = (170, 50)
_QUIT = "[@click=app.quit]x[/]"
_PAYLOADS = {
    "markup": "[red]x[/red]",
    "closing": "[/]x[/foo]",
    "action": _QUIT,
    "escapes": "\x1b[31mx\x1b]52;c;eA==\x07\x9b2J\x9d\x00\x08\x7f",
    "lines": "x\ny\tz\r;",
    "bidi": "\u202ex\u2066y\u200bz\ufeff\u2028w",
    "lost": "x\ufffdy\ue000z",
}
#: How a screen shows each payload, written out here so that the table in `text/` is not its own judge.
_SHOWN = {
    "escapes": "␛[31mx␛]52;c;eA==␇�2J�␀␈␡",
    "lines": "xyz␍;",
    "bidi": "�x�y�z��w",
}


def _shown(name: str) -> str:
    return _SHOWN.get(name, _PAYLOADS[name])


def _clean(reader: Reader) -> None:
    """No painted character controls a terminal, nothing painted carries an action, and the app runs."""
    for segment in segments(reader.app):
        bad = [c for c in segment.text if unicodedata.category(c) in ("Cc", "Cf", "Cs", "Zl", "Zp")]
        assert bad == [], f"{bad} in {segment.text!r}"
        meta = segment.style.meta if segment.style else {}
        assert not any("click" in key for key in meta), meta
    assert reader.app.return_code is None


async def _sees(reader: Reader, shown: str, *selectors: str) -> None:
    for selector in selectors:
        await reader.sees(shown, inside=selector)
    _clean(reader)


async def _views(reader: Reader, shown: str) -> None:
    """All views, with what they show of one subject."""
    await _sees(reader, shown, "#shelf-table", "#shelf-card")
    await reader.open("L3")
    await _sees(reader, shown, "#text", "#tree", "#status", "#about")
    await reader.go_to("Table 1")
    await reader.press("j")
    await _sees(reader, shown, "#text", "#about")
    await reader.switch("2", "targets")
    await _sees(reader, shown, "#targets-head", "#targets-table", "#targets-detail", "#status")
    await reader.switch("3", "compare")
    await _sees(reader, shown, "#matches-head", "#match-notes")
    # Words that break over lines stand beside those of the other column.
    await _sees(reader, flat(shown)[-2:], "#match-list")
    assert len(reader.text("#themes").split("\n\n")[0].splitlines()) == 1, "a line for the theme"
    await reader.switch("4", "projects")
    await _sees(reader, shown, "#projects-head", "#projects-table", "#projects-detail")


async def _dialogs(reader: Reader, words: str, shown: str) -> None:
    """Dialogs, lists, messages and questions that show text of a plan or what was typed."""
    await reader.switch("1", "read")
    await reader.command("*")
    await reader.write("Plant")
    await _sees(reader, shown, "#pick-list")
    await reader.press("escape")
    await reader.command("g")
    await reader.answer(f"nowhere {words}")
    await reader.sees("nowhere", inside="#dialog-problem")
    _clean(reader)
    await reader.press("escape")
    await reader.command("/")
    await reader.answer(f"absent {words}")
    await reader.back_on_main()
    await reader.told("absent")
    _clean(reader)
    await reader.press("y")
    await reader.told(shown)
    _clean(reader)
    for key in ("w", "?", ":"):
        await reader.command(key)
        _clean(reader)
        await reader.press("escape")
        await reader.back_on_main()


@pytest.mark.slow
@pytest.mark.parametrize("name", list(_PAYLOADS))
def test_hostile_text_is_shown_as_text_in_every_view(make_small: MakeSmall, name: str) -> None:
    """Titles, headings, text, cells, targets, matches and projects appear with every character, as text."""
    workspace = make_small(_PAYLOADS[name], Author("A"))

    async def flow(reader: Reader) -> None:
        await _views(reader, _shown(name))

    run_app(workspace, flow, size=_ROOMY)


@pytest.mark.slow
@pytest.mark.parametrize("name", list(_PAYLOADS))
def test_hostile_text_in_dialogs_lists_and_messages(make_small: MakeSmall, name: str) -> None:
    """Search results, wrong paths, copied citations, previews and the palette show it as text too."""
    workspace = make_small(_PAYLOADS[name], Author("A"))

    async def flow(reader: Reader) -> None:
        await reader.open("L3")
        await _dialogs(reader, _PAYLOADS[name], _shown(name))

    app = run_app(workspace, flow, size=_ROOMY)
    assert f"“{promise(_PAYLOADS[name])}”" in app.clipboard, "what is copied is as printed"


@pytest.mark.slow
@pytest.mark.parametrize("name", list(_PAYLOADS))
def test_hostile_notes_names_and_sources(make_small: MakeSmall, name: str) -> None:
    """A reviewer's name, note and source with hostile characters are shown as text wherever they appear."""
    words, shown = _PAYLOADS[name], _shown(name)
    workspace = make_small("w", Author(f"N{words}", f"U{words}"))
    sentence = f"{promise('w')}"

    async def flow(reader: Reader) -> None:
        await reader.open("L3")
        await reader.press("f")
        await until(reader.pilot, lambda: len(workspace.state.flags) == 1)
        workspace.act("flag_edit", "flag", workspace.state.flags[0].id, note=f"C{words}")
        reader.main.review_changed()
        assert workspace.state.flags[0].anchor is not None
        assert workspace.state.flags[0].anchor.quote == sentence
        await _sees(reader, f"N{shown}", "#about", "#status")
        await _sees(reader, f"C{shown}", "#about")
        await reader.command("c")
        await _sees(reader, "C", "#note")
        await reader.press("escape")
        said = {"tags": [f"T{words}"], "suggestion": f"G{words}"}
        workspace.act("flag_edit", "flag", workspace.state.flags[0].id, **said)
        workspace.act("reply", "flag", workspace.state.flags[0].id, reply="partly", reason=f"R{words}")
        await reader.switch("6", "review")
        await _sees(reader, f"C{shown}", "#flags-table", "#flags-detail")
        await _sees(reader, f"R{shown}", "#flags-detail")
        await reader.command("H")
        await _sees(reader, f"R{shown}", "#read-text")
        await reader.press("escape")
        await reader.back_on_main()
        await reader.command("*")
        await reader.write("C is:note")
        await _sees(reader, f"C{shown}", "#pick-list")
        await reader.press("escape")
        await reader.back_on_main()
        await reader.press("f9")
        await until(reader.pilot, lambda: reader.app.screen is not reader.main)
        await _sees(reader, "N", "#field-0")
        await reader.press("escape")
        await reader.switch("2", "targets")
        payload = {"year": 2023, "value": 8.5, "unit": "km", "source": f"S{words}", "note": words}
        workspace.act("observe", "target", "old-plan-01", **payload)
        reader.main.review_changed()
        await _sees(reader, f"S{shown}", "#targets-detail")
        await reader.switch("3", "compare")
        await reader.press("f")
        await _sees(reader, f"N{shown}", "#match-notes")

    run_app(workspace, flow, size=_ROOMY)


async def _shelf(reader: Reader) -> None:
    await reader.switch("0", "shelf")


async def _read(reader: Reader) -> None:
    await reader.open("L3")


async def _targets(reader: Reader) -> None:
    await reader.switch("2", "targets")


async def _compare(reader: Reader) -> None:
    await reader.switch("3", "compare")


async def _projects(reader: Reader) -> None:
    await reader.switch("4", "projects")


async def _search(reader: Reader) -> None:
    await reader.open("L3")
    await reader.command("*")
    await reader.write("Plant")
    await reader.sees("Plant", inside="#pick-list")


@pytest.mark.parametrize(
    ("show", "selectors"),
    [
        (_shelf, ("#shelf-table", "#shelf-card")),
        (_read, ("#text", "#about", "#status", "#tree")),
        pytest.param(
            _targets, ("#targets-table", "#targets-head", "#targets-detail"), marks=pytest.mark.slow
        ),
        pytest.param(_compare, ("#match-list", "#matches-head", "#match-notes"), marks=pytest.mark.slow),
        pytest.param(_projects, ("#projects-table", "#projects-detail"), marks=pytest.mark.slow),
        (_search, ("#pick-list",)),
    ],
)
def test_a_click_on_hostile_text_does_not_act(
    make_small: MakeSmall, show: Callable[[Reader], Awaitable[None]], selectors: tuple[str, ...]
) -> None:
    """A click on text that looks like a link to an action never runs the action."""
    workspace = make_small(_QUIT, Author("A"))

    async def flow(reader: Reader) -> None:
        for selector in selectors:
            await show(reader)
            await reader.sees(_QUIT, inside=selector)
            column, line = place_of(reader.app, _QUIT, selector)
            for offset in (0, 3, _QUIT.index("x")):
                if _QUIT in reader.text():
                    await reader.pilot.click(offset=(column + offset, line))
                    await reader.pilot.pause()
            assert reader.app.return_code is None
            assert reader.app.is_running
            if reader.app.screen is not reader.main:
                await reader.press("escape")

    run_app(workspace, flow, size=_ROOMY)


@pytest.mark.slow
@pytest.mark.parametrize(
    ("name", "size"),
    [
        ("action", (80, 24)),
        ("closing", (40, 10)),
        ("escapes", (40, 10)),
        ("action", (20, 6)),
        ("bidi", (20, 6)),
    ],
)
def test_hostile_text_where_it_does_not_fit(make_small: MakeSmall, name: str, size: Size) -> None:
    """Cut and wrapped on small screens, it still neither crashes nor sends control characters."""
    workspace = make_small(_PAYLOADS[name] * 5, Author(_PAYLOADS[name] * 3))

    async def flow(reader: Reader) -> None:
        await reader.open("L3")
        await reader.press("f")
        await until(reader.pilot, lambda: len(workspace.state.flags) == 1)
        _clean(reader)
        for key, view in (
            ("2", "targets"),
            ("3", "compare"),
            ("4", "projects"),
            ("6", "review"),
            ("0", "shelf"),
        ):
            await reader.switch(key, view)
            _clean(reader)
            await reader.press("j", "k", "h", "l")
            await reader.leave_line()
            _clean(reader)

    run_app(workspace, flow, size=size)


def test_a_hostile_plan_laid_over_the_shipped_ones(
    make_workspace: Callable[..., Workspace], tmp_path: Path
) -> None:
    """Beside the five plans hostile ones are rows like the others, and a broken file is a sentence."""
    write_content(tmp_path / "laid", _QUIT)
    (tmp_path / "laid" / "themes.toml").unlink()
    (tmp_path / "laid" / "plans" / "[red]x[bold].toml").write_text("[plan\n", encoding="utf-8")
    workspace = make_workspace(tmp_path / "laid", author=Author("A"))

    async def flow(reader: Reader) -> None:
        await reader.sees("海南区“十四五”规划纲要", f"Old {_QUIT}", inside="#shelf-table")
        assert "[red]x[bold].toml" in flat(screen_text(reader.app))
        _clean(reader)
        await reader.switch("3", "compare")
        await reader.sees(promise(_QUIT), inside="#match-list")
        _clean(reader)

    run_app(workspace, flow, size=_ROOMY)
