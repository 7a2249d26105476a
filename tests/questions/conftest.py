from datetime import UTC, datetime

import pytest

from bot.questions.lexicon import Lexicons, load_lexicons
from bot.questions.mind import NOTHING, Match, Mind
from bot.questions.understand import Asker, Understanding, Understood
from storage.packs.pack_files import read_pack
from tests.benchmarks.understanding.lines import ROOT


@pytest.fixture(scope="session")
def lexicons() -> Lexicons:
    return load_lexicons(ROOT / "locales")


@pytest.fixture(scope="session")
def understanding(lexicons: Lexicons) -> Understanding:
    return Understanding(read_pack("sample", languages=lexicons.languages), lexicons)


def leading(understood: Understood) -> Match:
    """What a question is taken for, or else what is asked back about first."""
    return (understood.matches or understood.choices)[0]


class Asking:
    """Asks as a focal point would, on 17 April 2023 unless told otherwise."""

    def __init__(self, understanding: Understanding) -> None:
        self._understanding = understanding

    def __call__(
        self,
        text: str,
        *,
        language: str = "en",
        country: str | None = None,
        mind: Mind = NOTHING,
        now: datetime = datetime(2023, 4, 17, 9, tzinfo=UTC),
        zone: str = "UTC",
    ) -> Understood:
        return self._understanding.understand(text, Asker(language, zone, country), now, mind)

    def in_turn(self, *texts: str, language: str = "en", country: str | None = None) -> Understood:
        """Asks one after the other, each with what was spoken of before in mind; what the last is understood as."""
        mind = NOTHING
        for text in texts:
            understood = self(text, language=language, country=country, mind=mind)
            for match in understood.matches:
                mind = mind.after(match)
            if not understood.matches:
                mind = mind.asked_back(understood.choices)
        return understood


@pytest.fixture(scope="session")
def ask(understanding: Understanding) -> Asking:
    return Asking(understanding)
