# ruff: noqa: E501 - a table of six languages reads best in rows
"""The sample pack with as many meetings as one likes, called and dated as such meetings are."""

from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from itertools import islice
from typing import Any, Final

from pydantic_core import to_jsonable_python

from bot import cldr
from bot.domain.content import Pack
from bot.render.languages import Names
from storage.packs.countries import known_countries

LANGUAGES: Final = ("en", "fr", "ar", "ru", "es", "pt")

KINDS: Final = (
    ("Regional workshop", "Atelier régional", "حلقة عمل إقليمية", "Региональный семинар", "Taller regional", "Seminário regional"),
    ("Training", "Formation", "تدريب", "Учебный курс", "Formación", "Formação"),
    ("Field exercise", "Exercice de terrain", "تمرين ميداني", "Полевые учения", "Ejercicio de campo", "Exercício de campo"),
    ("Round table", "Table ronde", "مائدة مستديرة", "Круглый стол", "Mesa redonda", "Mesa-redonda"),
    ("Webinar", "Webinaire", "ندوة عبر الإنترنت", "Вебинар", "Seminario web", "Webinário"),
    ("Expert meeting", "Réunion d’experts", "اجتماع الخبراء", "Встреча экспертов", "Reunión de expertos", "Reunião de peritos"),
    ("Study visit", "Visite d’étude", "زيارة دراسية", "Учебная поездка", "Visita de estudio", "Visita de estudo"),
)  # fmt: skip

SUBJECTS: Final = (
    ("forensics", "criminalistique", "الأدلة الجنائية", "криминалистика", "ciencia forense", "ciência forense"),
    ("border control", "contrôle aux frontières", "مراقبة الحدود", "пограничный контроль", "control fronterizo", "controlo de fronteiras"),
    ("chemical waste", "déchets chimiques", "النفايات الكيميائية", "химические отходы", "residuos químicos", "resíduos químicos"),
    ("biosafety in laboratories", "biosécurité des laboratoires", "السلامة البيولوجية في المختبرات", "биобезопасность лабораторий", "bioseguridad en laboratorios", "biossegurança em laboratórios"),
    ("radioactive sources", "sources radioactives", "المصادر المشعة", "радиоактивные источники", "fuentes radiactivas", "fontes radioativas"),
    ("first responders", "premiers intervenants", "المستجيبون الأوائل", "службы быстрого реагирования", "primeros intervinientes", "socorristas"),
    ("crisis communication", "communication de crise", "التواصل في الأزمات", "кризисная коммуникация", "comunicación de crisis", "comunicação de crise"),
    ("dual-use goods", "biens à double usage", "السلع ذات الاستخدام المزدوج", "товары двойного назначения", "productos de doble uso", "bens de dupla utilização"),
    ("national action plans", "plans d’action nationaux", "خطط العمل الوطنية", "национальные планы действий", "planes de acción nacionales", "planos de ação nacionais"),
    ("epidemic surveillance", "veille épidémiologique", "الترصد الوبائي", "эпидемиологический надзор", "vigilancia epidemiológica", "vigilância epidemiológica"),
    ("mass events", "grands rassemblements", "التجمعات الحاشدة", "массовые мероприятия", "eventos masivos", "grandes eventos"),
    ("decontamination", "décontamination", "إزالة التلوث", "деконтаминация", "descontaminación", "descontaminação"),
    ("medical preparedness", "préparation médicale", "التأهب الطبي", "медицинская готовность", "preparación médica", "preparação médica"),
)  # fmt: skip

FIRST: Final = date(2021, 1, 11)
LAST: Final = date(2025, 12, 1)
AIRED: Final = "when", "where", "agenda", "hotel", "visa"
"""What is told of every meeting."""


def pack_with(sample: Pack, names: Mapping[str, Names], meetings: int) -> Pack:
    """The sample with that many meetings (its own first), held from 2021 to 2025 all over the world."""
    more = max(0, meetings - len(sample.meetings))
    pack = to_jsonable_python(sample, by_alias=True)
    pack["meetings"] = [*pack["meetings"], *islice(_meetings(names, more), more)][:meetings]
    context = {
        "languages": frozenset(LANGUAGES),
        "countries": known_countries(),
        "default_language": sample.default_language,
        "timezone": sample.timezone,
    }
    return Pack.model_validate(pack, context=context)


def _meetings(names: Mapping[str, Names], count: int) -> Iterator[dict[str, Any]]:
    places = [
        (zone, country)
        for country in sorted(known_countries())
        for zone in cldr.zones(country)[:1]
        if zone in names["en"].zones
    ]
    for number in range(count):
        zone, country = places[number * 7 % len(places)]
        kind, subject = KINDS[number % len(KINDS)], SUBJECTS[number // 3 % len(SUBJECTS)]
        starts = FIRST + (LAST - FIRST) * number // count
        city = {language: names[language].zone(zone) for language in LANGUAGES}
        each = list(zip(LANGUAGES, kind, subject, strict=True))
        yield {
            "id": f"meeting-{number}",
            "title": {language: f"{what}: {on}" for language, what, on in each},
            "aliases": {
                language: [
                    f"{what} {city[language]}",
                    f"{what} {starts.year} {city[language]}",
                    f"{on} {city[language]}",
                ]
                for language, what, on in each
            },
            "city": city,
            "country": country,
            "timezone": zone,
            "starts": starts.isoformat(),
            "ends": (starts + timedelta(days=number % 4)).isoformat(),
            "details": {topic: {language: f"{what}: {on}." for language, what, on in each} for topic in AIRED},
            "visibility": "public" if number % 5 == 0 else "members",
            "audience": {"roles": ["nfp"]} if number % 10 == 1 else {},
        }
