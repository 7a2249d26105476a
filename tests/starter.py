"""A process that has loaded the program, and starts its commands as processes of their own without loading it again.

A command has its own process, arguments, environment, streams, signals and exit code, as one that `python -m bot`
starts; only the second or two in which Python loads the modules and the catalogues is spent once. How it is asked, and
what it answers, stands in tests.commands.
"""

import json
import os
import runpy
import signal
import socket
import sys

from bot import app


def serve(asked: socket.socket) -> list[str]:
    """Start what is asked for; in a command's own process, and only there, this returns: its arguments."""
    while True:
        byte, files, _, _ = socket.recv_fds(asked, 1, 4)
        if not byte:
            # Whoever asked has ended.
            sys.exit()
        if os.fork() == 0:
            asked.close()
            return begin(*files)
        for file in files:
            os.close(file)


def begin(line: int, *streams: int) -> list[str]:
    """Read what is asked for, tell the process of the command and how it ends; in that process: its arguments."""
    signal.signal(signal.SIGCHLD, signal.SIG_DFL)
    with socket.socket(fileno=line) as told, told.makefile() as lines:
        wanted = json.loads(lines.readline())
        command = os.fork()
        if command:
            for stream in streams:
                os.close(stream)
            told.sendall(f"{command}\n".encode())
            _, status = os.waitpid(command, 0)
            told.sendall(f"{os.waitstatus_to_exitcode(status)}\n".encode())
            os._exit(0)
    signal.signal(signal.SIGINT, signal.default_int_handler)
    for number, stream in enumerate(streams):
        os.dup2(stream, number)
        os.close(stream)
    os.environ.clear()
    os.environ.update(wanted["environment"])
    return list(wanted["arguments"])


def main() -> None:
    # An interrupt of the tests is theirs to pass on, and nobody waits for the processes that look after the commands.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)
    app.settle()
    sys.argv[1:] = serve(socket.socket(fileno=int(sys.argv[1])))
    runpy.run_module("bot", run_name="__main__", alter_sys=True)


if __name__ == "__main__":
    main()
