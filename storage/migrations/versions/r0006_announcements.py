"""Announcements, what has come of them for each reader, and second languages."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"

_ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
_INSTANT = sa.DateTime(timezone=True)


def upgrade() -> None:
    with op.batch_alter_table("people", table_kwargs={"sqlite_autoincrement": True}) as people:
        people.add_column(sa.Column("second_language", sa.String(16)))
    op.drop_index("ix_live_messages_meeting_kind", "live_messages")
    with op.batch_alter_table("live_messages") as live_messages:
        live_messages.alter_column("meeting", new_column_name="subject", existing_type=sa.String(32))
    op.create_index("ix_live_messages_subject_kind", "live_messages", ["subject", "kind"])
    _announcements()
    _deliveries()
    op.create_table(
        "audiences",
        sa.Column("id", _ID, nullable=False),
        sa.Column("person_id", _ID, nullable=False),
        sa.Column("name", sa.LargeBinary()),
        sa.Column("selection", sa.Text(), nullable=False),
        sa.Column("added_at", _INSTANT, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_audiences"),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name="fk_audiences_person_id"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_audiences_person_id", "audiences", ["person_id"])


def _announcements() -> None:
    op.create_table(
        "announcements",
        sa.Column("id", _ID, nullable=False),
        sa.Column("author_id", _ID),
        sa.Column("state", sa.String(16), nullable=False),
        sa.Column("content", sa.LargeBinary()),
        sa.Column("correction", sa.LargeBinary()),
        sa.Column("selection", sa.Text(), nullable=False),
        sa.Column("scope", sa.Text()),
        sa.Column("timing", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("approved", sa.String(64)),
        sa.Column("approved_by", _ID),
        sa.Column("asked_at", _INSTANT),
        sa.Column("refusal", sa.LargeBinary()),
        sa.Column("created_at", _INSTANT, nullable=False),
        sa.Column("changed_at", _INSTANT, nullable=False),
        sa.Column("started_at", _INSTANT),
        sa.Column("finished_at", _INSTANT),
        sa.Column("active", sa.Boolean(), nullable=False),
        sa.Column("halted", sa.String(64)),
        sa.Column("pace", sa.Integer()),
        sa.PrimaryKeyConstraint("id", name="pk_announcements"),
        sa.ForeignKeyConstraint(["author_id"], ["people.id"], name="fk_announcements_author_id"),
        sa.ForeignKeyConstraint(["approved_by"], ["people.id"], name="fk_announcements_approved_by"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_announcements_author_id", "announcements", ["author_id"])
    op.create_index("ix_announcements_approved_by", "announcements", ["approved_by"])
    op.create_index("ix_announcements_state_id", "announcements", ["state", "id"])
    op.create_index("ix_announcements_active", "announcements", ["active"])


def _deliveries() -> None:
    op.create_table(
        "deliveries",
        sa.Column("id", _ID, nullable=False),
        sa.Column("announcement_id", _ID, nullable=False),
        sa.Column("person_id", _ID),
        sa.Column("queue", sa.SmallInteger()),
        sa.Column("task", sa.String(8)),
        sa.Column("due_at", _INSTANT),
        sa.Column("reached", sa.String(8)),
        sa.Column("reason", sa.String(120)),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("language", sa.String(16)),
        sa.Column("message_ids", sa.String(200), nullable=False),
        sa.Column("sent_at", _INSTANT),
        sa.Column("read_at", _INSTANT),
        sa.Column("pressed_at", _INSTANT),
        sa.Column("reminded_at", _INSTANT),
        sa.PrimaryKeyConstraint("id", name="pk_deliveries"),
        sa.ForeignKeyConstraint(["announcement_id"], ["announcements.id"], name="fk_deliveries_announcement_id"),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name="fk_deliveries_person_id"),
        sa.UniqueConstraint("announcement_id", "person_id", name="uq_deliveries_announcement_id_person_id"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_deliveries_announcement_id_queue_due_at", "deliveries", ["announcement_id", "queue", "due_at"])
    op.create_index("ix_deliveries_person_id", "deliveries", ["person_id"])
