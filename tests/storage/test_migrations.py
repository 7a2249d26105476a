import asyncio
import shutil
import sqlite3
import subprocess
import sys
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import create_engine

from bot.domain.content import Pack
from bot.domain.content_changes import EntryKind, EntryState
from bot.domain.content_text import Text
from bot.domain.errors import SetupError
from bot.domain.exchange import LiveMessage
from bot.domain.messages import Help
from bot.domain.people import Grant, Person, Role
from bot.domain.quiet import Quiet
from bot.domain.rounds import Answered, Method, Round, RoundState, Terms, subject_of
from storage import dialect
from storage.cipher import Cipher
from storage.database import Database
from storage.migrate import FOLDER, HEAD, upgrade
from storage.tables import metadata
from tests.storage.conftest import NOON

NEXT = f"""
import sqlalchemy as sa
from alembic import op

revision = "next"
down_revision = "{HEAD}"

def upgrade() -> None:
    with op.batch_alter_table("people") as people:
        people.add_column(sa.Column("nickname", sa.String(40), nullable=False, server_default="-"))
        people.alter_column("language", type_=sa.String(20))
"""
AT = "2023-04-17 10:00:00.000000"
FAILING = NEXT + '    op.execute("INSERT INTO nowhere VALUES (1)")\n'


def rows(file: Path, query: str) -> list[tuple[Any, ...]]:
    with closing(sqlite3.connect(file)) as connection:
        return connection.execute(query).fetchall()


def beside(file: Path) -> set[str]:
    return {each.name for each in file.parent.iterdir() if each.name.startswith(f"{file.name}.")}


def put(file: Path, table: str, **values: Any) -> None:
    """A row with these values, and in every other column that has to have one something."""
    needed = rows(file, f"SELECT name, type FROM pragma_table_info('{table}') WHERE \"notnull\" AND NOT pk")
    others = {name: AT if kind == "DATETIME" else 0 for name, kind in needed if name not in values}
    row = {**others, **values}
    with closing(sqlite3.connect(file)) as connection, connection:
        names, marks = ", ".join(row), ", ".join("?" * len(row))
        connection.execute(f"INSERT INTO {table} ({names}) VALUES ({marks})", tuple(row.values()))


def all_of(file: Path, *tables: str) -> dict[str, tuple[list[str], list[tuple[Any, ...]]]]:
    """Table → its columns, and all its rows."""
    return {table: (columns(file, table), rows(file, f"SELECT * FROM {table}")) for table in tables}


def columns(file: Path, table: str) -> list[str]:
    return [name for (name,) in rows(file, f"SELECT name FROM pragma_table_info('{table}') ORDER BY cid")]


async def of_revision(revision: str, folder: Path) -> Path:
    """A database as an older version of the program made it."""
    older = folder / "migrations"
    shutil.copytree(FOLDER, older)
    for script in (older / "versions").glob("r*.py"):
        if script.name[1:5] > revision:
            script.unlink()
    file = folder / "nfpbot.sqlite3"
    dialect.prepare(file)
    await upgrade(file, NOON, folder=older, head=revision)
    return file


@pytest.fixture
def newer(tmp_path: Path) -> Path:
    """The migrations of a later version of the program."""
    folder = tmp_path / "migrations"
    shutil.copytree(FOLDER, folder)
    (folder / "versions" / "next.py").write_text(NEXT)
    return folder


def test_the_migrations_make_the_tables_that_the_program_uses(made: Path) -> None:
    engine = create_engine(f"sqlite:///{made}")
    with engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True, "compare_server_default": True})
        assert compare_metadata(context, metadata) == []
    engine.dispose()


def test_the_newest_migration_is_the_one_that_the_program_names() -> None:
    assert ScriptDirectory(str(FOLDER)).get_heads() == [HEAD]


async def test_a_second_start_changes_nothing_and_copies_nothing(database: Database) -> None:
    await database.close()
    before = database.path.read_bytes()
    assert await database.upgrade(NOON) is None
    await database.close()
    assert database.path.read_bytes() == before
    assert beside(database.path) == set()


async def test_a_folder_that_is_missing_is_made(tmp_path: Path) -> None:
    database = Database(f"sqlite+aiosqlite:///{tmp_path / 'data' / 'of 100%' / 'nfpbot.sqlite3'}", Cipher(None))
    assert await database.upgrade(NOON) is None
    async with database.unit_of_work() as work:
        assert await work.content.version() == 0
    await database.close()
    assert beside(database.path) == set()


