"""The menus for those who would rather tap, and what people may change of themselves."""

import pytest

from tests.conversations.conftest import GUEST_ES, NFP_AR, NFP_EN, NFP_FR, SECRETARIAT
from tests.living import Living, labels


async def test_the_roadmap_by_tapping(bot: Living) -> None:
    roadmap = await bot.ask(NFP_EN, "/roadmap")
    assert "Interregional Roadmap" in roadmap.text
    assert "Source" in roadmap.text
    strand = await bot.press(NFP_EN, roadmap, "cooperation")
    assert strand.id == roadmap.id
    assert "cooperation" in strand.text


async def test_the_roadmap_is_for_members(bot: Living) -> None:
    answer = await bot.ask(GUEST_ES, "/roadmap")
    assert "invitación" in answer.text
    assert "2023" not in answer.text


async def test_regions_by_tapping(bot: Living) -> None:
    regions = await bot.ask(NFP_AR, "/regions")
    assert len(labels(regions)) == 8
    countries = await bot.press(NFP_AR, regions, "الوسطى")
    assert "كازاخستان" in countries.text


async def test_about_and_privacy_come_from_the_pack(demo: Living) -> None:
    about = await demo.ask(NFP_EN, "/about")
    assert "Example" in about.text
    assert "coordination@example.org" in about.text
    faq = await demo.press(NFP_EN, about, "Focal Point")
    assert "Source" in faq.text
    privacy = await demo.ask(NFP_EN, "/privacy")
    assert "Telegram ID" in privacy.text
    assert "180 days" in privacy.text
    assert "Example" in privacy.text


async def test_where_the_pack_names_nobody_it_is_said(bot: Living) -> None:
    assert "has not been published" in (await bot.ask(NFP_EN, "/privacy")).text


async def test_a_member_changes_language_and_zone_but_not_country(bot: Living) -> None:
    settings = await bot.ask(NFP_EN, "/settings")
    assert "Language: English" in settings.text
    assert "Georgia" in settings.text
    assert "Tbilisi, UTC+4" in settings.text
    assert "Country" not in labels(settings)
    zones = await bot.press(NFP_EN, settings, "Time zone")
    typed = await bot.press(NFP_EN, zones, "Another place")
    assert "type" in typed.text
    proposed = await bot.ask(NFP_EN, "i am in bruxelles now")
    changed = await bot.press(NFP_EN, proposed, "Brussels")
    assert "Brussels, UTC+2" in changed.text
    assert "Settings" in changed.text
    bot.world.press_data(NFP_EN, changed.id, "v1|nocountry")
    await bot.idle()
    assert "Georgia" in bot.from_bot(NFP_EN)[-1].text
    languages = await bot.press(NFP_EN, changed, "Language")
    await bot.press(NFP_EN, languages, "Français")
    assert "Paramètres" in (await bot.ask(NFP_EN, "/settings")).text


@pytest.mark.parametrize(("place", "city"), [("Казахстан", "Almaty"), ("نيروبي", "Nairobi"), ("Lisbonne", "Lisbon")])
async def test_a_place_is_known_in_any_language(bot: Living, place: str, city: str) -> None:
    settings = await bot.ask(NFP_EN, "/settings")
    await bot.press(NFP_EN, await bot.press(NFP_EN, settings, "Time zone"), "Another place")
    assert any(city in label for label in labels(await bot.ask(NFP_EN, place)))


@pytest.mark.parametrize("place", ["Караганда", "Астана", "je suis à Ouarzazate"])
async def test_no_other_city_is_taken_for_one_that_is_not_known(bot: Living, place: str) -> None:
    settings = await bot.ask(NFP_EN, "/settings")
    await bot.press(NFP_EN, await bot.press(NFP_EN, settings, "Time zone"), "Another place")
    assert "do not know the time" in (await bot.ask(NFP_EN, place)).text


async def test_every_country_has_its_time(bot: Living) -> None:
    await bot.answers(GUEST_ES, lambda: bot.world.send_text(GUEST_ES, "/start"))
    await bot.press(GUEST_ES, bot.from_bot(GUEST_ES)[-1], "Español")
    await bot.press(GUEST_ES, await bot.ask(GUEST_ES, "Guatemala"), "Guatemala")
    assert "Guatemala, UTC−6" in (await bot.ask(GUEST_ES, "/settings")).text


async def test_what_is_no_place_is_asked_again_and_a_question_is_answered(bot: Living) -> None:
    settings = await bot.ask(NFP_EN, "/settings")
    await bot.press(NFP_EN, await bot.press(NFP_EN, settings, "Time zone"), "Another place")
    assert "do not know the time" in (await bot.ask(NFP_EN, "xyzzyx")).text
    assert "14–15 June" in (await bot.ask(NFP_EN, "when is the brussels meeting?")).text


