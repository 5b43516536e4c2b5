"""The sentences of the program in each language: message ids in, text out."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from tui.locale.signs import SIGNS, SIGNS_AND_MARKS
from tui.messages import Message
from tui.tomlfile import read_toml

LANGUAGES = ("zh", "en")


class Locale:
    """The sentences of one language.

    Args:
        language: one of `LANGUAGES`.
        words: words that settings give, by id.
        plain: whether signs are drawn in ASCII.
    """

    def __init__(self, language: str, words: Mapping[str, str] | None = None, *, plain: bool = False) -> None:
        self.language = language
        self.plain = plain
        self._words = words or {}
        self._signs = (SIGNS if language == "zh" else SIGNS_AND_MARKS) if plain else {}
        sentences = load_sentences(language)
        if plain:
            sentences = {name: self.sign(sentence) for name, sentence in sentences.items()}
        self._sentences = {**sentences, **self._words}

    @property
    def printed(self) -> Locale:
        """The same language as files get it, whatever the terminal can draw."""
        return Locale(self.language, self._words) if self.plain else self

    def sign(self, text: str) -> str:
        """Signs of the program as this terminal can draw them; never for the text of plans."""
        return text.translate(self._signs)

    def picture(self, text: str) -> str:
        """A part of a drawing, each sign of which takes one cell."""
        return text.translate(SIGNS_AND_MARKS) if self.plain else text

    def say(self, message_id: str, /, **values: object) -> str:
        """The sentence `message_id`, filled with `values`; an unknown id is shown as itself."""
        template = self._sentences.get(message_id)
        if template is None:
            return f"⟨{message_id}⟩"
        return template.format_map(_Values({name: self._text(value) for name, value in values.items()}))

    def render(self, message: Message) -> str:
        """The text of a message."""
        return self.say(message.id, **message.values)

    def knows(self, message_id: str) -> bool:
        """Whether the language has this sentence."""
        return message_id in self._sentences

    def _text(self, value: object) -> object:
        if isinstance(value, Message):
            return self.render(value)
        if isinstance(value, (list, tuple)):
            return self.say("list.separator").join(str(self._text(item)) for item in value)
        return value


class _Values(dict[str, object]):
    """Values of a sentence; one that was forgotten shows its name and breaks nothing."""

    def __missing__(self, name: str) -> str:
        return f"⟨{name}⟩"


def load_sentences(language: str) -> dict[str, str]:
    """All sentences of a language by dotted id."""
    flat: dict[str, str] = {}
    _flatten("", read_toml(Path(__file__).with_name(f"{language}.toml")), flat)
    return flat


def _flatten(prefix: str, table: dict[str, Any], flat: dict[str, str]) -> None:
    for name, value in table.items():
        if isinstance(value, dict):
            _flatten(f"{prefix}{name}.", value, flat)
        else:
            flat[f"{prefix}{name}"] = value
