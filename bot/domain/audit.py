"""What the audit log tells: who did what to whom, and nothing that anybody wrote; and how its rows are chained.

Each row carries the hash of the one before it. Whoever changes, removes or inserts one has to rewrite all that follow,
and then the last one is not that of which an anchor was kept elsewhere.
"""

import hashlib
import json
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass, field, replace
from datetime import UTC, datetime
from enum import StrEnum
from typing import Final, Self

from bot.domain.errors import UsageError

OPERATOR: Final = "operator"
"""Whoever has the command line."""

BOT: Final = "bot"
"""The bot by itself, as when a role lapses."""

BEGINNING: Final = "0" * 64
"""What the first row has for the hash of the one before it."""

_ANCHOR: Final = re.compile(r"(?P<sequence>[1-9][0-9]{0,17}):(?P<hash>[0-9a-f]{64})", re.ASCII)


class Act(StrEnum):
    """What is worth being shown years later."""

    INVITE_MADE = "invite.made"
    INVITE_USED = "invite.used"
    ACCESS_REQUESTED = "access.requested"
    ACCESS_REFUSED = "access.refused"
    ROLE_GRANTED = "role.granted"
    ROLE_CONFIRMED = "role.confirmed"
    ROLE_REVOKED = "role.revoked"
    ROLE_LAPSED = "role.lapsed"
    ROLE_HANDED_OVER = "role.handed_over"
    DATA_EXPORTED = "data.exported"
    ANSWERS_EXPORTED = "answers.exported"
    PERSON_FORGOTTEN = "person.forgotten"
    CONTENT_IMPORTED = "content.imported"
    KEY_ROTATED = "key.rotated"
    ATTENDANCE_ENTERED = "attendance.entered"
    ATTENDANCE_REMOVED = "attendance.removed"
    ATTENDANCE_DOOR = "attendance.door"
    ATTENDANCE_PLACES = "attendance.places"
    ATTENDANCE_CHASED = "attendance.chased"
    ANNOUNCEMENT_APPROVED = "announcement.approved"
    ANNOUNCEMENT_REFUSED = "announcement.refused"
    ANNOUNCEMENT_SCHEDULED = "announcement.scheduled"
    ANNOUNCEMENT_UNSCHEDULED = "announcement.unscheduled"
    ANNOUNCEMENT_SENT = "announcement.sent"
    ANNOUNCEMENT_PAUSED = "announcement.paused"
    ANNOUNCEMENT_RESUMED = "announcement.resumed"
    ANNOUNCEMENT_STOPPED = "announcement.stopped"
    ANNOUNCEMENT_CORRECTED = "announcement.corrected"
    ANNOUNCEMENT_WITHDRAWN = "announcement.withdrawn"
    ANNOUNCEMENT_RETRIED = "announcement.retried"
    ANNOUNCEMENT_REMINDED = "announcement.reminded"
    DELIVERIES_EXPORTED = "deliveries.exported"
    EXAMPLES_EXPORTED = "examples.exported"
    ROUND_PLANNED = "round.planned"
    ROUND_OPENED = "round.opened"
    ROUND_EXTENDED = "round.extended"
    ROUND_CLOSED = "round.closed"
    ROUND_AFTER_MEETING = "round.after_meeting"
    ROUND_DECIDED = "round.decided"


@dataclass(frozen=True)
class Entry:
    """One act. `actor` and `subject` are people's pseudonyms (`Person.pseudonym`), or OPERATOR, or BOT; `detail` has
    names of roles, codes and ids of the pack, and no words of people."""

    act: Act
    actor: str
    subject: str | None = None
    detail: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Row:
    """An entry as it stands in the log: numbered from 1 without gaps, and chained by hashes."""

    sequence: int
    at: str
    """ISO 8601, in UTC."""
    actor: str
    act: str
    subject: str | None
    detail: str
    """A JSON object with its names in order."""
    previous: str
    """The hash of the row before; BEGINNING in the first."""
    hash: str

    def as_json(self) -> str:
        """The row as one line of JSON, from which anybody can compute its hash (`digest`) anew."""
        return json.dumps(asdict(self))

    @property
    def digest(self) -> str:
        """What `hash` has to be: SHA-256, in hexadecimal digits, of the other fields as a JSON array in their order,
        without blanks and with all that is not ASCII escaped."""
        fields = [self.sequence, self.at, self.actor, self.act, self.subject, self.detail, self.previous]
        return hashlib.sha256(json.dumps(fields, separators=(",", ":")).encode("ascii")).hexdigest()


@dataclass(frozen=True)
class Anchor:
    """The last row at some time, to be kept where nobody has it who could change the log."""

    sequence: int
    hash: str

    def __str__(self) -> str:
        return f"{self.sequence}:{self.hash}"

    @classmethod
    def parse(cls, text: str) -> Self:
        """What `str` wrote. UsageError for anything else."""
        found = _ANCHOR.fullmatch(text.strip())
        if found is None:
            raise UsageError(
                f"{text!r} is no anchor: give what `nfpbot audit head` has printed, a number, a colon and 64 digits"
            )
        return cls(int(found["sequence"]), found["hash"])


def following(last: Anchor | None, entry: Entry, at: datetime) -> Row:
    """The row for an entry, after the one that is the last so far."""
    detail = json.dumps(dict(entry.detail), sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    sequence, previous = (last.sequence + 1, last.hash) if last else (1, BEGINNING)
    instant = at.astimezone(UTC).isoformat()
    row = Row(sequence, instant, entry.actor, entry.act.value, entry.subject, detail, previous, hash="")
    return replace(row, hash=row.digest)


def flaws(rows: Iterable[Row], last: Anchor | None, since: Anchor | None) -> Iterator[str]:
    """What is wrong with a log, a line each; nothing where it is whole.

    `rows` are all of them in the order of their numbers; `last` is what the log itself knows of its end, which shows a
    deletion, but not to somebody who rewrites that too; `since` is an anchor from elsewhere, which shows any change of
    what stood there before it was taken, and that rows after it were cut off with it.
    """
    end: Row | None = None
    known = {anchor.sequence: anchor.hash for anchor in (last, since) if anchor}
    for row in rows:
        before, previous = (end.sequence, end.hash) if end else (0, BEGINNING)
        if row.sequence <= before:
            yield f"row {row.sequence} was inserted"
        elif row.sequence > before + 1:
            yield f"{_numbers(before + 1, row.sequence - 1)} missing"
        elif row.previous != previous:
            yield f"row {row.sequence} does not follow from the one before it: one of them was inserted or rewritten"
        if row.hash != row.digest:
            yield f"row {row.sequence} was changed"
        if row.sequence in known and row.hash != known[row.sequence]:
            yield f"row {row.sequence} is not the one that was there: it, or one before it, was rewritten"
        end = row
    reached = end.sequence if end else 0
    if known and max(known) > reached:
        yield f"{_numbers(reached + 1, max(known))} cut off"
    elif last is None and end is not None:
        yield f"the log does not know of its end, which is row {reached}"
    elif last is not None and last.sequence < reached:
        yield f"{_numbers(last.sequence + 1, reached)} added from outside"


def _numbers(first: int, last: int) -> str:
    return f"row {first} is" if first == last else f"rows {first} to {last} are"
