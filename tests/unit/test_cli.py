"""The command line as scripts rely on it: exit codes, JSON fields, and who speaks on which stream."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
import unicodedata
from collections.abc import Sequence
from pathlib import Path
from typing import Any
from unicodedata import east_asian_width

import pytest
import tomli

from tests.conftest import ROOT, Answer, Call
from tui import __version__, places
from tui.cli.arguments import COMMAND_NAMES
from tui.cli.doctor import AMBIGUOUS
from tui.config import load_config
from tui.locale import LANGUAGES
from tui.plans.model import KINDS, LEVELS, ROLES, STANDINGS
from tui.review.events import Author
from tui.review.store import ReviewStore
from tui.targets.model import STATUSES, TRENDS
from tui.workspace import open_workspace

PLANS = ("hainan-14", "wuhai-2023-plan", "wuhai-2023-report", "wuhai-2023-digest", "wuhai-15")
SOURCES = ROOT / "content" / "sources"
HAN = re.compile(r"[\u3400-\u9fff]")


def _python(*words: str, **options: Any) -> subprocess.CompletedProcess[str]:
    """A new Python in the checkout."""
    return subprocess.run(
        [sys.executable, *words], cwd=ROOT, capture_output=True, encoding="utf-8", check=False, **options
    )


# --- the contract table ----------------------------------------------------------------------------

CONTRACT: dict[str, tuple[Sequence[str], str]] = {
    "plans": ((), "id title level kind standing period"),
    "outline": (("hainan-14",), "id parent kind number path title"),
    "text": (("wuhai-2023-plan",), "id section role lines text"),
    "targets": (
        ("hainan-14",),
        "id plan level indicator name table_row unit nature comparator measure value value_high base"
        " base_year target_year paragraph quote status reason trend remarks method",
    ),
    "facts": (("hainan-14",), "id plan indicator name value unit year paragraph quote"),
    "projects": (("hainan-14",), "id box group name section paragraph stage"),
    "compare": (
        ("hainan-14", "wuhai-15"),
        "id theme old new change quantity comparability label rationale certainty origin decision",
    ),
    "search": (("煤炭",), "query total hits"),
    "validate": ((), "ok errors coverage"),
    "flags": (
        (),
        "id subject_kind subject_id kind severity state reply plan paragraph quote note author created"
        " anchor_state",
    ),
    "reviews": ((), "file name events last"),
    "keys": ((), "id keys help scope"),
    "locate": ((), "content config review"),
}
ANSWERING = [name for name in CONTRACT if name in COMMAND_NAMES]


def test_the_commands_of_the_contract_exist() -> None:
    """Every command that the first slice promises can be called."""
    promised = {"ingest", "export"} | CONTRACT.keys() - {"facts", "projects"}
    assert promised <= set(COMMAND_NAMES)


def _flagged(call: Call) -> Answer:
    """One flag in the default review."""
    return call("flags", "add", "hainan-14/L1012", "--author", "王审", "--note", "口径", "--json")


@pytest.mark.parametrize("name", ANSWERING)
def test_json_has_the_fields_of_the_contract(call: Call, name: str) -> None:
    """Each command answers with `--json` on stdout alone, with the agreed fields, and exit code 0."""
    words, fields = CONTRACT[name]
    assert _flagged(call).code == 0
    answer = call(name, *words, "--json")
    assert (answer.code, answer.err) == (0, "")
    rows = answer.data if isinstance(answer.data, list) else [answer.data]
    assert rows or name == "facts", "an empty answer would prove nothing"
    for row in rows:
        assert set(fields.split(" ")) <= row.keys()


@pytest.mark.parametrize("name", ANSWERING)
def test_without_json_there_are_lines_for_people(call: Call, name: str) -> None:
    """Without `--json` the same question is answered in lines on stdout, and stderr stays silent."""
    words, _ = CONTRACT[name]
    _flagged(call)
    answer = call(name, *words)
    assert (answer.code, answer.err) == (0, "")
    assert answer.out.strip() or name == "facts"
    assert "⟨" not in answer.out


def test_plans_is_the_shelf(call: Call) -> None:
    """The five documents stand on the shelf by period, with known levels, kinds and standings."""
    rows = call("plans", "--json").data
    assert [row["id"] for row in rows if row["id"] in PLANS] == list(PLANS)
    for row in rows:
        assert row["level"] in LEVELS
        assert row["kind"] in KINDS
        assert row["standing"] in STANDINGS
        assert re.fullmatch(r"\d{4}(–\d{4})?", row["period"])


@pytest.mark.parametrize("plan", PLANS)
def test_the_outline_is_a_tree(call: Call, plan: str) -> None:
    """Every parent in an outline comes before its children, and ids and paths are unique."""
    rows = call("outline", plan, "--json").data
    seen: set[str] = set()
    for row in rows:
        assert row["parent"] is None or row["parent"] in seen
        assert row["id"] not in seen
        assert row["id"] == f"{plan}/{row['path']}"
        seen.add(row["id"])
    assert len({row["path"] for row in rows}) == len(rows)


@pytest.mark.parametrize("plan", PLANS)
def test_the_text_is_whole_and_in_order(call: Call, plan: str) -> None:
    """The paragraphs of a plan stand in the order of their source lines, in sections that the outline has."""
    sections = {row["id"] for row in call("outline", plan, "--json").data}
    rows = call("text", plan, "--json").data
    assert {row["section"] for row in rows} <= sections | {None}
    assert {row["role"] for row in rows} <= set(ROLES)
    assert len({row["id"] for row in rows}) == len(rows)
    lines = call("text", plan).out
    assert "".join(lines.split()) == "".join("".join(row["text"].split()) for row in rows)


def test_targets_are_judged_with_what_is_reported(call: Call, tmp_path: Path) -> None:
    """The table's 13 rows, none judged without values; a reported value decides, `--as-of` looks back."""
    plain = call("targets", "hainan-14", "--json").data
    assert [row["table_row"] for row in plain if row["table_row"]] == list(range(1, 14))
    assert {row["status"] for row in plain} <= {"undetermined", "not_assessed"}
    assert all(row["reason"] for row in plain)
    values = tmp_path / "values.csv"
    values.write_text(
        "indicator,year,value,unit,source,note\n"
        "hainan-14-05,2022,2.0,人,公报,\n每千人口拥有执业（助理）医师数(人),2023,2.6,,公报,\n",
        encoding="utf-8",
    )

    def doctors(*options: str) -> dict[str, Any]:
        rows = call("targets", "--observations", values, *options, "--json").data
        return next(row for row in rows if row["id"] == "hainan-14-05")

    assert doctors()["status"] == "ahead"
    assert doctors()["reason"] is None
    assert doctors()["observation"]["year"] == 2023
    assert doctors("--as-of", "2022")["status"] == "behind"
    assert doctors("--as-of", "2021")["reason"] == "no_observation"
    for row in call("targets", "--examples", "--json").data:
        assert row["status"] in STATUSES
        assert row["trend"] in TRENDS
        assert row["observation"] is None or row["observation"]["origin"] == "example"


