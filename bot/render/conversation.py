"""What is said around the answers: help, courtesy, and what the bot cannot do, read or show."""

from collections.abc import Iterator

from markupsafe import Markup

from bot.domain.commands import commands_for
from bot.domain.meetings import MeetingStatus, MeetingTopic
from bot.domain.messages import (
    Help,
    MembersOnly,
    SmallTalk,
    UnknownCommand,
)
from bot.domain.publication import published
from bot.render.context import Context, Draft, lines
from bot.render.meetings import over


def text_only(key: str, context: Context) -> Draft:
    """A text without buttons."""
    return Draft((context.words.html(key),))


def text_with_menu(key: str, context: Context) -> Draft:
    """A text, and the way on."""
    return Draft((context.words.html(key),), (context.menu(),))


def small_talk(message: SmallTalk, context: Context) -> Draft:
    """A greeting with what one can ask, or a word in return."""
    scope = context.scope() if message.tone in {"greeting", "thanks"} else Markup()
    return Draft((context.words.html(f"small_talk.{message.tone}"), scope), (context.menu(),))


def help_(_message: Help, context: Context) -> Draft:
    """What one can ask, with examples from what this reader may see, and the commands."""
    words = context.words
    examples = (words.html("help.example", example=example) for example in _examples(context))
    return Draft(
        (
            Markup(" ").join((words.html("help.intro"), context.scope(), words.html("scope.published"))),
            lines(words.html("help.examples"), *examples),
            _commands(context),
            context.way_in(),
        ),
        (*context.all_menus(), *context.way_in_button()),
    )


def members_only(_message: MembersOnly, context: Context) -> Draft:
    """That the answer is for members, and how to become one."""
    said = (context.words.html("members_only"), context.words.html("access.ask"))
    return Draft(said, (*context.way_in_button(), context.menu()))


def unknown_command(_message: UnknownCommand, context: Context) -> Draft:
    """The commands that there are for this reader."""
    return Draft((context.words.html("unknown_command"), _commands(context)), (context.menu(),))


def _commands(context: Context) -> Markup:
    """Those that this reader may use."""
    return lines(
        *(
            context.words.html("help.command", command=f"/{name}", what=context.words.html(f"command.{name}"))
            for name in commands_for(context.reader.access)
        )
    )


def _examples(context: Context) -> Iterator[Markup]:
    """Questions that this reader would get an answer to."""
    words = context.words
    coming = [
        meeting
        for meeting in context.pack.meetings
        if not over(meeting, context) and meeting.status is not MeetingStatus.CANCELLED
    ]
    if coming:
        following = min(coming, key=lambda meeting: meeting.begins_at())
        name = context.title(following.title)
        yield words.html("help.example.when", meeting=name)
        if published(following, MeetingTopic.VISA):
            yield words.html("help.example.visa", meeting=name)
    if context.pack.meetings:
        yield words.html("help.example.meetings")
    if context.pack.regions:
        yield words.html("help.example.region" if context.reader.country else "help.example.regions")
    for roadmap in context.pack.roadmaps[:1]:
        yield words.html("help.example.roadmap", roadmap=context.title(roadmap.title))
    for entry in context.pack.faq[:2]:
        yield words.safe(context.title(entry.title))
