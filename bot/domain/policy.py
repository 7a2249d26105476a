"""Who may see what. Every answer is made from what `visible` leaves, and every act asks here."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import Enum, auto
from typing import Final, assert_never

from bot.domain.attendance import Circle
from bot.domain.content import Pack
from bot.domain.content_parts import Audience, Visibility
from bot.domain.meetings import Meeting, MeetingStatus
from bot.domain.people import AccessRequest, Grant, Person, Role, Subscription

_SEES_EVERY_MEETING: Final = frozenset({Role.ADMINISTRATOR, Role.TRANSLATOR})
_SEES_EVERY_MEETING_UNLESS_SCOPED: Final = frozenset({Role.SECRETARIAT, Role.ORGANIZER})


class Right(Enum):
    """What a command or a button needs. Whoever it is about, and what it touches, is asked beside it (`may_give` …)."""

    PUBLIC = auto()
    """Open to everybody: what they see passes `visible`."""
    MEMBERSHIP = auto()
    """For whoever holds a role."""
    ACCESS = auto()
    """Looking after access: inviting, deciding on requests, taking roles away."""
    ORGANIZING = auto()
    """Seeing who comes to a meeting, and looking after that; which meeting, `may_organize` tells."""
    ANNOUNCING = auto()
    """Announcing to members; to which, `bot.domain.audience.announces_within` tells."""
    ASKING = auto()
    """Asking members for feedback; whom, `announces_within` tells."""
    REVIEWING = auto()
    """Looking over what people meant by their questions; whose, `may_review` tells."""


_HOLDERS: Final[Mapping[Right, frozenset[Role] | None]] = {
    Right.PUBLIC: None,
    Right.MEMBERSHIP: frozenset(Role),
    Right.ACCESS: frozenset({Role.ADMINISTRATOR, Role.SECRETARIAT}),
    Right.ORGANIZING: frozenset({Role.ADMINISTRATOR, Role.SECRETARIAT, Role.ORGANIZER}),
    Right.ANNOUNCING: frozenset({Role.ADMINISTRATOR, Role.SECRETARIAT}),
    Right.ASKING: frozenset({Role.ADMINISTRATOR, Role.SECRETARIAT}),
    Right.REVIEWING: frozenset({Role.ADMINISTRATOR, Role.SECRETARIAT}),
}
"""Right → the roles that have it; none: no role is needed."""

_SENT_FOR: Final[Mapping[Subscription, Right]] = {
    Subscription.NOTICES: Right.ACCESS,
    Subscription.REMINDERS: Right.MEMBERSHIP,
    Subscription.HOURS: Right.MEMBERSHIP,
    Subscription.ANSWERS: Right.MEMBERSHIP,
    Subscription.CHANGES: Right.MEMBERSHIP,
    Subscription.ANNOUNCEMENTS: Right.MEMBERSHIP,
    Subscription.FEEDBACK: Right.MEMBERSHIP,
}
"""Messages that come unasked to those alone who have a right."""


@dataclass(frozen=True)
class Access:
    """What a reader's grants amount to; equal for readers who see the same."""

    roles: frozenset[Role] = frozenset()
    countries: frozenset[str] = frozenset()
    regions: frozenset[str] = frozenset()
    meetings: frozenset[str] = frozenset()
    """Those that they organize."""
    everywhere: bool = False
    """Sees meetings whatever their audience: administrators, translators, organizers of all, the coordination."""

    @property
    def member(self) -> bool:
        return bool(self.roles)


GUEST = Access()
EVERYTHING = Access(roles=frozenset(Role), everywhere=True)
"""Of nobody in particular: all that any member may see."""


def access_of(grants: Iterable[Grant]) -> Access:
    """The access that grants give together."""
    grants = tuple(grants)
    return Access(
        roles=frozenset(grant.role for grant in grants),
        countries=frozenset(grant.country for grant in grants if grant.country),
        regions=frozenset(grant.region for grant in grants if grant.region),
        meetings=frozenset(grant.meeting for grant in grants if grant.meeting),
        everywhere=any(
            grant.role in _SEES_EVERY_MEETING
            or (grant.role in _SEES_EVERY_MEETING_UNLESS_SCOPED and grant.region is None and grant.meeting is None)
            for grant in grants
        ),
    )


def visible(pack: Pack, access: Access) -> Pack:
    """The part of the pack that a reader may see: no drafts, members' parts for members, meetings by audience."""
    return pack.model_copy(
        update={
            "regions": tuple(region for region in pack.regions if _sees(region.visibility, access)),
            "meetings": tuple(meeting for meeting in pack.meetings if _sees_meeting(pack, meeting, access)),
            "roadmaps": tuple(roadmap for roadmap in pack.roadmaps if _sees(roadmap.visibility, access)),
            "faq": tuple(entry for entry in pack.faq if _sees(entry.visibility, access)),
            "feedback": pack.feedback if access.member else (),
        }
    )


def may(access: Access, right: Right) -> bool:
    """Whether somebody may use what needs this right."""
    holders = _HOLDERS[right]
    return holders is None or bool(access.roles & holders)


