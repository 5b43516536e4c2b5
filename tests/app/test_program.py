"""The program around the views: commands, languages, colours, keys, help, sizes, and life without colour."""

from __future__ import annotations

import os
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from textual.color import Color
from textual.theme import Theme

from tests.app.conftest import (
    MIDDLE,
    NARROW,
    TINY,
    WIDE,
    Reader,
    Size,
    flat,
    line_segments,
    option_lines,
    run_app,
    segments,
    table_cells,
    until,
)
from tui.app.commands.base import CommandSet
from tui.app.later import import_rest
from tui.app.screens.dialogs import PickDialog, ReadDialog
from tui.app.screens.main import MainScreen
from tui.app.themes import OFFERED, THEMES
from tui.app.widgets.view import View
from tui.commands import COMMANDS, COMMANDS_BY_ID
from tui.config import load_config
from tui.locale import LANGUAGES, Locale
from tui.review.events import Author
from tui.workspace import Workspace

MakeWorkspace = Callable[..., Workspace]

_VIEWS = {
    command.keys.split(",")[0]: command.id.removeprefix("view_")
    for command in COMMANDS
    if command.id.startswith("view_")
}
_HAN = re.compile(r"[\u3000-\u303f\u3400-\u9fff\uff01-\uff5e]")
#: Chinese that an English screen shows on purpose: the language's own name, and printed places to type.
_MEANT = ("切换语言", "专栏9", "三(三)")


def _owners() -> list[type]:
    # Sets of commands are imported when the first screen is seen; without an app they would be unknown.
    list(import_rest())
    return [*View.__subclasses__(), *CommandSet.__subclasses__(), MainScreen]


def test_every_command_can_be_carried_out() -> None:
    """Each declared command has a method in a view, a command set or the main screen, or shows a view."""
    methods = {name for owner in _owners() for name in dir(owner) if name.startswith("command_")}
    lacking = {
        command.id
        for command in COMMANDS
        if f"command_{command.id}" not in methods and not command.id.startswith("view_")
    }
    assert lacking == set()
    assert {name.removeprefix("command_") for name in methods} <= set(COMMANDS_BY_ID), (
        "a method nobody can call"
    )


async def _view(reader: Reader, key: str) -> None:
    await reader.press(key)
    await until(reader.pilot, lambda: reader.view == _VIEWS[key], _VIEWS[key])


async def _dialog(reader: Reader, key: str) -> None:
    """Open a dialog, move in it, and leave it."""
    await reader.command(key)
    await reader.press("down", "escape")
    await reader.back_on_main()


# --- languages ------------------------------------------------------------------------------------


def _speaks(reader: Reader, language: str) -> None:
    text = reader.text()
    assert "⟨" not in text, text
    if language == "en":
        for meant in _MEANT:
            text = text.replace(meant, "")
        assert _HAN.findall(text) == [], text


@pytest.mark.slow
@pytest.mark.parametrize("language", LANGUAGES)
def test_every_view_and_dialog_in_each_language(make_small: MakeWorkspace, language: str) -> None:
    """On plans without Chinese an English screen has no Chinese, and on no screen a sentence is missing."""
    workspace = make_small("water", Author("Ann", "Office"))
    workspace.with_examples = True

    async def flow(reader: Reader) -> None:
        _speaks(reader, language)
        await reader.open("L3")
        await reader.press("f", "r", "k")
        await until(reader.pilot, lambda: len(workspace.state.flags) == 1)
        _speaks(reader, language)
        await reader.end_message()
        _speaks(reader, language)
        for key in ("g", "/", "*", "F", "c", "w", "?", ":", "f9"):
            await reader.command(key)
            _speaks(reader, language)
            await reader.press("space" if key in "w?" else "down")
            _speaks(reader, language)
            await reader.press("escape")
            await reader.back_on_main()
        await _view(reader, "2")
        await reader.command("e")
        await reader.answer("2023", "8.5", "km", "Year book", "")
        await reader.press("f2")
        await reader.back_on_main()
        await reader.end_message()
        for key in (*_VIEWS, "2"):
            await _view(reader, key)
            _speaks(reader, language)
            await reader.press("j")
            _speaks(reader, language)
        for key in ("n", "x", "u", "ctrl+r", "'", "m"):
            await reader.press(key)
            _speaks(reader, language)
        await reader.press("y")
        await until(reader.pilot, lambda: "Forest water" in reader.message)
        for view, keys in (("2", "soit"), ("3", "sSOt")):
            await _view(reader, view)
            await reader.end_message()
            for key in keys:
                await reader.command(key)
                _speaks(reader, language)
                await reader.press("escape")
                await reader.back_on_main()
        for key in ("a", "d", "a", "n", "h"):
            await reader.press(key)
            _speaks(reader, language)
        await reader.open("L3")
        await reader.command("enter")
        _speaks(reader, language)

    run_app(workspace, flow, size=(150, 45), language=language)


