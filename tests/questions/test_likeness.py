"""Strands in other words than their titles, where it is known that a question is about one."""

from datetime import date

import pytest

from bot.domain.content import Pack
from bot.questions.lexicon import Lexicons
from bot.questions.likeness import Likeness, of_strands
from bot.questions.normalise import fold, words
from bot.questions.reading import Reader

ROADMAP = {
    "id": "plan",
    "title": {"en": "Plan"},
    "strands": [
        {
            "id": "seeds",
            "title": {"en": "Seeds and plant health", "fr": "Semences et santé des plantes", "ru": "Семена и растения"},
            "description": {
                "en": "Certified seeds reach every district.",
                "es": "Semillas certificadas en cada distrito",
            },
        },
        {
            "id": "labs",
            "title": {"en": "Reference laboratories", "ru": "Эталонные лаборатории", "ar": "المختبرات المرجعية"},
            "aliases": {"en": ["proficiency tests"], "pt": ["ensaios de aptidão"]},
        },
        {"id": "quake", "title": {"en": "After the earthquake", "fr": "Après le séisme", "es": "Tras el terremoto"}},
    ],
    "items": [
        {"id": "gc", "strand": "labs", "title": {"en": "GCMS spare parts", "fr": "Pièces pour chromatographes"}},
        {"id": "bank", "strand": "seeds", "title": {"en": "Village granary", "ar": "مخزن الحبوب في القرية"}},
    ],
}


@pytest.fixture(scope="module")
def pack() -> Pack:
    return Pack.model_validate({"schema": 1, "default_language": "en", "timezone": "UTC", "roadmaps": [ROADMAP]})


@pytest.mark.parametrize(
    ("text", "strand"),
    [
        ("what do you plan for certified seed", "seeds"),
        ("anything on granaries?", "seeds"),
        ("que prévoit-on pour les phytosanitaires et les semences", "seeds"),
        ("hay algo sobre semillas", "seeds"),
        ("что там с растениями", "seeds"),
        ("ماذا عن الحبوب", "seeds"),
        ("spares for the GCMS", "labs"),
        ("et la chromatographie ?", "labs"),
        ("лабораторий касается что-нибудь?", "labs"),
        ("ensaio de aptidão", "labs"),
        ("والمختبر المرجعي؟", "labs"),
        ("des mesures parasismiques après le seisme", "quake"),
        ("¿y los terremotos?", "quake"),
    ],
)
def test_a_word_of_its_own_tells_a_strand(lexicons: Lexicons, pack: Pack, text: str, strand: str) -> None:
    reading = Reader(pack, lexicons).read(words(fold(text)), date(2025, 3, 3))
    assert Likeness(of_strands(pack)).like(reading) == [strand]


@pytest.mark.parametrize(
    "text", ["what else is there", "et le reste ?", "про что ещё", "the weather in the village hall"]
)
def test_other_words_tell_none_for_sure(lexicons: Lexicons, pack: Pack, text: str) -> None:
    reading = Reader(pack, lexicons).read(words(fold(text)), date(2025, 3, 3))
    assert Likeness(of_strands(pack)).like(reading, 0.9) == []
