"""Settings: every default in one file, later files win, and a mistake is one sentence with file and line."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tui import places
from tui.config import load_config, remember_reviewer
from tui.locale import LANGUAGES, Locale
from tui.messages import Message, Problem

SHIPPED = places.shipped_config().read_text(encoding="utf-8")


def _write(path: Path, text: str) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path


def _mistakes(path: Path) -> list[Message]:
    with pytest.raises(Problem) as caught:
        load_config(path)
    return list(caught.value.messages)


def _assert_sentence(message: Message, path: Path, line: int) -> None:
    """The message is one complete sentence in each language, with the file and the line."""
    assert (message.values["file"], message.values["line"]) == (str(path), line)
    for language in LANGUAGES:
        sentence = Locale(language).render(message)
        assert str(path) in sentence
        assert re.search(rf"\b{line}\b", sentence.replace(str(path), ""), re.ASCII)
        assert "⟨" not in sentence
        assert "\n" not in sentence


# --- what loads ------------------------------------------------------------------------------------


def test_the_shipped_settings_load() -> None:
    """Without any file of the user the documented defaults are in force."""
    config = load_config()
    assert (config.language, config.measure, config.first_line_indent) == ("zh", 84, True)
    assert (config.ahead, config.on_track, config.about_band, config.effort) == (1.05, 0.95, 0.5, 2.0)
    assert (config.flag_kind, config.flag_severity) == ("question", "medium")
    assert (config.reviewer_name, config.reviewer_unit, config.review_file) == ("", "", "")
    assert config.keys == {}
    assert config.reopen


def test_a_copy_of_the_shipped_file_changes_nothing(tmp_path: Path) -> None:
    """Copying the whole shipped file, as a person would to begin with, is accepted as it is."""
    assert load_config(_write(tmp_path / "copy.toml", SHIPPED)) == load_config()


def test_later_files_change_single_values(tmp_path: Path) -> None:
    """`--config` wins over the kept reviewer, that over the user's file, that over the shipped one."""
    _write(
        places.user_config(),
        'language = "en"\n[reviewer]\nname = "文件"\nunit = "文件单位"\n[flags]\nkind = "risk"\n'
        '[targets]\nahead = 2\n[keys]\nflag = "G"\n',
    )
    config = load_config()
    assert (config.language, config.reviewer_name, config.flag_kind) == ("en", "文件", "risk")
    assert (config.ahead, config.on_track) == (2.0, 0.95)
    assert isinstance(config.ahead, float)

    remember_reviewer("王审", "发改委")
    assert (load_config().reviewer_name, load_config().reviewer_unit) == ("王审", "发改委")

    extra = _write(
        tmp_path / "extra.toml", '[reviewer]\nname = "临时"\n[flags]\nkind = "edit"\n[keys]\nundo = "U"\n'
    )
    config = load_config(extra)
    assert (config.reviewer_name, config.reviewer_unit) == ("临时", "发改委")
    assert (config.flag_kind, config.flag_severity, config.language) == ("edit", "medium", "en")
    assert config.keys == {"flag": "G", "undo": "U"}


def test_a_file_with_a_byte_order_mark_loads(tmp_path: Path) -> None:
    """A settings file saved by a Windows editor, with byte order mark and CRLF, is read."""
    path = tmp_path / "bom.toml"
    path.write_bytes('\ufefflanguage = "en"\r\n[flags]\r\nkind = "risk"\r\n'.encode())
    assert (load_config(path).language, load_config(path).flag_kind) == ("en", "risk")


# --- what is wrong ---------------------------------------------------------------------------------

