"""Those who hold roles: for those who look after access, and one's own roles."""

from collections.abc import Iterable
from typing import Final

from markupsafe import Markup

from bot.domain import messages as m
from bot.domain.actions import (
    AskLayDown,
    AskTakeAway,
    ConfirmStill,
    HandOver,
    HandOverMine,
    LayDown,
    ShowMember,
    ShowMyRole,
    ShowMyRoles,
    ShowPeople,
    ShowSettings,
    TakeAway,
)
from bot.domain.exchange import Button
from bot.domain.messages_access import GrantMessage
from bot.domain.messages_people import Member
from bot.domain.people import Grant
from bot.domain.policy import Right, may
from bot.render.bidi import clean
from bot.render.context import Context, Draft, capital, lines, rows
from bot.render.conversation import text_with_menu
from bot.render.grants import day, looks_after, of_grant
from bot.render.handover import contacts

_PAGE: Final = 20
"""Lines of the list on a page."""

KeepersMessage = m.People | m.MemberCard | m.AskTakeAway | m.RoleTaken | m.MemberLeft | m.MemberUnreachable


def keeping(message: KeepersMessage, context: Context) -> Draft:
    """What those see who look after access; nothing of it for whoever does not any more."""
    if not may(context.reader.access, Right.ACCESS) or (
        isinstance(message, GrantMessage) and not looks_after(message, context)
    ):
        return text_with_menu("not_allowed", context)
    match message:
        case m.People():
            return _people(message, context)
        case m.MemberCard():
            return _card(message, context)
        case m.AskTakeAway():
            return _ask_take(message, context)
        case m.RoleTaken():
            done = lines(context.words.html("people.taken"), _name(message.name, context), of_grant(message, context))
            return Draft((done,), (_list(context),))
        case m.MemberLeft():
            left = lines(_name(message.name, context), of_grant(message, context))
            return Draft((context.words.html(f"people.left.{message.why}"), left), (_list(context),))
        case m.MemberUnreachable():
            since = context.words.html("people.unreachable", date=day(message.since, context))
            held = str(message.held)
            return Draft(
                (
                    since,
                    lines(_name(message.name, context), of_grant(message, context)),
                    context.words.html("people.unreachable.then"),
                ),
                ((context.button("button.member", ShowMember(held)),),),
            )


