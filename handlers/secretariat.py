"""Questions that are passed on to people."""

from collections.abc import Sequence

from bot.domain import actions, messages
from bot.domain.exchange import Edit, Reply, Request, Send
from bot.domain.messages import Choice
from bot.services.container import Services


async def something_else(request: Request, services: Services) -> Sequence[Reply]:
    """None of what was asked back was meant."""
    return [Edit(messages.Rephrase())]


async def ask_secretariat(request: Request, services: Services) -> Sequence[Reply]:
    """Pass a question on."""
    action = request.pressed(actions.AskSecretariat)
    assert request.message_id is not None, "a button stands on a message"
    if action.topic == "handover":
        return _below(await services.secretariat.invite(request.person), request, "ask")
    about = Choice(topic=action.topic, target=action.target)
    if action.topic != "none" and not services.answers.may_ask(about, request.person):
        return [Edit(messages.ButtonExpired())]
    return _below(await services.secretariat.ask(request.person, about, request.message_id), request, "ask")


async def tell_when_published(request: Request, services: Services) -> Sequence[Reply]:
    """Wait for something to be published."""
    action = request.pressed(actions.TellWhenPublished)
    assert request.message_id is not None, "a button stands on a message"
    about = Choice(topic=action.topic, target=action.target)
    if not services.answers.may_ask(about, request.person):
        return [Edit(messages.ButtonExpired())]
    return _below(await services.secretariat.tell(request.person, about, request.message_id), request, "tell")


async def drop_question(request: Request, services: Services) -> Sequence[Reply]:
    """No question after all."""
    return [Edit(await services.secretariat.drop(request.person))]


def _below(message: messages.Message | None, request: Request, what: str) -> Sequence[Reply]:
    """What was asked stays in sight; a second tap changes nothing, unless it asks for words again."""
    if message is None:
        return []
    once = f"{what}:{request.chat_id}:{request.message_id}"
    return [Send(message, once=None if message == messages.WriteQuestion() else once)]
