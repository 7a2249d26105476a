"""Questions that are passed on to people."""

from collections.abc import Sequence

from bot.domain import actions, messages
from bot.domain.exchange import Edit, Reply, Request, Send
from bot.domain.messages import Choice, Message
from bot.services.container import Services


async def something_else(request: Request, services: Services) -> Sequence[Reply]:
    """None of what was asked back was meant."""
    question = actions.number_of(request.pressed(actions.SomethingElse).question)
    await services.examples.note_other(request.person, question)
    return [Edit(services.secretariat.offer(question))]


async def ask_secretariat(request: Request, services: Services) -> Sequence[Reply]:
    """Pass on a question on something that is not published."""
    action = request.pressed(actions.AskSecretariat)
    assert request.message_id is not None, "a button stands on a message"
    about = Choice(topic=action.topic, target=action.target)
    if not services.answers.may_ask(about, request.person):
        return [Edit(messages.ButtonExpired())]
    noted = await services.secretariat.ask(request.person, about, request.message_id)
    return [_below(noted, request, "ask", about)]


async def pass_on(request: Request, services: Services) -> Sequence[Reply]:
    """Pass on a question that was not understood, or that is still to be written."""
    question = actions.number_of(request.pressed(actions.PassOn).question)
    assert request.message_id is not None, "a button stands on a message"
    message = await services.secretariat.ask_in_words(request.person, question, request.message_id)
    if message is None:
        return []
    # What is still to be written can be asked for again.
    return [Send(message) if message == messages.WriteQuestion() else _below(message, request, "pass on")]


async def tell_when_published(request: Request, services: Services) -> Sequence[Reply]:
    """Wait for something to be published; where it is by now, that is shown."""
    action = request.pressed(actions.TellWhenPublished)
    assert request.message_id is not None, "a button stands on a message"
    about = Choice(topic=action.topic, target=action.target)
    if not services.answers.may_ask(about, request.person):
        return [Edit(messages.ButtonExpired())]
    if not services.answers.lacking(about, request.person):
        return [Edit(services.answers.to_match(about.topic, about.target, request.person))]
    noted = await services.secretariat.tell(request.person, about, request.message_id)
    return [_below(noted, request, "tell", about)]


async def drop_question(request: Request, services: Services) -> Sequence[Reply]:
    """No question after all."""
    return [Edit(await services.secretariat.drop(request.person))]


def _below(message: Message, request: Request, what: str, about: Choice | None = None) -> Reply:
    """What was asked stays in sight; a second tap changes nothing."""
    on = f"{about.topic}:{about.target}" if about else ""
    return Send(message, once=f"{what}:{request.chat_id}:{request.message_id}:{on}")
