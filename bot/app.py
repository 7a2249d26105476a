"""The one place that builds everything: the bot, the simulated Telegram, and both together."""

import asyncio
import contextlib
import logging
import os
import secrets
import signal
import tempfile
import threading
from collections.abc import AsyncIterator, Callable, Iterable, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import Final

from bot import cldr
from bot.clock import Clock, MovableClock, SystemClock
from bot.config import Settings
from bot.domain.audit import OPERATOR, Act, Anchor, Entry, Row, flaws
from bot.domain.content import Pack
from bot.domain.content_changes import difference
from bot.domain.errors import SetupError, UsageError
from bot.domain.exchange import DocumentPart
from bot.domain.messages import InviteWorkbook
from bot.domain.messages_access import CountryLink
from bot.domain.people import Grant, Role
from bot.domain.policy import EVERYTHING, GUEST
from bot.domain.retention import TIDY_EVERY
from bot.gateway import connection
from bot.gateway.connection import Profile
from bot.gateway.inbound import Inbound
from bot.gateway.intake import Intake
from bot.gateway.menus import TelegramMenus
from bot.gateway.outbound import TelegramSender
from bot.gateway.pacing import Pacer, Rates
from bot.jobs import Job, scheduler
from bot.ports import Reader, UnitOfWork
from bot.questions.countries import Countries
from bot.questions.lexicon import load_lexicons
from bot.render.check import check_catalogues
from bot.render.invite_files import qr
from bot.render.languages import Names, read_languages
from bot.render.renderer import MessageRenderer
from bot.services import invitations
from bot.services.agenda import next_due
from bot.services.container import Workshop
from bot.services.content_import import Import, Version, compare, history
from bot.services.delivery import Delivery, backoff, resend_up_to
from bot.services.inquiry import Inquiry
from bot.services.inviting import suggested_language
from bot.services.library import Library
from bot.services.menus import LOOK, MenuKeeper
from bot.services.roles import Roles
from bot.services.upkeep import tidy
from bot.services.zones import Zones
from bot.simulator.server import SimulatorServer
from bot.simulator.world import World
from handlers.routes import ROUTES
from storage.cipher import Cipher, new_key
from storage.country_lists import read_country_list
from storage.database import Database
from storage.lock import only_process
from storage.packs.pack_files import read_pack, write_pack

LOCALES: Final = Path(__file__).parent.parent / "locales"
DEMONSTRATION: Final = "demo"
"""The sample pack with the demonstration overlay."""

_NOTICE: Final = 2.0
"""Seconds between looks for a pack that another process imported."""

_STOP_WITHIN: Final = 3.0
_END_WITHIN: Final = 4.5

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Knowledge:
    """What the bot knows before it has spoken with anybody: languages, words, names."""

    languages: tuple[str, ...]
    renderer: MessageRenderer
    countries: Countries
    zones: Zones

    def profiles(self) -> tuple[Profile, ...]:
        """What the bot shows of itself in each language, and in English in all others."""
        profiles = [
            Profile(language, self.renderer.description(language), self.renderer.commands(language, GUEST))
            for language in self.languages
        ]
        return (Profile(None, self.renderer.description("en"), self.renderer.commands("en", GUEST)), *profiles)

    def library(self, pack: Pack) -> Library:
        """What can be answered from this pack."""
        return Library(load_lexicons(LOCALES), pack)

    def workshop(self, pack: Pack, username: Callable[[], str]) -> Workshop:
        """What the services work with, over this pack; `username`: the bot's, once it is known."""
        return Workshop(self.library(pack), self.countries, self.zones, self.languages, username)


def knowledge() -> Knowledge:
    """Read `locales/`."""
    renderer = MessageRenderer(LOCALES)
    countries = Countries({language: names.countries for language, names in renderer.names.items()})
    return Knowledge(
        languages=tuple(renderer.names),
        renderer=renderer,
        countries=countries,
        zones=Zones({language: _zone_names(names) for language, names in renderer.names.items()}, countries),
    )


def _zone_names(names: Names) -> dict[str, str]:
    """The zones of all countries, and those that have a name of ours, by the names of their cities."""
    of_countries = (zone for country in names.countries for zone in cldr.zones(country))
    return {zone: names.zone(zone) for zone in (*names.zones, *of_countries)}


def pack_named(name: str) -> Pack:
    """A pack from a file, or one of those that come with the program. UsageError with all mistakes of a broken one."""
    return read_pack(name, languages=tuple(read_languages(LOCALES)))


