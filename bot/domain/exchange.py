"""What comes in from a person and what goes out to one, free of Telegram's types."""

import re
from dataclasses import dataclass
from datetime import datetime
from enum import IntEnum
from html import unescape
from typing import Final, Literal, TypeVar

from bot.domain.actions import Action
from bot.domain.messages import Message
from bot.domain.people import Person, Subscription
from bot.domain.rich_text import as_html

ActionKind = TypeVar("ActionKind", bound=Action)

_TAG: Final = re.compile(r"<[^>]+>")


@dataclass(frozen=True)
class Incoming:
    """A raw update as it came: `person` orders what belongs together (the sender's id, else the chat's, else 0)."""

    update_id: int
    person: int
    payload: bytes
    received_at: datetime
    member: bool = False
    """Whether the sender holds a role: members are served before strangers."""
    limited: bool = False
    """Whether it is a guest's first one too many: it is not handled, and its sender is told to wait."""


@dataclass(frozen=True)
class Stored:
    """An update in the inbox that is still to be handled; `payload` is in plain again."""

    sequence: int
    update_id: int
    person: int
    payload: bytes
    received_at: datetime
    attempts: int
    member: bool = False
    limited: bool = False


@dataclass(frozen=True)
class Text:
    text: str
    html: str | None = None
    """The same with its formatting, in the tags of `bot.domain.rich_text`; none where nothing of it is formatted."""

    @property
    def formatted(self) -> str:
        """The same as HTML, formatted or not."""
        return as_html(self.text) if self.html is None else self.html


@dataclass(frozen=True)
class Command:
    """`/name argument`; the name in lower case, without slash and without the bot's name."""

    name: str
    argument: str


@dataclass(frozen=True)
class Press:
    """A button pressed; `action` is None where its callback data means nothing to this version."""

    action: Action | None
    message_id: int


@dataclass(frozen=True)
class SharedFile:
    """A picture or a document that Telegram has: the id under which the bot may send it, its size in bytes, and what is
    written beneath it."""

    kind: Literal["photo", "document"]
    file_id: str
    size: int
    name: str | None = None
    caption: Text | None = None
    content: bytes | None = None
    """What is in it, where the bot has asked for that and could get it."""


@dataclass(frozen=True)
class Shared:
    """Something that is not text."""

    what: Literal["sticker", "voice", "photo", "video", "document", "location", "contact", "other"]
    file: SharedFile | None = None


@dataclass(frozen=True)
class Reachability:
    """The person has blocked the bot, or unblocked it."""

    reachable: bool


Content = Text | Command | Press | Shared | Reachability


@dataclass(frozen=True)
class Request:
    """One thing that one person did, in one chat."""

    update_id: int
    person: Person
    chat_id: int
    private: bool
    content: Content
    message_id: int | None
    """The message that carried it (for a press: that carries the button)."""
    name: str | None = None
    """What they call themselves on Telegram, as `bot.domain.names` cleans it; none where nothing is left of it."""
    anew: bool = True
    """Whether they have written it just now: a message that was edited is none that the bot has asked for."""

    def pressed(self, kind: type[ActionKind]) -> ActionKind:
        """The action of the pressed button, which the route to the handler has found to be of this kind."""
        assert isinstance(self.content, Press), "only a press is routed to a button's handler"
        assert isinstance(self.content.action, kind), "a handler's route names the kind of its button"
        return self.content.action


@dataclass(frozen=True)
class Send:
    """A new message; `language` overrides the reader's (a question asked in another language)."""

    message: Message
    language: str | None = None
    once: str | None = None
    """A key: a second message with the same key is not sent."""
    privately: bool = False
    """Whether it goes to their private chat, wherever they have acted."""


@dataclass(frozen=True)
class Edit:
    """The message that carries the pressed button becomes this one."""

    message: Message
    language: str | None = None


@dataclass(frozen=True)
class Toast:
    """A word over the chat, at once, and for whoever has pressed alone. It is kept nowhere: where it cannot be shown,
    it is lost. `alert`: it stays until they close it, being more than a glance takes in."""

    message: Message
    alert: bool = False


Reply = Send | Edit | Toast


class Priority(IntEnum):
    """The order in which messages leave; lower first."""

    ANSWER = 0
    REMINDER = 1
    ANNOUNCEMENT = 2
    GUEST = 3
    """An answer to somebody without a role: however many strangers write, members are not kept waiting."""


@dataclass(frozen=True)
class Outgoing:
    """A row for the outbox: what to tell whom."""

    chat_id: int
    person_id: int | None
    """None: somebody who is forgotten, and to whom this is the last word, in `language`."""
    message: Message
    priority: Priority = Priority.ANSWER
    subscription: Subscription | None = None
    """Of what kind it is, where it comes unasked: it is not sent to whoever has stopped these."""
    language: str | None = None
    edits: int | None = None
    """The id of the bot's own message that becomes this one."""
    once: str | None = None
    about: int | None = None
    """Whom it names, where that is somebody else: it goes with them when they are forgotten."""
    not_before: datetime | None = None
    """When it may be sent at the earliest."""
    urgent: bool = False
    """Whether it comes also in the quiet hours of its reader, unasked as it is."""
    refreshes: bool = False
    """Whether it only brings the message `edits` up to date: where that is gone, nothing is sent in its place."""


@dataclass(frozen=True)
class Claimed:
    """A row of the outbox that this process is to send now."""

    id: int
    chat_id: int
    person_id: int | None
    message: Message
    priority: Priority
    subscription: Subscription | None
    language: str | None
    edits: int | None
    attempts: int
    """How often it was tried before."""
    parts_sent: int
    """How many parts of it are known to have left, where it is longer than one message."""
    urgent: bool = False
    refreshes: bool = False


@dataclass(frozen=True)
class LiveMessage:
    """A message of the bot's that is kept up to date where it stands; `person_id`: for whom, or (in a group) by whom it
    was asked for; `subject`, `kind`: those of the message."""

    chat_id: int
    message_id: int
    person_id: int
    subject: str
    kind: str


@dataclass(frozen=True)
class Button:
    """A labelled button: callback data, or a link."""

    label: str
    data: str | None = None
    url: str | None = None


Rows = tuple[tuple[Button, ...], ...]


@dataclass(frozen=True)
class TextPart:
    """Telegram HTML of at most 4,096 characters after parsing."""

    html: str
    buttons: Rows = ()


@dataclass(frozen=True)
class VenuePart:
    """A place on the map."""

    title: str
    address: str
    latitude: float
    longitude: float


@dataclass(frozen=True)
class DocumentPart:
    """A file, with a caption of at most 1,024 characters after parsing; in an edit, only caption and buttons change."""

    name: str
    content: bytes
    html: str = ""
    buttons: Rows = ()
    file_id: str | None = None
    """Under which Telegram has it already; `content` is empty then."""


@dataclass(frozen=True)
class PhotoPart:
    """A picture, with a caption of at most 1,024 characters after parsing; in an edit, only caption and buttons
    change."""

    content: bytes
    html: str = ""
    buttons: Rows = ()
    file_id: str | None = None
    """Under which Telegram has it already; `content` is empty then."""


Part = TextPart | VenuePart | DocumentPart | PhotoPart


@dataclass(frozen=True)
class Rendered:
    """A message in its reader's words: one part or several, sent in order; and the titles of the sources that it
    names."""

    parts: tuple[Part, ...]
    sources: tuple[str, ...] = ()

    def plain(self) -> str:
        """Its texts without markup."""
        return "\n\n".join(unescape(_TAG.sub("", part.html)) for part in self.parts if isinstance(part, TextPart))
