"""Completion for shells: commands and their options, as the parsers really have them."""

from __future__ import annotations

import argparse

from tui.cli.arguments import COMMAND_NAMES, app_parser, known_value
from tui.cli.command_arguments import command_parser
from tui.cli.run import FINE, Run
from tui.locale import Locale

SHELLS = ("bash", "zsh", "fish")


def completion(run: Run) -> int:
    """The script that a shell reads to complete commands and options."""
    shell = known_value(run.arguments.shell, SHELLS, "SHELL")
    print({"bash": _bash, "zsh": _zsh, "fish": _fish}[shell](run.locale))
    return FINE


def _options(parser: argparse.ArgumentParser) -> list[str]:
    return [option for action in parser._actions for option in action.option_strings if option[:2] == "--"]


def _by_command(locale: Locale) -> dict[str, list[str]]:
    return {name: _options(command_parser(name, locale)) for name in COMMAND_NAMES}


def _cases(locale: Locale) -> str:
    """A branch for each command with its options."""
    branches = (f'{name}) words="{" ".join(options)}" ;;' for name, options in _by_command(locale).items())
    return "\n".join(f"        {branch}" for branch in branches)


def _bash(locale: Locale) -> str:
    first = " ".join((*COMMAND_NAMES, *_options(app_parser(locale))))
    return f"""\
_plan_review() {{
    local word="${{COMP_WORDS[COMP_CWORD]}}" words
    case "${{COMP_WORDS[1]}}" in
{_cases(locale)}
        *) words="{first}" ;;
    esac
    if [ "$COMP_CWORD" -eq 1 ]; then words="{first}"; fi
    COMPREPLY=($(compgen -W "$words" -- "$word") $(compgen -f -- "$word"))
}}
complete -o filenames -F _plan_review plan-review"""


def _zsh(locale: Locale) -> str:
    first = " ".join((*COMMAND_NAMES, *_options(app_parser(locale))))
    return f"""\
#compdef plan-review
_plan_review() {{
    local words_of="$words[2]" words
    case "$words_of" in
{_cases(locale)}
        *) words="{first}" ;;
    esac
    if (( CURRENT == 2 )); then words="{first}"; fi
    compadd -- ${{=words}}
    _files
}}
compdef _plan_review plan-review"""


def _fish(locale: Locale) -> str:
    lines = [f"complete -c plan-review -n __fish_use_subcommand -a {name}" for name in COMMAND_NAMES]
    for name, options in _by_command(locale).items():
        seen = f'-n "__fish_seen_subcommand_from {name}"'
        lines += [f"complete -c plan-review {seen} -l {option.removeprefix('--')}" for option in options]
    return "\n".join(lines)
