"""The wheel alone: installed elsewhere, with the source tree gone, it is the whole program."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import zipfile
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import ROOT

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(not (find_spec("pip") and find_spec("hatchling")), reason="needs pip and hatchling"),
]
_LEFT_BEHIND = shutil.ignore_patterns(
    ".*", "__pycache__", "tests", "benchmarks", "dist", "build", "*.egg-info"
)


def _run(*words: str, cwd: Path, **environment: str) -> str:
    """Run Python and give its stdout; it must end well."""
    done = subprocess.run(
        [sys.executable, *words],
        cwd=cwd,
        env={**os.environ, **environment},
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


@dataclass(frozen=True)
class Installed:
    """The names in the wheel, the folder it is installed in, and a folder that has nothing to do with it."""

    names: frozenset[str]
    target: Path
    elsewhere: Path

    def python(self, *words: str) -> str:
        """Run Python with the installed program, far from any source tree."""
        home = str(self.elsewhere / "home")
        return _run(
            "-P",
            *words,
            cwd=self.elsewhere,
            PYTHONPATH=str(self.target),
            PLAN_REVIEW_HOME=home,
            PYTHONUTF8="1",
        )


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Installed:
    """A wheel made from a copy of the source tree and installed; the copy is deleted."""
    base = tmp_path_factory.mktemp("wheel")
    tree, dist, target, elsewhere = (base / name for name in ("tree", "dist", "target", "elsewhere"))
    elsewhere.mkdir()
    shutil.copytree(ROOT, tree, ignore=_LEFT_BEHIND)
    quiet = ("--quiet", "--disable-pip-version-check", "--no-deps", "--no-index")
    _run("-m", "pip", "wheel", ".", *quiet, "--no-build-isolation", "--wheel-dir", str(dist), cwd=tree)
    (wheel,) = dist.glob("*.whl")
    _run("-m", "pip", "install", *quiet, "--target", str(target), str(wheel), cwd=elsewhere)
    shutil.rmtree(tree)
    with zipfile.ZipFile(wheel) as archive:
        names = frozenset(archive.namelist())
    return Installed(names, target, elsewhere)


def test_the_wheel_holds_what_the_program_reads(installed: Installed) -> None:
    """Code, sentences, styles, settings and all content but the source texts travel in the wheel."""
    code = {
        path.relative_to(ROOT).as_posix()
        for path in (ROOT / "tui").rglob("*")
        if path.suffix in (".py", ".toml", ".tcss", ".txt")
    }
    content = {
        f"tui/_data/{path.relative_to(ROOT).as_posix()}"
        for path in (ROOT / "content").rglob("*")
        if path.is_file() and not path.is_relative_to(ROOT / "content" / "sources")
    }
    assert {"tui/locale/zh.toml", "tui/locale/en.toml", "tui/app/styles/app.tcss"} <= code
    assert sorted((code | content | {"tui/_data/config.toml"}) - installed.names) == []


def test_the_wheel_holds_nothing_else(installed: Installed) -> None:
    """Source texts, tests and caches stay out of the wheel."""
    unwanted = [
        name
        for name in installed.names
        if "sources/" in name
        or name.startswith("tests/")
        or "__pycache__" in name
        or (name.endswith(".txt") and not name.startswith("tui/text/"))
    ]
    assert [name for name in unwanted if ".dist-info/" not in name] == []


def _answer(installed: Installed, *words: str) -> Any:
    return json.loads(installed.python("-m", "tui", *words, "--json"))


def test_the_program_that_runs_is_the_installed_one(installed: Installed) -> None:
    """Program, settings and content are found inside the installed package."""
    place = Path(installed.python("-c", "import tui; print(tui.__file__)").strip())
    assert place.is_relative_to(installed.target)
    found = _answer(installed, "locate")
    for name in (found["default_config"], *found["content"]):
        assert Path(name).is_relative_to(installed.target)
        assert Path(name).exists()


def test_the_installed_program_answers(installed: Installed) -> None:
    """The five plans are on the shelf, the content is sound, and words are found in it."""
    plans = {row["id"] for row in _answer(installed, "plans")}
    assert plans == {"hainan-14", "wuhai-15", "wuhai-2023-digest", "wuhai-2023-plan", "wuhai-2023-report"}
    checked = _answer(installed, "validate")
    assert (checked["ok"], checked["errors"]) == (True, [])
    assert checked["counts"]["matches"] > 1900
    assert _answer(installed, "search", "煤炭")["total"] > 0
    assert any(row["observation"] for row in _answer(installed, "targets", "--examples"))


@pytest.mark.parametrize("language", ["zh", "en"])
def test_the_installed_program_exports(installed: Installed, language: str) -> None:
    """The summary comes out whole, with all sentences of its language."""
    text = installed.python("-m", "tui", "export", "summary", "--lang", language)
    assert text.startswith("---\ntitle: ")
    assert "hainan-14" in text
    assert "⟨" not in text


def test_phrases_and_looks_travel_with_the_program(installed: Installed) -> None:
    """What a comment and a docx hand-in need is inside the wheel."""
    code = (
        "from tui.places import shipped_content; from tui.report.docx import find_style;"
        "from tui.review.phrases import load_phrases;"
        "print(len(load_phrases([shipped_content()])), find_style([shipped_content()]).is_file())"
    )
    number, found = installed.python("-c", code).split()
    assert int(number) > 5
    assert found == "True"


APP = """
import asyncio
from tui.app.main import PlanReviewApp
from tui.config import load_config
from tui.locale import Locale
from tui.workspace import open_workspace

async def run() -> None:
    app = PlanReviewApp(open_workspace(load_config()), Locale("zh"))
    async with app.run_test(size=(120, 40)) as pilot:
        for keys in ((), ("1",), ("2",), ("3",), ("6",), ("0",)):
            await pilot.press(*keys)
            await pilot.pause()
        print(app.export_screenshot())
    assert not app.return_code, app.return_code

asyncio.run(run())
"""


def test_the_installed_app_opens(installed: Installed) -> None:
    """The app starts with its styles and shows the shelf, after a look at each view."""
    assert "乌海市" in installed.python("-c", APP)
