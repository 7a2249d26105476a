"""The one place that builds everything: the bot, the simulated Telegram, and both together."""

import asyncio
import contextlib
import gc
import logging
import os
import secrets
import signal
import tempfile
import threading
from collections.abc import AsyncIterator, Awaitable, Callable, Iterable, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import datetime
from functools import cache, cached_property, partial
from pathlib import Path
from typing import Final

from bot import cldr
from bot.clock import Clock, MovableClock, SystemClock
from bot.config import Settings
from bot.domain.announcements import APPROVAL_ABOVE
from bot.domain.commands import IN_GROUPS
from bot.domain.content import Pack
from bot.domain.errors import SetupError, UsageError
from bot.domain.messages import Message
from bot.domain.people import Grant, Role
from bot.domain.policy import GUEST
from bot.domain.retention import TIDY_EVERY
from bot.gateway import connection
from bot.gateway.connection import Profile
from bot.gateway.inbound import Inbound
from bot.gateway.intake import Intake
from bot.gateway.menus import TelegramMenus
from bot.gateway.outbound import TelegramSender
from bot.gateway.pacing import Pacer, Rates
from bot.jobs import Job, Scheduling, scheduler
from bot.ports import Reader, UnitsOfWork
from bot.questions.countries import Countries
from bot.questions.lexicon import Lexicons, load_lexicons
from bot.questions.lexicon_check import check_lexicons, remarks_on_lexicons
from bot.render.check import check_catalogues
from bot.render.languages import Names, read_languages
from bot.render.renderer import MessageRenderer
from bot.services.agenda import next_due
from bot.services.announcing import LOOK_AT_SCHEDULE, next_announcing
from bot.services.broadcasting import Broadcasting, at_once_for
from bot.services.changes import LOOK as LOOK_FOR_CHANGES
from bot.services.changes import next_telling, tell_changes
from bot.services.confirmations import LOOK as LOOK_AFTER
from bot.services.confirmations import look_after_roles
from bot.services.container import Workshop
from bot.services.delivery import Delivery, backoff, resend_up_to
from bot.services.first_choices import LOOK as LOOK_AT_STATUSES
from bot.services.first_choices import tell_first_choices
from bot.services.inquiry import Inquiry
from bot.services.library import Library
from bot.services.menus import LOOK, MenuKeeper
from bot.services.places import LOOK_AT_PLACES, let_offers_pass
from bot.services.refreshing import LOOK as LOOK_AT_CARDS
from bot.services.refreshing import refresh
from bot.services.reminding import LOOK as LOOK_AT_REMINDERS
from bot.services.reminding import remind
from bot.services.roles import Roles
from bot.services.round_watch import LOOK as LOOK_AT_ROUNDS
from bot.services.round_watch import next_turn, watch
from bot.services.scheduled import begin_scheduled
from bot.services.upkeep import tidy
from bot.services.zones import Zones
from bot.simulator.server import SimulatorServer
from bot.simulator.world import World
from handlers.routes import ROUTES
from storage.cipher import Cipher, new_key
from storage.database import Database
from storage.lock import only_process
from storage.packs.pack_files import read_pack

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
        return (self._profile("en", None), *(self._profile(language, language) for language in self.languages))

    def _profile(self, language: str, shown_to: str | None) -> Profile:
        menu = self.renderer.commands(language, GUEST)
        in_groups = tuple(command for command in menu if command[0] in IN_GROUPS)
        return Profile(shown_to, self.renderer.description(language), menu, in_groups)

    @cached_property
    def lexicons(self) -> Lexicons:
        """The words that questions are asked in."""
        return load_lexicons(LOCALES)

    def library(self, pack: Pack) -> Library:
        """What can be answered from this pack."""
        return Library(self.lexicons, pack)

    def workshop(self, pack: Pack, username: Callable[[], str], *, approval_above: int = APPROVAL_ABOVE) -> Workshop:
        """What the services work with, over this pack; `username`: the bot's, once it is known; `approval_above`: as in
        `Workshop`."""
        return Workshop(self.library(pack), self.countries, self.zones, self.languages, username, approval_above)


@cache
def knowledge() -> Knowledge:
    """What stands in `locales/`, read once in a process."""
    renderer = MessageRenderer(LOCALES)
    countries = Countries({language: names.countries for language, names in renderer.names.items()})
    return Knowledge(
        languages=tuple(renderer.names),
        renderer=renderer,
        countries=countries,
        zones=Zones({language: _zone_names(names) for language, names in renderer.names.items()}, countries),
    )


def settle() -> None:
    """Load what is known before the bot has spoken with anybody, and let the garbage collector pass it over from now
    on: it stands as long as the process, and looking through it takes a sixth of what a large file takes to make."""
    _ = knowledge().lexicons
    gc.collect()
    gc.freeze()


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
    settle()
    with only_process(database.path):
        try:
            await open_database(database, SystemClock(), settings.pack)
            await serve(
                str(settings.api_url),
                token,
                _rates(settings),
                database,
                SystemClock(),
                stop,
                approval_above=settings.approval_above,
            )
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
            world = World(clock=clock, next_due=partial(next_due_in, database, clock))
            world.profile.first_name = "NFP Bot"
            for person in DEMO_PEOPLE:
                # They and the bot know each other: one can write to it at once.
                world.chat_of(person.telegram_id).started = True
            async with _simulator(world, port) as address:
                ready(address)
                await serve(address, made_up_token(), Rates(), database, clock, stop)
        finally:
            await database.close()


