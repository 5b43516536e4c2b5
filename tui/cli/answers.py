"""Commands that answer a question about content, and about the program itself."""

from __future__ import annotations

from dataclasses import asdict, replace

from tui import places
from tui.cli.arguments import known_value
from tui.cli.run import Run
from tui.cli.target_data import target_data
from tui.commands import COMMANDS, KEYMAPS, shown_keys
from tui.plans.model import Card
from tui.targets.model import Evidence, Observation
from tui.targets.observations import load_reports
from tui.text.width import pad
from tui.wording import (
    base_text,
    fact_text,
    observation_text,
    period_text,
    reason_text,
    status_text,
    target_text,
)


def plans(run: Run) -> int:
    """The shelf."""
    cards = list(run.workspace.cards.values())
    data = [_card_data(card) for card in cards]
    return run.show(
        data,
        lambda: [
            f"{pad(card.id, 20)}{pad(run.say(f'level.{card.level}'), 10)}"
            f"{pad(run.say(f'kind.{card.kind}'), 14)}{pad(period_text(card), 11)}{card.title}"
            for card in cards
        ],
    )


def _card_data(card: Card) -> dict[str, object]:
    return {
        "id": card.id,
        "title": card.title,
        "level": card.level,
        "kind": card.kind,
        "standing": card.standing,
        "period": period_text(card),
        "first_year": card.period[0],
        "last_year": card.period[1],
        "horizon": card.horizon,
        "issuer": card.issuer,
        "place": card.place,
        "adopted": card.adopted,
        "published": card.published,
        "note": card.note,
        "source": card.source.file,
        "url": card.source.url,
    }


def outline(run: Run) -> int:
    """The printed tree of a plan."""
    plan = run.workspace.plan(run.arguments.plan)
    data = [
        {
            "id": section.id,
            "parent": section.parent or None,
            "kind": section.kind,
            "number": section.number,
            "path": section.path,
            "title": section.title,
            "paragraph": section.at,
        }
        for section in plan.sections
    ]
    return run.show(
        data,
        lambda: [
            f"{'  ' * (len(plan.ancestry(section)) - 1)}{section.label}  [{section.path}]"
            for section in plan.sections
        ],
    )


def text(run: Run) -> int:
    """Every paragraph of a plan, in order."""
    plan = run.workspace.plan(run.arguments.plan)
    data = [
        {
            "id": paragraph.id,
            "section": paragraph.section or None,
            "role": paragraph.role,
            "lines": [list(span) for span in paragraph.lines],
            "text": paragraph.text,
        }
        for paragraph in plan.paragraphs
    ]
    return run.show(data, lambda: [paragraph.text for paragraph in plan.paragraphs])


def search(run: Run) -> int:
    """Where words stand: in the text of plans, or in what `is:` names."""
    query = run.workspace.query(run.arguments.query, run.locale)
    if not query.kinds:
        query = replace(query, kinds=frozenset({"text"}))
    found = run.workspace.search(query)
    data = {
        "query": run.arguments.query,
        "total": found.total,
        "hits": [
            {
                "kind": hit.entry.kind,
                "id": hit.entry.id,
                "plan": hit.entry.plan,
                "section": hit.entry.section or None,
                "paragraph": hit.entry.paragraph,
                "text": hit.entry.text,
                "spans": [list(span) for span in hit.spans],
            }
            for hit in found.hits
        ],
    }

    def lines() -> list[str]:
        rows = [f"{hit.entry.id}  {_around(hit.entry.text, hit.spans[0])}" for hit in found.hits]
        return [*rows, run.say("search.total", total=found.total, paragraphs=len(found.entries))]

    return run.show(data, lines)


def _around(text: str, span: tuple[int, int], reach: int = 24) -> str:
    start, end = max(0, span[0] - reach), min(len(text), span[1] + reach)
    return ("…" if start else "") + text[start:end] + ("…" if end < len(text) else "")


def targets(run: Run) -> int:
    """Targets and their assessment."""
    workspace, arguments = run.workspace, run.arguments
    workspace.with_examples = arguments.examples
    ids = [workspace.plan(arguments.plan).id] if arguments.plan else list(workspace.cards)
    reports: tuple[Observation | Evidence, ...] = ()
    if arguments.observations:
        known = [target for plan in ids for target in workspace.targets(plan)]
        reports = load_reports(arguments.observations, known, workspace.cards)
    assessments = [a for plan in ids for a in workspace.assessments(plan, reports, arguments.as_of)]
    data = [target_data(workspace, run.locale, assessment) for assessment in assessments]

    def lines() -> list[str]:
        return [
            f"{pad(status_text(run.locale, a), 16)}{pad(a.target.name, 42)}"
            f"{pad(run.say(f'nature.{a.target.nature}'), 10)}{pad(base_text(a), 16)}"
            f"{pad(target_text(run.locale, a.target), 18)}"
            f"{pad(observation_text(run.locale, a.observation), 24)}{reason_text(run.locale, a)}"
            for a in assessments
        ]

    return run.show(data, lines)


def facts(run: Run) -> int:
    """Values already reached, as a plan reports them."""
    workspace = run.workspace
    ids = [workspace.plan(run.arguments.plan).id] if run.arguments.plan else list(workspace.cards)
    found = [fact for plan in ids for fact in workspace.facts(plan)]
    return run.show(
        [asdict(fact) for fact in found],
        lambda: [
            f"{pad(fact.name, 34)}{pad(fact_text(run.locale, fact), 26)}{fact.paragraph}" for fact in found
        ],
    )


def projects(run: Run) -> int:
    """The projects of a plan by box and group."""
    workspace = run.workspace
    plan = workspace.plan(run.arguments.plan)
    found = workspace.projects(plan.id)
    stages = workspace.state.stages
    data = []
    for project in found:
        stage = stages.get(project.id)
        box = plan.sections_by_id[project.box]
        data.append(
            {
                "id": project.id,
                "box": box.path,
                "group": project.group,
                "name": project.name,
                "section": box.parent or None,
                "paragraph": project.paragraph,
                "stage": stage.stage if stage else None,
                "note": stage.note if stage else "",
                "also_in": [plan.sections_by_id[other].path for other in project.also_in],
            }
        )
    return run.show(
        data, lambda: [f"{pad(str(row['box']), 8)}{pad(str(row['group']), 26)}{row['name']}" for row in data]
    )


def keys(run: Run) -> int:
    """Commands with keys and help, of the map in use or of another."""
    wanted = run.arguments.keymap
    keymap = known_value(wanted, KEYMAPS, "--keymap") if wanted else run.config.keymap
    config = replace(run.config, keymap=keymap)
    data = [
        {
            "id": command.id,
            "keys": shown_keys(config.keys_of(command)),
            "help": run.say(f"command.{command.id}"),
            "scope": command.scope,
        }
        for command in COMMANDS
    ]
    return run.show(
        data, lambda: [f"{pad(row['id'], 20)}{pad(row['keys'], 26)}{row['help']}" for row in data]
    )


def locate(run: Run) -> int:
    """Where everything is."""
    data = {
        "content": [str(folder) for folder in run.workspace.folders],
        "user_content": str(places.user_content()),
        "default_config": str(places.shipped_config()),
        "config": str(places.user_config()),
        "reviewer": str(places.reviewer_file()),
        "review": str(run.workspace.store.path),
        "state": str(places.state_file()),
    }
    return run.show(
        data,
        lambda: [
            f"{pad(run.say(f'locate.{name}'), 20)}{place if isinstance(place, str) else ', '.join(place)}"
            for name, place in data.items()
        ],
    )
