"""Plans: the model, reading with its complaints, writing, citing, finding passages again, coverage."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from tests.conftest import ROOT
from tui.locale import LANGUAGES, Locale
from tui.messages import Message, Problem
from tui.plans.anchors import find_passage
from tui.plans.citation import cite, find_path, place_name
from tui.plans.coverage import coverage
from tui.plans.loading import load_card, load_plan
from tui.plans.model import ROLES, Card, Paragraph, Passage, Plan, Section, Source, Table, local_id
from tui.plans.writing import plan_toml
from tui.records import content_files

SHIPPED = sorted((ROOT / "content" / "plans").glob("*.toml"))
PLANS = {path.stem: load_plan(path) for path in SHIPPED}

CARD = """\
[plan]
id = "demo"
title = "试验纲要"
level = "city"
kind = "outline"
period = [2021, 2025]

[plan.source]
file = "demo.txt"
"""

BODY = """
[[section]]
path = "1"
kind = "chapter"
number = "第一章"
title = "总则"
at = "L1"

[[paragraph]]
id = "L1"
section = "1"
role = "heading"
text = "第一章 总则"

[[section]]
path = "1.1"
kind = "section"
number = "第一节"
title = "目标"
parent = "1"
at = "L2"

[[paragraph]]
id = "L2"
section = "1.1"
text = "到2025年,参保率达到81%以上。"

[[table]]
section = "1.1"
columns = ["甲", "乙"]
rows = [["L1", ""], ["", "L2"]]
"""


@pytest.fixture
def write(tmp_path: Path) -> Callable[..., Path]:
    """Write a plan file and name it."""

    def write_file(text: str, name: str = "demo.toml") -> Path:
        path = tmp_path / name
        path.write_text(text, encoding="utf-8")
        return path

    return write_file


def complaints(path: Path) -> tuple[Message, ...]:
    """What reading the plan complains about."""
    with pytest.raises(Problem) as caught:
        load_plan(path)
    return caught.value.messages


def complaint(path: Path, message_id: str) -> Message:
    """The one complaint of a kind."""
    found = [message for message in complaints(path) if message.id == message_id]
    assert len(found) == 1
    return found[0]


def line_with(text: str, needle: str, occurrence: int = 1) -> int:
    """The 1-based line of an occurrence of some words."""
    numbers = [number for number, line in enumerate(text.splitlines(), 1) if needle in line]
    return numbers[occurrence - 1]


# --- the model -----------------------------------------------------------------------------------


def test_the_tree_of_a_plan_can_be_walked_both_ways(write: Callable[..., Path]) -> None:
    """Children, ancestry and printed order agree with the file."""
    plan = load_plan(write(CARD + BODY))
    chapter, section = plan.sections
    assert plan.children("") == (chapter,)
    assert plan.children("demo/1") == (section,)
    assert plan.children("demo/1.1") == ()
    paragraph = plan.paragraphs_by_id["demo/L2"]
    assert plan.ancestry(plan.section_of(paragraph)) == (chapter, section)
    assert plan.order == {"demo/L1": 0, "demo/L2": 1}
    assert (section.label, paragraph.line, local_id(paragraph.id)) == ("第一节 目标", 2, "L2")


def test_a_table_names_its_cells(write: Callable[..., Path]) -> None:
    """A table keeps its columns and rows, with nothing where no cell is printed."""
    table = load_plan(write(CARD + BODY)).tables[0]
    assert table == Table("demo/1.1", ("甲", "乙"), (("demo/L1", ""), ("", "demo/L2")))


def test_what_a_card_leaves_out_has_a_default(write: Callable[..., Path]) -> None:
    """A card may leave out the short title, standing, dates and notes."""
    card = load_card(write(CARD))
    assert (card.short, card.standing, card.horizon, card.adopted, card.note) == (
        "试验纲要",
        "primary",
        None,
        "",
        "",
    )


@pytest.mark.parametrize("plan", PLANS.values(), ids=PLANS)
def test_shipped_plans_hold_together(plan: Plan) -> None:
    """Ids are unique, sections begin at paragraphs in printed order, and nobody stands in itself."""
    assert len(plan.sections_by_id) == len(plan.sections)
    assert len(plan.paragraphs_by_id) == len(plan.paragraphs)
    places = [(plan.order[section.at], section.offset) for section in plan.sections]
    assert places == sorted(places)
    for section in plan.sections:
        assert plan.ancestry(section)[-1] == section


def test_damaged_text_is_kept_as_it_stands() -> None:
    """The unreadable spot of the city's 2023 plan keeps its private-use and replacement characters."""
    text = "".join(paragraph.text for paragraph in PLANS["wuhai-2023-plan"].paragraphs)
    assert "加快推动乌寄锥\ue382" in text
    assert "\ufffd" in text


