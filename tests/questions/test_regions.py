"""Regions, the asker's own one above all, their secretariats, and what the roadmap has for them."""

import pytest

from bot.questions.mind import Match
from tests.questions.conftest import Asking, leading


@pytest.mark.parametrize(
    ("language", "before", "text"),
    [
        ("en", "roadmap", "what about my region"),
        ("fr", "feuille de route", "et ma région ?"),
        ("ar", "خارطة الطريق", "وماذا عن منطقتي"),
        ("ru", "дорожная карта", "а по нашему региону?"),
        ("es", "hoja de ruta", "¿y mi región?"),
        ("pt", "roteiro", "e a minha região?"),
    ],
)
@pytest.mark.parametrize(("country", "region"), [(None, "my-region"), ("KZ", "ca")])
def test_after_the_roadmap_it_is_asked_what_it_has_for_a_region(
    ask: Asking, language: str, before: str, text: str, country: str | None, region: str
) -> None:
    understood = ask.in_turn(before, text, language=language, country=country)
    assert understood.matches == (Match("roadmap.region", region),)


@pytest.mark.parametrize(
    ("language", "before", "text"),
    [
        ("en", "roadmap", "and for Kazakhstan?"),
        ("fr", "feuille de route", "et l'Asie centrale ?"),
        ("ar", "خارطة الطريق", "ولكازاخستان؟"),
        ("ru", "дорожная карта", "а для казахстана?"),
        ("ru", "дорожная карта", "а по центральной азии"),
        ("es", "hoja de ruta", "¿y para Kazajistán?"),
        ("pt", "roteiro", "e para o Cazaquistão?"),
    ],
)
def test_or_for_the_one_that_is_named(ask: Asking, language: str, before: str, text: str) -> None:
    assert ask.in_turn(before, text, language=language).matches == (Match("roadmap.region", "ca"),)


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "what is the status of the roadmap in my region"),
        ("fr", "où en est la feuille de route dans ma région"),
        ("ar", "ما حالة خارطة الطريق في منطقتي"),
        ("ru", "каков статус дорожной карты в моём регионе"),
        ("es", "cuál es el estado de la hoja de ruta en mi región"),
        ("pt", "qual é o estado do roteiro na minha região"),
    ],
)
def test_the_progress_in_the_own_region_is_not_the_whole_one(ask: Asking, language: str, text: str) -> None:
    assert ask(text, language=language).matches == (Match("roadmap.region", "my-region"),)


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "my region"),
        ("en", "which is my region"),
        ("fr", "ma région c'est laquelle"),
        ("ar", "ما هي منطقتي"),
        ("ru", "какой у меня регион"),
        ("es", "¿qué región es la mía?"),
        ("pt", "qual é a minha região"),
    ],
)
@pytest.mark.parametrize(("country", "region"), [(None, "my-region"), ("JO", "mie")])
def test_which_region_is_the_own_one(ask: Asking, language: str, text: str, country: str | None, region: str) -> None:
    understood = ask(text, language=language, country=country)
    assert understood.matches == (Match("region.of_country", region),)


@pytest.mark.parametrize(
    ("language", "text", "region"),
    [
        ("en", "when was the Nairobi secretariat founded", "eca"),
        ("en", "opening hours of the Tashkent secretariat", "ca"),
        ("fr", "horaires du secrétariat de Rabat", "aaf"),
        ("ar", "متى تأسست أمانة عمان", "mie"),
        ("ru", "когда создали секретариат в ташкенте", "ca"),
        ("es", "cuándo se creó la secretaría de Argel", "nas"),
        ("pt", "quando foi criada a secretaria de Nairobi", "eca"),
    ],
)
def test_a_secretariat_is_known_by_its_city(ask: Asking, language: str, text: str, region: str) -> None:
    assert leading(ask(text, language=language)) == Match("region.secretariat", region)


def test_its_countries_are_still_asked_for_by_it(ask: Asking) -> None:
    text = "which countries does the Nairobi secretariat cover"
    assert ask(text).matches == (Match("region.countries", "eca"),)


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "how many partner countries are there?"),
        ("fr", "combien de pays partenaires"),
        ("ar", "كم عدد الدول الشريكة"),
        ("ru", "сколько стран в инициативе"),
        ("es", "¿cuántos países?"),
        ("pt", "quantos países"),
    ],
)
def test_how_many_countries_there_are_is_a_matter_of_the_initiative(ask: Asking, language: str, text: str) -> None:
    assert ask(text, language=language).matches == (Match("faq", "cbrn-coe"),)


def test_unless_a_region_is_named_or_in_mind(ask: Asking) -> None:
    there = (Match("region.countries", "ca"),)
    assert ask("how many countries in Central Asia").matches == there
    assert ask.in_turn("Central Asia", "how many countries").matches == there


def test_a_city_is_not_taken_for_an_acronym(ask: Asking) -> None:
    assert "sea" not in {match.target for match in ask("Астана", language="ru").matches}
    assert leading(ask("Асеан", language="ru")) == Match("region.countries", "sea")


def test_a_strand_named_like_a_region_is_the_strand(ask: Asking) -> None:
    assert ask("محور التعاون", language="ar").matches == (Match("roadmap.strand", "cooperation"),)
    alone = ask("مجلس التعاون", language="ar")
    assert "gcc" in {match.target for match in alone.matches or alone.choices}
