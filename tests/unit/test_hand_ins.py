"""The tables that are handed in: their bytes, their cells, and the way back from what an office filled in."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from openpyxl import load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from tui.locale import LANGUAGES, Locale
from tui.messages import Problem
from tui.report.document import Document, Heading, Paragraph, Row, Table, plain_table
from tui.report.files import build, rendered, warnings
from tui.report.names import HAND_INS
from tui.report.options import Options
from tui.report.reading import read_incoming
from tui.workspace import Workspace

ZH = Locale("zh")
DISTRICT = Options(plan="hainan-14")


def rows_of(data: bytes) -> list[dict[str, str]]:
    """The rows of a CSV file by the heads of its columns."""
    return list(csv.DictReader(io.StringIO(data.decode("utf-8-sig"))))


def sheet_of(data: bytes) -> Worksheet:
    """The first sheet of a workbook."""
    return load_workbook(io.BytesIO(data)).worksheets[0]


@pytest.fixture
def assessed(workspace: Workspace) -> Workspace:
    """A review with a value, a verdict of one's own and an explanation."""
    seen = {"year": 2023, "value": 8.25, "unit": "%", "source": "林草局年报"}
    workspace.act("observe", "target", "hainan-14-11", **seen)
    workspace.act("observe", "target", "hainan-14-12", **{**seen, "value": 5600, "unit": "万斤"})
    workspace.act("verdict", "target", "hainan-14-05", status="behind", reason="口径待核", computed="")
    workspace.act("explain", "target", "hainan-14-11", cause="来水偏少")
    return workspace


@pytest.fixture
def table(assessed: Workspace) -> bytes:
    """主要指标完成情况表 of the district as CSV."""
    return rendered(build("indicators", assessed, ZH, DISTRICT), "csv", ZH)


# --- what is written ---------------------------------------------------------------------------------


def test_the_table_of_indicators(table: bytes) -> None:
    """A row for each of the 13, with values by year in the target's own unit, and blanks for the office."""
    rows = rows_of(table)
    assert len(rows) == 13
    forest, grain, doctors = rows[10], rows[11], rows[4]
    assert forest["指标"] == "森林覆盖率(%)"
    assert (forest["2022"], forest["2023"]) == ("", "8.25")
    assert (forest["目标进度%"], forest["时间进度%"]) == ("25", "60")
    assert (forest["进展判断"], forest["趋势判断"]) == ("滞后", "完成难度较大")
    assert (forest["滞后原因"], forest["推进措施"], forest["数据来源"]) == ("来水偏少", "", "林草局年报")
    assert (grain["2023"], grain["进展判断"]) == ("0.56", "提前实现")
    assert doctors["进展判断"] == "滞后（改）"
    assert "口径待核" in doctors["依据"]
    assert forest["行标识（勿改）"] == "target:hainan-14-11"


def test_csv_opens_in_spreadsheets_and_holds_no_formula(assessed: Workspace) -> None:
    """UTF-8 with its mark, CRLF, and text that looks like a formula is marked as text."""
    assessed.act("explain", "target", "hainan-14-13", cause='=HYPERLINK("http://x")', measures="-1+2")
    data = rendered(build("indicators", assessed, ZH, DISTRICT), "csv", ZH)
    assert data.startswith(b"\xef\xbb\xbf")
    assert b"\r\n" in data
    energy = rows_of(data)[12]
    assert (energy["滞后原因"], energy["推进措施"]) == ('\'=HYPERLINK("http://x")', "'-1+2")


def test_a_workbook_has_figures_words_and_colours(assessed: Workspace) -> None:
    """Figures are figures, words stay words, and a status is coloured beside its word."""
    assessed.act("explain", "target", "hainan-14-13", cause="=1+1")
    sheet = sheet_of(rendered(build("indicators", assessed, ZH, DISTRICT), "xlsx", ZH))
    heads = [cell.value for cell in sheet[2]]
    forest = dict(zip(heads, sheet[13], strict=True))
    assert sheet["A1"].value == f"{assessed.cards['hainan-14'].title}（2021–2025）"
    assert forest["2023"].value == 8.25
    assert forest["进展判断"].value == "滞后"
    assert forest["进展判断"].fill.start_color.rgb == "00F4CCCC"
    energy = dict(zip(heads, sheet[15], strict=True))
    assert (energy["滞后原因"].value, energy["滞后原因"].data_type) == ("=1+1", "s")
    texts = [str(cell.value) for row in sheet.iter_rows(min_row=16) for cell in row if cell.value]
    assert any("不是官方标准" in text for text in texts)


