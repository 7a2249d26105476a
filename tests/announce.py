"""Announcements that are on their way, for tests that need nobody who writes them."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any, Final

from sqlalchemy import create_engine, insert

from bot.domain.announcements import Announcement, Content, Timing
from bot.domain.audience import Condition, Filter, Group, Selection
from bot.domain.content import Pack
from bot.domain.people import Grant, Person, Role
from bot.services.announcing import Announcing
from bot.services.drafting import Drafting
from storage.database import Database
from storage.tables import grants, people

LANGUAGES: Final = ("en", "fr", "ar", "ru", "es", "pt")
TEXTS: Final[Mapping[str, str]] = {
    "en": "The meeting has <b>moved</b>.",
    "fr": "La réunion est <b>déplacée</b>.",
    "ar": "تم <b>نقل</b> الاجتماع.",
    "ru": "Совещание <b>перенесено</b>.",
    "es": "La reunión se ha <b>trasladado</b>.",
    "pt": "A reunião foi <b>deslocada</b>.",
}
AUTHOR: Final = 900
"""Their Telegram id."""


def those_who_are(role: Role) -> Selection:
    return Selection(groups=(Group(conditions=(Condition(filter=Filter.ROLES, values=(role.value,)),)),))


FOCAL_POINTS: Final = those_who_are(Role.NFP)
PACK: Final = Pack(default_language="en", timezone="UTC")
_PORTION: Final = 5000


async def add_author(database: Database, at: datetime, telegram_id: int = AUTHOR) -> Person:
    """An administrator, who is no reader."""
    async with database.unit_of_work() as uow:
        person = await uow.people.add(telegram_id, "en", at)
        await uow.grants.give(person.id, Grant(Role.ADMINISTRATOR), at, by=None, confirm_by=at + timedelta(days=365))
        found = await uow.people.find(person.id, at)
        await uow.commit()
    assert found is not None
    return found


def add_readers(path: Path, first: int, count: int, at: datetime, *, role: Role = Role.NFP, **columns: Any) -> None:
    """People with these Telegram ids, in all languages by turns, of no known zone, unless `columns` says more of them;
    written past the services, since there may be many."""
    engine = create_engine(f"sqlite:///{path}")
    with engine.begin() as connection:
        for start in range(0, count, _PORTION):
            numbers = range(first + start, first + min(start + _PORTION, count))
            connection.execute(insert(people), [{**_person(number, at), **columns} for number in numbers])
            connection.execute(insert(grants), [_grant(number, role, at) for number in numbers])
    engine.dispose()


async def begin(
    database: Database,
    author: Person,
    at: datetime,
    content: Content | None = None,
    *,
    timing: Timing | None = None,
    selection: Selection = FOCAL_POINTS,
) -> int:
    """Announce this (without anything else: a text in each language) now; its id."""
    async with database.unit_of_work() as uow:
        drafting = Drafting(uow, PACK, at)
        draft = await drafting.begin(author)
        written = await drafting.change(
            draft, content=content or Content(texts=dict(TEXTS)), selection=selection, timing=timing
        )
        begun = await Announcing(uow, drafting, PACK, at, approval_above=0).begin(written, author.pseudonym)
        await uow.commit()
    return begun.id


async def get(database: Database, announcement_id: int) -> Announcement:
    async with database.unit_of_work() as uow:
        found = await uow.announcements.get(announcement_id)
    assert found is not None
    return found


def _person(number: int, at: datetime) -> dict[str, Any]:
    return {
        "id": number,
        "telegram_id": number,
        "language": LANGUAGES[number % len(LANGUAGES)],
        "language_chosen": True,
        "second_language": None,
        "country": None,
        "zone": None,
        "region": None,
        "name": None,
        "pseudonym": f"p{number:015}",
        "stopped": "",
        "unreachable_since": None,
        "unreachable_told": False,
        "menu_due": False,
        "quiet": None,
        "zone_set_at": None,
        "added_at": at,
        "seen_at": at,
    }


def _grant(number: int, role: Role, at: datetime) -> dict[str, Any]:
    return {
        "person_id": number,
        "role": role.value,
        "country": "GE",
        "region": "",
        "meeting": "",
        "granted_at": at,
        "granted_by": None,
        "expires_at": None,
        "confirm_by": at + timedelta(days=365),
        "asked": 0,
    }
