"""Long polling: raw updates into the inbox, confirmed to Telegram only when they are stored there.

PTB's own poller confirms before anything was handled, and stalls for ever on an update that it cannot parse; so raw
updates are fetched here, by PTB's call for methods that it does not know, and parsed one by one later.
"""

import json
import logging
from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Any, Final

from telegram import Bot
from telegram.error import Conflict, EndPointNotFound, InvalidToken, RetryAfter, TelegramError

from bot.clock import Clock
from bot.domain.errors import TokenRefusedError, where
from bot.domain.exchange import Incoming, Stored
from bot.gateway import errors
from bot.ports import UnitsOfWork

ALLOWED: Final = ("message", "edited_message", "callback_query", "my_chat_member")
POLL: Final = 30
"""Seconds for which Telegram may keep a poll open."""

_GET_UPDATES: Final = "get_Updates"
"""Spelled so, PTB makes `getUpdates` of it, and does not warn of its own method for that, which parses."""

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
        async with self._units() as uow:
            stored = await uow.inbox.store([_incoming(update, now) for update in updates])
            await uow.commit()
        self._offset = updates[-1]["update_id"] + 1
        self._stored(stored)


def _incoming(update: dict[str, Any], now: datetime) -> Incoming:
    payload = json.dumps(update, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "surrogatepass")
    return Incoming(update["update_id"], _person(update), payload, now)


def _person(update: dict[str, Any]) -> int:
    """Whom an update belongs to, as far as can be seen without parsing it: the sender, else the chat, else nobody."""
    for body in update.values():
        if isinstance(body, dict):
            for holder in (body.get("from"), body.get("chat")):
                if isinstance(holder, dict) and isinstance(holder.get("id"), int):
                    return int(holder["id"])
    return 0
