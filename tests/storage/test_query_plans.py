"""What is asked all the time is answered from an index, however much waits."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from typing import Any

import pytest
from sqlalchemy import Engine, event

from bot.domain.announcements import Reached, Settled, Timing
from bot.domain.attendance import Answer, Asked, Circle, Rsvp, Seat, Why
from bot.domain.audience import Condition, Filter, Group, MeetingAnswer, OfMeeting, Resolved, RoundAnswer, Selection
from bot.domain.content_text import Text
from bot.domain.examples import Meant
from bot.domain.exchange import Incoming, Outgoing
from bot.domain.meetings import Mode
from bot.domain.messages import Help
from bot.domain.outcomes import Sent
from bot.domain.people import Person, Role
from bot.domain.rounds import Answered, Method, Remark, Round, RoundState, Said, Terms
from storage.database import Database
from tests.announce import add_author, begin
from tests.storage.conftest import NOON

DAYS = "2023-06-14/2023-06-15"


@pytest.fixture
def executed() -> Iterator[list[tuple[str, Any]]]:
    """Each statement that goes to the database, with its parameters."""
    statements: list[tuple[str, Any]] = []

    def note(_connection: Any, _cursor: Any, statement: str, parameters: Any, _context: Any, many: bool) -> None:
        statements.append((statement, parameters[0] if many else parameters))

    event.listen(Engine, "before_cursor_execute", note)
    yield statements
    event.remove(Engine, "before_cursor_execute", note)


async def work_a_little(database: Database, person: Person) -> None:
    async with database.unit_of_work() as work:
        await work.inbox.store([Incoming(1, 1, b"{}", NOON)])
        await work.inbox.pending(0, 100)
        await work.people.by_telegram(person.telegram_id, NOON)
        await work.people.find(person.id, NOON)
        await work.people.menus_due(20, [2, 3])
        await work.dialogs.of(person.id, NOON)
        await work.content.version()
        await work.outbox.add([Outgoing(1, person.id, Help(), once="a"), Outgoing(1, person.id, Help())], NOON)
        await work.inbox.failed(1)
        await work.inbox.done(1, NOON)
        (row,) = await work.outbox.claim(NOON, NOON, 30, [2, 3])
        await work.outbox.part_sent(row.id, 1)
        await work.outbox.record(row.id, Sent(1), NOON)
        await work.outbox.release(NOON, retry_at=lambda _: NOON, resend_up_to=lambda _: 5)
        await work.outbox.next_due()
        await work.outbox.tidy(NOON)
        await work.inbox.tidy(NOON, NOON)
        await work.people.zone_set_since(NOON)
        await work.invited.to_tell(Circle(frozenset(Role)), "m", "d", NOON, zones=["Asia/Tbilisi"], limit=500)
        await work.rsvps.next_offer_passes()
        await work.rsvps.offers_passed(NOON)
        await work.people.zones()
        rsvp = Rsvp(0, "brussels", DAYS, person.id, Answer.IN_PERSON, Seat.WAITING, NOON, queued_at=NOON)
        waiting = await work.rsvps.put(rsvp, NOON, NOON, by=None, why=Why.ANSWERED)
        await work.rsvps.of("brussels", DAYS, person.id)
        await work.rsvps.held("brussels", DAYS)
        await work.rsvps.in_line("brussels", DAYS, Mode.IN_PERSON)
        await work.rsvps.position(waiting)
        await work.rsvps.late_of("brussels", DAYS, person.id)
        await work.live_messages.outdate("brussels")
        await work.live_messages.outdate("brussels", kind="attendance_board")
        await work.live_messages.outdate("brussels", person_id=person.id)
        await work.arrangements.get("brussels")
        await work.live_messages.get(1, 1)
        await work.live_messages.outdate_of(person.id)
        await work.outbox.refreshing()
        await work.commit()


async def test_no_table_is_read_through_and_nothing_is_sorted(
    database: Database, person: Person, executed: list[tuple[str, Any]]
) -> None:
    await work_a_little(database, person)
    asked = [each for each in executed if each[0].startswith(("SELECT", "UPDATE", "DELETE"))]
    assert len(asked) > 15
    with closing(sqlite3.connect(database.path)) as connection:
        for statement, parameters in asked:
            steps = [row[3] for row in connection.execute(f"EXPLAIN QUERY PLAN {statement}", parameters)]
            # A step that searches uses an index or the key; one that reads a whole table is a bare scan.
            assert not [step for step in steps if step.startswith("SCAN") and " USING " not in step], statement
            # A person has a handful of grants: those may be sorted.
            assert "FROM people" in statement or not [step for step in steps if "TEMP B-TREE" in step], statement


async def test_what_waits_to_be_looked_over_is_read_by_itself(
    database: Database, person: Person, executed: list[tuple[str, Any]]
) -> None:
    """However much was looked over before, and however many people there are."""
    async with database.unit_of_work() as work:
        await work.examples.add(Meant(person.id, 1, "which?", "en", "meeting.when", None), NOON)
        await work.examples.waiting()
        await work.examples.get(1)
        await work.examples.keep(1)
        await work.examples.drop(1)
        await work.examples.kept()
        await work.examples.tidy(NOON)
        await work.commit()
    asked = [each for each in executed if each[0].startswith(("SELECT", "UPDATE", "DELETE")) and "examples" in each[0]]
    assert len(asked) > 5
    with closing(sqlite3.connect(database.path)) as connection:
        for statement, parameters in asked:
            steps = [row[3] for row in connection.execute(f"EXPLAIN QUERY PLAN {statement}", parameters)]
            assert not [step for step in steps if step.startswith("SCAN") or "TEMP B-TREE" in step], (statement, steps)


async def test_claiming_reads_no_more_rows_than_it_takes(
    database: Database, person: Person, executed: list[tuple[str, Any]]
) -> None:
    """The next rows come from the order of the queues, and from the outbox only by their ids."""
    async with database.unit_of_work() as work:
        await work.outbox.claim(NOON, NOON, 30, [2, 3])
    statement, parameters = next(each for each in executed if "FROM queues" in each[0])
    with closing(sqlite3.connect(database.path)) as connection:
        steps = [row[3] for row in connection.execute(f"EXPLAIN QUERY PLAN {statement}", parameters)]
    assert steps == [
        "SEARCH queues USING INDEX ix_queues_next_priority_next_id (next_priority>? AND next_priority<?)",
        "SEARCH outbox USING INTEGER PRIMARY KEY (rowid=?)",
    ]


async def test_sending_an_announcement_reads_no_more_than_what_is_due(
    database: Database, person: Person, executed: list[tuple[str, Any]]
) -> None:
    """However many rows there are, of this announcement and of others."""
    async with database.unit_of_work() as work:
        await work.announcements.running()
        await work.deliveries.claim(1, NOON, 32)
        await work.deliveries.settle([Settled(1, Reached.SENT, None, (1,), 1, "en", NOON, None)])
        await work.deliveries.left(1)
        await work.deliveries.next_due(1)
        await work.deliveries.release(NOON)
        await work.deliveries.ready(1, NOON, NOON)
    asked = [each for each in executed if each[0].startswith(("SELECT", "UPDATE"))]
    assert len(asked) == 7
    with closing(sqlite3.connect(database.path)) as connection:
        for statement, parameters in asked:
            steps = [row[3] for row in connection.execute(f"EXPLAIN QUERY PLAN {statement}", parameters)]
            assert not [step for step in steps if step.startswith("SCAN") or "TEMP B-TREE" in step], statement


async def test_whom_a_reminder_concerns_is_looked_for_in_its_zones_alone(
    database: Database, person: Person, executed: list[tuple[str, Any]]
) -> None:
    """Only people of the zone are read, however many there are elsewhere, and for each their answer and grants."""
    async with database.unit_of_work() as work:
        await work.invited.to_tell(Circle(frozenset({Role.NFP})), "brussels", DAYS, NOON, zones=["Asia/Tbilisi"])
    statement, parameters = next(each for each in executed if "FROM people" in each[0] and "rsvps" in each[0])
    with closing(sqlite3.connect(database.path)) as connection:
        steps = [row[3] for row in connection.execute(f"EXPLAIN QUERY PLAN {statement}", parameters)]
    read = [step for step in steps if step.startswith(("SEARCH", "SCAN"))]
    assert [step.split(" (")[0].removesuffix(" LEFT-JOIN") for step in read] == [
        "SEARCH people USING INDEX ix_people_zone",
        "SEARCH rsvps USING INDEX sqlite_autoindex_rsvps_1",
        "SEARCH grants USING INDEX sqlite_autoindex_grants_1",
    ]


WHOEVER = Resolved(
    Selection(
        groups=(
            Group(
                conditions=(
                    Condition(filter=Filter.ROLES, values=("nfp",)),
                    Condition(filter=Filter.COUNTRIES, values=("GE",), excluded=True),
                    Condition(filter=Filter.LANGUAGES, values=("en",)),
                    Condition(filter=Filter.ACTIVE, values=("30",)),
                    Condition(filter=Filter.MEETING, values=("brussels", *MeetingAnswer)),
                    Condition(filter=Filter.ROUND, values=("m.brussels", *RoundAnswer)),
                )
            ),
            Group(everyone=True),
        )
    ),
    regions={"ca": frozenset({"KZ"})},
    meetings={"brussels": OfMeeting(DAYS, Circle(frozenset({Role.NFP})))},
    rounds={"m.brussels": Asked(Circle(frozenset({Role.NFP})), "brussels", DAYS)},
    within=frozenset({"ca"}),
    at=NOON,
)


async def test_members_are_read_once_for_an_audience_and_their_roles_and_answers_from_indexes(
    database: Database, executed: list[tuple[str, Any]]
) -> None:
    """However many there are, and however much is asked of them; of those for whom something is to be done, no more are
    read than are taken."""
    author = await add_author(database, NOON)
    announcement = await begin(database, author, NOON)
    executed.clear()
    async with database.unit_of_work() as work:
        await work.readers.counts(WHOEVER)
        await work.readers.first(WHOEVER, 5)
        await work.readers.not_reached(WHOEVER)
        await work.readers.has(WHOEVER, author.id)
        await work.deliveries.fill(announcement, WHOEVER, Timing(), NOON, "UTC")
        assert len(executed) > 5
        await work.deliveries.claim(announcement, NOON, 30)
        await work.deliveries.left(announcement)
        await work.deliveries.next_due(announcement)
        await work.deliveries.of(announcement, author.id)
        await work.announcements.audiences(author.id)
    asked = [each for each in executed if each[0].startswith(("SELECT", "INSERT"))]
    with closing(sqlite3.connect(database.path)) as connection:
        for statement, parameters in asked:
            steps = [row[3] for row in connection.execute(f"EXPLAIN QUERY PLAN {statement}", parameters)]
            read = [step for step in steps if step.startswith(("SEARCH", "SCAN"))]
            assert [step for step in read if step.startswith("SCAN")] in (
                [],
                ["SCAN people"],
                ["SCAN people USING INDEX ix_people_zone"],
            ), statement
            assert all(" USING " in step for step in read if step != "SCAN people"), statement


async def test_a_round_is_answered_and_counted_by_its_own_rows(
    database: Database, person: Person, executed: list[tuple[str, Any]]
) -> None:
    """However many answers there are to others; people, or what they hold, are read once, where all whom it asks are
    counted or told."""
    terms = Terms(title=Text({"en": "What matters?"}), method=Method.RANK)
    asked = Asked(Circle(frozenset({Role.NFP})))
    said = Said(Remark.COMMENT, "The road", "en")
    async with database.unit_of_work() as work:
        await work.rounds.add(Round("r.a", RoundState.OPEN, terms, NOON, NOON))
        await work.rounds.make_secret("r.a")
        executed.clear()
        await work.round_answers.put("r.a", person.id, Answered("ab", "ab"), ("ca",), named=True)
        await work.round_answers.set_remark("r.a", person.id, said, named=True)
        await work.round_answers.of("r.a", person.id)
        await work.round_answers.remark_of("r.a", person.id, Remark.COMMENT)
        await work.round_answers.has_finished("r.a", person.id)
        await work.round_answers.finished("r.a")
        await work.round_answers.waiting("r.a")
        await work.round_answers.count("r.a", [("ca",)])
        await work.round_answers.given("r.a")
        await work.round_answers.remarks("r.a")
        await work.round_answers.remarks("r.a", "en")
        await work.round_answers.remark_counts("r.a")
        await work.round_answers.answers("r.a")
        await work.asked.respondents("r.a")
        await work.round_answers.ranked_first("r.a", ["a"], after=0, limit=500)
        await work.rounds.in_states(RoundState.OPEN)
        await work.rounds.tidy(NOON, NOON)
        await work.asked.has(asked, person.id, NOON)
        alone = len(executed)
        await work.asked.count(asked, NOON)
        await work.asked.to_tell(asked, "r.a", NOON, silent=True, after=0, limit=500)
        await work.round_answers.settle("r.a")
        await work.round_answers.unlink("r.a", 5)
        await work.commit()
    with closing(sqlite3.connect(database.path)) as connection:
        for number, (statement, parameters) in enumerate(executed):
            if not statement.startswith(("SELECT", "UPDATE", "DELETE")):
                continue
            steps = [row[3] for row in connection.execute(f"EXPLAIN QUERY PLAN {statement}", parameters)]
            scans = [step for step in steps if step.startswith("SCAN")]
            assert len(scans) <= (number >= alone), (statement, steps)
            assert all(step.startswith(("SCAN people", "SCAN grants")) for step in scans), (statement, steps)
