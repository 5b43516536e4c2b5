"""Commands about review files: which there are, joining them, saving what a damaged one holds, agreement."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from tui.cli.run import Run, narrate
from tui.messages import Message, Problem
from tui.review.agreement import Agreement, agreement, by_kind
from tui.review.conflicts import Conflict
from tui.review.events import Author
from tui.review.merging import union
from tui.review.recent import reviews as known_reviews
from tui.review.recovery import recover
from tui.review.store import read_review, save_elsewhere, title_of
from tui.wording import flag_text, kind_text, moment_text, person_text, reply_text


def reviews(run: Run) -> int:
    """The reviews that are known; or what can be saved of a damaged one."""
    if run.arguments.recover:
        return _recover(run, run.arguments.recover)
    found = [_review_data(path) for path in known_reviews()]
    return run.show(
        found,
        lambda: [
            run.say("reviews.unreadable", file=each["file"])
            if each["events"] is None
            else run.say("reviews.line", **{**each, "last": moment_text(each["last"])})
            for each in found
        ],
    )


def _review_data(path: Path) -> dict[str, Any]:
    try:
        events = read_review(path)
    except Problem:
        return {"file": str(path), "name": path.stem, "events": None, "last": ""}
    last = events[-1].created if events else ""
    return {"file": str(path), "name": title_of(path), "events": len(events), "last": last}


def _recover(run: Run, path: Path) -> int:
    found = recover(path)
    data = {
        "file": str(path),
        "copy": str(found.copy),
        "events": found.events,
        "unreadable": found.unreadable,
        "garbled": found.garbled,
    }
    garbled = [run.say("reviews.garbled", **data)] if found.garbled else []
    return run.show(data, lambda: [run.say("reviews.recovered", **data), *garbled])


def merge(run: Run) -> int:
    """Join reviews: into the one that is open, or into a new file."""
    arguments, workspace = run.arguments, run.workspace
    paths: list[Path] = arguments.reviews
    if arguments.output:
        return _merge_into(run, paths, arguments.output)
    found = workspace.brought(paths) if arguments.dry_run else workspace.merge(paths)
    data = {
        "file": str(workspace.store.path),
        "events": len(found.events),
        "dry_run": arguments.dry_run,
        "conflicts": [_conflict_data(conflict) for conflict in workspace.conflicts()],
    }
    told = [run.locale.render(line) for line in found.told()] or [run.say("merge.nothing")]
    if arguments.dry_run:
        narrate(run.locale, [Message("merge.would", {"events": len(found.events)})])
    return run.show(data, lambda: told + _conflict_lines(run))


def _merge_into(run: Run, paths: list[Path], output: Path) -> int:
    """Join reviews into a new file; a dry run makes it in a folder that is gone afterwards."""
    joined = union(*map(read_review, paths))
    dry = run.arguments.dry_run
    if dry and output.exists():
        raise Problem("file.exists", file=str(output))
    with TemporaryDirectory() as folder:
        file = Path(folder, output.name) if dry else output
        save_elsewhere(file, joined).close()
        run.workspace.open_review(file)
        written = {"file": str(output), "events": len(joined), "dry_run": dry}
        data = {**written, "conflicts": [_conflict_data(each) for each in run.workspace.conflicts()]}
        said = run.say("merge.would_write" if dry else "merge.written", **written)
        result = run.show(data, lambda: [said, *_conflict_lines(run)])
        run.workspace.store.close()
    return result


def _conflict_data(conflict: Conflict) -> dict[str, Any]:
    flag = conflict.flags[0]
    return {
        "kind": conflict.kind,
        "flags": [each.id for each in conflict.flags],
        "quote": flag.anchor.quote if flag.anchor else None,
        "subject_id": flag.subject_id,
    }


def _conflict_lines(run: Run) -> list[str]:
    lines = []
    for conflict in run.workspace.conflicts():
        flag = conflict.flags[0]
        quote = flag.anchor.quote if flag.anchor else flag.subject_id
        lines.append(f"⇄ {run.say(f'conflict.{conflict.kind}')}  {quote}")
        if conflict.kind == "reply":
            lines += [f"   {reply_text(run.locale, reply)}" for reply in flag.replies]
        else:
            lines += [f"   {flag_text(run.locale, each)}  {each.note}".rstrip() for each in conflict.flags]
    return lines


def agree(run: Run) -> int:
    """How far every two reviewers agree, by section and kind, on sentences that both marked as looked at."""
    data = []
    plans = [run.workspace.plan(run.arguments.plan).id] if run.arguments.plan else list(run.workspace.cards)
    for plan in plans:
        for (first, second), sections in run.workspace.agreements(plan).items():
            for section, judged in sections.items():
                data.append(
                    {
                        "plan": plan,
                        "section": section,
                        "reviewers": [asdict(first), asdict(second)],
                        **_figures(agreement(judged)),
                        "kinds": {kind: _figures(found) for kind, found in by_kind(judged).items()},
                    }
                )
    lines = [line for each in data for line in _agreement_lines(run, each)]
    return run.show(data, lambda: lines or [run.say("agreement.none")])


def _figures(found: Agreement) -> dict[str, Any]:
    kappa = found.kappa
    return {
        "sentences": found.sentences,
        "observed": round(found.observed, 4),
        "expected": round(found.expected, 4),
        "kappa": None if kappa is None else round(kappa, 4),
    }


def _agreement_lines(run: Run, each: dict[str, Any]) -> list[str]:
    place = each["section"] or each["plan"]
    names = " – ".join(person_text(run.locale, Author(**person)) for person in each["reviewers"])
    lines = [f"{place}  {names}  {_agreement_text(run, each)}"]
    lines += [
        f"    {kind_text(run.locale, kind)}  {_agreement_text(run, found)}"
        for kind, found in each["kinds"].items()
    ]
    return lines


def _agreement_text(run: Run, found: dict[str, Any]) -> str:
    kappa = run.say("agreement.undefined") if found["kappa"] is None else f"{found['kappa']:.2f}"
    values = {name: f"{found[name]:.0%}" for name in ("observed", "expected")}
    return run.say("agreement.line", sentences=found["sentences"], kappa=kappa, **values)
