"""Comparison: how far two plans may be compared, the curated matches, and what is wrong with a file."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from itertools import product
from pathlib import Path

import pytest

from tests.conftest import ROOT
from tui.compare.comparability import GRADES, between, of_match
from tui.compare.loading import load_matches, load_themes
from tui.compare.model import CHANGES, OLD_ONLY, QUANTITIES, Match, Quote, Searched
from tui.locale import LANGUAGES, Locale
from tui.messages import Message, Problem
from tui.plans.loading import load_plan
from tui.plans.model import KINDS, LEVELS, PLAN_ROLES, STANDINGS, Card

CONTENT = ROOT / "content"
PLANS = {path.stem: load_plan(path) for path in sorted((CONTENT / "plans").glob("*.toml"))}
CARDS = {name: plan.card for name, plan in PLANS.items()}
THEMES = load_themes([CONTENT])
MATCHES = [
    match
    for path in sorted((CONTENT / "comparisons").glob("*.toml"))
    for match in load_matches(path, THEMES.ids)
]
ONE_SIDED = [match for match in MATCHES if not match.old or not match.new]

LINKED = [quantity for quantity in QUANTITIES if quantity not in ("number_to_number", "redefined")]


def card(level: str, kind: str, period: tuple[int, int], standing: str = "primary") -> Card:
    """An identity card of which only these matter."""
    return replace(CARDS["wuhai-15"], level=level, kind=kind, period=period, standing=standing)


FIVE_YEARS = [(2021, 2025), (2026, 2030)]
ALL_CARDS = [
    card(level, kind, period, standing)
    for level, kind, standing in product(LEVELS, KINDS, STANDINGS)
    for period in (FIVE_YEARS if kind in ("outline", "proposals") else [(2023, 2023), (2024, 2024)])
]


def rank(grade: str) -> int:
    """0 for A, 3 for D."""
    return GRADES.index(grade)


# --- comparability classes -----------------------------------------------------------------------


@pytest.mark.parametrize(
    ("old", "new", "quantity", "grade"),
    [
        # The district outline and the city's proposals: direction only, figures not at all.
        ("hainan-14", "wuhai-15", "words_to_words", "C"),
        ("hainan-14", "wuhai-15", "number_to_words", "C"),
        ("hainan-14", "wuhai-15", "delegated_to_words", "C"),
        ("hainan-14", "wuhai-15", "number_to_number", "D"),
        # Same level, a year against five years: with a stated condition.
        ("wuhai-2023-plan", "wuhai-15", "words_to_words", "B"),
        ("wuhai-2023-report", "wuhai-15", "number_to_words", "B"),
        ("wuhai-2023-plan", "wuhai-15", "number_to_number", "D"),
        # Same level, same year.
        ("wuhai-2023-plan", "wuhai-2023-report", "number_to_number", "A"),
        ("wuhai-2023-report", "wuhai-2023-plan", "words_to_words", "A"),
        # The city's year within the district's five years.
        ("hainan-14", "wuhai-2023-plan", "words_to_words", "C"),
        # A newspaper page is no evidence.
        ("wuhai-2023-report", "wuhai-2023-digest", "words_to_words", "D"),
        ("wuhai-2023-digest", "wuhai-15", "none", "D"),
        # A changed definition is not comparable, whoever says it.
        ("wuhai-2023-plan", "wuhai-2023-report", "redefined", "D"),
        ("hainan-14", "wuhai-15", "redefined", "D"),
    ],
)
def test_the_five_documents_have_their_classes(old: str, new: str, quantity: str, grade: str) -> None:
    """Each pair of the five documents gets the class that practice gives it, in both directions."""
    assert between(CARDS[old], CARDS[new], quantity).grade == grade


@pytest.mark.parametrize(
    ("old", "new", "grade"),
    [
        (card("city", "outline", (2021, 2025)), card("city", "outline", (2026, 2030)), "A"),
        (card("city", "annual_plan", (2023, 2023)), card("city", "annual_plan", (2024, 2024)), "A"),
        (card("city", "annual_plan", (2023, 2023)), card("city", "work_report", (2024, 2024)), "B"),
        (card("city", "annual_plan", (2023, 2023)), card("city", "outline", (2021, 2025)), "B"),
        (card("city", "outline", (2021, 2025)), card("city", "proposals", (2026, 2030)), "C"),
        (card("city", "outline", (2026, 2030)), card("city", "proposals", (2026, 2030)), "C"),
        (card("region", "outline", (2021, 2025)), card("city", "outline", (2021, 2025)), "C"),
        (card("region", "annual_plan", (2023, 2023)), card("city", "annual_plan", (2023, 2023)), "C"),
    ],
)
def test_kinds_periods_and_levels_set_the_ceiling_for_words(old: Card, new: Card, grade: str) -> None:
    """Words are compared directly, under a condition, or in direction only, as the cards allow."""
    assert between(old, new, "words_to_words").grade == grade


def test_the_ceilings_hold_for_every_pair_of_cards() -> None:
    """No pair of levels, kinds, periods and standings is ever graded above its ceiling."""
    for old, new in product(ALL_CARDS, ALL_CARDS):
        for quantity in QUANTITIES:
            found = between(old, new, quantity)
            ceiling = 0
            if old.level != new.level or {old.kind, new.kind} == {"outline", "proposals"}:
                ceiling = 2
            elif (old.period[0] == old.period[1]) != (new.period[0] == new.period[1]):
                ceiling = 1
            if (
                "secondary" in (old.standing, new.standing)
                or quantity == "redefined"
                or (quantity == "number_to_number" and "proposals" in (old.kind, new.kind))
            ):
                ceiling = 3
            assert rank(found.grade) >= ceiling, (old, new, quantity)


def test_it_does_not_matter_which_plan_is_called_old() -> None:
    """The class of a pair is the same in both directions."""
    for old, new in product(ALL_CARDS[::3], ALL_CARDS):
        for quantity in QUANTITIES:
            assert between(old, new, quantity).grade == between(new, old, quantity).grade


@pytest.mark.parametrize(
    ("old", "new", "quantity", "label"),
    [
        ("hainan-14", "wuhai-15", "words_to_words", "cross_level"),
        ("hainan-14", "wuhai-15", "number_to_words", "no_figure_yet"),
        ("wuhai-2023-plan", "wuhai-15", "number_to_words", "no_figure_yet"),
        ("wuhai-2023-digest", "wuhai-15", "none", "second_hand"),
        ("wuhai-2023-plan", "wuhai-2023-report", "redefined", "redefined"),
    ],
)
def test_the_label_names_the_ground(old: str, new: str, quantity: str, label: str) -> None:
    """The class comes with its reason, and a missing figure in proposals is not called a dropped one."""
    assert between(CARDS[old], CARDS[new], quantity).label == label


def test_every_label_is_a_sentence_in_both_languages() -> None:
    """Whatever class a match gets, its label can be read in Chinese and English."""
    labels = {
        between(old, new, q).label for old, new in product(ALL_CARDS, ALL_CARDS[::5]) for q in QUANTITIES
    }
    labels |= {of_match(match, CARDS).label for match in MATCHES}
    for language in LANGUAGES:
        locale = Locale(language)
        assert [label for label in sorted(labels) if not locale.knows(f"comparability.{label}")] == []


def one_sided(change: str, *searched: str) -> Match:
    """A match without a counterpart in the plans that were searched."""
    quote = (Quote("wuhai-15/L20", "甲"),)
    old, new = ((), quote) if change == "new" else ((Quote("wuhai-2023-plan/L11", "甲"),), ())
    return Match("x", "T01", old, new, change, "none", "likely", "因", Searched(searched, ("甲",)))


@pytest.mark.parametrize(
    ("change", "searched", "grade"),
    [
        ("new", ("wuhai-2023-plan", "wuhai-2023-report"), "B"),
        ("new", ("hainan-14", "wuhai-2023-plan"), "C"),
        ("new", ("wuhai-2023-digest", "wuhai-2023-plan"), "D"),
        ("not_found", ("wuhai-15",), "B"),
        ("annual_ended", ("wuhai-15", "hainan-14"), "C"),
        ("level_only", ("gone",), "D"),
    ],
)
def test_a_one_sided_match_has_the_lowest_class_of_what_was_searched(
    change: str, searched: tuple[str, ...], grade: str
) -> None:
    """ "Not found" is worth no more than the least comparable plan that was searched, and says so."""
    found = of_match(one_sided(change, *searched), CARDS)
    assert (found.grade, found.label) == (grade, change)


def test_a_match_of_a_plan_that_is_not_on_the_shelf_is_not_comparable() -> None:
    """Without an identity card nothing may be compared."""
    quote = (Quote("gone/L1", "甲"),)
    match = replace(one_sided("new", "gone"), old=quote, new=quote, change="continued")
    assert of_match(match, CARDS).grade == "D"


# --- the curated matches -------------------------------------------------------------------------


def test_there_are_matches_for_every_theme() -> None:
    """Some two thousand matches, and every one of the 14 themes has some with both sides."""
    assert len(MATCHES) >= 1900
    assert len(THEMES.ids) == 14
    both = Counter(match.theme for match in MATCHES if match.old and match.new)
    assert set(both) == set(THEMES.ids)


def test_match_ids_are_unique_over_all_files() -> None:
    """A flag on a match means one match."""
    assert [name for name, count in Counter(match.id for match in MATCHES).items() if count > 1] == []


def test_quotes_are_verbatim_at_their_paragraph() -> None:
    """Every quote of every match stands word for word in the plan's own text at the paragraph it names."""
    wrong = []
    for match in MATCHES:
        for quote in (*match.old, *match.new):
            paragraph = PLANS[quote.plan].paragraphs_by_id.get(quote.paragraph)
            own = paragraph is not None and paragraph.role in PLAN_ROLES
            if paragraph is None or not own or not quote.text or quote.text not in paragraph.text:
                wrong.append((match.id, quote))
    assert wrong == []


