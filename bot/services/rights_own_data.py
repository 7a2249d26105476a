"""What is kept of somebody, given to them: to be read, and as a file."""

import json
from collections.abc import Mapping
from dataclasses import asdict
from datetime import UTC, datetime, timedelta
from typing import Any, Final

from bot.domain.audit import Act, Entry
from bot.domain.messages import Message, MyData, MyDataFile
from bot.domain.messages_rights import OwnRequest, OwnRole
from bot.domain.own_data import OwnData
from bot.domain.people import Person, Subscription
from bot.ports import UnitOfWork
from bot.services.standing import Standing

EXPORTED: Final = "exported"
"""The flow of those who had their file just now."""

_EVERY: Final = timedelta(minutes=1)
"""A file at most so often: each is a line in the audit log, and a second tap wants no second one."""

_SCHEMA: Final = 1


class OwnDataExport:
    """Puts together what the tables say of a person."""

    def __init__(self, uow: UnitOfWork, standing: Standing, now: datetime) -> None:
        self._uow = uow
        self._standing = standing
        self._now = now

    async def show(self, person: Person) -> tuple[Message, ...]:
        """A summary in the person's language and the file with everything, which is noted in the audit log; only the
        summary to whoever had a file within the last minute."""
        data = await self._uow.own_data.of(person.id)
        assert data is not None, "a person is not deleted while being spoken with"
        with_file = await self._standing.get(person.id, EXPORTED) is None
        summary = summary_of(data, with_file=with_file)
        if not with_file:
            return (summary,)
        await self._standing.put(person.id, EXPORTED, _EVERY)
        await self._uow.audit.add(Entry(Act.DATA_EXPORTED, person.pseudonym, person.pseudonym), self._now)
        return (summary, MyDataFile(document=document_of(data, self._now)))


def summary_of(data: OwnData, *, with_file: bool) -> MyData:
    """The parameters of the message that sums it up."""
    asked = {
        wants: tuple(row["asked_at"] for row in data.questions if row["wants"] == wants)
        for wants in ("answer", "publication")
    }
    return MyData(
        telegram_id=data.profile["telegram_id"],
        name=data.profile["name"],
        since=data.since,
        seen=data.profile["last_written"],
        roles=roles_of(data),
        requests=tuple(
            OwnRequest(**_scope(row), asked_at=row["asked_at"], state=row["state"]) for row in data.access_requests
        ),
        questions=asked["answer"],
        publications=asked["publication"],
        examples=tuple(row["tapped_at"] for row in data.examples),
        answers=tuple(row["answered_at"] for row in data.rsvps),
        rounds=len(data.rounds_answered),
        stopped=tuple(map(Subscription, data.profile["stopped"])),
        updates=len(data.updates_received),
        messages=len(data.messages_sent),
        file=with_file,
    )


def roles_of(data: OwnData) -> tuple[OwnRole, ...]:
    """What they hold, with the instants from which and until which at most they do."""
    return tuple(
        OwnRole(
            **_scope(row),
            since=row["granted_at"],
            until=min(filter(None, (row["confirm_by"], row["expires_at"]))),
        )
        for row in data.roles
    )


def document_of(data: OwnData, now: datetime) -> str:
    """All of it as a JSON object, for machines: the instants as ISO 8601 in UTC."""
    everything = {"schema": _SCHEMA, "exported_at": now, **asdict(data)}
    return json.dumps(everything, default=_instant, ensure_ascii=False, indent=2)


def _scope(row: Mapping[str, Any]) -> dict[str, Any]:
    return {name: row[name] for name in ("role", "country", "region", "meeting")}


def _instant(value: datetime) -> str:
    return value.astimezone(UTC).isoformat()
