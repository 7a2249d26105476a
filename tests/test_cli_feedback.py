"""`nfpbot export feedback`: the results of a round, as a file."""

import asyncio
from datetime import UTC, datetime
from pathlib import Path

import pytest
from openpyxl import load_workbook

from bot.domain.content_text import Text
from bot.domain.rounds import Answered, Choice, Method, Round, RoundState, Terms
from storage.cipher import Cipher
from storage.database import Database
from tests.announce import add_author, add_readers
from tests.test_cli import nfpbot

NOON = datetime(2023, 4, 17, 12, tzinfo=UTC)


async def answered(file: Path, *, anonymous: bool) -> None:
    """Six of one group choose the first thing, two of another one the second."""
    database = Database(f"sqlite+aiosqlite:///{file}", Cipher(None))
    await add_author(database, NOON)
    add_readers(file, 1000, 8, NOON)
    choices = tuple(Choice(key=key, title=Text({"en": title})) for key, title in (("a", "Training"), ("b", "Law")))
    terms = Terms(title=Text({"en": "What matters?"}), method=Method.CHOOSE, choices=choices, anonymous=anonymous)
    async with database.unit_of_work() as uow:
        await uow.rounds.add(Round("r.1", RoundState.OPEN, terms, NOON, NOON, opened_at=NOON))
        await uow.rounds.make_secret("r.1")
        for number in range(8):
            path, marks = (("seee",), "a") if number < 6 else (("mie",), "b")
            await uow.round_answers.put("r.1", 1000 + number, Answered(marks, marks), path, named=not anonymous)
        await uow.rounds.add(Round("r.2", RoundState.PLANNED, terms, NOON, NOON))
        await uow.commit()
    await database.close()


@pytest.mark.parametrize("anonymous", [True, False])
def test_the_workbook_is_that_of_those_who_look_after_the_round(tmp_path: Path, anonymous: bool) -> None:
    assert nfpbot(tmp_path, "content", "import", "demo", "--yes").returncode == 0
    (file,) = tmp_path.glob("*.sqlite3")
    asyncio.run(answered(file, anonymous=anonymous))
    target = tmp_path / "results.xlsx"
    made = nfpbot(tmp_path, "export", "feedback", "r.1", "--output", str(target), "--language", "fr")
    assert (made.returncode, made.stdout) == (0, f"{target} is written; answers: 8\n"), made.stderr
    book = load_workbook(target)
    first = [row[3:5] for row in book["Résultats"].iter_rows(min_row=2, values_only=True)]
    assert first == [("Training", 6), ("Law", 0 if anonymous else 2)]
    assert ("Réponses nominatives" in book.sheetnames) is not anonymous
    assert target.stat().st_mode & 0o777 == 0o600
    nfpbot(tmp_path, "audit", "export", str(tmp_path / "log.jsonl"))
    assert "answers.exported" in (tmp_path / "log.jsonl").read_text("utf-8")


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (("r.9", "--output", "a.xlsx"), "no round 'r.9' has opened"),
        (("r.2", "--output", "a.xlsx"), "no round 'r.2' has opened"),
        (("r.1", "--output", "a.csv"), "does not end in .xlsx"),
        (("r.1", "--output", "a.xlsx", "--language", "xx"), "none of the bot's languages"),
    ],
)
def test_what_cannot_be_exported_is_told(tmp_path: Path, arguments: tuple[str, ...], told: str) -> None:
    nfpbot(tmp_path, "content", "import", "demo", "--yes")
    (file,) = tmp_path.glob("*.sqlite3")
    asyncio.run(answered(file, anonymous=True))
    refused = nfpbot(tmp_path, "export", "feedback", *arguments)
    assert refused.returncode == 2
    assert told in refused.stderr
    assert not (tmp_path / "a.xlsx").exists()
