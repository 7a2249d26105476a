"""The entries of the packs, each with how often it changed: never, as far as is known of packs from before."""

import json
from collections.abc import Iterator
from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"

_ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
_INSTANT = sa.DateTime(timezone=True)
_LISTS = {"regions": "region", "meetings": "meeting", "roadmaps": "roadmap", "faq": "faq", "feedback": "feedback"}
_INNER = {"strands": "strand", "items": "item"}


def upgrade() -> None:
    table = op.create_table(
        "content_entries",
        sa.Column("kind", sa.String(16), nullable=False),
        sa.Column("id", sa.String(32), nullable=False),
        sa.Column("sequence", sa.Integer(), nullable=False),
        sa.Column("version", _ID, nullable=False),
        sa.Column("changed_at", _INSTANT, nullable=False),
        sa.Column("gone", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("kind", "id", name="pk_content_entries"),
        sa.ForeignKeyConstraint(["version"], ["packs.version"], name="fk_content_entries_version"),
    )
    op.bulk_insert(table, _rows())


def _rows() -> list[dict[str, Any]]:
    packs = sa.table("packs", sa.column("version"), sa.column("content"), sa.column("added_at", _INSTANT))
    query = sa.select(packs.c.version, packs.c.content, packs.c.added_at).order_by(packs.c.version)
    entries: dict[tuple[str, str], Any] = {}
    rows: dict[tuple[str, str], dict[str, Any]] = {}
    for version, content, added_at in op.get_bind().execute(query):
        before, entries = entries, dict(_entries(json.loads(content)))
        for key in before.keys() | entries.keys():
            if before.get(key) != entries.get(key):
                moved = {"version": version, "changed_at": added_at, "gone": key not in entries}
                rows[key] = {"kind": key[0], "id": key[1], "sequence": 0, **moved}
    return [rows[key] for key in sorted(rows)]


def _entries(pack: dict[str, Any]) -> Iterator[tuple[tuple[str, str], Any]]:
    for name, kind in _LISTS.items():
        for entry in pack.get(name, ()):
            yield (kind, entry["id"]), entry
            for inner, inner_kind in _INNER.items():
                yield from (((inner_kind, each["id"]), each) for each in entry.get(inner, ()))
