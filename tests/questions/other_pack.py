"""Another pack than the sample: several meetings, two of one name, a draft, one long over."""

from typing import Any

from bot.domain.content import Pack


def _meeting(
    key: str, title: dict[str, str], city: dict[str, str], country: str, days: str, **more: Any
) -> dict[str, Any]:
    starts, ends = days.split("/")
    where = {"city": city, "country": country, "timezone": "UTC", "starts": starts, "ends": ends}
    return {"id": key, "title": title, **where, **more}


KIGALI = {"en": "Kigali", "ar": "كيغالي", "ru": "Кигали"}
ALMATY = {"en": "Almaty", "fr": "Almaty", "ar": "ألماتي", "ru": "Алматы"}
LISBON = {"en": "Lisbon", "fr": "Lisbonne", "ar": "لشبونة", "ru": "Лиссабон", "es": "Lisboa", "pt": "Lisboa"}

MEETINGS = [
    _meeting(
        "forensics-kigali",
        {"en": "Regional Training on CBRN Forensics", "fr": "Formation régionale en criminalistique NRBC"},
        KIGALI,
        "RW",
        "2024-09-10/2024-09-12",
        aliases={"en": ["forensics training", "forensics course"], "fr": ["formation criminalistique"]},
    ),
    _meeting(
        "tabletop-almaty",
        {"en": "Table-Top Exercise on Border Security", "ru": "Штабные учения по безопасности границ"},
        ALMATY,
        "KZ",
        "2024-10-01/2024-10-02",
        aliases={"en": ["TTX", "border exercise"], "ru": ["учения по границам"]},
    ),
    _meeting(
        "steering-lisbon",
        {"en": "Steering Committee", "pt": "Comité Diretor", "es": "Comité Directivo", "fr": "Comité de pilotage"},
        LISBON,
        "PT",
        "2024-11-20/2024-11-20",
    ),
    _meeting(
        "webinar", {"en": "Webinar on Biosafety"}, {"en": "Online"}, "BE", "2024-09-25/2024-09-25", format="online"
    ),
    _meeting("secret", {"en": "Donor Retreat"}, {"en": "Vienna"}, "AT", "2024-12-01/2024-12-02", status="draft"),
    _meeting("steering-2023", {"en": "Steering Committee"}, {"en": "Oslo"}, "NO", "2023-11-20/2023-11-20"),
]

ROADMAP = {
    "id": "strategy-2024",
    "title": {"en": "Strategic Roadmap 2024–2027", "fr": "Feuille de route stratégique 2024-2027"},
    "period": [2024, 2027],
    "strands": [
        {
            "id": "labs",
            "title": {"en": "Laboratory networks", "fr": "Réseaux de laboratoires", "ru": "Сети лабораторий"},
        },
        {"id": "waste", "title": {"en": "Management of hazardous waste", "fr": "Gestion des déchets dangereux"}},
    ],
}

REGION = {
    "id": "west",
    "name": {"en": "Western Basin", "fr": "Bassin occidental", "ru": "Западный бассейн"},
    "countries": ["MA", "SN", "PT"],
    "secretariat": {"city": {"en": "Dakar", "ru": "Дакар"}, "country": "SN"},
}

FAQ = {
    "id": "equipment",
    "title": {"en": "Requesting equipment", "fr": "Demander du matériel"},
    "questions": {
        "en": ["how do we request equipment", "can we get detectors"],
        "fr": ["comment demander du matériel"],
    },
    "answer": {"en": "…"},
}


def other() -> Pack:
    """The pack."""
    return Pack.model_validate(
        {
            "schema": 1,
            "default_language": "en",
            "timezone": "UTC",
            "meetings": MEETINGS,
            "roadmaps": [ROADMAP],
            "regions": [REGION],
            "faq": [FAQ],
        }
    )
