"""What people say of their access, their data and the messages that they are sent; and what only sounds like it."""

import pytest

from bot.questions.mind import Match
from tests.questions.conftest import Asking

SMALLTALK, REMINDERS = Match("smalltalk", None), Match("do.reminders", None)
WISHES = frozenset({"access", "access_requests", "bot_access", "forget_me", "my_data", "stepping_down"})

ACCESS = [
    ("en", "how do I get access?"),
    ("en", "How do I get an invitation for this bot"),
    ("en", "can I register as the focal point for Kenya here"),
    ("fr", "comment obtenir l'accès ?"),
    ("fr", "Bonjour, je voudrais m'inscrire comme point focal"),
    ("fr", "je veux rejoindre le bot"),
    ("ar", "كيف أحصل على صلاحية الوصول؟"),
    ("ar", "كيف أسجل في البوت كنقطة اتصال"),
    ("ar", "بدي دعوة للبوت"),
    ("ru", "как получить доступ?"),
    ("ru", "Добавьте меня, пожалуйста, в качестве координатора: как зарегистрироваться в боте?"),
    ("ru", "kak poluchit dostup k botu"),
    ("es", "¿cómo consigo acceso?"),
    ("es", "quiero registrarme como punto focal"),
    ("pt", "como posso ter acesso?"),
    ("pt", "preciso de um convite para o bot"),
]

FORGET = [
    ("en", "forget me"),
    ("en", "pls delete all my data"),
    ("fr", "oubliez-moi"),
    ("fr", "supprime mon compte stp"),
    ("ar", "احذفوا بياناتي لو سمحتم"),
    ("ar", "شيلوا معلوماتي، شيلوا بياناتي"),
    ("ar", "انسوني"),
    ("ar", "emsa7 bayanati"),
    ("ru", "удалите мои данные"),
    ("ru", "забудь меня"),
    ("ru", "udalite moi dannye"),
    ("es", "olvídame"),
    ("es", "borren todos mis datos por favor"),
    ("pt", "apaguem os meus dados"),
    ("pt", "exclua minha conta"),
]

MY_DATA = [
    ("en", "what do you know about me"),
    ("en", "send me my data"),
    ("fr", "qu'est-ce que vous savez sur moi ?"),
    ("fr", "exporter mes données"),
    ("ar", "ماذا تعرف عني؟"),
    ("ar", "ابعتولي بياناتي"),
    ("ru", "что вы обо мне знаете?"),
    ("ru", "пришлите мне мои данные"),
    ("es", "¿qué datos tienen de mí?"),
    ("es", "mándenme mis datos"),
    ("pt", "o que vocês sabem sobre mim?"),
    ("pt", "baixar meus dados"),
]

STEPPING_DOWN = [
    ("en", "Hello, I am no longer the focal point for Kenya"),
    ("en", "my successor is Ms Otieno"),
    ("en", "how can I hand over to my colleague?"),
    ("fr", "je ne suis plus le point focal du Mali"),
    ("fr", "je quitte mon poste le mois prochain"),
    ("ar", "لم أعد نقطة الاتصال الوطنية"),
    ("ar", "تركت الشغل وعينوا بدالي زميل"),
    ("ru", "я больше не национальный координатор"),
    ("ru", "мой преемник — Иванов"),
    ("es", "ya no soy el punto focal de Perú"),
    ("es", "dejo mi cargo en junio"),
    ("pt", "já não sou o ponto focal de Angola"),
    ("pt", "não sou mais ponto focal"),
]

REQUESTS = [
    ("en", "I want to approve requests"),
    ("fr", "y a-t-il des demandes d'accès ?"),
    ("ar", "أين طلبات الوصول؟"),
    ("ru", "покажи заявки на доступ"),
    ("es", "¿hay solicitudes de acceso?"),
    ("pt", "há pedidos de acesso?"),
]

SUBSCRIPTIONS = [
    ("en", "stop sending me messages!!"),
    ("en", "unsubscribe"),
    ("en", "please stop messaging me about the Brussels meeting"),
    ("en", "turn notifications on"),
    ("fr", "arrêtez de m'envoyer des messages"),
    ("fr", "ne m'écrivez plus svp"),
    ("ar", "أوقفوا الرسائل"),
    ("ar", "لا تبعتولي رسائل"),
    ("ru", "не присылайте мне сообщения"),
    ("ru", "отпишите меня"),
    ("es", "no me manden más mensajes por favor"),
    ("es", "quiero darme de baja"),
    ("pt", "não me mandem mais mensagens"),
    ("pt", "parem de me enviar isto"),
]


