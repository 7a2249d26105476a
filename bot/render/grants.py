"""A role and what it is for, as messages on it show it."""

from datetime import datetime

from markupsafe import Markup

from bot.domain.messages import InviteAccepted
from bot.domain.messages_access import GrantMessage
from bot.domain.messages_people import Member
from bot.domain.people import Grant, Role
from bot.domain.policy import may_give
from bot.render.context import Context, capital, lines
from bot.render.dates import day_of


def of_grant(message: GrantMessage | InviteAccepted, context: Context) -> Markup:
    """The role, and beneath it its country, region or meeting; or that it is for all of them."""
    words = context.words
    return lines(Markup("<b>{}</b>").format(capital(words.html(f"role.{message.role}"))), scope_of(message, context))


def scope_of(message: GrantMessage | InviteAccepted, context: Context) -> Markup:
    """Of a role, its country, region or meeting; or that it is for all of them; nothing for one without scope."""
    words = context.words
    if message.country is not None:
        return words.html("welcome.country", country=context.names.country(message.country))
    if message.region is not None:
        region = context.pack.region(message.region)
        return words.html("welcome.region", region=context.title(region.name) if region else message.region)
    if message.meeting is not None:
        meeting = context.pack.meeting(message.meeting)
        return words.html("grant.meeting", meeting=context.title(meeting.title) if meeting else message.meeting)
    if message.role is Role.SECRETARIAT:
        return words.html("grant.all_regions")
    return words.html("grant.all_meetings") if message.role is Role.ORGANIZER else Markup()


def looks_after(about: GrantMessage | Member, context: Context) -> bool:
    """Whether the reader may give or take this role, by what they hold now: what waits to be sent can be older."""
    grant = Grant(about.role, about.country, about.region, about.meeting)
    return may_give(context.reader.grants, grant, context.pack)


def day(instant: datetime, context: Context) -> Markup:
    """The day of an instant, by the reader's calendar."""
    return context.dates.day(day_of(instant, context.reader.zone or context.pack.timezone))
