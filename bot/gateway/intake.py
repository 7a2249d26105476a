"""Long polling: raw updates into the inbox, confirmed to Telegram only when they are stored there.

PTB's own poller confirms before anything was handled, and stalls for ever on an update that it cannot parse; so raw
updates are fetched here, by PTB's call for methods that it does not know, and parsed one by one later.
"""

import json
import logging
from collections.abc import Callable, Iterator, Sequence
from datetime import UTC, datetime
from typing import Any, Final

from telegram import Bot
from telegram.error import Conflict, EndPointNotFound, InvalidToken, RetryAfter, TelegramError

from bot.clock import Clock
from bot.domain.errors import TokenRefusedError, where
from bot.domain.exchange import Incoming, Stored
from bot.gateway import errors
from bot.gateway.guest_limit import GuestLimit, Verdict
from bot.gateway.request import is_id
from bot.ports import UnitsOfWork

ALLOWED: Final = ("message", "edited_message", "callback_query", "my_chat_member")
POLL: Final = 30
"""Seconds for which Telegram may keep a poll open."""

_GET_UPDATES: Final = "get_Updates"
"""Spelled so, PTB makes `getUpdates` of it, and does not warn of its own method for that, which parses."""

_NOBODY: Final = 0

_LIMIT: Final = 100
_PAUSE: Final = 1.0
_CONFLICT_PAUSE: Final = 5.0

log = logging.getLogger(__name__)


class Intake:
    """Polls until it is cancelled."""

    def __init__(self, bot: Bot, units: UnitsOfWork, clock: Clock, stored: Callable[[Sequence[Stored]], None]) -> None:
        """`stored` is told of new updates in the inbox."""
        self._bot = bot
        self._units = units
        self._clock = clock
        self._stored = stored
        self._offset = 0
        self._limit = GuestLimit()
        self._verdicts: dict[int, Verdict] = {}
        """By update, on those that are not stored yet: where storing fails they come again, and count once."""
        self._latest = clock.now()

    async def run(self) -> None:
        """Fetch and store. TokenRefusedError when Telegram no longer accepts the token."""
        while True:
            try:
                updates = await self._fetch()
                if updates:
                    await self._store(updates)
            except (InvalidToken, EndPointNotFound):
                raise TokenRefusedError from None
            except Conflict:
                log.warning("another program polls with this token, or a webhook is set: stop it; trying again")
                await self._clock.sleep(_CONFLICT_PAUSE)
            except RetryAfter as error:
                await self._clock.sleep(errors.retry_after(error).total_seconds())
            except TelegramError as error:
                log.warning("Telegram was not reached for updates (%s); trying again", type(error).__name__)
                await self._clock.sleep(_PAUSE)
            except Exception as error:
                # The database did not take them: nothing is confirmed, so they come again.
                log.error("updates could not be stored (%s); trying again", where(error))
                await self._clock.sleep(_PAUSE)

    async def _fetch(self) -> list[dict[str, Any]]:
        """The next updates as JSON objects; asking for those from `offset` on confirms all before."""
        updates: list[dict[str, Any]] = await self._bot.do_api_request(
            _GET_UPDATES,
            {"offset": self._offset, "limit": _LIMIT, "timeout": POLL, "allowed_updates": list(ALLOWED)},
            read_timeout=POLL + 10,
        )
        return updates

    async def _store(self, updates: list[dict[str, Any]]) -> None:
        now = self._clock.now()
        if now < self._latest:
            # The clock was set back: who wrote later than now did so before that.
            self._limit = GuestLimit()
        self._latest = now
        async with self._units() as uow:
            members = await uow.people.members({_person(update) for update in updates}, now)
            stored = await uow.inbox.store(list(self._let_in(updates, members, now)))
            await uow.commit()
        self._offset = updates[-1]["update_id"] + 1
        self._verdicts.clear()
        self._limit.forget(min(_sent_at(update, now) for update in updates))
        self._stored(stored)

    def _let_in(self, updates: list[dict[str, Any]], members: set[int], now: datetime) -> Iterator[Incoming]:
        """What is to be stored: all but what guests have sent beyond their limit."""
        for update in updates:
            number, person = update["update_id"], _person(update)
            if number not in self._verdicts:
                self._verdicts[number] = self._verdict(update, person, members, now)
            verdict = self._verdicts[number]
            if verdict is not Verdict.DROP:
                payload = json.dumps(update, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "surrogatepass")
                yield Incoming(number, person, payload, now, person in members, verdict is Verdict.NOTICE)

    def _verdict(self, update: dict[str, Any], person: int, members: set[int], now: datetime) -> Verdict:
        # Whether somebody has blocked the bot is no message; and what comes from nobody does not come from a guest.
        if person in members or person == _NOBODY or "my_chat_member" in update:
            return Verdict.PASS
        return self._limit.verdict(person, _sent_at(update, now), can_be_told=_can_be_answered(update, person))


def _sent_at(update: dict[str, Any], now: datetime) -> datetime:
    """When Telegram says that it was sent, so that what has waited for the bot is judged as it came; now where it says
    nothing, as for a press."""
    for kind, named in (("message", "date"), ("edited_message", "edit_date")):
        body = update.get(kind)
        seconds = body.get(named) if isinstance(body, dict) else None
        if isinstance(seconds, int) and 0 <= seconds < now.timestamp():
            return datetime.fromtimestamp(seconds, UTC)
    return now


def _can_be_answered(update: dict[str, Any], person: int) -> bool:
    """Whether it came in a private chat; of what was edited, not all asks for an answer."""
    press = update.get("callback_query")
    message = press.get("message") if isinstance(press, dict) else update.get("message")
    chat = message.get("chat") if isinstance(message, dict) else None
    return isinstance(chat, dict) and chat.get("id") == person


def _person(update: dict[str, Any]) -> int:
    """Whom an update belongs to, as far as can be seen without parsing it: the sender, else the chat, else nobody."""
    for body in update.values():
        if isinstance(body, dict):
            for holder in (body.get("from"), body.get("chat")):
                if isinstance(holder, dict) and is_id(holder.get("id")):
                    return int(holder["id"])
    return _NOBODY
