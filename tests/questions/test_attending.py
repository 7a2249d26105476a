"""What people write of their own coming, and what is no answer though it speaks of it."""

import json
from dataclasses import dataclass
from pathlib import Path

import pytest

from bot.domain.attendance import Answer
from bot.questions.attending import Intention
from bot.questions.lexicon import Lexicons, as_phrase
from bot.questions.mind import Match
from bot.questions.understand import Understood
from tests.benchmarks.understanding.lines import ROOT
from tests.questions.conftest import Asking

TOLD = ROOT / "tests" / "data" / "attending" / "told.jsonl"
HELD_OUT = ROOT / "tests" / "data" / "attending" / "held_out.jsonl"
"""Lines that the words were not fitted to."""

_LEAST_RIGHT = 0.75
"""Of the lines held out; the others are asked about, or not understood, and none is noted wrongly."""

UNCLEAR = Intention(None, None, False)


@dataclass(frozen=True)
class Line:
    """A labelled message; `intention` none: it answers nothing."""

    language: str
    text: str
    intention: Intention | None


def _lines(file: Path) -> list[Line]:
    rows = [json.loads(row) for row in file.read_text(encoding="utf-8").splitlines()]
    return [Line(row["language"], row["text"], _intention(row)) for row in rows]


def _intention(row: dict[str, object]) -> Intention | None:
    if row.get("answers") is False:
        return None
    answer, party = row["answer"], row["party"]
    return Intention(
        None if answer is None else Answer(str(answer)), None if party is None else int(str(party)), row["sure"] is True
    )


def _topics(understood: Understood) -> set[str]:
    return {match.topic for match in (*understood.matches, *understood.choices)}


@pytest.mark.parametrize("line", _lines(TOLD), ids=lambda line: f"{line.language}: {line.text}")
def test_words_of_coming(ask: Asking, line: Line) -> None:
    understood = ask(line.text, language=line.language)
    assert understood.intention == line.intention
    if line.intention:
        assert _topics(understood) == {"do.rsvp"}


def test_words_that_the_lexicons_were_not_fitted_to(ask: Asking) -> None:
    lines = _lines(HELD_OUT)
    found = [(line, ask(line.text, language=line.language).intention) for line in lines]
    right = sum(line.intention == intention for line, intention in found)
    wrong = [
        (line.text, intention)
        for line, intention in found
        if intention and intention.sure and intention.answer and intention != line.intention
    ]
    assert right >= _LEAST_RIGHT * len(lines)
    assert not wrong


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "I'm coming to Tbilisi but not to Brussels"),
        ("fr", "je viens à Tbilissi mais pas à Bruxelles"),
        ("ru", "в Тбилиси приеду, а в Брюссель нет"),
    ],
)
def test_what_is_said_of_two_meetings_is_asked_about(ask: Asking, language: str, text: str) -> None:
    assert ask(text, language=language).intention == UNCLEAR


@pytest.mark.parametrize(
    ("language", "text"),
    [("en", "I can't come to the dinner"), ("fr", "je ne peux pas venir au dîner"), ("es", "no puedo ir a la cena")],
)
def test_declining_a_part_is_not_declining_the_meeting(ask: Asking, language: str, text: str) -> None:
    intention = ask(text, language=language).intention
    assert intention is None or not intention.sure


@pytest.mark.parametrize(("language", "text"), [("en", "I can't come, are you coming?"), ("fr", "je viens ok ?")])
def test_a_question_beside_it_leaves_what_was_stated(ask: Asking, language: str, text: str) -> None:
    understood = ask(text, language=language)
    assert understood.intention is None or understood.intention.answer in (None, Answer.NO)


def test_the_meeting_spoken_of_is_meant(ask: Asking) -> None:
    understood = ask.in_turn("when is the Brussels meeting?", "two of us, in person")
    assert understood.matches == (Match("do.rsvp", "brussels-2023"),)
    assert understood.intention == Intention(Answer.IN_PERSON, 2, True)


@pytest.mark.parametrize(
    ("text", "party"),
    [
        ("I'm coming +1", 2),
        ("we are coming 14 June", None),
        ("we would be 15 in person", 15),
        ("we would be 300", None),
        ("we are two, me and two colleagues", None),
    ],
)
def test_how_many(ask: Asking, text: str, party: int | None) -> None:
    intention = ask(text).intention
    assert intention is not None
    assert intention.party == party


def test_more_than_one_answer_can_stand_for_is_asked_about(ask: Asking) -> None:
    intention = ask("we would be 300, online").intention
    assert intention is not None
    assert not intention.sure


@pytest.mark.parametrize(
    ("language", "text", "topic"),
    [
        ("en", "remind me a week before", "do.reminders"),
        ("fr", "envoyez-moi un rappel", "do.reminders"),
        ("ru", "напомни мне", "do.reminders"),
        ("en", "add it to my calendar", "do.calendar"),
        ("es", "ponlo en mi calendario", "do.calendar"),
        ("en", "can I come online?", "meeting.remote"),
        ("en", "who is coming?", "meeting.attendees"),
        ("en", "how do I register?", "meeting.register"),
    ],
)
def test_what_is_asked_stays_a_question(ask: Asking, language: str, text: str, topic: str) -> None:
    understood = ask(text, language=language)
    assert _topics(understood) == {topic}
    assert understood.intention is None


def test_every_language_says_the_same_things_of_coming(lexicons: Lexicons) -> None:
    said = {language: set(lexicon.attending) for language, lexicon in lexicons.by_language.items()}
    assert len({frozenset(concepts) for concepts in said.values()}) == 1, said


@pytest.mark.parametrize("table", ["attending", "parties", "counts"])
def test_no_form_of_them_is_empty_or_said_twice(lexicons: Lexicons, table: str) -> None:
    for language, lexicon in lexicons.by_language.items():
        for key, forms in getattr(lexicon, table).items():
            phrases = [as_phrase(form) for form in forms]
            assert all(phrases), (language, key)
            assert len(set(phrases)) == len(phrases), (language, key)
