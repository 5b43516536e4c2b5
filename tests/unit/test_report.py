"""The summary: the same bytes every time, and Markdown in which nobody's words become markup.

The golden files show a small shelf of their own, so that curating the shipped content does not change them.
After a wanted change of the summary, `python -m tests.unit.test_report` writes them anew.
"""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from unittest.mock import patch

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from markdown_it.token import Token

from tests.conftest import ROOT
from tui.config import load_config
from tui.locale import LANGUAGES, Locale
from tui.messages import Problem
from tui.plans.model import Passage
from tui.plans.sentences import sentences_of
from tui.report.document import Bullets, Document, Heading, Paragraph, Quotation, plain_table
from tui.report.files import build, rendered, write_new
from tui.report.markdown import to_markdown
from tui.report.options import Options
from tui.review.events import Author
from tui.text.safe import safe
from tui.workspace import Workspace, open_workspace

GOLDEN = ROOT / "tests" / "golden"
Summary = Callable[..., str]
Rows = list[list[str]]

# --- a small shelf, with everything in it that Markdown could take for markup ----------------------

FIRST = "推进煤炭|焦化转型。"
SECOND = "产能控制到 1500万吨 [注1] 以下,`回采率`达到*75%*以上。"
NEWS = "提高大型煤矿|占比。"

OLD = f"""\
[plan]
id = 'old-14'
title = '旧区“十四五”规划纲要 [试行] <b>|*'
short = '旧区纲要|#'
level = 'district'
kind = 'outline'
place = '旧区'
issuer = '旧区人民政府'
period = [2021, 2025]
note = '本纲要为测试而写。# 不是标题'

[plan.source]
file = 'old_14_a.txt'
url = 'www.example.cn/old_14_a.html?a=1&b=2'

[[paragraph]]
id = 'L1'
role = 'title'
text = '旧区“十四五”规划纲要'

[[section]]
path = '1'
kind = 'chapter'
number = '第一章'
title = '能源'
at = 'L2'

[[paragraph]]
id = 'L2'
role = 'heading'
section = '1'
text = '第一章 能源'

[[section]]
path = '1.1'
kind = 'section'
number = '第一节'
title = '煤炭'
parent = '1'
at = 'L3'

[[paragraph]]
id = 'L3'
role = 'heading'
section = '1.1'
text = '第一节 煤炭'

[[paragraph]]
id = 'L4'
section = '1.1'
text = '{FIRST}{SECOND}<b>第三句</b>!'

[[paragraph]]
id = 'L6'
section = '1'
text = '森林覆盖率(%)'
"""
NEW = f"""\
[plan]
id = 'new-15'
title = '新市“十五五”规划建议'
short = '新市建议'
level = 'city'
kind = 'proposals'
standing = 'secondary'
period = [2026, 2030]

[plan.source]
file = 'new_15.txt'

[[section]]
path = '一'
kind = 'item'
number = '一、'
title = '能源'
at = 'L1'

[[paragraph]]
id = 'L1'
role = 'heading'
section = '一'
text = '一、能源'

[[paragraph]]
id = 'L2'
section = '一'
text = '{NEWS}发展<新>能源。'
"""


def _target(name: str, nature: str, figures: str, row: int | None, number: int) -> str:
    return f"""\
[[target]]
id = 'old-14-{number}'
indicator = 'i{number}'
name = '{name}'
nature = '{nature}'
comparator = 'at_least'
measure = 'level'
{figures}
target_year = 2025
paragraph = 'L6'
quote = '森林覆盖率'
{f"table_row = {row}" if row else ""}
"""


