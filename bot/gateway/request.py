"""What an update says, free of PTB's types."""

from dataclasses import dataclass
from typing import Final, Literal

from telegram import Message, Update
from telegram.constants import ChatMemberStatus, ChatType, MessageEntityType

from bot.domain import actions
from bot.domain.errors import BadActionError
from bot.domain.exchange import Command, Content, Press, Reachability, Request, Shared, SharedFile, Text
from bot.domain.names import clean_file_name, clean_name
from bot.domain.people import Person
from bot.gateway.formatted import formatted

What = Literal["sticker", "voice", "photo", "video", "document", "location", "contact", "other"]

_SHARED: Final[tuple[tuple[str, What], ...]] = (
    ("sticker", "sticker"),
    ("voice", "voice"),
    ("audio", "voice"),
    ("photo", "photo"),
    ("video", "video"),
    ("video_note", "video"),
    ("animation", "video"),
    ("document", "document"),
    ("venue", "location"),
    ("location", "location"),
    ("contact", "contact"),
)


_NO_ID: Final = 2**63


@dataclass(frozen=True)
class Heard:
    """An update by a person, in a chat."""

    telegram_id: int
    suggested_language: str | None
    chat_id: int
    private: bool
    content: Content
    message_id: int | None
    query_id: str | None
    name: str | None
    anew: bool
    """Whether they have written just now: not edited what they wrote, nor pressed a button that they had."""

    def as_request(self, update_id: int, person: Person) -> Request:
        """The same, for whoever the bot knows them as."""
        return Request(
            update_id=update_id,
            person=person,
            chat_id=self.chat_id,
            private=self.private,
            content=self.content,
            message_id=self.message_id,
            name=self.name,
            anew=self.anew,
        )


def hear(update: Update) -> Heard | None:
    """What the update says; none where it does not come from a person, or says nothing that concerns the bot."""
    user, chat = update.effective_user, update.effective_chat
    if user is None or user.is_bot or chat is None or _is_of_a_chat(update):
        return None
    if not is_id(user.id) or not is_id(chat.id):
        return None
    content = _content(update)
    if content is None:
        return None
    query, message = update.callback_query, update.effective_message
    return Heard(
        telegram_id=user.id,
        suggested_language=user.language_code,
        chat_id=chat.id,
        # A private chat has its person's id: nobody is answered in the chat of another.
        private=chat.type == ChatType.PRIVATE and chat.id == user.id,
        content=content,
        message_id=message.message_id if message else None,
        query_id=query.id if query else None,
        name=clean_name(user.full_name),
        anew=update.message is not None,
    )


def is_id(value: object) -> bool:
    """Whether it can be an id of Telegram's: they have 52 bits, and a database takes 64."""
    return isinstance(value, int) and abs(value) < _NO_ID


def _is_of_a_chat(update: Update) -> bool:
    """Whether it was written in the name of a group or a channel, so that nobody can tell by whom."""
    message = update.message or update.edited_message
    return message is not None and message.sender_chat is not None


def _content(update: Update) -> Content | None:
    if update.callback_query:
        return _press(update)
    if update.my_chat_member:
        status = update.my_chat_member.new_chat_member.status
        return Reachability(status not in (ChatMemberStatus.BANNED, ChatMemberStatus.LEFT))
    if update.message:
        return _said(update.message)
    # A question that was mended is asked anew; a command or a file that was edited is not done twice.
    if update.edited_message and isinstance(said := _said(update.edited_message), Text):
        return said
    return None


def _press(update: Update) -> Press | None:
    query = update.callback_query
    if query is None or query.message is None:
        return None
    try:
        action = actions.parse(query.data or "")
    except BadActionError:
        action = None
    return Press(action, query.message.message_id)


def _said(message: Message) -> Content | None:
    if message.text is not None:
        return _command(message) or Text(message.text, formatted(message.text, message.entities))
    for attribute, what in _SHARED:
        if getattr(message, attribute):
            return Shared(what, _file(message))
    # Somebody joined, a title changed, a message was pinned: nothing that anybody says to the bot.
    return None if _is_service(message) else Shared("other")


def _file(message: Message) -> SharedFile | None:
    """The picture (the largest of its sizes) or the document; an animation comes as both, and is neither."""
    if message.animation is not None:
        return None
    caption = None
    if message.caption is not None:
        caption = Text(message.caption, formatted(message.caption, message.caption_entities))
    if message.photo:
        photo = message.photo[-1]
        return SharedFile("photo", photo.file_id, photo.file_size or 0, caption=caption)
    if message.document is not None:
        document = message.document
        name = None if document.file_name is None else clean_file_name(document.file_name)
        return SharedFile("document", document.file_id, document.file_size or 0, name, caption)
    return None


def _is_service(message: Message) -> bool:
    """Whether the message only reports a change of the chat."""
    return any(
        getattr(message, name)
        for name in (
            "new_chat_members",
            "left_chat_member",
            "new_chat_title",
            "new_chat_photo",
            "delete_chat_photo",
            "group_chat_created",
            "supergroup_chat_created",
            "channel_chat_created",
            "message_auto_delete_timer_changed",
            "migrate_to_chat_id",
            "migrate_from_chat_id",
            "pinned_message",
        )
    )


def _command(message: Message) -> Command | None:
    """The command that a message begins with, as Telegram marked it; none where it is meant for another bot."""
    first = message.entities[0] if message.entities else None
    if message.text is None or first is None or first.type != MessageEntityType.BOT_COMMAND or first.offset != 0:
        return None
    name, _, addressee = message.text[1 : first.length].partition("@")
    if addressee and addressee.lower() != message.get_bot().username.lower():
        return None
    return Command(name.lower(), message.text[first.length :].strip())
