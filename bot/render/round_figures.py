"""Figures of rounds and names of their groups in words: what the message, the picture and the workbook say alike."""

from typing import Final, assert_never

from babel.numbers import format_decimal
from markupsafe import Markup

from bot.domain.figures import Place
from bot.domain.round_results import ResultsShown
from bot.domain.rounds import HIGHEST, Grouping, Method, Path, Terms
from bot.render.context import Context, capital

NOTHING: Final = "–"
"""Where nobody has rated anything, there is no mean."""


def decimal(number: float, context: Context) -> str:
    """A number with one digit after the point, or comma."""
    return format_decimal(number, format="0.0", locale=context.languages[context.words.language].locale)


def percent(place: Place) -> int:
    """Of all who have answered, how many have chosen it."""
    return round(place.share * 100)


def score(terms: Terms, place: Place, context: Context) -> Markup:
    """What a choice has got, and from how many."""
    words, count = context.words, str(place.count)
    match terms.method:
        case Method.RATE:
            mean = decimal(place.score, context) if place.count else NOTHING
            return words.html("round.results.rate", mean=mean, highest=str(HIGHEST), count=count)
        case Method.CHOOSE:
            return words.html("round.results.choose", percent=str(percent(place)), count=count)
        case Method.RANK:
            points, firsts = str(round(place.score)), str(place.firsts)
            return words.html("round.results.rank", points=points, firsts=firsts)
        case _:
            assert_never(terms.method)


def group_name(terms: Terms, path: Path, context: Context) -> str:
    """Of whom figures are, as a line begins with it."""
    if not path:
        return context.words.plain("round.results.everyone")
    code = path[-1]
    if terms.grouping is Grouping.LANGUAGE:
        return capital(context.names.language(code))
    if len(path) > 1:
        return context.names.country(code)
    region = context.pack.region(code)
    return code if region is None else context.title(region.name)


def answered(shown: ResultsShown, context: Context) -> Markup:
    """How many have answered, of how many where that is known; of a group, how many of these are counted."""
    words = context.words
    if shown.group:
        count = str(0 if shown.figures is None else shown.figures.answers)
        return words.html("round.results.group", group=group_name(shown.terms, shown.group, context), count=count)
    if shown.asked is None or shown.asked < shown.answered:
        return words.html("round.results.answered.only", answered=str(shown.answered))
    return words.html("round.results.answered", answered=str(shown.answered), asked=str(shown.asked))
