"""Requests for access: for those who ask, and for those who decide."""

from markupsafe import Markup

from bot.domain import messages as m
from bot.domain.actions import (
    ApproveRequest,
    ChangeName,
    DropAccess,
    RefuseFor,
    RefuseRequest,
    ShowRequest,
    ShowRequests,
    ShowSettings,
)
from bot.domain.exchange import Rows
from bot.domain.messages_access import GrantMessage, OpenRequest, RefusalReason
from bot.domain.policy import Right, may
from bot.render.context import Context, Draft, lines, rows
from bot.render.conversation import text_with_menu
from bot.render.grants import day, looks_after, of_grant
from bot.render.handover import contacts
from bot.render.onboarding import regions_line

REASONS: tuple[RefusalReason, ...] = ("unknown", "taken", "official", "none")

DecidingMessage = m.AccessAsked | m.ChooseRefusal | m.RequestDecided | m.RequestGone | m.OpenRequests


def write_access(_message: m.WriteAccess, context: Context) -> Draft:
    """The next message says who they are; who will read it, and for how long it is kept."""
    words = context.words
    return Draft(
        (words.html("access.write"), words.html("access.write.kept")),
        ((context.button("button.cancel", DropAccess()),),),
    )


def too_long(message: m.AccessWordsTooLong, context: Context) -> Draft:
    """In fewer words, please."""
    said = context.words.html("access.too_long", most=str(message.most))
    return Draft((said,), ((context.button("button.cancel", DropAccess()),),))


def unavailable(_message: m.AccessUnavailable, context: Context) -> Draft:
    """Whom to write to instead."""
    found, sources = contacts(context)
    return Draft(
        (context.words.html("access.unavailable"), *(found or (context.words.html("handover.nothing"),)),
         context.sources(*sources)),
        (context.menu(),),
    )  # fmt: skip


def sent(message: m.AccessSent, context: Context) -> Draft:
    """To whom the request has gone."""
    words = context.words
    regions = [context.title(region.name) for region in context.pack.regions if region.id in message.regions]
    to = lines(words.html("access.sent.regions"), regions_line(regions, context))
    return Draft((to if regions else words.html("access.sent"), words.html("access.sent.then")), (context.menu(),))


def dated(message: m.AccessWaiting | m.AccessPaused, context: Context) -> Draft:
    """That nothing can be asked now, and since or until when."""
    if isinstance(message, m.AccessWaiting):
        said = context.words.html("access.waiting", date=day(message.asked_at, context))
    else:
        said = context.words.html("access.paused", date=day(message.until, context))
    return Draft((said,), (context.menu(),))


def granted(message: m.AccessGranted, context: Context) -> Draft:
    """What they are now, and where to begin."""
    return Draft(
        (context.words.html("access.granted"), of_grant(message, context), context.words.html("welcome.next")),
        context.all_menus(),
    )


def refused(message: m.AccessRefused, context: Context) -> Draft:
    """That it is refused, why, and whom to write to about it."""
    words = context.words
    again = words.html("access.again", date=day(message.again, context)) if message.again else Markup()
    said = words.html("access.refused"), words.html(f"refused.{message.reason}")
    return Draft((*said, *contacts(context)[0], again), (context.menu(),))


def deciding(message: DecidingMessage, context: Context) -> Draft:
    """What those see who decide; nothing for whoever does not look after access any more."""
    if not may(context.reader.access, Right.ACCESS) or (
        isinstance(message, GrantMessage) and not looks_after(message, context)
    ):
        return text_with_menu("not_allowed", context)
    match message:
        case m.AccessAsked():
            return _asked(message, context)
        case m.ChooseRefusal():
            return _why(message, context)
        case m.RequestDecided():
            return _decided(message, context)
        case m.RequestGone():
            return Draft((context.words.html("request.gone"),), _all(context))
        case m.OpenRequests():
            return _open(message, context)


def _asked(message: m.AccessAsked, context: Context) -> Draft:
    words = context.words
    request = str(message.request)
    written = words.html("request.words", words=message.words) if message.words else Markup()
    notes = lines(
        words.html("settings.language", language=context.languages[message.language].name)
        if message.language in context.languages
        else Markup(),
        words.html("request.successor") if message.successor else Markup(),
        _invited(message, context),
        Markup() if message.country is None else words.html("request.taken" if message.taken else "request.free"),
    )
    return Draft(
        (lines(words.html("request.title"), _who(message.name, context)), of_grant(message, context), written, notes),
        (
            (
                context.button("button.approve", ApproveRequest(request)),
                context.button("button.refuse", RefuseRequest(request)),
            ),
        ),
    )


def _invited(message: m.AccessAsked, context: Context) -> Markup:
    if message.invited_by:
        return context.words.html("request.invited_by", name=message.invited_by)
    return context.words.html("request.invited") if message.invited else Markup()


def _who(name: str | None, context: Context) -> Markup:
    return context.words.html("request.name", name=name) if name else context.words.html("request.no_name")


def _why(message: m.ChooseRefusal, context: Context) -> Draft:
    request = str(message.request)
    buttons = (context.button(f"button.refused.{reason}", RefuseFor(request, reason)) for reason in REASONS)
    back = context.button("button.request", ShowRequest(request))
    return Draft((_who(message.name, context), context.words.html("request.why")), (*rows(buttons, width=1), (back,)))


def _decided(message: m.RequestDecided, context: Context) -> Draft:
    words = context.words
    return Draft(
        (
            lines(
                words.html(f"request.{message.state}"),
                _who(message.name, context) if message.name else Markup(),
                of_grant(message, context),
                words.html("request.by", name=message.by) if message.by else Markup(),
            ),
        ),
        _all(context),
    )


def _open(message: m.OpenRequests, context: Context) -> Draft:
    words = context.words
    if not message.requests:
        return Draft((words.html("requests.none"),), (context.menu(),))
    buttons = (
        context.labelled(_label(request, context), ShowRequest(str(request.request))) for request in message.requests
    )
    more = words.html("requests.more") if message.more else Markup()
    return Draft((words.html("requests.title"), more), rows(buttons, width=1))


def _label(request: OpenRequest, context: Context) -> str:
    words = context.words
    name = request.name or f"#{request.request}"
    what = context.names.country(request.country) if request.country else words.plain(f"role.{request.role}")
    return words.plain("request.label", name=name, what=what)


def _all(context: Context) -> Rows:
    return ((context.button("button.requests", ShowRequests()),),)


def ask_name(key: str, context: Context) -> Draft:
    """The name is to be typed; back to the settings."""
    return Draft((context.words.html(key),), ((context.button("button.settings", ShowSettings()),),))


def name_set(message: m.NameSet, context: Context) -> Draft:
    """What they are called now."""
    change = context.button("button.name", ChangeName())
    return Draft(
        (context.words.html("name.set", name=message.name),),
        ((change, context.button("button.settings", ShowSettings())),),
    )
