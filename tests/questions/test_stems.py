import pytest

from bot.questions.stems import bare, stem
from bot.questions.translit import arabizi_consonants, consonants, cyrillic


@pytest.mark.parametrize(
    "forms",
    [
        ("hotel", "hotels"),
        ("participante", "participantes", "participants"),
        ("inscripcion", "inscripciones", "inscription"),
        ("брюссель", "брюсселе", "брюсселя"),
        ("встреча", "встречу", "встречи", "встречами"),
        ("اجتماع", "الاجتماع", "اجتماعات", "بالاجتماع", "والاجتماع"),
    ],
)
def test_inflected_forms_meet(forms: tuple[str, ...]) -> None:
    assert len({stem(form) for form in forms}) == 1


@pytest.mark.parametrize("words", [("visa", "viso"), ("hora", "horno"), ("дом", "дым"), ("قلم", "علم")])
def test_short_words_stay_apart(words: tuple[str, str]) -> None:
    assert stem(words[0]) != stem(words[1])


def test_clitics_come_off_an_arabic_word() -> None:
    assert "بروكسل" in bare("لبروكسل")
    assert "بروكسل" in bare("وبروكسل")
    assert bare("brussels") == ()


def test_russian_in_latin_letters_is_read_by_sound() -> None:
    assert cyrillic("vstrecha") == "встреча"
    assert cyrillic("zhivoy") == "живой"


def test_arabizi_has_the_consonants_of_the_arabic_word() -> None:
    assert arabizi_consonants("egtma3") == consonants("اجتماع") == "جتمع"
