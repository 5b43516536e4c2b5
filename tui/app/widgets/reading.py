"""Reading: the printed tree, the text, and what is known of the sentence under the cursor."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from rich.style import Style
from rich.text import Text
from textual import on
from textual.app import ComposeResult
from textual.binding import Binding
from textual.widget import Widget
from textual.widgets import Tree
from textual.widgets.tree import TreeNode

from tui.app.widgets.moving import LineCursor
from tui.app.widgets.note_pane import Note, NotePane
from tui.app.widgets.plan_text import Mark, PlanText
from tui.app.widgets.view import View
from tui.plans.citation import cite, place_name
from tui.plans.model import Passage, Plan, Section, local_id
from tui.plans.sentences import READ_ROLES, sentences_of
from tui.review.state import anchor_of
from tui.text.safe import safe_line
from tui.text.width import fit, text_width
from tui.wording import SEVERITY_SIGNS, fact_text, flag_text, kind_sign, status_text, target_text

if TYPE_CHECKING:
    from tui.compare.model import Match, Quote
    from tui.locale import Locale
    from tui.messages import Problem
    from tui.plans.damage import Damage
    from tui.targets.model import Assessment
    from tui.workspace import Workspace

_SMALL_TREE = 80
#: A title has this many cells before counts have any.
_SHORTEST_TITLE = 12
#: Seconds after which the checks of an opened plan run; the first paint comes before them.
_CHECK_AFTER = 0.5


@dataclass(frozen=True, slots=True)
class TreePlace:
    """Where a line of the tree leads: a paragraph and a character in it; its section, none for a plan."""

    paragraph: str
    offset: int = 0
    section: str = ""


class SectionTree(LineCursor, Tree[TreePlace], inherit_bindings=False):
    """The shelf and the printed tree; a title that does not fit ends with …, counts stand at its end.

    Args:
        locale: the language, with its signs.
    """

    BINDINGS = [
        Binding("enter", "select_cursor", show=False),
        Binding("space", "toggle_node", show=False),
        Binding("up", "cursor_up", show=False),
        Binding("down", "cursor_down", show=False),
    ]

    def __init__(self, locale: Locale, *, id: str) -> None:
        super().__init__("", id=id)
        sign = locale.sign
        self.ICON_NODE, self.ICON_NODE_EXPANDED = sign(Tree.ICON_NODE), sign(Tree.ICON_NODE_EXPANDED)
        self.LINES = {
            name: (sign(space), sign(vertical), sign(last), sign(branch))
            for name, (space, vertical, last, branch) in Tree.LINES.items()
        }
        self._more = sign("…")
        self.show_root = False
        self.guide_depth = 2
        self.auto_expand = False
        self._counts: dict[str, tuple[str, ...]] = {}

    @property
    def line(self) -> int:
        """The line of the cursor."""
        return self.cursor_line

    @property
    def line_count(self) -> int:
        """How many lines are shown: the root is none of them."""
        return self.last_line + 1

    def lines_in(self, share: float) -> int:
        """How many lines a share of the height holds."""
        return round(share * self.scrollable_content_region.height)

    def go_to_line(self, line: int) -> None:
        """Put the cursor on a line."""
        self.move_cursor_to_line(line)

    def show_counts(self, counts: dict[str, tuple[str, ...]]) -> None:
        """Show what stands behind the titles, by section id."""
        if counts != self._counts:
            self._counts = counts
            self._invalidate()

    def render_label(self, node: TreeNode[TreePlace], base_style: Style, style: Style) -> Text:
        """A node's sign and its title, cut to the pane, and its count."""
        sign = self.ICON_NODE_EXPANDED if node.is_expanded else self.ICON_NODE
        sign = sign if node.allow_expand else ""
        depth = len(self._depth(node)) * self.guide_depth
        room = self.scrollable_content_region.width - depth - len(sign)
        count = self._count(node, room - _SHORTEST_TITLE)
        room -= text_width(count) + 1 if count else 0
        label = node.label if isinstance(node.label, Text) else Text(str(node.label))
        title = fit(label.plain, max(room, 4), self._more)
        return Text.assemble(
            (sign, base_style),
            (title, style + Style(bold=label.style == "bold")),
            (f" {count}" if count else "", style + Style(dim=True)),
        )

    def _count(self, node: TreeNode[TreePlace], room: int) -> str:
        """What stands behind a title: everything, or what comes first, as far as there is room."""
        data = node.data
        parts = self._counts.get(data.section or data.paragraph, ()) if data else ()
        texts = (" ".join(parts), *parts[:1])
        return next((text for text in texts if text_width(text) < room), "")

    @staticmethod
    def _depth(node: TreeNode[TreePlace]) -> list[TreeNode[TreePlace]]:
        above = []
        while node.parent is not None and node.parent.parent is not None:
            node = node.parent
            above.append(node)
        return above


