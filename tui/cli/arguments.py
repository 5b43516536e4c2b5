"""The command line's grammar, with its words in the program's language."""

from __future__ import annotations

import argparse
import re
from collections.abc import Iterable
from pathlib import Path
from typing import NoReturn

from tui import __version__
from tui.commands import KEYMAPS
from tui.compare.model import CHANGES
from tui.config import FINDING_SEVERITIES, SEVERITIES
from tui.locale import LANGUAGES, Locale
from tui.messages import Message
from tui.plans.model import KINDS, LEVELS, STANDINGS
from tui.records import nearest
from tui.report.names import FORMATS, HAND_INS
from tui.review.model import FLAG_STATES, REPLIES

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


def command_parser(name: str, locale: Locale) -> Parser:
    """The parser of one command's arguments."""
    parser = Parser(locale, prog=f"plan-review {name}", description=locale.say(f"cli.{name}"))
    own = parser.add_argument_group(locale.say("cli.arguments"))
    _ADD[name](own, locale)
    _add_common(parser, locale)
    return parser


def app_parser(locale: Locale) -> Parser:
    """The parser of a call without a command, which opens the app."""
    parser = Parser(locale, prog="plan-review", usage=locale.say("cli.app_usage"))
    _add_common(parser, locale)
    return parser


def _add_common(parser: Parser, locale: Locale) -> None:
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


def _json(group: argparse._ArgumentGroup, locale: Locale) -> None:
    group.add_argument("--json", action="store_true", help=locale.say("option.json"))


def _plans(group: argparse._ArgumentGroup, locale: Locale) -> None:
    _json(group, locale)


def _one_plan(group: argparse._ArgumentGroup, locale: Locale) -> None:
    group.add_argument("plan", metavar="PLAN", help=locale.say("argument.plan"))
    _json(group, locale)


def _some_plan(group: argparse._ArgumentGroup, locale: Locale) -> None:
    group.add_argument("plan", metavar="PLAN", nargs="?", default="", help=locale.say("argument.plan_or_all"))
    _json(group, locale)


def _targets(group: argparse._ArgumentGroup, locale: Locale) -> None:
    group.add_argument("plan", metavar="PLAN", nargs="?", default="", help=locale.say("argument.plan_or_all"))
    group.add_argument("--observations", metavar="FILE", type=Path, help=locale.say("option.observations"))
    group.add_argument("--as-of", metavar="YEAR", type=int, help=locale.say("option.as_of"))
    group.add_argument("--examples", action="store_true", help=locale.say("option.examples"))
    _json(group, locale)


def _compare(group: argparse._ArgumentGroup, locale: Locale) -> None:
    group.add_argument("old", metavar="OLD", help=locale.say("argument.old"))
    group.add_argument("new", metavar="NEW", help=locale.say("argument.new"))
    group.add_argument("--suggest", action="store_true", help=locale.say("option.suggest"))
    _narrowing(group, locale)
    _json(group, locale)


def _narrowing(group: argparse._ArgumentGroup, locale: Locale) -> None:
    group.add_argument("--theme", metavar="THEME", default="", help=locale.say("option.theme"))
    known = ", ".join(CHANGES)
    group.add_argument(
        "--change", metavar="CHANGE", default="", help=locale.say("option.change", known=known)
    )


def _check(group: argparse._ArgumentGroup, locale: Locale) -> None:
    say = locale.say
    group.add_argument("plan", metavar="PLAN", nargs="?", default="", help=say("argument.plan_or_all"))
    group.add_argument("--rule", metavar="RULE", default="", help=say("option.rule"))
    known = ", ".join(FINDING_SEVERITIES)
    group.add_argument(
        "--severity", metavar="SEVERITY", default="", help=say("option.least_severity", known=known)
    )
    group.add_argument("--dismissed", action="store_true", help=say("option.dismissed"))
    group.add_argument("--rules", action="store_true", help=say("option.rules"))
    _json(group, locale)


def _search(group: argparse._ArgumentGroup, locale: Locale) -> None:
    group.add_argument("query", metavar="QUERY", help=locale.say("argument.query"))
    _json(group, locale)


def _validate(group: argparse._ArgumentGroup, locale: Locale) -> None:
    group.add_argument("path", metavar="PATH", nargs="?", type=Path, help=locale.say("argument.path"))
    group.add_argument("--against", metavar="SOURCE", type=Path, help=locale.say("option.against"))
    _json(group, locale)


def _ingest(group: argparse._ArgumentGroup, locale: Locale) -> None:
    say = locale.say
    group.add_argument("source", metavar="SOURCE", help=say("argument.source"))
    group.add_argument("--card", metavar="FILE", type=Path, help=say("option.card"))
    group.add_argument("--id", metavar="ID", help=say("option.id"))
    group.add_argument("--title", metavar="TITLE", help=say("option.title"))
    group.add_argument("--level", metavar="LEVEL", help=say("option.level", known=", ".join(LEVELS)))
    group.add_argument("--kind", metavar="KIND", help=say("option.kind", known=", ".join(KINDS)))
    group.add_argument(
        "--standing", metavar="STANDING", help=say("option.standing", known=", ".join(STANDINGS))
    )
    group.add_argument("--period", metavar="YEAR-YEAR", help=say("option.period"))
    group.add_argument("--output", metavar="FILE", help=say("option.ingest_output"))
    group.add_argument("--force", action="store_true", help=say("option.force"))
    _json(group, locale)


