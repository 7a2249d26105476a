"""People, as they are now."""

from collections.abc import Collection, Iterable
from datetime import datetime, timedelta
from secrets import token_hex
from typing import Any, Final

from sqlalchemy import Select, and_, bindparam, func, insert, or_, select, update

from bot.domain.people import Person, Subscription
from bot.domain.quiet import DEFAULT, Quiet
from storage import dialect
from storage.cipher import Cipher
from storage.connections import Connection
from storage.grants import grant_of
from storage.tables import access_requests, facts, grants, people

_IN_FORCE: Final = and_(
    grants.c.confirm_by > bindparam("at"), or_(grants.c.expires_at.is_(None), grants.c.expires_at > bindparam("at"))
)
_KNOWN: Final = (
    select(
        people,
        grants.c.role,
        grants.c.meeting,
        grants.c.country.label("grant_country"),
        grants.c.region.label("grant_region"),
    )
    .outerjoin(grants, and_(grants.c.person_id == people.c.id, _IN_FORCE))
    .order_by(grants.c.granted_at, grants.c.id)
)
_BY_ID: Final = _KNOWN.where(people.c.id == bindparam("which"))
_BY_TELEGRAM: Final = _KNOWN.where(people.c.telegram_id == bindparam("which"))
_MEMBERS: Final = (
    select(people.c.telegram_id)
    .join(grants, grants.c.person_id == people.c.id)
    .where(people.c.telegram_id.in_(bindparam("among", expanding=True)), _IN_FORCE)
)
_AT_ONCE: Final = 10_000
"""Ids of one query: no database takes any number of them."""

_SEEN_EVERY: Final = timedelta(days=1)
"""How exactly it is kept when somebody has written last."""

_MENUS: Final = "menus"
"""The fact that stands for what menus can say."""

# From one zone to the next by the index, so that it costs as much as there are zones, and not people.
_first: Final = select(func.min(people.c.zone).label("zone")).cte(recursive=True)
_following: Final = (
    select(func.min(people.c.zone)).where(people.c.zone > _first.c.zone).correlate(_first).scalar_subquery()
)
_each: Final = _first.union_all(select(_following).where(_first.c.zone.is_not(None)))
_ZONES: Final = select(_each.c.zone).where(_each.c.zone.is_not(None))

_SEEN: Final = (
    update(people)
    .where(people.c.id == bindparam("who"), people.c.seen_at < bindparam("earlier"))
    .values(seen_at=bindparam("now"))
)


