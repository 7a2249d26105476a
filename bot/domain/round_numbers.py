"""Answers to a round by the numbers of its choices, as people type them: "2, 4, 1"."""

import re
from collections.abc import Iterable
from typing import Final, Literal, NamedTuple

from bot.domain.rounds import HIGHEST, Method, Terms

NumbersProblem = Literal["unknown", "twice", "many", "few", "rating", "withdrawn"]

_BETWEEN: Final = r"[\s,;.،؛、·/–—-]"
_NUMBERS: Final = re.compile(rf"{_BETWEEN}*\d{{1,2}}(?:{_BETWEEN}+\d{{1,2}})*{_BETWEEN}*")
"""Digits of any script. A year, or a number on a phone, is no answer."""

_NUMBER: Final = re.compile(r"\d+")


class Unfit(NamedTuple):
    """Why numbers are no answer; `numbers`: which do not fit, or how many there were."""

    problem: NumbersProblem
    numbers: tuple[int, ...]


def numbers_in(text: str) -> tuple[int, ...]:
    """The numbers of a text that is nothing but numbers; none of any other."""
    return tuple(map(int, _NUMBER.findall(text))) if _NUMBERS.fullmatch(text) else ()


def answer_by(terms: Terms, numbers: tuple[int, ...]) -> str | Unfit:
    """The answer that these numbers give, as `bot.domain.figures` says: choices by their number from 1, in order; of
    choices to be rated, one rating for each that is not withdrawn."""
    if terms.method is Method.RATE:
        return _ratings(terms, numbers)
    unknown = _each(number for number in numbers if not 1 <= number <= len(terms.choices))
    if unknown:
        return Unfit("unknown", unknown)
    chosen = [terms.choices[number - 1] for number in numbers]
    if withdrawn := _each(number for number in numbers if terms.choices[number - 1].withdrawn):
        return Unfit("withdrawn", withdrawn)
    if twice := _each(number for number in numbers if numbers.count(number) > 1):
        return Unfit("twice", twice)
    if len(numbers) > terms.places:
        return Unfit("many", (len(numbers),))
    if terms.method is Method.CHOOSE:
        chosen = [choice for choice in terms.choices if choice in chosen]
    return "".join(choice.key for choice in chosen)


def _ratings(terms: Terms, numbers: tuple[int, ...]) -> str | Unfit:
    rated = terms.open_choices
    if len(numbers) != len(rated):
        return Unfit("few" if len(numbers) < len(rated) else "many", (len(numbers),))
    if odd := _each(number for number in numbers if not 1 <= number <= HIGHEST):
        return Unfit("rating", odd)
    return "".join(f"{choice.key}{number}" for choice, number in zip(rated, numbers, strict=True))


def _each(numbers: Iterable[int]) -> tuple[int, ...]:
    return tuple(dict.fromkeys(numbers))
