"""Choosing among things by their properties: what passes, in lists, on the command line and in hand-ins."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

#: What was chosen: values by property; an absent or empty one lets everything through.
Selection = Mapping[str, frozenset[str]]
#: What a thing can be chosen by: for each property one value or several.
Properties = Mapping[str, str | Iterable[str]]


def passes(properties: Properties, selection: Selection) -> bool:
    """Whether something with these properties is let through; a property that it lacks shuts nothing out."""
    for name, wanted in selection.items():
        own = properties.get(name)
        if wanted and own is not None and not wanted & values(own):
            return False
    return True


def values(own: str | Iterable[str]) -> set[str]:
    """The values of one property."""
    return {own} if isinstance(own, str) else set(own)