def test_a_match_has_one_old_plan_and_the_proposals_as_the_new_one() -> None:
    """No match mixes two old plans; the new side is always the 15th proposals."""
    for match in MATCHES:
        assert len({quote.plan for quote in match.old}) <= 1
        assert {quote.plan for quote in match.new} <= {"wuhai-15"}
        assert match.old or match.new
        assert "wuhai-15" not in {quote.plan for quote in match.old}


def test_an_empty_side_fits_its_change_and_says_what_was_searched() -> None:
    """New has no old side, not found no new one, and each names real plans and the terms looked for."""
    assert ONE_SIDED
    for match in ONE_SIDED:
        assert match.change == "new" if not match.old else match.change in OLD_ONLY
        assert match.searched is not None
        assert match.searched.plans
        assert match.searched.terms
        assert all(term.strip() for term in match.searched.terms)
        assert set(match.searched.plans) <= set(PLANS)
        assert not set(match.searched.plans) & {quote.plan for quote in (*match.old, *match.new)}


def test_what_is_called_new_was_searched_in_all_older_plans_of_the_first_hand() -> None:
    """New is said only after looking in the district outline, the city's plan and its report."""
    for match in MATCHES:
        if match.change == "new":
            assert match.searched is not None
            assert {"hainan-14", "wuhai-2023-plan", "wuhai-2023-report"} <= set(match.searched.plans)