@pytest.mark.parametrize("form", ["md", "csv", "xlsx"])
@pytest.mark.parametrize("language", LANGUAGES)
def test_every_format_is_the_same_each_time(assessed: Workspace, form: str, language: str) -> None:
    """Text formats give the same bytes, workbooks the same cells; no sentence or value is missing."""
    locale = Locale(language)
    first, second = (rendered(build("indicators", assessed, locale, DISTRICT), form, locale) for _ in "12")
    if form == "xlsx":
        cells = [[[cell.value for cell in row] for row in sheet_of(data)] for data in (first, second)]
        assert cells[0] == cells[1]
        assert "⟨" not in str(cells)
    else:
        assert first == second
        assert "⟨" not in first.decode()


def test_several_plans_are_sheets_of_one_workbook_and_no_csv(assessed: Workspace) -> None:
    """Without a plan every plan with targets has its table; a CSV holds one table only."""
    document = build("indicators", assessed, ZH)
    book = load_workbook(io.BytesIO(rendered(document, "xlsx", ZH)))
    assert len(book.worksheets) == len(document.tables) > 1
    assert len({sheet.title for sheet in book.worksheets}) == len(book.worksheets)
    with pytest.raises(Problem) as caught:
        rendered(document, "csv", ZH)
    assert caught.value.messages[0].id == "export.no_csv"


def test_as_of_an_earlier_year_later_values_are_left_out(assessed: Workspace) -> None:
    """The table of a year ago holds what was known then."""
    document = build("indicators", assessed, ZH, Options("hainan-14", as_of=2022))
    rows = rows_of(rendered(document, "csv", ZH))
    assert (rows[10]["2023"], rows[10]["进展判断"]) == ("", "暂不可判")


def test_an_office_arranges_the_columns(assessed: Workspace, tmp_path: Path) -> None:
    """Columns, their order and their heads come from a file that an office can lay over the shipped one."""
    folder = tmp_path / "office"
    folder.mkdir()
    text = '[indicators]\ncolumns = ["indicator", "status", "lead"]\nheads.zh = { lead = "牵头单位" }\n'
    (folder / "hand_ins.toml").write_text(text, encoding="utf-8")
    assessed.folders.append(folder)
    data = rendered(build("indicators", assessed, ZH, DISTRICT), "csv", ZH)
    assert list(rows_of(data)[0]) == ["指标", "进展判断", "牵头单位", "行标识（勿改）"]
    (folder / "hand_ins.toml").write_text('[indicators]\ncolumns = ["indicater"]\n', encoding="utf-8")
    with pytest.raises(Problem) as caught:
        build("indicators", assessed, ZH, DISTRICT)
    assert caught.value.messages[0].id == "layout.unknown_column"
    assert caught.value.messages[0].values["line"] == 2


def test_one_page_says_what_is_behind_and_what_cannot_be_judged(assessed: Workspace) -> None:
    """Counts by nature, what is behind with its arithmetic and explanation, the rest by reason."""
    text = rendered(build("assessment", assessed, ZH, DISTRICT), "md", ZH).decode()
    assert "| 约束性 |" in text
    assert "滞后或未完成 2 项" in text
    behind = text.index("森林覆盖率")
    assert text.index("医师数") > behind, "the binding one comes first"
    assert "滞后原因：来水偏少" in text
    assert "目标值由上级下达，本材料未载，待上级目标（3 项）" in text
    assert "不是官方标准" in text


def test_a_binding_target_that_is_behind_is_a_warning_and_no_wall(assessed: Workspace) -> None:
    """What is still to be explained is told before the hand-in is written; it is written all the same."""
    told = warnings("indicators", assessed, ZH, DISTRICT)
    assert len(told) == 1
    assert "森林覆盖率" in told[0]
    assert "推进措施、责任单位" in told[0]
    assessed.act("explain", "target", "hainan-14-11", measures="补植", body="林草局")
    assert warnings("indicators", assessed, ZH, DISTRICT) == []


