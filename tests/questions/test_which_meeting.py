"""Meetings that are asked for by month or by order, as a whole, or without saying which."""

from datetime import UTC, datetime

import pytest

from bot.domain.policy import GUEST, visible
from bot.questions.lexicon import Lexicons
from bot.questions.mind import Match
from bot.questions.understand import Asker, Understanding
from storage.packs.pack_files import read_pack
from tests.questions.conftest import Asking, leading

TBILISI, BRUSSELS = Match("meeting.list", "tbilisi-2023"), Match("meeting.list", "brussels-2023")


@pytest.mark.parametrize(
    ("language", "text", "meeting"),
    [
        ("ru", "какие встречи в мае?", TBILISI),
        ("ru", "в мае есть встречи?", TBILISI),
        ("ar", "شو الاجتماعات بشهر 6", BRUSSELS),
        ("en", "what meetings in month 6", BRUSSELS),
        ("fr", "quelles réunions au mois 6", BRUSSELS),
        ("es", "qué reuniones hay en el mes 6", BRUSSELS),
        ("pt", "que reuniões há no mês 6", BRUSSELS),
    ],
)
def test_those_of_a_month(ask: Asking, language: str, text: str, meeting: Match) -> None:
    assert leading(ask(text, language=language)) == meeting


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "when is the meeting after next"),
        ("fr", "la réunion d'après la prochaine c'est quand"),
        ("ar", "متى الاجتماع بعد القادم"),
        ("ru", "когда встреча после следующей"),
        ("es", "cuándo es la reunión después de la próxima"),
        ("pt", "quando é a reunião depois da próxima"),
    ],
)
def test_the_one_after_next(ask: Asking, language: str, text: str) -> None:
    assert leading(ask(text, language=language)).target == BRUSSELS.target


@pytest.mark.parametrize(
    ("language", "before", "text"),
    [
        ("en", "next meeting", "and after that?"),
        ("fr", "prochaine réunion", "et après ?"),
        ("ar", "الاجتماع القادم", "وبعده؟"),
        ("ru", "следующая встреча", "а после?"),
        ("es", "próxima reunión", "¿y después?"),
        ("pt", "próxima reunião", "e depois?"),
    ],
)
def test_the_one_after_that(ask: Asking, language: str, before: str, text: str) -> None:
    assert ask.in_turn(before, text, language=language).matches == (BRUSSELS,)


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "everything about the brussels meeting"),
        ("fr", "tout sur bruxelles"),
        ("ar", "كل شيء عن بروكسل"),
        ("ru", "всё о брюсселе"),
        ("es", "todo sobre bruselas"),
        ("pt", "tudo sobre bruxelas"),
    ],
)
def test_everything_about_one_is_the_meeting_itself(ask: Asking, language: str, text: str) -> None:
    understood = ask(text, language=language)
    assert understood.matches == (BRUSSELS,)
    assert not understood.concepts


@pytest.mark.parametrize(
    ("language", "text", "topic"),
    [
        ("en", "what time does it start", "meeting.when"),
        ("fr", "à quelle heure ça commence", "meeting.when"),
        ("ar", "متى يبدأ", "meeting.when"),
        ("ru", "во сколько начало", "meeting.when"),
        ("en", "where was the last one", "meeting.where"),
        ("es", "¿dónde fue la última?", "meeting.where"),
        ("ru", "с кем связаться по поводу встречи", "meeting.contact"),
        ("ru", "сколько стоит участие", "meeting.travel"),
        ("fr", "combien coûte la participation", "meeting.travel"),
        ("pt", "quanto custa participar", "meeting.travel"),
        ("ar", "كم تكلفة المشاركة", "meeting.travel"),
    ],
)
def test_of_none_in_mind_it_is_asked_back(ask: Asking, language: str, text: str, topic: str) -> None:
    understood = ask(text, language=language)
    assert not understood.matches
    assert {choice.topic for choice in understood.choices} == {topic}


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "what is a national focal point"),
        ("fr", "qu'est-ce qu'un point focal national"),
        ("ar", "ما هي نقطة الاتصال الوطنية"),
        ("ru", "что такое национальный координатор"),
        ("es", "qué es un punto focal nacional"),
        ("pt", "o que é um ponto focal nacional"),
    ],
)
def test_what_a_focal_point_is_is_not_their_meeting(ask: Asking, language: str, text: str) -> None:
    assert ask(text, language=language).matches == (Match("faq", "nfp-role"),)


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "webinar"),
        ("fr", "séminaire en ligne"),
        ("ar", "ندوة عبر الإنترنت"),
        ("ru", "вебинар"),
        ("es", "seminario web"),
        ("es", "información del seminario web"),
        ("pt", "seminário online"),
    ],
)
def test_a_guest_knows_a_public_one_by_its_name(lexicons: Lexicons, language: str, text: str) -> None:
    seen = visible(read_pack("demo", languages=lexicons.languages), GUEST)
    understood = Understanding(seen, lexicons).understand(text, Asker(language), datetime(2023, 4, 17, 9, tzinfo=UTC))
    assert understood.matches == (Match("meeting.list", "webinar-2023"),)