def holders_of(right: Right) -> frozenset[Role]:
    """The roles that have a right; for one that needs none, all."""
    holders = _HOLDERS[right]
    return frozenset(Role) if holders is None else holders


def subscriptions_of(access: Access) -> tuple[Subscription, ...]:
    """What somebody may be sent unasked, and so may stop, in order."""
    return tuple(each for each in Subscription if may(access, _SENT_FOR.get(each, Right.PUBLIC)))


def may_give(giver: Iterable[Grant], grant: Grant, pack: Pack) -> bool:
    """Whether whoever holds these grants may give this one, and take it away: administrators any; a secretariat that
    of an NFP of a country in its region (by the whole `pack`), the coordination that of any NFP."""
    return any(_may_give(held, grant, pack) for held in giver)


def needs_second(grant: Grant) -> bool:
    """Whether an administrator other than the one who gives this grant has to confirm it."""
    return grant.role is not Role.NFP


def may_decide(decider: Person, request: AccessRequest, pack: Pack) -> bool:
    """Whether somebody may approve or refuse a request: one they could give, that is neither their own nor, where a
    second one has to look at it, of their own invitation."""
    return (
        decider.id != request.person_id
        and not (needs_second(request.grant) and decider.id == request.invited_by)
        and may_give(decider.grants, request.grant, pack)
    )


def may_review(reviewer: Iterable[Grant], country: str | None, pack: Pack) -> bool:
    """Whether whoever holds these grants may read what somebody of this country has asked, and what they meant: those
    who look after its focal points; where the country is not known, the coordination and administrators."""
    return may_give(reviewer, Grant(Role.NFP, country=country), pack)


def _may_give(held: Grant, grant: Grant, pack: Pack) -> bool:
    match held.role:
        case Role.ADMINISTRATOR:
            return True
        case Role.SECRETARIAT:
            return grant.role is Role.NFP and (
                held.region is None or held.region in {region.id for region in pack.regions_of(grant.country or "")}
            )
        case Role.NFP | Role.ORGANIZER | Role.TRANSLATOR:
            return False
        case _:
            assert_never(held.role)


def may_organize(organizer: Iterable[Grant], meeting: Meeting) -> bool:
    """Whether whoever holds these grants sees who comes to a meeting, and looks after that: its organizers, the
    coordination, administrators, and a secretariat where the meeting is for its region alone."""
    return any(organizing_distance(held, meeting) is not None for held in organizer)


def organizing_distance(held: Grant, meeting: Meeting) -> int | None:
    """How far whoever holds a grant stands from a meeting that they may look after: 0 is nearest; none where they may
    not."""
    match held.role:
        case Role.ORGANIZER:
            return {meeting.id: 0, None: 1}.get(held.meeting)
        case Role.SECRETARIAT:
            own = held.region is None or set(meeting.audience.regions) == {held.region}
            return 2 if own else None
        case Role.ADMINISTRATOR:
            return 3
        case Role.NFP | Role.TRANSLATOR:
            return None
        case _:
            assert_never(held.role)


def may_show(shower: Iterable[Grant], meeting: Meeting) -> bool:
    """Whether whoever holds these grants may show a meeting before all in a group: those who may organize it, and
    where it is public any member."""
    grants = tuple(shower)
    return may_organize(grants, meeting) or (bool(grants) and meeting.visibility is Visibility.PUBLIC)


def shown_in_groups(pack: Pack, shower: Iterable[Grant], now: datetime) -> list[Meeting]:
    """The meetings to come of what somebody sees, that they may show before all; soonest first."""
    grants = tuple(shower)
    found = (
        meeting
        for meeting in pack.meetings
        if meeting.status is MeetingStatus.PUBLISHED and meeting.over_at() > now and may_show(grants, meeting)
    )
    return sorted(found, key=lambda meeting: (meeting.begins_at(), meeting.id))


def concerned_by(circle: Circle, grants: Iterable[Grant]) -> bool:
    """Whether whoever holds these grants is within the circle."""
    return any(
        grant.role in circle.roles
        and (circle.countries is None or grant.country in circle.countries)
        and (circle.regions is None or grant.region in circle.regions or grant.country in circle.of_regions)
        for grant in grants
    )


def may_see_link(access: Access) -> bool:
    """Whether a reader is shown how to join a meeting remotely."""
    return access.member


def _sees(visibility: Visibility, access: Access) -> bool:
    return visibility is Visibility.PUBLIC or access.member


def _sees_meeting(pack: Pack, meeting: Meeting, access: Access) -> bool:
    if meeting.status is MeetingStatus.DRAFT:
        return False
    if meeting.visibility is Visibility.PUBLIC:
        return True
    return access.member and (
        access.everywhere or meeting.id in access.meetings or _in_audience(pack, meeting.audience, access)
    )


def _in_audience(pack: Pack, audience: Audience, access: Access) -> bool:
    regions = access.regions | {region.id for country in access.countries for region in pack.regions_of(country)}
    return (
        (not audience.regions or bool(regions & set(audience.regions)))
        and (not audience.countries or bool(access.countries & set(audience.countries)))
        and (not audience.roles or bool(access.roles & set(audience.roles)))
    )
