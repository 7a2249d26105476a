"""A guest asks for access, or opens a link that somebody has to confirm; those who look after access decide."""

from datetime import timedelta
from pathlib import Path

import pytest

from bot.domain.people import Grant, Role
from tests.conversations.conftest import COORDINATOR, GUEST_ES, GUEST_PT, NFP_AR, NFP_EN, ORGANIZER, SECRETARIAT, STAFF
from tests.conversations.office import (
    BOTH,
    LINK,
    Case,
    acts,
    ask_for_access,
    demote,
    force,
    known,
    later,
    link_of,
    name_of,
    onboard,
    requests_of,
    tap,
)
from tests.living import Living, living


@BOTH
async def test_joining_by_request(office: Living, case: Case) -> None:
    await onboard(office, GUEST_ES, case.language, case.name)
    sent = await ask_for_access(office, GUEST_ES, "I am <b>Lucía</b>, of the\nministry 739152846017")
    assert sent.text.count("\n\n") == 1
    notice = office.world.last(case.secretariat)
    for shown in ("Lucía Fernández", "<b>Lucía</b>", "ministry 739152846017", case.name):
        assert shown in notice.text
    others = {NFP_EN, NFP_AR, SECRETARIAT, ORGANIZER, COORDINATOR} - {case.secretariat}
    assert not any(office.from_bot(person) for person in others)
    await office.database.checkpoint()
    assert b"739152846017" not in office.database.path.read_bytes()
    (request,) = await requests_of(office, GUEST_ES)
    approved = await tap(office, case.secretariat, notice, f"approve|{request.id}")
    assert "739152846017" not in approved.text
    told = office.world.last(GUEST_ES)
    assert case.name in told.text
    assert (await known(office, GUEST_ES)).grants == (Grant(Role.NFP, country=case.country),)
    (request,) = await requests_of(office, GUEST_ES)
    assert (request.state, request.words) == ("approved", None)
    assert acts(office)[-2:] == ["access.requested", "role.granted"]
    again = len(office.from_bot(GUEST_ES))
    await force(office, case.secretariat, approved, f"refusefor|{request.id}|unknown")
    assert (await known(office, GUEST_ES)).grants
    assert len(office.from_bot(GUEST_ES)) == again


@BOTH
async def test_a_request_is_refused_with_a_reason_in_the_askers_language(office: Living, case: Case) -> None:
    await onboard(office, GUEST_PT, "pt", case.name)
    await ask_for_access(office, GUEST_PT, "Mariana, ministério")
    (request,) = await requests_of(office, GUEST_PT)
    notice = office.world.last(case.secretariat)
    why = await tap(office, case.secretariat, notice, f"refuse|{request.id}")
    await tap(office, case.secretariat, why, f"refusefor|{request.id}|taken")
    told = office.world.last(GUEST_PT)
    assert "O seu país já tem aqui um ponto focal" in told.text
    assert not (await known(office, GUEST_PT)).grants
    assert await name_of(office, GUEST_PT) is None
    assert acts(office)[-1] == "access.refused"

    paused = await office.ask(GUEST_PT, "/access")
    assert "24 de abril" in paused.text
    later(office, timedelta(days=7, hours=1))
    assert "numa só mensagem" in (await office.ask(GUEST_PT, "/access")).text


async def test_a_stranger_is_asked_for_language_and_country_first(office: Living) -> None:
    (language,) = await office.answers(GUEST_PT, lambda: office.world.send_text(GUEST_PT, "/access"))
    await tap(office, GUEST_PT, language, "lang|en")
    message = await office.ask(GUEST_PT, "Moldova")
    message = await tap(office, GUEST_PT, message, "country|MD")
    assert "your name, your function and your institution" in message.text
    assert "secretariat" in (await office.ask(GUEST_PT, "Mariana, ministry")).text
    assert "Mariana, ministry" in office.world.last(SECRETARIAT).text


