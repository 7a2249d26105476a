"""The first conversation: language, country, zone, invitation, welcome."""

from collections.abc import Sequence
from typing import Final

from markupsafe import Markup

from bot.domain.actions import Ask, ChooseCountry, ChooseZone, OtherCountry, OtherZone, ShowSettings
from bot.domain.actions import ChooseLanguage as ChooseLanguageAction
from bot.domain.exchange import Rows
from bot.domain.messages import (
    AskCountry,
    AskPlace,
    AskZone,
    ChooseLanguage,
    InviteAccepted,
    ProposeCountries,
    ProposeZones,
    Welcome,
)
from bot.render.context import Context, Draft, lines, rows
from bot.render.dates import offset
from bot.render.grants import scope_of
from bot.render.regions import own

_MOST_ONE_EACH: Final = 6
"""Zones that are shown one to a row; more of them two to a row."""


def choose_language(_message: ChooseLanguage, context: Context) -> Draft:
    """One line in each language, and the languages by their own names."""
    asked = (context.words.said_in(language.code, "language.choose") for language in context.languages.values())
    buttons = (
        context.labelled(language.name, ChooseLanguageAction(language.code)) for language in context.languages.values()
    )
    return Draft((lines(*asked),), rows(buttons))


def propose_countries(message: ProposeCountries, context: Context) -> Draft:
    """The countries that may be meant, and the way out."""
    countries = (
        context.labelled(context.words.value(context.names.country(code)), ChooseCountry(code))
        for code in message.countries
    )
    other = context.button("button.country.other", OtherCountry())
    return Draft((context.words.html("country.propose"),), rows((*countries, other), width=1))


def ask_zone(message: AskZone, context: Context) -> Draft:
    """The zones of a country, each by its city and what it is ahead of UTC now."""
    several = "zone.ask" if len(message.zones) > 1 else "zone.ask.one"
    said = context.words.html(several, country=context.names.country(message.country))
    return Draft((said,), _zones(message, context))


def propose_zones(message: ProposeZones, context: Context) -> Draft:
    """The zones that a typed place may mean, and the way out."""
    return Draft((context.words.html("zone.propose"),), _zones(message, context))


def zone_label(zone: str, context: Context) -> str:
    """A time zone by its city, and what it is ahead of UTC now."""
    return context.words.plain("zone.label", city=context.names.zone(zone), offset=offset(zone, context.now))


def _zones(message: AskZone | ProposeZones, context: Context) -> Rows:
    step = "first" if message.first else "later"
    buttons = [context.labelled(zone_label(zone, context), ChooseZone(zone, step)) for zone in message.zones]
    other = context.button("button.zone.other", OtherZone())
    return (*rows(buttons, width=1 if len(buttons) <= _MOST_ONE_EACH else 2), (other,))


def ask_country(_message: AskCountry, context: Context) -> Draft:
    """The country is to be typed; back to the settings for those who have one."""
    return Draft((context.words.html("country.ask"),), _back(context) if context.reader.country else ())


def ask_place(_message: AskPlace, context: Context) -> Draft:
    """A place is to be typed; back to the settings."""
    return Draft((context.words.html("place.ask"),), _back(context))


def not_recognized(key: str, context: Context) -> Draft:
    """What was typed is not known; it may be typed again, or something else be asked."""
    person = context.button("button.handover", Ask("handover", "none"))
    return Draft((context.words.html(key),), ((person,), context.menu()))


def _back(context: Context) -> Rows:
    return ((context.button("button.settings", ShowSettings()),),)


def welcome(_message: Welcome, context: Context) -> Draft:
    """What the bot does for this reader, and how a guest becomes more."""
    words = context.words
    return Draft(
        (
            lines(context.organization(), words.html("welcome.title")),
            _place(context),
            Markup("{} {}").format(context.scope(), words.html("scope.published")),
            context.way_in(),
            words.html("welcome.next"),
        ),
        (*context.all_menus(), *context.way_in_button(), context.menu()[1:]),
    )


def _place(context: Context) -> Markup:
    """The reader's country and the regions that it belongs to."""
    country = context.reader.country
    if country is None:
        return Markup()
    regions = [context.title(region.name) for region in own(context)]
    return lines(
        context.words.html("welcome.country", country=context.names.country(country)),
        regions_line(regions, context),
    )


def regions_line(names: Sequence[str], context: Context) -> Markup:
    """The regions by their names, on a line; nothing where there is none."""
    match names:
        case []:
            return Markup()
        case [name]:
            return context.words.html("welcome.region", region=name)
        case _:
            # Names of regions have "and" in them: they are parted by more than a word.
            regions = context.words.html("list.semicolon").join(map(context.words.safe, names))
            return context.words.html("welcome.regions", regions=regions)


def invite_accepted(message: InviteAccepted, context: Context) -> Draft:
    """The role that the link has brought."""
    role = context.words.html(f"role.{message.role}")
    return Draft((lines(context.words.html("invite.accepted", role=role), scope_of(message, context)),))
