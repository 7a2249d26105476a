"""What the reader has set, and what of it they may change."""

from collections.abc import Iterator

from markupsafe import Markup

from bot.domain.actions import (
    ChangeName,
    OtherCountry,
    ShowLanguages,
    ShowMyRoles,
    ShowOwnRegions,
    ShowPrivacy,
    ShowReminders,
    ShowSecondLanguages,
    ShowSettings,
    ShowSubscriptions,
    ShowZones,
)
from bot.domain.actions import ChooseRegion as ChooseRegionAction
from bot.domain.exchange import Button
from bot.domain.messages import ChooseRegion, Settings
from bot.render.context import Context, Draft, lines, rows
from bot.render.onboarding import regions_line, zone_label
from bot.render.regions import own


def settings(_message: Settings, context: Context) -> Draft:
    """Language, country, time zone and region, and the buttons that change them."""
    words = context.words
    return Draft(
        (
            lines(words.html("settings.title"), own_settings(context)),
            words.html("settings.country.by_role") if context.reader.access.countries else Markup(),
        ),
        (
            *rows((*_buttons(context), context.button("button.subscriptions", ShowSubscriptions()))),
            (context.button("button.privacy", ShowPrivacy()), context.menu()[1]),
        ),
    )


def own_settings(context: Context) -> Markup:
    """The reader's language, country, region and time zone, a line each."""
    words = context.words
    reader = context.reader
    country = (
        words.html("welcome.country", country=context.names.country(reader.country))
        if reader.country
        else words.html("settings.country.unknown")
    )
    zone = (
        words.html("settings.zone", zone=zone_label(reader.zone, context))
        if reader.zone
        else words.html("settings.zone.unknown")
    )
    regions = [context.title(region.name) for region in own(context)]
    second = reader.second_language if reader.second_language in context.languages else None
    return lines(
        words.html("settings.language", language=context.languages[words.language].name),
        words.html("settings.second", language=context.languages[second].name) if second else Markup(),
        country,
        regions_line(regions, context),
        zone,
    )


def choose_region(_message: ChooseRegion, context: Context) -> Draft:
    """The regions of the reader's country, one button each."""
    country = context.reader.country
    regions = context.pack.regions_of(country) if country else ()
    back = context.button("button.settings", ShowSettings())
    if not regions:
        return Draft((context.words.html("region.unknown"),), ((back,),))
    buttons = [
        context.labelled(context.words.value(context.title(region.name)), ChooseRegionAction(region.id))
        for region in regions
    ]
    return Draft((context.words.html("settings.region.choose"),), (*rows(buttons, width=1), (back,)))


def _buttons(context: Context) -> Iterator[Button]:
    yield context.button("button.languages", ShowLanguages())
    if context.reader.access.member:
        yield context.button("button.second", ShowSecondLanguages())
        yield context.button("button.name", ChangeName())
        yield context.button("button.my_roles", ShowMyRoles())
        yield context.button("button.reminders", ShowReminders("here"))
    if context.reader.country is not None:
        yield context.button("button.zone", ShowZones())
        if len(context.pack.regions_of(context.reader.country)) > 1 and not context.reader.access.regions:
            yield context.button("button.own_region", ShowOwnRegions())
    if not context.reader.access.countries:
        yield context.button("button.country", OtherCountry())
