"""What people want done, the names of the menu typed out, and courtesies; with the concept that tells them apart."""

import pytest

from bot.questions.mind import Match
from tests.questions.conftest import Asking

BRUSSELS = "brussels-2023"


def _each(rows: dict[str, tuple[str, ...]]) -> list[tuple[str, str]]:
    return [(language, text) for language, texts in rows.items() for text in texts]


@pytest.mark.parametrize(
    ("language", "text"),
    _each(
        {
            "en": ("ok", "alright then", "got it, thanks", "noted"),
            "fr": ("d'accord", "entendu", "très bien merci", "c'est noté"),
            "es": ("vale", "de acuerdo", "entendido gracias", "perfecto"),
            "pt": ("está bem", "combinado", "percebi, obrigado", "certo"),
            "ru": ("понятно", "хорошо", "ясно, спасибо", "договорились"),
            "ar": ("طيب", "حسنا", "فهمت شكرا", "تمام"),
        }
    ),
)
def test_all_right_is_small_talk(ask: Asking, language: str, text: str) -> None:
    understood = ask(text, language=language)
    assert understood.matches == (Match("smalltalk", None),)
    assert "acknowledge" in understood.concepts


@pytest.mark.parametrize(
    ("language", "text"),
    _each(
        {
            "en": ("goodbye", "see you in Brussels"),
            "fr": ("au revoir", "à bientôt"),
            "es": ("adiós", "hasta pronto"),
            "pt": ("tchau", "até breve"),
            "ru": ("до свидания", "всего доброго"),
            "ar": ("مع السلامة", "إلى اللقاء"),
        }
    ),
)
def test_so_is_goodbye(ask: Asking, language: str, text: str) -> None:
    understood = ask(text, language=language)
    assert understood.matches == (Match("smalltalk", None),)
    assert "goodbye" in understood.concepts


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "ok so where do I sleep in Brussels"),
        ("fr", "d'accord, quel hôtel à Bruxelles ?"),
        ("es", "vale, ¿y hotel en Bruselas?"),
        ("pt", "certo, e o hotel de Bruxelas?"),
        ("ru", "понятно, а где жить в Брюсселе"),
        ("ar", "طيب وين فندق بروكسل"),
    ],
)
def test_a_question_that_begins_with_all_right_is_a_question(ask: Asking, language: str, text: str) -> None:
    assert ask(text, language=language).matches == (Match("meeting.hotel", BRUSSELS),)


MENU = {
    "en": ("Meetings", "All regions", "Roadmap"),
    "fr": ("Réunions", "Toutes les régions", "Feuille de route"),
    "es": ("Reuniones", "Todas las regiones", "Hoja de ruta"),
    "pt": ("Reuniões", "Todas as regiões", "Roteiro"),
    "ru": ("Встречи", "Все регионы", "Дорожная карта"),
    "ar": ("الاجتماعات", "كل المناطق", "خارطة الطريق"),
}


@pytest.mark.parametrize("language", MENU)
def test_the_menu_can_be_typed(ask: Asking, language: str) -> None:
    found = [ask(text, language=language).matches for text in MENU[language]]
    assert found == [
        (Match("meeting.list", "all"),),
        (Match("region.list", "all"),),
        (Match("roadmap.overview", "interregional-2023-2024"),),
    ]


@pytest.mark.parametrize(
    ("language", "text", "concept"),
    [
        ("en", "privacy", "privacy"),
        ("fr", "protection des données", "privacy"),
        ("es", "¿quién lee mis mensajes?", "privacy"),
        ("pt", "apagar os meus dados", "forget_me"),
        ("ru", "удалите мои данные", "forget_me"),
        ("ar", "الخصوصية", "privacy"),
        ("en", "about this bot", "about_bot"),
        ("fr", "à qui est ce bot ?", "about_bot"),
        ("es", "acerca de este bot", "about_bot"),
        ("pt", "de quem é este bot", "about_bot"),
        ("ru", "кто стоит за этим ботом", "about_bot"),
        ("ar", "حول البوت", "about_bot"),
    ],
)
def test_what_is_about_the_bot_itself_is_told_by_its_concept(
    ask: Asking, language: str, text: str, concept: str
) -> None:
    understood = ask(text, language=language)
    assert understood.matches == (Match("smalltalk", None),)
    assert concept in understood.concepts


