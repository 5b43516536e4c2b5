"""The command line's grammar as far as all calls share it, with its words in the program's language."""

from __future__ import annotations

import argparse
import re
from collections.abc import Iterable
from pathlib import Path
from typing import NoReturn

from tui import __version__
from tui.locale import LANGUAGES, Locale
from tui.messages import Message
from tui.records import nearest

#: What argparse says when a call is wrong, and the id of our sentence for it.
_CALL_MISTAKES = (
    (re.compile(r"unrecognized arguments: (.*)"), "cli.unrecognized"),
    (re.compile(r"the following arguments are required: (.*)"), "cli.required"),
    (re.compile(r"argument (.*): expected (?:one|at least one) argument"), "cli.expects_value"),
    (re.compile(r"argument (.*): invalid \S+ value: (.*)"), "cli.invalid_value"),
    (re.compile(r"argument (.*): not allowed with argument (.*)"), "cli.not_together"),
)


class WrongCall(Exception):  # noqa: N818 - it is a call, not an error of the program
    """The command line was called wrongly; `message` says how."""

    def __init__(self, message_id: str, /, **values: object) -> None:
        super().__init__(message_id, values)
        self.message = Message(message_id, values)


class Parser(argparse.ArgumentParser):
    """An argument parser that speaks the program's language and never exits by itself."""

    def __init__(self, locale: Locale, **settings: object) -> None:
        self._locale = locale
        super().__init__(
            add_help=False,
            allow_abbrev=False,
            formatter_class=lambda prog: _Formatter(locale, prog),
            **settings,  # type: ignore[arg-type]
        )

    def error(self, message: str) -> NoReturn:
        """Raise a sentence in the program's language instead of leaving."""
        for pattern, sentence in _CALL_MISTAKES:
            found = pattern.fullmatch(message)
            if found:
                names = ("first", "second")
                values = dict(zip(names, found.groups(), strict=False))
                raise WrongCall(sentence, **values)
        raise WrongCall("cli.bad_call", detail=message)


class _Formatter(argparse.HelpFormatter):
    def __init__(self, locale: Locale, prog: str) -> None:
        super().__init__(prog, max_help_position=30, width=100)
        self._locale = locale

    def add_usage(
        self,
        usage: str | None,
        actions: Iterable[argparse.Action],
        groups: Iterable[argparse._MutuallyExclusiveGroup],
        prefix: str | None = None,
    ) -> None:
        super().add_usage(usage, actions, groups, prefix or self._locale.say("cli.usage"))


#: Command names in the order in which help lists them.
COMMAND_NAMES = (
    "plans",
    "outline",
    "text",
    "targets",
    "facts",
    "projects",
    "compare",
    "check",
    "search",
    "validate",
    "ingest",
    "flags",
    "export",
    "import",
    "reviews",
    "merge",
    "agreement",
    "keys",
    "locate",
    "doctor",
    "completion",
)


def app_parser(locale: Locale) -> Parser:
    """The parser of a call without a command, which opens the app."""
    parser = Parser(locale, prog="plan-review", usage=locale.say("cli.app_usage"))
    add_common(parser, locale)
    return parser


def add_common(parser: Parser, locale: Locale) -> None:
    """Add the options that every call knows."""
    group = parser.add_argument_group(locale.say("cli.options"))
    say = locale.say
    group.add_argument(
        "--content", metavar="DIR", action="append", type=Path, default=[], help=say("option.content")
    )
    group.add_argument("--config", metavar="FILE", type=Path, help=say("option.config"))
    group.add_argument("--review", metavar="FILE", type=Path, help=say("option.review"))
    group.add_argument("--author", metavar="NAME", help=say("option.author"))
    group.add_argument("--lang", metavar="|".join(LANGUAGES), help=say("option.lang"))
    group.add_argument("--help", "-h", action="store_true", help=say("option.help"))
    group.add_argument("--version", action="store_true", help=say("option.version", version=__version__))


def help_text(locale: Locale) -> str:
    """What `plan-review --help` prints."""
    width = max(map(len, COMMAND_NAMES)) + 2
    commands = "\n".join(f"  {name:<{width}}{locale.say(f'cli.{name}')}" for name in COMMAND_NAMES)
    options = app_parser(locale).format_help()
    return f"{locale.say('cli.about')}\n\n{options}\n{locale.say('cli.commands')}\n{commands}\n"


def unknown_command(name: str) -> WrongCall:
    """The mistake of a command name that does not exist."""
    return WrongCall("cli.unknown_command", name=name, nearest=nearest(name, COMMAND_NAMES))


def known_value(value: str, known: Iterable[str], name: str) -> str:
    """`value` if it is one of `known`.

    Raises:
        WrongCall: it is not; the sentence names those that are, and the one it is most like.
    """
    choices = tuple(known)
    if value in choices:
        return value
    near, every = nearest(value, choices), ", ".join(choices)
    if near in choices:
        raise WrongCall("cli.misspelt_value", name=name, value=value, nearest=near, known=every)
    raise WrongCall("cli.unknown_value", name=name, value=value, known=every)
