"""Which meeting is meant, whatever is asked of it: by negation, order, time, and what stands before or after it."""

from datetime import UTC, date, datetime
from typing import Any

import pytest

from bot.domain.content import Pack
from bot.questions.lexicon import Lexicons
from bot.questions.meetings import Calendar
from bot.questions.normalise import fold, words
from bot.questions.reading import Reader
from tests.questions.other_pack import _meeting as meeting

NOW = datetime(2025, 3, 3, 9, tzinfo=UTC)
"""A Monday."""


def _pack() -> Pack:
    """Two sessions of one council, two meetings in Peru, one online, in the order of their days."""
    meetings: list[dict[str, Any]] = [
        meeting(
            "council-4",
            {
                "en": "Fourth Session of the Advisory Council",
                "fr": "Quatrième session du Conseil consultatif",
                "es": "Cuarta sesión del Consejo Consultivo",
                "pt": "Quarta sessão do Conselho Consultivo",
                "ru": "Четвёртая сессия Консультативного совета",
                "ar": "الدورة الرابعة للمجلس الاستشاري",
            },
            {"en": "Oslo", "ru": "Осло", "ar": "أوسلو"},
            "NO",
            "2024-10-08/2024-10-09",
        ),
        meeting(
            "lima",
            {"en": "Workshop on Mercury", "fr": "Atelier sur le mercure", "es": "Taller sobre mercurio"},
            {"en": "Lima", "ru": "Лима", "ar": "ليما"},
            "PE",
            "2025-03-18/2025-03-19",
        ),
        meeting(
            "online",
            {"en": "Briefing on Customs Codes", "ru": "Брифинг по таможенным кодам"},
            {"en": "Online"},
            "BE",
            "2025-04-24/2025-04-24",
            format="online",
        ),
        meeting(
            "cusco",
            {"en": "Exercise Condor", "fr": "Exercice Condor", "es": "Ejercicio Cóndor", "ru": "Учения «Кондор»"},
            {"en": "Cusco", "ru": "Куско", "ar": "كوسكو"},
            "PE",
            "2025-06-25/2025-06-27",
        ),
        meeting(
            "council-5",
            {
                "en": "Fifth Session of the Advisory Council",
                "fr": "Cinquième session du Conseil consultatif",
                "es": "Quinta sesión del Consejo Consultivo",
                "pt": "Quinta sessão do Conselho Consultivo",
                "ru": "Пятая сессия Консультативного совета",
                "ar": "الدورة الخامسة للمجلس الاستشاري",
            },
            {"en": "Tunis", "ru": "Тунис", "ar": "تونس"},
            "TN",
            "2025-10-14/2025-10-15",
        ),
    ]
    return Pack.model_validate({"schema": 1, "default_language": "en", "timezone": "UTC", "meetings": meetings})


class Meant:
    """Tells which meetings a question is about that is known to be about one."""

    def __init__(self, lexicons: Lexicons) -> None:
        pack = _pack()
        self._reader = Reader(pack, lexicons)
        self._calendar = Calendar(pack)

    def __call__(self, text: str, previous: str | None = None) -> list[str]:
        reading = self._reader.read(words(fold(text)), date(2025, 3, 3))
        return self._calendar.at(NOW).of(reading, previous)


@pytest.fixture(scope="module")
def meant(lexicons: Lexicons) -> Meant:
    return Meant(lexicons)


@pytest.mark.parametrize(
    "text",
    [
        "not the Lima one, the other one in Peru",
        "the agenda of the Peruvian meeting, not Lima",
        "hotel, and I mean Peru but not the one in March",
        "pas celle de Lima, l'autre au Pérou",
        "l'hôtel de la réunion péruvienne, pas Lima",
        "no la de Lima, la otra de Perú",
        "no en Lima, la otra reunión peruana: ¿hotel?",
        "não a de Lima, a outra no Peru",
        "не в Лиме, а другая в Перу",
        "встреча в Перу, не та что в Лиме",
        "مش ليما، الثاني في البيرو",
        "ليس اجتماع ليما بل الآخر في بيرو",
    ],
)
def test_what_is_not_meant_leaves_the_other_of_the_country(meant: Meant, text: str) -> None:
    assert meant(text) == ["cusco"]


@pytest.mark.parametrize(
    "text",
    [
        "not the session in Oslo, the other one",
        "not Oslo, the new one",
        "pas celle d'Oslo, l'autre",
        "no la de Oslo, la otra",
        "não é a de Oslo, é a outra",
        "не та что была в Осло, а новая",
        "مش أوسلو، الثانية",
    ],
)
def test_of_a_series_the_other_session_is_meant(meant: Meant, text: str) -> None:
    assert meant(text) == ["council-5"]


def test_a_country_that_is_not_meant_takes_all_its_meetings_out(meant: Meant) -> None:
    assert meant("not the Peruvian ones, what is the agenda") == ["online", "council-5"]


@pytest.mark.parametrize(
    "text",
    [
        "I mean Tunis, not Oslo",
        "je parle de Tunis pas de Oslo",
        "hablo de Túnez, no de la de Oslo",
        "в Тунисе, не в Осло",
    ],
)
def test_what_is_said_beside_it_is_meant(meant: Meant, text: str) -> None:
    assert meant(text) == ["council-5"]


def test_a_name_that_nobody_knows_is_not_taken_for_one_that_is(meant: Meant) -> None:
    assert len(meant("hotel for the Xanadu exercise")) > 1


