"""The projects of a plan: the entries of its boxes (专栏), by box and group."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from tui.plans.model import Plan
from tui.records import ContentFile, Record
from tui.tomlfile import quote

SEPARATORS = "、,，；;"


@dataclass(frozen=True, slots=True)
class Group:
    """A list in a box: the paragraph it stands in, its name as printed, and its entries as printed."""

    box: str
    paragraph: str
    name: str
    entries: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Project:
    """An entry of a box. `id` is its paragraph and place in it; `also_in` names other boxes that hold it."""

    id: str
    box: str
    group: str
    name: str
    paragraph: str
    also_in: tuple[str, ...] = ()


def load_groups(path: Path) -> tuple[Group, ...]:
    """The lists of the plan that the file is named after, in file order.

    Raises:
        Problem: everything that is wrong with the file.
    """
    file = ContentFile(path)
    file.expect_tables(("group",))
    groups = tuple(_group(record, path.stem) for record in file.records("group"))
    file.check()
    return groups


def _group(record: Record, plan: str) -> Group:
    group = Group(
        box=f"{plan}/{record.text('box')}",
        paragraph=f"{plan}/{record.text('paragraph')}",
        name=record.text("name"),
        entries=record.texts("entries"),
    )
    record.finish()
    return group


def groups_toml(groups: tuple[Group, ...]) -> str:
    """The TOML text of a plan's groups."""
    blocks = []
    for group in groups:
        entries = "".join(f"  {quote(entry)},\n" for entry in group.entries)
        blocks.append(
            f"[[group]]\nbox = {quote(group.box.partition('/')[2])}\n"
            f"paragraph = {quote(group.paragraph.partition('/')[2])}\n"
            f"name = {quote(group.name)}\nentries = [\n{entries}]\n"
        )
    return "\n".join(blocks)


def gives_paragraph(group: Group, text: str) -> bool:
    """Whether name and entries, joined by the separators that are printed, give the paragraph again."""
    head = f"{group.name}。"
    if not text.startswith(head):
        return False
    position = len(head)
    for number, entry in enumerate(group.entries):
        if number:
            if text[position : position + 1] not in tuple(SEPARATORS):
                return False
            position += 1
        if not text.startswith(entry, position):
            return False
        position += len(entry)
    rest = text[position:].removesuffix("。")
    return not rest or rest in tuple(SEPARATORS)


def projects(plan: Plan, groups: tuple[Group, ...]) -> tuple[Project, ...]:
    """The projects of all groups, in order; an entry printed in two boxes names the other one."""
    boxes: dict[str, list[str]] = {}
    for group in groups:
        for entry in group.entries:
            boxes.setdefault(_bare(entry, plan), []).append(group.box)
    found = []
    for group in groups:
        for number, entry in enumerate(group.entries, 1):
            others = tuple(dict.fromkeys(box for box in boxes[_bare(entry, plan)] if box != group.box))
            found.append(
                Project(f"{group.paragraph}#{number}", group.box, group.name, entry, group.paragraph, others)
            )
    return tuple(found)


def _bare(entry: str, plan: Plan) -> str:
    """An entry without the place name that some boxes print before it, so that the same project is seen."""
    return entry.removeprefix(plan.card.place)
