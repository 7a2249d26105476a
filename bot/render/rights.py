"""The rights over one's data: what is kept of the reader, being forgotten, and what one wants to be sent."""

from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import Final

from markupsafe import Markup

from bot.domain.actions import AskForget as AskForgetAction
from bot.domain.actions import (
    ForgetMe,
    KeepEverything,
    ResumeMessages,
    ShowMyData,
    ShowPrivacy,
    ShowSettings,
    StopMessages,
)
from bot.domain.exchange import Button, DocumentPart, Rows
from bot.domain.messages import AskForget, MyData, MyDataFile, Subscriptions
from bot.domain.messages_rights import OwnRequest, OwnRole
from bot.domain.people import Subscription
from bot.domain.policy import subscriptions_of
from bot.render.bidi import marked
from bot.render.context import Context, Draft, lines, rows
from bot.render.dates import day_of
from bot.render.settings import own_settings

FILE_NAME: Final = "my-data.json"


def my_data(message: MyData, context: Context) -> Draft:
    """What is kept of the reader: who they are, what they are, what they have asked for, and what is remembered of the
    conversation."""
    words = context.words
    who = lines(
        words.html("mydata.telegram", id=message.telegram_id),
        words.html("mydata.name", name=message.name) if message.name else words.html("mydata.no_name"),
        own_settings(context),
        words.html("mydata.since", date=_day(message.since, context)),
        words.html("mydata.seen", date=_day(message.seen, context)),
    )
    roles = lines(*(_role(role, context) for role in message.roles)) or words.html("mydata.no_role")
    asked = lines(
        *(_request(request, context) for request in message.requests),
        _dated("mydata.questions", message.questions, context),
        _dated("mydata.publications", message.publications, context),
        _dated("mydata.examples", message.examples, context),
        _dated("mydata.answers", message.answers, context),
        words.html("mydata.rounds", count=message.rounds) if message.rounds else Markup(),
    )
    stopped = [words.html(f"subscription.{each}") for each in message.stopped]
    remembered = lines(
        words.html("mydata.updates", count=message.updates),
        words.html("mydata.messages", count=message.messages),
    )
    return Draft(
        (
            words.html("mydata.title"),
            who,
            roles,
            asked,
            lines(words.html("mydata.stopped"), *_bullets(stopped)) if stopped else Markup(),
            remembered,
            words.html("mydata.file" if message.file else "mydata.file.just_sent"),
        ),
        (
            (
                context.button("button.ask_forget", AskForgetAction()),
                context.button("button.privacy", ShowPrivacy()),
            ),
            context.menu(),
        ),
    )


def my_data_file(message: MyDataFile, context: Context) -> DocumentPart:
    """All of it, for machines to read."""
    caption = context.words.html("mydata.file.caption")
    html = str(marked(caption) if context.words.right_to_left else caption)
    return DocumentPart(FILE_NAME, message.document.encode("utf-8", "replace"), html)


def ask_forget(message: AskForget, context: Context) -> Draft:
    """What would be lost, what would stay, and the two ways on."""
    words = context.words
    counts = {
        "forget.requests": message.requests,
        "forget.questions": message.questions,
        "forget.publications": message.publications,
        "forget.answers": message.answers,
        "forget.rounds": message.rounds,
    }
    lost = (
        words.html("forget.settings"),
        *(words.html("forget.role", role=_role_and_scope(role, context)) for role in message.roles),
        *(words.html(key, count=count) for key, count in counts.items() if count),
    )
    countries = dict.fromkeys(role.country for role in message.roles if role.country)
    return Draft(
        (
            words.html("forget.title"),
            lines(words.html("forget.lost"), *_bullets(lost)),
            lines(*(words.html("forget.country", country=context.names.country(code)) for code in countries)),
            lines(
                words.html("forget.anonymous") if message.rounds else Markup(),
                words.html("forget.chat"),
                words.html("forget.remains"),
            ),
        ),
        (
            (
                context.button("button.forget_me", ForgetMe()),
                context.button("button.keep_everything", KeepEverything()),
            ),
            (context.button("button.my_data", ShowMyData()),),
        ),
    )


def subscriptions(message: Subscriptions, context: Context) -> Draft:
    """Each kind of message that may come unasked, whether it does, and the button that changes that."""
    words = context.words
    offered = subscriptions_of(context.reader.access)
    back = (context.button("button.settings", ShowSettings()), context.menu()[1])
    if not offered:
        return Draft((words.html("subscriptions.title"), words.html("subscriptions.none")), (back,))
    stopped = [each for each in offered if each in message.stopped]
    states = (
        words.html("subscription.off" if each in stopped else "subscription.on", what=_named(each, context))
        for each in offered
    )
    return Draft(
        (
            words.html("subscriptions.title"),
            lines(words.html("subscriptions.intro"), *_bullets(states)),
            words.html("subscriptions.always"),
        ),
        (
            *rows((_switch(each, each in stopped, context) for each in offered), width=1),
            *_switch_all(len(stopped), len(offered), context),
            back,
        ),
    )


def _switch(each: Subscription, stopped: bool, context: Context) -> Button:
    if stopped:
        return context.button(f"button.resume.{each}", ResumeMessages(each))
    return context.button(f"button.stop.{each}", StopMessages(each))


def _switch_all(stopped: int, offered: int, context: Context) -> Rows:
    stop = (context.button("button.stop.all", StopMessages("all")),) if stopped < offered else ()
    resume = (context.button("button.resume.all", ResumeMessages("all")),) if stopped else ()
    return ((*stop, *resume),)


def _named(each: Subscription, context: Context) -> Markup:
    return context.words.html(f"subscription.{each}")


def _role(role: OwnRole, context: Context) -> Markup:
    return context.words.html(
        "mydata.role",
        role=_role_and_scope(role, context),
        since=_day(role.since, context),
        until=_day(role.until, context),
    )


def _request(request: OwnRequest, context: Context) -> Markup:
    return context.words.html(
        f"mydata.request.{request.state}",
        role=_role_and_scope(request, context),
        date=_day(request.asked_at, context),
    )


def _role_and_scope(held: OwnRole | OwnRequest, context: Context) -> Markup:
    """The name of a role, with the country, region or meeting to which it is limited."""
    role = context.words.html(f"role.{held.role}")
    scope = next(_scopes(held, context), None)
    return role if scope is None else context.words.html("mydata.role_of", role=role, scope=scope)


def _scopes(held: OwnRole | OwnRequest, context: Context) -> Iterator[str]:
    if held.country:
        yield context.names.country(held.country)
    if held.region:
        region = context.pack.region(held.region)
        yield context.title(region.name) if region else held.region
    if held.meeting:
        meeting = context.pack.meeting(held.meeting)
        yield context.title(meeting.title) if meeting else held.meeting


def _dated(key: str, asked: tuple[datetime, ...], context: Context) -> Markup:
    """How many there are, and of which days; nothing where there are none."""
    if not asked:
        return Markup()
    days = dict.fromkeys(_day(instant, context) for instant in asked)
    return context.words.html(key, count=len(asked), dates=context.listed(days))


def _bullets(texts: Iterable[Markup]) -> Iterator[Markup]:
    return (Markup("• {}").format(text) for text in texts)


def _day(instant: datetime, context: Context) -> Markup:
    return context.dates.day(day_of(instant, context.reader.zone or context.pack.timezone))
