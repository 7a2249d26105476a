"""Invitations: the taps that lead to a link, and the link. They are for those who look after access, by what they are
when it is shown."""

from collections.abc import Iterable
from typing import Final

from markupsafe import Markup

from bot.domain import messages as m
from bot.domain.actions import Invite, InviteCountries, InviteRole, InviteScope, MakeCountryLinks, MakeInvite
from bot.domain.actions_access import ALL
from bot.domain.exchange import Button, Part, PhotoPart, Rows
from bot.domain.messages_access import GrantMessage
from bot.domain.people import Role
from bot.domain.policy import Right, may
from bot.render.bidi import marked
from bot.render.context import Context, Draft, capital, lines, rows
from bot.render.conversation import text_with_menu
from bot.render.grants import day, looks_after, of_grant
from bot.render.handover import contacts
from bot.render.invite_files import qr, workbook
from bot.render.meetings import label

_COUNTRIES: Final = 40
"""Countries on a page of buttons."""

_MEETINGS: Final = 20
InviteMessage = (
    m.ChooseInviteRole
    | m.ChooseInviteRegion
    | m.ChooseInviteCountry
    | m.ProposeInviteCountries
    | m.ChooseInviteMeeting
    | m.ChooseInviteLanguage
    | m.InviteMade
    | m.InviteQr
    | m.InviteWorkbook
    | m.InviteLinksMade
)


def inviting(message: InviteMessage, context: Context) -> Draft | Part:
    """A step on the way to a link; nothing of it for whoever does not look after access any more."""
    if not may(context.reader.access, Right.ACCESS) or (
        isinstance(message, GrantMessage) and not looks_after(message, context)
    ):
        return text_with_menu("not_allowed", context)
    match message:
        case m.ChooseInviteRole():
            return _role(message, context)
        case m.ChooseInviteRegion():
            return _region(message, context)
        case m.ChooseInviteCountry():
            return _country(message, context)
        case m.ProposeInviteCountries():
            return _proposed(message, context)
        case m.ChooseInviteMeeting():
            return _meeting(message, context)
        case m.ChooseInviteLanguage():
            return _language(message, context)
        case m.InviteMade():
            return _made(message, context)
        case m.InviteQr():
            caption = lines(context.words.html("invite.qr"), of_grant(message, context), _validity(message, context))
            return PhotoPart(qr(message.link), str(marked(caption) if context.words.right_to_left else caption))
        case m.InviteWorkbook():
            return workbook(message, context)
        case m.InviteLinksMade():
            return Draft((context.words.html("invite.links_made"),), (_again(context),))


def _role(message: m.ChooseInviteRole, context: Context) -> Draft:
    buttons = (
        context.labelled(capital(context.words.plain(f"role.{role}")), InviteRole(role.value, "0"))
        for role in message.roles
    )
    return Draft((context.words.html("invite.role.ask"),), rows(buttons, width=1))


def _region(message: m.ChooseInviteRegion, context: Context) -> Draft:
    words = context.words
    nfp = message.role is Role.NFP
    shown = [region for region in context.pack.regions if region.id in message.regions]
    buttons = [
        context.labelled(
            words.value(context.title(region.name)),
            InviteCountries(region.id, "0") if nfp else InviteScope(message.role.value, region.id),
        )
        for region in shown
    ]
    typed = Markup()
    if nfp and message.whole:
        example = next((code for region in shown for code in region.countries), "GE")
        typed = words.html("invite.country.typed", example=f"/invite {context.names.country(example)}")
    if not nfp and message.whole:
        buttons.append(context.button("grant.all_regions", InviteScope(message.role.value, ALL)))
    return Draft((words.html("invite.region.ask"), typed), (*rows(buttons, width=1), _back(context)))


