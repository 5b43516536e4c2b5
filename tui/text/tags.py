"""Tags as people write them: words with or without #, separated by blanks, commas or 、."""

from __future__ import annotations

import re

_BETWEEN = re.compile(r"[\s,，、;；]+")


def split_tags(text: str) -> tuple[str, ...]:
    """The tags of a line, each once, in order."""
    words = (word.lstrip("#＃") for word in _BETWEEN.split(text))
    return tuple(dict.fromkeys(word for word in words if word))
