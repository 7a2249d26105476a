"""What the commands on access, data and messages do, asked for in somebody's own words."""

import pytest

from bot.domain.people import Subscription
from tests.conversations.conftest import GUEST_ES, NFP_AR, NFP_EN, NFP_FR, NFP_RU, SECRETARIAT
from tests.conversations.office import known, onboard, requests_of
from tests.living import Living, labels


@pytest.mark.parametrize("words", ["please delete all my data", "forget me"])
async def test_who_wants_to_be_forgotten_is_asked_and_then_is(bot: Living, words: str) -> None:
    asked = await bot.ask(NFP_EN, words)
    await bot.press(NFP_EN, asked, "Forget me")
    async with bot.database.unit_of_work() as uow:
        assert await uow.people.by_telegram(NFP_EN, bot.clock.now()) is None


async def test_who_wants_to_be_forgotten_in_arabic_is_told_what_is_lost(bot: Living) -> None:
    asked = await bot.ask(NFP_AR, "احذفوا بياناتي")
    assert "الأردن" in asked.text
    assert asked.text == (await bot.ask(NFP_AR, "/forget")).text


async def test_what_is_known_of_somebody_comes_with_its_file(bot: Living) -> None:
    summary, file = await bot.answers(NFP_FR, lambda: bot.world.send_text(NFP_FR, "que savez-vous de moi ?"), 2)
    assert str(NFP_FR) in summary.text
    assert file.kind == "document"


@pytest.mark.parametrize(
    ("person", "words"),
    [(NFP_EN, "stop"), (NFP_EN, "Unsubscribe"), (NFP_RU, "не присылайте мне сообщения"), (NFP_AR, "أوقفوا الرسائل")],
)
async def test_who_wants_no_more_messages_sees_what_comes(bot: Living, person: int, words: str) -> None:
    said = await bot.ask(person, words)
    commanded = await bot.ask(person, "/stop")
    assert (said.text, labels(said)) == (commanded.text, labels(commanded))


async def test_what_was_stopped_is_shown_as_stopped(bot: Living) -> None:
    person = await known(bot, NFP_EN)
    before = await bot.ask(NFP_EN, "stop sending me messages")
    async with bot.database.unit_of_work() as uow:
        await uow.people.set_stopped(person.id, frozenset({Subscription.REMINDERS}))
        await uow.commit()
    after = await bot.ask(NFP_EN, "stop sending me messages")
    assert labels(after) != labels(before)


async def test_stop_ends_what_the_bot_waits_for(bot: Living) -> None:
    asked = await bot.ask(NFP_EN, "i want to talk to a human")
    await bot.press(NFP_EN, asked, "Ask the secretariat")
    dropped = await bot.ask(NFP_EN, "stop")
    assert dropped.text != (await bot.ask(NFP_EN, "stop")).text


@pytest.mark.parametrize("words", ["¿cómo consigo acceso?", "quiero registrarme como punto focal en este bot"])
async def test_a_guest_asks_for_access_in_words(office: Living, words: str) -> None:
    await onboard(office, GUEST_ES, "es", "Moldavia")
    await office.ask(GUEST_ES, words)
    await office.answers(GUEST_ES, lambda: office.world.send_text(GUEST_ES, "Soy Lucía, del ministerio"))
    (request,) = await requests_of(office, GUEST_ES)
    assert request.words == "Soy Lucía, del ministerio"


async def test_a_member_who_asks_for_access_has_it(office: Living) -> None:
    said = await office.ask(NFP_EN, "how do I get access?")
    assert said.text == (await office.ask(NFP_EN, "/access")).text
    assert not await requests_of(office, NFP_EN)


async def test_requests_are_shown_in_words_to_those_who_decide_alone(office: Living) -> None:
    allowed = await office.ask(SECRETARIAT, "I want to approve requests")
    assert allowed.text == (await office.ask(SECRETARIAT, "/requests")).text
    refused = await office.ask(NFP_EN, "I want to approve requests")
    assert refused.text == (await office.ask(NFP_EN, "/requests")).text != allowed.text


async def test_who_leaves_their_post_gets_to_their_roles(bot: Living) -> None:
    said = await bot.ask(NFP_EN, "I am no longer the focal point, my successor is Ms Otieno")
    roles = await bot.press(NFP_EN, await bot.ask(NFP_EN, "/settings"), "My roles")
    assert said.text == roles.text


@pytest.mark.parametrize(
    ("person", "words"),
    [
        (NFP_EN, "any announcements?"),
        (NFP_FR, "quoi de neuf ?"),
        (NFP_AR, "ما الجديد؟"),
        (NFP_RU, "что нового?"),
        (SECRETARIAT, "show me the announcements"),
    ],
)
async def test_what_was_announced_is_asked_for_in_words(bot: Living, person: int, words: str) -> None:
    said = await bot.ask(person, words)
    commanded = await bot.ask(person, "/news")
    assert (said.text, labels(said)) == (commanded.text, labels(commanded))


async def test_whoever_wants_to_announce_says_so_and_others_are_told_that_it_is_not_for_them(bot: Living) -> None:
    said = await bot.ask(SECRETARIAT, "I want to send an announcement")
    assert said.text == (await bot.ask(SECRETARIAT, "/announce")).text
    refused = await bot.ask(NFP_EN, "I want to send an announcement")
    assert refused.text != said.text
