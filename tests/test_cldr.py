"""Names from CLDR in the six languages."""

import pytest

from bot import cldr

LANGUAGES = ("en", "fr", "ar", "ru", "es", "pt")


@pytest.mark.parametrize(
    ("language", "name"),
    [
        ("en", "Georgia"),
        ("fr", "Géorgie"),
        ("ar", "جورجيا"),
        ("ru", "Грузия"),
        ("es", "Georgia"),
        ("pt", "Geórgia"),
    ],
)
def test_a_country_is_called_as_its_language_calls_it(language: str, name: str) -> None:
    assert cldr.countries(language)["GE"][0] == name


def test_a_country_may_have_another_name_where_the_language_is_spoken_elsewhere() -> None:
    assert {"Irã", "Irão"} <= set(cldr.countries("pt")["IR"])


def test_arabic_knows_the_months_of_the_levant_and_of_the_maghreb() -> None:
    months = cldr.months("ar")
    assert months["يونيو"] == months["حزيران"] == months["جوان"] == 6


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_month_and_weekday_has_a_name(language: str) -> None:
    assert set(cldr.months(language).values()) == set(range(1, 13))
    assert set(cldr.weekdays(language).values()) == set(range(7))


@pytest.mark.parametrize(("language", "name"), [("en", "Monday"), ("fr", "lundi"), ("ru", "понедельник")])
def test_the_week_begins_on_monday(language: str, name: str) -> None:
    assert cldr.weekdays(language)[name] == 0


@pytest.mark.parametrize(("language", "name"), [("en", "Arabic"), ("fr", "arabe"), ("es", "árabe"), ("ru", "арабский")])
def test_languages_have_names(language: str, name: str) -> None:
    assert cldr.languages(language)["ar"] == name


@pytest.mark.parametrize(("language", "city"), [("en", "Rome"), ("fr", "Londres"), ("ru", "Рим"), ("ar", "روما")])
def test_cities_of_the_world_are_known(language: str, city: str) -> None:
    assert city in cldr.cities(language)


def test_a_country_has_time_zones() -> None:
    assert cldr.zones("GE") == ("Asia/Tbilisi",)


def test_zones_of_main_places_come_first() -> None:
    assert cldr.zones("BR")[:2] == ("America/Rio_Branco", "America/Sao_Paulo")
    assert cldr.zones("PT")[0] == "Europe/Lisbon"
    assert cldr.zones("GE") == ("Asia/Tbilisi",)
    assert cldr.zones("XX") == ()


def test_official_languages() -> None:
    assert "ar" in cldr.official_languages("JO")
    assert {"ru", "kk"} <= cldr.official_languages("KZ")
    assert {"fr", "ar"} <= cldr.official_languages("MA")
    assert cldr.official_languages("QQ") == frozenset()
    assert cldr.official_languages("UA", in_fact=False) == {"uk"}