@pytest.mark.parametrize(
    ("language", "text"),
    _each(
        {
            "en": ("settings", "please fix my country", "my timezone is off, change it", "change my region"),
            "fr": ("réglages", "corriger mon pays", "mauvais fuseau horaire"),
            "es": ("ajustes", "me pusieron un país equivocado", "modificar mi huso horario"),
            "pt": ("definições", "corrijam o meu país", "alterar o fuso horário"),
            "ru": ("настройки", "исправьте мою страну", "неверный часовой пояс"),
            "ar": ("الإعدادات", "غير بلدي", "صحح المنطقة الزمنية"),
        }
    ),
)
def test_settings_are_told_by_their_concept(ask: Asking, language: str, text: str) -> None:
    understood = ask(text, language=language)
    assert understood.matches == (Match("do.language", None),)
    assert "settings" in understood.concepts


@pytest.mark.parametrize(
    ("language", "text"),
    _each(
        {
            "en": ("I won't make it to Brussels", "unable to come to Brussels, sorry"),
            "fr": ("je ne viendrai pas à Bruxelles", "impossible pour moi d'aller à Bruxelles"),
            "es": ("no puedo asistir a Bruselas", "lamento no poder ir a Bruselas"),
            "pt": ("não vou poder ir a Bruxelas", "não consigo ir a Bruxelas"),
            "ru": ("в Брюссель приехать не смогу", "я не поеду в Брюссель"),
            "ar": ("لن أحضر اجتماع بروكسل", "ما بقدر اجي على بروكسل"),
        }
    ),
)
def test_not_coming_is_told_apart_from_coming(ask: Asking, language: str, text: str) -> None:
    understood = ask(text, language=language)
    assert understood.matches == (Match("do.rsvp", BRUSSELS),)
    assert "not_coming" in understood.concepts


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "count me in for Brussels"),
        ("fr", "je serai présent à Bruxelles"),
        ("es", "asistiré a Bruselas"),
        ("pt", "confirmo presença em Bruxelas"),
        ("ru", "я приеду в Брюссель"),
        ("ar", "سأحضر اجتماع بروكسل"),
    ],
)
def test_coming_is_not_told_as_not_coming(ask: Asking, language: str, text: str) -> None:
    understood = ask(text, language=language)
    assert understood.matches == (Match("do.rsvp", BRUSSELS),)
    assert "not_coming" not in understood.concepts


def test_who_cannot_come_and_asks_for_a_link_gets_the_link(ask: Asking) -> None:
    assert ask("I can't come to Brussels, is there a zoom link?").matches == (Match("meeting.remote", BRUSSELS),)


@pytest.mark.parametrize(
    ("language", "text", "topic"),
    [
        ("en", "notify me once the visa information for Brussels is published", "visa"),
        ("fr", "avertissez-moi quand le programme de Bruxelles sera disponible", "agenda"),
        ("es", "notifíquenme cuando publiquen los hoteles de Bruselas", "hotel"),
        ("pt", "me avise quando sair a agenda de Bruxelas", "agenda"),
        ("ru", "сообщите, когда появятся документы по Брюсселю", "documents"),
        ("ar", "أعلموني عندما تنشر وثائق بروكسل", "documents"),
    ],
)
def test_to_be_told_of_a_publication_is_about_its_topic(ask: Asking, language: str, text: str, topic: str) -> None:
    understood = ask(text, language=language)
    assert understood.matches == (Match(f"meeting.{topic}", BRUSSELS),)
    assert "notify" in understood.concepts


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "remind me a week before the meeting"),
        ("fr", "rappelez-moi la réunion deux jours avant"),
        ("es", "recuérdame la reunión el día antes"),
        ("pt", "lembre-me da reunião um dia antes"),
        ("ru", "напомните о встрече за неделю"),
        ("ar", "ذكروني بالاجتماع قبل أسبوع"),
    ],
)
def test_to_be_reminded_of_a_meeting_is_a_reminder(ask: Asking, language: str, text: str) -> None:
    understood = ask(text, language=language)
    assert understood.matches == (Match("do.reminders", None),)
    assert "notify" not in understood.concepts


@pytest.mark.parametrize(
    ("language", "text"),
    _each(
        {
            "en": ("ask the secretariat", "pass this on", "I want a human"),
            "fr": ("posez la question au secrétariat, demandez-leur", "faites suivre", "je veux parler à un humain"),
            "es": ("pregúntale a la secretaría", "reenvíalo a la secretaría", "quiero un humano"),
            "pt": ("pergunte ao secretariado", "encaminhe isto ao secretariado", "quero falar com uma pessoa"),
            "ru": ("спросите у секретариата", "передайте это в секретариат", "мне нужен живой человек"),
            "ar": ("اسألوا الأمانة", "انقلوا هذا إلى الأمانة", "أريد شخصا حقيقيا"),
        }
    ),
)
def test_to_have_it_passed_on_is_for_a_human(ask: Asking, language: str, text: str) -> None:
    assert ask(text, language=language).matches == (Match("handover", None),)