async def test_the_button_asks_once_and_cancel_ends_it(office: Living) -> None:
    await onboard(office, GUEST_PT, "en", "Moldova")
    welcome = office.world.last(GUEST_PT)
    before = len(office.from_bot(GUEST_PT))
    for _ in range(2):
        await tap(office, GUEST_PT, welcome, "access")
    (asked,) = office.from_bot(GUEST_PT)[before:]
    assert "no more than 500" in (await office.ask(GUEST_PT, "x" * 501)).text
    assert "your function" in (await office.ask(GUEST_PT, "👍")).text
    await tap(office, GUEST_PT, asked, "noaccess")
    assert "Tbilisi" in (await office.ask(GUEST_PT, "which secretariat is responsible for Georgia?")).text
    await tap(office, GUEST_PT, welcome, "access")
    assert "No request" in (await office.ask(GUEST_PT, "cancel")).text
    await tap(office, GUEST_PT, welcome, "access")
    await office.ask(GUEST_PT, "/regions")
    assert "Tbilisi" in (await office.ask(GUEST_PT, "which secretariat is responsible for Georgia?")).text
    assert await requests_of(office, GUEST_PT) == []


async def test_a_request_stands_for_a_day_and_a_later_one_takes_its_place(office: Living) -> None:
    await onboard(office, GUEST_PT, "en", "Moldova")
    await ask_for_access(office, GUEST_PT, "Mariana")
    (first,) = await requests_of(office, GUEST_PT)
    assert "still waiting" in (await office.ask(GUEST_PT, "/access")).text
    old = office.world.last(SECRETARIAT)
    later(office, timedelta(days=1))
    await ask_for_access(office, GUEST_PT, "Mariana, ministry")
    (second,) = await requests_of(office, GUEST_PT)
    assert second.id != first.id
    assert "no longer exists" in (await tap(office, SECRETARIAT, old, f"approve|{first.id}")).text
    assert not (await known(office, GUEST_PT)).grants


async def test_without_a_key_no_words_are_kept(tmp_path: Path) -> None:
    async with living(tmp_path, people=STAFF, key=None) as office:
        await onboard(office, GUEST_PT, "en", "Moldova")
        assert "cannot take requests" in (await office.ask(GUEST_PT, "/access")).text
        assert "no names" in (await tap(office, NFP_EN, await office.ask(NFP_EN, "/settings"), "name")).text


async def test_where_nobody_could_decide_that_is_said(tmp_path: Path) -> None:
    async with living(tmp_path, people=STAFF[:1]) as office:
        await onboard(office, GUEST_PT, "en", "Moldova")
        assert "cannot take requests" in (await office.ask(GUEST_PT, "/access")).text


async def test_requests_are_listed_for_those_alone_who_may_decide(office: Living) -> None:
    await onboard(office, GUEST_ES, "en", "Moldova")
    await onboard(office, GUEST_PT, "en", "Iraq")
    await ask_for_access(office, GUEST_ES, "Lucía")
    await ask_for_access(office, GUEST_PT, "Mariana")
    (theirs,), (others,) = [await requests_of(office, guest) for guest in (GUEST_ES, GUEST_PT)]
    listed = await office.ask(SECRETARIAT, "/requests")
    shown = await tap(office, SECRETARIAT, listed, f"request|{theirs.id}")
    assert "Lucía" in shown.text
    with pytest.raises(LookupError):
        await tap(office, SECRETARIAT, listed, f"request|{others.id}")
    refused = await force(office, SECRETARIAT, listed, f"request|{others.id}")
    assert "Mariana" not in refused.text
    # As what does not exist.
    assert "no longer exists" in refused.text
    assert refused.text == (await force(office, SECRETARIAT, listed, f"approve|{others.id}")).text
    assert refused.text == (await force(office, SECRETARIAT, listed, "approve|4711")).text
    assert "do not have access" in (await office.ask(NFP_EN, "/requests")).text
    assert not (await known(office, GUEST_PT)).grants
    assert len((await office.ask(ORGANIZER, "/requests")).inline_keyboard or []) == 2


async def test_nobody_decides_on_their_own_request(office: Living) -> None:
    payload = await link_of(office, ORGANIZER, "invrole|translator|0", "mklink|translator|-|-")
    await office.answers(COORDINATOR, lambda: office.world.start(COORDINATOR, payload), 2)
    (request,) = await requests_of(office, COORDINATOR)
    listed = await office.ask(COORDINATOR, "/requests")
    await force(office, COORDINATOR, listed, f"approve|{request.id}")
    await force(office, ORGANIZER, await office.ask(ORGANIZER, "/requests"), f"approve|{request.id}")
    (request,) = await requests_of(office, COORDINATOR)
    assert request.state == "open"


