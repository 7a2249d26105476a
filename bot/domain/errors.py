"""What can go wrong, as one tree. Whatever is raised on purpose in this program is one of these."""

import traceback


class BotError(Exception):
    """Base of all. `str(error)` is one line that says what is wrong, and what to do where something can be done."""


class UsageError(BotError):
    """Bad usage or bad input from whoever runs the program; the command line ends with code 2."""


class SetupError(BotError):
    """The program cannot start or go on as it is set up: key, token, port, database, a second process."""


class TokenRefusedError(SetupError):
    """Telegram does not accept the token."""

    def __init__(self) -> None:
        super().__init__("Telegram does not accept the token: set NFPBOT_TOKEN to the one from BotFather")


class StorageError(BotError):
    """The database could not be read or written."""


class BadActionError(BotError):
    """Callback data that this program did not make, or no longer understands."""


def where(error: BaseException) -> str:
    """An error for the log: its type and the place it came from, without its message, which may quote what people
    wrote (that of our own errors does not)."""
    if isinstance(error, BotError):
        return str(error)
    frames = traceback.extract_tb(error.__traceback__)
    place = f" at {frames[-1].filename}:{frames[-1].lineno} in {frames[-1].name}" if frames else ""
    return f"{type(error).__name__}{place}"
