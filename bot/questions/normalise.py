"""What people type, brought to one form: the same letters for the same word, whatever the phone wrote.

Everything that is compared with a question (lexicon, names of the pack, dates) goes through `fold` as well.
"""

import re
import unicodedata

LONGEST = 1500
"""Characters that are read of one message: its beginning, where a question stands."""

_LETTERS = str.maketrans(
    {
        # Arabic: forms of one letter that are typed for each other, Persian and Urdu keyboards included
        "أ": "ا", "إ": "ا", "آ": "ا", "ٱ": "ا", "ى": "ي", "ی": "ي", "ې": "ي", "ئ": "ي", "ؤ": "و",
        "ة": "ه", "ۀ": "ه", "ہ": "ه", "ھ": "ه", "ک": "ك", "گ": "ك", "ڭ": "ك", "پ": "ب", "ڤ": "ف",
        "چ": "ج", "ژ": "ز", "ء": None, "ـ": None,
        # Cyrillic: е stands for ё in print, and Ukrainian and Belarusian keyboards write і and ў
        "ё": "е", "і": "и", "ї": "и", "є": "е", "ґ": "г", "ў": "у", "ъ": "ь",
        # Latin letters that do not decompose
        "ø": "o", "ł": "l", "đ": "d", "ı": "i", "æ": "ae", "œ": "oe", "ß": "ss",
        "’": "'", "‘": "'", "ʼ": "'", "`": "'", "´": "'", "′": "'",
    }
)  # fmt: skip

_ENGLISH_ENDING = re.compile(r"(?<=\w)'(?=(?:s|t|re|ve|ll|m|d)\b)")
_ELONGATED = re.compile(r"([^\W\d_])(?:\1{3,}|(?<=[^\W\d_]{4})\1{2,}|\1{2,}(?=[^\W\d_]{2}))")
_DRAWN_OUT = re.compile(r"([^\W\d_])\1\1")
_WORD = re.compile(r"[^\W\d_][^\W_]*|\d+(?:[./:]\d+)*[^\W_]*")
_SENTENCE = re.compile(r"[?!;\n؟؛…]+|\.+(?=\s|$)|(?<=\w\w\w)\.(?=[^\W\d])")
_CLAUSE = re.compile(rf"{_SENTENCE.pattern}|[,،](?!\d)|\s[/+&]\s|\s-\s")


class _Folded(dict[int, str]):
    """Code point → what is left of it, found out once for each."""

    def __missing__(self, code: int) -> str:
        char = chr(code)
        category = unicodedata.category(char)
        if category == "Nd":
            kept = str(unicodedata.digit(char))
        elif category in {"Cc", "Zl", "Zp"}:
            kept = "\n" if char in "\n\r\u2028\u2029" else " "
        elif category in {"Mn", "Me", "Cf", "Cs"}:
            kept = ""
        else:
            kept = char.translate(_LETTERS)
        self[code] = kept
        return kept


_FOLDED = _Folded()


def fold(text: str) -> str:
    """The text in lower case, without accents or vowel signs, with one form for letters typed for each other.

    Digits become ASCII, a letter drawn out over three places or more becomes one (in a short
    word, such as an acronym, over four), control characters a space. The result is
    the same for every composition (NFC, NFD) and case of the text; folding twice changes nothing.
    """
    if not text.isascii():
        text = unicodedata.normalize("NFKD", unicodedata.normalize("NFKC", text[: 2 * LONGEST]).casefold())
        text = text.casefold().replace("и\u0306", "й")
    folded = text[: 2 * LONGEST].casefold()
    if not (folded.isascii() and folded.isprintable()) or "`" in folded:
        folded = folded.translate(_FOLDED)
    if "'" in folded:
        folded = _ENGLISH_ENDING.sub("", folded)
    if _DRAWN_OUT.search(folded):
        folded = _ELONGATED.sub(r"\1", folded)
    return folded[:LONGEST]


def words(folded: str) -> list[str]:
    """The words and numbers of a folded text, in order; "14/6", "9:30" and "p94" stay whole."""
    return _WORD.findall(folded)


def sentences(folded: str) -> list[str]:
    """The parts of a folded text between full stops, question marks and line ends; never an empty one."""
    return [part.strip() for part in _SENTENCE.split(folded) if part.strip()]


def clauses(folded: str) -> list[str]:
    """The parts of a folded text between full stops, question marks, line ends and commas that have words."""
    return [part.strip() for part in _CLAUSE.split(folded) if _WORD.search(part)]
