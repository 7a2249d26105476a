"""The people's side of the simulated Telegram: what they do on their phones becomes updates for the bot."""

import re
from collections.abc import AsyncGenerator
from typing import Any

from bot.simulator.chat import Chat
from bot.simulator.errors import PhoneError
from bot.simulator.events import Event
from bot.simulator.groups import Groups, data_of
from bot.simulator.marks import read_marks
from bot.simulator.media import from_file, made_up
from bot.simulator.messages import CAPTIONED, Message
from bot.simulator.people import Person
from bot.simulator.spans import Span
from bot.simulator.text import LONGEST_CAPTION, LONGEST_TEXT, Formatted, clean, format_text

_PAYLOAD = re.compile(r"[A-Za-z0-9_-]{0,64}")


class World(Groups):
    """A stage on which tests and the phone act as people.

    Every act raises PhoneError where the person's app would not let it happen.
    """

    def add_person(
        self, person_id: int, name: str | None = None, language_code: str | None = "en", *, started: bool = False
    ) -> Person:
        """One more person; `started` ones have already opened the chat, without an update for it."""
        person = Person(person_id, name or f"Person {person_id}", "", language_code, f"+{person_id:012d}")
        self.chats[person_id] = Chat(person, started=started)
        self.touch_people()
        return person

    def chat(self, person_id: int) -> list[Message]:
        """The messages that the person sees, oldest first."""
        return self.chat_of(person_id).shown()

    def last(self, person_id: int) -> Message:
        """The newest message that the person got from the bot."""
        for message in reversed(self.chat(person_id)):
            if message.from_bot:
                return message
        raise PhoneError("The bot has not written to this person.")

    def chat_of(self, person_id: int) -> Chat:
        """The chat with its state."""
        try:
            return self.chats[person_id]
        except KeyError:
            raise PhoneError(f"There is nobody with the id {person_id}.") from None

    def events(self, person_id: int, after: int | None = None) -> AsyncGenerator[Event, None]:
        """The chat's events as they come, from now on or from after a number."""
        return self.chat_of(person_id).log.follow(self.clock, after)

    def send_text(self, person_id: int, text: str, reply_to: int | None = None) -> Message:
        """The person writes; their app reads the marks of formatting (`**bold**`, `[words](https://…)`).

        A text too long for one message goes out in several, and the last is returned.
        """
        _check(text)
        return self._write(person_id, *read_marks(clean(text)), reply_to)

    def _write(self, person_id: int, text: str, spans: list[Span], reply_to: int | None = None) -> Message:
        chat = self._writable(person_id, reply_to)
        parts = [part for part in _parts(text, spans) if part.text]
        if not parts:
            raise PhoneError("A message needs some text.")
        for part in parts:
            message = self._message(chat, part, reply_to=reply_to)
            self._deliver(chat, message)
            reply_to = None
        return message

    def start(self, person_id: int, payload: str = "") -> Message:
        """The person opens the chat by its START button or by a link with a payload; it lifts a block."""
        if not _PAYLOAD.fullmatch(payload):
            raise PhoneError("A link's payload has at most 64 letters, digits, hyphens and underscores.")
        if self._active(person_id).blocked:
            self.block(person_id, False)
        return self._write(person_id, f"/start {payload}" if payload else "/start", [])

    def press(self, person_id: int, message_id: int, row: int, column: int) -> str:
        """The person presses a callback button; the id of the query."""
        chat = self._active(person_id)
        return self.query(chat, chat, message_id, data_of(chat, message_id, row, column))

    def press_data(self, person_id: int, message_id: int, data: str) -> str:
        """A press with whatever data, as a forged app can send it, also on a message that is gone."""
        chat = self._active(person_id)
        return self.query(chat, chat, message_id, data)

    def send_media(self, person_id: int, kind: str, caption: str = "") -> Message:
        """The person sends something made up of that kind (sticker, voice, photo, location, contact, document)."""
        chat = self._writable(person_id, None)
        media = made_up(kind, chat.person, self.files)
        formatted = _caption(caption if kind in CAPTIONED else "")
        message = self._message(chat, formatted, kind=kind, media=media)
        self._deliver(chat, message)
        return message

    def send_file(
        self,
        person_id: int,
        kind: str,
        content: bytes,
        name: str,
        caption: str = "",
        mime_type: str | None = None,
    ) -> Message:
        """The person sends a real file, as a "photo" or a "document", with a caption whose marks are read.

        The type is guessed from the name where it is not given. PhoneError for what no app would send.
        """
        chat = self._writable(person_id, None)
        formatted = _caption(caption)
        media = from_file(kind, content, name, mime_type, self.files)
        message = self._message(chat, formatted, kind=kind, media=media)
        self._deliver(chat, message)
        return message

    def _message(self, chat: Chat, formatted: Formatted, **fields: Any) -> Message:
        return Message(
            id=self.next_message_id(),
            chat_id=chat.id,
            from_bot=False,
            date=self.unix_time(),
            text=formatted.text,
            entities=formatted.entities,
            **fields,
        )

    def edit(self, person_id: int, message_id: int, text: str) -> Message:
        """The person changes their own message; the same text again is no update."""
        chat = self._writable(person_id, None)
        message = chat.messages.get(message_id)
        if message is None or message.from_bot:
            raise PhoneError("Only one's own messages can be edited.")
        _check(text)
        longest = LONGEST_CAPTION if message.kind in CAPTIONED else LONGEST_TEXT
        formatted = format_text(*read_marks(clean(text)))
        if message.kind != "text" and message.kind not in CAPTIONED:
            raise PhoneError("This message has no text to edit.")
        if len(formatted.text) > longest or (message.kind == "text" and not formatted.text):
            raise PhoneError(f"A text has 1 to {longest} characters.")
        if (formatted.text, formatted.entities) != (message.text, message.entities):
            message.text, message.entities = formatted.text, formatted.entities
            message.edited = self.unix_time()
            self.change_message(chat, message)
            self.updates.put("edited_message", self.as_api(message))
        return message

    def block(self, person_id: int, blocked: bool) -> None:
        """The person stops the bot, or lets it in again; nothing where it is so already."""
        chat = self._active(person_id)
        if chat.blocked == blocked:
            return
        chat.blocked = blocked
        member = {"user": self.profile.as_user(), "status": "member"}
        kicked = {"user": self.profile.as_user(), "status": "kicked", "until_date": 0}
        change = {
            "chat": chat.person.as_chat(),
            "from": chat.person.as_user(),
            "date": self.unix_time(),
            "old_chat_member": member if blocked else kicked,
            "new_chat_member": kicked if blocked else member,
        }
        if chat.started:
            self.updates.put("my_chat_member", change)
        self.change_chat(chat)
        self.touch_people()

    def deactivate(self, person_id: int) -> None:
        """The person deletes their account."""
        self.chat_of(person_id).deactivated = True
        self.touch_people()

    def clear(self, person_id: int) -> None:
        """The person empties their own history; the bot learns nothing of it."""
        chat = self.chat_of(person_id)
        chat.cleared = max(chat.messages, default=0)
        chat.unread = 0
        self.touch_people()

    def inject(self, update: dict[str, Any]) -> int:
        """Queue an update as it is, also one that no parser takes; it gets an id, which is returned."""
        update_id = self.updates.put_raw(update)
        self.changed.fire()
        return update_id

    def _active(self, person_id: int) -> Chat:
        chat = self.chat_of(person_id)
        if chat.deactivated:
            raise PhoneError("This account is deleted.")
        return chat

    def _writable(self, person_id: int, reply_to: int | None) -> Chat:
        chat = self._active(person_id)
        if chat.blocked:
            raise PhoneError("The bot is blocked; unblock it to write.")
        if reply_to is not None and reply_to not in chat.messages:
            raise PhoneError("The message to reply to is gone.")
        return chat

    def _deliver(self, chat: Chat, message: Message) -> None:
        chat.started = True
        chat.unread = 0
        self.add_message(chat, message)
        self.updates.put("message", self.as_api(message))


