"""What the sender sends, as the simulated Telegram has it."""

from collections.abc import AsyncIterator

import pytest

from bot.clock import SystemClock
from bot.domain.exchange import Button, DocumentPart, Part, PhotoPart, Priority, TextPart, VenuePart
from bot.domain.outcomes import Failed, Gone, Later, Outcome, Sent
from bot.gateway import connection
from bot.gateway.outbound import TelegramSender
from bot.gateway.pacing import Pacer, Rates
from bot.simulator.server import SimulatorServer
from bot.simulator.world import World
from tests.clocks import SteppedClock

NFP = 1001
TOKEN = "123456789:" + "A" * 35
READ = ((Button("I have read this", "v1|read|7"), Button("Site", url="https://example.org/")),)
PIXEL = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010806000000"
    "1f15c4890000000d49444154789c6360606060000000050001a5f645400000000049454e44ae426082"
)


class Desk:
    """A sender, and the simulated Telegram to which it sends."""

    def __init__(self, sender: TelegramSender, world: World, clock: SteppedClock) -> None:
        self.sender = sender
        self.world = world
        self.clock = clock

    async def send(self, part: Part, edits: int | None = None, *, or_anew: bool = True) -> Outcome:
        return await self.sender.send(NFP, part, Priority.ANNOUNCEMENT, edits, or_anew=or_anew)

    async def sent(self, part: Part, edits: int | None = None) -> int:
        """The id of the message that it has become."""
        outcome = await self.send(part, edits)
        assert isinstance(outcome, Sent), outcome
        assert outcome.message_id is not None
        return outcome.message_id

    async def delete(self, *ids: int) -> Outcome:
        return await self.sender.delete(NFP, ids, Priority.ANNOUNCEMENT)

    def ids(self) -> list[int]:
        return [message.id for message in self.world.chat(NFP) if message.from_bot]


@pytest.fixture
async def desk() -> AsyncIterator[Desk]:
    clock = SteppedClock()
    world = World(clock)
    world.start(NFP)
    async with SimulatorServer(world) as server:
        bot = connection.connect(TOKEN, server.url)
        async with bot:
            pacer = Pacer(SystemClock(), Rates(overall=1000, chat=1000, chat_burst=100))
            yield Desk(TelegramSender(bot, pacer, SystemClock()), world, clock)


async def test_a_text_with_buttons_and_without_previews(desk: Desk) -> None:
    number = await desk.sent(TextPart("<b>Bonjour</b> & <a href='https://example.org'>ici</a>", READ))
    shown = desk.world.last(NFP)
    assert (shown.id, shown.text) == (number, "Bonjour & ici")
    assert [entity["type"] for entity in shown.entities] == ["bold", "text_link"]
    assert shown.inline_keyboard == [
        [
            {"text": "I have read this", "callback_data": "v1|read|7"},
            {"text": "Site", "url": "https://example.org/"},
        ]
    ]
    assert shown.link_preview == {"is_disabled": True}


async def test_an_edit_changes_text_and_buttons(desk: Desk) -> None:
    number = await desk.sent(TextPart("old", READ))
    assert await desk.send(TextPart("new"), number) == Sent(number)
    assert await desk.send(TextPart("new"), number) == Sent(number)
    shown = desk.world.last(NFP)
    assert (shown.id, shown.text, shown.inline_keyboard) == (number, "new", None)


async def test_a_place(desk: Desk) -> None:
    await desk.sent(VenuePart("Hall", "1 Main St", 41.7, 44.8))
    assert desk.world.last(NFP).media["title"] == "Hall"


async def test_a_document_is_uploaded_once_and_its_caption_mended(desk: Desk) -> None:
    number = await desk.sent(DocumentPart("Отчёт.csv", b"1,2", "<i>read</i>", READ))
    first = desk.world.last(NFP)
    assert (first.media["file_name"], first.text) == ("Отчёт.csv", "read")
    assert first.inline_keyboard is not None
    again = await desk.sent(DocumentPart("", b"", "again", file_id=first.media["file_id"]))
    second = desk.world.last(NFP)
    assert (second.id, second.media["file_id"], second.text) == (again, first.media["file_id"], "again")
    assert await desk.send(DocumentPart("", b"", "mended", READ, first.media["file_id"]), again) == Sent(again)
    assert (desk.world.last(NFP).text, desk.ids()) == ("mended", [number, again])
    assert desk.world.last(NFP).inline_keyboard is not None


async def test_a_picture_likewise(desk: Desk) -> None:
    await desk.sent(PhotoPart(PIXEL, "look", READ))
    file_id = desk.world.last(NFP).media[-1]["file_id"]
    again = await desk.sent(PhotoPart(b"", "again", file_id=file_id))
    assert await desk.send(PhotoPart(b"", file_id=file_id), again) == Sent(again)
    assert await desk.send(PhotoPart(b"", file_id=file_id), again) == Sent(again)
    assert desk.world.last(NFP).text == ""


async def test_what_cannot_be_edited_comes_below_or_not_at_all(desk: Desk) -> None:
    text = await desk.sent(TextPart("text"))
    assert isinstance(await desk.send(DocumentPart("a.txt", b"a"), text, or_anew=False), Failed)
    document = await desk.sent(DocumentPart("a.txt", b"a"), text)
    assert document > text
    assert await desk.sent(TextPart("text"), document) > document
    desk.world.remove_message(desk.world.chat_of(NFP), text)
    assert isinstance(await desk.send(TextPart("more"), text, or_anew=False), Failed)
    assert await desk.sent(TextPart("more"), text) > document


async def test_messages_are_deleted_for_two_days(desk: Desk) -> None:
    first, second, third = [await desk.sent(TextPart(text)) for text in "abc"]
    assert await desk.delete(first, second) == Sent(None)
    assert await desk.delete(first) == Sent(None)
    assert desk.ids() == [third]
    desk.clock.advance(48 * 3600)
    assert isinstance(await desk.delete(third), Failed)
    assert desk.ids() == [third]


async def test_refusals(desk: Desk) -> None:
    desk.world.limits.refuse_next(NFP, 1, retry_after=30)
    assert isinstance(await desk.send(TextPart("x")), Later)
    assert 29 < desk.sender.resting()[NFP] <= 30


async def test_whoever_has_blocked_the_bot_is_gone(desk: Desk) -> None:
    desk.world.block(NFP, True)
    assert isinstance(await desk.send(TextPart("x")), Gone)
    assert isinstance(await desk.sender.send(4711, TextPart("x"), Priority.ANNOUNCEMENT, None), Gone)


async def test_a_token_that_is_refused_keeps_what_was_to_be_sent(desk: Desk) -> None:
    desk.world.revoked.add(TOKEN)
    outcome = await desk.send(TextPart("x"))
    assert isinstance(outcome, Later)
    assert outcome.reason == "token refused"
