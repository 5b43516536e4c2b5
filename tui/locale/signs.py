"""Every sign that the program itself draws, and the ASCII in its place where a terminal lacks the glyph.

Only what the program says goes through this table; the text of plans, notes and hand-ins never does.
"""

from __future__ import annotations

from typing import Final

_SIGNS: Final = {
    # flags and progress
    "⚑": "!",
    "✓": "+",
    "✗": "x",
    "✎": "*",
    "≠": "!=",
    "⇄": "<>",
    "‖": "||",
    # status
    "▲": "^",
    "●": "*",
    "▼": "v",
    "○": "o",
    "–": "-",
    # charts; the dots of the schedule are among the marks
    "◆": "#",
    # open and closed lines of a tree
    "▶": ">",
    # the bar beside what is under the cursor, and bars of progress
    "▌": ">",
    "█": "#",
    "░": ".",
    # lines of tables and trees
    "─": "-",
    "│": "|",
    "┤": "|",
    "└": "`",
    "├": "|",
    "━": "-",
    "┃": "|",
    "┗": "`",
    "┣": "|",
    "═": "-",
    "║": "|",
    "╚": "`",
    "╠": "|",
    # words of mathematics
    "≥": ">=",
    "≤": "<=",
    "≈": "~",
    "±": "+-",
    "−": "-",
    "×": "x",
    "÷": "/",
    "→": "->",
    "κ": "kappa",
}
#: Punctuation of Chinese, which every Chinese font has; only what is not Chinese is written without it.
_MARKS: Final = {"“": '"', "”": '"', "‘": "'", "’": "'", "—": "-", "…": "...", "·": "."}

SIGNS: Final = str.maketrans(_SIGNS)
SIGNS_AND_MARKS: Final = str.maketrans(_SIGNS | _MARKS)