def test_the_later_folder_wins_and_proposals_do_not_count(tmp_path: Path) -> None:
    """A user's own copy of a plan replaces the shipped one; generated proposals are no plans."""
    for folder in ("a", "b"):
        (tmp_path / folder / "plans").mkdir(parents=True)
        (tmp_path / folder / "plans" / "demo.toml").write_text(CARD, encoding="utf-8")
    (tmp_path / "b" / "plans" / "x.proposed.toml").write_text("", encoding="utf-8")
    found = content_files([tmp_path / "a", tmp_path / "b"], "plans")
    assert found == {"demo": tmp_path / "b" / "plans" / "demo.toml"}


# --- reading the card only -----------------------------------------------------------------------


def test_the_card_is_read_without_the_rest(write: Callable[..., Path]) -> None:
    """The shelf can be shown although the body of a plan is broken."""
    path = write(CARD + "\n[[section]]\nthis is no TOML")
    assert load_card(path).title == "试验纲要"
    with pytest.raises(Problem):
        load_plan(path)


@pytest.mark.parametrize("path", SHIPPED, ids=lambda path: path.stem)
def test_the_card_alone_is_the_card_of_the_plan(path: Path) -> None:
    """Both ways of reading give the same identity card."""
    assert load_card(path) == PLANS[path.stem].card


def test_a_card_beside_a_source_need_not_be_called_after_the_plan(write: Callable[..., Path]) -> None:
    """A card for ingesting may have any file name; a plan file may not."""
    path = write(CARD, "other.toml")
    assert load_card(path, named_after_id=False).id == "demo"
    with pytest.raises(Problem) as caught:
        load_card(path)
    assert [message.id for message in caught.value.messages] == ["plan.id_is_not_file_name"]


# --- what is wrong is said with its place --------------------------------------------------------

BAD = {
    "broken TOML": (CARD.replace('"city"', '"city'), "toml.syntax", 'level = "city'),
    "missing key": (CARD.replace('title = "试验纲要"\n', ""), "content.field_absent", "[plan]"),
    "wrong type": (CARD.replace('"试验纲要"', "7"), "content.wrong_type", "title"),
    "horizon of the wrong type": (
        CARD.replace("period", 'horizon = "2035"\nperiod'),
        "content.wrong_type",
        "horizon",
    ),
    "misspelt field": (CARD.replace("period", 'isuer = "市政府"\nperiod'), "content.unknown_field", "isuer"),
    "misspelt level": (CARD.replace('"city"', '"citty"'), "content.unknown_value", "level"),
    "misspelt table": (CARD + BODY.replace("[[table]]", "[[tabel]]"), "content.unknown_name", "[[tabel]]"),
    "single table for a list": (CARD + "[section]\npath = 1\n", "content.not_tables", "[section]"),
    "no card": (BODY, "content.table_absent", ""),
    "id with blanks": (CARD.replace('"demo"', '"de mo"'), "plan.bad_id", "id"),
    "id of another file": (CARD.replace('"demo"', '"other"'), "plan.id_is_not_file_name", "id"),
    "period backwards": (CARD.replace("[2021, 2025]", "[2025, 2021]"), "plan.bad_period", "period"),
    "period of one year": (CARD.replace("[2021, 2025]", "[2021]"), "plan.bad_period", "period"),
    "period in words": (CARD.replace("[2021, 2025]", '["2021", "2025"]'), "plan.bad_period", "period"),
    "period of truths": (CARD.replace("[2021, 2025]", "[true, true]"), "plan.bad_period", "period"),
    "bad paragraph id": (CARD + BODY.replace('id = "L2"', 'id = "2"'), "plan.bad_paragraph_id", 'id = "2"'),
    "unknown role": (
        CARD + BODY.replace('role = "heading"', 'role = "headin"'),
        "content.unknown_value",
        "role",
    ),
    "bad lines": (
        CARD + BODY.replace('section = "1.1"\ntext', 'section = "1.1"\nlines = [[3, 2]]\ntext'),
        "plan.bad_lines",
        "lines",
    ),
    "short table row": (CARD + BODY.replace('["L1", ""]', '["L1"]'), "plan.bad_table_row", "rows"),
    "duplicate paragraph": (
        CARD + BODY + '\n[[paragraph]]\nid = "L2" # again\ntext = "又"\n',
        "content.duplicate",
        "# again",
    ),
    "duplicate section": (
        CARD
        + BODY
        + '\n[[section]]\npath = "1" # again\nkind = "chapter"\nnumber = "一"\ntitle = "又"\nat = "L1"\n',
        "content.duplicate",
        "# again",
    ),
    "unknown parent": (
        CARD + BODY.replace('parent = "1"', 'parent = "9"'),
        "content.unknown_reference",
        "parent",
    ),
    "unknown place of a section": (
        CARD + BODY.replace('at = "L2"', 'at = "L9"'),
        "content.unknown_reference",
        'at = "L9"',
    ),
    "unknown section of a paragraph": (
        CARD + BODY.replace('section = "1.1"\ntext', 'section = "9.9"\ntext'),
        "content.unknown_reference",
        '"9.9"',
    ),
    "unknown section of a table": (
        CARD + BODY.replace('section = "1.1"\ncolumns', 'section = "9.9"\ncolumns'),
        "content.unknown_reference",
        '"9.9"',
    ),
    "unknown cell": (CARD + BODY.replace('["", "L2"]', '["", "L9"]'), "content.unknown_reference", "rows"),
    "missing key before a sound table": (
        CARD + BODY.replace('section = "1"\nrole = "heading"\ntext = "第一章 总则"', 'section = "1"'),
        "content.field_absent",
        "[[paragraph]]",
    ),
    "missing title before a sound section": (
        CARD + BODY.replace('title = "总则"\n', ""),
        "content.field_absent",
        "[[section]]",
    ),
}


