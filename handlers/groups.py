"""Meetings before all in a group. Whoever presses a button there is told alone what has come of it."""

from collections.abc import Sequence

from bot.domain import actions, messages
from bot.domain.exchange import Edit, Reply, Request, Send, Toast
from bot.services.container import Services


async def meetings_command(request: Request, services: Services) -> Sequence[Reply]:
    """/meetings in a group: which one is to be shown, for whoever may show one."""
    if services.groups.may_show_any(request.person):
        return [Send(messages.GroupMeetings())]
    return [Send(messages.PrivateOnly())]


async def show_meeting(request: Request, services: Services) -> Sequence[Reply]:
    """The list becomes the meeting's card."""
    action = request.pressed(actions.ShowInGroup)
    if services.groups.may_show(request.person, action.meeting):
        return [Edit(messages.MeetingCard(meeting=action.meeting, shared=True))]
    return [Toast(messages.RefusedInGroup(why="not_shown_by_them"))]


async def nowhere_else(request: Request, services: Services) -> Sequence[Reply]:
    """A button that stands in groups alone, pressed in a private chat."""
    return [Edit(messages.ButtonExpired())]


async def give_answer(request: Request, services: Services) -> Sequence[Reply]:
    """Each answers for themselves, and the card stays as it is."""
    action = request.pressed(actions.GiveAnswer)
    said = await services.groups.answer(request.person, action.meeting, action.answer)
    waits = isinstance(said.over, messages.NotedInGroup) and said.over.position is not None
    toast = Toast(said.over, alert=waits or isinstance(said.over, messages.RefusedInGroup))
    return [toast] if said.privately is None else [toast, Send(said.privately, privately=True)]
