"""The glossary: which terms stand in a sentence, and what they mean in this document."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.conftest import ROOT
from tui.locale import LANGUAGES
from tui.messages import Message, Problem
from tui.plans.glossary import Term, load_glossary, terms_in
from tui.plans.loading import load_plan
from tui.plans.model import Passage
from tui.plans.sentences import sentences_of
from tui.validation import validate_content

CONTENT = ROOT / "content"
TERMS = load_glossary([CONTENT])
PLANS = {path.stem: load_plan(path) for path in sorted((CONTENT / "plans").glob("*.toml"))}
HAN = re.compile(r"[\u4e00-\u9fff]")


def passage(text: str, paragraph: str = "wuhai-15/L1") -> Passage:
    """A passage of these words."""
    return Passage(paragraph, 0, len(text), text)


def names(text: str, paragraph: str = "wuhai-15/L1", terms: tuple[Term, ...] = TERMS) -> list[str]:
    """The names of the terms that stand in a text."""
    return [term.name for term in terms_in(passage(text, paragraph), terms)]


def gloss(text: str, name: str, paragraph: str) -> str:
    """What a term means in English in a text at a place; empty where it is not shown."""
    return next((t.glosses["en"] for t in terms_in(passage(text, paragraph), TERMS) if t.name == name), "")


def term(name: str, *also: str, **narrowed: tuple[str, ...]) -> Term:
    """A term for a test."""
    rest = {"plans": (), "paragraphs": (), "unless": ()} | narrowed
    return Term(name, also, {"zh": f"{name}的意思", "en": name}, **rest)


# --- the shipped terms -------------------------------------------------------------------------------


@pytest.mark.parametrize("entry", TERMS, ids=lambda entry: entry.name)
def test_every_term_has_both_languages(entry: Term) -> None:
    """A term is explained in Chinese and in English, not in the other language's words."""
    assert set(entry.glosses) == set(LANGUAGES)
    assert HAN.search(entry.glosses["zh"])
    assert entry.glosses["en"].strip()
    assert not HAN.search(entry.glosses["en"])


def test_no_term_stands_twice_for_the_same_place() -> None:
    """Two entries of a name are for different plans or paragraphs."""
    places = [(t.name, t.plans, t.paragraphs) for t in TERMS]
    assert len(set(places)) == len(places)
    assert {t.name for t in TERMS if [u.name for u in TERMS].count(t.name) > 1} == {"全区"}


def test_what_narrows_a_term_is_there() -> None:
    """Plans and paragraphs that a term is narrowed to exist, and hold the term."""
    for entry in TERMS:
        assert set(entry.plans) <= PLANS.keys()
        for identifier in entry.paragraphs:
            assert entry.name in PLANS[identifier.partition("/")[0]].paragraphs_by_id[identifier].text


def _whole_district() -> list[tuple[str, Passage]]:
    """Every sentence of the shipped plans with 全区 that is not 安全区."""
    return [
        (plan.id, sentence)
        for plan in PLANS.values()
        for paragraph in plan.paragraphs
        for sentence in sentences_of(paragraph)
        if "全区" in sentence.quote.replace("安全区", "")
    ]


@pytest.mark.parametrize(("plan", "sentence"), _whole_district(), ids=lambda value: str(value)[:60])
def test_the_whole_district_or_the_whole_region(plan: str, sentence: Passage) -> None:
    """全区 is the district in its own outline but for two paragraphs, and the Autonomous Region elsewhere."""
    found = next(t for t in terms_in(sentence, TERMS) if t.name == "全区")
    region = plan != "hainan-14" or sentence.paragraph in ("hainan-14/L134", "hainan-14/L176")
    assert found.glosses["en"].startswith("the whole Autonomous Region" if region else "the whole District")
    assert ("自治区" in found.glosses["zh"]) is region


@pytest.mark.parametrize("plan", ["hainan-14", "wuhai-15", "wuhai-2023-plan"])
def test_a_safe_zone_is_not_the_whole_district(plan: str) -> None:
    """农畜产品质量安全区 holds the characters of 全区 and not the word; beside it the word is still found."""
    assert "全区" not in names("努力创建国家农畜产品质量安全区。", f"{plan}/L2")
    assert "全区" in names("努力创建安全区，全区一体推进。", f"{plan}/L2")


