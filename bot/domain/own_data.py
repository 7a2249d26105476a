"""All that is kept of one person, as they may have it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

Row = Mapping[str, Any]
"""Field → text, number, truth, list, mapping, aware instant, or none."""


@dataclass(frozen=True)
class OwnData:
    """What stands about a person in the tables, in plain, and nothing of anybody else."""

    profile: Row
    roles: tuple[Row, ...] = ()
    """Those in force, and those that have ended and are not taken yet."""
    invites_made: tuple[Row, ...] = ()
    """Without their secrets, of which only a hash is kept."""
    invites_used: tuple[Row, ...] = ()
    access_requests: tuple[Row, ...] = ()
    dialogs: tuple[Row, ...] = ()
    questions: tuple[Row, ...] = ()
    examples: tuple[Row, ...] = ()
    """What they meant by questions that were asked back, until somebody has looked at it."""
    rsvps: tuple[Row, ...] = ()
    """The answers as they stand."""
    rsvp_history: tuple[Row, ...] = ()
    """What they were."""
    rsvp_requests: tuple[Row, ...] = ()
    """Answers after the deadline, on which nobody has decided."""
    live_messages: tuple[Row, ...] = ()
    """Messages in their chats that the bot keeps up to date."""
    calendar_copies: tuple[Row, ...] = ()
    """Meetings of which they were given a file for their calendar."""
    announcements: tuple[Row, ...] = ()
    """Those that they have written."""
    announcements_received: tuple[Row, ...] = ()
    audiences: tuple[Row, ...] = ()
    """Whom they announce to, saved under a name."""
    rounds: tuple[Row, ...] = ()
    """Rounds of feedback that they have made."""
    rounds_answered: tuple[Row, ...] = ()
    """That they have answered, or begun to."""
    round_answers: tuple[Row, ...] = ()
    """With their name. What they have answered without it is not looked for: nowhere else does it stand beside it."""
    round_remarks: tuple[Row, ...] = ()
    messages_sent: tuple[Row, ...] = ()
    """Also those that wait: which, when, and what came of them; what they say is not kept."""
    updates_received: tuple[Row, ...] = ()
    audit: tuple[Row, ...] = ()
    """What they did, or was done to them: `by` and `about` are "you", "operator", "bot", "somebody else" or none."""

    @property
    def since(self) -> datetime:
        """Since when the bot knows them."""
        since: datetime = self.profile["known_since"]
        return since