async def run(settings: Settings, *, with_key: bool) -> None:
    """`nfpbot run`: serve Telegram until SIGTERM or SIGINT. SetupError where it cannot start or go on."""
    token = settings.checked_token()
    database = Database(settings.database_url, Cipher(settings.checked_key() if with_key else None))
    stop = _stop_signal()
    database.prepare()
    with only_process(database.path):
        try:
            await open_database(database, SystemClock(), settings.pack)
            await serve(str(settings.api_url), token, _rates(settings), database, SystemClock(), stop)
        finally:
            await database.close()


async def simulate(port: int, ready: Callable[[str], None]) -> None:
    """`nfpbot simulate`: the simulated Telegram and its phone, for a bot in its own process, until SIGTERM or SIGINT.

    `ready` is told the address.
    """
    stop = _stop_signal()
    async with _simulator(World(clock=SystemClock()), port) as address:
        ready(address)
        await stop.wait()


async def demo(port: int, at: datetime, pack: str, ready: Callable[[str], None]) -> None:
    """`nfpbot demo`: the bot on a simulated Telegram, all in this process and gone with it, until SIGTERM or SIGINT.

    `at` is the (aware) instant at which its clock starts; `ready` is told the address.
    """
    clock = MovableClock(at)
    with tempfile.TemporaryDirectory(prefix="nfpbot-demo-") as folder:
        stop = _stop_signal()
        database = Database(f"sqlite+aiosqlite:///{folder}/demo.sqlite3", Cipher(new_key()))
        try:
            await open_database(database, clock, pack)
            await introduce(database, clock.now(), DEMO_PEOPLE)
            world = World(clock=clock, next_due=partial(_next_due, database, clock))
            world.profile.first_name = "NFP Bot"
            for person in DEMO_PEOPLE:
                # They and the bot know each other: one can write to it at once.
                world.chat_of(person.telegram_id).started = True
            async with _simulator(world, port) as address:
                ready(address)
                await serve(address, made_up_token(), Rates(), database, clock, stop)
        finally:
            await database.close()


async def _next_due(database: Database, clock: Clock) -> datetime | None:
    """The next instant at which the bot has something to do, by the newest content and what waits to be sent."""
    async with database.unit_of_work() as uow:
        content = await uow.content.load()
        waiting = await uow.outbox.next_due()
    return next_due(content[1], waiting, clock.now()) if content else None


async def import_pack(settings: Settings, name: str, *, apply: bool) -> tuple[Import, int | None]:
    """`nfpbot content import`: what the pack changes, and the number under which it is in force now: none where it
    changes nothing, or is only looked at. UsageError with all its mistakes."""
    pack = pack_named(name)
    async with _content(settings, make=apply) as uow:
        if uow is None:
            return Import(difference(None, pack), replaces=0, unread=False), None
        found = await compare(uow.content, pack)
        number = None
        if apply and found.changes:
            now = datetime.now(UTC)
            number = await uow.content.add(pack, now)
            await uow.audit.add(Entry(Act.CONTENT_IMPORTED, OPERATOR, detail={"number": str(number)}), now)
        await uow.commit()
    return found, number


async def export_pack(
    settings: Settings, target: Path, *, version: int | None, pack: str | None, overwrite: bool
) -> None:
    """`nfpbot content export`: write a pack into a file: the one in force, an older one by its number, or one that is
    in a file or comes with the program. SetupError where there is none, UsageError where it cannot be written."""
    chosen = await _kept_pack(settings, version) if pack is None else pack_named(pack)
    languages = read_languages(LOCALES)
    right_to_left = [code for code, language in languages.items() if language.right_to_left]
    write_pack(chosen, target, languages=tuple(languages), right_to_left=right_to_left, overwrite=overwrite)


async def content_history(settings: Settings) -> list[Version]:
    """`nfpbot content history`: all packs that were put in force."""
    async with _content(settings) as uow:
        return [] if uow is None else await history(uow.content)


async def _kept_pack(settings: Settings, version: int | None) -> Pack:
    async with _content(settings) as uow:
        newest = 0 if uow is None else await uow.content.version()
        if uow is None or newest == 0:
            raise SetupError("there is no content yet: put a pack in force with `nfpbot content import FILE --yes`")
        kept = await uow.content.get(newest if version is None else version)
    if kept is None:
        raise UsageError(f"there is no content with the number {version}: `nfpbot content history` lists what there is")
    return kept


@asynccontextmanager
async def _content(settings: Settings, *, make: bool = False) -> AsyncIterator[UnitOfWork | None]:
    """A transaction over the database; none where there is no database yet, and none is to be made."""
    if not make and not Database(settings.database_url, Cipher(None)).path.exists():
        yield None
        return
    async with _database(settings) as database, database.unit_of_work() as uow:
        yield uow


