"""Menus of commands: whose are set, and what comes of it when that fails."""

from collections.abc import AsyncIterator, Callable, Coroutine
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from bot.domain.outcomes import Failed, Gone, Later, Outcome, Sent, Unknown
from bot.domain.people import Grant, Person, Role
from bot.domain.policy import Access
from bot.ports import Commands
from bot.services.menus import MenuKeeper
from storage.cipher import Cipher
from storage.database import Database
from tests.clocks import SteppedClock
from tests.databases import make_tables

NOW = datetime(2023, 4, 17, tzinfo=UTC)
NFP = Grant(Role.NFP, country="GE")


class Board:
    """The menus that Telegram shows, by chat; it can be told what to answer next, and what happens meanwhile."""

    def __init__(self) -> None:
        self.shown: dict[int, Commands | None] = {}
        self.tried: list[int] = []
        self.answers: list[Outcome | Exception] = []
        self.meanwhile: Callable[[], Coroutine[Any, Any, None]] | None = None

    async def show(self, chat_id: int, commands: Commands | None) -> Outcome:
        self.tried.append(chat_id)
        if self.meanwhile is not None:
            meanwhile, self.meanwhile = self.meanwhile, None
            await meanwhile()
        answer = self.answers.pop(0) if self.answers else Sent(None)
        if isinstance(answer, Exception):
            raise answer
        if isinstance(answer, Sent):
            self.shown[chat_id] = commands
        return answer


def commands(language: str, access: Access) -> Commands:
    return (("help", f"{language} {' '.join(sorted(access.roles))}"),)


class QuickClock(SteppedClock):
    """Whoever sleeps on it lets the time pass at once."""

    async def sleep(self, seconds: float) -> None:
        self.advance(seconds)


class Stand:
    def __init__(self, database: Database) -> None:
        self.database = database
        self.board = Board()
        self.clock = QuickClock(NOW)
        self.keeper = self.anew()

    def anew(self) -> MenuKeeper:
        """As after a restart."""
        return MenuKeeper(self.database.unit_of_work, self.board, commands, self.clock)

    async def somebody(self, telegram_id: int, language: str | None = None, *grants: Grant) -> Person:
        """`language`: the one that they have chosen, if any."""
        async with self.database.unit_of_work() as uow:
            person = await uow.people.add(telegram_id, "en", NOW)
            if language is not None:
                await uow.people.choose_language(person.id, language)
            for grant in grants:
                await uow.grants.give(person.id, grant, NOW, by=None, confirm_by=NOW + timedelta(days=365))
            await uow.commit()
        return person

    async def speak(self, person: Person, language: str) -> None:
        async with self.database.unit_of_work() as uow:
            await uow.people.choose_language(person.id, language)
            await uow.commit()

    async def said(self) -> dict[int, str | None]:
        await self.keeper.set_due()
        return {chat: menu[0][1] if menu else None for chat, menu in self.board.shown.items()}


@pytest.fixture
async def stand(tmp_path: Path) -> AsyncIterator[Stand]:
    database = Database(f"sqlite+aiosqlite:///{tmp_path}/bot.sqlite3", Cipher(None))
    await make_tables(database)
    yield Stand(database)
    await database.close()


async def test_whoever_has_chosen_a_language_or_holds_a_role_has_a_menu_of_their_own(stand: Stand) -> None:
    await stand.somebody(1)
    await stand.somebody(2, "ar")
    await stand.somebody(3, "fr", NFP)
    await stand.somebody(4, None, Grant(Role.ADMINISTRATOR))
    assert await stand.said() == {2: "ar ", 3: "fr nfp", 4: "en administrator"}


async def test_a_menu_is_set_once(stand: Stand) -> None:
    await stand.somebody(1, "fr")
    await stand.said()
    await stand.said()
    assert stand.board.tried == [1]


async def test_a_role_that_is_taken_takes_its_commands_along(stand: Stand) -> None:
    chosen, guessed = await stand.somebody(1, "fr", NFP), await stand.somebody(2, None, NFP)
    assert await stand.said() == {1: "fr nfp", 2: "en nfp"}
    async with stand.database.unit_of_work() as uow:
        for person in (chosen, guessed):
            for held in await uow.grants.of(person.id):
                await uow.grants.take(held.id)
        await uow.commit()
    # Of the other only the language of the app is known: Telegram chooses by that.
    assert await stand.said() == {1: "fr ", 2: None}