async def test_an_older_database_is_copied_and_keeps_its_data(database: Database, person: Person, newer: Path) -> None:
    await database.close()
    copy = await upgrade(database.path, NOON, folder=newer, head="next")

    assert copy == database.path.with_name(f"nfpbot.sqlite3.backup-{HEAD}-20230417T120000Z")
    assert beside(database.path) == {copy.name}
    assert copy.stat().st_mode & 0o777 == 0o600
    people = "SELECT id, telegram_id, language FROM people"
    expected = [(person.id, person.telegram_id, "fr")]
    assert rows(database.path, people) == rows(copy, people) == expected
    assert rows(database.path, "SELECT nickname FROM people") == [("-",)]
    assert rows(copy, "SELECT version_num FROM alembic_version") == [(HEAD,)]
    assert rows(copy, "PRAGMA integrity_check") == [("ok",)]
    assert await upgrade(database.path, NOON + timedelta(days=1), folder=newer, head="next") is None
    assert beside(database.path) == {copy.name}


async def test_packs_from_before_get_their_entries(tmp_path: Path) -> None:
    """Each with the pack that changed it last, and none of them counted yet."""
    file = await of_revision("0002", tmp_path)

    def pack(**lists: Any) -> str:
        return Pack.model_validate({"default_language": "en", "timezone": "UTC", **lists}).model_dump_json(
            by_alias=True
        )

    region, other = {"id": "seee", "name": {"en": "South East"}}, {"id": "ca", "name": {"en": "Central Asia"}}
    road = {
        "id": "road",
        "title": {"en": "Road"},
        "strands": [{"id": "s", "title": {"en": "S"}}],
        "items": [{"id": "i", "strand": "s", "title": {"en": "I"}}],
    }
    with closing(sqlite3.connect(file)) as connection, connection:
        for hour, content in enumerate(
            (pack(regions=[region, other]), pack(regions=[{**region, "countries": ["GE"]}], roadmaps=[road]))
        ):
            at = f"2023-04-17 1{hour}:00:00.000000"
            connection.execute("INSERT INTO packs (content, added_at) VALUES (?, ?)", (content, at))

    await upgrade(file, NOON)
    assert rows(file, "SELECT kind, id, sequence, version, gone FROM content_entries ORDER BY kind, id") == [
        ("item", "i", 0, 2, 0),
        ("region", "ca", 0, 2, 1),
        ("region", "seee", 0, 2, 0),
        ("roadmap", "road", 0, 2, 0),
        ("strand", "s", 0, 2, 0),
    ]
    database = Database(f"sqlite+aiosqlite:///{file}", Cipher(None))
    async with database.unit_of_work() as work:
        eleven = NOON.replace(hour=11)
        assert await work.content.state(EntryKind.REGION, "seee") == EntryState(0, 2, eleven, gone=False)
        newest = await work.content.load()
        assert newest is not None
        await work.content.add(newest[1].model_copy(update={"regions": ()}), NOON)
        assert await work.content.state(EntryKind.REGION, "seee") == EntryState(1, 3, NOON, gone=True)
        assert await work.content.state(EntryKind.REGION, "ca") == EntryState(0, 2, eleven, gone=True)
    await database.close()


async def test_what_waits_in_the_log_is_in_the_copy(database: Database, person: Person, newer: Path) -> None:
    copy = await upgrade(database.path, NOON, folder=newer, head="next")  # with the database still open
    assert copy is not None
    assert rows(copy, "SELECT id FROM people") == [(person.id,)]


async def test_a_migration_that_fails_changes_nothing(database: Database, person: Person, newer: Path) -> None:
    await database.close()
    (newer / "versions" / "next.py").write_text(FAILING)
    with pytest.raises(Exception, match="nowhere"):
        await upgrade(database.path, NOON, folder=newer, head="next")
    assert rows(database.path, "SELECT version_num FROM alembic_version") == [(HEAD,)]
    assert await database.upgrade(NOON) is None
    async with database.unit_of_work() as work:
        assert await work.people.find(person.id, NOON) == person


async def test_a_newer_database_is_refused_and_the_backup_named(database: Database, newer: Path) -> None:
    copy = await upgrade(database.path, NOON, folder=newer, head="next")
    await upgrade(database.path, NOON, folder=newer, head="next")
    before = rows(database.path, "SELECT * FROM alembic_version")
    with pytest.raises(SetupError, match="newer version") as refused:
        await database.upgrade(NOON)
    assert "update the program" in str(refused.value)
    assert str(copy) in str(refused.value)
    assert "\n" not in str(refused.value)
    assert rows(database.path, "SELECT * FROM alembic_version") == before == [("next",)]


