"""Who holds which role, since when and until when; requests for roles; names; who is forgotten; the audit log.

What waits in the outbox is sealed from here on; what waits there from before stays in plain until it is sent. What was
sent before loses its parameters.
"""

import json
import secrets
from datetime import UTC, datetime, timedelta

import sqlalchemy as sa
from alembic import op

from storage import dialect

revision = "0004"
down_revision = "0003"

_ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
_INSTANT = sa.DateTime(timezone=True)
_CONFIRM_WITHIN = timedelta(days=395)


def upgrade() -> None:
    _people()
    _grants()
    _invites()
    _requests()
    _inbox()
    _outbox()
    op.create_table(
        "forgotten",
        sa.Column("digest", sa.LargeBinary(), nullable=False),
        sa.Column("at", _INSTANT, nullable=False),
        sa.PrimaryKeyConstraint("digest", name="pk_forgotten"),
    )
    op.create_table(
        "audit",
        sa.Column("sequence", _ID, nullable=False),
        sa.Column("at", sa.String(32), nullable=False),
        sa.Column("actor", sa.String(16), nullable=False),
        sa.Column("act", sa.String(32), nullable=False),
        sa.Column("subject", sa.String(16)),
        sa.Column("detail", sa.Text(), nullable=False),
        sa.Column("previous", sa.String(64), nullable=False),
        sa.Column("hash", sa.String(64), nullable=False),
        sa.PrimaryKeyConstraint("sequence", name="pk_audit"),
    )
    op.create_index("ix_audit_actor", "audit", ["actor"])
    op.create_index("ix_audit_subject", "audit", ["subject"])
    for statement in dialect.append_only("audit", "sequence"):
        op.execute(statement)


def _people() -> None:
    connection = op.get_bind()
    now = datetime.now(UTC)
    with op.batch_alter_table("people", table_kwargs={"sqlite_autoincrement": True}) as people:
        people.add_column(sa.Column("name", sa.LargeBinary()))
        people.add_column(sa.Column("pseudonym", sa.String(16)))
        people.add_column(sa.Column("stopped", sa.String(64)))
        people.add_column(sa.Column("unreachable_since", _INSTANT))
        people.add_column(sa.Column("unreachable_told", sa.Boolean(), nullable=False, server_default=sa.false()))
        people.add_column(sa.Column("menu_due", sa.Boolean()))
        people.add_column(sa.Column("seen_at", _INSTANT))
    table = sa.table(
        "people",
        *(sa.column(name) for name in ("id", "pseudonym", "stopped", "reachable", "menu_due", "language_chosen")),
        *(sa.column(name, _INSTANT) for name in ("unreachable_since", "seen_at")),
    )
    for (person,) in connection.execute(sa.select(table.c.id)).all():
        connection.execute(sa.update(table).where(table.c.id == person).values(pseudonym=secrets.token_hex(8)))
    connection.execute(sa.update(table).values(stopped="", seen_at=now, menu_due=table.c.language_chosen))
    connection.execute(sa.update(table).where(table.c.reachable == sa.false()).values(unreachable_since=now))
    with op.batch_alter_table("people", table_kwargs={"sqlite_autoincrement": True}) as people:
        people.alter_column("pseudonym", existing_type=sa.String(16), nullable=False)
        people.alter_column("stopped", existing_type=sa.String(64), nullable=False)
        people.alter_column("menu_due", existing_type=sa.Boolean(), nullable=False)
        people.alter_column("unreachable_told", existing_type=sa.Boolean(), server_default=None)
        people.alter_column("seen_at", existing_type=_INSTANT, nullable=False)
        people.drop_column("reachable")
        people.create_index("ix_people_menu_due", ["menu_due"])
        people.create_index("ix_people_unreachable_since", ["unreachable_since"])
        people.create_index("ix_people_seen_at", ["seen_at"])


