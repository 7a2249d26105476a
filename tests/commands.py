"""Commands of the program as processes of their own, which tests.starter starts."""

import atexit
import json
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from functools import cache
from pathlib import Path
from tempfile import TemporaryFile
from typing import IO, Final

ROOT: Final = Path(__file__).parent.parent
PATIENCE: Final = 60.0
"""Seconds after which a test gives up waiting for a command to say something, or to end."""


class Command:
    """A process of the program; its `returncode` is None until it was waited for, and negative after a signal."""

    def __init__(self, line: socket.socket, stdout: IO[bytes], stderr: IO[bytes]) -> None:
        self._line = line
        self._stdout = stdout
        self._stderr = stderr
        self._heard = b""
        self.pid = self._hear(PATIENCE)
        self.returncode: int | None = None

    def send_signal(self, number: int) -> None:
        # Where it has just ended, nobody is there to hear it.
        with suppress(ProcessLookupError):
            os.kill(self.pid, number)

    def wait(self, timeout: float = PATIENCE) -> int:
        """Its exit code. TimeoutError where it has not ended after that many seconds."""
        if self.returncode is None:
            self.returncode = self._hear(timeout)
        return self.returncode

    def stdout(self) -> str:
        """What it has written so far."""
        return _written(self._stdout)

    def stderr(self) -> str:
        return _written(self._stderr)

    def says(self, expected: str) -> str:
        """The first line with this on its standard output. TimeoutError where none comes."""
        end = time.monotonic() + PATIENCE
        while time.monotonic() < end:
            for line in self.stdout().splitlines(keepends=True):
                if expected in line and line.endswith("\n"):
                    return line
            time.sleep(0.02)
        raise TimeoutError(f"{expected!r} was never said: {self.stdout()!r} {self.stderr()!r}")

    def _hear(self, timeout: float) -> int:
        self._line.settimeout(timeout)
        while b"\n" not in self._heard:
            piece = self._line.recv(64)
            if not piece:
                raise ConnectionError("the process that starts commands has ended")
            self._heard += piece
        line, _, self._heard = self._heard.partition(b"\n")
        return int(line)


@contextmanager
def spawned(*arguments: str, environment: Mapping[str, str], stdin: str = "") -> Iterator[Command]:
    """`nfpbot` with these arguments, in exactly this environment, while the block lasts; killed where it goes on."""
    with TemporaryFile() as told, TemporaryFile() as stdout, TemporaryFile() as stderr:
        told.write(stdin.encode())
        told.seek(0)
        line, far = socket.socketpair()
        with line, far:
            files = (far.fileno(), told.fileno(), stdout.fileno(), stderr.fileno())
            socket.send_fds(_starter(), [b"\n"], files)
            far.close()
            line.sendall(json.dumps({"arguments": arguments, "environment": dict(environment)}).encode() + b"\n")
            started = Command(line, stdout, stderr)
            try:
                yield started
            finally:
                if started.returncode is None:
                    started.send_signal(signal.SIGKILL)
                    started.wait()


@cache
def _starter() -> socket.socket:
    """Where this process, and no other, asks for commands."""
    asks, asked = socket.socketpair()
    with asked:
        process = subprocess.Popen(
            [sys.executable, "-m", "tests.starter", str(asked.fileno())],
            pass_fds=[asked.fileno()],
            stdin=subprocess.DEVNULL,
            cwd=ROOT,
        )

    def end() -> None:
        asks.close()
        process.wait()

    atexit.register(end)
    return asks


def _written(file: IO[bytes]) -> str:
    """From its beginning, wherever the process that writes it is."""
    return os.pread(file.fileno(), os.fstat(file.fileno()).st_size, 0).decode()
