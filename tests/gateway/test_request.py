"""What is heard in an update."""

from datetime import UTC, datetime
from typing import Any

import pytest
from telegram import Bot, Update, User

from bot.domain.actions import ShowMeeting
from bot.domain.exchange import Command, Press, Reachability, Shared, Text
from bot.gateway.request import hear

WHEN = int(datetime(2023, 4, 17, tzinfo=UTC).timestamp())
PERSON = {"id": 7, "is_bot": False, "first_name": "Nino", "language_code": "ka"}
PRIVATE = {"id": 7, "type": "private", "first_name": "Nino"}
GROUP = {"id": -100, "type": "group", "title": "NFPs"}


class Named(Bot):
    """A bot that knows its name without having asked for it."""

    def __init__(self) -> None:
        super().__init__("1:a")
        self._bot_user = User(1, "Bot", True, username="nfp_bot")


def update(kind: str = "message", chat: Any = PRIVATE, **fields: Any) -> Update:
    body = {"message_id": 5, "date": WHEN, "chat": chat, "from": PERSON, **fields}
    return Update.de_json({"update_id": 1, kind: body}, Named())


def command(text: str, length: int) -> dict[str, Any]:
    return {"text": text, "entities": [{"type": "bot_command", "offset": 0, "length": length}]}


def content(of: Update) -> Any:
    heard = hear(of)
    return heard.content if heard else None


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ({"text": "когда встреча?"}, Text("когда встреча?")),
        (command("/start", 6), Command("start", "")),
        (command("/Start iAbc", 6), Command("start", "iAbc")),
        (command("/start@NFP_bot x\ny", 14), Command("start", "x\ny")),
        ({"text": "/ what"}, Text("/ what")),
        ({"sticker": {"file_id": "a", "file_unique_id": "b", "width": 1, "height": 1, "is_animated": False,
                      "is_video": False, "type": "regular"}}, Shared("sticker")),
        ({"voice": {"file_id": "a", "file_unique_id": "b", "duration": 3}}, Shared("voice")),
        ({"photo": [{"file_id": "a", "file_unique_id": "b", "width": 1, "height": 1}], "caption": "when?"},
         Shared("photo")),
        ({"contact": {"phone_number": "+1", "first_name": "A"}}, Shared("contact")),
        ({"dice": {"emoji": "🎲", "value": 3}}, Shared("other")),
        ({"pinned_message": {"message_id": 1, "date": WHEN, "chat": PRIVATE}}, None),
    ],
)  # fmt: skip
def test_messages(said: dict[str, Any], expected: object) -> None:
    assert content(update(**said)) == expected


def test_a_command_for_another_bot_is_no_command() -> None:
    assert not isinstance(content(update(chat=GROUP, **command("/start@other_bot", 16))), Command)


def test_a_mended_question_is_heard_and_a_mended_command_is_not() -> None:
    assert content(update("edited_message", text="when is it?")) == Text("when is it?")
    assert content(update("edited_message", **command("/start", 6))) is None


@pytest.mark.parametrize("chat", [PRIVATE, GROUP])
def test_a_chat_is_private_or_not(chat: dict[str, Any]) -> None:
    heard = hear(update(chat=chat, text="hello"))
    assert heard is not None
    assert heard.private == (chat is PRIVATE)
    assert (heard.telegram_id, heard.chat_id, heard.suggested_language) == (7, chat["id"], "ka")


@pytest.mark.parametrize(
    ("data", "action"),
    [("v1|meeting|brussels-2023", ShowMeeting("brussels-2023")), ("v0|meeting|x", None), ("\x00", None)],
)
def test_presses(data: str, action: object) -> None:
    query = {
        "id": "9",
        "from": PERSON,
        "chat_instance": "1",
        "data": data,
        "message": {"message_id": 3, "date": 0, "chat": PRIVATE},
    }
    heard = hear(Update.de_json({"update_id": 1, "callback_query": query}, Named()))
    assert heard is not None
    assert heard.content == Press(action, 3)  # type: ignore[arg-type]
    assert heard.query_id == "9"


@pytest.mark.parametrize(("status", "reachable"), [("kicked", False), ("member", True)])
def test_blocking(status: str, reachable: bool) -> None:
    bot_user = {"id": 1, "is_bot": True, "first_name": "Bot"}
    member = {"user": bot_user, "status": status, "until_date": 0}
    change = {"chat": PRIVATE, "from": PERSON, "date": WHEN, "old_chat_member": member, "new_chat_member": member}
    assert content(Update.de_json({"update_id": 1, "my_chat_member": change}, Named())) == Reachability(reachable)


def test_bots_and_channels_are_not_heard() -> None:
    said: dict[str, Any] = {"from": {**PERSON, "is_bot": True}, "text": "hello"}
    assert hear(update(**said)) is None
    post = {"message_id": 1, "date": WHEN, "chat": {"id": -200, "type": "channel", "title": "News"}, "text": "hi"}
    assert hear(Update.de_json({"update_id": 1, "channel_post": post}, Named())) is None


@pytest.mark.parametrize("chat", [PRIVATE, GROUP])
def test_what_is_written_in_the_name_of_a_chat_is_nobodys(chat: dict[str, Any]) -> None:
    """Telegram gives such messages the sender of an account that stands for all channels, which is no bot."""
    channel = {"id": -200, "type": "channel", "title": "News"}
    for kind in ("message", "edited_message"):
        assert hear(update(kind, chat=chat, text="/start", sender_chat=channel)) is None


def test_a_private_chat_is_that_of_the_person_who_acts() -> None:
    other = {**PRIVATE, "id": 8}
    heard = hear(update(chat=other, text="hello"))
    assert heard is not None
    assert not heard.private
