"""Damaged spots: said apart from the text, with the place where another document has the sound sentence."""

from __future__ import annotations

import json
import shutil
import unicodedata
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.conftest import ROOT
from tui.cli import main
from tui.locale import LANGUAGES, Locale
from tui.messages import Message, Problem
from tui.plans.damage import DAMAGE_KINDS, Damage, load_damage, unmarked
from tui.plans.loading import load_plan
from tui.plans.model import Paragraph, Plan
from tui.validation import validate_content
from tui.workspace import Workspace

CONTENT = ROOT / "content"
PLANS = {path.stem: load_plan(path) for path in sorted((CONTENT / "plans").glob("*.toml"))}
SPOTS = [spot for path in sorted((CONTENT / "damage").glob("*.toml")) for spot in load_damage(path)]


def spot(quote: str, paragraph: str = "demo/L1") -> Damage:
    """A damaged spot for a test."""
    return Damage(paragraph, quote, "unreadable", "无法辨认", "", "")


def plan_of(*texts: str) -> Plan:
    """A plan of some paragraphs."""
    paragraphs = tuple(
        Paragraph(f"demo/L{number}", "", "body", ((number, number),), text)
        for number, text in enumerate(texts, 1)
    )
    return Plan(replace(PLANS["wuhai-15"].card, id="demo"), (), paragraphs)


# --- what ships --------------------------------------------------------------------------------------


@pytest.mark.parametrize("entry", SPOTS, ids=lambda entry: f"{entry.paragraph} {entry.kind}")
def test_what_is_said_of_the_shipped_plans(entry: Damage) -> None:
    """The damaged words stand in the text, are explained, and the sound ones stand where it says."""
    plan = PLANS[entry.paragraph.partition("/")[0]]
    assert entry.quote in plan.paragraphs_by_id[entry.paragraph].text
    assert entry.reason
    assert bool(entry.see) is bool(entry.see_quote)
    if entry.see:
        other = PLANS[entry.see.partition("/")[0]]
        assert entry.see_quote in other.paragraphs_by_id[entry.see].text


@pytest.mark.parametrize(
    ("paragraph", "quote", "kind"),
    [
        ("wuhai-2023-plan/L29", "加快推动乌寄锥", "unreadable"),
        ("wuhai-2023-plan/L3", "日前，乌海市人民政府关于下达", "lead"),
        ("hainan-14/L500", "绿", "lost_cell"),
        ("hainan-14/L1598", "互联网十医疗健康", "wrong_sign"),
        ("hainan-14/L1598", "利共享、责任共担益", "misplaced"),
        ("wuhai-2023-report/L73.2", "(七)坚持以民为本,切实提高人民生活品质", "joined"),
        ("wuhai-2023-digest/L216", "冬日乌海湖冬日乌海湖", "doubled"),
        ("wuhai-2023-digest/L223", "光伏发电渐成规模光伏发电渐成规模", "doubled"),
    ],
)
def test_the_known_spots_are_marked(paragraph: str, quote: str, kind: str) -> None:
    """Unreadable text, a lost cell, a Chinese character for a sign, a repost's lead and doubled captions."""
    assert [s.kind for s in SPOTS if s.paragraph == paragraph and s.quote.startswith(quote)] == [kind]


def test_the_unreadable_spot_points_to_the_sound_sentence(workspace: Workspace) -> None:
    """The garbled words of the annual plan stay as printed and point to the sentence of the report."""
    (found,) = [s for s in workspace.damage("wuhai-2023-plan") if s.kind == "unreadable"]
    paragraph = workspace.paragraph(found.paragraph)
    assert paragraph is not None
    assert "加快推动乌寄锥\ue382虻\ufffd4个美丽乡村示范片区建设" in paragraph.text
    sound = workspace.paragraph(found.see)
    assert (found.see, found.see_quote) == ("wuhai-2023-report/L65", "扎实推进4个美丽乡村示范片区建设")
    assert sound is not None
    assert found.see_quote in sound.text


@pytest.mark.parametrize("plan", PLANS.values(), ids=PLANS)
def test_nothing_unreadable_is_left_unsaid(plan: Plan) -> None:
    """Every replacement or private-use character of the shipped plans is mentioned."""
    assert unmarked(plan, [s for s in SPOTS if s.paragraph.startswith(f"{plan.id}/")]) == []


