"""Who comes to a meeting, for those who look after it: /attendance and its buttons."""

from collections.abc import Sequence

from bot.domain import actions, messages
from bot.domain.exchange import Edit, Reply, Request, Send
from bot.services.container import Services


async def attendance_command(request: Request, services: Services) -> Sequence[Reply]:
    """/attendance"""
    return [Send(messages.AttendanceBoards())]


async def show_boards(request: Request, services: Services) -> Sequence[Reply]:
    """The meetings that they look after."""
    return [Edit(messages.AttendanceBoards())]


async def show_board(request: Request, services: Services) -> Sequence[Reply]:
    """Who comes, in numbers."""
    return [Edit(messages.AttendanceBoard(meeting=request.pressed(actions.ShowBoard).meeting))]


async def show_names(request: Request, services: Services) -> Sequence[Reply]:
    """A group, by name."""
    action = request.pressed(actions.ShowNames)
    page = actions.number_of(action.page)
    return [Edit(services.organizing.names(request.person, action.meeting, action.group, page))]


async def show_entry(request: Request, services: Services) -> Sequence[Reply]:
    """One answer."""
    action = request.pressed(actions.ShowEntry)
    return [Edit(services.organizing.entry(request.person, action.meeting, actions.number_of(action.rsvp)))]


async def show_silent(request: Request, services: Services) -> Sequence[Reply]:
    """Somebody who has not answered."""
    action = request.pressed(actions.ShowSilent)
    return [Edit(services.organizing.silent(request.person, action.meeting, actions.number_of(action.person)))]


async def show_late(request: Request, services: Services) -> Sequence[Reply]:
    """A wish to answer after the deadline."""
    asked = actions.number_of(request.pressed(actions.ShowLate).request)
    return [Edit(await services.organizing.late(request.person, asked))]


async def move_entry(request: Request, services: Services) -> Sequence[Reply]:
    """It is another answer from now on."""
    action = request.pressed(actions.MoveEntry)
    moved = await services.organizing.move(
        request.person, action.meeting, actions.number_of(action.rsvp), action.answer
    )
    return [Edit(moved)]


async def ask_remove_entry(request: Request, services: Services) -> Sequence[Reply]:
    """Shall it be taken away?"""
    action = request.pressed(actions.AskRemoveEntry)
    entry = services.organizing.entry(request.person, action.meeting, actions.number_of(action.rsvp), removing=True)
    return [Edit(entry)]


async def remove_entry(request: Request, services: Services) -> Sequence[Reply]:
    """It is taken away."""
    action = request.pressed(actions.RemoveEntry)
    return [Edit(await services.organizing.remove(request.person, action.meeting, actions.number_of(action.rsvp)))]


async def enter_answer(request: Request, services: Services) -> Sequence[Reply]:
    """What somebody has answered elsewhere."""
    action = request.pressed(actions.EnterAnswer)
    person = actions.number_of(action.person)
    return [Edit(await services.organizing.enter(request.person, action.meeting, person, action.answer))]


async def add_somebody(request: Request, services: Services) -> Sequence[Reply]:
    """Somebody who is not on Telegram: of which country?"""
    meeting = request.pressed(actions.AddSomebody).meeting
    return [Edit(await services.organizing_words.begin(request.person, meeting))]


async def add_of(request: Request, services: Services) -> Sequence[Reply]:
    """Of this country."""
    action = request.pressed(actions.AddOf)
    return [Edit(await services.organizing_words.country(request.person, action.meeting, action.country))]


async def add_with(request: Request, services: Services) -> Sequence[Reply]:
    """With this answer."""
    action = request.pressed(actions.AddWith)
    return [Edit(await services.organizing_words.answer(request.person, action.meeting, action.answer))]


async def set_door(request: Request, services: Services) -> Sequence[Reply]:
    """Whether answers are taken."""
    action = request.pressed(actions.SetDoor)
    return [Edit(await services.organizing.set_door(request.person, action.meeting, action.door))]


async def set_afterwards(request: Request, services: Services) -> Sequence[Reply]:
    """Whether those who come are asked how it was."""
    action = request.pressed(actions.SetAfterwards)
    return [Edit(await services.meeting_rounds.switch(request.person, action.meeting, action.switch))]


async def ask_capacity(request: Request, services: Services) -> Sequence[Reply]:
    """How many places are there?"""
    action = request.pressed(actions.AskCapacity)
    return [Edit(await services.organizing_words.places(request.person, action.meeting, action.mode))]


async def reset_capacity(request: Request, services: Services) -> Sequence[Reply]:
    """As many as the content says."""
    action = request.pressed(actions.ResetCapacity)
    return [Edit(await services.organizing.reset_places(request.person, action.meeting, action.mode))]


async def ask_chase(request: Request, services: Services) -> Sequence[Reply]:
    """Whom a chase would reach."""
    return [Edit(messages.ChasePreview(meeting=request.pressed(actions.AskChase).meeting))]


async def chase(request: Request, services: Services) -> Sequence[Reply]:
    """Those who have not answered are asked once more."""
    return [Edit(await services.organizing.chase(request.person, request.pressed(actions.Chase).meeting))]
