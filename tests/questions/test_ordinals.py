"""Strands called by their number or their place."""

import pytest

from bot.questions.mind import Match
from tests.questions.conftest import Asking

FIRST, SECOND, THIRD, LAST = "cooperation", "ownership", "impact", "visibility"


@pytest.mark.parametrize(
    ("language", "text", "strand"),
    [
        ("en", "strand 2", SECOND),
        ("en", "what does the third strand say", THIRD),
        ("en", "4th pillar", LAST),
        ("en", "strand one?", FIRST),
        ("en", "and the last pillar?", LAST),
        ("fr", "le 3e volet", THIRD),
        ("fr", "c'est quoi le second axe", SECOND),
        ("fr", "axe numéro 1", FIRST),
        ("es", "el primer eje", FIRST),
        ("es", "¿qué incluye el eje 4?", LAST),
        ("es", "2º eje", SECOND),
        ("pt", "o segundo eixo", SECOND),
        ("pt", "vertente 3", THIRD),
        ("pt", "a última vertente", LAST),
        ("ru", "третье направление", THIRD),
        ("ru", "о чём направление 1", FIRST),
        ("ru", "2-е направление", SECOND),
        ("ar", "المحور الثاني", SECOND),
        ("ar", "المحور رقم ٣", THIRD),
        ("ar", "ما هو المحور الأخير", LAST),
    ],
)
def test_a_strand_is_known_by_its_place(ask: Asking, language: str, text: str, strand: str) -> None:
    assert ask(text, language=language).matches == (Match("roadmap.strand", strand),)


@pytest.mark.parametrize(
    "text", ["progress on strand 3", "avancement du troisième volet", "статус третьего направления"]
)
def test_its_progress_too(ask: Asking, text: str) -> None:
    assert ask(text).matches == (Match("roadmap.status", THIRD),)


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "name the 4 strands"),
        ("fr", "quels sont les quatre volets"),
        ("es", "los 4 ejes"),
        ("pt", "os quatro eixos do roteiro"),
        ("ru", "четыре направления дорожной карты"),
        ("ar", "المحاور الأربعة"),
    ],
)
def test_how_many_there_are_is_no_place(ask: Asking, language: str, text: str) -> None:
    assert ask(text, language=language).matches == (Match("roadmap.overview", "interregional-2023-2024"),)


@pytest.mark.parametrize("text", ["strand 5", "strand 0", "the seventh strand", "strand 2023"])
def test_a_place_that_no_strand_has_is_none(ask: Asking, text: str) -> None:
    understood = ask(text)
    assert "roadmap.strand" not in {match.topic for match in (*understood.matches, *understood.choices)}
