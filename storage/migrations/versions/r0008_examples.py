"""What people meant by questions that were asked back."""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"

_ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    op.create_table(
        "examples",
        sa.Column("id", _ID, nullable=False),
        sa.Column("person_id", _ID),
        sa.Column("message_id", sa.BigInteger()),
        sa.Column("language", sa.String(16), nullable=False),
        sa.Column("topic", sa.String(32)),
        sa.Column("target", sa.String(64)),
        sa.Column("words", sa.LargeBinary()),
        sa.Column("tapped_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("kept", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_examples"),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name="fk_examples_person_id"),
        sa.UniqueConstraint("person_id", "message_id", name="uq_examples_person_id_message_id"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_examples_kept_id", "examples", ["kept", "id"])
    op.create_index("ix_examples_tapped_at", "examples", ["tapped_at"])
