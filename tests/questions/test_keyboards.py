"""Slips of the hand and of the ear: what was meant, and what is left alone."""

import pytest

from bot.questions.keyboards import NEIGHBOURS, cost
from bot.questions.lexicon import Lexicons
from bot.questions.normalise import fold
from bot.questions.phrases import Phrases, Sense


@pytest.mark.parametrize(
    ("typed", "meant", "less_likely"),
    [
        ("hotrl", "hotel", "hostl"),
        ("mapa", "papa", "zapa"),
        ("гоутиница", "гостиница", "гоктиница"),
        ("встреяа", "встреча", "встреда"),
        ("فندف", "فندق", "فندم"),
        ("اجتماغ", "اجتماع", "اجتماس"),
    ],
)
def test_a_neighbouring_key_is_the_likelier_slip(typed: str, meant: str, less_likely: str) -> None:
    assert 0 < cost(typed, meant) <= cost(less_likely, meant)


def test_what_costs_less_than_another_letter() -> None:
    other = cost("mexting", "meeping")
    assert cost("metting", "meeting") < other
    assert cost("meeitng", "meeting") < other
    assert cost("meting", "meeting") < other
    assert cost("meeetting", "meeting") <= other
    assert cost("miiting", "meeting") > cost("miting", "meting") > 0
    assert cost("meeting", "meeting") == 0


def test_keys_are_neighbours_of_each_other_on_any_layout() -> None:
    assert {"q", "s", "z"} <= NEIGHBOURS["a"] | NEIGHBOURS["w"]
    assert all(letter in NEIGHBOURS[other] for letter, beside in NEIGHBOURS.items() for other in beside)


def _known(*words: str) -> Phrases:
    known = Phrases()
    for word in words:
        known.add((fold(word),), Sense("name", word, ""))
    return known


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("vrussels", "Brussels"),
        ("rbussels", "Brussels"),
        ("bbrussels", "Brussels"),
        ("brusels", "Brussels"),
        ("tiblisi", "Tbilisi"),
        ("kigaki", "Kigali"),
        ("harmatan", "Harmattan"),
        ("бпюссель", "Брюссель"),
        ("тбмлиси", "Тбилиси"),
        ("ташкнет", "Ташкент"),
        ("بروكشل", "بروكسل"),
        ("تبيليشي", "تبيليسي"),
    ],
)
def test_a_city_is_known_through_a_slip(typed: str, meant: str) -> None:
    known = _known("Brussels", "Tbilisi", "Kigali", "Harmattan", "Брюссель", "Тбилиси", "Ташкент", "بروكسل", "تبيليسي")
    assert [sense.value for hit in known.find([fold(typed)]) for sense in [hit.sense]] == [meant]


@pytest.mark.parametrize("typed", ["lama", "osho", "rome", "paros", "manila", "kiev"])
def test_a_short_word_is_left_alone(typed: str) -> None:
    assert not _known("Lima", "Osh", "Roma", "Paris", "Vanilla", "Kyiv").find([typed])


def test_the_likelier_of_two_is_meant() -> None:
    known = _known("Madona", "Masona")
    assert [hit.sense.value for hit in known.find(["mawona"])] == ["Masona"]


@pytest.mark.parametrize(
    ("typed", "concept"),
    [("hitel", "hotel"), ("ahenda", "agenda"), ("повестрка", "agenda"), ("alojameinto", "hotel")],
)
def test_the_lexicon_is_read_through_slips(lexicons: Lexicons, typed: str, concept: str) -> None:
    assert concept in {hit.sense.value for hit in lexicons.phrases.find([fold(typed)])}
