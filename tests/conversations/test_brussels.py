"""The whole life of the Brussels meeting: sixty-five delegations in six languages, from the invitation to the last
reminder, with a move of the date and a full house in between."""

import io
from collections import Counter, defaultdict
from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Final

from openpyxl import load_workbook

from bot import app
from bot.domain.content import Pack
from bot.domain.people import Grant, Role
from tests.conversations.conftest import ORGANIZER
from tests.conversations.delegation import Life, delegations
from tests.conversations.office import file_of, force
from tests.conversations.room import LAPSED, OFFERED, TAKEN, WAITING, Room
from tests.living import living

CLAIRE: Final = app.Introduction(ORGANIZER, "Claire Dubois", "en", "BE", "Europe/Brussels", (Grant(Role.ORGANIZER),))
MEETING: Final = "brussels-2023"
CAPACITY: Final = 20
JUNE: Final = ("2023-06-14T09:30", "2023-06-15T13:00")
LATER: Final = ("2023-06-21T09:30", "2023-06-22T13:00")
COMES: Final = {
    "en": "I'm coming to Brussels in person",
    "fr": "Je viens à Bruxelles en personne",
    "ar": "سأحضر اجتماع بروكسل حضوريًا",
    "ru": "Я приеду в Брюссель лично",
    "es": "Asistiré a la reunión de Bruselas en persona",
    "pt": "Vou à reunião de Bruxelas presencialmente",
}
CANNOT: Final = {
    "en": "I can't come to Brussels",
    "fr": "Je ne pourrai pas venir à Bruxelles",
    "ar": "لن أتمكن من حضور اجتماع بروكسل",
    "ru": "Я не смогу приехать в Брюссель",
    "es": "No podré asistir a la reunión de Bruselas",
    "pt": "Não vou poder ir à reunião de Bruxelas",
}


def pack(days: tuple[str, str], closes: str) -> Pack:
    """The demonstration's pack with Brussels alone, on these days, in a small room."""
    whole = app.pack_named("demo")
    brussels = whole.meeting(MEETING)
    assert brussels is not None
    fields = brussels.model_dump(mode="json", exclude_none=True)
    fields |= {"starts": days[0], "ends": days[1]}
    fields["registration"] |= {"closes": closes, "capacity": {"in_person": CAPACITY, "online": 300}}
    context = {"default_language": whole.default_language, "timezone": whole.timezone}
    return whole.model_copy(update={"meetings": (type(brussels).model_validate(fields, context=context),)})


def day(month: int, day_: int, hour: int = 12) -> datetime:
    return datetime(2023, month, day_, hour, tzinfo=UTC)


