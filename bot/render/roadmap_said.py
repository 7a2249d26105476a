"""What was said about the parts of a roadmap in rounds of feedback, and what was decided then."""

from collections.abc import Iterable, Iterator
from typing import Final

from markupsafe import Markup

from bot.domain.roadmap_said import RoundSaid
from bot.render.context import Context, lines
from bot.render.round_decisions import closed_day, decided
from bot.render.round_figures import score

_MOST: Final = 10
"""Parts that are listed; the results have them all."""


def said(rounds: Iterable[RoundSaid], context: Context) -> Iterator[Markup]:
    """Round by round: where the parts stand, with the title and the day of closing as the source, and the decision."""
    for each in rounds:
        title, day = context.title(each.terms.title), closed_day(each.closed_at, context)
        if not each.places:
            head = context.words.html("roadmap.said.closed", title=title, day=day)
            yield lines(head, decided(each.decision, context))
            continue
        head = context.words.html("roadmap.said", n=each.answers, title=title, day=day)
        yield lines(head, *_places(each, context))
        if each.decision:
            yield decided(each.decision, context)


def _places(each: RoundSaid, context: Context) -> Iterator[Markup]:
    for place in each.places[:_MOST]:
        title, got = context.title(place.choice.title), score(each.terms, place, context)
        if len(each.places) == each.of:
            yield context.words.html("roadmap.said.place", place=str(place.place), title=title, score=got)
        else:
            yield context.words.html(
                "roadmap.said.place_of", title=title, place=str(place.place), count=str(each.of), score=got
            )
