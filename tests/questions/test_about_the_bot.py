"""What is said of the bot or to it, and not asked of the pack."""

import pytest

from bot.questions.mind import Match
from tests.questions.conftest import Asking, leading

SMALLTALK, HANDOVER, LANGUAGE = Match("smalltalk", None), Match("handover", None), Match("do.language", None)


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "wrong answer"),
        ("en", "this is not what I asked"),
        ("en", "you don't understand anything"),
        ("fr", "c'est nul votre truc, ça marche jamais"),
        ("fr", "je suis pas content"),
        ("ar", "هذا البوت سيء جدا ولا يفهم شيئا"),
        ("ar", "إجابة خاطئة"),
        ("ru", "бот плохой"),
        ("ru", "вы не ответили на мой вопрос"),
        ("es", "no me has respondido"),
        ("es", "esto no sirve para nada"),
        ("pt", "não percebi nada"),
        ("pt", "resposta errada"),
    ],
)
def test_a_complaint_is_for_a_person(ask: Asking, language: str, text: str) -> None:
    understood = ask(text, language=language)
    assert understood.matches == (HANDOVER,)
    assert "complaint" in understood.concepts


@pytest.mark.parametrize("text", ["не то, другая встреча", "i want to give feedback", "no entiendo el programa"])
def test_a_correction_or_an_opinion_is_no_complaint(ask: Asking, text: str) -> None:
    assert HANDOVER not in ask(text).matches


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "cancel"),
        ("en", "never mind"),
        ("fr", "annuler"),
        ("fr", "laissez tomber"),
        ("ar", "إلغاء"),
        ("ru", "отмена"),
        ("es", "cancelar"),
        ("pt", "cancelar"),
    ],
)
def test_what_is_taken_back_is_no_reply_to_an_invitation(ask: Asking, language: str, text: str) -> None:
    understood = ask(text, language=language)
    assert understood.matches == (SMALLTALK,)
    assert "cancel" in understood.concepts


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "cancel my participation"),
        ("fr", "annuler ma participation"),
        ("ru", "отменить моё участие"),
        ("es", "cancelar mi asistencia"),
        ("pt", "cancelar a minha participação"),
        ("ar", "إلغاء مشاركتي"),
    ],
)
def test_a_participation_that_is_cancelled_is_one(ask: Asking, language: str, text: str) -> None:
    assert {choice.topic for choice in ask(text, language=language).choices} == {"do.rsvp"}


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "are you a bot"),
        ("en", "who made you"),
        ("fr", "t'es qui"),
        ("ar", "من أنت"),
        ("ru", "ты робот?"),
        ("es", "¿quién eres?"),
        ("pt", "és um robô?"),
    ],
)
def test_who_is_asked(ask: Asking, language: str, text: str) -> None:
    understood = ask(text, language=language)
    assert understood.matches == (SMALLTALK,)
    assert "about_bot" in understood.concepts


@pytest.mark.parametrize(
    ("language", "before", "text"),
    [
        ("fr", "réunion de bruxelles", "tu peux me parler en anglais ?"),
        ("en", "brussels meeting", "can you speak french to me?"),
        ("ru", "встреча в брюсселе", "можешь говорить со мной по-английски?"),
        ("es", "reunión de bruselas", "¿puedes hablarme en inglés?"),
        ("pt", "reunião de bruxelas", "podes falar comigo em inglês?"),
        ("ar", "اجتماع بروكسل", "ممكن تكلمني بالانجليزي"),
    ],
)
def test_the_language_of_the_conversation_is_not_the_meeting_s(
    ask: Asking, language: str, before: str, text: str
) -> None:
    assert leading(ask.in_turn(before, text, language=language)) == LANGUAGE


def test_a_question_counts_more_than_the_yes_before_it(ask: Asking) -> None:
    assert {choice.topic for choice in ask("yes i know but is parking free there").choices} == {"meeting.travel"}
