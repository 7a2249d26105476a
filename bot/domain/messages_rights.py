"""Messages on the rights over one's data, and on what one wants to be sent."""

from datetime import datetime
from typing import Literal

from pydantic import BaseModel, ConfigDict

from bot.domain.message_model import MessageModel
from bot.domain.people import Role, Subscription


class OwnRole(BaseModel):
    """A role of the reader's: of what, since when, and until when at most."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    role: Role
    country: str | None = None
    region: str | None = None
    meeting: str | None = None
    since: datetime
    until: datetime


class OwnRequest(BaseModel):
    """A role that the reader has asked for, when, and what became of it."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    role: Role
    country: str | None = None
    region: str | None = None
    meeting: str | None = None
    asked_at: datetime
    state: Literal["open", "approved", "refused"]


class MyData(MessageModel):
    """What is kept of the reader, to be read. `questions`, `publications`: when they asked the secretariat, or to be
    told; `examples`: when they tapped what a question meant; `answers`: when they answered whether they come to
    meetings; `rounds`: how many they have answered; `updates`, `messages`: how many of each are remembered; `file`: a
    file with all of it follows."""

    kind: Literal["my_data"] = "my_data"
    telegram_id: int
    name: str | None = None
    since: datetime
    seen: datetime
    roles: tuple[OwnRole, ...] = ()
    requests: tuple[OwnRequest, ...] = ()
    questions: tuple[datetime, ...] = ()
    publications: tuple[datetime, ...] = ()
    examples: tuple[datetime, ...] = ()
    answers: tuple[datetime, ...] = ()
    rounds: int = 0
    stopped: tuple[Subscription, ...] = ()
    updates: int = 0
    messages: int = 0
    file: bool = True


class MyDataFile(MessageModel):
    """What is kept of the reader, as a file: a JSON document."""

    kind: Literal["my_data_file"] = "my_data_file"
    document: str


class AskForget(MessageModel):
    """What is lost when the bot forgets the reader; and whether it shall. `questions`, `publications`: how many are
    open; `answers`: how many they have given to meetings; `rounds`: in how many they have said something."""

    kind: Literal["ask_forget"] = "ask_forget"
    roles: tuple[OwnRole, ...] = ()
    requests: int = 0
    questions: int = 0
    publications: int = 0
    answers: int = 0
    rounds: int = 0


class NothingForgotten(MessageModel):
    """The reader keeps everything."""

    kind: Literal["nothing_forgotten"] = "nothing_forgotten"


class Forgotten(MessageModel):
    """The last word to somebody who is forgotten now."""

    kind: Literal["forgotten"] = "forgotten"


class Subscriptions(MessageModel):
    """What the reader is sent unasked and what they have stopped, each with a button that changes it."""

    kind: Literal["subscriptions"] = "subscriptions"
    stopped: tuple[Subscription, ...] = ()
