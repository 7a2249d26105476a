"""Members by a selection (`bot.domain.audience`): how many, who first, and who of them one is."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Final

from sqlalchemy import ColumnElement, and_, false, func, literal, or_, select

from bot.domain.attendance import Answer, Asked, Seat
from bot.domain.audience import (
    OF_GRANTS,
    Condition,
    Filter,
    Group,
    MeetingAnswer,
    OfMeeting,
    ReaderCount,
    Resolved,
    RoundAnswer,
    Unreached,
)
from bot.domain.people import Role, Subscription
from storage.connections import Connection
from storage.grants import in_force
from storage.invited import answer_of, within
from storage.round_people import answered, is_asked
from storage.tables import grants, people, rsvps

STOPPED: Final = (literal(" ") + people.c.stopped + literal(" ")).contains(f" {Subscription.ANNOUNCEMENTS} ")
"""Those who have stopped announcements."""

REACHABLE: Final = people.c.unreachable_since.is_(None)

_COMING: Final = (Answer.IN_PERSON.value, Answer.ONLINE.value)
_WAITING: Final = (Seat.WAITING.value, Seat.OFFERED.value)


class SqlReaders:
    """`ports.Readers` over one transaction."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    async def counts(self, chosen: Resolved) -> list[ReaderCount]:
        grouped = (people.c.country, people.c.region, people.c.language, people.c.second_language)
        rows = await self._connection.execute(
            select(*grouped, REACHABLE.label("reachable"), STOPPED.label("stopped"), func.count())
            .where(fits(chosen))
            .group_by(*grouped, REACHABLE, STOPPED)
        )
        return [
            ReaderCount(country, region, language, second, bool(reachable), bool(stopped), count)
            for country, region, language, second, reachable, stopped, count in rows.all()
        ]

    async def first(self, chosen: Resolved, limit: int) -> list[int]:
        some = select(people.c.id).where(REACHABLE, ~STOPPED, fits(chosen))
        found = await self._connection.execute(some.order_by(people.c.country, people.c.id).limit(limit))
        return list(found.scalars())

    async def not_reached(self, chosen: Resolved) -> list[Unreached]:
        first_role = (
            select(grants.c.role)
            .where(grants.c.person_id == people.c.id, in_force(chosen.at))
            .order_by(grants.c.granted_at, grants.c.id)
            .limit(1)
            .scalar_subquery()
        )
        rows = await self._connection.execute(
            select(people.c.id, people.c.country, first_role, REACHABLE)
            .where(or_(~REACHABLE, STOPPED), fits(chosen))
            .order_by(people.c.country, people.c.id)
        )
        return [Unreached(person, country, Role(role), bool(stopped)) for person, country, role, stopped in rows.all()]

    async def has(self, chosen: Resolved, person_id: int) -> bool:
        one = select(people.c.id).where(people.c.id == person_id, fits(chosen))
        return await self._connection.scalar(one) is not None


def fits(chosen: Resolved) -> ColumnElement[bool]:
    """Whether a row of `people` is of somebody who is meant."""
    groups = (group for group in chosen.selection.groups if group.conditions or group.everyone)
    return or_(false(), *(and_(*_of_group(group, chosen)) for group in groups))


def _of_group(group: Group, chosen: Resolved) -> Iterator[ColumnElement[bool]]:
    held = [each for each in group.conditions if each.filter in OF_GRANTS and not each.excluded]
    which = [in_force(chosen.at), *(_of_grant(each, chosen) for each in held)]
    if chosen.within is not None:
        which.append(_in_regions(chosen.within, chosen))
    yield _holds(*which)
    for condition in group.conditions:
        if condition in held:
            continue
        if condition.filter in OF_GRANTS:
            found = _holds(in_force(chosen.at), _of_grant(condition, chosen))
        else:
            found = _of_person(condition, chosen)
        yield ~found if condition.excluded else found


def _holds(*which: ColumnElement[bool]) -> ColumnElement[bool]:
    return select(grants.c.id).where(grants.c.person_id == people.c.id, *which).exists()


def _of_grant(condition: Condition, chosen: Resolved) -> ColumnElement[bool]:
    match condition.filter:
        case Filter.ROLES:
            return grants.c.role.in_(condition.values)
        case Filter.COUNTRIES:
            return grants.c.country.in_(condition.values)
        case _:
            return _in_regions(frozenset(condition.values), chosen)


def _in_regions(regions: frozenset[str], chosen: Resolved) -> ColumnElement[bool]:
    countries = {country for region in regions for country in chosen.regions.get(region, ())}
    return or_(grants.c.region.in_(sorted(regions)), grants.c.country.in_(sorted(countries)))


def _of_person(condition: Condition, chosen: Resolved) -> ColumnElement[bool]:
    match condition.filter:
        case Filter.LANGUAGES:
            return people.c.language.in_(condition.values)
        case Filter.ACTIVE:
            return people.c.seen_at >= chosen.at - timedelta(days=int(condition.values[0]))
        case Filter.ROUND:
            round_id, *answers = condition.values
            asked = chosen.rounds.get(round_id)
            return (
                false() if asked is None else or_(false(), *(_said(round_id, asked, each, chosen) for each in answers))
            )
        case _:
            meeting, *answers = condition.values
            of = chosen.meetings.get(meeting)
            return false() if of is None else or_(false(), *(_answered(meeting, of, each, chosen) for each in answers))


def _said(round_id: str, asked: Asked, answer: str, chosen: Resolved) -> ColumnElement[bool]:
    match RoundAnswer(answer):
        case RoundAnswer.ANSWERED:
            return answered(round_id)
        case RoundAnswer.SILENT:
            return and_(~answered(round_id), is_asked(asked, chosen.at))


def _answered(meeting: str, of: OfMeeting, answer: str, chosen: Resolved) -> ColumnElement[bool]:
    theirs = select(rsvps.c.id).where(answer_of(meeting, of.days))
    match MeetingAnswer(answer):
        case MeetingAnswer.SILENT:
            return and_(~theirs.exists(), within(of.circle, chosen.at))
        case MeetingAnswer.WAITING:
            return theirs.where(rsvps.c.answer.in_(_COMING), rsvps.c.seat.in_(_WAITING)).exists()
        case MeetingAnswer.IN_PERSON | MeetingAnswer.ONLINE:
            return theirs.where(rsvps.c.answer == answer, rsvps.c.seat == Seat.TAKEN.value).exists()
        case MeetingAnswer.UNSURE | MeetingAnswer.NO:
            return theirs.where(rsvps.c.answer == answer).exists()
