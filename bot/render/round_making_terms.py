"""The terms of a round, line by line, as those read them who made it."""

from collections.abc import Iterator, Sequence

from markupsafe import Markup

from bot.domain.audience import EVERYONE, Condition, Filter, Group, Selection
from bot.domain.content_fields import duration
from bot.domain.content_parts import Audience
from bot.domain.rounds import Terms
from bot.render.audience_sentence import sentence
from bot.render.context import Context
from bot.render.round_options import how, moment, whose


def title_of(terms: Terms, context: Context) -> Markup:
    """What is asked, in bold."""
    return Markup("<b>{}</b>").format(context.words.safe(context.title(terms.title)))


def described(
    terms: Terms, scope: Sequence[str] | None, asked: int, context: Context, *, opened: bool = False
) -> Iterator[Markup]:
    """What is asked of whom, when, and what is promised to those who answer; when it opens, unless it is `opened`."""
    words = context.words
    if terms.choices:
        yield how(terms, context)
    yield _options(terms, context)
    yield words.html("round.make.audience", audience=audience(terms.audience, scope, context), count=str(asked))
    if not opened:
        yield (
            words.html("round.make.opens", time=moment(terms.opens, context))
            if terms.opens
            else words.html("round.make.opens.now")
        )
    if terms.closes is not None:
        yield words.html("round.make.closes", time=moment(terms.closes, context))
    yield reminders(terms, context)
    yield whose(terms, context)
    yield words.html("round.make.shown", count=str(terms.shown_from))
    group, results = words.html(f"round.make.group.{terms.grouping}"), words.html(f"round.make.results.{terms.results}")
    yield words.html("round.make.results", results=results, group=group)
    for remark in terms.remarks():
        yield words.html(f"round.make.with.{remark}")


def audience(asked: Audience, scope: Sequence[str] | None, context: Context) -> Markup:
    """Whom it asks, in a sentence."""
    conditions = tuple(
        Condition(filter=filter_, values=values)
        for filter_, values in (
            (Filter.ROLES, asked.roles),
            (Filter.REGIONS, asked.regions),
            (Filter.COUNTRIES, asked.countries),
        )
        if values
    )
    selection = Selection(groups=(Group(conditions=conditions),)) if conditions else EVERYONE
    return sentence(selection, () if asked.regions else scope, {}, context)


def reminders(terms: Terms, context: Context) -> Markup:
    """When those are reminded who have not answered."""
    words = context.words
    if not terms.remind:
        return words.html("round.make.remind.none")
    return words.html("round.make.remind", times=context.listed(before(each, context) for each in terms.remind))


def before(said: str, context: Context) -> Markup:
    """How long before closing."""
    hours = round(duration(said).total_seconds() / 3600)
    if hours % 24:
        return context.words.html("round.make.hours", count=str(hours))
    return context.words.html("audience.days", n=hours // 24)


def untranslated(lacking: Sequence[str], context: Context) -> Markup:
    """The languages in which something is missing."""
    if not lacking:
        return Markup()
    names = context.listed(context.names.language(each) for each in lacking)
    return context.words.html("round.make.unwritten", languages=names)


def _options(terms: Terms, context: Context) -> Markup:
    words, count = context.words, len(terms.open_choices)
    if terms.roadmap is None:
        return words.html("round.make.options", count=str(count)) if count else words.html("round.make.options.none")
    roadmap = next((each for each in context.pack.roadmaps if each.id == terms.roadmap), None)
    title = context.title(roadmap.title) if roadmap is not None else terms.roadmap
    return words.html("round.make.options.roadmap", count=str(count), roadmap=title)
