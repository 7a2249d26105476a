"""Free text, and whatever else people send."""

from collections.abc import Sequence
from typing import Final, assert_never

from bot.domain import messages
from bot.domain.attendance import Detail
from bot.domain.exchange import Reachability, Reply, Request, Send, Shared, Text
from bot.domain.messages import Message
from bot.domain.people import Person
from bot.domain.policy import Right, access_of, may
from bot.services.answers import Answer, Wish, has_words
from bot.services.container import Services
from bot.services.memory import Recollection, Wording
from bot.services.onboarding import COUNTRY

_SORRY_TWICE: Final = 2
"""Misunderstandings in a row after which a person is offered."""


async def text(request: Request, services: Services) -> Sequence[Reply]:
    """A question in somebody's own words, or what the bot has asked for."""
    assert isinstance(request.content, Text)
    assert request.message_id is not None, "a text comes in a message"
    said, person = request.content.text, request.person
    recollection = await services.memory.recall(person.id)
    answer = services.answers.to_text(said, person, recollection.mind)
    awaited = await (_awaited(said, answer, request, services) if request.anew else _mended(request, services))
    if awaited is not None:
        return [Send(awaited)]
    answered = await services.responding.by_numbers(person, request.chat_id, said) if request.anew else None
    if answered is not None:
        return [Send(answered)]
    if answer.wants_language in services.languages:
        return await _switch_language(answer, answer.wants_language, request, services)
    missed = recollection.missed + 1 if answer.missed else 0
    wording = Wording(said, request.message_id, answer.language or person.language, answer.asked, answer.offered)
    pending = answer.understood.intention if answer.understood.choices else None
    await services.memory.keep(person.id, Recollection(answer.mind, missed, wording, pending))
    if answer.wish is not None:
        done = await _fulfil(answer.wish, request, services)
        return [Send(message, language=answer.language) for message in done or answer.messages]
    again = missed >= _SORRY_TWICE
    # Settings are shown in the language that is set.
    return [
        Send(
            services.answers.traced(message, request.message_id, again=again),
            language=None if isinstance(message, messages.Settings) else answer.language,
        )
        for each in answer.messages
        for message in await _intended(each, answer, person, services)
    ]


async def _intended(message: Message, answer: Answer, person: Person, services: Services) -> Sequence[Message]:
    """What follows on what was understood, where more than the pack is needed for it."""
    if isinstance(message, messages.RoundList):
        return [await services.responding.overview(person)]
    return await services.answering.intended(person, message, answer.understood.intention)


async def _awaited(said: str, answer: Answer, request: Request, services: Services) -> Message | None:
    """What follows on what the bot has asked for; none where it has asked for nothing, or something else is said."""
    assert request.message_id is not None, "a text comes in a message"
    assert isinstance(request.content, Text)
    person = request.person
    if await services.secretariat.awaits(person):
        return await _question(said, answer, request.message_id, person, services)
    if await services.requests.awaits(person):
        return await _request(said, answer, request, services)
    if await services.naming.awaits(person):
        if answer.plainly_asks(said):
            return None
        return await (services.naming.drop(person) if answer.takes_back else services.naming.take(person, said))
    if await services.remarks.awaits(person):
        if answer.plainly_asks(said):
            return None
        remarks, language = services.remarks, answer.language or person.language
        return await (remarks.drop(person) if answer.takes_back else remarks.take(person, said, language))
    if (detail := await services.answer_details.awaits(person)) is not None:
        # A number of people is easily told from a question; a note may speak of whatever can be asked as well.
        number = detail is Detail.PARTY_SIZE
        if (answer.certain and not any(char.isdecimal() for char in said)) if number else answer.plainly_asks(said):
            return None
        details = services.answer_details
        return await (details.drop(person) if answer.takes_back else details.take(person, said))
    if (step := await services.organizing_words.awaits(person)) is not None:
        typed = services.organizing_words
        if answer.takes_back:
            return await typed.drop(person)
        if answer.plainly_asks(said) if step == "name" else answer.certain and not typed.fits(step, said):
            return None
        return await typed.take(person, said)
    if (looked := await services.sending.awaits(person)) is not None:
        sending = services.sending
        if looked == "count" and answer.certain and not any(char.isdecimal() for char in said):
            return None
        return await (sending.leave(person) if answer.takes_back else sending.take(person, said))
    if await services.decisions.awaits(person):
        return await (services.decisions.drop(person) if answer.takes_back else services.decisions.take(person, said))
    if await services.audiences.awaits(person):
        if answer.plainly_asks(said):
            return None
        audiences = services.audiences
        return await (audiences.leave(person) if answer.takes_back else audiences.take_name(person, said))
    if (typed_of_round := await services.round_words.awaits(person)) is not None:
        words = services.round_words
        if answer.takes_back:
            return await words.drop(person)
        if not words.fits(typed_of_round, said, person) and answer.plainly_asks(said):
            return None
        return await words.take(person, said)
    if (writing := await services.writing_words.awaits(person)) is not None:
        if answer.takes_back:
            return await services.writing_words.drop(person)
        if not services.writing_words.fits(writing, said, person) and answer.plainly_asks(said):
            return None
        return await services.writing_words.take(person, request.content, request.message_id)
    return await _name(said, answer, request, services)