def test_the_safe_zone_of_the_outline() -> None:
    """The sentence that is printed with it does not show 全区."""
    paragraph = PLANS["hainan-14"].paragraphs_by_id["hainan-14/L1250"]
    sentence = next(s for s in sentences_of(paragraph) if "安全区" in s.quote)
    assert "全区" not in [t.name for t in terms_in(sentence, TERMS)]


def test_a_plan_that_nobody_knows_gets_no_guess() -> None:
    """In a plan of ones own nothing says whose 全区 it is, so nothing is said."""
    assert "全区" not in names("确保全区一盘棋。", "my-county-15/L3")


def test_five_zones_are_not_five_districts() -> None:
    """五区一河 is of the new proposals, the “五区” of the outline another slogan; each is told apart."""
    new = gloss("统筹推进“五区一河”及道路交通沿线整治", "五区一河", "wuhai-15/L52")
    old = gloss("持续抓好“五区”建设", "“五区”建设", "hainan-14/L154")
    assert new
    assert old
    assert new != old
    assert names("“五区一河”系统治理", "wuhai-15/L22") == ["五区一河"]
    assert "五区一河" not in names("持续抓好“五区”建设", "hainan-14/L154")
    assert "“五区”建设" not in names("持续抓好“五区”建设", "wuhai-15/L52")


def test_both_stand_in_the_printed_sentences() -> None:
    """The shipped sentences with these words show the entry that is meant."""
    found: dict[str, set[str]] = {}
    for plan in PLANS.values():
        for paragraph in plan.paragraphs:
            for sentence in sentences_of(paragraph):
                for entry in terms_in(sentence, TERMS):
                    found.setdefault(entry.name, set()).add(paragraph.id)
    assert found["五区一河"] == {"wuhai-15/L22", "wuhai-15/L52"}
    assert found["“五区”建设"] == {"hainan-14/L154"}


# --- finding -----------------------------------------------------------------------------------------


def _decorated(word: str, marks: list[str]) -> str:
    """A word with quotation marks or blanks between its characters."""
    return "".join(char + mark for char, mark in zip(word, marks, strict=False)) + word[len(marks) :]


_WIDE = {code: code + 0xFEE0 for code in range(0x21, 0x7F)}


@given(
    st.sampled_from(TERMS),
    st.lists(st.sampled_from(["", "“", "”", " ", "\u3000"]), max_size=8),
    st.booleans(),
)
def test_quotes_width_and_case_do_not_hide_a_term(entry: Term, marks: list[str], wide: bool) -> None:
    """A term is found with quotation marks or blanks in it, in full width, and in other letter case."""
    word = entry.name.translate(_WIDE).lower() if wide else entry.name
    paragraph = (*entry.paragraphs, *(f"{plan}/L0" for plan in entry.plans), "wuhai-15/L0")[0]
    assert entry in terms_in(passage(f"扎实推进{_decorated(word, marks)}，", paragraph), TERMS)


@pytest.mark.parametrize(
    ("printed", "name"),
    [
        ("实施碳排放总量和强度双控制度", "碳排放双控"),
        ("落实能耗总量和强度“双控”制度", "能耗双控"),
        ("实施“三北”工程", "三北工程"),
        ("规模以上工业增加值", "规上工业"),
        ("年产10万吨1，4-丁二醇", "BDO"),
        ("矿井水综合利用", "疏干水"),
        ("完成“半拉子”工程处置", "半拉子工程"),
        ('完成"半拉子"工程处置', "半拉子工程"),
    ],
)
def test_other_written_forms_are_the_same_term(printed: str, name: str) -> None:
    """A term is found under its other forms and names itself as the glossary does."""
    assert name in names(printed)


def test_a_word_that_only_contains_a_term_is_not_it() -> None:
    """其中试点 holds no pilot-scale testing."""
    assert "中试" not in names("其中试点项目3个。")
    assert "中试" in names("其中试点项目3个，中试基地1个。")


_NESTED = (term("规划"), term("规划纲要"), term("纲要", "大纲"))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("编制规划纲要。", ["规划纲要"]),
        ("编制规划。", ["规划"]),
        ("依据大纲编制规划。", ["纲要", "规划"]),
        ("衔接专项规划，编制规划纲要。", ["规划", "规划纲要"]),
        ("规划纲要是规划的依据。", ["规划纲要", "规划"]),
    ],
)
def test_the_longest_term_wins(text: str, expected: list[str]) -> None:
    """A term that stands only inside a longer one is left out; one that also stands alone is not."""
    assert names(text, terms=_NESTED) == expected