def test_compare_shows_both_sides_with_their_places(call: Call) -> None:
    """Every quote of a match stands word for word in the paragraph that it names, on the side of its plan."""
    olds = ",".join(PLANS[:3])
    rows = call("compare", olds, "wuhai-15", "--json").data
    assert len(rows) >= 40
    assert {row["theme"] for row in rows} == {f"T{number:02}" for number in range(1, 15)}
    paragraphs = {row["id"]: row for plan in PLANS for row in call("text", plan, "--json").data}
    for row in rows:
        assert row["comparability"] in "ABCD"
        assert row["label"].strip()
        for quote in (*row["old"], *row["new"]):
            assert {"plan", "section", "paragraph", "quote"} <= quote.keys()
            assert quote["quote"] in paragraphs[quote["paragraph"]]["text"]
            assert quote["section"] == paragraphs[quote["paragraph"]]["section"]
        assert {quote["plan"] for quote in row["new"]} <= {"wuhai-15"}
        assert len({quote["plan"] for quote in row["old"]}) <= 1
        assert row["old"] or row["new"]
    some = call("compare", olds, "wuhai-15", "--theme", "T01", "--change", "new", "--json").data
    assert some == [row for row in rows if (row["theme"], row["change"]) == ("T01", "new")]
    one = call("compare", "wuhai-2023-plan", "wuhai-15", "--json").data
    assert {quote["plan"] for row in one for quote in row["old"]} == {"wuhai-2023-plan"}


def test_compare_proposes_without_the_curated_file(call: Call) -> None:
    """`--suggest` compares any two plans by itself: verbatim, with likelihood, and figures where allowed."""
    rows = call("compare", "wuhai-2023-plan", "wuhai-2023-report", "--suggest", "--json").data
    assert len(rows) > 200
    texts = {row["id"]: row["text"] for plan in PLANS[1:3] for row in call("text", plan, "--json").data}
    for row in rows:
        assert (row["origin"], row["comparability"], row["rationale"]) == ("suggested", "A", "")
        assert 0.4 <= row["likelihood"] <= 1
        assert all(quote["quote"] in texts[quote["paragraph"]] for quote in (*row["old"], *row["new"]))
        assert {quote["anchor_state"] for quote in (*row["old"], *row["new"])} == {"exact"}
    figures = [figure for row in rows for figure in row["figures"]]
    assert len(figures) > 30
    assert {figure["direction"] for figure in figures if "生产总值增长" in figure["subject"]} == {"same"}
    some = call("compare", *PLANS[1:3], "--suggest", "--change", "elaborated", "--json").data
    assert some == [row for row in rows if row["change"] == "elaborated"]


def test_compare_of_unrelated_plans_and_of_none(call: Call, tmp_path: Path) -> None:
    """Two plans without anything in common give no matches and say so; the same plan twice is refused."""
    source = tmp_path / "菜单.txt"
    source.write_text("菜单\n\n一、今日\n\n　　红烧鲤鱼，凉拌黄瓜，绿豆汤。\n", encoding="utf-8")
    words = ("--id", "menu", "--level", "district", "--kind", "outline", "--period", "2026-2030")
    assert call("ingest", source, *words).code == 0
    answer = call("compare", "wuhai-15", "menu", "--suggest", "--json")
    assert (answer.code, answer.data) == (0, [])
    assert "没有找到" in call("compare", "wuhai-15", "menu", "--suggest").out
    assert "--suggest" in call("compare", "wuhai-15", "menu").out
    assert call("compare", "wuhai-15", "wuhai-15", "--suggest").code == 1


def test_curated_quotes_that_drifted_are_told_with_how(call: Call, tmp_path: Path) -> None:
    """A match whose words no longer stand in the text is named by validate, with what stands there now."""
    (tmp_path / "comparisons").mkdir()
    match = (
        '[[match]]\nid = "D-1"\ntheme = "T05"\nchange = "continued"\ncertainty = "likely"\nrationale = "同"\n'
        'old = [{ plan = "hainan-14", paragraph = "L1020", quote = "新能源装机突破60万千瓦" }]\n'
        'new = [{ plan = "wuhai-15", paragraph = "L99", quote = "扩大新能源装机规模" }]\n'
    )
    (tmp_path / "comparisons" / "own.toml").write_text(match, encoding="utf-8")
    answer = call("validate", "--content", tmp_path, "--json")
    assert answer.code == 1
    first, second = answer.data["errors"]
    assert "D-1" in first["message"]
    assert "数字已变，hainan-14/L1020 现为“新能源装机突破70万千瓦”" in first["message"]
    assert "现在在 wuhai-15/L66" in second["message"]
    assert first["line"] == 2
    rows = call("compare", "hainan-14", "wuhai-15", "--content", tmp_path, "--theme", "T05", "--json").data
    (row,) = (row for row in rows if row["id"] == "D-1")
    assert row["old"][0]["anchor_state"] == "number_changed"
    assert row["new"][0]["anchor_state"] == "moved"


def test_a_match_above_its_class_is_an_error(call: Call, tmp_path: Path) -> None:
    """Content that calls something stronger where nothing may be ranked is refused with its line."""
    (tmp_path / "comparisons").mkdir()
    text = (
        '[[match]]\nid = "D-2"\ntheme = "T03"\nchange = "softened"\nquantity = "redefined"\n'
        'certainty = "likely"\nrationale = "同"\n'
        'old = [{ plan = "hainan-14", paragraph = "L594", quote = "森林覆盖率" }]\n'
        'new = [{ plan = "wuhai-15", paragraph = "L22", quote = "林草覆盖率稳步提升" }]\n'
    )
    (tmp_path / "comparisons" / "own.toml").write_text(text, encoding="utf-8")
    answer = call("validate", "--content", tmp_path, "--json")
    assert [error["id"] for error in answer.data["errors"]] == ["validate.above_class"]


def test_keys_answers_in_the_language_asked_for(call: Call) -> None:
    """The list of keys is in the language of the call and follows the user's own keys."""
    zh, en = (call("keys", "--json", "--lang", language).data for language in ("zh", "en"))
    assert [row["id"] for row in zh] == [row["id"] for row in en]
    assert next(row["help"] for row in zh if row["id"] == "flag") == "标记"
    assert not any(HAN.search(row["help"]) for row in en if row["id"] != "switch_language")
    places.user_config().parent.mkdir(parents=True)
    places.user_config().write_text('[keys]\nflag = "ctrl+f"\n', encoding="utf-8")
    assert next(row["keys"] for row in call("keys", "--json").data if row["id"] == "flag") == "ctrl+f"


