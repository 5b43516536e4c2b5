"""Numbers in Chinese text, and whether a typed value follows from the words it is quoted from."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from tests.conftest import ROOT
from tui.messages import Message
from tui.targets.grounds import follows_from_quote
from tui.targets.loading import load_facts, load_targets
from tui.targets.model import Fact, Target
from tui.text.numbers import figures_in, han_number, printed_number
from tui.validation import validate_content

CONTENT = ROOT / "content"
TARGETS = {path.stem: load_targets(path) for path in sorted((CONTENT / "targets").glob("*.toml"))}
FACTS = {path.stem: load_facts(path) for path in sorted((CONTENT / "facts").glob("*.toml"))}
PENSION = next(target for target in TARGETS["wuhai-2023-plan"] if target.indicator == "pension_coverage")
FOREST = next(target for target in TARGETS["hainan-14"] if target.table_row == 11)


_DIGITS = "零一二三四五六七八九"


def in_words(number: int) -> str:
    """A number from 1 to 999 as it is written in Chinese: 十五, 二十, 一百零五, 三百一十."""
    hundreds, rest = divmod(number, 100)
    tens, ones = divmod(rest, 10)
    words = f"{_DIGITS[hundreds]}百" if hundreds else ""
    if tens:
        words += ("" if tens == 1 and not hundreds else _DIGITS[tens]) + "十"
    elif hundreds and ones:
        words += "零"
    return words + (_DIGITS[ones] if ones else "")


def in_full_width(text: str) -> str:
    """A text with full-width figures and signs."""
    return "".join(chr(ord(char) + 0xFEE0) if "!" <= char <= "~" else char for char in text)


# --- numbers -----------------------------------------------------------------------------------------


def test_the_writer_writes_as_people_do() -> None:
    """The oracle itself, on numbers that can be read off a page."""
    numbers = [1, 10, 15, 20, 36, 100, 105, 110, 115, 120, 999]
    assert (
        " ".join(map(in_words, numbers))
        == "一 十 十五 二十 三十六 一百 一百零五 一百一十 一百一十五 一百二十 九百九十九"
    )


@given(st.integers(1, 999))
def test_number_words_are_read_as_they_are_written(number: int) -> None:
    """Every number up to 999 in words has its value, alone, in a heading, and in a sentence."""
    words = in_words(number)
    assert han_number(words) == number
    assert printed_number(f"第{words}章") == number
    assert printed_number(f"（{words}）") == number
    assert figures_in(f"建成{words}个项目") == [number]


@pytest.mark.parametrize(
    ("words", "value"),
    [("两百", 200), ("一十五", 15), ("一千零二十", 1020), ("三千五百", 3500), ("〇", 0), ("零", 0)],
)
def test_other_ways_to_write_a_number(words: str, value: int) -> None:
    """两, 〇, 千 and 一十 are understood."""
    assert han_number(words) == value


@pytest.mark.parametrize(
    ("words", "value"), [("二〇三五年", 2035), ("二〇二一年", 2021), ("一九七八年", 1978)]
)
def test_years_written_digit_by_digit(words: str, value: int) -> None:
    """二〇三五 is 2035, not its last digit."""
    assert figures_in(words) == [value]


@given(st.integers(0, 10**7))
def test_figures_of_either_width(number: int) -> None:
    """A number in half or full width, with or without thousands separators, has its value."""
    for text in (str(number), f"{number:,}", in_full_width(str(number)), in_full_width(f"{number:,}")):
        assert number in figures_in(f"达到{text}人以上")
    assert printed_number(f"专栏{in_full_width(str(number))}") == number


@given(st.integers(0, 10**6), st.integers(1, 999))
def test_decimals_of_either_width(whole: int, part: int) -> None:
    """A decimal is one number, not two."""
    text = f"{whole}.{part:03d}"
    for printed in (text, in_full_width(text)):
        assert set(figures_in(f"达到{printed}%")) == {float(text)}


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("分别达到75%、67%", {75, 67}),
        ("年收入50—100万元", {50, 100}),
        ("１２．５％", {12.5}),
        ("新建三座、改造５座", {3, 5}),
        ("2025年达到8.4%", {2025, 8.4}),
        ("排名第七", {7}),
        ("稳步提升。", set()),
        ("", set()),
    ],
)
def test_every_number_of_a_text(text: str, values: set[float]) -> None:
    """All numbers of a text are found, and none that are not there."""
    assert set(figures_in(text)) == values


@pytest.mark.parametrize(
    ("number", "value"), [("第十四章", 14), ("（三十六）", 36), ("专栏９", 9), ("——", 0), ("", 0)]
)
def test_printed_numbers(number: str, value: int) -> None:
    """The number of a heading, and 0 where there is none."""
    assert printed_number(number) == value


# --- values ------------------------------------------------------------------------------------------


@pytest.mark.parametrize("plan", sorted(TARGETS.keys() | FACTS.keys()))
def test_every_shipped_value_follows(plan: str) -> None:
    """Each value of targets and facts stands in its quote or its printed cells."""
    entries: list[Target | Fact] = [*TARGETS.get(plan, ()), *FACTS.get(plan, ())]
    assert [entry.id for entry in entries if not follows_from_quote(entry)] == []


def test_bases_stand_in_the_printed_row() -> None:
    """The base of each table row is one of its cells, of the column of its year."""
    columns = {2019: 3, 2020: 4}
    rows = [target for target in TARGETS["hainan-14"] if target.base is not None]
    assert len(rows) == 11
    for target in rows:
        assert target.base_year is not None
        assert set(figures_in(target.cells[columns[target.base_year]])) == {target.base}


_WRITTEN: list[Callable[[int], str]] = [str, "{:,}".format, lambda n: in_full_width(str(n))]


@given(st.integers(1, 10**6), st.integers(0, 5), st.integers(1, 9), st.sampled_from(_WRITTEN), st.booleans())
def test_a_changed_digit_is_told(
    value: int, place: int, step: int, write: Callable[[int], str], of_target: bool
) -> None:
    """A value follows from the words that print it, and no longer when one digit of it is another."""
    digits = list(str(value))
    place %= len(digits)
    digits[place] = str((int(digits[place]) + step) % 10)
    changed = int("".join(digits))
    assume(len(str(changed)) == len(digits))
    quote = f"城镇新增就业{write(value)}人以上"
    entry: Target | Fact = (
        replace(PENSION, quote=quote) if of_target else replace(FACTS["hainan-14"][1], quote=quote)
    )
    assert follows_from_quote(replace(entry, value=float(value)))
    assert not follows_from_quote(replace(entry, value=float(changed)))


@given(st.integers(1, 999), st.integers(1, 999))
def test_a_changed_number_word_is_told(value: int, other: int) -> None:
    """A value printed in words follows, another one does not."""
    entry = replace(PENSION, quote=f"新建{in_words(value)}个养老服务中心")
    assert follows_from_quote(replace(entry, value=float(value)))
    assert follows_from_quote(replace(entry, value=float(other))) is (value == other)


@pytest.mark.parametrize(
    ("quote", "value", "high", "follows"),
    [
        ("比2020年下降12%", -12, None, True),
        ("比2020年下降12%", -21, None, False),
        ("年收入50—100万元", 50, 100, True),
        ("年收入50—100万元", 50, 110, False),
        ("年收入50—100万元", 60, 100, False),
        ("环境质量不下降", 0, None, True),
        ("使用量实现负增长", 0, None, True),
        ("环境质量提升", 0, None, False),
        ("稳步提升", None, None, True),
        ("达到8.4%", 84, None, False),
        ("达到8.4%", 8, None, False),
        ("达到8.4%", 4, None, False),
        ("新增1,500人", 1500, None, True),
        ("新增1,500人", 500, None, False),
    ],
)
def test_what_follows(quote: str, value: float | None, high: float | None, follows: bool) -> None:
    """Falls, ranges and words for no change follow; parts of a number do not."""
    entry = replace(PENSION, quote=quote, value=value, value_high=high)
    assert follows_from_quote(entry) is follows


def test_a_table_row_follows_from_its_cells() -> None:
    """The quote of a row is its name; its value stands in the cells."""
    assert follows_from_quote(FOREST)
    assert not follows_from_quote(replace(FOREST, value=8.6))
    assert not follows_from_quote(replace(FOREST, cells=()))


@pytest.mark.parametrize(
    ("measure", "value", "quote", "follows"),
    [
        ("coverage", 100, "推动充电桩小区全覆盖", True),
        ("coverage", 100, "响应率达到100%", True),
        ("coverage", 90, "推动充电桩小区全覆盖", False),
        ("coverage", 10, "响应率达到100%", False),
        ("zero", 0, "确保城镇零就业家庭动态清零", True),
        ("zero", 1, "彻底解决城市内涝问题", False),
        ("rank", 2, "增速居各盟市第二位", True),
        ("rank", 3, "增速居各盟市第二位", False),
    ],
)
def test_values_that_stand_for_words(measure: str, value: float, quote: str, follows: bool) -> None:
    """全覆盖 is 100 and 清零 is 0, and nothing else; a rank in words is that rank."""
    entry = replace(PENSION, measure=measure, value=value, quote=quote)
    assert follows_from_quote(entry) is follows


# --- validate ----------------------------------------------------------------------------------------


def _errors(tmp_path: Path, kind: str, plan: str, old: str, new: str) -> tuple[str, tuple[Message, ...]]:
    """The changed file and what validate says, when one place of it is another."""
    text = (CONTENT / kind / f"{plan}.toml").read_text(encoding="utf-8")
    assert text.count(old) == 1
    folder = tmp_path / "content" / kind
    folder.mkdir(parents=True)
    text = text.replace(old, new)
    (folder / f"{plan}.toml").write_text(text, encoding="utf-8")
    return text, validate_content([CONTENT, tmp_path / "content"]).errors


def _block(text: str, identifier: str) -> tuple[int, int]:
    """The first and last line of the entry with an id."""
    lines = text.splitlines()
    place = next(n for n, line in enumerate(lines, 1) if identifier in line and line.startswith("id"))
    end = next((n for n in range(place, len(lines)) if lines[n].startswith("[[")), len(lines))
    return place - 1, end


def _entry(kind: str, plan: str, identifier: str) -> str:
    """The text of the entry with an id."""
    text = (CONTENT / kind / f"{plan}.toml").read_text(encoding="utf-8")
    first, last = _block(text, identifier)
    return "".join(text.splitlines(keepends=True)[first - 1 : last])


CHANGES = [
    ("targets", "wuhai-2023-plan", "wuhai-2023-plan-t003", "value = 30\n", "value = 36\n"),
    ("targets", "hainan-14", "hainan-14-11", "value = 8.4\n", "value = 8.5\n"),
    ("facts", "hainan-14", "hainan-14-f002", "value = 5.8\n", "value = 5.9\n"),
]


@pytest.mark.parametrize(("kind", "plan", "identifier", "old", "new"), CHANGES)
def test_validate_tells_a_changed_value(
    tmp_path: Path, kind: str, plan: str, identifier: str, old: str, new: str
) -> None:
    """A value that is not that of its quote is told once, with its id and its file."""
    text = _entry(kind, plan, identifier)
    assert old in text
    _, (error,) = _errors(tmp_path, kind, plan, text, text.replace(old, new))
    assert (error.id, error.values["id"]) == ("validate.value", identifier)
    assert error.values["file"] == str(tmp_path / "content" / kind / f"{plan}.toml")


@pytest.mark.parametrize(("kind", "plan", "identifier", "old", "new"), CHANGES)
def test_validate_tells_the_line_of_a_changed_value(
    tmp_path: Path, kind: str, plan: str, identifier: str, old: str, new: str
) -> None:
    """The line that is told is one of the entry's."""
    text = _entry(kind, plan, identifier)
    assert old in text
    changed, (error,) = _errors(tmp_path, kind, plan, text, text.replace(old, new))
    first, last = _block(changed, identifier)
    assert first <= int(str(error.values["line"])) <= last


def test_validate_tells_a_changed_base(tmp_path: Path) -> None:
    """The base of a row is held against its cells as its value is."""
    block = _entry("targets", "hainan-14", "hainan-14-11")
    assert "base = 8.2\n" in block
    _, (error,) = _errors(
        tmp_path, "targets", "hainan-14", block, block.replace("base = 8.2\n", "base = 8.3\n")
    )
    assert (error.id, error.values["id"]) == ("validate.value", "hainan-14-11")


def test_validate_tells_a_changed_quote(tmp_path: Path) -> None:
    """A figure changed in quote and value alike is told, for the document does not print it."""
    block = _entry("facts", "hainan-14", "hainan-14-f002")
    assert block.count("5.8") == 2
    _, (error,) = _errors(tmp_path, "facts", "hainan-14", block, block.replace("5.8", "5.9"))
    assert (error.id, error.values["id"]) == ("validate.quote", "hainan-14-f002")
