"""How ingesting, loading and validating grow with the length of a plan."""

from __future__ import annotations

import tempfile
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path

from growing import grown

from tui import places
from tui.ingest.building import ingest
from tui.ingest.source import SourceText, source_from_bytes
from tui.plans.loading import load_card, load_plan
from tui.plans.writing import plan_toml

_PLAN = "hainan-14"
_TIMES = (1, 10, 100)


def _timed(work: Callable[[], object]) -> float:
    best = float("inf")
    for _ in range(3):
        begun = time.perf_counter()
        work()
        best = min(best, time.perf_counter() - begun)
        if best > 2:
            break
    return best * 1000


def main() -> None:
    """Print a line a length."""
    path = places.shipped_content() / "plans" / f"{_PLAN}.toml"
    card, plan = load_card(path), load_plan(path)
    text = "\n".join(paragraph.text for paragraph in plan.paragraphs)
    print(f"{'':>6}{'characters':>12}{'ingest ms':>12}{'load ms':>10}{'card ms':>10}")
    with tempfile.TemporaryDirectory() as folder:
        for times in _TIMES:
            source: SourceText = source_from_bytes("\n".join([text] * times).encode(), "grown.txt")
            ingested = _timed(partial(ingest, source, card))
            file = Path(folder) / f"{_PLAN}.toml"
            file.write_text(plan_toml(grown(plan, times)), encoding="utf-8")
            loaded = _timed(partial(load_plan, file))
            carded = _timed(partial(load_card, file))
            print(f"{times:>5}×{len(text) * times:>12}{ingested:>12.0f}{loaded:>10.0f}{carded:>10.1f}")


if __name__ == "__main__":
    main()