def test_nothing_across_levels_is_graded_above_direction_only() -> None:
    """No match between the district and the city is called comparable beyond its direction."""
    for match in MATCHES:
        levels = {CARDS[plan].level for plan in (*match.old_plans, *match.new_plans)}
        if len(levels) > 1:
            assert rank(of_match(match, CARDS).grade) >= rank("C"), match.id


def test_the_digest_is_never_used_as_evidence() -> None:
    """No match quotes or searches the newspaper page."""
    for match in MATCHES:
        assert "wuhai-2023-digest" not in (*match.old_plans, *match.new_plans)


def test_achievements_are_matched_only_as_achieved() -> None:
    """What a plan reports as done supports nothing but done and now to be consolidated."""
    done = {("wuhai-15", "(1)"), ("wuhai-2023-report", "一"), ("hainan-14", "1")}
    for match in MATCHES:
        for quote in (*match.old, *match.new):
            plan = PLANS[quote.plan]
            sections = plan.ancestry(plan.section_of(plan.paragraphs_by_id[quote.paragraph]))
            if {(plan.id, section.path) for section in sections} & done:
                assert match.change == "achieved", match.id


def test_every_match_says_why() -> None:
    """Each match has a rationale of its own in words."""
    assert all(len(match.rationale) >= 8 for match in MATCHES)


