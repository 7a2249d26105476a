"""What organizers wait for: `python -m tests.benchmarks.attendance [--people 1000,10000,100000] [--meetings 50]`.

The view of who comes to a meeting, completed from the database and put into words; and the files, each made in a
process of its own, of which the most memory that it took above what it had at the beginning is told. A workbook is made
by openpyxl, too, for comparison: the same cells, without any looks.
"""

import argparse
import asyncio
import gc
import io
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterable
from contextlib import suppress
from datetime import datetime, timedelta
from pathlib import Path
from typing import Final

from openpyxl import Workbook

from bot import app
from bot.domain import messages as m
from bot.domain.attendance_lists import Lists
from bot.domain.content import Pack
from bot.domain.people import Grant, Person, Role
from bot.ports import Reader
from bot.render.attendance_tables import Tables
from bot.render.catalogues import Catalogues
from bot.render.context import Context
from bot.render.dates import Dates
from bot.render.languages import Names, read_languages
from bot.render.renderer import MessageRenderer
from bot.render.spreadsheet import Table
from bot.render.wording import Wording
from bot.services.attendance_files import AttendanceFiles
from bot.services.completing import Completing
from bot.services.readers import reader_of
from storage.cipher import Cipher, new_key
from storage.database import Database
from tests.benchmarks.delegations import EVERYBODY, MEETING, NOW, add_answers, add_people, pack_of

ROUNDS: Final = 15
ORGANIZER: Final = 1
"""The Telegram id of one, who speaks French."""

PROBES: Final = ("xlsx", "openpyxl", "csv", "png")


