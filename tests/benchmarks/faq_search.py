"""How search in the FAQ grows: `python -m tests.benchmarks.faq_search [ENTRIES …]`.

The sample pack with thousands of invented entries beside its own, each in six languages; the same questions are asked
of both, and others about the invented entries. The invented words are spelt in three scripts, so that one word sounds
alike in all languages; some are in many entries, most in a few, as words are.
"""

import argparse
import gc
import itertools
import random
import statistics
import sys
import time
import tracemalloc
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from bot.domain.content import Pack
from bot.questions.faq import FaqIndex
from bot.questions.lexicon import Lexicons, load_lexicons
from bot.questions.normalise import fold, words
from bot.questions.reading import Reader
from bot.questions.understand import Asker, Understanding
from storage.packs.pack_files import read_pack
from tests.benchmarks.growth import NOW
from tests.benchmarks.understanding.lines import DEV, ROOT

ENTRIES: Final = (100, 1000, 5000)
QUESTIONS: Final = 600

_LANGUAGES: Final = ("en", "fr", "es", "pt", "ru", "ar")
_SYLLABLES: Final = tuple(
    (a + b, c + d, e + f)
    for (a, c, e), (b, d, f) in itertools.product(
        (("b", "б", "ب"), ("d", "д", "د"), ("f", "ф", "ف"), ("k", "к", "ك"), ("l", "л", "ل"), ("m", "м", "م"),
         ("n", "н", "ن"), ("r", "р", "ر"), ("s", "с", "س"), ("t", "т", "ت"), ("tr", "тр", "تر"), ("st", "ст", "ست")),
        (("a", "а", "ا"), ("e", "е", ""), ("i", "и", "ي"), ("o", "о", "و"), ("un", "ун", "ون"), ("ar", "ар", "ار")),
    )
)  # fmt: skip
_ENDINGS: Final = {"en": "ing", "fr": "ement", "es": "ción", "pt": "ção", "ru": "ание", "ar": "ية"}
_FRAMES: Final = {
    "en": ("what is {}", "how do we get {}", "who pays for {}", "can our team use {}"),
    "fr": ("c'est quoi {}", "comment obtenir {}", "qui paie {}", "notre équipe peut-elle utiliser {}"),
    "es": ("qué es {}", "cómo conseguimos {}", "quién paga {}", "puede nuestro equipo usar {}"),
    "pt": ("o que é {}", "como obtemos {}", "quem paga {}", "pode a nossa equipa usar {}"),
    "ru": ("что такое {}", "как получить {}", "кто платит за {}", "может ли наша группа использовать {}"),
    "ar": ("ما هو {}", "كيف نحصل على {}", "من يدفع {}", "هل يمكن لفريقنا استخدام {}"),
}
_ASKED: Final = {
    "en": "hello, I would like to know more about {}",
    "fr": "bonjour, je voudrais en savoir plus sur {}",
    "es": "hola, quisiera saber más sobre {}",
    "pt": "bom dia, queria saber mais sobre {}",
    "ru": "здравствуйте, расскажите про {}",
    "ar": "مرحبا، أريد أن أعرف المزيد عن {}",
}


class Words:
    """Invented words: the first ones are said often, the others ever more seldom."""

    def __init__(self, chance: random.Random, count: int) -> None:
        self._chance = chance
        roots = list(
            dict.fromkeys(tuple(chance.choices(_SYLLABLES, k=chance.choice((2, 3, 3, 4)))) for _ in range(count))
        )
        self._roots = [tuple("".join(parts) for parts in zip(*root, strict=True)) for root in roots]
        self._often = list(itertools.accumulate(1 / (place + 10) for place in range(len(self._roots))))

    def some(self, count: int) -> list[dict[str, str]]:
        """That many words, each in all languages."""
        return [
            {
                language: {"ru": cyrillic, "ar": arabic}.get(language, latin) + _ENDINGS[language] * (len(latin) < 6)
                for language in _LANGUAGES
            }
            for latin, cyrillic, arabic in self._chance.choices(self._roots, cum_weights=self._often, k=count)
        ]


def invented(count: int) -> tuple[Pack, list[tuple[str, str, str]]]:
    """The sample pack with that many more entries, and questions about these: language, text, id of the entry."""
    chance = random.Random(count)
    vocabulary = Words(chance, 6_000)
    pack = read_pack("sample", languages=_LANGUAGES)
    entries: list[dict[str, Any]] = []
    asked = []
    for number in range(count):
        said = vocabulary.some(3)
        entries.append(_entry(chance, f"invented-{number}", said, vocabulary.some(8)))
        language = chance.choice(_LANGUAGES)
        shuffled = chance.sample([word[language] for word in said], k=3)
        asked.append((language, _mistyped(chance, _ASKED[language].format(" ".join(shuffled))), f"invented-{number}"))
    whole = pack.model_dump(by_alias=True, mode="json", exclude_none=True)
    whole["faq"] = [*whole["faq"], *entries]
    return Pack.model_validate(whole), chance.sample(asked, k=min(count, QUESTIONS))