class ReadView(View):
    """Tree | text | about this sentence."""

    def __init__(self, workspace: Workspace, locale: Locale, *, id: str) -> None:
        super().__init__(workspace, locale, id=id)
        self._opening = False
        self._sections_shown = ""
        self._tree_nodes: dict[str, TreeNode[TreePlace]] = {}
        self._trail: list[tuple[str, int]] = []
        self._bookmark: tuple[str, int] | None = None

    def compose(self) -> ComposeResult:
        """The three panes."""
        config = self.workspace.config
        yield SectionTree(self.locale, id="tree")
        yield PlanText(measure=config.measure, indent=config.first_line_indent, id="text")
        yield NotePane(self.locale, id="about")

    @property
    def text(self) -> PlanText:
        """The text pane."""
        return self.query_one(PlanText)

    @property
    def plan(self) -> Plan | None:
        """The plan that is read."""
        return self.text.plan

    @property
    def plan_id(self) -> str:
        """Its id."""
        return self.plan.id if self.plan else ""

    @property
    def main_pane(self) -> Widget:
        """The text."""
        return self.text

    # --- showing ---------------------------------------------------------------------------------

    def open(self, plan: Plan, paragraph: str = "", offset: int = 0, *, leave_trail: bool = True) -> None:
        """Show a plan at a paragraph."""
        sentence = self.text.sentence
        if leave_trail and sentence and self.plan:
            self._trail.append((sentence.paragraph, sentence.start))
        self._opening = self.plan is not plan
        self.text.show(plan)
        if paragraph and local_id(paragraph):
            self.text.go_to(paragraph, offset)
        # The text is painted first; tree, margin and what is known of the sentence follow.
        self.text.call_after_refresh(self._fill_sides, plan)
        self.set_timer(_CHECK_AFTER, lambda: self._check(plan))

    def _fill_sides(self, plan: Plan) -> None:
        self._opening = False
        self._fill_tree(plan)
        self.refresh_review()
        self.post_message(self.PlaceChanged())

    def _fill_tree(self, plan: Plan) -> None:
        if self._sections_shown == plan.id:
            return
        self._sections_shown = plan.id
        tree = self.query_one(SectionTree)
        tree.clear()
        self._tree_nodes = {}
        for card in self.workspace.cards.values():
            current = card.id == plan.id
            label = Text(safe_line(card.short), style="bold" if current else "")
            node = tree.root.add(label, data=TreePlace(f"{card.id}/"), expand=current)
            self._tree_nodes[f"{card.id}/"] = node
            if card.id == plan.id:
                self._add_sections(node, plan, "")
            else:
                node.allow_expand = False
        if self.text.sentence:
            self._follow(self.text.sentence)

    def _add_sections(self, node: TreeNode[TreePlace], plan: Plan, parent: str) -> None:
        for section in plan.children(parent):
            label = Text(safe_line(_tree_label(section)))
            place = TreePlace(section.at, section.offset, section.id)
            if plan.children(section.id):
                child = node.add(label, data=place, expand=len(plan.sections) < _SMALL_TREE)
                self._add_sections(child, plan, section.id)
            else:
                child = node.add_leaf(label, data=place)
            self._tree_nodes[section.id] = child

    def refresh_review(self) -> None:
        """Flags, reviewed sentences and matches in the margin."""
        plan = self.plan
        if plan is None:
            return
        workspace = self.workspace
        flag_sign, reviewed_sign = map(self.locale.sign, "⚑✓")
        marks: list[Mark] = []
        flagged: list[Passage] = []
        for flag in workspace.flags(plan.id):
            found = workspace.standing(flag)
            if found is None or flag.subject_kind == "match":
                continue
            passage = found.passage
            flagged.append(passage)
            marks.append(Mark(passage, flag_sign + kind_sign(self.locale, flag.kind), "sign-flag"))
        marks.extend(Mark(passage, reviewed_sign, "sign-reviewed") for passage in workspace.reviewed(plan.id))
        for spot in workspace.damage(plan.id):
            paragraph = plan.paragraphs_by_id.get(spot.paragraph)
            start = paragraph.text.find(spot.quote) if paragraph else -1
            if start >= 0:
                passage = Passage(spot.paragraph, start, start + len(spot.quote), spot.quote)
                marks.append(Mark(passage, self.say("app.damage_sign"), "sign-damage"))
        marks.extend(self._finding_marks(plan))
        self.text.set_marks(marks, flagged)
        self.query_one(SectionTree).show_counts(self._counts(plan))
        if self.text.sentence:
            self._about(self.text.sentence)

    def _finding_marks(self, plan: Plan) -> Iterator[Mark]:
        """Signs of errors and warnings that nobody decided on; none while the checks were not run."""
        if not self.workspace.findings_known(plan.id):
            return
        for checked in self.workspace.checked(plan.id):
            severity = checked.finding.severity
            if checked.state == "open" and severity != "hint":
                yield Mark(
                    checked.finding.passage, self.locale.sign(SEVERITY_SIGNS[severity]), f"sign-{severity}"
                )

    def _check(self, plan: Plan) -> None:
        """Ask for the checks of a plan that is still read."""
        if self.workspace.config.check_while_reading and self.plan is plan:
            self.post_message(self.WantFindings(plan.id))

    def findings_told(self, plan: str, share: float, problem: Problem | None) -> None:  # noqa: ARG002 - view 5 tells the rest
        """Show what the checks of the plan that is read found, once they have ended."""
        if self.plan_id == plan and self.workspace.findings_known(plan):
            self.refresh_review()
            self.post_message(self.PlaceChanged())

    def _counts(self, plan: Plan) -> dict[str, tuple[str, ...]]:
        """What stands behind each title of the tree: flags in it, and how far it was looked at."""
        flags: Counter[str] = Counter()
        for flag in self.workspace.flags(plan.id):
            found = self.workspace.standing(flag)
            if found and found.passage.paragraph in plan.paragraphs_by_id and flag.subject_kind != "match":
                flags.update(above.id for above in plan.ancestry(plan.section_at(found.passage)))
        flag_sign, done_sign = map(self.locale.sign, "⚑✓")
        counts = {}
        for section, progress in self.workspace.progress(plan.id).items():
            share = f"{progress.reviewed}/{progress.sentences}" if progress.reviewed else ""
            flagged = f"{flag_sign}{flags[section]}" if flags[section] else ""
            parts = [flagged, done_sign if progress.is_done else share]
            counts[section or f"{plan.id}/"] = tuple(part for part in parts if part)
        return counts

    @on(PlanText.SentenceChanged)
    def _sentence_changed(self, event: PlanText.SentenceChanged) -> None:
        if not self._opening:
            self._about(event.passage)
            self._follow(event.passage)
            self.post_message(self.PlaceChanged())

    def _follow(self, passage: Passage) -> None:
        """Let the tree stand on the section that is read, unless the reader is in the tree."""
        assert self.plan is not None
        tree = self.query_one(SectionTree)
        section = self.plan.section_at(passage)
        node = self._tree_nodes.get(section.id if section else f"{self.plan.id}/")
        if node is None or tree.has_focus or tree.cursor_node is node:
            return
        above = node.parent
        while above is not None:
            above.expand()
            above = above.parent
        # The tree learns where its lines are only after it has been told which are open.
        self.call_after_refresh(tree.move_cursor, node)

    def _about(self, passage: Passage) -> None:
        """What is known of a sentence."""
        from tui.app.widgets.finding_notes import FindingNotes
        from tui.plans.glossary import terms_in

        assert self.plan is not None
        notes: list[Note] = []
        for flag in self.workspace.flags_on(passage):
            notes.append(Note(f"{self.locale.sign('⚑')} {flag_text(self.locale, flag)}", flag.note))
        notes.extend(
            FindingNotes(self.workspace, self.locale, checked).brief()
            for checked in self.workspace.findings_on(passage)
            if checked.state == "open"
        )
        notes.extend(self._about_target(a) for a in self.workspace.assessments_in(passage))
        notes.extend(
            Note(self.say("about.fact"), f"{fact.name}\n{fact_text(self.locale, fact)}")
            for fact in self.workspace.facts_in(passage)
        )
        damage = self.workspace.damage(self.plan.id)
        notes.extend(self._about_damage(spot) for spot in damage if _on(spot, passage))
        notes.extend(self._about_match(match) for match in self.workspace.matches_of(passage))
        terms = terms_in(passage, self.workspace.glossary)
        if terms:
            language = self.locale.language
            lines = "\n".join(f"{term.name}  {term.glosses[language]}" for term in terms)
            notes.append(Note(self.say("about.term"), lines))
        if not notes:
            notes.append(Note("", self.say("about.nothing")))
        notes.append(Note(self.say("about.theme"), self._theme_names(passage)))
        self.query_one(NotePane).show(notes)

    def _theme_names(self, passage: Passage) -> str:
        """The theme that the section of a passage is placed in, and what else it touches."""
        assert self.plan is not None
        themes = self.workspace.themes
        section = self.plan.section_of(self.plan.paragraphs_by_id[passage.paragraph])
        placement = themes.of_section(self.plan, section)
        if placement is None:
            return self.say("about.no_theme")
        names = {theme.id: theme.short_names[self.locale.language] for theme in themes.themes}
        return "\n".join(names[theme] for theme in (placement.theme, *placement.also))

    def _about_match(self, match: Match) -> Note:
        assert self.plan is not None
        other = match.old if self.plan.id in {quote.plan for quote in match.new} else match.new
        found = self.workspace.comparability(match)
        title = f"{self.say(f'change.{match.change}')}{self.locale.sign(' · ')}{found.grade}"
        lines = [self._cited(quote) for quote in other if self.workspace.paragraph(quote.paragraph)]
        return Note(title, "\n".join(lines) or self.say(f"comparability.{found.label}"))

    def _about_target(self, assessment: Assessment) -> Note:
        target = assessment.target
        status = f"{target_text(self.locale, target)}  {status_text(self.locale, assessment)}"
        return Note(self.say("about.target"), f"{target.name}\n{status}")

    def _about_damage(self, spot: Damage) -> Note:
        text = spot.reason
        if spot.see:
            plan = self.workspace.plan(spot.see.partition("/")[0])
            place = place_name(plan, spot.see)
            text += f"\n{self.say('about.see')} {plan.card.short} {place}\n{spot.see_quote}"
        title = f"{self.say('about.damage')}{self.locale.sign('·')}{self.say(f'damage.{spot.kind}')}"
        return Note(title, text)

    def _cited(self, quote: Quote) -> str:
        plan = self.workspace.plan(quote.plan)
        return f"{plan.card.short} {place_name(plan, quote.paragraph)}\n{quote.text}"

    @on(Tree.NodeSelected)
    def _node_selected(self, event: Tree.NodeSelected[TreePlace]) -> None:
        if event.node.data:
            self.post_message(self.GoTo(event.node.data.paragraph, event.node.data.offset))

    @on(Tree.NodeHighlighted)
    def _node_highlighted(self) -> None:
        if self.query_one(SectionTree).has_focus:
            self.post_message(self.PlaceChanged())

    # --- what commands need ----------------------------------------------------------------------

    @property
    def subject(self) -> tuple[str, str, Passage | None] | None:
        """In the tree its section; in the text the marked words, else the sentence under the cursor."""
        chosen = self._chosen_section()
        if chosen:
            return ("section", chosen.id, self._heading(chosen))
        if self._tree():
            return None
        passage = self.text.marked or self.text.sentence
        return ("sentence", passage.paragraph, passage) if passage else None

    def _chosen_section(self) -> Section | None:
        """The section under the cursor of the tree, while the reader is there."""
        tree = self._tree()
        data = tree.cursor_node.data if tree and tree.cursor_node else None
        return self.plan.sections_by_id.get(data.section) if data and self.plan else None

    def _heading(self, section: Section) -> Passage | None:
        """The words of a section's heading."""
        assert self.plan is not None
        sentences = sentences_of(self.plan.paragraphs_by_id[section.at])
        return next((s for s in sentences if s.start <= section.offset < s.end), None)

    @property
    def section(self) -> str:
        """The id of the section that is read or chosen in the tree; empty before the first heading."""
        chosen = self._chosen_section()
        if chosen or self.plan is None or self.text.sentence is None:
            return chosen.id if chosen else ""
        found = self.plan.section_at(self.text.sentence)
        return found.id if found else ""

    def place(self) -> str:
        """The printed place of the sentence, or the section that is chosen in the tree."""
        chosen = self._chosen_section()
        if chosen:
            return chosen.label
        sentence = self.text.sentence
        if self.plan is None or sentence is None:
            return ""
        name = place_name(self.plan, sentence.paragraph) if self._has_room() else self._path(sentence)
        return f"{name} {local_id(sentence.paragraph)}".strip()

    def _has_room(self) -> bool:
        return self.screen.has_class("-wide") or self.screen.has_class("-vast")

    def _path(self, sentence: Passage) -> str:
        """The innermost place a reader would type to go there."""
        assert self.plan is not None
        paths = [
            section.path for section in self.plan.ancestry(self.plan.section_at(sentence)) if section.number
        ]
        return paths[-1] if paths else ""

    def citation(self) -> str:
        """The marked words, else the sentence, as a citation."""
        passage = self.text.marked or self.text.sentence
        return cite(self.plan, passage) if self.plan and passage else ""

    def _tree(self) -> SectionTree | None:
        tree = self.query_one(SectionTree)
        return tree if tree.has_focus else None

    def step_paragraph(self, direction: int) -> bool:
        """First sentence of the next or previous paragraph."""
        return self.text.step_paragraph(direction)

    def step_section(self, direction: int) -> bool:
        """Beginning of the next or previous section."""
        return self.text.step_section(direction)

    def command_mark_words(self) -> None:
        """Mark the next clause of the sentence."""
        self.text.mark_next_clause()

    def command_mark_sentences(self) -> None:
        """Mark the sentence, or one more."""
        self.text.mark_next_sentence()

    def command_mark_more(self) -> None:
        """End the mark one word later."""
        self.text.move_mark(end=1)

    def command_mark_less(self) -> None:
        """End the mark one word earlier."""
        self.text.move_mark(end=-1)

    def command_mark_later(self) -> None:
        """Begin the mark one word later."""
        self.text.move_mark(start=1)

    def command_mark_earlier(self) -> None:
        """Begin the mark one word earlier."""
        self.text.move_mark(start=-1)

    def command_bookmark(self) -> None:
        """Remember this sentence."""
        if self.text.sentence:
            self._bookmark = (self.text.sentence.paragraph, self.text.sentence.start)
            self.notify(self.say("app.bookmarked"), markup=False)

    def command_jump_back(self) -> None:
        """Go back to the last place, or to the bookmark."""
        target, self._bookmark = self._bookmark or (self._trail.pop() if self._trail else None), None
        if target is None:
            self.notify(self.say("app.no_way_back"), severity="warning", markup=False)
            return
        here = self.text.sentence
        if here and target == (here.paragraph, here.start):
            self.notify(self.say("app.already_there"), markup=False)
        self.open(self.workspace.plan(target[0].partition("/")[0]), *target, leave_trail=False)
        self.post_message(self.PlaceChanged())

    def mark_reviewed(self) -> None:
        """Mark the sentence, or the section chosen in the tree, as looked at; go to what comes next."""
        chosen = self._chosen_section()
        if chosen:
            self._mark_section(chosen)
        elif self._tree():
            self.notify(self.say("app.choose_section"), severity="warning", markup=False)
        elif self.text.sentence and self.plan:
            self._mark_sentence(self.text.sentence, self.plan)
        self.post_message(self.PlaceChanged())

    def _mark_sentence(self, sentence: Passage, plan: Plan) -> None:
        done = set(map(_span, self.workspace.reviewed(plan.id)))
        if plan.paragraphs_by_id[sentence.paragraph].role in READ_ROLES and _span(sentence) not in done:
            self.workspace.act("reviewed", "sentence", sentence.paragraph, sentence)
            self.refresh_review()
            done.add(_span(sentence))
        if not self.text.next_unreviewed(done, READ_ROLES):
            self.notify(self.say("app.all_reviewed"), markup=False)

    def _mark_section(self, section: Section) -> None:
        """Mark what was not looked at in a section; where all of it was, take that back."""
        sentences = self.workspace.sentences(self.plan_id).in_section(section.id)
        done = set(map(_span, self.workspace.reviewed(self.plan_id)))
        new = [sentence for sentence in sentences if _span(sentence) not in done]
        kind = "reviewed" if new else "unreviewed"
        anchors = [anchor_of(sentence) for sentence in new or sentences]
        if anchors:
            self.workspace.act(kind, "section", section.id, passages=anchors)
            self.refresh_review()
        told = "app.section_reviewed" if new else "app.section_unreviewed"
        self.notify(self.say(told, count=len(anchors)), markup=False)
        if new:
            self.query_one(SectionTree).step(1)


def _span(passage: Passage) -> tuple[str, int, int]:
    return (passage.paragraph, passage.start, passage.end)


def _tree_label(section: Section) -> str:
    """Short forms for a narrow tree: 14.6 做优做精…; parts and points keep their printed number."""
    if section.kind == "section":
        return f"{section.path} {section.title}"
    if section.kind == "goal":
        return f"— {section.title}"
    return section.label


def _on(spot: Damage, passage: Passage) -> bool:
    """Whether a damaged spot stands in a sentence."""
    return spot.paragraph == passage.paragraph and (
        spot.quote in passage.quote or passage.quote in spot.quote
    )