def test_every_kind_has_a_word() -> None:
    """People see what is wrong in their language."""
    for language in LANGUAGES:
        words = [Locale(language).say(f"damage.{kind}") for kind in DAMAGE_KINDS]
        assert len(set(words)) == len(words)
        assert not any("⟨" in word for word in words)


# --- characters that nobody mentioned ----------------------------------------------------------------


@pytest.mark.parametrize("char", ["\ufffd", "\ue000", "\uf8ff", "\U000f0000", "\U0010fffd"])
def test_a_character_that_cannot_be_read_is_told(char: str) -> None:
    """Replacement and private-use characters of every plane are told unless an entry holds them."""
    plan = plan_of("第一段。", f"推动乌{char}片区建设。")
    assert unmarked(plan, []) == ["demo/L2"]
    assert unmarked(plan, [spot(f"乌{char}片区", "demo/L2")]) == []


@pytest.mark.parametrize("entry", [spot("推动", "demo/L1"), spot("乌\ufffd片", "demo/L2"), spot("片区")])
def test_an_entry_elsewhere_mentions_nothing(entry: Damage) -> None:
    """An entry for other words, or for another paragraph, does not mention the character."""
    assert unmarked(plan_of("推动乌\ufffd片区建设。", "第二段。"), [entry]) == ["demo/L1"]


def test_one_entry_does_not_mention_two_spots() -> None:
    """A second unreadable spot in the same paragraph is told, though its character is the same."""
    plan = plan_of("推动乌\ufffd片区建设，加快海\ufffd道路改造。")
    assert unmarked(plan, [spot("乌\ufffd片区")]) == ["demo/L1"]
    assert unmarked(plan, [spot("乌\ufffd片区"), spot("海\ufffd道路")]) == []


@given(st.lists(st.text(max_size=20), max_size=4))
def test_only_what_cannot_be_read_is_told(texts: list[str]) -> None:
    """Whatever else a text holds, exactly the paragraphs with such a character are told, each once."""
    expected = [
        f"demo/L{number}"
        for number, text in enumerate(texts, 1)
        if "\ufffd" in text or any(unicodedata.category(char) == "Co" for char in text)
    ]
    assert unmarked(plan_of(*texts), []) == expected


# --- files and validate ------------------------------------------------------------------------------

SOUND = '[[damage]]\nparagraph = "L29"\nquote = "乌海"\nkind = "unreadable"\nreason = "原字无从得知。"\n'


def _write(tmp_path: Path, text: str, plan: str = "wuhai-2023-plan") -> Path:
    path = tmp_path / "content" / "damage" / f"{plan}.toml"
    path.parent.mkdir(parents=True)
    path.write_text(text, encoding="utf-8")
    return path


@pytest.mark.parametrize(
    ("old", "new", "message_id", "line"),
    [
        ('kind = "unreadable"', 'kind = "unredable"', "content.unknown_value", 4),
        ('reason = "原字无从得知。"\n', "", "content.field_absent", 1),
        ("reason", "because", "content.unknown_field", 5),
        ('"乌海"', "7", "content.wrong_type", 3),
        ("[[damage]]", "[[spot]]", "content.unknown_name", 1),
    ],
)
def test_a_mistake_in_the_file_is_told(
    tmp_path: Path, old: str, new: str, message_id: str, line: int
) -> None:
    """A misspelt, missing or mistyped field of a damage file is told with file and line."""
    path = _write(tmp_path, SOUND.replace(old, new))
    with pytest.raises(Problem) as caught:
        load_damage(path)
    found = next(message for message in caught.value.messages if message.id == message_id)
    assert (found.values["file"], found.values["line"]) == (str(path), line)
    assert message_id in [error.id for error in validate_content([CONTENT, tmp_path / "content"]).errors]


Validate = Callable[..., tuple[Message, ...]]


@pytest.fixture
def validate(tmp_path: Path) -> Validate:
    """What validate says when the damage entries of a plan are other ones."""

    def run(old: str, new: str, plan: str = "wuhai-2023-plan") -> tuple[Message, ...]:
        text = (CONTENT / "damage" / f"{plan}.toml").read_text(encoding="utf-8")
        assert old in text
        _write(tmp_path, text.replace(old, new), plan)
        return validate_content([CONTENT, tmp_path / "content"]).errors

    return run