async def audit_head(settings: Settings) -> Anchor | None:
    """`nfpbot audit head`: the last row of the audit log; none where it is empty. SetupError where the log does not end
    as it knows of itself, so that nobody keeps an anchor of that."""
    rows, last = await _audit_log(settings)
    if (Anchor(rows[-1].sequence, rows[-1].hash) if rows else None) != last:
        raise SetupError("somebody has changed the end of the log: `nfpbot audit verify` says where")
    return last


async def audit_flaws(settings: Settings, since: Anchor | None) -> tuple[list[str], int]:
    """`nfpbot audit verify`: what is wrong with the audit log, a line each, and how many rows it has."""
    rows, last = await _audit_log(settings)
    return list(flaws(rows, last, since)), len(rows)


async def export_audit(settings: Settings, target: Path, *, overwrite: bool) -> int:
    """`nfpbot audit export`: write the audit log, a JSON object a line; how many. UsageError where it cannot be
    written."""
    rows, _ = await _audit_log(settings)
    try:
        with target.open("w" if overwrite else "x", encoding="utf-8") as file:
            file.writelines(f"{row.as_json()}\n" for row in rows)
    except FileExistsError:
        raise UsageError(f"{target} is there already: give another name, or --force to overwrite it") from None
    except OSError as error:
        raise UsageError(f"{target} cannot be written ({error.strerror})") from None
    return len(rows)


async def _audit_log(settings: Settings) -> tuple[list[Row], Anchor | None]:
    async with _content(settings) as uow:
        return ([], None) if uow is None else ([row async for row in uow.audit.rows()], await uow.audit.head())


async def rotate_keys(settings: Settings) -> int:
    """`nfpbot keys rotate`: seal everything in the database with the first of the keys; how many values were not so.
    SetupError where none of the keys opens some of them, and where a bot is running that has not got the first key."""
    database = Database(settings.database_url, Cipher(settings.checked_key()))
    if not database.path.exists():
        raise SetupError(f"there is no database {database.path}: set NFPBOT_DATABASE_URL to the one in use")
    now = datetime.now(UTC)
    try:
        await database.upgrade(now)
        rotation = await database.rotate(now)
        await database.checkpoint()
    finally:
        await database.close()
    if rotation.unreadable:
        found = ", ".join(f"{count} in {column}" for column, count in sorted(rotation.unreadable.items()))
        raise SetupError(
            f"{rotation.renewed} values were sealed anew, but none of the keys opens {found}: add their key to"
            " NFPBOT_KEY and rotate again, or leave them: they are not read any more"
        )
    return rotation.renewed


async def invite(
    settings: Settings, grant: Grant, language: str | None, until: datetime | None, picture: Path | None
) -> str:
    """`nfpbot invite`: a link that gives the role to the first who uses it, and its QR code in a file where one is
    named. UsageError where there is no such role, or the file cannot be written."""
    known = knowledge()
    async with _inviting(settings, known, language, until) as (uow, pack, username):
        invitations.check(grant, pack, known.countries)
        made = invitations.Invitations(uow, datetime.now(UTC))
        link = invitations.start_link(username, await made.create(grant, language, until=until))
        if picture is not None:
            _write_secret(picture, qr(link))
        await uow.commit()
    return link


async def invite_countries(
    settings: Settings, listed: Path, target: Path, language: str | None, until: datetime | None
) -> int:
    """`nfpbot invite --countries`: a workbook with a link for an NFP of each country of a list; how many. UsageError
    with all mistakes of the list, or where the file cannot be written: then no link is made."""
    known = knowledge()
    codes = invitations.countries_named(read_country_list(listed), known.countries)
    async with _inviting(settings, known, language, until) as (uow, pack, username):
        now = datetime.now(UTC)
        made = invitations.Invitations(uow, now)
        links = []
        for code in codes:
            begins = language or suggested_language(code, known.languages)
            payload = await made.create(Grant(Role.NFP, country=code), begins, until=until)
            link = invitations.start_link(username, payload)
            links.append(CountryLink(country=code, language=begins, link=link))
        workbook = InviteWorkbook(links=tuple(links), expires=made.expire)
        reader = Reader("en", None, None, EVERYTHING)
        for part in known.renderer.render(workbook, reader, pack, now).parts:
            assert isinstance(part, DocumentPart), "a workbook is a file"
            _write_secret(target, part.content)
        await uow.commit()
    return len(links)


