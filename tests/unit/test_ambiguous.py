"""Characters that terminals draw one or two cells wide: everything here measures them as the setting says."""

from __future__ import annotations

import json
import subprocess
import sys
from itertools import pairwise
from unicodedata import category, east_asian_width

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len, chop_cells, set_cell_size
from rich.segment import Segment
from rich.text import Text

from tests.unit.test_text import NEVER_FIRST, NEVER_LAST, PRINTED, WIDTHS, chinese, lines_of
from tui.locale import LANGUAGES, Locale, load_sentences
from tui.locale.signs import SIGNS, SIGNS_AND_MARKS
from tui.report.files import build, rendered
from tui.report.names import HAND_INS
from tui.text.ambiguous import REPLACED, count_ambiguous_as
from tui.text.width import fit, pad, page_width, text_width
from tui.workspace import Workspace

pytestmark = pytest.mark.usefixtures("narrow_again")


def test_the_replaced_names_exist_in_the_installed_library() -> None:
    """Before anything is replaced, rich has each name and looks widths up by it."""
    code = (
        "import importlib, json, sys\n"
        f"for module, name in json.loads({json.dumps(REPLACED)!r}):\n"
        "    assert callable(getattr(importlib.import_module(module), name)), name\n"
        "from rich import cells\n"
        "assert cells.load_cell_table('auto').widths and cells.cell_len('“') == 1\n"
        "assert not any(name.startswith('tui') for name in sys.modules)\n"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr


def _wide_terminal(text: str) -> int:
    """The columns that a terminal with wide ambiguous characters moves on by (UAX 11)."""
    drawn = (char for char in text if category(char) not in ("Mn", "Me", "Cf"))
    return sum(2 if east_asian_width(char) in "AFW" else 1 for char in drawn)


def test_the_documents_are_measured_as_a_wide_terminal_draws_them() -> None:
    """Our measure, that of rich and of its parts agree with the terminal on every paragraph."""
    count_ambiguous_as(2)
    for text in PRINTED:
        wide = _wide_terminal(text)
        assert (text_width(text), cell_len(text), Segment(text).cell_length, Text(text).cell_len) == (
            wide,
        ) * 4
        assert _wide_terminal(set_cell_size(text, 33)) == 33
        assert all(_wide_terminal(part) <= 33 for part in chop_cells(text, 33))
        left, _ = Segment(text.ljust(40, "　")).split_cells(17)
        assert _wide_terminal(left.text) == 17


def test_lines_and_blocks_are_wide_too() -> None:
    """Borders, blocks, signs, Greek and private characters are drawn wide by such terminals as well."""
    for text in ("─│┌█▌▼●", "①Ⅱ℃‰°±×÷", "αβю", "\ue382\ufffd", "“”‘’—…·"):
        count_ambiguous_as(2)
        assert cell_len(text) == text_width(text) == 2 * len(text)
        count_ambiguous_as(1)
        assert cell_len(text) == text_width(text) == len(text)


def test_only_ambiguous_characters_change() -> None:
    """Han characters, Latin letters, combining marks and what is narrow everywhere stay as they were."""
    fixed = "汉字abc，。（）e\u0301✓✗⚑\u200b㎡"
    before = [cell_len(char) for char in fixed]
    count_ambiguous_as(2)
    assert [cell_len(char) for char in fixed] == before


@pytest.mark.parametrize("cells", [1, 2])
@given(text=chinese, width=st.integers(0, 60))
def test_padded_text_fills_its_column_in_both_terminals(cells: int, text: str, width: int) -> None:
    """A padded cell takes exactly its column, and a cut text is not wider, with the mark of the cut."""
    count_ambiguous_as(cells)
    assert text_width(pad(text, width)) == width
    assert text_width(fit(text, width)) <= width
    assert text_width(fit(text, width, "...")) <= width


@pytest.mark.parametrize("text", ["“十四五”规划——①", "α±2℃", "plain", "海南区"])
def test_what_goes_to_a_page_does_not_depend_on_the_terminal(text: str) -> None:
    """Columns of files and layouts of sources are measured the same with both settings."""
    narrow = page_width(text)
    count_ambiguous_as(2)
    assert page_width(text) == narrow < text_width(text) + (text in ("plain", "海南区"))


def _forbidden(width: int) -> list[tuple[str, str]]:
    return [
        (before, after)
        for text in PRINTED
        for before, after in pairwise(lines_of(text, width))
        if after[0] in NEVER_FIRST or before[-1] in NEVER_LAST
    ]


@pytest.mark.parametrize("width", WIDTHS)
def test_no_line_begins_or_ends_wrong_where_quotation_marks_are_wide(width: int) -> None:
    """With two cells for a quotation mark the rules for line ends hold too, and no line is too wide."""
    count_ambiguous_as(2)
    assert _forbidden(width) == []
    assert max(_wide_terminal(line) for text in PRINTED for line in lines_of(text, width)) <= width


@pytest.mark.slow
@pytest.mark.parametrize("cells", [1, 2])
@pytest.mark.parametrize("first", range(20, 161, 10))
def test_no_line_begins_or_ends_wrong_at_any_width(first: int, cells: int) -> None:
    """The rules hold over all documents at every width from 20 to 160 in both terminals."""
    count_ambiguous_as(cells)
    assert [pair for width in range(first, min(first + 10, 161)) for pair in _forbidden(width)] == []


# --- signs in ASCII ----------------------------------------------------------------------------------


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_sentence_is_ascii_apart_from_chinese(language: str) -> None:
    """With signs in ASCII no sentence of the program holds another character than Chinese ones."""
    locale = Locale(language, plain=True)
    said = "".join(locale.say(message) for message in load_sentences(language))
    # Names of values that are not given stand in ⟨⟩; U+FFFD is what one sentence is about.
    marks = "⟨⟩\ufffd" + ("“”‘’—…·" if language == "zh" else "")
    assert sorted(c for c in set(said) if not c.isascii() and not _is_chinese(c) and c not in marks) == []


def _is_chinese(char: str) -> bool:
    return "\u3000" <= char <= "\u9fff" or "\uff00" <= char <= "\uffef"


def test_every_sign_has_ascii_in_its_place() -> None:
    """The table turns one sign into few ASCII characters, and leaves values of sentences alone."""
    assert all(shown.isascii() and 1 <= len(shown) <= 5 for shown in SIGNS_AND_MARKS.values())
    assert SIGNS.items() <= SIGNS_AND_MARKS.items()
    assert Locale("en", plain=True).say("search.none", query="✓“能源”") == '"✓“能源”" was not found.'


@pytest.mark.parametrize("hand_in", HAND_INS)
def test_hand_ins_are_the_same_whatever_the_terminal_can_draw(workspace: Workspace, hand_in: str) -> None:
    """Files are made for their readers, not for the terminal of who writes them."""

    def written(*, plain: bool) -> bytes:
        locale = Locale("zh", plain=plain)
        return rendered(build(hand_in, workspace, locale), "json", locale)

    assert written(plain=True) == written(plain=False)
