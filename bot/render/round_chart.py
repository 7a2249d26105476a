"""The results of a round as a picture: a bar for each choice, the first one on top."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Final, assert_never

from bot.domain.exchange import PhotoPart
from bot.domain.figures import Place
from bot.domain.messages_round_results import ResultsPicture
from bot.domain.round_results import ResultsShown
from bot.domain.rounds import HIGHEST, Method
from bot.render.attendance_tables import bare
from bot.render.bidi import marked
from bot.render.context import Context, Draft, lines
from bot.render.dates import day_of
from bot.render.round_bar_values import ChoiceBar, RoundBars, Segment
from bot.render.round_figures import NOTHING, answered, decimal, percent
from bot.render.round_results import heading

_RATED: Final = (
    ("#d55e00", "white"),
    ("#e9a06b", "black"),
    ("#bdbdbd", "black"),
    ("#7db8dd", "black"),
    ("#0072b2", "white"),
)
"""From the lowest rating to the highest: colour, and that of a number on it. The colour-blind tell these apart."""

_RANKED: Final = (("#0072b2", "white"), ("#56a3d5", "black"), ("#a6d0ec", "black"), ("#d3e8f6", "black"))
"""From the first place on; all further ones are like the last."""

_MEASURES: Final[Mapping[Method, str]] = {
    Method.RATE: "round.head.mean",
    Method.CHOOSE: "round.head.share",
    Method.RANK: "round.head.points",
}
"""What the scores are called."""


def picture(message: ResultsPicture, context: Context) -> PhotoPart | Draft:
    """A bar for each choice; nothing to see where nothing is shown."""
    shown = message.shown
    if shown is None or not shown.places:
        return context.gone()
    words = context.words
    day = context.dates.day(day_of(context.now, context.reader.zone or context.pack.timezone))
    notes = (answered(shown, context), words.html("attfile.as_of", time=day))

    from bot.render.round_bars import drawn  # noqa: PLC0415 - what it needs is not loaded before a picture is asked for

    content = drawn(
        RoundBars(
            title=bare(context.title(shown.terms.title)),
            notes=tuple(bare(note.unescape()) for note in notes),
            legend=tuple(_legend(shown, context)),
            measure=bare(words.plain(_MEASURES[shown.terms.method])),
            bars=tuple(_bar(shown, place, context) for place in shown.places),
            right_to_left=words.right_to_left,
        )
    )
    caption = lines(heading(shown, context), *notes)
    return PhotoPart(content, marked(caption) if words.right_to_left else str(caption))


def _legend(shown: ResultsShown, context: Context) -> Iterator[tuple[str, str]]:
    words = context.words
    match shown.terms.method:
        case Method.RATE:
            for rating, (colour, _) in enumerate(_RATED, 1):
                yield bare(words.plain("round.head.rated", rating=str(rating))), colour
        case Method.RANK if shown.terms.most > 1:
            for place in range(1, shown.terms.most + 1):
                yield bare(words.plain("round.head.ranked", place=str(place))), _of(_RANKED, place - 1)[0]


def _bar(shown: ResultsShown, place: Place, context: Context) -> ChoiceBar:
    return ChoiceBar(
        place.place,
        bare(context.title(place.choice.title)),
        bare(_score(shown, place, context)),
        tuple(_segments(shown, place)),
    )


def _score(shown: ResultsShown, place: Place, context: Context) -> str:
    match shown.terms.method:
        case Method.RATE:
            return decimal(place.score, context) if place.count else NOTHING
        case Method.CHOOSE:
            return context.words.plain("round.chart.percent", percent=str(percent(place)))
        case Method.RANK:
            return str(round(place.score))
        case _:
            assert_never(shown.terms.method)


def _segments(shown: ResultsShown, place: Place) -> Iterator[Segment]:
    """Rated: all ratings fill the bar. Chosen: it is as long as the share of those who have chosen it. Ranked: the
    first choice fills it."""
    assert shown.figures is not None, "only what is shown has places"
    terms, marks = shown.terms, shown.figures.marks.get(place.choice.key, ())
    match terms.method:
        case Method.RATE:
            for mark, count in enumerate(marks[:HIGHEST]):
                yield Segment(*_of(_RATED, mark), count / max(place.count, 1), count)
        case Method.CHOOSE:
            yield Segment(*_RANKED[0], place.share, place.count)
        case Method.RANK:
            best = shown.places[0].score
            for mark, count in enumerate(marks):
                yield Segment(*_of(_RANKED, mark), (terms.most - mark) * count / best, count)
        case _:
            assert_never(terms.method)


def _of(looks: Sequence[tuple[str, str]], number: int) -> tuple[str, str]:
    return looks[min(number, len(looks) - 1)]