async def test_the_region_is_chosen_where_a_country_has_several(bot: Living) -> None:
    asked = await bot.ask(NFP_FR, "où est le secrétariat de ma région ?")
    assert len(labels(asked)) == 3  # two regions, and something else
    regions = await bot.press(NFP_FR, await bot.ask(NFP_FR, "/settings"), "Ma région")
    settings = await bot.press(NFP_FR, regions, "Sahel")
    assert "Sahel" in settings.text
    assert "atlantique" not in settings.text
    assert "Alger" in (await bot.ask(NFP_FR, "où est le secrétariat de ma région ?")).text


async def test_a_region_of_another_country_cannot_be_taken(bot: Living) -> None:
    settings = await bot.ask(NFP_EN, "/settings")
    bot.world.press_data(NFP_EN, settings.id, "v1|region|sea")
    await bot.idle()
    assert "no longer works" in bot.from_bot(NFP_EN)[-1].text
    assert "South East and Eastern Europe" in (await bot.ask(NFP_EN, "/settings")).text


async def test_a_guest_may_name_another_country(bot: Living) -> None:
    await bot.answers(GUEST_ES, lambda: bot.world.send_text(GUEST_ES, "/start"))
    await bot.press(GUEST_ES, bot.from_bot(GUEST_ES)[-1], "Español")
    await bot.press(GUEST_ES, await bot.ask(GUEST_ES, "Georgia"), "Georgia")
    settings = await bot.ask(GUEST_ES, "/settings")
    await bot.press(GUEST_ES, settings, "País")
    await bot.press(GUEST_ES, await bot.ask(GUEST_ES, "Kenia"), "Kenya")
    assert "Kenya" in (await bot.ask(GUEST_ES, "/settings")).text


@pytest.mark.parametrize(
    ("text", "title"),
    [("switch to russian", "русск"), ("español por favor", "español"), ("parlez français", "français")],
)
async def test_a_language_that_is_named_is_spoken_at_once(bot: Living, text: str, title: str) -> None:
    assert title in (await bot.ask(SECRETARIAT, text)).text


async def test_what_else_was_asked_is_answered_too(bot: Living) -> None:
    switched, answer = await bot.answers(
        NFP_EN, lambda: bot.world.send_text(NFP_EN, "please speak french. when is the brussels meeting?"), 2
    )
    assert "français" in switched.text
    assert "juin 2023" in answer.text


async def test_questions_are_answered_while_a_country_is_awaited(bot: Living) -> None:
    await bot.answers(GUEST_ES, lambda: bot.world.send_text(GUEST_ES, "/start"))
    await bot.press(GUEST_ES, bot.from_bot(GUEST_ES)[-1], "Español")
    assert "Nairobi" in (await bot.ask(GUEST_ES, "secretaría de africa oriental")).text
    assert "Kenya" in (await bot.ask(GUEST_ES, "¿y los países?")).text
    await bot.press(GUEST_ES, await bot.ask(GUEST_ES, "quiero hablar con una persona"), "secretar")
    await bot.ask(GUEST_ES, "¿Puedo participar?")
    assert labels(await bot.ask(GUEST_ES, "Kenia"))[0] == "Kenya"


async def test_questions_are_answered_while_a_place_is_awaited(bot: Living) -> None:
    place = await bot.press(
        NFP_EN, await bot.press(NFP_EN, await bot.ask(NFP_EN, "/settings"), "Time zone"), "Another place"
    )
    for question, said in (("hotel brussels", "hotels"), ("visa for tbilisi", "visas")):
        assert said.lower() in (await bot.ask(NFP_EN, question)).text.lower()
    assert "Settings" in (await bot.press(NFP_EN, place, "Settings")).text


async def test_a_second_tap_on_a_zone_changes_nothing(bot: Living) -> None:
    await bot.answers(GUEST_ES, lambda: bot.world.send_text(GUEST_ES, "/start"))
    await bot.press(GUEST_ES, bot.from_bot(GUEST_ES)[-1], "Español")
    zones = await bot.press(GUEST_ES, await bot.ask(GUEST_ES, "Kazajstán"), "Kazaj")
    data = zones.inline_keyboard[0][0]["callback_data"] if zones.inline_keyboard else ""
    texts = []
    for _ in range(2):
        bot.world.press_data(GUEST_ES, zones.id, data)
        await bot.idle()
        texts.append(bot.world.chats[GUEST_ES].messages[zones.id].text)
    assert texts[0] == texts[1]
    assert "invitación" in texts[0]


async def test_settings_show_the_language_that_is_set(bot: Living) -> None:
    assert "Language: English" in (await bot.ask(NFP_EN, "je voudrais voir mes paramètres")).text


async def test_about_stays_short(bot: Living) -> None:
    (about,) = await bot.answers(NFP_EN, lambda: bot.world.send_text(NFP_EN, "/about"))
    assert about.text.count("•") <= 5
