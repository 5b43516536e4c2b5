"""What reviewers ask for: 意见汇总及采纳情况表, 修改对照表, and the letter 审核意见."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Final

from tui.locale import Locale
from tui.report.document import Block, Cell, Document, Heading, Paragraph, Table
from tui.report.flagged import FlagLine, flag_lines
from tui.report.layout import load_layout
from tui.report.options import Options
from tui.review.progress import Progress
from tui.workspace import Workspace

OPINIONS: Final = (
    "number",
    "raised_by",
    "plan",
    "place",
    "original",
    "flag_kind",
    "severity",
    "opinion",
    "revised",
    "reply",
    "reply_reason",
    "tags",
    "state",
)
EDITS: Final = (
    "number",
    "plan",
    "place",
    "original",
    "revised",
    "ground",
    "raised_by",
    "reply",
    "reply_reason",
)
_CELLS: Final[Mapping[str, Callable[[FlagLine], Cell]]] = {
    "raised_by": lambda line: line.by,
    "plan": lambda line: line.plan,
    "place": lambda line: line.place,
    "original": lambda line: "\n".join(text for text in (line.quote, line.drift) if text),
    "flag_kind": lambda line: line.kind,
    "severity": lambda line: line.severity,
    "opinion": lambda line: line.flag.note,
    "revised": lambda line: line.flag.suggestion,
    "ground": lambda line: line.flag.note,
    "reply": lambda line: line.reply,
    "reply_reason": lambda line: line.reply_reason,
    "tags": lambda line: line.tags,
    "state": lambda line: line.state,
}
#: A strength asks for nothing.
_ASKS_NOTHING: Final = "strength"
#: What an opinion is about, in the order of the letter, by what its flag stands on.
_ABOUT: Final = {
    "target": "targets",
    "sentence": "text",
    "section": "text",
    "project": "projects",
    "match": "matches",
}


def build_opinions(workspace: Workspace, locale: Locale, options: Options) -> Document:
    """Every flag with its opinion and what became of it, with room for replies.

    Raises:
        Problem: content cannot be read.
    """
    layout = load_layout(workspace.folders, "opinions", OPINIONS)
    lines = list(flag_lines(workspace, locale, options))
    return _document(locale, "opinions", layout.table(locale, _CELLS, _with_ids(lines)), len(lines))


def build_edits(workspace: Workspace, locale: Locale, options: Options) -> Document:
    """Every wording that is proposed beside the one that is printed.

    Raises:
        Problem: content cannot be read.
    """
    layout = load_layout(workspace.folders, "edits", EDITS)
    lines = [line for line in flag_lines(workspace, locale, options) if line.flag.suggestion]
    return _document(locale, "edits", layout.table(locale, _CELLS, _with_ids(lines)), len(lines))


def _with_ids(lines: Iterable[FlagLine]) -> Iterator[tuple[str, FlagLine]]:
    for line in lines:
        yield f"flag:{line.flag.id}", line


def _document(locale: Locale, hand_in: str, table: Table, count: int) -> Document:
    blocks: list[Block] = [
        Heading(1, locale.say(f"hand_in.{hand_in}")),
        Paragraph(locale.say("opinions.total", count=count)),
        table,
    ]
    return Document(tuple(blocks))


# --- the letter --------------------------------------------------------------------------------------


def build_letter(workspace: Workspace, locale: Locale, options: Options) -> Document:
    """The open opinions as a letter; what only a person can say, and the date, are left to be filled in.

    Raises:
        Problem: content cannot be read.
    """
    return Document(tuple(_Letter(workspace, locale, options).blocks()))


class _Letter:
    def __init__(self, workspace: Workspace, locale: Locale, options: Options) -> None:
        self._workspace = workspace
        self._locale = locale
        self._say = locale.say
        self._options = options
        self._lines = [
            line
            for line in flag_lines(workspace, locale, options)
            if line.flag.state == "open" and line.flag.kind != _ASKS_NOTHING
        ]

    def blocks(self) -> Iterator[Block]:
        yield Heading(1, self._say("hand_in.letter"))
        yield Paragraph(self._say("letter.to"))
        titles = [self._say("letter.title", title=title) for title in self._titles()]
        yield Paragraph(self._say("letter.received", titles="".join(titles)))
        yield Paragraph(self._verdict())
        for number, (about, lines) in enumerate(self._groups(), 1):
            heading = self._say(f"letter.{about}")
            yield Heading(2, self._say("letter.group", number=self._say(f"numeral.{number}"), about=heading))
            for item, line in enumerate(lines, 1):
                yield Paragraph(self._item(item, line))
        yield from self._edits()
        yield Paragraph(self._say("letter.end", unit=self._unit()))

    def _titles(self) -> list[str]:
        """The plans that were reviewed: the one asked for, else those with opinions or marks."""
        if self._options.plan:
            return [self._workspace.plan(self._options.plan).card.title]
        touched = {self._workspace.plan_of(line.flag) for line in self._lines}
        touched |= {passage.plan for _, passage in self._workspace.state.reviewed}
        return [card.title for card in self._workspace.cards.values() if card.id in touched]

    def _verdict(self) -> str:
        """How the opinions are introduced; with none, how far the text was looked at."""
        if self._lines:
            return self._say("letter.opinions")
        plans = [self._options.plan] if self._options.plan else list(self._workspace.cards)
        done = [self._workspace.progress(plan).get("", Progress()) for plan in plans]
        reviewed, total = sum(p.reviewed for p in done), sum(p.sentences for p in done)
        if 0 < total == reviewed:
            return self._say("letter.none")
        return self._say("letter.not_finished", reviewed=reviewed, total=total)

    def _groups(self) -> Iterator[tuple[str, list[FlagLine]]]:
        for about in dict.fromkeys(_ABOUT.values()):
            lines = [line for line in self._lines if _ABOUT.get(line.flag.subject_kind, "text") == about]
            if lines:
                yield about, lines

    def _item(self, number: int, line: FlagLine) -> str:
        """One opinion: place, words, what is asked for, and why."""
        values = {"number": number, "plan": line.plan, "place": line.place, "quote": line.quote}
        said = [self._say("letter.item" if line.quote else "letter.item_without_words", **values)]
        if line.flag.suggestion:
            said.append(self._say("letter.revise", text=line.flag.suggestion))
        if line.flag.note:
            said.append(
                self._say("letter.reason" if line.flag.suggestion else "letter.note", text=line.flag.note)
            )
        if not line.flag.suggestion and not line.flag.note:
            said.append(self._say("letter.unsaid", kind=line.kind))
        return "".join(said)

    def _edits(self) -> Iterator[Block]:
        edits = [line for line in self._lines if line.flag.suggestion]
        if edits:
            layout = load_layout(self._workspace.folders, "edits", EDITS)
            yield Heading(2, self._say("letter.attached"))
            yield layout.table(self._locale, _CELLS, (("", line) for line in edits))

    def _unit(self) -> str:
        """The unit of the reviewers, where they are of one."""
        units = {line.flag.author.unit for line in self._lines} - {""}
        return units.pop() if len(units) == 1 else self._say("letter.unit")
