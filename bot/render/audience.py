"""The screens on which it is chosen whom an announcement is for."""

from collections.abc import Iterable, Iterator

from markupsafe import Markup

from bot.domain.actions import Action
from bot.domain.actions_audience import (
    ClearAudience,
    DropSaved,
    ForEveryone,
    GetUnreached,
    OrAlso,
    PickAnswers,
    PickCountries,
    PickFilter,
    PickRoundAnswers,
    SaveAudience,
    ShowAudience,
    ShowSaved,
    ToggleAnswer,
    ToggleCountry,
    ToggleRoundAnswer,
    ToggleValue,
    TurnFilter,
    TurnRound,
    UseSaved,
)
from bot.domain.actions_drafts import ShowDraft
from bot.domain.audience import MOST_GROUPS, OF_ONE, Filter
from bot.domain.exchange import Button, Rows
from bot.domain.messages import AskAudienceName, AudienceCard, AudiencePick, SavedAudiences
from bot.domain.messages_audience import Reading
from bot.render.audience_sentence import region, sentence, value_name
from bot.render.context import Context, Draft, capital, lines, rows

_CHOSEN = "✓ "


def card(message: AudienceCard, context: Context) -> Draft:
    """The sentence, the numbers, and what can be added."""
    words = context.words
    chosen = not message.selection.is_nobody
    paragraphs = [
        words.html("audience.title"),
        Markup("<b>{}</b>").format(sentence(message.selection, message.scope, message.rounds, context)),
    ]
    if message.saved is not None:
        paragraphs.insert(0, words.html("audience.saved", name=message.saved))
    last = message.selection.groups[-1] if message.selection.groups else None
    if chosen and last is not None and not (last.conditions or last.everyone):
        paragraphs.append(words.html("audience.begin_others"))
    elif chosen:
        paragraphs += [_numbers(message, context), _first(message.first, message.readers, context)]
    else:
        paragraphs.append(words.html("audience.begin"))
    return Draft(paragraphs, _card_rows(message, context, chosen=chosen))


def pick(message: AudiencePick, context: Context) -> Draft:
    """What there is to choose from, with a tick at what is chosen."""
    words, name = context.words, message.filter
    asked = words.html(f"audience.pick.{name}")
    if name is Filter.MEETING and message.of is not None:
        meeting = value_name(Filter.MEETING, message.of, message.rounds, context)
        asked = words.html("audience.pick.answers", meeting=meeting)
    elif name is Filter.ROUND and message.of is not None:
        round_ = value_name(Filter.ROUND, message.of, message.rounds, context)
        asked = words.html("audience.pick.round_answers", round=round_)
    elif name is Filter.ROUND and not message.options:
        asked = words.html("audience.pick.no_round")
    elif name is Filter.COUNTRIES and message.of is not None:
        asked = words.html("audience.pick.countries_of", region=region(message.of, context))
    said = words.html("audience.so_far", audience=sentence(message.selection, message.scope, message.rounds, context))
    return Draft((asked, said), (*rows(_choices(message, context)), *_pick_end(message, context)))


def saved(message: SavedAudiences, context: Context) -> Draft:
    """Each with its sentence, to be used or dropped."""
    words, number = context.words, str(message.announcement)
    back = (context.button("button.back", ShowAudience(number)),)
    if not message.saved:
        return Draft((words.html("audience.none_saved"),), (back,))
    told = [
        words.html(
            "audience.saved_one", name=each.name, audience=sentence(each.selection, None, message.rounds, context)
        )
        for each in message.saved
    ]
    use = [
        (
            context.labelled(words.value(each.name), UseSaved(number, str(each.audience))),
            context.button("button.drop", DropSaved(number, str(each.audience))),
        )
        for each in message.saved
    ]
    return Draft((words.html("audience.saved_all"), *told), (*use, back))


def ask_name(message: AskAudienceName, context: Context) -> Draft:
    """A name, please."""
    asked = context.words.html("audience.name.unfit" if message.unfit else "audience.name.ask")
    return Draft((asked,), ((context.button("button.back", ShowAudience(str(message.announcement))),),))


