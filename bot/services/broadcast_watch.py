"""What a process sees of an announcement while it sends it: how much does not arrive, and how fast it goes."""

from collections import Counter, deque
from dataclasses import dataclass, field
from typing import Final

from bot.domain.outcomes import Early, Failed, Outcome, Sent, Unknown

_WATCHED: Final = 50
_MOST_BAD: Final = 10
"""Of so many last messages, so many that were refused or are in doubt: something is wrong with the announcement or with
the way to Telegram, and not with single readers."""

_LATELY: Final = 10.0
_TOLD_EVERY: Final = 3.0
"""Seconds between two looks at how far it has come, for those who follow it."""

_MOST_LEFT: Final = 1000


@dataclass
class _Followed:
    """Why each of the last messages has not arrived (none: it has); when the last ones left, by the clock's seconds;
    whether something has happened since that was told, and when it was."""

    bad: deque[str | None] = field(default_factory=lambda: deque(maxlen=_WATCHED))
    left_at: deque[float] = field(default_factory=lambda: deque(maxlen=_MOST_LEFT))
    news: bool = False
    told_at: float = 0.0


class Watch:
    """Over all announcements that are on their way, by their ids."""

    def __init__(self) -> None:
        self._followed: dict[int, _Followed] = {}

    def note(self, announcement_id: int, outcome: Outcome | Early, at: float) -> None:
        """What has come of one message, at that second of the clock."""
        followed = self._followed.setdefault(announcement_id, _Followed())
        followed.news = True
        match outcome:
            case Sent():
                followed.left_at.append(at)
                followed.bad.append(None)
            case Failed() | Unknown():
                followed.bad.append(outcome.reason)
            case _:
                pass

    def alarms(self) -> list[tuple[int, str]]:
        """The announcements of which too much does not arrive, with the most frequent reason."""
        found = []
        for announcement_id, followed in self._followed.items():
            reasons = [reason for reason in followed.bad if reason is not None]
            if len(reasons) >= _MOST_BAD:
                ((reason, _),) = Counter(reasons).most_common(1)
                found.append((announcement_id, reason))
        return found

    def quieten(self, announcement_id: int) -> None:
        """The alarm was heard: it is watched from the beginning."""
        self._followed[announcement_id].bad.clear()

    def to_tell(self, at: float) -> list[int]:
        """The announcements of which it is time to tell how far they have come."""
        return [
            announcement_id
            for announcement_id, followed in self._followed.items()
            if followed.news and at - followed.told_at >= _TOLD_EVERY
        ]

    def told(self, announcement_id: int, at: float) -> None:
        followed = self._followed.get(announcement_id)
        if followed is not None:
            # It may have come to its end in the same turn, and be followed no more.
            followed.news, followed.told_at = False, at

    def pace(self, announcement_id: int, at: float) -> int | None:
        """Messages in a minute, by those of the last seconds; none where there are too few to say."""
        recent = [left for left in self._followed[announcement_id].left_at if at - left <= _LATELY]
        if len(recent) < 2 or at <= recent[0]:
            return None
        return round(60 * len(recent) / (at - recent[0]))

    def forget(self, announcement_id: int) -> None:
        self._followed.pop(announcement_id, None)