async def _mended(request: Request, services: Services) -> Message | None:
    """What follows on a message that was edited, where more hangs on it than its answer; else none."""
    assert isinstance(request.content, Text)
    assert request.message_id is not None, "a text comes in a message"
    return await services.writing_words.mend(request.person, request.content, request.message_id)


async def _fulfil(wish: Wish, request: Request, services: Services) -> Sequence[Message]:
    """What the command of the same meaning answers; nothing to those who have no right to it."""
    person = request.person
    match wish:
        case "access":
            return [await services.requests.begin(person)]
        case "access_requests":
            allowed = may(access_of(person.grants), Right.ACCESS)
            return [await services.requests.all_open(person)] if allowed else []
        case "announce":
            allowed = may(access_of(person.grants), Right.ANNOUNCING)
            return [await services.desk.show(person)] if allowed else []
        case "ask_members":
            allowed = may(access_of(person.grants), Right.ASKING)
            return [await services.round_desk.show(person)] if allowed else []
        case "news":
            return [await services.news.list(person, 0)] if person.grants else []
        case "forget":
            return [await services.forgetting.ask(person)]
        case "own_roles":
            return [await services.own_roles.all(person)] if person.grants else []
        case "my_data":
            return await services.own_data.show(person)
        case _:
            assert_never(wish)


async def _question(said: str, answer: Answer, message_id: int, person: Person, services: Services) -> Message:
    """What follows on the question for the secretariat that was asked for."""
    if not has_words(said):
        return messages.NothingToRead()
    if answer.takes_back:
        return await services.secretariat.drop(person)
    return await services.secretariat.take(person, said, message_id)


async def _request(said: str, answer: Answer, request: Request, services: Services) -> Message:
    """What follows on the words of somebody who asks for access."""
    if not has_words(said):
        return messages.WriteAccess()
    if answer.takes_back:
        return await services.requests.drop(request.person)
    return await services.requests.take(request.person, said, request.name)


async def _name(said: str, answer: Answer, request: Request, services: Services) -> Message | None:
    """What follows on the name of a country or a place, where one was asked for; none where something else is said."""
    onboarding = services.onboarding
    awaited = await onboarding.awaits(request.person)
    if awaited is None:
        return None
    proposal = onboarding.propose(awaited, said, request.person)
    if proposal and (onboarding.is_name(awaited, said) or (onboarding.is_brief(said) and not answer.certain)):
        return proposal
    if answer.understood.matches or answer.certain:
        return None
    return proposal or (messages.CountryNotRecognized() if awaited == COUNTRY else messages.PlaceNotRecognized())


async def _switch_language(answer: Answer, language: str, request: Request, services: Services) -> Sequence[Reply]:
    """The language that was named is spoken from now on, also to what else was asked."""
    person = await services.onboarding.choose_language(request.person, language)
    others = (message for message in answer.messages if not isinstance(message, messages.ChooseLanguage))
    step = () if request.person.enrolled else (await services.onboarding.next_step(person),)
    return [Send(message) for message in (messages.LanguageSet(), *others, *step)]


async def shared(request: Request, services: Services) -> Sequence[Reply]:
    """A sticker, a voice message, a picture: the bot reads text, and files where it has asked for them."""
    assert isinstance(request.content, Shared)
    if await services.writing_words.awaits(request.person) is not None:
        return [Send(await services.writing_words.take_file(request.person, request.content.file))]
    return [Send(messages.CannotRead(what=request.content.what))]


async def reachability(request: Request, services: Services) -> Sequence[Reply]:
    """The bot was blocked, or unblocked: kept, and not talked about."""
    assert isinstance(request.content, Reachability)
    await services.onboarding.note_reachability(request.person, request.content.reachable)
    return []