@pytest.mark.parametrize("hand_in", HAND_INS)
@pytest.mark.parametrize("language", LANGUAGES)
def test_every_hand_in_of_an_empty_review(workspace: Workspace, hand_in: str, language: str) -> None:
    """Nothing was done yet: every hand-in is still one, in every format it has, without a gap."""
    locale = Locale(language)
    some = replace(DISTRICT, matches=workspace.matches()[::50])
    document = build(hand_in, workspace, locale, some)
    for form in HAND_INS[hand_in]:
        data = rendered(document, form, locale)
        assert data
        if form not in ("xlsx", "docx"):
            assert "⟨" not in data.decode()


def test_a_document_without_a_table_is_no_workbook() -> None:
    """What cannot be a table is told so."""
    words = Document((Heading(1, "题"), Paragraph("文")))
    for form in ("xlsx", "csv"):
        with pytest.raises(Problem):
            rendered(words, form, ZH)


def test_hostile_text_in_a_workbook(workspace: Workspace) -> None:
    """Control characters become visible signs, a long or odd title still names a sheet."""
    title = "[/]:*?\\" + "长" * 60
    document = Document((Heading(1, title), plain_table(["a\x1b[31m"], [["\x00b"]]), Paragraph("c\u202e")))
    book = load_workbook(io.BytesIO(rendered(document, "xlsx", ZH)))
    values = [cell.value for row in book.worksheets[0] for cell in row if cell.value]
    assert values == [title, "a␛[31m", "␀b", "c\ufffd"]


def test_a_text_that_no_cell_can_hold_says_what_is_left_out() -> None:
    """Spreadsheets hold 32,767 characters in a cell; nothing is cut off in silence."""
    document = Document((Heading(1, "长"), plain_table(["意见"], [["长" * 100_000]])))
    cell = sheet_of(rendered(document, "xlsx", ZH)).cell(3, 1).value
    assert len(str(cell)) <= 32_767
    kept, _, left = str(cell).partition("… (+")
    assert len(kept) + int(left.removesuffix(")")) == 100_000


# --- what became of commitments ----------------------------------------------------------------------


@pytest.fixture
def compared(workspace: Workspace) -> Workspace:
    """A review in which matches of the district were accepted, rejected, corrected and flagged."""
    linked = [m for m in workspace.matches() if m.theme == "T05" and m.old_plans == ("hainan-14",) and m.new]
    first, second, third = [m for m in linked if m.change != "redirected"][:3]
    workspace.act("judge", "match", first.id, decision="accepted")
    workspace.act("judge", "match", second.id, decision="rejected", reason="不是一回事")
    workspace.act("judge", "match", third.id, change="redirected", reason="工具已换")
    workspace.act("flag", "match", third.id, kind="question", severity="high", note="请核")
    return workspace


def test_the_table_of_commitments(compared: Workspace) -> None:
    """Every match is a row: both sides with place, level and kind, what changed, and who said what of it."""
    rows = rows_of(rendered(build("comparison", compared, ZH), "csv", ZH))
    assert len(rows) == len(compared.matches())
    by_id = {row["行标识（勿改）"]: row for row in rows}
    for match in compared.matches()[::40]:
        row = by_id[f"match:{match.id}"]
        assert row["原规划"] == "\n".join(quote.text for quote in match.old)
        assert row["新规划"] == "\n".join(quote.text for quote in match.new)
        assert all(quote.paragraph.partition("/")[2] in row["原规划出处"] for quote in match.old)
        assert row["变化类型"] == ZH.say(f"change.{match.change}")
        assert row["可比性"].startswith(compared.comparability(match).grade)
        assert row["依据说明"] == match.rationale
        assert ("已在" in row["检索情况"]) == (match.searched is not None)
    said = [row["审核意见（人、时间、理由）"] for row in rows if row["审核意见（人、时间、理由）"]]
    assert len(said) == 3
    assert any("认可；王审" in text for text in said)
    assert any("否决" in text and "不是一回事" in text for text in said)
    corrected = next(row for row in rows if "工具已换" in row["审核意见（人、时间、理由）"])
    assert corrected["变化类型"] == "转向"
    assert "请核" in corrected["标记"]


