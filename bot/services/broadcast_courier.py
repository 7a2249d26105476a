"""One delivery of an announcement: put into words, once for all who read the same, and carried out."""

import logging
from typing import Final, NamedTuple, assert_never

from bot.clock import Clock
from bot.domain.announcements import DELETABLE, Announcement, Delivery, Task
from bot.domain.errors import where
from bot.domain.exchange import DocumentPart, Part, PhotoPart, Priority, TextPart, VenuePart
from bot.domain.messages import Announced, AnnouncementReminder, AnnouncementWithdrawn, Message
from bot.domain.messages_announcements import Shown
from bot.domain.outcomes import Failed, Later, Outcome, Sent, Unknown
from bot.domain.people import Role
from bot.domain.policy import Access
from bot.ports import Reader, Renderer, Sender
from bot.services.announced import shown_to
from bot.services.broadcast_settling import Done, untried
from bot.services.library import Library

_MOST_RENDERED: Final = 200
_MEMBER: Final = Access(roles=frozenset({Role.NFP}))
_NOTHING: Final = Failed("nothing is written")

log = logging.getLogger(__name__)


class _Words(NamedTuple):
    parts: tuple[Part, ...]
    language: str | None
    """In which the announcement is, whatever stands around it."""


class Courier:
    """Knows no queue and no database."""

    def __init__(self, sender: Sender, renderer: Renderer, library: Library, clock: Clock) -> None:
        self._sender = sender
        self._renderer = renderer
        self._library = library
        self._clock = clock
        self._rendered: dict[tuple[int, int, int, Task, bool, str, str | None], _Words] = {}

    async def carry_out(self, delivery: Delivery, announcement: Announcement) -> Done:
        """Do what is to be done for one reader, with the announcement as it is now; never raises."""
        try:
            words = self._words(delivery, announcement)
        except Exception as error:
            log.error("announcement %s cannot be put into words: %s", announcement.id, where(error))
            return untried(delivery, Failed("internal error"))
        try:
            return await self._do(delivery, announcement, words)
        except Exception as error:
            # Nothing is known, so nothing may be assumed: the same as a connection that broke.
            log.error("delivery %s failed: %s", delivery.id, where(error))
            return untried(delivery, Unknown("internal error"))

    async def _do(self, delivery: Delivery, announcement: Announcement, words: _Words) -> Done:
        match delivery.task:
            case Task.SEND:
                return await self._send(delivery, announcement, words)
            case Task.EDIT:
                outcome = await self._edit(delivery, announcement, words.parts)
                done = untried(delivery, outcome)._replace(tried=announcement.version)
                if not isinstance(outcome, Sent):
                    return done
                return done._replace(version=announcement.version, language=words.language)
            case Task.DELETE:
                outcome = await self._delete(delivery, announcement, words.parts)
                done = untried(delivery, outcome)
                return done if isinstance(outcome, Later | Unknown) else done._replace(message_ids=())
            case Task.REMIND:
                return untried(
                    delivery, await self._post(delivery.chat_id, words.parts[0]) if words.parts else _NOTHING
                )
            case _:
                assert_never(delivery.task)

    async def _send(self, delivery: Delivery, announcement: Announcement, words: _Words) -> Done:
        """Send the parts that have not left yet. The first says in which version it was sent."""
        message_ids = delivery.message_ids
        outcome: Outcome = Sent(None) if message_ids else _NOTHING
        for part in words.parts[len(message_ids) :]:
            outcome = await self._post(delivery.chat_id, part)
            if not isinstance(outcome, Sent):
                break
            message_ids = (*message_ids, outcome.message_id or 0)
        if delivery.message_ids or not (message_ids or isinstance(outcome, Unknown)):
            return untried(delivery, outcome)._replace(message_ids=message_ids)
        return Done(delivery, outcome, message_ids, announcement.version, words.language)

    async def _edit(self, delivery: Delivery, announcement: Announcement, parts: tuple[Part, ...]) -> Outcome:
        """Let the message that carries text and buttons, which is the first, become what it is now."""
        if not parts or isinstance(parts[0], VenuePart):
            return _NOTHING
        outcome = await self._post(delivery.chat_id, parts[0], delivery.message_ids[0])
        if isinstance(outcome, Failed) and announcement.content.files:
            # A text may have been short enough to stand beneath its picture, and be too long now; or the other way
            # round. What stands there is not known, and Telegram tells them apart.
            other = await self._post(delivery.chat_id, _as_the_other(parts[0]), delivery.message_ids[0])
            return outcome if isinstance(other, Failed) else other
        return outcome

    async def _delete(self, delivery: Delivery, announcement: Announcement, notice: tuple[Part, ...]) -> Outcome:
        """Delete its messages; where they are too old for that, let a notice stand there."""
        if delivery.sent_at is None or self._clock.now() - delivery.sent_at < DELETABLE:
            outcome = await self._sender.delete(delivery.chat_id, delivery.message_ids, Priority.ANNOUNCEMENT)
            if not isinstance(outcome, Failed):
                return outcome
        return await self._edit(delivery, announcement, notice)

    async def _post(self, chat_id: int, part: Part, edits: int | None = None) -> Outcome:
        return await self._sender.send(chat_id, part, Priority.ANNOUNCEMENT, edits, or_anew=False)

    def _words(self, delivery: Delivery, announcement: Announcement) -> _Words:
        """What this reader is sent: the same for all who have the same languages, and have confirmed it or not."""
        languages = (delivery.language, delivery.second_language)
        key = (self._library.version, announcement.id, announcement.version, delivery.task, delivery.read, *languages)
        if key not in self._rendered:
            if len(self._rendered) >= _MOST_RENDERED:
                self._rendered.clear()
            shown = shown_to(announcement.content, *languages, read=delivery.read)
            self._rendered[key] = self._put(delivery, shown)
        return self._rendered[key]

    def _put(self, delivery: Delivery, shown: Shown | None) -> _Words:
        if shown is None:
            return _Words((), None)
        message = _message(delivery, shown)
        reader = Reader(delivery.language, None, None, _MEMBER)
        rendered = self._renderer.render(message, reader, self._library.pack, self._clock.now())
        return _Words(rendered.parts, shown.language)


def _message(delivery: Delivery, shown: Shown) -> Message:
    match delivery.task:
        case Task.SEND | Task.EDIT:
            return Announced(announcement=delivery.announcement_id, shown=shown)
        case Task.DELETE:
            return AnnouncementWithdrawn(announcement=delivery.announcement_id)
        case Task.REMIND:
            return AnnouncementReminder(announcement=delivery.announcement_id, shown=shown)
        case _:
            assert_never(delivery.task)


def _as_the_other(part: TextPart | PhotoPart | DocumentPart) -> Part:
    """A text as what stands beneath a picture, and the other way round."""
    if isinstance(part, TextPart):
        return PhotoPart(b"", part.html, part.buttons)
    return TextPart(part.html, part.buttons)
