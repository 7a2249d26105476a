"""What people ask the secretariat, the words of a question, the region that somebody chose; dialogs side by side.

A question of the bot that waits for its answer, and what was spoken of last, are rows of their own from here on.
"""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"

_ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
_INSTANT = sa.DateTime(timezone=True)


def upgrade() -> None:
    op.add_column("people", sa.Column("region", sa.String(32)))
    op.rename_table("dialogs", "older_dialogs")
    op.create_table(
        "dialogs",
        sa.Column("person_id", _ID, nullable=False),
        sa.Column("flow", sa.String(32), nullable=False),
        sa.Column("data", sa.Text(), nullable=False),
        sa.Column("expires_at", _INSTANT, nullable=False),
        sa.Column("words", sa.LargeBinary()),
        sa.PrimaryKeyConstraint("person_id", "flow", name="pk_dialogs"),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name="fk_dialogs_person_id"),
    )
    op.execute(
        "INSERT INTO dialogs (person_id, flow, data, expires_at) SELECT person_id, flow, data, expires_at"
        " FROM older_dialogs"
    )
    op.drop_table("older_dialogs")
    op.create_index("ix_dialogs_expires_at", "dialogs", ["expires_at"])
    op.create_table(
        "questions",
        sa.Column("id", _ID, nullable=False),
        sa.Column("person_id", _ID, nullable=False),
        sa.Column("wants", sa.String(16), nullable=False),
        sa.Column("topic", sa.String(32), nullable=False),
        sa.Column("target", sa.String(64)),
        sa.Column("language", sa.String(16), nullable=False),
        sa.Column("words", sa.LargeBinary()),
        sa.Column("message_id", sa.BigInteger(), nullable=False),
        sa.Column("asked_at", _INSTANT, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_questions"),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name="fk_questions_person_id"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_questions_person_id", "questions", ["person_id"])
    op.create_index("ix_questions_asked_at", "questions", ["asked_at"])