TARGETS = "\n".join(
    (
        _target("森林覆盖率(%)|*", "binding", "value = 8.4\nbase = 8.0\nbase_year = 2020", 1, 1),
        _target("医师数<人>", "expected", "value = 2.7\nbase = 1.9\nbase_year = 2020", 2, 2),
        _target("研发经费", "none", "", 3, 3),
    )
)
MATCHES = """\
[[match]]
id = 'M1'
theme = 'T01'
old = [{ plan = 'old-14', paragraph = 'L4', quote = '推进煤炭|焦化转型' }]
new = [{ plan = 'new-15', paragraph = 'L2', quote = '提高大型煤矿|占比' }]
change = 'narrowed'
quantity = 'number_to_words'
certainty = 'likely'
rationale = '由 [总量] 转为 *结构*|占比。'

[[match]]
id = 'M2'
theme = 'T01'
old = []
new = [{ plan = 'new-15', paragraph = 'L2', quote = '发展<新>能源' }]
change = 'new'
quantity = 'none'
certainty = 'certain'
rationale = '旧材料未见。'
searched = { plans = ['old-14'], terms = ['新能源', '<新>'] }
"""
THEMES = """\
[[theme]]
id = 'T01'
zh = '能源'
en = 'Energy'
short_zh = '能源'
short_en = 'Energy'
"""
EXAMPLES = "indicator,year,value,unit,source,note\nold-14-1,2023,8.1,,虚构,\nold-14-2,2022,2.5,,虚构,\n"
SHELF = {
    "plans/old-14.toml": OLD,
    "plans/new-15.toml": NEW,
    "targets/old-14.toml": TARGETS,
    "comparisons/all.toml": MATCHES,
    "examples/old-14.csv": EXAMPLES,
    "themes.toml": THEMES,
}


def write_shelf(folder: Path, files: dict[str, str] = SHELF) -> Path:
    """A content folder with these files."""
    for name, text in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, encoding="utf-8")
    layouts = (ROOT / "content" / "hand_ins.toml").read_bytes()
    (folder / "hand_ins.toml").write_bytes(layouts)
    return folder


def _open(shelf: Path, review: Path, *content: Path) -> Workspace:
    """A workspace in which the small shelf stands in the place of the shipped one."""
    with patch("tui.places.shipped_content", lambda: shelf):
        return open_workspace(load_config(), content=content, review=review)


# --- a fixed review of it --------------------------------------------------------------------------

NOTE = (
    "口径请核实 | 表 `a|b` [连接](http://example.cn) ![图](x.png) <b>粗</b> <!-- 注 --> &amp; *重*\n"
    "__强__ ~~删~~ 一行\n"
    "# 不是标题\n- 不是列表\n2. 不是编号\n> 不是引文\n---\n| a | b |\n|---|---|\n\n```\n不是代码\n```\n"
    "\x1b[31m红\x1b[0m \x1b]8;;http://x\x07 \u202e反\u202c \\ [red]x[/red] [/] www.example.cn\n"
    "    缩进四格，末尾反斜线\\"
)
CELL_NOTE = "单位 | 换行\n| 新行 | <script>x</script> `\\|` *号*"
MATCH_NOTE = "新旧口径不同 | 见 [L36]: <http://x> \\|"
AUTHOR = Author("王审", "发改委|规划处 *甲*")
OTHER = Author("O'Neil <i>_x_</i>")


@contextmanager
def _fixed_clock() -> Iterator[None]:
    """Events get the ids 1, 2, 3 … and one date, whenever the tests run."""
    count = iter(range(1, 1000))
    with (
        patch("tui.review.store.now", lambda: "2026-03-05T08:09:10Z"),
        patch("tui.review.store.new_event_id", lambda _after="": f"{next(count):028x}"),
    ):
        yield


def _sentence(workspace: Workspace, paragraph_id: str, number: int = 0) -> Passage:
    paragraph = workspace.paragraph(paragraph_id)
    assert paragraph is not None
    return sentences_of(paragraph)[number]


def _flag(workspace: Workspace, kind: str, note: str, passage: Passage) -> str:
    severity = "high" if kind in ("risk", "error") else "low"
    event = workspace.act(
        "flag", "sentence", passage.paragraph, passage, kind=kind, severity=severity, note=note
    )
    return event.id


def _flag_subject(workspace: Workspace, subject: tuple[str, str, Passage | None], note: str) -> None:
    workspace.act("flag", *subject, kind="inconsistent", severity="low", note=note)


