"""Endings and clitics taken off a folded word, so that its inflected forms meet in one key."""

import re
from functools import lru_cache

_CYRILLIC = re.compile(
    r"(?:иями|ями|ами|ого|его|ому|ему|ыми|ими|иях|иям|ях|ах|ям|ам|ой|ей|ом|ем|ую|юю|ая|яя|ое|ее|ые|ие|ый|ий"
    r"|ых|их|ым|им|ию|ия|ии|ев|ов|[аяоеуюыийь])$"
)
_ARABIC_CLITICS = (
    "وال",
    "فال",
    "بال",
    "كال",
    "ولل",
    "فلل",
    "ال",
    "لل",
    "وب",
    "ول",
    "وك",
    "ه",
    "ع",
    "و",
    "ف",
    "ب",
    "ل",
    "ك",
    "س",
)
_ARABIC_END = re.compile(r"(?:تها|تهم|تنا|كم|هم|ها|نا|ات|ون|ين|ان|يه|[هت])$")
_OF_PLACES = re.compile(r"(.{3,}?)с?к(?:ий|ая|ое|ие|ого|ой|ому|ую|им|ом|их|ими)$")
_JOINED = re.compile(r"(?:ий|ин|ен|ан|ов|н|й|и|с)$")
_LATIN = re.compile(r"(?:es|as|os|s|e|a|o)$")
_ACTION = re.compile(r"(?:tions?|cion(?:es)?|coes|cao)$")


@lru_cache(maxsize=50_000)
def stem(word: str) -> str:
    """A key that inflected forms of a folded word share; the word itself where too little of it would be left."""
    if "а" <= word[0] <= "я":
        return _ending(_CYRILLIC, word, 3)
    if "ء" <= word[0] <= "ي":
        article = next((front for front in ("وال", "بال", "ال", "لل") if word.startswith(front)), "")
        rest = word.removeprefix(article)
        return _ending(_ARABIC_END, rest if len(rest) >= 3 else word, 3)
    action = _ACTION.sub("ti", word)
    return action if action != word else _ending(_LATIN, word, 4)


def bare(word: str) -> tuple[str, ...]:
    """What an Arabic word may be without the conjunctions, prepositions and article that are written in one with it."""
    if not "ء" <= word[0] <= "ي":
        return ()
    fronts = (front for front in _ARABIC_CLITICS if word.startswith(front))
    return tuple(word[len(front) :] for front in fronts if len(word) - len(front) >= (2 if front == "و" else 3))


def of_places(word: str) -> tuple[str, ...]:
    """The stems of places that a Russian adjective may be made of: "охридский" of Охрид; none of any other word."""
    found = _OF_PLACES.match(word) if "а" <= word[0] <= "я" else None
    if not found:
        return ()
    made = found[1]
    return tuple(base for base in dict.fromkeys((made, _JOINED.sub("", made))) if len(base) >= 3)


def brief_forms(word: str) -> tuple[str, ...]:
    """The forms of a Russian name that is too short for its endings to be taken off, and with е written for э."""
    if not "а" <= word[0] <= "я" or len(word) > 3:
        return ()
    plain = word.replace("э", "е")
    ends = ("а", "у", "е", "ом") if len(word) > 1 and word[-1] not in "аеиоуыэюяьй" else ()
    return (*(plain + end for end in ends), *((plain,) if plain != word else ()))


def _ending(endings: re.Pattern[str], word: str, least: int) -> str:
    found = endings.search(word)
    return word[: found.start()] if found and found.start() >= least else word
