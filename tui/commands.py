"""Every command a person can give in the app: one declaration for key, palette, help and id.

The sentence of a command is `command.<id>` in `locale/`. `key` lists the default keys, the first one shown.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True, slots=True)
class Command:
    """A command: its id, default keys (Textual's names, separated by commas), and where it works.

    `scope` names where it works, several views joined by commas: everywhere, read, compare, targets.
    `footer` says whether the key row shows it.
    """

    id: str
    keys: str
    scope: str = "everywhere"
    footer: bool = False

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
    Command("next_section", "J,upper_j", "read,compare"),
    Command("previous_section", "K,upper_k", "read,compare"),
    Command("pane_left", "h"),
    Command("pane_right", "l"),
    Command("go_to", "g", footer=True),
    Command("find", "slash", "read", footer=True),
    Command("next_hit", "n"),
    Command("previous_hit", "N,upper_n"),
    Command("search", "asterisk", footer=True),
    Command("bookmark", "m", "read"),
    Command("jump_back", "apostrophe", "read"),
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
    Command("next_plan", "right_square_bracket"),
    Command("previous_plan", "left_square_bracket"),
    Command("zoom", "z"),
    Command("write", "w", footer=True),
    Command("help", "question_mark,f1", footer=True),
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
    Command("quit", "q"),
)
COMMANDS_BY_ID: Final = {command.id: command for command in COMMANDS}

_SIGNS: Final = {
    "slash": "/",
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
    """Keys as a person would write them: /, ?, J; a second name of the same key is left out."""
    names = [name.strip() for name in keys.split(",")]
    return ",".join(dict.fromkeys(_SIGNS.get(name, name) for name in names if not name.startswith("upper_")))


def shown_key(keys: str) -> str:
    """The first of several keys as a person would write it."""
    return shown_keys(keys).split(",")[0]
