"""What the program has to tell a person, before it is put into a language."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Message:
    """A sentence to be said: its id in `locale/*.toml` and the values that fill it.

    A value may itself be a Message; it is put into the language first.
    """

    id: str
    values: dict[str, object] = field(default_factory=dict)

    @classmethod
    def of(cls, message_id: str, /, **values: object) -> Message:
        """Build a message from keyword values."""
        return cls(message_id, values)


class Problem(Exception):  # noqa: N818 - it is what a person is told, not a failure of the program
    """One or more things that are wrong with what the program was given.

    Args:
        message_id: id of the sentence that says what is wrong, where, and what to do.
        values: what fills that sentence.
    """

    def __init__(self, message_id: str, /, **values: object) -> None:
        self.messages: tuple[Message, ...] = (Message(message_id, values),)
        super().__init__(message_id, values)

    @classmethod
    def of_all(cls, messages: tuple[Message, ...] | list[Message]) -> Problem:
        """Join several findings into one problem, so that a person sees all of them in one run."""
        problem = cls(messages[0].id, **messages[0].values)
        problem.messages = tuple(messages)
        return problem
