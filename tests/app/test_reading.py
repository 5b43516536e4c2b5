"""Reading, key by key: shelf, cursor, going, finding, tree, panes, mouse, tables, line breaking."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from rich.cells import cell_len

from tests.app.conftest import (
    MARGIN,
    MIDDLE,
    NARROW,
    WIDE,
    Reader,
    Size,
    all_lines,
    flat,
    line_segments,
    option_lines,
    run_app,
    segments,
    shown,
    until,
)
from tui.app.screens.dialogs import FormDialog, PickDialog
from tui.locale import Locale
from tui.workspace import Workspace

_CLOSING = "，。；：、！？,.;:!?）)》」』】〕〉]}”’%‰℃°"
_OPENING = "（(《「『【〔〈[{“‘"


def test_shelf_shows_every_plan_with_level_and_kind(workspace: Workspace) -> None:
    """The first screen names all five plans, each with whose plan it is and what kind of text."""

    async def flow(reader: Reader) -> None:
        lines = reader.text("#shelf-table").splitlines()
        for name, level, kind in (
            ("海南区“十四五”规划纲要", "市辖区", "规划纲要"),
            ("乌海市2023年计划", "市", "年度计划"),
            ("乌海市2023年政府工作报告", "市", "政府工作报告"),
            ("乌海市2023年两会报摘", "市", "报纸摘编"),
            ("乌海市委“十五五”规划建议", "市", "规划建议"),
        ):
            line = next(line for line in lines if name in line)
            assert level in line.replace(name, "")
            assert kind in line.replace(name, "")

    run_app(workspace, flow)


def test_enter_opens_the_plan_under_the_cursor(workspace: Workspace) -> None:
    """j goes down the shelf and its card follows; enter shows that plan from its beginning."""

    async def flow(reader: Reader) -> None:
        await reader.press("j")
        await reader.sees("2023年乌海市国民经济和社会发展计划", inside="#shelf-card")
        await reader.press("k", "j", "j")
        await reader.press("enter")
        await until(reader.pilot, lambda: reader.has_text)
        assert reader.pane.plan is not None
        assert reader.pane.plan.id == "wuhai-2023-report"
        assert reader.sentence.paragraph == reader.pane.plan.paragraphs[0].id
        await reader.sees(reader.pane.plan.paragraphs[0].text, inside="#text")

    run_app(workspace, flow)


def test_cursor_steps_by_sentence_paragraph_and_section(workspace: Workspace) -> None:
    """j k step by sentences, { } by paragraphs, J K by sections, and the status line follows."""

    async def flow(reader: Reader) -> None:
        await reader.open("14.6")
        await reader.press("j")
        assert reader.sentence.quote == "推进煤炭供给转型升级。"
        await reader.press("j")
        assert reader.sentence.paragraph == "hainan-14/L1012"
        assert reader.sentence.quote.startswith("立足海南区资源枯竭城市转型实际")
        await reader.press("k")
        assert reader.sentence.quote == "推进煤炭供给转型升级。"
        await reader.press("j", "}")
        assert reader.sentence.quote == "积极优化煤电产业结构。"
        await reader.press("j", "{")
        assert reader.sentence.quote == "推进煤炭供给转型升级。"
        await reader.press("J")
        assert reader.sentence.quote == "积极优化煤电产业结构。", "a heading run into its paragraph"
        await reader.press("J", "J")
        assert reader.sentence.paragraph == "hainan-14/L1024"
        await reader.sees("专栏13", inside="#status")
        await reader.press("K", "K", "K", "K")
        assert reader.sentence.paragraph == "hainan-14/L1010"
        await reader.sees("第五篇第十四章第六节 L1010", inside="#status")

    run_app(workspace, flow)


def test_cursor_stops_at_both_ends(workspace: Workspace) -> None:
    """Stepping back from the first sentence or on from the last one stays there."""

    async def flow(reader: Reader) -> None:
        await reader.open()
        first = reader.sentence
        await reader.press("k", "{", "K")
        assert reader.sentence == first
        assert reader.pane.plan is not None
        last = reader.pane.plan.paragraphs[-1]
        await reader.go_to(last.id.partition("/")[2])
        await reader.press("}", "J", *["j"] * 5)
        assert reader.sentence.paragraph == last.id

    run_app(workspace, flow)


@pytest.mark.parametrize(
    ("typed", "paragraph"),
    [
        ("14.6", "hainan-14/L1010"),
        ("１４.６", "hainan-14/L1010"),
        ("专栏9", "hainan-14/L956"),
        ("L1012", "hainan-14/L1012"),
        ("(12)", "wuhai-15/L66"),
        ("（12）", "wuhai-15/L66"),
    ],
)
def test_go_to_a_path(workspace: Workspace, typed: str, paragraph: str) -> None:
    """g leads to a path of this plan, else to that of the only plan that has it; width does not count."""

    async def flow(reader: Reader) -> None:
        await reader.open()
        await reader.go_to(typed)
        await until(reader.pilot, lambda: reader.sentence.paragraph == paragraph, paragraph)
        await reader.sees(reader.sentence.quote[:12], inside="#text")

    run_app(workspace, flow)


def test_go_to_an_unknown_path_explains_and_stays(workspace: Workspace) -> None:
    """A path that is nowhere gets a sentence with the path; the dialog stays and esc leaves all as it was."""

    async def flow(reader: Reader) -> None:
        await reader.open()
        before = reader.sentence
        await reader.command("g")
        await reader.answer("99.9")
        await reader.sees("99.9”", "14.6", inside="#dialog-problem")
        assert isinstance(reader.app.screen, FormDialog)
        await reader.press("escape")
        await reader.back_on_main()
        assert reader.sentence == before

    run_app(workspace, flow)


def test_go_to_a_path_of_several_other_plans_asks_which(workspace: Workspace) -> None:
    """A path that two other plans have is asked about, by the plans' names; a figure picks."""

    async def flow(reader: Reader) -> None:
        await reader.open()
        await reader.command("g")
        await reader.answer("三(三)")
        await until(reader.pilot, lambda: isinstance(reader.app.screen, PickDialog))
        await reader.sees("乌海市2023年计划", "乌海市2023年政府工作报告", inside="#pick-list")
        await reader.press("2")
        await reader.back_on_main()
        await until(reader.pilot, lambda: reader.sentence.paragraph == "wuhai-2023-report/L59")

    run_app(workspace, flow)