async def test_the_life_of_the_brussels_meeting(tmp_path: Path) -> None:
    first = pack(JUNE, "2023-06-07")
    delegates = delegations(first)
    assert len(delegates) >= 60
    assert {person.language for person in delegates} == set(COMES)
    async with living(tmp_path, pack=first, at=day(4, 2), people=(CLAIRE, *delegates), often=50) as bot:
        life, room = Life(bot, delegates), Room(CAPACITY)
        ids = [person.telegram_id for person in delegates]
        comers, online = [*ids[:8], *ids[12:28]], [*ids[8:12], *ids[28:34]]
        decliners, unsure, silent = ids[34:42], ids[42:46], ids[46:]

        # The invitation: everybody is asked, once, at nine o'clock of their own.
        await life.until(day(4, 4))
        assert reminded(life, day(4, 1)) == {"03 Apr 09:00": set(ids)}

        # They answer, by button and in words.
        for person in comers[:12]:
            await life.press(person, f"rsvp|{MEETING}|in_person")
            room.answer(person, "in_person")
        for person in comers[12:18]:
            await life.say(person, COMES[life.people[person].language])
            room.answer(person, "in_person")
        for person in decliners:
            await life.say(person, CANNOT[life.people[person].language])
            room.answer(person, "no")
            life.declined(person)
        for person in online[:4]:
            await life.press(person, f"rsvp|{MEETING}|online")
            room.answer(person, "online")
        await compare(life, room)

        # Thirty days before; then the date moves, and all are asked again, those who had declined as well.
        await life.until(day(5, 20))
        assert reminded(life, day(5, 1)) == {"15 May 09:00": set(ids) - set(decliners)}
        async with bot.database.unit_of_work() as uow:
            await uow.content.add(pack(LATER, "2023-06-14"), life.now)
            await uow.commit()
        moved_at = life.now
        await life.until(moved_at + timedelta(minutes=5, seconds=2))
        await life.queued("meeting_changed", moved_at, len(ids))
        await life.until(day(5, 21))
        notices = [told for told in life.told if told.kind == "meeting_changed"]
        assert Counter(told.person for told in notices) == Counter(ids)
        assert all("21" in told.text and "14" in told.text for told in notices)
        life.asked_again()
        room = Room(CAPACITY)
        await compare(life, room)

        # A full house: the last ones wait, and move up in order.
        for person in comers:
            await life.press(person, f"rsvp|{MEETING}|in_person")
            room.answer(person, "in_person")
        assert len(room.line) == len(comers) - CAPACITY
        for answer, people in (("online", online), ("no", decliners), ("unsure", unsure)):
            for person in people:
                await life.press(person, f"rsvp|{MEETING}|{answer}")
                room.answer(person, answer)
        for person in decliners:
            life.declined(person)
        await compare(life, room)
        for person in (comers[0], comers[5]):
            await life.say(person, CANNOT[life.people[person].language])
            room.answer(person, "no")
            life.declined(person)
        confirms, lapses = room.offered()
        await life.until(day(5, 22))
        await life.press(confirms, f"rsvp|{MEETING}|in_person")
        room.confirm(confirms)
        await compare(life, room)
        await life.until(day(5, 27))
        room.lapse(lapses)
        (in_turn,) = room.offered()
        await life.press(in_turn, f"rsvp|{MEETING}|in_person")
        room.confirm(in_turn)
        await compare(life, room)

        # Those who have not answered hear of the deadline, and from the organizer.
        await life.until(day(6, 9))
        open_ = set(silent) | set(unsure)
        assert reminded(life, day(6, 1)) == {"07 Jun 09:00": open_}
        board = await bot.ask(ORGANIZER, "/attendance")
        preview = await force(bot, ORGANIZER, board, f"chase|{MEETING}")
        assert str(len(silent)) in preview.text
        await force(bot, ORGANIZER, preview, f"chasenow|{MEETING}")
        await life.queued("reminder", day(6, 9), len(silent))
        await life.until(day(6, 10))
        chased = [told for told in life.told if told.kind == "reminder" and told.at > day(6, 9)]
        assert Counter(told.person for told in chased) == Counter(silent)
        await life.until(day(6, 13))
        assert reminded(life, day(6, 11)) == {"12 Jun 09:00": open_}

        # Too late: an organizer allows it.
        await life.until(day(6, 15))
        late = silent[0]
        await life.press(late, f"rsvp|{MEETING}|in_person")
        await life.press(late, f"late|{MEETING}|in_person")
        asked = bot.from_bot(ORGANIZER)[-1]
        grant = next(
            found["callback_data"]
            for row in asked.inline_keyboard or []
            for found in row
            if found.get("callback_data", "").endswith("|granted")
        )
        await force(bot, ORGANIZER, asked, grant.removeprefix("v1|"))
        room.seat(late)
        await compare(life, room)

        # The last reminders: a week, a day, and an hour before, which those online get however early it is.
        declined = {person for person, (answer, _, _) in room.answers.items() if answer == "no"}
        assert reminded(life, day(6, 13)) == {"14 Jun 09:00": set(ids) - declined}
        await life.until(day(6, 20, 23))
        assert reminded(life, day(6, 16)) == {"20 Jun 09:00": set(ids) - declined}
        await life.until(day(6, 23))
        begins = datetime(2023, 6, 21, 7, 30, tzinfo=UTC)
        hour = {told.person for told in life.told if told.at > day(6, 20, 23)}
        awake = {person for person in ids if not quiet(life, person, begins - timedelta(minutes=1))}
        seated = {
            person for person, (answer, _, place) in room.answers.items() if answer == "in_person" and place == TAKEN
        }
        assert hour == set(online) | (seated & awake)
        assert seated - awake, "nobody in the room has quiet hours until it begins"
        await compare(life, room)
        await nobody_was_bothered(life, set(online), begins - timedelta(hours=1))
        # A card that is brought up to date may say what it said before; nothing else was refused.
        assert {call.error for call in bot.world.refused if "message is not modified" not in str(call.error)} == set()


