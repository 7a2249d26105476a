"""Questions one after the other, each leaning on what was spoken of before as far as it needs to."""

import pytest

from bot.questions.mind import Match, Mind
from tests.questions.conftest import Asking, leading

TBILISI, BRUSSELS = "tbilisi-2023", "brussels-2023"


@pytest.mark.parametrize(
    ("language", "texts", "topic", "target"),
    [
        ("en", ("which days is Brussels", "what region does Ghana belong to", "any hotel rates?"), "hotel", BRUSSELS),
        ("fr", ("dates pour Tbilissi svp", "quels pays dans le Golfe ?", "et le lien zoom ?"), "remote", TBILISI),
        ("es", ("¿dónde es Tiflis?", "¿a qué región pertenece Vietnam?", "¿y la inscripción?"), "register", TBILISI),
        ("pt", ("onde é Bruxelas?", "secretariado da Ásia Central", "e preciso de visto?"), "visa", BRUSSELS),
        ("ru", ("где пройдёт Брюссель", "секретариат Ближнего Востока", "а повестка есть?"), "agenda", BRUSSELS),
        ("ar", ("أين اجتماع تبليسي", "ما هي دول الخليج", "وهل توجد وثائق؟"), "documents", TBILISI),
    ],
)
def test_a_meeting_stays_in_mind_while_something_else_is_asked(
    ask: Asking, language: str, texts: tuple[str, ...], topic: str, target: str
) -> None:
    assert ask.in_turn(*texts, language=language).matches == (Match(f"meeting.{topic}", target),)


@pytest.mark.parametrize(
    ("language", "first", "then", "topic", "target"),
    [
        ("en", "which region is Jordan in", "and who heads its secretariat?", "region.secretariat", "mie"),
        ("fr", "le Togo appartient à quelle région ?", "où est son secrétariat ?", "region.secretariat", "aaf"),
        ("es", "secretaría de Asia Central", "¿qué países la integran?", "region.countries", "ca"),
        ("pt", "a que região pertence o Laos", "quem é o secretariado dela?", "region.secretariat", "sea"),
        ("ru", "к какому региону относится Катар", "а секретариат у него где?", "region.secretariat", "gcc"),
        ("ar", "لبنان في أي منطقة", "ومن أمانتها؟", "region.secretariat", "mie"),
        ("en", "explain the visibility strand", "how far along is it?", "roadmap.status", "visibility"),
        ("fr", "en quoi consiste l'axe coopération", "où en est-il ?", "roadmap.status", "cooperation"),
        ("ru", "что такое направление сотрудничество", "а видимость?", "roadmap.strand", "visibility"),
    ],
)
def test_so_do_a_region_and_a_strand(
    ask: Asking, language: str, first: str, then: str, topic: str, target: str
) -> None:
    assert ask.in_turn(first, then, language=language).matches == (Match(topic, target),)


@pytest.mark.parametrize(
    ("language", "first", "then"),
    [
        ("en", "Brussels, what dates?", "who's attending?"),
        ("en", "Brussels, what dates?", "and who will come"),
        ("fr", "Bruxelles, c'est quand ?", "qui sera là ?"),
        ("es", "¿qué días es Bruselas?", "¿y quién asistirá?"),
        ("pt", "que dias é Bruxelas?", "quem vai estar presente?"),
        ("ru", "какого числа Брюссель", "кто туда едет?"),
        ("ar", "موعد بروكسل؟", "ومن المشاركون؟"),
    ],
)
def test_who_is_coming_asks_for_the_attendees(ask: Asking, language: str, first: str, then: str) -> None:
    assert leading(ask.in_turn(first, then, language=language)) == Match("meeting.attendees", BRUSSELS)


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "contact"),
        ("fr", "contacts ?"),
        ("es", "contacto?"),
        ("pt", "contactos"),
        ("ru", "контакты"),
        ("ar", "للتواصل؟"),
    ],
)
def test_contact_alone_is_that_of_what_is_spoken_of(ask: Asking, language: str, text: str) -> None:
    spoken_of = Mind().after(Match("meeting.visa", BRUSSELS))
    assert ask(text, language=language, mind=spoken_of).matches == (Match("meeting.contact", BRUSSELS),)
    assert ask(text, language=language, country="LB").matches == (Match("region.secretariat", "mie"),)
    unknown = ask(text, language=language)
    assert unknown.matches == ()
    assert {choice.topic for choice in unknown.choices} == {"region.secretariat", "meeting.contact"}


@pytest.mark.parametrize(
    ("language", "asked", "between", "name"),
    [
        ("en", "what's on the agenda?", "thanks", "Brussels"),
        ("fr", "le programme ?", "un instant, c'est quoi le projet 94 ?", "Bruxelles"),
        ("es", "¿cuál es el programa?", "vale", "¿Bruselas?"),
        ("pt", "qual é a agenda?", "ok", "Bruxelas"),
        ("ru", "какая повестка?", "спасибо", "Брюссель"),
        ("ar", "ما جدول الأعمال؟", "شكرا", "بروكسل؟"),
    ],
)
def test_a_name_alone_settles_what_was_asked_back(
    ask: Asking, language: str, asked: str, between: str, name: str
) -> None:
    right = (Match("meeting.agenda", BRUSSELS),)
    assert ask.in_turn(asked, language=language).matches == ()
    assert ask.in_turn(asked, name, language=language).matches == right
    assert ask.in_turn(asked, between, name, language=language).matches == right


@pytest.mark.parametrize(
    ("language", "first", "then"),
    [
        ("en", "any visa for Brussels?", "let me know"),
        ("fr", "un visa pour Bruxelles ?", "prévenez-moi"),
        ("es", "¿visado para Bruselas?", "avísenme"),
        ("pt", "visto para Bruxelas?", "avisem-me"),
        ("ru", "виза в Брюссель?", "дайте знать"),
        ("ar", "تأشيرة بروكسل؟", "أعلموني"),
    ],
)
def test_let_me_know_is_about_what_was_asked(ask: Asking, language: str, first: str, then: str) -> None:
    understood = ask.in_turn(first, then, language=language)
    assert understood.matches == (Match("meeting.visa", BRUSSELS),)
    assert "notify" in understood.concepts


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "what is the capital of Peru"),
        ("en", "how many calories in an apple"),
        ("fr", "il pleut chez toi ?"),
        ("es", "¿quién ganó el partido?"),
        ("pt", "conta uma anedota"),
        ("ru", "сколько лет солнцу"),
        ("ar", "من فاز في المباراة"),
    ],
)
def test_what_is_in_mind_makes_no_question_of_what_is_none(ask: Asking, language: str, text: str) -> None:
    mind = Mind().after(Match("region.countries", "ca")).after(Match("meeting.when", BRUSSELS))
    assert ask(text, language=language, mind=mind).matches == ()


def test_what_the_pack_no_longer_has_is_not_in_mind(ask: Asking) -> None:
    gone = Mind(Match("meeting.when", "gone"), meeting="gone", strand="gone", region="gone", roadmap="gone")
    for text in ("hotel?", "is it on track?", "who is its secretariat?", "what is the roadmap", "contact"):
        understood = ask(text, mind=gone)
        assert "gone" not in {match.target for match in (*understood.matches, *understood.choices)}


def test_my_region_is_ones_own_whatever_was_spoken_of(ask: Asking) -> None:
    mind = Mind().after(Match("region.secretariat", "ca"))
    assert ask("who is my secretariat", mind=mind, country="KE").matches == (Match("region.secretariat", "eca"),)
