import signal
import subprocess
import sys
from pathlib import Path

import pytest

from bot.domain.errors import SetupError
from bot.domain.people import Person
from storage.database import Database
from storage.lock import only_process
from tests.storage.conftest import NOON

HOLDER = """
import sys, time
from pathlib import Path
from storage.lock import only_process

with only_process(Path(sys.argv[1])):
    print("held", flush=True)
    time.sleep(60)
"""


def test_a_second_one_is_refused_until_the_first_is_done(file: Path) -> None:
    with only_process(file):
        with pytest.raises(SetupError, match="another nfpbot is running") as refused, only_process(file):
            pass
        assert "\n" not in str(refused.value)
    with only_process(file):
        pass


def test_a_killed_process_holds_it_no_longer(file: Path) -> None:
    root = Path(__file__).parents[2]
    with subprocess.Popen([sys.executable, "-c", HOLDER, str(file)], stdout=subprocess.PIPE, cwd=root) as child:
        assert child.stdout is not None
        assert child.stdout.readline() == b"held\n"
        with pytest.raises(SetupError), only_process(file):
            pass
        child.send_signal(signal.SIGKILL)
    with only_process(file):
        pass


async def test_other_commands_work_beside_it(database: Database, person: Person) -> None:
    with only_process(database.path):
        async with database.unit_of_work() as work:
            assert await work.people.find(person.id, NOON) == person
