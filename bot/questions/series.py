"""Meetings that are sessions of one thing: the tenth and the eleventh session of a committee."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Final

from bot.domain.meetings import Meeting
from bot.questions.lexicon import as_phrase
from bot.questions.stems import stem

_SHARED: Final = 0.6
"""Share of all words of two titles that both have."""


def series(meetings: Iterable[Meeting]) -> dict[str, str]:
    """Id of a meeting → the id of the first one of its series; only those that have one."""
    first: dict[str, str] = {}
    sizes: dict[tuple[str, str], int] = {}
    having: dict[tuple[str, str], list[str]] = defaultdict(list)
    for meeting in meetings:
        titles = {language: _words(text) for language, text in meeting.title.root.items()}
        head = _head(titles, sizes, having)
        if head:
            first[meeting.id] = first[head] = head
            continue
        for language, words in titles.items():
            sizes[meeting.id, language] = len(words)
            for word in words:
                having[language, word].append(meeting.id)
    return first


def _head(
    titles: Mapping[str, frozenset[str]],
    sizes: Mapping[tuple[str, str], int],
    having: Mapping[tuple[str, str], Sequence[str]],
) -> str | None:
    """The meeting that begins a series, most words of whose title this one has in one of its languages."""
    for language, words in titles.items():
        shared = Counter(head for word in words for head in having.get((language, word), ()))
        alike = [head for head, both in shared.items() if both >= _SHARED * (len(words) + sizes[head, language] - both)]
        if alike:
            return min(alike)
    return None


def _words(text: str) -> frozenset[str]:
    return frozenset(stem(word) for word in as_phrase(text) if not word.isdecimal())
