"""What a second person has not seen goes to nobody, and nothing goes to or is kept of those who have left."""

from collections.abc import Awaitable, Callable
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import TypeVar

import pytest

from bot.domain.announcements import Content, Reached, State, Timing
from bot.domain.audience import EVERYONE
from bot.domain.outcomes import Failed, Gone
from bot.domain.people import Person
from bot.ports import UnitOfWork
from bot.services.announcing import Announcing, NotNow
from bot.services.checks import is_allowed
from bot.services.drafting import Drafting
from tests import announce
from tests.living import demonstration
from tests.services.broadcasts import House, house

T = TypeVar("T")

UNSEEN = Content(texts={"en": "What nobody else has seen"})


async def act(here: House, what: Callable[[Announcing, Drafting, UnitOfWork], Awaitable[T]]) -> T:
    """As `House.act`, where more than ten readers need a second person."""
    async with here.database.unit_of_work() as uow:
        now = here.clock.now()
        drafting = Drafting(uow, announce.PACK, now)
        done = await what(Announcing(uow, drafting, announce.PACK, now, approval_above=10), drafting, uow)
        await uow.commit()
    here.engine.wake()
    return done


async def correct(here: House, by: Person, announcement: int) -> object:
    """Write a correction, and want it to go."""

    async def write(announcing: Announcing, drafting: Drafting, _: UnitOfWork) -> object:
        own = await drafting.own(by, announcement)
        assert own is not None
        await drafting.change(own, content=UNSEEN)
        return await announcing.correct(by, announcement)

    return await act(here, write)


async def forget(here: House, person: Person) -> None:
    async with here.database.unit_of_work() as uow:
        await uow.outbox.forget(person.id)
        await uow.own_data.erase(person.id)
        await uow.commit()


async def take_roles(here: House, person_id: int) -> None:
    async with here.database.unit_of_work() as uow:
        for held in await uow.grants.of(person_id):
            await uow.grants.take(held.id)
        await uow.commit()


async def test_a_correction_of_one_that_was_stopped_early_counts_whom_it_can_still_reach(tmp_path: Path) -> None:
    async with house(tmp_path, at_once=2) as here:
        here.readers(20)
        here.post.answers = 0
        announcement = await here.begin()
        await here.until(lambda: len(here.post.sent) == 2)
        await here.act(lambda announcing: announcing.stop(here.author, announcement))
        here.post.open.set()
        await here.until_over(announcement)
        assert await correct(here, here.author, announcement) is NotNow.SECOND


async def test_nobody_approves_what_they_wrote_in_place_of_a_forgotten_author(tmp_path: Path) -> None:
    async with house(tmp_path) as here:
        here.readers(20)
        ben, cyra = [await announce.add_author(here.database, here.clock.now(), each) for each in (901, 902)]
        announcement = await here.begin()
        await here.until_over(announcement)
        await forget(here, here.author)
        assert await correct(here, ben, announcement) is NotNow.SECOND
        await act(here, lambda announcing, *_: announcing.ask(ben, announcement))
        digest = (await here.get(announcement)).digest
        assert await act(here, lambda announcing, *_: announcing.approve(ben, announcement, digest)) is NotNow.SAME
        await act(here, lambda announcing, *_: announcing.approve(cyra, announcement, digest))
        assert (await here.get(announcement)).is_approved


async def test_nothing_unsent_is_kept_of_an_author_who_is_forgotten(tmp_path: Path) -> None:
    async with house(tmp_path) as here:
        here.readers(2)
        sent = await here.begin()
        await here.until_over(sent)
        at = Timing(kind="at", at=here.clock.now() + timedelta(days=2))

        async def write(_: Announcing, drafting: Drafting, uow: UnitOfWork) -> int:
            gone = await drafting.own(here.author, sent)
            assert gone is not None
            await drafting.change(gone, content=UNSEEN)
            scheduled = await drafting.change(await drafting.begin(here.author), content=UNSEEN, timing=at)
            await uow.announcements.put(replace(scheduled, state=State.SCHEDULED))
            return scheduled.id

        scheduled = await act(here, write)
        await forget(here, here.author)
        async with here.database.unit_of_work() as uow:
            assert await uow.announcements.get(scheduled) is None
        assert (await here.get(sent)).correction is None


async def test_why_it_was_refused_is_not_kept_of_whoever_is_forgotten(tmp_path: Path) -> None:
    async with house(tmp_path) as here:
        here.readers(2)
        ben = await announce.add_author(here.database, here.clock.now(), 901)

        async def refused(announcing: Announcing, drafting: Drafting, _: UnitOfWork) -> int:
            draft = await drafting.change(await drafting.begin(here.author), content=UNSEEN, selection=EVERYONE)
            await announcing.ask(here.author, draft.id)
            await announcing.refuse(ben, draft.id, draft.digest, "Too long.")
            return draft.id

        number = await act(here, refused)
        assert (await here.get(number)).refusal == "Too long."
        await forget(here, ben)
        assert (await here.get(number)).refusal is None


async def test_whose_last_role_is_taken_before_their_turn_does_not_get_it(tmp_path: Path) -> None:
    async with house(tmp_path, at_once=2) as here:
        here.readers(6)
        here.post.answers = 0
        announcement = await here.begin()
        await here.until(lambda: len(here.post.sent) == 2)
        await take_roles(here, 1004)
        here.post.open.set()
        await here.until_over(announcement)
        assert here.rows("reached, reason", "person_id = 1004") == [("failed", "no role any more")]
        assert 1004 not in [each.chat_id for each in here.post.sent]
        assert len(here.post.sent) == 5


async def test_it_is_sent_once_more_only_to_those_who_hold_a_role_still(tmp_path: Path) -> None:
    async with house(tmp_path) as here:
        here.readers(3)
        here.post.says = {1001: [Failed("refused")], 1002: [Failed("refused")]}
        announcement = await here.begin()
        await here.until_over(announcement)
        await take_roles(here, 1001)
        async with here.database.unit_of_work() as uow:
            assert await uow.deliveries.retriable(announcement, (Reached.FAILED,), here.clock.now()) == 1
        await here.act(lambda announcing: announcing.retry(here.author, announcement))
        await here.until_over(announcement)
        assert [each.chat_id for each in here.post.sent].count(1001) == 1
        assert [each.chat_id for each in here.post.sent].count(1002) == 2


async def test_what_was_never_sent_is_kept_no_longer_than_what_was(tmp_path: Path) -> None:
    async with house(tmp_path) as here:
        here.readers(3)
        here.post.says = {1001: [Gone("blocked")], 1002: [Failed("refused")]}
        announcement = await here.begin()
        await here.until_over(announcement)
        begun = here.clock.now()
        for before, left in ((begun, 3), (begun + timedelta(seconds=1), 0)):
            async with here.database.unit_of_work() as uow:
                await uow.deliveries.tidy(before)
                await uow.commit()
            assert len(here.rows("id")) == left


@pytest.mark.parametrize(
    ("address", "allowed"),
    [
        ("https://www.example.org/x", True),
        ("https://evil.net\\@example.org/x", False),
        ("https://somebody@example.org/", False),
        ("https://[x", False),
    ],
)
def test_an_address_that_apps_read_otherwise_is_not_allowed(address: str, allowed: bool) -> None:
    assert is_allowed(address, demonstration()) is allowed
