"""The summary: the same bytes every time, and Markdown in which nobody's words become markup.

After a wanted change of the summary, `python -m tests.unit.test_report` writes the golden files anew.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from unittest.mock import patch

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from markdown_it.token import Token

from tests.conftest import ROOT
from tui.config import load_config
from tui.locale import LANGUAGES, Locale
from tui.messages import Problem
from tui.plans.model import Passage
from tui.report.document import Bullets, Document, Heading, Paragraph, Quotation, Table
from tui.report.files import build, write_new
from tui.report.markdown import to_markdown
from tui.review.events import Author
from tui.text.safe import safe
from tui.workspace import Workspace, open_workspace, sentences_of

GOLDEN = ROOT / "tests" / "golden"
MakeWorkspace = Callable[..., Workspace]

NOTE = (
    "口径请核实 | 表 `a|b` [连接](http://example.cn) ![图](x.png) <b>粗</b> <!-- 注 --> &amp; *重*\n"
    "__强__ ~~删~~ 一行\n"
    "# 不是标题\n- 不是列表\n2. 不是编号\n> 不是引文\n| a | b |\n|---|---|\n\n```\n不是代码\n```\n"
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


def _flag(
    workspace: Workspace, subject: str, identifier: str, passage: Passage | None, kind: str, note: str
) -> str:
    severity = "high" if kind in ("risk", "error") else "low"
    event = workspace.act("flag", subject, identifier, passage, kind=kind, severity=severity, note=note)
    return event.id


def write_fixed_review(path: Path) -> None:
    """A review by two people with flags on sentences, a target and two matches, an edit, an undo, a value."""
    workspace = open_workspace(load_config(), review=path)
    workspace.author = AUTHOR
    target = workspace.targets("hainan-14")[0]
    both, one_sided = (
        next(match for match in workspace.matches() if match.id == name) for name in ("P1-274", "P1-001")
    )
    with _fixed_clock():
        late = _sentence(workspace, "wuhai-15/L36")
        _flag(workspace, "sentence", late.paragraph, late, "strength", "")
        early = _sentence(workspace, "hainan-14/L1012", 1)
        edited = _flag(workspace, "sentence", early.paragraph, early, "risk", "初稿")
        workspace.act("flag_edit", "flag", edited, note=NOTE)
        removed = _sentence(workspace, "hainan-14/L1012", 2)
        _flag(workspace, "sentence", removed.paragraph, removed, "error", "撤销的意见")
        workspace.undo()
        workspace.act("reviewed", "sentence", early.paragraph, early)
        workspace.act("reviewed", "sentence", late.paragraph, late)
        workspace.author = OTHER
        first = _sentence(workspace, "hainan-14/L1012")
        _flag(workspace, "sentence", first.paragraph, first, "question", "第一句，后标")
        cell = workspace.paragraph(target.paragraph)
        assert cell is not None
        _flag(workspace, "target", target.id, _sentence(workspace, cell.id), "inconsistent", CELL_NOTE)
        _flag(workspace, "match", both.id, workspace.locate(both.old[0]), "edit", MATCH_NOTE)
        _flag(workspace, "match", one_sided.id, workspace.locate(one_sided.new[0]), "missing", "")
        workspace.act(
            "observe", "target", "hainan-14-05", year=2023, value=2.4, unit="人", source="公报", note=""
        )
    workspace.store.close()


@pytest.fixture
def review(tmp_path: Path) -> Path:
    """The file of the fixed review."""
    path = tmp_path / "fixed.review"
    write_fixed_review(path)
    return path


@pytest.fixture
def summary(review: Path, make_workspace: MakeWorkspace) -> Callable[..., str]:
    """The summary of the fixed review; `content` folders are laid over the shipped ones."""

    def make(language: str = "zh", *content: Path, plan: str = "", examples: bool = False) -> str:
        workspace = make_workspace(*content, review=review)
        workspace.with_examples = examples
        try:
            return build("summary", workspace, Locale(language), plan)
        finally:
            workspace.store.close()

    return make


# --- golden bytes ----------------------------------------------------------------------------------


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_summary_is_the_golden_one(summary: Callable[..., str], language: str) -> None:
    """The fixed review gives exactly the bytes of the golden file, the first and the second time."""
    golden = (GOLDEN / f"summary.{language}.md").read_bytes()
    assert summary(language).encode() == golden
    assert summary(language).encode() == golden


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(
    "surroundings",
    [
        {"LC_ALL": "C", "TZ": "Pacific/Kiritimati", "COLUMNS": "40", "PYTHONHASHSEED": "1"},
        {"LC_ALL": "zh_CN.GB18030", "LANG": "de_DE", "TZ": "America/Los_Angeles", "PYTHONHASHSEED": "2"},
        {
            "LC_ALL": "C.UTF-8",
            "TERM": "dumb",
            "NO_COLOR": "1",
            "PYTHONUTF8": "0",
            "PYTHONIOENCODING": "latin-1",
        },
    ],
    ids=["c", "gb18030", "latin-1"],
)
def test_the_bytes_do_not_depend_on_the_machine(
    review: Path, own_home: Path, language: str, surroundings: dict[str, str]
) -> None:
    """Another locale, time zone, encoding, hash seed or terminal width gives the same bytes on stdout."""
    command = [sys.executable, "-m", "tui", "export", "summary", "--review", str(review), "--lang", language]
    done = subprocess.run(
        command, cwd=ROOT, env={**os.environ, **surroundings}, capture_output=True, check=False
    )
    assert done.returncode == 0, done.stderr
    assert done.stdout == (GOLDEN / f"summary.{language}.md").read_bytes()


def test_a_written_file_has_the_same_bytes(tmp_path: Path, summary: Callable[..., str]) -> None:
    """The file in a folder is byte for byte what goes to stdout, with plain line ends."""
    path = tmp_path / "摘要.md"
    write_new(path, summary())
    assert path.read_bytes() == (GOLDEN / "summary.zh.md").read_bytes()
    assert [file.name for file in tmp_path.glob("*.md*")] == [path.name]
    with pytest.raises(Problem):
        write_new(path, "x")
    assert path.read_bytes() == (GOLDEN / "summary.zh.md").read_bytes()


# --- as Markdown -----------------------------------------------------------------------------------

PARSER = MarkdownIt("commonmark").enable(["table", "strikethrough"])
#: What plain words are made of once they are parsed.
PLAIN = frozenset({"text", "text_special", "softbreak", "hardbreak"})


def _plain(token: Token) -> str:
    """The text of an inline token; anything in it but text and line breaks is an error."""
    parts = []
    for child in token.children or []:
        is_break = child.type == "html_inline" and child.content == "<br>"
        assert child.type in PLAIN or is_break, f"{child.type}: {child.content or child.attrs}"
        parts.append(child.content if child.type in ("text", "text_special") else "\n")
    return "".join(parts).replace("\xa0", "")


def _blocks(markdown: str) -> list[tuple[str, object]]:
    """What a reader of the Markdown sees: kind and text of each block, tables as lists of rows."""
    blocks: list[tuple[str, object]] = []
    open_blocks: list[str] = []
    rows: list[list[str]] = []
    for token in PARSER.parse(markdown):
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


def _shown(text: str) -> list[str]:
    """The lines of a text as a page shows them: safe characters, no blanks at either end."""
    return [safe(line.strip()) for line in text.strip().split("\n")]


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_structure_survives_every_note(summary: Callable[..., str], language: str) -> None:
    """No note, name or quote adds or breaks a heading, table, list or cell of the summary."""
    blocks = _blocks(summary(language))
    headings = [kind for kind, _ in blocks if kind in ("h1", "h2", "h3", "h4")]
    assert " ".join(headings) == "h1 h2 h2 h2 h3 h4 h4 h3 h4 h2 h3 h2 h4 h4"
    tables = [rows for kind, rows in blocks if kind == "table"]
    shapes = [[len(row) for row in rows] for rows in tables if isinstance(rows, list)]
    assert shapes == [[7] * 6, [3] * 6, [9] * 14, [2] * 2, [2] * 2]
    assert {kind for kind, _ in blocks} <= {
        "h1",
        "h2",
        "h3",
        "h4",
        "paragraph",
        "table",
        "blockquote",
        "bullet_list/list_item",
    }


@pytest.mark.parametrize("language", LANGUAGES)
def test_notes_are_read_as_they_were_written(summary: Callable[..., str], language: str) -> None:
    """Every line of every note is on the page, word for word, in a paragraph or in its cell."""
    blocks = _blocks(summary(language))
    say = Locale(language).say
    paragraphs = [text.split("\n") for kind, text in blocks if kind == "paragraph" and isinstance(text, str)]
    for note in (NOTE, MATCH_NOTE):
        assert _shown(say("summary.comment", text=note)) in paragraphs
    cells = [cell for kind, rows in blocks if kind == "table" and isinstance(rows, list) for cell in rows[1]]
    assert any(cell.endswith("\n".join(_shown(CELL_NOTE))) for cell in cells)
    everything = "\n".join(str(text) for _, text in blocks)
    assert OTHER.name in everything
    assert AUTHOR.unit in everything
    assert "撤销的意见" not in everything
    assert "初稿" not in everything


def test_no_control_character_reaches_the_file(summary: Callable[..., str]) -> None:
    """Escape sequences and bidirectional controls in notes are visible signs in the file, not at work."""
    text = summary()
    assert [char for char in text if char != "\n" and safe(char) != char] == []
    assert "␛[31m" in text.replace("\\", "")


def test_quotes_are_verbatim_and_in_plan_order(summary: Callable[..., str], workspace: Workspace) -> None:
    """Flagged sentences stand in shelf and printed order, not in the order in which they were flagged."""
    quotes = [text for kind, text in _blocks(summary()) if kind == "blockquote"]
    assert quotes == [
        _sentence(workspace, "hainan-14/L1012").quote,
        _sentence(workspace, "hainan-14/L1012", 1).quote,
        _sentence(workspace, "wuhai-15/L36").quote,
    ]


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


@given(st.lists(WORDS, min_size=8, max_size=8))
@settings(max_examples=120)
def test_any_words_stay_words(texts: list[str]) -> None:
    """Whatever stands in a heading, paragraph, quote, list or cell, shape and words stay."""
    heading, paragraph, quote, first, second, column, cell, after = texts
    document = Document(
        (
            Heading(2, heading),
            Paragraph(paragraph),
            Quotation(quote),
            Bullets((first, second)),
            Table((column, "b"), ((cell, first), (second, cell))),
            Paragraph(after),
        )
    )

    def seen(text: str) -> str:
        return "".join(safe(text).split())

    blocks = [
        (kind, [[seen(part) for part in row] for row in text] if isinstance(text, list) else seen(str(text)))
        for kind, text in _blocks(to_markdown(document))
    ]
    assert blocks == [
        ("h2", seen(heading)),
        ("paragraph", seen(paragraph)),
        ("blockquote", seen(quote)),
        ("bullet_list/list_item", seen(first)),
        ("bullet_list/list_item", seen(second)),
        ("table", [[seen(column), "b"], [seen(cell), seen(first)], [seen(second), seen(cell)]]),
        ("paragraph", seen(after)),
    ]


# --- what the summary says -------------------------------------------------------------------------


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("examples", [False, True])
def test_no_sentence_and_no_value_is_missing(
    summary: Callable[..., str], language: str, examples: bool
) -> None:
    """Nothing in the summary stands for a sentence or a value that the program does not have."""
    assert "⟨" not in summary(language, examples=examples)


@pytest.mark.parametrize("language", LANGUAGES)
def test_examples_are_announced_and_marked(summary: Callable[..., str], language: str) -> None:
    """With invented values on, the summary says so at its top and marks each of them."""
    say = Locale(language).say
    plain, tried = (_blocks(summary(language, examples=on)) for on in (False, True))
    notice = ("paragraph", say("summary.examples_on"))
    assert tried[1] == notice
    assert notice not in plain
    mark = say("target.example")
    for blocks, expected in ((plain, False), (tried, True)):
        (table,) = [
            rows for kind, rows in blocks if kind == "table" and isinstance(rows, list) and len(rows) == 14
        ]
        column = table[0].index(say("column.observation"))
        reported = [row[column] for row in table[1:] if row[column]]
        assert any(mark in cell for cell in reported) == expected
        assert any("2.4 (2023)" in cell and mark not in cell for cell in reported), (
            "the entered value is real"
        )


def test_one_plan_alone(summary: Callable[..., str]) -> None:
    """With a plan named, only what concerns it is in the summary; a name that is not on the shelf is said."""
    blocks = _blocks(summary(plan="wuhai-15"))
    assert len([text for kind, text in blocks if kind == "blockquote"]) == 1
    (identity, *_) = [rows for kind, rows in blocks if kind == "table" and isinstance(rows, list)]
    assert len(identity) == 2
    assert "(wuhai-15)" in identity[1][0]
    with pytest.raises(Problem) as caught:
        summary(plan="wuhai-16")
    assert caught.value.messages[0].id == "plan.unknown"


def test_an_empty_review_is_a_summary_too(make_workspace: MakeWorkspace) -> None:
    """Without any flag the summary says so and still shows the documents and the targets."""
    blocks = _blocks(build("summary", make_workspace(), Locale("zh")))
    assert ("paragraph", Locale("zh").say("summary.no_flags")) in blocks
    assert len([kind for kind, _ in blocks if kind == "table"]) == 3


def _with_paragraph(folder: Path, plan: str, old: str, new: str) -> Path:
    """A content folder in which one plan has other words."""
    source = (ROOT / "content" / "plans" / f"{plan}.toml").read_text(encoding="utf-8")
    assert old in source
    (folder / "plans").mkdir(parents=True)
    (folder / "plans" / f"{plan}.toml").write_text(source.replace(old, new), encoding="utf-8")
    return folder


def test_words_that_changed_are_quoted_as_flagged_and_marked(
    tmp_path: Path, summary: Callable[..., str], workspace: Workspace
) -> None:
    """A flag whose words were changed in the plan keeps the words it was put on and says they are lost."""
    quote = _sentence(workspace, "hainan-14/L1012", 1).quote
    changed = _with_paragraph(tmp_path / "corrected", "hainan-14", "焦煤长期稳定供应", "焦煤供应")
    blocks = _blocks(summary("zh", changed))
    assert ("blockquote", quote) in blocks
    assert _marks_of(blocks, quote) == [Locale("zh").say("anchor.lost")]
    assert _marks_of(_blocks(summary()), quote) == []


def test_words_that_moved_are_found_and_marked(
    tmp_path: Path, summary: Callable[..., str], workspace: Workspace
) -> None:
    """A flag whose words stand elsewhere in the corrected plan is handed in with a word about it."""
    quote = _sentence(workspace, "hainan-14/L1012", 1).quote
    changed = _with_paragraph(
        tmp_path / "corrected", "hainan-14", "推进煤炭供给转型升级。", "补入一句。推进煤炭供给转型升级。"
    )
    assert _marks_of(_blocks(summary("zh", changed)), quote) == [Locale("zh").say("anchor.moved")]


def _marks_of(blocks: list[tuple[str, object]], quote: str) -> list[object]:
    """What the list under a quote says of its place besides citation and author."""
    start = blocks.index(("blockquote", quote)) + 1
    items = []
    for kind, text in blocks[start:]:
        if kind != "bullet_list/list_item":
            break
        items.append(text)
    return items[1:-1]


def test_flags_on_a_plan_that_left_the_shelf_are_not_dropped(
    tmp_path: Path, review: Path, make_workspace: MakeWorkspace
) -> None:
    """What was flagged in a plan that is no longer there is still handed in, with its words."""
    workspace = make_workspace(review=review, author=AUTHOR)
    gone = Passage("gone-plan/L7", 0, 5, "不在架的话")
    workspace.act("flag", "sentence", gone.paragraph, gone, kind="error", severity="high", note="还要交")
    text = build("summary", workspace, Locale("zh"))
    workspace.store.close()
    assert gone.quote in text
    assert "还要交" in text


def regenerate() -> None:
    """Write the golden files anew."""
    with tempfile.TemporaryDirectory() as folder:
        os.environ["PLAN_REVIEW_HOME"] = folder
        path = Path(folder) / "fixed.review"
        write_fixed_review(path)
        for language in LANGUAGES:
            workspace = open_workspace(load_config(), review=path)
            text = build("summary", workspace, Locale(language))
            (GOLDEN / f"summary.{language}.md").write_bytes(text.encode())
            workspace.store.close()


if __name__ == "__main__":
    regenerate()
