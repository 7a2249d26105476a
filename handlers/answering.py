"""Whether somebody comes to a meeting: the buttons to answer, and what organizers ask besides."""

from collections.abc import Sequence
from typing import Final

from bot.domain import actions, messages
from bot.domain.actions_answers import CARD
from bot.domain.exchange import Edit, Reply, Request
from bot.services.container import Services

_DECISIONS: Final = {"granted": True, "refused": False}


async def give_answer(request: Request, services: Services) -> Sequence[Reply]:
    """The answer is noted: a card shows it, any other message becomes the receipt."""
    action = request.pressed(actions.GiveAnswer)
    # "We'd be two" is said of the meeting that was just answered for.
    await services.memory.tapped(request.person.id, "do.rsvp", action.meeting)
    said = await services.answering.press(request.person, action.meeting, action.answer)
    if isinstance(said, messages.AnswerNoted) and action.on == CARD:
        return [Edit(messages.MeetingCard(meeting=action.meeting))]
    return [Edit(said)]


async def give_answer_for(request: Request, services: Services) -> Sequence[Reply]:
    """The answer, and for how many people."""
    action = request.pressed(actions.GiveAnswerFor)
    return [Edit(await services.answering.press(request.person, action.meeting, action.answer, action.party))]


async def change_answer(request: Request, services: Services) -> Sequence[Reply]:
    """What can be answered now."""
    return [Edit(messages.AskAnswer(meeting=request.pressed(actions.ChangeAnswer).meeting))]


async def ask_late(request: Request, services: Services) -> Sequence[Reply]:
    """The organizers are asked to allow it."""
    action = request.pressed(actions.AskLate)
    return [Edit(await services.answering.ask_late(request.person, action.meeting, action.answer, action.party))]


async def decide_late(request: Request, services: Services) -> Sequence[Reply]:
    """An organizer allows it, or refuses."""
    action = request.pressed(actions.DecideLate)
    numbers = (action.request, action.party)
    if action.decision not in _DECISIONS or not all(
        number.isascii() and number.isdigit() and len(number) < 16 for number in numbers
    ):
        return [Edit(messages.ButtonExpired())]
    asked, party = map(int, numbers)
    granted = _DECISIONS[action.decision]
    return [Edit(await services.answering.decide_late(request.person, asked, action.answer, party, granted=granted))]


async def show_details(request: Request, services: Services) -> Sequence[Reply]:
    """All that is asked besides."""
    return [Edit(messages.AnswerDetails(meeting=request.pressed(actions.ShowDetails).meeting))]


async def tell_detail(request: Request, services: Services) -> Sequence[Reply]:
    """One of these is asked for."""
    action = request.pressed(actions.TellDetail)
    return [Edit(await services.answer_details.ask(request.person, action.meeting, action.detail))]


async def erase_detail(request: Request, services: Services) -> Sequence[Reply]:
    """It is taken back."""
    action = request.pressed(actions.EraseDetail)
    return [Edit(await services.answer_details.erase(request.person, action.meeting, action.detail))]
