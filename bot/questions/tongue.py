"""The language a question is written in."""

import re
import unicodedata
from collections import Counter
from typing import Final

from bot.questions.normalise import LONGEST, fold
from bot.questions.phrases import EXACT
from bot.questions.reading import Reading

_FULL: Final = 12
"""The vote of a word; the languages that have it share it."""

_DECIDED: Final = 1.5
"""How many times the votes of another language one must have."""

_LETTERS: Final = {
    "ñ": ("es",),
    **dict.fromkeys("ãõ", ("pt",)),
    **dict.fromkeys("èùûîëœ", ("fr",)),
    **dict.fromkeys("áíóú", ("es", "pt")),
    **dict.fromkeys("âêôàç", ("fr", "pt")),
}
"""Letters that not every language has."""

_SIGNS: Final = "¿¡"
_WORD: Final = re.compile(r"[^\W\d_]+")

_TELLING_KINDS: Final = frozenset({"concept", "month", "weekday", "ordinal", "number"})
_LONG: Final = 4
_LINGUA_FRANCA: Final = "en"
"""The language whose words ("roadmap", "deadline", "zoom link") people use in all others: one of them tells nothing."""


def guess(text: str, reading: Reading, otherwise: str) -> tuple[str, bool]:
    """The language, and whether that is sure; `otherwise` where the words do not tell.

    Script decides for Arabic and Cyrillic, and words among languages that share one; among the others, words that only
    one language has, and letters. Names of places and meetings are no sign: they are written the same in several
    languages.
    """
    named = {place for said in reading.said for place in said.places}
    named |= {
        place for hit in reading.hits if hit.sense.kind in {"country", "city"} for place in range(hit.start, hit.end)
    }
    counted = [place for place in range(len(reading.words)) if place not in named] or range(len(reading.words))
    script = _by_script([reading.words[place] for place in counted])
    if script:
        return _of_script(script, reading), True
    # In "the Tbilisi meeting" the name has a word of the language.
    named -= {place for hit in reading.hits if hit.sense.kind == "concept" for place in range(hit.start, hit.end)}
    shares = {place: languages for place, languages in _spoken(text, reading).items() if place not in named}
    if any(sign in text for sign in _SIGNS):
        shares[-1] = {"es"}
    if not shares:
        return otherwise, False
    votes: Counter[str] = Counter({otherwise: 1})
    for languages in shares.values():
        votes.update(dict.fromkeys(languages, _FULL // len(languages)))
    (first, most), *rest = votes.most_common()
    if most >= _FULL and most >= _DECIDED * (rest[0][1] if rest else 0):
        own = [place for place, languages in shares.items() if languages == {first}]
        if len(own) > 1 or -1 in own or (first != _LINGUA_FRANCA and any(_long(reading, place) for place in own)):
            return first, True
    return otherwise, False


def _long(reading: Reading, place: int) -> bool:
    return len(reading.words[place]) >= _LONG


def _by_script(words: list[str]) -> str | None:
    arabic = sum("ء" <= word[0] <= "ي" for word in words)
    cyrillic = sum("а" <= word[0] <= "я" for word in words)
    latin = sum("a" <= word[0] <= "z" for word in words)
    if arabic > max(cyrillic, latin / 2):
        return "ar"
    return "ru" if cyrillic > latin / 2 else None


def _of_script(usual: str, reading: Reading) -> str:
    """The language of words in a script that is mostly `usual`: another one that is written in it, where the lexicon of
    that one has more of them."""
    votes: Counter[str] = Counter(
        hit.sense.language
        for hit in reading.hits
        if hit.quality == EXACT and hit.sense.kind in _TELLING_KINDS and reading.words[hit.start][0] > "z"
    )
    del votes[""]
    first = max(votes, key=lambda language: votes[language], default=usual)
    return first if votes[first] > votes[usual] else usual


def _spoken(text: str, reading: Reading) -> dict[int, set[str]]:
    """The languages that have each word, by its place: those whose lexicon has it, of these those that spell it so."""
    spoken: dict[int, set[str]] = {}
    for hit in reading.hits:
        if hit.sense.language and hit.quality == EXACT and hit.sense.kind in _TELLING_KINDS:
            for place in range(hit.start, hit.end):
                spoken.setdefault(place, set()).add(hit.sense.language)
    spelt = _spelt(text)
    for place, word in enumerate(reading.words):
        if word in spelt:
            spoken[place] = (spoken.get(place, set()) & spelt[word]) or spoken.get(place) or spelt[word]
    return spoken


def _spelt(text: str) -> dict[str, set[str]]:
    """The languages that have all letters of a word, by the folded word; only words with a letter that tells."""
    if text.isascii():
        return {}
    found: dict[str, set[str]] = {}
    for word in _WORD.findall(unicodedata.normalize("NFC", text[:LONGEST]).casefold()):
        having = [_LETTERS[letter] for letter in word if letter in _LETTERS]
        if having:
            found[fold(word)] = set.intersection(*map(set, having))
    return {word: languages for word, languages in found.items() if languages}
