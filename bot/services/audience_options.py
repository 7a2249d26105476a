"""What there is to choose from for those who say whom an announcement is for."""

from collections.abc import Mapping
from typing import Final

from bot.domain.announcements import Announcement
from bot.domain.audience import ACTIVE_DAYS, OF_ONE, Filter, Key, MeetingAnswer, RoundAnswer, key_of
from bot.domain.content import Pack
from bot.domain.content_text import Text
from bot.domain.meetings import Meeting, MeetingStatus
from bot.domain.messages import AudiencePick
from bot.domain.people import Person, Role
from bot.domain.policy import access_of, visible

_MEETINGS: Final = 12
"""So many of the last meetings can be chosen from."""


class AudienceOptions:
    """Of one pack."""

    def __init__(self, pack: Pack, languages: tuple[str, ...]) -> None:
        self._pack = pack
        self._languages = languages

    def region_of(self, announcement: Announcement, key: Key) -> str | None:
        """Of the countries that are chosen, where the countries of one are shown."""
        last = announcement.selection.groups[-1].conditions if announcement.selection.groups else ()
        chosen = next((each.values for each in last if key_of(each) == key), ())
        if key.filter is not Filter.COUNTRIES or not chosen:
            return None
        return next((each.id for each in self._pack.regions_of(chosen[0])), None)

    def pick(
        self, author: Person, announcement: Announcement, name: Filter, of: str | None, rounds: Mapping[str, Text]
    ) -> AudiencePick:
        """What there is to choose from for a filter, and what is chosen; `of`: as `AudiencePick` has it; `rounds`: the
        rounds of feedback that can be chosen from, with their titles."""
        key = Key(name, of) if name in OF_ONE and of is not None else Key(name)
        last = announcement.selection.groups[-1].conditions if announcement.selection.groups else ()
        found = next((condition for condition in last if key_of(condition) == key), None)
        values = () if found is None else found.values[0 if key.of is None else 1 :]
        if name in OF_ONE and of is None:
            values = tuple(each.values[0] for each in last if each.filter is name)
        return AudiencePick(
            announcement=announcement.id,
            filter=name,
            of=of,
            options=tuple(rounds) if key == (Filter.ROUND, None) else self._offered(author, announcement, name, of),
            chosen=values,
            excluded=found is not None and found.excluded,
            selection=announcement.selection,
            scope=scope_of(announcement),
        )

    def _offered(self, author: Person, announcement: Announcement, name: Filter, of: str | None) -> tuple[str, ...]:
        within = announcement.scope
        regions = tuple(each.id for each in self._pack.regions if within is None or each.id in within)
        match name:
            case Filter.COUNTRIES if of is not None:
                region = self._pack.region(of)
                return () if region is None else tuple(region.countries)
            case Filter.REGIONS | Filter.COUNTRIES:
                return regions
            case Filter.MEETING if of is not None:
                return tuple(MeetingAnswer)
            case Filter.ROUND:
                return tuple(RoundAnswer)
            case Filter.MEETING:
                seen = visible(self._pack, access_of(author.grants)).meetings
                published = (each for each in seen if each.status is MeetingStatus.PUBLISHED)
                latest = sorted(published, key=lambda meeting: meeting.begins_at(), reverse=True)
                return tuple(each.id for each in latest[:_MEETINGS])
            case _:
                return self.known(name)

    def known(self, name: Filter) -> tuple[str, ...]:
        """The values of a filter, where they depend neither on the author nor on what is looked at."""
        match name:
            case Filter.ROLES:
                return tuple(Role)
            case Filter.REGIONS:
                return tuple(each.id for each in self._pack.regions)
            case Filter.LANGUAGES:
                return self._languages
            case Filter.ACTIVE:
                return tuple(map(str, ACTIVE_DAYS))
            case Filter.COUNTRIES | Filter.MEETING | Filter.ROUND:
                return ()

    def meeting(self, author: Person, meeting: str) -> Meeting | None:
        """A meeting, where its answers can be chosen by this author."""
        return visible(self._pack, access_of(author.grants)).meeting(meeting)


def scope_of(announcement: Announcement) -> tuple[str, ...] | None:
    """The regions beyond which it goes to nobody, in order."""
    return None if announcement.scope is None else tuple(sorted(announcement.scope))
