"""The two maps of keys: every command has a key in each, and no key means two things."""

from __future__ import annotations

from itertools import combinations

import pytest
from textual.keys import _character_to_key

from tui.commands import COMMANDS, KEYMAPS, Command, shared_keys, shown_key, shown_keys


def _together(one: Command, other: Command) -> bool:
    """Whether two commands work in the same place."""
    scopes = {*one.scope.split(",")}, {*other.scope.split(",")}
    return "everywhere" in scopes[0] | scopes[1] or bool(scopes[0] & scopes[1])


@pytest.mark.parametrize("keymap", KEYMAPS)
def test_every_command_has_a_key(keymap: str) -> None:
    """Each map leads to every command."""
    assert [command.id for command in COMMANDS if not command.keys_in(keymap).strip(" ,")] == []


@pytest.mark.parametrize("keymap", KEYMAPS)
def test_no_key_means_two_things(keymap: str) -> None:
    """Of two commands that work in one place none has a key of the other, or its beginning."""
    clashes = [
        (one.id, other.id)
        for one, other in combinations(COMMANDS, 2)
        if _together(one, other) and shared_keys(one.keys_in(keymap), other.keys_in(keymap))
    ]
    assert clashes == []


@pytest.mark.parametrize("keymap", KEYMAPS)
def test_keys_are_names_that_terminals_send(keymap: str) -> None:
    """A sign is written by its name, so that the key is found; letters and named keys are what they are."""
    keys = [
        key for command in COMMANDS for each in command.keys_in(keymap).split(",") for key in each.split()
    ]
    wrong = [key for key in keys if len(key) == 1 and not key.isalnum()]
    assert wrong == []
    assert all(_character_to_key(key) for key in keys if len(key) == 1)


def test_hands_that_know_vim_and_less_find_their_keys() -> None:
    """What everybody knows of vim and less does here what it does there."""
    expected = {
        "next": "j",
        "previous": "k",
        "half_page_down": "ctrl+d",
        "half_page_up": "ctrl+u",
        "page_down": "ctrl+f",
        "page_up": "ctrl+b",
        "top": "gg",
        "bottom": "G",
        "centre": "zz",
        "next_section": "]]",
        "previous_section": "[[",
        "next_paragraph": "}",
        "previous_paragraph": "{",
        "find": "/",
        "find_back": "?",
        "next_hit": "n",
        "previous_hit": "N",
        "bookmark": "m",
        "jump_back": "'",
        "mark_words": "v",
        "mark_sentences": "V",
        "copy_citation": "y",
        "undo": "u",
        "redo": "ctrl+r",
        "palette": ":",
        "quit": "q",
    }
    found = {command.id: shown_key(command.keys_in("vim")) for command in COMMANDS}
    assert {name: found[name] for name in expected} == expected


@pytest.mark.parametrize(
    ("keys", "shown"),
    [
        ("question_mark,f1", "?,f1"),
        ("J,upper_j", "J"),
        ("upper_j", "J"),
        ("g g,home", "gg,home"),
        ("right_square_bracket right_square_bracket", "]]"),
    ],
)
def test_keys_are_shown_as_a_person_writes_them(keys: str, shown: str) -> None:
    """Signs for names, keys in a row without a blank, two names of one key once."""
    assert shown_keys(keys) == shown


@pytest.mark.parametrize(
    ("one", "other", "shared"),
    [
        ("f", "f", {"f"}),
        ("f,b", "b,f", {"f", "b"}),
        ("g g", "g o", set()),
        ("g g", "g", {"gg"}),
        ("g", "g g", {"g"}),
        ("J", "upper_j", {"J"}),
        ("z", "Z Z", set()),
    ],
)
def test_a_key_and_what_begins_with_it_are_shared(one: str, other: str, shared: set[str]) -> None:
    """A key by itself leaves no room for two keys that begin with it."""
    assert shared_keys(one, other) == shared