WRONG = {
    "unknown name": ('\ncolour = "red"\n', "config.unknown", 2, "colour"),
    "misspelt name": ('lanugage = "en"\n', "config.unknown", 1, "lanugage"),
    "misspelt name in a table": ("[reading]\n# width\nmesure = 60\n", "config.unknown", 3, "reading.mesure"),
    "misspelt table": ('[flag]\nkind = "risk"\n', "config.unknown", 1, "flag"),
    "text for a number": ('[reading]\nmeasure = "60"\n', "config.wrong_type", 2, "reading.measure"),
    "fraction for a whole number": ("[reading]\nmeasure = 60.5\n", "config.wrong_type", 2, "reading.measure"),
    "true for a whole number": ("[reading]\nmeasure = true\n", "config.wrong_type", 2, "reading.measure"),
    "number for true": ("[app]\nreopen = 1\n", "config.wrong_type", 2, "app.reopen"),
    "number for text": ("[reviewer]\nname = 7\n", "config.wrong_type", 2, "reviewer.name"),
    "list for text": ('language = ["en"]\n', "config.wrong_type", 1, "language"),
    "value for a table": ('reading = "wide"\n', "config.wrong_type", 1, "reading"),
    "table for a value": ('[language]\nname = "en"\n', "config.wrong_type", 1, "language"),
    "unknown language": ('\n\nlanguage = "fr"\n', "config.unknown_value", 3, "language"),
    "unknown kind of flag": ('[flags]\nkind = "doubt"\n', "config.unknown_value", 2, "flags.kind"),
    "misspelt severity": ('[flags]\nseverity = "High"\n', "config.misspelt_value", 2, "flags.severity"),
    "unknown severity": ('[flags]\nseverity = "x"\n', "config.unknown_value", 2, "flags.severity"),
    "misspelt keymap": ('[app]\nkeymap = "vmi"\n', "config.misspelt_value", 2, "app.keymap"),
    "key of the map in use": (
        '[keys]\nflag = "ctrl+b"\n[app]\nkeymap = "vim"\n',
        "config.key_taken",
        2,
        "keys.flag",
    ),
    "key that begins another": (
        '[app]\nkeymap = "vim"\n[keys]\nflag = "g"\n',
        "config.key_taken",
        4,
        "keys.flag",
    ),
    "unknown command": ('[keys]\nflgg = "f"\n', "config.unknown_command", 2, "keys.flgg"),
    "key that is no text": ("[keys]\nflag = 5\n", "config.wrong_type", 2, "keys.flag"),
    "key of another command": ('[keys]\nflag = "r"\n', "config.key_taken", 2, "keys.flag"),
    "three cells": (
        "[app]\nambiguous_width = 3\n",
        "config.unknown_value",
        2,
        "app.ambiguous_width",
    ),
    "width in words": ('[app]\nambiguous_width = "2"\n', "config.wrong_type", 2, "app.ambiguous_width"),
    "unknown glyphs": ('[app]\nglyphs = "emoji"\n', "config.unknown_value", 2, "app.glyphs"),
    "zero": ("[reading]\nmeasure = 0\n", "config.not_positive", 2, "reading.measure"),
    "negative": ("[targets]\nahead = 1.2\neffort = -1\n", "config.not_positive", 3, "targets.effort"),
    "not a number": ("[targets]\non_track = nan\n", "config.not_positive", 2, "targets.on_track"),
    "said after a comment": (
        '# the language of the program\nlanguage = "fr"\n',
        "config.unknown_value",
        2,
        "language",
    ),
    "indented": ('[flags]\n\n  kind = "doubt"\n', "config.unknown_value", 3, "flags.kind"),
    "after a longer name": ('[keys]\nflag_with = "F"\nflag = 5\n', "config.wrong_type", 3, "keys.flag"),
    "broken TOML": ('language = "en"\n[flags\nkind = "risk"\n', "toml.syntax", 2, None),
    "name given twice": ('language = "en"\nlanguage = "zh"\n', "toml.syntax", 2, None),
}


def test_two_commands_may_change_keys(tmp_path: Path) -> None:
    """A key is free once its command has another one."""
    path = _write(tmp_path / "mine.toml", '[keys]\nflag = "r"\nreviewed = "f"\n')
    assert load_config(path).keys == {"flag": "r", "reviewed": "f"}


@pytest.mark.parametrize(("text", "message_id", "line", "name"), WRONG.values(), ids=WRONG.keys())
def test_a_mistake_is_one_sentence_with_file_and_line(
    tmp_path: Path, text: str, message_id: str, line: int, name: str | None
) -> None:
    """Each mistake gives exactly one sentence, with the file, the line and the name as it should be found."""
    path = _write(tmp_path / "mine.toml", text)
    (message,) = _mistakes(path)
    assert message.id == message_id
    assert message.values.get("name") in (name, name and name.removeprefix("keys."))
    _assert_sentence(message, path, line)


def _settings_of_the_shipped_file() -> list[tuple[int, str]]:
    """Line number and name of every setting in the shipped file."""
    return [
        (number, found[1])
        for number, line in enumerate(SHIPPED.splitlines(), 1)
        if (found := re.match(r"(\w+) = ", line))
    ]


@pytest.mark.parametrize(("line", "name"), _settings_of_the_shipped_file())
def test_the_line_is_right_in_a_full_copy(tmp_path: Path, line: int, name: str) -> None:
    """In a copy of the shipped file, with all its comments, a broken value is reported on its own line."""
    lines = SHIPPED.splitlines()
    lines[line - 1] = f"{name} = []"
    path = _write(tmp_path / "copy.toml", "\n".join(lines) + "\n")
    (message,) = _mistakes(path)
    assert message.id == "config.wrong_type"
    _assert_sentence(message, path, line)