@pytest.mark.parametrize(("text", "message_id", "place"), BAD.values(), ids=BAD)
def test_bad_content_is_told_with_file_and_line(
    write: Callable[..., Path], text: str, message_id: str, place: str
) -> None:
    """Each kind of bad content gives its sentence, with the file and the line to look at."""
    path = write(text)
    message = complaint(path, message_id)
    assert message.values["file"] == str(path)
    assert message.values["line"] == (line_with(text, place) if place else 1)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(("text", "message_id", "place"), BAD.values(), ids=BAD)
def test_complaints_are_whole_sentences_in_both_languages(
    write: Callable[..., Path], text: str, message_id: str, place: str, language: str
) -> None:
    """No complaint shows a message id or a value that was forgotten, and each names the file."""
    path = write(text)
    locale = Locale(language)
    for message in complaints(path):
        sentence = locale.render(message)
        assert "⟨" not in sentence
        assert str(path) in sentence
        assert str(message.values["line"]) in sentence


def test_the_nearest_right_name_is_offered(write: Callable[..., Path]) -> None:
    """A misspelt field, value or table is answered with the one that was probably meant."""
    text = CARD.replace("period", 'isuer = "市政府"\nperiod').replace('"city"', '"citty"') + "[[sction]]\n"
    nearest = {m.values.get("nearest") for m in complaints(write(text))}
    assert {"issuer", "city", "section"} <= nearest


def test_everything_that_is_wrong_is_told_in_one_run(write: Callable[..., Path]) -> None:
    """A person sees all mistakes of a file at once."""
    text = CARD.replace('"city"', '"town"').replace("[2021, 2025]", "[2025, 2021]") + BODY.replace(
        'at = "L2"', 'at = "L9"'
    )
    assert {m.id for m in complaints(write(text))} == {
        "content.unknown_value",
        "plan.bad_period",
        "content.unknown_reference",
    }


def test_an_absent_or_undecodable_file_is_told(tmp_path: Path) -> None:
    """A file that is not there or not UTF-8 gives a sentence that names it."""
    path = tmp_path / "demo.toml"
    assert [(m.id, m.values["file"]) for m in complaints(path)] == [("file.absent", str(path))]
    path.write_bytes(CARD.encode("gb18030"))
    assert [(m.id, m.values["file"]) for m in complaints(path)] == [("file.not_utf8", str(path))]


def test_a_byte_order_mark_does_no_harm(write: Callable[..., Path]) -> None:
    """A plan corrected in an editor that writes a byte order mark can still be read."""
    assert load_plan(write("\ufeff" + CARD + BODY)) == load_plan(write(CARD + BODY))