def test_locate_names_what_is_in_force(call: Call, tmp_path: Path, own_home: Path) -> None:
    """The places are those of this call: its review file, its content folders, this user's settings."""
    data = call("locate", "--json", "--review", tmp_path / "my.review", "--content", tmp_path).data
    assert data["review"] == str(tmp_path / "my.review")
    assert data["content"][-1] == str(tmp_path)
    assert Path(data["config"]).is_relative_to(own_home)
    assert Path(data["default_config"]).is_file()


# --- search ----------------------------------------------------------------------------------------


def _printed_sources() -> str:
    """The characters of all sources as a reader takes them: no blanks, no difference of width or case."""
    text = "".join(path.read_text(encoding="utf-8") for path in sorted(SOURCES.glob("*.txt")))
    return "".join(unicodedata.normalize("NFKC", text).split()).lower()


@pytest.mark.parametrize(
    "query",
    ["煤炭", "2025年", "绿色低碳", "中华民族共同体", "GDP", "百分点", "５%以上", "高 质 量", "“十四五”"],
)
def test_search_counts_what_the_sources_hold(call: Call, query: str) -> None:
    """The total is what counting in the source texts gives, without regard to blanks, width and case."""
    wanted = "".join(unicodedata.normalize("NFKC", query).split()).lower()
    expected = _printed_sources().count(wanted)
    assert expected > 0, "a word that is nowhere would prove nothing"
    data = call("search", query, "--json").data
    assert data["total"] == expected
    assert data["query"] == query
    assert sum(len(hit["spans"]) for hit in data["hits"]) == expected
    for hit in data["hits"]:
        assert hit["paragraph"].startswith(f"{hit['plan']}/")
        for start, end in hit["spans"]:
            words = unicodedata.normalize("NFKC", hit["text"][start:end])
            assert "".join(words.split()).lower() == wanted


def test_search_finds_nothing_where_nothing_is(call: Call) -> None:
    """A word that no plan has, and a query of blanks, are answered with zero and no error."""
    for query in ("恐龙", " 　 ", ""):
        answer = call("search", query, "--json")
        assert (answer.code, answer.data["total"], answer.data["hits"]) == (0, 0, [])


# --- validate and ingest ---------------------------------------------------------------------------


@pytest.mark.parametrize("plan", PLANS)
def test_every_character_of_a_source_is_accounted_for(call: Call, plan: str) -> None:
    """Each shipped plan holds all of its source: coverage 1.0, nothing foreign, the furniture listed."""
    answer = call("validate", "--against", SOURCES / f"{plan}.txt", "--json")
    assert (answer.code, answer.err) == (0, "")
    data = answer.data
    assert (data["ok"], data["errors"], data["coverage"], data["plan"]) == (True, [], 1.0, plan)
    assert data["accounted"] == data["characters"] > 1000
    assert all(item["role"] not in ("title", "heading", "body", "table_cell") for item in data["furniture"])


def test_a_source_with_other_words_is_told_apart(call: Call, tmp_path: Path) -> None:
    """A figure that differs between plan and source is found, with the line on which it stands."""
    text = (SOURCES / "hainan-14.txt").read_text(encoding="utf-8")
    changed = tmp_path / "hainan-14.txt"
    changed.write_text(text.replace("1500万吨", "1600万吨", 1), encoding="utf-8")
    line = text[: text.index("1500万吨")].count("\n") + 1
    answer = call("validate", "--against", changed, "--json")
    assert answer.code == 1
    assert answer.data["coverage"] < 1
    assert not answer.data["ok"]
    assert {error["id"] for error in answer.data["errors"]} == {"validate.unaccounted", "validate.foreign"}
    assert line in [error["line"] for error in answer.data["errors"]]


@pytest.mark.parametrize("plan", PLANS)
def test_ingesting_again_gives_the_shipped_plan(call: Call, tmp_path: Path, plan: str) -> None:
    """The shipped plan is, byte for byte, what ingesting its source makes: nobody typed it."""
    target = tmp_path / "new" / f"{plan}.toml"
    answer = call("ingest", SOURCES / f"{plan}.txt", "--output", target, "--json")
    assert (answer.code, answer.err) == (0, "")
    assert answer.data["coverage"] == 1.0
    assert answer.data["file"] == str(target)
    assert target.read_bytes() == (ROOT / "content" / "plans" / f"{plan}.toml").read_bytes()


def test_ingest_does_not_overwrite(call: Call, tmp_path: Path) -> None:
    """A file that was corrected by hand stays as it is, unless `--force` says otherwise."""
    source, target = SOURCES / "wuhai-2023-digest.txt", tmp_path / "wuhai-2023-digest.toml"
    target.write_text("# 我的修改\n", encoding="utf-8")
    answer = call("ingest", source, "--output", target)
    assert (answer.code, answer.out) == (1, "")
    assert str(target) in answer.sentence
    assert target.read_text(encoding="utf-8") == "# 我的修改\n"
    assert call("ingest", source, "--output", target, "--force").code == 0
    assert tomli.loads(target.read_text(encoding="utf-8"))["plan"]["id"] == "wuhai-2023-digest"
    assert call("ingest", source, "--output", tmp_path, "--force").code == 1
    assert [path.name for path in tmp_path.iterdir()] == [target.name]


def test_ingest_to_stdout_is_data_alone(call: Call) -> None:
    """With `--output -` the plan is on stdout as TOML, nothing else is, and no file is written."""
    answer = call("ingest", SOURCES / "wuhai-15.txt", "--output", "-")
    assert (answer.code, answer.err) == (0, "")
    assert tomli.loads(answer.out)["plan"]["id"] == "wuhai-15"
    assert not places.user_content().exists()


def test_an_own_plan_joins_the_shelf(call: Call, tmp_path: Path) -> None:
    """A plan ingested without further ado goes to the user's content and is found by every command."""
    source = tmp_path / "镇规划.txt"
    source.write_text("试验镇规划\n\n一、总体要求\n\n　　种植蓝莓一百亩。\n", encoding="utf-8")
    words = ("--id", "town-15", "--level", "district", "--kind", "outline", "--period", "2026-2030")
    answer = call("ingest", source, *words, "--json")
    assert (answer.code, answer.data["coverage"]) == (0, 1.0)
    assert Path(answer.data["file"]).is_relative_to(places.user_content())
    assert "town-15" in [row["id"] for row in call("plans", "--json").data]
    assert call("search", "蓝莓", "--json").data["total"] == 1
    assert call("validate", "--against", source, "--json").data["coverage"] == 1.0


