"""How understanding grows with the pack: `python -m tests.benchmarks.growth [MEETINGS …]`.

Packs of invented meetings, each with a title, an alias and a city in six languages; asked about in all of them.
"""

import argparse
import gc
import random
import statistics
import sys
import time
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from typing import Any, Final

from bot.domain.content import Pack
from bot.questions.lexicon import load_lexicons
from bot.questions.understand import Asker, Understanding
from tests.benchmarks.understanding.lines import ROOT

NOW: Final = datetime(2023, 4, 17, 9, tzinfo=UTC)
QUESTIONS: Final = 300

_SYLLABLES: Final = (
    ("ka", "ка", "كا"), ("mo", "мо", "مو"), ("ri", "ри", "ري"), ("tu", "ту", "تو"), ("la", "ла", "لا"),
    ("no", "но", "نو"), ("si", "си", "سي"), ("ba", "ба", "با"), ("du", "ду", "دو"), ("fe", "фе", "في"),
    ("ga", "га", "غا"), ("zi", "зи", "زي"), ("ha", "ха", "ها"), ("jo", "жо", "جو"), ("ter", "тер", "تر"),
)  # fmt: skip
_KINDS: Final = (
    ("Workshop on", "Atelier sur", "Taller sobre", "Oficina sobre", "Семинар", "ورشة عمل حول"),
    ("Training on", "Formation sur", "Curso sobre", "Formação sobre", "Тренинг", "دورة حول"),
    ("Conference on", "Conférence sur", "Conferencia sobre", "Conferência sobre", "Конференция", "مؤتمر حول"),
    ("Exercise on", "Exercice sur", "Ejercicio sobre", "Exercício sobre", "Учения", "تمرين حول"),
)
_LANGUAGES: Final = ("en", "fr", "es", "pt", "ru", "ar")
_ASKED: Final = {
    "en": ("when is {title}", "hotel in {city}", "who is coming to {alias}, and is there a visa?", "{city}?"),
    "fr": ("c'est quand {title}", "hôtel à {city}", "programme de {alias} svp", "qui vient à {city} ?"),
    "es": ("¿cuándo es {title}?", "hotel en {city}", "¿quién paga el vuelo a {city}?", "documentos {alias}"),
    "pt": ("quando é {title}", "alojamento em {city}", "como me inscrevo em {alias}", "lugar {city}"),
    "ru": ("когда {title}", "гостиница {city}", "нужна ли виза в {city}?", "повестка {alias}"),
    "ar": ("متى {title}", "فندق {city}", "من سيحضر {alias}؟", "رابط {city}"),
}


def invented(count: int) -> tuple[Pack, list[dict[str, Any]]]:
    """A pack of that many meetings, and the meetings as they are written in it; the same each time."""
    chance = random.Random(count)
    meetings = [_meeting(chance, number) for number in range(count)]
    pack = Pack.model_validate({"schema": 1, "default_language": "en", "timezone": "UTC", "meetings": meetings})
    return pack, meetings


def _meeting(chance: random.Random, number: int) -> dict[str, Any]:
    city, subject, alias = (_in_all_languages(chance) for _ in range(3))
    kind = dict(zip(_LANGUAGES, chance.choice(_KINDS), strict=True))
    first = date(2023, 1, 2) + timedelta(days=chance.randrange(700))
    return {
        "id": f"m{number}",
        "title": {language: f"{kind[language]} {subject[language]}" for language in _LANGUAGES},
        "aliases": {language: [alias[language]] for language in _LANGUAGES},
        "city": city,
        "timezone": "UTC",
        "country": chance.choice(["GE", "BE", "KE", "MA", "UZ", "JO", "PH", "AE"]),
        "starts": first.isoformat(),
        "ends": (first + timedelta(days=1)).isoformat(),
    }


def _in_all_languages(chance: random.Random) -> dict[str, str]:
    latin, cyrillic, arabic = ("".join(parts) for parts in zip(*chance.choices(_SYLLABLES, k=4), strict=True))
    return {language: {"ru": cyrillic, "ar": arabic}.get(language, latin).capitalize() for language in _LANGUAGES}


def questions(meetings: list[dict[str, Any]]) -> Iterator[tuple[str, str]]:
    """Language and text of questions about some of the meetings, a few of them mistyped."""
    chance = random.Random(len(meetings))
    for _ in range(QUESTIONS):
        language = chance.choice(_LANGUAGES)
        meeting = chance.choice(meetings)
        text = chance.choice(_ASKED[language]).format(
            title=meeting["title"][language], city=meeting["city"][language], alias=meeting["aliases"][language][0]
        )
        slip = chance.randrange(len(text) - 1)
        yield language, text if chance.random() < 0.8 else text[:slip] + text[slip + 1 :]


def main() -> int:
    """Print one line for each size of pack."""
    parser = argparse.ArgumentParser(description="How understanding grows with the pack.")
    parser.add_argument("meetings", nargs="*", type=int, default=[10, 100, 1000])
    lexicons = load_lexicons(ROOT / "locales")
    Understanding(invented(1)[0], lexicons)
    for count in parser.parse_args().meetings:
        pack, meetings = invented(count)
        gc.collect()
        start = time.perf_counter()
        understanding = Understanding(pack, lexicons)
        rebuilt = time.perf_counter() - start
        times = []
        for language, text in questions(meetings):
            start = time.perf_counter()
            understanding.understand(text, Asker(language), NOW)
            times.append((time.perf_counter() - start) * 1000)
        median, slow = statistics.median(times), sorted(times)[int(len(times) * 0.99)]
        sys.stdout.write(
            f"{count:5} meetings: median {median:.2f} ms, p99 {slow:.2f} ms; rebuild {rebuilt * 1000:.0f} ms\n"
        )
    return 0


if __name__ == "__main__":
    sys.exit(main())