def _people(message: m.People, context: Context) -> Draft:
    words = context.words
    by_place: dict[str, list[Member]] = {}
    for member in message.members:
        if not looks_after(member, context):
            continue
        by_place.setdefault(_place(member, context), []).append(member)
    ordered = [member for place in context.names.in_order(by_place) for member in by_place[place]]
    page = min(message.page, max(len(ordered) - 1, 0) // _PAGE)
    shown = ordered[page * _PAGE : (page + 1) * _PAGE]
    turning = [
        context.button(key, ShowPeople(str(other)))
        for key, other in (("button.page.before", page - 1), ("button.page.after", page + 1))
        if 0 <= other * _PAGE < len(ordered)
    ]
    away = any(not member.reachable for member in shown)
    return Draft(
        (
            words.html("people.title" if ordered else "people.none"),
            words.html("people.away") if away else Markup(),
        ),
        (*rows(_members(shown, context), width=1), *rows(turning), context.menu()),
    )


def _members(members: Iterable[Member], context: Context) -> Iterable[Button]:
    for member in members:
        place = capital(_place(member, context))
        label = context.words.plain("people.label", place=place, name=member.name or "–")
        yield context.labelled(label if member.reachable else f"⚠ {label}", ShowMember(str(member.held)))


def _place(member: Member, context: Context) -> str:
    """What somebody is, as short as a button needs it: the country of an NFP, else the role and what it is for."""
    if member.country is not None:
        return clean(context.names.country(member.country))
    role = context.words.plain(f"role.{member.role}")
    region = context.pack.region(member.region) if member.region else None
    meeting = context.pack.meeting(member.meeting) if member.meeting else None
    of = context.title(region.name) if region else context.title(meeting.title) if meeting else ""
    return context.words.plain("mydata.role_of", role=role, scope=of) if of else role


def _role_of(member: Member, context: Context) -> Markup:
    """A role with what it is for, to its holder: their country alone would not name it."""
    if member.country is None:
        return context.words.safe(_place(member, context))
    role = context.words.html(f"role.{member.role}")
    return context.words.html("mydata.role_of", role=role, scope=context.names.country(member.country))


def _card(message: m.MemberCard, context: Context) -> Draft:
    words = context.words
    held = str(message.held)
    given = words.html("people.by", name=message.by) if message.by else Markup()
    away = message.unreachable_since
    return Draft(
        (
            lines(_name(message.name, context), of_grant(message, context)),
            lines(words.html("people.since", date=day(message.since, context)), given, *_ends(message, context)),
            words.html("people.unreachable", date=day(away, context)) if away else Markup(),
            words.html("people.others") if message.others else Markup(),
        ),
        (
            # The text ends with "other roles": what follows it first has to be those.
            *rows(_members(message.others, context), width=1),
            (context.button("button.hand_over", HandOver(held)), context.button("button.take_away", AskTakeAway(held))),
            _list(context),
        ),
    )


def _ends(message: m.MemberCard | m.MyRole, context: Context) -> Iterable[Markup]:
    if message.expires is None or message.confirm_by < message.expires:
        yield context.words.html("people.confirm_by", date=day(message.confirm_by, context))
    if message.expires is not None:
        yield context.words.html("people.expires", date=day(message.expires, context))


def _ask_take(message: m.AskTakeAway, context: Context) -> Draft:
    held = str(message.held)
    return Draft(
        (
            lines(context.words.html("people.ask_take"), _name(message.name, context), of_grant(message, context)),
            context.words.html("people.ask_take.means"),
        ),
        ((context.button("button.take_away", TakeAway(held)), context.button("button.cancel", ShowMember(held))),),
    )


def _name(name: str | None, context: Context) -> Markup:
    return Markup("<b>{}</b>").format(context.words.safe(name)) if name else Markup()


def _list(context: Context) -> tuple[Button, ...]:
    return (context.button("button.people", ShowPeople("0")),)


def handover_link(message: m.HandoverLink, context: Context) -> Draft:
    """The link for a successor, and what becomes of it."""
    words = context.words
    held = Grant(message.role, message.country, message.region, message.meeting)
    if held not in context.reader.grants if message.own else not looks_after(message, context):
        return text_with_menu("not_allowed", context)
    # Nothing that steers direction may be copied along with the link.
    link = Markup("<code>{}</code>").format(message.link)
    return Draft(
        (
            lines(words.html("handing.title"), of_grant(message, context)),
            link,
            lines(
                words.html("invite.valid", date=day(message.expires, context)),
                words.html("invite.hand_on" if message.word == "no" else "invite.hand_on.approval"),
            ),
            words.html(f"handing.word.{message.word}"),
            words.html("handing.along") if message.country else Markup(),
        ),
        (_own(context) if message.own else _list(context),),
    )


def my_roles(message: m.MyRoles, context: Context) -> Draft:
    """One's roles, a button each."""
    buttons = (
        context.labelled(context.words.value(capital(_role_of(role, context))), ShowMyRole(str(role.held)))
        for role in message.roles
    )
    settings = context.button("button.settings", ShowSettings())
    return Draft((context.words.html("roles.title"),), (*rows(buttons, width=1), (settings,)))


def my_role(message: m.MyRole, context: Context) -> Draft:
    """One of one's roles, and the ways out of it."""
    words = context.words
    held = str(message.held)
    return Draft(
        (
            of_grant(message, context),
            lines(words.html("people.since", date=day(message.since, context)), *_ends(message, context)),
            words.html("roles.leaving"),
        ),
        (
            (
                context.button("button.hand_over", HandOverMine(held)),
                context.button("button.lay_down", AskLayDown(held)),
            ),
            (context.button("button.settings", ShowSettings()),),
        ),
    )


def ask_lay_down(message: m.AskLayDown, context: Context) -> Draft:
    """What it means to lay a role down."""
    held = str(message.held)
    return Draft(
        (
            lines(context.words.html("roles.ask_lay_down"), of_grant(message, context)),
            context.words.html("roles.ask_lay_down.means"),
        ),
        ((context.button("button.lay_down", LayDown(held)), context.button("button.cancel", ShowMyRole(held))),),
    )


def ended(message: m.RoleEnded, context: Context) -> Draft:
    """That a role is the reader's no more; whom to write to, where it was not their own doing; whoever was only silent
    may ask again."""
    words = context.words
    own = message.why == "laid_down"
    found = () if own else contacts(context)[0]
    return Draft(
        (
            lines(words.html(f"role_ended.{message.why}"), of_grant(message, context)),
            words.html("role_ended.thanks") if own else words.html("role_ended.mistake"),
            *found,
        ),
        (*(context.way_in_button() if message.why in ("lapsed", "expired") else ()), context.menu()),
    )


def ask_still(message: m.AskStill, context: Context) -> Draft:
    """Are these still the reader's roles?"""
    words = context.words
    held = (Markup("• {}").format(_role_of(role, context)) for role in message.roles)
    first = message.roles[0] if len(message.roles) == 1 else None
    asked = (
        words.html("still.ask.country", country=context.names.country(first.country))
        if first is not None and first.country is not None
        else lines(words.html("still.ask"), *held)
    )
    return Draft(
        (asked, words.html("still.until", date=day(message.until, context))),
        (
            (context.button("button.still", ConfirmStill()),),
            (context.button("button.not_still", ShowMyRoles()),),
        ),
    )


def still_confirmed(message: m.StillConfirmed, context: Context) -> Draft:
    """Thanks, and when the next question comes at the latest."""
    said = context.words.html("still.confirmed", date=day(message.until, context))
    return Draft((said,), (context.menu(),))


def gone(key: str, context: Context) -> Draft:
    """Why nothing is done."""
    return Draft((context.words.html(key),), (context.menu(),))


def _own(context: Context) -> tuple[Button, ...]:
    return (context.button("button.my_roles", ShowMyRoles()),)