def test_the_table_holds_what_was_chosen_in_its_order(compared: Workspace) -> None:
    """Rows that a view shows are the rows of the table."""
    some = tuple(m for m in compared.matches() if m.change == "narrowed")[::-1]
    rows = rows_of(rendered(build("comparison", compared, ZH, Options(matches=some)), "csv", ZH))
    assert [row["行标识（勿改）"] for row in rows] == [f"match:{match.id}" for match in some]
    assert [row["序号"] for row in rows] == [str(n) for n in range(1, len(some) + 1)]


def test_every_point_of_the_proposals_stands_beside_outlines(compared: Workspace) -> None:
    """Each commitment of the proposals has its places in outlines; one of another period fulfils nothing."""
    rows = rows_of(rendered(build("proposals", compared, ZH), "csv", ZH))
    assert {row["落实情况（初判）"] for row in rows} == {"纲要属另一个五年，不判", "待纲要"}
    for row in rows:
        assert row["建议表述"]
        assert bool(row["纲要表述"]) == (row["落实情况（初判）"] == "纲要属另一个五年，不判")
        assert not row["纲要章节"] or "海南区" in row["纲要章节"]
    points = {row["建议点号"] for row in rows}
    assert sum(f"({n})" in "".join(points) for n in range(4, 37)) == 33
    rejected = next(m for m, j in compared.state.judgements.items() if j.decision == "rejected")
    assert f"match:{rejected}" not in {row["行标识（勿改）"] for row in rows}


def test_coordination_puts_the_lower_plan_first(compared: Workspace) -> None:
    """The district stands beside the city; a delegated value waits for the city, a level is no fault."""
    rows = rows_of(rendered(build("coordination", compared, ZH), "csv", ZH))
    assert all("海南区" in row["本规划出处"] for row in rows if row["本规划条款"])
    assert all("乌海市" in row["上位或相关规划出处"] for row in rows if row["上位或相关规划条款"])
    verdicts = {row["判断（初判）"] for row in rows}
    assert {"已承接", "部分承接", "表述过时", "未体现", "待上位明确", "本级专属事项"} <= verdicts
    new = next(row for row in rows if row["判断（初判）"] == "未体现")
    assert new["本规划条款"] == ""
    assert {row["处理建议"] for row in rows} == {""}


def test_the_survey_as_a_table(workspace: Workspace) -> None:
    """Themes by plan with a sum, chapters, and missing documents, as one workbook of several sheets."""
    document = build("coverage", workspace, ZH)
    themes, order, places, missing = document.tables
    assert len(themes.rows) == 15
    for column in range(1, len(themes.columns)):
        numbers = [row.cells[column] for row in themes.rows]
        assert all(isinstance(number, int) for number in numbers)
        assert sum(n for n in numbers[:-1] if isinstance(n, int)) == numbers[-1]
    assert len(order.rows) == 11
    assert len(places.rows) == 14
    assert any("统计公报" in str(row.cells[0]) for row in missing.rows)
    book = load_workbook(io.BytesIO(rendered(document, "xlsx", ZH)))
    assert len(book.worksheets) == 4


# --- the way back ------------------------------------------------------------------------------------


@pytest.fixture
def filled(table: bytes, tmp_path: Path) -> Callable[..., Path]:
    """The exported table with some cells filled in, by indicator number and head."""

    def fill(*cells: tuple[int, str, str]) -> Path:
        rows = rows_of(table)
        for number, head, text in cells:
            rows[number - 1][head] = text
        out = io.StringIO()
        writer = csv.DictWriter(out, rows[0])
        writer.writeheader()
        writer.writerows(rows)
        path = tmp_path / "filled.csv"
        path.write_bytes(out.getvalue().encode("gb18030"))
        return path

    return fill


def test_a_table_that_nobody_filled_in_brings_nothing(
    assessed: Workspace, filled: Callable[..., Path]
) -> None:
    """What was exported comes back as nothing new."""
    assert read_incoming(filled(), assessed) == ()


