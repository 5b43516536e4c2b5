"""Colours: a page of paper by day and by lamp."""

from __future__ import annotations

from textual.theme import Theme

_DAY = Theme(
    name="paper",
    primary="#1f4e79",
    secondary="#5b6b7a",
    accent="#9a3412",
    warning="#8a5a00",
    error="#a61b1b",
    success="#1d6b37",
    foreground="#1f2328",
    background="#f7f5f0",
    surface="#f1eee6",
    panel="#e6e2d6",
    dark=False,
    variables={
        "sentence": "#dbe7f3",
        "sentence-blurred": "#ece9e0",
        "hit": "#ffe08a",
        "mark": "#bcd9b8",
        "changed": "#9a3412",
        "dim": "#5f665f",
        "scrollbar": "#cfc9b8",
        "scrollbar-background": "#f1eee6",
        "border-blurred": "#cfc9b8",
    },
)
_LAMP = Theme(
    name="paper-dark",
    primary="#8ab8e6",
    secondary="#93a1ad",
    accent="#f0a67a",
    warning="#e0b050",
    error="#f08c8c",
    success="#83c99a",
    foreground="#dcd8cf",
    background="#1b1d1f",
    surface="#212427",
    panel="#2c3034",
    dark=True,
    variables={
        "sentence": "#2b4057",
        "sentence-blurred": "#2a2d30",
        "hit": "#6b5612",
        "mark": "#3c5f44",
        "changed": "#f0a67a",
        "dim": "#b2b7b2",
        "scrollbar": "#43484d",
        "scrollbar-background": "#212427",
        "border-blurred": "#3a3f44",
    },
)
#: Black on white and pure colours, for tired eyes and bad screens.
_CONTRAST = Theme(
    name="contrast",
    primary="#00308f",
    secondary="#333333",
    accent="#7a2100",
    warning="#5c3c00",
    error="#9c0000",
    success="#00490f",
    foreground="#000000",
    background="#ffffff",
    surface="#ffffff",
    panel="#e8e8e8",
    dark=False,
    variables={
        "sentence": "#ffeb66",
        "sentence-blurred": "#e0e0e0",
        "hit": "#9fe8ff",
        "mark": "#a8f0a0",
        "changed": "#9c0000",
        "dim": "#333333",
        "scrollbar": "#555555",
        "scrollbar-background": "#dddddd",
        "border-blurred": "#555555",
    },
)
#: Blue and orange in place of green and red, which one man in twelve cannot tell apart.
_COLOUR_SAFE = Theme(
    name="colour-safe",
    primary="#1f3f77",
    secondary="#5b6b7a",
    accent="#8a3d00",
    warning="#6b5200",
    error="#a33a00",
    success="#00559e",
    foreground="#1f2328",
    background="#f7f6f2",
    surface="#f0efe9",
    panel="#e4e3db",
    dark=False,
    variables={
        "sentence": "#dbe7f3",
        "sentence-blurred": "#ebe9e2",
        "hit": "#ffe08a",
        "mark": "#cfd8f5",
        "changed": "#a33a00",
        "dim": "#5b625b",
        "scrollbar": "#cfc9b8",
        "scrollbar-background": "#f0efe9",
        "border-blurred": "#cfc9b8",
    },
)
THEMES = (_DAY, _LAMP, _CONTRAST, _COLOUR_SAFE)
#: The themes that one key goes through: ours, and the colours of the terminal.
OFFERED = (*(theme.name for theme in THEMES), "ansi-light", "ansi-dark")

#: The theme colour of each status; status is never told by colour alone.
STATUS_COLOURS = {
    "achieved": "success",
    "ahead": "success",
    "on_track": "success",
    "met": "success",
    "behind": "error",
    "missed": "error",
    "undetermined": "warning",
    "not_assessed": "secondary",
}