def test_find_in_the_text(workspace: Workspace) -> None:
    """/ counts and marks words, esc ends; then n says that nothing is sought."""
    plan = workspace.plan("hainan-14")
    count = sum(paragraph.text.count("先进产能") for paragraph in plan.paragraphs)
    places = [p.id for p in plan.paragraphs if "先进产能" in p.text]
    assert count == 2
    assert places == ["hainan-14/L1012"]

    async def flow(reader: Reader) -> None:
        await reader.open()
        await reader.command("/")
        await reader.answer("先进产能")
        await reader.told(f"共 {count} 处")
        assert reader.sentence.paragraph == "hainan-14/L1012"
        assert "先进产能" in reader.sentence.quote
        await reader.sees("先进产能", inside="#text")
        assert _marked(reader) == "先进产能" * 2
        await reader.press("escape")
        assert _marked(reader) == ""
        assert reader.view == "read"
        await reader.press("n")
        await reader.told("还没有查找")

    run_app(workspace, flow)


def test_next_and_previous_hit(workspace: Workspace) -> None:
    """n goes to the next place with its number of all, N back, and both go round at the ends."""
    plan = workspace.plan("hainan-14")
    words = "沉陷区"
    places = [p.id for p in plan.paragraphs if words in p.text]
    total = sum(p.text.count(words) for p in plan.paragraphs)
    assert len(places) > 2

    async def flow(reader: Reader) -> None:
        await reader.open()
        await reader.command("/")
        await reader.answer(words)
        await reader.told(f"共 {total} 处")
        assert reader.sentence.paragraph == places[0]
        await reader.press("N")
        await reader.told(f"第 {total}/{total} 处")
        assert reader.sentence.paragraph == places[-1]
        await reader.press("n")
        await reader.told(f"第 1/{total} 处")
        assert reader.sentence.paragraph == places[0]
        seen = [places[0]]
        for _ in range(total - 1):
            await reader.press("n")
            if reader.sentence.paragraph != seen[-1]:
                seen.append(reader.sentence.paragraph)
        assert set(seen) == set(places)

    run_app(workspace, flow)


