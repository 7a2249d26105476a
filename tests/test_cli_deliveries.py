"""`nfpbot export deliveries`: who got an announcement, as a file."""

import asyncio
from datetime import UTC, datetime
from pathlib import Path

import pytest
from openpyxl import load_workbook

from storage.cipher import Cipher
from storage.database import Database
from tests.announce import add_author, add_readers, begin
from tests.test_cli import nfpbot

NOON = datetime(2023, 4, 17, 12, tzinfo=UTC)


async def announced(file: Path) -> int:
    """One to three people, of whom nobody has got it yet."""
    database = Database(f"sqlite+aiosqlite:///{file}", Cipher(None))
    author = await add_author(database, NOON)
    add_readers(file, 1000, 3, NOON)
    number = await begin(database, author, NOON)
    await database.close()
    return number


def test_all_readers_are_written_into_a_file_of_its_owner_alone(tmp_path: Path) -> None:
    assert nfpbot(tmp_path, "content", "import", "demo", "--yes").returncode == 0
    (file,) = tmp_path.glob("*.sqlite3")
    number, target = asyncio.run(announced(file)), tmp_path / "readers.xlsx"
    made = nfpbot(tmp_path, "export", "deliveries", str(number), "--output", str(target), "--language", "fr")
    assert (made.returncode, made.stdout) == (0, f"{target} is written; readers: 3\n"), made.stderr
    head, *lines = load_workbook(target)["Destinataires"].iter_rows(values_only=True)
    assert head[0] == "Pays"
    assert [line[3] for line in lines] == ["Reste à envoyer"] * 3
    assert target.stat().st_mode & 0o777 == 0o600


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (("77", "--output", "a.xlsx"), "no announcement 77 was sent"),
        (("77", "--output", "a.csv"), "does not end in .xlsx"),
        (("77", "--output", "a.xlsx", "--language", "xx"), "none of the bot's languages"),
    ],
)
def test_what_cannot_be_exported_is_told(tmp_path: Path, arguments: tuple[str, ...], told: str) -> None:
    nfpbot(tmp_path, "content", "import", "demo", "--yes")
    refused = nfpbot(tmp_path, "export", "deliveries", *arguments)
    assert refused.returncode == 2
    assert told in refused.stderr
    assert not (tmp_path / "a.xlsx").exists()