# --- writing -------------------------------------------------------------------------------------


@pytest.mark.parametrize("path", SHIPPED, ids=lambda path: path.stem)
def test_writing_a_shipped_plan_gives_its_file(path: Path) -> None:
    """Reading a shipped plan and writing it again gives the same bytes."""
    assert plan_toml(PLANS[path.stem]).encode() == path.read_bytes()


_TEXT = st.text(st.characters(exclude_categories=["Cs"]), max_size=12)
_SPAN = st.tuples(st.integers(1, 99), st.integers(0, 9)).map(lambda pair: (pair[0], sum(pair)))


@st.composite
def plans(draw: st.DrawFn) -> Plan:
    """Any plan whose sections begin in printed order."""
    count = draw(st.integers(0, 5))
    paragraphs = tuple(
        Paragraph(
            id=f"demo/L{number}" + draw(st.sampled_from(["", ".2"])),
            section=draw(st.sampled_from(["", "demo/a"])) if count else "",
            role=draw(st.sampled_from(ROLES)),
            lines=((number, number), *draw(st.lists(_SPAN, max_size=2))),
            text=draw(_TEXT),
        )
        for number in range(1, count + 1)
    )
    sections = (
        (
            Section("demo/a", "part", draw(_TEXT), draw(_TEXT), "a", "", paragraphs[0].id),
            Section("demo/b", "goal", draw(_TEXT), draw(_TEXT), "b", "demo/a", paragraphs[-1].id, 3),
        )
        if paragraphs
        else ()
    )
    tables = (Table("demo/a", (draw(_TEXT), "乙"), ((paragraphs[0].id, ""),)),) if paragraphs else ()
    card = Card(
        id="demo",
        title=draw(_TEXT),
        short=draw(_TEXT),
        level="city",
        kind="other",
        standing="secondary",
        place=draw(_TEXT),
        issuer=draw(_TEXT),
        period=(2021, 2025),
        horizon=draw(st.none() | st.just(2035)),
        adopted="",
        published="2021-07-30",
        note=draw(_TEXT),
        source=Source(draw(_TEXT), draw(_TEXT), draw(_TEXT)),
    )
    return Plan(card, sections, paragraphs, tables)


@given(plan=plans())
def test_a_plan_survives_writing_and_reading(tmp_path_factory: pytest.TempPathFactory, plan: Plan) -> None:
    """Whatever a document holds — quotes, controls, blanks — is read back as it was."""
    path = tmp_path_factory.getbasetemp() / "demo.toml"
    path.write_text(plan_toml(plan), encoding="utf-8", newline="\n")
    assert load_plan(path) == plan


# --- citing and going to a place -----------------------------------------------------------------


def test_a_citation_names_plan_place_line_and_words() -> None:
    """A citation reads as offices write it, with the source line to check it by."""
    plan = PLANS["hainan-14"]
    quote = "煤炭生产能力控制到1500万吨/年以下"
    start = plan.paragraphs_by_id["hainan-14/L1012"].text.index(quote)
    passage = Passage("hainan-14/L1012", start, start + len(quote), quote)
    assert cite(plan, passage) == (
        "《乌海市海南区国民经济和社会发展第十四个五年规划和二〇三五年远景目标纲要》"
        "第五篇第十四章第六节(hainan-14:L1012):“煤炭生产能力控制到1500万吨/年以下”"
    )


@pytest.mark.parametrize(
    ("plan", "line", "place"),
    [
        ("wuhai-2023-report", "L61", "三、(三)"),
        ("wuhai-2023-report", "L1", ""),
        ("hainan-14", "L522", "第二篇第六章"),
        ("wuhai-15", "L56", "(9)"),
    ],
)
def test_the_place_of_a_paragraph_is_named_as_printed(plan: str, line: str, place: str) -> None:
    """A place is told by the numbers that are printed, and by nothing before the first heading."""
    assert place in place_name(PLANS[plan], f"{plan}/{line}")