async def test_a_newer_database_without_a_backup_is_refused_too(database: Database) -> None:
    with closing(sqlite3.connect(database.path)) as connection, connection:
        connection.execute("UPDATE alembic_version SET version_num = 'from the future'")
    database.path.with_name(f"{database.path.name}.backup-unheard-of-20230417T120000Z").touch()
    with pytest.raises(SetupError, match=r"newer version.*a backup that this version made"):
        await database.upgrade(NOON)


async def test_a_database_of_another_program_is_left_alone(file: Path, url: str) -> None:
    with closing(sqlite3.connect(file)) as connection, connection:
        connection.execute("CREATE TABLE recipes (name)")
    database = Database(url, Cipher(None))
    with pytest.raises(SetupError, match="not a database of this program"):
        await database.upgrade(NOON)
    assert rows(file, "SELECT name FROM sqlite_master") == [("recipes",)]


def test_a_file_that_is_no_database_is_left_alone(file: Path, url: str) -> None:
    file.write_text("Dear diary, " * 500)
    with pytest.raises(SetupError, match="cannot be read"):
        asyncio.run(Database(url, Cipher(None)).upgrade(NOON))
    assert file.read_text() == "Dear diary, " * 500


@pytest.mark.parametrize(
    "wrong", ["", "nfpbot.sqlite3", "sqlite+aiosqlite://", "sqlite:///a", "postgresql+asyncpg://host/name"]
)
def test_a_url_that_cannot_be_used_says_what_can(wrong: str) -> None:
    with pytest.raises(SetupError, match="sqlite\\+aiosqlite:///"):
        Database(wrong, Cipher(None))


