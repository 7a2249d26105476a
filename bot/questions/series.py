"""Meetings that are sessions of one thing: the tenth and the eleventh session of a committee."""

from collections.abc import Iterable
from typing import Final

from bot.domain.meetings import Meeting
from bot.questions.lexicon import as_phrase
from bot.questions.stems import stem

_SHARED: Final = 0.6
"""Share of all words of two titles that both have."""

_MOST: Final = 500
"""Meetings that are compared with each other."""


def series(meetings: Iterable[Meeting]) -> dict[str, str]:
    """Id of a meeting → the id of the first one of its series; only those that have one."""
    first: dict[str, str] = {}
    heads: list[tuple[str, dict[str, frozenset[str]]]] = []
    for meeting in list(meetings)[:_MOST]:
        titles = {language: _words(text) for language, text in meeting.title.root.items()}
        for head, others in heads:
            if any(_alike(words, others.get(language, frozenset())) for language, words in titles.items()):
                first[meeting.id] = first[head] = head
                break
        else:
            heads.append((meeting.id, titles))
    return first


def _words(text: str) -> frozenset[str]:
    return frozenset(stem(word) for word in as_phrase(text) if not word.isdecimal())


def _alike(one: frozenset[str], other: frozenset[str]) -> bool:
    return bool(one and other) and len(one & other) >= _SHARED * len(one | other)
