"""Write the tables, the contents and the keys of the manuals anew: `python docs/make_tables.py`.

What the program knows of itself is taken from it: commands with keys, calls with options, settings with
defaults, hand-ins with columns, kinds and words. It stands between `<!-- made: … -->` and `<!-- /made -->`.
The last column of some tables is written by hand; it stays with its row, and a new row waits for it with …

A key in the text is written `<kbd title="flag">f</kbd>`, or `[[flag]]` until this has run.
"""

from __future__ import annotations

import argparse
import json
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any, Final

from tui.cli.arguments import COMMAND_NAMES, app_parser
from tui.cli.command_arguments import command_parser
from tui.commands import COMMANDS, COMMANDS_BY_ID, shown_keys
from tui.compare.model import CHANGES
from tui.locale import LANGUAGES, Locale
from tui.places import shipped_config, shipped_content
from tui.report.layout import load_layout
from tui.report.names import HAND_INS
from tui.tomlfile import read_toml
from tui.wording import STATUS_SIGNS

HERE: Final = Path(__file__).resolve().parent
MANUALS: Final = {language: HERE / f"manual.{language}.md" for language in LANGUAGES}
#: What stands where a person still has to write.
UNWRITTEN: Final = "…"

_MADE = re.compile(r"(<!-- made: (?P<name>[^\n]*?) -->\n)(?P<body>.*?)(?=<!-- /made -->)", re.DOTALL)
_KEY = re.compile(r'\[\[(?P<short>\w+)\]\]|<kbd title="(?P<id>\w+)">[^<]*</kbd>')
_HEADING = re.compile(r"^(#{2,3}) (.+)$", re.MULTILINE)
_FENCE = re.compile(r"^```.*?^```$", re.DOTALL | re.MULTILINE)
_COMMON: Final = ("content", "config", "review", "author", "lang", "help", "version")

Row = tuple[str, ...]


def manual(text: str, language: str) -> str:
    """A manual with everything in it that is made, as the program is now."""
    locale = Locale(language)
    text = _KEY.sub(lambda found: key(found["short"] or found["id"]), text)

    def made(found: re.Match[str]) -> str:
        name, _, subject = found["name"].partition(" ")
        if name == "contents":
            return found[1] + _contents(text)
        return found[1] + _TABLES[name](locale, subject, _written(found["body"]))

    return _MADE.sub(made, text)


def key(command: str) -> str:
    """The first key of a command, as it stands in the text."""
    return f'<kbd title="{command}">{_key_named(COMMANDS_BY_ID[command].keys.split(",")[0])}</kbd>'


def _key_named(name: str) -> str:
    """A key as it is printed on a keyboard."""
    shown = shown_keys(name)
    if len(shown) == 1 or " " in name:
        return _escaped(shown)
    return {"escape": "Esc"}.get(name, shown.title())


def headings(text: str) -> list[tuple[int, str]]:
    """The headings below the title, each with its depth."""
    return [(len(found[1]), found[2]) for found in _HEADING.finditer(_FENCE.sub("", text))]


def _contents(text: str) -> str:
    lines = [f"- [{title}](#{_anchor(title)})" for depth, title in headings(text) if depth == 2]
    return "\n".join([*lines, ""])


def _anchor(title: str) -> str:
    """The name that GitHub gives a heading."""
    return re.sub(r"[^\w\- ]", "", title.lower()).replace(" ", "-")


def _written(body: str) -> dict[str, str]:
    """What was written by hand: the last cell of each row by the first."""
    rows = [re.split(r"(?<!\\)\|", line.strip("|")) for line in body.splitlines()[2:]]
    return {cells[0].strip(): cells[-1].strip() for cells in rows}


def _table(heads: Sequence[str], rows: Iterable[Row]) -> str:
    lines = [heads, ["---"] * len(heads), *rows]
    return "".join(f"| {' | '.join(cells)} |\n" for cells in lines)


def _told(heads: Sequence[str], rows: Iterable[Row], written: dict[str, str]) -> str:
    """A table whose last column is written by hand."""
    return _table(heads, ((*row, written.get(row[0], UNWRITTEN)) for row in rows))


def _escaped(text: str) -> str:
    return text.replace("<", "&lt;").replace(">", "&gt;").replace("|", r"\|").replace("*", r"\*")


def _heads(locale: Locale, zh: str, en: str) -> list[str]:
    return (zh if locale.language == "zh" else en).split("|")


# --- the tables --------------------------------------------------------------------------------------


def _keys(locale: Locale, _: str, __: dict[str, str]) -> str:
    """All commands, those of each view together."""
    parts = []
    for scope in dict.fromkeys(command.scope for command in COMMANDS):
        views = "、".join(
            locale.say("help.everywhere" if view == "everywhere" else f"command.view_{view}")
            for view in scope.split(",")
        )
        rows = [
            (_keys_of(command.keys), _escaped(locale.say(f"command.{command.id}")), f"`{command.id}`")
            for command in COMMANDS
            if command.scope == scope
        ]
        title = views if locale.language == "zh" else views.replace("、", ", ")
        heads = _heads(locale, "按键|做什么|命令名", "Key|What it does|Id")
        parts.append(f"**{title}**\n\n{_table(heads, rows)}")
    return "\n".join(parts)