def test_find_without_a_hit_says_so(workspace: Workspace) -> None:
    """Words that stand nowhere get a sentence with these words, and the cursor stays."""

    async def flow(reader: Reader) -> None:
        await reader.open()
        before = reader.sentence
        await reader.command("/")
        await reader.answer("量子纠缠")
        await reader.told("没有找到“量子纠缠”")
        assert reader.sentence == before

    run_app(workspace, flow)


def test_search_all_plans_goes_to_the_picked_place(workspace: Workspace) -> None:
    """* lists every paragraph of all plans with its place; enter goes there and the words are marked."""
    hits = workspace.search(workspace.query("新能源装机 is:text", Locale("zh"))).hits
    wanted = next(index for index, hit in enumerate(hits) if hit.entry.id.startswith("wuhai-15/"))

    async def flow(reader: Reader) -> None:
        await reader.open()
        await reader.command("*")
        await reader.write("新能源装机 is:text")
        plans = {hit.entry.plan for hit in hits}
        await until(reader.pilot, lambda: len(option_lines(reader.app)) == len(hits) + len(plans))
        await reader.sees(f"{len(hits)} 条", inside="#pick-count")
        await reader.sees("乌海市委“十五五”规划建议  正文", inside="#pick-list")
        await reader.press(*["down"] * wanted, "enter")
        await reader.back_on_main()
        await until(reader.pilot, lambda: reader.sentence.paragraph == hits[wanted].entry.id)
        assert "新能源装机" in reader.sentence.quote
        await until(reader.pilot, lambda: _marked(reader) == "新能源装机")

    run_app(workspace, flow)


def _marked(reader: Reader) -> str:
    """The words on the screen that are painted as hits, wrapped or not."""
    hit = reader.pane.get_component_rich_style("plan-text--hit", partial=True)
    found = (s.text for s in segments(reader.app, "#text") if s.style and s.style.bgcolor == hit.bgcolor)
    return "".join(found)


def test_jump_back_to_where_a_jump_began(workspace: Workspace) -> None:
    """After g the apostrophe leads back to the sentence that was left, also in another plan."""

    async def flow(reader: Reader) -> None:
        await reader.read("14.6")
        left = reader.sentence
        await reader.go_to("(12)")
        await until(reader.pilot, lambda: reader.sentence.paragraph == "wuhai-15/L66")
        await reader.press("'")
        await until(reader.pilot, lambda: reader.sentence == left)

    run_app(workspace, flow)


def test_bookmark_and_back(workspace: Workspace) -> None:
    """m remembers a sentence and says that ' leads back to it; after moving on, ' does."""

    async def flow(reader: Reader) -> None:
        await reader.read("14.6")
        marked = reader.sentence
        await reader.press("m")
        await reader.told("已记住此处")
        await reader.press("J", "J", "j")
        assert reader.sentence != marked
        await reader.press("'")
        await until(reader.pilot, lambda: reader.sentence == marked, "the bookmark")

    run_app(workspace, flow)