def _country(message: m.ChooseInviteCountry, context: Context) -> Draft:
    region = context.pack.region(message.region)
    if region is None:
        return context.gone()
    words = context.words
    by_name = {context.names.country(code): code for code in region.countries}
    codes = [by_name[name] for name in context.names.in_order(by_name)]
    page = min(message.page, max(len(codes) - 1, 0) // _COUNTRIES)
    shown = codes[page * _COUNTRIES : (page + 1) * _COUNTRIES]
    turning = [
        context.button(key, InviteCountries(region.id, str(other)))
        for key, other in (("button.page.before", page - 1), ("button.page.after", page + 1))
        if 0 <= other * _COUNTRIES < len(codes)
    ]
    each = context.button("button.link_each", MakeCountryLinks(region.id))
    return Draft(
        (
            lines(words.html("invite.country.ask"), words.html("welcome.region", region=context.title(region.name))),
            words.html("invite.country.taken") if set(shown) & set(message.taken) else Markup(),
        ),
        (*_countries(shown, message.taken, context), *rows(turning), (each,), _back(context)),
    )


def _proposed(message: m.ProposeInviteCountries, context: Context) -> Draft:
    key = "country.propose" if message.countries else "country.not_recognized"
    return Draft((context.words.html(key),), (*_countries(message.countries, (), context), _back(context)))


def _countries(codes: Iterable[str], taken: tuple[str, ...], context: Context) -> Rows:
    return rows(
        context.labelled(
            context.words.value(context.names.country(code)) + (" ✓" if code in taken else ""),
            InviteScope(Role.NFP.value, code),
        )
        for code in codes
    )


def _meeting(message: m.ChooseInviteMeeting, context: Context) -> Draft:
    role = Role.ORGANIZER.value
    meetings = sorted(context.pack.meetings, key=lambda meeting: meeting.begins_at(), reverse=True)
    page = min(message.page, max(len(meetings) - 1, 0) // _MEETINGS)
    shown = meetings[page * _MEETINGS : (page + 1) * _MEETINGS]
    every = context.button("grant.all_meetings", InviteScope(role, ALL))
    buttons = [
        context.labelled(label(meeting, context, titled=True), InviteScope(role, meeting.id)) for meeting in shown
    ]
    turning = [
        context.button(key, InviteRole(role, str(other)))
        for key, other in (("button.page.before", page - 1), ("button.page.after", page + 1))
        if 0 <= other * _MEETINGS < len(meetings)
    ]
    return Draft(
        (context.words.html("invite.meeting.ask"),),
        ((every,), *rows(buttons, width=1), *rows(turning), _back(context)),
    )


def _language(message: m.ChooseInviteLanguage, context: Context) -> Draft:
    scope = message.country or message.region or message.meeting or ALL
    buttons = (
        context.labelled(language.name, MakeInvite(message.role.value, scope, language.code))
        for language in context.languages.values()
    )
    theirs = context.button("button.they_choose", MakeInvite(message.role.value, scope, ALL))
    return Draft(
        (of_grant(message, context), context.words.html("invite.language.ask")),
        (*rows(buttons), (theirs,), _back(context)),
    )


def _made(message: m.InviteMade, context: Context) -> Draft:
    words = context.words
    language = (
        words.html("settings.language", language=context.languages[message.language].name)
        if message.language in context.languages
        else words.html("invite.they_choose")
    )
    # Nothing that steers direction may be copied along with the link.
    link = Markup("<code>{}</code>").format(message.link)
    return Draft(
        (
            lines(words.html("invite.made"), of_grant(message, context), language),
            link,
            lines(
                _validity(message, context),
                words.html("invite.hand_on" if message.second == "no" else "invite.hand_on.approval"),
            ),
            words.html(f"invite.second.{message.second}") if message.second != "no" else Markup(),
        ),
        (_again(context),),
    )


def _validity(message: m.InviteMade | m.InviteQr, context: Context) -> Markup:
    return context.words.html("invite.valid", date=day(message.expires, context))


def _again(context: Context) -> tuple[Button, ...]:
    return (context.button("button.invite", Invite("below")),)


def _back(context: Context) -> tuple[Button, ...]:
    return (context.button("button.invite.back", Invite("here")),)


def opened(key: str, message: GrantMessage, context: Context) -> Draft:
    """What a link means for the one who has opened it, and the role that it is for."""
    return Draft((context.words.html(key), of_grant(message, context)), (context.menu(),))


def waits(message: m.InviteWaits, context: Context) -> Draft:
    """That somebody has to confirm the role; where nobody can, whom to write to."""
    words = context.words
    if not message.nobody:
        return opened("invite.waits", message, context)
    found, _ = contacts(context)
    missing = words.html("access.nobody"), *(found or (words.html("handover.nothing"),))
    return Draft((words.html("invite.waits"), of_grant(message, context), *missing), (context.menu(),))
