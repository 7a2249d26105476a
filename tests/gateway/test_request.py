"""What is heard in an update."""

from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from telegram import Bot, MessageEntity, Update, User

from bot.domain.actions import ShowMeeting
from bot.domain.exchange import Command, Press, Reachability, Shared, SharedFile, Text
from bot.domain.rich_text import clean, plain
from bot.gateway.formatted import formatted
from bot.gateway.request import hear
from tests.render.telegram_html import parse

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
        ({"photo": [{"file_id": "s", "file_unique_id": "b", "width": 1, "height": 1},
                    {"file_id": "a", "file_unique_id": "b", "width": 9, "height": 9, "file_size": 70}],
          "caption": "when?", "caption_entities": [{"type": "bold", "offset": 0, "length": 4}]},
         Shared("photo", SharedFile("photo", "a", 70, caption=Text("when?", "<b>when</b>?")))),
        ({"document": {"file_id": "a", "file_unique_id": "b", "file_size": 7, "file_name": "a\u202efdp.pdf"}},
         Shared("document", SharedFile("document", "a", 7, "afdp.pdf"))),
        ({"document": {"file_id": "a", "file_unique_id": "b"},
          "animation": {"file_id": "a", "file_unique_id": "b", "width": 1, "height": 1, "duration": 1}},
         Shared("video")),
        ({"contact": {"phone_number": "+1", "first_name": "A"}}, Shared("contact")),
        ({"dice": {"emoji": "🎲", "value": 3}}, Shared("other")),
        ({"pinned_message": {"message_id": 1, "date": WHEN, "chat": PRIVATE}}, None),
    ],
)  # fmt: skip
def test_messages(said: dict[str, Any], expected: object) -> None:
    assert content(update(**said)) == expected


def entity(kind: str, offset: int, length: int, url: str | None = None) -> dict[str, Any]:
    return {"type": kind, "offset": offset, "length": length, **({"url": url} if url else {})}


@pytest.mark.parametrize(
    ("text", "entities", "html"),
    [
        ("open now", [entity("bold", 0, 4)], "<b>open</b> now"),
        ("a < b & c", [entity("italic", 4, 1)], "a &lt; <i>b</i> &amp; c"),
        ("👍🏽 yes", [entity("underline", 5, 3)], "👍🏽 <u>yes</u>"),
        ("abc", [entity("bold", 0, 3), entity("italic", 1, 1)], "<b>a<i>b</i>c</b>"),
        ("abcd", [entity("bold", 0, 3), entity("strikethrough", 2, 2)], "<b>ab<s>c</s></b><s>d</s>"),
        ("see here", [entity("text_link", 4, 4, "https://example.org/?a=1&b='2")],
         'see <a href="https://example.org/?a=1&amp;b=&#x27;2">here</a>'),
        ("see here", [entity("text_link", 4, 4, "https://example.org/\"onclick=")], None),
        ("x = 1", [entity("pre", 0, 5), entity("bold", 0, 1)], "<pre>x = 1</pre>"),
        ("a\nb", [entity("bold", 0, 1), entity("blockquote", 0, 3)], "<blockquote><b>a</b>\nb</blockquote>"),
        ("long", [entity("expandable_blockquote", 0, 4)], "<blockquote>long</blockquote>"),
        ("end", [entity("spoiler", 0, 3)], "<tg-spoiler>end</tg-spoiler>"),
        ("click", [entity("text_link", 0, 5, "tg://user?id=7")], None),
        ("click", [entity("text_link", 0, 5, "javascript:alert(1)")], None),
        ("https://example.org @nino", [entity("url", 0, 19), entity("mention", 20, 5)], None),
        ("beyond", [entity("bold", 3, 900)], "bey<b>ond</b>"),
    ],
)  # fmt: skip
def test_what_is_formatted_is_kept(text: str, entities: list[dict[str, Any]], html: str | None) -> None:
    assert content(update(text=text, entities=entities)) == Text(text, html)


KINDS = ("bold", "italic", "underline", "strikethrough", "code", "pre", "blockquote", "spoiler", "text_link", "url")


@given(
    st.text(max_size=30),
    st.lists(st.tuples(st.sampled_from(KINDS), st.integers(0, 40), st.integers(1, 40)), max_size=6),
)
def test_whatever_is_formatted_is_html_that_telegram_takes(text: str, spans: list[tuple[str, int, int]]) -> None:
    entities = [
        MessageEntity(kind, offset, length, url="https://example.org" if kind == "text_link" else None)
        for kind, offset, length in spans
    ]
    html = formatted(text, entities)
    if html is not None:
        assert parse(html).text == plain(html)
        if clean(text) == text and text.isascii():
            assert plain(html) == text


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
