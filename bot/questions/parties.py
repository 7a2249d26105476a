"""How many come, as people say it: "the three of us", "with two colleagues", "we'd be 4"."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from bot.domain.attendance import LARGEST_PARTY, Answer
from bot.questions.reading import Reading

MODES: Final = {"in_person": Answer.IN_PERSON, "online": Answer.ONLINE}
"""Concepts of how somebody takes part."""

_OF_SEVERAL: Final = frozenset({"we_come", "we_are"})


@dataclass(frozen=True, slots=True)
class Word:
    """Something said at words `start` to `end` (exclusive), in a clause; `number` of people where it is one."""

    means: frozenset[str]
    start: int
    end: int
    clause: int
    asked: bool
    number: int = 0


def party_of(said: Sequence[Word], whole: Reading, besides: int | None) -> tuple[int | None, bool]:
    """For how many, and whether that is said in one way only."""
    found = {word.number for word in said if "party" in word.means}
    if besides is not None:
        found.add(besides + 1)
    of_days = days(said, whole)
    for place, number in _numbers(said, whole.words):
        if place not in of_days:
            before = next((word.means for word in reversed(said) if place - 1 <= word.end <= place), frozenset())
            after = next((word.means for word in said if word.start == place + 1), frozenset())
            several = number > 1 or whole.words[place].isdecimal()
            if "with" in before and "companions" in after:
                found.add(number + 1)
            elif "people" in after or (several and before & _OF_SEVERAL) or (number > 1 and after & MODES.keys()):
                found.add(number)
    fit = {number for number in found if 1 <= number <= LARGEST_PARTY}
    agreed = len(found) <= 1 and found == fit
    return (fit.pop() if len(fit) == 1 else None), agreed


def days(said: Sequence[Word], whole: Reading) -> set[int]:
    """The places of words that name days, with the numbers beside them; "we'd" is no Wednesday."""
    here = covered(said)
    periods = (period for period in whole.periods if period.start not in here)
    return {place for period in periods for place in range(period.start - 3, period.end + 2)}


def _numbers(said: Sequence[Word], written: Sequence[str]) -> Iterator[tuple[int, int]]:
    for place, word in enumerate(written):
        if word.isdecimal() and len(word) <= 3:
            yield place, int(word)
    for told in said:
        if "number" in told.means:
            yield told.start, told.number


def covered(said: Sequence[Word]) -> set[int]:
    return {place for word in said for place in range(word.start, word.end)}
