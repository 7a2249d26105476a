"""The terms of rounds as the content pack has them, and of those that follow a meeting."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Final
from zoneinfo import ZoneInfo

from bot.domain.content import Pack
from bot.domain.content_fields import Moment
from bot.domain.content_text import Text
from bot.domain.feedback import FeedbackRound, RoadmapOptions
from bot.domain.meetings import Meeting, MeetingStatus
from bot.domain.roadmap import ItemStatus, Roadmap
from bot.domain.rounds import FEWEST, KEYS, MOST_CHOICES, TOP, Choice, Grouping, Method, Terms

_PROMISED: Final = (
    *("method", "most", "anonymous", "shown_from", "grouping", "results", "comment", "why", "meeting"),
    # Who is asked may see the results, and who looks after it follows from that.
    "audience",
)
"""What stays as it was when people began to answer."""

_MORNING: Final = time(9)
_AFTER_MEETING: Final = timedelta(days=7)
"""So long the round after a meeting is open."""

_BEFORE_CLOSING: Final = "2d"


@dataclass(frozen=True)
class Offered:
    """Something to choose, by its id and title."""

    source: str
    title: Text


def offered_by(roadmap: Roadmap, *, items: bool) -> tuple[Offered, ...]:
    """The strands of a roadmap, or its items that are neither done nor dropped."""
    if not items:
        return tuple(Offered(strand.id, strand.title) for strand in roadmap.strands)
    past = (ItemStatus.DONE, ItemStatus.DROPPED)
    return tuple(Offered(item.id, item.title) for item in roadmap.items if item.status not in past)


def terms_of(pack: Pack, asked: FeedbackRound, before: Terms | None = None, *, open_: bool = False) -> Terms:
    """The terms of a round of the pack. `before`: those it had so far; choices keep the key that they had, and where
    people answer already (`open_`), what they were promised stays, and choices that are gone are withdrawn."""
    roadmap = None
    if isinstance(asked.options, RoadmapOptions):
        named = asked.options.strands or asked.options.items
        roadmap = next((each for each in pack.roadmaps if each.id == named), None)
        offered = () if roadmap is None else offered_by(roadmap, items=asked.options.items is not None)
    else:
        offered = tuple(Offered(option.id, option.title) for option in asked.options)
    method = Method(asked.method)
    terms = Terms(
        title=asked.title,
        method=method,
        most=1 if method is Method.RATE else asked.choose or TOP,
        choices=choices_of(offered, before.choices if before is not None and open_ else ()),
        roadmap=None if roadmap is None else roadmap.id,
        audience=asked.audience,
        opens=None if asked.opens is None else _beginning(asked.opens, pack.timezone),
        closes=None if asked.closes is None else _end(asked.closes, pack.timezone),
        remind=asked.remind,
        anonymous=asked.anonymous,
        shown_from=max(asked.shown_from, FEWEST) if asked.anonymous else asked.shown_from,
        grouping=Grouping(asked.group_by),
        results=asked.results,
        comment=asked.comment,
        why=asked.why and method is not Method.RATE,
    )
    if before is None or not open_:
        return terms
    return terms.model_copy(update={name: getattr(before, name) for name in _PROMISED})


def choices_of(offered: Iterable[Offered], before: tuple[Choice, ...] = ()) -> tuple[Choice, ...]:
    """What is offered as choices, in order; those that were there `before` keep their key, and stand withdrawn where
    they are not offered any more. More than `MOST_CHOICES` are left out."""
    by_source = {each.source: each for each in offered}
    kept = [
        each.model_copy(update={"title": by_source[each.source].title, "withdrawn": False})
        if each.source in by_source
        else each.model_copy(update={"withdrawn": True})
        for each in before
    ]
    known = {each.source for each in before}
    new = [each for each in by_source.values() if each.source not in known]
    room = max(0, MOST_CHOICES - len(kept))
    return (
        *kept,
        *(
            Choice(key=key, title=each.title, source=each.source)
            for key, each in zip(KEYS[len(kept) :], new[:room], strict=False)
        ),
    )


def after_meeting(meeting: Meeting) -> Terms:
    """One rating and one line, from those who came to a meeting: from nine the day after at its place, for a week."""
    zone = ZoneInfo(meeting.timezone)
    last = (meeting.over_at() - timedelta(microseconds=1)).astimezone(zone).date()
    opens = datetime.combine(last + timedelta(days=1), _MORNING, zone).astimezone(UTC)
    return Terms(
        title=meeting.title,
        method=Method.RATE,
        choices=(Choice(key=KEYS[0], title=meeting.title, source=meeting.id),),
        meeting=meeting.id,
        opens=opens,
        closes=opens + _AFTER_MEETING,
        remind=(_BEFORE_CLOSING,),
        grouping=Grouping.NONE,
        comment=True,
    )


def can_be_asked_about(meeting: Meeting, now: datetime) -> bool:
    """Whether a round after this meeting can be planned still: it takes place, and its round would not be over."""
    closes = after_meeting(meeting).closes
    return takes_place(meeting) and closes is not None and closes > now


def takes_place(meeting: Meeting | None) -> bool:
    """Whether a meeting is (still) there to be asked about."""
    return meeting is not None and meeting.status is MeetingStatus.PUBLISHED


def _beginning(moment: Moment, zone: str) -> datetime:
    return moment.astimezone(UTC) if isinstance(moment, datetime) else _midnight(moment, zone)


def _end(moment: Moment, zone: str) -> datetime:
    """A day that is named is the last one."""
    return moment.astimezone(UTC) if isinstance(moment, datetime) else _midnight(moment + timedelta(days=1), zone)


def _midnight(day: date, zone: str) -> datetime:
    return datetime.combine(day, time(), ZoneInfo(zone)).astimezone(UTC)