def reminded(life: Life, since: datetime) -> dict[str, set[int]]:
    """Whom the reminders since then reached, by the local time at which they did."""
    found: dict[str, set[int]] = defaultdict(set)
    for told in life.told:
        if told.kind == "reminder" and told.at > since:
            found[life.local(told.person, told.at).strftime("%d %b %H:%M")].add(told.person)
    return dict(found)


async def compare(life: Life, room: Room) -> None:
    """Every line of the workbook tells what the people did, and leaves out nobody."""
    bot = life.bot
    board = await bot.ask(ORGANIZER, "/attendance")
    await force(bot, ORGANIZER, board, f"attfile|{MEETING}|xlsx")
    book = load_workbook(io.BytesIO(file_of(bot, bot.from_bot(ORGANIZER)[-1].media)))
    of_country = {person.country: number for number, person in life.people.items()}
    sheets = [
        [(of_country[str(row[2])], row) for row in sheet.iter_rows(min_row=2, values_only=True)]
        for sheet in book.worksheets[:5]
    ]
    everybody, in_person, online, waiting, silent = sheets
    by_answer: dict[object, set[int]] = defaultdict(set)
    for person, row in everybody:
        by_answer[row[5]].add(person)
    answers = {name: {person for person, told in room.answers.items() if told[0] == name} for name in
               ("in_person", "online", "no", "unsure")}  # fmt: skip
    assert sorted(map(sorted, by_answer.values())) == sorted(sorted(each) for each in answers.values() if each)
    assert {person: row[7] for person, row in everybody} == {person: told[1] for person, told in room.answers.items()}
    places = {name: {person for person, told in room.answers.items() if told[2] in states and told[0] == "in_person"}
              for name, states in (("taken", (TAKEN,)), ("waiting", (WAITING, OFFERED, LAPSED)))}  # fmt: skip
    assert people_of(in_person) == places["taken"]
    assert people_of(waiting) == places["waiting"]
    assert [person for person, _ in waiting if person in room.line] == room.line
    assert people_of(online) == answers["online"]
    assert people_of(silent) == life.people.keys() - room.answers.keys()


def people_of(rows: Iterable[tuple[int, object]]) -> set[int]:
    found = [person for person, _ in rows]
    assert len(found) == len(set(found))
    return set(found)


async def nobody_was_bothered(life: Life, online: set[int], hour: datetime) -> None:
    """Over all messages: nothing unasked in anybody's quiet hours but the hour's reminder of those online, nothing
    twice, and no reminder after declining, unless the date had changed since."""
    unasked = [told for told in life.told if not told.asked]
    early = [told for told in unasked if quiet(life, told.person, told.at)]
    assert {told.person for told in early} <= online
    assert all(
        told.urgent and told.kind == "reminder" and hour <= told.at < hour + timedelta(minutes=1) for told in early
    )
    assert early, "nobody online was asleep: the exception was not tried"
    said = Counter((told.person, told.text) for told in unasked)
    assert [key for key, times in said.items() if times > 1] == []
    for told in unasked:
        if told.kind == "reminder":
            assert not life.had_declined(told.person, told.at), told


def quiet(life: Life, person: int, at: datetime) -> bool:
    return not 8 <= life.local(person, at).hour < 21