@pytest.mark.parametrize(
    ("text", "nearest"),
    [
        ('lanugage = "en"\n', "language"),
        ("[reading]\nmesure = 60\n", "measure"),
        ('[keys]\nflgg = "f"\n', "flag"),
        ('[keys]\nview_raed = "1"\n', "view_read"),
    ],
)
def test_a_misspelt_name_is_answered_with_the_right_one(tmp_path: Path, text: str, nearest: str) -> None:
    """The sentence about a misspelt name says the nearest right name."""
    (message,) = _mistakes(_write(tmp_path / "mine.toml", text))
    for language in LANGUAGES:
        assert nearest in Locale(language).render(message)


@pytest.mark.parametrize(("name", "known"), [("kind", "inconsistent"), ("severity", "medium")])
def test_a_bad_choice_is_answered_with_the_choices(tmp_path: Path, name: str, known: str) -> None:
    """The sentence about a value outside its choices lists them."""
    (message,) = _mistakes(_write(tmp_path / "mine.toml", f'[flags]\n{name} = "x"\n'))
    for language in LANGUAGES:
        assert known in Locale(language).render(message)


def test_all_mistakes_are_said_at_once(tmp_path: Path) -> None:
    """A file with several mistakes is answered with all of them in one run."""
    path = _write(tmp_path / "mine.toml", 'lang = "en"\n[flags]\nkind = "x"\n[reading]\nmeasure = -1\n')
    assert [(message.id, message.values["line"]) for message in _mistakes(path)] == [
        ("config.unknown", 1),
        ("config.unknown_value", 3),
        ("config.not_positive", 5),
    ]


def test_a_mistake_in_the_users_own_file_is_said_too() -> None:
    """The user's standing settings file is checked as strictly as one named on the command line."""
    path = _write(places.user_config(), "[targets]\nahead = 0\n")
    with pytest.raises(Problem) as caught:
        load_config()
    (message,) = caught.value.messages
    _assert_sentence(message, path, 2)


def test_a_named_file_must_be_there_and_readable(tmp_path: Path) -> None:
    """`--config` with a file that is absent, a folder, or not UTF-8 gives one sentence with its name."""
    absent = tmp_path / "absent.toml"
    gbk = tmp_path / "gbk.toml"
    gbk.write_bytes('[reviewer]\nname = "王审"\n'.encode("gb18030"))
    for path, message_id in ((absent, "file.absent"), (gbk, "file.not_utf8"), (tmp_path, "file.unreadable")):
        (message,) = _mistakes(path)
        assert message.id == message_id
        for language in LANGUAGES:
            assert str(path) in Locale(language).render(message)


# --- who reviews -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "unit"),
    [
        ("王审", "发改委"),
        ('"老王"', "发改委\\规划处"),
        ("O'Neil", "Bureau of \"Plans\" 'n' Statistics"),
        ("'", '"'),
        ("\\", "C:\\新\\u0041"),
        ("王\n审", "\ttab"),
        ("王 # 审", "[keys]"),
        ("", ""),
    ],
)
def test_the_reviewer_is_remembered_character_for_character(name: str, unit: str) -> None:
    """A name with quotes, backslashes or line breaks comes back as it was typed, and the file stays sound."""
    remember_reviewer(name, unit)
    config = load_config()
    assert (config.reviewer_name, config.reviewer_unit) == (name, unit)


@given(name=st.text(), unit=st.text())
def test_any_reviewer_is_remembered(name: str, unit: str) -> None:
    """Whatever can be typed as name and unit is kept and read again."""
    remember_reviewer(name, unit)
    config = load_config()
    assert (config.reviewer_name, config.reviewer_unit) == (name, unit)


def test_a_new_reviewer_replaces_the_old_one() -> None:
    """The last answer to who reviews is the one that counts."""
    remember_reviewer("王审", "发改委")
    remember_reviewer("李核", "")
    assert (load_config().reviewer_name, load_config().reviewer_unit) == ("李核", "")


def test_a_reviewer_that_cannot_be_kept_is_said(own_home: Path) -> None:
    """Where the settings folder cannot be made, one sentence names the file instead of a traceback."""
    own_home.mkdir()
    (own_home / "config").write_text("", encoding="utf-8")
    with pytest.raises(Problem) as caught:
        remember_reviewer("王审", "")
    assert [message.id for message in caught.value.messages] == ["file.not_writable"]
    assert str(places.reviewer_file()) in Locale("zh").render(caught.value.messages[0])
