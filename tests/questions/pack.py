"""A pack to ask about: the sample's meetings, regions, roadmap and questions, by name only."""

from typing import Any

from bot.domain.content import Pack

_LANGUAGES = ("en", "fr", "ar", "ru", "es", "pt")


def _in_all(*texts: str) -> dict[str, str]:
    return dict(zip(_LANGUAGES, texts, strict=True))


def _words(**lists: str) -> dict[str, list[str]]:
    return {language: written.split(", ") for language, written in lists.items()}


_CITIES = {
    "tbilisi": _in_all("Tbilisi", "Tbilissi", "تبليسي", "Тбилиси", "Tiflis", "Tbilisi"),
    "brussels": _in_all("Brussels", "Bruxelles", "بروكسل", "Брюссель", "Bruselas", "Bruxelas"),
    "rabat": _in_all("Rabat", "Rabat", "الرباط", "Рабат", "Rabat", "Rabat"),
    "tashkent": _in_all("Tashkent", "Tachkent", "طشقند", "Ташкент", "Taskent", "Tashkent"),
    "nairobi": _in_all("Nairobi", "Nairobi", "نيروبي", "Найроби", "Nairobi", "Nairóbi"),
    "abu-dhabi": _in_all("Abu Dhabi", "Abou Dhabi", "أبوظبي", "Абу-Даби", "Abu Dabi", "Abu Dhabi"),
    "amman": _in_all("Amman", "Amman", "عمّان", "Амман", "Amán", "Amã"),
    "algiers": _in_all("Algiers", "Alger", "الجزائر العاصمة", "Алжир", "Argel", "Argel"),
    "manila": _in_all("Manila", "Manille", "مانيلا", "Манила", "Manila", "Manila"),
}

_MEETINGS: list[dict[str, Any]] = [
    {
        "id": "tbilisi-2023",
        "title": _in_all(
            "Heads of Secretariat Meeting",
            "Réunion des chefs de secrétariat",
            "اجتماع رؤساء الأمانات",
            "Совещание глав секретариатов",
            "Reunión de jefes de secretaría",
            "Reunião dos chefes de secretariado",
        ),
        "aliases": _words(
            en="Tbilisi meeting, heads of sec, HoS meeting",
            fr="réunion de Tbilissi, Tiflis",
            ar="اجتماع تبليسي, رؤساء الامانة",
            ru="встреча глав секретариатов, тбилисская встреча",
            es="reunión de Tiflis, jefes de secretariado",
            pt="reunião de Tbilisi, chefes dos secretariados, chefes de secretaria",
        ),
        "format": "hybrid",
        "city": _CITIES["tbilisi"],
        "country": "GE",
        "timezone": "Asia/Tbilisi",
        "starts": "2023-05-03",
        "ends": "2023-05-04",
    },
    {
        "id": "brussels-2023",
        "title": _in_all(
            "International NFPs Meeting",
            "Réunion internationale des points focaux nationaux",
            "الاجتماع الدولي لنقاط الاتصال الوطنية",
            "Международная встреча национальных координаторов",
            "Reunión internacional de puntos focales nacionales",
            "Reunião internacional dos pontos focais nacionais",
        ),
        "aliases": _words(
            en="NFP meeting, Brussels meeting, focal points meeting, bxl",
            fr="réunion des PFN, réunion de Bruxelles, réunion des points focaux, bxl",
            ar="اجتماع بروكسل, اجتماع نقاط الاتصال",
            ru="встреча НКЦ, брюссельская встреча, встреча координаторов",
            es="reunión de Bruselas, reunión de puntos focales",
            pt="reunião de Bruxelas, reunião dos pontos focais",
        ),
        "city": _CITIES["brussels"],
        "country": "BE",
        "timezone": "Europe/Brussels",
        "starts": "2023-06-14",
        "ends": "2023-06-15",
    },
]


def _region(key: str, city: str, country: str, countries: str, names: dict[str, str], **aliases: str) -> dict[str, Any]:
    return {
        "id": key,
        "name": names,
        "aliases": _words(**aliases),
        "secretariat": {"city": _CITIES[city], "country": country},
        "countries": countries.split(),
    }


