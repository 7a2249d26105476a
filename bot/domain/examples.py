"""What people meant by questions that were asked back: which choice they tapped. Somebody looks it over."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Example:
    """A question in its asker's words, and what they meant. Topic and target are named as in `bot.questions`; without a
    topic, it was none of the choices that they were offered."""

    id: int
    words: str
    language: str
    topic: str | None
    target: str | None
    country: str | None = None
    """The asker's, as long as it is known who asked."""


@dataclass(frozen=True)
class Unreviewed:
    """An example that nobody has looked at yet, without what it says. `country`: the asker's."""

    id: int
    language: str
    country: str | None


@dataclass(frozen=True)
class Meant:
    """An example as it comes in: whose question it was, and the message that asked it."""

    person_id: int
    message_id: int
    words: str
    language: str
    topic: str | None
    target: str | None