async def next_due_in(database: Database, clock: Clock) -> datetime | None:
    """The next instant at which the bot has something to do, by the newest content and what waits to be sent."""
    async with database.unit_of_work() as uow:
        content = await uow.content.load()
        waiting = await uow.outbox.next_due()
        held = await uow.grants.in_force(clock.now())
        zones = await uow.people.zones()
        offer_passes = await uow.rsvps.next_offer_passes()
        change_told = await next_telling(uow)
        announced = await next_announcing(uow)
        round_turns = await next_turn(uow, clock.now())
    stored = (waiting, offer_passes, change_told, announced, round_turns)
    return next_due(content[1], stored, held, zones, clock.now()) if content else None


def catalogue_mistakes() -> list[str]:
    """`nfpbot locales check`: what is wrong in `locales/`, a line each."""
    return check_catalogues(LOCALES) + check_lexicons(LOCALES, tuple(read_languages(LOCALES)))


def remarks_on_words(language: str | None) -> list[str]:
    """`nfpbot locales check --words`: what is worth a look in the lexicons, of one language or of all, a line each."""
    if language is not None and language not in read_languages(LOCALES):
        raise UsageError(f"{language!r} is none of the bot's languages: {', '.join(read_languages(LOCALES))}")
    return remarks_on_lexicons(LOCALES, language)


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
            await uow.people.set_country(added.id, person.country, person.zone, now)
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
        released += await uow.deliveries.release(now)
        await uow.commit()
    if released:
        log.info("%s messages were under way when the program ended; answers among them are sent again", released)


async def serve(
    api_url: str,
    token: str,
    rates: Rates,
    database: Database,
    clock: Clock,
    stop: asyncio.Event,
    *,
    ticking: Scheduling = scheduler,
    approval_above: int = APPROVAL_ABOVE,
) -> None:
    """Serve a Bot API server from an open database until `stop` is set; `ticking` makes what does the jobs;
    `approval_above`: as in `Workshop`. SetupError where that cannot go on."""
    units = database.unit_of_work
    known = knowledge()
    bot = connection.connect(token, api_url)
    workshop = known.workshop(
        Pack(default_language="en", timezone="UTC"), lambda: bot.username, approval_above=approval_above
    )
    library = workshop.library
    if not await library.refresh(units, clock.now()):
        log.warning("there is no content yet: import a pack with `nfpbot content import FILE --yes`")

    pacer = Pacer(clock, rates)

    def say(message: Message, reader: Reader) -> str:
        """A message without markup, for what is not sent but shown."""
        return known.renderer.render(message, reader, workshop.library.pack, clock.now()).plain()

    sender = TelegramSender(bot, pacer, clock)
    delivery = Delivery(units, sender, known.renderer, library, clock)
    broadcasting = Broadcasting(units, sender, known.renderer, library, clock, at_once=at_once_for(rates.overall))

    def wake() -> None:
        delivery.wake()
        broadcasting.wake()

    inbound = Inbound(bot, ROUTES, units, workshop, clock, wake, say)
    intake = Intake(bot, units, clock, inbound.take)
    menus = MenuKeeper(units, TelegramMenus(bot, clock), known.renderer.commands, clock)

    def telling(look: Callable[[UnitsOfWork, Pack, datetime], Awaitable[bool]]) -> Callable[[], Awaitable[None]]:
        """A job that may have something sent, over the pack in force."""

        async def job() -> None:
            if await look(units, workshop.library.pack, clock.now()):
                wake()

        return job

    async def watch_rounds() -> None:
        """What has led to answers, before their round closed, is not to stand in the log of the database either."""
        if await watch(units, workshop.library.pack, clock.now()):
            wake()
            await database.checkpoint()

    ticks = ticking(
        (
            Job("set menus", LOOK, menus.set_due),
            Job("notice new content", _NOTICE, lambda: workshop.library.refresh(units, clock.now())),
            Job("look after roles", LOOK_AFTER, telling(look_after_roles)),
            Job("let offers pass", LOOK_AT_PLACES, telling(let_offers_pass)),
            Job("remind", LOOK_AT_REMINDERS, telling(remind)),
            Job("watch rounds", LOOK_AT_ROUNDS, watch_rounds),
            Job(
                "begin announcements",
                LOOK_AT_SCHEDULE,
                telling(partial(begin_scheduled, approval_above=approval_above)),
            ),
            Job("tell changes", LOOK_FOR_CHANGES, telling(lambda _, __, now: tell_changes(units, library, now))),
            Job(
                "tell first choices",
                LOOK_AT_STATUSES,
                telling(lambda _, __, now: tell_first_choices(units, library, now)),
            ),
            Job("refresh", LOOK_AT_CARDS, telling(lambda _, __, now: refresh(units, library, now))),
            Job("tidy", TIDY_EVERY.total_seconds(), lambda: _tidy(database, workshop.library.pack, clock.now())),
        )
    )
    await menus.prepare(known.languages)
    await _tidy(database, workshop.library.pack, clock.now())
    await remind(units, workshop.library.pack, clock.now())
    stopping = asyncio.ensure_future(stop.wait())
    starting = asyncio.ensure_future(connection.initialize(bot, clock))
    try:
        await asyncio.wait((starting, stopping), return_when=asyncio.FIRST_COMPLETED)
        if not starting.done():
            return
        starting.result()
        log.info("serving @%s", bot.username)
        ticks.start()
        parts = [asyncio.ensure_future(part.run()) for part in (intake, inbound, delivery, broadcasting)]
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


async def _tidy(database: Database, pack: Pack, now: datetime) -> None:
    await tidy(database.unit_of_work, pack, now)
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