def test_ingest_says_what_the_card_lacks(call: Call, tmp_path: Path) -> None:
    """Without identity card each missing option is one sentence with its choices, and nothing is written."""
    source = tmp_path / "a.txt"
    source.write_text("规划\n", encoding="utf-8")
    answer = call("ingest", source)
    assert (answer.code, answer.out) == (1, "")
    assert [re.search(r"--\w+", line) is not None for line in answer.err.splitlines()] == [True] * 3
    for option in ("--level", "--kind", "--period"):
        assert option in answer.err
    assert not places.user_content().exists()


# --- flags -----------------------------------------------------------------------------------------


def test_flags_go_in_and_come_out(call: Call, tmp_path: Path) -> None:
    """A flag given on the command line is listed with all it had, in its own review file alone."""
    review = tmp_path / "my.review"
    note = "口径|`x` [red]x[/red]\n第二行"
    options = ("--review", review, "--json")
    added = call(
        "flags", "add", "hainan-14/L1012", "--quote", "煤炭供给", "--kind", "risk", "--severity", "high",
        "--note", note, "--author", "王审", *options,
    )  # fmt: skip
    assert (added.code, added.err) == (0, "")
    flag = added.data
    expected = {
        "subject_kind": "sentence",
        "kind": "risk",
        "severity": "high",
        "state": "open",
        "plan": "hainan-14",
        "paragraph": "hainan-14/L1012",
        "quote": "煤炭供给",
        "note": note,
        "author": "王审",
        "anchor_state": "exact",
    }
    assert {name: flag[name] for name in expected} == expected
    assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ", flag["created"])
    assert call("flags", *options).data == [flag]
    history = call("flags", "--history", *options).data
    assert [(event["id"], event["kind"], event["author"], event["quote"]) for event in history] == [
        (flag["id"], "flag", "王审", "煤炭供给")
    ]
    assert call("flags", "--json").data == []


def test_flags_are_listed_in_plan_order(call: Call) -> None:
    """Flags come in shelf and printed order, whatever the order in which they were given."""
    for place in ("wuhai-15/L20", "hainan-14/L1012", "hainan-14/14.6", "hainan-14/L216"):
        assert call("flags", "add", place, "--author", "王审").code == 0
    rows = call("flags", "--json").data
    text = [row["id"] for plan in PLANS for row in call("text", plan, "--json").data]
    order = [text.index(row["paragraph"]) for row in rows]
    assert len(rows) == 4
    assert order == sorted(order)
    first = call("outline", "hainan-14", "--json").data
    heading = next(row for row in first if row["path"] == "14.6")
    assert heading["paragraph"] in [row["paragraph"] for row in rows]


def test_a_flag_needs_a_reviewer_and_true_words(call: Call) -> None:
    """Without a name, with words that are not there, or at a place that is not there, nothing is written."""
    for words in (
        ("hainan-14/L1012",),
        ("hainan-14/L1012", "--quote", "石油供给", "--author", "王审"),
        ("hainan-14/99.9", "--author", "王审"),
        ("hainan-99/L1", "--author", "王审"),
    ):
        answer = call("flags", "add", *words)
        assert (answer.code, answer.out) == (1, "")
        assert answer.sentence
    assert not places.default_review().exists()


@pytest.mark.parametrize("damage", [b"not a database" * 100, b"SQLite format 3\0" + b"\xff" * 4096])
def test_a_damaged_review_is_said_and_left_alone(call: Call, tmp_path: Path, damage: bytes) -> None:
    """A review file that cannot be read is one sentence on stderr, exit code 1, and not one byte changed."""
    review = tmp_path / "bad.review"
    review.write_bytes(damage)
    for words in (("flags",), ("export", "summary"), ("flags", "add", "hainan-14/L1012", "--author", "王")):
        answer = call(*words, "--review", review)
        assert (answer.code, answer.out) == (1, "")
        assert str(review) in answer.sentence
    assert review.read_bytes() == damage


# --- export ----------------------------------------------------------------------------------------


def test_export_writes_once(call: Call, tmp_path: Path) -> None:
    """A hand-in is data on stdout or a file that is never overwritten without `--force`."""
    _flagged(call)
    text = call("export", "summary")
    assert (text.code, text.err) == (0, "")
    assert text.out.startswith("---\ntitle: ")
    target = tmp_path / "摘要.md"
    written = call("export", "summary", "--format", "md", "--output", target)
    assert (written.code, written.out) == (0, "")
    assert str(target) in written.sentence
    assert target.read_bytes() == text.out.encode()
    target.write_text("我的修改", encoding="utf-8")
    refused = call("export", "summary", "--output", target)
    assert (refused.code, refused.out) == (1, "")
    assert "--force" in refused.sentence
    assert target.read_text(encoding="utf-8") == "我的修改"
    assert call("export", "summary", "--output", target, "--force").code == 0
    assert target.read_bytes() == text.out.encode()


def test_export_to_a_place_that_takes_no_file(call: Call, tmp_path: Path) -> None:
    """A folder, or a folder that is not there, is refused with one sentence and leaves nothing behind."""
    folder = tmp_path / "out"
    folder.mkdir()
    for target in (folder, folder / "absent" / "a.md"):
        for words in ((), ("--force",)):
            answer = call("export", "summary", "--output", target, *words)
            assert (answer.code, answer.out) == (1, "")
            assert str(target) in answer.sentence
    assert list(folder.iterdir()) == []


# --- wrong calls -----------------------------------------------------------------------------------

WRONG_CALLS = [
    ("plnas",),
    ("outline",),
    ("outline", "a", "b"),
    ("plans", "--jsno"),
    ("--jsno", "plans"),
    ("plans", "--js"),
    ("--no-such-option",),
    ("search",),
    ("plans", "--lang", "fr"),
    ("--lang=fr", "plans"),
    ("plans", "--lang"),
    ("plans", "--content"),
    ("targets", "--as-of", "soon"),
    ("compare", "hainan-14"),
    ("compare", "hainan-14", "wuhai-15", "--theme", "T99"),
    ("compare", "hainan-14", "wuhai-15", "--change", "improved"),
    ("flags", "ad"),
    ("flags", "add"),
    ("flags", "add", "hainan-14/L1012", "--kind", "doubt", "--author", "w"),
    ("flags", "add", "hainan-14/L1012", "--severity", "max", "--author", "w"),
    ("export",),
    ("export", "summry"),
    ("export", "summary", "--format", "pdf"),
]


@pytest.mark.parametrize("words", WRONG_CALLS, ids=" ".join)
def test_a_wrong_call_is_one_sentence_and_two(call: Call, words: tuple[str, ...]) -> None:
    """A wrong call exits with 2, says one sentence on stderr, prints no data and does nothing."""
    answer = call(*words)
    assert (answer.code, answer.out) == (2, "")
    assert HAN.search(answer.sentence)
    assert "usage" not in answer.sentence
    assert not places.default_review().exists()


