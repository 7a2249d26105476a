"""Meetings by title, city, country, people, format, month or day, in six languages and in other letters."""

from datetime import UTC, date, datetime
from typing import Any, Final

import pytest

from bot.domain.content import Pack
from bot.questions.lexicon import Lexicons
from bot.questions.meetings import Calendar
from bot.questions.normalise import fold, words
from bot.questions.reading import Reader
from tests.questions.other_pack import _meeting as meeting

NOW = datetime(2025, 3, 3, 9, tzinfo=UTC)
"""A Monday."""

MEETINGS: Final[list[dict[str, Any]]] = [
    meeting(
        "almaty",
        {
            "en": "Regional Seminar on Illicit Trafficking of Radioactive Sources",
            "fr": "Séminaire régional sur le trafic illicite de sources radioactives",
            "ru": "Региональный семинар по незаконному обороту радиоактивных источников",
            "es": "Seminario regional sobre tráfico ilícito de fuentes radiactivas",
            "pt": "Seminário regional sobre tráfico ilícito de fontes radioativas",
            "ar": "الندوة الإقليمية حول الاتجار غير المشروع بالمصادر المشعة",
        },
        {"en": "Almaty", "fr": "Almaty", "ru": "Алматы", "ar": "ألماتي", "es": "Almaty", "pt": "Almaty"},
        "KZ",
        "2025-02-25/2025-02-27",
    ),
    meeting(
        "webinar",
        {
            "en": "Webinar on Laboratory Waste",
            "fr": "Webinaire sur les déchets de laboratoire",
            "ru": "Вебинар по лабораторным отходам",
            "es": "Webinario sobre residuos de laboratorio",
            "pt": "Webinário sobre resíduos de laboratório",
            "ar": "ندوة إلكترونية حول نفايات المختبرات",
        },
        {"en": "Online", "fr": "En ligne"},
        "BE",
        "2025-03-20/2025-03-20",
        format="online",
    ),
    meeting(
        "rabat",
        {
            "en": "Heads of Secretariat Retreat",
            "fr": "Retraite des chefs de secrétariat",
            "ru": "Выездное совещание глав секретариатов",
            "es": "Retiro de jefes de secretaría",
            "pt": "Retiro dos chefes de secretariado",
            "ar": "خلوة رؤساء الأمانات",
        },
        {"en": "Rabat", "fr": "Rabat", "ru": "Рабат", "ar": "الرباط", "es": "Rabat", "pt": "Rabat"},
        "MA",
        "2025-04-08/2025-04-09",
    ),
    meeting(
        "batumi",
        {
            "en": "Chemical Incident Field Exercise",
            "fr": "Exercice de terrain sur les incidents chimiques",
            "ru": "Полевые учения по химическим инцидентам",
            "es": "Ejercicio de campo sobre incidentes químicos",
            "pt": "Exercício de campo sobre incidentes químicos",
            "ar": "تمرين ميداني على الحوادث الكيميائية",
        },
        {"en": "Batumi", "fr": "Batoumi", "ru": "Батуми", "ar": "باتومي", "es": "Batumi", "pt": "Batumi"},
        "GE",
        "2025-05-19/2025-05-23",
    ),
    meeting(
        "maputo",
        {
            "en": "Training of Trainers for Customs Officers",
            "fr": "Formation de formateurs pour douaniers",
            "ru": "Обучение инструкторов для таможенников",
            "es": "Formación de formadores para aduaneros",
            "pt": "Formação de formadores para funcionários aduaneiros",
            "ar": "تدريب المدربين لموظفي الجمارك",
        },
        {"en": "Maputo", "fr": "Maputo", "ru": "Мапуту", "ar": "مابوتو", "es": "Maputo", "pt": "Maputo"},
        "MZ",
        "2025-09-16/2025-09-18",
    ),
    meeting(
        "valencia",
        {
            "en": "International Forum of National Focal Points",
            "fr": "Forum international des points focaux nationaux",
            "ru": "Международный форум национальных координаторов",
            "es": "Foro internacional de puntos focales nacionales",
            "pt": "Fórum internacional de pontos focais nacionais",
            "ar": "المنتدى الدولي لنقاط الاتصال الوطنية",
        },
        {"en": "Valencia", "fr": "Valence", "ru": "Валенсия", "ar": "فالنسيا", "es": "Valencia", "pt": "Valência"},
        "ES",
        "2025-11-25/2025-11-26",
        format="hybrid",
    ),
]

