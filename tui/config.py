"""Settings: the shipped `config.toml` holds every default; later files change single values.

Order: shipped, the user's own, what the program keeps of the reviewer, `--config FILE`; the last wins.
A file is checked against the shipped one: the same names, the same types.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any, Final

from tui import places
from tui.commands import COMMANDS, COMMANDS_BY_ID, KEYMAPS, Command, shared_keys, shown_key
from tui.locale import LANGUAGES
from tui.messages import Message, Problem
from tui.records import nearest
from tui.tomlfile import key_line, parse_toml, quote, read_text, read_toml

SEVERITIES = ("high", "medium", "low")
METHODS = ("linear", "compound", "projection")
GLYPHS = ("unicode", "ascii")
_CHOICES: dict[str, tuple[object, ...]] = {
    "language": LANGUAGES,
    "targets.method": METHODS,
    "flags.severity": SEVERITIES,
    "app.keymap": KEYMAPS,
    "app.glyphs": GLYPHS,
    "app.ambiguous_width": (1, 2),
}
#: What a check can be told as.
FINDING_SEVERITIES: Final = ("error", "warning", "hint")
RULE_LEVELS: Final = (*FINDING_SEVERITIES, "off")
_POSITIVE = (
    "reading.measure",
    *(
        f"targets.{name}"
        for name in ("ahead", "on_track", "about_band", "sync_band", "effort", "projection_miss")
    ),
)
#: What a kind of flag may have, each with a value of its type.
_KIND_FIELDS: dict[str, object] = {"key": "", "zh": "", "en": "", "sign_zh": "", "sign_en": "", "show": True}
_TYPE_NAMES = {str: "type.text", bool: "type.boolean", int: "type.integer", float: "type.number"}


@dataclass(frozen=True, slots=True)
class FlagKind:
    """A kind of flag: the key that picks it, and whether it is offered.

    `words` holds names and signs in the margin (zh, en, sign_zh, sign_en) that are not the program's own.
    """

    id: str
    key: str
    words: dict[str, str]
    show: bool


@dataclass(frozen=True)
class Config:
    """The settings in force; each is explained beside its default in `config.toml`.

    `keys` holds the keys that settings give to single commands. `extra` is the file that was named on the
    command line.
    """

    language: str
    reviewer_name: str
    reviewer_unit: str
    review_file: str
    measure: int
    first_line_indent: bool
    check_while_reading: bool
    ahead: float
    on_track: float
    about_band: float
    sync_band: float
    effort: float
    projection_miss: float
    method: str
    flag_kind: str
    flag_severity: str
    flag_kinds: tuple[FlagKind, ...]
    theme: str
    reopen: bool
    keymap: str
    glyphs: str
    ambiguous_width: int
    keys: dict[str, str]
    checks: dict[str, str]
    extra: Path | None = field(default=None, compare=False)

    @property
    def stamp(self) -> tuple[tuple[str, int], ...]:
        """The files that settings are read from, each with the time of its last change; to tell a change."""
        files = (places.user_config(), *([self.extra] if self.extra else []))
        return tuple((str(path), path.stat().st_mtime_ns) for path in files if path.is_file())

    @property
    def plain_signs(self) -> bool:
        """Whether signs, borders and bars are drawn in ASCII.

        Where ambiguous characters are two cells wide, lines and blocks are too and would meet nowhere.
        """
        return self.glyphs == "ascii" or self.ambiguous_width == 2

    @property
    def offered_kinds(self) -> tuple[FlagKind, ...]:
        """The kinds of flags that are offered, in order."""
        return tuple(kind for kind in self.flag_kinds if kind.show)

    def keys_of(self, command: Command) -> str:
        """The keys of a command: those that settings give it, else those of the map in use."""
        return self.keys.get(command.id) or command.keys_in(self.keymap)

    def key_of(self, command_id: str) -> str:
        """The key of a command as a person would write it."""
        return shown_key(self.keys_of(COMMANDS_BY_ID[command_id]))

    def words(self, language: str) -> dict[str, str]:
        """The words that settings give in a language, by the ids of sentences."""
        families = {language: "flag_kind", f"sign_{language}": "flag_sign"}
        return {
            f"{families[name]}.{kind.id}": word
            for kind in self.flag_kinds
            for name, word in kind.words.items()
            if name in families
        }


def load_config(extra: Path | None = None) -> Config:
    """The settings from all places.

    Args:
        extra: a file named on the command line; it must exist.

    Raises:
        Problem: everything that is wrong with the files.
    """
    settings = read_toml(places.shipped_config())
    optional = [path for path in (places.user_config(), places.reviewer_file()) if path.is_file()]
    for path in [*optional, *([extra] if extra else [])]:
        text = read_text(path)
        overlay = parse_toml(text, path)
        problems = [
            *_mistakes(overlay, settings, "", path, text),
            *_unknown_kind(overlay, settings, path, text),
        ]
        if problems:
            raise Problem.of_all(sorted(problems, key=lambda message: int(str(message.values["line"]))))
        _lay_over(settings, overlay)
        # Another map can take a key that an earlier file gave away.
        fresh = overlay.get("keys", {})
        own = settings["keys"] if "keymap" in overlay.get("app", {}) else fresh
        elsewhere = key_line(text, "app", "keymap")
        lines = {name: key_line(text, "keys", name) if name in fresh else elsewhere for name in own}
        taken = list(_taken_keys(own, settings, str(path), lines))
        taken += _kinds_that_clash(settings["flags"], path, text)
        if taken:
            raise Problem.of_all(taken)
    return replace(_config(settings), extra=extra)


def _mistakes(overlay: dict[str, Any], known: dict[str, Any], prefix: str, path: Path, text: str) -> Any:
    for name, value in overlay.items():
        full = f"{prefix}{name}"
        place = {"file": str(path), "line": key_line(text, prefix.removesuffix("."), name), "name": full}
        if prefix == "keys.":
            yield from _key_mistakes(name, value, place)
        elif prefix == "flags.kinds." and isinstance(value, dict):
            yield from _kind_mistakes(name, value, known, path, text)
        elif name not in known:
            yield Message("config.unknown", {**place, "nearest": nearest(name, known.keys())})
        elif isinstance(known[name], dict) and isinstance(value, dict):
            yield from _mistakes(value, known[name], f"{full}.", path, text)
        else:
            yield from _value_mistakes(full, value, known[name], place)


def _kind_mistakes(
    name: str, value: dict[str, Any], known: dict[str, Any], path: Path, text: str
) -> Iterator[Message]:
    """What is wrong with a kind of flag; one that is new needs a key, names and signs."""
    full = f"flags.kinds.{name}"
    place = {"file": str(path), "line": key_line(text, "flags.kinds", name), "name": full}
    for part, given in value.items():
        default = _KIND_FIELDS.get(part)
        if default is None:
            yield Message(
                "config.unknown",
                {**place, "name": f"{full}.{part}", "nearest": nearest(part, _KIND_FIELDS)},
            )
        else:
            yield from _value_mistakes(f"{full}.{part}", given, default, place)
    lacking = [] if name in known else [part for part in _KIND_FIELDS if part not in value and part != "show"]
    if lacking:
        yield Message("config.kind_lacks", {**place, "fields": ", ".join(lacking)})


def _unknown_kind(overlay: dict[str, Any], known: dict[str, Any], path: Path, text: str) -> Iterator[Message]:
    """The kind that is put without asking must be one of the kinds."""
    flags = overlay.get("flags")
    if not isinstance(flags, dict) or not isinstance(flags.get("kind"), str):
        return
    own = flags.get("kinds")
    kinds = [*known["flags"]["kinds"], *(own if isinstance(own, dict) else ())]
    if flags["kind"] not in kinds:
        place = {"file": str(path), "line": key_line(text, "flags", "kind"), "name": "flags.kind"}
        yield Message("config.unknown_value", {**place, "value": flags["kind"], "known": ", ".join(kinds)})


def _kinds_that_clash(flags: dict[str, Any], path: Path, text: str) -> Iterator[Message]:
    """A key picks one kind."""
    keys: dict[str, str] = {}
    for name, kind in flags["kinds"].items():
        other = keys.setdefault(kind["key"], name) if kind.get("show", True) else name
        if other != name:
            place = {"file": str(path), "line": key_line(text, "flags.kinds", name), "name": name}
            yield Message("config.key_taken", {**place, "key": kind["key"], "other": other})


def _key_mistakes(name: str, value: object, place: dict[str, object]) -> Any:
    if name not in COMMANDS_BY_ID:
        yield Message("config.unknown_command", {**place, "nearest": nearest(name, COMMANDS_BY_ID.keys())})
    elif not isinstance(value, str):
        yield Message("config.wrong_type", {**place, "expected": Message("type.text")})


def _taken_keys(
    own: dict[str, str], settings: dict[str, Any], file: str, lines: dict[str, int]
) -> Iterator[Message]:
    """Keys given to a command while others keep them, in the map that is in use."""
    keymap, keys = settings["app"]["keymap"], settings["keys"]
    for name, wanted in own.items():
        found = {
            command.id: shared_keys(wanted, keys.get(command.id) or command.keys_in(keymap))
            for command in COMMANDS
            if wanted and command.id != name
        }
        others = [other for other, shared in found.items() if shared]
        if others:
            values = {
                "file": file,
                "line": lines[name],
                "name": f"keys.{name}",
                "key": ", ".join(sorted(set().union(*found.values()))),
                "other": ", ".join(others),
            }
            yield Message("config.key_taken", values)


def _value_mistakes(full: str, value: object, default: object, place: dict[str, object]) -> Any:
    same_type = type(value) is type(default) or (isinstance(default, float) and type(value) is int)
    if not same_type:
        expected = Message(_TYPE_NAMES.get(type(default), "type.table"))
        yield Message("config.wrong_type", {**place, "expected": expected})
    elif _choices(full) and value not in _choices(full):
        yield _unknown_value(place, str(value), _choices(full))
    elif full in _POSITIVE and isinstance(value, (int, float)) and not 0 < value < math.inf:
        yield Message("config.not_positive", {**place, "value": value})


def _choices(full: str) -> tuple[object, ...]:
    """What a setting can be; nothing where it is free."""
    return RULE_LEVELS if full.startswith("checks.") else _CHOICES.get(full, ())


def _unknown_value(place: dict[str, object], value: str, known: tuple[object, ...]) -> Message:
    """A value that is none of those there are; the one it is most like is named first."""
    words = tuple(map(str, known))
    near, every = nearest(value, words), ", ".join(words)
    if near in words:
        return Message("config.misspelt_value", {**place, "value": value, "nearest": near, "known": every})
    return Message("config.unknown_value", {**place, "value": value, "known": every})


def _lay_over(settings: dict[str, Any], overlay: dict[str, Any]) -> None:
    for name, value in overlay.items():
        if isinstance(value, dict) and isinstance(settings.get(name), dict):
            _lay_over(settings[name], value)
        else:
            settings[name] = value


def _config(settings: dict[str, Any]) -> Config:
    reading, targets, flags, app = (settings[name] for name in ("reading", "targets", "flags", "app"))
    return Config(
        language=settings["language"],
        reviewer_name=settings["reviewer"]["name"],
        reviewer_unit=settings["reviewer"]["unit"],
        review_file=settings["review"]["file"],
        measure=reading["measure"],
        first_line_indent=reading["first_line_indent"],
        check_while_reading=reading["check"],
        ahead=float(targets["ahead"]),
        on_track=float(targets["on_track"]),
        about_band=float(targets["about_band"]),
        sync_band=float(targets["sync_band"]),
        effort=float(targets["effort"]),
        projection_miss=float(targets["projection_miss"]),
        method=targets["method"],
        flag_kind=flags["kind"],
        flag_severity=flags["severity"],
        flag_kinds=tuple(_flag_kind(name, kind) for name, kind in flags["kinds"].items()),
        theme=app["theme"],
        reopen=app["reopen"],
        keymap=app["keymap"],
        glyphs=app["glyphs"],
        ambiguous_width=app["ambiguous_width"],
        keys=dict(settings["keys"]),
        checks=dict(settings["checks"]),
    )


def _flag_kind(name: str, kind: dict[str, Any]) -> FlagKind:
    words = {field: word for field, word in kind.items() if field not in ("key", "show")}
    return FlagKind(name, kind["key"], words, kind.get("show", True))


def remember_reviewer(name: str, unit: str) -> None:
    """Keep who reviews on this machine, for the next start.

    Raises:
        Problem: the folder cannot be written.
    """
    path = places.reviewer_file()
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(f"[reviewer]\nname = {quote(name)}\nunit = {quote(unit)}\n", encoding="utf-8")
    except OSError as error:
        raise Problem("file.not_writable", file=str(path), detail=error.strerror or str(error)) from None