def test_a_wrong_call_is_answered_in_the_language_of_the_call(call: Call) -> None:
    """With `--lang en` the sentence about a wrong call is English."""
    for words in WRONG_CALLS:
        if "--lang" not in words and "--lang=fr" not in words:
            answer = call(*words, "--lang", "en")
            assert answer.code == 2
            assert not HAN.search(answer.sentence)


def test_a_wrong_call_is_answered_in_the_language_of_the_settings(call: Call, tmp_path: Path) -> None:
    """With English in the settings, the user's own or those of `--config`, mistakes are told in English."""
    path = tmp_path / "english.toml"
    path.write_text('language = "en"\n', encoding="utf-8")
    for words in (("outline", "nope"), ("plnas",), ("plans", "--jsno")):
        assert not HAN.search(call(*words, "--config", path).sentence)
    places.user_config().parent.mkdir(parents=True)
    places.user_config().write_text('language = "en"\n', encoding="utf-8")
    for words in (("outline", "nope"), ("plnas",), ("plans", "--jsno")):
        assert not HAN.search(call(*words).sentence)


def test_a_misspelt_command_is_answered_with_the_right_one(call: Call) -> None:
    """The sentence about an unknown command or plan names the nearest one."""
    assert "outline" in call("outlin").sentence
    assert "hainan-14" in call("outline", "hainan14").sentence


# --- content that is not sound ---------------------------------------------------------------------

SMALL = """\
[plan]
id = "small"
title = "小规划"
level = "city"
kind = "outline"
period = [2021, 2025]

[plan.source]
file = "small.txt"

[[section]]
path = "1"
kind = "chapter"
number = "第一章"
title = "总则"
at = "L1"

[[paragraph]]
id = "L1"
role = "heading"
section = "1"
text = "第一章 总则"

[[paragraph]]
id = "L2"
section = "1"
text = "全面推进。"
"""
BROKEN = {
    "broken TOML": ('"第一章 总则"', '"第一章 总则', "toml.syntax", 22),
    "bad value": ('level = "city"', 'level = "town"', "content.unknown_value", 4),
    "missing key of the card": ('level = "city"\n', "", "content.field_absent", 1),
    "missing key that others have": ('title = "小规划"\n', "", "content.field_absent", 1),
    "missing text": ('text = "第一章 总则"\n', "", "content.field_absent", 18),
    "missing table": ('[plan.source]\nfile = "small.txt"\n', "", "content.field_absent", 1),
    "unknown key": ('kind = "outline"', 'kind = "outline"\ncolour = "red"', "content.unknown_field", 6),
    "unknown table": (SMALL[-20:], SMALL[-20:] + '\n[[remark]]\nx = "y"\n', "content.unknown_name", 29),
    "wrong type": ("period = [2021, 2025]", 'period = "2021"', "content.wrong_type", 6),
    "years the wrong way round": ("period = [2021, 2025]", "period = [2025, 2021]", "plan.bad_period", 6),
    "another id than the file": ('id = "small"', 'id = "smell"', "plan.id_is_not_file_name", 2),
    "number for text": ('text = "全面推进。"', "text = 5", "content.wrong_type", 27),
    "duplicate id": ('id = "L2"', 'id = "L1"', "content.duplicate", 25),
    "bad id": ('id = "L2"', 'id = "two"', "plan.bad_paragraph_id", 25),
    "unknown role": ('role = "heading"', 'role = "headline"', "content.unknown_value", 20),
    "reference to no paragraph": ('at = "L1"', 'at = "L9"', "content.unknown_reference", 16),
    "reference to no section": (
        'id = "L2"\nsection = "1"',
        'id = "L2"\nsection = "9"',
        "content.unknown_reference",
        26,
    ),
}


def _content(tmp_path: Path, kind: str, name: str, text: str) -> Path:
    """A content folder with one file."""
    folder = tmp_path / "content"
    (folder / kind).mkdir(parents=True, exist_ok=True)
    (folder / kind / name).write_text(text, encoding="utf-8")
    return folder


def test_the_small_plan_is_sound(call: Call, tmp_path: Path) -> None:
    """The plan that the next tests break is accepted as long as it is whole."""
    folder = _content(tmp_path, "plans", "small.toml", SMALL)
    assert call("validate", folder / "plans" / "small.toml", "--json").data["ok"] is True
    assert len(call("text", "small", "--content", folder, "--json").data) == 2


@pytest.mark.parametrize(("old", "new", "message_id", "line"), BROKEN.values(), ids=BROKEN.keys())
def test_a_broken_plan_is_one_sentence_with_file_and_line(
    call: Call, tmp_path: Path, old: str, new: str, message_id: str, line: int
) -> None:
    """Whatever is wrong in a plan file: exit code 1 and one sentence with file and line."""
    assert SMALL.count(old) == 1
    folder = _content(tmp_path, "plans", "small.toml", SMALL.replace(old, new))
    path = folder / "plans" / "small.toml"
    checked = call("validate", path, "--json")
    assert (checked.code, checked.err, checked.data["ok"]) == (1, "", False)
    found = [(error["id"], error["file"], error["line"]) for error in checked.data["errors"]]
    assert found == [(message_id, str(path), line)]
    for language in LANGUAGES:
        shown = call("text", "small", "--content", folder, "--lang", language)
        assert (shown.code, shown.out) == (1, "")
        assert str(path) in shown.sentence
        assert re.search(rf"\b{line}\b", shown.sentence.replace(str(path), ""), re.ASCII)


def test_a_broken_plan_does_not_hide_the_others(call: Call, tmp_path: Path) -> None:
    """With one plan broken, shelf, search and summary still work, with a sentence and exit code 1."""
    folder = _content(tmp_path, "plans", "small.toml", SMALL.replace('"city"', '"town"'))
    shelf = call("plans", "--json", "--content", folder)
    assert shelf.code == 1
    assert [row["id"] for row in shelf.data] == list(PLANS)
    assert "small.toml" in shelf.sentence
    found = call("search", "煤炭", "--json", "--content", folder)
    assert (found.code, found.data["total"]) == (1, call("search", "煤炭", "--json").data["total"])
    summary = call("export", "summary", "--content", folder)
    assert (summary.code, summary.out) == (1, call("export", "summary").out)


TARGET = """\
[[target]]
id = "small-01"
indicator = "grain"
name = "粮食"
comparator = "at_least"
measure = "level"
target_year = 2025
paragraph = "L2"
quote = "全面推进"
"""
MATCH = """\
[[match]]
id = "M1"
theme = "T01"
old = [{ plan = "small", paragraph = "L2", quote = "全面推进" }]
new = [{ plan = "wuhai-15", paragraph = "L20", quote = "中华民族共同体建设深入推进" }]
change = "reworded"
quantity = "none"
certainty = "likely"
rationale = "试验"
"""