def _flags(group: argparse._ArgumentGroup, locale: Locale) -> None:
    say = locale.say
    group.add_argument("action", metavar="add", nargs="?", help=say("argument.flags_action"))
    group.add_argument("place", metavar="PLACE", nargs="?", help=say("argument.place"))
    group.add_argument("--quote", metavar="TEXT", help=say("option.quote"))
    group.add_argument("--note", metavar="TEXT", default="", help=say("option.note"))
    group.add_argument("--suggestion", metavar="TEXT", default="", help=say("option.suggestion"))
    group.add_argument("--history", action="store_true", help=say("option.history"))
    group.add_argument("--plan", metavar="PLAN", default="", help=say("option.plan"))
    _choosing_flags(group, locale)
    _json(group, locale)


def _choosing_flags(group: argparse._ArgumentGroup, locale: Locale) -> None:
    say = locale.say
    group.add_argument("--section", metavar="PATH", default="", help=say("option.section"))
    group.add_argument("--kind", metavar="KIND", help=say("option.flag_kind"))
    group.add_argument(
        "--severity", metavar="SEVERITY", help=say("option.severity", known=", ".join(SEVERITIES))
    )
    group.add_argument("--by", metavar="NAME", help=say("option.by"))
    group.add_argument("--state", metavar="STATE", help=say("option.state", known=", ".join(FLAG_STATES)))
    known = ", ".join(("none", *REPLIES))
    group.add_argument("--reply", metavar="REPLY", help=say("option.reply", known=known))
    group.add_argument("--tag", metavar="TAG", help=say("option.tag"))


def _export(group: argparse._ArgumentGroup, locale: Locale) -> None:
    say = locale.say
    known = ", ".join(HAND_INS)
    group.add_argument("hand_in", metavar="HAND_IN", help=say("argument.hand_in", known=known))
    formats = "|".join(FORMATS)
    group.add_argument("--format", metavar=formats, help=say("option.format", known=", ".join(FORMATS)))
    group.add_argument("--as-of", metavar="YEAR", type=int, help=say("option.as_of"))
    group.add_argument("--output", metavar="FILE", type=Path, help=say("option.output"))
    group.add_argument("--plan", metavar="PLAN", default="", help=say("option.plan"))
    _narrowing(group, locale)
    _choosing_flags(group, locale)
    group.add_argument("--dismissed", action="store_true", help=say("option.with_dismissed"))
    group.add_argument("--examples", action="store_true", help=say("option.examples"))
    group.add_argument("--force", action="store_true", help=say("option.force"))


def _import(group: argparse._ArgumentGroup, locale: Locale) -> None:
    group.add_argument("file", metavar="FILE", type=Path, help=locale.say("argument.incoming"))
    group.add_argument("--dry-run", action="store_true", help=locale.say("option.dry_run"))
    _json(group, locale)


def _reviews(group: argparse._ArgumentGroup, locale: Locale) -> None:
    group.add_argument("--recover", metavar="FILE", type=Path, help=locale.say("option.recover"))
    _json(group, locale)


def _merge(group: argparse._ArgumentGroup, locale: Locale) -> None:
    say = locale.say
    group.add_argument("reviews", metavar="REVIEW", nargs="+", type=Path, help=say("argument.reviews"))
    group.add_argument("--output", "-o", metavar="FILE", type=Path, help=say("option.merge_output"))
    group.add_argument("--dry-run", action="store_true", help=say("option.dry_run"))
    _json(group, locale)


def _keys(group: argparse._ArgumentGroup, locale: Locale) -> None:
    known = ", ".join(KEYMAPS)
    group.add_argument("--keymap", metavar="MAP", default="", help=locale.say("option.keymap", known=known))
    _json(group, locale)


def _completion(group: argparse._ArgumentGroup, locale: Locale) -> None:
    group.add_argument("shell", metavar="SHELL", help=locale.say("argument.shell"))


_ADD = {
    "plans": _plans,
    "outline": _one_plan,
    "text": _one_plan,
    "targets": _targets,
    "facts": _some_plan,
    "projects": _one_plan,
    "compare": _compare,
    "check": _check,
    "search": _search,
    "validate": _validate,
    "ingest": _ingest,
    "flags": _flags,
    "export": _export,
    "import": _import,
    "reviews": _reviews,
    "merge": _merge,
    "agreement": _some_plan,
    "keys": _keys,
    "locate": _plans,
    "doctor": _plans,
    "completion": _completion,
}
