"""People of every role before a real database, and a pack with something hidden from each of them."""

from collections.abc import AsyncIterator, Iterable, Iterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import fields, replace
from datetime import UTC, datetime
from itertools import product
from pathlib import Path
from typing import Any, Final

from bot import app
from bot.domain.actions import ACTIONS, Action
from bot.domain.actions_answers import CARD, NOTE
from bot.domain.attendance import Answer, Detail
from bot.domain.content import Pack
from bot.domain.content_parts import Audience, Visibility
from bot.domain.content_text import Text
from bot.domain.exchange import (
    Button,
    Command,
    Content,
    DocumentPart,
    Press,
    Reachability,
    Reply,
    Request,
    Shared,
    Toast,
)
from bot.domain.exchange import Text as Said
from bot.domain.meetings import MeetingStatus, Mode
from bot.domain.people import Grant, Person, Role
from bot.domain.policy import Access, access_of, visible
from bot.domain.tallies import Group
from bot.questions.topics import TOPICS
from bot.services.readers import reader_of
from bot.services.roles import Roles
from bot.services.routing import On, OnButton, OnCommand, Route, carry_out
from storage.cipher import Cipher, new_key
from storage.database import Database
from tests.databases import make_tables

NOW: Final = datetime(2023, 4, 17, 9, tzinfo=UTC)
MESSAGE: Final = 77
"""The message that carries each pressed button."""

WHO: Final[dict[str, tuple[Grant, ...]]] = {
    "guest": (),
    "nfp": (Grant(Role.NFP, country="GE"),),
    "secretariat": (Grant(Role.SECRETARIAT, region="seee"),),
    "coordination": (Grant(Role.SECRETARIAT),),
    "organizer-of-one": (Grant(Role.ORGANIZER, meeting="webinar-2023"),),
    "organizer": (Grant(Role.ORGANIZER),),
    "translator": (Grant(Role.TRANSLATOR),),
    "administrator": (Grant(Role.ADMINISTRATOR),),
}
"""Somebody of each role."""


def guarded_pack() -> Pack:
    """The demonstration's, in which one meeting is for another country, one a draft, and one region and one entry of
    the FAQ are for members."""
    pack = app.pack_named("demo")
    known = {meeting.id: meeting for meeting in pack.meetings}
    brussels = known["brussels-2023"]
    meetings = (
        known["webinar-2023"],
        known["tbilisi-2023"],
        brussels.model_copy(update={"audience": Audience(countries=("KZ",))}),
        brussels.model_copy(
            update={
                "id": "drafted-2023",
                "title": Text({"en": "A meeting that is being drafted"}),
                "visibility": Visibility.PUBLIC,
                "status": MeetingStatus.DRAFT,
            }
        ),
    )
    closed = {"visibility": Visibility.MEMBERS}
    return pack.model_copy(
        update={
            "meetings": meetings,
            "regions": tuple(each.model_copy(update=closed) if each.id == "ca" else each for each in pack.regions),
            "faq": tuple(each.model_copy(update=closed) if each.id == "unicri" else each for each in pack.faq),
        }
    )


class Stand:
    """Carries out what people do, as the gateway does, and puts the replies into words."""

    def __init__(self, database: Database, pack: Pack) -> None:
        self.database = database
        self.pack = pack
        self.people: dict[str, Person] = {}
        self._known = app.knowledge()
        self._workshop = self._known.workshop(pack, lambda: "nfp_bot")

    async def introduce(self) -> None:
        async with self.database.unit_of_work() as uow:
            for number, (name, grants) in enumerate(WHO.items(), 1001):
                added = await uow.people.add(number, "en", NOW)
                await uow.people.choose_language(added.id, "en")
                await uow.people.set_country(added.id, "GE", "Asia/Tbilisi", NOW)
                for grant in grants:
                    await Roles(uow, NOW).give(added, grant, by=None)
                person = await uow.people.find(added.id, NOW)
                assert person is not None
                self.people[name] = person
            await uow.commit()

    async def does(self, who: str, route: Route, content: Content) -> tuple[bool, Sequence[Reply]]:
        """Whether the route's handler was run, and the replies; nothing of it is kept."""
        ran = False

        async def watched(request: Request, services: Any) -> Sequence[Reply]:
            nonlocal ran
            ran = True
            return await route.handler(request, services)

        person = self.people[who]
        request = Request(1, person, person.telegram_id, True, content, MESSAGE, "Somebody")
        async with self.database.unit_of_work() as uow:
            replies = await carry_out(replace(route, handler=watched), request, self._workshop.services(uow, NOW))
        return ran, replies

    def told(self, who: str, replies: Sequence[Reply]) -> str:
        """All that the replies show, and what their buttons carry."""
        person = self.people[who]
        said: list[str] = []
        for reply in replies:
            reader = reader_of(person, None if isinstance(reply, Toast) else reply.language)
            rendered = self._known.renderer.render(reply.message, reader, self.pack, NOW)
            for part in rendered.parts:
                buttons = [button for row in getattr(part, "buttons", ()) for button in row]
                said.append(_shown(part, buttons))
        return "\n".join(said)

    def access(self, who: str) -> Access:
        return access_of(self.people[who].grants)


