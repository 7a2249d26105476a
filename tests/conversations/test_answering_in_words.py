"""Whether somebody comes, told in their own words: it is noted, or one question is asked."""

import pytest

from bot.app import pack_named
from bot.domain.attendance import Answer, days_of
from tests.conversations.conftest import GUEST_ES, NFP_AR, NFP_EN, NFP_FR, NFP_RU
from tests.conversations.office import known, tap
from tests.living import Living, labels

BRUSSELS, TBILISI = "brussels-2023", "tbilisi-2023"


async def kept(bot: Living, person: int, meeting: str = BRUSSELS) -> tuple[Answer, int] | None:
    """Their answer as it stands in the database, and for how many."""
    who = await known(bot, person)
    async with bot.database.unit_of_work() as uow:
        loaded = await uow.content.load()
        assert loaded is not None
        found = loaded[1].meeting(meeting)
        assert found is not None
        rsvp = await uow.rsvps.of(meeting, days_of(found), who.id)
    return None if rsvp is None else (rsvp.answer, rsvp.party)


@pytest.mark.parametrize(
    ("person", "words", "answer"),
    [
        (NFP_EN, "I will attend the Brussels meeting in person", (Answer.IN_PERSON, 1)),
        (NFP_EN, "count me out of Brussels", (Answer.NO, 1)),
        (NFP_FR, "on sera deux à Bruxelles, en présentiel", (Answer.IN_PERSON, 2)),
        (NFP_FR, "jpourrai pas venir à bruxelles", (Answer.NO, 1)),
        (NFP_AR, "سأحضر اجتماع بروكسل عبر الإنترنت", (Answer.ONLINE, 1)),
        (NFP_RU, "в Брюссель приехать не смогу", (Answer.NO, 1)),
        (NFP_RU, "пока не знаю насчет Брюсселя", (Answer.UNSURE, 1)),
        (NFP_EN, "seremos três em Bruxelas, presencial", (Answer.IN_PERSON, 3)),
        (NFP_EN, "no podré asistir a la reunión de Bruselas", (Answer.NO, 1)),
    ],
)
async def test_what_is_plain_is_noted_and_has_a_receipt(
    demo: Living, person: int, words: str, answer: tuple[Answer, int]
) -> None:
    receipt = await demo.ask(person, words)
    assert await kept(demo, person) == answer
    assert any("rsvps|" in found["callback_data"] for row in receipt.inline_keyboard or [] for found in row)


@pytest.mark.parametrize(
    ("person", "words", "answer"),
    [
        (NFP_EN, "not coming, sorry", (Answer.NO, 1)),
        (NFP_RU, "не смогу", (Answer.NO, 1)),
        (NFP_AR, "سأحضر عبر الإنترنت", (Answer.ONLINE, 1)),
        (NFP_EN, "somos dos, presencial", (Answer.IN_PERSON, 2)),
        (NFP_EN, "ainda não sei", (Answer.UNSURE, 1)),
    ],
)
async def test_where_two_meetings_may_be_meant_the_choice_carries_the_answer(
    demo: Living, person: int, words: str, answer: tuple[Answer, int]
) -> None:
    asked = await demo.ask(person, words)
    assert await kept(demo, person) is None
    assert await kept(demo, person, TBILISI) is None
    await tap(demo, person, asked, f"ask|do.rsvp|{BRUSSELS}")
    assert await kept(demo, person) == answer
    assert await kept(demo, person, TBILISI) is None


@pytest.mark.parametrize(
    ("person", "words"),
    [(NFP_EN, "I'm coming to Brussels"), (NFP_FR, "on sera deux à Bruxelles"), (NFP_RU, "приеду в Брюссель")],
)
async def test_who_does_not_say_how_is_asked(demo: Living, person: int, words: str) -> None:
    asked = await demo.ask(person, words)
    assert await kept(demo, person) is None
    if "deux" in words:
        await tap(demo, person, asked, f"rsvpfor|{BRUSSELS}|in_person|2")
        assert await kept(demo, person) == (Answer.IN_PERSON, 2)
    else:
        await tap(demo, person, asked, f"rsvp|{BRUSSELS}|online|note")
        assert await kept(demo, person) == (Answer.ONLINE, 1)


