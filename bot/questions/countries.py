"""Which country somebody means who typed its name."""

from collections.abc import Mapping

from bot import cldr
from bot.questions.spellings import Spellings


class Countries(Spellings):
    """Knows the countries of a table by its names for them, by CLDR's, and by their ISO 3166-1 alpha-2 codes."""

    def __init__(self, tables: Mapping[str, Mapping[str, str]]) -> None:
        """`tables`: language → (country code → name); a country that is in no table is not known."""
        super().__init__(tables)
        for language in tables:
            for code, others in cldr.countries(language).items():
                if code in self._known:
                    for name in others:
                        self._add(name, code)
        for code in self._known:
            self._codes.setdefault(code.casefold(), code)
