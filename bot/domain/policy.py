"""Who may see what. Every answer is made from what `visible` leaves, and every act asks here."""

from collections.abc import Iterable
from dataclasses import dataclass

from bot.domain.content import Pack
from bot.domain.content_parts import Audience, Visibility
from bot.domain.meetings import Meeting, MeetingStatus
from bot.domain.people import Grant, Role

_SEES_EVERY_MEETING = frozenset({Role.ADMINISTRATOR, Role.ORGANIZER, Role.TRANSLATOR})


@dataclass(frozen=True)
class Access:
    """What a reader's grants amount to; equal for readers who see the same."""

    roles: frozenset[Role] = frozenset()
    countries: frozenset[str] = frozenset()
    regions: frozenset[str] = frozenset()
    everywhere: bool = False
    """Sees meetings whatever their audience: administrators, organizers, translators, the coordination."""

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
        everywhere=any(
            grant.role in _SEES_EVERY_MEETING or (grant.role is Role.SECRETARIAT and grant.region is None)
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
    return access.member and (access.everywhere or _in_audience(pack, meeting.audience, access))


def _in_audience(pack: Pack, audience: Audience, access: Access) -> bool:
    regions = access.regions | {region.id for country in access.countries for region in pack.regions_of(country)}
    return (
        (not audience.regions or bool(regions & set(audience.regions)))
        and (not audience.countries or bool(access.countries & set(audience.countries)))
        and (not audience.roles or bool(access.roles & set(audience.roles)))
    )