async def prepared(database: Database, cipher: Cipher, pack: Pack, people: int) -> Person:
    """Fill the database: everybody has answered for one meeting, many for the others; the organizer."""
    await database.upgrade(NOW)
    add_people(database.path, cipher, pack, people)
    for meeting in pack.meetings:
        if meeting.id == MEETING:
            add_answers(database.path, cipher, pack, meeting, people, EVERYBODY)
        else:
            add_answers(database.path, cipher, pack, meeting, people // len(pack.meetings))
    async with database.unit_of_work() as uow:
        added = await uow.people.add(ORGANIZER, "fr", NOW)
        await uow.grants.give(added.id, Grant(Role.ORGANIZER), NOW, by=None, confirm_by=NOW + timedelta(days=9))
        await uow.content.add(pack, NOW)
        await uow.commit()
    return await organizer(database)


async def organizer(database: Database) -> Person:
    async with database.unit_of_work() as uow:
        person = await uow.people.by_telegram(ORGANIZER, NOW)
    assert person is not None
    return person


async def view(database: Database, renderer: MessageRenderer, pack: Pack, person: Person) -> list[float]:
    """Milliseconds, round by round."""
    took = []
    for _ in range(ROUNDS):
        began = time.perf_counter()
        async with database.unit_of_work() as uow:
            board = await Completing(uow, pack, NOW).complete(m.AttendanceBoard(meeting=MEETING), person)
        assert board is not None
        renderer.render(board, reader_of(person), pack, NOW)
        took.append((time.perf_counter() - began) * 1000)
    return took


async def probe(what: str, path: Path, key: str) -> str:
    """Make one file, as delivery does; the seconds for gathering and for making it, and for both, and of these what
    the processor was busy with it; the mebibytes, and the size of the file in kibibytes."""
    database = Database(f"sqlite+aiosqlite:///{path}", Cipher(key))
    app.settle()
    known = app.knowledge()
    async with database.unit_of_work() as uow:
        content = await uow.content.load()
    assert content is not None
    pack, person = content[1], await organizer(database)
    idle = _reset_peak()
    began, busy = time.perf_counter(), time.process_time()
    async with database.unit_of_work() as uow:
        files = AttendanceFiles(uow, pack, NOW)
        message = await files.fill(_message(what), person)
    gathered = time.perf_counter()
    assert message is not None
    if what == "openpyxl":
        assert isinstance(message, m.AttendanceWorkbook)
        size = len(by_openpyxl(_sheets(message.lists, reader_of(person), pack)))
    else:
        (part,) = known.renderer.render(message, reader_of(person), pack, NOW).parts
        size = len(getattr(part, "content", b""))
    done, busy = time.perf_counter(), time.process_time() - busy
    await database.close()
    took = (gathered - began, done - gathered, done - began, busy)
    return "".join(f"{each:10.2f}" for each in took) + f"{_peak() - idle:10.0f}{size / 1024:10.0f}"


def by_openpyxl(sheets: Iterable[Table]) -> bytes:
    """The cells of a workbook, written row by row."""
    book = Workbook(write_only=True)
    for table in sheets:
        sheet = book.create_sheet(table.name)
        for row in (table.heads, *table.rows):
            sheet.append([cell.replace(tzinfo=None) if isinstance(cell, datetime) else cell for cell in row])
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def _sheets(lists: Lists, reader: Reader, pack: Pack) -> list[Table]:
    languages = read_languages(app.LOCALES)
    language = languages[reader.language]
    words = Wording(Catalogues(app.LOCALES, languages), language.code, language.right_to_left)
    names = Names(app.LOCALES, language.code)
    context = Context(words, names, Dates(words, language), languages, reader, pack, NOW)
    meeting = pack.meeting(MEETING)
    assert meeting is not None
    return Tables(lists, meeting, context).sheets()


def _message(what: str) -> m.AttendanceWorkbook | m.AttendanceCsv | m.AttendanceChart:
    match what:
        case "csv":
            return m.AttendanceCsv(meeting=MEETING)
        case "png":
            return m.AttendanceChart(meeting=MEETING)
        case _:
            return m.AttendanceWorkbook(meeting=MEETING)


def _reset_peak() -> float:
    """The memory of this process now, in mebibytes; it counts as the most from here on."""
    gc.collect()
    Path("/proc/self/clear_refs").write_text("5")
    return _peak()


def _peak() -> float:
    (line,) = (line for line in Path("/proc/self/status").read_text().splitlines() if line.startswith("VmHWM:"))
    return int(line.split()[1]) / 1024


async def filled(path: Path, key: str, pack: Pack, people: int) -> list[float]:
    """Fill a new database; what the view takes then, round by round."""
    cipher = Cipher(key)
    database = Database(f"sqlite+aiosqlite:///{path}", cipher)
    person = await prepared(database, cipher, pack, people)
    took = await view(database, app.knowledge().renderer, pack, person)
    await database.close()
    return took


def measure(people: int, meetings: int) -> None:
    """Print the rows of one size."""
    key, out = new_key(), sys.stdout.write
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "bench.sqlite3"
        took = asyncio.run(filled(path, key, pack_of(meetings), people))
        median, slowest = statistics.median(took), max(took)
        out(f"{people:>8,} people: the view takes {median:.0f} ms (median), {slowest:.0f} ms (slowest)\n")
        for what in PROBES:
            command = [sys.executable, "-m", "tests.benchmarks.attendance", "--probe", what, str(path)]
            made = subprocess.run(command, input=key, capture_output=True, text=True, check=True)
            out(f"{'':8} {what:10}{made.stdout}\n")
            sys.stdout.flush()


def main() -> int:
    """Print the table."""
    parser = argparse.ArgumentParser(description="What organizers wait for.")
    parser.add_argument("--people", default="1000,10000,100000", help="how many have answered")
    parser.add_argument("--meetings", type=int, default=50, help="size of the pack")
    parser.add_argument("--probe", nargs=2, metavar=("WHAT", "DATABASE"), help="make one file; the key is on stdin")
    options = parser.parse_args()
    if options.probe:
        what, path = options.probe
        sys.stdout.write(asyncio.run(probe(what, Path(path), sys.stdin.read())))
        return 0
    sys.stdout.write(
        f"{'':19}{'gather s':>10}{'make s':>10}{'both s':>10}{'busy s':>10}{'peak MiB':>10}{'file KiB':>10}\n"
    )
    for people in map(int, options.people.split(",")):
        measure(people, options.meetings)
    return 0


if __name__ == "__main__":
    with suppress(KeyboardInterrupt):
        sys.exit(main())
