"""Starting and stopping, also in the middle of things, and PTB as a client."""

import asyncio
import logging
import socket

import httpx
import pytest
from telegram import Bot, BotCommand, BotCommandScopeChat, InlineKeyboardButton, InlineKeyboardMarkup, Update
from telegram.constants import ParseMode
from telegram.error import BadRequest, Forbidden, InvalidToken, NetworkError, RetryAfter

from bot.simulator.server import SimulatorServer
from bot.simulator.world import World
from tests.clocks import SteppedClock
from tests.simulator.conftest import TOKEN


async def test_a_taken_port_is_an_error_without_noise(
    server: SimulatorServer, world: World, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    assert server.port is not None
    with pytest.raises(OSError, match="in use"):
        await SimulatorServer(world).start(server.port)
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        with pytest.raises(OSError, match="in use"):
            await SimulatorServer(world).start(other.getsockname()[1])
    assert not [record for record in caplog.records if record.name.startswith("uvicorn")]


async def test_it_stops_quickly_with_everything_open(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    """Without waiting for anything to end by itself: it would wait an hour."""
    monkeypatch.setattr("bot.simulator.server._PATIENCE_SECONDS", 3600)
    server = SimulatorServer(world)
    await server.start(0)
    async with httpx.AsyncClient(base_url=server.url) as client:
        poll = asyncio.create_task(client.get(f"/bot{TOKEN}/getUpdates?timeout=50"))
        async with (
            client.stream("GET", "/phone/chats/1001/events") as chat,
            client.stream("GET", "/phone/events") as people,
        ):
            await world.wait_until(lambda: world.chats[1001].log.watchers == 1)
            await world.wait_until(world.ready)
            async with asyncio.timeout(60):
                await server.stop()
            assert (await poll).json()["description"] == "Internal Server Error: restart"
            await chat.aread()
            await people.aread()
    await server.stop()


async def test_it_starts_again_where_it_was(world: World) -> None:
    server = SimulatorServer(world)
    port = await server.start(0)
    with pytest.raises(RuntimeError):
        await server.start(0)
    await server.stop()
    assert await server.start(port) == port
    async with httpx.AsyncClient(base_url=server.url) as client:
        assert (await client.get("/phone/bot")).status_code == 200
    await server.stop()


async def test_ptb_finds_everything_in_its_place(server: SimulatorServer, world: World) -> None:
    bot = Bot(TOKEN, base_url=f"{server.url}/bot", base_file_url=f"{server.url}/file/bot")
    async with bot:
        assert bot.username == "simulated_bot"
        world.send_text(1001, "/help 😀 please")
        world.send_media(1001, "photo", "look")
        [text, photo] = await bot.get_updates(allowed_updates=Update.ALL_TYPES)
        assert text.message is not None
        assert text.message.entities[0].type == "bot_command"
        assert photo.message is not None
        file = await photo.message.photo[-1].get_file()
        assert (await file.download_as_bytearray())[:4] == b"\x89PNG"
        keyboard = InlineKeyboardMarkup([[InlineKeyboardButton("Да", callback_data="v1|y")]])
        message = await bot.send_message(
            1001,
            'Hi <tg-time unix="1790000000" format="wDt">soon</tg-time>',
            parse_mode=ParseMode.HTML,
            reply_markup=keyboard,
        )
        assert message.entities[0].type == "date_time"
        assert message.reply_markup == keyboard
        world.press(1001, message.message_id, 0, 0)
        [pressed] = await bot.get_updates(offset=photo.update_id + 1)
        assert pressed.callback_query is not None
        assert await pressed.callback_query.answer("OK", show_alert=True)
        edited = await message.edit_text("Bye", reply_markup=None)
        assert edited is not True
        document = await bot.send_document(1001, b"BEGIN:VCALENDAR", filename="x.ics", caption="Save")
        assert document.document is not None
        assert document.document.file_name == "x.ics"
        venue = await bot.send_venue(1001, 41.7, 44.8, "Hall", "Street")
        assert venue.venue is not None
        assert await bot.set_my_commands([BotCommand("help", "Help")], BotCommandScopeChat(1001))
        assert (await bot.get_my_commands(BotCommandScopeChat(1001)))[0].command == "help"
        assert (await bot.get_chat(1001)).first_name == "Nino"
        assert (await bot.get_webhook_info()).url == ""
        assert (await bot.get_chat_menu_button()).type == "default"
        world.block(1001, True)
        [member] = await bot.get_updates(offset=pressed.update_id + 1)
        assert member.my_chat_member is not None
        assert member.my_chat_member.new_chat_member.status == "kicked"


# PTB says of every RetryAfter that it will hold a timedelta one day.
@pytest.mark.filterwarnings("ignore::telegram.warnings.PTBDeprecationWarning")
async def test_ptb_meets_the_errors_it_knows(server: SimulatorServer, world: World, clock: SteppedClock) -> None:
    async with Bot(TOKEN, base_url=f"{server.url}/bot") as bot:
        with pytest.raises(BadRequest, match="Chat not found"):
            await bot.send_message(5, "x")
        with pytest.raises(Forbidden, match="bot can't initiate"):
            await bot.send_message(1002, "x")
        world.limits.refuse_next(1001, retry_after=9)
        with pytest.raises(RetryAfter):
            await bot.send_message(1001, "x")
        world.faults.server_errors(1)
        with pytest.raises(NetworkError):
            await bot.send_message(1001, "x")
        world.faults.lose_answers(1)
        with pytest.raises(NetworkError):
            await bot.send_message(1001, "x")
        assert world.last(1001).text == "x"
        world.revoked.add(TOKEN)
        with pytest.raises(InvalidToken):
            await bot.send_message(1001, "x")