@pytest.mark.parametrize(
    ("wish", "language", "text"),
    [
        *(("forget_me", *said) for said in FORGET),
        *(("my_data", *said) for said in MY_DATA),
        *(("stepping_down", *said) for said in STEPPING_DOWN),
        *(("access_requests", *said) for said in REQUESTS),
    ],
)
def test_a_wish_in_somebody_s_own_words(ask: Asking, wish: str, language: str, text: str) -> None:
    understood = ask(text, language=language)
    assert understood.matches == (SMALLTALK,)
    assert understood.concepts & WISHES - {"access"} == {wish}


@pytest.mark.parametrize(("language", "text"), ACCESS)
def test_access_to_the_bot(ask: Asking, language: str, text: str) -> None:
    understood = ask(text, language=language)
    assert understood.matches == (SMALLTALK,)
    assert understood.concepts & WISHES in ({"access"}, {"bot_access"})


@pytest.mark.parametrize(("language", "text"), SUBSCRIPTIONS)
def test_messages_that_are_to_stop_or_to_come_again(ask: Asking, language: str, text: str) -> None:
    understood = ask(text, language=language)
    assert understood.matches == (REMINDERS,)
    assert "subscriptions" in understood.concepts


@pytest.mark.parametrize(
    ("language", "text", "topic"),
    [
        ("en", "how do I access the meeting online", "meeting.remote"),
        ("en", "access link for the Brussels meeting", "meeting.remote"),
        ("en", "how do I get access to the meeting", "meeting.remote"),
        ("en", "access to the documents", "meeting.documents"),
        ("en", "can you hand over the documents", "meeting.documents"),
        ("en", "how do I register for the Brussels meeting", "meeting.register"),
        ("en", "my successor will attend the Brussels meeting", "meeting.attendees"),
        ("en", "delete my registration", "meeting.register"),
        ("en", "don't let me forget the deadline", "do.reminders"),
        ("fr", "lien d'accès à la réunion de Bruxelles", "meeting.remote"),
        ("fr", "comment m'inscrire à la réunion", "meeting.register"),
        ("fr", "une lettre d'invitation pour le visa", "meeting.visa"),
        ("fr", "remettre les documents", "meeting.documents"),
        ("ar", "رابط الاجتماع عن بعد", "meeting.remote"),
        ("ar", "كيف أسجل في اجتماع بروكسل", "meeting.register"),
        ("ar", "أحتاج رسالة دعوة للتأشيرة", "meeting.visa"),
        ("ar", "تسليم الوثائق", "meeting.documents"),
        ("ru", "доступ к онлайн встрече", "meeting.remote"),
        ("ru", "код доступа", "meeting.remote"),
        ("ru", "как зарегистрироваться на встречу", "meeting.register"),
        ("ru", "приглашение", "meeting.visa"),
        ("ru", "передать документы", "meeting.documents"),
        ("es", "acceso a la reunión en línea", "meeting.remote"),
        ("es", "inscribirme en la reunión de Bruselas", "meeting.register"),
        ("es", "carta de invitación para la visa", "meeting.visa"),
        ("es", "no me escribas más en inglés", "do.language"),
        ("es", "entregar los documentos", "meeting.documents"),
        ("pt", "link de acesso à reunião", "meeting.remote"),
        ("pt", "inscrever-me na reunião de Bruxelas", "meeting.register"),
        ("pt", "convite para o visto", "meeting.visa"),
        ("pt", "entregar os documentos", "meeting.documents"),
        ("ru", "планирую отпуск, что будет в июне", "meeting.list"),
    ],
)
def test_what_only_sounds_like_it_stays_a_question(ask: Asking, language: str, text: str, topic: str) -> None:
    understood = ask(text, language=language)
    assert {match.topic for match in (*understood.matches, *understood.choices)} == {topic}


def test_access_beside_a_meeting_that_was_spoken_of_is_access_to_it(ask: Asking) -> None:
    assert ask.in_turn("when is the Brussels meeting", "and how do I get access?").matches != (SMALLTALK,)


@pytest.mark.parametrize(("language", "text"), [("en", "give me root access"), ("es", "dame acceso root")])
def test_access_to_what_is_not_known_is_not_the_bot_s(ask: Asking, language: str, text: str) -> None:
    assert ask(text, language=language).matches == ()
