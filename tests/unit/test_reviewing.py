"""Small things of a review: wordings in one, tags, phrases, progress, what passes a choice."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tui.locale import LANGUAGES, Locale
from tui.messages import Problem
from tui.places import shipped_content
from tui.plans.model import Passage
from tui.review.phrases import load_phrases
from tui.review.progress import PlanSentences
from tui.review.recent import LastPlace, named_review, remember_place, reviews
from tui.selection import passes
from tui.text.pieces import Piece, pieces
from tui.text.tags import split_tags
from tui.workspace import Workspace

WORDS = st.text(alphabet="推进煤炭转型升级到控制在1500万吨年以下，。、ab ", max_size=40)


@given(old=WORDS, new=WORDS)
def test_pieces_hold_both_wordings(old: str, new: str) -> None:
    """Without what comes it is the old wording, without what goes the new one, and nothing else."""
    found = pieces(old, new)
    assert "".join(piece.text for piece in found if piece.kind != "added") == old
    assert "".join(piece.text for piece in found if piece.kind != "removed") == new
    assert all(piece.text for piece in found)


def test_figures_and_words_are_not_cut() -> None:
    """A figure changes as a whole with its unit, not by its digits."""
    found = pieces("产能控制到1500万吨/年以下。", "产能控制到1400万吨/年以下。")
    assert found == (
        Piece("same", "产能控制到"),
        Piece("removed", "1500万吨/年"),
        Piece("added", "1400万吨/年"),
        Piece("same", "以下。"),
    )


def test_a_changed_mark_is_a_change() -> None:
    """Punctuation counts in a proposed wording."""
    assert Piece("added", "，") in pieces("煤炭、焦化转型", "煤炭，焦化转型")


@pytest.mark.parametrize(
    ("typed", "tags"),
    [("", ()), ("#口径、数据 口径", ("口径", "数据")), ("a,b；＃c", ("a", "b", "c")), ("  #  ", ())],
)
def test_tags_as_people_write_them(typed: str, tags: tuple[str, ...]) -> None:
    """With or without #, between blanks and marks of both languages, each once."""
    assert split_tags(typed) == tags


def test_an_office_has_phrases_of_its_own(tmp_path: Path) -> None:
    """The last folder that has phrases gives them; a file that is no list is told with its line."""
    shipped = load_phrases([shipped_content()])
    assert "无不同意见。" in shipped
    assert load_phrases([tmp_path]) == ()
    (tmp_path / "phrases.toml").write_text('phrases = ["甲", "乙"]\n', encoding="utf-8")
    assert load_phrases([shipped_content(), tmp_path]) == ("甲", "乙")
    (tmp_path / "phrases.toml").write_text("# 空行\nphrases = [1]\n", encoding="utf-8")
    with pytest.raises(Problem) as caught:
        load_phrases([tmp_path])
    for language in LANGUAGES:
        assert "phrases.toml" in Locale(language).render(caught.value.messages[0])


def test_progress_by_section_adds_up(workspace: Workspace) -> None:
    """A plan has the sentences of its outermost sections and of what stands before them."""
    plan = workspace.plan("wuhai-15")
    sentences = PlanSentences(plan)
    every = sentences.in_section("")
    inside = [s for section in plan.children("") for s in sentences.in_section(section.id)]
    assert len(set(every)) == len(every) >= len(inside) == len(set(inside))
    flagged = Passage(every[3].paragraph, every[3].start, every[3].start + 1, every[3].quote[0])
    found = sentences.progress(every[:5], [flagged])[""]
    assert (found.sentences, found.reviewed, found.nothing_to_say) == (len(every), 5, 4)
    assert sentences.progress(every, [])[""].is_done


@pytest.mark.parametrize(
    ("selection", "through"),
    [
        ({}, True),
        ({"kind": {"a"}}, True),
        ({"kind": {"b"}}, False),
        ({"tag": {"y"}}, True),
        ({"no": {"z"}}, True),
    ],
)
def test_what_passes(selection: dict[str, set[str]], through: bool) -> None:
    """One value of several is enough; a property that a thing lacks shuts nothing out."""
    properties = {"kind": "a", "tag": ("x", "y")}
    assert passes(properties, {name: frozenset(v) for name, v in selection.items()}) == through


def test_reviews_open_lately_come_first(tmp_path: Path) -> None:
    """The last one that was read is first; files that are gone are not offered."""
    first, second, gone = (tmp_path / f"{name}.review" for name in ("first", "second", "gone"))
    for path in (first, second):
        path.touch()
    for path in (first, gone, second, first):
        remember_place(path, LastPlace("read"))
    assert reviews() == [first.resolve(), second.resolve()]


def test_a_mere_name_is_a_file_in_the_own_folder(own_home: Path, tmp_path: Path) -> None:
    """A name goes to the folder of reviews, a path where it says; the ending is added."""
    assert named_review("中期评估") == own_home / "data" / "reviews" / "中期评估.review"
    assert named_review("v1.2") == own_home / "data" / "reviews" / "v1.2.review"
    assert named_review(str(tmp_path / "a.review")) == tmp_path / "a.review"
