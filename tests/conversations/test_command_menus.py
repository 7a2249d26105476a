"""The menu of commands that each person's phone shows: in the language they chose, with what they may use."""

import re
from datetime import timedelta

from bot.domain.audit import Act
from bot.domain.commands import COMMANDS
from bot.domain.people import Grant, Role
from bot.domain.policy import Right
from bot.services.roles import Roles
from tests.conversations.conftest import GUEST_PT, NFP_AR, SECRETARIAT
from tests.living import Living

ARABIC, CYRILLIC, PORTUGUESE = re.compile("[\u0600-\u06ff]"), re.compile("[а-я]"), re.compile("reuniões|idioma")
OPEN = {name for name, right in COMMANDS.items() if right is Right.PUBLIC}
MEMBERS = OPEN | {name for name, right in COMMANDS.items() if right is Right.MEMBERSHIP}


def menu(bot: Living, person: int) -> dict[str, str]:
    """Name and description of each command, as the phone shows them."""
    card = bot.world.chat_card(bot.world.chat_of(person))
    return {command["command"]: command["description"] for command in card["commands"]}


def own(bot: Living, person: int) -> bool:
    """Whether the chat has a menu of its own."""
    return (("chat", person), "") in bot.world.profile.commands


async def change(bot: Living, telegram_id: int, *, give: Grant | None = None) -> None:
    """Take all roles from somebody, and give one."""
    now = bot.clock.now()
    async with bot.database.unit_of_work() as uow:
        person = await uow.people.by_telegram(telegram_id, now)
        assert person is not None
        roles = Roles(uow, now)
        for held in await uow.grants.of(person.id):
            await roles.take(person, held, Act.ROLE_REVOKED, by=None)
        if give is not None:
            await roles.give(person, give, by=None)
        await uow.commit()


async def test_a_guest_sees_the_open_commands_in_the_language_of_the_app_then_in_the_chosen_one(bot: Living) -> None:
    await bot.until(
        lambda: set(menu(bot, GUEST_PT)) == OPEN and PORTUGUESE.search(str(menu(bot, GUEST_PT))) is not None
    )
    await bot.answers(GUEST_PT, lambda: bot.world.start(GUEST_PT))
    assert not own(bot, GUEST_PT)
    await bot.press(GUEST_PT, bot.from_bot(GUEST_PT)[-1], "Русский")
    await bot.until(lambda: own(bot, GUEST_PT))
    assert set(menu(bot, GUEST_PT)) == OPEN
    assert all(map(CYRILLIC.search, menu(bot, GUEST_PT).values()))


async def test_a_member_sees_what_members_may_use_in_their_language(bot: Living) -> None:
    await bot.until(lambda: own(bot, NFP_AR))
    assert set(menu(bot, NFP_AR)) == MEMBERS
    assert all(map(ARABIC.search, menu(bot, NFP_AR).values()))
    await bot.press(NFP_AR, await bot.ask(NFP_AR, "/language"), "Русский")
    await bot.until(lambda: CYRILLIC.search(menu(bot, NFP_AR)["help"]) is not None)


async def test_whoever_looks_after_access_sees_that_too_until_they_no_longer_do(bot: Living) -> None:
    await bot.until(lambda: own(bot, SECRETARIAT))
    assert set(menu(bot, SECRETARIAT)) == set(COMMANDS)
    keeping = sorted(set(COMMANDS) - MEMBERS)
    assert keeping
    await change(bot, SECRETARIAT, give=Grant(Role.NFP, country="GE"))
    await bot.until(lambda: set(menu(bot, SECRETARIAT)) == MEMBERS)
    await change(bot, SECRETARIAT)
    await bot.until(lambda: set(menu(bot, SECRETARIAT)) == OPEN)
    # The menu protects nothing: what is typed all the same is refused.
    for command in keeping:
        assert "not" in (await bot.ask(SECRETARIAT, f"/{command}")).text
        assert f"/{command}" not in (await bot.ask(SECRETARIAT, "/help")).text


async def test_a_new_role_brings_its_commands_without_a_restart(bot: Living) -> None:
    await bot.until(lambda: own(bot, NFP_AR))
    await change(bot, NFP_AR, give=Grant(Role.ADMINISTRATOR))
    await bot.until(lambda: set(menu(bot, NFP_AR)) == set(COMMANDS))
    assert all(map(ARABIC.search, menu(bot, NFP_AR).values()))


async def test_menus_that_telegram_does_not_take_are_set_later_and_hold_up_no_answer(bot: Living) -> None:
    await bot.until(lambda: own(bot, NFP_AR))
    failed: list[str] = []

    def setting_a_menu(method: str, _: object) -> bool:
        failed.append(method)
        return True

    bot.world.faults.server_errors(1, methods={"setMyCommands"}, when=setting_a_menu)
    await bot.press(NFP_AR, await bot.ask(NFP_AR, "/language"), "Русский")
    await bot.until(lambda: bool(failed))
    assert (await bot.ask(NFP_AR, "/help")).text
    bot.world.move_clock(bot.clock.now() + timedelta(minutes=1))
    await bot.until(lambda: CYRILLIC.search(menu(bot, NFP_AR)["help"]) is not None)
