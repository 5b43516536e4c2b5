"""Units of what plans promise: when two mean the same quantity, and how one is converted into the other."""

from __future__ import annotations

import re
from functools import lru_cache
from math import prod
from pathlib import Path

from tui.text.fold import fold
from tui.tomlfile import read_toml

_MAGNITUDES = {"十": 10.0, "百": 100.0, "千": 1e3, "万": 1e4, "亿": 1e8}
_PREFIX = re.compile("[十百千万亿]*")


@lru_cache
def _known() -> dict[str, tuple[str, float]]:
    """Each unit's kind, and what one of it is in the first unit of that kind."""
    kinds = read_toml(Path(__file__).with_name("units.toml"))
    return {fold(unit): (kind, float(size)) for kind, units in kinds.items() for unit, size in units.items()}


@lru_cache(maxsize=1024)
def _measured(unit: str) -> tuple[str, float]:
    """The kind of quantity a unit measures, and its size in the first unit of that kind.

    A compound unit (万吨/年, 克/千瓦时) is measured by what stands before the stroke.
    """
    head, stroke, per = fold(unit).partition("/")
    known = _known()
    longest = _PREFIX.match(head).end()  # type: ignore[union-attr]
    cut = next((n for n in range(longest + 1) if head[n:] in known), longest)
    kind, size = known.get(head[cut:], (head[cut:], 1.0))
    return f"{kind}{stroke}{per}", size * prod(_MAGNITUDES[char] for char in head[:cut])


def same_quantity(first: str, second: str) -> bool:
    """Whether two units measure the same quantity: 万元 and 亿元 do, % and 个百分点 do not."""
    return _measured(first)[0] == _measured(second)[0]


def converted(value: float, unit: str, wanted: str) -> float | None:
    """A value in another unit of the same quantity; None where it is another quantity."""
    if unit == wanted:
        return value
    (kind, size), (wanted_kind, wanted_size) = _measured(unit), _measured(wanted)
    # Rounded, for 10000 of 万 are not to differ from 1 of 亿 by the last bit.
    return float(f"{value * size / wanted_size:.12g}") if kind == wanted_kind else None
