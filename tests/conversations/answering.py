"""A small room in Brussels, four focal points who want to come, a secretariat and two organizers; for conversations
about answers."""

from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from datetime import datetime
from pathlib import Path
from typing import Any, Final

from bot.app import Introduction
from bot.domain.attendance import Answer, LateRequest, Past, Rsvp, Seat
from bot.domain.content import Pack
from bot.domain.meetings import Meeting
from bot.domain.people import Grant, Role, Subscription
from bot.simulator.messages import Message
from tests.conversations.office import known
from tests.living import KEY, SPRING, Living, demonstration, living

MEETING: Final = "brussels-2023"
DAYS: Final = "2023-06-14/2023-06-15"
ANA, BEN, CIS, DAN, GIORGI, CLAIRE, OLGA = 1001, 1002, 1003, 1004, 1007, 1008, 1009
REMINDING: Final = (Subscription.REMINDERS, Subscription.HOURS, Subscription.ANSWERS)
PEOPLE: Final = (
    Introduction(ANA, "Ana", "en", "GE", "Asia/Tbilisi", (Grant(Role.NFP, country="GE"),)),
    Introduction(BEN, "Ben", "en", "MD", "Europe/Chisinau", (Grant(Role.NFP, country="MD"),)),
    Introduction(CIS, "Cis", "en", "JO", "Asia/Amman", (Grant(Role.NFP, country="JO"),)),
    Introduction(DAN, "Dan", "en", "KZ", "Asia/Almaty", (Grant(Role.NFP, country="KZ"),)),
    Introduction(GIORGI, "Giorgi", "en", "GE", "Asia/Tbilisi", (Grant(Role.SECRETARIAT, region="seee"),)),
    Introduction(CLAIRE, "Claire", "en", "BE", "Europe/Brussels", (Grant(Role.ORGANIZER, meeting=MEETING),)),
    Introduction(OLGA, "Olga", "en", "BE", "Europe/Brussels", (Grant(Role.ORGANIZER, meeting=MEETING),)),
)


def brussels(**registration: Any) -> Pack:
    """The demonstration's pack with Brussels alone, which takes one person in person."""
    whole = demonstration()
    found = whole.meeting(MEETING)
    assert found is not None
    fields = found.model_dump(mode="json", exclude_none=True)
    fields["registration"] |= {"capacity": {"in_person": 1, "online": 300}, "confirm_within": "48h", **registration}
    context = {"default_language": whole.default_language, "timezone": whole.timezone}
    return whole.model_copy(update={"meetings": (Meeting.model_validate(fields, context=context),)})


@asynccontextmanager
async def room(
    folder: Path,
    *,
    at: datetime = SPRING,
    people: Sequence[Introduction] = PEOPLE,
    key: str | None = KEY,
    **registration: Any,
) -> AsyncIterator[Living]:
    """A bot with that pack, which finds in no time whatever is due; nobody wants to be reminded."""
    async with living(folder, pack=brussels(**registration), at=at, people=people, key=key, often=50) as bot:
        async with bot.database.unit_of_work() as uow:
            for person in people:
                found = await uow.people.by_telegram(person.telegram_id, at)
                assert found is not None
                await uow.people.set_stopped(found.id, REMINDING)
            await uow.commit()
        yield bot


async def card(bot: Living, person: int) -> Message:
    """The meeting's card, asked for."""
    meetings = await bot.ask(person, "/meetings")
    return await press(bot, person, meetings, f"meeting|{MEETING}")


async def press(bot: Living, person: int, message: Message, data: str) -> Message:
    """Press a button, whether or not it still stands there; the message as it is then."""
    bot.world.press_data(person, message.id, f"v1|{data}")
    await bot.idle()
    return bot.world.chats[person].messages[message.id]


async def answer(bot: Living, person: int, said: str, *, party: int | None = None) -> Message:
    """Answer on a note: what it becomes."""
    note = await bot.ask(person, "/help")
    data = f"rsvp|{MEETING}|{said}|note" if party is None else f"rsvpfor|{MEETING}|{said}|{party}"
    return await press(bot, person, note, data)


async def rsvp(bot: Living, person: int) -> Rsvp | None:
    """Their answer as it is kept."""
    who = await known(bot, person)
    async with bot.database.unit_of_work() as uow:
        return await uow.rsvps.of(MEETING, DAYS, who.id)


async def stands(bot: Living, person: int) -> tuple[Answer, Seat, int] | None:
    """Their answer, its place and the number of people."""
    found = await rsvp(bot, person)
    return None if found is None else (found.answer, found.seat, found.party)


async def history(bot: Living) -> list[Past]:
    async with bot.database.unit_of_work() as uow:
        return [past async for past in uow.rsvps.history(MEETING)]


async def late_requests(bot: Living) -> list[LateRequest]:
    async with bot.database.unit_of_work() as uow:
        return await uow.rsvps.late_of(MEETING, DAYS)


def data_on(message: Message) -> list[str]:
    """What the buttons of a message carry."""
    return [found["callback_data"] for row in message.inline_keyboard or [] for found in row]


async def told(bot: Living, person: int, words: str) -> Message:
    """The newest message to somebody that says this, as soon as it comes."""
    await bot.until(lambda: any(words in message.text for message in bot.from_bot(person)))
    await bot.idle()
    return [message for message in bot.from_bot(person) if words in message.text][-1]
