"""The map for vim: its keys, those pressed one after the other, and what is shown of them."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

from tests.app.conftest import Reader, option_lines, run_app, until
from tui.app.screens.main import MainScreen
from tui.review.events import Author
from tui.workspace import Workspace

MakeWorkspace = Callable[..., Workspace]

_VIM = '[app]\nkeymap = "vim"\n'


def _settings(own_home: Path, text: str) -> None:
    folder = own_home / "config"
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "config.toml").write_text(text, encoding="utf-8")


def _vim(make_workspace: MakeWorkspace, own_home: Path, more: str = "") -> Workspace:
    _settings(own_home, _VIM + more)
    return make_workspace(author=Author("王审"))


def test_two_keys_one_after_the_other(make_workspace: MakeWorkspace, own_home: Path) -> None:
    """`gg` goes to the first sentence and `G` to the last; after `g` it is told what can follow."""
    workspace = _vim(make_workspace, own_home)

    async def flow(reader: Reader) -> None:
        await reader.read("14.6")
        first, last = reader.pane._sentences[0], reader.pane._sentences[-1]
        await reader.press("g")
        await reader.told("gg 开头", "go 前往", "gt 下一份规划")
        await reader.press("g")
        await until(reader.pilot, lambda: reader.sentence == first)
        assert reader.message == ""
        await reader.press("G")
        await until(reader.pilot, lambda: reader.sentence == last)

    run_app(workspace, flow)


def test_what_was_begun_can_be_left(make_workspace: MakeWorkspace, own_home: Path) -> None:
    """Escape after `g` leaves it and nothing else; two keys that no command has are told."""
    workspace = _vim(make_workspace, own_home)

    async def flow(reader: Reader) -> None:
        await reader.read("14.6")
        sentence = reader.sentence
        await reader.press("g", "escape")
        assert (reader.view, reader.message) == ("read", "")
        await reader.press("g", "f")
        await reader.told("gf")
        assert workspace.state.flags == ()
        await reader.press("f")
        await until(reader.pilot, lambda: len(workspace.state.flags) == 1)
        assert reader.sentence == sentence

    run_app(workspace, flow)


def test_begun_keys_do_not_reach_a_line(make_workspace: MakeWorkspace, own_home: Path) -> None:
    """Where a text is typed, `gg` and `zz` are letters."""
    workspace = _vim(make_workspace, own_home)

    async def flow(reader: Reader) -> None:
        await reader.switch("4", "projects")
        await reader.press("/", "g", "g", "z", "z")
        await until(reader.pilot, lambda: "ggzz" in reader.text("#projects-filter"))
        assert reader.message == ""

    run_app(workspace, flow)


def test_searching_backwards(make_workspace: MakeWorkspace, own_home: Path) -> None:
    """`?` finds the place before the cursor; `n` goes on in that direction and `N` against it."""
    workspace = _vim(make_workspace, own_home)

    async def flow(reader: Reader) -> None:
        await reader.open("14.6")
        order = reader.pane.plan.order if reader.pane.plan else {}
        start = order[reader.sentence.paragraph]
        await reader.command("?")
        await reader.answer("发展")
        await reader.back_on_main()
        found = order[reader.sentence.paragraph]
        assert found < start
        await reader.press("n")
        further = order[reader.sentence.paragraph]
        assert further < found
        await reader.press("N")
        assert order[reader.sentence.paragraph] == found

    run_app(workspace, flow)


def test_the_keys_of_the_map_are_shown(make_workspace: MakeWorkspace, own_home: Path) -> None:
    """Key row, help, tour and palette tell the keys of the map in use, with single ones laid over it."""
    workspace = _vim(make_workspace, own_home, '[keys]\nflag = "ctrl+y"\nwrite = "g w"\n')

    async def flow(reader: Reader) -> None:
        await reader.read("14.6")
        await reader.sees("go 前往", "ctrl+y 标记", "f1 帮助", inside="#keys")
        await reader.command("f1")
        await reader.sees("]]", "下一节", "zz", inside="#read-text")
        await reader.press("ctrl+f")
        await reader.sees("gg", "gw", inside="#read-text")
        await reader.press("q")
        await reader.back_on_main()
        await reader.command("f12")
        await reader.sees("go  前往一处", "ctrl+y  标记", inside="#read-text")
        await reader.press("escape")
        await reader.back_on_main()
        await reader.command(":")
        await reader.write("w")
        assert option_lines(reader.app)[0].split() == ["gw", "导出"]

    run_app(workspace, flow)


def test_full_width_signs_are_keys_of_the_map(make_workspace: MakeWorkspace, own_home: Path) -> None:
    """With an input method on, ？ searches backwards and 】】 … stays what it is."""
    workspace = _vim(make_workspace, own_home)

    async def flow(reader: Reader) -> None:
        await reader.read("14.6")
        await reader.command("？")
        await reader.sees("向前查找")

    run_app(workspace, flow)


def test_a_changed_map_is_taken_over(workspace: Workspace, own_home: Path) -> None:
    """The map that is named in the settings while the program runs works at once, and back."""

    async def flow(reader: Reader) -> None:
        await reader.read("14.6")
        for number, (text, key, shown) in enumerate(((_VIM, "f1", "f1 帮助"), ("", "?", "? 帮助")), 1):
            _settings(own_home, text)
            path = own_home / "config" / "config.toml"
            os.utime(path, ns=(number, number))
            before = reader.main
            reader.main.look_elsewhere()
            await until(reader.pilot, lambda before: reader.main is not before, shown, before)
            await until(reader.pilot, lambda: bool(reader.main.view_id) and reader.has_text)
            await reader.sees(shown, inside="#keys")
            await reader.command(key)
            await reader.sees("本视图", inside="#read-text")
            await reader.press("escape")
            await reader.back_on_main()

    run_app(workspace, flow)


def test_q_quits_with_the_map_for_vim(make_workspace: MakeWorkspace, own_home: Path) -> None:
    """`:q` and enter leave the program."""
    workspace = _vim(make_workspace, own_home)

    async def flow(reader: Reader) -> None:
        await reader.command(":")
        await reader.write("q")
        assert option_lines(reader.app)[0].split() == ["q", "退出"]
        await reader.press("escape")
        await reader.back_on_main()
        assert isinstance(reader.app.screen, MainScreen)
        await reader.quit()

    app = run_app(workspace, flow)
    assert app.return_code == 0
