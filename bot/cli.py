"""The command line. Results go to stdout; errors to stderr, with what to do. Exit codes: 0; 2 bad usage or input; 1."""

import asyncio
import json
import logging
import re
import sys
from datetime import UTC, datetime
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Any, Final

import typer
from pydantic import ValidationError

from bot import app as program
from bot import operations
from bot.config import Settings
from bot.domain.audit import Anchor
from bot.domain.content import Pack
from bot.domain.content_report import counted, lines
from bot.domain.errors import BotError, SetupError, UsageError
from bot.domain.people import Grant, Role
from bot.services.inquiry import Result
from storage.cipher import new_key

DEMO_START: Final = "2023-04-17T09:00"
"""Sixteen days before the first of the sample's meetings."""

app = typer.Typer(add_completion=False, pretty_exceptions_enable=False, rich_markup_mode=None)
content = typer.Typer(help="The content pack.")
locales = typer.Typer(help="The languages.")
keys = typer.Typer(help="Keys for encryption.")
audit = typer.Typer(help="The log of who did what.")
exports = typer.Typer(help="What people have told the bot, as files.")
app.add_typer(content, name="content")
app.add_typer(locales, name="locales")
app.add_typer(keys, name="keys")
app.add_typer(audit, name="audit")
app.add_typer(exports, name="export")

Port = Annotated[int, typer.Option(min=0, max=65535, help="Where the page is served on 127.0.0.1; 0: any free port.")]
At = Annotated[str, typer.Option(help="Date or time from which the clock runs (UTC where no zone is given).")]
PackFile = Annotated[str, typer.Option("--pack", help="A content pack: a file, or `sample`.")]
ContentFile = Annotated[str, typer.Argument(help="A content pack: a file (YAML or .xlsx), or `sample`.")]


class AskRole(StrEnum):
    """As whom one asks."""

    NFP = "nfp"
    GUEST = "guest"


@app.command()
def demo(port: Port = 8080, at: At = DEMO_START, pack: PackFile = program.DEMONSTRATION) -> None:
    """The bot on a simulated Telegram, with a phone in the browser. Nothing to set up, and nothing is kept."""
    _log()
    asyncio.run(program.demo(port, _instant(at), pack, _say_address))


@app.command()
def simulate(port: Port = 8080) -> None:
    """The simulated Telegram and its phone alone, for a bot in its own process."""
    _log()
    asyncio.run(program.simulate(port, _say_how_to_connect))


@app.command()
def run(
    no_key: Annotated[bool, typer.Option("--no-key", help="Keep waiting messages unencrypted.")] = False,
) -> None:
    """Serve Telegram, or the Bot API server named by NFPBOT_API_URL."""
    settings = _settings()
    _log()
    asyncio.run(program.run(settings, with_key=not no_key))


@app.command()
def ask(
    text: Annotated[str | None, typer.Argument(help="The question.")] = None,
    language: Annotated[str, typer.Option(help="The asker's language.")] = "en",
    at: Annotated[str | None, typer.Option(help="When it is asked (UTC where no zone is given); else now.")] = None,
    role: AskRole = AskRole.NFP,
    country: Annotated[str | None, typer.Option(help="The asker's country (ISO 3166-1 alpha-2).")] = None,
    previous: Annotated[str | None, typer.Option(help="The question asked just before.")] = None,
    pack: PackFile = "sample",
    as_json: Annotated[bool, typer.Option("--json", help="One JSON object with what was understood.")] = False,
    batch: Annotated[bool, typer.Option(help="Questions as JSON lines on stdin, answers as JSON lines.")] = False,
) -> None:
    """Ask as a person on Telegram would, without Telegram."""
    if batch == (text is not None):
        raise UsageError("give a question, or --batch and questions on stdin")
    inquiry = program.inquiry(pack, _instant(at) if at else datetime.now(UTC))
    member = role is AskRole.NFP
    if text is not None:
        result = inquiry.ask(text, language=language, member=member, country=country, previous=previous)
        typer.echo(_json(result) if as_json else result.text)
        return
    for number, line in enumerate(sys.stdin, 1):
        if not line.strip():
            continue
        question = _question(line, number)
        result = inquiry.ask(
            question["text"],
            language=question.get("language") or language,
            member=member,
            country=country,
            previous=question.get("previous") or previous,
        )
        typer.echo(_json(result, question.get("id")))


