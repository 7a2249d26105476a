"""Who comes to which meeting; quiet hours; messages that wait for their time, and those that are kept up to date."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"

_ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
_INSTANT = sa.DateTime(timezone=True)


def upgrade() -> None:
    with op.batch_alter_table("people", table_kwargs={"sqlite_autoincrement": True}) as people:
        people.add_column(sa.Column("quiet", sa.String(5)))
        people.add_column(sa.Column("zone_set_at", _INSTANT))
        people.create_index("ix_people_zone", ["zone"])
        people.create_index("ix_people_zone_set_at", ["zone_set_at"])
    with op.batch_alter_table("outbox", table_kwargs={"sqlite_autoincrement": True}) as outbox:
        outbox.add_column(sa.Column("not_before", _INSTANT))
        outbox.add_column(sa.Column("urgent", sa.Boolean(), nullable=False, server_default=sa.false()))
        outbox.add_column(sa.Column("refreshes", sa.Boolean(), nullable=False, server_default=sa.false()))
    with op.batch_alter_table("outbox", table_kwargs={"sqlite_autoincrement": True}) as outbox:
        outbox.alter_column("urgent", existing_type=sa.Boolean(), server_default=None)
        outbox.alter_column("refreshes", existing_type=sa.Boolean(), server_default=None)
        outbox.create_index("ix_outbox_state_not_before", ["state", "not_before"])
    _rsvps()
    _history()
    _requests()
    op.create_table(
        "arrangements",
        sa.Column("meeting", sa.String(32), nullable=False),
        sa.Column("open", sa.Boolean()),
        sa.Column("in_person", sa.Integer()),
        sa.Column("online", sa.Integer()),
        sa.Column("told", _ID, nullable=False),
        sa.Column("missed", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("meeting", name="pk_arrangements"),
    )
    op.create_table(
        "live_messages",
        sa.Column("chat_id", sa.BigInteger(), nullable=False),
        sa.Column("message_id", sa.BigInteger(), nullable=False),
        sa.Column("person_id", _ID, nullable=False),
        sa.Column("meeting", sa.String(32), nullable=False),
        sa.Column("kind", sa.String(32), nullable=False),
        sa.Column("stale", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("chat_id", "message_id", name="pk_live_messages"),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name="fk_live_messages_person_id"),
    )
    op.create_index("ix_live_messages_meeting_kind", "live_messages", ["meeting", "kind"])
    op.create_index("ix_live_messages_person_id", "live_messages", ["person_id"])
    op.create_index("ix_live_messages_stale", "live_messages", ["stale"])
    op.create_table(
        "calendar_copies",
        sa.Column("person_id", _ID, nullable=False),
        sa.Column("meeting", sa.String(32), nullable=False),
        sa.Column("sequence", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("person_id", "meeting", name="pk_calendar_copies"),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name="fk_calendar_copies_person_id"),
    )
    op.create_index("ix_calendar_copies_meeting", "calendar_copies", ["meeting"])


def _rsvps() -> None:
    op.create_table(
        "rsvps",
        sa.Column("id", _ID, nullable=False),
        sa.Column("meeting", sa.String(32), nullable=False),
        sa.Column("days", sa.String(21), nullable=False),
        sa.Column("person_id", _ID),
        sa.Column("country", sa.String(2)),
        sa.Column("name", sa.LargeBinary()),
        sa.Column("answer", sa.String(16), nullable=False),
        sa.Column("seat", sa.String(16), nullable=False),
        sa.Column("party", sa.SmallInteger(), nullable=False),
        sa.Column("substitute", sa.LargeBinary()),
        sa.Column("travel", sa.LargeBinary()),
        sa.Column("access", sa.LargeBinary()),
        sa.Column("answered_at", _INSTANT, nullable=False),
        sa.Column("queued_at", _INSTANT),
        sa.Column("confirm_by", _INSTANT),
        sa.Column("over_at", _INSTANT, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_rsvps"),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name="fk_rsvps_person_id"),
        sa.UniqueConstraint("meeting", "person_id", name="uq_rsvps_meeting_person_id"),
        sqlite_autoincrement=True,
    )
    op.create_index(
        "ix_rsvps_meeting_days_answer_seat_queued_at", "rsvps", ["meeting", "days", "answer", "seat", "queued_at"]
    )
    op.create_index("ix_rsvps_person_id", "rsvps", ["person_id"])
    op.create_index("ix_rsvps_confirm_by", "rsvps", ["confirm_by"])
    op.create_index("ix_rsvps_over_at", "rsvps", ["over_at"])


def _history() -> None:
    op.create_table(
        "rsvp_history",
        sa.Column("id", _ID, nullable=False),
        sa.Column("rsvp_id", _ID, nullable=False),
        sa.Column("meeting", sa.String(32), nullable=False),
        sa.Column("days", sa.String(21), nullable=False),
        sa.Column("person_id", _ID),
        sa.Column("country", sa.String(2)),
        sa.Column("answer", sa.String(16)),
        sa.Column("seat", sa.String(16), nullable=False),
        sa.Column("party", sa.SmallInteger(), nullable=False),
        sa.Column("at", _INSTANT, nullable=False),
        sa.Column("by", _ID),
        sa.Column("why", sa.String(16), nullable=False),
        sa.Column("over_at", _INSTANT, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_rsvp_history"),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name="fk_rsvp_history_person_id"),
        sa.ForeignKeyConstraint(["by"], ["people.id"], name="fk_rsvp_history_by"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_rsvp_history_meeting_id", "rsvp_history", ["meeting", "id"])
    op.create_index("ix_rsvp_history_person_id", "rsvp_history", ["person_id"])
    op.create_index("ix_rsvp_history_by", "rsvp_history", ["by"])
    op.create_index("ix_rsvp_history_over_at", "rsvp_history", ["over_at"])


def _requests() -> None:
    op.create_table(
        "rsvp_requests",
        sa.Column("id", _ID, nullable=False),
        sa.Column("meeting", sa.String(32), nullable=False),
        sa.Column("days", sa.String(21), nullable=False),
        sa.Column("person_id", _ID, nullable=False),
        sa.Column("answer", sa.String(16), nullable=False),
        sa.Column("party", sa.SmallInteger(), nullable=False),
        sa.Column("asked_at", _INSTANT, nullable=False),
        sa.Column("over_at", _INSTANT, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_rsvp_requests"),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name="fk_rsvp_requests_person_id"),
        sa.UniqueConstraint("meeting", "person_id", name="uq_rsvp_requests_meeting_person_id"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_rsvp_requests_person_id", "rsvp_requests", ["person_id"])
    op.create_index("ix_rsvp_requests_over_at", "rsvp_requests", ["over_at"])
