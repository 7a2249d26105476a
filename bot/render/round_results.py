"""The results of a round in words: each choice with its figures, and what more there is to see."""

from collections.abc import Iterator
from typing import Final

from markupsafe import Markup, escape

from bot.domain.actions import GetResults, ShowDecision, ShowLines, ShowResults, ShowRound
from bot.domain.actions_round_results import ALL
from bot.domain.exchange import Rows
from bot.domain.figures import Place
from bot.domain.messages_round_results import RoundResults
from bot.domain.round_results import Earlier, ResultsShown, code_of
from bot.domain.rounds import Grouping, Method, RoundState
from bot.render.context import Context, Draft, lines, rows
from bot.render.dates import day_of
from bot.render.round_decisions import decided
from bot.render.round_figures import NOTHING, answered, decimal, group_name, score

_CELLS: Final = 10
_MOST_FIRSTS: Final = 5
"""So many are listed by first choices: how often each came first stands with it, too."""

_FULL: Final = "▰"
_EMPTY: Final = "▱"


def results(message: RoundResults, context: Context) -> Draft:
    """What was answered, the first choice in front."""
    shown, words = message.shown, context.words
    if shown is None:
        return context.gone()
    note = words.html("round.results.note") if message.note else Markup()
    return Draft(
        (
            note,
            lines(heading(shown, context), answered(shown, context), _when(shown, context)),
            *_figures(shown, context),
            _by_firsts(shown, context),
            lines(*_remarks(shown, context)),
            decided(shown.decision, context),
        ),
        _buttons(message, shown, context),
    )


def heading(shown: ResultsShown, context: Context) -> Markup:
    """What the results are of, in bold."""
    return Markup("<b>{}</b>").format(context.words.html("round.results.title", title=context.title(shown.terms.title)))


def _when(shown: ResultsShown, context: Context) -> Markup:
    words = context.words
    if shown.state is RoundState.OPEN or shown.closed_at is None:
        return words.html("round.results.live")
    zone = context.reader.zone or context.pack.timezone
    return words.html("round.results.day", day=context.dates.day(day_of(shown.closed_at, zone)))


def _figures(shown: ResultsShown, context: Context) -> Iterator[Markup]:
    """Choice by choice; or why there is nothing."""
    words, terms = context.words, shown.terms
    for place in shown.places:
        # A rating of 1 is the lowest: the bar is as long as the picture's, from nothing.
        full = round(_length(shown, place) * _CELLS)
        title = Markup("<b>{}. {}</b>").format(place.place, words.safe(context.title(place.choice.title)))
        before = _before(shown.earlier, place, shown, context) if shown.earlier else Markup()
        bar = escape(_FULL * full + _EMPTY * (_CELLS - full))
        said = Markup(" · ").join(filter(None, (score(terms, place, context), before)))
        yield lines(title, Markup("{} {}").format(bar, said))
    if shown.places:
        return
    if shown.figures is not None and shown.figures.answers:
        yield words.html("round.results.blank")
    elif shown.answered and shown.state is RoundState.OPEN:
        yield words.html("round.results.not_yet")
    elif shown.answered:
        yield words.html("round.results.too_few", n=terms.shown_from)
    elif shown.asked == 0:
        yield words.html("round.results.nobody")
    else:
        yield words.html("round.results.none")


def _length(shown: ResultsShown, place: Place) -> float:
    """How much of its bar a choice fills, from 0 to 1: as in the picture, the one that is ranked first fills all."""
    return place.score / shown.places[0].score if shown.terms.method is Method.RANK else place.share


def _before(earlier: Earlier, place: Place, shown: ResultsShown, context: Context) -> Markup:
    """Where the choice stood in the earlier round."""
    key, words = place.choice.key, context.words
    if key not in earlier.places:
        return words.html("round.results.new")
    if shown.terms.method is Method.RATE:
        mean = earlier.scores[key]
        return words.html("round.results.before.mean", mean=decimal(mean, context) if mean else NOTHING)
    return words.html("round.results.before.place", place=str(earlier.places[key]))


def _by_firsts(shown: ResultsShown, context: Context) -> Markup:
    """The order by first choices, where it was ranked and is another than that by points."""
    if shown.terms.method is not Method.RANK:
        return Markup()
    words = context.words
    by_points = [place for place in shown.places if place.firsts]
    ordered = sorted(by_points, key=lambda place: -place.firsts)
    if ordered == by_points:
        return Markup()
    told = (
        words.html("round.results.first", title=context.title(place.choice.title), count=str(place.firsts))
        for place in ordered[:_MOST_FIRSTS]
    )
    return lines(words.html("round.results.by_firsts"), *told)


def _remarks(shown: ResultsShown, context: Context) -> Iterator[Markup]:
    """What has to be known to read the figures."""
    words, terms = context.words, shown.terms
    gone = [context.title(choice.title) for choice in terms.choices if choice.withdrawn]
    if gone:
        yield words.html("round.results.withdrawn", titles=context.listed(gone))
    if shown.places and (earlier := shown.earlier) is not None and earlier.closed_at is not None:
        day = context.dates.day(day_of(earlier.closed_at, context.reader.zone or context.pack.timezone))
        yield words.html("round.results.compared", title=context.title(earlier.title), day=day)
    if shown.exact:
        yield words.html("round.results.exact")
    elif shown.state is RoundState.OPEN:
        apart = terms.grouping is not Grouping.NONE
        yield words.html("round.results.steps", n=terms.shown_from)
        yield words.html("round.results.apart") if apart else Markup()
    elif shown.hidden and shown.figures is not None and not shown.group:
        yield words.html("round.results.hidden", n=shown.hidden)


def _buttons(message: RoundResults, shown: ResultsShown, context: Context) -> Rows:
    """The groups, then what else there is."""
    words, round_ = context.words, message.round
    groups = [
        context.labelled(
            words.plain(
                "button.round.results.group",
                group=group_name(shown.terms, inner.path, context),
                count=str(inner.answers),
            ),
            ShowResults(round_, code_of(inner.path)),
        )
        for inner in shown.inner
    ]
    others = []
    if shown.group:
        others.append(context.button("button.back", ShowResults(round_, code_of(shown.group[:-1]))))
    if shown.places:
        others.append(context.button("button.attendance.png", GetResults(round_, message.group, "png")))
        others.append(context.button("button.attendance.xlsx", GetResults(round_, ALL, "xlsx")))
    if shown.lines:
        others.append(context.button("button.round.results.lines", ShowLines(round_, ALL, "0")))
    if shown.follows and shown.state is RoundState.CLOSED:
        others.append(context.button("button.round.decision", ShowDecision(round_)))
    others.append(context.button("button.round.results.card", ShowRound(round_)))
    return (*rows(groups), *rows(others))