@pytest.mark.parametrize(
    ("person", "words", "answer"),
    [
        (NFP_EN, "maybe I'll come to Brussels", Answer.UNSURE),
        (NFP_FR, "probablement en visio pour bruxelles, je confirme", Answer.ONLINE),
        (NFP_RU, "в Брюссель скорее всего не приеду", Answer.NO),
        (NFP_AR, "على الأرجح سأحضر اجتماع بروكسل عن بعد", Answer.ONLINE),
    ],
)
async def test_where_words_leave_doubt_one_question_is_asked(
    demo: Living, person: int, words: str, answer: Answer
) -> None:
    asked = await demo.ask(person, words)
    assert await kept(demo, person) is None
    await tap(demo, person, asked, f"rsvp|{BRUSSELS}|{answer}|note")
    assert await kept(demo, person) == (answer, 1)


async def test_whoever_changes_their_mind_does_so_in_words(demo: Living) -> None:
    await demo.ask(NFP_EN, "I'll join the Brussels meeting online")
    assert await kept(demo, NFP_EN) == (Answer.ONLINE, 1)
    await demo.ask(NFP_EN, "I changed my mind, I can't come to Brussels")
    assert await kept(demo, NFP_EN) == (Answer.NO, 1)


async def test_what_was_asked_about_can_be_cancelled(demo: Living) -> None:
    asked = await demo.ask(NFP_EN, "not coming")
    await demo.ask(NFP_EN, "cancel")
    await tap(demo, NFP_EN, asked, f"ask|do.rsvp|{BRUSSELS}")
    assert await kept(demo, NFP_EN) is None


async def test_the_card_that_was_looked_at_is_meant(demo: Living) -> None:
    listed = await demo.ask(NFP_EN, "/meetings")
    await tap(demo, NFP_EN, listed, f"meeting|{BRUSSELS}")
    await demo.ask(NFP_EN, "we are two, in person")
    assert await kept(demo, NFP_EN) == (Answer.IN_PERSON, 2)


async def test_the_meeting_that_was_answered_for_is_meant(demo: Living) -> None:
    asked = await demo.ask(NFP_FR, "je viens à Bruxelles")
    await tap(demo, NFP_FR, asked, f"rsvp|{BRUSSELS}|in_person|note")
    await demo.ask(NFP_FR, "on sera deux")
    assert await kept(demo, NFP_FR) == (Answer.IN_PERSON, 2)


async def test_the_only_meeting_that_takes_answers_is_meant(demo: Living) -> None:
    async with demo.database.unit_of_work() as uow:
        for meeting in pack_named("demo").meetings:
            if meeting.id != BRUSSELS:
                await uow.arrangements.set_open(meeting.id, is_open=False)
        await uow.commit()
    await demo.ask(NFP_RU, "буду онлайн")
    assert await kept(demo, NFP_RU) == (Answer.ONLINE, 1)


async def test_a_question_notes_nothing(demo: Living) -> None:
    answered = await demo.ask(NFP_EN, "is it possible to come online to Brussels?")
    assert await kept(demo, NFP_EN) is None
    assert "Source" in answered.text


@pytest.mark.parametrize("words", ["no podré asistir a la reunión de Bruselas", "iré a Bruselas, presencial"])
async def test_a_guest_answers_nothing(demo: Living, words: str) -> None:
    refused = await demo.ask(GUEST_ES, words)
    assert await kept(demo, GUEST_ES) is None
    assert not any("rsvp" in found["callback_data"] for row in refused.inline_keyboard or [] for found in row)


async def test_maybe_gives_no_place_up_without_a_question(demo: Living) -> None:
    await demo.ask(NFP_EN, "three of us will come to Brussels, in person")
    assert await kept(demo, NFP_EN) == (Answer.IN_PERSON, 3)
    asked = await demo.ask(NFP_EN, "maybe")
    assert await kept(demo, NFP_EN) == (Answer.IN_PERSON, 3)
    await tap(demo, NFP_EN, asked, f"rsvp|{BRUSSELS}|unsure|note")
    assert await kept(demo, NFP_EN) == (Answer.UNSURE, 1)


async def test_whoever_declines_is_asked_for_which_meeting_by_its_name(demo: Living) -> None:
    asked = await demo.ask(NFP_EN, "not coming, sorry")
    assert "Which meeting do you mean?" in asked.text
    assert not [label for label in labels(asked) if "Confirm" in label]
