"""The screens on which a round of feedback is put together, step by step."""

from collections.abc import Iterable, Iterator
from datetime import datetime, time, timedelta
from typing import Final, assert_never
from zoneinfo import ZoneInfo

from markupsafe import Markup

from bot.domain import messages as m
from bot.domain.actions import EraseRoundText, SetRoundTerm, ShowRoundDesk, ShowRoundDraft, WriteRoundText
from bot.domain.exchange import Button, Rows
from bot.domain.people import Role
from bot.domain.round_making import (
    CLOSING_DAYS,
    FARTHEST,
    ITEMS,
    LONGEST_LINE,
    MOST_TOP,
    OWN,
    REMINDERS,
    SHOWN_FROM_CHOICES,
    STRANDS,
)
from bot.domain.rounds import MOST_CHOICES, Grouping, Method
from bot.render.audience_sentence import region
from bot.render.context import Context, Draft, capital, lines, rows
from bot.render.dates import day_of
from bot.render.draft_parts import name
from bot.render.round_making_terms import audience, before, reminders, title_of, untranslated
from bot.render.round_options import how, moment

_CHOSEN: Final = "✓ "
_AHEAD: Final = 6
"""So many days on which it can open are offered."""

_EXTENDS: Final = (1, 3, 7, 14)
"""So many days later than so far a round can close, that is open."""

_EXAMPLE: Final = time(15)


def ask_text(message: m.AskRoundText, context: Context) -> Draft:
    """What shall be asked, in one message?"""
    words = context.words
    language = context.names.language(message.language)
    saved = words.html("round.text.saved", language=name(message.saved, context)) if message.saved else Markup()
    if message.options is None:
        wanted = words.html("round.text.question")
    elif message.options:
        wanted = words.html("round.text.options", count=str(message.options))
    else:
        wanted = words.html("round.text.first", most=str(MOST_CHOICES))
    there = words.html("round.text.there", text=message.there) if message.there else Markup()
    back = (
        context.button("button.round.make.back", ShowRoundDraft(message.round))
        if message.round
        else context.button("button.round.desk", ShowRoundDesk())
    )
    return Draft(
        (_odd(message, context), saved, words.html("round.text.ask", language=language), wanted, there), ((back,),)
    )


def _odd(message: m.AskRoundText, context: Context) -> Markup:
    words, number, needed = context.words, str(message.number), str(message.needed)
    match message.problem:
        case None:
            return Markup()
        case "empty" | "only_question":
            return words.html(f"round.text.{message.problem}")
        case "long":
            return words.html("round.text.long", number=number, most=str(LONGEST_LINE))
        case "twice":
            return words.html("round.text.twice", number=number)
        case "many" | "count":
            return words.html(f"round.text.{message.problem}", number=number, needed=needed)
        case _:
            assert_never(message.problem)


def step(message: m.RoundStep, context: Context) -> Draft:
    """What can be set, with a tick at what is."""
    words, terms, round_id = context.words, message.terms, message.round
    told: tuple[Markup, ...]
    buttons: Rows
    match message.step:
        case "texts":
            told, buttons = (untranslated(message.unwritten, context),), _texts(message, context)
        case "options":
            told, buttons = (), rows(_options(message, context), 1)
        case "answer":
            told, buttons = (how(terms, context) if terms.choices else Markup(),), _answer(message, context)
        case "audience":
            asked = words.html(
                "round.make.audience",
                audience=audience(terms.audience, message.scope, context),
                count=str(message.asked),
            )
            told, buttons = (asked,), _audience(message, context)
        case "opens" | "closes":
            told, buttons = _time(message, context)
        case "remind":
            told = (reminders(terms, context),)
            buttons = rows(
                _switch(round_id, "remind", each, each in terms.remind, words.value(before(each, context)), context)
                for each in REMINDERS
            )
        case "privacy":
            told, buttons = (words.html("round.make.shown", count=str(terms.shown_from)),), _privacy(message, context)
        case _:
            assert_never(message.step)
    back = (context.button("button.round.make.back", ShowRoundDraft(round_id)),)
    heading = lines(title_of(terms, context), words.html(f"round.step.{message.step}"))
    return Draft((heading, *told), (*buttons, back))


def _set(round_id: str, term: str, value: str, label: str, context: Context, *, chosen: bool = False) -> Button:
    return context.labelled(f"{_CHOSEN}{label}" if chosen else label, SetRoundTerm(round_id, term, value))


def _switch(round_id: str, term: str, value: str, on: bool, label: str, context: Context) -> Button:
    """One of several that can be chosen at once: it turns to what it is not."""
    return _set(round_id, term, f"{value}.{'off' if on else 'on'}", label, context, chosen=on)


def _turned(message: m.RoundStep, term: str, on: bool, context: Context) -> Button:
    label = context.words.plain(f"button.round.ask.{term}")
    return _set(message.round, term, "off" if on else "on", label, context, chosen=on)


def _texts(message: m.RoundStep, context: Context) -> Rows:
    written = message.terms.title.root

    def of(language: str) -> Iterator[Button]:
        done = language in written and language not in message.unwritten
        label = name(language, context)
        yield context.labelled(f"{_CHOSEN}{label}" if done else f"✏️ {label}", WriteRoundText(message.round, language))
        if language in written and len(written) > 1:
            label = context.words.plain("button.file.remove", name=name(language, context))
            yield context.labelled(label, EraseRoundText(message.round, language))

    return tuple(tuple(of(language)) for language in context.languages)