@app.command()
def invite(
    role: Annotated[Role, typer.Option(help="What the invited person will be.")],
    country: Annotated[str | None, typer.Option(help="An NFP's country (ISO 3166-1 alpha-2).")] = None,
    region: Annotated[str | None, typer.Option(help="A secretariat's region, by its id; none: all regions.")] = None,
    meeting: Annotated[str | None, typer.Option(help="An organizer's meeting, by its id; none: all meetings.")] = None,
    language: Annotated[str | None, typer.Option(help="The language in which the bot begins.")] = None,
    until: Annotated[str | None, typer.Option(help="When the role ends (UTC where no zone is given).")] = None,
    qr: Annotated[Path | None, typer.Option(help="Write the link's QR code into this file (PNG), too.")] = None,
    countries: Annotated[Path | None, typer.Option(help="A list of countries: a link for an NFP of each.")] = None,
    output: Annotated[Path | None, typer.Option(help="The workbook (.xlsx) that those links are written into.")] = None,
) -> None:
    """Print a link that gives a role to the first who uses it, within seven days; or write one for each country of a
    list (a text file with one a line, or a workbook with one a row, by name or by code) into a workbook."""
    ends = _instant(until) if until else None
    if countries is None:
        if output is not None:
            raise UsageError("--output goes with --countries")
        settings = _settings()
        _log()
        typer.echo(asyncio.run(operations.invite(settings, Grant(role, country, region, meeting), language, ends, qr)))
        return
    if output is None:
        raise UsageError("name the workbook that the links are written into with --output links.xlsx")
    if role is not Role.NFP or country is not None or region is not None or meeting is not None or qr is not None:
        raise UsageError("--countries goes with --role nfp, --language and --until, and with no other")
    settings = _settings()
    _log()
    count = asyncio.run(operations.invite_countries(settings, countries, output, language, ends))
    typer.echo(f"{output} is written; links: {count}")


@content.command()
def check(file: ContentFile) -> None:
    """Say every mistake of a pack, or that there is none."""
    pack = program.pack_named(file)
    typer.echo(f"{file}: no mistakes; {_counts(pack)}")


@content.command("import")
def import_(file: ContentFile, yes: Annotated[bool, typer.Option("--yes", help="Put it in force.")] = False) -> None:
    """Say what a pack would change, or put it in force; a bot that runs on the same database notices it soon."""
    settings = _settings()
    _log()
    found, number = asyncio.run(operations.import_pack(settings, file, apply=yes))
    if found.unread:
        typer.echo(f"what is in force, number {found.replaces}, cannot be read: all that comes counts as added")
    for line in lines(found.changes) if found.changes else ():
        typer.echo(line)
    if number is not None:
        typer.echo(f"{file} is in force, as number {number}")
    elif found.changes:
        typer.echo(f"nothing was changed: `nfpbot content import {file} --yes` puts it in force")
    else:
        typer.echo(f"{file} changes nothing: number {found.replaces} stays in force")


@content.command()
def export(
    file: Annotated[Path, typer.Argument(help="Where it is written: a name that ends in .yaml, .yml or .xlsx.")],
    version: Annotated[int | None, typer.Option(min=1, help="An older one, by its number in the history.")] = None,
    pack: Annotated[str | None, typer.Option(help="Not what is in force, but a file, or `sample`.")] = None,
    force: Annotated[bool, typer.Option("--force", help="Overwrite the file.")] = False,
) -> None:
    """Write the content in force into a file, to be edited and imported again."""
    if version is not None and pack is not None:
        raise UsageError("give --version or --pack, not both")
    settings = _settings()
    _log()
    asyncio.run(operations.export_pack(settings, file, version=version, pack=pack, overwrite=force))
    typer.echo(f"{file} is written")


@content.command("history")
def show_history() -> None:
    """List what was put in force, when, and how much it changed."""
    settings = _settings()
    _log()
    versions = asyncio.run(operations.content_history(settings))
    for version in versions:
        counts = "in a form that is not read any more" if version.counts is None else counted(version.counts)
        typer.echo(f"{version.number:>5}  {version.at:%Y-%m-%d %H:%M} UTC  {counts}")
    if not versions:
        typer.echo("there is no content yet")


