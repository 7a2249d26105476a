"""Whether the pack says anything on what can be asked about, and whether something is still to come."""

from collections.abc import Iterator
from datetime import datetime

from bot.domain.content import Pack
from bot.domain.meetings import Meeting, MeetingFormat, MeetingStatus, MeetingTopic
from bot.domain.roadmap import Item


def published(meeting: Meeting, topic: MeetingTopic) -> bool:
    """Whether the pack says anything on a topic of a meeting."""
    if topic in meeting.details:
        return True
    match topic:
        case MeetingTopic.WHEN:
            return True
        case MeetingTopic.WHERE:
            return bool(meeting.city or meeting.country or meeting.venue or meeting.format is MeetingFormat.ONLINE)
        case MeetingTopic.REMOTE:
            return meeting.format is not None or meeting.link is not None
        case MeetingTopic.REGISTER:
            registration = meeting.registration
            return registration is not None and bool(
                registration.opens or registration.closes or registration.modes or registration.capacity
            )
        case MeetingTopic.LANGUAGE:
            return bool(meeting.languages)
        case MeetingTopic.DOCUMENTS:
            return bool(meeting.documents)
        case MeetingTopic.CONTACT:
            return meeting.contact is not None
        case _:
            return False


def items_of(pack: Pack, target: str) -> Iterator[Item]:
    """The items of a roadmap, a strand or a region, or the one item, by its id."""
    for roadmap in pack.roadmaps:
        for item in roadmap.items:
            if target in (roadmap.id, item.id, item.strand, *item.regions):
                yield item


def lacking(pack: Pack, topic: str, target: str, now: datetime) -> bool:
    """Whether something is still to be published on a topic (named as in `bot.questions`) and its target, so that one
    may want to ask for it or wait for it."""
    kind, _, detail = topic.partition(".")
    if kind == "meeting":
        meeting = pack.meeting(target)
        return meeting is not None and _lacks(meeting, MeetingTopic(detail), now)
    if topic.startswith("roadmap."):
        strands = (strand for roadmap in pack.roadmaps for strand in roadmap.strands if strand.id == target)
        described = topic == "roadmap.strand" and any(strand.description for strand in strands)
        return topic != "roadmap.overview" and not described and not any(items_of(pack, target))
    region = pack.region(target)
    if region is None or topic == "region.of_country":
        return False
    if topic == "region.countries":
        return not region.countries
    return region.secretariat is None or region.secretariat.contact is None


def _lacks(meeting: Meeting, topic: MeetingTopic, now: datetime) -> bool:
    if not published(meeting, topic):
        return True
    if meeting.over_at() <= now or meeting.status is MeetingStatus.CANCELLED or topic in meeting.details:
        return False
    # What one needs to go there, or to join.
    if topic is MeetingTopic.WHERE:
        return meeting.venue is None and meeting.format is not MeetingFormat.ONLINE
    return topic is MeetingTopic.REMOTE and meeting.link is None and meeting.format is not MeetingFormat.IN_PERSON
