"""Asking back: what a question could have meant, one button each."""

from bot.domain.actions import Ask, SomethingElse
from bot.domain.content_text import Text
from bot.domain.messages import AskBack, Choice
from bot.render.context import Context, Draft, rows
from bot.render.meetings import short_name
from bot.render.roadmap import find_strand


def ask_back(message: AskBack, context: Context) -> Draft:
    """The choices whose target the reader may still see, and the way out. Whoever answers for a meeting is asked for
    which, by their names alone: "confirm attendance" is no label for whoever declines."""
    coming = all(choice.topic == "do.rsvp" for choice in message.choices)
    buttons = [
        context.labelled(said, Ask(choice.topic, choice.target))
        for choice in message.choices
        if (said := _target(choice, context) if coming else label(choice, context)) is not None
    ]
    if not buttons:
        return context.gone()
    other = context.button("button.something_else", SomethingElse(str(message.question)))
    return Draft((context.words.html("ask_back.coming" if coming else "ask_back"),), rows((*buttons, other), width=1))


def label(choice: Choice, context: Context) -> str | None:
    """Topic and target in the reader's words; none where the target is not there for them."""
    words = context.words
    topic = words.plain(f"button.{choice.topic}") if choice.topic != "faq" else ""
    if choice.target in {"all", "none", "no-meeting"}:
        return topic
    target = _target(choice, context)
    if target is None:
        return None
    return words.plain("choice.label", topic=topic, target=target) if topic else target


def _target(choice: Choice, context: Context) -> str | None:
    """The name of what a choice is about."""
    target = choice.target
    if target == "my-region":
        return context.words.plain("target.my_region")
    if (meeting := context.pack.meeting(target)) is not None:
        return short_name(meeting, context)
    if (region := context.pack.region(target)) is not None:
        return context.words.value(context.title(region.name))
    if (strand := find_strand(target, context)) is not None:
        return context.words.value(context.title(strand[1].title))
    titles: dict[str, Text] = {entry.id: entry.title for entry in context.pack.faq}
    for roadmap in context.pack.roadmaps:
        titles |= {item.id: item.title for item in roadmap.items} | {roadmap.id: roadmap.title}
    return context.words.value(context.title(titles[target])) if target in titles else None