async def test_a_folder_that_cannot_be_made_is_said(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(SetupError, match="check the folder"):
        await Database(f"sqlite+aiosqlite:///{tmp_path}/file/nfpbot.sqlite3", Cipher(None)).upgrade(NOON)


def test_a_start_with_nothing_to_do_does_without_alembic(made: Path, tmp_path: Path) -> None:
    shutil.copyfile(made, tmp_path / "nfpbot.sqlite3")
    program = (
        "import asyncio, sys\nfrom datetime import UTC, datetime\nfrom pathlib import Path\n"
        "from storage.migrate import upgrade\n"
        "asyncio.run(upgrade(Path(sys.argv[1]), datetime.now(UTC)))\nprint('alembic' in sys.modules)"
    )
    ran = subprocess.run(
        [sys.executable, "-c", program, str(tmp_path / "nfpbot.sqlite3")],
        capture_output=True,
        text=True,
        cwd=Path(__file__).parents[2],
        check=True,
    )
    assert ran.stdout == "False\n"


async def test_people_roles_and_what_waits_come_along(tmp_path: Path) -> None:
    """What was sent loses what it said; what waits is sent; roles stand as if they had been given now."""
    file = await of_revision("0003", tmp_path)
    at = "2023-04-17 10:00:00.000000"
    with closing(sqlite3.connect(file)) as connection, connection:
        person = "INSERT INTO people (id, telegram_id, language, language_chosen, reachable, added_at)"
        connection.execute(f"{person} VALUES (7, 70, 'ru', 1, 1, '{at}'), (8, 80, 'fr', 0, 0, '{at}')")
        connection.execute(f"INSERT INTO grants VALUES (7, 'nfp', 'KZ', '', '{at}'), (7, 'organizer', '', '', '{at}')")
        row = "INSERT INTO outbox (id, chat_id, person_id, priority, message, added_at, state, attempts, parts_sent)"
        for number, state in enumerate(("waiting", "sent", "unknown"), 5):
            values = f"""({number}, 70, 7, 0, '{{"kind":"help"}}', '{at}', '{state}', 0, 0)"""
            connection.execute(f"{row} VALUES {values}")
        connection.execute(f"INSERT INTO queues VALUES (70, '{at}', 0, 5)")
        waits = "INSERT INTO inbox (update_id, person, payload, encrypted, received_at, attempts, state)"
        connection.execute(f"{waits} VALUES (3, 70, x'7b7d', 0, '{at}', 0, 'waiting')")

    await upgrade(file, NOON)
    database = Database(f"sqlite+aiosqlite:///{file}", Cipher(None))
    now = datetime.now(UTC)
    async with database.unit_of_work() as work:
        known = await work.people.by_telegram(70, now)
        blocked = await work.people.by_telegram(80, now)
        held = await work.grants.of(7)
        (claimed,) = await work.outbox.claim(now, now, 5, [])
        (stored,) = await work.inbox.pending(0, 5)
    await database.close()
    assert known is not None
    assert known.grants == (Grant(Role.NFP, country="KZ"), Grant(Role.ORGANIZER))
    assert known.reachable
    assert blocked is not None
    assert not blocked.reachable
    assert known.pseudonym != blocked.pseudonym
    assert all(each.in_force(now + timedelta(days=394)) and each.granted_by is None for each in held)
    assert (claimed.id, claimed.message) == (5, Help())
    assert (stored.update_id, stored.member) == (3, False)
    assert rows(file, "SELECT id, kind, message IS NULL FROM outbox ORDER BY id") == [
        (5, "help", 0),
        (6, "help", 1),
        (7, "help", 0),
    ]
    assert rows(file, "SELECT count(*) FROM sqlite_master WHERE sql LIKE '%AUTOINCREMENT%'") == [(14,)]


async def test_whoever_is_known_and_what_waits_stay_when_answers_come(tmp_path: Path) -> None:
    """From before there were answers: nobody is moved to other hours, and nothing waits longer than it did."""
    file = await of_revision("0004", tmp_path)
    person = {"language": "ru", "zone": "Asia/Almaty", "stopped": "announcements", "seen_at": AT}
    put(file, "people", id=7, telegram_id=70, pseudonym="p7", **person)
    message = {"kind": "help", "message": b'{"kind":"help"}', "person_id": 7, "chat_id": 70}
    put(file, "outbox", id=5, state="waiting", once="key", **message)
    put(file, "outbox", id=6, state="sent", settled_at=AT, **{**message, "message": None})
    put(file, "queues", chat_id=70, next_priority=0, next_id=5)
    before = all_of(file, "people", "outbox", "queues")

    await upgrade(file, NOON)
    for table, (names, kept) in before.items():
        assert rows(file, f"SELECT {', '.join(names)} FROM {table}") == kept
    database = Database(f"sqlite+aiosqlite:///{file}", Cipher(None))
    async with database.unit_of_work() as work:
        known = await work.people.by_telegram(70, NOON)
        (claimed,) = await work.outbox.claim(NOON, NOON, 5, [])
        added = await work.people.add(80, "en", NOON)
    await database.close()
    assert known is not None
    assert (known.quiet, known.zone) == (Quiet(), "Asia/Almaty")
    assert (claimed.id, claimed.message, claimed.urgent, claimed.refreshes) == (5, Help(), False, False)
    assert added.id == 8


async def test_everything_stays_when_rounds_come(tmp_path: Path) -> None:
    """From before there were rounds of feedback: the messages that are followed stand as they were, and a round can be
    asked at once."""
    file = await of_revision("0006", tmp_path)
    person = {"language": "ru", "zone": "Asia/Almaty", "stopped": "reminders announcements", "seen_at": AT}
    put(file, "people", id=7, telegram_id=70, pseudonym="p7", quiet="", **person)
    put(file, "live_messages", chat_id=70, message_id=5, person_id=7, subject="brussels", kind="meeting_card")
    put(file, "announcements", id=3, author_id=7, state="draft", content=b"sealed")
    put(file, "facts", name="reminders", value=AT)
    before = all_of(file, "people", "live_messages", "announcements", "facts")

    await upgrade(file, NOON)
    for table, (names, there) in before.items():
        assert rows(file, f"SELECT {', '.join(names)} FROM {table}") == there
    database = Database(f"sqlite+aiosqlite:///{file}", Cipher(None))
    async with database.unit_of_work() as work:
        assert await work.rounds.in_states(*RoundState) == []
        terms = Terms(title=Text({"en": "What matters?"}), method=Method.CHOOSE)
        asked = Round("r.first", RoundState.OPEN, terms, NOON, NOON, author_id=7, opened_at=NOON)
        await work.rounds.add(asked)
        await work.rounds.make_secret(asked.id)
        await work.round_answers.put(asked.id, 7, Answered("a", "a"), ("ca", "KZ"), named=False)
        assert await work.rounds.get(asked.id) == asked
        assert await work.round_answers.of(asked.id, 7) == Answered("a", "a")
        # The longest id of a meeting, with what stands before it.
        subject = subject_of(f"m.{'x' * 38}")
        await work.live_messages.note(LiveMessage(70, 6, 7, subject, "round_card"))
        await work.commit()
    await database.close()
    assert rows(file, "SELECT subject FROM live_messages ORDER BY message_id") == [("brussels",), (subject,)]
