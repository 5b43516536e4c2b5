"""The arguments of each command; they name values of all rooms, so the app opens without them."""

from __future__ import annotations

import argparse
from pathlib import Path

from tui.cli.arguments import Parser, add_common
from tui.commands import KEYMAPS
from tui.compare.model import CHANGES
from tui.config import FINDING_SEVERITIES, SEVERITIES
from tui.locale import Locale
from tui.plans.model import KINDS, LEVELS, STANDINGS
from tui.report.names import FORMATS, HAND_INS
from tui.review.model import FLAG_STATES, REPLIES


def command_parser(name: str, locale: Locale) -> Parser:
    """The parser of one command's arguments."""
    parser = Parser(locale, prog=f"plan-review {name}", description=locale.say(f"cli.{name}"))
    own = parser.add_argument_group(locale.say("cli.arguments"))
    _ADD[name](own, locale)
    add_common(parser, locale)
    return parser


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
