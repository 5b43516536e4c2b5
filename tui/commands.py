"""Every command a person can give in the app: one declaration for keys, palette, help and id.

The sentence of a command is `command.<id>` in `locale/`. There are two maps of keys: the default one, and one
for hands that know vim and less. The first key of a command is the one that is shown. A key is a name of
Textual's; two of them with a blank between are pressed one after the other.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

KEYMAPS: Final = ("default", "vim")


@dataclass(frozen=True, slots=True)
class Command:
    """A command: its id, its default keys separated by commas, and where it works.

    `scope` names where it works, several views joined by commas: everywhere, read, compare, targets.
    `footer` says whether the key row shows it. `vim` holds its keys in the map for vim where they are others.
    """

    id: str
    keys: str
    scope: str = "everywhere"
    footer: bool = False
    vim: str = ""

    def keys_in(self, keymap: str) -> str:
        """Its keys in one of `KEYMAPS`."""
        return self.vim if keymap == "vim" and self.vim else self.keys

    def works_in(self, view: str) -> bool:
        """Whether it belongs to a view in particular."""
        return view in self.scope.split(",")


COMMANDS: Final = (
    Command("view_shelf", "0"),
    Command("view_read", "1"),
    Command("view_targets", "2"),
    Command("view_compare", "3"),
    Command("view_projects", "4"),
    Command("view_checks", "5"),
    Command("view_review", "6"),
    Command("next", "j"),
    Command("previous", "k"),
    Command("next_paragraph", "right_curly_bracket", "read,compare"),
    Command("previous_paragraph", "left_curly_bracket", "read,compare"),
    Command(
        "next_section",
        "J,upper_j",
        "read,compare",
        vim="right_square_bracket right_square_bracket,J,upper_j",
    ),
    Command(
        "previous_section",
        "K,upper_k",
        "read,compare",
        vim="left_square_bracket left_square_bracket,K,upper_k",
    ),
    Command("page_down", "pagedown,space", vim="ctrl+f,space,pagedown"),
    Command("page_up", "pageup", vim="ctrl+b,b,pageup"),
    Command("half_page_down", "ctrl+d"),
    Command("half_page_up", "ctrl+u"),
    Command("top", "home", vim="g g,home"),
    Command("bottom", "end", vim="G,upper_g,end"),
    Command("centre", "ctrl+l", "read,compare", vim="z z"),
    Command("pane_left", "h,left"),
    Command("pane_right", "l,right"),
    Command("go_to", "g", footer=True, vim="g o"),
    Command("find", "slash", "read,projects", footer=True),
    Command("find_back", "backslash", "read", vim="question_mark"),
    Command("next_hit", "n"),
    Command("previous_hit", "N,upper_n"),
    Command("search", "asterisk", footer=True),
    Command("bookmark", "m", "read"),
    Command("jump_back", "apostrophe", "read", vim="apostrophe,ctrl+o"),
    Command("mark_words", "v", "read"),
    Command("mark_sentences", "V,upper_v", "read"),
    Command("mark_more", "full_stop", "read"),
    Command("mark_less", "comma", "read"),
    Command("mark_later", "right_parenthesis", "read"),
    Command("mark_earlier", "left_parenthesis", "read"),
    Command("pair", "p", "read"),
    Command("accept", "a", "compare,checks,review", footer=True),
    Command("decline", "d", "compare,checks", footer=True),
    Command("dismiss_rule", "D,upper_d", "checks", footer=True),
    Command("flag", "f", footer=True),
    Command("flag_with", "F,upper_f"),
    Command("comment", "c"),
    Command("tag", "T,upper_t"),
    Command("resolve", "X,upper_x"),
    Command("reply", "R,upper_r"),
    Command("remove_flag", "x"),
    Command("reviewed", "r", "read", footer=True),
    Command("undo", "u", footer=True),
    Command("redo", "ctrl+r"),
    Command("copy_citation", "y"),
    Command("enter_value", "e", "targets,projects", footer=True),
    Command("set_verdict", "s", "targets,compare,review", footer=True),
    Command("suggest", "S,upper_s", "compare"),
    Command("overview", "O,upper_o", "compare"),
    Command("explain", "o", "targets"),
    Command("import_file", "i"),
    Command("earlier_year", "less_than_sign", "targets"),
    Command("later_year", "greater_than_sign", "targets"),
    Command("filter", "t", "targets,compare,projects,checks,review", footer=True),
    Command("next_plan", "right_square_bracket", "targets,projects,checks", vim="g t"),
    Command("previous_plan", "left_square_bracket", "targets,projects,checks", vim="g T"),
    Command("zoom", "z", vim="z o"),
    Command("write", "w", footer=True),
    Command("help", "question_mark,f1", footer=True, vim="f1,g question_mark"),
    Command("palette", "colon,ctrl+p"),
    Command("tour", "f12"),
    Command("reviews", "f5"),
    Command("merge", "M,upper_m"),
    Command("history", "H,upper_h"),
    Command("examples", "f6"),
    Command("switch_language", "f7"),
    Command("switch_theme", "f8"),
    Command("who", "f9"),
    Command("open", "enter"),
    Command("back", "escape"),
    Command("quit", "q", vim="q,Z Z"),
)
COMMANDS_BY_ID: Final = {command.id: command for command in COMMANDS}

_SIGNS: Final = {
    "slash": "/",
    "backslash": "\\",
    "asterisk": "*",
    "question_mark": "?",
    "colon": ":",
    "apostrophe": "'",
    "left_curly_bracket": "{",
    "right_curly_bracket": "}",
    "left_square_bracket": "[",
    "right_square_bracket": "]",
    "full_stop": ".",
    "comma": ",",
    "left_parenthesis": "(",
    "right_parenthesis": ")",
    "less_than_sign": "<",
    "greater_than_sign": ">",
}


def shown_keys(keys: str) -> str:
    """Keys as a person would write them: /, ?, J, gg; a second name of the same key is left out."""
    return ",".join(dict.fromkeys(map(_written, _each(keys))))


def shown_key(keys: str) -> str:
    """The first of several keys as a person would write it."""
    return _written(_each(keys)[0])


def sign_of(key: str) -> str:
    """A key as a person would write it, from one of Textual's names."""
    return _SIGNS.get(key, key.removeprefix("upper_").upper() if key.startswith("upper_") else key)


def sequences(keys: str) -> list[tuple[str, ...]]:
    """Each of several keys as what is pressed, one after the other."""
    return [tuple(map(sign_of, key.split())) for key in _each(keys)]


def shared_keys(one: str, other: str) -> set[str]:
    """The keys that cannot belong to two commands at once: the same, or one where another begins."""
    theirs = sequences(other)
    return {"".join(keys) for keys in sequences(one) if any(_begins(keys, with_) for with_ in theirs)}


def _begins(one: tuple[str, ...], other: tuple[str, ...]) -> bool:
    shorter = min(len(one), len(other))
    return one[:shorter] == other[:shorter]


def _each(keys: str) -> list[str]:
    return [key.strip() for key in keys.split(",") if key.strip()] or [""]


def _written(key: str) -> str:
    return "".join(map(sign_of, key.split()))
