"""The manuals say what the program really has: keys, commands, calls, settings, and examples that run."""

from __future__ import annotations

import re
import runpy
import shlex
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest

from tests.conftest import ROOT
from tui.cli import main
from tui.cli.arguments import COMMAND_NAMES
from tui.commands import COMMANDS
from tui.locale import LANGUAGES

TOOL: dict[str, Any] = runpy.run_path(str(ROOT / "docs" / "make_tables.py"))
MANUALS: dict[str, Path] = TOOL["MANUALS"]

#: Keys of dialogs, which are no commands: what agrees, leaves, keeps, and picks a kind.
_DIALOG_KEYS = {"Enter", "Esc", "Tab", "F2", "F3", "F4", "Ctrl+S"}
_LOOSE_KEY = re.compile(r"<kbd>([^<]*)</kbd>")
_MADE = re.compile(r"<!-- made: ([^\n]*?) -->\n(.*?)<!-- /made -->", re.DOTALL)
_EXAMPLES = re.compile(r"^```console\n(.*?)^```$", re.DOTALL | re.MULTILINE)
_SAMPLES = re.compile(r"^```\w+ (\S+)\n(.*?)^```$", re.DOTALL | re.MULTILINE)
_LINK = re.compile(r"\]\(#([^)]*)\)")


def _text(language: str) -> str:
    return MANUALS[language].read_text(encoding="utf-8")


def _examples(language: str) -> list[str]:
    blocks = _EXAMPLES.findall(_text(language))
    return [line.removeprefix("$ ") for block in blocks for line in block.splitlines()]


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_is_made_is_as_the_program_is_now(language: str) -> None:
    """Keys in the text, tables and contents; `python docs/make_tables.py` writes them anew."""
    text = _text(language)
    assert TOOL["manual"](text, language) == text


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_row_is_explained(language: str) -> None:
    """A new setting, kind or hand-in has a row at once; its meaning is written by a person."""
    unwritten = [
        line for _, body in _MADE.findall(_text(language)) for line in body.splitlines() if "| … |" in line
    ]
    assert not unwritten


@pytest.mark.parametrize("language", LANGUAGES)
def test_keys_in_the_text_are_those_of_commands_or_dialogs(language: str) -> None:
    """A key without the name of its command is one that only dialogs have."""
    prose = _MADE.sub("", _text(language))
    assert set(_LOOSE_KEY.findall(prose)) <= _DIALOG_KEYS


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_command_is_told(language: str) -> None:
    """With its key, what it does, and the id by which its key is changed."""
    rows = {line.split(" | ")[-1].strip("`| ") for line in _text(language).splitlines() if "<kbd>" in line}
    assert {command.id for command in COMMANDS} <= rows


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_call_has_a_section_with_its_options(language: str) -> None:
    """And an example."""
    text = _text(language)
    made = [name for name, _ in _MADE.findall(text)]
    titles = [title for _, title in TOOL["headings"](text)]
    called = {words[1] for words in map(shlex.split, _examples(language))}
    for name in COMMAND_NAMES:
        assert f"options {name}" in made
        assert f"plan-review {name}" in titles
        assert name in called


@pytest.mark.parametrize("language", LANGUAGES)
def test_links_within_lead_to_headings(language: str) -> None:
    """Contents and cross-references."""
    text = _text(language)
    anchors = {TOOL["_anchor"](title) for _, title in TOOL["headings"](text)}
    assert set(_LINK.findall(text)) <= anchors


def test_both_manuals_have_the_same_build() -> None:
    """Headings of the same depth in the same order, the same tables, examples and files."""
    zh, en = (_text(language) for language in ("zh", "en"))
    assert [depth for depth, _ in TOOL["headings"](zh)] == [depth for depth, _ in TOOL["headings"](en)]
    assert [name for name, _ in _MADE.findall(zh)] == [name for name, _ in _MADE.findall(en)]
    assert _examples("zh") == _examples("en")
    assert _SAMPLES.findall(zh) == _SAMPLES.findall(en)


def test_every_example_runs(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """In the order in which they stand, with the files that the manual shows."""
    monkeypatch.chdir(tmp_path)
    for name, text in _SAMPLES.findall(_text("zh")):
        Path(name).write_text(text, encoding="utf-8")
    _damaged(Path("broken.review"))
    for line in _examples("zh"):
        program, *words = shlex.split(line)
        assert program == "plan-review"
        code = main(words)
        assert code == 0, f"{line}\n{capsys.readouterr().err}"


def _damaged(path: Path) -> None:
    """A review of which a part can still be read."""
    for paragraph in ("L22", "L24"):
        main(["flags", "add", f"wuhai-15/{paragraph}", "--author", "王某", "--review", str(path)])
    data = bytearray(path.read_bytes())
    data[:16] = bytes(16)
    path.write_bytes(data)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_recording_is_whole_and_small(language: str) -> None:
    """A picture that GitHub shows at once; `python docs/pictures/record.py` makes it anew."""
    path = ROOT / "docs" / "pictures" / f"tour.{language}.svg"
    assert path.stat().st_size < 400_000
    assert ElementTree.parse(path).getroot().tag.endswith("svg")
    assert path.name in (ROOT / ("README.md" if language == "en" else "README.zh.md")).read_text("utf-8")
