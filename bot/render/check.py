"""What is wrong with the catalogues, for those who write them."""

import string
import unicodedata
from collections import Counter
from collections.abc import Iterator
from gettext import c2py
from html.parser import HTMLParser
from pathlib import Path
from typing import Final

from babel.messages import Catalog, Message
from babel.messages.pofile import PoFileError, read_po

from bot.render.bidi import FSI, PDI
from bot.render.keys import KEYS, LONGEST, WITHIN_A_LINE
from bot.render.languages import Language, read_languages

_TAGS: Final = frozenset({"b", "i", "u", "s", "a", "code", "pre", "blockquote", "tg-spoiler", "tg-time"})
_EMBEDDINGS: Final = frozenset("\u202a\u202b\u202c\u202d\u202e")
_OPENING: Final = frozenset("\u2066\u2067\u2068")


def check_catalogues(folder: Path) -> list[str]:
    """Each fault of the catalogues in `folder` (as `locales/`) as one line: language, key, what is wrong.

    OSError where languages.toml is missing; a catalogue that is missing or cannot be read is a fault itself.
    """
    faults = []
    for language in read_languages(folder).values():
        try:
            with (folder / language.code / "messages.po").open("rb") as file:
                catalogue = read_po(file, locale=language.code, abort_invalid=True)
        except (OSError, PoFileError, ValueError) as error:
            faults.append(f"{language.code}: the catalogue cannot be read: {error}")
            continue
        faults += [f"{language.code}: {fault}" for fault in _faults(catalogue, language)]
    return faults


def _faults(catalogue: Catalog, language: Language) -> Iterator[str]:
    # A plural form that serves one number only may say it in words (Arabic: a day, two days). Zero has its own texts.
    served = Counter(map(c2py(catalogue.plural_expr), range(1, 1000)))
    of_one_number = {form for form in range(catalogue.num_plurals) if served[form] <= 1}
    found = {_key(message): message for message in catalogue if message.id}
    for key in KEYS.keys() - found.keys():
        yield f"{key}: missing"
    for key, message in found.items():
        if key not in KEYS:
            yield f"{key}: the program has no such text"
            continue
        if message.fuzzy:
            yield f"{key}: marked as fuzzy"
        forms = message.string if isinstance(message.string, tuple | list) else (message.string,)
        wanted = catalogue.num_plurals if "n" in KEYS[key].split() else 1
        if len(forms) != wanted:
            yield f"{key}: {len(forms)} plural forms instead of {wanted}"
        for form, text in enumerate(forms):
            for fault in _faults_of(key, text or "", language, in_words=form in of_one_number):
                yield f"{key}: {fault}"


def _key(message: Message) -> str:
    return message.id if isinstance(message.id, str) else message.id[0]


def _faults_of(key: str, text: str, language: Language, *, in_words: bool) -> Iterator[str]:
    if not text.strip() and not key.startswith("list."):
        yield "empty"
        return
    yield from _placeholder_faults(key, text, in_words)
    yield from _letter_faults(text)
    for beginning, limit in LONGEST.items():
        if key.startswith(beginning) and len(text) > limit:
            yield f"longer than {limit} characters"
    parser = _Tags()
    parser.feed(text)
    parser.close()
    yield from parser.faults()
    if key.startswith(tuple(LONGEST)) and parser.any:
        yield "a label has no tags"
    if language.right_to_left and not key.startswith(WITHIN_A_LINE):
        yield from _line_faults(parser.text)


def _placeholder_faults(key: str, text: str, in_words: bool) -> Iterator[str]:
    wanted = set(KEYS[key].split())
    try:
        parts = [(name, spec, conversion) for _, name, spec, conversion in string.Formatter().parse(text)]
    except ValueError as error:
        yield f"braces: {error}"
        return
    names = {name for name, _, _ in parts if name is not None}
    if any(spec or conversion for _, spec, conversion in parts):
        yield "a placeholder is a name in braces and nothing else"
    if extra := names - wanted:
        yield f"unknown placeholders: {', '.join(sorted(extra))}"
    missing = wanted - names
    if in_words:
        missing.discard("n")
    if missing:
        yield f"placeholders left out: {', '.join(sorted(missing))}"


def _letter_faults(text: str) -> Iterator[str]:
    if not unicodedata.is_normalized("NFC", text):
        yield "not in the normal form NFC"
    if _EMBEDDINGS & set(text):
        yield "U+202A to U+202E do not reach anybody: use U+2068 and U+2069"
    depth = 0
    for letter in text:
        depth += (letter in _OPENING) - (letter == PDI)
        if depth < 0:
            break
    if depth:
        yield "an isolate is not closed, or not opened"


def _line_faults(text: str) -> Iterator[str]:
    for line in text.split("\n"):
        for letter in line:
            kind = unicodedata.bidirectional(letter)
            if kind in {"R", "AL"}:
                break
            if kind in {"L", "EN", "AN"} or letter in {"{", FSI}:
                yield "a line begins from left to right, or with a placeholder: begin with a word, or with U+200F"
                break


class _Tags(HTMLParser):
    """Takes a text apart into tags and the rest."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.any = False
        self.text = ""
        self._open: list[str] = []
        self._wrong: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.any = True
        if tag not in _TAGS:
            self._wrong.append(f"Telegram has no tag <{tag}>")
        self._open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        if not self._open or self._open.pop() != tag:
            self._wrong.append(f"</{tag}> closes nothing")

    def handle_data(self, data: str) -> None:
        self.text += data
        if "<" in data:
            self._wrong.append("write < as &lt;")

    def faults(self) -> list[str]:
        """What is wrong with the tags."""
        return self._wrong + [f"<{tag}> is not closed" for tag in self._open]