class SqlPeople:
    """`ports.People` over one transaction."""

    def __init__(self, connection: Connection, cipher: Cipher) -> None:
        self._connection = connection
        self._cipher = cipher

    async def find(self, person_id: int, at: datetime) -> Person | None:
        return await self._one(_BY_ID, person_id, at)

    async def by_telegram(self, telegram_id: int, at: datetime) -> Person | None:
        return await self._one(_BY_TELEGRAM, telegram_id, at)

    async def members(self, among: Collection[int], at: datetime) -> set[int]:
        return set((await self._connection.execute(_MEMBERS, {"among": list(among), "at": at})).scalars())

    async def add(self, telegram_id: int, language: str, at: datetime, *, menu_due: bool = False) -> Person:
        pseudonym = token_hex(8)
        values = {
            "telegram_id": telegram_id,
            "language": language,
            "language_chosen": False,
            "pseudonym": pseudonym,
            "stopped": "",
            "menu_due": menu_due,
            "unreachable_told": False,
            "added_at": at,
            "seen_at": at,
        }
        added = await self._connection.execute(insert(people).values(**values).returning(people.c.id))
        return Person(added.scalar_one(), telegram_id, language, language_chosen=False, pseudonym=pseudonym)

    async def choose_language(self, person_id: int, language: str) -> None:
        await self._set(person_id, language=language, language_chosen=True, menu_due=True)

    async def set_second_language(self, person_id: int, language: str | None) -> None:
        await self._set(person_id, second_language=language)

    async def set_country(self, person_id: int, country: str, zone: str | None, at: datetime) -> None:
        await self._set(person_id, country=country, zone=zone, zone_set_at=at, region=None)

    async def set_zone(self, person_id: int, zone: str, at: datetime) -> None:
        await self._set(person_id, zone=zone, zone_set_at=at)

    async def zones(self) -> list[str | None]:
        unknown = await self._connection.scalar(select(people.c.id).where(people.c.zone.is_(None)).limit(1))
        known = list((await self._connection.execute(_ZONES)).scalars())
        return known if unknown is None else [None, *known]

    async def zone_set_since(self, after: datetime) -> list[int]:
        # Sorted here: asked for in the order of ids, SQLite reads all people instead of the index.
        since = select(people.c.id).where(people.c.zone_set_at > after)
        return sorted((await self._connection.execute(since)).scalars())

    async def set_quiet(self, person_id: int, quiet: Quiet) -> None:
        await self._set(person_id, quiet=None if quiet == DEFAULT else str(quiet))

    async def set_region(self, person_id: int, region: str) -> None:
        await self._set(person_id, region=region)

    async def set_name(self, person_id: int, name: str | None) -> None:
        await self._set(person_id, name=self._cipher.seal_words(name))

    async def tidy_names(self) -> int:
        asking = select(access_requests.c.person_id).where(access_requests.c.state == "open")
        dropped = await self._connection.execute(
            update(people)
            .where(
                people.c.name.is_not(None), people.c.id.not_in(select(grants.c.person_id)), people.c.id.not_in(asking)
            )
            .values(name=None)
        )
        return dropped.rowcount

    async def names(self, person_ids: Iterable[int]) -> dict[int, str]:
        found: dict[int, str] = {}
        wanted = list(person_ids)
        for start in range(0, len(wanted), _AT_ONCE):
            some = wanted[start : start + _AT_ONCE]
            rows = await self._connection.execute(
                select(people.c.id, people.c.name).where(people.c.id.in_(some), people.c.name.is_not(None))
            )
            opened = ((row.id, self._cipher.open_words(row.name)) for row in rows.all())
            found.update((person_id, name) for person_id, name in opened if name is not None)
        return found

    async def who_stopped(self, subscription: Subscription) -> set[int]:
        some = select(people.c.id, people.c.stopped).where(people.c.stopped != "")
        rows = await self._connection.execute(some)
        return {row.id for row in rows if subscription in row.stopped.split()}

    async def set_stopped(self, person_id: int, stopped: Iterable[Subscription]) -> None:
        await self._set(person_id, stopped=" ".join(sorted(stopped)))

    async def set_unreachable(self, person_id: int, since: datetime | None) -> None:
        if since is None:
            # While they were away, their menu may have been given up.
            await self._set(person_id, unreachable_since=None, unreachable_told=False, menu_due=True)
        else:
            await self._set(person_id, unreachable_since=func.coalesce(people.c.unreachable_since, since))

    async def unreachable_untold(self, before: datetime) -> list[int]:
        holds = select(grants.c.id).where(grants.c.person_id == people.c.id).exists()
        away = people.c.unreachable_since <= before
        untold = select(people.c.id).where(away, people.c.unreachable_told.is_(False), holds).order_by(people.c.id)
        return list((await self._connection.execute(untold)).scalars())

    async def note_unreachable_told(self, person_id: int) -> None:
        await self._set(person_id, unreachable_told=True)

    async def seen(self, person_id: int, at: datetime) -> None:
        await self._connection.execute(_SEEN, {"who": person_id, "now": at, "earlier": at - _SEEN_EVERY})

    async def idle_guests(self, before: datetime, limit: int) -> list[int]:
        idle = select(people.c.id).where(people.c.seen_at < before, people.c.id.not_in(select(grants.c.person_id)))
        return list((await self._connection.execute(idle.order_by(people.c.seen_at).limit(limit))).scalars())

    async def menus_due(self, limit: int, besides: Collection[int]) -> list[int]:
        due = select(people.c.id).where(
            people.c.menu_due, people.c.unreachable_since.is_(None), people.c.id.not_in(list(besides))
        )
        return list((await self._connection.execute(due.order_by(people.c.id).limit(limit))).scalars())

    async def menu_set(self, person_id: int) -> None:
        await self._set(person_id, menu_due=False)

    async def all_menus_due(self, told: str) -> bool:
        if await self._connection.scalar(select(facts.c.value).where(facts.c.name == _MENUS)) == told:
            return False
        noted = dialect.insert(facts).values(name=_MENUS, value=told)
        await self._connection.execute(noted.on_conflict_do_update(index_elements=[facts.c.name], set_={"value": told}))
        members = select(grants.c.person_id)
        await self._connection.execute(
            update(people).where(or_(people.c.language_chosen, people.c.id.in_(members))).values(menu_due=True)
        )
        return True

    async def _set(self, person_id: int, **values: Any) -> None:
        await self._connection.execute(update(people).where(people.c.id == person_id).values(**values))

    async def _one(self, known: Select[Any], which: int, at: datetime) -> Person | None:
        rows = (await self._connection.execute(known, {"which": which, "at": at})).all()
        if not rows:
            return None
        person = rows[0]
        return Person(
            id=person.id,
            telegram_id=person.telegram_id,
            language=person.language,
            language_chosen=person.language_chosen,
            second_language=person.second_language,
            country=person.country,
            zone=person.zone,
            region=person.region,
            grants=tuple(
                grant_of(row.role, row.grant_country, row.grant_region, row.meeting) for row in rows if row.role
            ),
            pseudonym=person.pseudonym,
            stopped=frozenset(map(Subscription, person.stopped.split())),
            unreachable_since=person.unreachable_since,
            quiet=DEFAULT if person.quiet is None else Quiet.read(person.quiet),
        )