ASKED: Final = {
    "batumi": [
        "hotel in batumy",
        "batoumi c quand",
        "когда батумское",
        "the georgian meeting",
        "la réunion géorgienne",
        "la reunión georgiana",
        "a reunião georgiana",
        "у грузин когда",
        "вы едете в грузию?",
        "الاجتماع الجورجي",
        "اجتماع جورجيا",
        "gruzia kogda",
        "batumi visa pls",
        "field exrcise dates",
        "полевых учениях программа",
        "chemical incident",
        "incidents chimiques",
        "the may meeting",
        "19 May",
        "CIFE agenda",
    ],
    "almaty": [
        "almata seminar slides",
        "алматинский семинар материалы",
        "trafficking seminar report",
        "trafic illicite",
        "tráfico ilícito",
        "оборот радиоактивных",
        "المصادر المشعة",
        "kazakh meeting minutes",
        "казахстанская встреча",
        "last week's meeting",
        "the one in february",
        "la réunion de février",
        "el seminario kazajo",
    ],
    "webinar": [
        "the online one",
        "the virtual meeting",
        "celle en ligne",
        "la virtual",
        "a online",
        "онлайн которая",
        "الاجتماع عن بعد",
        "webinar link",
        "ссылка на вебинар",
        "lab waste",
        "déchets de labo",
        "lien pr le webinaire",
        "next meeting agenda",
        "prochaine réunion",
        "ближайшая встреча",
        "the meeting this month",
        "в этом месяце",
        "le 20 mars",
        "20.03",
        "on the 20th",
        "celle du 20",
    ],
    "rabat": [
        "la retraite à Rabat",
        "retreat",
        "رباط متى",
        "الاجتماع في المغرب",
        "moroccan meeting",
        "la reunión marroquí",
        "a reunião em Marrocos",
        "марокканская встреча",
        "в марокко",
        "heads of secretariat",
        "chefs de secrétariat",
        "next month",
        "le mois prochain",
        "el mes que viene",
        "mês que vem",
        "в следующем месяце",
        "الشهر القادم",
        "начало апреля",
        "early april",
        "the one after the webinar",
        "la suivante après le webinaire",
        "la que viene después del webinario",
        "rabaat",
    ],
    "maputo": [
        "mozambique",
        "moçambicana",
        "мозамбикская",
        "training of trainers",
        "formation de formateurs",
        "obuchenie instruktorov",
        "تدريب المدربين",
        "customs training",
        "in september",
        "rentrée de septembre",
        "setembro",
        "не валенсия а мапуту",
        "maputto",
        "the one before valencia",
        "celle d'avant Valence",
        "la anterior a Valencia",
    ],
    "valencia": [
        "اجتماع اسبانيا",
        "valensia",
        "foro internacional",
        "форум координаторов",
        "NFP forum",
        "forum des PFN",
        "last meeting of the year",
        "derniere réunion de l'année",
        "последнее мероприятие года",
        "آخر اجتماع في السنة",
        "end of the year",
        "en fin d'année",
        "a finales de año",
        "no fim do ano",
        "в конце года",
        "نهاية العام",
        "the hybrid one",
        "la hybride",
        "la híbrida",
        "гибридная",
        "finales de noviembre",
        "IFNFP",
        "fin novembre",
    ],
    None: [
        "hotel in tokyo",
        "hôtel pour Oslo",
        "встреча в Перу",
        "the brussels meeting",
        "la reunión de Lima",
        "اجتماع باريس",
        "meeting in december",
        "the 2023 meeting",
    ],
}
"""What is meant (none where the pack has nothing of the kind), and how it is asked for."""


@pytest.fixture(scope="module")
def reader(lexicons: Lexicons) -> Reader:
    return Reader(_pack(), lexicons)


@pytest.fixture(scope="module")
def calendar() -> Calendar:
    return Calendar(_pack())


def _pack() -> Pack:
    return Pack.model_validate({"schema": 1, "default_language": "en", "timezone": "UTC", "meetings": MEETINGS})


@pytest.mark.parametrize(("key", "text"), [(key, text) for key, texts in ASKED.items() for text in texts])
def test_it_is_known_by(reader: Reader, calendar: Calendar, key: str | None, text: str) -> None:
    reading = reader.read(words(fold(text)), date(2025, 3, 3))
    assert calendar.at(NOW).of(reading, None) == ([key] if key else [])
