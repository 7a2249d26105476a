"""What people ask the secretariat, the words of a question just asked, and the region that somebody chose."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"

_ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
_INSTANT = sa.DateTime(timezone=True)


def upgrade() -> None:
    op.add_column("people", sa.Column("region", sa.String(32)))
    op.add_column("dialogs", sa.Column("words", sa.LargeBinary()))
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
        sa.UniqueConstraint("person_id", "wants", "message_id", name="uq_questions_person_id_wants_message_id"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_questions_asked_at", "questions", ["asked_at"])