@asynccontextmanager
async def _inviting(
    settings: Settings, known: Knowledge, language: str | None, until: datetime | None
) -> AsyncIterator[tuple[UnitOfWork, Pack, str]]:
    """A transaction in which links are made, with the pack in force and the bot's username. UsageError where the bot
    does not speak the language, or the role would end before it began."""
    if language is not None and language not in known.languages:
        raise UsageError(f"{language!r} is none of the bot's languages: {', '.join(known.languages)}")
    if until is not None and until <= datetime.now(UTC):
        raise UsageError(f"{until:%Y-%m-%d} is past: name a later day with --until")
    bot = connection.connect(settings.checked_token(), str(settings.api_url))
    async with _database(settings) as database:
        username = await connection.username(bot)
        async with database.unit_of_work() as uow:
            content = await uow.content.load()
            yield uow, content[1] if content else Pack(default_language="en", timezone="UTC"), username


def _write_secret(target: Path, content: bytes) -> None:
    """Write a file that is its owner's alone. UsageError where there is one of that name, or it cannot be written."""
    try:
        with os.fdopen(os.open(target, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
            file.write(content)
    except FileExistsError:
        raise UsageError(f"{target} is there already: name another file") from None
    except OSError as error:
        raise UsageError(f"{target} cannot be written ({error.strerror}): name another file") from None


@asynccontextmanager
async def _database(settings: Settings) -> AsyncIterator[Database]:
    """The database for a command that works beside a running bot; it needs no key."""
    database = Database(settings.database_url, Cipher(None))
    try:
        await database.upgrade(datetime.now(UTC))
        yield database
    finally:
        await database.close()


def catalogue_mistakes() -> list[str]:
    """`nfpbot locales check`: what is wrong in `locales/`, a line each."""
    return check_catalogues(LOCALES)


def inquiry(pack: str, now: datetime) -> Inquiry:
    """`nfpbot ask`: answers from a pack (a file, or one that comes with the program), without any database."""
    known = knowledge()
    return Inquiry(known.library(pack_named(pack)), known.renderer, known.languages, known.countries, now)


def made_up_token() -> str:
    """A token that only a simulated Telegram accepts."""
    return f"1000000001:{secrets.token_hex(18)[:35]}"


@dataclass(frozen=True)
class Introduction:
    """Somebody whom the demonstration's bot knows already, by their Telegram id."""

    telegram_id: int
    name: str
    language: str
    country: str
    zone: str
    grants: tuple[Grant, ...]


DEMO_PEOPLE: Final = (
    Introduction(1001, "Nino Beridze", "en", "GE", "Asia/Tbilisi", (Grant(Role.NFP, country="GE"),)),
    Introduction(1002, "Youssef El Amrani", "fr", "MA", "Africa/Casablanca", (Grant(Role.NFP, country="MA"),)),
    Introduction(1003, "ليلى الخطيب", "ar", "JO", "Asia/Amman", (Grant(Role.NFP, country="JO"),)),
    Introduction(1004, "Айгуль Нурланова", "ru", "KZ", "Asia/Almaty", (Grant(Role.NFP, country="KZ"),)),
    Introduction(1007, "Giorgi Kapanadze", "en", "GE", "Asia/Tbilisi", (Grant(Role.SECRETARIAT, region="seee"),)),
    Introduction(
        1008, "Claire Dubois", "fr", "BE", "Europe/Brussels", (Grant(Role.ORGANIZER), Grant(Role.ADMINISTRATOR))
    ),
    Introduction(
        1009, "Inés Morales", "es", "ES", "Europe/Madrid", (Grant(Role.SECRETARIAT), Grant(Role.ADMINISTRATOR))
    ),
)
"""The phone's other people are guests, who meet the bot as strangers do."""


async def introduce(database: Database, now: datetime, people: Iterable[Introduction]) -> None:
    """Make people known to the bot, with what they are, as of `now`."""
    async with database.unit_of_work() as uow:
        for person in people:
            added = await uow.people.add(person.telegram_id, person.language, now)
            await uow.people.choose_language(added.id, person.language)
            await uow.people.set_country(added.id, person.country, person.zone)
            await uow.people.set_name(added.id, person.name)
            roles = Roles(uow, now)
            for grant in person.grants:
                await roles.give(added, grant, by=None)
        await uow.commit()


async def open_database(database: Database, clock: Clock, pack: str | None) -> None:
    """Make or migrate the tables, check the key, import the first pack, release what a crash left claimed."""
    backup = await database.upgrade(clock.now())
    if backup is not None:
        log.info("the database was migrated; as it was before it is kept in %s", backup)
    await database.check_key()
    async with database.unit_of_work() as uow:
        if pack is not None and await uow.content.version() == 0:
            await uow.content.add(pack_named(pack), clock.now())
        now = clock.now()
        released = await uow.outbox.release(
            now, retry_at=lambda attempts: now + backoff(attempts), resend_up_to=resend_up_to
        )
        await uow.commit()
    if released:
        log.info("%s messages were under way when the program ended; answers among them are sent again", released)


async def serve(api_url: str, token: str, rates: Rates, database: Database, clock: Clock, stop: asyncio.Event) -> None:
    """Serve a Bot API server from an open database until `stop` is set. SetupError where that cannot go on."""
    units = database.unit_of_work
    known = knowledge()
    bot = connection.connect(token, api_url)
    workshop = known.workshop(Pack(default_language="en", timezone="UTC"), lambda: bot.username)
    if not await workshop.library.refresh(units, clock.now()):
        log.warning("there is no content yet: import a pack with `nfpbot content import FILE --yes`")

    pacer = Pacer(clock, rates)
    delivery = Delivery(units, TelegramSender(bot, pacer, clock), known.renderer, workshop.library, clock)
    inbound = Inbound(bot, ROUTES, units, workshop, clock, delivery.wake)
    intake = Intake(bot, units, clock, inbound.take)
    menus = MenuKeeper(units, TelegramMenus(bot, clock), known.renderer.commands, clock)
    ticks = scheduler(
        (
            Job("set menus", LOOK, menus.set_due),
            Job("notice new content", _NOTICE, lambda: workshop.library.refresh(units, clock.now())),
            Job("tidy", TIDY_EVERY.total_seconds(), lambda: _tidy(database, clock.now())),
        )
    )
    await menus.prepare(known.languages)
    await _tidy(database, clock.now())
    stopping = asyncio.ensure_future(stop.wait())
    starting = asyncio.ensure_future(connection.initialize(bot, clock))
    try:
        await asyncio.wait((starting, stopping), return_when=asyncio.FIRST_COMPLETED)
        if not starting.done():
            return
        starting.result()
        log.info("serving @%s", bot.username)
        ticks.start()
        parts = [asyncio.ensure_future(part.run()) for part in (intake, inbound, delivery)]
        publishing = asyncio.ensure_future(connection.publish(bot, known.profiles()))
        try:
            done, _ = await asyncio.wait((*parts, stopping), return_when=asyncio.FIRST_COMPLETED)
            for part in done - {stopping}:
                part.result()
        finally:
            publishing.cancel()
            ticks.shutdown(wait=False)
            await _wind_down(parts, pacer)
    finally:
        for waiting in (starting, stopping):
            waiting.cancel()
        await asyncio.gather(starting, stopping, return_exceptions=True)
        await bot.shutdown()


async def _tidy(database: Database, now: datetime) -> None:
    await tidy(database.unit_of_work, now)
    await database.checkpoint()


async def _wind_down(parts: Sequence["asyncio.Future[None]"], pacer: Pacer) -> None:
    """Take in nothing new, finish what is under way, and stop; whatever takes too long is found again at the start."""
    pacer.close()
    for part in parts:
        part.cancel()
    _, late = await asyncio.wait(parts, timeout=_STOP_WITHIN)
    if late:
        log.warning("some messages were still under way; what became of them is not known")


def _rates(settings: Settings) -> Rates:
    return Rates(settings.pace_overall, settings.pace_chat, settings.pace_chat_burst, settings.pace_group_per_minute)


def _stop_signal() -> asyncio.Event:
    """Set by SIGTERM or SIGINT; the process ends soon after, whatever hangs."""
    stop = asyncio.Event()

    def end() -> None:
        stop.set()
        # A look-up of a name or a locked database can hold a thread for longer than anybody wants to wait. What was
        # under way is found again at the next start.
        deadline = threading.Timer(_END_WITHIN, os._exit, (0,))
        deadline.daemon = True
        deadline.start()

    for name in (signal.SIGTERM, signal.SIGINT):
        asyncio.get_running_loop().add_signal_handler(name, end)
    return stop


@asynccontextmanager
async def _simulator(world: World, port: int) -> AsyncIterator[str]:
    """The address of a simulator that runs while the block lasts. SetupError where the port is in use."""
    server = SimulatorServer(world)
    try:
        port = await server.start(port)
    except OSError as error:
        raise SetupError(f"port {port} cannot be used ({error.strerror}): choose another with --port") from None
    try:
        yield f"http://127.0.0.1:{port}"
    finally:
        with contextlib.suppress(asyncio.CancelledError):
            await server.stop()
