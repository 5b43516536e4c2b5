"""Reported values: which target is meant, and what files and forms may hold."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from openpyxl import Workbook

from tests.unit.targets_at_hand import ALL, CONTENT, TARGETS
from tui.locale import LANGUAGES, Locale
from tui.messages import Message, Problem
from tui.plans.loading import load_card
from tui.targets.loading import load_targets
from tui.targets.model import Evidence, Observation
from tui.targets.observations import Entry, changes, find_target, load_reports, make_report, parse_number

CARDS = {path.stem: load_card(path) for path in (CONTENT / "plans").glob("*.toml")}
EVERY = [target for plan in CARDS for target in load_targets(CONTENT / "targets" / f"{plan}.toml")]


@pytest.fixture
def write(tmp_path: Path) -> Callable[..., Path]:
    """Write a file and name it."""

    def write_file(text: str, name: str = "x.toml") -> Path:
        path = tmp_path / name
        path.write_text(text, encoding="utf-8")
        return path

    return write_file


def messages_of(call: Callable[[], object]) -> tuple[Message, ...]:
    """What a call complains about."""
    with pytest.raises(Problem) as caught:
        call()
    return caught.value.messages


@pytest.mark.parametrize(
    ("named", "found"),
    [
        ("hainan-14-11", "hainan-14-11"),
        ("forest_cover", "hainan-14-11"),
        ("森林覆盖率(%)", "hainan-14-11"),
        ("森林覆盖率（％）", "hainan-14-11"),
        ("森林 覆盖率", "hainan-14-11"),
        ("覆盖率", None),
        ("", None),
    ],
)
def test_an_indicator_is_found_by_id_or_printed_name(named: str, found: str | None) -> None:
    """A person may write the id, the indicator or the printed name with or without its unit, in any width."""
    if found:
        assert find_target(TARGETS, named).id == found
    else:
        (message,) = messages_of(lambda: find_target(TARGETS, named))
        assert message.id == "observations.unknown"


def test_a_printed_name_that_two_targets_share_is_not_guessed() -> None:
    """A name that is not unique in the plan names no target."""
    twin = replace(TARGETS[10], id="other", indicator="other")
    (message,) = messages_of(lambda: find_target([TARGETS[10], twin], "森林覆盖率"))
    assert message.id == "observations.ambiguous"
    assert message.values["ids"] == ["hainan-14-11", "other"]


# --- values from CSV -----------------------------------------------------------------------------

HEAD = "indicator,year,value,unit,source,note\n"


def test_a_sound_file_is_taken_whole(write: Callable[..., Path]) -> None:
    """Names, full-width digits, a per cent sign, missing units and quoted commas are understood."""
    path = write(
        "\ufeff" + HEAD + 'hainan-14-11,2023,8.3,%,"林草局,公报",\n'
        "森林覆盖率,２０２２,８．２５％,,公报,初步\n"
        "grain_capacity,2023, 0.53 ,亿斤,统计局\n",
        "values.csv",
    )
    assert load_reports(path, TARGETS) == (
        Observation("hainan-14-11", 2023, 8.3, "%", "林草局,公报", "", "file"),
        Observation("hainan-14-11", 2022, 8.25, "%", "公报", "初步", "file"),
        Observation("hainan-14-12", 2023, 0.53, "亿斤", "统计局", "", "file"),
    )


def test_all_bad_rows_are_listed_and_nothing_is_taken(write: Callable[..., Path]) -> None:
    """Every row that cannot be used is told with its line in one run, and no sound row slips in."""
    path = write(
        HEAD + "hainan-14-11,2023,8.3,%,公报,\n"  # 2, sound
        "不存在的指标,2023,1,%,公报,\n"  # 3
        "hainan-14-11,今年,8.3,%,公报,\n"  # 4
        "hainan-14-11,1023,8.3,%,公报,\n"  # 5
        "hainan-14-11,2022,很多,%,公报,\n"  # 6
        "hainan-14-11,2022,nan,%,公报,\n"  # 7
        "hainan-14-11,2022,8.3,亩,公报,\n"  # 8
        "hainan-14-11,2022,8.3,%,,\n"  # 9
        "hainan-14-11,2023,8.4,%,公报,\n"  # 10, twice
        "hainan-14-11\n",  # 11
        "values.csv",
    )
    found = messages_of(lambda: load_reports(path, TARGETS))
    wrong = [(message.values["problem"], message.values["line"]) for message in found]
    assert [(what.id.partition(".")[2], line) for what, line in wrong if isinstance(what, Message)] == [
        ("unknown", 3),
        ("year", 4),
        ("year", 5),
        ("value", 6),
        ("value", 7),
        ("unit", 8),
        ("source", 9),
        ("twice", 10),
        ("year", 11),
    ]
    for language in LANGUAGES:
        for message in found:
            sentence = Locale(language).render(message)
            assert "⟨" not in sentence
            assert str(path) in sentence
            assert str(message.values["line"]) in sentence


@pytest.mark.parametrize("year", ["2023¹", "²⁰²³", "二〇二三", "2023.0", "1023", "-2023", ""])
def test_an_odd_year_is_refused_with_a_sentence(year: str) -> None:
    """A year with a footnote sign, or one that is none, is refused, never an error."""
    found = messages_of(
        lambda: make_report(TARGETS[10], Entry(year=year, value="8.3", unit="%", source="公报"))
    )
    assert [message.id for message in found] == ["observations.year"]


def test_a_per_cent_sign_on_a_value_in_another_unit_is_refused() -> None:
    """A value typed as 5% is not taken as 5 of what is counted in 亿斤."""
    found = messages_of(lambda: make_report(TARGETS[11], Entry(year="2023", value="5%", source="公报")))
    assert len(found) == 1


@pytest.mark.parametrize("head", ["indicator;year\n", "indicator,year\n", "指标,年份\n"])
def test_missing_columns_are_named(write: Callable[..., Path], head: str) -> None:
    """A file without the columns says which are missing."""
    path = write(head, "values.csv")
    (message,) = messages_of(lambda: load_reports(path, TARGETS))
    assert message.id == "observations.columns"
    assert "source" in str(message.values["missing"])


@pytest.mark.parametrize(
    ("typed", "number"),
    [("5", 5.0), (" ５．２ ", 5.2), ("-0.4%", -0.4), ("8％", 8.0), ("", None), ("约5", None), ("inf", None)],
)
def test_numbers_are_read_as_people_type_them(typed: str, number: float | None) -> None:
    """Full-width digits and a per cent sign are understood; what is no finite number is refused."""
    assert parse_number(typed) == number


# --- other heads, other files, other words -----------------------------------------------------------


def rows_of(path: Path) -> list[tuple[str, int, float]]:
    """Target, year and value of each observation in a file."""
    reports = load_reports(path, ALL, CARDS)
    return [(r.target, r.year, r.value) for r in reports if isinstance(r, Observation)]


def test_chinese_heads_titles_above_and_other_separators(write: Callable[..., Path]) -> None:
    """What an office keeps: a title line, Chinese column names, tabs; width and blanks do not count."""
    text = "主要指标\t\t\t\t\n指标\t年份\t数 值\t单位\t数据来源\t备注\n森林覆盖率\t2023\t8.3\t%\t公报\t\n"
    assert rows_of(write(text, "values.csv")) == [("hainan-14-11", 2023, 8.3)]


def test_a_file_in_the_encoding_of_older_offices(tmp_path: Path) -> None:
    """GB 18030 is read as well as UTF-8 with or without its mark."""
    path = tmp_path / "values.csv"
    path.write_bytes("指标,年份,数值,单位,来源\n森林覆盖率,2023,8.3,%,公报\n".encode("gb18030"))
    assert rows_of(path) == [("hainan-14-11", 2023, 8.3)]


def test_a_workbook_is_read_like_a_text_file(tmp_path: Path) -> None:
    """Numbers of xlsx cells stay what they are, a year is no 2023.0, and the sheet is found by its head."""
    book = Workbook()
    book.active.title = "说明"  # type: ignore[union-attr]
    sheet = book.create_sheet("数据")
    sheet.append(["主要指标完成情况"])
    sheet.append(["指标", "年份", "数值", "单位", "来源"])
    sheet.append(["森林覆盖率(%)", 2023, 8.3, "%", "公报"])
    sheet.append([None, None, None, None, None])
    sheet.append(["粮食综合生产能力(亿斤)", 2022, 5500, "万斤", "统计局"])
    path = tmp_path / "values.xlsx"
    book.save(path)
    assert rows_of(path) == [("hainan-14-11", 2023, 8.3), ("hainan-14-12", 2022, 5500.0)]


@pytest.mark.parametrize(
    ("data", "message_id"),
    [
        (b"", "sheet.no_head"),
        (b"\x00\x01\x02\x03", "sheet.no_table"),
        (b"PK\x03\x04 no archive", "sheet.no_workbook"),
        ("甲,乙\n1,2\n".encode(), "sheet.no_head"),
        (b'indicator,year,value,unit,source\n"' + b"x" * 200_000, "sheet.broken"),
    ],
)
def test_a_file_that_is_no_table_is_told_in_one_sentence(
    tmp_path: Path, data: bytes, message_id: str
) -> None:
    """Nothing, a binary, a broken archive, another table: each its own sentence, none an error."""
    path = tmp_path / "values.csv"
    path.write_bytes(data)
    (message,) = messages_of(lambda: load_reports(path, ALL, CARDS))
    assert message.id == message_id
    for language in LANGUAGES:
        assert "⟨" not in Locale(language).render(message)


def test_a_name_of_several_places_is_not_guessed() -> None:
    """grp_growth stands in plans of the district and of the city; a plan or an id says which is meant."""
    (message,) = messages_of(lambda: find_target(EVERY, "grp_growth", CARDS))
    assert message.id == "observations.ambiguous"
    assert find_target(EVERY, "grp_growth", CARDS, "hainan-14").id == "hainan-14-01"
    assert find_target(EVERY, "wuhai-2023-plan-t001", CARDS).plan == "wuhai-2023-plan"


def test_a_name_of_several_sentences_of_one_plan_is_the_row_of_its_table() -> None:
    """The table and three sentences promise physicians; a value for one answers for all."""
    assert find_target(ALL, "physicians_per_1000", CARDS).id == "hainan-14-05"


@pytest.mark.parametrize(
    ("year", "taken"), [("2019", False), ("2020", True), ("2025", True), ("2026", False)]
)
def test_a_year_outside_the_period_is_refused(year: str, taken: bool) -> None:
    """From the base year to the target year; a value of another year belongs to another plan."""
    entry = Entry(year=year, value="8.3", source="公报")
    if taken:
        make_report(TARGETS[10], entry, first_year=2021)
    else:
        (message,) = messages_of(lambda: make_report(TARGETS[10], entry, first_year=2021))
        assert message.id == "observations.outside"


@pytest.mark.parametrize(
    ("unit", "message_id"), [("个百分点", "observations.points"), ("亩", "observations.unit"), ("％", "")]
)
def test_a_unit_of_another_quantity_is_refused(unit: str, message_id: str) -> None:
    """Points are no percentages, and the sentence says why."""
    entry = Entry(year="2023", value="8.3", unit=unit, source="公报")
    if message_id:
        assert [m.id for m in messages_of(lambda: make_report(TARGETS[10], entry))] == [message_id]
    else:
        make_report(TARGETS[10], entry)


def test_words_are_taken_as_evidence_where_no_figure_is_promised() -> None:
    """An event or a direction may be answered by words; a level may not."""
    words = Entry(year="2023", note="已通过验收", source="住建局")
    event = next(target for target in ALL if target.measure == "event")
    assert make_report(event, words) == Evidence(event.id, 2023, "已通过验收", "住建局")
    assert [m.id for m in messages_of(lambda: make_report(TARGETS[10], words))] == ["observations.value"]


def test_series_and_definition_are_kept() -> None:
    """What kind of value it is may be said in Chinese; a word that is none is refused."""
    entry = Entry(year="2025", value="80", source="市政府文件", series="目标值", definition="")
    found = make_report(TARGETS[8], entry)
    assert isinstance(found, Observation)
    assert found.series == "target"
    wrong = Entry(year="2025", value="80", source="x", series="预测")
    assert [m.id for m in messages_of(lambda: make_report(TARGETS[8], wrong))] == ["observations.series"]


def test_what_taking_a_file_would_do_is_told_before_it_is_done() -> None:
    """Each value is new, a correction of another one, or known already."""
    known = Observation("a", 2023, 1.0, "%", "公报", author="王", created="2026-01-01T00:00:00Z")
    reports: list[Observation | Evidence] = [
        Observation("a", 2023, 1.0, "%", "公报", origin="file"),
        Observation("a", 2023, 2.0, "%", "公报", origin="file"),
        Observation("a", 2022, 1.0, "%", "公报", origin="file"),
        Evidence("b", 2023, "获评", "通报"),
    ]
    found = changes(reports, [known], [Evidence("b", 2023, "获评", "通报", "王")])
    assert [(c.kind, c.before) for c in found] == [
        ("same", known),
        ("corrected", known),
        ("new", None),
        ("same", None),
    ]
