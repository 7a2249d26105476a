"""Meetings in people's own calendars."""

from bot.domain.content_changes import EntryKind
from bot.domain.exchange import Request, Send
from bot.domain.messages import CalendarFile
from bot.ports import UnitOfWork


class Calendars:
    """Makes files for calendars over one transaction."""

    def __init__(self, uow: UnitOfWork) -> None:
        self._uow = uow

    async def send(self, request: Request, meeting_id: str) -> Send:
        """The file below the pressed button; a second press does not send it again unless the meeting has changed
        since, or the reader reads another language."""
        state = await self._uow.content.state(EntryKind.MEETING, meeting_id)
        sequence = state.sequence if state else 0
        once = f"calendar:{request.chat_id}:{request.message_id}:{meeting_id}:{sequence}:{request.person.language}"
        return Send(CalendarFile(meeting=meeting_id), once=once)