async def test_what_changes_while_a_menu_is_set_is_not_lost(stand: Stand) -> None:
    person = await stand.somebody(1, "fr")
    stand.board.meanwhile = lambda: stand.speak(person, "ru")
    assert await stand.said() == {1: "fr "}
    assert await stand.said() == {1: "ru "}
    await stand.said()
    assert stand.board.tried == [1, 1]


async def test_whoever_is_gone_is_let_be_until_they_are_back(stand: Stand) -> None:
    person = await stand.somebody(1, "fr")
    stand.board.answers = [Gone("blocked")]
    assert await stand.said() == {}
    async with stand.database.unit_of_work() as uow:
        await uow.people.set_unreachable(person.id, NOW)
        await uow.commit()
    await stand.speak(person, "ru")
    assert await stand.said() == {}
    assert stand.board.tried == [1]
    async with stand.database.unit_of_work() as uow:
        await uow.people.set_unreachable(person.id, None)
        await uow.commit()
    assert await stand.said() == {1: "ru "}


async def test_one_that_fails_holds_back_nobody_and_is_tried_again_less_and_less_often(
    stand: Stand, caplog: pytest.LogCaptureFixture
) -> None:
    await stand.somebody(1, "fr")
    await stand.somebody(2, "fr")
    stand.board.answers = [Unknown("broken"), Sent(None), RuntimeError("secret"), Unknown("broken")]
    assert await stand.said() == {2: "fr "}
    for pause in (5, 10, 20):
        tried = len(stand.board.tried)
        stand.clock.advance(pause - 1)
        await stand.said()
        assert len(stand.board.tried) == tried
        stand.clock.advance(1)
        await stand.said()
        assert len(stand.board.tried) == tried + 1
    assert stand.board.shown[1] == commands("fr", Access())
    assert "secret" not in caplog.text


async def test_nobodys_menu_is_set_before_telegram_allows_it(stand: Stand) -> None:
    for number in (1, 2, 3):
        await stand.somebody(number, "fr")
    stand.board.answers = [Sent(None), Later(stand.clock.now() + timedelta(seconds=30), "429")]
    assert await stand.said() == {1: "fr "}
    stand.clock.advance(20)
    assert await stand.said() == {1: "fr "}
    stand.clock.advance(10)
    assert await stand.said() == {1: "fr ", 2: "fr ", 3: "fr "}


async def test_one_that_telegram_refuses_is_not_tried_for_ever(stand: Stand, caplog: pytest.LogCaptureFixture) -> None:
    await stand.somebody(1, "fr")
    stand.board.answers = [Failed("BOT_COMMAND_INVALID")]
    await stand.said()
    await stand.said()
    assert stand.board.tried == [1]
    assert "BOT_COMMAND_INVALID" in caplog.text


async def test_a_restart_forgets_none(stand: Stand) -> None:
    await stand.somebody(1, "fr")
    stand.board.answers = [Unknown("broken")]
    await stand.said()
    stand.keeper = stand.anew()
    assert await stand.said() == {1: "fr "}


async def test_menus_go_out_slowly(stand: Stand) -> None:
    for number in range(1, 9):
        await stand.somebody(number, "fr")
    before = stand.clock.monotonic()
    await stand.said()
    assert stand.clock.monotonic() - before >= 8 * 0.25


async def test_other_commands_in_a_new_version_reach_all_who_have_a_menu(stand: Stand) -> None:
    await stand.somebody(1)
    await stand.somebody(2, "fr")
    await stand.somebody(3, None, NFP)

    async def prepared(*languages: str) -> list[int]:
        stand.board.tried.clear()
        await stand.keeper.prepare(languages)
        await stand.said()
        return stand.board.tried

    assert await prepared("en", "fr") == [2, 3]
    assert await prepared("en", "fr") == []
    assert await prepared("en", "fr", "ru") == [2, 3]
