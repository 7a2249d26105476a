import sqlite3
from contextlib import closing
from datetime import datetime, timedelta

import pytest

from bot.domain.exchange import Claimed, Outgoing, Priority
from bot.domain.messages import Help, LanguageSet, MeetingCard
from bot.domain.outcomes import Early, Failed, Gone, Later, Outcome, Sent, Unknown
from bot.domain.people import Person, Subscription
from storage.database import Database
from tests.storage.conftest import NOON

MINUTE = timedelta(minutes=1)
ANN, BEN = 101, -1_002_000_000_000


def answer(person: Person, chat: int = ANN, once: str | None = None) -> Outgoing:
    return Outgoing(chat, person.id, Help(), Priority.ANSWER, once=once)


def announcement(person: Person, chat: int = ANN, meeting: str = "tbilisi-2023") -> Outgoing:
    return Outgoing(chat, person.id, MeetingCard(meeting=meeting), Priority.ANNOUNCEMENT)


async def add(database: Database, *outgoing: Outgoing) -> None:
    async with database.unit_of_work() as work:
        await work.outbox.add(outgoing, NOON)
        await work.commit()


NEWS = Subscription.ANNOUNCEMENTS


async def claim(
    database: Database, limit: int = 10, busy: tuple[int, ...] = (), at: timedelta = MINUTE
) -> list[Claimed]:
    async with database.unit_of_work() as work:
        rows = await work.outbox.claim(NOON + at, NOON + at + MINUTE, limit, busy)
        await work.commit()
    return rows


async def record(database: Database, row: int, outcome: Outcome, retry: timedelta | None = None) -> None:
    async with database.unit_of_work() as work:
        await work.outbox.record(row, outcome, NOON, retry_at=None if retry is None else NOON + retry)
        await work.commit()


def rows(database: Database) -> list[tuple[object, ...]]:
    """State, attempts, reason and id of the message of each row."""
    with closing(sqlite3.connect(database.path)) as connection:
        return connection.execute("SELECT state, attempts, reason, message_id FROM outbox ORDER BY id").fetchall()


async def test_a_row_comes_out_as_it_went_in(database: Database, person: Person) -> None:
    await add(database, Outgoing(BEN, person.id, LanguageSet(), Priority.REMINDER, NEWS, "pt", edits=2**31, once="key"))
    (row,) = await claim(database)
    assert row == Claimed(row.id, BEN, person.id, LanguageSet(), Priority.REMINDER, NEWS, "pt", 2**31, 0, 0)


async def test_answers_go_first_then_by_age(database: Database, person: Person) -> None:
    await add(database, announcement(person, 1), announcement(person, 2), answer(person, 3), answer(person, 4))
    assert [row.chat_id for row in await claim(database, limit=3)] == [3, 4, 1]
    assert [row.chat_id for row in await claim(database)] == [2]


async def test_answers_to_guests_go_after_all_else_and_can_be_left_out(database: Database, person: Person) -> None:
    guest = Outgoing(3, person.id, Help(), Priority.GUEST)
    await add(database, guest, announcement(person, 1), answer(person, 2))
    async with database.unit_of_work() as work:
        claimed = await work.outbox.claim(NOON, NOON, 5, (), Priority.ANNOUNCEMENT)
        assert [row.chat_id for row in claimed] == [2, 1]
    assert [row.chat_id for row in await claim(database)] == [2, 1, 3]


async def test_one_row_a_chat_at_a_time_in_order(database: Database, person: Person) -> None:
    await add(database, announcement(person, ANN, "a"), announcement(person, ANN, "b"), answer(person, ANN))
    kinds = []
    for _ in range(3):
        (row,) = await claim(database)
        assert await claim(database) == []
        kinds.append(row.message)
        await record(database, row.id, Sent(1))
    assert kinds == [Help(), MeetingCard(meeting="a"), MeetingCard(meeting="b")]
    assert await claim(database) == []


async def test_what_is_added_while_a_row_is_sent_waits_for_its_outcome(database: Database, person: Person) -> None:
    await add(database, announcement(person))
    (row,) = await claim(database)
    await add(database, answer(person))
    assert await claim(database) == []
    await record(database, row.id, Sent(1))
    assert [row.priority for row in await claim(database)] == [Priority.ANSWER]


async def test_busy_chats_are_left_alone(database: Database, person: Person) -> None:
    await add(database, answer(person, ANN), announcement(person, BEN))
    assert [row.chat_id for row in await claim(database, busy=(ANN,))] == [BEN]


async def test_nothing_is_claimed_where_nothing_is_wanted(database: Database, person: Person) -> None:
    await add(database)
    await add(database, answer(person))
    assert await claim(database, limit=0) == []


