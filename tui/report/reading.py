"""Taking files back: values that were reported, and hand-ins that an office filled in.

Nothing is half taken: a file with a mistake is refused as a whole, with every line that is wrong.
"""

from __future__ import annotations

from pathlib import Path

from tui.locale import LANGUAGES, Locale
from tui.messages import Problem
from tui.report.returned import Incoming, Returned, report_of
from tui.sheets import read_sheet
from tui.targets.observations import changes, load_reports
from tui.workspace import Workspace


def read_incoming(path: Path, workspace: Workspace) -> tuple[Incoming, ...]:
    """What a csv or xlsx file brings that is not known yet: reported values, or a filled-in hand-in.

    Raises:
        Problem: everything in the file that cannot be taken; then nothing is.
    """
    id_heads = [Locale(language).say("column.row_id") for language in LANGUAGES]
    try:
        sheet = read_sheet(path, id_heads)
    except Problem as problem:
        if problem.messages[0].id != "sheet.no_head":
            raise
        return _reports(path, workspace)
    id_head = next(head for head in sheet.heads if head in id_heads)
    return Returned(path, workspace, sheet, id_head).incoming()


def _reports(path: Path, workspace: Workspace) -> tuple[Incoming, ...]:
    reports = load_reports(path, workspace.all_targets(), workspace.cards, "review")
    by_id = {target.id: target for target in workspace.all_targets()}
    found = changes(reports, workspace.state.observations, workspace.state.evidence)
    return tuple(
        report_of(by_id[change.report.target], change.report, change.before)
        for change in found
        if change.kind != "same"
    )