@pytest.mark.slow
def test_switching_the_language_while_running(make_small: MakeWorkspace) -> None:
    """F7 shows every view in the other language at the same place, and F7 again the first one."""
    workspace = make_small("water", Author("Ann"))

    async def flow(reader: Reader) -> None:
        await reader.open("L3")
        await reader.press("j")
        sentence = reader.sentence
        for language in ("en", "zh", "en"):
            await reader.press("f7")
            await until(reader.pilot, lambda wanted: reader.main.locale.language == wanted, "", language)
            await until(reader.pilot, lambda: reader.has_text and reader.sentence == sentence)
            for key in _VIEWS:
                await _view(reader, key)
                _speaks(reader, language)
                name = Locale(language).say(f"command.view_{_VIEWS[key]}")
                assert flat(name) in flat(reader.text("#keys"))
            await _view(reader, "1")
            assert reader.sentence == sentence

    run_app(workspace, flow)


# --- colours --------------------------------------------------------------------------------------


def _backgrounds(reader: Reader) -> set[str]:
    styles = [
        s.style for s in segments(reader.app) if s.style and s.style.bgcolor and s.style.bgcolor.triplet
    ]
    return {style.bgcolor.triplet.hex for style in styles if style.bgcolor and style.bgcolor.triplet}


@pytest.mark.parametrize("theme", THEMES, ids=lambda theme: theme.name)
def test_the_configured_theme_is_painted_from_the_start(
    make_workspace: MakeWorkspace, own_home: Path, theme: object
) -> None:
    """The first screen has the background of the theme that the settings name."""
    chosen = next(known for known in THEMES if known is theme)
    _settings(own_home, f'[app]\ntheme = "{chosen.name}"\n')

    async def flow(reader: Reader) -> None:
        assert reader.app.theme == chosen.name
        assert chosen.background in _backgrounds(reader)

    run_app(make_workspace(), flow)


def test_a_theme_that_is_not_there(make_workspace: MakeWorkspace, own_home: Path) -> None:
    """An unknown theme in the settings gets a sentence with its name; the app starts in its own colours."""
    _settings(own_home, '[app]\ntheme = "sepia"\n')

    async def flow(reader: Reader) -> None:
        await reader.told("sepia", "paper-dark")
        assert reader.app.theme == "paper"

    run_app(make_workspace(), flow)


def _in_its_colour(reader: Reader, theme: Theme) -> bool:
    """Whether the status word is painted in the colour of a theme, give or take a rounding."""
    wanted, found = Color.parse(theme.warning or "").rgb, _status_colour(reader).rgb
    return max(abs(a - b) for a, b in zip(wanted, found, strict=True)) < 3


def _status_colour(reader: Reader) -> Color:
    line = line_segments(reader.app, "2. 常住人口", "#targets-table")
    style = next(s.style for s in line if "暂不可判" in s.text)
    assert style is not None
    assert style.color is not None
    return Color.from_rich_color(style.color)


def test_switching_themes(workspace: Workspace) -> None:
    """F8 goes through the themes and comes back; each paints its own background and status words."""

    async def flow(reader: Reader) -> None:
        await _view(reader, "2")
        await reader.sees("暂不可判", inside="#targets-table")
        names, painted, own = [], [], {theme.name: theme for theme in THEMES}
        for _ in OFFERED:
            names.append(reader.app.theme)
            painted.append(frozenset(_backgrounds(reader)))
            if reader.app.theme in own:
                now = own[reader.app.theme]
                await until(reader.pilot, lambda theme: _in_its_colour(reader, theme), now.name, now)
            await reader.press("f8")
        assert set(names) == set(OFFERED)
        assert len(set(painted)) == len(OFFERED)
        assert reader.app.theme == names[0]

    run_app(workspace, flow)


# --- keys -----------------------------------------------------------------------------------------


def _settings(home: Path, text: str) -> None:
    path = home / "config" / "config.toml"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")