def _keys_of(keys: str) -> str:
    names = [name for name in keys.split(",") if not name.startswith("upper_")]
    return " ".join(f"<kbd>{_key_named(name)}</kbd>" for name in names)


def _options(locale: Locale, command: str, _: dict[str, str]) -> str:
    """What a call takes, without the options of every call."""
    parser = command_parser(command, locale) if command else app_parser(locale)
    rows = [
        (_call_of(action), _escaped(str(action.help or "")))
        for action in parser._actions
        if not command or action.dest not in _COMMON
    ]
    return _table(_heads(locale, "写法|意思", "Option|Meaning"), rows)


def _call_of(action: argparse.Action) -> str:
    value = str(action.metavar or "")
    names = action.option_strings or [value]
    takes = f" {value}" if action.option_strings and action.nargs != 0 else ""
    return ", ".join(f"`{_escaped(name + takes)}`" for name in names)


def settings(tree: dict[str, Any] | None = None, prefix: str = "") -> Iterator[tuple[str, Any]]:
    """Every setting by its full name, with its default."""
    for name, value in (read_toml(shipped_config()) if tree is None else tree).items():
        full = f"{prefix}{name}"
        if full in ("keys", "checks"):
            yield f"{full}.<id>", None
        elif isinstance(value, dict) and prefix != "flags.kinds.":
            yield from settings(value, f"{full}.")
        else:
            yield full, value


def _settings(locale: Locale, _: str, written: dict[str, str]) -> str:
    rows = ((f"`{name}`", f"`{_toml(value)}`" if value is not None else "") for name, value in settings())
    return _told(_heads(locale, "设置|默认|意思", "Setting|Default|Meaning"), rows, written)


def _toml(value: Any) -> str:
    if isinstance(value, dict):
        return "{ " + ", ".join(f"{name} = {_toml(each)}" for name, each in value.items()) + " }"
    return json.dumps(value, ensure_ascii=False)


def _statuses(locale: Locale, _: str, written: dict[str, str]) -> str:
    rows = ((f"{sign} {locale.say(f'status.{name}')}",) for name, sign in STATUS_SIGNS.items())
    return _told(_heads(locale, "判断|意思", "Status|Meaning"), rows, written)


def _changes(locale: Locale, _: str, written: dict[str, str]) -> str:
    rows = ((locale.say(f"change.{name}"), f"`{name}`") for name in CHANGES)
    return _told(_heads(locale, "变化类型|英文名|什么时候用", "Kind of change|Name|When"), rows, written)


def _flag_kinds(locale: Locale, _: str, written: dict[str, str]) -> str:
    rows = (
        (
            locale.say(f"flag_kind.{name}"),
            locale.say(f"flag_sign.{name}"),
            f"<kbd>{kind['key']}</kbd>",
            f"`{name}`",
        )
        for name, kind in read_toml(shipped_config())["flags"]["kinds"].items()
    )
    return _told(_heads(locale, "类型|页边|键|英文名|用途", "Kind|Margin|Key|Name|Use"), rows, written)


def _hand_ins(locale: Locale, _: str, written: dict[str, str]) -> str:
    rows = (
        (locale.say(f"hand_in.{name}"), f"`{name}`", "、".join(formats).replace("、", ", "))
        for name, formats in HAND_INS.items()
    )
    return _told(_heads(locale, "材料|英文名|格式|用途", "Hand-in|Name|Formats|Purpose"), rows, written)


def _columns(locale: Locale, _: str, __: dict[str, str]) -> str:
    """The columns of the hand-ins that are tables; the first format is the usual one."""
    layouts = read_toml(shipped_content() / "hand_ins.toml")
    rows = []
    for hand_in in layouts:
        known = tuple(layouts[hand_in]["columns"])
        layout = load_layout([shipped_content()], hand_in, known)
        heads = [_column(locale, name, layout.head(locale, name)) for name in known]
        rows.append((locale.say(f"hand_in.{hand_in}"), "｜".join(heads)))
    return _table(_heads(locale, "材料|各列", "Hand-in|Columns"), rows)


def _column(locale: Locale, name: str, head: str) -> str:
    if name == "years":
        return {"zh": "（逐年实际值）", "en": "(a column for each year)"}[locale.language]
    return head


_TABLES: Final[dict[str, Callable[[Locale, str, dict[str, str]], str]]] = {
    "keys": _keys,
    "options": _options,
    "settings": _settings,
    "statuses": _statuses,
    "changes": _changes,
    "flag_kinds": _flag_kinds,
    "hand_ins": _hand_ins,
    "columns": _columns,
}


def main() -> None:
    """Write both manuals anew."""
    for language, path in MANUALS.items():
        text = path.read_text(encoding="utf-8")
        new = manual(text, language)
        if new != text:
            path.write_text(new, encoding="utf-8", newline="\n")
            print(path.name)
    unknown = set(COMMAND_NAMES) - {
        found["name"].removeprefix("options ") for found in _MADE.finditer(MANUALS["zh"].read_text("utf-8"))
    }
    for name in sorted(unknown):
        print(f"no section on `plan-review {name}` yet")


if __name__ == "__main__":
    main()
