"""All that stands about one person in the tables: to be given to them, and to be erased."""

import json
from collections.abc import Mapping
from typing import Any, Final

from sqlalchemy import ColumnElement, Table, delete, or_, select, update

from bot.domain.announcements import State
from bot.domain.audit import BOT, OPERATOR
from bot.domain.own_data import OwnData
from bot.domain.people import Role
from bot.domain.rounds import RoundState
from storage.cipher import Cipher, Sealed
from storage.connections import Connection
from storage.tables import (
    access_requests,
    announcements,
    audiences,
    audit,
    calendar_copies,
    deliveries,
    dialogs,
    examples,
    grants,
    inbox,
    invites,
    live_messages,
    outbox,
    people,
    questions,
    round_answers,
    round_people,
    round_remarks,
    rounds,
    rsvp_history,
    rsvp_requests,
    rsvps,
)

_GONE_WITH_THEM: Final = (
    dialogs.c.person_id,
    questions.c.person_id,
    examples.c.person_id,
    access_requests.c.person_id,
    grants.c.person_id,
    rsvps.c.person_id,
    rsvp_history.c.person_id,
    rsvp_requests.c.person_id,
    live_messages.c.person_id,
    calendar_copies.c.person_id,
    audiences.c.person_id,
    round_answers.c.person_id,
    round_people.c.person_id,
    round_remarks.c.person_id,
)
"""Whose rows are deleted. `Outbox.forget` and `Inbox.forget` see to what is under way. What somebody has answered
without their name is nobody's, and stays; so is a question of which somebody has said that it may be learned from."""

_FORGOTTEN_BY_OTHERS: Final = (
    grants.c.granted_by,
    invites.c.made_by,
    invites.c.used_by,
    access_requests.c.invited_by,
    access_requests.c.decided_by,
    rsvp_history.c.by,
    announcements.c.author_id,
    announcements.c.approved_by,
    rounds.c.author_id,
)
"""Rows of others that name them: they stay, and name nobody."""

_NOBODYS: Final = {
    "person_id": None,
    "queue": None,
    "task": None,
    "due_at": None,
    "language": None,
    "message_ids": "",
    "read_at": None,
    "pressed_at": None,
    "reminded_at": None,
}
"""What becomes of the row of an announcement's reader: that there was one, and what came of it, stays."""

_ROLE: Final = ("role", "country", "region", "meeting")
_INVITE: Final = (*_ROLE, "language", "until", "added_at", "expires_at", "used_at")
_SENT: Final = ("kind", "priority", "subscription", "language", "added_at", "state", "attempts", "settled_at", "reason")