def test_jump_back_without_a_place_says_so(workspace: Workspace) -> None:
    """' with nothing to go back to says so and stays."""

    async def flow(reader: Reader) -> None:
        await reader.open()
        before = reader.sentence
        await reader.press("'")
        await reader.told("没有可以跳回的地方")
        assert reader.sentence == before

    run_app(workspace, flow)


def test_copy_the_citation(workspace: Workspace) -> None:
    """y puts title, printed place, source line and the exact words on the clipboard, and says what."""

    async def flow(reader: Reader) -> None:
        await reader.read("14.6")
        await reader.press("y")
        await reader.told("已复制")

    app = run_app(workspace, flow)
    assert app.clipboard == (
        "《乌海市海南区国民经济和社会发展第十四个五年规划和二〇三五年远景目标纲要》"
        "第五篇第十四章第六节(hainan-14:L1012):“推进煤炭供给转型升级。”"
    )


def test_reviewed_marks_and_goes_on(workspace: Workspace) -> None:
    """r marks the sentence in the margin, counts it and goes on to the next unreviewed one."""

    async def flow(reader: Reader) -> None:
        await reader.read("14.6")
        await reader.press("j", "r")
        await reader.sees("已审 1/", inside="#status")
        await reader.press("k", "k")
        assert reader.sentence.quote == "推进煤炭供给转型升级。"
        await reader.press("r")
        await reader.sees("已审 2/", inside="#status")
        assert reader.sentence.quote.startswith("鼓励铁路运输企业"), "the second one was reviewed already"
        await reader.sees("✓", inside="#text")
        assert "✓" in "".join(s.text for s in line_segments(reader.app, "推进煤炭供给转型升级", "#text"))

    run_app(workspace, flow)


# --- tree and panes -------------------------------------------------------------------------------


@pytest.mark.parametrize("size", [WIDE, MIDDLE, NARROW])
def test_picking_in_the_tree_shows_the_text(workspace: Workspace, size: Size) -> None:
    """h leads to the tree, j down it, enter shows that section in the text with the focus in it."""

    async def flow(reader: Reader) -> None:
        await reader.open("14.6")
        await reader.press("h")
        await until(reader.pilot, lambda: reader.focused == "tree")
        await reader.sees("14.6", inside="#tree")
        await reader.press("j", "enter")
        await until(reader.pilot, lambda: reader.sentence.paragraph != "hainan-14/L1010")
        await until(reader.pilot, lambda: reader.focused == "text", "the focus in the text")
        await reader.sees(reader.sentence.quote[:8], inside="#text")

    run_app(workspace, flow, size=size)


@pytest.mark.parametrize("size", [WIDE, MIDDLE, NARROW])
def test_panes_left_and_right(workspace: Workspace, size: Size) -> None:
    """h and l walk tree, text and notes at every width; the pane with the focus is always seen."""

    async def flow(reader: Reader) -> None:
        await reader.open("14.6")
        assert reader.focused == "text"
        for key, pane in (("h", "tree"), ("h", "tree"), ("l", "text"), ("l", "about"), ("h", "text")):
            await reader.press(key)
            assert reader.focused == pane
            assert shown(reader.main.query_one(f"#{pane}"))
        await reader.press("l")
        await reader.sees("没有与本句相关", inside="#about")
        await reader.press("h", "h")
        await reader.sees("14.6", inside="#tree")

    run_app(workspace, flow, size=size)


@pytest.mark.parametrize("size", [WIDE, MIDDLE, NARROW])
def test_escape_leads_from_a_side_pane_to_the_text(workspace: Workspace, size: Size) -> None:
    """esc in the tree or the notes goes back to the text, which is then seen."""

    async def flow(reader: Reader) -> None:
        await reader.open("14.6")
        for key in ("h", "l"):
            await reader.press(key)
            assert reader.focused != "text"
            await reader.press("escape")
            await until(reader.pilot, lambda: reader.focused == "text", f"the text after {key} esc")
            assert reader.view == "read"
            assert shown(reader.pane)

    run_app(workspace, flow, size=size)


