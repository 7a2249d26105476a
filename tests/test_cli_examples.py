"""`nfpbot export examples`: what people meant by their questions, as lines to learn from."""

import asyncio
import json
from datetime import UTC, datetime
from pathlib import Path

from bot.domain.examples import Meant
from storage.cipher import Cipher, new_key
from storage.database import Database
from tests.test_cli import nfpbot

NOON = datetime(2023, 4, 17, 12, tzinfo=UTC)
KEY = new_key()


async def asked(file: Path) -> None:
    """Five questions, of which somebody has looked at four."""
    database = Database(f"sqlite+aiosqlite:///{file}", Cipher(KEY))
    await database.upgrade(NOON)
    await database.check_key()
    async with database.unit_of_work() as uow:
        person = await uow.people.add(1, "en", NOON)
        for number, (words, language, topic) in enumerate(
            (
                ("a [hotel]{meeting}\nplease", "en", "meeting.hotel"),
                ("hôtel ?", "fr", "meeting.hotel"),
                ("الفندق", "ar", "meeting.hotel"),
                ("what else", "en", None),
                ("nobody has looked", "en", "meeting.when"),
            )
        ):
            await uow.examples.add(Meant(person.id, number, words, language, topic, "brussels-2023"), NOON)
        for each in (await uow.examples.waiting())[:4]:
            await uow.examples.keep(each.id)
        await uow.commit()
    await database.close()


def test_what_was_looked_over_is_written_in_the_form_of_examples(tmp_path: Path) -> None:
    asyncio.run(asked(tmp_path / "bot.sqlite3"))
    target = tmp_path / "asked.jsonl"
    made = nfpbot(tmp_path, "export", "examples", "--output", str(target), NFPBOT_KEY=KEY)
    assert made.returncode == 0, made.stderr
    assert made.stdout.startswith(f"{target} is written; questions: 4; without a topic")
    lines = [json.loads(line) for line in target.read_text("utf-8").splitlines()]
    assert [(line["language"], line["topic"], line["text"]) for line in lines] == [
        ("en", "meeting.hotel", "a (hotel)(meeting) please"),
        ("fr", "meeting.hotel", "hôtel ?"),
        ("ar", "meeting.hotel", "الفندق"),
        ("en", None, "what else"),
    ]
    known = Path("locales/en/examples").glob("*.jsonl")
    forms = [set(json.loads(line)) for file in known for line in file.read_text("utf-8").splitlines() if line]
    assert all(set(line) in forms for line in lines)
    assert target.stat().st_mode & 0o777 == 0o600
    nfpbot(tmp_path, "audit", "export", str(tmp_path / "log.jsonl"))
    assert "examples.exported" in (tmp_path / "log.jsonl").read_text("utf-8")


def test_those_of_one_language(tmp_path: Path) -> None:
    asyncio.run(asked(tmp_path / "bot.sqlite3"))
    target = tmp_path / "asked.jsonl"
    assert nfpbot(
        tmp_path, "export", "examples", "--output", str(target), "--language", "fr", NFPBOT_KEY=KEY
    ).stdout.startswith(f"{target} is written; questions: 1;")
    assert json.loads(target.read_text("utf-8"))["language"] == "fr"


def test_what_cannot_be_exported_is_told(tmp_path: Path) -> None:
    asyncio.run(asked(tmp_path / "bot.sqlite3"))
    target = tmp_path / "asked.jsonl"
    refused = nfpbot(tmp_path, "export", "examples", "--output", str(target), "--language", "xx", NFPBOT_KEY=KEY)
    assert (refused.returncode, target.exists()) == (2, False)
    assert "none of the bot's languages" in refused.stderr
    target.write_text("mine")
    refused = nfpbot(tmp_path, "export", "examples", "--output", str(target), NFPBOT_KEY=KEY)
    assert (refused.returncode, target.read_text()) == (2, "mine")
    # Without the key that the database has, it does not start.
    other = tmp_path / "other.jsonl"
    assert nfpbot(tmp_path, "export", "examples", "--output", str(other)).returncode == 1
    assert not other.exists()