def _grants() -> None:
    op.rename_table("grants", "older_grants")
    table = op.create_table(
        "grants",
        sa.Column("id", _ID, nullable=False),
        sa.Column("person_id", _ID, nullable=False),
        sa.Column("role", sa.String(32), nullable=False),
        sa.Column("country", sa.String(2), nullable=False),
        sa.Column("region", sa.String(32), nullable=False),
        sa.Column("meeting", sa.String(32), nullable=False),
        sa.Column("granted_at", _INSTANT, nullable=False),
        sa.Column("granted_by", _ID),
        sa.Column("expires_at", _INSTANT),
        sa.Column("confirm_by", _INSTANT, nullable=False),
        sa.Column("asked", sa.SmallInteger(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_grants"),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name="fk_grants_person_id"),
        sa.ForeignKeyConstraint(["granted_by"], ["people.id"], name="fk_grants_granted_by"),
        sa.UniqueConstraint(
            "person_id", "role", "country", "region", "meeting", name="uq_grants_person_id_role_country_region_meeting"
        ),
        sqlite_autoincrement=True,
    )
    older = sa.table(
        "older_grants",
        *(sa.column(name) for name in ("person_id", "role", "country", "region")),
        sa.column("granted_at", _INSTANT),
    )
    # Nobody was asked so far: everybody has the whole time from now on.
    confirm_by = datetime.now(UTC) + _CONFIRM_WITHIN
    rows = op.get_bind().execute(sa.select(older).order_by(older.c.granted_at)).mappings().all()
    op.bulk_insert(table, [{**row, "meeting": "", "confirm_by": confirm_by, "asked": 0} for row in rows])
    op.drop_table("older_grants")


def _invites() -> None:
    with op.batch_alter_table("invites") as invites:
        invites.add_column(sa.Column("meeting", sa.String(32)))
        invites.add_column(sa.Column("made_by", _ID))
        invites.add_column(sa.Column("replaces", _ID))
        invites.add_column(sa.Column("until", _INSTANT))
        invites.create_foreign_key("fk_invites_made_by", "people", ["made_by"], ["id"])
        invites.create_index("ix_invites_expires_at", ["expires_at"])


def _requests() -> None:
    op.create_table(
        "access_requests",
        sa.Column("id", _ID, nullable=False),
        sa.Column("person_id", _ID, nullable=False),
        sa.Column("role", sa.String(32), nullable=False),
        sa.Column("country", sa.String(2)),
        sa.Column("region", sa.String(32)),
        sa.Column("meeting", sa.String(32)),
        sa.Column("words", sa.LargeBinary()),
        sa.Column("invited_by", _ID),
        sa.Column("replaces", _ID),
        sa.Column("until", _INSTANT),
        sa.Column("asked_at", _INSTANT, nullable=False),
        sa.Column("state", sa.String(16), nullable=False),
        sa.Column("decided_at", _INSTANT),
        sa.Column("decided_by", _ID),
        sa.PrimaryKeyConstraint("id", name="pk_access_requests"),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name="fk_access_requests_person_id"),
        sa.ForeignKeyConstraint(["invited_by"], ["people.id"], name="fk_access_requests_invited_by"),
        sa.ForeignKeyConstraint(["decided_by"], ["people.id"], name="fk_access_requests_decided_by"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_access_requests_person_id", "access_requests", ["person_id"])
    op.create_index("ix_access_requests_state", "access_requests", ["state"])


def _inbox() -> None:
    with op.batch_alter_table("inbox", table_kwargs={"sqlite_autoincrement": True}) as inbox:
        # Who had written before the upgrade waits with the strangers.
        inbox.add_column(sa.Column("member", sa.Boolean(), nullable=False, server_default=sa.false()))
        inbox.add_column(sa.Column("limited", sa.Boolean(), nullable=False, server_default=sa.false()))
    with op.batch_alter_table("inbox", table_kwargs={"sqlite_autoincrement": True}) as inbox:
        inbox.alter_column("member", existing_type=sa.Boolean(), server_default=None)
        inbox.alter_column("limited", existing_type=sa.Boolean(), server_default=None)
        inbox.create_index("ix_inbox_person", ["person"])


def _outbox() -> None:
    connection = op.get_bind()
    with op.batch_alter_table("outbox", table_kwargs={"sqlite_autoincrement": True}) as outbox:
        outbox.add_column(sa.Column("kind", sa.String(32)))
        outbox.add_column(sa.Column("sealed", sa.LargeBinary()))
        outbox.add_column(sa.Column("encrypted", sa.Boolean(), nullable=False, server_default=sa.false()))
        outbox.add_column(sa.Column("subscription", sa.String(16)))
        outbox.add_column(sa.Column("about", _ID))
        outbox.create_foreign_key("fk_outbox_about", "people", ["about"], ["id"])
        outbox.alter_column("person_id", existing_type=_ID, nullable=True)
    table = sa.table("outbox", *(sa.column(name) for name in ("id", "state", "message", "kind", "sealed")))
    for row in connection.execute(sa.select(table)).all():
        waits = row.state in ("waiting", "claimed", "unknown")
        connection.execute(
            sa.update(table)
            .where(table.c.id == row.id)
            .values(kind=str(json.loads(row.message)["kind"]), sealed=row.message.encode() if waits else None)
        )
    with op.batch_alter_table("outbox", table_kwargs={"sqlite_autoincrement": True}) as outbox:
        outbox.drop_column("message")
    with op.batch_alter_table("outbox", table_kwargs={"sqlite_autoincrement": True}) as outbox:
        outbox.alter_column("sealed", new_column_name="message", existing_type=sa.LargeBinary())
        outbox.alter_column("kind", existing_type=sa.String(32), nullable=False)
        outbox.alter_column("encrypted", existing_type=sa.Boolean(), server_default=None)
        outbox.create_index("ix_outbox_person_id", ["person_id"])
        outbox.create_index("ix_outbox_about", ["about"])