@pytest.mark.parametrize(
    ("plan", "typed", "at"),
    [
        ("hainan-14", "14.6", "hainan-14/L1010"),
        ("hainan-14", "１４．６", "hainan-14/L1010"),
        ("hainan-14", "L1012", "hainan-14/L1012"),
        ("hainan-14", "l1012", "hainan-14/L1012"),
        ("wuhai-15", "(12)", "wuhai-15/L66"),
        ("wuhai-15", "（12）", "wuhai-15/L66"),
        ("wuhai-2023-report", "三(三)", "wuhai-2023-report/L59"),
        ("wuhai-2023-report", "三（七）", "wuhai-2023-report/L73.2"),
        ("hainan-14", "99.9", None),
        ("hainan-14", "", None),
        ("hainan-14", " ", None),
    ],
)
def test_a_typed_path_leads_to_its_place(plan: str, typed: str, at: str | None) -> None:
    """Paths are understood as people type them, in both widths; what is not there is not guessed."""
    assert find_path(PLANS[plan], typed) == (at and (at, 0))


@pytest.mark.parametrize("plan", PLANS.values(), ids=PLANS)
def test_every_section_can_be_reached_by_its_path(plan: Plan) -> None:
    """The path shown for a section leads to that section, also when the brackets are full width."""
    for section in plan.sections:
        wide = section.path.replace("(", "（").replace(")", "）")
        assert find_path(plan, section.path) == find_path(plan, wide) == (section.at, section.offset)


# --- finding a passage again ---------------------------------------------------------------------


def plan_of(*texts: str) -> Plan:
    """A plan of these paragraphs."""
    card = PLANS["hainan-14"].card
    return Plan(
        replace(card, id="demo"),
        (),
        tuple(
            Paragraph(f"demo/L{number}", "", "body", ((number, number),), text)
            for number, text in enumerate(texts, 1)
        ),
    )


def passage(plan: Plan, line: int, quote: str) -> Passage:
    """The first place of words in a paragraph."""
    paragraph = plan.paragraphs_by_id[f"demo/L{line}"]
    start = paragraph.text.index(quote)
    return Passage(paragraph.id, start, start + len(quote), quote)


def test_an_unchanged_passage_is_found_exactly() -> None:
    """What did not change stands where it stood."""
    plan = plan_of("甲。", "到2025年,参保率达到81%以上。")
    anchor = passage(plan, 2, "参保率达到81%以上")
    assert find_passage(plan, anchor).state == "exact"
    assert find_passage(plan, anchor).passage == anchor


@pytest.mark.parametrize(
    "changed",
    [
        ("甲。", "按计划,到2025年,参保率达到81%以上。"),
        ("到2025年,参保率达到81%以上。", "甲。"),
        ("甲。", "新的一段。", "到2025年，参保率 达到８１％以上。"),
    ],
)
def test_words_that_moved_are_found_where_they_stand_now(changed: tuple[str, ...]) -> None:
    """Words that moved, or are printed in another width, are found and cited as they now stand."""
    anchor = passage(plan_of("甲。", "到2025年,参保率达到81%以上。"), 2, "参保率达到81%以上")
    plan = plan_of(*changed)
    found = find_passage(plan, anchor)
    assert found.state == "moved"
    assert plan.paragraphs_by_id[found.passage.paragraph].text[found.passage.start : found.passage.end] == (
        found.passage.quote
    )


@pytest.mark.parametrize("changed", [(), ("甲。", "稳步提高。"), ("参保率达到81%以上,参保率达到81%以上",)])
def test_words_that_are_gone_or_ambiguous_are_lost(changed: tuple[str, ...]) -> None:
    """A passage that is gone, or could be either of two, is lost and keeps what was marked."""
    anchor = passage(plan_of("甲。", "到2025年,参保率达到81%以上。"), 2, "参保率达到81%以上")
    found = find_passage(plan_of(*changed), anchor)
    assert (found.state, found.passage) == ("lost", anchor)


def test_a_passage_of_an_absent_plan_is_lost() -> None:
    """A flag on a plan that is not on the shelf is shown as lost, not dropped."""
    anchor = Passage("gone/L1", 0, 1, "甲")
    assert find_passage(None, anchor).state == "lost"


@given(old=st.integers(1, 3000), new=st.integers(1, 30000), shift=st.sampled_from(["", "到期末,"]))
@example(old=81, new=811, shift="")
@example(old=5, new=15, shift="")
@pytest.mark.parametrize("form", ["增长{}%以上", "增长{}", "{}万吨", "{}"])
def test_a_changed_figure_is_never_taken_for_the_same(form: str, old: int, new: int, shift: str) -> None:
    """A flag on a figure is never shown on another figure, also where one holds the digits of the other."""
    anchor = passage(plan_of(f"产能增长{old}%以上,{old}万吨。"), 1, form.format(old))
    plan = plan_of(f"{shift}产能增长{new}%以上,{new}万吨。")
    assert not find_passage(plan, anchor).is_same or old == new


