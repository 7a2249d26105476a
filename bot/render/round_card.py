"""The card of a round: what is asked, and the answer as it fills itself in."""

from collections.abc import Iterator
from itertools import takewhile
from typing import Final, assert_never

from markupsafe import Markup, escape

from bot.domain.actions import (
    DropChoice,
    FinishAnswer,
    PickChoice,
    RateChoice,
    RateNext,
    ShowResults,
    ShowRounds,
    ShowRoundTerms,
    UndoChoice,
    WriteRemark,
)
from bot.domain.actions_round_results import ALL
from bot.domain.exchange import Button, Rows
from bot.domain.figures import first_of, positions
from bot.domain.messages_rounds import RoundCard, RoundShown
from bot.domain.rounds import HIGHEST, Choice, Method, Remark, RoundState, Terms
from bot.render.context import Context, Draft, capital, lines, rows
from bot.render.round_options import cut, heading, how, moment, numbers_of, options, ranking, title_of, whose

SHORT: Final = 14
"""Characters of a title on one of two buttons of a row: what a small phone shows of it, beside its number."""

_LONG: Final = 4
"""Characters that all titles begin with are left out on buttons from here on, so that no two look the same."""

_CHOSEN: Final = "✓"


def card(message: RoundCard, context: Context) -> Draft:
    """What this reader can answer, has answered, or could have."""
    shown = message.shown
    if shown is None:
        return gone(context)
    terms = shown.terms
    answerable = _answerable(shown)
    at = _at_hand(shown, message.at) if answerable else None
    marks = shown.draft if answerable else shown.given or ""
    return Draft(
        (
            _occasion(message, context),
            lines(heading(terms, context), how(terms, context) if answerable else Markup()),
            whose(terms, context) if answerable else Markup(),
            Markup() if _only_one(terms) else options(terms, marks, context, at),
            ranking(terms, marks, context),
            _remarks(shown, marks, context),
            lines(_progress(shown, context) if answerable else Markup(), _state(shown, context)),
            _problem(message, terms, context),
        ),
        (
            *(_buttons(message.round, shown, at, context) if answerable else ()),
            *rows(_besides(message.round, shown, context)),
        ),
    )


def gone(context: Context) -> Draft:
    """There is no such round for them."""
    return Draft((context.words.html("round.gone"),), ((context.button("button.round.all", ShowRounds()),),))


def _answerable(shown: RoundShown) -> bool:
    return shown.state is RoundState.OPEN and shown.asked


def _only_one(terms: Terms) -> bool:
    """Whether all that is asked is a rating of what the title names."""
    return terms.method is Method.RATE and len(terms.choices) == 1 and terms.meeting is not None


def _occasion(message: RoundCard, context: Context) -> Markup:
    if message.note in ("opened", "reminder"):
        return context.words.html(f"round.{message.note}")
    return Markup()


def _problem(message: RoundCard, terms: Terms, context: Context) -> Markup:
    """Why the last step changed nothing."""
    words = context.words
    numbers = context.listed(map(str, message.numbers)) if message.numbers else Markup()
    match message.note:
        case None | "opened" | "reminder" | "noted" | "closed":
            return Markup()
        case "full" | "line_kept" | "line_erased":
            return words.html(f"round.note.{message.note}")
        case "unknown":
            return words.html("round.note.unknown", numbers=numbers, last=str(len(terms.choices)))
        case "twice" | "withdrawn":
            return words.html(f"round.note.{message.note}", numbers=numbers)
        case "rating":
            return words.html("round.note.rating", numbers=numbers, highest=str(HIGHEST))
        case "many" | "few" if terms.method is Method.RATE:
            return words.html("round.note.ratings", count=numbers, wanted=str(len(terms.open_choices)))
        case "many" | "few":
            return words.html("round.note.many", count=numbers, most=str(terms.places))
        case _:
            assert_never(message.note)


def _progress(shown: RoundShown, context: Context) -> Markup:
    """How much is chosen of what can be, as dots and in numbers."""
    done, whole = len(_chosen(shown)), _whole(shown.terms)
    if whole < 2:
        return Markup()
    dots = "●" * min(done, whole) + "○" * max(whole - done, 0)
    return context.words.html("round.progress", dots=escape(dots), done=str(done), whole=str(whole))


def _state(shown: RoundShown, context: Context) -> Markup:
    """Whether an answer counts, and until when it can be given or changed."""
    words, terms = context.words, shown.terms
    if shown.state is RoundState.CLOSED:
        closed = (
            words.html("round.closed", time=moment(shown.closed_at, context))
            if shown.closed_at is not None
            else Markup()
        )
        done = words.html("round.closed.answered" if shown.answered else "round.closed.silent")
        return lines(closed, done if shown.answered or shown.asked else Markup())
    until = words.html("round.until", time=moment(terms.closes, context)) if terms.closes else Markup()
    if not shown.asked:
        return lines(until, words.html("round.not_asked"))
    return lines(_standing(shown, context), until)


def _standing(shown: RoundShown, context: Context) -> Markup:
    words = context.words
    if shown.given is None:
        return words.html("round.begun") if _chosen(shown) else Markup()
    if shown.draft != shown.given:
        return words.html("round.changing")
    lost = len(list(positions(shown.terms.method, shown.given))) > len(_chosen(shown))
    return lines(words.html("round.noted"), words.html("round.lost") if lost else Markup())


