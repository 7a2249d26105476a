"""Who comes to a meeting, as files for its organizers."""

from collections.abc import Sequence

from bot.domain import actions
from bot.domain.exchange import Edit, Reply, Request, Send
from bot.domain.messages_files import AttendanceFile
from bot.services.container import Services


async def get_attendance_file(request: Request, services: Services) -> Sequence[Reply]:
    """The file below the button. A double tap brings it once; a minute later it can be had again, as it is then."""
    action = request.pressed(actions.GetAttendanceFile)
    files = services.attendance_files
    message = await files.asked(request.person, action.meeting, action.what)
    if not isinstance(message, AttendanceFile):
        return [Edit(message)]
    once = f"attfile:{request.chat_id}:{request.message_id}:{action.meeting}:{action.what}:{files.now:%Y%m%dT%H%M}"
    return [Send(message, once=once, privately=True)]
