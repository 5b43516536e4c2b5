"""The sentences of the program: the same in both languages, none missing, and none outside `locale/`."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from string import Formatter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.conftest import ROOT
from tui.app.later import VIEW_IDS
from tui.app.widgets.checks import GROUPINGS
from tui.checks.model import FAMILIES as CHECK_FAMILIES
from tui.checks.running import RULES
from tui.cli.arguments import COMMAND_NAMES
from tui.commands import COMMANDS
from tui.compare.comparability import GRADES
from tui.compare.model import CERTAINTIES, CHANGES, DECISIONS, OLD_ONLY, ORIGINS, QUANTITIES
from tui.config import FINDING_SEVERITIES, SEVERITIES, load_config
from tui.locale import LANGUAGES, Locale, load_sentences
from tui.messages import Message
from tui.places import shipped_content
from tui.plans.anchors import ANCHOR_STATES
from tui.plans.damage import DAMAGE_KINDS
from tui.plans.model import KINDS, LEVELS, ROLES, STANDINGS
from tui.report.comparison import COORDINATION_VERDICTS
from tui.report.names import HAND_INS
from tui.review.conflicts import CONFLICT_KINDS
from tui.review.events import EVENT_KINDS, STAGES
from tui.review.model import FLAG_STATES, REPLIES, SUBJECT_KINDS
from tui.search import KINDS as SEARCH_KINDS
from tui.targets.assessment import assess
from tui.targets.chart import SIGNS
from tui.targets.known import known_alone
from tui.targets.loading import load_targets
from tui.targets.methods import Thresholds
from tui.targets.model import COMPARATORS, MEASURES, NATURES, STATUSES, TRENDS
from tui.workspace.checking import FINDING_STATES

PACKAGE = ROOT / "tui"
SENTENCES = {language: load_sentences(language) for language in LANGUAGES}
IDS = frozenset(SENTENCES[LANGUAGES[0]])
TABLES = frozenset(identifier.partition(".")[0] for identifier in IDS)


# --- the two languages -----------------------------------------------------------------------------


def _fields(sentence: str) -> list[tuple[str, str, str | None]]:
    """The placeholders of a sentence, each with its format and conversion."""
    return sorted(
        (name, spec or "", conversion)
        for _, name, spec, conversion in Formatter().parse(sentence)
        if name is not None
    )


def test_both_languages_have_the_same_ids() -> None:
    """No sentence is missing in one of the languages."""
    zh, en = (set(SENTENCES[language]) for language in ("zh", "en"))
    assert sorted(zh - en) == []
    assert sorted(en - zh) == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_sentence_is_text_that_can_be_filled(language: str) -> None:
    """Every sentence is a text that is not empty, with placeholders that are plain names."""
    for identifier, sentence in SENTENCES[language].items():
        assert isinstance(sentence, str), identifier
        assert sentence.strip(), identifier
        for name, spec, conversion in _fields(sentence):
            assert name.isidentifier(), identifier
            assert (spec, conversion) == ("", None), identifier


def test_both_languages_fill_in_the_same_values() -> None:
    """A sentence says the same figures, names and places in both languages."""
    names = {
        language: {key: {name for name, _, _ in _fields(text)} for key, text in sentences.items()}
        for language, sentences in SENTENCES.items()
    }
    different = {key for key in IDS & names["en"].keys() if names["zh"][key] != names["en"][key]}
    assert sorted(different) == []


#: English sentences that show Chinese on purpose: what to type, a printed term, the other language's name.
BILINGUAL = frozenset({"goto.prompt", "goto.unknown", "command.switch_language"})


def test_no_english_sentence_was_left_in_chinese() -> None:
    """A reader of the English program meets no Chinese sentence and no Chinese punctuation."""
    chinese = re.compile(r"[\u3001-\u303f\u3400-\u9fff\uff01-\uff5e]")
    found = {key for key, sentence in SENTENCES["en"].items() if chinese.search(sentence)}
    assert sorted(found - BILINGUAL) == []


# --- every id that the code uses is there ----------------------------------------------------------


def _sources(*folders: str) -> list[Path]:
    """Python files of the program, of some of its rooms or all of it."""
    places = [PACKAGE / name for name in folders] or [PACKAGE]
    return sorted(
        path for place in places for path in ([place] if place.suffix == ".py" else place.rglob("*.py"))
    )


def _tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"))


def _docstrings(tree: ast.Module) -> set[int]:
    """Identities of the strings that document a module, class, function or attribute."""
    return {
        id(node.value)
        for node in ast.walk(tree)
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)
    }


def _texts(path: Path) -> Iterator[tuple[str, int]]:
    """String constants outside docstrings, parts of f-strings included, with their lines."""
    tree = _tree(path)
    documentation = _docstrings(tree)
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in documentation:
            yield node.value, node.lineno


SAYING = frozenset({"say", "_hint", "Message", "of", "Problem", "complain"})


def _saying_calls(path: Path) -> Iterator[ast.Call]:
    """Calls whose first argument is a message id."""
    for node in ast.walk(_tree(path)):
        if isinstance(node, ast.Call) and node.args:
            name = getattr(node.func, "attr", None) or getattr(node.func, "id", None)
            if name in SAYING:
                yield node


def _named(argument: ast.expr) -> Iterator[str]:
    """Message ids, and beginnings of ids (ending in a dot), that an argument stands for."""
    match argument:
        case ast.Constant(value=str(text)):
            yield text
        case ast.IfExp(body=body, orelse=orelse):
            yield from _named(body)
            yield from _named(orelse)
        case ast.JoinedStr(values=[first, *_]):
            yield from _named(first)
        case ast.BinOp(op=ast.Add(), left=left):
            yield from _named(left)
        case _:
            pass


def _call_arguments(path: Path, function: str, position: int, keyword: str) -> set[str]:
    """Strings given to a function at a position or by keyword, in one module."""
    found: set[str] = set()
    for node in ast.walk(_tree(path)):
        if isinstance(node, ast.Call) and _called(node) == function:
            given = [node.args[position]] if len(node.args) > position else []
            given += [item.value for item in node.keywords if item.arg == keyword]
            found |= {
                leaf.value
                for expression in given
                for leaf in ast.walk(expression)
                if isinstance(leaf, ast.Constant) and isinstance(leaf.value, str) and leaf.value
            }
    return found


def _called(node: ast.Call) -> str | None:
    """The name of the function or method that is called."""
    return getattr(node.func, "id", None) or getattr(node.func, "attr", None)


def _reasons_met() -> set[str]:
    """Reasons of the shipped targets, each also taken for every other measure, with and without its value."""
    limits = Thresholds(ahead=1.05, on_track=0.95, about_band=0.5, effort=2)
    files = (shipped_content() / "targets").glob("*.toml")
    targets = [target for path in files for target in load_targets(path)]
    variants = [replace(targets[0], measure=m, value=value) for m in MEASURES for value in (None, 5.0)]
    return {assess(target, known_alone(target), limits).reason for target in [*targets, *variants]} - {""}


ASSESSMENT = PACKAGE / "targets" / "assessment.py"
METHODS = PACKAGE / "targets" / "methods.py"
COMPARABILITY = PACKAGE / "compare" / "comparability.py"
#: The values that may follow the beginning of an id.
FAMILIES: dict[str, Sequence[str]] = {
    "level.": LEVELS,
    "kind.": KINDS,
    "standing.": STANDINGS,
    "role.": ROLES,
    "nature.": NATURES,
    "comparator.": COMPARATORS,
    "status.": STATUSES,
    "trend.": TRENDS,
    "reason.": sorted(
        _call_arguments(ASSESSMENT, "without", 0, "reason")
        | _call_arguments(ASSESSMENT, "_by_evidence", 1, "reason")
        | _call_arguments(ASSESSMENT, "Calculation", 9, "reason")
        | _call_arguments(METHODS, "Calculation", 9, "reason")
        | _reasons_met()
    ),
    "method.": sorted(
        _call_arguments(ASSESSMENT, "Calculation", 0, "method")
        | _call_arguments(METHODS, "Calculation", 0, "method")
    ),
    "change.": CHANGES,
    "quantity.": QUANTITIES,
    "certainty.": CERTAINTIES,
    "comparability.": sorted(
        _call_arguments(COMPARABILITY, "Comparability", 1, "label") | OLD_ONLY | {"new"},
    ),
    "flag_kind.": [kind.id for kind in load_config().flag_kinds],
    "flag_sign.": [kind.id for kind in load_config().flag_kinds],
    "severity.": SEVERITIES,
    "flag_state.": FLAG_STATES,
    "reply.": ("none", *REPLIES),
    "subject.": SUBJECT_KINDS,
    "on_subject.": SUBJECT_KINDS,
    "anchor_short.": ("none", *ANCHOR_STATES),
    "also.": ("declined", "accepted", "rejected"),
    "letter.": ("targets", "text", "projects", "matches"),
    "conflict.": CONFLICT_KINDS,
    "search_kind.": SEARCH_KINDS,
    "numeral.": [str(number) for number in range(1, 9)],
    "summary.": ("identity", "progress", "counts", "flagged", "targets", "matches", "agreement", "dismissed"),
    "month.": [str(number) for number in range(1, 13)],
    "anchor.": ANCHOR_STATES,
    "event.": EVENT_KINDS,
    "stage.": STAGES,
    "damage.": DAMAGE_KINDS,
    "command.": [
        *(command.id for command in COMMANDS),
        *("accept_checks", "decline_checks", "next_hit_checks", "previous_hit_checks"),
        *("accept_compare", "accept_review"),
    ],
    "command.view_": VIEW_IDS,
    "short.": (
        *("accept", "decline", "set_verdict", "enter_value", "filter", "reviewed"),
        *("accept_review", "set_verdict_review", "accept_checks", "decline_checks", "dismiss_rule"),
    ),
    "cli.": COMMAND_NAMES,
    "help.": ("here", "everywhere", "elsewhere"),
    "locate.": ("content", "user_content", "default_config", "config", "reviewer", "review", "state"),
    "compare.count_": ("both", "new", "old"),
    "target.scope_": ("table", "text"),
    "target.base_": ("observation", "sibling", "fact"),
    "facet.": (
        *("scope", "nature", "status", "theme", "order", "change", "grade", "source_plan", "certainty"),
        *("decision", "quantity", "origin", "flagged"),
        *("state", "standing", "kind", "severity", "reply", "author", "plan", "tag"),
        *("finding_state", "family", "rule", "section", "grouping"),
    ),
    "grade.": GRADES,
    "decision.": ("none", "corrected", *DECISIONS),
    "origin.": ORIGINS,
    "compare.by_": ("new", "old"),
    "check.by_": GROUPINGS,
    "check_family.": CHECK_FAMILIES,
    "finding_state.": FINDING_STATES,
    "finding_severity.": FINDING_SEVERITIES,
    "finding_count.": FINDING_SEVERITIES,
    "rule.": [f"{rule}.{name}" for rule in RULES for name in ("name", "why", "says", "opinion")],
    "drift.": ANCHOR_STATES,
    "figure_change.": ("raised", "lowered", "same"),
    "coordination.": COORDINATION_VERDICTS,
    "coordination_kind.": ("target", "task"),
    "carried_out.": ("done", "partly", "absent", "other_period", "no_outline"),
    "coverage.": ("with", "without"),
    "order.": ("printed", "urgency", "nature", "theme", "name"),
    "chart.": tuple(SIGNS),
    "projection.": ("reached", "near", "off_track", "away"),
    "growth.": ("compound", "simple", "points", "exact", "unrounded", "no"),
    "hand_in.": tuple(HAND_INS),
    "app.value_": ("year", "value", "unit", "source", "note", "series", "definition"),
    "incoming.": ("none", "would", "taken"),
    "observations.": ("points", "unit"),
    "count.": ("plans", "paragraphs", "targets", "matches"),
}
#: Families whose members stand in lists of the views that use them; running those views tells.
OPEN_FAMILIES = frozenset({"column."})


@pytest.mark.parametrize("family", FAMILIES)
def test_every_value_has_its_word(family: str) -> None:
    """Each value that the program can show has a word in both languages."""
    assert FAMILIES[family], "an empty family means that this test looks in the wrong place"
    for language, sentences in SENTENCES.items():
        missing = [value for value in FAMILIES[family] if f"{family}{value}" not in sentences]
        assert missing == [], language


def test_every_word_of_a_family_is_told_apart() -> None:
    """Two values of one family never share a word, so nobody takes one for the other."""
    for language, sentences in SENTENCES.items():
        for family in ("status", "change", "quantity", "flag_kind", "flag_sign", "severity", "level", "kind"):
            words = [sentences[f"{family}.{value}"] for value in FAMILIES[f"{family}."]]
            assert len(set(words)) == len(words), (language, family)


def test_every_sentence_that_is_said_is_there() -> None:
    """Whatever the code says by id exists, and ids that are put together belong to a checked family."""
    families = FAMILIES.keys() | OPEN_FAMILIES
    unknown = [
        f"{path.relative_to(ROOT)}:{call.lineno}: {named}"
        for path in _sources()
        for call in _saying_calls(path)
        for named in _named(call.args[0])
        if "." in named and named not in IDS | families
    ]
    assert unknown == []


#: Strings that look like message ids and are none: names of settings.
NO_IDS = frozenset(
    {
        "app.keymap",
        "app.ambiguous_width",
        "app.glyphs",
        "flags.kind",
        "flags.kinds",
        "flags.severity",
        "checks.toml",
        "config.toml",
        "phrases.toml",
        "review.file",
        "synonyms.toml",
    }
)


def test_every_string_that_looks_like_an_id_is_one() -> None:
    """Ids that travel through variables and tables before they are said exist as well."""
    pattern = re.compile(rf"(?:{'|'.join(sorted(TABLES))})\.[a-z_]+")
    unknown = [
        f"{path.relative_to(ROOT)}:{line}: {text}"
        for path in _sources()
        for text, line in _texts(path)
        if pattern.fullmatch(text) and text not in IDS | NO_IDS | FAMILIES.keys()
    ]
    assert unknown == []


def _given(call: ast.Call) -> set[str] | None:
    """Names of the values that a call fills in; None where they cannot be read off."""
    function = getattr(call.func, "attr", None) or getattr(call.func, "id", None)
    if function == "complain" or any(item.arg is None for item in call.keywords):
        return None
    if function != "Message":
        return {item.arg for item in call.keywords if item.arg}
    if len(call.args) < 2:
        return set()
    values = call.args[1]
    if not isinstance(values, ast.Dict) or None in values.keys:
        return None
    return {key.value for key in values.keys if isinstance(key, ast.Constant) and isinstance(key.value, str)}


def test_every_value_of_a_sentence_is_given() -> None:
    """No sentence is said without a value that it has a place for."""
    forgotten = [
        f"{path.relative_to(ROOT)}:{call.lineno}: {named}: {', '.join(missing)}"
        for path in _sources()
        for call in _saying_calls(path)
        if (values := _given(call)) is not None
        for named in _named(call.args[0])
        for sentences in SENTENCES.values()
        if (missing := {name for name, _, _ in _fields(sentences.get(named, ""))} - values)
    ]
    assert forgotten == []


# --- no sentence stands elsewhere ------------------------------------------------------------------

VISIBLE = ("app", "cli", "report", "wording.py", "workspace")
#: A Han character, or two words of letters beside each other.
WORDS = re.compile(r"[\u2e80-\u2fff\u3007\u3400-\u9fff\uf900-\ufaff]|[A-Za-z]{2,},? [A-Za-z]{2,}")
CSS = re.compile(r"\{[^{}]*:[^{}]*;[^{}]*\}")
#: Strings that look like a sentence and are none, by file: styles, selectors, and what argparse says.
ALLOWED = {
    "targets.py": {"bold reverse"},
    "docx.py": {"Table Grid", "Table Head", "Table Text", "List Bullet"},
    "doctor.py": {"规"},
    "searching.py": {"bold underline"},
    "dialogs.py": {"Input, TextArea, OptionList"},
    "arguments.py": {
        "unrecognized arguments: (.*)",
        "the following arguments are required: (.*)",
        "argument (.*): expected (?:one|at least one) argument",
        "argument (.*): not allowed with argument (.*)",
    },
}


#: Scripts for shells.
NOT_FOR_PEOPLE = {"completion.py"}


def _standing_in_code(pattern: re.Pattern[str], allowed: dict[str, set[str]]) -> list[str]:
    """Strings with what `pattern` finds in the rooms that people see, styles and the allowed left out."""
    return [
        f"{path.relative_to(ROOT)}:{line}: {text[:60]!r}"
        for path in _sources(*VISIBLE)
        if path.name not in NOT_FOR_PEOPLE
        for text, line in _texts(path)
        if pattern.search(text) and text not in allowed.get(path.name, ()) and not CSS.search(text)
    ]


def test_no_sentence_stands_outside_the_language_files() -> None:
    """What people see is in `locale/`: the code of the app, command line and reports holds no sentence."""
    assert _standing_in_code(WORDS, ALLOWED) == []


#: Punctuation that the code looks for in plans or that a person may type, by file.
ALLOWED_MARKS = {"plan_text.py": {"："}}


def test_no_punctuation_of_one_language_stands_in_the_code() -> None:
    """Commas, brackets and colons between words come from `locale/`: English gets no Chinese ones."""
    assert _standing_in_code(re.compile(r"[、。，；：（）！？]"), ALLOWED_MARKS) == []


# --- saying ----------------------------------------------------------------------------------------


@given(text=st.text())
def test_values_are_shown_as_they_are(text: str) -> None:
    """A value that looks like a placeholder or a message id is only ever text."""
    for language in LANGUAGES:
        said = Locale(language).say("search.none", query=text)
        assert said == SENTENCES[language]["search.none"].replace("{query}", text)


def test_braces_in_values_do_nothing() -> None:
    """A plan's words with braces or percent signs neither fail nor vanish."""
    for text in ("{query}", "{0}", "{}", "{{", "}", "%s", "{query.__class__}", "[red]x[/red]"):
        assert text in Locale("zh").say("search.none", query=text)


def test_messages_within_messages_are_said_in_the_same_language() -> None:
    """A value that is itself a message, or a list, is put into words first."""
    message = Message.of(
        "content.wrong_type", file="a.toml", line=3, table="plan", key="id", expected=Message("type.integer")
    )
    for language in LANGUAGES:
        locale = Locale(language)
        assert SENTENCES[language]["type.integer"] in locale.render(message)
        separator = SENTENCES[language]["list.separator"]
        assert f"a{separator}b" in locale.say("app.copied", text=["a", "b"])


def test_a_forgotten_sentence_or_value_breaks_nothing() -> None:
    """An unknown id or a missing value is shown by its name instead of ending the program."""
    locale = Locale("zh")
    assert locale.say("no.such_id") == "⟨no.such_id⟩"
    assert "⟨query⟩" in locale.say("search.none")
    assert not locale.knows("no.such_id")
    assert locale.knows("search.none")