def test_a_look_at_the_tree_leaves_the_screen_as_it_was(workspace: Workspace) -> None:
    """At 80 columns tree and text stand side by side; h and l move the focus and hide neither."""

    async def flow(reader: Reader) -> None:
        await reader.open("14.6")
        before = reader.text("#tree")
        assert before
        await reader.press("h", "l")
        assert reader.focused == "text"
        assert reader.text("#tree") == before

    run_app(workspace, flow, size=MIDDLE)


def test_zoom_and_back(workspace: Workspace) -> None:
    """z shows the focused pane alone, z again all panes, and esc ends it too."""

    async def flow(reader: Reader) -> None:
        await reader.open("14.6")
        width = reader.pane.region.width
        for end in ("z", "escape"):
            await reader.press("z")
            assert not shown(reader.main.query_one("#tree"))
            assert reader.pane.region.width > width
            await reader.press(end)
            assert shown(reader.main.query_one("#tree"))
            assert reader.pane.region.width == width
        assert reader.view == "read"

    run_app(workspace, flow)


def test_a_click_puts_the_cursor_on_the_sentence(workspace: Workspace) -> None:
    """A mouse click on a word selects the sentence that holds it."""

    async def flow(reader: Reader) -> None:
        await reader.open("14.6")
        await reader.click("保障焦煤", "#text")
        assert reader.sentence.quote.startswith("立足海南区资源枯竭城市转型实际")
        await reader.click("运输企业与煤炭企业", "#text")
        assert reader.sentence.quote.startswith("鼓励铁路运输企业")

    run_app(workspace, flow)


@pytest.mark.slow
def test_resizing_keeps_the_sentence_in_sight(workspace: Workspace) -> None:
    """Whatever the terminal is resized to, the sentence under the cursor stays on the screen."""

    async def flow(reader: Reader) -> None:
        await reader.read("14.6")
        await reader.press("j", "j", "j", "j")
        sentence = reader.sentence
        for size in (NARROW, MIDDLE, (200, 50), (60, 12), WIDE):
            await reader.resize(size)
            assert reader.sentence == sentence
            await reader.sees(sentence.quote[:8], inside="#text")

    run_app(workspace, flow)


# --- tables and lines -----------------------------------------------------------------------------


def _rows_between(lines: list[str], columns: tuple[str, ...]) -> list[list[str]]:
    """The rows of a drawn table, wrapped cells joined: cut at the columns of the line of heads."""
    heads = [number for number, line in enumerate(lines) if all(name in line for name in columns)]
    assert heads, "no line of column heads"
    first = heads[0]
    head = lines[first]
    starts = [cell_len(head[: head.index(name)]) for name in columns]
    ends = [*starts[1:], 1000]
    rows: list[list[str]] = []
    for line in lines[first + 1 :]:
        if not line.strip():
            break
        cells = [_cells(line, start, end).strip() for start, end in zip(starts, ends, strict=True)]
        if cells[0]:
            rows.append(cells)
        else:
            rows[-1] = [above + below for above, below in zip(rows[-1], cells, strict=True)]
    return rows


def _cells(line: str, start: int, end: int) -> str:
    found, column = "", 0
    for char in line:
        if start <= column < end:
            found += char
        column += cell_len(char)
    return found


@pytest.mark.parametrize(("size", "keys"), [((200, 50), ()), (WIDE, ("z",))])
def test_a_table_is_drawn_as_rows_with_every_cell(
    workspace: Workspace, size: Size, keys: tuple[str, ...]
) -> None:
    """Where there is room the indicator table stands in columns, every printed cell in its own place."""
    plan = workspace.plan("hainan-14")
    table = plan.tables[0]
    printed = [[plan.paragraphs_by_id[cell].text if cell else "" for cell in row] for row in table.rows]
    assert len(printed) == 13

    async def flow(reader: Reader) -> None:
        await reader.open("表1")
        await reader.press(*keys)
        drawn = _rows_between(all_lines(reader.pane), table.columns)
        assert [[flat(cell) for cell in row] for row in drawn] == [
            [flat(cell) for cell in row] for row in printed
        ]

    run_app(workspace, flow, size=size)