def _check(text: str) -> None:
    try:
        text.encode()
    except UnicodeEncodeError:
        raise PhoneError("The text is not valid Unicode.") from None


def _caption(text: str) -> Formatted:
    _check(text)
    formatted = format_text(*read_marks(clean(text)))
    if len(formatted.text) > LONGEST_CAPTION:
        raise PhoneError(f"A caption has at most {LONGEST_CAPTION} characters.")
    return formatted


def _parts(text: str, spans: list[Span]) -> list[Formatted]:
    """The text as messages that are not too long, each with its share of the spans."""
    parts = []
    start = 0
    for piece in split_text(text):
        end = start + len(piece)
        shares = [
            span._replace(start=max(span.start, start) - start, end=min(span.end, end) - start)
            for span in spans
            if span.start < end and span.end > start
        ]
        parts.append(format_text(piece, shares))
        start = end
    return parts


def split_text(text: str) -> list[str]:
    """A text in pieces that fit into a message, cut at a line or a word where there is one."""
    pieces = []
    while len(text) > LONGEST_TEXT:
        # A cut in the first half would make more messages than needed.
        cuts = (text.rfind(sign, LONGEST_TEXT // 2, LONGEST_TEXT + 1) for sign in "\n ")
        cut = next((cut for cut in cuts if cut > 0), LONGEST_TEXT)
        pieces.append(text[:cut])
        text = text[cut:]
    return [*pieces, text]
