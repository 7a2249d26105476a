"""Getting updates and answering them: polls, webhook state, callback answers, chat actions, who is who."""

import json
from typing import Any

from bot.simulator.api_reading import known_chat, reachable_chat
from bot.simulator.errors import bad_request
from bot.simulator.params import Params
from bot.simulator.stage import Stage
from bot.simulator.text import check_utf8

LONGEST_ANSWER = 200
_ACTIONS = frozenset(
    {
        "typing",
        "upload_photo",
        "record_video",
        "upload_video",
        "record_voice",
        "upload_voice",
        "upload_document",
        "choose_sticker",
        "find_location",
        "record_video_note",
        "upload_video_note",
    }
)


async def get_updates(stage: Stage, params: Params) -> list[dict[str, Any]]:
    """getUpdates."""
    stage.bot_was_seen()
    kinds = _kinds(params.text("allowed_updates"))
    if kinds is not None:
        stage.updates.allow(kinds)
    return await stage.updates.get(params.integer("offset"), params.integer("limit", 100), params.integer("timeout"))


def _kinds(raw: str) -> list[str] | None:
    """The kinds asked for; None, which changes nothing, where the parameter is absent or no list of names."""
    if not raw:
        return None
    try:
        kinds = json.loads(raw)
    except (ValueError, RecursionError):
        return None
    if not isinstance(kinds, list) or not all(isinstance(kind, str) for kind in kinds):
        return None
    return kinds


def delete_webhook(stage: Stage, params: Params) -> bool:
    """deleteWebhook: there is never one, but waiting updates can be dropped."""
    if params.flag("drop_pending_updates"):
        stage.updates.forget()
    return True


def get_webhook_info(stage: Stage, _: Params) -> dict[str, Any]:
    """getWebhookInfo."""
    return {
        "url": "",
        "has_custom_certificate": False,
        "pending_update_count": stage.updates.pending(),
    }


def answer_callback_query(stage: Stage, params: Params) -> bool:
    """answerCallbackQuery, once for each press."""
    text = params.text("text")
    check_utf8(text)
    if len(text) > LONGEST_ANSWER:
        raise bad_request("MESSAGE_TOO_LONG")
    url = params.text("url")
    if url and not url.startswith(("https://t.me/", "http://t.me/", "tg://")):
        raise bad_request("URL_INVALID")
    press = stage.presses.take(params.text("callback_query_id"))
    if press is None:
        raise bad_request("query is too old and response timeout expired or query ID is invalid")
    toast = {
        "query": press.query_id,
        "text": text,
        "alert": params.flag("show_alert"),
        "url": url or None,
    }
    stage.chats[press.person_id].log.push("toast", lambda: toast)
    stage.changed.fire()
    return True


def send_chat_action(stage: Stage, params: Params) -> bool:
    """sendChatAction."""
    action = params.text("action").lower()
    if action not in _ACTIONS:
        raise bad_request("wrong parameter action in request")
    chat = reachable_chat(stage, params)
    chat.log.push("typing", lambda: {"action": action})
    stage.changed.fire()
    return True


def get_me(stage: Stage, _: Params) -> dict[str, Any]:
    """getMe."""
    stage.bot_was_seen()
    return {
        **stage.profile.as_user(),
        "can_join_groups": True,
        "can_read_all_group_messages": False,
        "supports_inline_queries": False,
        "can_connect_to_business": False,
        "has_main_web_app": False,
        "has_topics_enabled": False,
        "allows_users_to_create_topics": False,
    }


def get_chat(stage: Stage, params: Params) -> dict[str, Any]:
    """getChat; a person who never came is no chat yet."""
    chat = known_chat(stage, params)
    if not chat.started:
        raise bad_request("chat not found")
    return {
        **chat.as_api(),
        "accent_color_id": 0,
        "max_reaction_count": 11,
        "accepted_gift_types": {
            "unlimited_gifts": False,
            "limited_gifts": False,
            "unique_gifts": False,
            "premium_subscription": False,
            "gifts_from_channels": False,
        },
    }