def _shown(part: Any, buttons: Iterable[Button]) -> str:
    # What a file holds, its own tests look at.
    words = repr(replace(part, content=b"")) if isinstance(part, DocumentPart) else repr(part)
    return "\n".join((words, *(repr(button) for button in buttons)))


@asynccontextmanager
async def stand(folder: Path) -> AsyncIterator[Stand]:
    database = Database(f"sqlite+aiosqlite:///{folder}/bot.sqlite3", Cipher(new_key()))
    try:
        await make_tables(database)
        made = Stand(database, guarded_pack())
        await made.introduce()
        yield made
    finally:
        await database.close()


def row_of(on: OnCommand | OnButton | On) -> str:
    """What the table calls a route."""
    match on:
        case OnCommand(name):
            return f"/{name}"
        case OnButton(action):
            return f"[{action.kind}]"
        case On():
            return on.name.lower()


def contents(route: Route) -> Iterator[Content]:
    """What somebody may send to come to this route: buttons with whatever may stand in their fields."""
    match route.on:
        case OnCommand(name):
            yield Command(name, "")
            yield Command(name, "guessed")
        case OnButton(action):
            for value in ("0", "1", "99999999999999999999", "GE", "seee", "brussels-2023", "all", "-"):
                yield Press(action(*[value] * len(fields(action))), MESSAGE)
        case On.TEXT:
            yield Said("when is the Brussels meeting?")
        case On.SHARED:
            yield Shared("contact")
        case On.REACHABILITY:
            yield Reachability(True)
        case On.UNKNOWN_COMMAND:
            yield Command("nothing", "")
        case On.UNKNOWN_BUTTON:
            yield Press(None, MESSAGE)


_SAYS: Final[dict[str, tuple[str, ...]]] = {
    "topic": (*(topic.name for topic in TOPICS), "meeting.nothing", "region", "roadmap."),
    "role": tuple(Role),
    "answer": tuple(Answer),
    "on": (CARD, NOTE),
    "party": ("0", "2"),
    "detail": tuple(Detail),
    "decision": ("granted", "refused"),
    "door": ("open", "pack"),
    "group": tuple(Group),
    "mode": tuple(Mode),
}
"""What a field of this name can hold besides an id."""


def naming(entry: str) -> Iterator[Action]:
    """Every button that can be made to name an entry of the pack."""
    for action in ACTIONS:
        names = [field.name for field in fields(action)]
        if names:
            for values in product(*(_SAYS.get(name, (entry,)) for name in names)):
                yield action(*values)


def ids(pack: Pack) -> set[str]:
    """The ids of all that a pack holds."""
    found: set[str] = set()
    for part in _parts(pack.model_dump(mode="json")):
        if isinstance(part, dict) and isinstance(part.get("id"), str):
            found.add(part["id"])
    return found


def hidden_words(pack: Pack, access: Access) -> set[str]:
    """Texts and addresses of the pack that a reader may not see, and that stand nowhere in what they may."""
    seen = _words(visible(pack, access))
    together = "\n".join(seen)
    return {words for words in _words(pack) - seen if words not in together}


def _words(pack: Pack) -> set[str]:
    found = (part for part in _parts(pack.model_dump(mode="json")) if isinstance(part, str))
    return {part for part in found if len(part) >= 10 and (" " in part or "://" in part)}


def _parts(value: Any) -> Iterator[Any]:
    yield value
    inner = value.values() if isinstance(value, dict) else value if isinstance(value, list | tuple) else ()
    for part in inner:
        yield from _parts(part)
