"""One transaction over all repositories."""

from contextlib import AsyncExitStack
from types import TracebackType
from typing import Final, Self

from sqlalchemy.exc import DBAPIError

from bot.domain.errors import StorageError
from storage.access_requests import SqlAccessRequests
from storage.announcements import SqlAnnouncements
from storage.arrangements import SqlArrangements
from storage.audit import SqlAudit
from storage.cipher import Cipher
from storage.connections import Connections
from storage.content import SqlContentStore
from storage.deliveries import SqlDeliveries
from storage.dialogs import SqlDialogs
from storage.examples import SqlExamples
from storage.forgotten import SqlForgotten
from storage.grants import SqlGrants
from storage.inbox import SqlInbox
from storage.invited import SqlInvited
from storage.invites import SqlInvites
from storage.live_messages import SqlCalendarCopies, SqlLiveMessages
from storage.marks import SqlMarks
from storage.outbox import SqlOutbox
from storage.own_data import SqlOwnData
from storage.people import SqlPeople
from storage.questions import SqlQuestions
from storage.readers import SqlReaders
from storage.round_answers import SqlRoundAnswers
from storage.round_people import SqlAskedPeople
from storage.rounds import SqlRounds
from storage.rsvps import SqlRsvps

_OF_THE_FILE: Final = (
    "database is locked",
    "database or disk is full",
    "disk I/O error",
    "attempt to write a readonly database",
    "unable to open database file",
)
"""What SQLite says of the file. Its other messages may quote what was to be stored."""


def _told(error: DBAPIError) -> StorageError:
    said = str(error.orig)
    return StorageError(f"the database could not be used: {said if said in _OF_THE_FILE else type(error).__name__}")


class SqlUnitOfWork:
    """Begins when its block is entered, ends with `commit` or, rolled back, with the block.

    The connection is given back at `commit`: what is tried after it in the same block raises, and is not lost silently.
    """

    inbox: SqlInbox
    outbox: SqlOutbox
    people: SqlPeople
    grants: SqlGrants
    invites: SqlInvites
    requests: SqlAccessRequests
    audit: SqlAudit
    own_data: SqlOwnData
    forgotten: SqlForgotten
    dialogs: SqlDialogs
    questions: SqlQuestions
    examples: SqlExamples
    rsvps: SqlRsvps
    invited: SqlInvited
    arrangements: SqlArrangements
    live_messages: SqlLiveMessages
    calendar_copies: SqlCalendarCopies
    announcements: SqlAnnouncements
    deliveries: SqlDeliveries
    readers: SqlReaders
    rounds: SqlRounds
    round_answers: SqlRoundAnswers
    asked: SqlAskedPeople
    marks: SqlMarks
    content: SqlContentStore

    def __init__(self, connections: Connections, cipher: Cipher) -> None:
        self._connections = connections
        self._cipher = cipher

    async def __aenter__(self) -> Self:
        async with AsyncExitStack() as opening:
            try:
                connection = await opening.enter_async_context(self._connections.begin())
            except DBAPIError as error:
                raise _told(error) from None
            self._connection = connection
            self._open = opening.pop_all()
        self.inbox = SqlInbox(connection, self._cipher)
        self.outbox = SqlOutbox(connection, self._cipher)
        self.people = SqlPeople(connection, self._cipher)
        self.grants = SqlGrants(connection)
        self.invites = SqlInvites(connection)
        self.requests = SqlAccessRequests(connection, self._cipher)
        self.audit = SqlAudit(connection)
        self.own_data = SqlOwnData(connection, self._cipher)
        self.forgotten = SqlForgotten(connection, self._cipher)
        self.dialogs = SqlDialogs(connection, self._cipher)
        self.questions = SqlQuestions(connection, self._cipher)
        self.examples = SqlExamples(connection, self._cipher)
        self.rsvps = SqlRsvps(connection, self._cipher)
        self.invited = SqlInvited(connection)
        self.arrangements = SqlArrangements(connection)
        self.live_messages = SqlLiveMessages(connection)
        self.calendar_copies = SqlCalendarCopies(connection)
        self.announcements = SqlAnnouncements(connection, self._cipher)
        self.deliveries = SqlDeliveries(connection)
        self.readers = SqlReaders(connection)
        self.rounds = SqlRounds(connection, self._cipher)
        self.round_answers = SqlRoundAnswers(connection, self._cipher)
        self.asked = SqlAskedPeople(connection)
        self.marks = SqlMarks(connection)
        self.content = SqlContentStore(connection)
        return self

    async def commit(self) -> None:
        await self._connection.commit()
        await self._open.aclose()

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self._open.aclose()
        if isinstance(error, DBAPIError):
            raise _told(error) from None
