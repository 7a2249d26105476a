"""What takes long to put into words holds up nobody."""

import asyncio
import threading
from collections.abc import AsyncIterator, Sequence
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path

import pytest

from bot import app
from bot.clock import MovableClock
from bot.domain.content import Pack
from bot.domain.exchange import Outgoing, Part, Priority, Rendered, TextPart
from bot.domain.messages import AttendanceChart, Help, Message
from bot.domain.outcomes import Outcome, Sent
from bot.domain.people import Grant, Role
from bot.ports import Reader
from bot.services.delivery import Delivery
from storage.cipher import Cipher, new_key
from storage.database import Database
from tests.databases import make_tables

NOW = datetime(2023, 4, 17, 9, tzinfo=UTC)


class Slow:
    """A renderer for which a chart is not ready before `help_sent` is set; it notes in which thread it worked."""

    def __init__(self) -> None:
        self.help_sent = threading.Event()
        self.threads: dict[str, int] = {}

    def render(self, message: Message, reader: Reader, pack: Pack, now: datetime) -> Rendered:
        self.threads[message.kind] = threading.get_ident()
        if isinstance(message, AttendanceChart):
            assert self.help_sent.wait(60), "nothing else was sent meanwhile"
        return Rendered((TextPart(message.kind),))


class Noting:
    """A sender that always succeeds."""

    def __init__(self, renderer: Slow) -> None:
        self.sent: list[str] = []
        self.both = asyncio.Event()
        self._renderer = renderer

    def pause(self) -> float:
        return 0

    def resting(self) -> dict[int, float]:
        return {}

    async def send(
        self, chat_id: int, part: Part, priority: Priority, edits: int | None, *, or_anew: bool = True
    ) -> Outcome:
        assert isinstance(part, TextPart)
        self.sent.append(part.html)
        if part.html == "help":
            self._renderer.help_sent.set()
        if len(self.sent) == 2:
            self.both.set()
        return Sent(1)

    def recall(self, priority: Priority) -> None:
        pass

    async def delete(self, chat_id: int, message_ids: Sequence[int], priority: Priority) -> Outcome:
        return Sent(None)


@pytest.fixture
async def database(tmp_path: Path) -> AsyncIterator[Database]:
    made = Database(f"sqlite+aiosqlite:///{tmp_path}/bot.sqlite3", Cipher(new_key()))
    await make_tables(made)
    yield made
    await made.close()


async def test_others_get_their_messages_while_a_chart_is_drawn(database: Database) -> None:
    async with database.unit_of_work() as uow:
        for telegram_id in (1, 2):
            person = await uow.people.add(telegram_id, "en", NOW)
            await uow.grants.give(
                person.id, Grant(Role.ORGANIZER), NOW, by=None, confirm_by=datetime(2024, 1, 1, tzinfo=UTC)
            )
            wanted: Message = AttendanceChart(meeting="brussels-2023") if telegram_id == 1 else Help()
            await uow.outbox.add([Outgoing(telegram_id, person.id, wanted)], NOW)
        await uow.commit()
    renderer = Slow()
    sender = Noting(renderer)
    library = app.knowledge().workshop(app.pack_named("demo"), lambda: "nfp_bot").library
    delivery = Delivery(database.unit_of_work, sender, renderer, library, MovableClock(NOW))
    running = asyncio.create_task(delivery.run())
    async with asyncio.timeout(60):
        await sender.both.wait()
    running.cancel()
    with suppress(asyncio.CancelledError):
        await running
    assert sender.sent == ["help", "attendance_chart"]
    assert renderer.threads["help"] == threading.get_ident() != renderer.threads["attendance_chart"]
