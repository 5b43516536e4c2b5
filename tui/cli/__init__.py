"""The command line: every question without the app. stdout is data, stderr is narration.

Exit codes: 0 fine, 1 errors found or content not usable, 2 wrong call, 130 interrupted.
"""

from __future__ import annotations

import gc
import os
import sys
from collections.abc import Callable, Sequence
from importlib import import_module
from itertools import pairwise
from pathlib import Path

from tui import __version__
from tui.cli.arguments import (
    COMMAND_NAMES,
    Parser,
    WrongCall,
    app_parser,
    help_text,
    known_value,
    unknown_command,
)
from tui.cli.run import ERRORS, FINE, INTERRUPTED, WRONG_CALL, Run, narrate
from tui.config import load_config
from tui.locale import LANGUAGES, Locale
from tui.messages import Problem


def main(argv: Sequence[str] | None = None) -> int:
    """Run the program with command-line arguments; returns the exit code."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
    words = [_readable(word) for word in (sys.argv[1:] if argv is None else argv)]
    locale = Locale(_language_named(words) or LANGUAGES[0])
    try:
        return _run(words, locale)
    except WrongCall as mistake:
        narrate(_language_of_settings(words) or locale, [mistake.message])
        return WRONG_CALL
    except Problem as problem:
        narrate(_language_of_settings(words) or locale, problem.messages)
        return ERRORS
    except KeyboardInterrupt:
        return INTERRUPTED
    except BrokenPipeError:
        # The reader of our output has gone; nothing is left to say to it.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return FINE


def _readable(word: str) -> str:
    """An argument as text, whatever bytes a shell handed over."""
    return word.encode("utf-8", "surrogateescape").decode("utf-8", "replace")


def _run(words: list[str], locale: Locale) -> int:
    named = _command_in(words)
    if named is not None and words[named] not in COMMAND_NAMES:
        raise unknown_command(words[named])
    command = words[named] if named is not None else ""
    rest = [word for index, word in enumerate(words) if index != named]
    if command == "" and ("--help" in rest or "-h" in rest):
        print(help_text(locale))
        return FINE
    if "--version" in rest:
        print(__version__)
        return FINE
    parser = _parser(command, locale)
    if "--help" in rest or "-h" in rest:
        print(parser.format_help())
        return FINE
    arguments = parser.parse_args(rest)
    if arguments.lang is not None:
        known_value(arguments.lang, LANGUAGES, "--lang")
    config = load_config(arguments.config)
    if config.ambiguous_width == 2:
        from tui.text.ambiguous import count_ambiguous_as

        count_ambiguous_as(2)
    language = arguments.lang or config.language
    run = Run(arguments, config, Locale(language, config.words(language)))
    try:
        return _carry_out(command, run) if command else _open_app(run)
    finally:
        run.close()


def _parser(command: str, locale: Locale) -> Parser:
    if not command:
        return app_parser(locale)
    from tui.cli.command_arguments import command_parser

    return command_parser(command, locale)


_TAKES_VALUE = frozenset({"--content", "--config", "--review", "--author", "--lang"})


def _command_in(words: Sequence[str]) -> int | None:
    """The position of the command: the first word that is no option and no option's value."""
    skip = False
    for index, word in enumerate(words):
        if skip:
            skip = False
        elif word.startswith("-"):
            skip = word in _TAKES_VALUE
        else:
            return index
    return None


def _language_named(words: Sequence[str]) -> str | None:
    for index, word in enumerate(words):
        value = word.removeprefix("--lang=") if word.startswith("--lang=") else ""
        if word == "--lang" and index + 1 < len(words):
            value = words[index + 1]
        if value in LANGUAGES:
            return value
    return None


def _language_of_settings(words: Sequence[str]) -> Locale | None:
    """The configured language, for an error sentence; nothing where the settings are the error."""
    if _language_named(words):
        return None
    named = next((after for word, after in pairwise(words) if word == "--config"), None)
    try:
        return Locale(load_config(Path(named) if named else None).language)
    except Problem:
        return None


def _open_app(run: Run) -> int:
    # A start makes much that stays and nothing that is garbage; the app looks for it again when it is seen.
    gc.disable()
    from tui.app.main import PlanReviewApp

    # A review file that cannot be read is told here, not in the middle of a screen.
    _ = run.workspace.state
    app = PlanReviewApp(run.workspace, run.locale)
    app.run()
    return app.return_code or FINE


#: Where each command's function is; it is imported when the command is given.
_COMMANDS = {
    "plans": "answers",
    "outline": "answers",
    "text": "answers",
    "targets": "answers",
    "facts": "answers",
    "projects": "answers",
    "compare": "comparing",
    "check": "checking",
    "search": "answers",
    "validate": "files",
    "ingest": "files",
    "flags": "review",
    "export": "review",
    "import": "review",
    "reviews": "reviews",
    "merge": "reviews",
    "agreement": "reviews",
    "keys": "answers",
    "locate": "answers",
    "doctor": "doctor",
    "completion": "completion",
}


#: Functions that are not called as their command: no name in Python, or the name of a domain module.
_NAMES = {"import": "take", "agreement": "agree"}


def _carry_out(command: str, run: Run) -> int:
    module = import_module(f"tui.cli.{_COMMANDS[command]}")
    answer: Callable[[Run], int] = getattr(module, _NAMES.get(command, command))
    # What a command makes stays until it has answered; looking for garbage would take a fifth of its time.
    gc.disable()
    try:
        return answer(run)
    finally:
        gc.enable()
