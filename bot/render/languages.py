"""The languages of the bot and the names that it gives countries, time zones and languages.

Read from `locales/languages.toml` and `locales/<language>/names.toml`.
"""

import tomllib
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from babel import Locale


@dataclass(frozen=True)
class Language:
    """A language in which the bot speaks: its code, its own name, and whether it runs from right to left."""

    code: str
    name: str
    right_to_left: bool
    locale: str
    """Whose names of languages and months are used, as Babel calls it."""
    months_first: str | None
    """Where some lands of a language call the months otherwise, official texts give both names: these first."""


def read_languages(folder: Path) -> dict[str, Language]:
    """The languages of the bot by code, in the order in which they are offered."""
    return {
        code: Language(
            code, entry["name"], entry["direction"] == "rtl", entry.get("locale", code), entry.get("months_first")
        )
        for code, entry in _read(folder / "languages.toml").items()
    }


class Names:
    """Names in one language."""

    def __init__(self, folder: Path, language: str) -> None:
        names = _read(folder / language / "names.toml")
        self.countries: Mapping[str, str] = names["countries"]
        self.zones: Mapping[str, str] = names["zones"]
        self._locale = Locale.parse(read_languages(folder)[language].locale)

    def country(self, code: str) -> str:
        """The name of a country by its ISO 3166-1 alpha-2 code: ours, else CLDR's, else the code."""
        return self.countries.get(code) or str(self._locale.territories.get(code, code))

    def zone(self, zone: str) -> str:
        """The place after which an IANA time zone is called: by our name, else CLDR's, else that of the zone itself."""
        known = self.zones.get(zone) or self._locale.time_zones.get(zone, {}).get("city")
        return str(known) if known else zone.rpartition("/")[2].replace("_", " ")

    def language(self, code: str) -> str:
        """The name of a language by its ISO 639 code."""
        return str(self._locale.languages.get(code, code))

    def in_order(self, names: Iterable[str]) -> list[str]:
        """Names from A to Z, accents and the Arabic article aside."""
        return sorted(names, key=_sorting)


def _sorting(name: str) -> str:
    letters = unicodedata.normalize("NFD", name.casefold().removeprefix("ال"))
    return "".join(letter for letter in letters if not unicodedata.combining(letter))


def _read(path: Path) -> dict[str, Any]:
    with path.open("rb") as file:
        return tomllib.load(file)
