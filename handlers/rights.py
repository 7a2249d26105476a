"""Rights over one's data, and what one wants to be sent: /mydata, /forget, /stop, and their buttons."""

from collections.abc import Sequence

from bot.domain import actions, messages
from bot.domain.exchange import Edit, Reply, Request, Send
from bot.services.container import Services


async def my_data_command(request: Request, services: Services) -> Sequence[Reply]:
    """/mydata"""
    return [Send(message) for message in await services.own_data.show(request.person)]


async def show_my_data(request: Request, services: Services) -> Sequence[Reply]:
    """What the button stands on stays."""
    return await my_data_command(request, services)


async def forget_command(request: Request, services: Services) -> Sequence[Reply]:
    """/forget"""
    return [Send(await services.forgetting.ask(request.person))]


async def ask_forget(request: Request, services: Services) -> Sequence[Reply]:
    return [Edit(await services.forgetting.ask(request.person))]


async def forget_me(request: Request, services: Services) -> Sequence[Reply]:
    """The service sends the last word itself: there is nobody any more to reply to."""
    asked = await services.forgetting.forget_as_asked(request.person, request.chat_id, request.message_id)
    return [Edit(asked)] if asked else []


async def keep_everything(request: Request, services: Services) -> Sequence[Reply]:
    await services.forgetting.keep(request.person)
    return [Edit(messages.NothingForgotten())]


async def stop_command(request: Request, services: Services) -> Sequence[Reply]:
    """/stop"""
    return [Send(services.subscriptions.show(request.person))]


async def show_subscriptions(request: Request, services: Services) -> Sequence[Reply]:
    return [Edit(services.subscriptions.show(request.person))]


async def stop_messages(request: Request, services: Services) -> Sequence[Reply]:
    action = request.pressed(actions.StopMessages)
    return [Edit(await services.subscriptions.stop(request.person, action.what))]


async def resume_messages(request: Request, services: Services) -> Sequence[Reply]:
    action = request.pressed(actions.ResumeMessages)
    return [Edit(await services.subscriptions.resume(request.person, action.what))]
