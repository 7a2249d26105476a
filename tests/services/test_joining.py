"""Invite links, whatever comes as one; and requests, whoever decides on them when."""

import asyncio
from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot import app
from bot.domain import messages
from bot.domain.people import Grant, Person, Role
from bot.services.invitations import LIFETIME, Invitations, countries_named
from bot.services.inviting import suggested_language
from bot.services.roles import Roles
from storage.cipher import Cipher, new_key
from storage.database import Database
from tests.databases import make_tables

NOW = datetime(2023, 4, 17, 9, tzinfo=UTC)
GEORGIA = Grant(Role.NFP, country="GE")
SOUTH_EAST, ADMINISTRATOR = Grant(Role.SECRETARIAT, region="seee"), Grant(Role.ADMINISTRATOR)
KNOWN = app.knowledge()
WORKSHOP = KNOWN.workshop(app.pack_named("sample"), lambda: "nfp_bot")


@pytest.fixture
async def database(tmp_path: Path) -> AsyncIterator[Database]:
    made = Database(f"sqlite+aiosqlite:///{tmp_path}/bot.sqlite3", Cipher(new_key()))
    await make_tables(made)
    yield made
    await made.close()


async def somebody(database: Database, telegram_id: int, *grants: Grant) -> Person:
    async with database.unit_of_work() as uow:
        person = await uow.people.add(telegram_id, "en", NOW)
        await uow.people.choose_language(person.id, "en")
        for grant in grants:
            await Roles(uow, NOW).give(person, grant, by=None)
        found = await uow.people.find(person.id, NOW)
        await uow.commit()
    assert found is not None
    return found


async def again(database: Database, person: Person, at: datetime = NOW) -> Person:
    async with database.unit_of_work() as uow:
        found = await uow.people.find(person.id, at)
    assert found is not None
    return found


async def link(
    database: Database,
    grant: Grant,
    by: Person | None = None,
    *,
    replaces: int | None = None,
    until: datetime | None = None,
) -> str:
    async with database.unit_of_work() as uow:
        payload = await Invitations(uow, NOW).create(grant, "en", by=by, replaces=replaces, until=until)
        await uow.commit()
    return payload


async def use(database: Database, payload: str, person: Person, at: datetime = NOW) -> messages.Message:
    async with database.unit_of_work() as uow:
        said = await WORKSHOP.services(uow, at).joining.use(payload, person, "Somebody")
        await uow.commit()
    return said


@settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.text(max_size=80) | st.text(min_size=4000, max_size=4100) | st.from_regex(r"i[A-Za-z0-9_-]{20,24}"))
async def test_whatever_comes_as_a_payload_brings_nothing(database: Database, payload: str) -> None:
    async with database.unit_of_work() as uow:
        person = await uow.people.by_telegram(1, NOW) or await uow.people.add(1, "en", NOW)
        await Invitations(uow, NOW).create(ADMINISTRATOR, None)
        said = await WORKSHOP.services(uow, NOW).joining.use(payload, person, None)
        found = await uow.people.find(person.id, NOW)
    assert said == messages.InviteRefused()
    assert found is not None
    assert not found.grants


@settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.data())
async def test_a_payload_with_any_change_is_another(database: Database, data: st.DataObject) -> None:
    async with database.unit_of_work() as uow:
        payload = await Invitations(uow, NOW).create(GEORGIA, None)
        changed = data.draw(
            st.sampled_from(
                [payload + "A", payload[:-1], payload.upper(), payload.lower(), " " + payload, payload + "\n"]
            )
            | st.integers(0, len(payload) - 1).map(lambda at: payload[:at] + "." + payload[at + 1 :])
        )
        invitations = Invitations(uow, NOW)
        assert (await invitations.find(changed) is None) == (changed != payload)
        assert (await invitations.find(payload)) is not None


async def test_a_link_from_the_command_line_gives_any_role_at_once(database: Database) -> None:
    person = await somebody(database, 1)
    for grant in (ADMINISTRATOR, SOUTH_EAST, GEORGIA, Grant(Role.ORGANIZER, meeting="brussels-2023")):
        said = await use(database, await link(database, grant), person)
        assert isinstance(said, messages.InviteAccepted)
    assert len((await again(database, person)).grants) == 4


async def test_the_role_ends_when_the_link_says(database: Database) -> None:
    person, until = await somebody(database, 1), NOW + timedelta(days=3)
    await use(database, await link(database, GEORGIA, until=until), person)
    assert (await again(database, person, until - timedelta(seconds=1))).grants == (GEORGIA,)
    assert (await again(database, person, until)).grants == ()


async def test_a_request_for_a_role_that_would_have_ended_is_listed_no_more(database: Database) -> None:
    maker, other = await somebody(database, 1, ADMINISTRATOR), await somebody(database, 2, ADMINISTRATOR)
    until = NOW + timedelta(days=1)
    payload = await link(database, ADMINISTRATOR, by=maker, until=until)
    await use(database, payload, await somebody(database, 3))
    for at, count in ((until - timedelta(seconds=1), 1), (until, 0)):
        async with database.unit_of_work() as uow:
            said = await WORKSHOP.services(uow, at).requests.all_open(other)
        assert isinstance(said, messages.OpenRequests)
        assert len(said.requests) == count