async def test_a_role_above_that_of_an_nfp_takes_a_second_administrator(office: Living) -> None:
    payload = await link_of(
        office, ORGANIZER, "invrole|secretariat|0", "invscope|secretariat|ca", "mklink|secretariat|ca|en"
    )
    waits, _ = await office.answers(GUEST_ES, lambda: office.world.start(GUEST_ES, payload), 2)
    assert "has to be approved" in waits.text
    assert not (await known(office, GUEST_ES)).grants
    (request,) = await requests_of(office, GUEST_ES)
    notice = office.world.last(COORDINATOR)
    assert "Claire Dubois" in notice.text
    refused = await force(office, ORGANIZER, await office.ask(ORGANIZER, "/requests"), f"approve|{request.id}")
    assert "do not have access" in refused.text
    await tap(office, COORDINATOR, notice, f"approve|{request.id}")
    assert (await known(office, GUEST_ES)).grants == (Grant(Role.SECRETARIAT, region="ca"),)
    assert "approved" in office.world.last(GUEST_ES).text


async def test_the_only_administrator_is_told_that_a_second_one_is_missing(tmp_path: Path) -> None:
    async with living(tmp_path, people=STAFF[3:4]) as office:
        message = await office.ask(ORGANIZER, "/invite")
        for each in ("invrole|administrator|0", "mklink|administrator|-|-"):
            message = await tap(office, ORGANIZER, message, each)
        assert "there is none yet" in message.text
        found = LINK.search(message.text)
        assert found
        waits, _ = await office.answers(GUEST_ES, lambda: office.world.start(GUEST_ES, found[1]), 2)
        assert "Todavía no hay aquí nadie" in waits.text
        assert not (await known(office, GUEST_ES)).grants


async def test_a_demoted_deciders_buttons_do_nothing(office: Living) -> None:
    await onboard(office, GUEST_ES, "en", "Moldova")
    await ask_for_access(office, GUEST_ES, "Lucía, ministry")
    (request,) = await requests_of(office, GUEST_ES)
    notice = office.world.last(SECRETARIAT)
    await demote(office, SECRETARIAT)
    refused = await tap(office, SECRETARIAT, notice, f"approve|{request.id}")
    assert "do not have access" in refused.text
    assert "Lucía" not in refused.text
    assert not (await known(office, GUEST_ES)).grants


@pytest.mark.parametrize(
    "name",
    [
        "<b>Bob</b> & {name} %s",
        "\u202eevil\u202c\u200bBob",
        "Bob" + "\u0301" * 300,
        "B" * 4000,
        "\u200b\u202e",
        "بوب Bob",
    ],
)
async def test_whatever_people_are_called_notices_and_lists_can_be_read(office: Living, name: str) -> None:
    stranger = office.world.add_person(5001, name).id
    await onboard(office, stranger, "en", "Moldova")
    await ask_for_access(office, stranger, "Bob <i>&amp;\u202e of the ministry\u200b" + "\u0301" * 30)
    notice = office.world.last(SECRETARIAT)
    (request,) = await requests_of(office, stranger)
    listed = await office.ask(SECRETARIAT, "/requests")
    for text in (notice.text, str(listed.inline_keyboard)):
        assert not set(text) & set("\u202e\u202c\u200b")
        assert "B" * 65 not in text
    assert "Moldova" in notice.text
    assert "<i>&amp; of the ministr" in notice.text
    await tap(office, SECRETARIAT, listed, f"request|{request.id}")
    await tap(office, SECRETARIAT, notice, f"approve|{request.id}")
    assert (await known(office, stranger)).grants == (Grant(Role.NFP, country="MD"),)


async def test_an_edited_message_is_not_taken_for_what_was_asked_for(office: Living) -> None:
    await onboard(office, GUEST_ES, "en", "Moldova")
    asked = office.world.send_text(GUEST_ES, "which regions are there?")
    await office.idle()
    await office.ask(GUEST_ES, "/access")
    office.world.edit(GUEST_ES, asked.id, "which countries are there?")
    await office.idle()
    assert await requests_of(office, GUEST_ES) == []
