"""Names of countries, cities, languages, months and weekdays, from CLDR by way of Babel.

They are here to be recognised in what people write; what people are shown is formatted in `bot.render`.
All functions take a language (ISO 639, such as "pt") and are cached; an unknown language raises
`babel.UnknownLocaleError`.
"""

from collections.abc import Mapping
from functools import cache

from babel import Locale
from babel.core import get_global
from babel.languages import get_official_languages

_REGIONAL = {"ar": ("ar_SY", "ar_TN", "ar_MA"), "pt": ("pt_PT",), "es": ("es_MX",)}
"""Where a language is used with other names of months or countries as well."""

_WIDTHS = ("wide", "abbreviated")


@cache
def _locales(language: str) -> tuple[Locale, ...]:
    return tuple(Locale.parse(name) for name in (language, *_REGIONAL.get(language, ())))


@cache
def countries(language: str) -> Mapping[str, tuple[str, ...]]:
    """ISO 3166-1 alpha-2 code → the names of the country in this language, each once, usual name first."""
    names: dict[str, dict[str, None]] = {}
    for locale in _locales(language):
        for code, name in locale.territories.items():
            if len(code) == 2 and code.isalpha() and code not in {"EU", "EZ", "QO", "UN", "XA", "XB", "ZZ"}:
                names.setdefault(code, {})[name] = None
    return {code: tuple(found) for code, found in names.items()}


@cache
def languages(language: str) -> Mapping[str, str]:
    """ISO 639-1 code → the name of that language in this one."""
    return {code: name for code, name in _locales(language)[0].languages.items() if len(code) == 2}


@cache
def official_languages(country: str, *, in_fact: bool = True) -> frozenset[str]:
    """The languages (ISO 639) official in a country (ISO 3166-1 alpha-2), by law or, where `in_fact`, without one."""
    return frozenset(str(language) for language in get_official_languages(country, de_facto=in_fact))


@cache
def months(language: str) -> Mapping[str, int]:
    """Every name and abbreviation of a month, with its number (1…12)."""
    return {
        name: number
        for locale in _locales(language)
        for context in ("format", "stand-alone")
        for width in _WIDTHS
        for number, name in locale.months[context][width].items()
    }


@cache
def weekdays(language: str) -> Mapping[str, int]:
    """Every name and abbreviation of a weekday, with its number (0 Monday … 6 Sunday)."""
    return {
        name: number
        for locale in _locales(language)
        for context in ("format", "stand-alone")
        for width in _WIDTHS
        for number, name in locale.days[context][width].items()
    }


@cache
def cities(language: str) -> frozenset[str]:
    """Names of some four hundred cities of the world: those after which time zones are called."""
    names = set()
    forms = _locales(language)[0].time_zones
    # English has a name of its own only for the cities whose zone is spelt otherwise; Russian has one for all.
    for zone in map(str, _locales("ru")[0].time_zones if language == "en" else forms):
        area, _, city = zone.partition("/")
        if area not in {"Etc", "Antarctica"} and "/" not in city:
            names.add(str(forms.get(zone, {}).get("city") or city.replace("_", " ")))
    return frozenset(names)


_MAIN_ZONES = frozenset(
    {
        "America/Argentina/Buenos_Aires", "America/Denver", "America/Guayaquil", "America/Halifax",
        "America/Mexico_City", "America/New_York", "America/Rio_Branco", "America/Santiago", "America/Sao_Paulo",
        "America/Toronto", "America/Winnipeg", "Asia/Almaty", "Asia/Kuala_Lumpur", "Asia/Tashkent",
        "Australia/Sydney", "Europe/Berlin", "Europe/Kyiv", "Europe/Lisbon", "Europe/Madrid", "Europe/Moscow",
        "Pacific/Auckland",
    }
)  # fmt: skip
"""Zones of a capital, or of the largest city with its time, before which CLDR lists others."""


@cache
def zones(country: str) -> tuple[str, ...]:
    """The IANA time zones of a country (ISO 3166-1 alpha-2), those of its main places first; none for a code that CLDR
    does not know."""
    return tuple(sorted(get_global("territory_zones").get(country, ()), key=lambda zone: zone not in _MAIN_ZONES))