_REGIONS = [
    _region(
        "aaf",
        "rabat",
        "MA",
        "BJ CM CI GA GN LR MR MA SN SL TG",
        _in_all(
            "African Atlantic Façade",
            "Façade atlantique africaine",
            "الواجهة الأطلسية الأفريقية",
            "Африканское атлантическое побережье",
            "Fachada Atlántica Africana",
            "Fachada Atlântica Africana",
        ),
        en="AAF",
        fr="façade atlantique",
    ),
    _region(
        "ca",
        "tashkent",
        "UZ",
        "AF KZ KG MN PK TJ UZ",
        _in_all("Central Asia", "Asie centrale", "آسيا الوسطى", "Центральная Азия", "Asia Central", "Ásia Central"),
        en="CA",
    ),
    _region(
        "eca",
        "nairobi",
        "KE",
        "BI CD ET GH KE MW RW SC TZ UG ZM",
        _in_all(
            "Eastern and Central Africa",
            "Afrique orientale et centrale",
            "شرق ووسط أفريقيا",
            "Восточная и Центральная Африка",
            "África Oriental y Central",
            "África Oriental e Central",
        ),
        en="ECA, East Africa",
        fr="Afrique de l'Est",
    ),
    _region(
        "gcc",
        "abu-dhabi",
        "AE",
        "BH KW OM QA SA AE",
        _in_all(
            "Gulf Cooperation Council Countries",
            "Pays du Conseil de coopération du Golfe",
            "دول مجلس التعاون الخليجي",
            "Страны Совета сотрудничества арабских государств Персидского залива",
            "Países del Consejo de Cooperación del Golfo",
            "Países do Conselho de Cooperação do Golfo",
        ),
        en="GCC, Gulf, gulf region",
        fr="CCG, Golfe, pays du Golfe",
        ar="الخليج, دول الخليج",
        ru="ССАГПЗ, Персидский залив, страны залива, залив",
        es="CCG, Golfo",
        pt="CCG, Golfo",
    ),
    _region(
        "mie",
        "amman",
        "JO",
        "IQ JO LB",
        _in_all("Middle East", "Moyen-Orient", "الشرق الأوسط", "Ближний Восток", "Oriente Medio", "Médio Oriente"),
        en="MIE",
        fr="Proche-Orient",
        es="Medio Oriente",
        pt="Oriente Médio",
    ),
    _region(
        "nas",
        "algiers",
        "DZ",
        "DZ BF TD LY ML NE TN",
        _in_all(
            "North Africa and Sahel",
            "Afrique du Nord et Sahel",
            "شمال أفريقيا والساحل",
            "Северная Африка и Сахель",
            "Norte de África y Sahel",
            "Norte de África e Sahel",
        ),
        en="NAS, Sahel, North Africa",
        fr="Sahel, Afrique du Nord",
        ru="Сахель, Северная Африка",
        es="Sahel",
        pt="Sahel, Norte da África",
    ),
    _region(
        "sea",
        "manila",
        "PH",
        "BN KH ID LA MY MM PH SG TH VN",
        _in_all(
            "South East Asia",
            "Asie du Sud-Est",
            "جنوب شرق آسيا",
            "Юго-Восточная Азия",
            "Sudeste Asiático",
            "Sudeste Asiático",
        ),
        en="SEA, Southeast Asia",
    ),
    _region(
        "seee",
        "tbilisi",
        "GE",
        "AL AM AZ BA GE MD ME MK RS UA",
        _in_all(
            "South East and Eastern Europe",
            "Europe du Sud-Est et orientale",
            "جنوب شرق وشرق أوروبا",
            "Юго-Восточная и Восточная Европа",
            "Europa Sudoriental y Oriental",
            "Europa do Sudeste e Oriental",
        ),
        en="SEEE, Southeast Europe, Eastern Europe",
    ),
]

_ROADMAP: dict[str, Any] = {
    "id": "interregional-2023-2024",
    "title": _in_all(
        "Interregional Roadmap 2023–2024",
        "Feuille de route interrégionale 2023-2024",
        "خارطة الطريق الأقاليمية 2023-2024",
        "Межрегиональная дорожная карта на 2023–2024 годы",
        "Hoja de ruta interregional 2023-2024",
        "Roteiro inter-regional 2023-2024",
    ),
    "period": [2023, 2024],
    "strands": [
        {
            "id": "cooperation",
            "title": _in_all(
                "Enhancing cooperation",
                "Renforcer la coopération",
                "تعزيز التعاون",
                "Укрепление сотрудничества",
                "Reforzar la cooperación",
                "Reforçar a cooperação",
            ),
        },
        {
            "id": "ownership",
            "title": _in_all(
                "Strengthening local ownership and sustainability",
                "Renforcer l'appropriation locale et la durabilité",
                "تعزيز الملكية المحلية والاستدامة",
                "Усиление местной ответственности и устойчивости",
                "Fortalecer la apropiación local y la sostenibilidad",
                "Reforçar a apropriação local e a sustentabilidade",
            ),
            "aliases": _words(
                en="countries take over the projects",
                fr="prise en main par les pays",
                es="que los países asuman los proyectos",
                pt="os países assumirem os projetos",
                ru="страны берут проекты на себя",
                ar="تولي الدول للمشاريع",
            ),
        },
        {
            "id": "impact",
            "title": _in_all(
                "Maximizing the impact of capacity-building projects",
                "Maximiser l'impact des projets de renforcement des capacités",
                "تعظيم أثر مشاريع بناء القدرات",
                "Повышение отдачи от проектов по наращиванию потенциала",
                "Maximizar el impacto de los proyectos de creación de capacidades",
                "Maximizar o impacto dos projetos de capacitação",
            ),
            "aliases": _words(
                en="effect of trainings, measuring impact",
                fr="effet des formations, mesurer l'effet",
                ru="влияние проектов, эффект обучения",
                es="efecto de las formaciones",
                pt="efeito das formações, reforço de capacidades",
                ar="تأثير التدريب, قياس الأثر",
            ),
        },
        {
            "id": "visibility",
            "title": _in_all(
                "Increasing the visibility of achievements by partner countries",
                "Accroître la visibilité des réalisations des pays partenaires",
                "إبراز إنجازات الدول الشريكة",
                "Повышение видимости достижений стран-партнёров",
                "Aumentar la visibilidad de los logros de los países asociados",
                "Aumentar a visibilidade dos resultados dos países parceiros",
            ),
            "aliases": _words(
                en="our successes, success stories",
                fr="nos succès, faire connaître",
                ru="наши успехи, рассказать об успехах",
                es="nuestros éxitos, dar a conocer los éxitos",
                pt="nossos sucessos, divulgar os sucessos",
                ar="نجاحاتنا, التعريف بالنجاحات",
            ),
        },
    ],
}

