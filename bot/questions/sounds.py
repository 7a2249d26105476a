"""What a word sounds like, alike in all scripts: a name or a loanword is known by it in another language.

Only consonants count, since vowels differ most, and those that Arabic does not tell apart are one: "certificate" and
"сертификат" are both "srtfkt", "Petrov" and "بتروف" both "btrf".
"""

import re
from functools import lru_cache
from typing import Final

_CYRILLIC: Final = {
    "б": "b", "в": "f", "г": "g", "д": "d", "ж": "s", "з": "s", "к": "k", "л": "l", "м": "m", "н": "n", "п": "b",
    "р": "r", "с": "s", "т": "t", "ф": "f", "х": "h", "ц": "s", "ч": "s", "ш": "s", "щ": "s",
}  # fmt: skip
_ARABIC: Final = {
    "ب": "b", "ت": "t", "ث": "t", "ج": "g", "ح": "h", "خ": "h", "د": "d", "ذ": "d", "ر": "r", "ز": "s", "س": "s",
    "ش": "s", "ص": "s", "ض": "d", "ط": "t", "ظ": "s", "غ": "g", "ف": "f", "ق": "k", "ك": "k", "ل": "l", "م": "m",
    "ن": "n", "ه": "h",
}  # fmt: skip
_LATIN: Final = {
    **{letter: letter for letter in "bdfgklmnrst"},
    "c": "k", "j": "g", "p": "b", "q": "k", "v": "f", "w": "f", "x": "ks", "z": "s", "ch": "s", "sh": "s", "zh": "s",
    "sch": "s", "kh": "h", "ph": "f", "th": "t", "ce": "s", "ci": "s", "cy": "s", "tion": "sn",
}  # fmt: skip
_SPELT: Final = re.compile("|".join(sorted(_LATIN, key=len, reverse=True)) + r"|.")
_TWICE: Final = re.compile(r"(.)\1+")


@lru_cache(maxsize=100_000)
def sounds(word: str) -> str:
    """The consonants of a folded word in Latin letters; empty for what is not a word of one of the scripts."""
    if "а" <= word[0] <= "я":
        heard = "".join(_CYRILLIC.get(letter, "") for letter in word)
    elif "ء" <= word[0] <= "ي":
        heard = "".join(_ARABIC.get(letter, "") for letter in word.removeprefix("ال"))
    elif word.isascii() and word.isalpha():
        heard = "".join(_LATIN.get(letters, "") for letters in _SPELT.findall(word))
    else:
        return ""
    return _TWICE.sub(r"\1", heard)
