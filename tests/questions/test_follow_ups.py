"""Questions that lean on the one before, and messages that hold two."""

import pytest

from bot.questions.mind import Match, Mind
from tests.questions.conftest import Asking


@pytest.mark.parametrize(
    ("previous", "text", "now"),
    [
        (Match("meeting.when", "tbilisi-2023"), "and the hotel?", Match("meeting.hotel", "tbilisi-2023")),
        (Match("meeting.when", "tbilisi-2023"), "and brussels?", Match("meeting.when", "brussels-2023")),
        (Match("meeting.hotel", "brussels-2023"), "et à Tbilissi ?", Match("meeting.hotel", "tbilisi-2023")),
        (Match("meeting.where", "brussels-2023"), "وتبليسي؟", Match("meeting.where", "tbilisi-2023")),
        (Match("meeting.when", "brussels-2023"), "а гостиница?", Match("meeting.hotel", "brussels-2023")),
        (Match("roadmap.strand", "impact"), "e cooperação?", Match("roadmap.strand", "cooperation")),
        (Match("region.countries", "ca"), "and the Gulf?", Match("region.countries", "gcc")),
        (Match("region.of_country", "eca"), "y Mali?", Match("region.of_country", "nas")),
    ],
)
def test_what_is_left_unsaid_is_taken_from_before(ask: Asking, previous: Match, text: str, now: Match) -> None:
    assert ask(text, mind=Mind().after(previous)).matches == (now,)


def test_a_whole_question_does_not_lean_on_the_one_before(ask: Asking) -> None:
    before = Match("meeting.hotel", "brussels-2023")
    assert ask("what is the roadmap", mind=Mind().after(before)).matches == (
        Match("roadmap.overview", "interregional-2023-2024"),
    )


@pytest.mark.parametrize(
    ("text", "topics"),
    [
        ("registration and hotel for brussels", ["meeting.register", "meeting.hotel"]),
        ("When does Brussels start? And where do I sleep?", ["meeting.when", "meeting.hotel"]),
        ("hotel em bruxelas e como me inscrevo", ["meeting.hotel", "meeting.register"]),
        ("Où est la réunion de Bruxelles ? Qui paie le billet d'avion ?", ["meeting.where", "meeting.travel"]),
        ("Brussels: dates, venue and visa", ["meeting.when", "meeting.where", "meeting.visa"]),
        (
            "Bruxelles : c'est où ? c'est quand ? et qui paie le vol ?",
            ["meeting.where", "meeting.when", "meeting.travel"],
        ),
        ("¿Qué hotel hay en Bruselas, quién paga el vuelo?", ["meeting.hotel", "meeting.travel"]),
        ("qual é a agenda de Bruxelas e quem participa?", ["meeting.agenda", "meeting.attendees"]),
        (
            "Во сколько начало в Брюсселе? Есть перевод? И дайте ссылку",
            ["meeting.when", "meeting.language", "meeting.remote"],
        ),
        ("متى اجتماع بروكسل وأين يعقد وما البرنامج", ["meeting.when", "meeting.where", "meeting.agenda"]),
    ],
)
def test_two_questions_in_one_message_are_both_answered(ask: Asking, text: str, topics: list[str]) -> None:
    found = ask(text).matches
    assert [match.topic for match in found] == topics
    assert {match.target for match in found} == {"brussels-2023"}


def test_questions_about_different_things_are_all_answered(ask: Asking) -> None:
    found = ask("When is Tbilisi? Who is the secretariat for Kenya, and what does strand 2 say?").matches
    assert found == (
        Match("meeting.when", "tbilisi-2023"),
        Match("region.secretariat", "eca"),
        Match("roadmap.strand", "ownership"),
    )


def test_of_two_questions_the_one_that_is_not_clear_is_asked_back(ask: Asking) -> None:
    understood = ask("which countries are in Central Asia? where is the hotel?")
    assert understood.matches == (Match("region.countries", "ca"),)
    assert understood.choices == (Match("meeting.hotel", "tbilisi-2023"), Match("meeting.hotel", "brussels-2023"))


def test_two_countries_have_each_their_region(ask: Asking) -> None:
    assert ask("which regions are Georgia and Kenya in").matches == (
        Match("region.of_country", "seee"),
        Match("region.of_country", "eca"),
    )


@pytest.mark.parametrize(
    "text", ["local ownership and sustainability", "North Africa and Sahel countries", "Bosnia and Herzegovina region?"]
)
def test_an_and_within_a_name_parts_nothing(ask: Asking, text: str) -> None:
    assert len(ask(text).matches) == 1


@pytest.mark.parametrize("text", ["Hello! When is the Brussels meeting?", "brussels hotel please. thanks and regards"])
def test_politeness_is_no_second_question(ask: Asking, text: str) -> None:
    assert len(ask(text).matches) == 1


@pytest.mark.parametrize(
    "text",
    [
        "I can't make it after all",
        "then I can't come",
        "après tout je ne viendrai pas",
        "después de todo no puedo ir",
        "afinal de contas não posso ir",
        "в конце концов не приеду",
        "بعد كل شيء لن أحضر",
    ],
)
def test_whoever_changes_their_mind_means_the_meeting_spoken_of(ask: Asking, text: str) -> None:
    before = Match("do.rsvp", "brussels-2023")
    assert ask(text, mind=Mind().after(before)).matches == (before,)


def test_the_next_meeting_is_another_one(ask: Asking) -> None:
    before = Match("do.rsvp", "brussels-2023")
    assert ask("I'm coming to the next one", mind=Mind().after(before)).matches == (Match("do.rsvp", "tbilisi-2023"),)