async def test_a_key_is_used_once(database: Database, person: Person) -> None:
    await add(database, answer(person, once="a"), answer(person, once="a"), answer(person), answer(person))
    (row,) = await claim(database)
    await record(database, row.id, Sent(1))
    await add(database, answer(person, once="a"))
    assert len(rows(database)) == 3


@pytest.mark.parametrize(
    ("outcome", "row"),
    [
        (Sent(55), ("sent", 1, None, 55)),
        (Sent(None), ("sent", 1, None, None)),
        (Failed("Bad Request"), ("failed", 1, "Bad Request", None)),
        (Gone("blocked"), ("gone", 1, "blocked", None)),
        (Unknown("connection broke"), ("unknown", 1, "connection broke", None)),
    ],
)
async def test_an_outcome_settles_the_row(
    database: Database, person: Person, outcome: Outcome, row: tuple[object, ...]
) -> None:
    await add(database, answer(person))
    (claimed,) = await claim(database)
    await record(database, claimed.id, outcome)
    assert rows(database) == [row]
    assert await claim(database, at=timedelta(days=999)) == []
    async with database.unit_of_work() as work:
        assert await work.outbox.next_due() is None


async def test_later_puts_off_the_whole_chat(database: Database, person: Person) -> None:
    await add(database, announcement(person, ANN), announcement(person, ANN), announcement(person, BEN))
    first, _ = await claim(database)
    await record(database, first.id, Later(NOON + 60 * MINUTE, "429"))
    await add(database, answer(person, ANN))
    assert await claim(database, at=59 * MINUTE) == []
    async with database.unit_of_work() as work:
        assert await work.outbox.next_due() == NOON + 60 * MINUTE
    (after,) = await claim(database, at=60 * MINUTE)
    assert (after.chat_id, after.priority) == (ANN, Priority.ANSWER)
    await record(database, after.id, Sent(1))
    (again,) = await claim(database, at=60 * MINUTE)
    assert (again.id, again.attempts) == (first.id, 0)


async def test_an_unknown_outcome_with_a_time_is_tried_again_then(database: Database, person: Person) -> None:
    await add(database, answer(person))
    (row,) = await claim(database)
    await record(database, row.id, Unknown("broke"), retry=5 * MINUTE)
    assert await claim(database, at=4 * MINUTE) == []
    (again,) = await claim(database, at=5 * MINUTE)
    assert (again.id, again.attempts) == (row.id, 1)


async def test_an_outcome_that_comes_twice_counts_once(database: Database, person: Person) -> None:
    await add(database, answer(person))
    (row,) = await claim(database)
    await record(database, row.id, Sent(1))
    await record(database, row.id, Unknown("broke"), retry=MINUTE)
    assert rows(database) == [("sent", 1, None, 1)]


async def test_parts_that_left_are_known_to_the_next_attempt(database: Database, person: Person) -> None:
    await add(database, answer(person))
    (row,) = await claim(database)
    async with database.unit_of_work() as work:
        await work.outbox.part_sent(row.id, 71)
        await work.outbox.part_sent(row.id, 72)
        await work.commit()
    await record(database, row.id, Later(NOON + MINUTE, "429"))
    (again,) = await claim(database)
    assert again.parts_sent == 2


async def test_after_a_crash_leases_are_unknown_attempts(database: Database, person: Person) -> None:
    await add(database, answer(person, 1), answer(person, 2), announcement(person, 3), answer(person, 4))
    (first,) = await claim(database, limit=1)
    await record(database, first.id, Unknown("broke"), retry=MINUTE)
    assert [row.attempts for row in await claim(database)] == [1, 0, 0, 0]

    async with database.unit_of_work() as work:
        up_to = {Priority.ANSWER: 2, Priority.REMINDER: 2, Priority.ANNOUNCEMENT: 1, Priority.GUEST: 2}
        assert (
            await work.outbox.release(NOON, retry_at=lambda _: NOON, resend_up_to=lambda priority: up_to[priority]) == 4
        )
        assert (
            await work.outbox.release(NOON, retry_at=lambda _: NOON, resend_up_to=lambda priority: up_to[priority]) == 0
        )
        await work.commit()

    assert [(state, attempts) for state, attempts, *_ in rows(database)] == [
        ("unknown", 2), ("waiting", 1), ("unknown", 1), ("waiting", 1),
    ]  # fmt: skip
    assert [(row.chat_id, row.attempts) for row in await claim(database)] == [(2, 1), (4, 1)]


async def test_after_a_crash_an_edit_that_brings_a_card_up_to_date_is_made_again(
    database: Database, person: Person
) -> None:
    card = MeetingCard(meeting="brussels")
    await add(database, Outgoing(1, person.id, card, Priority.ANNOUNCEMENT, edits=7, refreshes=True))
    await claim(database)
    async with database.unit_of_work() as work:
        up_to = dict.fromkeys(Priority, 1) | {Priority.ANSWER: 2}
        await work.outbox.release(NOON, retry_at=lambda _: NOON, resend_up_to=lambda priority: up_to[priority])
        await work.commit()
    assert [(row.edits, row.attempts) for row in await claim(database)] == [(7, 1)]