def test_an_indicator_is_known_by_its_name_without_the_unit(call: Call, tmp_path: Path) -> None:
    """A value may be reported under the printed name of its indicator without the unit in brackets."""
    _content(tmp_path, "plans", "small.toml", SMALL)
    folder = _content(tmp_path, "targets", "small.toml", TARGET.replace("粮食", "执业(助理)医师数(人)"))
    for name in ("执业(助理)医师数(人)", "执业（助理）医师数", "grain", "small-01"):
        values = tmp_path / "values.csv"
        values.write_text(f"indicator,year,value,unit,source\n{name},2022,2.0,,公报\n", encoding="utf-8")
        answer = call("targets", "small", "--observations", values, "--content", folder, "--json")
        assert (answer.code, answer.err) == (0, "")
        assert answer.data[0]["observation"]["value"] == 2.0


UNSOUND = {
    "target: unknown paragraph": ("targets", TARGET, '"L2"', '"L7"', "validate.unknown_paragraph", 2),
    "target: words that are not there": ("targets", TARGET, "全面推进", "全面停止", "validate.quote", 2),
    "target: bad comparator": ("targets", TARGET, "at_least", "atleast", "content.unknown_value", 5),
    "target: text for a year": ("targets", TARGET, "= 2025", '= "2025"', "content.wrong_type", 7),
    "match: unknown plan": ("comparisons", MATCH, '"small"', '"smell"', "validate.unknown_plan", 2),
    "match: words that are not there": ("comparisons", MATCH, "全面推进", "全面停止", "validate.quote", 2),
    "match: unknown theme": ("comparisons", MATCH, '"T01"', '"T99"', "content.unknown_value", 3),
    "match: unknown change": ("comparisons", MATCH, "reworded", "rewritten", "content.unknown_value", 6),
    "match: wrong side": ("comparisons", MATCH, "reworded", "new", "comparison.side_and_change", 6),
    "match: missing key": ("comparisons", MATCH, 'theme = "T01"\n', "", "content.field_absent", 1),
}


@pytest.mark.parametrize(
    ("kind", "good", "old", "new", "message_id", "line"), UNSOUND.values(), ids=UNSOUND.keys()
)
def test_what_refers_to_plans_is_held_against_them(
    call: Call, tmp_path: Path, kind: str, good: str, old: str, new: str, message_id: str, line: int
) -> None:
    """A target or match that does not fit its plan is one error of `validate` with its file and line."""
    _content(tmp_path, "plans", "small.toml", SMALL)
    folder = _content(tmp_path, kind, "small.toml", good)
    assert call("validate", "--content", folder, "--json").data["errors"] == []
    path = folder / kind / "small.toml"
    path.write_text(good.replace(old, new), encoding="utf-8")
    answer = call("validate", "--content", folder, "--json")
    assert answer.code == 1
    found = [(error["id"], error["file"], error["line"]) for error in answer.data["errors"]]
    assert found == [(message_id, str(path), line)]


@pytest.mark.parametrize(
    ("rows", "line"),
    [
        ("hainan-14-99,2023,1,%,公报,\n", 2),
        ("hainan-14-05,去年,1,人,公报,\n", 2),
        ("hainan-14-05,2023,许多,人,公报,\n", 2),
        ("hainan-14-05,2023,1,万亩,公报,\n", 2),
        ("hainan-14-05,2023,1,人,,\n", 2),
        ("hainan-14-05,2022,1,人,公报,\nhainan-14-05,2022,2,人,公报,\n", 3),
        ("hainan-14-05,2022\n", 2),
    ],
    ids=["indicator", "year", "value", "unit", "source", "twice", "short row"],
)
def test_a_row_of_values_that_cannot_be_used(call: Call, tmp_path: Path, rows: str, line: int) -> None:
    """A row of a CSV that cannot be used is one sentence with its file and line, and nothing is judged."""
    path = tmp_path / "values.csv"
    path.write_text(f"indicator,year,value,unit,source,note\n{rows}", encoding="utf-8")
    answer = call("targets", "--observations", path)
    assert (answer.code, answer.out) == (1, "")
    assert str(path) in answer.sentence
    assert re.search(rf"\b{line}\b", answer.sentence.replace(str(path), ""), re.ASCII)


def test_files_that_are_not_there(call: Call, tmp_path: Path) -> None:
    """A file or folder that is named and absent is one sentence with its name and exit code 1."""
    absent = tmp_path / "absent"
    for words in (
        ("plans", "--content", absent),
        ("plans", "--config", absent),
        ("validate", absent),
        ("validate", "--against", absent),
        ("ingest", absent),
        ("targets", "--observations", absent),
    ):
        answer = call(*words)
        assert (answer.code, answer.out) == (1, ""), words
        assert str(absent) in answer.sentence


def test_bad_settings_are_one_sentence(call: Call, tmp_path: Path) -> None:
    """A mistake in a settings file stops any command with one sentence that has its file and line."""
    path = tmp_path / "my.toml"
    path.write_text('[flags]\nkind = "doubt"\n', encoding="utf-8")
    for words in (("plans",), ("keys", "--json"), ("export", "summary")):
        answer = call(*words, "--config", path)
        assert (answer.code, answer.out) == (1, "")
        assert str(path) in answer.sentence
        assert "2" in answer.sentence.replace(str(path), "")


def test_text_is_shown_and_never_acts(call: Call, tmp_path: Path) -> None:
    """Escape sequences and bidi controls in a plan reach no terminal; in JSON the text is as it is."""
    text = "全面\\u001b[31m推进\\u202e [red]x[/red]\\uFFFD。"
    folder = _content(tmp_path, "plans", "small.toml", SMALL.replace("全面推进。", text))
    for words in (
        ("text", "small"),
        ("search", "推进\\u202e".encode().decode("unicode_escape")),
        ("outline", "small"),
    ):
        shown = call(*words, "--content", folder)
        assert "\x1b" not in shown.out + shown.err
        assert "\u202e" not in shown.out + shown.err
    assert "[red]x[/red]" in call("text", "small", "--content", folder).out
    rows = call("text", "small", "--content", folder, "--json").data
    assert rows[1]["text"] == tomli.loads(f'x = "{text}"')["x"]


# --- how it is called ------------------------------------------------------------------------------


def test_options_stand_before_or_after_the_command(call: Call, tmp_path: Path) -> None:
    """An option means the same before and after the command, with a blank or an equals sign."""
    folder = str(_content(tmp_path, "plans", "small.toml", SMALL))
    review = str(tmp_path / "my.review")
    assert call("--review", review, "--author", "plans", "flags", "add", "hainan-14/L1012").code == 0
    for words in (
        ("plans", "--content", folder, "--lang", "en"),
        ("keys", "--lang", "en"),
        ("flags", "--review", review, "--json"),
        ("locate", "--review", review, "--json"),
    ):
        command, *options = words
        after = call(*words)
        assert after.code == 0
        assert call(*options, command) == after
        joined = [
            f"{option}={options[index + 1]}"
            for index, option in enumerate(options)
            if option in ("--content", "--lang", "--review")
        ]
        rest = [option for option in options if option == "--json"]
        assert call(*joined, command, *rest) == after
    assert call("flags", "--review", review, "--json").data[0]["author"] == "plans"


