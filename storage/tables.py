"""The tables. A change here needs a migration that makes the same change (`storage/migrations/versions`).

Ids that Telegram gives are BIGINT. Names and free text of people stand in the columns that `storage.sealed` lists, and
nowhere else: `inbox.payload` and `outbox.message`, encrypted where there is a key and erased when they have served;
the others, which are not kept without one.
"""

from typing import Final

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    SmallInteger,
    String,
    Table,
    Text,
    UniqueConstraint,
)

from storage.columns import Id, Instant

metadata: Final = MetaData(
    naming_convention={
        "pk": "pk_%(table_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    }
)

people: Final = Table(
    "people",
    metadata,
    Column("id", Id, primary_key=True),
    Column("telegram_id", BigInteger, nullable=False),
    Column("language", String(16), nullable=False),
    Column("language_chosen", Boolean, nullable=False),
    Column("second_language", String(16)),
    Column("country", String(2)),
    Column("zone", String(64)),
    Column("region", String(32)),
    Column("name", LargeBinary),
    Column("pseudonym", String(16), nullable=False),
    Column("stopped", String(64), nullable=False),
    Column("unreachable_since", Instant),
    Column("unreachable_told", Boolean, nullable=False),
    Column("menu_due", Boolean, nullable=False),
    Column("quiet", String(5)),
    Column("zone_set_at", Instant),
    Column("added_at", Instant, nullable=False),
    Column("seen_at", Instant, nullable=False),
    UniqueConstraint("telegram_id"),
    Index(None, "menu_due"),
    Index(None, "unreachable_since"),
    Index(None, "seen_at"),
    Index(None, "zone"),
    Index(None, "zone_set_at"),
    sqlite_autoincrement=True,
)

# A scope that a grant does not have is "", so that the constraint can tell the same grant given twice.
grants: Final = Table(
    "grants",
    metadata,
    Column("id", Id, primary_key=True),
    Column("person_id", Id, ForeignKey("people.id"), nullable=False),
    Column("role", String(32), nullable=False),
    Column("country", String(2), nullable=False),
    Column("region", String(32), nullable=False),
    Column("meeting", String(32), nullable=False),
    Column("granted_at", Instant, nullable=False),
    Column("granted_by", Id, ForeignKey("people.id")),
    Column("expires_at", Instant),
    Column("confirm_by", Instant, nullable=False),
    Column("asked", SmallInteger, nullable=False),
    UniqueConstraint("person_id", "role", "country", "region", "meeting"),
    sqlite_autoincrement=True,
)

invites: Final = Table(
    "invites",
    metadata,
    Column("digest", LargeBinary, primary_key=True),
    Column("role", String(32), nullable=False),
    Column("country", String(2)),
    Column("region", String(32)),
    Column("meeting", String(32)),
    Column("language", String(16)),
    Column("made_by", Id, ForeignKey("people.id")),
    Column("replaces", Id),
    Column("until", Instant),
    Column("added_at", Instant, nullable=False),
    Column("expires_at", Instant, nullable=False),
    Column("used_at", Instant),
    Column("used_by", Id, ForeignKey("people.id")),
    Index(None, "expires_at"),
)

access_requests: Final = Table(
    "access_requests",
    metadata,
    Column("id", Id, primary_key=True),
    Column("person_id", Id, ForeignKey("people.id"), nullable=False),
    Column("role", String(32), nullable=False),
    Column("country", String(2)),
    Column("region", String(32)),
    Column("meeting", String(32)),
    Column("words", LargeBinary),
    Column("invited_by", Id, ForeignKey("people.id")),
    Column("replaces", Id),
    Column("until", Instant),
    Column("asked_at", Instant, nullable=False),
    Column("state", String(16), nullable=False),
    Column("decided_at", Instant),
    Column("decided_by", Id, ForeignKey("people.id")),
    Index(None, "person_id"),
    Index(None, "state"),
    sqlite_autoincrement=True,
)

# Whom the bot has forgotten, by a keyed hash of their Telegram id, and when.
forgotten: Final = Table(
    "forgotten",
    metadata,
    Column("digest", LargeBinary, primary_key=True),
    Column("at", Instant, nullable=False),
)

# Rows are added and never changed: each carries the hash of the one before it (`storage.audit`). When it was is kept as
# the text that is hashed, so that no engine's own form of an instant stands between the two.
audit: Final = Table(
    "audit",
    metadata,
    Column("sequence", Id, primary_key=True, autoincrement=False),
    Column("at", String(32), nullable=False),
    Column("actor", String(16), nullable=False),
    Column("act", String(32), nullable=False),
    Column("subject", String(16)),
    Column("detail", Text, nullable=False),
    Column("previous", String(64), nullable=False),
    Column("hash", String(64), nullable=False),
    Index(None, "actor"),
    Index(None, "subject"),
)

dialogs: Final = Table(
    "dialogs",
    metadata,
    Column("person_id", Id, ForeignKey("people.id"), primary_key=True),
    Column("flow", String(32), primary_key=True),
    Column("data", Text, nullable=False),
    Column("expires_at", Instant, nullable=False),
    Column("words", LargeBinary),
    Index(None, "expires_at"),
)

questions: Final = Table(
    "questions",
    metadata,
    Column("id", Id, primary_key=True),
    Column("person_id", Id, ForeignKey("people.id"), nullable=False),
    Column("wants", String(16), nullable=False),
    Column("topic", String(32), nullable=False),
    Column("target", String(64)),
    Column("language", String(16), nullable=False),
    Column("words", LargeBinary),
    Column("message_id", BigInteger, nullable=False),
    Column("asked_at", Instant, nullable=False),
    Index(None, "person_id"),
    Index(None, "asked_at"),
    sqlite_autoincrement=True,
)

# What people meant by questions that were asked back. Who asked, by which message, is known until somebody has looked
# at it (`kept`), and not afterwards.
examples: Final = Table(
    "examples",
    metadata,
    Column("id", Id, primary_key=True),
    Column("person_id", Id, ForeignKey("people.id")),
    Column("message_id", BigInteger),
    Column("language", String(16), nullable=False),
    Column("topic", String(32)),
    Column("target", String(64)),
    Column("words", LargeBinary),
    Column("tapped_at", Instant, nullable=False),
    Column("kept", Boolean, nullable=False),
    UniqueConstraint("person_id", "message_id"),
    Index(None, "kept", "id"),
    Index(None, "tapped_at"),
    sqlite_autoincrement=True,
)

packs: Final = Table(
    "packs",
    metadata,
    Column("version", Id, primary_key=True),
    Column("content", Text, nullable=False),
    Column("added_at", Instant, nullable=False),
    sqlite_autoincrement=True,
)

# What people see as one thing, as it was in the packs so far. `sequence` grows with each pack that changes what they
# see of it, and never goes back; `version` is the pack that did so last.
content_entries: Final = Table(
    "content_entries",
    metadata,
    Column("kind", String(16), primary_key=True),
    Column("id", String(32), primary_key=True),
    Column("sequence", Integer, nullable=False),
    Column("version", Id, ForeignKey("packs.version"), nullable=False),
    Column("changed_at", Instant, nullable=False),
    Column("gone", Boolean, nullable=False),
)

# `sequence` is the order of arrival, and never given twice: update ids can start again anywhere.
inbox: Final = Table(
    "inbox",
    metadata,
    Column("sequence", Id, primary_key=True),
    Column("update_id", BigInteger, nullable=False),
    Column("person", BigInteger, nullable=False),
    Column("member", Boolean, nullable=False),
    Column("limited", Boolean, nullable=False),
    Column("payload", LargeBinary),
    Column("encrypted", Boolean, nullable=False),
    Column("received_at", Instant, nullable=False),
    Column("attempts", Integer, nullable=False),
    Column("state", String(16), nullable=False),
    Column("settled_at", Instant),
    Column("error", Text),
    UniqueConstraint("update_id"),
    Index(None, "state", "sequence"),
    Index(None, "state", "settled_at"),
    Index(None, "person"),
    sqlite_autoincrement=True,
)

# A row without a person is the last word to somebody who is forgotten: it goes once it has an outcome.
outbox: Final = Table(
    "outbox",
    metadata,
    Column("id", Id, primary_key=True),
    Column("chat_id", BigInteger, nullable=False),
    Column("person_id", Id, ForeignKey("people.id")),
    Column("about", Id, ForeignKey("people.id")),
    Column("priority", SmallInteger, nullable=False),
    Column("kind", String(32), nullable=False),
    Column("message", LargeBinary),
    Column("encrypted", Boolean, nullable=False),
    Column("subscription", String(16)),
    Column("language", String(16)),
    Column("not_before", Instant),
    Column("urgent", Boolean, nullable=False),
    Column("refreshes", Boolean, nullable=False),
    Column("edits", BigInteger),
    Column("once", String(200)),
    Column("added_at", Instant, nullable=False),
    Column("state", String(16), nullable=False),
    Column("lease_until", Instant),
    Column("attempts", Integer, nullable=False),
    Column("parts_sent", Integer, nullable=False),
    Column("message_id", BigInteger),
    Column("settled_at", Instant),
    Column("reason", Text),
    UniqueConstraint("once"),
    Index(None, "state", "chat_id", "priority", "id"),
    Index(None, "state", "not_before"),
    Index(None, "settled_at"),
    Index(None, "person_id"),
    Index(None, "about"),
    sqlite_autoincrement=True,
)

# The chats for which something waits or is being sent: which row comes next, and from when on. Nothing comes next
# while a row of the chat is under a lease. Claiming reads this table, so its cost depends on the number of chats that
# are held back, and not on the number of rows that wait.
queues: Final = Table(
    "queues",
    metadata,
    Column("chat_id", BigInteger, primary_key=True, autoincrement=False),
    Column("ready_at", Instant, nullable=False),
    Column("next_priority", SmallInteger),
    Column("next_id", Id),
    Index(None, "next_priority", "next_id"),
    Index(None, "ready_at"),
)

# Who comes to which meeting. A row is somebody's answer for certain days (`bot.domain.attendance.days_of`); one without
# a person is of somebody who is not on Telegram. `over_at`: when the meeting is over, as it was planned then.
rsvps: Final = Table(
    "rsvps",
    metadata,
    Column("id", Id, primary_key=True),
    Column("meeting", String(32), nullable=False),
    Column("days", String(21), nullable=False),
    Column("person_id", Id, ForeignKey("people.id")),
    Column("country", String(2)),
    Column("name", LargeBinary),
    Column("answer", String(16), nullable=False),
    Column("seat", String(16), nullable=False),
    Column("party", SmallInteger, nullable=False),
    Column("substitute", LargeBinary),
    Column("travel", LargeBinary),
    Column("access", LargeBinary),
    Column("answered_at", Instant, nullable=False),
    Column("queued_at", Instant),
    Column("confirm_by", Instant),
    Column("over_at", Instant, nullable=False),
    UniqueConstraint("meeting", "person_id"),
    Index(None, "meeting", "days", "answer", "seat", "queued_at"),
    Index(None, "person_id"),
    Index(None, "confirm_by"),
    Index(None, "over_at"),
    sqlite_autoincrement=True,
)

# What each answer was, one row a change; `answer` null: it was taken away.
rsvp_history: Final = Table(
    "rsvp_history",
    metadata,
    Column("id", Id, primary_key=True),
    Column("rsvp_id", Id, nullable=False),
    Column("meeting", String(32), nullable=False),
    Column("days", String(21), nullable=False),
    Column("person_id", Id, ForeignKey("people.id")),
    Column("country", String(2)),
    Column("answer", String(16)),
    Column("seat", String(16), nullable=False),
    Column("party", SmallInteger, nullable=False),
    Column("at", Instant, nullable=False),
    Column("by", Id, ForeignKey("people.id")),
    Column("why", String(16), nullable=False),
    Column("over_at", Instant, nullable=False),
    Index(None, "meeting", "id"),
    Index(None, "person_id"),
    Index(None, "by"),
    Index(None, "over_at"),
    sqlite_autoincrement=True,
)

rsvp_requests: Final = Table(
    "rsvp_requests",
    metadata,
    Column("id", Id, primary_key=True),
    Column("meeting", String(32), nullable=False),
    Column("days", String(21), nullable=False),
    Column("person_id", Id, ForeignKey("people.id"), nullable=False),
    Column("answer", String(16), nullable=False),
    Column("party", SmallInteger, nullable=False),
    Column("asked_at", Instant, nullable=False),
    Column("over_at", Instant, nullable=False),
    UniqueConstraint("meeting", "person_id"),
    Index(None, "person_id"),
    Index(None, "over_at"),
    sqlite_autoincrement=True,
)

# What organizers have set, and what those concerned were told (`bot.domain.attendance.Arrangement`).
arrangements: Final = Table(
    "arrangements",
    metadata,
    Column("meeting", String(32), primary_key=True),
    Column("open", Boolean),
    Column("in_person", Integer),
    Column("online", Integer),
    Column("told", Id, nullable=False),
    Column("missed", Integer, nullable=False),
)

# Messages in chats that are kept up to date: cards of meetings, organizers' counts, how far an announcement has come.
# `subject`: a meeting, an announcement or a round (`FollowedMessage.subject`); `stale`: something has changed.
live_messages: Final = Table(
    "live_messages",
    metadata,
    Column("chat_id", BigInteger, primary_key=True, autoincrement=False),
    Column("message_id", BigInteger, primary_key=True, autoincrement=False),
    Column("person_id", Id, ForeignKey("people.id"), nullable=False),
    Column("subject", String(64), nullable=False),
    Column("kind", String(32), nullable=False),
    Column("stale", Boolean, nullable=False),
    Index(None, "subject", "kind"),
    Index(None, "person_id"),
    Index(None, "stale"),
)

# Who has a meeting in their calendar by a file of ours, and is sent the next one when it changes.
calendar_copies: Final = Table(
    "calendar_copies",
    metadata,
    Column("person_id", Id, ForeignKey("people.id"), primary_key=True),
    Column("meeting", String(32), primary_key=True),
    Column("sequence", Integer, nullable=False),
    Index(None, "meeting"),
)

# What is announced (`bot.domain.announcements.Announcement`). `content` has the texts; who is chosen, and when, stand
# in columns of their own. `active`: something of it is still to be done for some reader.
announcements: Final = Table(
    "announcements",
    metadata,
    Column("id", Id, primary_key=True),
    Column("author_id", Id, ForeignKey("people.id")),
    Column("state", String(16), nullable=False),
    Column("content", LargeBinary),
    Column("correction", LargeBinary),
    Column("selection", Text, nullable=False),
    Column("scope", Text),
    Column("timing", Text, nullable=False),
    Column("version", Integer, nullable=False),
    Column("approved", String(64)),
    Column("approved_by", Id, ForeignKey("people.id")),
    Column("asked_at", Instant),
    Column("refusal", LargeBinary),
    Column("created_at", Instant, nullable=False),
    Column("changed_at", Instant, nullable=False),
    Column("started_at", Instant),
    Column("finished_at", Instant),
    Column("active", Boolean, nullable=False),
    Column("halted", String(64)),
    Column("pace", Integer),
    Index(None, "author_id"),
    Index(None, "approved_by"),
    Index(None, "state", "id"),
    Index(None, "active"),
    sqlite_autoincrement=True,
)

# One row for each reader of an announcement. It is the record of what they got, and the queue of what is to be done:
# `queue` is 0 where `task` waits (from `due_at` on), 1 while it is being done, and null where there is nothing to do.
# Nothing else of it is indexed, since a row is written twice for each message that leaves.
deliveries: Final = Table(
    "deliveries",
    metadata,
    Column("id", Id, primary_key=True),
    Column("announcement_id", Id, ForeignKey("announcements.id"), nullable=False),
    Column("person_id", Id, ForeignKey("people.id")),
    Column("queue", SmallInteger),
    Column("task", String(8)),
    Column("due_at", Instant),
    Column("reached", String(8)),
    Column("reason", String(120)),
    Column("version", Integer, nullable=False),
    Column("language", String(16)),
    Column("message_ids", String(200), nullable=False),
    Column("sent_at", Instant),
    Column("read_at", Instant),
    Column("pressed_at", Instant),
    Column("reminded_at", Instant),
    UniqueConstraint("announcement_id", "person_id"),
    Index(None, "announcement_id", "queue", "due_at"),
    Index(None, "person_id"),
    sqlite_autoincrement=True,
)

# Whom somebody announces to again and again, under a name of theirs.
audiences: Final = Table(
    "audiences",
    metadata,
    Column("id", Id, primary_key=True),
    Column("person_id", Id, ForeignKey("people.id"), nullable=False),
    Column("name", LargeBinary),
    Column("selection", Text, nullable=False),
    Column("added_at", Instant, nullable=False),
    Index(None, "person_id"),
    sqlite_autoincrement=True,
)

# Rounds of feedback (`bot.domain.rounds.Round`). `secret`: what answers are linked to people with, until it closes;
# `figures`: what was counted so far, by group (`bot.domain.disclosure`).
rounds: Final = Table(
    "rounds",
    metadata,
    Column("id", String(40), primary_key=True),
    Column("state", String(16), nullable=False),
    Column("terms", LargeBinary, nullable=False),
    Column("encrypted", Boolean, nullable=False),
    Column("author_id", Id, ForeignKey("people.id")),
    Column("scope", Text),
    Column("secret", LargeBinary),
    Column("secret_encrypted", Boolean, nullable=False),
    Column("figures", Text, nullable=False),
    Column("decision", LargeBinary),
    Column("created_at", Instant, nullable=False),
    Column("changed_at", Instant, nullable=False),
    Column("opened_at", Instant),
    Column("closed_at", Instant),
    Column("decided_at", Instant),
    Column("asked", Integer),
    Column("answered", Integer),
    Index(None, "state"),
    Index(None, "author_id"),
    Index(None, "closed_at"),
)

# What was answered, apart from who. The token is a keyed hash of the person while the round is open, and random
# afterwards; `person_id` stands in rounds alone that are not anonymous. Without row numbers and instants, nothing tells
# in which order answers came. `draft`: as it stands on the screen; `given`: as it counts; `counted`: as it is in the
# figures by now.
round_answers: Final = Table(
    "round_answers",
    metadata,
    Column("round_id", String(40), ForeignKey("rounds.id"), primary_key=True),
    Column("token", LargeBinary(16), primary_key=True),
    Column("person_id", Id, ForeignKey("people.id")),
    Column("path", String(64), nullable=False),
    Column("draft", String(100), nullable=False),
    Column("given", String(100)),
    Column("counted", String(100)),
    Index(None, "person_id"),
    sqlite_with_rowid=False,
)

# That somebody has answered (`finished`), or has begun to, whatever they have said.
round_people: Final = Table(
    "round_people",
    metadata,
    Column("round_id", String(40), ForeignKey("rounds.id"), primary_key=True),
    Column("person_id", Id, ForeignKey("people.id"), primary_key=True),
    Column("finished", Boolean, nullable=False),
    Index(None, "person_id"),
    sqlite_with_rowid=False,
)

# Lines of text beside answers; `choice`: which one they speak of. The token is another one than that of the answer.
round_remarks: Final = Table(
    "round_remarks",
    metadata,
    Column("round_id", String(40), ForeignKey("rounds.id"), primary_key=True),
    Column("token", LargeBinary(16), primary_key=True),
    Column("person_id", Id, ForeignKey("people.id")),
    Column("remark", String(8), nullable=False),
    Column("choice", String(1)),
    Column("language", String(16), nullable=False),
    Column("words", LargeBinary),
    Index(None, "person_id"),
    sqlite_with_rowid=False,
)

facts: Final = Table(
    "facts",
    metadata,
    Column("name", String(64), primary_key=True),
    Column("value", Text, nullable=False),
)
