"""What all tests share: nobody's settings, nobody's review, and the shipped content."""

from __future__ import annotations

import gc
import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from hypothesis import settings

from tui import library
from tui.cli import main
from tui.compare import loading as compare_loading
from tui.config import load_config
from tui.plans import damage as plans_damage
from tui.plans import projects as plans_projects
from tui.review.events import Author
from tui.targets import loading as targets_loading
from tui.text.ambiguous import count_ambiguous_as
from tui.workspace import Workspace, open_workspace

ROOT = Path(__file__).resolve().parent.parent

# A test that passed once passes again; `--hypothesis-profile explore` looks for what was not thought of.
settings.register_profile("repeatable", derandomize=True, database=None, deadline=None, max_examples=80)
settings.register_profile("explore", deadline=None, max_examples=3000)
settings.load_profile("repeatable")


def _remembered(load: Callable[..., object]) -> Callable[..., object]:
    """Read a shipped file once for all tests: what is made of it never changes."""
    known: dict[tuple[object, ...], object] = {}

    def read(path: Path, *more: object) -> object:
        if not path.is_relative_to(ROOT / "content"):
            return load(path, *more)
        if (path, *more) not in known:
            known[path, *more] = load(path, *more)
        return known[path, *more]

    return read


# Reading the shipped content anew took a quarter of the time of the tests that do not test reading.
for _module, _name in (
    (library, "load_card"),
    (library, "load_plan"),
    (targets_loading, "load_targets"),
    (targets_loading, "load_facts"),
    (plans_projects, "load_groups"),
    (plans_damage, "load_damage"),
    (compare_loading, "load_matches"),
):
    setattr(_module, _name, _remembered(getattr(_module, _name)))

# An app makes many objects that live as long as its test; looking for garbage among them took a quarter of
# the time of all tests.
gc.set_threshold(200_000, 50, 50)


@dataclass(frozen=True)
class Answer:
    """What one call gave back."""

    code: int
    out: str
    err: str

    @property
    def data(self) -> Any:
        """The JSON on stdout."""
        return json.loads(self.out)

    @property
    def sentence(self) -> str:
        """The one line on stderr; nothing else may have been printed."""
        lines = self.err.splitlines()
        assert len(lines) == 1, self.err
        assert lines[0].strip()
        assert "⟨" not in lines[0]
        assert "Traceback" not in lines[0]
        return lines[0]


Call = Callable[..., Answer]


@pytest.fixture
def call(capsys: pytest.CaptureFixture[str]) -> Call:
    """Call the program in this process."""

    def run(*words: str | Path) -> Answer:
        capsys.readouterr()
        code = main([str(word) for word in words])
        captured = capsys.readouterr()
        return Answer(code, captured.out, captured.err)

    return run


@pytest.fixture(autouse=True)
def own_home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Keep the developer's own settings, reviews and colours out of every test."""
    home = tmp_path / "home"
    monkeypatch.setenv("PLAN_REVIEW_HOME", str(home))
    for name in ("NO_COLOR", "LANG", "LC_ALL", "COLORTERM"):
        monkeypatch.delenv(name, raising=False)
    return home


@pytest.fixture
def narrow_again() -> Iterator[None]:
    """For tests that let characters be two cells wide: that belongs to the process, which others share."""
    yield
    count_ambiguous_as(1)


@pytest.fixture
def make_workspace(tmp_path: Path) -> Iterator[Callable[..., Workspace]]:
    """A workspace on the shipped content with a review of its own; `content` folders are laid over it."""

    opened: list[Workspace] = []

    def make(*content: Path, author: Author | None = None, review: Path | None = None) -> Workspace:
        workspace = open_workspace(load_config(), content=content, review=review or tmp_path / "test.review")
        workspace.author = author
        opened.append(workspace)
        return workspace

    yield make
    for workspace in opened:
        workspace.store.close()


@pytest.fixture
def workspace(make_workspace: Callable[..., Workspace]) -> Workspace:
    """The shipped content, reviewed by 王审 of 发改委."""
    return make_workspace(author=Author("王审", "发改委"))
