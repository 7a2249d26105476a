"""Joining by a link, one by one and by the dozen, in English and in Arabic."""

import io
import logging
from functools import partial

import pytest
import segno
from openpyxl import load_workbook

from bot.domain.people import Grant, Role
from bot.services.invitations import LIFETIME, Invitations
from tests.conversations.conftest import GUEST_ES, GUEST_PT, NFP_EN, ORGANIZER, SECRETARIAT
from tests.conversations.office import (
    ARABIC,
    BOTH,
    ENGLISH,
    LINK,
    Case,
    acts,
    demote,
    file_of,
    force,
    known,
    later,
    link_of,
    name_of,
    requests_of,
    tap,
)
from tests.living import Living


@BOTH
async def test_joining_by_link(office: Living, case: Case, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    countries = await office.ask(case.secretariat, "/invite")
    languages = await tap(office, case.secretariat, countries, f"invscope|nfp|{case.country}")
    before = len(office.from_bot(case.secretariat))
    made = await tap(office, case.secretariat, languages, f"mklink|nfp|{case.country}|{case.language}")
    assert case.name in made.text
    found = LINK.search(made.text)
    assert found
    # It can be copied with a tap, and nothing else along with it.
    (code,) = [entity for entity in made.entities if entity["type"] == "code"]
    coded = made.text.encode("utf-16-le")[2 * code["offset"] : 2 * (code["offset"] + code["length"])]
    assert coded.decode("utf-16-le") == found[0]

    (picture,) = office.from_bot(case.secretariat)[before:]
    assert picture.kind == "photo"
    expected = io.BytesIO()
    segno.make_qr(found[0], error="m").save(expected, kind="png", scale=10)
    assert file_of(office, picture.media[-1]) == expected.getvalue()

    await office.database.checkpoint()
    assert found[1].encode() not in office.database.path.read_bytes()
    accepted, welcome = await office.answers(GUEST_ES, lambda: office.world.start(GUEST_ES, found[1]), 2)
    assert case.name in accepted.text
    assert case.name in welcome.text
    person = await known(office, GUEST_ES)
    assert (person.grants, person.language) == ((Grant(Role.NFP, country=case.country),), case.language)
    assert await name_of(office, GUEST_ES) == "Lucía Fernández"
    assert found[1] not in caplog.text
    assert acts(office)[-3:] == ["invite.made", "invite.used", "role.granted"]


@BOTH
async def test_joining_by_workbook(office: Living, case: Case) -> None:
    countries = await office.ask(case.secretariat, "/invite")
    region = "seee" if case is ENGLISH else "mie"
    before = len(office.from_bot(case.secretariat))
    for _ in range(2):
        office.world.press_data(case.secretariat, countries.id, f"v1|mklinks|{region}")
    await office.idle()
    (document,) = office.from_bot(case.secretariat)[before:]
    sheet = load_workbook(io.BytesIO(file_of(office, document.media))).active
    assert sheet is not None
    assert bool(sheet.sheet_view.rightToLeft) is (case is ARABIC)
    _, *rows = sheet.iter_rows(values_only=True)
    codes = {str(row[1]): row for row in rows}
    # Georgia has its focal point.
    assert "GE" not in codes
    assert case.country in codes
    assert case.name in str(codes[case.country][0])
    assert len({row[3] for row in rows}) == len(rows)
    found = LINK.fullmatch(str(codes[case.country][3]))
    assert found
    await office.answers(GUEST_PT, lambda: office.world.start(GUEST_PT, found[1]), 2)
    person = await known(office, GUEST_PT)
    assert person.grants == (Grant(Role.NFP, country=case.country),)
    if case is ARABIC:
        assert person.language == "ar"


async def test_a_link_of_a_maker_who_is_demoted_meanwhile_waits_for_somebody_else(office: Living) -> None:
    payload = await link_of(office, SECRETARIAT, "invscope|nfp|MD", "mklink|nfp|MD|en")
    await demote(office, SECRETARIAT)
    waits, _ = await office.answers(GUEST_ES, lambda: office.world.start(GUEST_ES, payload), 2)
    assert "approved" in waits.text
    assert not (await known(office, GUEST_ES)).grants
    (request,) = await requests_of(office, GUEST_ES)
    notice = office.world.last(ORGANIZER)
    await tap(office, ORGANIZER, notice, f"approve|{request.id}")
    assert (await known(office, GUEST_ES)).grants == (Grant(Role.NFP, country="MD"),)


@pytest.mark.parametrize(
    "data",
    ["invscope|nfp|KZ", "mklink|nfp|KZ|en", "mklink|administrator|-|-", "mklink|secretariat|-|-", "mklinks|ca",
     "invregion|ca|0", "invrole|organizer|0", "mklink|organizer|-|en"],
)  # fmt: skip
async def test_a_secretariat_cannot_give_by_forged_buttons_what_is_not_its_own(office: Living, data: str) -> None:
    message = await office.ask(SECRETARIAT, "/invite")
    refused = await force(office, SECRETARIAT, message, data)
    assert "do not have access" in refused.text
    assert "invite.made" not in acts(office)


@pytest.mark.parametrize("data", ["invscope|nfp|QQ", "invscope|boss|-", "mklink|nfp|MD|xx", "mklink|organizer|no|en",
                                  "invregion|gone|0", "invregion|seee|x", "refusefor|1|because", "approve|1e9",
                                  "approve|999", "invrole|nfp|-1"])  # fmt: skip
async def test_what_no_button_says_gives_nothing(office: Living, data: str) -> None:
    message = await office.ask(ORGANIZER, "/invite")
    after = await force(office, ORGANIZER, message, data)
    assert not LINK.search(after.text)
    assert "invite.made" not in acts(office)


async def test_two_taps_make_one_link(office: Living) -> None:
    message = await office.ask(SECRETARIAT, "/invite Moldova")
    before = len(office.from_bot(SECRETARIAT))
    for _ in range(2):
        office.world.press_data(SECRETARIAT, message.id, "v1|mklink|nfp|MD|en")
    await office.idle()
    assert acts(office).count("invite.made") == 1
    assert len(office.from_bot(SECRETARIAT)) == before + 1


@pytest.mark.parametrize("typed", ["Moldova", "MD", "moldavie", "Молдова", "مولدوفا"])
async def test_a_country_is_typed_in_any_language(office: Living, typed: str) -> None:
    message = await office.ask(SECRETARIAT, f"/invite {typed}")
    assert "Moldova" in message.text
    assert LINK.search((await tap(office, SECRETARIAT, message, "mklink|nfp|MD|-")).text)


async def test_a_country_beyond_the_region_is_not_offered(office: Living) -> None:
    assert "Kazakhstan" not in (await office.ask(SECRETARIAT, "/invite Kazakhstan")).text
    assert "Kazakhstan" in (await office.ask(ORGANIZER, "/invite Kazakhstan")).text


async def test_ones_own_link_is_for_others(office: Living) -> None:
    payload = await link_of(office, SECRETARIAT, "invscope|nfp|MD", "mklink|nfp|MD|en")
    own, _ = await office.answers(SECRETARIAT, lambda: office.world.start(SECRETARIAT, payload), 2)
    assert "yourself" in own.text
    await office.answers(GUEST_ES, lambda: office.world.start(GUEST_ES, payload), 2)
    assert (await known(office, GUEST_ES)).grants == (Grant(Role.NFP, country="MD"),)


async def test_a_link_that_brings_nothing_new_is_not_used_up(office: Living) -> None:
    payload = await link_of(office, SECRETARIAT, "invscope|nfp|GE", "mklink|nfp|GE|en")
    held, _ = await office.answers(NFP_EN, lambda: office.world.start(NFP_EN, payload), 2)
    assert "already have this role" in held.text
    await office.answers(GUEST_ES, lambda: office.world.start(GUEST_ES, payload), 2)
    assert (await known(office, GUEST_ES)).grants == (Grant(Role.NFP, country="GE"),)


async def test_a_link_expires(office: Living) -> None:
    payload = await link_of(office, SECRETARIAT, "invscope|nfp|MD", "mklink|nfp|MD|en")
    later(office, LIFETIME)
    refused, _ = await office.answers(GUEST_ES, lambda: office.world.start(GUEST_ES, payload), 2)
    assert "Moldova" not in refused.text
    assert not (await known(office, GUEST_ES)).grants


async def test_a_handover_passes_the_role_at_once_where_its_maker_may_give_it(office: Living) -> None:
    holder, maker = await known(office, NFP_EN), await known(office, SECRETARIAT)
    async with office.database.unit_of_work() as uow:
        (held,) = await uow.grants.of(holder.id)
        payload = await Invitations(uow, office.clock.now()).create(held.grant, "en", by=maker, replaces=held.id)
        await uow.commit()
    await office.answers(GUEST_ES, lambda: office.world.start(GUEST_ES, payload), 2)
    assert (await known(office, GUEST_ES)).grants == (Grant(Role.NFP, country="GE"),)
    assert not (await known(office, NFP_EN)).grants


async def test_an_administrator_invites_an_organizer_of_one_meeting(office: Living) -> None:
    message = await office.ask(ORGANIZER, "/invite")
    message = await tap(office, ORGANIZER, message, "invrole|organizer|0")
    message = await tap(office, ORGANIZER, message, "invscope|organizer|brussels-2023")
    message = await tap(office, ORGANIZER, message, "mklink|organizer|brussels-2023|-")
    assert "another administrator" in message.text
    assert LINK.search(message.text)
    message = await tap(office, ORGANIZER, message, "invite|below")
    assert LINK.search(message.text), "the link stays where it is"


@pytest.mark.parametrize(
    "payload",
    ["x" * 3000, "i" + "A" * 23, "i" + "A" * 21, "I" + "A" * 22, "i; DROP TABLE invites", "i" + "é" * 22, "1001"],
)
async def test_what_is_no_link_brings_nothing_and_breaks_nothing(office: Living, payload: str) -> None:
    send = partial(office.world.send_text, GUEST_ES, f"/start {payload}")
    refused, language = await office.answers(GUEST_ES, send, 2)
    assert "enlace" in refused.text
    assert language.inline_keyboard
    assert not (await known(office, GUEST_ES)).grants
