"""What ingest proposes beside a new plan: apart from content, and never against a person's word."""

from __future__ import annotations

from pathlib import Path

import pytest

from tui.cli import main
from tui.config import load_config
from tui.records import content_files
from tui.review.store import ReviewStore
from tui.targets.loading import load_targets
from tui.workspace import Workspace

TEXT = """某某市国民经济和社会发展第十五个五年规划纲要

一、发展目标
到2030年，地区生产总值达到300亿元，常住人口城镇化率达到80%以上。

专栏1 交通重点项目
道路项目。甲路建设工程、乙桥改造工程。
"""
OPTIONS = ["--id", "demo", "--level", "city", "--kind", "outline", "--period", "2026-2030"]


def _ingest(tmp_path: Path, output: str = "content/plans/demo.toml") -> Path:
    source = tmp_path / "demo.txt"
    source.write_text(TEXT, encoding="utf-8")
    assert main(["ingest", str(source), *OPTIONS, "--output", str(tmp_path / output), "--force"]) == 0
    return tmp_path / "content"


def test_proposals_stand_apart_until_a_person_takes_them(tmp_path: Path) -> None:
    """Figures and projects are written to .proposed files, which become content by their name alone."""
    content = _ingest(tmp_path)
    proposed = content / "targets" / "demo.proposed.toml"
    assert content_files([content], "targets") == {}
    assert (content / "projects" / "demo.proposed.toml").is_file()
    taken = proposed.rename(content / "targets" / "demo.toml")
    assert content_files([content], "targets") == {"demo": taken}
    assert {target.value for target in load_targets(taken)} == {300, 80}
    assert main(["validate", str(content)]) == 0


def test_a_rejected_proposal_stays_rejected(tmp_path: Path) -> None:
    """Ingesting again keeps what a person turned down."""
    proposed = _ingest(tmp_path) / "targets" / "demo.proposed.toml"
    text = proposed.read_text(encoding="utf-8")
    rejected = text.replace("[[target]]\n", "[[target]]\nrejected = true\n", 1)
    proposed.write_text(rejected, encoding="utf-8")
    _ingest(tmp_path)
    assert proposed.read_text(encoding="utf-8").count("rejected = true") == 1


def test_what_is_taken_over_may_hold_rejections(tmp_path: Path) -> None:
    """Once the file is content, a rejected entry is no target, and does not come back either."""
    content = _ingest(tmp_path)
    proposed = content / "targets" / "demo.proposed.toml"
    text = proposed.read_text(encoding="utf-8")
    taken = content / "targets" / "demo.toml"
    taken.write_text(text.replace("[[target]]\n", "[[target]]\nrejected = true\n", 1), encoding="utf-8")
    proposed.unlink()
    workspace = Workspace(load_config(), [content], ReviewStore(tmp_path / "x.review"), None)
    assert len(workspace.targets("demo")) == 1
    assert main(["validate", str(content)]) == 0
    _ingest(tmp_path)
    assert not proposed.exists()


def test_a_list_of_projects_that_a_person_edits_is_kept(tmp_path: Path) -> None:
    """An earlier .proposed list of projects is not written over."""
    proposed = _ingest(tmp_path) / "projects" / "demo.proposed.toml"
    proposed.write_text("# mine\n", encoding="utf-8")
    _ingest(tmp_path)
    assert proposed.read_text(encoding="utf-8") == "# mine\n"


def test_a_damaged_proposal_is_told_and_kept(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The plan is made and reported all the same, and what a person broke in the proposals stays."""
    proposed = _ingest(tmp_path) / "targets" / "demo.proposed.toml"
    proposed.write_text("[[target]\n", encoding="utf-8")
    _ingest(tmp_path)
    assert str(proposed) in capsys.readouterr().out
    assert proposed.read_text(encoding="utf-8") == "[[target]\n"


def test_outside_a_content_folder_nothing_is_proposed(tmp_path: Path) -> None:
    """A plan written somewhere else brings no further files."""
    _ingest(tmp_path, "demo.toml")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["demo.toml", "demo.txt"]
