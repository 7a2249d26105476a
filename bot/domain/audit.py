"""What the audit log tells: who did what to whom, and nothing that anybody wrote."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Final

OPERATOR: Final = "operator"
"""Whoever has the command line."""

BOT: Final = "bot"
"""The bot by itself, as when a role lapses."""


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
    PERSON_FORGOTTEN = "person.forgotten"
    CONTENT_IMPORTED = "content.imported"
    KEY_ROTATED = "key.rotated"


@dataclass(frozen=True)
class Entry:
    """One act. `actor` and `subject` are people's pseudonyms (`Person.pseudonym`), or OPERATOR, or BOT; `detail` has
    names of roles, codes and ids of the pack, and no words of people."""

    act: Act
    actor: str
    subject: str | None = None
    detail: Mapping[str, str] = field(default_factory=dict)