def write_fixed_review(shelf: Path, path: Path) -> None:
    """A review by two people with flags on sentences, a target and two matches, an edit, an undo, a value."""
    workspace = _open(shelf, path)
    workspace.author = AUTHOR
    both, one_sided = workspace.matches()
    with _fixed_clock():
        late = _sentence(workspace, "new-15/L2")
        _flag(workspace, "strength", "", late)
        early = _sentence(workspace, "old-14/L4", 1)
        edited = _flag(workspace, "risk", "初稿", early)
        workspace.act("flag_edit", "flag", edited, note=NOTE)
        _flag(workspace, "error", "撤销的意见", _sentence(workspace, "old-14/L4", 2))
        workspace.undo()
        workspace.act("reviewed", "sentence", early.paragraph, early)
        workspace.act("reviewed", "sentence", late.paragraph, late)
        workspace.author = OTHER
        first = _flag(workspace, "question", "第一句，后标", _sentence(workspace, "old-14/L4"))
        changed = {"suggestion": "推进煤炭|焦化<b>升级</b>*。", "tags": ["口径", "_x_"], "state": "resolved"}
        workspace.act("flag_edit", "flag", first, **changed)
        workspace.act("reply", "flag", first, reply="partly", reason="已改为“升级”|见表")
        _flag_subject(workspace, ("target", "old-14-1", _sentence(workspace, "old-14/L6")), CELL_NOTE)
        _flag_subject(workspace, ("match", both.id, workspace.locate(both.old[0])), MATCH_NOTE)
        _flag_subject(workspace, ("match", one_sided.id, workspace.locate(one_sided.new[0])), "")
        workspace.act("observe", "target", "old-14-2", year=2023, value=2.4, unit="", source="公报", note="")
    workspace.store.close()


@pytest.fixture
def shelf(tmp_path: Path) -> Path:
    """The folder of the small shelf."""
    return write_shelf(tmp_path / "shelf")


@pytest.fixture
def review(tmp_path: Path, shelf: Path) -> Path:
    """The file of the fixed review."""
    path = tmp_path / "fixed.review"
    write_fixed_review(shelf, path)
    return path


def _text(workspace: Workspace, language: str = "zh", plan: str = "") -> str:
    """The summary as Markdown."""
    return to_markdown(build("summary", workspace, Locale(language), Options(plan)))


def _hand_in(workspace: Workspace, name: str, language: str) -> bytes:
    """A hand-in in a format; ids of flags, which are chance, are left out."""
    hand_in, _, form = name.partition(".")
    data = rendered(build(hand_in, workspace, Locale(language)), form, Locale(language))
    return re.sub(rb"flag:[0-9a-f]{28}", b"flag:ID", data)


@pytest.fixture
def summary(shelf: Path, review: Path) -> Summary:
    """The summary of the fixed review; `content` folders are laid over the small shelf."""

    def make(language: str = "zh", *content: Path, plan: str = "", examples: bool = False) -> str:
        workspace = _open(shelf, review, *content)
        workspace.with_examples = examples
        try:
            return _text(workspace, language, plan)
        finally:
            workspace.store.close()

    return make


# --- golden bytes ----------------------------------------------------------------------------------


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_summary_is_the_golden_one(summary: Summary, language: str) -> None:
    """The fixed review gives exactly the bytes of the golden file, the first and the second time."""
    golden = (GOLDEN / f"summary.{language}.md").read_bytes()
    assert summary(language).encode() == golden
    assert summary(language).encode() == golden


EXPORT = """
import sys
from pathlib import Path
from tui import places
from tui.cli import main
places.shipped_content = lambda: Path(sys.argv[1])
raise SystemExit(main(sys.argv[2:]))
"""
SURROUNDINGS = {
    "c": {"LC_ALL": "C", "TZ": "Pacific/Kiritimati", "COLUMNS": "40", "PYTHONHASHSEED": "1"},
    "gb18030": {"LC_ALL": "zh_CN.GB18030", "TZ": "America/Los_Angeles", "PYTHONHASHSEED": "2"},
    "latin-1": {"TERM": "dumb", "NO_COLOR": "1", "PYTHONUTF8": "0", "PYTHONIOENCODING": "latin-1"},
}