def _entry(
    chance: random.Random, key: str, said: Sequence[dict[str, str]], answered: Sequence[dict[str, str]]
) -> dict[str, Any]:
    spelt = {language: [word[language] for word in said] for language in _LANGUAGES}
    return {
        "id": key,
        "title": {language: " ".join(found).capitalize() for language, found in spelt.items()},
        "questions": {
            language: [
                frame.format(" ".join(chance.sample(found, k=chance.choice((2, 3)))))
                for frame in chance.sample(_FRAMES[language], k=3)
            ]
            for language, found in spelt.items()
        },
        "answer": {language: " ".join(word[language] for word in answered) for language in _LANGUAGES},
    }


def _mistyped(chance: random.Random, text: str) -> str:
    slip = chance.randrange(len(text) // 2, len(text) - 1)
    return text if chance.random() < 0.7 else text[:slip] + text[slip + 1 :]


@dataclass(frozen=True)
class Figures:
    """What one pack costs: milliseconds (of one core) of questions, searches and building; bytes; shares found."""

    questions: Sequence[float]
    searches: Sequence[float]
    index: float
    whole: float
    held: int
    first: float
    among_three: float


def measured(pack: Pack, lexicons: Lexicons, asked: Sequence[tuple[str, str, str | None]]) -> Figures:
    """The figures for questions (language, text, the entry where it is about one) on a pack."""
    gc.collect()
    start = time.thread_time()
    index = FaqIndex(pack, lexicons)
    built = time.thread_time()
    understanding = Understanding(pack, lexicons)
    whole = time.thread_time()
    reader = Reader(pack, lexicons, index.phrases())
    questions, searches, found = [], [], []
    for language, text, entry in asked:
        begun = time.thread_time()
        understanding.understand(text, Asker(language), NOW)
        questions.append((time.thread_time() - begun) * 1000)
        reading = reader.read(words(fold(text)), date(2023, 4, 17))
        begun = time.thread_time()
        nearest = index.ranked(reading.words, reading.hits)
        searches.append((time.thread_time() - begun) * 1000)
        if entry:
            found.append([one for one, _ in nearest].index(entry) if entry in dict(nearest) else 3)
    return Figures(
        questions, searches, (built - start) * 1000, (whole - built) * 1000, _held(pack, lexicons),
        *(sum(place < most for place in found) / max(1, len(found)) for most in (1, 3)),
    )  # fmt: skip


def _held(pack: Pack, lexicons: Lexicons) -> int:
    tracemalloc.start()
    before = tracemalloc.get_traced_memory()[0]
    index = FaqIndex(pack, lexicons)
    gc.collect()
    held = tracemalloc.get_traced_memory()[0] - before
    tracemalloc.stop()
    del index
    return held


def _middle_and_slow(times: Sequence[float]) -> str:
    return f"{statistics.median(times):.2f} ms, p99 {sorted(times)[int(len(times) * 0.99)]:.2f} ms"


def _printed(name: str, figures: Figures) -> Iterator[str]:
    yield f"{name:32} question {_middle_and_slow(figures.questions)}; search in it {_middle_and_slow(figures.searches)}"
    if figures.first:
        yield f"{'':32} found first {figures.first:.0%}, among three {figures.among_three:.0%}"
    yield (
        f"{'':32} built in {figures.index:.0f} ms (all of understanding: {figures.whole:.0f} ms), "
        f"{figures.held / 1e6:.1f} MB"
    )


def main() -> int:
    """Print the figures of the sample pack, and of packs with more entries."""
    parser = argparse.ArgumentParser(description="How search in the FAQ grows with the pack.")
    parser.add_argument("entries", nargs="*", type=int, default=ENTRIES)
    lexicons = load_lexicons(ROOT / "locales")
    sample = read_pack("sample", languages=lexicons.languages)
    Understanding(sample, lexicons)
    everyday = [(line.language, line.text, None) for line in DEV.lines()]
    for line in _printed("sample pack", measured(sample, lexicons, everyday)):
        sys.stdout.write(line + "\n")
    for count in parser.parse_args().entries:
        pack, asked = invented(count)
        for name, questions in (("the same questions", everyday), ("questions about these", asked)):
            for line in _printed(f"{count} more: {name}", measured(pack, lexicons, questions)):
                sys.stdout.write(line + "\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