def test_a_remapped_key(make_workspace: MakeWorkspace, own_home: Path) -> None:
    """A key from the settings takes the place of the default one, also in key row, help and palette."""
    _settings(own_home, '[keys]\nflag = "b"\nhelp = "f2"\n')
    workspace = make_workspace(author=Author("王审"))

    async def flow(reader: Reader) -> None:
        await reader.sees("b 标记", "f2 帮助", inside="#keys")
        await reader.read("14.6")
        await reader.press("b")
        await until(reader.pilot, lambda: len(workspace.state.flags) == 1)
        await reader.press("f", "?")
        assert isinstance(reader.app.screen, MainScreen)
        assert len(workspace.state.flags) == 1
        await reader.command("f2")
        await reader.press(*["space"] * 2)
        await reader.press("escape")
        await reader.command(":")
        await reader.write("标记")
        assert any(line.split()[:2] == ["b", "标记"] for line in option_lines(reader.app))

    run_app(workspace, flow)


def test_help_shows_the_keys_of_the_view_first(workspace: Workspace) -> None:
    """? lists this view's keys, then those that work everywhere; the same key, q or esc closes it."""

    async def flow(reader: Reader) -> None:
        await reader.open("14.6")
        for key, end in (("?", "?"), ("f1", "q"), ("?", "escape")):
            await reader.command(key)
            assert isinstance(reader.app.screen, ReadDialog)
            text = reader.text("#read-text")
            assert text.index("本视图") < text.index("下一段") < text.index("各处")
            assert "已审" in text[: text.index("各处")]
            await reader.press(end)
            await reader.back_on_main()
        assert reader.app.return_code is None

    run_app(workspace, flow)


def test_help_has_every_command_and_sign(workspace: Workspace) -> None:
    """Paging through the help shows every command's name and what the signs mean."""

    async def flow(reader: Reader) -> None:
        await reader.open("14.6")
        await reader.command("?")
        pages = []
        for _ in range(8):
            pages.append(reader.text("#read-text"))
            await reader.press("space")
        text = flat("".join(pages))
        zh = Locale("zh")
        for command in COMMANDS:
            assert flat(zh.say(f"command.{command.id}")) in text
        assert "✓提前实现" in text
        assert "不可比" in text

    run_app(workspace, flow, size=MIDDLE)


@pytest.mark.parametrize("key", [":", "ctrl+p", "："])
def test_the_palette_runs_a_command(workspace: Workspace, key: str) -> None:
    """The palette finds a command by part of its name and enter carries it out."""

    async def flow(reader: Reader) -> None:
        await reader.command(key)
        assert isinstance(reader.app.screen, PickDialog)
        assert len(option_lines(reader.app)) == len(COMMANDS)
        await reader.write("示例")
        assert len(option_lines(reader.app)) == 1
        await reader.press("enter")
        await reader.back_on_main()
        await until(reader.pilot, lambda: workspace.with_examples)
        await reader.command(key)
        await reader.write("view_targets")
        await reader.press("enter")
        await until(reader.pilot, lambda: reader.view == "targets")

    run_app(workspace, flow)


@pytest.mark.slow
@pytest.mark.parametrize(
    ("view", "key", "told"),
    [
        ("0", "/", "find"),
        ("0", "}", "next_paragraph"),
        ("0", "t", "filter"),
        ("0", "f", "没有可以标记的内容"),
        ("0", "y", "没有可以复制的内容"),
        ("0", "n", "还没有查找"),
        ("2", "m", "bookmark"),
        ("2", "r", "reviewed"),
        ("3", "e", "enter_value"),
        ("6", "c", "没有可以标记的内容"),
        ("6", "x", "没有标记"),
        ("6", "u", "没有可撤销的动作"),
        ("6", "ctrl+r", "没有可重做的动作"),
    ],
)
def test_a_key_that_cannot_act_says_why(workspace: Workspace, view: str, key: str, told: str) -> None:
    """A command that has no sense here gets a sentence, and nothing else happens."""

    async def flow(reader: Reader) -> None:
        await _view(reader, view)
        await reader.press(key)
        await until(reader.pilot, lambda: bool(reader.message))
        zh = Locale("zh")
        expected = (
            zh.say("app.not_here", command=zh.say(f"command.{told}")) if told in COMMANDS_BY_ID else told
        )
        assert flat(expected) in flat(reader.message)
        assert reader.view == _VIEWS[view]

    run_app(workspace, flow)
    assert workspace.events == ()