def _numbers(message: AudienceCard, context: Context) -> Markup:
    words = context.words
    languages = [
        words.html("audience.count", name=capital(context.names.language(key)), count=str(count))
        for key, count in message.languages
    ]
    regions = [
        words.html(
            "audience.count",
            name=words.html("audience.no_region") if key is None else region(key, context),
            count=str(count),
        )
        for key, count in message.regions
    ]
    parts = [words.html("audience.readers", n=message.readers)]
    if len(languages) > 1:
        parts.append(words.html("audience.by_language", counts=_comma(languages, context)))
    if len(regions) > 1:
        parts.append(words.html("audience.by_region", counts=_comma(regions, context)))
    if message.unreached:
        parts.append(words.html("audience.unreached", n=message.unreached))
    if message.vacant:
        parts.append(words.html("audience.vacant", n=message.vacant))
    return lines(*parts)


def _first(first: Iterable[Reading], total: int, context: Context) -> Markup:
    words = context.words
    named = [_reading(each, context) for each in first]
    if not named:
        return Markup()
    names = _comma(named, context)
    rest = total - len(named)
    return (
        words.html("audience.first.more", names=names, n=rest)
        if rest > 0
        else words.html("audience.first", names=names)
    )


def _reading(each: Reading, context: Context) -> Markup:
    words = context.words
    place = context.names.country(each.country) if each.country else None
    if each.name is not None:
        return words.safe(each.name) if place is None else words.html("audience.name", name=each.name, country=place)
    role = words.html(f"role.{each.role}") if each.role else words.html("audience.member")
    return role if place is None else words.html("audience.name", name=role, country=place)


def _comma(items: Iterable[Markup], context: Context) -> Markup:
    return context.words.html("list.comma").join(items)


def _card_rows(message: AudienceCard, context: Context, *, chosen: bool) -> Rows:
    number = str(message.announcement)
    filters = [context.button(f"button.filter.{each}", PickFilter(number, each)) for each in Filter]
    more: list[Button] = []
    if not message.selection.is_everyone:
        more.append(context.button("button.everyone", ForEveryone(number)))
    last = message.selection.groups[-1] if message.selection.groups else None
    if last is not None and last.conditions and len(message.selection.groups) < MOST_GROUPS:
        more.append(context.button("button.or_also", OrAlso(number)))
    if message.selection.groups:
        more.append(context.button("button.clear_audience", ClearAudience(number)))
    more.append(context.button("button.saved_audiences", ShowSaved(number)))
    if chosen:
        more.append(context.button("button.save_audience", SaveAudience(number)))
    if message.unreached or message.vacant:
        more.append(context.button("button.unreached", GetUnreached(number)))
    return (*rows(filters), *rows(more), (context.button("button.back", ShowDraft(number)),))


def _choices(message: AudiencePick, context: Context) -> Iterator[Button]:
    for value in message.options:
        label, action = _choice(message, value, context)
        label = capital(label)
        yield context.labelled(f"{_CHOSEN}{label}" if value in message.chosen else label, action)


def _choice(message: AudiencePick, value: str, context: Context) -> tuple[str, Action]:
    words, number, of = context.words, str(message.announcement), message.of
    if of is not None and message.filter is Filter.MEETING:
        return words.plain(f"audience.answer.{value}"), ToggleAnswer(number, of, value)
    if of is not None and message.filter is Filter.ROUND:
        return words.plain(f"button.said.{value}"), ToggleRoundAnswer(number, of, value)
    if of is None and message.filter is Filter.COUNTRIES:
        return words.value(region(value, context)), PickCountries(number, value)
    label = words.value(value_name(message.filter, value, message.rounds, context))
    if of is not None:
        return label, ToggleCountry(number, of, value)
    if message.filter is Filter.MEETING:
        return label, PickAnswers(number, value)
    if message.filter is Filter.ROUND:
        return label, PickRoundAnswers(number, value)
    return label, ToggleValue(number, message.filter, value)


def _pick_end(message: AudiencePick, context: Context) -> Iterator[tuple[Button, ...]]:
    number = str(message.announcement)
    listing = message.of is None and message.filter in (Filter.COUNTRIES, *OF_ONE)
    if message.chosen and not listing:
        key = "button.mean_these" if message.excluded else "button.mean_others"
        turn: TurnFilter | TurnRound = TurnFilter(number, message.filter)
        if message.filter is Filter.MEETING and message.of is not None:
            turn = TurnFilter(number, message.of)
        elif message.filter is Filter.ROUND and message.of is not None:
            turn = TurnRound(number, message.of)
        yield (context.button(key, turn),)
    if message.of is not None:
        yield (context.button("button.back", PickFilter(number, message.filter)),)
    yield (context.button("button.done", ShowAudience(number)),)