def _options(message: m.RoundStep, context: Context) -> Iterator[Button]:
    words, terms, round_id = context.words, message.terms, message.round
    own = terms.roadmap is None
    yield _set(round_id, "options", OWN, words.plain("button.round.options.own"), context, chosen=own)
    for roadmap in context.pack.roadmaps:
        title = context.title(roadmap.title)
        sources = {each.source for each in terms.choices} if terms.roadmap == roadmap.id else set()
        strands = bool(sources & {each.id for each in roadmap.strands})
        kinds = ((STRANDS, "strands", strands), (ITEMS, "items", bool(sources) and not strands))
        for kind, taken, chosen in kinds:
            label = words.plain(f"button.round.options.{taken}", roadmap=title)
            yield _set(round_id, "options", f"{kind}{roadmap.id}", label, context, chosen=chosen)


def _answer(message: m.RoundStep, context: Context) -> Rows:
    words, terms, round_id = context.words, message.terms, message.round
    methods = (
        _set(round_id, "method", each, words.plain(f"button.round.method.{each}"), context, chosen=each is terms.method)
        for each in Method
    )
    ranked = terms.method is not Method.RATE
    most = min(MOST_TOP, max(len(terms.open_choices), terms.most))
    numbers = (
        _set(round_id, "most", str(each), str(each), context, chosen=each == terms.most) for each in range(1, most + 1)
    )
    why = (_turned(message, "why", terms.why, context),) if ranked else ()
    return (
        *rows(methods, 1),
        *(rows(numbers, 5) if ranked else ()),
        *rows((*why, _turned(message, "comment", terms.comment, context)), 1),
    )


def _audience(message: m.RoundStep, context: Context) -> Rows:
    asked, round_id = message.terms.audience, message.round
    roles = (
        _switch(round_id, "role", each, each in asked.roles, context.words.plain(f"audience.role.{each}"), context)
        for each in Role
    )
    regions = (
        _switch(round_id, "region", each, each in asked.regions, context.words.value(region(each, context)), context)
        for each in message.regions
    )
    return (*rows(roles), *(rows(regions) if len(message.regions) > 1 else ()))


def _time(message: m.RoundStep, context: Context) -> tuple[tuple[Markup, ...], Rows]:
    words, terms = context.words, message.terms
    opening = message.step == "opens"
    set_to = terms.opens if opening else terms.closes
    if set_to is not None:
        standing = words.html(f"round.make.{message.step}", time=moment(set_to, context))
    else:
        standing = words.html("round.make.opens.now" if opening else "round.blocked.closes")
    tomorrow = day_of(context.now, message.zone) + timedelta(days=1)
    example = Markup("{} {}").format(context.dates.day(tomorrow), f"{_EXAMPLE:%H:%M}")
    typed = words.html("when.type", example=example, zone=context.names.zone(message.zone))
    return (_problem(message, context), standing, typed), rows(_days(message, set_to, context))


def _days(message: m.RoundStep, set_to: datetime | None, context: Context) -> Iterator[Button]:
    """Days that are usual; in the zone of whoever presses."""
    terms, round_id = message.terms, message.round
    if message.step == "opens":
        label = context.words.plain("button.round.opens.now")
        yield _set(round_id, "opens", "now", label, context, chosen=terms.opens is None)
        first, ahead = context.now, tuple(range(1, _AHEAD))
    elif message.state == "open":
        first, ahead = terms.closes or context.now, _EXTENDS
    else:
        first, ahead = terms.opens or context.now, CLOSING_DAYS
    zone = ZoneInfo(message.zone)
    for days in ahead:
        day = (max(first, context.now).astimezone(zone) + timedelta(days=days)).date()
        chosen = set_to is not None and day_of(set_to, message.zone) == day
        yield _set(round_id, message.step, day.isoformat(), str(context.dates.short(day)), context, chosen=chosen)


def _problem(message: m.RoundStep, context: Context) -> Markup:
    words = context.words
    at = moment(message.typed, context) if message.typed else Markup()
    match message.problem:
        case None:
            return Markup()
        case "unread" | "skipped":
            return words.html(f"when.{message.problem}")
        case "past":
            return words.html("when.past", time=at)
        case "too_far":
            return words.html("when.too_far", time=at, days=str(FARTHEST.days))
        case "before" | "not_later":
            return words.html(f"round.time.{message.problem}", time=at)
        case _:
            assert_never(message.problem)


def _privacy(message: m.RoundStep, context: Context) -> Rows:
    words, terms, round_id = context.words, message.terms, message.round

    def chosen_of(term: str, values: Iterable[str], now: str, key: str) -> Iterator[Button]:
        for each in values:
            yield _set(round_id, term, each, capital(words.plain(f"{key}{each}")), context, chosen=each == now)

    return (
        *rows(chosen_of("anonymous", ("on", "off"), "on" if terms.anonymous else "off", "button.round.anonymous.")),
        *rows(
            (
                _set(round_id, "shown", str(each), words.plain("button.round.shown", count=str(each)), context,
                     chosen=each == terms.shown_from)
                for each in SHOWN_FROM_CHOICES
            ),
            3,
        ),
        *rows(chosen_of("group", Grouping, terms.grouping, "round.make.group.")),
        *rows(chosen_of("results", ("never", "after_closing", "live"), terms.results, "round.make.results."), 1),
    )  # fmt: skip