def _remarks(shown: RoundShown, marks: str, context: Context) -> Markup:
    """The lines of text that this reader has written."""
    said = []
    for remark in _written(shown, marks):
        text, choice = shown.remarks[remark], shown.terms.choice(shown.why_of or "")
        if remark is Remark.WHY and choice is not None:
            option = title_of(choice.title, shown.terms, context)
            said.append(context.words.html("round.line.why_first", option=option, words=text))
        else:
            said.append(context.words.html(f"round.line.{remark}", words=text))
    return lines(*said)


def _written(shown: RoundShown, marks: str) -> list[Remark]:
    """The lines that fit an answer: why one thing comes first is no reason for another."""
    fits = shown.why_of is None or shown.why_of == first_of(shown.terms, marks)
    return [remark for remark in shown.remarks if remark is not Remark.WHY or fits]


def _buttons(round_id: str, shown: RoundShown, at: str | None, context: Context) -> Rows:
    """What can be tapped to answer."""
    terms = shown.terms
    if terms.method is Method.RATE:
        return (*_rating(round_id, shown, at, context), *rows(_after(round_id, shown, context)))
    chosen, shared = _chosen(shown), _shared(terms, context)
    choices = (
        context.labelled(
            _label(number, choice, shared, context, chosen=choice.key in chosen),
            (DropChoice if choice.key in chosen else PickChoice)(round_id, choice.key),
        )
        for number, choice in enumerate(terms.choices, 1)
        if not choice.withdrawn
    )
    return (*rows(choices), *rows(_after(round_id, shown, context)))


def _rating(round_id: str, shown: RoundShown, at: str | None, context: Context) -> Rows:
    """The five ratings of the choice at hand, and the way to those beside it; where all are rated, each of them."""
    terms, words = shown.terms, context.words
    rated = {key: place + 1 for key, place in positions(Method.RATE, shown.draft)}
    if at is None:
        shared, numbers = _shared(terms, context), numbers_of(terms)
        return rows(
            context.labelled(_label(numbers[choice.key], choice, shared, context), RateNext(round_id, choice.key))
            for choice in terms.open_choices
        )
    ratings = tuple(
        context.labelled(
            f"{_CHOSEN} {rating}" if rated.get(at) == rating else str(rating), RateChoice(round_id, at, str(rating))
        )
        for rating in range(1, HIGHEST + 1)
    )
    keys = [choice.key for choice in terms.open_choices]
    here = keys.index(at)
    ways = []
    if here > 0:
        ways.append(context.labelled(words.plain("button.round.previous"), RateNext(round_id, keys[here - 1])))
    if here + 1 < len(keys):
        ways.append(context.labelled(words.plain("button.round.next"), RateNext(round_id, keys[here + 1])))
    return (ratings, *((tuple(ways),) if ways else ()))


def _after(round_id: str, shown: RoundShown, context: Context) -> Iterator[Button]:
    """One step back, or that it is enough."""
    chosen = _chosen(shown)
    if not chosen:
        return
    if shown.terms.method is Method.RANK:
        yield context.button("button.round.undo", UndoChoice(round_id, str(shown.draft.rindex(chosen[-1]))))
    if shown.draft != shown.given:
        yield context.button("button.round.done", FinishAnswer(round_id))


def _besides(round_id: str, shown: RoundShown, context: Context) -> Iterator[Button]:
    """Lines of text, what is stored, and results."""
    if _answerable(shown) and shown.keeps:
        for remark in shown.terms.remarks():
            if remark is Remark.WHY and not _chosen(shown):
                continue
            written = ".change" if remark in _written(shown, shown.draft) else ""
            yield context.button(f"button.round.{remark}{written}", WriteRemark(round_id, remark))
    if shown.results:
        yield context.button("button.round.results", ShowResults(round_id, ALL))
    yield context.button("button.round.terms", ShowRoundTerms(round_id))
    yield context.button("button.round.all", ShowRounds())


def _shared(terms: Terms, context: Context) -> int:
    """How many characters all titles begin with, in whole words; 0 where that is hardly anything."""
    titles = [context.title(choice.title).split(" ")[:-1] for choice in terms.open_choices]
    same = takewhile(lambda words: len(set(words)) == 1, zip(*titles, strict=False))
    shared = sum(len(words[0]) + 1 for words in same) if len(titles) > 1 else 0
    return shared if shared >= _LONG else 0


def _label(number: int, choice: Choice, shared: int, context: Context, *, chosen: bool = False) -> str:
    title = context.words.value(cut(capital(context.title(choice.title)[shared:]), SHORT))
    return f"{_CHOSEN} {number}. {title}" if chosen else f"{number}. {title}"


def _at_hand(shown: RoundShown, at: str | None) -> str | None:
    """The choice to be rated: the one that was asked for, else the first that is not rated; where all are, the only
    one, or none."""
    if shown.terms.method is not Method.RATE:
        return None
    keys = [choice.key for choice in shown.terms.open_choices]
    rated = _chosen(shown)
    if at in keys:
        return at
    return next((key for key in keys if key not in rated), keys[0] if len(keys) == 1 else None)


def _chosen(shown: RoundShown) -> list[str]:
    """What is chosen, ranked or rated on the screen, without what was withdrawn."""
    there = {choice.key for choice in shown.terms.open_choices}
    return [key for key, _ in positions(shown.terms.method, shown.draft) if key in there]


def _whole(terms: Terms) -> int:
    return len(terms.open_choices) if terms.method is Method.RATE else terms.places