def test_no_two_figures_are_compared_between_the_14th_and_the_15th_plan() -> None:
    """The proposals hold no figures yet; a match never claims a figure against a figure."""
    assert [match.id for match in MATCHES if match.quantity == "number_to_number"] == []


# --- themes --------------------------------------------------------------------------------------


def test_every_placement_is_a_section_of_a_plan_and_a_theme() -> None:
    """Placements name sections that exist, and their secondary themes exist too."""
    for identifier, placement in THEMES.placements.items():
        plan = PLANS[identifier.partition("/")[0]]
        assert identifier in plan.sections_by_id
        assert {placement.theme, *placement.also} <= set(THEMES.ids)


def test_every_section_and_point_has_a_theme() -> None:
    """Each chapter and section of the outline and each point of the proposals is placed."""
    for name, kinds in (("hainan-14", ("chapter", "section")), ("wuhai-15", ("point",))):
        plan = PLANS[name]
        unplaced = [s.path for s in plan.sections if s.kind in kinds and not THEMES.of_section(plan, s)]
        assert unplaced == []


def test_a_section_without_a_placement_has_that_of_the_one_above() -> None:
    """A box is in the theme of the section it stands in; nothing is in no theme."""
    plan = PLANS["hainan-14"]
    box = plan.sections_by_id["hainan-14/专栏9"]
    above = plan.sections_by_id[box.parent]
    assert THEMES.of_section(plan, box) == THEMES.of_section(plan, above)
    assert THEMES.of_section(plan, None) is None


# --- what is wrong is said with its place --------------------------------------------------------

MATCH = """\
[[match]]
id = "M-1"
theme = "T01"
old = [{ plan = "hainan-14", paragraph = "L18", quote = "甲" }]
new = [{ plan = "wuhai-15", paragraph = "L20", quote = "乙" }]
change = "continued"
certainty = "likely"
rationale = "甲就是乙。"
"""
TWO_OLD = MATCH.replace("old = [", 'old = [{ plan = "wuhai-2023-plan", paragraph = "L11", quote = "丙" }, ')
NO_NEW = MATCH.replace('new = [{ plan = "wuhai-15", paragraph = "L20", quote = "乙" }]', "new = []")
SEARCHED = 'searched = { plans = ["wuhai-15"], terms = ["乙"] }\n'

BAD = {
    "broken TOML": (MATCH + "x =", [("toml.syntax", 9)]),
    "misspelt table": (MATCH.replace("[[match]]", "[[mach]]"), [("content.unknown_name", 1)]),
    "missing rationale": (MATCH.replace('rationale = "甲就是乙。"\n', ""), [("content.field_absent", 1)]),
    "missing rationale before a sound match": (
        MATCH.replace('rationale = "甲就是乙。"\n', "") + MATCH.replace("M-1", "M-2"),
        [("content.field_absent", 1)],
    ),
    "unknown theme": (MATCH.replace('"T01"', '"T99"'), [("content.unknown_value", 3)]),
    "misspelt change": (MATCH.replace('"continued"', '"continud"'), [("content.unknown_value", 6)]),
    "misspelt certainty": (MATCH.replace('"likely"', '"likly"'), [("content.unknown_value", 7)]),
    "misspelt field": (MATCH + 'quantiti = "none"\n', [("content.unknown_field", 9)]),
    "wrong type": (MATCH.replace('"甲就是乙。"', "1"), [("content.wrong_type", 8)]),
    "quote of the wrong type": (MATCH.replace('quote = "乙"', "quote = 2"), [("content.wrong_type", 1)]),
    "two old plans": (TWO_OLD, [("comparison.several_plans", 4)]),
    "new with an old side": (MATCH.replace('"continued"', '"new"'), [("comparison.side_and_change", 6)]),
    "not found with a new side": (
        MATCH.replace('"continued"', '"not_found"'),
        [("comparison.side_and_change", 6)],
    ),
    "continued without a new side": (NO_NEW + SEARCHED, [("comparison.side_and_change", 6)]),
    "not found without a search": (
        NO_NEW.replace('"continued"', '"not_found"'),
        [("comparison.not_searched", 1)],
    ),
    "no terms searched": (
        NO_NEW.replace('"continued"', '"not_found"') + SEARCHED.replace('["乙"]', "[]"),
        [("comparison.not_searched", 9)],
    ),
    "duplicate id": (MATCH + MATCH, [("content.duplicate", 10)]),
    "two mistakes": (
        MATCH.replace('"T01"', '"T99"').replace('"likely"', '"likly"'),
        [("content.unknown_value", 3), ("content.unknown_value", 7)],
    ),
}


