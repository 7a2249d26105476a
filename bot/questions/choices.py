"""Which choices stand beside each other when a question is asked back."""

from collections.abc import Iterable
from typing import Final

from bot.questions.mind import Match

MOST_CHOICES: Final = 3


def sensible(likely: Iterable[Match]) -> tuple[Match, ...]:
    """At most three of the choices, given likeliest first.

    A list of meetings that singles out one is no choice beside a likelier question about that meeting.
    """
    choices = tuple(dict.fromkeys(likely))
    kept = [
        choice
        for place, choice in enumerate(choices)
        if choice.topic != "meeting.list" or choice.target not in {other.target for other in choices[:place]}
    ]
    return tuple(kept[:MOST_CHOICES])
