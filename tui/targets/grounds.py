"""Does a typed value follow from the words it is quoted from?"""

from __future__ import annotations

from tui.targets.model import Fact, Target
from tui.text.numbers import figures_in

#: What words stand for where no figure is printed: 全覆盖 is 100, 清零 is 0, 首位 is 1.
_VALUES_OF_WORDS = {"coverage": 100.0, "zero": 0.0, "rank": 1.0, "event": 1.0}
_FIRST_PLACES = ("首位", "第一", "首个", "榜首")
#: Words that promise no change.
_NO_CHANGE = ("不增", "不减", "不下降", "负增长", "零增长", "逐年增长")


def follows_from_quote(entry: Target | Fact) -> bool:
    """Whether every value of a target or fact stands in its quote, or in its printed cells.

    The sign of a fall and the magnitude (万, 亿) belong to measure and unit, not to the figure.
    """
    cells = entry.cells if isinstance(entry, Target) else ()
    figures = {abs(number) for text in (entry.quote, *cells) for number in figures_in(text)}
    if entry.measure in _VALUES_OF_WORDS and not _is_other_rank(entry):
        figures.add(_VALUES_OF_WORDS[entry.measure])
    if any(word in entry.quote for word in _NO_CHANGE):
        figures.add(0.0)
    values = [entry.value, entry.value_high]
    if isinstance(entry, Target) and cells:
        values.append(entry.base)
    return all(
        any(abs(abs(value) - figure) < 1e-9 for figure in figures) for value in values if value is not None
    )


def _is_other_rank(entry: Target | Fact) -> bool:
    return entry.measure == "rank" and not any(word in entry.quote for word in _FIRST_PLACES)
