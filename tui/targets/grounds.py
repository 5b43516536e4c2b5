"""Does a typed value follow from the words it is quoted from?"""

from __future__ import annotations

from tui.targets.model import Fact, Target
from tui.text.numbers import figures_in

#: Measures whose value stands for words: 全覆盖 is 100, 清零 is 0.
_VALUE_IN_WORDS = frozenset({"zero", "coverage", "event", "grade", "rank"})
#: Words that promise no change.
_NO_CHANGE = ("不增", "不减", "不下降", "负增长", "零增长")


def follows_from_quote(entry: Target | Fact) -> bool:
    """Whether every value of a target or fact stands in its quote, or in its printed cells.

    The sign of a fall and the magnitude (万, 亿) belong to measure and unit, not to the figure.
    """
    if entry.measure in _VALUE_IN_WORDS:
        return True
    cells = entry.cells if isinstance(entry, Target) else ()
    figures = [abs(number) for text in (entry.quote, *cells) for number in figures_in(text)]
    if any(word in entry.quote for word in _NO_CHANGE):
        figures.append(0.0)
    values = [value for value in (entry.value, entry.value_high) if value is not None]
    return all(any(abs(abs(value) - figure) < 1e-9 for figure in figures) for value in values)
