"""The catalogues of messages, `locales/<language>/messages.po`.

Their ids are keys such as `meeting.when.title`; English is a catalogue like the others.
"""

import io
import logging
from collections.abc import Iterable
from gettext import GNUTranslations, NullTranslations
from pathlib import Path
from typing import Final

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

FALLBACK: Final = "en"
_log = logging.getLogger(__name__)


class _NoText(NullTranslations):
    """Where English lacks a key, nothing can be said."""

    def gettext(self, message: str) -> str:
        raise LookupError(f"no catalogue has a text for {message}")

    def ngettext(self, msgid1: str, msgid2: str, n: int) -> str:
        raise LookupError(f"no catalogue has a text for {msgid1}")


class _FromEnglish(NullTranslations):
    """Where another language lacks a key, English says it, and the log tells."""

    def __init__(self, language: str, english: NullTranslations) -> None:
        super().__init__()
        self._language = language
        self._english = english

    def gettext(self, message: str) -> str:
        _log.warning("the catalogue of %s has no text for %s", self._language, message)
        return self._english.gettext(message)

    def ngettext(self, msgid1: str, msgid2: str, n: int) -> str:
        _log.warning("the catalogue of %s has no text for %s", self._language, msgid1)
        return self._english.ngettext(msgid1, msgid2, n)


class Catalogues:
    """The texts of all languages, read once."""

    def __init__(self, folder: Path, languages: Iterable[str]) -> None:
        """Read the catalogue of each language code; OSError where one is missing."""
        english = _read(folder, FALLBACK)
        english.add_fallback(_NoText())
        self._texts = {FALLBACK: english}
        for language in languages:
            if language != FALLBACK:
                self._texts[language] = _read(folder, language)
                self._texts[language].add_fallback(_FromEnglish(language, english))

    def text(self, language: str, key: str, n: int | None = None) -> str:
        """The text of a key with its `{placeholders}`; its form for the number `n` where the text depends on one.

        A text that the language lacks is taken from English. LookupError where English lacks it too.
        """
        texts = self._texts[language]
        return texts.gettext(key) if n is None else texts.ngettext(key, key, n)


def _read(folder: Path, language: str) -> GNUTranslations:
    with (folder / language / "messages.po").open("rb") as file:
        catalogue = read_po(file, locale=language)
    compiled = io.BytesIO()
    write_mo(compiled, catalogue)
    compiled.seek(0)
    return GNUTranslations(compiled)
