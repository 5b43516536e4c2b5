"""What a person asks for: words that must stand, words that must not, and where to look."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Final

from tui.text.fold import fold, half_width

#: What can be searched, in the order in which it is shown.
KINDS: Final = ("text", "target", "project", "match", "note")
#: Characters set apart, as titles are printed: 目 录. They are one word.
_SET_APART = re.compile(r"(?<!\S)[\u3400-\u9fff](?:\s+[\u3400-\u9fff](?!\S))+")
_TERM = re.compile(r'(?P<minus>-)?(?:(?P<scope>in|is):)?(?:"(?P<quoted>[^"]*)"|(?P<plain>\S+))')


@dataclass(frozen=True, slots=True)
class Query:
    """Folded words of which all must stand in an entry, others that must not, and scopes; empty: everywhere.

    `numbers` says that figures, number words and Roman numerals are alike (二, 2, Ⅱ; 百分之五, 5%).
    """

    words: tuple[str, ...]
    without: tuple[str, ...] = ()
    plans: frozenset[str] = frozenset()
    kinds: frozenset[str] = frozenset()
    numbers: bool = False

    @property
    def is_empty(self) -> bool:
        """Whether nothing is asked for."""
        return not self.words


def parse_query(
    typed: str, plans: Mapping[str, str], kind_names: Callable[[str], str | None] = lambda _: None
) -> Query:
    """The query that a line means: 再生水 -污水 in:hainan-14 is:target ~百分之五 "工业 产值".

    A scope that names nothing is taken for a word, so that nothing is ever left out in silence.

    Args:
        typed: the line; blanks separate words, quotation marks keep them together, and single characters
            set apart are one word.
        plans: ids of plans with their short names; `in:` takes a part of either.
        kind_names: the kind that a word of the program's language names, besides `KINDS` themselves.
    """
    words: list[str] = []
    without: list[str] = []
    in_plans: set[str] = set()
    kinds: set[str] = set()
    numbers = False
    line = _SET_APART.sub(lambda found: fold(found[0]), half_width(typed))
    for term in _TERM.finditer(line):
        text = term["quoted"] if term["quoted"] is not None else term["plain"]
        if term["scope"] == "in" and (found := _plans_named(text, plans)):
            in_plans |= found
            continue
        kind = text if text in KINDS else kind_names(text)
        if term["scope"] == "is" and kind:
            kinds.add(kind)
            continue
        if text.startswith("~") and term["quoted"] is None:
            numbers, text = True, text[1:]
        word = fold(f"{term['scope']}:{text}" if term["scope"] else text)
        if word:
            (without if term["minus"] else words).append(word)
    return Query(tuple(words), tuple(without), frozenset(in_plans), frozenset(kinds), numbers)


def _plans_named(text: str, plans: Mapping[str, str]) -> set[str]:
    wanted = fold(text)
    return {plan for plan, name in plans.items() if wanted and (wanted in fold(plan) or wanted in fold(name))}
