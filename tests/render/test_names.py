import tomllib
import unicodedata
from pathlib import Path
from typing import Any
from zoneinfo import available_timezones

import pytest

from bot.cldr import zones
from bot.render.languages import Names, read_languages

LANGUAGES = ("en", "fr", "ar", "ru", "es", "pt")


def _codes(text: str) -> list[str]:
    return text.split()


UN_MEMBERS = _codes("""
AD AE AF AG AL AM AO AR AT AU AZ BA BB BD BE BF BG BH BI BJ BN BO BR BS BT BW BY BZ CA CD CF CG CH CI CL CM CN CO CR CU
CV CY CZ DE DJ DK DM DO DZ EC EE EG ER ES ET FI FJ FM FR GA GB GD GE GH GM GN GQ GR GT GW GY HN HR HT HU ID IE IL IN IQ
IR IS IT JM JO JP KE KG KH KI KM KN KP KR KW KZ LA LB LC LI LK LR LS LT LU LV LY MA MC MD ME MG MH MK ML MM MN MR MT MU
MV MW MX MY MZ NA NE NG NI NL NO NP NR NZ OM PA PE PG PH PK PL PT PW PY QA RO RS RU RW SA SB SC SD SE SG SI SK SL SM SN
SO SR SS ST SV SY SZ TD TG TH TJ TL TM TN TO TR TT TV TZ UA UG US UY UZ VC VE VN VU WS YE ZA ZM ZW
""")
UN_OBSERVERS = ("PS", "VA")

PARTNERS = _codes("""
AL AM AZ BA GE MD ME MK RS UA  BN KH ID LA MY MM PH SG TH VN  IQ JO LB  BI CD ET GH KE MW RW SC TZ UG ZM
AF KZ KG MN PK TJ UZ  BH KW OM QA SA AE  BJ CM CI GA GN LR MR MA SN SL TG  DZ BF TD LY ML NE TN
""")
EUROPEAN_UNION = _codes("AT BE BG CY CZ DE DK EE ES FI FR GR HR HU IE IT LT LU LV MT NL PL PT RO SE SI SK")
OTHERS = _codes("AO AR BR CH CL CO CV EG GB GW IN MX MZ PE RU ST TR ZA")
SELECTED = ("America/New_York", "America/Chicago", "America/Denver", "America/Los_Angeles", "Asia/Shanghai")
LEFT_OUT = ("Europe/Busingen", "Europe/Simferopol")

SCRIPTS = {"ar": "ARABIC", "ru": "CYRILLIC"}


def _table(locales: Path, language: str) -> dict[str, Any]:
    return tomllib.loads((locales / language / "names.toml").read_text(encoding="utf-8"))


def _all_names(locales: Path, language: str) -> list[str]:
    return [name for names in _table(locales, language).values() for name in names.values()]


def test_the_six_languages_call_themselves_by_their_own_names(locales: Path) -> None:
    assert {code: language.name for code, language in read_languages(locales).items()} == {
        "en": "English",
        "fr": "Français",
        "ar": "العربية",
        "ru": "Русский",
        "es": "Español",
        "pt": "Português",
    }


def test_arabic_alone_runs_from_right_to_left(locales: Path) -> None:
    assert [code for code, language in read_languages(locales).items() if language.right_to_left] == ["ar"]


@pytest.mark.parametrize("language", LANGUAGES)
def test_un_members_and_observers_are_named(locales: Path, language: str) -> None:
    assert len(UN_MEMBERS) == 193
    assert set(_table(locales, language)["countries"]) == {*UN_MEMBERS, *UN_OBSERVERS}
    assert set(PARTNERS) <= set(UN_MEMBERS)


@pytest.mark.parametrize("language", LANGUAGES)
def test_zones_of_partners_union_and_others_are_named(locales: Path, language: str) -> None:
    of_countries = {zone for country in (*PARTNERS, *EUROPEAN_UNION, *OTHERS) for zone in zones(country)}
    assert set(_table(locales, language)["zones"]) == {*of_countries, *SELECTED} - {*LEFT_OUT}


def test_zones_exist(locales: Path) -> None:
    assert set(_table(locales, "en")["zones"]) <= available_timezones()


@pytest.mark.parametrize("language", LANGUAGES)
def test_names_are_composed_and_trimmed(locales: Path, language: str) -> None:
    for name in _all_names(locales, language):
        assert name
        assert name == " ".join(name.split())
        assert unicodedata.is_normalized("NFC", name)


@pytest.mark.parametrize("language", LANGUAGES)
def test_names_are_in_the_script_of_their_language(locales: Path, language: str) -> None:
    script = SCRIPTS.get(language, "LATIN")
    for name in _all_names(locales, language):
        letters = [char for char in name if char.isalpha()]
        assert letters
        assert [char for char in letters if not unicodedata.name(char).startswith(script)] == [], name


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_two_share_a_name(locales: Path, language: str) -> None:
    # People choose from buttons that carry nothing but the name.
    for names in _table(locales, language).values():
        assert len(set(names.values())) == len(names)


@pytest.mark.parametrize(
    ("language", "moldova", "turkiye"),
    [
        ("en", "Republic of Moldova", "Türkiye"),
        ("fr", "République de Moldova", "Türkiye"),
        ("ar", "جمهورية مولدوفا", "تركيا"),
        ("ru", "Республика Молдова", "Турция"),
        ("es", "República de Moldova", "Türkiye"),
        ("pt", "República da Moldávia", "Turquia"),
    ],
)
def test_countries_are_named_as_in_the_united_nations(locales: Path, language: str, moldova: str, turkiye: str) -> None:
    names = Names(locales, language)
    assert (names.country("MD"), names.country("TR")) == (moldova, turkiye)


def test_a_territory_that_is_no_state_has_the_usual_name(locales: Path) -> None:
    assert Names(locales, "fr").country("GL") == "Groenland"


def test_a_code_that_nobody_knows_stands_for_itself(locales: Path) -> None:
    assert Names(locales, "es").country("XQ") == "XQ"


def test_a_zone_is_called_after_its_city(locales: Path) -> None:
    assert Names(locales, "ru").zone("Asia/Qatar") == "Доха"


def test_a_zone_without_a_name_of_ours_is_called_by_its_own(locales: Path) -> None:
    assert Names(locales, "en").zone("Asia/Hong_Kong") == "Hong Kong"


def test_names_are_put_in_order_accents_aside(locales: Path) -> None:
    names = Names(locales, "fr")
    listed = [names.country(code) for code in ("ET", "EE", "EG", "ES")]
    assert names.in_order(listed) == ["Égypte", "Espagne", "Estonie", "Éthiopie"]
