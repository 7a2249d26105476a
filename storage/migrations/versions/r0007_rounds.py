"""Rounds of feedback, and what was answered."""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"

_ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
_INSTANT = sa.DateTime(timezone=True)


def upgrade() -> None:
    with op.batch_alter_table("live_messages") as live_messages:
        live_messages.alter_column("subject", type_=sa.String(64), existing_type=sa.String(32), existing_nullable=False)
    op.create_table(
        "rounds",
        sa.Column("id", sa.String(40), nullable=False),
        sa.Column("state", sa.String(16), nullable=False),
        sa.Column("terms", sa.LargeBinary(), nullable=False),
        sa.Column("encrypted", sa.Boolean(), nullable=False),
        sa.Column("author_id", _ID),
        sa.Column("scope", sa.Text()),
        sa.Column("secret", sa.LargeBinary()),
        sa.Column("secret_encrypted", sa.Boolean(), nullable=False),
        sa.Column("figures", sa.Text(), nullable=False),
        sa.Column("decision", sa.LargeBinary()),
        sa.Column("created_at", _INSTANT, nullable=False),
        sa.Column("changed_at", _INSTANT, nullable=False),
        sa.Column("opened_at", _INSTANT),
        sa.Column("closed_at", _INSTANT),
        sa.Column("decided_at", _INSTANT),
        sa.Column("asked", sa.Integer()),
        sa.Column("answered", sa.Integer()),
        sa.PrimaryKeyConstraint("id", name="pk_rounds"),
        sa.ForeignKeyConstraint(["author_id"], ["people.id"], name="fk_rounds_author_id"),
    )
    op.create_index("ix_rounds_state", "rounds", ["state"])
    op.create_index("ix_rounds_author_id", "rounds", ["author_id"])
    op.create_index("ix_rounds_closed_at", "rounds", ["closed_at"])
    _answers()


def _answers() -> None:
    op.create_table(
        "round_answers",
        sa.Column("round_id", sa.String(40), nullable=False),
        sa.Column("token", sa.LargeBinary(16), nullable=False),
        sa.Column("person_id", _ID),
        sa.Column("path", sa.String(64), nullable=False),
        sa.Column("draft", sa.String(100), nullable=False),
        sa.Column("given", sa.String(100)),
        sa.Column("counted", sa.String(100)),
        sa.PrimaryKeyConstraint("round_id", "token", name="pk_round_answers"),
        sa.ForeignKeyConstraint(["round_id"], ["rounds.id"], name="fk_round_answers_round_id"),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name="fk_round_answers_person_id"),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_round_answers_person_id", "round_answers", ["person_id"])
    op.create_table(
        "round_people",
        sa.Column("round_id", sa.String(40), nullable=False),
        sa.Column("person_id", _ID, nullable=False),
        sa.Column("finished", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("round_id", "person_id", name="pk_round_people"),
        sa.ForeignKeyConstraint(["round_id"], ["rounds.id"], name="fk_round_people_round_id"),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name="fk_round_people_person_id"),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_round_people_person_id", "round_people", ["person_id"])
    op.create_table(
        "round_remarks",
        sa.Column("round_id", sa.String(40), nullable=False),
        sa.Column("token", sa.LargeBinary(16), nullable=False),
        sa.Column("person_id", _ID),
        sa.Column("remark", sa.String(8), nullable=False),
        sa.Column("choice", sa.String(1)),
        sa.Column("language", sa.String(16), nullable=False),
        sa.Column("words", sa.LargeBinary()),
        sa.PrimaryKeyConstraint("round_id", "token", name="pk_round_remarks"),
        sa.ForeignKeyConstraint(["round_id"], ["rounds.id"], name="fk_round_remarks_round_id"),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name="fk_round_remarks_person_id"),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_round_remarks_person_id", "round_remarks", ["person_id"])