def test_later_content_folders_lie_over_earlier_ones(call: Call, tmp_path: Path) -> None:
    """`--content` may be given several times; the last folder that has a plan gives it."""
    one = _content(tmp_path / "one", "plans", "small.toml", SMALL)
    two = _content(tmp_path / "two", "plans", "small.toml", SMALL.replace("小规划", "小规划（修订）"))

    def title(*folders: Path) -> str:
        options = [word for folder in folders for word in ("--content", folder)]
        return next(
            str(row["title"]) for row in call("plans", "--json", *options).data if row["id"] == "small"
        )

    assert title(one, two) == "小规划（修订）"
    assert title(two, one) == "小规划"


@pytest.mark.parametrize("language", LANGUAGES)
def test_help_is_there_for_everything(call: Call, language: str) -> None:
    """Help, of the program and of each command, is data on stdout in the language of the call."""
    whole = call("--help", "--lang", language)
    assert (whole.code, whole.err) == (0, "")
    for name in COMMAND_NAMES:
        assert re.search(rf"^\s+{name}\s+\S", whole.out, re.MULTILINE)
        one = call(name, "--help", "--lang", language)
        assert (one.code, one.err) == (0, "")
        assert f"plan-review {name}" in one.out
        for text in (whole.out, one.out):
            assert "⟨" not in text
            assert bool(HAN.search(text)) == (language == "zh")


def test_version(call: Call) -> None:
    """`--version` is one line of data."""
    assert call("--version") == Answer(0, f"{__version__}\n", "")
    assert call("plans", "--version") == Answer(0, f"{__version__}\n", "")


def test_an_interruption_is_quiet(call: Call, monkeypatch: pytest.MonkeyPatch) -> None:
    """Ctrl+C in the middle of a command ends it with 130 and without a traceback."""

    def interrupt(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("tui.library.load_card", interrupt)
    assert call("plans") == Answer(130, "", "")


# --- as a process ----------------------------------------------------------------------------------


def test_python_m_tui_is_plan_review() -> None:
    """The installed command and `python -m tui` give the same answers and the same exit codes."""
    script = shutil.which("plan-review", path=str(Path(sys.executable).parent))
    if script is None:
        pytest.skip("plan-review is not installed beside this Python")
    for words in (["plans", "--json"], ["--help"], ["plnas"], ["outline", "nope"]):
        module = _python("-m", "tui", *words)
        command = subprocess.run(
            [script, *words], cwd=ROOT, capture_output=True, encoding="utf-8", check=False
        )
        assert (module.returncode, module.stdout, module.stderr) == (
            command.returncode,
            command.stdout,
            command.stderr,
        )
        assert "Traceback" not in module.stderr


@pytest.mark.parametrize("words", [("text", "hainan-14"), ("plans",), ("--help",)], ids=" ".join)
def test_a_reader_that_has_gone_is_no_error(words: tuple[str, ...]) -> None:
    """Output into a pipe that nobody reads any more ends without a word, be it long or short."""
    reading, writing = os.pipe()
    os.close(reading)
    try:
        done = subprocess.run(
            [sys.executable, "-m", "tui", *words],
            cwd=ROOT,
            stdout=writing,
            stderr=subprocess.PIPE,
            encoding="utf-8",
            check=False,
        )
    finally:
        os.close(writing)
    assert done.stderr == ""
    assert done.returncode == 0


def test_a_reader_that_leaves_early_is_no_error() -> None:
    """A pager that is closed after the first line ends the program without a word."""
    with subprocess.Popen(
        [sys.executable, "-m", "tui", "text", "hainan-14"],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        encoding="utf-8",
    ) as running:
        assert running.stdout is not None
        assert running.stderr is not None
        assert running.stdout.readline()
        running.stdout.close()
        assert running.stderr.read() == ""
    assert running.returncode == 0


HEADLESS = """
import contextlib, io, json, sys
from tui.cli import main
imported = {}
for words in json.loads(sys.argv[1]):
    with contextlib.redirect_stdout(io.StringIO()):
        code = main(words)
    found = sorted(name for name in sys.modules if name.split(".")[0] == "textual")
    if found or code:
        imported[" ".join(words)] = [code, found[:3]]
print(json.dumps(imported))
"""


def test_headless_commands_do_not_import_textual(tmp_path: Path) -> None:
    """No command but opening the app pays for the app: textual is imported by none of them."""
    calls = [
        ["--help"],
        ["--version"],
        *([name, "--help"] for name in COMMAND_NAMES),
        *([name, *CONTRACT[name][0], "--json"] for name in ANSWERING),
        ["flags", "add", "hainan-14/L1012", "--author", "王审"],
        ["ingest", str(SOURCES / "wuhai-15.txt"), "--output", str(tmp_path / "wuhai-15.toml")],
        ["validate", "--against", str(SOURCES / "wuhai-15.txt")],
        ["export", "summary", "--format", "md"],
    ]
    done = _python("-c", HEADLESS, json.dumps(calls))
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout) == {}


def test_an_error_of_a_process_has_no_traceback(tmp_path: Path) -> None:
    """Run as a process, bad content gives exit code 1 and one line, whatever the terminal's encoding."""
    folder = _content(tmp_path, "plans", "small.toml", SMALL.replace('"city"', '"town"'))
    done = _python(
        "-m",
        "tui",
        "text",
        "small",
        "--content",
        str(folder),
        env={**os.environ, "LC_ALL": "C", "PYTHONUTF8": "0"},
    )
    assert (done.returncode, done.stdout) == (1, "")
    assert len(done.stderr.splitlines()) == 1
    assert "small.toml" in done.stderr


# --- review files ----------------------------------------------------------------------------------


def test_reviews_are_joined_and_listed(call: Call, tmp_path: Path, own_home: Path) -> None:
    """`merge` joins files into a new one and tells conflicts; `reviews` lists it; a dry run writes none."""
    first, second = tmp_path / "a.review", tmp_path / "b.review"
    for path, name, kind in ((first, "王审", "risk"), (second, "李核", "error")):
        done = call("flags", "add", "hainan-14/14.6", "--kind", kind, "--review", path, "--author", name)
        assert done.code == 0
    joined = own_home / "data" / "reviews" / "joined.review"
    tried = call("merge", first, second, "-o", joined, "--dry-run", "--json")
    told = json.loads(tried.out)
    assert (told["events"], len(told["conflicts"]), joined.exists()) == (2, 1, False)
    assert "没有写入" in call("merge", first, second, "-o", joined, "--dry-run").out
    told = call("merge", first, second, "-o", joined)
    assert (told.code, joined.is_file()) == (0, True)
    assert "类型不同" in told.out
    again = call("merge", first, second, "-o", joined)
    assert again.code == 1
    (listed,) = json.loads(call("reviews", "--json").out)
    assert (listed["file"], listed["events"]) == (str(joined), 2)
    into = json.loads(call("merge", second, "--review", first, "--json").out)
    assert (into["events"], len(into["conflicts"])) == (1, 1)


