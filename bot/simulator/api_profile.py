"""What a bot says of itself: commands, names, descriptions and the menu button."""

import re
from typing import Any

from bot.simulator.api_reading import private_chat
from bot.simulator.errors import bad_request
from bot.simulator.params import Params, as_array, as_object, as_text
from bot.simulator.profile import DEFAULT_SCOPE, Scope, in_language
from bot.simulator.stage import Stage
from bot.simulator.text import clean

MOST_COMMANDS = 100
LONGEST_NAME = 64
LONGEST_DESCRIPTION = 512
LONGEST_SHORT_DESCRIPTION = 120
_COMMAND = re.compile(r"[a-z0-9_]+")
_SCOPES = frozenset({"default", "all_private_chats", "all_group_chats", "all_chat_administrators"})


def _language(params: Params) -> str:
    code = params.text("language_code").lower()
    if code and not re.fullmatch(r"[a-z]{2}", code):
        raise bad_request("invalid language code specified")
    return code


def _scope(stage: Stage, params: Params) -> Scope:
    raw = params.json("scope", "BotCommandScope")
    if raw is None:
        return DEFAULT_SCOPE
    scope = as_object(raw, "BotCommandScope")
    kind = as_text(scope.get("type"), "type")
    if kind in _SCOPES:
        return kind, 0
    if kind in ("chat", "chat_administrators", "chat_member"):
        named = Params({"chat_id": as_text(scope.get("chat_id", ""), "chat_id")})
        person_id = private_chat(stage, named).person.id
        if kind != "chat":
            # Administrators and members are of groups, and a stage has private chats alone.
            raise bad_request("can't change commands in private chats for a part of their members")
        return kind, person_id
    raise bad_request("can't parse BotCommandScope: Unsupported type specified")


def set_my_commands(stage: Stage, params: Params) -> bool:
    """setMyCommands; an empty list takes them away."""
    given = as_array(params.json("commands", "commands") or [], "commands")
    if len(given) > MOST_COMMANDS:
        raise bad_request("BOT_COMMANDS_TOO_MUCH")
    key = (_scope(stage, params), _language(params))
    return _store(stage, key, [_command(raw) for raw in given])


def _command(raw: Any) -> dict[str, str]:
    value = as_object(raw, "BotCommand")
    name = as_text(value.get("command", ""), "command").strip().removeprefix("/")
    description = clean(as_text(value.get("description", ""), "description")).strip(" \n")
    if not name:
        raise bad_request("command must be non-empty")
    if len(name) > 32:
        raise bad_request("command must not exceed 32 characters")
    if not _COMMAND.fullmatch(name):
        raise bad_request("BOT_COMMAND_INVALID")
    if not description:
        raise bad_request("command description must be non-empty")
    if len(description) > 256:
        raise bad_request("command description must not exceed 256 characters")
    return {"command": name, "description": description}


def _store(stage: Stage, key: tuple[Scope, str], commands: list[dict[str, str]]) -> bool:
    before = stage.profile.commands.get(key, [])
    if commands:
        stage.profile.commands[key] = commands
    else:
        stage.profile.commands.pop(key, None)
    if commands != before:
        (kind, person_id), _ = key
        affected = [stage.chats[person_id]] if kind == "chat" else stage.chats.values()
        for chat in affected:
            stage.change_chat(chat)
    return True


def delete_my_commands(stage: Stage, params: Params) -> bool:
    """deleteMyCommands."""
    return _store(stage, (_scope(stage, params), _language(params)), [])


def get_my_commands(stage: Stage, params: Params) -> list[dict[str, str]]:
    """getMyCommands: those of exactly that scope and language."""
    return stage.profile.commands.get((_scope(stage, params), _language(params)), [])


def _set_text(stage: Stage, params: Params, texts: dict[str, str], field: str, longest: int, error: str) -> bool:
    text = clean(params.text(field)).strip(" \n")
    if len(text) > longest:
        raise bad_request(error)
    language = _language(params)
    if text:
        texts[language] = text
    else:
        texts.pop(language, None)
    stage.directory.fire()
    stage.changed.fire()
    return True


def set_my_name(stage: Stage, params: Params) -> bool:
    """setMyName."""
    return _set_text(stage, params, stage.profile.names, "name", LONGEST_NAME, "BOT_TITLE_INVALID")


def get_my_name(stage: Stage, params: Params) -> dict[str, str]:
    """getMyName."""
    return {"name": stage.profile.name(_language(params))}


def set_my_description(stage: Stage, params: Params) -> bool:
    """setMyDescription."""
    texts = stage.profile.descriptions
    return _set_text(stage, params, texts, "description", LONGEST_DESCRIPTION, "DESCRIPTION_TOO_LONG")


def get_my_description(stage: Stage, params: Params) -> dict[str, str]:
    """getMyDescription."""
    return {"description": in_language(stage.profile.descriptions, _language(params))}


def set_my_short_description(stage: Stage, params: Params) -> bool:
    """setMyShortDescription."""
    texts = stage.profile.short_descriptions
    return _set_text(stage, params, texts, "short_description", LONGEST_SHORT_DESCRIPTION, "ABOUT_TOO_LONG")


def get_my_short_description(stage: Stage, params: Params) -> dict[str, str]:
    """getMyShortDescription."""
    return {"short_description": in_language(stage.profile.short_descriptions, _language(params))}


def set_chat_menu_button(stage: Stage, params: Params) -> bool:
    """setChatMenuButton, for one chat or, without chat_id, for all."""
    raw = params.json("menu_button", "MenuButton")
    button = {"type": "default"} if raw is None else as_object(raw, "MenuButton")
    kind = button.get("type")
    if kind not in ("commands", "default", "web_app"):
        raise bad_request("can't parse menu button: Unsupported type specified")
    chat = private_chat(stage, params) if params.text("chat_id") else None
    stage.profile.menu_buttons[None if chat is None else chat.person.id] = button
    for changed in stage.chats.values() if chat is None else (chat,):
        stage.change_chat(changed)
    return True


def get_chat_menu_button(stage: Stage, params: Params) -> dict[str, Any]:
    """getChatMenuButton."""
    if not params.text("chat_id"):
        return stage.profile.menu_buttons.get(None, {"type": "default"})
    return stage.profile.menu_button_for(private_chat(stage, params).person.id)
