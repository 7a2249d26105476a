"""What the commands do that work beside a running bot: content, invite links, the audit log, keys."""

import os
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

from bot.app import LOCALES, Knowledge, knowledge, pack_named
from bot.config import Settings
from bot.domain.announcements import STARTED
from bot.domain.audit import OPERATOR, Act, Anchor, Entry, Row, flaws
from bot.domain.content import Pack
from bot.domain.content_changes import difference
from bot.domain.errors import SetupError, UsageError
from bot.domain.exchange import DocumentPart
from bot.domain.messages import AttendanceCsv, AttendanceWorkbook, DeliveriesWorkbook, InviteWorkbook
from bot.domain.messages_access import CountryLink
from bot.domain.people import Grant, Role
from bot.domain.policy import EVERYTHING, visible
from bot.gateway import connection
from bot.ports import Reader, UnitOfWork
from bot.render.invite_files import qr
from bot.render.languages import read_languages
from bot.services import invitations
from bot.services.attendance_files import AttendanceFiles, note_export
from bot.services.content_import import Import, Version, compare, history
from bot.services.examples import as_lines
from bot.services.inviting import suggested_language
from bot.services.reports import lines_of
from bot.services.reports import note_export as note_deliveries_export
from bot.services.round_results import Results
from storage.cipher import Cipher
from storage.country_lists import read_country_list
from storage.database import Database
from storage.packs.pack_files import write_pack

_NO_KEY: Final = Cipher(None)


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


async def export_rsvps(settings: Settings, meeting_id: str, target: Path, language: str) -> int:
    """`nfpbot export rsvps`: write what people have answered for a meeting into a workbook or a CSV, as the name of the
    file says; how many answers. UsageError where there is no such meeting or language, or the file cannot be written;
    SetupError where there is no content, or a key is missing that names were sealed with."""
    kinds: dict[str, type[AttendanceWorkbook | AttendanceCsv]] = {".xlsx": AttendanceWorkbook, ".csv": AttendanceCsv}
    if target.suffix not in kinds:
        raise UsageError(f"{target.name} ends in neither .xlsx nor .csv: name a file that does")
    known, now = knowledge(), datetime.now(UTC)
    if language not in known.languages:
        raise UsageError(f"{language!r} is none of the bot's languages: {', '.join(known.languages)}")
    pack = await _kept_pack(settings, None)
    meeting = visible(pack, EVERYTHING).meeting(meeting_id)
    if meeting is None:
        raise UsageError(f"there is no meeting {meeting_id!r}: `nfpbot content export FILE` writes the ids of all")
    async with _database(settings, Cipher(settings.checked_key() if settings.key else None)) as database:
        await database.check_key()
        async with database.unit_of_work() as uow:
            lists = await AttendanceFiles(uow, pack, now).lists(meeting)
            await note_export(uow, meeting_id, target.suffix[1:], OPERATOR, now)
            reader = Reader(language, None, None, EVERYTHING)
            message = kinds[target.suffix](meeting=meeting_id).model_copy(update={"lists": lists})
            for part in known.renderer.render(message, reader, pack, now).parts:
                assert isinstance(part, DocumentPart), "of a meeting that can be seen there is a file"
                _write_secret(target, part.content)
            await uow.commit()
    return len(lists.answers)


async def export_deliveries(settings: Settings, announcement_id: int, target: Path, language: str) -> int:
    """`nfpbot export deliveries`: write what has come of an announcement into a workbook, a line for each reader; how
    many. UsageError where no such announcement was sent, there is no such language, or the file cannot be written;
    SetupError where there is no content, or a key is missing that names were sealed with."""
    if target.suffix != ".xlsx":
        raise UsageError(f"{target.name} does not end in .xlsx: name a file that does")
    known, now = knowledge(), datetime.now(UTC)
    if language not in known.languages:
        raise UsageError(f"{language!r} is none of the bot's languages: {', '.join(known.languages)}")
    pack = await _kept_pack(settings, None)
    async with _database(settings, Cipher(settings.checked_key() if settings.key else None)) as database:
        await database.check_key()
        async with database.unit_of_work() as uow:
            found = await uow.announcements.get(announcement_id)
            if found is None or found.state not in STARTED:
                raise UsageError(f"no announcement {announcement_id} was sent: its file in /announce names its number")
            lines = await lines_of(uow, announcement_id)
            await note_deliveries_export(uow, announcement_id, OPERATOR, now)
            message = DeliveriesWorkbook(announcement=announcement_id).model_copy(update={"lines": lines})
            reader = Reader(language, None, None, EVERYTHING)
            for part in known.renderer.render(message, reader, pack, now).parts:
                assert isinstance(part, DocumentPart), "with its lines it is a file"
                _write_secret(target, part.content)
            await uow.commit()
    return len(lines)


async def export_feedback(settings: Settings, round_id: str, target: Path, language: str) -> int:
    """`nfpbot export feedback`: write the results of a round into a workbook, as those see them who look after it; how
    many have answered. UsageError where no such round has opened, there is no such language, or the file cannot be
    written; SetupError where there is no content, or a key is missing that terms and words were sealed with."""
    if target.suffix != ".xlsx":
        raise UsageError(f"{target.name} does not end in .xlsx: name a file that does")
    known, now = knowledge(), datetime.now(UTC)
    if language not in known.languages:
        raise UsageError(f"{language!r} is none of the bot's languages: {', '.join(known.languages)}")
    pack = await _kept_pack(settings, None)
    async with _database(settings, Cipher(settings.checked_key() if settings.key else None)) as database:
        await database.check_key()
        async with database.unit_of_work() as uow:
            message = await Results(uow, pack, now).export(round_id)
            if message is None:
                raise UsageError(f"no round {round_id!r} has opened: the file that its results offer is named after it")
            reader = Reader(language, None, None, EVERYTHING)
            for part in known.renderer.render(message, reader, pack, now).parts:
                assert isinstance(part, DocumentPart), "with its groups it is a file"
                _write_secret(target, part.content)
            await uow.commit()
    return message.groups[0].answered


async def export_examples(settings: Settings, target: Path, language: str | None) -> tuple[int, int]:
    """`nfpbot export examples`: write the questions that may be learned from, of a language or of all, a JSON object a
    line; how many, and how many of these have no topic yet. UsageError where there is no such language, or the file
    cannot be written."""
    languages = read_languages(LOCALES)
    if language not in (None, *languages):
        raise UsageError(f"{language!r} is none of the bot's languages: {', '.join(languages)}")
    async with _database(settings, Cipher(settings.checked_key() if settings.key else None)) as database:
        await database.check_key()
        async with database.unit_of_work() as uow:
            kept = [each for each in await uow.examples.kept() if language in (None, each.language)]
            await uow.audit.add(Entry(Act.EXAMPLES_EXPORTED, OPERATOR), datetime.now(UTC))
            _write_secret(target, as_lines(kept).encode("utf-8", "replace"))
            await uow.commit()
    return len(kept), sum(each.topic is None for each in kept)


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
async def _database(settings: Settings, cipher: Cipher = _NO_KEY) -> AsyncIterator[Database]:
    """The database for a command that works beside a running bot; most need no key."""
    database = Database(settings.database_url, cipher)
    try:
        await database.upgrade(datetime.now(UTC))
        yield database
    finally:
        await database.close()