@locales.command("check")
def check_locales(
    words: Annotated[bool, typer.Option("--words", help="Say also what is worth a look in the lexicons.")] = False,
    language: Annotated[str | None, typer.Option(help="With --words: only in this language's file.")] = None,
) -> None:
    """Say every mistake of the catalogues of messages and of the lexicons."""
    if language and not words:
        raise UsageError("--language goes with --words")
    mistakes = program.catalogue_mistakes()
    if words:
        for remark in program.remarks_on_words(language):
            typer.echo(remark)
    for mistake in mistakes:
        typer.echo(mistake, err=True)
    if mistakes:
        raise typer.Exit(1)
    typer.echo("the catalogues and lexicons are complete")


@keys.command("new")
def make_key() -> None:
    """Make a key for NFPBOT_KEY. Keep it apart from the database: without it, what is encrypted is lost."""
    typer.echo(new_key())


@keys.command("rotate")
def rotate_keys() -> None:
    """Seal what is stored with the first of the keys in NFPBOT_KEY; the others are not needed any more then.

    NFPBOT_KEY holds the new key and the former ones, with commas between them; a bot that runs has to have them too.
    """
    settings = _settings()
    _log()
    renewed = asyncio.run(operations.rotate_keys(settings))
    typer.echo(f"{renewed} values were sealed with the first key; all are now, and the other keys can go")


@audit.command()
def head() -> None:
    """Print the last row as an anchor, to be kept where nobody has it who could change the database."""
    settings = _settings()
    _log()
    anchor = asyncio.run(operations.audit_head(settings))
    typer.echo("the log is empty" if anchor is None else str(anchor))


@audit.command()
def verify(
    since: Annotated[str | None, typer.Option(help="An anchor that `nfpbot audit head` has printed.")] = None,
) -> None:
    """Say whether a row was changed, removed, inserted or cut off; with an anchor, even if all was made to fit."""
    settings = _settings()
    _log()
    found, count = asyncio.run(operations.audit_flaws(settings, None if since is None else Anchor.parse(since)))
    for flaw in found:
        typer.echo(flaw, err=True)
    if found:
        raise typer.Exit(1)
    typer.echo(f"the log is whole; rows: {count}")


@audit.command("export")
def export_audit(
    file: Annotated[Path, typer.Argument(help="Where it is written.")],
    force: Annotated[bool, typer.Option("--force", help="Overwrite the file.")] = False,
) -> None:
    """Write all rows, a JSON object a line.

    The hash of a row is SHA-256 over the JSON array of its other fields, in their order, without blanks and with all
    that is not ASCII escaped.
    """
    settings = _settings()
    _log()
    count = asyncio.run(operations.export_audit(settings, file, overwrite=force))
    typer.echo(f"{file} is written; rows: {count}")


@exports.callback()
def exporting() -> None:
    """What people have told the bot, as files."""


@exports.command("rsvps")
def export_rsvps(
    meeting: Annotated[str, typer.Argument(help="The id of a meeting.")],
    output: Annotated[Path, typer.Option(help="Where it is written: a name that ends in .xlsx or .csv.")],
    language: Annotated[str, typer.Option(help="The language of heads and names.")] = "en",
) -> None:
    """Write who comes to a meeting into a file; a workbook has also who has not answered, and what answers were."""
    settings = _settings()
    _log()
    count = asyncio.run(operations.export_rsvps(settings, meeting, output, language))
    typer.echo(f"{output} is written; answers: {count}")


@exports.command("deliveries")
def export_deliveries(
    announcement: Annotated[int, typer.Argument(help="The number of an announcement.")],
    output: Annotated[Path, typer.Option(help="Where it is written: a name that ends in .xlsx.")],
    language: Annotated[str, typer.Option(help="The language of heads and names.")] = "en",
) -> None:
    """Write who got an announcement, who has read it and who could not be reached into a workbook."""
    settings = _settings()
    _log()
    count = asyncio.run(operations.export_deliveries(settings, announcement, output, language))
    typer.echo(f"{output} is written; readers: {count}")


@exports.command("feedback")
def export_feedback(
    round_: Annotated[str, typer.Argument(metavar="ROUND", help="The id of a round of feedback.")],
    output: Annotated[Path, typer.Option(help="Where it is written: a name that ends in .xlsx.")],
    language: Annotated[str, typer.Option(help="The language of heads and names.")] = "en",
) -> None:
    """Write the results of a round into a workbook: what its readers see; where it is with names, all answers."""
    settings = _settings()
    _log()
    count = asyncio.run(operations.export_feedback(settings, round_, output, language))
    typer.echo(f"{output} is written; answers: {count}")


