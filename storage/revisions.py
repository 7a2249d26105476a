"""The migrations, as Alembic knows them. Only `storage.migrate` imports this, and only where there is work to do."""

from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.script import ScriptDirectory
from sqlalchemy import Connection

from bot.domain.errors import SetupError
from storage import dialect


def check_known(revision: str, folder: Path, path: Path) -> None:
    """SetupError where the database at `path` has a revision that `folder` does not: a newer program wrote it."""
    known = {script.revision for script in ScriptDirectory(str(folder)).walk_revisions()}
    if revision in known:
        return
    copies = [file for made_with, file in dialect.backups(path) if made_with in known]
    remedy = f"restore the backup {copies[-1]}" if copies else "restore a backup that this version made"
    raise SetupError(
        f"the database {path} was written by a newer version of this program: update the program, or {remedy}"
    )


def run(connection: Connection, folder: Path) -> None:
    """Bring the tables to the newest revision in `folder`, within the transaction of the connection."""
    config = Config()
    config.set_main_option("script_location", str(folder).replace("%", "%%"))
    config.attributes["connection"] = connection
    command.upgrade(config, "head")
    dialect.check_foreign_keys(connection)
