import pytest

from bot.questions.phrases import EXACT, INFLECTED, MISTYPED, Hit, Phrases, Sense

HOTEL, WHERE, DEADLINE, DATE, BELGIAN = (
    Sense("concept", name, "en") for name in ("hotel", "where", "deadline", "date", "belgian")
)


@pytest.fixture
def known() -> Phrases:
    phrases = Phrases()
    for written, sense in [
        (("hotel",), HOTEL),
        (("where",), WHERE),
        (("closing", "date"), DEADLINE),
        (("date",), DATE),
        (("belg*",), BELGIAN),
    ]:
        phrases.add(written, sense)
    return phrases


def test_words_are_found_exactly_inflected_and_mistyped(known: Phrases) -> None:
    assert known.find(["hotel"]) == [Hit(0, 1, HOTEL, EXACT)]
    assert known.find(["hotels"]) == [Hit(0, 1, HOTEL, INFLECTED)]
    assert known.find(["hotle"]) == [Hit(0, 1, HOTEL, MISTYPED)]
    assert known.find(["belgique"]) == [Hit(0, 1, BELGIAN, INFLECTED)]


def test_short_words_are_taken_strictly(known: Phrases) -> None:
    assert known.find(["dat"]) == []
    assert known.find(["bath"]) == []


def test_a_phrase_takes_the_place_of_the_words_in_it(known: Phrases) -> None:
    assert known.find(["closing", "date"]) == [Hit(0, 2, DEADLINE, EXACT)]
    assert known.find(["closing", "the", "date"]) == [Hit(2, 3, DATE, EXACT)]


def test_an_extended_copy_leaves_the_first_alone(known: Phrases) -> None:
    name = Sense("name", "kigali", "")
    extended = known.extended([(("kigali",), name)])
    assert extended.find(["kigali", "hotel"]) == [Hit(0, 1, name, EXACT), Hit(1, 2, HOTEL, EXACT)]
    assert known.find(["kigali"]) == []