@pytest.mark.parametrize(
    ("plan", "old", "new", "message_id", "entry"),
    [
        ("hainan-14", 'quote = "绿"', 'quote = "蓝"', "validate.quote", 3),
        ("hainan-14", '"互联网十医疗健康"', '"互联网+医疗健康"', "validate.quote", 9),
        ("hainan-14", '"利共享、责任共担益"', '"利益共享、责任共担"', "validate.quote", 15),
        ("hainan-14", '"L500"', '"L501"', "validate.unknown_paragraph", 3),
        ("wuhai-2023-plan", '"扎实推进4个', '"扎实推进5个', "validate.quote", 3),
        ("wuhai-2023-plan", "report/L65", "report/L66", "validate.unknown_paragraph", 3),
        ("wuhai-2023-plan", "wuhai-2023-report/L65", "wuhai-2032-report/L65", "validate.unknown_plan", 3),
    ],
)
def test_what_is_wrong_is_told_with_its_place(
    validate: Validate, tmp_path: Path, plan: str, old: str, new: str, message_id: str, entry: int
) -> None:
    """A quote, paragraph or pointer that is not there is told with file and a line of its entry."""
    (error,) = validate(old, new, plan)
    assert error.id == message_id
    assert error.values["file"] == str(tmp_path / "content" / "damage" / f"{plan}.toml")
    assert entry <= int(str(error.values["line"])) <= entry + 6


def test_damage_of_no_plan_is_told(tmp_path: Path) -> None:
    """A damage file that is named after no plan is told, as other content is."""
    path = _write(tmp_path, SOUND, "wuhai-2032-plan")
    errors = validate_content([CONTENT, tmp_path / "content"]).errors
    assert [(error.id, error.values["file"]) for error in errors] == [("validate.unknown_plan", str(path))]


def test_without_its_entry_the_shipped_spot_is_told(validate: Validate) -> None:
    """Taking the mention away makes validate tell the paragraph with the unreadable characters."""
    (error,) = validate("加快推动乌寄锥\\uE382虻\\uFFFD4个美丽乡村示范片区建设", "个美丽乡村示范片区建设")
    assert (error.id, error.values["paragraph"]) == ("validate.unmarked_damage", "wuhai-2023-plan/L29")


@pytest.fixture
def damaged_plan(tmp_path: Path) -> Path:
    """A content folder with one plan, in which one character was replaced and nobody said so."""
    folder = tmp_path / "content"
    (folder / "plans").mkdir(parents=True)
    shutil.copy(CONTENT / "plans" / "wuhai-15.toml", folder / "plans")
    path = folder / "plans" / "wuhai-15.toml"
    text = path.read_text(encoding="utf-8")
    words = "“五区一河”系统治理"
    assert text.count(words) == 1
    path.write_text(text.replace(words, "“五\ue382一河”系统治理"), encoding="utf-8")
    return folder


def test_validate_tells_what_nobody_mentioned(damaged_plan: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A character that cannot be read makes validate fail and name the paragraph; a mention settles it."""
    assert main(["validate", str(damaged_plan), "--json"]) == 1
    (error,) = json.loads(capsys.readouterr().out)["errors"]
    assert error["id"] == "validate.unmarked_damage"
    assert "wuhai-15/L22" in error["message"]
    (damaged_plan / "damage").mkdir()
    (damaged_plan / "damage" / "wuhai-15.toml").write_text(
        SOUND.replace("L29", "L22").replace("乌海", "五\\uE382一河"),
        encoding="utf-8",
    )
    assert main(["validate", str(damaged_plan)]) == 0


def test_what_nobody_mentioned_is_told_with_file_and_line(
    damaged_plan: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """As for every problem, validate says in which file and on which line the character stands."""
    main(["validate", str(damaged_plan), "--json"])
    (error,) = json.loads(capsys.readouterr().out)["errors"]
    path = damaged_plan / "plans" / "wuhai-15.toml"
    lines = path.read_text(encoding="utf-8").splitlines()
    assert error["file"] == str(path)
    assert "L22" in "\n".join(lines[error["line"] - 1 :][:4])