#: Hand-ins of the fixed review in text formats.
KEPT = (
    *("opinions.csv", "opinions.json", "edits.md", "letter.md", "tasks.csv", "projects.md"),
    *("indicators.csv", "assessment.md", "comparison.csv", "proposals.csv", "coordination.md", "coverage.md"),
)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", KEPT)
def test_every_hand_in_is_the_golden_one(shelf: Path, review: Path, name: str, language: str) -> None:
    """Each hand-in of the fixed review gives exactly the bytes of its golden file."""
    workspace = _open(shelf, review)
    golden = GOLDEN / "hand_ins" / f"{language}.{name}"
    assert _hand_in(workspace, name, language) == golden.read_bytes()
    workspace.store.close()


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("surroundings", SURROUNDINGS.values(), ids=SURROUNDINGS.keys())
def test_the_bytes_do_not_depend_on_the_machine(
    shelf: Path, review: Path, language: str, surroundings: dict[str, str]
) -> None:
    """Another locale, time zone, encoding, hash seed or terminal width gives the same bytes on stdout."""
    call = ["export", "summary", "--review", str(review), "--lang", language]
    done = subprocess.run(
        [sys.executable, "-c", EXPORT, str(shelf), *call],
        cwd=ROOT,
        env={**os.environ, **surroundings},
        capture_output=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert done.stdout == (GOLDEN / f"summary.{language}.md").read_bytes()


def test_what_stands_before_the_text_is_yaml(summary: Summary) -> None:
    """Title, plans, reviewers and counts can be read by a program, whatever people are called."""
    front = summary().partition("\n---\n")[0].removeprefix("---\n").split("\n")
    told = {name: json.loads(value) for name, _, value in (line.partition(": ") for line in front)}
    assert told["plans"] == "old-14, new-15"
    assert (told["flags"], told["reviewed"]) == ("6", "2/6")
    assert OTHER.name in told["reviewers"]


def test_a_proposed_wording_is_shown_as_a_change(summary: Summary) -> None:
    """What goes is struck and what comes is underlined; without the one it is the old, else the new text."""
    blocks = [text for kind, text in _blocks(summary()) if kind == "paragraph" and isinstance(text, str)]
    (change,) = (text for text in blocks if "<del>" in text)
    assert re.sub("<del>.*?</del>|</?ins>", "", change) == "推进煤炭|焦化<b>升级</b>*。"
    assert re.sub("<ins>.*?</ins>|</?del>", "", change) == FIRST
    assert any("部分采纳" in text and "见表" in text for text in blocks)


def test_a_written_file_has_the_same_bytes(tmp_path: Path, summary: Summary) -> None:
    """The file in a folder is byte for byte what goes to stdout, with plain line ends."""
    path = tmp_path / "摘要.md"
    write_new(path, summary().encode())
    assert path.read_bytes() == (GOLDEN / "summary.zh.md").read_bytes()
    assert [file.name for file in tmp_path.glob("*.md*")] == [path.name]
    with pytest.raises(Problem):
        write_new(path, b"x")
    assert path.read_bytes() == (GOLDEN / "summary.zh.md").read_bytes()


# --- as Markdown -----------------------------------------------------------------------------------

PARSER = MarkdownIt("commonmark").enable(["table", "strikethrough"])
#: What plain words are made of once they are parsed.
PLAIN = frozenset({"text", "text_special", "softbreak", "hardbreak"})
#: What goes and comes in a proposed wording.
STROKES = frozenset({"<del>", "</del>", "<ins>", "</ins>"})


def _plain(token: Token) -> str:
    """The text of an inline token; anything in it but text and line breaks is an error."""
    parts = []
    for child in token.children or []:
        is_break = child.type == "html_inline" and child.content == "<br>"
        is_stroke = child.type == "html_inline" and child.content in STROKES
        plain = child.type in PLAIN or is_break or is_stroke
        assert plain, f"{child.type}: {child.content or child.attrs}"
        is_text = child.type in ("text", "text_special") or is_stroke
        parts.append(child.content if is_text else "\n")
    return "".join(parts).replace("\xa0", "")


def _after_front(markdown: str) -> str:
    """The text after what stands before it as YAML."""
    front, separator, text = markdown.partition("\n---\n")
    return text if separator and front.startswith("---\n") else markdown


def _blocks(markdown: str) -> list[tuple[str, str | Rows]]:
    """What a reader of the Markdown sees: kind and text of each block, tables as lists of rows."""
    blocks: list[tuple[str, str | Rows]] = []
    open_blocks: list[str] = []
    rows: Rows = []
    for token in PARSER.parse(_after_front(markdown)):
        if token.type == "inline":
            text = _plain(token)
            if "table" in open_blocks:
                rows[-1].append(text)
            else:
                outer = [name for name in open_blocks if name != "paragraph"]
                blocks.append(("/".join(outer) or "paragraph", text))
        elif token.nesting == 1:
            name = token.type.removesuffix("_open")
            open_blocks.append(token.tag if name == "heading" else name)
            if name == "tr":
                rows.append([])
        elif token.nesting == -1:
            if open_blocks.pop() == "table":
                blocks.append(("table", rows))
                rows = []
        else:
            raise AssertionError(f"{token.type}: {token.content}")
    return blocks


def _texts(markdown: str, kind: str) -> list[str]:
    """The texts of all blocks of a kind."""
    return [text for found, text in _blocks(markdown) if found == kind and isinstance(text, str)]


def _tables(markdown: str) -> list[Rows]:
    return [rows for kind, rows in _blocks(markdown) if kind == "table" and isinstance(rows, list)]


def _shown(text: str) -> str:
    """A text as a page shows it: safe characters, no blanks at either end of a line."""
    return "\n".join(safe(line.strip()) for line in text.strip().split("\n"))


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_structure_survives_every_note(summary: Summary, language: str) -> None:
    """No note, name or quote adds or breaks a heading, table, list or cell of the summary."""
    kinds = [kind for kind, _ in _blocks(summary(language))]
    headings = [kind for kind in kinds if kind in ("h1", "h2", "h3", "h4")]
    assert " ".join(headings) == "h1 h2 h2 h2 h2 h3 h4 h4 h3 h4 h2 h3 h2 h4 h4 h2"
    assert set(kinds) - set(headings) == {"paragraph", "table", "blockquote", "bullet_list/list_item"}
    shapes = [[len(row) for row in rows] for rows in _tables(summary(language))]
    assert shapes == [[7] * 3, [5] * 5, [9] * 6, [9] * 4, [2] * 2, [2] * 2]


@pytest.mark.parametrize("language", LANGUAGES)
def test_notes_are_read_as_they_were_written(summary: Summary, language: str) -> None:
    """Every line of every note is on the page, word for word, in a paragraph or in its cell."""
    markdown, say = summary(language), Locale(language).say
    for note in (NOTE, MATCH_NOTE):
        assert _shown(say("summary.comment", text=note)) in _texts(markdown, "paragraph")
    assert _tables(markdown)[3][1][8].endswith(_shown(CELL_NOTE))
    everything = str([text for _, text in _blocks(markdown)])
    for name in (OTHER.name, AUTHOR.name, AUTHOR.unit):
        assert name in everything.replace("\\'", "'")
    for withdrawn in ("撤销的意见", "初稿"):
        assert withdrawn not in everything


def test_no_control_character_reaches_the_file(summary: Summary) -> None:
    """Escape sequences and bidirectional controls in notes are visible signs in the file, not at work."""
    text = summary()
    assert [char for char in text if char != "\n" and safe(char) != char] == []
    assert "␛[31m" in text.replace("\\", "")


def test_quotes_are_verbatim_and_in_plan_order(summary: Summary) -> None:
    """Flagged sentences stand in shelf and printed order, word for word, whenever they were flagged."""
    assert _texts(summary(), "blockquote") == [FIRST, SECOND, NEWS]


def test_both_sides_of_a_match_stand_side_by_side(summary: Summary) -> None:
    """A flagged match shows the words of both plans with their places, or what was searched in vain."""
    markdown, say = summary(), Locale("zh").say
    (_, (old, new)), (_, (nothing, _)) = _tables(markdown)[4:]
    assert old.startswith("推进煤炭|焦化转型")
    assert "old-14/L4" in old
    assert new.startswith("提高大型煤矿|占比")
    assert "new-15/L2" in new
    assert nothing == say("compare.nothing")
    items = _texts(markdown, "bullet_list/list_item")
    assert say("summary.rationale", text="由 [总量] 转为 *结构*|占比。") in items
    assert say("summary.searched", terms="新能源、<新>") in items


# fmt: off
MARKUP = [
    "|", "`", "```", "[a](b)", "![", "<b>", "</b>", "<!--", "*", "**", "_", "__x__", "#", "~~", ">", "-", "+",
    "1.", "2)", "=", "===", "---", "&amp;", "&lt;", "\\", "\\|", ":", "(", ")", "!", '"', "'", "http://x.cn",
    "www.x.cn", "[x]:", "[^1]", "中", "文。", "\x1b[1m", "\u202e",
]
# fmt: on
SNIPPETS = st.sampled_from([*MARKUP, "# ", "- ", "1. ", " ", "    ", "\t", "\n", "\n\n"])
WORDS = st.lists(SNIPPETS, max_size=8).map("".join)


@pytest.mark.parametrize(
    "line", ["---", "===", "- - -", "***", "#", "```", "> x", "1.", "|-|", "[x]: y", "<hr>"]
)
def test_a_line_of_signs_is_a_line_of_text(line: str) -> None:
    """A line that would be a rule, a heading, a fence or the like is a line of the paragraph it stands in."""
    for text in (line, f"前文\n{line}", f"{line}\n后文", f"前文\n{line}\n后文"):
        assert _blocks(to_markdown(Document((Paragraph(text),)))) == [("paragraph", text)]


def _seen(text: str) -> str:
    return "".join(safe(text).split())


@given(st.lists(WORDS, min_size=8, max_size=8))
def test_any_words_stay_words(texts: list[str]) -> None:
    """Whatever stands in a heading, paragraph, quote, list or cell, shape and words stay."""
    heading, paragraph, quote, first, second, column, cell, after = texts
    document = Document(
        (
            Heading(2, heading),
            Paragraph(paragraph),
            Quotation(quote),
            Bullets((first, second)),
            plain_table((column, "b"), ((cell, first), (second, cell))),
            Paragraph(after),
        )
    )
    blocks = [
        (kind, [[_seen(part) for part in row] for row in text] if isinstance(text, list) else _seen(text))
        for kind, text in _blocks(to_markdown(document))
    ]
    assert blocks == [
        ("h2", _seen(heading)),
        ("paragraph", _seen(paragraph)),
        ("blockquote", _seen(quote)),
        ("bullet_list/list_item", _seen(first)),
        ("bullet_list/list_item", _seen(second)),
        ("table", [[_seen(column), "b"], [_seen(cell), _seen(first)], [_seen(second), _seen(cell)]]),
        ("paragraph", _seen(after)),
    ]


# --- what the summary says -------------------------------------------------------------------------


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("examples", [False, True])
def test_no_sentence_and_no_value_is_missing(summary: Summary, language: str, examples: bool) -> None:
    """Nothing in the summary stands for a sentence or a value that the program does not have."""
    assert "⟨" not in summary(language, examples=examples)


@pytest.mark.parametrize("language", LANGUAGES)
def test_examples_are_announced_and_marked(summary: Summary, language: str) -> None:
    """With invented values on, the summary says so at its top and marks each of them."""
    say = Locale(language).say
    plain, tried = (summary(language, examples=on) for on in (False, True))
    notice = ("paragraph", say("summary.examples_on"))
    assert _blocks(tried)[1] == notice
    assert notice not in _blocks(plain)

    def reported(markdown: str) -> list[str]:
        return [row[5] for row in _tables(markdown)[3][1:]]

    assert reported(plain) == ["", "2.4 (2023)", ""]
    assert reported(tried) == [f"8.1 (2023) {say('target.example')}", "2.4 (2023)", ""]


def test_one_plan_alone(summary: Summary) -> None:
    """With a plan named, only what concerns it is in the summary; a name that is not on the shelf is said."""
    markdown = summary(plan="new-15")
    assert _texts(markdown, "blockquote") == [NEWS]
    identity = _tables(markdown)[0]
    assert len(identity) == 2
    assert "(new-15)" in identity[1][0]
    with pytest.raises(Problem) as caught:
        summary(plan="new-16")
    assert caught.value.messages[0].id == "plan.unknown"


def test_an_empty_review_is_a_summary_too(shelf: Path, tmp_path: Path) -> None:
    """Without any flag the summary says so and still shows the documents and the targets."""
    path = tmp_path / "none.review"
    markdown = _text(_open(shelf, path))
    assert Locale("zh").say("summary.no_flags") in _texts(markdown, "paragraph")
    assert len(_tables(markdown)) == 3
    assert not path.exists()


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_shipped_plans_make_a_summary(workspace: Workspace, language: str) -> None:
    """The real documents, with a flag on each and example values, come out as well-formed Markdown."""
    workspace.with_examples = True
    for plan in workspace.plans():
        paragraph = next(p for p in plan.paragraphs if p.role == "body")
        _flag(workspace, "risk", NOTE, sentences_of(paragraph)[0])
    markdown = _text(workspace, language)
    workspace.store.close()
    assert "⟨" not in markdown
    assert len(_texts(markdown, "blockquote")) == len(workspace.cards)
    for rows in _tables(markdown):
        assert len({len(row) for row in rows}) == 1
    rows = next(rows for rows in _tables(markdown) if len(rows[0]) == 9)
    assert [row[0] for row in rows[1:14]] == [str(number) for number in range(1, 14)]


def _corrected(folder: Path, old: str, new: str) -> Path:
    """A content folder in which the old plan has other words."""
    assert OLD.count(old) == 1
    return write_shelf(folder, {"plans/old-14.toml": OLD.replace(old, new)})


def _marks_of(markdown: str, quote: str) -> list[str | Rows]:
    """What the list under a quote says of its place besides citation and author."""
    blocks = _blocks(markdown)
    items = []
    for kind, text in blocks[blocks.index(("blockquote", quote)) + 1 :]:
        if kind != "bullet_list/list_item":
            break
        items.append(text)
    return items[1:-1]


def test_words_that_changed_are_quoted_as_flagged_and_marked(tmp_path: Path, summary: Summary) -> None:
    """A flag on a figure that was changed keeps the words it was put on and says what stands there now."""
    changed = summary("zh", _corrected(tmp_path / "corrected", "1500万吨", "1600万吨"))
    (told,) = _marks_of(changed, SECOND)
    assert str(told).startswith("原文中的数字已变，现为“")
    assert "1600万吨" in str(told)
    gone = summary("zh", _corrected(tmp_path / "gone", SECOND, "另起一段。"))
    assert _marks_of(gone, SECOND) == [Locale("zh").say("anchor.lost")]
    assert _marks_of(summary(), SECOND) == []


def test_words_that_moved_are_found_and_marked(tmp_path: Path, summary: Summary) -> None:
    """A flag whose words stand elsewhere in the corrected plan is handed in with a word about it."""
    moved = summary("zh", _corrected(tmp_path / "corrected", FIRST, f"补入一句。{FIRST}"))
    assert _marks_of(moved, SECOND) == [Locale("zh").say("anchor.moved")]


def test_flags_on_a_plan_that_left_the_shelf_are_not_dropped(shelf: Path, review: Path) -> None:
    """What was flagged in a plan that is no longer there is still handed in, with its words."""
    workspace = _open(shelf, review)
    workspace.author = AUTHOR
    _flag(workspace, "error", "还要交", Passage("gone-plan/L7", 0, 5, "不在架的话"))
    markdown = _text(workspace)
    workspace.store.close()
    assert "不在架的话" in _texts(markdown, "blockquote")
    assert Locale("zh").say("summary.comment", text="还要交") in _texts(markdown, "paragraph")


@pytest.mark.parametrize(
    ("files", "note"),
    [
        ({"comparisons/all.toml": MATCHES[MATCHES.index("[[match]]", 5) :]}, MATCH_NOTE),
        ({"targets/old-14.toml": TARGETS[TARGETS.index("[[target]]", 5) :]}, CELL_NOTE),
    ],
    ids=["match", "target"],
)
def test_a_flag_on_what_was_withdrawn_is_not_dropped(
    shelf: Path, review: Path, tmp_path: Path, files: dict[str, str], note: str
) -> None:
    """A flag on a match or target that the content no longer has is still handed in, with its note."""
    workspace = _open(shelf, review, write_shelf(tmp_path / "later", files))
    markdown = _text(workspace)
    workspace.store.close()
    assert any(_shown(note) in text for _, text in _blocks(markdown) if isinstance(text, str))


def regenerate() -> None:
    """Write the golden files anew."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        os.environ["PLAN_REVIEW_HOME"] = str(folder / "home")
        shelf, review = write_shelf(folder / "shelf"), folder / "fixed.review"
        write_fixed_review(shelf, review)
        for language in LANGUAGES:
            workspace = _open(shelf, review)
            text = _text(workspace, language)
            (GOLDEN / f"summary.{language}.md").write_bytes(text.encode())
            (GOLDEN / "hand_ins").mkdir(exist_ok=True)
            for name in KEPT:
                kept = _hand_in(workspace, name, language)
                (GOLDEN / "hand_ins" / f"{language}.{name}").write_bytes(kept)
            workspace.store.close()


if __name__ == "__main__":
    regenerate()