def test_a_damaged_review_says_how_to_save_it(call: Call, tmp_path: Path) -> None:
    """The sentence about a damaged file names the command that saves what is left; that command works."""
    path = tmp_path / "half.review"
    store, note = ReviewStore(path), {"note": "长" * 300}
    for number in range(60):
        store.append(Author("王审"), "flag", "sentence", f"p/L{number}", payload=note)
    store.close()
    data = path.read_bytes()
    path.write_bytes(data[: len(data) // 2])
    refused = call("flags", "--review", path)
    assert (refused.code, "--recover" in refused.err) == (1, True)
    saved = json.loads(call("reviews", "--recover", path, "--json").out)
    assert saved["events"] > 0
    assert Path(saved["copy"]).read_bytes() == data[: len(data) // 2]
    assert call("flags", "--review", path).code == 0


def test_agreement_of_two_reviewers(call: Call, tmp_path: Path) -> None:
    """By section and kind, with what is observed and what chance would give."""
    path = tmp_path / "both.review"
    for author in (Author("甲"), Author("乙")):
        workspace = open_workspace(load_config(), review=path, author=author.name)
        for sentence in workspace.sentences("hainan-14").in_section("hainan-14/14.6")[:3]:
            workspace.act("reviewed", "sentence", sentence.paragraph, sentence)
        workspace.act("flag", "sentence", sentence.paragraph, sentence, kind="risk", severity="low", note="")
        workspace.store.close()
    found = json.loads(call("agreement", "hainan-14", "--review", path, "--json").out)
    whole = next(each for each in found if each["section"] == "")
    people = [{"name": name, "unit": ""} for name in ("乙", "甲")]
    assert (whole["reviewers"], whole["sentences"], whole["kappa"]) == (people, 3, 1.0)
    assert whole["kinds"]["risk"]["kappa"] == 1.0
    assert "κ 1.00" in call("agreement", "--review", path).out


# --- completion ------------------------------------------------------------------------------------


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_completion_knows_every_command_and_its_options(call: Call, shell: str) -> None:
    """The script names all commands and what each can be given."""
    script = call("completion", shell).out
    for name in COMMAND_NAMES:
        assert name in script
    for option in ("severity", "dry-run", "recover", "observations"):
        assert option in script


@pytest.mark.skipif(not shutil.which("bash"), reason="there is no bash")
def test_bash_completes(call: Call, tmp_path: Path) -> None:
    """In a real shell a beginning becomes a command, and after one its own options."""
    script = tmp_path / "completion.sh"
    lines = "COMP_WORDS=({}); COMP_CWORD={}; _plan_review; echo ${{COMPREPLY[@]}}"
    asked = [lines.format("plan-review exp", 1), lines.format("plan-review export summary --sev", 3)]
    script.write_text("\n".join([call("completion", "bash").out, *asked]), encoding="utf-8")
    done = subprocess.run(["bash", str(script)], capture_output=True, text=True, check=True, cwd=tmp_path)
    assert done.stdout.split() == ["export", "--severity"]


def test_a_shell_that_is_not_known(call: Call) -> None:
    """The sentence lists those that are."""
    answer = call("completion", "csh")
    assert (answer.code, answer.out) == (2, "")
    assert "bash, zsh, fish" in answer.err


# --- doctor ----------------------------------------------------------------------------------------


def test_doctor_looks_at_folders_and_plans(call: Call, tmp_path: Path) -> None:
    """Everything well gives 0; a review in a place that takes no file is named, with what to do."""
    answer = call("doctor", "--json")
    assert answer.code == 0
    assert all(finding["well"] for finding in answer.data["findings"])
    assert any("5" in finding["message"] for finding in answer.data["findings"])
    (tmp_path / "file").write_text("x", encoding="utf-8")
    refused = call("doctor", "--review", tmp_path / "file" / "x.review")
    assert refused.code == 1
    assert "✗" in refused.out
    assert "x.review" in refused.out


_ASKED = {"规": 2, **dict.fromkeys(AMBIGUOUS, 1)}
_ALL_WIDE = dict.fromkeys(_ASKED, 2)


@pytest.mark.parametrize(
    ("cells", "setting", "well", "said"),
    [
        (_ASKED, 1, True, "与设置 ambiguous_width = 1 一致"),
        (_ALL_WIDE, 2, True, "与设置 ambiguous_width = 2 一致"),
        (_ALL_WIDE, 1, False, "ambiguous_width = 2。"),
        (_ASKED, 2, False, "ambiguous_width = 1。"),
        ({**_ASKED, "①": 2}, 1, False, "① 占 2 格"),
    ],
)
def test_doctor_says_which_width_to_set_and_where(
    call: Call,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    narrow_again: None,
    cells: dict[str, int],
    setting: int,
    well: bool,
    said: str,
) -> None:
    """It compares what the terminal answered with the setting; where they differ it names line and file."""
    monkeypatch.setattr("tui.cli.doctor._terminal_there", lambda: True)
    monkeypatch.setattr("tui.cli.doctor._asked", lambda _: cells)
    file = tmp_path / "own.toml"
    file.write_text(f"[app]\nambiguous_width = {setting}\n", encoding="utf-8")
    findings = call("doctor", "--json", "--config", file).data["findings"]
    found = next(finding for finding in findings if "①" in finding["message"])
    assert found["well"] is well
    assert said in found["message"]
    mixed = len(set(cells.values())) > 1 and cells["①"] != cells["“"]
    assert (str(file) in found["message"]) is (not well and not mixed)


def test_columns_stand_under_each_other_where_quotation_marks_are_wide(
    call: Call, tmp_path: Path, narrow_again: None
) -> None:
    """Lists for people are measured as the terminal draws them; data is the same with both settings."""
    file = tmp_path / "own.toml"
    file.write_text("[app]\nambiguous_width = 2\n", encoding="utf-8")
    narrow = call("facts", "--json").out
    lines = call("facts", "--config", file).out.splitlines()
    ends = {
        sum(1 + (east_asian_width(char) in "AFW") for char in line[: line.rindex("hainan-14/")])
        for line in lines
        if "hainan-14/" in line
    }
    assert ends == {60}
    assert call("facts", "--json", "--config", file).out == narrow