@pytest.mark.parametrize(
    "text", ["the other one?", "et l'autre ?", "¿y la otra?", "e a outra?", "а другая?", "والثاني؟"]
)
def test_the_other_is_none_that_was_spoken_of(meant: Meant, text: str) -> None:
    assert "lima" not in meant(text, "lima")


@pytest.mark.parametrize(
    "text",
    [
        "I will not be able to come to Lima",
        "why is there no hotel in Lima",
        "je ne pourrai pas venir à Lima",
        "il n'y a pas de programme pour Lima ?",
        "no puedo ir a Lima",
        "¿no hay hotel en Lima?",
        "ainda não há agenda da reunião de Lima?",
        "я не приеду в Лиму",
        "почему нет программы Лимы",
        "ما عندي برنامج ليما",
        "hotel no curso de Lima",
    ],
)
def test_a_verb_that_is_denied_does_not_deny_the_meeting(meant: Meant, text: str) -> None:
    assert meant(text) == ["lima"]


@pytest.mark.parametrize(
    "text",
    [
        "the one after Lima",
        "the meeting after the Lima one, which hotel",
        "celle d'après Lima",
        "la réunion qui suit celle de Lima",
        "la reunión después de la de Lima",
        "la siguiente a Lima",
        "a que vem depois de Lima",
        "a reunião depois de Lima",
        "следующая после Лимы",
        "встреча после Лимы: где?",
        "الاجتماع اللي بعد ليما",
        "الاجتماع بعد ليما",
        "the one after the March meeting",
        "la réunion juste après Lima",
        "la reunión justo después de Lima",
        "сразу после Лимы встреча",
    ],
)
def test_the_one_after_another(meant: Meant, text: str) -> None:
    assert meant(text) == ["online"]


def test_what_comes_after_a_meeting_in_time_is_still_about_it(meant: Meant) -> None:
    assert meant("after Lima, when do we get the report of it") == ["lima"]
    assert meant("que lire avant Lima") == ["lima"]


@pytest.mark.parametrize(
    "text",
    [
        "the last meeting of this year",
        "the last one of the year, where is it",
        "la dernière de l'année, c'est où ?",
        "la última reunión del año",
        "a última reunião de 2025",
        "последняя встреча в этом году",
        "آخر اجتماع هذه السنة",
    ],
)
def test_the_last_of_the_year(meant: Meant, text: str) -> None:
    assert meant(text) == ["council-5"]


@pytest.mark.parametrize(
    "text",
    [
        "the second meeting in Peru",
        "la deuxième réunion au Pérou",
        "la segunda reunión en Perú",
        "вторая встреча в Перу",
    ],
)
def test_the_second_of_those_in_question(meant: Meant, text: str) -> None:
    assert meant(text) == ["cusco"]


def test_the_second_day_is_no_second_meeting(meant: Meant) -> None:
    assert meant("agenda of the second day", "lima") == ["lima"]
    assert meant("el primer día", "lima") == ["lima"]


@pytest.mark.parametrize(
    "text",
    [
        "the meeting in two weeks",
        "the one in a fortnight",
        "the one on the 18th",
        "in 15 days, which hotel",
        "celle dans quinze jours",
        "d'ici deux semaines, quel hôtel",
        "celle du 18",
        "la de dentro de 15 días",
        "la del 18",
        "daqui a duas semanas",
        "a do dia 18",
        "через две недели",
        "встреча 18 марта",
        "بعد أسبوعين",
        "اجتماع يوم 18",
    ],
)
def test_in_two_weeks(meant: Meant, text: str) -> None:
    assert meant(text) == ["lima"]


@pytest.mark.parametrize(
    "text",
    [
        "the one at the end of June",
        "the meeting this summer",
        "celle de fin juin",
        "la réunion à la fin du mois de juin",
        "la reunión de finales de junio",
        "a reunião do final de junho",
        "в конце июня",
        "встреча летом",
        "نهاية شهر يونيو",
        "اجتماع الصيف",
    ],
)
def test_at_the_end_of_june(meant: Meant, text: str) -> None:
    assert meant(text) == ["cusco"]


@pytest.mark.parametrize(
    "text", ["this autumn", "in the fall", "cet automne", "en otoño", "no outono", "осенью", "في الخريف"]
)
def test_in_autumn(meant: Meant, text: str) -> None:
    assert meant(f"{text}, what is the programme") == ["council-5"]


@pytest.mark.parametrize(
    "text",
    [
        "hotel for the meeting in Japan",
        "l'hôtel de la réunion au Japon",
        "hotel de la reunión en Japón",
        "hotel da reunião no Japão",
        "гостиница для встречи в Японии",
        "فندق الاجتماع في اليابان",
    ],
)
def test_a_country_where_none_is(meant: Meant, text: str) -> None:
    assert meant(text) == []


@pytest.mark.parametrize(
    "text",
    ["do Japanese need a visa for Lima", "je suis du Japon, faut-il un visa pour Lima", "гражданам Японии в Лиму"],
)
def test_where_the_asker_is_from_is_no_place_of_a_meeting(meant: Meant, text: str) -> None:
    assert meant(text) == ["lima"]


@pytest.mark.parametrize(
    "text",
    ["minutes of the fourth session", "quatrième session", "cuarta sesión", "четвёртая сессия", "الدورة الرابعة"],
)
def test_two_words_of_a_title_that_no_other_has(meant: Meant, text: str) -> None:
    assert meant(text) == ["council-4"]
