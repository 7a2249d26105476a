"""/start: language, country and zone, with an invite and without."""

from functools import partial

from bot.domain.people import Grant, Role
from bot.services import invitations
from tests.conversations.conftest import GUEST_ES, GUEST_PT, NFP_EN
from tests.living import SPRING, Living, labels


async def invited(bot: Living, grant: Grant, language: str | None = None) -> str:
    async with bot.database.unit_of_work() as uow:
        now = bot.clock.now()
        payload = await invitations.Invitations(uow, now).create(grant, language)
        await uow.commit()
    return payload


async def test_a_guest_is_asked_for_language_country_and_zone(bot: Living) -> None:
    (message,) = await bot.answers(GUEST_ES, lambda: bot.world.start(GUEST_ES))
    assert labels(message) == ["English", "Français", "العربية", "Русский", "Español", "Português"]
    message = await bot.press(GUEST_ES, message, "Español")
    assert "español" in message.text
    assert "país" in bot.world.last(GUEST_ES).text

    message = await bot.ask(GUEST_ES, "kazajstan")
    assert "Kazaj" in labels(message)[0]
    message = await bot.press(GUEST_ES, message, "Kazaj")
    assert any("Almaty" in label and "UTC+6" in label for label in labels(message))
    message = await bot.press(GUEST_ES, message, "Almaty")
    assert "Kazaj" in message.text
    assert "invitación" in message.text


async def test_a_country_with_one_zone_is_not_asked_for_it(bot: Living) -> None:
    (message,) = await bot.answers(GUEST_PT, lambda: bot.world.start(GUEST_PT))
    await bot.press(GUEST_PT, message, "Português")
    message = await bot.ask(GUEST_PT, "GEORGIA")
    message = await bot.press(GUEST_PT, message, "Geórgia")
    assert "Geórgia" in message.text
    assert "UTC" not in " ".join(labels(message))


async def test_what_is_no_country_is_asked_again_and_a_question_is_answered(bot: Living) -> None:
    (message,) = await bot.answers(GUEST_PT, lambda: bot.world.start(GUEST_PT))
    await bot.press(GUEST_PT, message, "English")
    assert "country" in (await bot.ask(GUEST_PT, "qwertyuiop")).text.lower()
    assert "Project 94" in (await bot.ask(GUEST_PT, "what is project 94?")).text
    message = await bot.ask(GUEST_PT, "i work in georgia")
    assert labels(message)[0] == "Georgia"
    message = await bot.press(GUEST_PT, message, labels(message)[-1])
    assert "country" in message.text.lower()


async def test_a_question_about_a_country_is_no_answer_to_which_country(bot: Living) -> None:
    (message,) = await bot.answers(GUEST_PT, lambda: bot.world.start(GUEST_PT))
    await bot.press(GUEST_PT, message, "English")
    assert "Tbilisi" in (await bot.ask(GUEST_PT, "which secretariat is responsible for Georgia?")).text
    assert labels(await bot.ask(GUEST_PT, "Morocco"))[0] == "Morocco"


async def test_a_second_tap_asks_nothing_twice(bot: Living) -> None:
    (message,) = await bot.answers(GUEST_ES, lambda: bot.world.start(GUEST_ES))
    bot.world.press(GUEST_ES, message.id, 2, 0)
    await bot.press(GUEST_ES, message, "Español")
    assert len(bot.from_bot(GUEST_ES)) == 2


async def test_an_invite_brings_role_country_and_zone(bot: Living) -> None:
    payload = await invited(bot, Grant(Role.NFP, country="GE"), "es")
    accepted, welcome = await bot.answers(GUEST_ES, lambda: bot.world.start(GUEST_ES, payload), 2)
    assert "Georgia" in accepted.text
    assert "Georgia" in welcome.text
    assert "14" in (await bot.ask(GUEST_ES, "¿cuándo es la reunión de Bruselas?")).text


async def test_an_invite_for_a_country_with_several_zones(bot: Living) -> None:
    payload = await invited(bot, Grant(Role.NFP, country="KZ"))
    _, language = await bot.answers(GUEST_PT, lambda: bot.world.start(GUEST_PT, payload), 2)
    await bot.press(GUEST_PT, language, "Русский")
    assert any("UTC+6" in label for label in labels(bot.world.last(GUEST_PT)))


async def test_an_invite_works_once(bot: Living) -> None:
    payload = await invited(bot, Grant(Role.NFP, country="GE"), "en")
    await bot.answers(GUEST_ES, lambda: bot.world.start(GUEST_ES, payload), 2)
    refused, _ = await bot.answers(GUEST_PT, lambda: bot.world.start(GUEST_PT, payload), 2)
    assert "Georgia" not in refused.text
    async with bot.database.unit_of_work() as uow:
        person = await uow.people.by_telegram(GUEST_PT, SPRING)
    assert person is not None
    assert not person.grants


async def test_two_who_use_an_invite_at_the_same_instant(bot: Living) -> None:
    payload = await invited(bot, Grant(Role.NFP, country="GE"), "en")
    bot.world.start(GUEST_ES, payload)
    bot.world.start(GUEST_PT, payload)
    await bot.until(lambda: all(len(bot.from_bot(person)) == 2 for person in (GUEST_ES, GUEST_PT)))
    await bot.idle()
    async with bot.database.unit_of_work() as uow:
        people = [await uow.people.by_telegram(person, SPRING) for person in (GUEST_ES, GUEST_PT)]
    assert sorted(len(person.grants) for person in people if person) == [0, 1]


async def test_expired_unknown_and_malformed_invites_are_refused_alike(bot: Living) -> None:
    async with bot.database.unit_of_work() as uow:
        past = bot.clock.now() - invitations.LIFETIME
        expired = await invitations.Invitations(uow, past).create(Grant(Role.ADMINISTRATOR), None)
        await uow.commit()
    texts = set()
    for payload in (expired, "i" + "x" * 22, "nonsense", "i" + "-" * 22):
        refused, _ = await bot.answers(NFP_EN, partial(bot.world.start, NFP_EN, payload), 2)
        texts.add(refused.text)
    assert len(texts) == 1


async def test_a_member_who_starts_again_keeps_everything(bot: Living) -> None:
    (welcome,) = await bot.answers(NFP_EN, lambda: bot.world.start(NFP_EN))
    assert "Georgia" in welcome.text


async def test_the_language_can_be_changed_at_any_time(bot: Living) -> None:
    message = await bot.ask(NFP_EN, "/language")
    assert "français" in (await bot.press(NFP_EN, message, "Français")).text
    assert "Bruxelles" in (await bot.ask(NFP_EN, "/meetings")).text


async def test_a_member_cannot_take_another_country_by_an_old_button(bot: Living) -> None:
    (message,) = await bot.answers(NFP_EN, lambda: bot.world.start(NFP_EN))
    bot.world.press_data(NFP_EN, message.id, "v1|country|KZ")
    await bot.idle()
    async with bot.database.unit_of_work() as uow:
        person = await uow.people.by_telegram(NFP_EN, SPRING)
    assert person is not None
    assert person.country == "GE"
