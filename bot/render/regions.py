"""Regions: their secretariats and their countries."""

from typing import assert_never

from markupsafe import Markup

from bot.domain.actions import Ask
from bot.domain.content import Region
from bot.domain.exchange import Button
from bot.domain.messages import RegionAnswer, RegionList, RegionUnknown
from bot.render.contacts import contact_lines
from bot.render.context import Context, Draft, lines, rows


def answer(message: RegionAnswer, context: Context) -> Draft:
    """A region's secretariat, its countries, or that a country belongs to it."""
    region = context.pack.region(message.region)
    if region is None:
        return context.gone()
    others: tuple[str, ...]
    match message.topic:
        case "secretariat":
            said, others = _secretariat(region, context), ("countries",)
        case "countries":
            said, others = _countries(region, context), ("secretariat",)
        case "of_country":
            said, others = _of_country(region, message.country, context), ("secretariat", "countries")
        case _:
            assert_never(message.topic)
    return Draft(
        (
            heading(region, context),
            said,
            context.body(region.note) if region.note else Markup(),
            context.sources(region.source),
        ),
        (
            *context.when_lacking(f"region.{message.topic}", region.id),
            *rows((*(_button(region, other, context) for other in others), _all_regions(context))),
        ),
    )


def region_list(_message: RegionList, context: Context) -> Draft:
    """Every region with the seat of its secretariat."""
    words = context.words
    if not context.pack.regions:
        return Draft((words.html("regions.none"),), (context.menu(),))
    by_name = {context.title(region.name) + region.id: region for region in context.pack.regions}
    regions = [by_name[name] for name in context.names.in_order(by_name)]
    return Draft(
        (
            words.html("regions.title"),
            lines(*(Markup("• {}").format(_line(region, context)) for region in regions)),
            context.sources(*(region.source for region in regions)),
        ),
        rows((_button(region, "countries", context, named=True) for region in regions), width=1),
    )


def region_unknown(message: RegionUnknown, context: Context) -> Draft:
    """The reader's region is not known."""
    country = message.country or context.reader.country
    if country is None:
        said = context.words.html("region.unknown")
    else:
        said = context.words.html("region.of_no_region", country=context.names.country(country))
    return Draft((said,), (*rows((_all_regions(context),)), context.menu()))


def own(context: Context) -> tuple[Region, ...]:
    """The regions that the reader calls theirs."""
    reader = context.reader
    return context.pack.own_regions(reader.access.regions, reader.country, reader.region)


def heading(region: Region, context: Context) -> Markup:
    """The name of a region, as a heading."""
    return Markup("<b>{}</b>").format(context.words.safe(context.title(region.name)))


def _line(region: Region, context: Context) -> Markup:
    name = context.title(region.name)
    if region.secretariat is None:
        return context.words.safe(name)
    return context.words.html("regions.entry", region=name, city=context.title(region.secretariat.city))


def _secretariat(region: Region, context: Context) -> Markup:
    words = context.words
    secretariat = region.secretariat
    if secretariat is None:
        return words.html("region.secretariat.nothing")
    seat = words.html(
        "region.secretariat.seat",
        city=context.title(secretariat.city),
        country=context.names.country(secretariat.country),
    )
    contact = contact_lines(secretariat.contact, context, secretariat.hours)
    return lines(
        seat,
        words.html("region.secretariat.since", year=secretariat.since) if secretariat.since else Markup(),
        contact or words.html("region.secretariat.no_contact"),
    )


def _countries(region: Region, context: Context) -> Markup:
    if not region.countries:
        return context.words.html("region.countries.nothing")
    names = context.names.in_order(map(context.names.country, region.countries))
    return context.words.html("region.countries.list", n=len(names), countries=context.listed(names))


def _of_country(region: Region, country: str | None, context: Context) -> Markup:
    asked = country or context.reader.country
    if asked is None or asked not in region.countries:
        return _countries(region, context)
    seat = region.secretariat
    return lines(
        context.words.html("region.of_country", country=context.names.country(asked)),
        context.words.html(
            "region.secretariat.seat",
            city=context.title(seat.city),
            country=context.names.country(seat.country),
        )
        if seat
        else Markup(),
    )


def _button(region: Region, topic: str, context: Context, *, named: bool = False) -> Button:
    action = Ask(f"region.{topic}", region.id)
    if named:
        return context.labelled(context.words.value(context.title(region.name)), action)
    return context.button(f"button.region.{topic}", action)


def _all_regions(context: Context) -> Button:
    return context.button("button.region.list", Ask("region.list", "all"))
