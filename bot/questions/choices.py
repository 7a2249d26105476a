"""Which choices may stand beside each other when a question is asked back."""

from collections.abc import Iterable
from typing import Final

from bot.questions.mind import Match

MOST_CHOICES: Final = 3

_FAMILIES: Final = (
    ("meeting.", "do.rsvp", "do.calendar", "do.reminders"),
    ("region.", "roadmap.region"),
    ("roadmap.", "do.feedback"),
    ("meeting.contact", "region.secretariat", "handover"),
    ("meeting.language", "do.language"),
    ("faq", "region.", "roadmap."),
)
"""Topics that one question can mean: topics that share no row are never offered together."""


def sensible(likely: Iterable[Match]) -> tuple[Match, ...]:
    """At most three of the choices, given likeliest first: those that make sense beside the first one.

    A list of meetings that singles out one is no choice beside a question about that meeting.
    """
    choices = tuple(dict.fromkeys(likely))
    asked = {choice.target for choice in choices if choice.topic != "meeting.list"}
    kept = [choice for choice in choices if choice.topic != "meeting.list" or choice.target not in asked]
    return tuple(choice for choice in kept if _akin(kept[0].topic, choice.topic))[:MOST_CHOICES]


def _akin(topic: str, other: str) -> bool:
    return topic == other or any(topic.startswith(family) and other.startswith(family) for family in _FAMILIES)
