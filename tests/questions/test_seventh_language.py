"""A language is added by files alone: German, with a lexicon of two hours and not one example.

The questions were written before the lexicon, and the lexicon was not fitted to them.
"""

from importlib.resources import files
from pathlib import Path
from shutil import copyfile

import pytest

from bot.questions.lexicon import Lexicons, load_lexicons
from bot.questions.lexicon_check import check_lexicons
from bot.questions.understand import Understanding
from bot.questions.weights import FILE
from storage.packs.pack_files import parse_pack, read_pack
from tests.benchmarks.understanding.lines import DEV, ROOT, Asked, Outcome, ask, read

DATA = ROOT / "tests" / "data"
GERMAN = DATA / "german"
QUESTIONS = DATA / "questions" / "german.jsonl"

RIGHT, WRONG = 0.60, 0.15
RIGHT_WITH_NAMES, WRONG_WITH_NAMES = 0.75, 0.12
"""Where the pack has German names too."""

DEV_RIGHT = 0.95


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What the languages are understood by, German among them."""
    folder = tmp_path_factory.mktemp("locales")
    for path in [*(ROOT / "locales").glob("*/lexicon.toml"), GERMAN / "lexicon.toml"]:
        language = "de" if path.parent == GERMAN else path.parent.name
        (folder / language).mkdir()
        copyfile(path, folder / language / "lexicon.toml")
    copyfile(ROOT / "locales" / FILE, folder / FILE)
    return folder


@pytest.fixture(scope="module")
def seven(folder: Path) -> Lexicons:
    return load_lexicons(folder)


@pytest.fixture(scope="module")
def of_the_sample(seven: Lexicons) -> Understanding:
    return Understanding(read_pack("sample", languages=seven.languages), seven)


@pytest.fixture(scope="module")
def in_german(of_the_sample: Understanding) -> list[Asked]:
    return ask(read(QUESTIONS), of_the_sample, DEV.now)


def share(asked: list[Asked], outcome: Outcome) -> float:
    return sum(one.outcome is outcome for one in asked) / len(asked)


def test_the_lexicon_is_complete(folder: Path, seven: Lexicons) -> None:
    assert check_lexicons(folder, seven.languages) == []


def test_most_german_questions_are_understood(in_german: list[Asked]) -> None:
    assert share(in_german, Outcome.RIGHT) >= RIGHT
    assert share(in_german, Outcome.WRONG) <= WRONG


def test_german_questions_that_are_none_of_its_business_are_kept_out(in_german: list[Asked]) -> None:
    nones = [one for one in in_german if one.line.none]
    assert sum(one.kept_out for one in nones) >= 0.9 * len(nones)


def test_they_are_taken_for_german(in_german: list[Asked]) -> None:
    assert all(one.understood.language == "de" for one in in_german)
    assert sum(one.understood.sure_language for one in in_german) >= 0.8 * len(in_german)


def test_more_are_understood_where_the_pack_has_german_names(seven: Lexicons) -> None:
    sample = files("storage.packs").joinpath("sample.yaml").read_bytes()
    names = (GERMAN / "names.yaml").read_bytes()
    pack = parse_pack([("sample.yaml", sample), ("names.yaml", names)], languages=seven.languages)
    asked = ask(read(QUESTIONS), Understanding(pack, seven), DEV.now)
    assert share(asked, Outcome.RIGHT) >= RIGHT_WITH_NAMES
    assert share(asked, Outcome.WRONG) <= WRONG_WITH_NAMES


def test_the_other_languages_are_understood_as_before(of_the_sample: Understanding) -> None:
    assert share(ask(DEV.lines(), of_the_sample, DEV.now), Outcome.RIGHT) >= DEV_RIGHT
