"""Announcements before they go, and while they do."""

from collections.abc import Sequence

from bot.domain import actions
from bot.domain.exchange import Edit, Reply, Request, Send
from bot.services.container import Services


async def show_check(request: Request, services: Services) -> Sequence[Reply]:
    """What is to be known before it goes."""
    return [
        Edit(
            await services.looking.check(
                request.person, actions.number_of(request.pressed(actions.ShowCheck).announcement)
            )
        )
    ]


async def preview_announcement(request: Request, services: Services) -> Sequence[Reply]:
    """As readers of a language see it."""
    action = request.pressed(actions.PreviewAnnouncement)
    previewed = await services.looking.preview(request.person, actions.number_of(action.announcement), action.language)
    note, *others = previewed
    # The note is for whoever looks; what it is on is in the words of its readers.
    return [Send(note), *(Send(each, language=action.language) for each in others)]


async def show_colleagues(request: Request, services: Services) -> Sequence[Reply]:
    """To whom it can be sent as a test."""
    announcement = actions.number_of(request.pressed(actions.ShowColleagues).announcement)
    return [Edit(await services.looking.colleagues(request.person, announcement))]


async def try_announcement(request: Request, services: Services) -> Sequence[Reply]:
    """To a colleague, as a test."""
    action = request.pressed(actions.TryAnnouncement)
    tried = await services.looking.try_on(
        request.person, actions.number_of(action.announcement), actions.number_of(action.person)
    )
    return [Edit(tried)]


async def ask_approval(request: Request, services: Services) -> Sequence[Reply]:
    """Somebody else shall look at it."""
    announcement = actions.number_of(request.pressed(actions.AskApproval).announcement)
    return [Edit(await services.sending.ask(request.person, announcement))]


async def approve_announcement(request: Request, services: Services) -> Sequence[Reply]:
    """It may go."""
    action = request.pressed(actions.ApproveAnnouncement)
    return [Edit(await services.sending.approve(request.person, actions.number_of(action.announcement), action.digest))]


async def refuse_announcement(request: Request, services: Services) -> Sequence[Reply]:
    """Why not?"""
    action = request.pressed(actions.RefuseAnnouncement)
    return [
        Send(await services.sending.ask_reason(request.person, actions.number_of(action.announcement), action.digest))
    ]


async def send_announcement(request: Request, services: Services) -> Sequence[Reply]:
    """Let it go."""
    action = request.pressed(actions.SendAnnouncement)
    return [Edit(await services.sending.send(request.person, actions.number_of(action.announcement), action.digest))]


async def unschedule_announcement(request: Request, services: Services) -> Sequence[Reply]:
    """Not at that time."""
    announcement = actions.number_of(request.pressed(actions.UnscheduleAnnouncement).announcement)
    return [Edit(await services.sending.unschedule(request.person, announcement))]


async def show_status(request: Request, services: Services) -> Sequence[Reply]:
    """How far it has come."""
    announcement = actions.number_of(request.pressed(actions.ShowStatus).announcement)
    return [Edit(await services.sending.status(request.person, announcement))]


async def pause_announcement(request: Request, services: Services) -> Sequence[Reply]:
    """Wait."""
    announcement = actions.number_of(request.pressed(actions.PauseAnnouncement).announcement)
    return [Edit(await services.sending.pause(request.person, announcement))]


async def resume_announcement(request: Request, services: Services) -> Sequence[Reply]:
    """Go on."""
    announcement = actions.number_of(request.pressed(actions.ResumeAnnouncement).announcement)
    return [Edit(await services.sending.resume(request.person, announcement))]


async def ask_stop(request: Request, services: Services) -> Sequence[Reply]:
    """Shall it be stopped?"""
    announcement = actions.number_of(request.pressed(actions.AskStop).announcement)
    return [Edit(await services.sending.ask_stop(request.person, announcement))]


async def stop_announcement(request: Request, services: Services) -> Sequence[Reply]:
    """Nobody else gets it."""
    announcement = actions.number_of(request.pressed(actions.StopAnnouncement).announcement)
    return [Edit(await services.sending.stop(request.person, announcement))]
