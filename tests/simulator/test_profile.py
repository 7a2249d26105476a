"""Commands by scope and language, names, descriptions, menu buttons, and who is who."""

from typing import Any

import pytest

from bot.simulator.world import World
from tests.simulator.conftest import Api


def commands(*names: str) -> list[dict[str, str]]:
    return [{"command": name, "description": f"About {name}"} for name in names]


async def test_the_narrowest_scope_wins_its_language_first(api: Api, world: World) -> None:
    async def menu(person_id: int) -> list[str]:
        return [command["command"] for command in world.chat_card(world.chats[person_id])["commands"]]

    assert await menu(1002) == []
    steps: list[tuple[dict[str, Any], str]] = [
        ({}, "default"),
        ({"language_code": "fr"}, "default_fr"),
        ({"scope": {"type": "all_private_chats"}}, "private"),
        ({"scope": {"type": "all_private_chats"}, "language_code": "fr"}, "private_fr"),
        ({"scope": {"type": "chat", "chat_id": 1002}}, "chat"),
        ({"scope": {"type": "chat", "chat_id": 1002}, "language_code": "fr"}, "chat_fr"),
    ]
    for where, name in steps:
        await api.ok("setMyCommands", commands=commands(name), **where)
        assert await api.ok("getMyCommands", **where) == commands(name)
        assert await menu(1002) == [name]
    assert await menu(1003) == ["private"]
    for where, _ in reversed(steps[1:]):
        await api.ok("deleteMyCommands", **where)
    assert await menu(1002) == ["default"]
    await api.ok("setMyCommands", commands=[])
    assert await menu(1002) == []


@pytest.mark.parametrize(
    ("params", "description"),
    [
        ({"commands": commands("Start")}, "BOT_COMMAND_INVALID"),
        ({"commands": commands("a-b")}, "BOT_COMMAND_INVALID"),
        ({"commands": commands("")}, "command must be non-empty"),
        ({"commands": commands("x" * 33)}, "command must not exceed 32 characters"),
        ({"commands": [{"command": "x", "description": " "}]}, "command description must be non-empty"),
        (
            {"commands": [{"command": "x", "description": "x" * 257}]},
            "command description must not exceed 256 characters",
        ),
        ({"commands": commands(*map(str, range(101)))}, "BOT_COMMANDS_TOO_MUCH"),
        ({"commands": {}, "language_code": "eng"}, "invalid language code specified"),
        ({"commands": commands("x"), "scope": {"type": "moon"}}, None),
        ({"commands": commands("x"), "scope": {"type": "chat", "chat_id": 5}}, "chat not found"),
        ({"commands": commands("x"), "scope": {"type": "chat"}}, "chat_id is empty"),
        ({"commands": "x"}, "can't parse commands JSON object"),
        ({"commands": ["x"]}, "object expected as BotCommand"),
    ],
)
async def test_bad_commands(api: Api, params: dict[str, Any], description: str | None) -> None:
    status, text = await api.refused("setMyCommands", **params)
    assert status == 400
    if description is not None:
        assert text == f"Bad Request: {description}"


@pytest.mark.parametrize(
    ("subject", "field", "longest"),
    [("Name", "name", 64), ("Description", "description", 512), ("ShortDescription", "short_description", 120)],
)
async def test_texts_by_language(api: Api, subject: str, field: str, longest: int) -> None:
    empty = await api.ok(f"getMy{subject}", language_code="fr")
    await api.ok(f"setMy{subject}", **{field: "x" * longest})
    await api.ok(f"setMy{subject}", **{field: "en français"}, language_code="fr")
    assert await api.ok(f"getMy{subject}", language_code="fr") == {field: "en français"}
    assert await api.ok(f"getMy{subject}", language_code="ru") == {field: "x" * longest}
    assert (await api.refused(f"setMy{subject}", **{field: "x" * (longest + 1)}))[0] == 400
    await api.ok(f"setMy{subject}", **{field: ""}, language_code="fr")
    await api.ok(f"setMy{subject}")
    assert await api.ok(f"getMy{subject}", language_code="fr") == empty


async def test_menu_buttons(api: Api, world: World) -> None:
    assert await api.ok("getChatMenuButton") == {"type": "default"}
    await api.ok("setChatMenuButton", menu_button={"type": "commands"})
    assert await api.ok("getChatMenuButton", chat_id=1001) == {"type": "commands"}
    assert world.chat_card(world.chats[1001])["menu_button"] == "commands"
    await api.ok("setChatMenuButton", chat_id=1001, menu_button={"type": "default"})
    assert await api.ok("getChatMenuButton", chat_id=1001) == {"type": "commands"}
    assert (await api.refused("setChatMenuButton", menu_button={"type": "moon"}))[0] == 400


async def test_who_is_who(api: Api, world: World) -> None:
    me = await api.ok("getMe")
    assert (me["is_bot"], me["username"], me["id"]) == (True, "simulated_bot", world.profile.id)
    chat = await api.ok("getChat", chat_id=1001)
    assert (chat["type"], chat["first_name"]) == ("private", "Nino")
    assert await api.refused("getChat", chat_id=1002) == (400, "Bad Request: chat not found")
    assert await api.ok("sendChatAction", chat_id=1001, action="typing") is True
    assert await api.refused("sendChatAction", chat_id=1001, action="dancing") == (
        400,
        "Bad Request: wrong parameter action in request",
    )