async def test_a_message_of_an_unknown_kind_fails_and_holds_back_nobody(database: Database, person: Person) -> None:
    await add(database, answer(person), answer(person), answer(person, BEN))
    with closing(sqlite3.connect(database.path)) as connection, connection:
        connection.execute("""UPDATE outbox SET message = '{"kind": "hologram"}' WHERE id = 1""")
    (other,) = await claim(database)
    assert other.chat_id == BEN
    assert rows(database)[0][0] == "failed"
    (next_,) = await claim(database)
    assert next_.chat_id == ANN


async def test_the_next_instant_is_the_earliest_of_all_chats(database: Database, person: Person) -> None:
    async with database.unit_of_work() as work:
        assert await work.outbox.next_due() is None
        await work.outbox.add([answer(person, ANN)], NOON + MINUTE)
        await work.outbox.add([answer(person, BEN)], NOON)
        due = await work.outbox.next_due()
    assert due == NOON
    assert due is not None
    assert due.utcoffset() == timedelta(0)


async def test_tidying_deletes_what_had_its_outcome_long_ago(database: Database, person: Person) -> None:
    await add(database, answer(person, 1), answer(person, 2), answer(person, 3))
    first, _ = await claim(database, limit=2)
    await record(database, first.id, Sent(1))
    async with database.unit_of_work() as work:
        assert await work.outbox.tidy(NOON) == 0
        assert await work.outbox.tidy(NOON + MINUTE) == 1
        await work.commit()
    assert [state for state, *_ in rows(database)] == ["claimed", "waiting"]


def put_off(person: Person, minutes: int, priority: Priority = Priority.REMINDER, once: str | None = None) -> Outgoing:
    return Outgoing(ANN, person.id, Help(), priority, once=once, not_before=NOON + minutes * MINUTE)


async def next_due(database: Database) -> datetime | None:
    async with database.unit_of_work() as work:
        return await work.outbox.next_due()


async def test_what_is_put_off_is_due_at_its_time_and_not_before(database: Database, person: Person) -> None:
    await add(database, put_off(person, 10))
    assert await next_due(database) == NOON + 10 * MINUTE
    assert await claim(database, at=9 * MINUTE) == []
    (row,) = await claim(database, at=10 * MINUTE)
    await record(database, row.id, Sent(8))
    assert rows(database) == [("sent", 1, None, 8)]
    assert await next_due(database) is None


async def test_an_older_one_that_was_put_off_goes_before_a_younger_one_and_after_answers(
    database: Database, person: Person
) -> None:
    await add(database, put_off(person, 10), announcement(person), answer(person), put_off(person, 0))
    order = []
    for _ in range(4):
        (row,) = await claim(database, at=10 * MINUTE)
        order.append(row.id)
        await record(database, row.id, Sent(8))
    assert order == [3, 1, 4, 2]


async def test_whoever_is_not_to_be_disturbed_yet_costs_no_attempt(database: Database, person: Person) -> None:
    await add(database, put_off(person, 0))
    (row,) = await claim(database)
    async with database.unit_of_work() as work:
        await work.outbox.record(row.id, Early(NOON + 10 * MINUTE), NOON)
        (kept,) = await work.outbox.put_off(person.id, "help")
        await work.commit()
    assert kept == (NOON + 10 * MINUTE, Help())
    assert rows(database) == [("put off", 0, None, None)]
    assert await claim(database, at=9 * MINUTE) == []
    assert [each.id for each in await claim(database, at=10 * MINUTE)] == [row.id]


async def test_what_has_not_left_can_be_taken_back_and_asked_for_again(database: Database, person: Person) -> None:
    await add(database, put_off(person, 10, once="later"), put_off(person, 0, once="now"))
    async with database.unit_of_work() as work:
        assert [await work.outbox.recall(once) for once in ("later", "now", "later")] == [True, True, False]
        await work.commit()
    assert await next_due(database) is None
    await add(database, put_off(person, 0, once="now"))
    (row,) = await claim(database)
    async with database.unit_of_work() as work:
        assert not await work.outbox.recall("now"), "it is being sent"
    await record(database, row.id, Sent(8))


async def test_what_is_put_off_goes_with_its_person(database: Database, person: Person) -> None:
    await add(database, put_off(person, 10))
    async with database.unit_of_work() as work:
        await work.outbox.forget(person.id)
        await work.commit()
    assert rows(database) == []
    assert await next_due(database) is None