def test_full_width_punctuation_stands_for_its_key(workspace: Workspace) -> None:
    """With an input method on, ？ ： ／ ＊ open help, palette, find and search as their keys do."""

    async def flow(reader: Reader) -> None:
        await reader.open("14.6")
        for key, shown in (("？", "本视图"), ("：", "命令名"), ("／", "查找"), ("＊", "检索")):
            await reader.command(key)
            await reader.sees(shown)
            await reader.press("escape")
            await reader.back_on_main()

    run_app(workspace, flow)


def test_a_han_character_hints_at_the_input_method(workspace: Workspace) -> None:
    """A Han character where a key is expected says that an input method is on, in every view."""

    async def flow(reader: Reader) -> None:
        await reader.open("14.6")
        for key in _VIEWS:
            await _view(reader, key)
            await reader.end_message()
            await reader.press("好")
            await reader.told("输入法")

    run_app(workspace, flow)


def test_no_command_acts_while_a_line_is_filled_in(workspace: Workspace) -> None:
    """Letters typed into a line are text, never commands; esc leaves the line."""

    async def flow(reader: Reader) -> None:
        await _view(reader, "4")
        await reader.press("/")
        await until(reader.pilot, lambda: reader.focused == "projects-filter")
        await reader.press("q", "f", "u", "2", "?", ":")
        assert reader.app.return_code is None
        assert reader.view == "projects"
        await reader.sees("qfu2?:", inside="#projects-filter")
        await reader.press("escape")
        await until(reader.pilot, lambda: reader.focused == "projects-table")
        await reader.command("g")
        await reader.press(*"q1?")
        await reader.sees("q1?", inside="#field-0")
        await reader.press("escape")
        await reader.back_on_main()

    run_app(workspace, flow)
    assert workspace.events == ()


def test_q_quits(workspace: Workspace) -> None:
    """q ends the program without an error."""

    async def flow(reader: Reader) -> None:
        await reader.open("14.6")
        await reader.quit()

    app = run_app(workspace, flow)
    assert app.return_code == 0


def test_ctrl_c_says_how_to_leave(workspace: Workspace) -> None:
    """ctrl+c does not end the program and says which key does."""

    async def flow(reader: Reader) -> None:
        await reader.press("ctrl+c")
        await reader.told("按 q 退出")

    run_app(workspace, flow)


def test_the_key_row_can_be_clicked(workspace: Workspace) -> None:
    """A click on a key's name carries its command out."""

    async def flow(reader: Reader) -> None:
        for words, view in (("指标", "targets"), ("对照", "compare"), ("书架", "shelf")):
            await reader.click(words, "#keys")
            await until(reader.pilot, lambda wanted: reader.view == wanted, "", view)
        await reader.click("帮助", "#keys")
        await until(reader.pilot, lambda: isinstance(reader.app.screen, ReadDialog))

    run_app(workspace, flow)


# --- sizes and colours ----------------------------------------------------------------------------


@pytest.mark.slow
@pytest.mark.parametrize("size", [WIDE, MIDDLE, NARROW, TINY])
def test_all_views_and_dialogs_at_every_size(workspace: Workspace, size: Size) -> None:
    """Every view with every pane and every dialog opens at every size, down to 20 columns and 6 lines."""

    async def flow(reader: Reader) -> None:
        await reader.open("14.6")
        await reader.press("f", "j")
        await until(reader.pilot, lambda: len(workspace.state.flags) == 1)
        for key in _VIEWS:
            await _view(reader, key)
            await reader.press("j", "l", "j", "z", "z", "h", "h", "j")
            await reader.leave_line()
        await _view(reader, "1")
        for key in ("g", "/", "*", "F", "c", "w", "?", ":", "f9"):
            await _dialog(reader, key)
        await _view(reader, "2")
        await _dialog(reader, "e")
        assert reader.app.return_code is None
        assert len(workspace.state.flags) == 1

    run_app(workspace, flow, size=size)


@pytest.mark.slow
def test_resizing_through_all_sizes_in_every_view(workspace: Workspace) -> None:
    """A terminal that is pulled small and large again breaks no view and no dialog."""

    async def flow(reader: Reader) -> None:
        await reader.open("14.6")
        for key in _VIEWS:
            await _view(reader, key)
            for size in (NARROW, (8, 3), WIDE):
                await reader.resize(size)
        await reader.command(":")
        for size in (TINY, (8, 3), WIDE):
            await reader.resize(size)
        await reader.sees("书架", inside="#pick-list")

    run_app(workspace, flow)