@pytest.fixture
def write(tmp_path: Path) -> Callable[..., Path]:
    """Write a file and name it."""

    def write_file(text: str, name: str = "demo.toml") -> Path:
        path = tmp_path / name
        path.write_text(text, encoding="utf-8")
        return path

    return write_file


def messages_of(call: Callable[[], object]) -> tuple[Message, ...]:
    """What a call complains about."""
    with pytest.raises(Problem) as caught:
        call()
    return caught.value.messages


@pytest.mark.parametrize(("text", "expected"), BAD.values(), ids=BAD)
def test_bad_matches_are_told_with_file_and_line(
    write: Callable[..., Path], text: str, expected: list[tuple[str, int]]
) -> None:
    """Each kind of mistake in a comparison file gives one whole sentence with its place."""
    path = write(text)
    found = messages_of(lambda: load_matches(path, THEMES.ids))
    assert [(message.id, message.values["line"]) for message in found] == expected
    for language in LANGUAGES:
        for message in found:
            sentence = Locale(language).render(message)
            assert "⟨" not in sentence
            assert str(path) in sentence


def test_a_misspelt_change_is_answered_with_the_nearest(write: Callable[..., Path]) -> None:
    """The change that was probably meant is offered."""
    path = write(MATCH.replace('"continued"', '"continud"'))
    (message,) = messages_of(lambda: load_matches(path, THEMES.ids))
    assert message.values["nearest"] == "continued"


@pytest.mark.parametrize(
    "change", [change for change in CHANGES if change != "new" and change not in OLD_ONLY]
)
@pytest.mark.parametrize("quantity", LINKED)
def test_a_sound_match_is_read_as_written(write: Callable[..., Path], change: str, quantity: str) -> None:
    """What a curator writes is what is shown."""
    path = write(MATCH.replace('"continued"', f'"{change}"') + f'quantity = "{quantity}"\n')
    assert load_matches(path, THEMES.ids) == (
        Match(
            id="M-1",
            theme="T01",
            old=(Quote("hainan-14/L18", "甲"),),
            new=(Quote("wuhai-15/L20", "乙"),),
            change=change,
            quantity=quantity,
            certainty="likely",
            rationale="甲就是乙。",
            searched=None,
        ),
    )


THEME = '[[theme]]\nid = "T01"\nzh = "甲"\nen = "a"\nshort_zh = "甲"\nshort_en = "a"\n'
PLACED = '\n[[placement]]\nplan = "demo"\nsections = [{ path = "1", theme = "T01" }]\n'


@pytest.mark.parametrize(
    ("text", "message_id", "line"),
    [
        (THEME.replace('en = "a"\n', "", 1), "content.field_absent", 1),
        (THEME + PLACED.replace('"T01"', '"T02"'), "content.unknown_value", 8),
        (THEME + PLACED.replace("[[placement]]", "[[placment]]"), "content.unknown_name", 8),
        (THEME + THEME, "content.duplicate", 8),
        (THEME + "x", "toml.syntax", 7),
    ],
)
def test_bad_themes_are_told_with_file_and_line(
    write: Callable[..., Path], text: str, message_id: str, line: int
) -> None:
    """Each kind of mistake in the themes gives one sentence with its place."""
    path = write(text, "themes.toml")
    (message,) = messages_of(lambda: load_themes([path.parent]))
    assert (message.id, message.values["file"]) == (message_id, str(path))
    assert abs(int(str(message.values["line"])) - line) <= 2


def test_the_themes_of_the_last_folder_count(write: Callable[..., Path]) -> None:
    """A user's own themes replace the shipped ones; a folder without themes changes nothing."""
    path = write(THEME + PLACED, "themes.toml")
    assert load_themes([CONTENT, path.parent]).ids == ("T01",)
    assert load_themes([CONTENT, path.parent / "none"]).ids == THEMES.ids
    assert load_themes([]).ids == ()
