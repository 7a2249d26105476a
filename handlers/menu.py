"""Commands, and the buttons that lead from one message to the next. A tap changes the message it stands on."""

from collections.abc import Sequence
from typing import Final

from bot.domain import actions, messages
from bot.domain.exchange import Edit, Reply, Request, Send
from bot.services.container import Services

_PERIODS: Final = ("upcoming", "past")


async def help_command(request: Request, services: Services) -> Sequence[Reply]:
    """/help"""
    return [Send(messages.Help())]


async def about_command(request: Request, services: Services) -> Sequence[Reply]:
    """/about"""
    return [Send(messages.About())]


async def privacy_command(request: Request, services: Services) -> Sequence[Reply]:
    """/privacy"""
    return [Send(messages.Privacy())]


async def unknown_command(request: Request, services: Services) -> Sequence[Reply]:
    """A command that does not exist."""
    return [Send(messages.UnknownCommand())]


async def meetings_command(request: Request, services: Services) -> Sequence[Reply]:
    """/meetings"""
    return [Send(services.answers.to_match("meeting.list", "all", request.person))]


async def roadmap_command(request: Request, services: Services) -> Sequence[Reply]:
    """/roadmap"""
    return [Send(services.answers.to_roadmaps(request.person))]


async def regions_command(request: Request, services: Services) -> Sequence[Reply]:
    """/regions"""
    return [Send(messages.RegionList())]


async def show_help(request: Request, services: Services) -> Sequence[Reply]:
    return [Edit(messages.Help())]


async def show_privacy(request: Request, services: Services) -> Sequence[Reply]:
    return [Edit(messages.Privacy())]


async def show_roadmaps(request: Request, services: Services) -> Sequence[Reply]:
    return [Edit(services.answers.to_roadmaps(request.person))]


async def show_meetings(request: Request, services: Services) -> Sequence[Reply]:
    action = request.pressed(actions.ShowMeetings)
    if action.period not in _PERIODS or not action.page.isascii() or not action.page.isdigit():
        return [Edit(messages.ButtonExpired())]
    return [Edit(messages.MeetingList(period=action.period, page=int(action.page)))]


async def show_meeting(request: Request, services: Services) -> Sequence[Reply]:
    action = request.pressed(actions.ShowMeeting)
    await services.memory.tapped(request.person.id, "meeting.list", action.meeting)
    return [Edit(messages.MeetingCard(meeting=action.meeting))]


async def ask(request: Request, services: Services) -> Sequence[Reply]:
    """A question put by a tap."""
    action, person = request.pressed(actions.Ask), request.person
    said = (await services.memory.recall(person.id)).intention
    await services.examples.note(person, action.topic, action.target)
    await services.memory.tapped(person.id, action.topic, action.target)
    message = services.answers.to_match(action.topic, action.target, person)
    if isinstance(message, messages.RoundList):
        return [Edit(await services.responding.overview(person))]
    if isinstance(message, messages.CalendarFile):
        return [await services.calendars.send(request, message.meeting)]
    # Which meeting was meant by "I'm coming" is told by the tap, and what was said holds for it.
    first, *others = await services.answering.intended(person, message, said)
    return [Edit(first), *map(Send, others)]


async def send_map(request: Request, services: Services) -> Sequence[Reply]:
    """The venue on a map, below; a second tap does not send it again."""
    action = request.pressed(actions.SendMap)
    once = f"map:{request.chat_id}:{request.message_id}:{action.meeting}"
    return [Send(messages.MeetingMap(meeting=action.meeting), once=once)]


async def unknown_button(request: Request, services: Services) -> Sequence[Reply]:
    """Callback data that means nothing to this version."""
    return [Send(messages.ButtonExpired())]