@pytest.mark.parametrize("size", [WIDE, MIDDLE, NARROW])
def test_a_table_without_room_names_every_cell(workspace: Workspace, size: Size) -> None:
    """Where columns do not fit, every cell stands on lines of its own behind the name of its column."""
    plan = workspace.plan("hainan-14")
    table = plan.tables[0]

    async def flow(reader: Reader) -> None:
        await reader.open("表1")
        text = flat("".join(all_lines(reader.pane)))
        for row in table.rows:
            for column, cell in zip(table.columns, row, strict=True):
                if cell:
                    assert flat(f"{column} {plan.paragraphs_by_id[cell].text}") in text

    run_app(workspace, flow, size=size)


def test_the_cursor_walks_the_rows_of_a_table(workspace: Workspace) -> None:
    """In a table j steps from row to row, and the row under the cursor is on the screen."""
    plan = workspace.plan("hainan-14")

    async def flow(reader: Reader) -> None:
        await reader.open("表1")
        for row in plan.tables[0].rows:
            await reader.press("j")
            assert reader.sentence.paragraph in row
        await reader.sees("937.99", inside="#text")

    run_app(workspace, flow)


@pytest.mark.parametrize("size", [WIDE, MIDDLE, NARROW, (61, 20)])
def test_no_line_begins_with_closing_or_ends_with_opening_punctuation(
    workspace: Workspace, size: Size
) -> None:
    """All five plans are broken into lines as Chinese is set, at every width, and nothing is lost."""

    async def flow(reader: Reader) -> None:
        await reader.open()
        for plan in workspace.plans():
            reader.pane.show(plan)
            lines = all_lines(reader.pane)
            wrong = [line for line in lines if line.strip() and line.strip()[0] in _CLOSING]
            assert wrong == []
            wrong = [line for line in lines if line.strip() and line.strip()[-1] in _OPENING]
            assert wrong == []
            assert all(cell_len(line) <= reader.pane.content_region.width - MARGIN for line in lines)
            text = flat("".join(lines))
            for paragraph in plan.paragraphs:
                assert paragraph.role == "table_cell" or flat(paragraph.text) in text

    run_app(workspace, flow, size=size)


def test_the_theme_of_a_sentence(workspace: Workspace) -> None:
    """The theme that the section is placed in, and what it touches, stand beside the sentence."""

    async def flow(reader: Reader) -> None:
        await reader.read("14.6")
        await reader.sees("主题", "能源与氢能", "现代工业", inside="#about")

    run_app(workspace, flow)


def test_a_plan_without_themes(make_small: Callable[..., Workspace]) -> None:
    """A plan of one's own, placed nowhere, says so instead of guessing."""

    async def flow(reader: Reader) -> None:
        await reader.open("L3")
        await reader.sees("未归类", inside="#about")

    run_app(make_small("w"), flow)


def test_what_is_known_of_a_sentence(workspace: Workspace) -> None:
    """Beside a sentence stand its matches with change and class, and beside a table row its target."""

    async def flow(reader: Reader) -> None:
        await reader.open("(12)")
        await until(reader.pilot, lambda: reader.sentence.paragraph == "wuhai-15/L66")
        await reader.press("j")
        await reader.sees("延续 · C", "到2025年,新能源装机突破70万千瓦", inside="#about")
        await reader.go_to("表1")
        await reader.press("j")
        await reader.sees("指标", "地区生产总值增长率", "5左右", "暂不可判", inside="#about")

    run_app(workspace, flow)