def test_a_changed_figure_is_found_and_told() -> None:
    """Where only the figure changed, the passage is found with its new one; its old place counts first."""
    anchor = passage(plan_of("甲。", "到2025年,参保率达到81%以上。"), 2, "参保率达到81%以上")
    plan = plan_of("甲。参保率达到75%以上。", "到2025年,参保率达到85%以上。")
    found = find_passage(plan, anchor)
    assert (found.state, found.passage.paragraph, found.passage.quote) == (
        "number_changed",
        "demo/L2",
        "参保率达到85%以上",
    )


def test_a_rewritten_clause_is_found_and_told() -> None:
    """Where the words were edited, the clause that is most like them is found; other words are lost."""
    anchor = passage(plan_of("推进煤炭清洁高效利用,建设园区。"), 1, "推进煤炭清洁高效利用")
    found = find_passage(plan_of("加快推进煤炭清洁利用,建设园区。"), anchor)
    assert (found.state, found.passage.quote) == ("changed", "加快推进煤炭清洁利用")
    assert find_passage(plan_of("发展葡萄产业,建设园区。"), anchor).state == "lost"


# --- coverage ------------------------------------------------------------------------------------

LINES = ["第一章 总则", "", "\u3000甲,乙。 (一)丙", "丁戊", "己。", "上一篇"]


def covering() -> Plan:
    """A plan that holds all of LINES."""
    paragraphs = (
        Paragraph("demo/L1", "", "heading", ((1, 1),), "第一章\u00a0总则"),
        Paragraph("demo/L3", "", "body", ((3, 3),), "甲,乙。"),
        Paragraph("demo/L3.2", "", "heading", ((3, 3),), "(一)丙"),
        Paragraph("demo/L4", "", "body", ((4, 5),), "丁戊己。"),
        Paragraph("demo/L6", "", "furniture", ((6, 6),), "上一篇"),
    )
    return replace(plan_of(), paragraphs=paragraphs)


def test_a_complete_plan_accounts_for_every_character() -> None:
    """All printed characters are accounted for, and furniture is listed as such."""
    proof = coverage(covering(), LINES)
    assert (proof.total, proof.accounted, proof.share, proof.complete) == (20, 20, 1.0, True)
    assert [paragraph.id for paragraph in proof.furniture] == ["demo/L6"]


@pytest.mark.parametrize(("left_out", "line"), [(0, 1), (1, 3), (2, 3), (3, 4), (4, 6)])
def test_a_paragraph_left_out_is_noticed(left_out: int, line: int) -> None:
    """The line of a paragraph that is missing is named."""
    plan = covering()
    paragraphs = tuple(p for index, p in enumerate(plan.paragraphs) if index != left_out)
    proof = coverage(replace(plan, paragraphs=paragraphs), LINES)
    assert not proof.complete
    assert proof.share < 1
    assert line in proof.unaccounted


@pytest.mark.parametrize("index", range(5))
@pytest.mark.parametrize(
    "change", [lambda t: t + "外", lambda t: t[:-1] + "外", lambda t: "外" + t, lambda t: t[1:]]
)
def test_a_single_wrong_character_is_noticed(index: int, change: Callable[[str], str]) -> None:
    """A character too many, too few or another one in any paragraph breaks the proof."""
    plan = covering()
    paragraphs = list(plan.paragraphs)
    paragraphs[index] = replace(paragraphs[index], text=change(paragraphs[index].text))
    proof = coverage(replace(plan, paragraphs=tuple(paragraphs)), LINES)
    assert not proof.complete
    assert proof.unaccounted


def test_a_paragraph_that_stands_twice_is_noticed() -> None:
    """A character is accounted for once; a second paragraph on the same words is foreign."""
    plan = covering()
    twice = replace(plan.paragraphs[0], id="demo/L1.2")
    proof = coverage(replace(plan, paragraphs=(*plan.paragraphs, twice)), LINES)
    assert proof.foreign == ("demo/L1.2",)
    assert not proof.complete


def test_nothing_is_fully_covered() -> None:
    """An empty source has nothing that could be missing."""
    proof = coverage(plan_of(), [])
    assert (proof.share, proof.complete) == (1.0, True)