def test_terms_come_in_the_order_of_the_sentence() -> None:
    """Terms stand in the order in which they are read, each once."""
    terms = (term("丙"), term("乙"), term("甲", "甲甲"))
    assert names("甲和乙和甲甲和丙和乙", terms=terms) == ["甲", "乙", "丙"]


def test_the_narrowest_entry_wins() -> None:
    """What is said for a paragraph goes before what is said for its plan, and that before the rest."""
    wide, plan = term("全区"), term("全区", plans=("a",))
    paragraph = term("全区", paragraphs=("a/L1",))
    for terms in ((wide, plan, paragraph), (paragraph, plan, wide)):
        assert terms_in(passage("全区", "a/L1"), terms) == [paragraph]
        assert terms_in(passage("全区", "a/L2"), terms) == [plan]
        assert terms_in(passage("全区", "b/L1"), terms) == [wide]


# --- files -------------------------------------------------------------------------------------------

SOUND = '[[term]]\nterm = "口径"\nzh = "统计范围"\nen = "coverage"\n'


def _folder(tmp_path: Path, text: str) -> Path:
    folder = tmp_path / "content"
    folder.mkdir()
    (folder / "glossary.toml").write_text(text, encoding="utf-8")
    return folder


def test_own_terms_go_before_the_shipped_ones(tmp_path: Path) -> None:
    """A user's glossary adds terms, and what it says of a term goes before what is shipped."""
    folder = _folder(tmp_path, SOUND + '[[term]]\nterm = "河东片区"\nzh = "老城以东"\nen = "East Bank"\n')
    terms = load_glossary([CONTENT, folder])
    found = terms_in(passage("河东片区按新口径统计"), terms)
    assert [(t.name, t.glosses["en"]) for t in found] == [("河东片区", "East Bank"), ("口径", "coverage")]


def test_without_a_glossary_nothing_is_shown(tmp_path: Path) -> None:
    """A content folder needs no glossary."""
    assert load_glossary([tmp_path]) == ()


@pytest.mark.parametrize(
    ("text", "message_id", "line"),
    [
        (SOUND.replace('en = "coverage"\n', ""), "content.field_absent", 1),
        (SOUND.replace('zh = "统计范围"\n', ""), "content.field_absent", 1),
        (SOUND.replace("term = ", "name = "), "content.unknown_field", 2),
        (SOUND.replace('"统计范围"', "3"), "content.wrong_type", 3),
        (SOUND + 'also = "统计口径"\n', "content.wrong_type", 5),
        (SOUND + "plans = [1]\n", "content.wrong_type", 5),
        (SOUND.replace("[[term]]", "[[terms]]"), "content.unknown_name", 1),
        (SOUND.replace("[[term]]", "[term]"), "content.not_tables", 1),
        (SOUND + 'also = ["甲"\n', "toml.syntax", 6),
    ],
)
def test_a_mistake_is_told_with_its_line(tmp_path: Path, text: str, message_id: str, line: int) -> None:
    """What is wrong with a glossary is told with file and line, when it is read and by validate."""
    folder = _folder(tmp_path, text)

    def check(messages: tuple[Message, ...]) -> None:
        found = next(message for message in messages if message.id == message_id)
        assert found.values["file"] == str(folder / "glossary.toml")
        assert found.values["line"] == line

    with pytest.raises(Problem) as caught:
        load_glossary([CONTENT, folder])
    check(caught.value.messages)
    check(validate_content([folder]).errors)


@pytest.mark.parametrize("narrowed", ['plans = ["hainan-41"]', 'paragraphs = ["hainan-14/L99999"]'])
def test_a_place_that_is_not_there_is_told(tmp_path: Path, narrowed: str) -> None:
    """A term narrowed to a plan or paragraph that does not exist would never be shown; validate says so."""
    folder = _folder(tmp_path, f"{SOUND}{narrowed}\n")
    errors = validate_content([CONTENT, folder]).errors
    assert [error.values.get("file") for error in errors] == [str(folder / "glossary.toml")]