async def test_a_link_to_hand_over_is_not_used_up_by_the_one_who_holds_the_role(database: Database) -> None:
    holder, successor = await somebody(database, 1, GEORGIA), await somebody(database, 2)
    secretariat = await somebody(database, 3, SOUTH_EAST)
    async with database.unit_of_work() as uow:
        (held,) = await uow.grants.of(holder.id)
    payload = await link(database, GEORGIA, by=secretariat, replaces=held.id)
    assert isinstance(await use(database, payload, holder), messages.InviteHeld)
    assert isinstance(await use(database, payload, successor), messages.InviteAccepted)
    assert (await again(database, successor)).grants == (GEORGIA,)
    assert (await again(database, holder)).grants == ()


async def test_a_role_that_has_ended_is_not_given(database: Database) -> None:
    person, until = await somebody(database, 1), NOW + timedelta(days=3)
    payload = await link(database, GEORGIA, until=until)
    assert await use(database, payload, person, until) == messages.InviteRefused()


async def test_the_last_instant_of_a_link(database: Database) -> None:
    person = await somebody(database, 1)
    payload = await link(database, GEORGIA)
    assert await use(database, payload, person, NOW + LIFETIME) == messages.InviteRefused()
    said = await use(database, payload, person, NOW + LIFETIME - timedelta(seconds=1))
    assert isinstance(said, messages.InviteAccepted)


async def test_a_makers_authority_is_looked_up_when_the_link_is_used(database: Database) -> None:
    maker, person = await somebody(database, 1, SOUTH_EAST), await somebody(database, 2)
    payload = await link(database, GEORGIA, maker)
    async with database.unit_of_work() as uow:
        (held,) = await uow.grants.of(maker.id)
        await uow.grants.take(held.id)
        await uow.commit()
    said = await use(database, payload, person)
    assert said == messages.InviteWaits(role=Role.NFP, country="GE", nobody=True)
    assert not (await again(database, person)).grants


async def test_a_link_is_not_made_stronger_by_what_its_maker_becomes(database: Database) -> None:
    """Whoever could give nothing when they made it gives nothing alone; a second one decides."""
    maker, person = await somebody(database, 1, GEORGIA), await somebody(database, 2)
    said = await use(database, await link(database, GEORGIA, maker), person)
    assert isinstance(said, messages.InviteWaits)


async def test_ones_own_handover_is_refused_and_its_link_stays(database: Database) -> None:
    nfp, keeper = await somebody(database, 1, GEORGIA), await somebody(database, 3, SOUTH_EAST)
    async with database.unit_of_work() as uow:
        (held,) = await uow.grants.of(nfp.id)
    payload = await link(database, GEORGIA, nfp, replaces=held.id)
    assert await use(database, payload, nfp) == messages.InviteOwn()
    successor = await somebody(database, 2)
    assert isinstance(await use(database, payload, successor), messages.InviteWaits)
    async with database.unit_of_work() as uow:
        (request,) = await uow.requests.open()
        decided = await WORKSHOP.services(uow, NOW).requests.approve(keeper, request.id)
        await uow.commit()
    assert isinstance(decided, messages.RequestDecided)
    assert (await again(database, successor)).grants == (GEORGIA,)
    assert (await again(database, nfp)).grants == ()


async def test_a_handover_whose_role_is_gone_still_brings_it(database: Database) -> None:
    keeper, successor = await somebody(database, 1, SOUTH_EAST), await somebody(database, 2)
    await use(database, await link(database, GEORGIA, keeper, replaces=999), successor)
    assert (await again(database, successor)).grants == (GEORGIA,)


async def test_of_two_who_decide_at_once_one_does(database: Database) -> None:
    deciders = [await somebody(database, number, SOUTH_EAST) for number in (1, 2)]
    for round_ in range(5):
        asker = replace(await somebody(database, 10 + round_), country="GE")
        async with database.unit_of_work() as uow:
            await WORKSHOP.services(uow, NOW).requests.take(asker, "Somebody", "Somebody")
            await uow.commit()
        async with database.unit_of_work() as uow:
            (request,) = await uow.requests.of(asker.id)

        async def decide(decider: Person, approve: bool, request_id: int) -> messages.Message:
            async with database.unit_of_work() as uow:
                requests = WORKSHOP.services(uow, NOW).requests
                said = await (
                    requests.approve(decider, request_id) if approve else requests.refuse(decider, request_id, "none")
                )
                await uow.commit()
            return said

        said = await asyncio.gather(*(decide(each, index == 0, request.id) for index, each in enumerate(deciders)))
        assert len({each.state for each in said if isinstance(each, messages.RequestDecided)}) == 1
        granted = bool((await again(database, asker)).grants)
        async with database.unit_of_work() as uow:
            (request,) = await uow.requests.of(asker.id)
        assert granted == (request.state == "approved")
        assert request.words is None


async def test_a_list_of_countries_is_read_in_any_language() -> None:
    entries = [
        ("1", "Georgia"),
        ("2", "ma"),
        ("3", "Казахстан"),
        ("4", "الأردن"),
        ("5", "Côte d’Ivoire"),
        ("6", "España"),
    ]
    assert countries_named(entries, KNOWN.countries) == ["GE", "MA", "KZ", "JO", "CI", "ES"]


@pytest.mark.parametrize(
    ("country", "language"),
    [("JO", "ar"), ("KZ", "ru"), ("US", "en"), ("GE", None), ("MA", None), pytest.param("UA", None, id="contested")],
)
def test_a_link_begins_in_a_language_only_where_that_is_beyond_doubt(country: str, language: str | None) -> None:
    assert suggested_language(country, ("en", "fr", "ar", "ru", "es", "pt")) == language