@exports.command("examples")
def export_examples(
    output: Annotated[Path, typer.Option(help="Where it is written: JSON lines.")],
    language: Annotated[str | None, typer.Option(help="Only those asked in this language.")] = None,
) -> None:
    """Write the questions that were asked back and looked over in /examples, each with the topic that its asker chose,
    in the form of locales/<language>/examples: to be read, marked and added there."""
    settings = _settings()
    _log()
    count, unnamed = asyncio.run(operations.export_examples(settings, output, language))
    typer.echo(f"{output} is written; questions: {count}; without a topic, which somebody has to name: {unnamed}")


def main() -> int:
    """Run the command line; the exit code."""
    if len(sys.argv) == 1:
        sys.argv.append("--help")
    try:
        ended = app(standalone_mode=False)
    except UsageError as error:
        return _fail(str(error), 2)
    except BotError as error:
        return _fail(str(error), 1)
    except typer.TyperException as error:
        return _fail(f"{' '.join(error.format_message().split())} (nfpbot --help says more)", 2)
    except (KeyboardInterrupt, typer.Abort):
        return 130
    return ended if isinstance(ended, int) else 0


def _fail(message: str, code: int) -> int:
    typer.echo(f"nfpbot: {message}", err=True)
    return code


def _settings() -> Settings:
    try:
        return Settings()
    except ValidationError as error:
        first = error.errors(include_input=False)[0]
        name = "_".join(("NFPBOT", *map(str, first["loc"]))).upper()
        raise SetupError(f"{name} cannot be used: {first['msg']}") from None


def _instant(text: str) -> datetime:
    try:
        instant = datetime.fromisoformat(text)
    except ValueError:
        raise UsageError(f"{text!r} is no date or time: write it like 2023-06-01 or 2023-06-01T09:00") from None
    return instant if instant.tzinfo else instant.replace(tzinfo=UTC)


def _question(line: str, number: int) -> dict[str, Any]:
    try:
        question = json.loads(line)
    except ValueError:
        question = None
    if not _is_question(question):
        raise UsageError(f'line {number} is no question: write one JSON object a line, such as {{"text": "…"}}')
    return dict(question)


def _is_question(value: Any) -> bool:
    return (
        isinstance(value, dict)
        and isinstance(value.get("text"), str)
        and isinstance(value.get("language"), str | None)
        and isinstance(value.get("previous"), str | None)
    )


def _json(result: Result, question_id: Any = None) -> str:
    identity = {} if question_id is None else {"id": question_id}
    return json.dumps({**identity, **result.as_json()}, ensure_ascii=False)


def _counts(pack: Pack) -> str:
    parts = (("meeting", pack.meetings), ("region", pack.regions), ("roadmap", pack.roadmaps), ("FAQ entry", pack.faq))
    return ", ".join(f"{name}: {len(found)}" for name, found in parts)


def _say_address(address: str) -> None:
    typer.echo(f"\n  Open {address} and pick a person. Ctrl+C ends it.\n")


def _say_how_to_connect(address: str) -> None:
    typer.echo(
        f"\n  The phone: {address}\n  A bot for it, in another terminal, with a database of its own:\n"
        f"    NFPBOT_API_URL={address} NFPBOT_TOKEN={program.made_up_token()} NFPBOT_KEY={new_key()}"
        " NFPBOT_DATABASE_URL=sqlite+aiosqlite:///$(mktemp -d)/rehearsal.sqlite3 NFPBOT_PACK=sample"
        f" {sys.argv[0]} run\n"
    )


class _WithoutTokens(logging.Formatter):
    """Whatever is logged, a trace included, no token is in it."""

    _TOKEN = re.compile(r"\d{3,20}:[A-Za-z0-9_-]{35}")

    def format(self, record: logging.LogRecord) -> str:
        return self._TOKEN.sub("…", super().format(record))


def _log() -> None:
    handler = logging.StreamHandler()
    handler.setFormatter(_WithoutTokens("%(asctime)s %(levelname)s %(message)s"))
    # A migration is told in a line of our own.
    logging.getLogger("alembic").setLevel(logging.WARNING)
    logging.basicConfig(level=logging.INFO, handlers=[handler])
