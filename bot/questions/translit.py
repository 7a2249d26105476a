"""Russian and Arabic typed in Latin letters, brought back to their own script for looking words up."""

import re

_RUSSIAN = {
    "shch": "щ", "sch": "щ", "zh": "ж", "kh": "х", "ts": "ц", "ch": "ч", "sh": "ш", "yu": "ю", "ju": "ю",
    "ya": "я", "ja": "я", "yo": "е", "jo": "е", "ye": "е", "je": "е", "ij": "ий", "iy": "ий", "yj": "ый",
    "iyu": "ию", "iya": "ия", "iye": "ие", "ay": "ай", "oy": "ой", "ey": "ей", "uy": "уй",
    "a": "а", "b": "б", "c": "ц", "d": "д", "e": "е", "f": "ф", "g": "г", "h": "х", "i": "и", "j": "й",
    "k": "к", "l": "л", "m": "м", "n": "н", "o": "о", "p": "п", "q": "к", "r": "р", "s": "с", "t": "т",
    "u": "у", "v": "в", "w": "в", "x": "х", "y": "ы", "z": "з", "4": "ч", "6": "ш",
}  # fmt: skip
_RUSSIAN_SOUNDS = re.compile("|".join(sorted(_RUSSIAN, key=len, reverse=True)))

_ARABIC = {
    "sh": "ش", "ch": "ش", "th": "ث", "kh": "خ", "gh": "غ", "dh": "ذ", "2": "", "3": "ع", "5": "خ", "6": "ط",
    "7": "ح", "8": "غ", "9": "ق", "b": "ب", "c": "س", "d": "د", "f": "ف", "g": "ج", "h": "ه", "j": "ج",
    "k": "ك", "l": "ل", "m": "م", "n": "ن", "p": "ب", "q": "ق", "r": "ر", "s": "س", "t": "ت", "v": "ف",
    "w": "", "x": "", "y": "", "z": "ز", "a": "", "e": "", "i": "", "o": "", "u": "",
}  # fmt: skip
_ARABIC_SOUNDS = re.compile("|".join(sorted(_ARABIC, key=len, reverse=True)))
_ARABIC_ARTICLE = re.compile(r"^(?:el|al|il|fel|bel|lel|wel)(?=\w{3})")
_ARABIC_VOWELS = re.compile("[اويه]")


def cyrillic(word: str) -> str:
    """A folded word of Latin letters as Russian would write it, by sound."""
    written = f"{word.removesuffix('ia')}iya" if word.endswith("ia") else word
    return _RUSSIAN_SOUNDS.sub(lambda found: _RUSSIAN[found[0]], written)


def arabizi_consonants(word: str) -> str:
    """The Arabic consonants of a folded word in Latin letters and digits that stand for sounds, such as "egtma3"."""
    return _ARABIC_SOUNDS.sub(lambda found: _ARABIC[found[0]], _ARABIC_ARTICLE.sub("", word))


def consonants(word: str) -> str:
    """The consonants of a folded Arabic word."""
    return _ARABIC_VOWELS.sub("", word.removeprefix("ال"))
