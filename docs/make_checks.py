"""Writes the lists of `docs/checks.md`: every check with its reason, an example, and how often it was right.

    python docs/make_checks.py

Counts and precision are those of the labels in `tests/checks/labels.toml`, where every finding on the five
shipped plans was read and labelled.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from tui.checks.examples import Example, examples
from tui.checks.model import FAMILIES, Rule
from tui.checks.running import RULES
from tui.config import load_config
from tui.locale import Locale
from tui.tomlfile import read_toml

ROOT = Path(__file__).resolve().parent.parent
PAGE = ROOT / "docs" / "checks.md"
LABELS = ROOT / "tests" / "checks" / "labels.toml"

#: What stands before it is written by hand.
_MADE = "<!-- made by docs/make_checks.py -->\n"


def page() -> str:
    """The whole page: the introduction that is there, and the rules as they are."""
    introduction, made, _ = PAGE.read_text(encoding="utf-8").partition(_MADE)
    return f"{introduction}{made}\n{''.join(_parts())}"


def _parts() -> Iterator[str]:
    counts = _counts()
    levels = load_config().checks
    yield from _overall(counts, levels)
    chinese, english = Locale("zh"), Locale("en")
    known = examples()
    for family in FAMILIES:
        rules = sorted(
            (r for r in RULES.values() if r.family == family), key=lambda r: list(levels).index(r.id)
        )
        name = english.say(f"check_family.{family}").capitalize()
        yield f"## {name} · {chinese.say(f'check_family.{family}')}\n\n"
        yield "| Rule | Name | 名称 | Told as | Findings | Right |\n| --- | --- | --- | --- | --- | --- |\n"
        for rule in rules:
            found = counts.get(rule.id, Counter())
            names = " | ".join(locale.say(f"rule.{rule.id}.name") for locale in (english, chinese))
            yield f"| [`{rule.id}`](#{rule.id}) | {names} | {levels[rule.id]} | {_share(found)} |\n"
        yield "\n"
        for rule in rules:
            yield from _rule(rule, known[rule.id], english, chinese)


def _overall(counts: dict[str, Counter[bool]], levels: dict[str, str]) -> Iterator[str]:
    yield "On the five shipped plans, every finding read by a person:\n\n"
    yield "| Told as | Rules | Findings | Right |\n| --- | --- | --- | --- |\n"
    for level in ("error", "warning", "hint", "off"):
        rules = [rule for rule, told in levels.items() if told == level]
        total = sum((counts.get(rule, Counter()) for rule in rules), Counter())
        yield f"| {level} | {len(rules)} | {_share(total)} |\n"
    yield "\n"


def _rule(rule: Rule, example: Example, english: Locale, chinese: Locale) -> Iterator[str]:
    yield f"### {rule.id}\n\n"
    yield f"{english.say(f'rule.{rule.id}.why')}\n\n{chinese.say(f'rule.{rule.id}.why')}\n\n"
    yield f"Found:\n\n{_quoted(example.bad)}\n"
    if example.other:
        yield f"beside, in another plan:\n\n{_quoted(example.other)}\n"
    yield f"Left alone:\n\n{_quoted(example.good)}\n"


def _quoted(text: str) -> str:
    lines = [line for line in text.strip().splitlines() if line.strip()]
    return "".join(f"> {line}\n>\n" for line in lines[:-1]) + f"> {lines[-1]}\n"


def _share(found: Counter[bool]) -> str:
    total = sum(found.values())
    return f"{total} | {found[True] / total:.0%}" if total else "0 | –"


def _counts() -> dict[str, Counter[bool]]:
    counts: dict[str, Counter[bool]] = {}
    for label in read_toml(LABELS).get("label", []):
        counts.setdefault(label["rule"], Counter())[label["right"]] += 1
    return counts


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
