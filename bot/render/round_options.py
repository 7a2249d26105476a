"""What a round asks: how to answer, and its choices with their numbers, as every reader sees them."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Final, assert_never
from zoneinfo import ZoneInfo

from markupsafe import Markup, escape

from bot.domain.content_text import Text
from bot.domain.figures import positions
from bot.domain.rounds import HIGHEST, Choice, Method, Terms
from bot.render.context import Context, lines

_ROOM: Final = 2400
"""Characters for all titles on a card, so that it stays one message, which can be kept up to date."""

_CHOSEN: Final = "✓"
_AT_HAND: Final = "▸"
_STAR: Final = "★"
_NO_STAR: Final = "☆"


def numbers_of(terms: Terms) -> Mapping[str, int]:
    """The number of each choice by its key, from 1; it stays as long as the round exists."""
    return {choice.key: number for number, choice in enumerate(terms.choices, 1)}


def heading(terms: Terms, context: Context) -> Markup:
    """The title; of a round that follows a meeting, what is wanted to be known of it."""
    title = Markup("<b>{}</b>").format(context.words.safe(context.title(terms.title)))
    return title if terms.meeting is None else context.words.html("round.after_meeting", meeting=title)


def question(title: Text, context: Context, *, after_meeting: bool) -> str:
    """As `heading`, without markup, for lists and buttons."""
    said = context.title(title)
    return context.words.plain("round.after_meeting", meeting=said) if after_meeting else said


def how(terms: Terms, context: Context) -> Markup:
    """How to answer, by taps or by numbers."""
    words, places = context.words, terms.places
    match terms.method:
        case Method.RATE if terms.meeting is not None:
            return words.html("round.how.meeting", highest=str(HIGHEST))
        case Method.RATE:
            said = words.html("round.how.rate", highest=str(HIGHEST))
            if len(terms.open_choices) == 1:
                return said
            return Markup("{} {}").format(said, words.html("round.how.rate.numbers"))
        case Method.CHOOSE:
            said = words.html("round.how.choose", n=places) if places > 1 else words.html("round.how.choose.one")
        case Method.RANK:
            said = words.html("round.how.rank", n=places) if places > 1 else words.html("round.how.rank.one")
        case _:
            assert_never(terms.method)
    if places < 2:
        return said
    example = words.html("list.comma").join(escape(numbers_of(terms)[choice.key]) for choice in _example(terms))
    return Markup("{} {}").format(said, words.html("round.how.numbers", example=example))


def whose(terms: Terms, context: Context) -> Markup:
    """Whether anybody sees who has answered what."""
    return context.words.html("round.make.anonymous" if terms.anonymous else "round.make.named")


def options(terms: Terms, marks: str, context: Context, at: str | None = None) -> Markup:
    """All choices, a line each, with what an answer says of them (`marks`, as in `bot.domain.figures`); `at`: the one
    that is at hand."""
    said = {key: place + 1 for key, place in positions(terms.method, marks)}
    return lines(
        *(
            _option(number, choice, said.get(choice.key), terms, context, at_hand=choice.key == at)
            for number, choice in enumerate(terms.choices, 1)
        )
    )


def ranking(terms: Terms, marks: str, context: Context) -> Markup:
    """What was ranked so far, in order; nothing for other methods."""
    if terms.method is not Method.RANK:
        return Markup()
    chosen = [choice for key in marks if (choice := terms.choice(key)) is not None and not choice.withdrawn]
    if not chosen:
        return Markup()
    ranked = (
        Markup("{}. {}").format(place, title_of(choice.title, terms, context)) for place, choice in enumerate(chosen, 1)
    )
    return lines(context.words.html("round.own.rank"), *ranked)


def title_of(title: Text, terms: Terms, context: Context) -> Markup:
    """The title of a choice, cut where all of them would not fit."""
    shown = len(terms.choices) + (terms.places if terms.method is Method.RANK else 0)
    return context.words.safe(cut(context.title(title), max(_ROOM // max(shown, 1), 24)))


def cut(text: str, most: int) -> str:
    """A text, or its beginning, of at most so many characters; without the piece of a word where that is short."""
    if len(text) <= most:
        return text
    begun = text[: most - 1]
    whole, _, piece = begun.rpartition(" ")
    return (whole if whole and len(piece) < len(begun) // 3 else begun).rstrip(" \u00a0\u202f–-:,،") + "…"


def moment(instant: datetime, context: Context) -> Markup:
    """An instant by the reader's clock, else by that of the pack. What ends with a day ends at its last minute."""
    zone = context.reader.zone or context.pack.timezone
    local = instant.astimezone(ZoneInfo(zone))
    shown = instant - timedelta(minutes=1) if (local.hour, local.minute) == (0, 0) else instant
    return context.dates.on_phone(shown, zone, context.names.zone(zone), context.now)


def _option(number: int, choice: Choice, said: int | None, terms: Terms, context: Context, *, at_hand: bool) -> Markup:
    title = title_of(choice.title, terms, context)
    if choice.withdrawn:
        return Markup("{}. {}").format(number, context.words.html("round.withdrawn", option=title))
    if at_hand:
        title = Markup("<b>{}</b>").format(title)
    line = Markup("{} {}. {}").format(_AT_HAND, number, title) if at_hand else Markup("{}. {}").format(number, title)
    if said is None:
        return line
    if terms.method is Method.RATE:
        return Markup("{} {}").format(line, _STAR * said + _NO_STAR * (HIGHEST - said))
    return Markup("{} {}").format(line, _CHOSEN)


def _example(terms: Terms) -> tuple[Choice, ...]:
    """Some choices, as somebody could name them."""
    there = terms.open_choices
    return (*there[1 : terms.places], there[0])[:3] if terms.method is Method.RANK else there[: min(terms.places, 3)]
