"""Whom an announcement is for, as a sentence: who, and in brackets what narrows that."""

from collections.abc import Mapping, Sequence

from markupsafe import Markup

from bot.domain.audience import Condition, Filter, Group, Selection
from bot.domain.content_text import Text
from bot.render.context import Context, capital


def sentence(selection: Selection, scope: Sequence[str] | None, rounds: Mapping[str, Text], context: Context) -> Markup:
    """The whole of it; `scope`: the regions beyond which nobody is meant (none: no such limit); `rounds`: the titles
    of the rounds of feedback that it speaks of."""
    words = context.words
    meant = [_group(group, rounds, context) for group in selection.groups if group.conditions or group.everyone]
    if not meant:
        return capital(words.html("audience.nobody"))
    said = meant[0]
    for following in meant[1:]:
        said = words.html("audience.also", groups=said, next=following)
    if scope:
        key = "audience.within.one" if len(scope) == 1 else "audience.within"
        said = words.html(key, groups=said, regions=context.listed(region(each, context) for each in scope))
    return capital(said)


def value_name(filter_: Filter, value: str, rounds: Mapping[str, Text], context: Context) -> str:
    """A value of a filter as it is called: Markup where these are words of ours, else a text from outside; `rounds`: as
    for `sentence`."""
    words = context.words
    match filter_:
        case Filter.ROLES:
            return words.html(f"audience.role.{value}")
        case Filter.REGIONS:
            return region(value, context)
        case Filter.COUNTRIES:
            return context.names.country(value)
        case Filter.LANGUAGES:
            return context.names.language(value)
        case Filter.ACTIVE:
            return words.html("audience.days", n=int(value))
        case Filter.MEETING:
            meeting = context.pack.meeting(value)
            return context.title(meeting.title) if meeting else value
        case Filter.ROUND:
            return context.title(rounds[value]) if value in rounds else value


def region(region_id: str, context: Context) -> str:
    """What a region is called."""
    found = context.pack.region(region_id)
    return context.title(found.name) if found else region_id


def _group(group: Group, rounds: Mapping[str, Text], context: Context) -> Markup:
    words = context.words
    roles = next((each for each in group.conditions if each.filter is Filter.ROLES and not each.excluded), None)
    who = words.html("audience.members")
    if roles is not None:
        who = context.listed(value_name(Filter.ROLES, value, rounds, context) for value in roles.values)
    others = sorted((each for each in group.conditions if each is not roles), key=lambda each: each.excluded)
    if not others:
        return who
    narrowed, *more = [_condition(each, rounds, context) for each in others]
    for each, said in zip(others[1:], more, strict=True):
        key = "audience.except" if each.excluded else "audience.and"
        narrowed = words.html(key, conditions=narrowed, next=said)
    return words.html("audience.narrowed", who=who, conditions=narrowed)


def _condition(condition: Condition, rounds: Mapping[str, Text], context: Context) -> Markup:
    """Labels with names beside them, since names of regions, countries and meetings cannot be put into cases."""
    words = context.words
    key = "audience.not" if condition.excluded else "audience.only"
    together = context.listed if condition.excluded else context.either
    match condition.filter:
        case Filter.ACTIVE:
            active = "audience.inactive" if condition.excluded else "audience.active"
            return words.html(active, n=int(condition.values[0]))
        case Filter.MEETING:
            meeting, *answers = condition.values
            said = context.either(words.html(f"audience.answer.{answer}") for answer in answers)
            name = value_name(Filter.MEETING, meeting, rounds, context)
            return words.html(f"{key}.meeting", meeting=name, answers=said)
        case Filter.ROUND:
            round_id, *answers = condition.values
            said = context.either(words.html(f"audience.said.{answer}") for answer in answers)
            name = value_name(Filter.ROUND, round_id, rounds, context)
            return words.html(f"{key}.round", round=name, answers=said)
        case filter_:
            one = ".one" if len(condition.values) == 1 and filter_ is not Filter.ROLES else ""
            names = together(value_name(filter_, value, rounds, context) for value in condition.values)
            return words.html(f"{key}.{filter_}{one}", values=names)