def test_what_the_office_filled_in_is_taken_back(assessed: Workspace, filled: Callable[..., Path]) -> None:
    """Values by year, lead, measures and body return by row id; one undo takes all of it away again."""
    path = filled(
        (11, "推进措施", "补植"),
        (11, "牵头部门", "林草局"),
        (6, "2022", "77.5"),
        (6, "数据来源", "人社局"),
        (12, "2023", "0.57"),
    )
    found = read_incoming(path, assessed)
    assert [(i.act.kind, i.act.subject_id) for i in found] == [
        ("observe", "hainan-14-06"),
        ("explain", "hainan-14-11"),
        ("observe", "hainan-14-12"),
    ]
    assessed.take(path.name, [i.act for i in found])
    by_id = {a.target.id: a for a in assessed.assessments("hainan-14")}
    assert by_id["hainan-14-11"].explanation.measures == "补植"
    assert by_id["hainan-14-11"].explanation.cause == "来水偏少"
    assert by_id["hainan-14-06"].status == "on_track"
    assert by_id["hainan-14-12"].observation is not None
    assert by_id["hainan-14-12"].observation.value == 0.57
    assert read_incoming(path, assessed) == ()
    assessed.undo()
    assert {a.target.id: a for a in assessed.assessments("hainan-14")}["hainan-14-06"].observation is None
    assessed.redo()
    assert read_incoming(path, assessed) == ()


def test_a_filled_in_workbook_comes_back_too(assessed: Workspace, tmp_path: Path) -> None:
    """The same from xlsx, with its title row, in the other language's heads."""
    english = Locale("en")
    book = load_workbook(
        io.BytesIO(rendered(build("indicators", assessed, english, DISTRICT), "xlsx", english))
    )
    sheet = book.worksheets[0]
    heads = [cell.value for cell in sheet[2]]
    sheet.cell(13, heads.index("Measures") + 1).value = "补植"
    path = tmp_path / "filled.xlsx"
    book.save(path)
    (incoming,) = read_incoming(path, assessed)
    assert (incoming.act.subject_id, incoming.act.payload) == ("hainan-14-11", {"measures": "补植"})


def test_every_wrong_row_is_told_and_nothing_is_taken(
    assessed: Workspace, filled: Callable[..., Path]
) -> None:
    """Words for a figure, a value without its source, an id that was changed: all in one run, by line."""
    path = filled(
        (5, "2023", "很多"),
        (5, "数据来源", "卫健委"),
        (6, "2022", "77"),
        (7, "行标识（勿改）", "target:hainan-14-99"),
        (8, "行标识（勿改）", "wish:1"),
        (11, "推进措施", "补植"),
    )
    with pytest.raises(Problem) as caught:
        read_incoming(path, assessed)
    found = [(m.values["line"], m.values["problem"].id) for m in caught.value.messages]  # type: ignore[attr-defined]
    assert found == [
        (6, "observations.value"),
        # The row above has a cell of two lines.
        (8, "observations.source"),
        (9, "incoming.unknown_row"),
        (10, "incoming.unknown_row"),
    ]


def test_reported_values_are_taken_from_a_plain_table(workspace: Workspace, tmp_path: Path) -> None:
    """A table without row ids is one of reported values; what is known already is not taken again."""
    path = tmp_path / "values.csv"
    path.write_text(
        "指标,年份,数值,单位,来源\nhainan-14-11,2023,8.25,%,年报\nhainan-14-12,2023,5600,万斤,年报\n",
        encoding="utf-8",
    )
    found = read_incoming(path, workspace)
    workspace.take(path.name, [i.act for i in found])
    assert len(workspace.state.observations) == 2
    assert read_incoming(path, workspace) == ()
    path.write_text("指标,年份,数值,单位,来源\nhainan-14-11,2023,8.26,%,年报\n", encoding="utf-8")
    (incoming,) = read_incoming(path, workspace)
    assert incoming.told.id == "incoming.corrected"
    assert incoming.told.values["before"] == "8.25"


def test_rows_and_tables_keep_what_they_are_made_of() -> None:
    """A plain table is rows without ids or tones."""
    assert plain_table(["a"], [["x"]]) == Table(("a",), (Row(("x",)),))
