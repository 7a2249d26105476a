"""The commands, as processes: what they print, and how they end.

Most are started by tests.starter, which has loaded the program before; some as an operator starts them.
"""

import hashlib
import io
import json
import os
import signal
import socket
import sqlite3
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import httpx
import pytest
import segno
from openpyxl import load_workbook

from bot.app import made_up_token
from storage.cipher import new_key
from tests.commands import spawned

BIN = [sys.executable, "-m", "bot"]


def environment(folder: Path, **settings: str) -> dict[str, str]:
    clean = {name: value for name, value in os.environ.items() if not name.startswith("NFPBOT_")}
    return {**clean, "NFPBOT_DATABASE_URL": f"sqlite+aiosqlite:///{folder}/bot.sqlite3", **settings}


def nfpbot(folder: Path, *arguments: str, stdin: str = "", **settings: str) -> subprocess.CompletedProcess[str]:
    with spawned(*arguments, environment=environment(folder, **settings), stdin=stdin) as started:
        code = started.wait()
        return subprocess.CompletedProcess(arguments, code, started.stdout(), started.stderr())


@contextmanager
def process(folder: Path, *arguments: str, **settings: str) -> Iterator[subprocess.Popen[str]]:
    """As an operator starts it: the interpreter, the modules and all."""
    started = subprocess.Popen(
        [*BIN, *arguments],
        env=environment(folder, **settings),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    try:
        yield started
    finally:
        if started.poll() is None:
            started.kill()
        started.communicate()


@contextmanager
def simulator(folder: Path) -> Iterator[str]:
    """The address of `nfpbot simulate` in a process of its own."""
    with spawned("simulate", "--port", "0", environment=environment(folder)) as running:
        yield running.says("phone:").split()[-1]


def wait_for(address: str, path: str, found: str) -> str:
    """The answer of the phone's interface once it contains this."""
    for _ in range(600):
        text = httpx.get(f"{address}{path}", verify=False).text
        if found in text:
            return text
        time.sleep(0.1)
    pytest.fail(f"{found!r} never came: {text}")


@pytest.fixture
def served(tmp_path: Path) -> Iterator[str]:
    with simulator(tmp_path) as address:
        yield address


@pytest.fixture
def settings(served: str) -> dict[str, str]:
    return {
        "NFPBOT_API_URL": served,
        "NFPBOT_TOKEN": made_up_token(),
        "NFPBOT_KEY": new_key(),
        "NFPBOT_PACK": "sample",
    }


def test_the_whole_way_in_processes(tmp_path: Path, served: str, settings: dict[str, str]) -> None:
    """A fresh database; a guest; an invite from the command line; an answer; a second run; new content; SIGTERM."""
    with process(tmp_path, "run", **settings) as running:
        wait_for(served, "/phone/bot", '"ready":true')

        second = nfpbot(tmp_path, "run", **settings)
        assert second.returncode == 1
        assert second.stderr.count("\n") == 1
        assert "another nfpbot is running" in second.stderr

        link = nfpbot(tmp_path, "invite", "--role", "nfp", "--country", "GE", "--language", "en", **settings)
        assert link.returncode == 0, link.stderr
        assert link.stdout.startswith("https://t.me/")
        payload = link.stdout.strip().partition("?start=")[2]
        httpx.post(f"{served}/phone/chats/1005/start", json={"payload": payload}).raise_for_status()
        wait_for(served, "/phone/chats/1005", "Georgia")
        httpx.post(f"{served}/phone/chats/1005/text", json={"text": "When is the Brussels meeting?"}).raise_for_status()
        wait_for(served, "/phone/chats/1005", "14–15 June 2023")

        pack = tmp_path / "new.yaml"
        pack.write_text(
            "schema: 1\ndefault_language: en\ntimezone: UTC\nmeetings:\n"
            "  - {id: lima, title: Lima Workshop, city: Lima, starts: 2041-06-14, ends: 2041-06-15}\n"
        )
        imported = nfpbot(tmp_path, "content", "import", str(pack), "--yes", **settings)
        assert imported.returncode == 0, imported.stderr
        for _ in range(200):
            httpx.post(f"{served}/phone/chats/1005/text", json={"text": "/meetings"}).raise_for_status()
            time.sleep(0.3)
            if "Lima Workshop" in httpx.get(f"{served}/phone/chats/1005").text:
                break
        else:
            pytest.fail("the new content was not noticed")

        # Its call for updates alone would go on for longer.
        running.send_signal(signal.SIGTERM)
        _, log = running.communicate(timeout=20)
        assert running.returncode == 0
        assert "Traceback" not in log
        assert settings["NFPBOT_TOKEN"] not in log
        assert "Brussels meeting" not in log


def test_what_is_wrong_is_told_in_one_line(tmp_path: Path, served: str, settings: dict[str, str]) -> None:
    def fails(expected: str, *arguments: str, **changes: str) -> None:
        done = nfpbot(tmp_path, *(arguments or ("run",)), **{**settings, **changes})
        assert done.returncode == 1, done.stderr
        lines = [line for line in done.stderr.splitlines() if line.startswith("nfpbot: ")]
        assert len(lines) == 1, done.stderr
        assert expected in lines[0]
        assert "Traceback" not in done.stderr

    fails("NFPBOT_TOKEN is not set", NFPBOT_TOKEN="")
    fails("not a token", NFPBOT_TOKEN="12:abc")
    fails("NFPBOT_KEY is not set", NFPBOT_KEY="")
    fails("nfpbot keys new", NFPBOT_KEY="short")
    fails("--port", "demo", "--port", served.rpartition(":")[2])
    fails("--port", "simulate", "--port", served.rpartition(":")[2])

    with spawned("run", environment=environment(tmp_path, **settings)) as running:
        wait_for(served, "/phone/bot", '"ready":true')
        running.send_signal(signal.SIGTERM)
        assert running.wait() == 0
    fails("NFPBOT_KEY is not the key", NFPBOT_KEY=new_key())
    fails("NFPBOT_KEY", "run", "--no-key")
    with closing(sqlite3.connect(tmp_path / "bot.sqlite3")) as connection:
        connection.execute("UPDATE alembic_version SET version_num = '9999'")
        connection.commit()
    fails("newer", "run")


def test_a_broken_pack_leaves_everything_as_it_was(tmp_path: Path) -> None:
    good, bad = tmp_path / "good.yaml", tmp_path / "bad.yaml"
    good.write_text("schema: 1\ndefault_language: en\ntimezone: UTC\n")
    bad.write_text("schema: 2\ndefault_language: en\ntimezone: UTC\nregoins: []\nfaq: [{id: Q}]\n")
    assert nfpbot(tmp_path, "content", "import", str(good), "--yes").returncode == 0
    before = (tmp_path / "bot.sqlite3").read_bytes()
    for command in ("import", "check"):
        done = nfpbot(tmp_path, "content", command, str(bad))
        assert done.returncode == 2
        for place in (":1: schema", ":4: regoins", "faq[0].id", "faq[0].title", "faq[0].answer"):
            assert place in done.stderr
    assert (tmp_path / "bot.sqlite3").read_bytes() == before


def test_content_goes_in_and_comes_out(tmp_path: Path) -> None:
    """Looked at, put in force, exported, edited as a workbook, imported, listed."""

    def said(*arguments: str, code: int = 0) -> str:
        done = nfpbot(tmp_path, "content", *arguments)
        assert done.returncode == code, done.stderr
        assert "Traceback" not in done.stderr
        return done.stdout if code == 0 else done.stderr

    book, older = tmp_path / "now.xlsx", tmp_path / "older.yaml"
    assert "nfpbot content import FILE --yes" in said("export", str(book), code=1)
    assert "nothing was changed" in said("import", "sample")
    assert list(tmp_path.iterdir()) == []

    assert said("import", "sample", "--yes").endswith("sample is in force, as number 1\n")
    said("export", str(book))
    assert said("import", str(book), "--yes") == f"{book} changes nothing: number 1 stays in force\n"
    assert "--force" in said("export", str(book), code=2)

    workbook = load_workbook(book)
    titles = next(cell for cell in workbook["meetings"][1] if cell.value == "title:fr")
    workbook["meetings"].cell(2, titles.column or 0).value = "Rencontre"
    workbook["faq"].delete_rows(2)
    workbook.save(book)
    for arguments in (("import", str(book)), ("import", str(book), "--yes")):
        changes = said(*arguments)
        assert "~ meeting tbilisi-2023\n    title:fr: Réunion des chefs de secrétariat → Rencontre\n" in changes
        assert "- faq cbrn-coe\n0 added, 1 removed, 1 changed (meeting ~1, faq -1)\n" in changes
    assert [line.partition("UTC")[2].strip() for line in said("history").splitlines()] == [
        "21 added, 0 removed, 0 changed",
        "0 added, 1 removed, 1 changed",
    ]

    said("export", str(older), "--version", "1")
    assert "sample: no mistakes" in said("check", "sample")
    assert said("import", str(older)).count("\n+ ") == 1
    assert "nfpbot content history" in said("export", str(book), "--version", "3", "--force", code=2)


def test_a_workbook_is_taken_wherever_a_pack_is(tmp_path: Path) -> None:
    book = tmp_path / "pack.xlsx"
    assert nfpbot(tmp_path, "content", "export", str(book), "--pack", "sample").returncode == 0
    assert [each.name for each in tmp_path.iterdir()] == ["pack.xlsx"]
    asked = nfpbot(tmp_path, "ask", "--at", "2023-04-17", "--pack", str(book), "when is the brussels meeting")
    assert "14–15 June 2023" in asked.stdout
    workbook = load_workbook(book)
    workbook["regions"]["A2"] = "Not an id"
    workbook.save(book)
    for command in ("import", "check"):
        done = nfpbot(tmp_path, "content", command, str(book))
        assert done.returncode == 2
        assert f"{book}:regions!A2: regions[0].id: “Not an id” cannot be an id; use" in done.stderr


def test_asking_without_telegram(tmp_path: Path) -> None:
    asked = nfpbot(tmp_path, "ask", "--at", "2023-04-17", "--language", "fr", "quand est la réunion de Bruxelles ?")
    assert asked.returncode == 0, asked.stderr
    assert "juin 2023" in asked.stdout
    assert "UNICRI" in asked.stdout

    one = nfpbot(tmp_path, "ask", "--at", "2023-04-17", "--json", "when is the brussels meeting")
    answer = json.loads(one.stdout)
    assert (answer["topic"], answer["target"], answer["answered"]) == ("meeting.when", "brussels-2023", True)
    assert {"language", "choices", "text", "sources", "ms", "also"} <= answer.keys()

    guest = nfpbot(tmp_path, "ask", "--at", "2023-04-17", "--role", "guest", "when is the brussels meeting")
    assert "June" not in guest.stdout

    lines = '{"id": 7, "language": "ru", "text": "когда встреча в брюсселе?"}\n\n{"id": "x", "text": "bitcoin price"}\n'
    batch = nfpbot(tmp_path, "ask", "--batch", "--at", "2023-04-17", stdin=lines)
    first, second = map(json.loads, batch.stdout.splitlines())
    assert (first["id"], first["language"], first["topic"]) == (7, "ru", "meeting.when")
    assert (second["id"], second["topic"], second["answered"]) == ("x", "none", False)


@pytest.mark.parametrize(
    ("arguments", "code", "told"),
    [(("keys", "new"), 0, ""), (("run",), 1, "NFPBOT_TOKEN is not set"), (("nothing",), 2, "nothing")],
)
def test_each_way_to_end_as_an_operator_sees_it(
    tmp_path: Path, arguments: tuple[str, ...], code: int, told: str
) -> None:
    with process(tmp_path, *arguments) as started:
        _, errors = started.communicate(timeout=60)
    assert started.returncode == code, errors
    assert told in errors
    assert errors.count("\n") == (code != 0)
    # The two ways of starting a command tell the same.
    other = nfpbot(tmp_path, *arguments)
    assert (other.returncode, other.stderr) == (code, errors)


@pytest.mark.parametrize(
    "arguments",
    [
        ("ask",),
        ("ask", "--at", "yesterday", "x"),
        ("ask", "--language", "xx", "x"),
        ("ask", "--pack", "nowhere.yaml", "x"),
        ("demo", "--at", "soon"),
        ("content", "check", "nowhere.yaml"),
        ("content", "check", "nowhere.xlsx"),
        ("content", "export", "pack.ods", "--pack", "sample"),
        ("content", "export", "pack.yaml", "--pack", "sample", "--version", "1"),
        ("nothing",),
        ("ask", "--batch", "--at", "2023-04-17"),
    ],
)
def test_bad_usage_ends_with_2(tmp_path: Path, arguments: tuple[str, ...]) -> None:
    done = nfpbot(tmp_path, *arguments, stdin="not json\n")
    assert done.returncode == 2, done.stderr
    assert done.stderr
    assert "Traceback" not in done.stderr


def test_invites_that_make_no_sense(tmp_path: Path, served: str, settings: dict[str, str]) -> None:
    for arguments in (
        ("--role", "nfp"),
        ("--role", "nfp", "--country", "ZZ"),
        ("--role", "administrator", "--country", "GE"),
        ("--role", "secretariat", "--region", "nowhere"),
        ("--role", "administrator", "--language", "xx"),
        ("--role", "nfp", "--country", "GE", "--meeting", "brussels-2023"),
        ("--role", "organizer", "--meeting", "nowhere"),
        ("--role", "administrator", "--until", "2020-01-01"),
        ("--role", "administrator", "--until", "soon"),
        ("--role", "nfp", "--output", "links.xlsx"),
        ("--role", "nfp", "--countries", "countries.txt"),
        ("--role", "secretariat", "--countries", "countries.txt", "--output", "links.xlsx"),
        ("--role", "king"),
    ):
        done = nfpbot(tmp_path, "invite", *arguments, **settings)
        assert done.returncode == 2, (arguments, done.stderr)


def test_links_by_the_dozen(tmp_path: Path, settings: dict[str, str]) -> None:
    listed, links = tmp_path / "countries.txt", tmp_path / "links.xlsx"
    listed.write_text("Georgia\n\nma\nКазахстан\nالأردن\n", encoding="utf-8")
    arguments = ("invite", "--role", "nfp", "--countries", str(listed), "--output", str(links))
    done = nfpbot(tmp_path, *arguments, "--until", "2099-01-01", **settings)
    assert done.returncode == 0, done.stderr
    assert links.stat().st_mode & 0o777 == 0o600
    _, *rows = load_workbook(links).worksheets[0].iter_rows(values_only=True)
    assert [(row[0], row[1], row[2]) for row in rows] == [
        ("Georgia", "GE", None), ("Jordan", "JO", "العربية"), ("Kazakhstan", "KZ", "Русский"), ("Morocco", "MA", None)
    ]  # fmt: skip
    payloads = [str(row[3]).partition("?start=")[2].encode() for row in rows]
    assert len(set(payloads)) == 4
    assert not any(payload in (tmp_path / "bot.sqlite3").read_bytes() for payload in payloads)
    assert count(tmp_path, "SELECT count(*) FROM invites WHERE until IS NOT NULL") == 4

    # What was written is itself a list of countries; only its head is none.
    refused = nfpbot(tmp_path, "invite", "--role", "nfp", "--countries", str(links), "--output", "b.xlsx", **settings)
    assert (refused.returncode, refused.stderr.count("\n")) == (2, 1)
    assert "links.xlsx:links!A1: 'Country'" in refused.stderr
    refused = nfpbot(tmp_path, *arguments, **settings)
    assert "is there already" in refused.stderr
    assert count(tmp_path, "SELECT count(*) FROM invites") == 4


def test_every_bad_line_of_a_list_is_named_and_no_link_is_made(tmp_path: Path, settings: dict[str, str]) -> None:
    listed, links = tmp_path / "countries.txt", tmp_path / "links.xlsx"
    listed.write_text("Georgia\nAtlantis\nGE\nFrnace\n", encoding="utf-8")
    done = nfpbot(tmp_path, "invite", "--role", "nfp", "--countries", str(listed), "--output", str(links), **settings)
    assert done.returncode == 2
    for place in ("countries.txt:2: 'Atlantis'", "countries.txt:3: 'GE' was named before", "countries.txt:4: 'Frnace'"):
        assert place in done.stderr
    assert not links.exists()
    assert not (tmp_path / "bot.sqlite3").exists()
    for content in (b"", b"\xff\xfe\x00", b"PK\x03\x04 no workbook"):
        listed.write_bytes(content)
        done = nfpbot(tmp_path, "invite", "--role", "nfp", "--countries", str(listed), "--output", "x", **settings)
        assert (done.returncode, "Traceback" in done.stderr) == (2, False), done.stderr


def test_a_link_as_a_picture(tmp_path: Path, settings: dict[str, str]) -> None:
    picture = tmp_path / "link.png"
    done = nfpbot(tmp_path, "invite", "--role", "administrator", "--qr", str(picture), **settings)
    expected = io.BytesIO()
    segno.make_qr(done.stdout.strip(), error="m").save(expected, kind="png", scale=10)
    assert picture.read_bytes() == expected.getvalue()


def count(folder: Path, query: str) -> int:
    with closing(sqlite3.connect(folder / "bot.sqlite3")) as connection:
        return int(connection.execute(query).fetchone()[0])


def test_keys_and_locales(tmp_path: Path) -> None:
    one, other = (nfpbot(tmp_path, "keys", "new").stdout.strip() for _ in range(2))
    assert len(one) == 44
    assert one != other
    assert nfpbot(tmp_path, "locales", "check").returncode == 0


def test_remarks_on_words(tmp_path: Path) -> None:
    found = nfpbot(tmp_path, "locales", "check", "--words", "--language", "fr")
    assert found.returncode == 0
    assert "two concepts in one language: " in found.stdout
    assert "locales/fr/lexicon.toml:" in found.stdout
    assert "locales/es/lexicon.toml:" not in found.stdout
    assert nfpbot(tmp_path, "locales", "check", "--words", "--language", "xx").returncode == 2
    assert nfpbot(tmp_path, "locales", "check", "--language", "fr").returncode == 2


def test_the_demonstration_starts_with_nothing(tmp_path: Path) -> None:
    with closing(socket.socket()) as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    with process(tmp_path, "demo", "--port", str(port)) as running:
        address = f"http://127.0.0.1:{port}"
        assert running.stdout is not None
        while address not in running.stdout.readline():
            assert running.poll() is None
        wait_for(address, "/phone/bot", '"ready":true')
        httpx.post(
            f"{address}/phone/chats/1001/text", json={"text": "When is the Brussels meeting?"}
        ).raise_for_status()
        wait_for(address, "/phone/chats/1001", "14–15 June 2023")
        running.send_signal(signal.SIGINT)
        running.communicate(timeout=60)
        assert running.returncode == 0
    assert not list(tmp_path.iterdir())


def test_the_audit_log_is_verified_and_exported(tmp_path: Path) -> None:
    def said(*arguments: str, code: int = 0) -> str:
        done = nfpbot(tmp_path, "audit", *arguments)
        assert done.returncode == code, done.stderr
        assert "Traceback" not in done.stderr
        return (done.stdout if code == 0 else done.stderr).strip()

    assert said("head") == "the log is empty"
    assert said("verify") == "the log is whole; rows: 0"
    assert list(tmp_path.iterdir()) == []
    for number in range(2):
        pack = tmp_path / f"{number}.yaml"
        pack.write_text(
            "schema: 1\ndefault_language: en\ntimezone: UTC\nmeetings:\n"
            f"  - {{id: lima, title: Lima {number}, city: Lima, starts: 2041-06-14, ends: 2041-06-15}}\n"
        )
        assert nfpbot(tmp_path, "content", "import", str(pack), "--yes").returncode == 0
    anchor = said("head")
    assert anchor.startswith("2:")
    assert said("verify", "--since", anchor) == "the log is whole; rows: 2"
    assert "no anchor" in said("verify", "--since", "2:abc", code=2)

    log = tmp_path / "log.jsonl"
    assert said("export", str(log)) == f"{log} is written; rows: 2"
    assert "--force" in said("export", str(log), code=2)
    said("export", str(log), "--force")
    rows = [json.loads(line) for line in log.read_text(encoding="utf-8").splitlines()]
    assert [(row["act"], row["actor"]) for row in rows] == [("content.imported", "operator")] * 2
    for row in rows:
        # As the help of the command says it.
        fields = [value for name, value in row.items() if name != "hash"]
        assert hashlib.sha256(json.dumps(fields, separators=(",", ":")).encode()).hexdigest() == row["hash"]

    with closing(sqlite3.connect(tmp_path / "bot.sqlite3")) as connection, connection:
        connection.execute("DROP TRIGGER audit_no_delete")
        connection.execute("DELETE FROM audit WHERE sequence = 2")
        connection.execute("DELETE FROM facts WHERE name = 'audit_head'")
    assert said("verify", code=1) == "the log does not know of its end, which is row 1"
    assert "audit verify" in said("head", code=1)
    assert said("verify", "--since", anchor, code=1) == "row 2 is cut off"


def test_keys_are_rotated_beside_a_running_bot(tmp_path: Path, served: str, settings: dict[str, str]) -> None:
    old, new = settings["NFPBOT_KEY"], new_key()
    assert "there is no database" in nfpbot(tmp_path, "keys", "rotate", **settings).stderr
    with spawned("run", environment=environment(tmp_path, **{**settings, "NFPBOT_KEY": f"{new},{old}"})):
        wait_for(served, "/phone/bot", '"ready":true')
        httpx.post(f"{served}/phone/chats/1005/start", json={}).raise_for_status()
        wait_for(served, "/phone/chats/1005", "Português")
        rotated = nfpbot(tmp_path, "keys", "rotate", **{**settings, "NFPBOT_KEY": f"{new},{old}"})
        assert rotated.returncode == 0, rotated.stderr
        assert "sealed with the first key" in rotated.stdout
        httpx.post(f"{served}/phone/chats/1005/text", json={"text": "/help"}).raise_for_status()
        wait_for(served, "/phone/chats/1005", "/settings")
    refused = nfpbot(tmp_path, "run", **settings)
    assert refused.returncode == 1
    assert "not the key of this database" in refused.stderr
    with spawned("run", environment=environment(tmp_path, **{**settings, "NFPBOT_KEY": new})):
        httpx.post(f"{served}/phone/chats/1005/text", json={"text": "/privacy"}).raise_for_status()
        wait_for(served, "/phone/chats/1005", "Sus datos")


def test_answers_are_exported_beside_a_bot_in_a_language(tmp_path: Path) -> None:
    assert nfpbot(tmp_path, "content", "import", "demo", "--yes").returncode == 0
    target = tmp_path / "answers.xlsx"
    made = nfpbot(tmp_path, "export", "rsvps", "brussels-2023", "--output", str(target), "--language", "fr")
    assert (made.returncode, made.stdout) == (0, f"{target} is written; answers: 0\n"), made.stderr
    book = load_workbook(target)
    assert book.sheetnames[0] == "Toutes les réponses"
    assert "Arménie" in [row[1] for row in book["Injoignables sur Telegram"].iter_rows(values_only=True)]
    assert target.stat().st_mode & 0o777 == 0o600
    table = tmp_path / "answers.csv"
    assert nfpbot(tmp_path, "export", "rsvps", "brussels-2023", "--output", str(table)).returncode == 0
    assert table.read_text("utf-8-sig").startswith("Name,Country,ISO code")


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (("nothing", "--output", "a.xlsx"), "there is no meeting 'nothing'"),
        (("brussels-2023", "--output", "a.pdf"), "neither .xlsx nor .csv"),
        (("brussels-2023", "--output", "a.xlsx", "--language", "xx"), "none of the bot's languages"),
        (("brussels-2023", "--output", "/nowhere/a.xlsx"), "cannot be written"),
    ],
)
def test_what_cannot_be_exported_is_told(tmp_path: Path, arguments: tuple[str, ...], told: str) -> None:
    nfpbot(tmp_path, "content", "import", "demo", "--yes")
    refused = nfpbot(tmp_path, "export", "rsvps", *arguments)
    assert refused.returncode == 2
    assert told in refused.stderr
    assert not refused.stdout