_FAQ: list[dict[str, Any]] = [
    {
        "id": "osa-project-94",
        "title": _in_all(
            "Project 94: On-Site Technical Assistance (OSA)",
            "Projet 94 : assistance technique sur site (OSA)",
            "المشروع 94: المساعدة التقنية في الموقع (OSA)",
            "Проект 94: техническая помощь на местах (OSA)",
            "Proyecto 94: asistencia técnica in situ (OSA)",
            "Projeto 94: assistência técnica no local (OSA)",
        ),
        "questions": _words(
            en="what is OSA, what is project 94, who runs on-site assistance",
            fr="c'est quoi OSA, qu'est-ce que le projet 94",
            ar="ما هو المشروع 94, ما معنى OSA",
            ru="что такое OSA, что такое проект 94, проект П94",
            es="qué es OSA, qué es el proyecto 94",
            pt="o que é OSA, o que é o projeto 94, projeto P94",
        ),
    },
    {
        "id": "nfp-role",
        "title": _in_all(
            "The role of a National Focal Point",
            "Le rôle d'un point focal national",
            "دور نقطة الاتصال الوطنية",
            "Роль национального координатора",
            "Las funciones de un punto focal nacional",
            "O papel de um ponto focal nacional",
        ),
        "questions": _words(
            en="what does an NFP do, what do I have to do as NFP, I was appointed NFP",
            fr="que fait un PFN, je viens d'être nommé point focal que faire",
            ar="ما هي مهام نقطة الاتصال, ماذا تعمل نقطة الاتصال, عينوني نقطة اتصال ماذا أفعل",
            ru="что делает НКЦ, обязанности национального координатора, меня назначили НКЦ что делать",
            es="qué hace un punto focal, me nombraron punto focal qué hago",
            pt="o que faz um ponto focal, fui nomeado ponto focal o que faço",
        ),
    },
    {
        "id": "anniversaries",
        "title": _in_all("Anniversaries", "Anniversaires", "الذكرى السنوية", "Юбилеи", "Aniversarios", "Aniversários"),
        "questions": _words(
            en="10 years of the secretariats, which anniversary do we celebrate, when is the anniversary",
            fr="dix ans des secrétariats, quel anniversaire fête-t-on",
            ar="عشر سنوات على الأمانات, متى الاحتفال بالذكرى",
            ru="какой юбилей отмечаем, 10 лет секретариатам",
            es="qué aniversario se celebra, 10 años de las secretarías",
            pt="que aniversário celebramos, 10 anos dos secretariados",
        ),
    },
    {
        "id": "cbrn-coe",
        "title": _in_all(
            "CBRN Centres of Excellence",
            "Les Centres d'excellence NRBC",
            "مراكز التميز الكيميائية والبيولوجية والإشعاعية والنووية",
            "Центры передового опыта ХБРЯ",
            "Centros de Excelencia NRBQ",
            "Centros de Excelência QBRN",
        ),
        "questions": _words(
            en="what are the Centres of Excellence, what is the EU CBRN CoE",
            fr="c'est quoi les centres d'excellence",
            ar="ما هي مراكز التميز",
            ru="что такое центры передового опыта",
            es="qué son los centros de excelencia",
            pt="o que são os centros de excelência",
        ),
    },
]


def sample() -> Pack:
    """The pack, as its members see it."""
    answer = {"en": "…"}
    return Pack.model_validate(
        {
            "schema": 1,
            "default_language": "en",
            "timezone": "Europe/Brussels",
            "regions": _REGIONS,
            "meetings": _MEETINGS,
            "roadmaps": [_ROADMAP],
            "faq": [entry | {"answer": answer} for entry in _FAQ],
        }
    )