class SqlOwnData:
    """`ports.OwnRecords` over one transaction."""

    def __init__(self, connection: Connection, cipher: Cipher) -> None:
        self._connection = connection
        self._cipher = cipher

    async def of(self, person_id: int) -> OwnData | None:
        found = await self._rows(people, people.c.id == person_id)
        if not found:
            return None
        (person,) = found
        return OwnData(
            profile=self._profile(person),
            roles=await self._picked(
                grants, grants.c.person_id == person_id, *_ROLE, "granted_at", "expires_at", "confirm_by", "asked"
            ),
            invites_made=await self._picked(invites, invites.c.made_by == person_id, *_INVITE),
            invites_used=await self._picked(invites, invites.c.used_by == person_id, *_INVITE),
            access_requests=await self._picked(
                access_requests,
                access_requests.c.person_id == person_id,
                *_ROLE,
                *("words", "asked_at", "until", "state", "decided_at"),
            ),
            dialogs=await self._picked(
                dialogs, dialogs.c.person_id == person_id, "flow", "data", "words", "expires_at"
            ),
            questions=await self._picked(
                questions,
                questions.c.person_id == person_id,
                *("wants", "topic", "target", "language", "words", "message_id", "asked_at"),
            ),
            examples=await self._picked(
                examples,
                examples.c.person_id == person_id,
                *("topic", "target", "language", "words", "message_id", "tapped_at"),
            ),
            rsvps=await self._picked(
                rsvps,
                rsvps.c.person_id == person_id,
                *("meeting", "days", "country", "answer", "seat", "party", "substitute", "travel", "access"),
                *("answered_at", "queued_at", "confirm_by"),
            ),
            rsvp_history=await self._picked(
                rsvp_history,
                rsvp_history.c.person_id == person_id,
                *("meeting", "days", "country", "answer", "seat", "party", "at", "why"),
            ),
            rsvp_requests=await self._picked(
                rsvp_requests,
                rsvp_requests.c.person_id == person_id,
                *("meeting", "days", "answer", "party", "asked_at"),
            ),
            live_messages=await self._picked(
                live_messages, live_messages.c.person_id == person_id, "chat_id", "message_id", "subject", "kind"
            ),
            calendar_copies=await self._picked(
                calendar_copies, calendar_copies.c.person_id == person_id, "meeting", "sequence"
            ),
            announcements=await self._picked(
                announcements,
                announcements.c.author_id == person_id,
                *("id", "state", "content", "correction", "created_at", "started_at", "finished_at"),
            ),
            announcements_received=await self._picked(
                deliveries,
                deliveries.c.person_id == person_id,
                *(
                    "announcement_id",
                    "reached",
                    "language",
                    "version",
                    "sent_at",
                    "read_at",
                    "pressed_at",
                    "reminded_at",
                ),
            ),
            audiences=await self._picked(
                audiences, audiences.c.person_id == person_id, "name", "selection", "added_at"
            ),
            rounds=await self._rounds(person_id),
            rounds_answered=await self._picked(
                round_people, round_people.c.person_id == person_id, "round_id", "finished"
            ),
            round_answers=await self._picked(
                round_answers, round_answers.c.person_id == person_id, "round_id", "draft", "given"
            ),
            round_remarks=await self._picked(
                round_remarks,
                round_remarks.c.person_id == person_id,
                *("round_id", "remark", "choice", "language", "words"),
            ),
            messages_sent=await self._picked(outbox, outbox.c.person_id == person_id, *_SENT),
            updates_received=await self._picked(
                inbox, inbox.c.person == person["telegram_id"], "update_id", "received_at", "state", "settled_at"
            ),
            audit=await self._audit(person["pseudonym"]),
        )

    async def erase(self, person_id: int) -> None:
        await self._connection.execute(
            delete(invites).where(invites.c.made_by == person_id, invites.c.used_at.is_(None))
        )
        # Such a request takes the word of somebody else than its maker, who could not be told any more.
        await self._connection.execute(
            delete(access_requests).where(
                access_requests.c.invited_by == person_id,
                access_requests.c.state == "open",
                access_requests.c.role != Role.NFP.value,
            )
        )
        # What was sent is its readers' too, and stays; nobody has seen what was not.
        theirs = announcements.c.author_id == person_id
        unsent = announcements.c.state.in_((State.DRAFT.value, State.SCHEDULED.value))
        await self._connection.execute(delete(announcements).where(theirs, unsent))
        await self._connection.execute(update(announcements).where(theirs).values(correction=None, asked_at=None))
        drafts = (rounds.c.author_id == person_id, rounds.c.state == RoundState.DRAFT.value)
        await self._connection.execute(delete(rounds).where(*drafts))
        decided = announcements.c.approved_by == person_id
        await self._connection.execute(update(announcements).where(decided).values(refusal=None))
        for column in _FORGOTTEN_BY_OTHERS:
            await self._connection.execute(update(column.table).where(column == person_id).values({column.name: None}))
        for column in _GONE_WITH_THEM:
            await self._connection.execute(delete(column.table).where(column == person_id))
        await self._connection.execute(update(deliveries).where(deliveries.c.person_id == person_id).values(**_NOBODYS))
        await self._connection.execute(delete(people).where(people.c.id == person_id))

    def _profile(self, person: Mapping[str, Any]) -> dict[str, Any]:
        return {
            "telegram_id": person["telegram_id"],
            "name": self._cipher.open_words(person["name"]),
            "language": person["language"],
            "language_chosen": person["language_chosen"],
            "second_language": person["second_language"],
            "country": person["country"],
            "time_zone": person["zone"],
            "region": person["region"],
            "quiet_hours": person["quiet"],
            "stopped": person["stopped"].split(),
            "unreachable_since": person["unreachable_since"],
            "pseudonym_in_audit_log": person["pseudonym"],
            "known_since": person["added_at"],
            "last_written": person["seen_at"],
        }

    async def _rounds(self, person_id: int) -> tuple[dict[str, Any], ...]:
        """Those that they have made."""
        return tuple(
            {
                **{name: row[name] for name in ("id", "state", "created_at", "opened_at", "closed_at")},
                "terms": json.loads(self._cipher.open(Sealed(row["terms"], row["encrypted"]))),
            }
            for row in await self._rows(rounds, rounds.c.author_id == person_id)
        )

    async def _audit(self, pseudonym: str) -> tuple[dict[str, Any], ...]:
        rows = await self._rows(audit, or_(audit.c.actor == pseudonym, audit.c.subject == pseudonym))
        return tuple(
            {
                "at": row["at"],
                "act": row["act"],
                "by": _told(row["actor"], pseudonym),
                "about": _told(row["subject"], pseudonym),
                "detail": json.loads(row["detail"]),
            }
            for row in rows
        )

    async def _picked(self, table: Table, theirs: ColumnElement[bool], *columns: str) -> tuple[dict[str, Any], ...]:
        return tuple(
            {name: self._plain(name, row[name]) for name in columns} for row in await self._rows(table, theirs)
        )

    def _plain(self, column: str, value: Any) -> Any:
        match column:
            case "words" | "substitute" | "travel" | "access" | "content" | "correction" | "name":
                return self._cipher.open_words(value)
            case "data" | "selection":
                return json.loads(value)
            case "country" | "region" | "meeting":
                return value or None
            case _:
                return value

    async def _rows(self, table: Table, theirs: ColumnElement[bool]) -> list[dict[str, Any]]:
        found = await self._connection.execute(select(table).where(theirs).order_by(*table.primary_key))
        return [dict(row._mapping) for row in found]


def _told(who: str | None, pseudonym: str) -> str | None:
    """Who a pseudonym of the audit log is, as far as it is this person's to know."""
    if who == pseudonym:
        return "you"
    return who if who in (None, OPERATOR, BOT) else "somebody else"
