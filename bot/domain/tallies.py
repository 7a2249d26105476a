"""Who comes to a meeting, in numbers: answers by what has come of them, by region and by language."""

from collections import Counter
from collections.abc import Iterable, Mapping
from enum import StrEnum
from typing import Final

from pydantic import BaseModel, ConfigDict

from bot.domain.attendance import Answer, Circle, Count, Seat
from bot.domain.content import Pack
from bot.domain.meetings import Mode
from bot.domain.people import Role


class Group(StrEnum):
    """Where somebody stands."""

    IN_PERSON = "in_person"
    ONLINE = "online"
    WAITING = "waiting"
    OFFERED = "offered"
    UNSURE = "unsure"
    DECLINED = "declined"
    LAPSED = "lapsed"
    SILENT = "silent"
    """Not answered, and can be written to."""
    UNREACHABLE = "unreachable"
    """Not answered, and has blocked the bot or left Telegram."""
    LATE = "late"
    """Wants to answer after the deadline, and waits for an organizer's word."""


_COMING: Final = (Answer.IN_PERSON, Answer.ONLINE)

ANSWERED: Final[Mapping[Group, tuple[tuple[Answer, Seat], ...]]] = {
    Group.IN_PERSON: ((Answer.IN_PERSON, Seat.TAKEN),),
    Group.ONLINE: ((Answer.ONLINE, Seat.TAKEN),),
    Group.WAITING: tuple((answer, Seat.WAITING) for answer in _COMING),
    Group.OFFERED: tuple((answer, Seat.OFFERED) for answer in _COMING),
    Group.UNSURE: ((Answer.UNSURE, Seat.NONE),),
    Group.DECLINED: ((Answer.NO, Seat.NONE),),
    Group.LAPSED: tuple((answer, Seat.LAPSED) for answer in _COMING),
}
"""The groups of those who have answered: each answer is in one of them."""

_GROUP_OF: Final = {each: group for group, pairs in ANSWERED.items() for each in pairs}


class _Value(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Heads(_Value):
    """So many answers, and the people for whom they stand."""

    answers: int = 0
    people: int = 0


class Share(_Value):
    """A region or a language (`key`; none: no region, or nobody on Telegram): how many people come from there, how
    many answers there are, and how many have given none."""

    key: str | None
    coming: int = 0
    answers: int = 0
    silent: int = 0


class Places(_Value):
    """Room for so many people, and how many have a place or are offered one."""

    room: int
    held: int

    @property
    def left(self) -> int:
        return max(0, self.room - self.held)

    @property
    def over(self) -> int:
        """How many there are too many, after there was room for more."""
        return max(0, self.held - self.room)


class Tally(_Value):
    """All of it. `absent`: countries that are asked for, with nobody on Telegram and no answer; `missed`: reminders
    that had lost their point before they could be sent."""

    groups: dict[Group, Heads] = {}
    regions: tuple[Share, ...] = ()
    languages: tuple[Share, ...] = ()
    places: dict[Mode, Places] = {}
    absent: tuple[str, ...] = ()
    missed: int = 0
    opened: bool | None = None
    """As organizers have set it; none: as the content says."""

    @property
    def answers(self) -> int:
        """How many have answered."""
        return sum(heads.answers for group, heads in self.groups.items() if group in ANSWERED)


def by_group(counts: Iterable[Count]) -> dict[Group, Heads]:
    """The answers, group by group; groups that nobody is in are left out."""
    answers, people = Counter[Group](), Counter[Group]()
    for each in counts:
        if each.answer is not None:
            group = _GROUP_OF[each.answer, each.seat]
            answers[group] += each.answers
            people[group] += each.people
    return {group: Heads(answers=answers[group], people=people[group]) for group in Group if answers[group]}


def by_region(pack: Pack, counts: Iterable[Count]) -> tuple[Share, ...]:
    """In the order of the pack, what belongs to no region last. Whoever belongs to several counts for the one of their
    choice, else for the first."""
    shares = _shares((region_of(pack, each.country, each.region), each) for each in counts)
    return tuple(shares[key] for key in (*(region.id for region in pack.regions), None) if key in shares)


def by_language(counts: Iterable[Count]) -> tuple[Share, ...]:
    """The most spoken first; those who are not on Telegram last."""
    shares = _shares((each.language, each) for each in counts)
    return tuple(
        sorted(shares.values(), key=lambda each: (each.key is None, -each.answers - each.silent, each.key or ""))
    )


def region_of(pack: Pack, country: str | None, chosen: str | None) -> str | None:
    """The one region for which somebody counts; none where their country is in none."""
    own = pack.own_regions((), country, chosen)
    return own[0].id if own else None


def absent_from(pack: Pack, circle: Circle, present: Iterable[str]) -> tuple[str, ...]:
    """The countries that a meeting is for and that are not present, where focal points are asked; in alphabetical order
    of their codes."""
    if Role.NFP not in circle.roles:
        return ()
    named = circle.countries
    if circle.regions is not None:
        named = circle.of_regions if named is None else named & circle.of_regions
    asked = {country for region in pack.regions for country in region.countries} if named is None else named
    return tuple(sorted(asked - set(present)))


def _shares(counts: Iterable[tuple[str | None, Count]]) -> dict[str | None, Share]:
    coming, answers, silent = Counter[str | None](), Counter[str | None](), Counter[str | None]()
    for key, each in counts:
        if each.answer is None:
            silent[key] += each.answers
        else:
            answers[key] += each.answers
            coming[key] += each.people if each.seat is Seat.TAKEN else 0
    return {
        key: Share(key=key, coming=coming[key], answers=answers[key], silent=silent[key])
        for key in answers.keys() | silent.keys()
    }
