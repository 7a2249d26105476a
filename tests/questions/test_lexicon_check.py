"""`check_lexicons` finds what cannot be meant, `remarks_on_lexicons` what may not be."""

from pathlib import Path
from shutil import copyfile

import pytest

from bot.questions.lexicon_check import check_lexicons, remarks_on_lexicons
from tests.benchmarks.understanding.lines import ROOT

LANGUAGES = ("en", "fr", "ar", "ru", "es", "pt")


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """The lexicons, to be spoiled."""
    for language in LANGUAGES:
        (tmp_path / language).mkdir()
        copyfile(ROOT / "locales" / language / "lexicon.toml", tmp_path / language / "lexicon.toml")
    return tmp_path


@pytest.fixture
def few(tmp_path: Path) -> Path:
    """Two small lexicons."""
    write(tmp_path, "en", '[concepts]\nhotel = ["hotel", "bed"]\nvisa = ["visa"]\n')
    write(tmp_path, "fr", '[concepts]\nhotel = ["hôtel", "lit"]\nvisa = ["visa"]\n')
    return tmp_path


def write(folder: Path, language: str, text: str) -> None:
    path = folder / language / "lexicon.toml"
    path.parent.mkdir(exist_ok=True)
    path.write_text(text, encoding="utf-8")


def spoil(folder: Path, language: str, old: str, new: str) -> list[str]:
    """Replace a piece of a lexicon; the mistakes then."""
    path = folder / language / "lexicon.toml"
    before = path.read_text(encoding="utf-8")
    assert old in before
    path.write_text(before.replace(old, new, 1), encoding="utf-8")
    return check_lexicons(folder, LANGUAGES)


def test_ours_are_right() -> None:
    assert check_lexicons(ROOT / "locales", LANGUAGES) == []


def test_a_concept_that_a_language_lacks_is_shown_with_its_place_and_with_what_others_say(copy: Path) -> None:
    (mistake,) = spoil(copy, "fr", "download = [", "download = []\n#")
    assert mistake.startswith("locales/fr/lexicon.toml:")
    assert "[concepts] download: no forms" in mistake
    assert "in en: download" in mistake


def test_a_concept_that_no_other_language_has_is_taken_for_mistyped(copy: Path) -> None:
    mistakes = spoil(copy, "fr", "\nhotel = [", "\nhotels = [")
    assert [mistake.partition("[concepts] ")[2].partition(",")[0] for mistake in mistakes] == [
        "hotel: no forms: write what people say for it; in en: hotel",
        "hotels: hardly any other language has this: did you mean hotel?",
    ]


@pytest.mark.parametrize(
    ("old", "new", "mistake"),
    [
        ('"bed"', '"?!"', "no letters or digits"),
        ('"bed"', '"be* d"', "at the end of the last word only"),
        ('"bed"', '"b*"', "at least two letters"),
        ('"bed"', '"Hôtel"', '"Hôtel" is "hotel" again'),
        ('visa = ["visa"]', 'visa = ["visa"]\n[countries]\nOM = ["bed"]', '"bed" never matches: hotel (en) wins'),
        ('"bed"]', '"bed"', "cannot be read"),
        ('["visa"]', '"visa"', "write a list of words"),
        ("[concepts]", "[concept]", "a lexicon has the tables"),
    ],
)
def test_what_can_never_be_meant_is_a_mistake(few: Path, old: str, new: str, mistake: str) -> None:
    path = few / "en" / "lexicon.toml"
    path.write_text(path.read_text(encoding="utf-8").replace(old, new, 1), encoding="utf-8")
    found = check_lexicons(few, ("en", "fr"))
    assert [line for line in found if "locales/en/lexicon.toml" in line and mistake in line], found


def test_a_language_without_a_lexicon_is_a_mistake(few: Path) -> None:
    (mistake,) = check_lexicons(few, ("en", "fr", "de"))
    assert mistake.startswith("locales/de/lexicon.toml: missing")


def test_what_may_be_meant_is_remarked_on_and_counted(few: Path) -> None:
    write(few, "en", '[concepts]\nhotel = ["hotel", "lit"]\nvisa = ["visa", "hotel", "in french"]\n')
    write(few, "fr", '[concepts]\nhotel = ["hôtel"]\nvisa = ["visa", "lit"]\n')
    assert check_lexicons(few, ("en", "fr")) == []
    assert remarks_on_lexicons(few, "en") == [
        "two concepts in one language: 1",
        '  locales/en/lexicon.toml:2: [concepts] hotel: "hotel" stands under visa too',
        "another concept in another language: 1",
        '  locales/en/lexicon.toml:2: [concepts] hotel: "lit" is visa in fr',
        "names too: 1",
        '  locales/en/lexicon.toml:3: [concepts] visa: "in french" has the name of a language (fr, in en) in it',
    ]


def test_a_concept_with_few_forms_is_remarked_on(few: Path) -> None:
    write(few, "fr", f'[concepts]\nhotel = {[f"nuit {number}" for number in range(9)]}\nvisa = ["visa"]\n')
    assert "  locales/en/lexicon.toml:2: [concepts] hotel: 2, where other languages have 9" in remarks_on_lexicons(few)


def test_a_name_that_a_concept_swallows_is_remarked_on(few: Path) -> None:
    write(few, "fr", '[concepts]\nhotel = ["hôtel", "lit"]\nvisa = ["visa", "gabon"]\n')
    assert [line for line in remarks_on_lexicons(few, "en") if '"Gabon" is not known as a country' in line]