def _set_off(reader: Reader, inside: str) -> str:
    """The words of a widget that are told apart without a colour."""
    styled = [(s.text, s.style) for s in segments(reader.app, inside) if s.style]
    found = [text for text, style in styled if style.reverse or style.underline]
    return flat("".join(found))


def test_without_colours_the_cursor_is_seen(workspace: Workspace, monkeypatch: pytest.MonkeyPatch) -> None:
    """With NO_COLOR the cursor of every list, table and text is set off, and words tell statuses."""
    monkeypatch.setenv("NO_COLOR", "1")

    async def flow(reader: Reader) -> None:
        assert "海南区“十四五”规划纲要" in _set_off(reader, "#shelf-table")
        await reader.read("14.6")
        assert _set_off(reader, "#text").startswith("推进煤炭供给转型升级。")
        assert "立足" not in _set_off(reader, "#text")
        await reader.press("h")
        assert "推进煤炭供给转型升级" in _set_off(reader, "#tree")
        await _view(reader, "2")
        assert "地区生产总值增长率" in _set_off(reader, "#targets-table")
        words = {row[0] for row in table_cells(reader.app, "#targets-table")}
        assert words == {"○ 暂不可判", "– 不评价"}
        await _view(reader, "3")
        assert "推动经济实现质的有效提升" in _set_off(reader, "#match-list")
        assert "▌" in reader.text("#match-list")
        await reader.press("h")
        assert "总体框架" in _set_off(reader, "#themes")
        await reader.command(":")
        assert "书架" in _set_off(reader, "#pick-list")

    run_app(workspace, flow)


def test_without_colours_hits_and_differences_are_seen(
    workspace: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    """With NO_COLOR found words and differing words still have a style of their own."""
    monkeypatch.setenv("NO_COLOR", "1")

    async def flow(reader: Reader) -> None:
        await reader.open()
        await reader.command("/")
        await reader.answer("先进产能")
        await reader.back_on_main()
        hits = [
            s.text for s in segments(reader.app, "#text") if s.style and s.style.bold and s.style.underline
        ]
        assert "".join(hits) == "先进产能" * 2
        await _view(reader, "3")
        await reader.press("J")
        await reader.sees("生态环境治理与修复")
        changed = [s for s in segments(reader.app, "#match-list") if s.style and s.style.underline]
        assert changed

    run_app(workspace, flow)


def test_changed_settings_are_taken_over(workspace: Workspace, own_home: Path) -> None:
    """A key and colours that are changed in the file work at once; a mistake is told and changes nothing."""

    async def flow(reader: Reader) -> None:
        await reader.read("14.6")
        sentence = reader.sentence
        _settings(own_home, '[keys]\nflag = "ctrl+f"\n[app]\ntheme = "contrast"\n')
        reader.main.look_elsewhere()
        await until(reader.pilot, lambda: reader.app.theme == "contrast")
        await until(reader.pilot, lambda: bool(reader.main.view_id) and reader.has_text)
        await until(reader.pilot, lambda: reader.sentence == sentence)
        await reader.press("ctrl+f")
        await until(reader.pilot, lambda: len(workspace.state.flags) == 1)
        path = own_home / "config" / "config.toml"
        path.write_text('[app]\nthem = "paper"\n', encoding="utf-8")
        os.utime(path, ns=(1, 1))
        reader.main.look_elsewhere()
        await reader.told("config.toml", "theme")
        assert reader.app.theme == "contrast"

    run_app(workspace, flow)


def test_the_tour_is_shown_once(workspace: Workspace, own_home: Path) -> None:
    """At the first start a page tells the keys that there are; a key leaves it, and F12 shows it again."""
    (own_home / "state" / "state.json").unlink()
    _settings(own_home, '[keys]\nflag = "ctrl+f"\n')
    workspace.configure(load_config())

    async def first(reader: Reader) -> None:
        await reader.sees("ctrl+f  标记", inside="#read-text")
        await reader.press("enter")
        await reader.back_on_main()
        await reader.command("f12")
        await reader.sees("前往一处", inside="#read-text")
        await reader.press("escape")
        await reader.back_on_main()
        reader.main.remember()

    run_app(workspace, first)

    async def second(reader: Reader) -> None:
        await reader.pilot.pause()
        await reader.back_on_main()

    run_app(workspace, second)
